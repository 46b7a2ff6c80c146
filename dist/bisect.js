import { A as bisect, Mt as loadPlan, O as renderBisection, k as renderBisectJson } from "./gate.js";
import { t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";

// src/cli/bisect.ts
/**
* Finds the commit between two that made the program grow.
*
* @returns 0 when it is found, 3 when only commits are left of which nothing is known
*/
async function runBisect([good, bad], words, flags, terminal) {
	const { build, ...others } = flags;
	const plan = await loadPlan(requestOf(words, others), terminal.cwd, nameOfFlag);
	await checkReportFiles({ "--json": flags.json }, terminal);
	const { world, done } = gateWorld(terminal);
	const request = {
		good,
		bad,
		build: build ?? null,
		cwd: terminal.cwd
	};
	const result = await bisect(plan, request, world).finally(done);
	if (flags.json !== void 0) await writeReport(flags.json, renderBisectJson(result), terminal);
	if (flags.json !== "-") terminal.print(renderBisection(result, {
		color: terminal.color.stdout,
		width: terminal.width
	}));
	return result.found === null ? 3 : 0;
}

export { runBisect };