import { Mt as loadPlan, m as selftest, p as renderSelftest } from "./gate.js";
import { t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { n as writeReport } from "./write-report.js";

// src/cli/selftest.ts
/**
* Gates every scenario against itself.
*
* @returns 1 when the gate would raise false alarms, 3 when too few runs are evidence, else 0
*/
async function runSelftest(words, flags, terminal) {
	const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag);
	const { world, done } = gateWorld(terminal);
	const { environment, results } = await selftest(plan, world).finally(done);
	if (flags.json !== void 0) {
		const json = {
			schema: "footprint-gate/selftest@1",
			environment,
			scenarios: results
		};
		await writeReport(flags.json, `${JSON.stringify(json, null, 2)}\n`, terminal);
	}
	if (flags.json !== "-") {
		const look = {
			color: terminal.color.stdout,
			width: terminal.width
		};
		terminal.print(results.map((result) => renderSelftest(result, environment, look)).join("\n"));
	}
	if (results.some(({ verdicts }) => verdicts.regressed !== void 0 || verdicts["over-limit"] !== void 0)) return 1;
	return results.some(({ gates }) => gates === 0) ? 3 : 0;
}

export { runSelftest };