import { b as formatFigure, h as record, o as renderJson, p as neutralise, w as METRICS, y as loadPlan } from "./gate.js";
import { n as requestOf, r as gateWorld, t as nameOfFlag } from "./request.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";
import { relative } from "node:path";

// src/commands/record.ts
/** Measures and stores the samples: what `check` compares with from now on. */
async function runRecord(command, flags, terminal) {
	const plan = await loadPlan(requestOf(command, flags), terminal.cwd, nameOfFlag);
	await checkReportFiles({ "--json": flags.json }, terminal);
	const { world, done } = gateWorld(terminal);
	const { stored, result } = await record(plan, world).finally(done);
	if (flags.json !== void 0) await writeReport(flags.json, renderJson(result), terminal);
	if (flags.json === "-") return 0;
	terminal.print(`Recorded in ${relative(terminal.cwd, plan.baselinePath)}\n`);
	stored.forEach((sentence, index) => {
		const figures = (result.scenarios[index]?.metrics ?? []).filter(({ budget, head }) => budget !== null && head !== null).map(({ metric, unit, head }) => `${METRICS[metric].label} ${formatFigure(head?.median ?? 0, unit)}`);
		terminal.print(`  ${neutralise(sentence)}\n  ${figures.join(", ")}\n`);
	});
	return 0;
}

export { runRecord };