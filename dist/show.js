import { m as choicesOf } from "./start.js";
import { c as renderShowJson, et as oneOf, l as show, q as createProcFiles, s as renderShow } from "./gate.js";
import { r as nameOfFlag } from "./terminal.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";

// src/cli/show.ts
/** Prints where the memory of running processes is. */
async function runShow(words, flags, terminal) {
	const view = flags.by === void 0 ? null : oneOf(choicesOf("by"), flags.by, nameOfFlag("by"));
	await checkReportFiles({ "--json": flags.json }, terminal);
	const inventory = show(words, { tree: flags["no-tree"] === void 0 }, createProcFiles()).read();
	if (flags.json !== void 0) await writeReport(flags.json, renderShowJson(inventory), terminal);
	if (flags.json !== "-") terminal.print(renderShow(inventory, view, {
		color: terminal.color.stdout,
		width: terminal.width
	}));
	return 0;
}

export { runShow };