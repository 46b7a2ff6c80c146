import { n as abortOnSignals } from "./interrupt.js";

// src/commands/terminal.ts
const USUAL_WIDTH = 80;
function createTerminal(process) {
	const { env, stdout, stderr } = process;
	const { signal, release } = abortOnSignals(process);
	let outputError = null;
	for (const stream of [stdout, stderr]) stream.on("error", (error) => {
		if (error.code !== "EPIPE") outputError ??= error;
	});
	return {
		env,
		cwd: process.cwd(),
		print: (text) => void stdout.write(text),
		tell: (text) => void stderr.write(text),
		color: {
			stdout: wantsColor(stdout, env),
			stderr: wantsColor(stderr, env)
		},
		width: columnsOf(stdout),
		live: stderr.isTTY === true && stderr.columns !== 0 && env["TERM"] !== "dumb" ? stderr : null,
		signal,
		outputError: () => outputError,
		close: release
	};
}
/** A terminal that nobody gave a size has 0 columns. */
function columnsOf({ columns }) {
	return columns === void 0 || columns === 0 ? USUAL_WIDTH : columns;
}
/** https://no-color.org, and its opposite. */
function wantsColor(stream, env) {
	if ((env["NO_COLOR"] ?? "") !== "") return false;
	if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
	return stream.isTTY === true && env["TERM"] !== "dumb";
}

export { createTerminal as n, columnsOf as t };