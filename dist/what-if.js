import { Mt as loadPlan, i as chooseRemedies, n as renderWhatIfJson, r as whatIf, t as renderWhatIf } from "./gate.js";
import { t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";

// src/cli/what-if.ts
/**
* Tries what may give memory back.
*
* @returns 3 when nothing was seen of a remedy, because no run with it or without is evidence, else 0
*/
async function runWhatIf(words, flags, terminal) {
	const choose = chooseRemedies({
		names: flags.try ?? [],
		variables: flags["try-env"] ?? [],
		lazyModules: flags.lazy ?? []
	});
	const plan = await loadPlan(requestOf(words, flags), terminal.cwd, nameOfFlag);
	await checkReportFiles({ "--json": flags.json }, terminal);
	const { world, done } = gateWorld(terminal);
	const { environment, results } = await whatIf(plan, choose, world).finally(done);
	if (flags.json !== void 0) await writeReport(flags.json, renderWhatIfJson(results, environment), terminal);
	if (flags.json !== "-") {
		const look = {
			color: terminal.color.stdout,
			width: terminal.width
		};
		terminal.print(results.map((result) => renderWhatIf(result, look)).join("\n"));
	}
	return results.every(({ tried }) => tried.some(({ effect, failure }) => effect ?? failure)) ? 0 : 3;
}

export { runWhatIf };