import { D as renderProgress, N as sayNotice, nt as onThisMachine } from "./gate.js";
import { o as neutralize } from "./start.js";
import { t as createLogUpdate } from "./vendor/log-update.js";
import { n as columnsOf } from "./terminal.js";

// src/cli/progress.ts
/** One line that shows the run, the phase and the current reading; nothing where nobody watches. */
function createLiveProgress({ live, color }) {
	if (live === null) return {
		onProgress: () => void 0,
		clear: () => void 0
	};
	const line = createLogUpdate(live);
	return {
		onProgress: (progress) => line(renderProgress(progress, {
			width: columnsOf(live),
			color: color.stderr
		})),
		clear: () => line.clear()
	};
}

// src/cli/gate-world.ts
/** The world of a gate that is run from a terminal; `done` takes the line of progress away. */
function gateWorld(terminal) {
	const progress = createLiveProgress(terminal);
	return {
		world: onThisMachine({
			env: terminal.env,
			signal: terminal.signal,
			onProgress: progress.onProgress,
			onNotice: (notice) => {
				progress.clear();
				terminal.say(`note: ${neutralize(sayNotice(notice))}\n`);
			}
		}),
		done: progress.clear
	};
}
/** The token of a workflow's job, where a command line runs in one and was given it. */
function tokenOf({ env }) {
	const { GITHUB_TOKEN: token = "" } = env;
	return token === "" ? null : token;
}

export { tokenOf as n, gateWorld as t };