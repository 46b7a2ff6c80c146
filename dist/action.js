import { a as setSecret, i as setOutput, n as info, o as warning, r as notice, t as error } from "./vendor/actions-core.js";
import { $ as renderJson, At as DEFAULT_BASELINE, B as renderTerminal, Bt as errors, Ct as exitCodeOf, F as parseExport, G as renderMarkdown, Ht as blameSurroundings, I as readPageShell, It as oneOf, J as commandLineOf, L as renderPage, M as isCaveat, Mt as loadPlan, N as sayNotice, Nt as loadStorePlan, P as sayStored, Q as renderExport, R as failingMetrics, Rt as formatFigure, St as callerOf, Tt as createMeasurer, U as renderError, Ut as UserError, W as describePage, X as renderFailure, Y as renderReadyBaseline, Z as escapeCell, _t as isFailure, ct as check, et as originOf, it as recordResults, jt as DEFAULT_CONFIG_FILE, lt as plural, nt as onThisMachine, ot as mergeResults, q as headline, st as record, tt as acceptGrowth, vt as VERDICTS, xt as makeFolder, z as writeReportFile } from "./gate.js";
import { _ as isList, a as elide, c as VERSION, d as INPUT_OPTIONS, i as surviveFileLimits, m as choicesOf, n as abortOnSignals, o as neutralize, r as refuseDebugger, t as Interrupted, v as optionOf } from "./start.js";
import { A as pipe, C as number, D as parseJson, F as safeInteger, I as safeParse, N as record$1, P as regex, R as string, S as nullish, T as optional, b as nonEmpty, g as maxLength, n as array, w as object, x as nullable, y as minValue, z as summarize } from "./vendor/valibot.js";
import { createHash, randomUUID } from "node:crypto";
import { dirname, join, relative, resolve } from "node:path";
import { tmpdir } from "node:os";
import { existsSync } from "node:fs";
import { appendFile, mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/github/api-error.ts
/** A reply that is no failure, and not what the API describes either. */
var UnclearReply = class extends Error {
	name = "UnclearReply";
	/** `what` was asked for, and `problem` says what came instead. */
	constructor(what, problem) {
		super(`${what}: ${elide(problem, 200)}`);
	}
};
/** The HTTP status of an API error; `null` for every other error. */
function statusOf(error) {
	return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;
}
/** Whether the time was up, or the step was stopped. */
function isAbort(error) {
	return error instanceof Error && error.name === "AbortError";
}
/**
* Why there is no comment, in sentences that say what to do. The API's own words are quoted: they are text
* of others.
*/
function explainApiError(error, { fromFork, showsSummaries = true }) {
	const status = statusOf(error);
	const message = error instanceof Error ? error.message : String(error);
	const quoted = `${status === null ? "" : `${status}: `}${message}`;
	if (isAbort(error)) return "No comment was posted: the server did not answer in time, or the step was stopped.";
	if (error instanceof UnclearReply) return `No comment was posted: the answer of the server is not what its API describes (${message}), and there may be a comment to update. The next run tries again.`;
	if (/rate limit/i.test(message)) return `No comment was posted: the rate limit of the token is used up (${quoted}). The next run tries again.`;
	if (status === 401) return `No comment was posted: the server does not accept the token of the input github-token (${quoted}).`;
	if (status === 403 && /locked/i.test(message)) return `No comment was posted: the conversation is locked (${quoted}).`;
	if ((status === 403 || status === 404) && fromFork) return `No comment was posted: this pull request comes from a fork, and the server gives the workflows of forks a token that may only read, whatever permissions the workflow asks for (${quoted}). The whole report is in the ${showsSummaries ? "job summary" : "log"}. For a comment, see docs/pull-requests-from-forks.md.`;
	if (status === 403 || status === 404) return `No comment was posted: the token may not write to pull requests (${quoted}). Give the job the permission "pull-requests: write".`;
	if (status === 422) return `No comment was posted: the server refuses it (${quoted}).`;
	return `No comment was posted: the server did not take it, after several tries (${quoted}).`;
}

// src/github/acceptance.ts
/** The first line of the comment; what follows is for people. Seven digits are what git shows of a commit. */
const COMMAND = /^\s*\/footprint +accept +([0-9a-f]{7,64})[ \t]*(?:\r?\n|$)/i;
/** So much of a commit is written where people shall copy it. */
const DIGITS = 12;
/** More people who cannot write than this are not asked about. */
const MOST_AUTHORS = 5;
const Permission = object({ permission: string() });
/** GitHub has two names for it; `maintain` is told as `write`. Gitea has a third. */
const WRITING = [
	"admin",
	"write",
	"owner"
];
/** The comment that accepts the growth of this commit. */
function acceptanceOf(headSha) {
	return `/footprint accept ${headSha.slice(0, DIGITS)}`;
}
/**
* Who has accepted the growth of exactly this head, by a comment of somebody who may write to the repository; `null` when
* nobody has. The next push has another head, and so is accepted by nobody. Whether an author may write is asked only of
* those who have said it, of the newest first.
*
* @throws UnclearReply, and what the API says when it says no
*/
async function findAcceptance(api, { owner, repo }, headSha, comments) {
	const authors = comments.toReversed().flatMap(({ user, body }) => {
		const [, digits] = COMMAND.exec(body ?? "") ?? [];
		const isOfHead = digits !== void 0 && headSha.startsWith(digits.toLowerCase());
		return user && user.type !== "Bot" && isOfHead ? [user.login] : [];
	});
	for (const login of [...new Set(authors)].slice(0, MOST_AUTHORS)) if (await mayWrite(api, {
		owner,
		repo,
		username: login
	})) return {
		by: login,
		commit: headSha
	};
	return null;
}
async function mayWrite(api, who) {
	try {
		const { data } = await api.rest.repos.getCollaboratorPermissionLevel(who);
		const parsed = safeParse(Permission, data, { abortEarly: true });
		if (!parsed.success) throw new UnclearReply("the permission of an account", summarize(parsed.issues));
		return WRITING.includes(parsed.output.permission);
	} catch (error) {
		if (statusOf(error) === 404) return false;
		throw error;
	}
}
const Head = object({ head: object({ sha: string() }) });
/** The head of a pull request that waits in a merge queue, where the event names its number alone. */
async function readHead(api, { owner, repo, number }) {
	const { data } = await api.rest.pulls.get({
		owner,
		repo,
		pull_number: number
	});
	const parsed = safeParse(Head, data, { abortEarly: true });
	if (!parsed.success) throw new UnclearReply("the pull request", summarize(parsed.issues));
	return parsed.output.head.sha;
}

// src/github/api.ts
const PATIENCE$2 = {
	retries: 3,
	longestWaitSeconds: 20,
	totalMs: 6e4,
	secondMs: 1e3
};
/**
* A REST client that repeats what may be repeated, within bounds: 5xx after 1, 4 and 9 seconds, rate limits
* after the time that the reply asks for. `https_proxy` and `no_proxy` hold, as they were when it was first called.
*
* It is imported here and not at the top: a step that posts nothing does without, and `@actions/github` reads the event file when it is loaded, and
* crashes on a malformed one, of which there is no pull request to comment on.
*/
async function connect(options) {
	const [{ getOctokit }, { defaults }, { retry }, { throttling }] = await Promise.all([
		import("./vendor/actions-github-loaded.js"),
		import("./vendor/actions-github-utils-loaded.js"),
		import("./vendor/octokit-plugin-retry-loaded.js"),
		import("./vendor/octokit-plugin-throttling-loaded.js")
	]);
	const { retries, longestWaitSeconds, totalMs, secondMs } = {
		...PATIENCE$2,
		...options.patience
	};
	const onLimit = (retryAfterSeconds, _options, _octokit, retryCount) => retryAfterSeconds <= longestWaitSeconds && retryCount < retries;
	const signal = abortAfter(totalMs, options.signal);
	const api = getOctokit(options.token, {
		baseUrl: options.baseUrl,
		userAgent: options.userAgent,
		log: silent,
		request: {
			...defaults.request,
			signal
		},
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
	const backOff = (repetition) => setTimeout$1(repetition ** 2 * secondMs, void 0, { signal });
	return {
		api,
		retries,
		backOff
	};
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
* Aborted after a time, and with `signal`; always by an AbortError. Octokit takes every other reason (the
* `TimeoutError` of `AbortSignal.timeout`, that of a cancelled step) for a failed connection, and the retry
* plugin would repeat it.
*/
function abortAfter(milliseconds, signal) {
	const controller = new AbortController();
	const abort = () => controller.abort();
	if (signal.aborted) abort();
	signal.addEventListener("abort", abort, { once: true });
	setTimeout(abort, milliseconds).unref();
	return controller.signal;
}

// src/github/list-comments.ts
/** The part that we need of a page of comments. Gitea and Forgejo say neither types nor apps. */
const Page$2 = array(object({
	id: pipe(number(), safeInteger()),
	user: nullish(object({
		id: number(),
		login: string(),
		type: optional(string())
	})),
	body: nullish(string()),
	performed_via_github_app: nullish(object({ slug: optional(string()) }))
}));
/**
* All comments of a pull request, oldest first. Octokit's own `paginate` takes an empty reply, one that was cut
* off on its way, and a 409 for an empty list; ours would be made a second time.
*
* @throws UnclearReply for a reply that is no list of comments, and what the API says, when it says no.
*/
async function listComments(api, { owner, repo, pullRequest }) {
	const comments = [];
	for (let page = 1;; page++) {
		const { data, headers } = await api.rest.issues.listComments({
			owner,
			repo,
			issue_number: pullRequest,
			per_page: 100,
			...page > 1 && { page }
		});
		const parsed = safeParse(Page$2, data, { abortEarly: true });
		if (!parsed.success) throw new UnclearReply("the list of comments", summarize(parsed.issues));
		comments.push(...parsed.output);
		if (!/\brel="next"/.test(headers.link ?? "")) return comments;
	}
}

// src/github/annotate.ts
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

// src/github/log.ts
/**
* Prints text in which nothing is a workflow command: the runner reads every line of a step's output, and
* names of scenarios and the end of a program's output are untrusted text. The token that ends the pause is
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

// src/github/marker.ts
const PREFIX$1 = "<!-- footprint-gate/comment@1 ";
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
	return PREFIX$1 + json.replace(/</g, "\\u003c").replace(/>/g, "\\u003e") + SUFFIX;
}
/** Reads the marker from a comment's first line; `null` when there is none that we could have written. */
function parseMarker(body) {
	const [line = ""] = body.split(/\r?\n/, 1);
	if (!line.startsWith(PREFIX$1) || !line.endsWith(SUFFIX)) return null;
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
/** Two workflows, two jobs, two legs of a matrix, or two steps of different names keep a comment each. */
function defaultKey({ workflow, job, leg, name }) {
	return [
		workflow,
		job,
		leg,
		name
	].filter((part) => typeof part === "string").join(" / ");
}

// src/github/comment.ts
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

// src/github/server.ts
/**
* Gitea, and with it Forgejo, serves its API under `/api/v1`; GitHub has a host of its own for it, and GitHub
* Enterprise Server `/api/v3`.
*/
function serverKind(apiUrl) {
	return /\/api\/v1\/*$/.test(apiUrl) ? "gitea" : "github";
}
/**
* Gitea addresses runs by id from 1.26 on (its pull requests 36842 and 37008), and shows summaries from 1.27 on (issue 36098); Forgejo
* does neither, and its version ends in `+gitea-` and that of the Gitea whose API it has.
*
* @param url `GITHUB_SERVER_URL`; that of Gitea ends in a slash, and some versions do not take `//`
* @param version what `/version` of the API says: `1.26.2`, `1.27.0+dev-12-g5d3f1b2`, `12.0.1+gitea-1.22.0`; `null` where nobody asked or answered
*/
function describeServer(url, apiUrl, version) {
	const server = {
		url: url.replace(/\/+$/, ""),
		kind: serverKind(apiUrl)
	};
	if (server.kind === "github") return {
		...server,
		addressesById: true,
		showsSummaries: true,
		workflowFolders: [".github/workflows"]
	};
	const isForgejo = version?.includes("+gitea-") === true;
	const release = isForgejo ? null : readRelease(version ?? "");
	const folders = isForgejo ? [
		".forgejo",
		".gitea",
		".github"
	] : [".gitea", ".github"];
	return {
		...server,
		addressesById: isAtLeast(release, [1, 26]),
		showsSummaries: isAtLeast(release, [1, 27]),
		workflowFolders: folders.map((folder) => `${folder}/workflows`)
	};
}
function readRelease(version) {
	const [, major, minor] = /^v?(\d{1,4})\.(\d{1,4})/.exec(version) ?? [];
	return major === void 0 || minor === void 0 ? null : [Number(major), Number(minor)];
}
function isAtLeast(release, [major, minor]) {
	if (release === null) return false;
	return release[0] > major || release[0] === major && release[1] >= minor;
}
/** Where a run can be seen, and of it the job, where its number is known. */
function runUrl(server, repository, { run, runNumber, checkRunId }) {
	return `${`${server.url}/${repository}/actions/runs`}/${server.addressesById ? run : runNumber ?? run}${server.kind === "github" && checkRunId !== null ? `/job/${checkRunId}` : ""}`;
}
/** Where the runs of a workflow are listed, and it can be started, by the name of its file. */
function workflowUrl({ url, kind }, repository, file) {
	const actions = `${url}/${repository}/actions`;
	return kind === "gitea" ? `${actions}/?workflow=${file}` : `${actions}/workflows/${file}`;
}
/** Where the summary of a job can be seen. On GitHub that is a place on the page of the run; elsewhere it is the page of the run. */
function summaryUrl(jobUrl) {
	return jobUrl.replace(/\/job\/(\d+)$/, "#summary-$1");
}

// src/github/authors.ts
/** The authors of what is posted with the token that a job is given. On GitHub a person may have Gitea's names. */
const RUNNER_BOTS = {
	github: ["github-actions[bot]"],
	gitea: ["gitea-actions", "forgejo-actions"]
};
/** GitHub gives tokens of installations, `GITHUB_TOKEN` among them, this beginning. */
const INSTALLATION_PREFIX = "ghs_";
/**
* Of comments that bear our marker, those that the token's account wrote: anybody can copy a marker, other
* bots too. An installation may not ask who it is by REST; it mostly is the runner's, and where only other
* bots have written, GraphQL knows.
*
* @throws what the API says, when it cannot be asked.
*/
async function keepOwn(api, comments, { token, apiUrl }) {
	if (comments.length === 0) return [];
	const id = token.startsWith(INSTALLATION_PREFIX) ? null : await readOwnId(api);
	if (id !== null) return comments.filter(({ author }) => author.id === id);
	const runnerBots = RUNNER_BOTS[serverKind(apiUrl)];
	const byRunner = comments.filter(({ author }) => runnerBots.includes(author.login));
	const byOthers = comments.filter(({ author }) => author.isBot && !runnerBots.includes(author.login));
	if (byRunner.length > 0 || byOthers.length === 0) return byRunner;
	const login = await readOwnLogin(api);
	return byOthers.filter(({ author }) => login === null ? isByApp(author) : author.login === login);
}
/** Where GraphQL does not answer, an app is trusted to be ours; a second comment each time would be worse. */
function isByApp({ login, app }) {
	return app !== null && login === `${app}[bot]`;
}
const Account = object({ id: pipe(number(), safeInteger()) });
const ViewerReply = object({ viewer: object({ login: string() }) });
/** The account that the token belongs to; `null` for an installation, whose token may look like any other. */
async function readOwnId(api) {
	try {
		const { data } = await api.rest.users.getAuthenticated();
		const parsed = safeParse(Account, data, { abortEarly: true });
		if (!parsed.success) throw new UnclearReply("the account of the token", summarize(parsed.issues));
		return parsed.output.id;
	} catch (error) {
		const status = statusOf(error);
		if (status === 403 || status === 404) return null;
		throw error;
	}
}
/** The name of the token's account, an installation's too; `null` where the server does not say. */
async function readOwnLogin(api) {
	try {
		const reply = safeParse(ViewerReply, await api.graphql("{ viewer { login } }"));
		return reply.success ? reply.output.viewer.login : null;
	} catch (error) {
		const status = statusOf(error);
		if (status === null || status === 403 || status === 404) return null;
		throw error;
	}
}

// src/github/find-comments.ts
/**
* Our comments with this key, oldest first; more than one when two runs raced. Anybody can write a comment
* that starts with our marker, so the author must match too.
*
* @param listed all comments, where they have just been read
*/
async function findOurs(api, search, listed = null) {
	const marked = (listed ?? await listComments(api, search)).flatMap(({ id, user, body, performed_via_github_app: app }) => {
		const marker = parseMarker(body ?? "");
		if (marker?.key !== search.key || !user) return [];
		return [{
			id,
			marker,
			author: {
				login: user.login,
				id: user.id,
				isBot: user.type === "Bot",
				app: app?.slug ?? null
			}
		}];
	});
	return keepOwn(api, marked, search);
}

// src/github/post-comment.ts
/**
* Brings the comment up to date, or makes it. Its text is sent even when the report is the same as before:
* the marker must name the newest run, or an older one that is late would overwrite it.
*
* A comment whose making failed may be there all the same: a gateway answers 502 for a server that has taken
* it. So it is looked for before it is sent again.
*
* @throws what the API says, when it says no.
*/
async function postComment({ api, retries, backOff }, comment) {
	for (let repetition = 0;; repetition++) {
		const outcome = await updateOrCreate(api, comment, { isRepetition: repetition > 0 });
		if (outcome.kind !== "lost") return outcome;
		if (repetition >= retries) throw outcome.error;
		await backOff(repetition + 1);
	}
}
async function updateOrCreate(api, comment, { isRepetition }) {
	const { owner, repo, marker } = comment;
	const body = renderBody(marker, comment.markdown);
	const ours = await findOurs(api, {
		...comment,
		key: marker.key
	}, isRepetition ? null : comment.listed);
	const newest = ours.reduce((best, found) => best === null || compareAge(best.marker, found.marker) < 0 ? found : best, null);
	if (newest !== null && compareAge(newest.marker, marker) > 0) return {
		kind: "superseded",
		by: newest.marker,
		id: newest.id
	};
	const overwroteSibling = !isRepetition && newest !== null && compareAge(newest.marker, marker) === 0;
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
	return create(api, {
		owner,
		repo,
		issue_number: comment.pullRequest,
		body
	});
}
async function create(api, parameters) {
	try {
		const { data } = await api.rest.issues.createComment({
			...parameters,
			request: { retries: 0 }
		});
		const id = data.id;
		if (typeof id === "number") return {
			kind: "created",
			id,
			overwroteSibling: false
		};
		return {
			kind: "lost",
			error: new UnclearReply("the new comment", "it has no number")
		};
	} catch (error) {
		if (error instanceof Error && (statusOf(error) ?? 0) >= 500 && !isAbort(error)) return {
			kind: "lost",
			error
		};
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
/** A duplicate may tell an old verdict forever. What cannot be removed now is tried again by the next run. */
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

// src/github/publish-comment.ts
/** Posts the report on the pull request, where there is one and it is wanted. Does not throw. */
async function publishComment(report, event, request) {
	const { workflow, job, run, attempt, commit, pullRequest, owner, repo } = event;
	const key = request.key ?? defaultKey({
		workflow,
		job,
		leg: request.leg,
		name: request.name
	});
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
		const connection = await connect({
			token: request.token,
			baseUrl: event.apiUrl,
			userAgent: request.userAgent,
			signal: request.signal,
			...request.patience && { patience: request.patience }
		});
		return {
			body,
			...describe(await postComment(connection, {
				token: request.token,
				apiUrl: event.apiUrl,
				owner,
				repo,
				pullRequest: pullRequest.number,
				marker,
				markdown,
				mayCreate: mayCreate(request.policy, report),
				listed: request.listed ?? null
			}), key)
		};
	} catch (error) {
		return {
			body,
			id: null,
			notice: explainApiError(error, {
				fromFork: pullRequest.fromFork,
				showsSummaries: event.server.showsSummaries
			})
		};
	}
}
function describe(outcome, key) {
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
			notice: outcome.overwroteSibling ? `Another step of this run wrote the same comment ("${key}"), and its report is overwritten: give each its own input name or comment-key.` : null
		};
	}
}

// src/github/step-files.ts
/**
* Does what only those need who look at the files of the step later. Where it fails (a full disk, a folder of
* another user) that is a warning: the measurement is made, and its verdict stands.
*/
async function attempt(what, write) {
	try {
		await write();
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		warning(neutralize(`Cannot write ${what} (${why}). The exit code is not affected.`));
	}
}
/** Sets outputs of the step, as many as can be. */
function setOutputs(values) {
	const entries = Object.entries(values);
	return attempt(`the outputs ${entries.map(([name]) => name).join(", ")}`, () => {
		for (const [name, value] of entries) setOutput(name, value);
	});
}
/**
* A file that is uploaded as it is gives its name to the artifact, and there is one artifact of a name in a run: so no
* two steps of a run write files of the same name, whatever their jobs, legs and attempts. No character in it needs
* a quote.
*/
function nameResult({ job, leg, checkRunId, attempt }, step) {
	return `footprint-${[job, leg ?? ""].map((part) => part.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-+|-+$/g, "")).filter((part) => part !== "").join("-").slice(0, 60)}-${createHash("sha256").update(JSON.stringify([
		job,
		leg,
		checkRunId,
		step
	])).digest("hex").slice(0, 8)}-${attempt}.json`;
}
/** Puts the result where later steps find it, and says its path; empty where it cannot be written. */
async function writeReport(json, name, env) {
	let path = "";
	await attempt("the result as JSON", async () => {
		const { RUNNER_TEMP: temp = "" } = env;
		const folder = await mkdtemp(join(temp === "" ? tmpdir() : temp, "footprint-gate-"));
		await writeFile(join(folder, name), json);
		path = join(folder, name);
	});
	return path;
}
/** Writes the HTML report where the workflow wants it, and says its path; empty where it cannot be written. */
async function writePage(page, path) {
	let written = "";
	await attempt("the report as HTML", async () => {
		const html = renderPage(page, await readPageShell());
		await makeFolder(dirname(path));
		await writeFile(path, html);
		written = path;
	});
	return written;
}

// src/github/summary.ts
/** GitHub refuses a step's summary that is longer, the whole of it. */
const SUMMARY_LIMIT_BYTES = 1024 ** 2;
/** Adds to the summary of the job, where it can be written. Servers without summaries set no variable, and miss nothing else. */
async function writeSummary(markdown, env) {
	const path = env["GITHUB_STEP_SUMMARY"];
	if (path === void 0 || path === "") return;
	await attempt("the job summary", () => appendFile(path, `${markdown}\n`));
}

// src/github/report-outcome.ts
/** The log of a run is wider than a terminal, and does not break lines. */
const LOG_WIDTH = 100;
/** Tells the verdict wherever it is looked for: in the log, as annotations, outputs, summary and comment. */
async function reportVerdict(step, finding, listed) {
	await comment(step, await reportJob(step, finding, { annotates: true }), listed);
}
/** Tells the verdict where only those look who look at this job; @returns what a comment would say. */
async function reportJob(step, { result, exitCode, context, origin, ready = null }, { annotates }) {
	const { commentStyle: style } = step.inputs;
	const render = (limitBytes) => renderMarkdown(result, context, {
		limitBytes,
		style
	});
	printInert(renderTerminal(result, context, {
		color: false,
		width: LOG_WIDTH
	}), step.write);
	if (annotates) annotateVerdict(result, exitCode);
	await setOutputs({
		verdict: result.verdict,
		...await figures(step, result, origin)
	});
	for (const { format, file } of step.inputs.exports) await attempt(file, () => writeReportFile(resolve(step.cwd, file), renderExport(format, result)));
	if (step.inputs.html !== null) {
		const page = await writePage(describePage(result, context), resolve(step.cwd, step.inputs.html));
		await setOutputs({ "report-html": page });
	}
	if (step.inputs.jobSummary) {
		const file = ready === null ? "" : `\n${renderReadyBaseline(ready, context.baseline ?? "")}\n`;
		const limitBytes = SUMMARY_LIMIT_BYTES - Buffer.byteLength(file);
		await writeSummary(renderMarkdown(result, context, {
			limitBytes,
			showsOutput: true
		}) + file, step.env);
	}
	return {
		render,
		changed: result.verdict !== "pass",
		failed: exitCode !== 0
	};
}
/** The outputs that hold figures, and the path of the file that holds all of them. */
async function figures(step, result, origin) {
	return {
		...figureOutputs(result),
		"report-json": await writeJson(step, renderJson(result, origin))
	};
}
/** Where the result of a step that measures comes from. */
function originOfStep({ inputs, event }) {
	const { job, run, attempt, commit } = event;
	return originOf(commit, {
		job,
		leg: inputs.leg,
		legs: inputs.legs,
		run,
		attempt
	});
}
function writeJson({ env, inputs, event }, json) {
	const { leg, checkRunId } = inputs;
	const { job, attempt } = event;
	return writeReport(json, nameResult({
		job,
		leg,
		checkRunId,
		attempt
	}, env["GITHUB_ACTION"] ?? ""), env);
}
async function comment(step, report, listed = null) {
	const request = {
		...commentRequestOf(step),
		listed
	};
	const { body, id, notice: notice$3 } = await publishComment(report, step.event, request);
	if (notice$3 !== null) notice(neutralize(notice$3));
	await setOutputs({
		"comment-body": body,
		"comment-id": id === null ? "" : String(id)
	});
}
/** How a comment of this step is asked for. */
function commentRequestOf({ inputs, signal }) {
	return {
		policy: inputs.comment,
		token: inputs.githubToken,
		key: inputs.commentKey,
		leg: inputs.leg,
		name: inputs.request.name,
		userAgent: USER_AGENT,
		signal
	};
}
const USER_AGENT = `footprint-gate/${VERSION}`;
/**
* Where nothing was measured, the comment and the summary must not go on telling an older verdict, and whoever merges
* the legs of a matrix must hear of it. The end of the program's output is in the summary alone: the runner takes
* secrets out of it, and not out of comments.
*/
async function reportFailure(step, cause) {
	const { report, sentence } = await summarizeFailure(step, cause);
	await setOutputs({ "report-json": await writeFailure(step, sentence) });
	await comment(step, report);
}
/** Says in the summary why there is no verdict; @returns what a comment would say. */
async function summarizeFailure(step, cause) {
	const { runUrl } = step.event;
	const error = blameSurroundings(cause);
	const isOurs = !(error instanceof UserError);
	const sentence = isOurs ? "footprint-gate crashed. This is a bug; please report it with the log." : `${error.message}\n${error.hint}`;
	const whole = isOurs ? sentence : renderError(error, { color: false });
	if (step.inputs.jobSummary) await writeSummary(renderFailure(whole, runUrl), step.env);
	return {
		sentence,
		report: {
			render: () => renderFailure(sentence, runUrl),
			changed: true,
			failed: true
		}
	};
}
function onProgress() {}
/** Empty where not even the machine can be described: then the leg is missing. */
async function writeFailure(step, sentence) {
	try {
		const { env, signal } = step;
		const { environment } = await createMeasurer(onThisMachine({
			env,
			signal,
			onProgress,
			onNotice: onProgress
		}));
		return await writeJson(step, renderJson({
			verdict: "inconclusive",
			environment,
			scenarios: []
		}, originOfStep(step), sentence.replaceAll("\n", ". ")));
	} catch {
		return "";
	}
}

// src/github/accept-step.ts
/** A verdict must not wait for a slow server as long as a comment may. */
const PATIENCE$1 = { totalMs: 3e4 };
/**
* The result, with its growth accepted where somebody who may has said so: on the pull request or, in a merge queue, on
* the one that the group is made of. Nothing is asked of a result that is not red. Where the server does not answer, it
* stays so, with a notice.
*/
async function withAcceptance(step, result) {
	const { owner, repo, apiUrl, pullRequest, queued } = step.event;
	const { token, userAgent, signal, policy } = commentRequestOf(step);
	const number = pullRequest?.number ?? queued;
	if (!isFailure(result.verdict) || number === null || token === null) return {
		result,
		comments: null
	};
	try {
		const { api } = await connect({
			token,
			baseUrl: apiUrl,
			userAgent,
			signal,
			patience: PATIENCE$1
		});
		const comments = await listComments(api, {
			owner,
			repo,
			pullRequest: number
		});
		const headSha = pullRequest?.headSha ?? await readHead(api, {
			owner,
			repo,
			number
		});
		const accepted = await findAcceptance(api, {
			owner,
			repo
		}, headSha, comments);
		return {
			result: accepted === null ? result : acceptGrowth(result, accepted),
			comments
		};
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const sentence = neutralize(`Whether somebody has accepted the growth could not be asked (${why}).`);
		if (policy === "never") info(sentence);
		else notice(sentence);
		return {
			result,
			comments: null
		};
	}
}
/** What to comment to accept the growth; absent where no pull request is there to comment on. */
function acceptanceFor({ event, inputs }) {
	const { pullRequest } = event;
	return pullRequest === null || inputs.githubToken === null ? {} : { acceptance: acceptanceOf(pullRequest.headSha) };
}

// src/github/changed-harness.ts
/** The server lists no more than 3,000 files. */
const MOST_PAGES$1 = 30;
const PER_PAGE = 100;
const Page$1 = array(object({
	filename: string(),
	previous_filename: optional(string())
}));
/**
* Which files a pull request changes of those that say how is measured: every workflow and local action, what is named
* as such, and what the commands of the result name.
*
* @throws UnclearReply, and what the API says when it says no
*/
async function findChangedHarness(api, pullRequest, harness) {
	const { owner, repo, number } = pullRequest;
	const changed = /* @__PURE__ */ new Set();
	for (let page = 1; page <= MOST_PAGES$1; page++) {
		const { data, headers } = await api.rest.pulls.listFiles({
			owner,
			repo,
			pull_number: number,
			per_page: PER_PAGE,
			...page > 1 && { page }
		});
		const parsed = safeParse(Page$1, data, { abortEarly: true });
		if (!parsed.success) throw new UnclearReply("the list of changed files", summarize(parsed.issues));
		for (const { filename, previous_filename: before } of parsed.output) for (const name of [filename, before]) if (name !== void 0 && isHarness(name, harness)) changed.add(name);
		if (!/\brel="next"/.test(headers.link ?? "")) return {
			files: [...changed],
			isUnknown: false
		};
	}
	return {
		files: [...changed],
		isUnknown: true
	};
}
/** Workflows and actions, configurations and baselines by their usual names, and what a command names. */
const USUAL = [
	/^\.(github|gitea|forgejo)\/(workflows|actions)\//,
	/(^|\/)action\.ya?ml$/,
	/(^|\/)\.?footprint[^/]*\.(ya?ml|json)$/
];
function isHarness(path, { files, commands }) {
	if (files.includes(path) || USUAL.some((pattern) => pattern.test(path))) return true;
	return commands.flatMap((command) => command.match(/[\w./@%+:-]+/g) ?? []).map((word) => word.replace(/^\.\//, "")).some((word) => path === word || path.endsWith(`/${word}`));
}

// src/github/find-pull-requests.ts
/** A branch may be offered to several others; more of them than this is somebody's joke. */
const MOST = 5;
/** Gitea does not filter by branch, and lists all that are open: the newest of them are looked through. */
const MOST_PAGES = 20;
const Page = array(object({
	number: pipe(number(), safeInteger()),
	head: object({ sha: string() }),
	base: object({ repo: object({ id: number() }) })
}));
/**
* The open pull requests whose head is what the run has measured, at most five. What is in a result is no help: its
* maker could name any number. One that has moved on is left out, as its own run will tell it.
*
* @throws UnclearReply, and what the API says when it says no
*/
async function findPullRequests(api, { owner, repo }, { head, headSha, repositoryId }) {
	if (head === null) return [];
	const numbers = [];
	for (let page = 1; page <= MOST_PAGES; page++) {
		const { data, headers } = await api.rest.pulls.list({
			owner,
			repo,
			state: "open",
			head: `${head.owner}:${head.branch}`,
			per_page: 100,
			...page > 1 && { page }
		});
		const parsed = safeParse(Page, data, { abortEarly: true });
		if (!parsed.success) throw new UnclearReply("the list of pull requests", summarize(parsed.issues));
		numbers.push(...parsed.output.filter((one) => one.head.sha === headSha && one.base.repo.id === repositoryId).map(({ number }) => number));
		if (!/\brel="next"/.test(headers.link ?? "") || numbers.length >= MOST) break;
	}
	return numbers.slice(0, MOST).map((number) => ({
		number,
		headSha,
		fromFork: head.repositoryId !== repositoryId
	}));
}

// src/github/report-step.ts
/** One comment, summary and verdict of what other jobs of this run have measured. */
async function runReport(step) {
	const { event, signal } = step;
	try {
		const outcome = await mergeNamed(step, {
			about: event,
			areStrange: false
		});
		const { result, comments } = await withAcceptance(step, outcome.result);
		const exitCode = exitCodeOf(result, leniencyOf(step.inputs));
		const context = {
			...contextOf(event),
			...acceptanceFor(step)
		};
		await reportVerdict(step, {
			...outcome,
			result,
			exitCode,
			context
		}, comments);
		return exitCode;
	} catch (error) {
		if (!signal.aborted) await reportFailure(step, error).catch((second) => warning(neutralize(String(second))));
		throw error;
	}
}
/**
* Merges the results that the step names.
*
* @throws UserError when there are none, or one of them is no result
*/
function mergeNamed({ inputs, cwd }, { about, areStrange }) {
	if (inputs.results.length === 0) throw errors.noResultsNamed(inputs.mode);
	return mergeResults({
		named: inputs.results,
		cwd,
		about,
		jobs: inputs.needs,
		areStrange
	}, leniencyOf(inputs));
}
function leniencyOf({ request }) {
	const [missing, inconclusive] = [choicesOf("on-missing-baseline"), choicesOf("on-inconclusive")];
	return {
		onMissingBaseline: oneOf(missing, request["on-missing-baseline"] ?? missing[0], "the input on-missing-baseline"),
		onInconclusive: oneOf(inconclusive, request["on-inconclusive"] ?? inconclusive[0], "the input on-inconclusive")
	};
}
/** Each leg has a command and a baseline of its own: a report of all names none. */
function contextOf({ runUrl, commit }) {
	return {
		version: VERSION,
		place: "workflow",
		baseline: null,
		command: null,
		runUrl,
		commit
	};
}

// src/github/workflow-run.ts
const Id = pipe(number(), safeInteger(), minValue(1));
/** The part that we need of the payload of `workflow_run`. */
const Payload$1 = object({
	repository: object({ id: Id }),
	workflow_run: object({
		id: Id,
		run_attempt: optional(Id, 1),
		head_sha: pipe(string(), nonEmpty()),
		head_branch: nullable(string()),
		html_url: optional(string()),
		event: string(),
		head_repository: nullish(object({
			id: Id,
			owner: object({ login: string() })
		}))
	})
});
/** @throws UserError when the event file is not that of a `workflow_run` */
async function readWorkflowRun(path) {
	let payload;
	try {
		payload = JSON.parse(await readFile(path, "utf8"));
	} catch (error) {
		throw errors.eventUnreadable(path, error instanceof Error ? error.message : String(error));
	}
	const parsed = safeParse(Payload$1, payload, { abortEarly: true });
	if (!parsed.success) throw errors.eventUnreadable(path, summarize(parsed.issues));
	const { repository, workflow_run: run } = parsed.output;
	const { head_repository: fork, head_branch: branch } = run;
	return {
		id: run.id,
		attempt: run.run_attempt,
		headSha: run.head_sha,
		url: run.html_url ?? null,
		event: run.event,
		repositoryId: repository.id,
		head: branch === null || fork === null || fork === void 0 ? null : {
			owner: fork.owner.login,
			branch,
			repositoryId: fork.id
		}
	};
}

// src/github/comment-step.ts
/**
* Posts what a workflow has measured that may not comment itself, as it ran with the code of a fork. Whatever is in
* its result may be forged: which pull request it is about is asked of the server. The verdict is that of the job which
* measured; this one fails only where nothing can be read or posted.
*/
async function runComment(step) {
	const { env, event, inputs, signal } = step;
	if (event.event !== "workflow_run") throw errors.notWorkflowRun(event.event);
	const measured = await readWorkflowRun(env["GITHUB_EVENT_PATH"] ?? "");
	if (!measured.event.startsWith("pull_request")) {
		notice(`There is nothing to comment on: the run was started by ${neutralize(measured.event)}.`);
		return 0;
	}
	if (inputs.githubToken === null) throw errors.notPosted("No comment was posted: the input github-token is empty.");
	const { id: run, attempt, headSha: commit, url } = measured;
	const of = {
		...step,
		event: {
			...event,
			run,
			attempt,
			commit,
			runUrl: url ?? event.runUrl
		}
	};
	const { userAgent } = commentRequestOf(of);
	const { api } = await connect({
		token: inputs.githubToken,
		baseUrl: event.apiUrl,
		userAgent,
		signal
	});
	let outcome;
	try {
		outcome = await mergeNamed(of, {
			about: {
				run,
				commit
			},
			areStrange: true
		});
	} catch (error) {
		if (!signal.aborted) await postFailure(of, api, measured, error);
		throw error;
	}
	const context = contextOf(of.event);
	const report = await reportJob(of, {
		...outcome,
		context
	}, { annotates: false });
	await postAll(of, api, measured, async (pullRequest) => {
		const on = {
			...of,
			event: {
				...of.event,
				pullRequest
			}
		};
		const harness = await changedHarness(of, api, pullRequest, outcome);
		const { result, comments } = await withAcceptance(on, outcome.result);
		const told = {
			...context,
			harness,
			...acceptanceFor(on)
		};
		const style = inputs.commentStyle;
		const render = (limitBytes) => renderMarkdown(result, told, {
			limitBytes,
			style
		});
		return {
			report: {
				...report,
				render
			},
			listed: comments
		};
	});
	return 0;
}
async function postFailure(step, api, measured, cause) {
	try {
		const { report } = await summarizeFailure(step, cause);
		await postAll(step, api, measured, () => Promise.resolve({
			report,
			listed: null
		}));
	} catch (second) {
		warning(neutralize(String(second)));
	}
}
/** @throws UserError where nothing could be posted on one of them */
async function postAll(step, api, measured, reportOn) {
	const pullRequests = await findPullRequests(api, step.event, measured).catch((error) => {
		throw errors.notPosted(explainApiError(error, { fromFork: false }));
	});
	if (pullRequests.length === 0) {
		const branch = measured.head === null ? "a fork that is gone" : `${measured.head.owner}:${measured.head.branch}`;
		notice(neutralize(`No open pull request has ${measured.headSha} of ${branch} as its head: it was closed, or moved on.`));
	}
	const failures = [];
	for (const pullRequest of pullRequests) {
		const event = {
			...step.event,
			pullRequest
		};
		const { report, listed } = await reportOn(pullRequest);
		const request = {
			...commentRequestOf(step),
			listed
		};
		const { body, id, notice: notice$2 } = await publishComment(report, event, request);
		if (notice$2 !== null && id === null) failures.push(notice$2);
		else if (notice$2 !== null) notice(neutralize(notice$2));
		await setOutputs({
			"comment-body": body,
			"comment-id": id === null ? "" : String(id)
		});
	}
	const [failure] = failures;
	if (failure !== void 0) throw errors.notPosted(failure);
}
/** Where the server does not say, nobody knows. */
async function changedHarness({ event, inputs }, api, { number }, { result }) {
	const { owner, repo } = event;
	const { "config-file": config = DEFAULT_CONFIG_FILE, baseline = DEFAULT_BASELINE } = inputs.request;
	const subjects = result.scenarios.flatMap(({ terms }) => terms.subject ?? []);
	const harness = {
		files: [config, baseline],
		commands: subjects.flatMap(({ workload, prepare, cleanup }) => [
			workload,
			prepare,
			cleanup
		].map((text) => text ?? ""))
	};
	return findChangedHarness(api, {
		owner,
		repo,
		number
	}, harness).catch(() => ({
		files: [],
		isUnknown: true
	}));
}

// src/github/pull-request.ts
const PullRequestNumber = optional(pipe(number(), safeInteger(), minValue(1)));
const Repository = nullish(object({ id: number() }));
/** Gitea and Forgejo give the id beside the repository, and an abridged payload has it alone. */
const Side = {
	/** `null` when the fork was deleted. */
	repo: Repository,
	repo_id: nullish(number())
};
/** The part that we need of the payloads of `pull_request` and `pull_request_target`. */
const Payload = object({
	number: PullRequestNumber,
	repository: Repository,
	pull_request: object({
		number: PullRequestNumber,
		head: object({
			sha: string(),
			...Side
		}),
		base: nullish(object(Side))
	})
});
/** Reads the event file of a run of a pull request. Does not throw: only the comment needs what it says. */
async function readPullRequest(path) {
	try {
		const payload = JSON.parse(await readFile(path, "utf8"));
		const parsed = safeParse(Payload, payload);
		return parsed.success ? understand(parsed.output, path) : refuse(path, summarize(parsed.issues));
	} catch (error) {
		return refuse(path, error instanceof Error ? error.message : String(error));
	}
}
function understand({ pull_request, ...event }, path) {
	const number = pull_request.number ?? event.number;
	if (number === void 0) return refuse(path, "the pull request has no number");
	const { head, base } = pull_request;
	const headId = head.repo?.id ?? head.repo_id;
	const baseId = base?.repo?.id ?? base?.repo_id ?? event.repository?.id;
	const isGone = head.repo === null && isMissing(headId);
	const isElsewhere = !isMissing(headId) && !isMissing(baseId) && headId !== baseId;
	return {
		pullRequest: {
			number,
			headSha: head.sha,
			fromFork: isGone || isElsewhere
		},
		problem: null
	};
}
function isMissing(id) {
	return id === null || id === void 0;
}
function refuse(path, why) {
	return {
		pullRequest: null,
		problem: `No comment will be posted, as the event file ${path} cannot be read: ${why}. The verdict is not affected. The runner writes GITHUB_EVENT_PATH: see whether an earlier step changed the file or the variable.`
	};
}

// src/github/event.ts
/**
* Reads what the runner says of this run, from its variables and its event file. `checkRunId` is the number
* of this job, and `askVersion` asks the server at an address of its API for its version. The measurement does not need the
* event file: where that cannot be read, there is no pull request, and the reason is told.
*
* @throws UserError when a variable is missing (not on a runner).
*/
async function readEvent(env, { checkRunId, askVersion }) {
	const need = (name) => {
		const value = env[name];
		if (value === void 0 || value === "") throw errors.notOnRunner(name);
		return value;
	};
	const path = env["GITHUB_EVENT_PATH"] ?? "";
	const event = await callerOf(need("GITHUB_EVENT_NAME"), path);
	const repository = need("GITHUB_REPOSITORY");
	const [owner, repo] = repository.split("/");
	if (owner === void 0 || repo === void 0) throw errors.notOnRunner("GITHUB_REPOSITORY");
	const run = Number(need("GITHUB_RUN_ID"));
	if (!Number.isSafeInteger(run)) throw errors.notOnRunner("GITHUB_RUN_ID");
	const { pullRequest, problem } = event === "pull_request" || event === "pull_request_target" ? await readPullRequest(path) : {
		pullRequest: null,
		problem: null
	};
	const apiUrl = need("GITHUB_API_URL");
	const server = describeServer(need("GITHUB_SERVER_URL"), apiUrl, await askVersion(apiUrl));
	const runNumber = readRunNumber(env["GITHUB_RUN_NUMBER"]);
	return {
		event,
		apiUrl,
		owner,
		repo,
		workflow: need("GITHUB_WORKFLOW"),
		job: need("GITHUB_JOB"),
		run,
		attempt: Number(env["GITHUB_RUN_ATTEMPT"] ?? "1") || 1,
		server,
		runUrl: runUrl(server, repository, {
			run,
			runNumber,
			checkRunId
		}),
		commit: pullRequest?.headSha ?? need("GITHUB_SHA"),
		pullRequest,
		queued: event === "merge_group" ? readQueued(env["GITHUB_REF"]) : null,
		pullRequestProblem: problem
	};
}
/** `refs/heads/gh-readonly-queue/main/pr-7-…` → 7. The digits behind it are those of the base. */
function readQueued(ref = "") {
	const [, number] = /\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,15})-[0-9a-f]+$/.exec(ref) ?? [];
	return number === void 0 ? null : Number(number);
}
function readRunNumber(text = "") {
	return /^\d+$/.test(text) ? Number(text) : null;
}
/** What people should know of the way the workflow is set up, in sentences; nothing of it stops the step. */
function warningsOfEvent({ event, pullRequestProblem }) {
	return [...pullRequestProblem === null ? [] : [pullRequestProblem], ...event === "pull_request_target" ? [TARGET] : []];
}
const TARGET = "pull_request_target runs with a token that may write and with the secrets of this repository. If this workflow checks out and measures the code of the pull request, anybody who opens one can use them: measure in a workflow on pull_request.";

// src/github/leg.ts
/** A longer text has its end replaced by its digest: a matrix may hold whole lists, and a comment is short. */
const LONGEST_CHARACTERS = 200;
const DIGEST_CHARACTERS = 16;
/**
* Which leg of a matrix a job is, from what `toJSON(matrix)` says: the same short text for the same values,
* whatever their order. `null` where there is no matrix.
*
* @throws SyntaxError or RangeError for a text that is not a JSON object or `null`.
*/
function parseLeg(matrix) {
	const values = JSON.parse(matrix);
	if (values === null) return null;
	if (typeof values !== "object" || Array.isArray(values)) throw new SyntaxError("it is not a JSON object");
	const leg = canonicalJson(values);
	return leg === "{}" ? null : bound(leg);
}
/** Compact JSON whose keys are sorted by code unit, at every depth. */
function canonicalJson(value) {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	return `{${Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
function bound(text) {
	const characters = Array.from(text);
	if (characters.length <= LONGEST_CHARACTERS) return text;
	const digest = createHash("sha256").update(text).digest("hex").slice(0, DIGEST_CHARACTERS);
	return `${characters.slice(0, 183).join("")}…${digest}`;
}

// src/github/edit-distance.ts
/**
* How many slips of the pen lie between two words: letters too many, missing, wrong, or swapped with their
* neighbor (the optimal string alignment distance, case counts).
*/
function editDistance(a, b) {
	let beforeLast = [];
	let last = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const wrong = a[row - 1] === b[column - 1] ? 0 : 1;
			const steps = [
				at(last, column) + 1,
				at(current, column - 1) + 1,
				at(last, column - 1) + wrong
			];
			if (wrong === 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) steps.push(at(beforeLast, column - 2) + 1);
			current.push(Math.min(...steps));
		}
		beforeLast = last;
		last = current;
	}
	return at(last, b.length);
}
function at(row, column) {
	return row[column] ?? Infinity;
}

// src/github/unknown-inputs.ts
const PREFIX = "INPUT_";
const SHOWN = 5;
/**
* Looks for inputs that action.yml does not have. Of these the runner only warns, and a budget whose name has
* a slip of the pen would not be in force, so a name that is nearly one of `settable` is refused. The rest is
* a warning: the runner cannot tell an input from a variable `INPUT_FILE` of the job, nor can we, and on Gitea
* and Forgejo the steps of a composite action see the inputs of that action, too.
*
* @throws UserError for a name that is nearly a valid one.
*/
function checkUnknownInputs(env, { names, settable }) {
	const valid = new Set(names.map((name) => PREFIX + name.toUpperCase()));
	const unknown = Object.keys(env).filter((variable) => variable.startsWith(PREFIX) && !valid.has(variable)).map((variable) => variable.slice(6).toLowerCase()).sort();
	const slip = unknown.find((name) => settable.some((candidate) => isSlipOf(name, candidate)));
	if (slip !== void 0) throw errors.unknownInput(slip, settable);
	if (unknown.length === 0) return null;
	const shown = unknown.slice(0, SHOWN).map((name) => JSON.stringify(name));
	const more = unknown.length - shown.length;
	return `footprint-gate has no such input, and ignores it: ${[...shown, ...more > 0 ? [`and ${plural(more, "more name")}`] : []].join(", ")}. If it comes from "with:", see action.yml for the valid names; a variable INPUT_* of the job looks the same, and does no harm.`;
}
/** Two slips at most; one in a name of four letters, as half of another word is another word. */
function isSlipOf(name, valid) {
	return editDistance(name, valid) <= (valid.length < 5 ? 1 : 2);
}

// src/github/inputs.ts
/** Inputs whose text the plan parses, as that of flags. */
const REQUEST_TEXTS = INPUT_OPTIONS.filter((key) => isOfPlan(key) && !isList(key));
const REQUEST_LISTS = INPUT_OPTIONS.filter((key) => isOfPlan(key) && isList(key));
function isOfPlan(key) {
	const { group } = optionOf(key);
	return group !== "action" && group !== "output";
}
/**
* Reads the inputs where the runner puts them: `INPUT_` + the name in capitals, its hyphens kept. An empty
* input is one that was not given: `with: x: ''` stays empty, whatever the default in action.yml.
*
* @throws UserError for an input whose name is nearly a valid one, and for a value that is not valid.
*/
function readInputs(env) {
	const unknown = checkUnknownInputs(env, {
		names: INPUT_OPTIONS,
		settable: INPUT_OPTIONS.filter((key) => optionOf(key).automatic !== true)
	});
	const text = (name) => {
		const value = (env[variableOf(name)] ?? "").trim();
		return value === "" ? null : value;
	};
	const lists = REQUEST_LISTS.flatMap((name) => {
		const lines = linesOf(text(name) ?? "");
		return lines.length === 0 ? [] : [[name, lines]];
	});
	const given = REQUEST_TEXTS.flatMap((name) => {
		const value = text(name);
		return value === null ? [] : [[name, value]];
	});
	const choice = (key) => {
		const choices = choicesOf(key);
		return oneOf(choices, text(key) ?? choices[0] ?? "", `the input ${key}`);
	};
	const { leg, warning } = readLeg(text("matrix") ?? "null");
	return {
		request: {
			...Object.fromEntries(given),
			...Object.fromEntries(lists)
		},
		mode: choice("mode"),
		results: linesOf(text("results") ?? ""),
		needs: readNeeds(text("needs") ?? "{}"),
		comment: choice("comment"),
		commentStyle: choice("comment-style"),
		commentKey: text("comment-key"),
		leg,
		legs: readNumber(text("job-total")),
		checkRunId: readNumber(text("job-check-run-id")),
		jobSummary: choice("job-summary") === "true",
		exports: linesOf(text("export") ?? "").map(readExport),
		html: text("html"),
		githubToken: text("github-token"),
		warnings: [unknown, warning].filter((sentence) => sentence !== null)
	};
}
function readExport(line) {
	const found = parseExport(line, "the input export");
	if (found.file === "-") throw errors.badValue("the input export", line, "a file: a step has no stdout to read");
	return found;
}
const Needs = pipe(string(), parseJson(), record$1(string(), object({ result: string() })));
/** @throws UserError for what `toJSON(needs)` does not say: a job that is not missed would be green. */
function readNeeds(needs) {
	const parsed = safeParse(Needs, needs);
	if (!parsed.success) throw errors.badValue("the input needs", needs.slice(0, 60), "${{ toJSON(needs) }}");
	return Object.entries(parsed.output).map(([job, { result }]) => ({
		job,
		ended: result
	}));
}
/** One value a line, with comments between them. */
function linesOf(text) {
	return text.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
/** The measurement does not need the leg: where it cannot be read, the legs share a comment, and people hear why. */
function readLeg(matrix) {
	try {
		return {
			leg: parseLeg(matrix),
			warning: null
		};
	} catch (error) {
		return {
			leg: null,
			warning: `The input matrix cannot be read (${String(error)}), so the legs of a matrix share one comment. Leave it out: its default is \${{ toJSON(matrix) }}. Or give each leg its own comment-key.`
		};
	}
}
/** Servers that do not number jobs leave it empty; of a text that is no number there is no address to make. */
function readNumber(text) {
	return text !== null && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
}
const variableOf = (name) => `INPUT_${name.toUpperCase()}`;

// src/github/push-signed.ts
const Made = object({ sha: pipe(string(), regex(/^[0-9a-f]{40,64}$/)) });
/**
* Makes commits on GitHub itself, which signs those that name no author: what a rule asks for that wants signed commits.
* Three requests; the branch moves forward only, so that who was first is not overwritten.
*/
function createPushSigned({ owner, repo }, options) {
	return async (commit) => {
		try {
			const { api } = await connect(options);
			await push(api, {
				owner,
				repo
			}, commit);
			return { kind: "done" };
		} catch (error) {
			return outcomeOf(error);
		}
	};
}
async function push(api, repository, { branch, tip, files, message }) {
	const tree = await api.rest.git.createTree({
		...repository,
		...tip !== null && { base_tree: tip.tree },
		tree: files.map(({ path, text }) => ({
			path,
			mode: "100644",
			type: "blob",
			content: text
		}))
	});
	const sha = shaOf("the commit", (await api.rest.git.createCommit({
		...repository,
		message,
		tree: shaOf("the tree", tree.data),
		parents: tip === null ? [] : [tip.commit]
	})).data);
	if (tip === null) await api.rest.git.createRef({
		...repository,
		ref: `refs/heads/${branch}`,
		sha
	});
	else await api.rest.git.updateRef({
		...repository,
		ref: `heads/${branch}`,
		sha,
		force: false
	});
}
function shaOf(what, data) {
	const parsed = safeParse(Made, data, { abortEarly: true });
	if (!parsed.success) throw new UnclearReply(what, summarize(parsed.issues));
	return parsed.output.sha;
}
/** A branch that has moved is refused as one that does not go forward, and one that is there as existing. */
const LOST = /fast.forward|already exists/i;
function outcomeOf(error) {
	const status = statusOf(error);
	const message = error instanceof Error ? error.message : String(error);
	const words = status === null ? message : `${status}: ${message}`;
	if (status === 409 || status === 422 && LOST.test(message)) return { kind: "lost" };
	if (status === 422) return {
		kind: "refused",
		words
	};
	return {
		kind: "failed",
		words
	};
}

// src/github/server-version.ts
/** Only links depend on it: nobody waits for it. */
const PATIENCE = {
	retries: 0,
	totalMs: 5e3
};
const Reply = object({ version: pipe(string(), maxLength(100)) });
/**
* The version of a server that is no GitHub: its releases differ in the addresses of their pages, and none of the
* runner's variables tells them apart. `null` on GitHub, which is not asked, and where the server does not say. Does not throw.
*/
async function readServerVersion(options) {
	const { token, baseUrl } = options;
	if (token === null || serverKind(baseUrl) === "github") return null;
	try {
		const { api } = await connect({
			...options,
			token,
			patience: PATIENCE
		});
		const reply = safeParse(Reply, (await api.request("GET /version")).data);
		return reply.success ? reply.output.version : null;
	} catch {
		return null;
	}
}

// src/github/recording-workflow.ts
/** Far above any workflow. */
const LONGEST_BYTES = 524288;
/**
* The name of the file of a workflow that records and can be started by hand; `null` where there is none.
*
* @param workspace the top of the repository
*/
async function findRecordingWorkflow(workspace, { workflowFolders }) {
	const folder = workflowFolders.map((name) => join(workspace, name)).find((path) => existsSync(path));
	if (folder === void 0) return null;
	const names = await readdir(folder).catch(() => []);
	for (const name of names.filter((one) => /^[\w.-]+\.ya?ml$/.test(one)).toSorted()) {
		const text = await readFile(join(folder, name), "utf8").catch(() => "");
		const records = /^\s*mode:\s*['"]?record\b/m.test(text) && text.includes("workflow_dispatch");
		if (text.length <= LONGEST_BYTES && records) return name;
	}
	return null;
}

// src/github/step.ts
/**
* Runs the action to its end.
*
* @returns the exit code: 0, 1, 2 or 3 as the verdict has it, 130 and 143 when stopped by a signal
*/
async function runStep(process) {
	const { signal } = abortOnSignals(process);
	const write = (text) => void process.stdout.write(text);
	try {
		return await run(process, signal, write);
	} catch (error) {
		return reportError(signal.aborted ? signal.reason : error, write);
	}
}
async function run({ env, cwd }, signal, write) {
	const inputs = readInputs(env);
	if (inputs.githubToken !== null) setSecret(inputs.githubToken);
	const event = await readEvent(env, {
		checkRunId: inputs.checkRunId,
		askVersion: (baseUrl) => readServerVersion({
			token: inputs.githubToken,
			baseUrl,
			userAgent: USER_AGENT,
			signal
		})
	});
	for (const warning$1 of [...inputs.warnings, ...warningsOfEvent(event)]) warning(neutralize(warning$1));
	const step = {
		env,
		cwd: cwd(),
		write,
		inputs,
		event,
		signal
	};
	return RUN[inputs.mode](step);
}
const RUN = {
	check: runCheck,
	record: runRecord,
	report: runReport,
	comment: runComment
};
/** Measures, judges, and tells the verdict wherever it is looked for. */
async function runCheck(step) {
	const { cwd, inputs, event, signal } = step;
	try {
		const plan = await loadPlan(inputs.request, cwd, nameOfInput);
		const caveats = [];
		const measured = await measure(step, (world) => check(plan, world, { token: inputs.githubToken }), (notice) => {
			if (isCaveat(notice)) caveats.push(sayNotice(notice));
		});
		const { history, ready } = measured;
		const { result, comments } = await withAcceptance(step, measured.result);
		const exitCode = exitCodeOf(result, plan);
		const baseline = relative(cwd, plan.baselinePath);
		const isShown = ready !== null && canShow(step, ready);
		const recorder = await findRecordingWorkflow(cwd, event.server);
		const finding = {
			result,
			exitCode,
			context: {
				version: VERSION,
				baseline,
				place: "workflow",
				store: plan.baselineStore,
				history,
				command: commandLineOf(inputs.request, baseline),
				runUrl: event.runUrl,
				commit: event.commit,
				caveats,
				...acceptanceFor(step),
				...isShown && { ready: summaryUrl(event.runUrl) },
				...recorder !== null && { recorder: workflowUrl(event.server, `${event.owner}/${event.repo}`, recorder) }
			},
			origin: originOfStep(step),
			ready: isShown ? ready : null
		};
		await reportVerdict(step, finding, comments);
		return exitCode;
	} catch (error) {
		if (!signal.aborted) await reportFailure(step, error).catch((second) => warning(neutralize(String(second))));
		throw error;
	}
}
/** Measures, and stores what was measured. There is no verdict and no comment. */
async function runRecord(step) {
	const { env, write, inputs, event } = step;
	const { stored, result } = await (inputs.results.length === 0 ? recordHere(step) : recordElsewhere(step));
	const sentences = stored.map(sayStored);
	printInert(sentences.map((sentence) => neutralize(sentence)).join("\n"), write);
	await setOutputs(await figures(step, result, originOfStep(step)));
	const list = sentences.map((sentence) => `- ${escapeCell(sentence)}\n`).join("");
	if (inputs.jobSummary) await writeSummary(`${list}\n[The log](${event.runUrl})\n`, env);
	return 0;
}
/** Whether the summary is written and seen, and has room for so much beside the report. */
function canShow({ inputs, env, event }, text) {
	return inputs.jobSummary && (env["GITHUB_STEP_SUMMARY"] ?? "") !== "" && event.server.showsSummaries && Buffer.byteLength(text) < SUMMARY_LIMIT_BYTES / 2;
}
async function recordHere(step) {
	const { cwd, inputs } = step;
	const plan = await loadPlan(inputs.request, cwd, nameOfInput);
	if (plan.pair !== null) throw errors.pairOfRecord();
	return measure(step, (world) => record(plan, world, storeAccess(step)));
}
/** What other jobs of this run have measured: this one runs no program, and so may have a token that writes. */
async function recordElsewhere(step) {
	const { cwd, inputs, event } = step;
	if (inputs.request.run !== void 0) throw errors.contradiction("the input run", "the input results", RECORD_HINT);
	const plan = await loadStorePlan(inputs.request, cwd, nameOfInput);
	const wanted = {
		named: inputs.results,
		cwd,
		about: event,
		jobs: inputs.needs,
		areStrange: false
	};
	return measure(step, (world) => recordResults(plan, wanted, world, storeAccess(step)));
}
/** Gitea has no such API, and no need of it. */
function storeAccess({ inputs, event, signal }) {
	const { githubToken: token } = inputs;
	if (token === null || event.server.kind !== "github") return { token };
	const options = {
		token,
		baseUrl: event.apiUrl,
		userAgent: USER_AGENT,
		signal
	};
	return {
		token,
		pushSigned: createPushSigned(event, options)
	};
}
const RECORD_HINT = "Measure in one job, and record its results in another.";
const nameOfInput = (key) => `input ${key}`;
async function measure({ env, write, signal }, work, heed = () => void 0) {
	const progress = createProgressLog(write);
	try {
		return await work(onThisMachine({
			env,
			signal,
			onProgress: progress.onProgress,
			onNotice: (notice$1) => {
				notice(neutralize(sayNotice(notice$1)));
				heed(notice$1);
			}
		}));
	} finally {
		progress.end();
	}
}
/** Every throw is red. What a user can fix is said without a stack; everything else is a bug of ours. */
function reportError(cause, write) {
	const error$1 = blameSurroundings(cause);
	if (error$1 instanceof Interrupted) {
		notice(`footprint-gate was ${error$1.message}; the measured program was ended.`);
		return error$1.exitCode;
	}
	if (error$1 instanceof UserError) {
		printInert(renderError(error$1, { color: false }), write);
		error(neutralize(error$1.message), { title: "footprint-gate" });
		return error$1.exitCode;
	}
	printInert(neutralize(error$1 instanceof Error ? error$1.stack ?? error$1.message : String(error$1)), write);
	error("footprint-gate crashed. This is a bug; please report it with the log.");
	return 2;
}

// src/action.ts
refuseDebugger(process);
surviveFileLimits(process);
process.exitCode = await runStep(process);

export {  };