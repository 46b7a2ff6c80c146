import { B as originOf, R as readCommit, T as commandLineOf, V as check, Z as loadPlan } from "./gate.js";
import { c as VERSION } from "./start.js";
import { t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { t as prepareReports } from "./reports.js";
import { relative } from "node:path";

// src/cli/check.ts
/** The local dry run: measures, compares and prints, and leaves everything else as it was. */
async function runCheck(words, flags, terminal) {
	const request = requestOf(words, flags);
	const plan = await loadPlan(request, terminal.cwd, nameOfFlag);
	const tellResult = await prepareReports(flags, terminal);
	const { world, done } = gateWorld(terminal);
	const { result, exitCode } = await check(plan, world).finally(done);
	const baseline = relative(terminal.cwd, plan.baselinePath);
	const commit = await readCommit(terminal.env);
	await tellResult(result, {
		version: VERSION,
		baseline,
		place: "machine",
		command: commandLineOf(request, baseline),
		runUrl: null,
		commit
	}, originOf(commit));
	return exitCode;
}

export { runCheck };