import { S as errors } from "./gate.js";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

// src/commands/write-report.ts
/**
* Writes a report to a file, or to stdout for `-`.
*
* @throws UserError when the file cannot be written
*/
async function writeReport(file, text, terminal) {
	if (file === "-") {
		terminal.print(text);
		return;
	}
	const path = resolve(terminal.cwd, file);
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, text);
	} catch (error) {
		throw errors.reportUnwritable(path, error);
	}
}

export { writeReport as t };