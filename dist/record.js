import { $ as renderJson, Mt as loadPlan, P as sayStored, Rt as formatFigure, Vt as METRICS, et as originOf, st as record, wt as readCommit, yt as describeStored } from "./gate.js";
import { o as neutralize } from "./start.js";
import { n as tokenOf, t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";

// src/cli/record.ts
/** Measures and stores the samples: what `check` compares with from now on. */
async function runRecord(words, flags, terminal) {
	const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag);
	await checkReportFiles({ "--json": flags.json }, terminal);
	const { world, done } = gateWorld(terminal);
	const { stored, result } = await record(plan, world, { token: tokenOf(terminal) }).finally(done);
	if (flags.json !== void 0) {
		const origin = originOf(await readCommit(terminal.env, terminal.signal));
		await writeReport(flags.json, renderJson(result, origin), terminal);
	}
	if (flags.json === "-") return 0;
	terminal.print(`Recorded in ${describeStored(plan, terminal.cwd)}\n`);
	stored.forEach((scenario, index) => {
		const figures = (result.scenarios[index]?.metrics ?? []).filter(({ budget, head }) => budget !== null && head !== null).map(({ metric, unit, head }) => `${METRICS[metric].label} ${formatFigure(head?.median ?? 0, unit)}`);
		terminal.print(`  ${neutralize(sayStored(scenario))}\n  ${figures.join(", ")}\n`);
	});
	return 0;
}

export { runRecord };