import { K as errors, L as nameOwner, P as replaceFile } from "./gate.js";
import { dirname, resolve } from "node:path";
import { constants } from "node:fs";
import { access, lstat, mkdir, open, rm, stat, writeFile } from "node:fs/promises";

// src/cli/write-report.ts
/**
* Finds before anything is measured what would keep reports from being written after minutes of it.
*
* @param files by flag
* @throws UserError when one could not be written, or two are to go to stdout, where neither could be read
*/
async function checkReportFiles(files, terminal) {
	const wanted = Object.entries(files).filter((entry) => entry[1] !== void 0);
	const [one, other] = wanted.filter(([, file]) => file === "-");
	if (one !== void 0 && other !== void 0) throw errors.contradiction(`${one[0]} -`, `${other[0]} -`, "Write one of the two to a file.");
	for (const [, file] of wanted) if (file !== "-") await checkWritable(resolve(terminal.cwd, file));
}
async function checkWritable(path) {
	try {
		await mkdir(dirname(path), { recursive: true });
		await access(dirname(path), constants.W_OK);
		if ((await stat(path)).isDirectory()) throw Object.assign(/* @__PURE__ */ new Error("it is a directory"), { code: "EISDIR" });
		await access(path, constants.W_OK);
	} catch (error) {
		const cause = error;
		if (cause.code !== "ENOENT") throw errors.reportUnwritable(path, cause);
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
	const path = resolve(terminal.cwd, file);
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeWhole(path, text);
	} catch (error) {
		throw errors.reportUnwritable(path, error);
	}
}
/** A file is there in full or not at all. Other things, such as /dev/fd/3, are written to as they are. */
async function writeWhole(path, text) {
	const stats = await lstat(path).catch(() => null);
	if (stats !== null && !stats.isFile()) {
		if ((await stat(path)).isFIFO()) await refuseUnread(path);
		return writeFile(path, text);
	}
	const draft = `${path}.${nameOwner()}`;
	try {
		await replaceFile(path, draft, text);
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
/** To open a pipe that nobody reads would wait forever. @throws ENXIO */
async function refuseUnread(path) {
	await (await open(path, constants.O_WRONLY | constants.O_NONBLOCK)).close();
}

export { writeReport as n, checkReportFiles as t };