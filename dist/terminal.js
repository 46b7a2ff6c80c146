import { n as CommanderError, r as Option, t as Command } from "./vendor/commander.js";
import { c as VERSION, g as isFlagOf, h as defaultOf, l as FLAG_OPTIONS, n as abortOnSignals, o as neutralize, v as optionOf } from "./start.js";
import { setImmediate } from "node:timers/promises";

// src/cli/flags.ts
const HEADINGS = {
	program: "Program:",
	runs: "Runs:",
	gate: "Gate:",
	remedies: "Remedies:",
	explanation: "Explanation:",
	view: "View:",
	output: "Output:",
	action: ""
};
/** Gives a command its flags, as the table of options has them. */
function addFlags(command, name) {
	for (const key of FLAG_OPTIONS) {
		if (!isFlagOf(name, key)) continue;
		const { help, group, kind } = optionOf(key);
		const byDefault = defaultOf(key);
		const option = new Option(termOf(key), byDefault === null ? help : `${help} (default: ${byDefault})`).helpGroup(HEADINGS[group]);
		command.addOption(kind === "list" ? option.argParser(collect) : option);
	}
	return command;
}
/** `--ready <condition>`, `--watch [duration]`, `--no-tree`. */
function termOf(key) {
	const { value, byItself } = optionOf(key).flag ?? { value: null };
	if (value === null) return nameOfFlag(key);
	return byItself === void 0 ? `${nameOfFlag(key)} <${value}>` : `${nameOfFlag(key)} [${value}]`;
}
function collect(value, before) {
	return [...before ?? [], value];
}
/** What was given of the flags: `true` of one without a value. */
function readFlags(command) {
	return Object.fromEntries(FLAG_OPTIONS.flatMap((key) => {
		const option = command.options.find(({ long }) => long === nameOfFlag(key));
		if (option === void 0) return [];
		const value = command.getOptionValue(option.attributeName());
		if (option.negate) return value === false ? [[key, "true"]] : [];
		if (value === void 0) return [];
		return [[key, value === true ? optionOf(key).flag?.byItself ?? "true" : value]];
	}));
}
/** Groups of options that say nothing of what is measured. */
const BESIDE = [
	"remedies",
	"explanation",
	"view",
	"output"
];
/** What a command line asks for, without what it leaves open. */
function requestOf(words, flags) {
	const asked = Object.entries(flags).filter(([key]) => !BESIDE.includes(optionOf(key).group));
	return {
		...words.length > 0 && { run: words },
		...Object.fromEntries(asked)
	};
}
/** How an option is written on the command line. */
const nameOfFlag = (key) => key === "run" ? "-- command" : `--${optionOf(key).flag?.name ?? key}`;

