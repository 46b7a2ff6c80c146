import { a as warning, i as setSecret, n as notice, r as setOutput, t as error } from "./vendor/actions-core.js";
import { S as errors, _ as VERDICTS, a as renderMarkdown, b as formatFigure, c as headline, d as fence, f as elide, h as record, i as recordCommand, l as failingMetrics, m as check, o as renderJson, p as neutralise, r as renderTerminal, s as renderError, u as escapeCell, x as UserError, y as loadPlan } from "./gate.js";
import { A as summarize, D as safeParse, E as safeInteger, S as pipe, _ as number, g as nullable, k as string, v as object } from "./vendor/valibot.js";
import { t as retry } from "./vendor/octokit-plugin-retry.js";
import { t as throttling } from "./vendor/octokit-plugin-throttling.js";
import { n as abortOnSignals, t as Interrupted } from "./interrupt.js";
import { t as VERSION } from "./version.js";
import { randomUUID } from "node:crypto";
import { appendFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

// src/github/event.ts
/** The part that we need of the payloads of `pull_request` and `pull_request_target`. */
const PullRequestEvent = object({ pull_request: object({
	number: pipe(number(), safeInteger()),
	head: object({
		sha: string(),
		/** `null` when the fork was deleted. */
		repo: nullable(object({ id: number() }))
	}),
	base: object({ repo: object({ id: number() }) })
}) });
/**
* Reads what the runner says of this run, from its variables and its event file.
*
* @throws UserError when a variable is missing (not on a runner), or the event file is not what the event's
* name says.
*/
async function readEvent(env) {
	const need = (name) => {
		const value = env[name];
		if (value === void 0 || value === "") throw errors.notOnRunner(name);
		return value;
	};
	const event = need("GITHUB_EVENT_NAME");
	const repository = need("GITHUB_REPOSITORY");
	const [owner, repo] = repository.split("/");
	if (owner === void 0 || repo === void 0) throw errors.notOnRunner("GITHUB_REPOSITORY");
	const run = Number(need("GITHUB_RUN_ID"));
	if (!Number.isSafeInteger(run)) throw errors.notOnRunner("GITHUB_RUN_ID");
	const pullRequest = event === "pull_request" || event === "pull_request_target" ? await readPullRequest(event, need("GITHUB_EVENT_PATH")) : null;
	return {
		event,
		apiUrl: need("GITHUB_API_URL"),
		owner,
		repo,
		workflow: need("GITHUB_WORKFLOW"),
		job: need("GITHUB_JOB"),
		run,
		attempt: Number(env["GITHUB_RUN_ATTEMPT"] ?? "1") || 1,
		runUrl: `${need("GITHUB_SERVER_URL")}/${repository}/actions/runs/${run}`,
		commit: pullRequest?.headSha ?? need("GITHUB_SHA"),
		pullRequest
	};
}
async function readPullRequest(event, path) {
	let payload;
	try {
		payload = JSON.parse(await readFile(path, "utf8"));
	} catch (cause) {
		throw errors.badEvent(event, path, cause instanceof Error ? cause.message : String(cause), cause);
	}
	const parsed = safeParse(PullRequestEvent, payload);
	if (!parsed.success) throw errors.badEvent(event, path, summarize(parsed.issues), null);
	const { number, head, base } = parsed.output.pull_request;
	return {
		number,
		headSha: head.sha,
		fromFork: head.repo?.id !== base.repo.id
	};
}
/** A doubt about the way the workflow is set up, for people; `null` when there is none. */
function warnOfEvent({ event }) {
	if (event !== "pull_request_target") return null;
	return "pull_request_target runs with a token that may write and with the secrets of this repository. If this workflow checks out and measures the code of the pull request, anybody who opens one can use them: measure in a workflow on pull_request.";
}

// src/github/failure.ts
/** Far below every limit of GitHub, and longer than any message of ours. */
const LONGEST_CHARACTERS = 12e3;
/**
* What the comment and the summary say where nothing could be measured: a green comment of an earlier commit
* must not stand above a gate that has failed since.
*/
function renderFailure(message, runUrl) {
	return [
		"### ❌ footprint-gate could not measure",
		"",
		fence(elide(message.trimEnd(), LONGEST_CHARACTERS), "text"),
		"",
		`Nothing is known of the memory of this commit: see [the log](${runUrl}).`,
		""
	].join("\n");
}

// src/github/api-error.ts
/** The HTTP status of an API error; `null` for every other error. */
function statusOf(error) {
	return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;
}
/**
* Why there is no comment, in sentences that say what to do. The API's own words are quoted: they are text
* of others.
*/
function explainApiError(error, { fromFork }) {
	const status = statusOf(error);
	const message = error instanceof Error ? error.message : String(error);
	const quoted = `${status === null ? "" : `${status}: `}${message}`;
	if (error instanceof Error && error.name === "AbortError") return "No comment was posted: GitHub did not answer in time, or the step was stopped.";
	if (/rate limit/i.test(message)) return `No comment was posted: the rate limit of the token is used up (${quoted}). The next run tries again.`;
	if (status === 401) return `No comment was posted: GitHub does not accept the token of the input github-token (${quoted}).`;
	if (status === 403 && /locked/i.test(message)) return `No comment was posted: the conversation is locked (${quoted}).`;
	if ((status === 403 || status === 404) && fromFork) return `No comment was posted: this pull request comes from a fork, and GitHub gives the workflows of forks a token that may only read, whatever permissions the workflow asks for (${quoted}). The whole report is in the job summary.`;
	if (status === 403 || status === 404) return `No comment was posted: the token may not write to pull requests (${quoted}). Give the job the permission "pull-requests: write".`;
	if (status === 422) return `No comment was posted: GitHub refuses it (${quoted}).`;
	return `No comment was posted: GitHub did not take it, after several tries (${quoted}).`;
}

// src/github/marker.ts
const PREFIX = "<!-- footprint-gate/comment@1 ";
const SUFFIX = " -->";
const MarkerSchema = object({
	key: string(),
	run: pipe(number(), safeInteger()),
	attempt: pipe(number(), safeInteger()),
	head: string()
});
/** One line. Angle brackets of the key are escaped as JSON allows, so that no key can end the HTML comment. */
function renderMarker(marker) {
	const { key, run, attempt, head } = marker;
	const json = JSON.stringify({
		key,
		run,
		attempt,
		head
	});
	return PREFIX + json.replace(/</g, "\\u003c").replace(/>/g, "\\u003e") + SUFFIX;
}
/** Reads the marker from a comment's first line; `null` when there is none that we could have written. */
function parseMarker(body) {
	const [line = ""] = body.split(/\r?\n/, 1);
	if (!line.startsWith(PREFIX) || !line.endsWith(SUFFIX)) return null;
	let json;
	try {
		json = JSON.parse(line.slice(30, -4));
	} catch {
		return null;
	}
	const parsed = safeParse(MarkerSchema, json);
	return parsed.success ? parsed.output : null;
}
/** Below 0 when `a` was written by an older run than `b`, 0 when by the same. */
function compareAge(a, b) {
	return a.run - b.run || a.attempt - b.attempt;
}
/**
* The key of a comment for which none was asked: two workflows, two jobs, or two steps of different names
* keep a comment each. Legs of a matrix share all three, and are told apart by the input `comment-key`.
*/
function defaultKey(workflow, job, name) {
	return [
		workflow,
		job,
		...name === void 0 ? [] : [name]
	].join(" / ");
}

// src/github/comment.ts
const COMMENT_POLICIES = [
	"always",
	"on-change",
	"on-failure",
	"never"
];
/** GitHub refuses a longer body (it counts characters; bytes are never fewer). */
const COMMENT_LIMIT_BYTES = 65536;
/** The whole text that is sent: the marker's line, then the report. */
function renderBody(marker, markdown) {
	return `${renderMarker(marker)}\n${markdown}`;
}
/** How much of the limit is left for the report. */
function reportLimitBytes(marker) {
	return COMMENT_LIMIT_BYTES - Buffer.byteLength(renderMarker(marker)) - 1;
}
/** Whether the policy asks for a comment where there is none yet. */
function mayCreate(policy, verdict) {
	switch (policy) {
		case "always": return true;
		case "on-change": return verdict.changed || verdict.failed;
		case "on-failure": return verdict.failed;
		case "never": return false;
	}
}
/**
* Brings the comment up to date, or makes it. Its text is sent even when the report is the same as before:
* the marker must name the newest run, or an older one that is late would overwrite it.
*
* @throws what the API says, when it says no.
*/
async function postComment(api, comment) {
	const { owner, repo, marker } = comment;
	const body = renderBody(marker, comment.markdown);
	const ours = await findOurs(api, comment);
	const newest = ours.reduce((best, found) => best === null || compareAge(best.marker, found.marker) < 0 ? found : best, null);
	if (newest !== null && compareAge(newest.marker, marker) > 0) return {
		kind: "superseded",
		by: newest.marker,
		id: newest.id
	};
	const overwroteSibling = newest !== null && compareAge(newest.marker, marker) === 0;
	const [first, ...duplicates] = ours;
	if (first !== void 0 && await update(api, {
		owner,
		repo,
		comment_id: first.id,
		body
	})) {
		await removeDuplicates(api, comment, duplicates);
		return {
			kind: "updated",
			id: first.id,
			overwroteSibling
		};
	}
	if (!comment.mayCreate) return { kind: "not-wanted" };
	return {
		kind: "created",
		id: (await api.rest.issues.createComment({
			owner,
			repo,
			issue_number: comment.pullRequest,
			body
		})).data.id,
		overwroteSibling: false
	};
}
/**
* Our comments with this key, oldest first; more than one when two runs raced. Anybody can write a comment
* that starts with our marker, so the author must match too.
*/
async function findOurs(api, { owner, repo, pullRequest, marker }) {
	const me = await readOwnId(api);
	const found = (await api.paginate(api.rest.issues.listComments, {
		owner,
		repo,
		issue_number: pullRequest,
		per_page: 100
	})).flatMap(({ id, user, body }) => {
		const theirs = parseMarker(body ?? "");
		if (theirs?.key !== marker.key || user === null) return [];
		return (me === null ? user.type === "Bot" || RUNNER_BOTS.includes(user.login) : user.id === me) ? [{
			id,
			marker: theirs,
			byRunner: RUNNER_BOTS.includes(user.login)
		}] : [];
	});
	const byRunner = found.filter((candidate) => candidate.byRunner);
	return byRunner.length > 0 ? byRunner : found;
}
/** The authors of what is posted with the token that a job is given: on GitHub, Gitea, Forgejo. */
const RUNNER_BOTS = [
	"github-actions[bot]",
	"gitea-actions",
	"forgejo-actions"
];
/**
* The account that the token belongs to. `null` for the token of an installation, which GitHub does not
* let ask; such a token's comments are written by a bot, and a person cannot be one.
*/
async function readOwnId(api) {
	try {
		const { data } = await api.rest.users.getAuthenticated();
		return data.id;
	} catch (error) {
		const status = statusOf(error);
		if (status === 403 || status === 404) return null;
		throw error;
	}
}
/** `false` when it was deleted since it was listed. */
async function update(api, parameters) {
	try {
		await api.rest.issues.updateComment(parameters);
		return true;
	} catch (error) {
		if (statusOf(error) === 404) return false;
		throw error;
	}
}
/** A duplicate may tell an old verdict for ever. What cannot be removed now is tried again by the next run. */
async function removeDuplicates(api, { owner, repo }, duplicates) {
	for (const { id } of duplicates) try {
		await api.rest.issues.deleteComment({
			owner,
			repo,
			comment_id: id
		});
	} catch (error) {
		if (statusOf(error) === null) throw error;
	}
}

// src/github/inputs.ts
const MODES = ["check", "record"];
/** Inputs that are flags of the command line as well, and whose text the plan parses. */
const REQUEST_TEXTS = [
	"run",
	"name",
	"working-directory",
	"config-file",
	"ready",
	"until",
	"workload",
	"soak",
	"runs",
	"max-runs",
	"baseline",
	"on-missing-baseline",
	"on-inconclusive"
];
/** Every input of action.yml. */
const INPUT_NAMES = [
	...REQUEST_TEXTS,
	"budget",
	"mode",
	"comment",
	"comment-key",
	"job-summary",
	"github-token"
];
/**
* Reads the inputs where the runner puts them: `INPUT_` + the name in capitals, its hyphens kept. An empty
* input is one that was not given: `with: x: ''` stays empty, whatever the default in action.yml.
*
* @throws UserError for an input that action.yml does not have, and for a value that is not legal.
*/
function readInputs(env) {
	refuseUnknown(env);
	const text = (name) => {
		const value = (env[variableOf(name)] ?? "").trim();
		return value === "" ? null : value;
	};
	const budget = (text("budget") ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
	const given = REQUEST_TEXTS.flatMap((name) => {
		const value = text(name);
		return value === null ? [] : [[name, value]];
	});
	if (text("mode") === "comment") throw errors.commentModeMissing();
	return {
		request: {
			...Object.fromEntries(given),
			...budget.length > 0 && { budget }
		},
		mode: oneOf("mode", text("mode"), MODES, "check"),
		comment: oneOf("comment", text("comment"), COMMENT_POLICIES, "always"),
		commentKey: text("comment-key"),
		jobSummary: oneOf("job-summary", text("job-summary"), ["true", "false"], "true") === "true",
		githubToken: text("github-token")
	};
}
const variableOf = (name) => `INPUT_${name.toUpperCase()}`;
/** The runner only warns of an unknown input, and a budget with a slip of the pen would not be in force. */
function refuseUnknown(env) {
	const legal = new Set(INPUT_NAMES.map(variableOf));
	const unknown = Object.keys(env).find((variable) => variable.startsWith("INPUT_") && !legal.has(variable));
	if (unknown !== void 0) throw errors.unknownInput(unknown.slice(6).toLowerCase(), INPUT_NAMES);
}
function oneOf(name, value, legal, whenEmpty) {
	if (value === null) return whenEmpty;
	const found = legal.find((candidate) => candidate === value);
	if (found === void 0) throw errors.badInput(name, value, legal);
	return found;
}

// src/github/log.ts
/**
* Prints text in which nothing is a workflow command: the runner reads every line of a step's output, and
* names of scenarios and the end of a program's output are text of others. The token that ends the pause is
* drawn after the text was made, so that no text can hold it.
*/
function printInert(text, write) {
	const token = randomUUID();
	write(`::stop-commands::${token}\n${text.replace(/\n$/, "")}\n::${token}::\n`);
}
/**
* Tells progress as a log likes it: one line for each run, once it is over, with its last reading. Call
* `end` when the last run is over.
*/
function createProgressLog(write) {
	let last = null;
	const flush = () => {
		if (last === null) return;
		const { scenario, kind, run, runs, writableBytes, elapsedMs } = last;
		printInert(`${scenario}: ${kind} ${run} of ${runs}${writableBytes === null ? "" : `: ${formatFigure(writableBytes, "bytes")}`}, ${(elapsedMs / 1e3).toFixed(1)} s`, write);
		last = null;
	};
	return {
		onProgress: (progress) => {
			if (last !== null && !isSameRun(last, progress)) flush();
			last = progress;
		},
		end: flush
	};
}
function isSameRun(a, b) {
	return a.scenario === b.scenario && a.kind === b.kind && a.run === b.run;
}

// src/github/outputs.ts
/** The figures of the step's outputs, by their names in action.yml: plain numbers, empty where there is none. */
function figureOutputs(result) {
	const scenario = worstScenario(result);
	const find = (metric) => scenario?.metrics.find((candidate) => candidate.metric === metric);
	const writable = find("writable");
	const faults = find("minor-faults");
	return {
		writable: text(writable?.head?.median),
		"writable-delta": text(writable?.delta),
		"minor-faults": text(faults?.head?.median),
		"minor-faults-delta": text(faults?.delta)
	};
}
/** The scenario whose verdict holds for the gate; the first of several such. */
function worstScenario({ scenarios }) {
	const gravity = ({ verdict }) => VERDICTS.indexOf(verdict);
	return [...scenarios].sort((a, b) => gravity(b) - gravity(a))[0];
}
function text(figure) {
	return figure === null || figure === void 0 ? "" : String(figure);
}

// src/github/api.ts
const PATIENCE = {
	retries: 3,
	longestWaitSeconds: 20,
	totalMs: 6e4,
	secondMs: 1e3
};
/**
* A REST client that repeats what may be repeated, within bounds: 5xx after 1, 4 and 9 seconds, rate limits
* after the time that the reply asks for.
*
* `@actions/github` is imported here and not at the top: it reads the event file when it is loaded, and
* crashes on a malformed one, which event.ts has refused with a sentence before.
*/
async function connect(options) {
	const { getOctokit } = await import("./github.js");
	const { retries, longestWaitSeconds, totalMs, secondMs } = {
		...PATIENCE,
		...options.patience
	};
	const onLimit = (retryAfterSeconds, _options, _octokit, retryCount) => retryAfterSeconds <= longestWaitSeconds && retryCount < retries;
	return getOctokit(options.token, {
		baseUrl: options.baseUrl,
		userAgent: options.userAgent,
		log: silent,
		request: { signal: AbortSignal.any([options.signal, abortAfter(totalMs)]) },
		retry: {
			retries,
			retryAfterBaseValue: secondMs,
			doNotRetry: [
				400,
				401,
				403,
				404,
				410,
				422,
				429,
				451
			]
		},
		throttle: {
			id: randomUUID(),
			retryAfterBaseValue: secondMs,
			fallbackSecondaryRateRetryAfter: longestWaitSeconds,
			onRateLimit: onLimit,
			onSecondaryRateLimit: onLimit
		}
	}, retry, throttling);
}
/** The outcome says it all; Octokit's own warnings would be lines of a log that nobody asked for. */
const silent = {
	debug: ignore,
	info: ignore,
	warn: ignore,
	error: ignore
};
function ignore() {}
/**
* Unlike `AbortSignal.timeout`, aborts with an AbortError: Octokit takes every other name, `TimeoutError`
* too, for a failed connection, and the retry plugin would repeat it.
*/
function abortAfter(milliseconds) {
	const controller = new AbortController();
	setTimeout(() => controller.abort(), milliseconds).unref();
	return controller.signal;
}

// src/github/publish-comment.ts
/** Posts the report on the pull request, where there is one and it is wanted. Does not throw. */
async function publishComment(report, event, request) {
	const { workflow, job, run, attempt, commit, pullRequest, owner, repo } = event;
	const key = request.key ?? defaultKey(workflow, job, request.name);
	const marker = {
		key,
		run,
		attempt,
		head: commit
	};
	const markdown = report.render(reportLimitBytes(marker));
	const body = renderBody(marker, markdown);
	if (pullRequest === null || request.policy === "never") return {
		body,
		id: null,
		notice: null
	};
	if (request.token === null) return {
		body,
		id: null,
		notice: "No comment was posted: the input github-token is empty."
	};
	try {
		const api = await connect({
			token: request.token,
			baseUrl: event.apiUrl,
			userAgent: request.userAgent,
			signal: request.signal,
			...request.patience && { patience: request.patience }
		});
		return {
			body,
			...tell(await postComment(api, {
				owner,
				repo,
				pullRequest: pullRequest.number,
				marker,
				markdown,
				mayCreate: mayCreate(request.policy, report)
			}), key)
		};
	} catch (error) {
		return {
			body,
			id: null,
			notice: explainApiError(error, pullRequest)
		};
	}
}
function tell(outcome, key) {
	switch (outcome.kind) {
		case "not-wanted": return {
			id: null,
			notice: null
		};
		case "superseded": return {
			id: outcome.id,
			notice: `The comment was left as it is: a newer run (${outcome.by.run}, of ${outcome.by.head}) wrote it.`
		};
		case "created":
		case "updated": return {
			id: outcome.id,
			notice: outcome.overwroteSibling ? `Another step of this run wrote the same comment ("${key}"), and its report is overwritten: give each its own input comment-key, such as one with \${{ matrix.os }} in it.` : null
		};
	}
}

// src/github/summary.ts
/** GitHub refuses a step's summary that is longer, the whole of it. */
const SUMMARY_LIMIT_BYTES = 1024 ** 2;
/** Adds to the summary of the job. Servers without summaries set no variable, and miss nothing else. */
async function writeSummary(markdown, env) {
	const path = env["GITHUB_STEP_SUMMARY"];
	if (path === void 0 || path === "") return;
	await appendFile(path, `${markdown}\n`);
}

// src/github/tell-verdict.ts
/**
* Annotates the run: an error for each failing metric; where none failed and the step fails still, an error
* that says why; where nothing could be compared and that may pass, a warning.
*/
function annotateVerdict(result, exitCode) {
	const failures = failingMetrics(result);
	for (const { title, message } of failures) error(message, { title });
	if (failures.length > 0) return;
	const title = `footprint-gate: ${result.verdict}`;
	if (exitCode !== 0) error(headline(result), { title });
	else if (result.verdict === "no-baseline" || result.verdict === "inconclusive") warning(headline(result), { title });
}

// src/action.ts
/** The log of a run is wider than a terminal, and does not break lines. */
const LOG_WIDTH = 100;
const write = (text) => void process.stdout.write(text);
async function run(signal) {
	const inputs = readInputs(process.env);
	if (inputs.githubToken !== null) setSecret(inputs.githubToken);
	const event = await readEvent(process.env);
	const warning$1 = warnOfEvent(event);
	if (warning$1 !== null) warning(warning$1);
	const step = {
		inputs,
		event,
		signal
	};
	return inputs.mode === "record" ? runRecord(step) : runCheck(step);
}
/** Measures, judges, and tells the verdict wherever it is looked for. */
async function runCheck(step) {
	const { inputs, event, signal } = step;
	try {
		const plan = await loadPlan(inputs.request, process.cwd(), nameOfInput);
		const { result, exitCode } = await measure(signal, (world) => check(plan, world));
		const baseline = relative(process.cwd(), plan.baselinePath);
		const context = {
			version: VERSION,
			baseline,
			recordCommand: recordCommand(inputs.request, baseline),
			runUrl: event.runUrl,
			commit: event.commit
		};
		const render = (limitBytes) => renderMarkdown(result, context, { limitBytes });
		printInert(renderTerminal(result, context, {
			color: false,
			width: LOG_WIDTH
		}), write);
		annotateVerdict(result, exitCode);
		setOutput("verdict", result.verdict);
		await writeFigures(result);
		if (inputs.jobSummary) await writeSummary(render(SUMMARY_LIMIT_BYTES), process.env);
		await comment(step, {
			render,
			changed: result.verdict !== "pass",
			failed: exitCode !== 0
		});
		return exitCode;
	} catch (error) {
		if (!signal.aborted) await reportFailure(step, error).catch((second) => warning(neutralise(String(second))));
		throw error;
	}
}
/** Measures, and stores what was measured. There is no verdict and no comment. */
async function runRecord({ inputs, event, signal }) {
	const plan = await loadPlan(inputs.request, process.cwd(), nameOfInput);
	const { stored, result } = await measure(signal, (world) => record(plan, world));
	printInert(stored.map((sentence) => neutralise(sentence)).join("\n"), write);
	await writeFigures(result);
	const list = stored.map((sentence) => `- ${escapeCell(sentence)}\n`).join("");
	if (inputs.jobSummary) await writeSummary(`${list}\n[The log](${event.runUrl})\n`, process.env);
	return 0;
}
const nameOfInput = (key) => `input ${key}`;
async function measure(signal, work) {
	const progress = createProgressLog(write);
	try {
		return await work({
			env: process.env,
			signal,
			onProgress: progress.onProgress,
			onNotice: (notice$1) => notice(neutralise(notice$1))
		});
	} finally {
		progress.end();
	}
}
async function writeFigures(result) {
	for (const [name, value] of Object.entries(figureOutputs(result))) setOutput(name, value);
	const folder = await mkdtemp(join(process.env["RUNNER_TEMP"] ?? tmpdir(), "footprint-gate-"));
	const path = join(folder, "result.json");
	await writeFile(path, renderJson(result));
	setOutput("report-json", path);
}
async function comment({ inputs, event, signal }, report) {
	const { body, id, notice: notice$2 } = await publishComment(report, event, {
		policy: inputs.comment,
		token: inputs.githubToken,
		key: inputs.commentKey,
		name: inputs.request.name,
		userAgent: `footprint-gate/${VERSION}`,
		signal
	});
	if (notice$2 !== null) notice(neutralise(notice$2));
	setOutput("comment-body", body);
	setOutput("comment-id", id ?? "");
}
/**
* Where nothing was measured, the comment and the summary must not go on telling an older verdict. The end of
* the program's output is in the summary alone: the runner takes secrets out of it, and not out of comments.
*/
async function reportFailure(step, error) {
	const { runUrl } = step.event;
	const isOurs = !(error instanceof UserError);
	const sentence = isOurs ? "footprint-gate failed: this is a bug of it." : `${error.message}\n${error.hint}`;
	const whole = isOurs ? sentence : renderError(error, { color: false });
	if (step.inputs.jobSummary) await writeSummary(renderFailure(whole, runUrl), process.env);
	await comment(step, {
		render: () => renderFailure(sentence, runUrl),
		changed: true,
		failed: true
	});
}
/** Every throw is red. What a user can mend is said without a stack; everything else is a bug of ours. */
function tellError(error$1) {
	if (error$1 instanceof Interrupted) {
		notice(`footprint-gate was ${error$1.message}; the measured program is ended.`);
		return error$1.exitCode;
	}
	if (error$1 instanceof UserError) {
		printInert(renderError(error$1, { color: false }), write);
		error(neutralise(error$1.message), { title: "footprint-gate" });
		return error$1.exitCode;
	}
	printInert(neutralise(error$1 instanceof Error ? error$1.stack ?? error$1.message : String(error$1)), write);
	error("footprint-gate failed: this is a bug of footprint-gate, please report it with the log.");
	return 2;
}
const { signal } = abortOnSignals(process);
process.exitCode = await run(signal).catch((error) => tellError(signal.aborted ? signal.reason : error));

export {  };