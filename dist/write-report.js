import { Bt as errors, xt as makeFolder, z as writeReportFile } from "./gate.js";
import { dirname, resolve } from "node:path";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";

// src/cli/write-report.ts
/**
* Finds before anything is measured what would keep reports from being written after minutes of it.
*
* @param files by flag, or by flag and value where it may be given more than once
* @throws UserError when one could not be written, or two are to go to stdout, where neither could be read
*/
async function checkReportFiles(files, terminal) {
	const wanted = Object.entries(files).filter((entry) => entry[1] !== void 0);
	const [one, other] = wanted.flatMap(([flag, file]) => file === "-" ? [flag.includes("=") ? flag : `${flag} -`] : []);
	if (one !== void 0 && other !== void 0) throw errors.contradiction(one, other, "Write one of the two to a file.");
	for (const [, file] of wanted) if (file !== "-") await checkWritable(resolve(terminal.cwd, file));
}
async function checkWritable(path) {
	try {
		await makeFolder(dirname(path));
		await access(dirname(path), constants.W_OK);
		if (!await isThere(path)) return;
		await access(path, constants.W_OK);
	} catch (error) {
		throw errors.reportUnwritable(path, error);
	}
}
/** @throws EISDIR */
async function isThere(path) {
	try {
		if ((await stat(path)).isDirectory()) throw Object.assign(/* @__PURE__ */ new Error("it is a directory"), { code: "EISDIR" });
		return true;
	} catch (error) {
		if (error.code === "ENOENT") return false;
		throw error;
	}
}
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
	await writeReportFile(resolve(terminal.cwd, file), text);
}

export { writeReport as n, checkReportFiles as t };