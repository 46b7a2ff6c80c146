import { Ht as blameSurroundings, U as renderError, Ut as UserError } from "./gate.js";
import { t as Interrupted } from "./start.js";

// src/cli/report-error.ts
/** Says what went wrong: to a user what to do about it, to a maintainer (a bug of ours) where it happened. */
function reportError(error, terminal) {
	const cause = terminal.signal.aborted ? terminal.signal.reason : blameSurroundings(error);
	if (cause instanceof Interrupted) {
		terminal.say(`footprint-gate was ${cause.message}; the measured program was ended.\n`);
		return cause.exitCode;
	}
	if (cause instanceof UserError) {
		terminal.say(`${renderError(cause, { color: terminal.color.stderr })}\n`);
		return cause.exitCode;
	}
	terminal.say(`footprint-gate crashed. This is a bug; please report it with the log.\n`);
	terminal.say(`${cause instanceof Error ? cause.stack ?? cause.message : String(cause)}\n`);
	return 2;
}

export { reportError as t };