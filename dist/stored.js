import { It as oneOf, at as compareResults, ot as mergeResults } from "./gate.js";
import { c as VERSION, m as choicesOf } from "./start.js";
import { r as nameOfFlag } from "./terminal.js";
import { t as prepareReports } from "./reports.js";
import { resolve } from "node:path";

// src/cli/stored.ts
/** Judges the second of two stored results against the first. */
async function runCompare([base, head], flags, terminal) {
	const path = (file) => resolve(terminal.cwd, file);
	const asked = {
		budgets: flags.budget ?? [],
		name: nameOfFlag("budget")
	};
	const judge = () => compareResults(path(base), path(head), asked, leniencyOf(flags));
	return tell(judge, "stored", flags, terminal);
}
/** One report of any number of stored results. */
async function runReport(files, flags, terminal) {
	const wanted = {
		named: files,
		cwd: terminal.cwd,
		about: null,
		jobs: [],
		areStrange: false
	};
	return tell(() => mergeResults(wanted, leniencyOf(flags)), "machine", flags, terminal);
}
async function tell(judge, place, flags, terminal) {
	const writeReports = await prepareReports(flags, terminal);
	const { result, origin, exitCode } = await judge();
	await writeReports(result, {
		version: VERSION,
		place,
		baseline: null,
		command: null,
		runUrl: null,
		commit: origin.commit
	}, origin);
	return exitCode;
}
function leniencyOf(flags) {
	const [missing, inconclusive] = [choicesOf("on-missing-baseline"), choicesOf("on-inconclusive")];
	return {
		onMissingBaseline: oneOf(missing, flags["on-missing-baseline"] ?? missing[0], nameOfFlag("on-missing-baseline")),
		onInconclusive: oneOf(inconclusive, flags["on-inconclusive"] ?? inconclusive[0], nameOfFlag("on-inconclusive"))
	};
}

export { runCompare, runReport };