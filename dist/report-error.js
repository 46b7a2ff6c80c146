import { u as renderError, w as UserError } from "./gate.js";
import { t as Interrupted } from "./start.js";

// src/cli/report-error.ts
/** Says what went wrong: to a user what to do about it, to a maintainer (a bug of ours) where it happened. */
function reportError(error, terminal) {
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

export { reportError };