import { Bt as errors, C as describeExplanation, E as renderFolded, H as renderLeak, I as readPageShell, It as oneOf, J as commandLineOf, K as renderExplanation, L as renderPage, Mt as loadPlan, S as renderTraceDoubts, T as renderPprof, V as renderExplanation$1, dt as explain, ft as TRACE_MEANS, gt as compareAttributions, ht as renderAttributionJson, mt as readExplanation, pt as isTraceMeans, w as renderSpeedscope, wt as readCommit, z as writeReportFile } from "./gate.js";
import { c as VERSION, m as choicesOf } from "./start.js";
import { t as gateWorld } from "./gate-world.js";
import { i as requestOf, r as nameOfFlag } from "./terminal.js";
import { n as writeReport, t as checkReportFiles } from "./write-report.js";
import { gzipSync } from "node:zlib";
import { relative, resolve } from "node:path";

// src/cli/explain.ts
/**
* Traces one run, and says where its memory came from.
*
* @returns 0: a trace judges nothing
*/
async function runExplain(words, flags, terminal) {
	const request = requestOf(words, flags);
	const plan = await loadPlan(request, terminal.cwd, nameOfFlag);
	const wishes = wishesOf(flags);
	const { json, markdown, html, speedscope, folded, pprof, against } = flags;
	if (pprof === "-") throw errors.badValue("--pprof", pprof, "a file: the profile is binary");
	await checkReportFiles({
		"--json": json,
		"--markdown": markdown,
		"--html": html,
		"--speedscope": speedscope,
		"--folded": folded,
		"--pprof": pprof
	}, terminal);
	const shell = html === void 0 ? "" : await readPageShell();
	const readBefore = against === void 0 ? null : await loadBefore(against, request, wishes, terminal);
	const { world, done } = gateWorld(terminal);
	const traceAll = async () => ({
		before: readBefore === null ? null : await readBefore(world),
		explanation: await explain(plan, world, wishes)
	});
	const { before, explanation } = await traceAll().finally(done);
	const { attribution, leak, scenario } = explanation;
	const difference = before === null ? null : compareAttributions(before, attribution);
	const page = {
		version: VERSION,
		commit: await readCommit(terminal.env, terminal.signal),
		command: commandLineOf(request, relative(terminal.cwd, plan.baselinePath))
	};
	const reports = [
		{
			file: json,
			text: () => renderAttributionJson(attribution, difference, leak)
		},
		{
			file: markdown,
			text: () => renderExplanation(attribution, difference, leak)
		},
		{
			file: html,
			text: () => renderPage(describeExplanation({
				...explanation,
				difference
			}, page), shell)
		},
		{
			file: speedscope,
			text: () => renderSpeedscope(attribution, scenario, VERSION)
		},
		{
			file: folded,
			text: () => renderFolded(attribution)
		}
	];
	for (const { file, text } of reports) if (file !== void 0) await writeReport(file, text(), terminal);
	if (pprof !== void 0) await writeReportFile(resolve(terminal.cwd, pprof), gzipSync(renderPprof(attribution)));
	if (reports.some(({ file }) => file === "-")) return 0;
	const look = {
		color: terminal.color.stdout,
		width: terminal.width
	};
	terminal.print(renderExplanation$1(attribution, difference, look));
	if (leak !== null) terminal.print(renderLeak(leak, look));
	terminal.print(renderTraceDoubts(explanation.doubts, look));
	return 0;
}
/** What `--against` begins with that is no file. */
const COMMAND = "command:";
/**
* What `--against` names: a file that is read at once, or a command that is traced as the program itself is.
*
* @throws UserError when the file or the command cannot be used
*/
async function loadBefore(against, request, wishes, { cwd }) {
	if (!against.startsWith(COMMAND)) {
		const stored = await readExplanation(resolve(cwd, against));
		return () => Promise.resolve(stored);
	}
	const plan = await loadPlan({
		...request,
		run: against.slice(8)
	}, cwd, nameOfFlag);
	return async (world) => (await explain(plan, world, wishes)).attribution;
}
const STACKS = {
	auto: ["both"],
	off: [],
	"frame-pointers": ["frame-pointers"],
	dwarf: ["dwarf"]
};
function wishesOf({ trace = "auto", stacks = "auto" }) {
	const code = STACKS[oneOf(choicesOf("stacks"), stacks, "--stacks")];
	if (trace === "none") return /* @__PURE__ */ new Set();
	if (trace === "auto") return /* @__PURE__ */ new Set([...TRACE_MEANS, ...code]);
	const words = trace.split(",").map((word) => word.trim());
	const means = words.filter(isTraceMeans);
	if (means.length < words.length) {
		const valid = `auto, none, or some of ${TRACE_MEANS.join(", ")} with commas between them`;
		throw errors.badValue("--trace", trace, valid);
	}
	return /* @__PURE__ */ new Set([...means, ...code]);
}

export { runExplain };