import { m as choicesOf, t as Interrupted } from "./start.js";
import { Bt as errors, It as oneOf, Lt as DURATION_WORDS, Ot as createProcFiles, Ut as UserError, a as readInventory, c as sayReading, d as renderShowJson, f as show, l as sayRest, o as renderShow, rt as systemClock, s as ALL_ENDED, u as compareInventories, zt as parseDuration } from "./gate.js";
import { r as nameOfFlag } from "./terminal.js";
import { t as createLogUpdate } from "./vendor/log-update.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";
import { resolve } from "node:path";

// src/cli/screen.ts
const USUAL_HEIGHT = 24;
/** Texts of which each takes the place of the one before; where stdout is no terminal, a block each. */
function createScreen({ screen, print }) {
	if (screen === null) return {
		show: (text) => print(`${text}\n`),
		end: () => void 0
	};
	const draw = createLogUpdate(screen);
	let last = "";
	return {
		show: (text) => {
			last = text;
			draw(cut(text, screen.rows ?? USUAL_HEIGHT));
		},
		end: () => {
			draw.clear();
			draw.done();
			print(last);
		}
	};
}
/** What a screen holds of a text: its beginning, where the answer is. */
function cut(text, rows) {
	const lines = text.trimEnd().split("\n");
	const room = Math.max(1, rows - 1);
	if (lines.length <= room) return lines.join("\n");
	return [...lines.slice(0, room - 1), sayRest(lines.length - room + 1)].join("\n");
}

// src/cli/show.ts
/** Prints where the memory of running processes is, once or again and again. */
async function runShow(words, flags, terminal) {
	const intervalMs = flags.watch === void 0 ? null : intervalOf(flags.watch);
	const view = flags.by === void 0 ? null : oneOf(choicesOf("by"), flags.by, nameOfFlag("by"));
	const earlier = flags.against === void 0 ? null : await readInventory(resolve(terminal.cwd, flags.against));
	await checkReportFiles({ "--json": flags.json }, terminal);
	const subject = show(words, { tree: flags["no-tree"] === void 0 }, createProcFiles());
	const textOf = (inventory, changes, reading) => renderShow(inventory, {
		view,
		color: terminal.color.stdout,
		width: terminal.width,
		reading,
		against: changes === null ? void 0 : {
			changes,
			file: flags.against ?? ""
		}
	});
	const changesOf = (inventory) => compare(earlier, inventory);
	const write = async (inventory) => {
		if (flags.json === void 0) return;
		await writeReport(flags.json, renderShowJson(inventory, changesOf(inventory)), terminal);
	};
	if (intervalMs === null) {
		const inventory = subject.read();
		await write(inventory);
		if (flags.json !== "-") terminal.print(textOf(inventory, changesOf(inventory)));
		return 0;
	}
	const screen = flags.json === "-" ? null : createScreen(terminal);
	try {
		return await watch(subject, intervalMs, terminal, async (inventory, since) => {
			await write(inventory);
			screen?.show(textOf(inventory, changesOf(inventory), sayReading(/* @__PURE__ */ new Date(), since)));
		});
	} finally {
		screen?.end();
	}
}
/** A shorter one would be work for the machine, and nothing to look at. */
const SHORTEST_MS = 100;
/** @throws UserError `bad-value` */
function intervalOf(text) {
	const intervalMs = parseDuration(text);
	if (intervalMs !== null && intervalMs >= SHORTEST_MS) return intervalMs;
	throw errors.badValue(nameOfFlag("watch"), text, `${DURATION_WORDS}, and of at least 100ms`);
}
function compare(earlier, inventory) {
	return earlier === null ? null : compareInventories(earlier, inventory);
}
/**
* Reads until somebody stops it, the processes have ended, or nobody reads what is said.
*
* @returns 0: Ctrl-C is how a watch ends; 143 after SIGTERM
*/
async function watch(subject, intervalMs, { signal, isHeard, say }, tell) {
	let first = null;
	while (isHeard() && !signal.aborted) {
		const inventory = readOrEnd(subject, first !== null);
		if (inventory === null) {
			say(`${ALL_ENDED}\n`);
			return 0;
		}
		await tell(inventory, first === null ? null : inventory.total.writable - first);
		first ??= inventory.total.writable;
		await systemClock.sleep(intervalMs, signal);
	}
	const cause = signal.reason;
	return cause instanceof Interrupted && cause.exitCode === 143 ? 143 : 0;
}
/** `null` when the processes have ended that were there before. */
function readOrEnd(subject, wasThere) {
	try {
		return subject.read();
	} catch (error) {
		if (wasThere && error instanceof UserError && error.code === "no-memory") return null;
		throw error;
	}
}

export { runShow };