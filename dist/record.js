import { B as originOf, D as renderJson, L as record, R as readCommit, S as sayStored, Z as loadPlan, rt as METRICS, tt as formatFigure } from "./gate.js";
import { o as neutralize } from "./start.js";
import { t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";
import { relative } from "node:path";

// src/cli/record.ts
/** Measures and stores the samples: what `check` compares with from now on. */
async function runRecord(words, flags, terminal) {
	const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag);
	await checkReportFiles({ "--json": flags.json }, terminal);
	const { world, done } = gateWorld(terminal);
	const { stored, result } = await record(plan, world).finally(done);
	if (flags.json !== void 0) {
		const origin = originOf(await readCommit(terminal.env));
		await writeReport(flags.json, renderJson(result, origin), terminal);
	}
	if (flags.json === "-") return 0;
	terminal.print(`Recorded in ${relative(terminal.cwd, plan.baselinePath)}\n`);
	stored.forEach((scenario, index) => {
		const figures = (result.scenarios[index]?.metrics ?? []).filter(({ budget, head }) => budget !== null && head !== null).map(({ metric, unit, head }) => `${METRICS[metric].label} ${formatFigure(head?.median ?? 0, unit)}`);
		terminal.print(`  ${neutralize(sayStored(scenario))}\n  ${figures.join(", ")}\n`);
	});
	return 0;
}

export { runRecord };