// src/commands/terminal.ts
/** The reason of an abort by a signal. */
var Interrupted = class extends Error {
	name = "Interrupted";
	/** As a shell tells a death by signal. */
	exitCode;
	constructor(signal) {
		super(`stopped by ${signal}`);
		this.exitCode = signal === "SIGINT" ? 130 : 143;
	}
};
const USUAL_WIDTH = 80;
function createTerminal(process) {
	const { env, stdout, stderr } = process;
	const controller = new AbortController();
	const onInterrupt = () => controller.abort(new Interrupted("SIGINT"));
	const onTerminate = () => controller.abort(new Interrupted("SIGTERM"));
	process.on("SIGINT", onInterrupt);
	process.on("SIGTERM", onTerminate);
	return {
		env,
		cwd: process.cwd(),
		print: (text) => void stdout.write(text),
		tell: (text) => void stderr.write(text),
		color: {
			stdout: wantsColor(stdout, env),
			stderr: wantsColor(stderr, env)
		},
		width: stdout.columns ?? USUAL_WIDTH,
		live: stderr.isTTY === true && env["TERM"] !== "dumb" ? stderr : null,
		signal: controller.signal,
		close: () => {
			process.off("SIGINT", onInterrupt);
			process.off("SIGTERM", onTerminate);
		}
	};
}
/** https://no-color.org, and its opposite. */
function wantsColor(stream, env) {
	if ((env["NO_COLOR"] ?? "") !== "") return false;
	if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
	return stream.isTTY === true && env["TERM"] !== "dumb";
}

export { createTerminal as n, Interrupted as t };