// src/interrupt.ts
/** The reason of an abort by a signal. */
var Interrupted = class extends Error {
	name = "Interrupted";
	/** As a shell tells a death by signal. */
	exitCode;
	constructor(signal) {
		super(`stopped by ${signal}`);
		this.exitCode = signal === "SIGINT" ? 130 : 143;
	}
};
/**
* Aborted by SIGINT and SIGTERM, with an {@link Interrupted} as its reason. A cancelled workflow step gets SIGINT,
* SIGTERM 7.5 seconds later, and SIGKILL 2.5 seconds after that.
*/
function abortOnSignals(process) {
	const controller = new AbortController();
	const handlers = ["SIGINT", "SIGTERM"].map((signal) => {
		const handler = () => controller.abort(new Interrupted(signal));
		process.on(signal, handler);
		return {
			signal,
			handler
		};
	});
	return {
		signal: controller.signal,
		release: () => handlers.forEach(({ signal, handler }) => process.off(signal, handler))
	};
}

export { abortOnSignals as n, Interrupted as t };