// src/cli/terminal.ts
const USUAL_WIDTH = 80;
function createTerminal(process) {
	const { env, stdout, stderr } = process;
	const { signal, release } = abortOnSignals(process);
	let outputError = null;
	let isHeard = true;
	stdout.on("error", () => isHeard = false);
	for (const stream of [stdout, stderr]) stream.on("error", (error) => {
		if (error.code !== "EPIPE") outputError ??= error;
	});
	return {
		env,
		get cwd() {
			return process.cwd();
		},
		print: (text) => void stdout.write(text),
		say: (text) => void stderr.write(text),
		color: {
			stdout: wantsColor(stdout, env),
			stderr: wantsColor(stderr, env)
		},
		get width() {
			return columnsOf(stdout);
		},
		live: isDrawable(stderr, env) ? stderr : null,
		screen: isDrawable(stdout, env) ? stdout : null,
		isHeard: () => isHeard,
		signal,
		outputError: () => outputError,
		close: release
	};
}
/** Whether a line can be written over. */
function isDrawable({ isTTY, columns }, env) {
	return isTTY === true && columns !== 0 && env["TERM"] !== "dumb";
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

// src/cli/run-cli.ts
/**
* Runs the command line of a process to its end. What a command needs is loaded only when it is called, so
* that `--version` and `--help` answer at once.
*
* @returns the exit code: 0, 1, 2 or 3 as the verdict has it, 130 and 143 when stopped by a signal
*/
async function runCli(process) {
	const terminal = createTerminal(process);
	let exitCode = 0;
	const cli = createProgram(terminal, (code) => exitCode = code);
	try {
		await cli.parseAsync(process.argv.slice(2), { from: "user" });
		await setImmediate();
		const cause = terminal.outputError();
		if (cause !== null) {
			const { errors } = await import("./errors.js");
			throw errors.outputUnwritable(cause);
		}
		return exitCode;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		return await report(error, terminal);
	} finally {
		terminal.close();
	}
}
/** Where files can no longer be opened, the words for it cannot be loaded either. */
async function report(error, terminal) {
	try {
		const { reportError } = await import("./report-error.js");
		return reportError(error, terminal);
	} catch (second) {
		const why = [error, second].find((cause) => cause instanceof Error)?.message ?? "no reason was given";
		terminal.say(`error: footprint-gate cannot load its own files: ${neutralize(why)}\n`);
		terminal.say("Is the limit of open files too low (ulimit -n 1024), or a part of the package missing?\n");
		return 2;
	}
}
function createProgram(terminal, end) {
	const cli = new Command("footprint-gate").description("Fails when a program's writable memory grows, and shows which mappings grew.").version(VERSION, "-V, --version", "print the version").helpOption("-h, --help", "print this help").helpCommand(false).showHelpAfterError("(see --help)").configureOutput({
		writeOut: terminal.print,
		writeErr: (text) => terminal.say(neutralize(text))
	}).addHelpText("after", EXIT_CODES).exitOverride();
	measuring(cli, "check", "measure, compare with the baseline, print the verdict; posts nothing").action(async (words, _, command) => {
		const { runCheck } = await import("./check.js");
		end(await runCheck(words, readFlags(command), terminal));
	});
	measuring(cli, "record", "measure, and store the samples in the baseline").action(async (words, _, command) => {
		const { runRecord } = await import("./record.js");
		end(await runRecord(words, readFlags(command), terminal));
	});
	measuring(cli, "selftest", "gate a program against itself: false alarms, noise, budgets to paste").action(async (words, _, command) => {
		const { runSelftest } = await import("./selftest.js");
		end(await runSelftest(words, readFlags(command), terminal));
	});
	measuring(cli, "explain", "trace one run: which imports, files and code the memory came from").action(async (words, _, command) => {
		const { runExplain } = await import("./explain.js");
		end(await runExplain(words, readFlags(command), terminal));
	});
	addFlags(cli.command("show").description("print where a running program's memory is").argument("<program...>", "PIDs, or names of programs: all processes of that name").usage("PID|NAME ... [flags]").addHelpText("after", SHOW_EXAMPLES).configureHelp({ sortOptions: false }), "show").action(async (words, _, command) => {
		const { runShow } = await import("./show.js");
		end(await runShow(words, readFlags(command), terminal));
	});
	judging(cli, "compare", "judge one stored result against another; measures nothing").argument("<base>", "the JSON of the older result").argument("<head>", "the JSON of the newer result, whose budgets hold").action(async (base, head, _, command) => {
		const { runCompare } = await import("./stored.js");
		end(await runCompare([base, head], readFlags(command), terminal));
	});
	judging(cli, "report", "one report of any number of stored results, judged afresh; measures nothing").argument("<results...>", "the JSON of each leg").action(async (results, _, command) => {
		const { runReport } = await import("./stored.js");
		end(await runReport(results, readFlags(command), terminal));
	});
	addFlags(cli.command("bisect").description("find the commit between two that made the program grow, and what in it").argument("<good>", "a commit that is as it should be").argument("<bad>", "a later commit that is not").argument("[command...]", "the program to measure, after --").usage("GOOD BAD [flags] [-- command ...]").addHelpText("after", BISECT_HELP).configureHelp({ sortOptions: false }), "bisect").action(async (good, bad, words, _, command) => {
		const { runBisect } = await import("./bisect.js");
		end(await runBisect([good, bad], words, readFlags(command), terminal));
	});
	measuring(cli, "what-if", "try what may give memory back, and say what each remedy gives").action(async (words, _, command) => {
		const { runWhatIf } = await import("./what-if.js");
		end(await runWhatIf(words, readFlags(command), terminal));
	});
	cli.command("init").description("find out how the program starts, launch it, and write footprint.yml and a workflow").argument("[command...]", "the program, after --; without it, its command is looked for in the files here").usage("[flags] [-- command ...]").option("--force", "replace footprint.yml and the workflow, where they are there").addHelpText("after", `\nExamples:\n  footprint-gate init\n  footprint-gate init -- bin/manager conf/default.xml\n`).action(async (words, { force = false }) => {
		const { runInit } = await import("./init.js");
		end(await runInit(words, { force }, terminal));
	});
	cli.command("demo").description("see the gate catch a regression; needs nothing configured").action(async () => {
		const { runDemo } = await import("./demo.js");
		end(await runDemo(terminal));
	});
	return cli;
}
/** A command that measures: flags, then the program after `--`. */
function measuring(cli, name, description) {
	const command = cli.command(name).description(description).argument("[command...]", "the program to measure, after --").usage("[flags] [-- command ...]").addHelpText("after", `\n${examplesOf(name)}${EXIT_CODES}`).configureHelp({ sortOptions: false });
	return addFlags(command, name);
}
/** A command that reads results. */
function judging(cli, name, description) {
	const command = cli.command(name).description(description).addHelpText("after", EXIT_CODES).configureHelp({ sortOptions: false });
	return addFlags(command, name);
}
function examplesOf(name) {
	return [
		"Examples:",
		`  footprint-gate ${name} --ready tcp:8000 -- python3 -m http.server 8000`,
		`  footprint-gate ${name} --config footprint.yml --scenario manager`,
		""
	].join("\n");
}
const SHOW_EXAMPLES = `
Examples:
  footprint-gate show nginx                 its processes, and where their memory is
  footprint-gate show 4711 --by library     what each shared library costs
  footprint-gate show 4711 --watch 500ms    how it changes
  footprint-gate show 4711 --json before.json
  footprint-gate show 4711 --against before.json

Exit codes:
  0  shown; what could not be read is said. Ctrl-C ends --watch so
  2  wrong use, or there is no such process
  3  nothing could be read
`;
const BISECT_HELP = `
Examples:
  footprint-gate bisect v1.4 HEAD --build make --ready tcp:7531 -- bin/manager
  footprint-gate bisect v1.4 HEAD --build make --config footprint.yml --scenario manager

Exit codes:
  0  found
  2  wrong use, or the good commit does not build or run
  3  undecided, or the bad commit is not red or cannot be measured
`;
const EXIT_CODES = `
Exit codes:
  0  pass or improved, or no baseline yet
  1  regressed, or over its limit
  2  wrong use, a bad configuration, or the program failed
  3  inconclusive
`;

export { requestOf as i, columnsOf as n, nameOfFlag as r, runCli as t };