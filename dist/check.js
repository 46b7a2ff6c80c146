import { M as check, V as loadPlan, b as commandLineOf, g as renderTerminal, j as originOf, k as readCommit, x as renderJson, y as renderMarkdown } from "./gate.js";
import { c as VERSION } from "./start.js";
import { t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";
import { relative } from "node:path";

// src/cli/check.ts
/** The local dry run: measures, compares and prints, and leaves everything else as it was. */
async function runCheck(words, flags, terminal) {
	const request = requestOf(words, flags);
	const plan = await loadPlan(request, terminal.cwd, nameOfFlag);
	await checkReportFiles({
		"--json": flags.json,
		"--markdown": flags.markdown
	}, terminal);
	const { world, done } = gateWorld(terminal);
	const { result, exitCode } = await check(plan, world).finally(done);
	const baseline = relative(terminal.cwd, plan.baselinePath);
	const commit = await readCommit(terminal.env);
	const context = {
		version: VERSION,
		baseline,
		place: "machine",
		command: commandLineOf(request, baseline),
		runUrl: null,
		commit
	};
	const reports = [{
		file: flags.json,
		text: () => renderJson(result, originOf(commit))
	}, {
		file: flags.markdown,
		text: () => renderMarkdown(result, context)
	}];
	for (const { file, text } of reports) if (file !== void 0) await writeReport(file, text(), terminal);
	if (!reports.some(({ file }) => file === "-")) terminal.print(renderTerminal(result, context, {
		color: terminal.color.stdout,
		width: terminal.width
	}));
	return exitCode;
}

export { runCheck };