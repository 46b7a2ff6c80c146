import { s as renderError, x as UserError } from "./gate.js";
import { t as Interrupted } from "./interrupt.js";

// src/commands/tell-error.ts
/** Says what went wrong: to a user what to do about it, to a maintainer (a bug of ours) where it happened. */
function tellError(error, terminal) {
	const cause = terminal.signal.aborted ? terminal.signal.reason : error;
	if (cause instanceof Interrupted) {
		terminal.tell(`footprint-gate was ${cause.message}; the measured program is ended.\n`);
		return cause.exitCode;
	}
	if (cause instanceof UserError) {
		terminal.tell(`${renderError(cause, { color: terminal.color.stderr })}\n`);
		return cause.exitCode;
	}
	terminal.tell(`footprint-gate failed: this is a bug of footprint-gate, please report it.\n`);
	terminal.tell(`${cause instanceof Error ? cause.stack ?? cause.message : String(cause)}\n`);
	return 2;
}

export { tellError };