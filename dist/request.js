import { n as renderProgress, p as neutralise } from "./gate.js";
import { t as columnsOf } from "./terminal.js";
import { t as createLogUpdate } from "./vendor/log-update.js";

// src/commands/progress.ts
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

// src/commands/gate-world.ts
/** The world of a gate that is run from a terminal; `done` takes the line of progress away. */
function gateWorld(terminal) {
	const progress = createLiveProgress(terminal);
	return {
		world: {
			env: terminal.env,
			signal: terminal.signal,
			onProgress: progress.onProgress,
			onNotice: (notice) => {
				progress.clear();
				terminal.tell(`note: ${neutralise(notice)}\n`);
			}
		},
		done: progress.clear
	};
}

// src/commands/request.ts
/** What the flags ask for, without what they leave open. */
function requestOf(command, flags) {
	const all = {
		run: command.length === 0 ? void 0 : command,
		"config-file": flags.config,
		scenario: flags.scenario,
		name: flags.name,
		ready: flags.ready,
		until: flags.until,
		workload: flags.workload,
		soak: flags.soak,
		runs: flags.runs,
		"max-runs": flags.maxRuns,
		warmup: flags.warmup,
		"ready-timeout": flags.readyTimeout,
		"settle-timeout": flags.settleTimeout,
		baseline: flags.baseline,
		budget: flags.budget,
		"on-missing-baseline": flags.onMissingBaseline,
		"on-inconclusive": flags.onInconclusive
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== void 0));
}
const nameOfFlag = (key) => {
	if (key === "run") return "-- command";
	return key === "config-file" ? "--config" : `--${key}`;
};

export { requestOf as n, gateWorld as r, nameOfFlag as t };