import { $ as renderJson, B as renderTerminal, F as parseExport, G as renderMarkdown, I as readPageShell, L as renderPage, Q as renderExport, W as describePage } from "./gate.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";

// src/cli/exports.ts
/** @throws UserError for a format that is not known, and where no file is named */
function readExports({ export: texts = [] }) {
	const exports = texts.map((text) => parseExport(text, "--export"));
	return {
		files: Object.fromEntries(exports.map(({ format, file }) => [`--export ${format}=${file}`, file])),
		reportsOf: (result) => exports.map(({ format, file }) => ({
			file,
			text: () => renderExport(format, result)
		}))
	};
}

// src/cli/reports.ts
/**
* Finds before anything is measured what would keep the reports from being written.
*
* @throws UserError when one could not be
*/
async function prepareReports(flags, terminal) {
	const exports = readExports(flags);
	await checkReportFiles({
		"--json": flags.json,
		"--markdown": flags.markdown,
		"--html": flags.html,
		...exports.files
	}, terminal);
	const shell = flags.html === void 0 ? "" : await readPageShell();
	return async (result, context, origin) => {
		const reports = [
			{
				file: flags.json,
				text: () => renderJson(result, origin)
			},
			{
				file: flags.markdown,
				text: () => renderMarkdown(result, context)
			},
			{
				file: flags.html,
				text: () => renderPage(describePage(result, context), shell)
			},
			...exports.reportsOf(result)
		];
		for (const { file, text } of reports) if (file !== void 0) await writeReport(file, text(), terminal);
		if (reports.some(({ file }) => file === "-")) return;
		terminal.print(renderTerminal(result, context, {
			color: terminal.color.stdout,
			width: terminal.width
		}));
	};
}

export { prepareReports as t };