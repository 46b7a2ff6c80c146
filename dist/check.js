import { J as commandLineOf, Mt as loadPlan, ct as check, et as originOf, j as bisectExitCode, wt as readCommit } from "./gate.js";
import { c as VERSION } from "./start.js";
import { n as tokenOf, t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { t as reportError } from "./said-errors.js";
import { t as prepareReports } from "./reports.js";
import { relative } from "node:path";

// src/cli/check.ts
/** The local dry run: measures, compares and prints, and leaves everything else as it was. */
async function runCheck(words, flags, terminal) {
	if (flags.bisect === void 0) return (await measureAndTell(words, flags, terminal)).exitCode;
	try {
		const silent = {
			...flags,
			explain: flags.explain ?? "never"
		};
		return bisectExitCode((await measureAndTell(words, silent, terminal)).result);
	} catch (error) {
		const exitCode = reportError(error, terminal);
		return exitCode < 128 ? NOTHING_PROVEN : exitCode;
	}
}
const NOTHING_PROVEN = 125;
async function measureAndTell(words, flags, terminal) {
	const request = requestOf(words, flags);
	const plan = await loadPlan(request, terminal.cwd, nameOfFlag);
	const writeReports = await prepareReports(flags, terminal);
	const { world, done } = gateWorld(terminal);
	const outcome = await check(plan, world, { token: tokenOf(terminal) }).finally(done);
	const baseline = relative(terminal.cwd, plan.baselinePath);
	const commit = await readCommit(terminal.env, terminal.signal);
	const context = {
		version: VERSION,
		baseline,
		place: "machine",
		store: plan.baselineStore,
		history: outcome.history,
		command: commandLineOf(request, baseline),
		runUrl: null,
		commit
	};
	await writeReports(outcome.result, context, originOf(commit));
	return outcome;
}

export { runCheck };