import { a as renderMarkdown, i as recordCommand, m as check, o as renderJson, r as renderTerminal, v as readCommit, y as loadPlan } from "./gate.js";
import { t as VERSION } from "./version.js";
import { n as requestOf, r as gateWorld, t as nameOfFlag } from "./request.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";
import { relative } from "node:path";

// src/commands/check.ts
/** The local dry run: measures, compares and prints, and leaves everything else as it was. */
async function runCheck(command, flags, terminal) {
	const request = requestOf(command, flags);
	const plan = await loadPlan(request, terminal.cwd, nameOfFlag);
	await checkReportFiles({
		"--json": flags.json,
		"--markdown": flags.markdown
	}, terminal);
	const { world, done } = gateWorld(terminal);
	const { result, exitCode } = await check(plan, world).finally(done);
	const baseline = relative(terminal.cwd, plan.baselinePath);
	const context = {
		version: VERSION,
		baseline,
		recordCommand: recordCommand(request, baseline),
		runUrl: null,
		commit: await readCommit(terminal.env)
	};
	const reports = [{
		file: flags.json,
		text: () => renderJson(result)
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