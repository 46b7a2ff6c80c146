import { t as onetime } from "./onetime.js";
import { t as onExit } from "./signal-exit.js";
import process from "node:process";

// node_modules/restore-cursor/index.js
const terminal = process.stderr.isTTY ? process.stderr : process.stdout.isTTY ? process.stdout : void 0;
const restoreCursor = terminal ? onetime(() => {
	onExit(() => {
		terminal.write("\x1B[?25h");
	}, { alwaysLast: true });
}) : () => {};

export { restoreCursor as t };