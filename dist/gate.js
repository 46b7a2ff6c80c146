import { o as __toESM } from "./rolldown-runtime.js";
import { A as pipe, B as transform, C as number, E as parse, H as union, I as safeParse, L as strictObject, M as rawTransform, O as partial, P as regex, R as string, S as nullish, T as optional, U as unknown, V as tuple, W as variant, _ as maxValue, a as custom, b as nonEmpty, c as exactOptional, d as getDotPath, f as integer, g as maxLength, h as looseObject, i as check$2, j as rawCheck, k as picklist, l as fallback, m as literal, n as array, o as description, p as is, r as boolean, s as entriesFromList, t as ValiError, u as finite$1, v as minLength, w as object, x as nullable, y as minValue } from "./vendor/valibot.js";
import { t as require_dist } from "./vendor/yaml.js";
import { t as require_ms } from "./vendor/ms.js";
import { t as prettyMilliseconds } from "./vendor/pretty-ms.js";
import { _ as isList$1, a as elide, c as VERSION, f as OPTIONS, h as defaultOf, l as FLAG_OPTIONS, m as choicesOf, o as neutralize, p as SCENARIO_KEYS, s as oneLine, u as GATE_KEYS, v as optionOf } from "./start.js";
import { t as execa } from "./vendor/execa.js";
import { n as glob, t as escapePath } from "./vendor/tinyglobby.js";
import { t as markdownTable } from "./vendor/markdown-table.js";
import { t as require_picocolors } from "./vendor/picocolors.js";
import { t as stringWidth } from "./vendor/string-width.js";
import { t as wrapAnsi } from "./vendor/wrap-ansi.js";
import { a as Sample, i as Profile, n as Location, o as StringTable, r as Mapping, s as ValueType, t as Function } from "./vendor/pprof-format.js";
import { Socket } from "node:net";
import { request } from "node:http";
import { isDeepStrictEqual, stripVTControlCharacters } from "node:util";
import { gzipSync } from "node:zlib";
import { createHash, hash, randomBytes, randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { basename, delimiter, dirname, join, relative, resolve } from "node:path";
import { availableParallelism, constants, hostname, machine, release, tmpdir } from "node:os";
import { accessSync, closeSync, constants as constants$1, createReadStream, existsSync, fstatSync, openSync, readFileSync, readSync, readdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { chmod, chown, copyFile, lstat, mkdir, open, readFile, readdir, readlink, realpath, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { request as request$1 } from "node:https";
import { Script, createContext } from "node:vm";

// src/model/errors/user-error.ts
/**
* A failure that the user can fix. Its message says what failed and with which value, its hint what to do;
* it is shown without a stack. Every other error is a bug of ours and keeps its stack.
*/
var UserError = class extends Error {
	name = "UserError";
	/** Stable, for tests and scripts. */
	code;
	hint;
	exitCode;
	/** Untrusted text (the end of a program's output) that explains it. Untrusted: renderers neutralize it. */
	detail;
	constructor(code, message, hint, options = {}) {
		super(message, { cause: options.cause });
		this.code = code;
		this.hint = hint;
		this.exitCode = options.exitCode ?? 2;
		this.detail = options.detail === void 0 || options.detail === "" ? null : options.detail;
	}
};
/** The same error, told with the place that it came from. */
function locate(error, where) {
	if (!(error instanceof UserError)) return error;
	const { code, message, hint, exitCode, detail, cause } = error;
	return new UserError(code, `${where}: ${message}`, hint, {
		exitCode,
		detail: detail ?? void 0,
		cause
	});
}

// src/model/errors/words.ts
/** What a system error means, in words; its own text where there are none. */
function causeInWords({ code, message }) {
	switch (code) {
		case "EACCES":
		case "EPERM": return `permission denied (${code})`;
		case "ENOSPC":
		case "EDQUOT":
		case "EFBIG": return `no space left for it (${code})`;
		case "EROFS": return "the file system is read-only (EROFS)";
		case "ENOENT": return "there is no such file or folder (ENOENT)";
		case "EISDIR": return "it is a folder (EISDIR)";
		case "EMFILE":
		case "ENFILE": return `too many files are open (${code})`;
		case "ENOMEM": return "there is not enough memory (ENOMEM)";
		case "EAGAIN": return "there are too many processes (EAGAIN)";
		case "ENXIO": return "nobody reads from it (ENXIO)";
		case "ENOTDIR": return "a part of its path is a file, not a directory (ENOTDIR)";
		case "ELOOP": return "its symbolic links go round in a circle (ELOOP)";
		case void 0:
		default: return message;
	}
}
/** The valid values, one after the other. */
const list$1 = (values) => values.join(", ");
/** {@link list}, of many values the first ones and how many more there are. */
function someOf(values, most) {
	return values.length <= most ? list$1(values) : `${list$1(values.slice(0, most))} and ${values.length - most} more`;
}

// src/model/errors/surroundings.ts
const MORE_OPEN_FILES = "Raise the limit of open files (ulimit -n 1024).";
/** What the machine around us lacks. */
const surroundingsErrors = {
	temporaryFolder: (folder, cause) => new UserError("temporary-folder-unusable", `cannot make temporary files in ${folder}: ${causeInWords(cause)}`, "Set TMPDIR to a folder that this user may write, on a disk with space left.", { cause }),
	toolMissing: (tool, cause) => new UserError("tool-missing", `cannot run ${tool}: ${cause}`, `The gate starts programs by /bin/sh and mkfifo (coreutils). Install what is missing, or correct PATH.`),
	workingDirectoryGone: () => new UserError("working-directory-gone", "the current working directory no longer exists", "It was deleted since this shell or step went there. Go to a folder that exists, and start again."),
	systemRefused: (cause) => new UserError("system-refused", `the system refused what the gate needs: ${causeInWords(cause)}${where(cause)}`, CURES[cause.code ?? ""] ?? "Free what is used up, and run the gate again.", { cause }),
	openFilesLimit: (limit, needed) => new UserError("open-files-limit", `no more than ${limit} open files are allowed, and the gate needs some ${needed}`, MORE_OPEN_FILES),
	foreignProc: (found) => new UserError("foreign-proc", `/proc shows the processes of another PID namespace: /proc/self is ${found}, and this is process ${process.pid}`, "Mount a /proc of its own in the container or namespace: unshare --pid --fork --mount-proc.")
};
const CURES = {
	EMFILE: MORE_OPEN_FILES,
	ENFILE: "The whole machine has too many open files: end what holds them.",
	EAGAIN: "Raise the limit of processes (ulimit -u), or end some.",
	ENOMEM: "Free some memory, or raise the limit (ulimit -v, the memory of the container)."
};
function where({ syscall, path }) {
	const words = [syscall, path].filter((word) => word !== void 0);
	return words.length === 0 ? "" : ` (${words.join(" ")})`;
}
const REFUSALS = [
	"EMFILE",
	"ENFILE",
	"EAGAIN",
	"ENOMEM",
	"ENOSPC",
	"EDQUOT",
	"EFBIG",
	"EROFS",
	"EIO"
];
/**
* A failure of the surroundings, as what users can fix: limits that were reached, a full disk, a working directory
* that is gone. Such an error may come from any call; every other one is returned as it is.
*/
function blameSurroundings(error) {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		if (cause instanceof UserError) return error;
		const { code, syscall } = cause;
		if (syscall === "uv_cwd") return surroundingsErrors.workingDirectoryGone();
		if (REFUSALS.includes(code)) return surroundingsErrors.systemRefused(cause);
	}
	return error;
}

// src/model/errors/base.ts
/** A SHA as people read it. */
const short = (commit) => commit.slice(0, 12);
const OR_BUILD_IT = "Or check the base out and build it yourself, and name its folder by base-working-directory.";
/** What can keep a base from being measured in turn with the head. */
const baseErrors = {
	gitMissing: () => new UserError("git-missing", "cannot run git: it is in no folder of PATH", "The gate finds bases and keeps baselines on a branch by git: install it before this step (in a container, in its image)."),
	noRepository: (directory, why) => new UserError("no-repository", `${directory} is in no git repository`, "The base is found by git: check the repository out before this step, with its .git folder.", { detail: why }),
	unknownRef: (name, why) => new UserError("unknown-ref", `there is no commit "${name}", here or at the remote`, "Name a branch, a tag or a whole SHA that exists; or \"base\", and the gate finds it.", { detail: why }),
	baseNotFetched: (commit, remote, why) => new UserError("base-not-fetched", remote === null ? `the base ${short(commit)} is not in this clone, and there is no remote to fetch it from` : `the base ${short(commit)} is not in this clone, and cannot be fetched from ${remote}`, `Check out with "fetch-depth: 0", or let the token read the contents of the repository (contents: read). ${OR_BUILD_IT}`, {
		exitCode: 3,
		detail: why
	}),
	noMergeBase: (one, other, why) => new UserError("no-merge-base", `${short(one)} and ${other} have no commit in common that this clone or its remote shows`, "Check out with \"fetch-depth: 0\", or name what to compare with by its SHA.", {
		exitCode: 3,
		detail: why
	}),
	noBase: (event, why) => new UserError("no-base", `nothing says what the base is (${event}): ${why}`, "Name it: compare-with takes a branch, a tag or a SHA.", { exitCode: 3 }),
	noPlaceForBase: (root, why) => new UserError("no-place-for-base", `there is no place for the base with a path as long as ${root}: ${why}`, `Figures follow the length of the path, so the base stands beside the workspace. Let this user write there, or clone into a longer path. ${OR_BUILD_IT}`, { exitCode: 3 }),
	baseNotCheckedOut: (commit, why) => new UserError("base-not-checked-out", `cannot check out the base ${short(commit)} beside the workspace`, `See what git says. ${OR_BUILD_IT}`, {
		exitCode: 3,
		detail: why
	}),
	submodulesFailed: (commit, why) => new UserError("submodules-failed", `cannot check out the submodules of the base ${short(commit)}, which the head has`, `Let the token read them, too. ${OR_BUILD_IT}`, {
		exitCode: 3,
		detail: why
	}),
	baseDirectoryMissing: (path) => new UserError("base-directory-missing", `the folder of the base ${path} does not exist`, "Check the base out and build it there before this step, or correct base-working-directory."),
	otherBase: (path, found, wanted) => new UserError("other-base", `${path} has ${short(found)} checked out, and compare-with says ${short(wanted)}`, "Check that commit out there, or leave compare-with out."),
	outsideWorkspace: (path, root) => new UserError("outside-workspace", `the working directory ${path} lies outside of ${root}`, "The base has no counterpart of it: start the program in a folder of the repository."),
	folderNotInBase: (folder) => new UserError("folder-not-in-base", `the base has no folder ${folder}`, "There is nothing of it to compare with yet: what the program may take at all is said by a ceiling in its budget."),
	pathIntoWorkspace: (scenario, what, text, root) => new UserError("path-into-workspace", `${what} of ${scenario} holds a path into the workspace: "${text}"`, `With compare-with the same command runs in the base's folder, and by this path it would use the head's files there, too. Write it relative to the working directory (${root}).`),
	pairOfRecord: () => new UserError("pair-of-record", "compare-with and base-working-directory do not go with \"mode: record\"", "Two sides that are measured in turn are compared at once, and nothing of them is stored: leave them out, or use \"mode: check\".")
};

// src/model/errors/baseline.ts
/** What can be wrong with a stored baseline. */
const baselineErrors = {
	baselineNoFile: (path) => new UserError("baseline-no-file", `the baseline ${path} is not a file`, "Name a file, such as .github/footprint-baseline.json: a directory, a pipe or a device cannot hold a baseline."),
	baselineUnreadable: (path, cause) => new UserError("baseline-unreadable", `cannot read the baseline ${path}: ${causeInWords(cause)}`, "Make the file readable for this user, or give another one as `baseline`.", { cause }),
	baselineUnwritable: (path, cause) => new UserError("baseline-unwritable", `cannot write the baseline ${path}: ${causeInWords(cause)}`, "The previous baseline is unchanged. Fix the cause and record again, or give another file as `baseline`.", { cause }),
	baselineLocked: (path, lock, holder) => new UserError("baseline-locked", `cannot write the baseline ${path}: ${holder} holds its lock ${lock}`, "Wait for the other record to end and record again. If there is none, delete the lock first. The baseline is unchanged."),
	baselineTooLarge: (path, size, limit) => new UserError("baseline-too-large", `the baseline ${path} is too large: ${size}, where ${limit} is the limit`, "A recording takes some KiB: give the right file as `baseline`, or record fewer scenarios in one file."),
	baselineEmpty: (path) => new UserError("baseline-empty", `the baseline ${path} is empty`, "Restore it (git checkout), or delete it and record again."),
	baselineConflict: (path, line) => new UserError("baseline-conflict", `the baseline ${path} holds an unresolved merge conflict (line ${line})`, "Resolve the conflict, or take one side and record again."),
	baselineNotText: (path) => new UserError("baseline-not-text", `the baseline ${path} is not UTF-8 text`, "Restore it (git checkout), or delete it and record again."),
	baselineNotJson: (path, line, text) => new UserError("baseline-not-json", `the baseline ${path} is not valid JSON${line === null ? "" : `: the mistake is at or before line ${line}`}`, "Restore it (git checkout), or delete it and record again; a baseline is never edited by hand.", { detail: text?.trim().slice(0, 200) }),
	baselineDuplicateKey: (path, key, first, second) => new UserError("baseline-duplicate-key", `the baseline ${path} holds the key ${JSON.stringify(key.slice(0, 60))} twice in one object (line${first === second ? ` ${first}` : `s ${first} and ${second}`})`, "A merge may have kept both sides. Restore it (git checkout), or delete it and record again."),
	baselineForeign: (path, schema) => new UserError("baseline-foreign", `${path} is not a baseline of footprint-gate: ${schema === null ? "it has no \"schema\"" : `its "schema" is ${JSON.stringify(schema)}`}`, "Give the right file as `baseline`. The file was left as it is."),
	baselineNewer: (path, schema) => new UserError("baseline-newer", `the baseline ${path} was written by a newer footprint-gate (its "schema" is ${JSON.stringify(schema)})`, "Update footprint-gate to the version that wrote it, or delete the file and record again with this one."),
	baselineMalformed: (path, problems, more) => new UserError("baseline-malformed", `the baseline ${path} is damaged: ${problems.join("; ")}${more > 0 ? `; and ${more} more` : ""}`, "Restore it (git checkout), or delete it and record again; a baseline is never edited by hand."),
	nothingToRecord: (scenario, runs, doubts) => new UserError("nothing-to-record", `nothing can be recorded of ${scenario}: ${runs === 0 ? "it was not run" : "no run of it counts"}`, "A baseline is made only of runs that came to rest and could be read in full; the stored one was left as it is.", {
		exitCode: 3,
		detail: doubts.join("\n")
	})
};

// src/model/errors/branch.ts
/** What can keep a baseline from its branch. */
const branchErrors = {
	noStoreRemote: (folder) => new UserError("no-store-remote", `${folder} is in no repository with a remote "origin", so there is no place for the branch of baselines`, "Run the gate in a clone, or keep the baseline in a file: baseline-store: file."),
	branchUnreadable: (branch, remote, words) => new UserError("branch-unreadable", `cannot read the branch ${branch} of ${remote}`, "Reading a private repository takes \"contents: read\" and the github-token of the job; on a command line, what git uses itself.", { detail: words }),
	branchUnwritable: (branch, remote, words) => new UserError("branch-unwritable", `cannot write the branch ${branch} of ${remote}`, "The job that records needs \"contents: write\" in its permissions, which the token of a fork never has. Nothing was stored.", { detail: words }),
	branchRefused: (branch, remote, words) => new UserError("branch-refused", `${remote} refused the recording on the branch ${branch}`, "A rule of the repository forbids it. Take the branch out of that rule, or let the identity of the job bypass it. Nothing was stored.", { detail: words }),
	branchBusy: (branch, attempts, seconds) => new UserError("branch-busy", `the branch ${branch} was changed by others ${attempts} times in ${seconds} s, each time before the recording could be added`, "Nothing was stored. Record again, or let fewer jobs record at the same time."),
	branchFailed: (doing, words) => new UserError("branch-failed", `git could not ${doing}`, "Nothing was stored. What git said is below.", { detail: words })
};

// src/model/errors/inspection.ts
const SHOWN_PROCESSES = 5;
/** Why a running process cannot be looked at. */
const inspectionErrors = {
	noSuchProcess: (pid) => new UserError("no-such-process", `there is no process ${pid}`, "Give the PID of a process that runs now (ps -e shows them), or the name of its program."),
	processHidden: (pid) => new UserError("process-hidden", `process ${pid} is alive, but /proc does not show it to this user`, "Run footprint-gate as the user of the process or as root, or mount /proc without hidepid.", { exitCode: 3 }),
	noSuchProgram: (name) => new UserError("no-such-program", `no program called "${name}" runs, as far as this user can see`, "Give the name that ps -e shows, or a PID. footprint-gate itself, and what has started it, are found by PID alone."),
	noMemory: (processes) => new UserError("no-memory", `${someOf(processes, SHOWN_PROCESSES)}: no memory to show`, "A kernel thread has none, and a process that has ended has none any more. Give the PID of a running program."),
	memoryDenied: (processes) => new UserError("memory-denied", `the kernel does not let this user read the memory of ${someOf(processes, SHOWN_PROCESSES)}`, "It is another user's, setuid, or not dumpable. Run footprint-gate as root (sudo), in a container with --cap-add SYS_PTRACE.", { exitCode: 3 }),
	earlierUnusable: (cause) => new UserError(cause.code, cause.message, "Name a file that \"show --json FILE\" wrote.", { cause }),
	earlierForeign: (path, problem) => new UserError("show-foreign", `${path} is not what "show --json" writes: ${problem}`, "Name a file that \"show --json FILE\" wrote, with this version of footprint-gate.")
};

// src/model/errors/bisect.ts
/** What can keep a bisection from finding anything. */
const bisectErrors = {
	unknownCommit: (name, why) => new UserError("unknown-commit", `there is no commit "${name}" in this clone`, "Name a branch, a tag or a SHA that is here. A shallow clone lacks its history: git fetch --unshallow.", { detail: why }),
	notAnAncestor: (good, bad) => new UserError("not-an-ancestor", `the good commit ${good.slice(0, 12)} does not come before the bad one, ${bad.slice(0, 12)}`, "Give the good commit first, then the bad one that was made after it: bisect GOOD BAD."),
	goodFailed: (good, why, detail) => new UserError("good-failed", `the good commit ${good.slice(0, 12)} cannot be measured: ${why}`, "Name one that builds and runs: all others are compared with it.", { detail: detail ?? void 0 }),
	badFailed: (bad, why, detail) => new UserError("bad-failed", `the bad commit ${bad.slice(0, 12)} cannot be measured: ${why}`, "Nothing was bisected. Name one that builds and runs.", {
		exitCode: 3,
		detail: detail ?? void 0
	}),
	badIsNotBad: (bad, verdict) => new UserError("bad-is-not-bad", `the bad commit ${bad.slice(0, 12)} is not red against the good one: ${verdict}`, "Nothing was bisected. Give the budget that it exceeds (--budget), or other commits.", { exitCode: 3 }),
	bisectFailed: (why) => new UserError("bisect-failed", "git bisect failed", "See what git says.", { detail: why })
};

// src/model/errors/init.ts
/** What keeps a first configuration from being made. */
const initErrors = {
	nothingGuessed: (folder, lookedFor) => new UserError("nothing-guessed", `nothing in ${folder} says how the program starts`, `Say it: footprint-gate init -- COMMAND. Looked for: ${lookedFor}.`),
	alreadyThere: (paths) => new UserError("already-there", `there is ${paths.join(" and ")} already`, "Nothing was written. Edit what is there, or replace it: footprint-gate init --force."),
	notBuilt: (program, source, build) => new UserError("not-built", `${program} is not there (the command is from ${source})`, build.length === 0 ? "Build or install it first, or say how the program starts: footprint-gate init -- COMMAND." : `Build it first, and call init again: ${build.join(" && ")}`),
	guessFailed: (source, command, build, cause) => new UserError(cause.code, `${cause.message} (the command is from ${source}: ${command})`, [
		cause.hint,
		...build.length === 0 ? [] : [`Is it built? ${build.join(" && ")}`],
		"To try another command: footprint-gate init -- COMMAND"
	].join("\n"), {
		exitCode: cause.exitCode,
		detail: cause.detail ?? void 0,
		cause
	}),
	starterUnwritable: (path, cause) => new UserError("starter-unwritable", `cannot write ${path}: ${causeInWords(cause)}`, "Make the folder writable for this user, and call init again.", { cause })
};

// src/model/errors/program.ts
const { signals } = constants;
/** As a shell tells it: above 128 a signal. */
function describeStatus(status) {
	const signal = Object.entries(signals).find(([, number]) => number === status - 128)?.[0];
	return signal === void 0 ? `status ${status}` : `status ${status} (${signal})`;
}
/** When a program ended that should have kept running. */
const DURING = {
	starting: "before it was ready",
	settling: "while it came to rest",
	"under-workload": "under its workload",
	soaking: "during the soak",
	running: "while it ran"
};
/** `null`: without a word to its supervisor. */
function describeEnd$2(status) {
	return status === null ? "was killed" : `ended with ${describeStatus(status)}`;
}
/** Of many variables the first ones tell what kind they are. */
const SHOWN_VARIABLES = 12;
/** What to do where a program may have missed a variable of the step; empty when nothing was held back. */
function handOver(heldBack) {
	return heldBack.length === 0 ? "" : ` It did not get these variables of the step: ${someOf(heldBack, SHOWN_VARIABLES)}. Name by pass-env what it needs.`;
}
/** What to do about SIGKILL, which a program can say nothing about; `null` of every other end. */
function cureOfKill(status, oomKills) {
	if (status !== null && status !== 128 + signals.SIGKILL) return null;
	return oomKills > 0 ? `Meanwhile the kernel killed ${oomKills === 1 ? "a process" : `${oomKills} processes`} for lack of memory (out of memory): give the machine or the container more.` : "The kernel killed nothing for lack of memory meanwhile, as far as /proc/vmstat shows: find who sent SIGKILL, such as a supervisor or a limit of time.";
}
/** What programs do that cannot be measured, and machines that cannot measure. */
const programErrors = {
	nothingToExplain: (scenario) => new UserError("nothing-to-explain", `${scenario} runs until it exits: there is no point at rest where its memory could be looked at`, "Explain a program that keeps running: until steady, with a ready condition."),
	nothingToTrace: (scenario, target) => new UserError("nothing-to-trace", `${scenario} has the target ${target}, which another service starts: only what footprint-gate launches can be traced or given other variables`, "Let \"run\" start the program itself, without \"target\"."),
	targetNotFound: (scenario, target, timeout, why, cure, output) => new UserError("target-not-found", `the target ${target} of ${scenario} was not found in ${timeout}: ${why}`, cure, { detail: output }),
	targetEnded: (scenario, target, during, output) => new UserError("target-ended", `the target ${target} of ${scenario} ended ${DURING[during]}`, "A service must keep running. Look at the log that the service which starts it keeps of it.", { detail: output }),
	targetSurvived: (scenario, target, processes, cleanup) => new UserError("target-survived", `the target ${target} of ${scenario} still lives after the run: ${someOf(processes, 5)}`, `It would be measured again in the next run, and footprint-gate ends only what it has launched. Stop it in "cleanup": ${cleanup}`),
	tracerFailed: (tracer, complaint) => new UserError("tracer-failed", `${tracer} did not start the program${complaint.trim() === "" ? "" : `:\n${complaint.trim()}`}`, "Explain without it (--trace imports or --trace none), or look at what it says."),
	workingDirectoryMissing: (path) => new UserError("working-directory-missing", `the working directory ${path} does not exist`, "Make it, or name another by working-directory (relative paths start at the configuration file)."),
	commandNotFound: (program, workingDirectory) => new UserError("command-not-found", `the command "${program}" was not found`, program.includes("/") ? `Paths are relative to ${workingDirectory}. Is the program built before this step?` : "It is in no folder of PATH. Give its path, or install it before this step."),
	commandNotExecutable: (path) => new UserError("command-not-executable", `${path} is not executable`, `Make it so: chmod +x ${path}`),
	cannotLaunch: (program, why) => new UserError("cannot-launch", `cannot launch "${program}": ${why}`, "Does it run from a shell on this machine?"),
	portOccupied: (port, owner) => new UserError("port-occupied", `port ${port} is occupied before the launch${owner === null ? "" : ` by ${owner}`}`, "Stop what listens there, or let the program use another port: a leftover would answer in its place."),
	exitedEarly: (scenario, status, during, output, { heldBack = [], oomKills = 0 } = {}) => new UserError("exited-early", `${scenario} ${describeEnd$2(status)} ${DURING[during]}`, cureOfKill(status, oomKills) ?? (status === 0 ? "It has no input: a program that reads commands from stdin ends at once, and may have an option to keep running. One that is meant to end by itself takes \"until: exit\"." : `A service must keep running. For a program that ends by itself, with status 0, use "until: exit".${handOver(heldBack)}`), { detail: output }),
	programFailed: (scenario, status, output, { heldBack = [], oomKills = 0 } = {}) => new UserError("program-failed", `${scenario} ${status === null ? "was killed" : `failed with ${describeStatus(status)}`}`, cureOfKill(status, oomKills) ?? `With "until: exit" the program must end with status 0: figures of a failed run are no evidence.${handOver(heldBack)}`, { detail: output }),
	neverEnded: (scenario, timeout, output) => new UserError("never-ended", `${scenario} had not ended after ${timeout}`, "Raise settle-timeout, or use \"until: steady\" for a program that keeps running.", { detail: output }),
	neverReady: (scenario, timeout, unmet, output, cure = "Correct the ready condition, or raise ready-timeout.") => new UserError("never-ready", `${scenario} was not ready after ${timeout}: ${unmet.join("; ")}`, cure, { detail: output }),
	slowPattern: (condition, seconds) => new UserError("slow-pattern", `the pattern of ${condition} was still at work on a part of the output after ${seconds} s`, "Repeats within repeats, such as (a+)+, may take forever. Write a simpler pattern."),
	workloadFailed: (scenario, command, status, output, heldBack) => new UserError("workload-failed", `the workload of ${scenario} failed ${status === null ? "(killed)" : `with ${describeStatus(status)}`}: ${command}`, status === 128 + signals.SIGPIPE ? "A reader of a pipe, such as head or grep -q, ended before its writer. Let it read to the end, or end that part by \"|| true\"." : `Every part of it must end with status 0, each command and each part of a pipe. Run it by hand against the running program.${handOver(heldBack)}`, { detail: output }),
	workloadTimedOut: (scenario, command, timeout) => new UserError("workload-timed-out", `the workload of ${scenario} had not ended after ${timeout}: ${command}`, "Make it shorter, or raise workload-timeout in the configuration file."),
	commandFailed: (what, scenario, command, status, output, heldBack) => new UserError(`${what}-failed`, `${what} of ${scenario} ${status === null ? "was killed" : `failed with ${describeStatus(status)}`}: ${command}`, `Every part of it must end with status 0, each command and each part of a pipe. It runs in the working directory of the program.${handOver(heldBack)}`, { detail: output }),
	commandTimedOut: (what, scenario, command, timeout) => new UserError(`${what}-timed-out`, `${what} of ${scenario} had not ended after ${timeout}: ${command}`, "Make it shorter, or raise workload-timeout in the configuration file."),
	buildFailed: (what, command, status, output, heldBack) => new UserError("build-failed", `the ${what} does not build: ${command} ${status === null ? "was killed" : `failed with ${describeStatus(status)}`}`, `It ran in a fresh checkout of the ${what}, by bash -eo pipefail: what earlier steps made for the head is not there.${handOver(heldBack)}`, {
		exitCode: 3,
		detail: output
	}),
	buildTimedOut: (what, command, timeout, output) => new UserError("build-timed-out", `the ${what} does not build: ${command} had not ended after ${timeout}`, "Make it quicker, or build it in a step of its own, and name its folder by base-working-directory.", {
		exitCode: 3,
		detail: output
	}),
	notLinux: (platform) => new UserError("not-linux", `footprint-gate measures on Linux only, not on ${platform}`, "It reads /proc/PID/smaps. Run it on a Linux machine: in a workflow, \"runs-on: ubuntu-latest\"."),
	noProc: (found) => new UserError("no-proc", `cannot read /proc/self/smaps: ${found === "text" ? "it is empty" : found}`, "The kernel needs CONFIG_PROC_PAGE_MONITOR, and the container its /proc. Run on a plain Linux runner.")
};

// src/model/metrics.ts
/**
* Every figure of a measurement. `writable` is Σ (Pss_Dirty + SwapPss + Private_Hugetlb) over the process
* tree at the steady point, less the dirty page cache of files on disk, and each shared huge page once: the pages
* that exist because this program runs. Never Σ Private_Dirty, which loses every page that a fork shares
* copy-on-write. `dirty-cache` is what was taken off: it comes and goes with write-back, whatever the program does.
*/
const METRICS = {
	writable: {
		unit: "bytes",
		label: "writable memory",
		defaultBudget: "+1%, +64KiB"
	},
	"minor-faults": {
		unit: "count",
		label: "minor page faults",
		isPlural: true,
		defaultBudget: "+2%, +100"
	},
	"peak-writable": {
		unit: "bytes",
		label: "peak writable memory",
		defaultBudget: null
	},
	growth: {
		unit: "bytes/s",
		label: "growth rate of writable memory",
		defaultBudget: null
	},
	rss: {
		unit: "bytes",
		label: "resident memory",
		defaultBudget: null
	},
	pss: {
		unit: "bytes",
		label: "proportional memory",
		defaultBudget: null
	},
	"dirty-cache": {
		unit: "bytes",
		label: "dirty page cache",
		defaultBudget: null
	},
	"major-faults": {
		unit: "count",
		label: "major page faults",
		isPlural: true,
		defaultBudget: null
	},
	/** Of the minor faults, those of children that have ended and that a living process has waited for. */
	"ended-faults": {
		unit: "count",
		label: "minor page faults of ended processes",
		isPlural: true,
		defaultBudget: null
	},
	processes: {
		unit: "count",
		label: "processes",
		isPlural: true,
		defaultBudget: null
	},
	threads: {
		unit: "count",
		label: "threads",
		isPlural: true,
		defaultBudget: null
	},
	libraries: {
		unit: "count",
		label: "libraries",
		isPlural: true,
		defaultBudget: null
	},
	"ready-ms": {
		unit: "ms",
		label: "time to ready",
		defaultBudget: null
	}
};
const METRIC_NAMES = Object.keys(METRICS);
/**
* No figure is larger: x86-64 and arm64 address physical memory with 52 bits at most, and beyond the others a number
* cannot be told from the next one.
*/
const LARGEST_FIGURES = {
	bytes: 2 ** 52,
	"bytes/s": 2 ** 52,
	count: Number.MAX_SAFE_INTEGER,
	ms: Number.MAX_SAFE_INTEGER
};
function isMetric(name) {
	return Object.hasOwn(METRICS, name);
}
/** What is known of a metric. */
function definitionOf(metric) {
	return METRICS[metric];
}

// src/model/errors/request.ts
/** What people ask for and cannot have: flags, inputs, the configuration file, files to write. */
const requestErrors = {
	unknownMetric: (name) => new UserError("unknown-metric", `unknown metric "${name}"`, `Use one of: ${list$1(METRIC_NAMES)}.`),
	badBudget: (metric, spec, why) => new UserError("bad-budget", `cannot read the budget "${spec}" of ${metric}: ${why}`, "Write increases, a ceiling and, for counts, a floor, comma-separated: \"+2%, +64KiB, <=20MiB\" (counts: \"+100\", \"<=5000\", \">=3\")."),
	badReady: (text, why) => new UserError("bad-ready", `cannot read the ready condition "${text}": ${why}`, "Use one of: tcp:PORT, udp:PORT, unix:PATH, http://…, https://… (and a status behind a space), log:/regex/, file:PATH, command:COMMAND, delay:2s."),
	badTarget: (text, why) => new UserError("bad-target", `cannot read the target "${text}": ${why}`, "Use one of: pid-file:PATH, container:NAME, unit:NAME."),
	badCommand: (text, why) => new UserError("bad-command", `cannot split the command "${text}": ${why}`, "It is run without a shell. Quote what is meant as it stands, or set \"shell: true\" in the configuration file."),
	badValue: (name, value, expected) => new UserError("bad-value", `${name} cannot be "${value}"`, `Use ${expected}.`),
	nothingToMeasure: (command, file) => new UserError("nothing-to-measure", "there is no program to measure", `Give its command (${command}), or describe it in ${file}.`),
	contradiction: (one, other, hint) => new UserError("contradiction", `${one} and ${other} cannot be used together`, hint),
	buildOfNothing: (build, compareWith) => new UserError("build-of-nothing", `${build} builds the base, but nothing says what that is`, `Name it, such as ${compareWith} base.`),
	configMissing: (path) => new UserError("config-missing", `the configuration file ${path} does not exist`, "Correct its path."),
	configUnreadable: (path, cause) => new UserError("config-unreadable", `cannot read the configuration file ${path}: ${causeInWords(cause)}`, "Check that the file is readable by the current user.", { cause }),
	configNoFile: (path) => new UserError("config-no-file", `the configuration ${path} is not a file`, "Name a file, such as footprint.yml: a folder, a pipe or a device cannot hold a configuration."),
	configTooLarge: (path, size, limit) => new UserError("config-too-large", `the configuration file ${path} is too large: ${size}, where ${limit} is the limit`, "Name the right file: a scenario takes some lines."),
	configNotText: (path) => new UserError("config-not-text", `the configuration file ${path} is not UTF-8 text`, "Save it as UTF-8: names in another encoding would change on their way into reports."),
	configMalformed: (where, why) => new UserError("config-malformed", `${where}: ${why}`, "The keys and their values are described in docs/configuration.md."),
	reportUnwritable: (path, cause) => new UserError("report-unwritable", `cannot write the report ${path}: ${causeInWords(cause)}`, "Name a file that this user may write, or - for stdout.", { cause }),
	pageMissing: (path, cause) => new UserError("page-missing", `cannot read the page of the HTML report ${path}: ${causeInWords(cause)}`, "It is a part of footprint-gate: install it again. In a clone, run \"npm run bundle\".", { cause }),
	outputUnwritable: (cause) => new UserError("output-unwritable", `cannot write the result to stdout: ${causeInWords(cause)}`, "The verdict could not be printed. Free some disk space or redirect stdout.", { cause }),
	explanationOnBranch: () => new UserError("explanation-on-branch", "an explanation is kept beside the baseline, and there is nothing beside it on a branch", "Leave out one of explain: always and baseline-store: branch. With compare-with, both sides are explained."),
	explanationUnusable: (path, why) => new UserError("explanation-unusable", `cannot use the explanation ${path}: ${why}`, "Give a file that footprint-gate explain --json has written."),
	oneScenario: (names) => new UserError("one-scenario", `one scenario at a time can be explained, and the file has ${names.length}`, `Name one by --scenario: ${someOf(names, 10)}.`),
	unknownScenario: (name, known) => new UserError("unknown-scenario", `there is no scenario "${name}"`, `Use one of: ${list$1(known)}.`)
};

// src/model/errors/result.ts
const WRITE_AGAIN = "Let the gate write it again: check --json, or the output report-json of a workflow step.";
/** What can be wrong with stored results. Of what another job made, or another person, nothing is believed. */
const resultErrors = {
	resultUnreadable: (path, cause) => new UserError("result-unreadable", `cannot read the result ${path}: ${causeInWords(cause)}`, "Name a file that \"check --json\" wrote, and that this user may read.", { cause }),
	resultNoFile: (path) => new UserError("result-no-file", `the result ${path} is not a file`, "Name the JSON file itself: a folder, a pipe, a device or a symbolic link is no result."),
	resultTooLarge: (path, size, limit) => new UserError("result-too-large", `the result ${path} is too large: ${size}, where ${limit} is the limit`, "Name the right file, or measure fewer scenarios, or for a shorter time, in one gate."),
	resultNotJson: (path, why) => new UserError("result-not-json", `the result ${path} is not valid JSON: ${why}`, WRITE_AGAIN),
	resultForeign: (path, schema) => new UserError("result-foreign", `${path} is not a result of footprint-gate: ${schema === null ? "it has no \"schema\"" : `its "schema" is ${JSON.stringify(schema.slice(0, 60))}`}`, WRITE_AGAIN),
	resultNewer: (path, schema) => new UserError("result-newer", `the result ${path} was written by a newer footprint-gate (its "schema" is ${JSON.stringify(schema.slice(0, 60))})`, "Read it with the version that wrote it."),
	resultMalformed: (path, problem) => new UserError("result-malformed", `the result ${path} is damaged: ${problem}`, WRITE_AGAIN),
	resultsMissing: (patterns) => new UserError("results-missing", `there is no result to report: no file matches ${list$1(patterns)}`, "Nothing was shown, so nothing is green. Did the measuring jobs run, and upload the file of their output report-json?", { exitCode: 3 }),
	tooManyResults: (count, limit) => new UserError("too-many-results", `${count} results are too many: ${limit} is the limit`, "Name fewer files, or report in several steps."),
	resultsIncomplete: (lost) => new UserError("results-incomplete", "the results are not complete, so nothing was recorded", "A baseline changes only when all of it could be measured: let every leg measure, and upload its result.", {
		exitCode: 3,
		detail: lost.join("\n")
	}),
	recordedTwice: (scenario) => new UserError("recorded-twice", `two of the results measured ${scenario} in the same environment`, "A baseline has one entry for each: give the scenarios of the legs names of their own (input name), or record each leg in a baseline of its own.")
};

// src/model/errors/runner.ts
/** What can be wrong with a workflow and its runner. */
const runnerErrors = {
	unknownInput: (name, valid) => new UserError("unknown-input", `unknown input "${name}"`, `Use one of: ${list$1(valid)}.`),
	noResultsNamed: (mode) => new UserError("no-results-named", `"mode: ${mode}" measures nothing itself, and the input results is empty`, "Name the files that the measuring jobs have uploaded, such as \"results: results/**/*.json\"."),
	notWorkflowRun: (event) => new UserError("not-workflow-run", `"mode: comment" runs on workflow_run, not on ${event}`, "Use it in a workflow that is started by the end of the one that measures: see docs/pull-requests-from-forks.md."),
	eventUnreadable: (path, why) => new UserError("event-unreadable", `the event file ${path} cannot be read: ${why}`, "The runner writes GITHUB_EVENT_PATH: see whether an earlier step changed the file or the variable."),
	notPosted: (why) => new UserError("not-posted", why, "The job needs the permissions \"pull-requests: write\", \"contents: read\" and \"actions: read\"."),
	notOnRunner: (variable) => new UserError("not-on-runner", `${variable} is not set, or not to what the runner of a workflow sets it to`, "The action runs as a step of a workflow. Elsewhere, use the command line: npx footprint-gate check.")
};

// src/model/errors.ts
/**
* The catalogue of everything that users can get wrong or run into: what failed and with which value, and what to do.
*/
const errors = {
	...requestErrors,
	...programErrors,
	...inspectionErrors,
	...baselineErrors,
	...baseErrors,
	...branchErrors,
	...resultErrors,
	...runnerErrors,
	...bisectErrors,
	...initErrors,
	...surroundingsErrors
};

// src/model/units.ts
var import_dist = require_dist();
var import_ms = /* @__PURE__ */ __toESM(require_ms(), 1);
/** Binary units only: `KB` and `MB` mean two things to two people, so neither is valid. */
const BYTE_UNITS = /* @__PURE__ */ new Map([
	["", 1],
	["B", 1],
	["KiB", 1024],
	["MiB", 1024 ** 2],
	["GiB", 1024 ** 3]
]);
/** Timers of Node hold 2³¹ - 1 ms, somewhat more; a longer one would end at once. */
const LONGEST_DURATION_MS = 20736e5;
/** What {@link parseDuration} takes, in words. */
const DURATION_WORDS = "a duration with its unit, such as 30s or 500ms, of at most 24 days";
/**
* `2s`, `500ms`, `1m`, `2 minutes` in milliseconds; `null` when it is no duration, has no unit, is negative, or longer
* than 24 days.
*/
function parseDuration(text) {
	if (!/[a-z]$/i.test(text.trim())) return null;
	const value = (0, import_ms.default)(text.trim());
	return value !== void 0 && value >= 0 && value <= LONGEST_DURATION_MS ? value : null;
}
/** `350` → `350 ms`, `1500` → `1.5s`, `90000` → `1m 30s`, for people. */
function formatDuration(milliseconds) {
	const whole = Math.round(milliseconds);
	return whole < 1e3 ? formatFigure(whole, "ms") : prettyMilliseconds(whole, { secondsDecimalDigits: 1 });
}
/**
* A figure with its unit, for people: `9.09 MiB`, `92.5 KiB`, `2,557`, `1.2 KiB/s`, `350 ms`. Binary units,
* rounded (not cut off: a figure just over a budget must not look as if it were under it). Kibibytes keep a
* decimal and mebibytes two, so that a change of a single page (4 KiB) never rounds away.
*/
function formatFigure(value, unit) {
	switch (unit) {
		case "bytes": return formatBytes(value, 0);
		case "bytes/s": return `${formatBytes(value, 1)}/s`;
		case "count": return formatNumber(value, 0, 0);
		case "ms": return `${formatNumber(value, 0, 0)} ms`;
	}
}
/** Like {@link formatFigure}, with its sign: `+4 KiB`, `±0 B`, `-12`. */
function formatChange(value, unit) {
	const zero = formatFigure(0, unit);
	const figure = formatFigure(Math.abs(value), unit);
	return figure === zero ? `±${zero}` : `${value > 0 ? "+" : "-"}${figure}`;
}
/** Largest first, with the digits behind the point: at least, at most. */
const BYTE_SCALES = [
	{
		unit: "GiB",
		bytes: 1024 ** 3,
		least: 3,
		most: 3
	},
	{
		unit: "MiB",
		bytes: 1024 ** 2,
		least: 2,
		most: 2
	},
	{
		unit: "KiB",
		bytes: 1024,
		least: 0,
		most: 1
	}
];
function formatBytes(value, digitsOfBytes) {
	for (const { unit, bytes, least, most } of BYTE_SCALES) {
		if (Number((Math.abs(value) / (bytes / 1024)).toFixed(1)) < 1024) continue;
		return `${formatNumber(value / bytes, least, most)} ${unit}`;
	}
	return `${formatNumber(value, 0, digitsOfBytes)} B`;
}
/** Building a formatter takes a hundred times as long as using one, and a report has thousands of figures. */
const formatters = /* @__PURE__ */ new Map();
/** `1,234.5`: in groups of three, with so many digits behind the point, at least and at most. */
function formatNumber(value, minimumFractionDigits, maximumFractionDigits) {
	const key = `${minimumFractionDigits}-${maximumFractionDigits}`;
	const formatter = formatters.get(key) ?? new Intl.NumberFormat("en-US", {
		minimumFractionDigits,
		maximumFractionDigits
	});
	formatters.set(key, formatter);
	return formatter.format(value + 0);
}

// src/config/map-schema.ts
/**
* A map of names to values. Not `v.record`, which silently drops keys such as `constructor`: a variable, a
* metric or a library may be called anything, and nothing that somebody wrote is dropped.
*
* @param complaint of what is no map
* @param problemOf what is wrong with an entry, in words; `null` when it is fine
*/
function mapOf(complaint, problemOf) {
	return pipe(custom((given) => typeof given === "object" && given !== null && !Array.isArray(given), complaint), rawCheck(({ dataset, addIssue }) => {
		if (!dataset.typed) return;
		const input = dataset.value;
		for (const [key, value] of Object.entries(input)) {
			const message = problemOf(key, value);
			if (message !== null) addIssue({
				message,
				path: [{
					type: "object",
					origin: "value",
					input,
					key,
					value
				}]
			});
		}
	}));
}

// src/config/file-schema.ts
const text$2 = pipe(string("must be text"), nonEmpty("must not be empty"));
/** The kernel keeps a variable as `NAME=value` with a NUL after it. */
const environment$1 = mapOf("must be a map of names and values", (name, value) => {
	if (!/^[^=\0]+$/.test(name)) return "cannot be the name of a variable";
	if (![
		"string",
		"number",
		"boolean"
	].includes(typeof value)) return "must be text";
	return typeof value === "string" && value.includes("\0") ? "must not hold a NUL character" : null;
});
const budgets = partial(strictObject(entriesFromList(METRIC_NAMES, string("must be text in quotes"))));
const command = union([text$2, pipe(array(text$2), nonEmpty("must not be empty"))], "must be text or a list of words");
const texts = union([text$2, pipe(array(text$2), nonEmpty("must not be empty"))], "must be text or a list of texts");
function schemaOf(key) {
	const { kind, choices, help, range: [least, most] = [0, Infinity] } = optionOf(key);
	const described = (schema) => pipe(schema, description(help));
	if (key === "run") return described(command);
	if (key === "env") return described(environment$1);
	if (key === "budgets") return described(budgets);
	switch (kind) {
		case "count": return described(pipe(number("must be a number"), integer("must be a whole number"), minValue(least, `must be ${least} or more`), maxValue(most, `must be ${most} or less`)));
		case "duration": return described(string("must be a duration with its unit, such as \"2s\""));
		case "switch": return described(boolean("must be true or false"));
		case "choice": return described(picklist(choices ?? []));
		case "list": return described(texts);
		case "text":
		case "map": return described(text$2);
	}
}
const REQUIRED = ["name", "run"];
function entriesOf(keys) {
	return Object.fromEntries(keys.map((key) => [key, REQUIRED.includes(key) ? schemaOf(key) : optional(schemaOf(key))]));
}
/** What `footprint.yml` must be. Its keys are those of the options table. */
const fileSchema = strictObject({
	...entriesOf(GATE_KEYS),
	scenarios: pipe(array(strictObject(entriesOf(SCENARIO_KEYS)), "must be a list of scenarios"), nonEmpty("must hold at least one scenario"))
});

// src/config/file.ts
/** Whether there is a file, or anything else of that name. */
function isThere(path) {
	return existsSync(path);
}
/**
* Reads `footprint.yml`.
*
* @throws UserError when it is missing, no YAML, or has an unknown key or a value of the wrong kind; with the line
*/
async function readConfigFile(path) {
	return parseConfigFile(decode$2(await readBytes(path), path), path);
}
/** Thousands of scenarios. */
const MAX_FILE_BYTES$2 = 4 * 1024 ** 2;
async function readBytes(path) {
	try {
		const stats = await stat(path);
		if (!stats.isFile()) throw errors.configNoFile(path);
		if (stats.size > MAX_FILE_BYTES$2) throw errors.configTooLarge(path, formatFigure(stats.size, "bytes"), formatFigure(MAX_FILE_BYTES$2, "bytes"));
		return await readFile(path);
	} catch (error) {
		if (error instanceof UserError) throw error;
		const cause = error;
		throw cause.code === "ENOENT" ? errors.configMissing(path) : errors.configUnreadable(path, cause);
	}
}
function decode$2(bytes, path) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw errors.configNotText(path);
	}
}
/** Like {@link readConfigFile}, of a text that has been read. Pure. */
function parseConfigFile(source, path) {
	const lineCounter = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(source, {
		lineCounter,
		prettyErrors: false
	});
	const lineAt = (offset) => `${path}:${lineCounter.linePos(offset).line}`;
	const [problem] = [...document.errors, ...document.warnings];
	if (problem !== void 0) throw errors.configMalformed(lineAt(problem.pos[0]), problem.message);
	function placeOf(keys) {
		let offset = 0;
		let node = document.contents;
		for (const key of keys) if ((0, import_dist.isMap)(node)) {
			const pair = node.items.find((item) => (0, import_dist.isScalar)(item.key) && item.key.value === key);
			if (pair === void 0) break;
			if ((0, import_dist.isScalar)(pair.key)) offset = pair.key.range?.[0] ?? offset;
			node = pair.value;
		} else if ((0, import_dist.isSeq)(node) && typeof key === "number") {
			node = node.items[key];
			if ((0, import_dist.isMap)(node) || (0, import_dist.isScalar)(node)) offset = node.range?.[0] ?? offset;
		} else break;
		return lineAt(offset);
	}
	if (!(0, import_dist.isMap)(document.contents)) throw errors.configMalformed(lineAt(0), "the file must be a map of keys and values");
	const parsed = safeParse(fileSchema, valueOf(document, path));
	if (!parsed.success) {
		const issue = parsed.issues.find(isUnknownKey) ?? parsed.issues[0];
		const keys = (issue.path ?? []).map(({ key }) => key);
		throw errors.configMalformed(placeOf(keys), describeIssue(issue, keys));
	}
	return {
		path,
		content: parsed.output,
		placeOf
	};
}
function valueOf(document, path) {
	try {
		return document.toJS();
	} catch (error) {
		throw errors.configMalformed(path, error instanceof Error ? error.message : String(error));
	}
}
function isUnknownKey({ type, expected }) {
	return type === "strict_object" && expected === "never";
}
function describeIssue(issue, keys) {
	const name = keys.length === 0 ? "the file" : keys.map((key) => typeof key === "number" ? `[${key}]` : key).join(" › ");
	if (issue.type === "strict_object") {
		const key = String(keys.at(-1));
		if (isUnknownKey(issue)) return describeUnknownKey(key, keys);
		if (issue.received === "undefined") return `${name} is missing`;
		return `${name} must be a map of keys and values`;
	}
	if (issue.type === "picklist") return `${name} cannot be ${issue.received}; use one of: ${issue.expected ?? ""}`;
	return `${name} ${issue.message}`;
}
function describeUnknownKey(key, path) {
	const inScenario = path[0] === "scenarios";
	if (!path.includes("budgets")) {
		if (!inScenario && isOneOf(SCENARIO_KEYS, key)) return `"${key}" belongs to a scenario, below "scenarios"`;
		if (inScenario && isOneOf(GATE_KEYS, key)) return `"${key}" belongs to the top of the file, not to a scenario`;
	}
	return `unknown key "${key}"; use one of: ${validKeys(path).join(", ")}`;
}
function validKeys(path) {
	if (path.includes("budgets")) return METRIC_NAMES;
	return path[0] === "scenarios" ? SCENARIO_KEYS : [...GATE_KEYS, "scenarios"];
}
function isOneOf(keys, key) {
	return keys.includes(key);
}

// src/config/one-of.ts
/**
* The choice that a text is.
*
* @param name how it is called where the person wrote it
* @throws UserError `bad-value` with the valid choices
*/
function oneOf(choices, text, name) {
	const found = choices.find((choice) => choice === text);
	if (found === void 0) throw errors.badValue(name, text, `one of: ${choices.join(", ")}`);
	return found;
}

// src/config/pair.ts
/**
* Which base a request asks to be measured in turn with the head; `null` when it asks for none.
*
* @param configPath of the configuration file in use
* @throws UserError for parts that do not go together
*/
function pairOf$1(request, cwd, configPath, nameOfKey) {
	const { "compare-with": compareWith, build, "base-working-directory": folder } = request;
	for (const key of [
		"compare-with",
		"build",
		"base-working-directory"
	]) if (request[key]?.trim() === "") throw errors.badValue(nameOfKey(key), request[key], "something");
	if (build !== void 0 && folder !== void 0) throw errors.contradiction(nameOfKey("build"), nameOfKey("base-working-directory"), "A base that has a folder is built already: build it there before this step.");
	if (build !== void 0 && compareWith === void 0) throw errors.buildOfNothing(nameOfKey("build"), nameOfKey("compare-with"));
	if (compareWith === void 0 && folder === void 0) return null;
	const headDirectory = resolve(cwd, request["working-directory"] ?? ".");
	return {
		compareWith: compareWith ?? null,
		baseDirectory: folder === void 0 ? null : resolve(cwd, folder),
		headDirectory,
		build: build ?? null,
		cwd: resolve(cwd),
		configPath
	};
}

// src/config/budget.ts
const TERM = /^(?<kind>\+|<=|>=)\s*(?<number>\d+(?:\.\d+)?)\s*(?<unit>%|[A-Za-z]+(?:\/s)?)?$/;
/** A program that may grow to a thousand times its size is not gated. */
const MOST_PERCENT = 1e5;
/**
* Reads a budget such as `+2%, +64KiB, <=20MiB` (counts: `+100`, `<=5000`, `>=3`; growth: `+1KiB/s`).
*
* @throws UserError `bad-budget` when a term cannot be read, is given twice, has a unit that the metric lacks,
*   or is a floor above its ceiling.
*/
function parseBudget(metric, spec) {
	const terms = spec.split(",").map((term) => term.trim()).filter((term) => term !== "");
	if (terms.length === 0) throw errors.badBudget(metric, spec, "it is empty");
	let percent = null;
	let absolute = null;
	let ceiling = null;
	let floor = null;
	const twice = (term) => errors.badBudget(metric, spec, `"${term}" says a second time what is already said`);
	const refuseTooLarge = (figure, most, term) => {
		if (figure <= most) return;
		throw errors.badBudget(metric, spec, `"${term}" is too large; "none" lets a metric do what it wants`);
	};
	for (const term of terms) {
		const { kind, number, unit } = TERM.exec(term)?.groups ?? {};
		if (kind === void 0 || number === void 0) throw errors.badBudget(metric, spec, `"${term}" is no budget`);
		if (unit === "%") {
			refuseTooLarge(Number(number), MOST_PERCENT, term);
			if (kind !== "+") {
				const limit = kind === "<=" ? "ceiling" : "floor";
				throw errors.badBudget(metric, spec, `a ${limit} cannot be a percentage: "${term}"`);
			}
			if (percent !== null) throw twice(term);
			percent = Number(number);
			continue;
		}
		if (kind === ">=" && METRICS[metric].unit !== "count") throw errors.badBudget(metric, spec, `a floor is for counts, such as processes: "${term}"`);
		const amount = Number(number) * scaleOf(metric, spec, unit ?? "");
		refuseTooLarge(amount, LARGEST_FIGURES[METRICS[metric].unit], term);
		if (kind === "+") {
			if (absolute !== null) throw twice(term);
			absolute = amount;
		} else if (kind === ">=") {
			if (floor !== null) throw twice(term);
			floor = amount;
		} else {
			if (ceiling !== null) throw twice(term);
			ceiling = amount;
		}
	}
	const increase = percent === null && absolute === null ? null : {
		percent,
		absolute
	};
	if (floor !== null && ceiling !== null && floor > ceiling) throw errors.badBudget(metric, spec, "its floor is above its ceiling");
	return {
		increase,
		ceiling,
		floor,
		text: terms.join(", ")
	};
}
/** How many of the metric's own units one of the written units is. */
function scaleOf(metric, spec, written) {
	const { unit } = METRICS[metric];
	if (unit === "count") {
		if (written === "") return 1;
		throw errors.badBudget(metric, spec, `${metric} is a count and takes no unit, but has "${written}"`);
	}
	if (unit === "ms") {
		if (written === "" || written === "ms") return 1;
		if (written === "s") return 1e3;
		throw errors.badBudget(metric, spec, `${metric} is a time and takes ms or s, not "${written}"`);
	}
	const bare = unit === "bytes/s" ? written.replace(/\/s$/, "") : written;
	const scale = BYTE_UNITS.get(bare);
	if (scale === void 0) throw errors.badBudget(metric, spec, `"${written}" is no unit: use B, KiB, MiB or GiB (binary units only)`);
	return scale;
}

// src/config/budgets.ts
/** Takes a metric out of the gate that is in it by default. */
const NONE = "none";
const ASSIGNMENT = /^\s*(?<metric>[\w-]+)\s*=(?<spec>.*)$/s;
/**
* The budgets in force: those of the command line or the inputs, else those of the file, else the defaults.
*
* @param ofFile spec by metric
* @param requested `METRIC=SPEC` each
* @param soaks whether growth is measured at all
* @param name how the request's budgets are called where the person wrote them
* @throws UserError for an unknown metric, a metric given twice, or a budget that cannot be read
*/
function allowedBudgets(ofFile, requested, soaks, name) {
	const specs = /* @__PURE__ */ new Map();
	for (const metric of METRIC_NAMES) {
		const spec = ofFile[metric];
		if (spec !== void 0) specs.set(metric, spec);
	}
	for (const [metric, spec] of readAssignments(requested, name)) specs.set(metric, spec);
	const budgets = {};
	for (const metric of METRIC_NAMES) {
		const asked = specs.get(metric);
		const usual = METRICS[metric].defaultBudget;
		if (asked === NONE) continue;
		if (asked !== void 0) budgets[metric] = parseBudget(metric, asked);
		else if (usual !== null) budgets[metric] = {
			...parseBudget(metric, usual),
			isDefault: true
		};
	}
	if (budgets.growth !== void 0 && !soaks) throw errors.contradiction("a budget for growth", "no soak", "Growth is measured while the program is held: give \"soak\", such as 60s.");
	return budgets;
}
/**
* Budgets with some of them replaced, as for a result that was measured by others.
*
* @param requested `METRIC=SPEC` each
* @throws UserError as {@link allowedBudgets}
*/
function replaceBudgets(before, requested, name) {
	const asked = readAssignments(requested, name);
	const kept = Object.entries(before).filter(([metric]) => !(isMetric(metric) && asked.has(metric)));
	const given = [...asked].flatMap(([metric, spec]) => spec === NONE ? [] : [[metric, parseBudget(metric, spec)]]);
	return Object.fromEntries([...kept, ...given]);
}
function readAssignments(requested, name) {
	const specs = /* @__PURE__ */ new Map();
	for (const assignment of requested) {
		const { metric, spec } = ASSIGNMENT.exec(assignment)?.groups ?? {};
		if (metric === void 0 || spec === void 0) throw errors.badValue(name, assignment, "METRIC=SPEC, such as writable=+1% or writable=<=20MiB");
		if (!isMetric(metric)) throw errors.unknownMetric(metric);
		if (specs.has(metric)) throw errors.badBudget(metric, assignment, "the metric has a budget already");
		specs.set(metric, spec.trim());
	}
	return specs;
}

// src/config/command.ts
/** One part of a word, the blanks between two words, or something that only a shell understands. */
const PARTS = new RegExp([
	String.raw`'(?<single>[^']*)'`,
	String.raw`"(?<double>(?:\\[^]|[^"\\])*)"`,
	String.raw`\\(?<escaped>[^])`,
	String.raw`(?<blank>[ \t]+)`,
	String.raw`(?<expansion>\$[\w{(@*#?$!'"-]+|\x60)`,
	String.raw`(?<operator>[|&;<>()\n\r]+)`,
	String.raw`(?<plain>[^\\'"])`
].join("|"), "gy");
/** Within double quotes a shell still expands these. */
const EXPANSION_IN_QUOTES = /(?:^|[^\\])(?:\\\\)*(?<expansion>\$[\w{(@*#?$!-]+|`)/;
/**
* Splits a command into its words as a POSIX shell would, but runs no shell: what only a shell could do (pipes,
* redirections, `&&`, variables, patterns) is refused rather than passed on as it stands.
*
* @throws UserError `bad-command`
* @see POSIX.1-2017, Shell Command Language, 2.2 Quoting
*/
function splitCommand(text) {
	const needsShell = (what) => errors.badCommand(text, `${what} needs a shell`);
	const words = [];
	/** `null` between two words: `''` is a word. */
	let word = null;
	let end = 0;
	for (const { 0: part, index, groups = {} } of text.matchAll(PARTS)) {
		end = index + part.length;
		const { single, double, escaped, blank, expansion, operator, plain } = groups;
		if (expansion !== void 0) throw needsShell(`"${expansion}"`);
		if (operator !== void 0) throw needsShell(/[\n\r]/.test(operator) ? "a second line" : `"${operator}"`);
		if (blank !== void 0) {
			if (word !== null) words.push(word);
			word = null;
		} else if (plain !== void 0) {
			if (plain === "*" || plain === "?") throw needsShell(`the pattern character ${plain}`);
			if (word === null && plain === "#") throw needsShell("a comment");
			if (word === null && plain === "~") throw needsShell("\"~\"");
			word = (word ?? "") + plain;
		} else if (escaped !== void 0) {
			if (escaped !== "\n") word = (word ?? "") + escaped;
		} else word = (word ?? "") + (single ?? unquote(double ?? "", needsShell));
	}
	if (end < text.length) throw errors.badCommand(text, text[end] === "\\" ? "it ends with a backslash" : "a quote is not closed");
	if (word !== null) words.push(word);
	const [program, ...args] = words;
	if (program === void 0 || program === "") throw errors.badCommand(text, "it is empty");
	if (/^[A-Za-z_]\w*=/.test(text)) throw needsShell(`the assignment ${program}`);
	return [program, ...args];
}
/** Of double-quoted text: a backslash is one but before these. */
function unquote(double, needsShell) {
	const expansion = EXPANSION_IN_QUOTES.exec(double)?.groups?.["expansion"];
	if (expansion !== void 0) throw needsShell(`"${expansion}"`);
	return double.replace(/\\([$`"\\\n])/g, (_, character) => character === "\n" ? "" : character);
}

// src/config/ready.ts
/**
* Reads a ready condition: `tcp:8080`, `tcp:HOST:8080`, `udp:53`, `unix:path`, `http://…`, `https://…` (with a status
* behind a space: `http://localhost/up 204`), `log:/regex/flags`, `file:path`, `command:…`, `delay:2s`.
*
* @throws UserError `bad-ready`
*/
function parseReady(text) {
	if (/^https?:/i.test(text)) return parseUrl(text);
	const colon = text.indexOf(":");
	const rest = text.slice(colon + 1);
	if (colon < 1 || rest === "") throw errors.badReady(text, "it has no kind, or nothing after it");
	const kind = text.slice(0, colon);
	switch (kind) {
		case "tcp": return parseTcp(text, rest);
		case "udp": return {
			kind: "udp",
			port: checkPort(text, rest)
		};
		case "unix": return {
			kind: "unix",
			path: rest
		};
		case "log": return {
			kind: "log",
			pattern: parsePattern(text, rest)
		};
		case "file": return {
			kind: "file",
			path: rest
		};
		case "command": return {
			kind: "command",
			command: rest
		};
		case "delay": {
			const delayMs = parseDuration(rest);
			if (delayMs === null) throw errors.badReady(text, `"${rest}" is no duration of at most 24 days, such as 2s or 500ms`);
			return {
				kind: "delay",
				delayMs
			};
		}
		default: throw errors.badReady(text, `"${kind}" is no kind of condition`);
	}
}
function parseTcp(text, address) {
	const { host, port } = /^(?:(?<host>.+):)?(?<port>\d{1,5})$/.exec(address)?.groups ?? {};
	return {
		kind: "tcp",
		host: checkLocal(text, host ?? "localhost"),
		port: checkPort(text, port ?? address)
	};
}
/** A URL holds no space: what stands behind one is the status that is expected. */
function parseUrl(text) {
	const [url = "", status, ...more] = text.trim().split(/\s+/);
	if (!URL.canParse(url)) throw errors.badReady(text, "it is no URL");
	if (more.length > 0 || status !== void 0 && !/^[1-5]\d\d$/.test(status)) throw errors.badReady(text, `"${[status, ...more].join(" ")}" is no status, such as 204`);
	const { protocol, hostname, port } = new URL(url);
	return {
		kind: "http",
		url,
		host: checkLocal(text, hostname),
		port: checkPort(text, port === "" ? protocol === "https:" ? "443" : "80" : port),
		status: status === void 0 ? null : Number(status)
	};
}
/** Another machine's port can tell nothing of this program. */
function checkLocal(text, host) {
	const bare = host.replace(/^\[|\]$/g, "");
	if (/^(localhost|127(\.\d+){3}|::1|0\.0\.0\.0|::)$/.test(bare)) return bare;
	throw errors.badReady(text, `"${bare}" is not this machine: use localhost, 127.0.0.1 or [::1]`);
}
function checkPort(text, port) {
	const number = Number(port);
	if (/^\d+$/.test(port) && number >= 1 && number <= 65535) return number;
	throw errors.badReady(text, `"${port}" is no port from 1 to 65535`);
}
function parsePattern(text, written) {
	const { source, flags } = /^\/(?<source>.+)\/(?<flags>[a-z]*)$/s.exec(written)?.groups ?? {};
	if (source === void 0) throw errors.badReady(text, "a pattern stands between slashes: log:/listening on/i");
	let pattern;
	try {
		pattern = new RegExp(source, (flags ?? "").replace(/[gy]/g, ""));
	} catch (error) {
		throw errors.badReady(text, error instanceof Error ? error.message : String(error));
	}
	checkGroups(text, pattern);
	return pattern;
}
/** What a named group catches goes to the workload as a variable of that name, in capitals. */
function checkGroups(text, { source, flags }) {
	const names = Object.keys(new RegExp(`${source}|`, flags).exec("")?.groups ?? {});
	const variables = names.map((name) => name.toUpperCase());
	names.forEach((name, index) => {
		const variable = variables[index] ?? "";
		if (!/^\w+$/.test(name)) throw errors.badReady(text, `"${name}" cannot be the name of a variable`);
		if (variable === "PID" || variable === "RUN") throw errors.badReady(text, `a group cannot be called "${name}": FOOTPRINT_GATE_${variable} is ours`);
		if (variables.indexOf(variable) !== index) throw errors.badReady(text, `two groups would be FOOTPRINT_GATE_${variable}`);
	});
}

// src/config/target.ts
const UNIT_SUFFIX = /\.(?:service|scope)$/;
/**
* Reads what is to be measured instead of what `run` launches: `pid-file:path`, `container:name`, `unit:name`.
*
* @throws UserError `bad-target`
*/
function parseTarget(text) {
	const colon = text.indexOf(":");
	const kind = text.slice(0, colon);
	const name = text.slice(colon + 1).trim();
	if (colon < 1 || name === "") throw errors.badTarget(text, "it has no kind, or nothing after it");
	if (name.includes("\0")) throw errors.badTarget(text, "no name can hold a NUL character");
	switch (kind) {
		case "pid-file": return {
			kind,
			path: name,
			text
		};
		case "container":
			if (!/^\w[\w.-]*$/.test(name)) throw errors.badTarget(text, `"${name}" cannot be the name of a container`);
			return {
				kind,
				name,
				text
			};
		case "unit":
			if (/[\s/]/.test(name)) throw errors.badTarget(text, `"${name}" cannot be the name of a unit`);
			return {
				kind,
				name: UNIT_SUFFIX.test(name) ? name : `${name}.service`,
				text
			};
		default: throw errors.badTarget(text, `"${kind}" is no kind of target`);
	}
}

// src/config/pass-env.ts
/**
* Reads the names of variables to hand over, one or several in each text. `*` in a name stands for any characters.
*
* @param name how the option is called where the person wrote it
* @throws UserError `bad-value` for what is no name, and for every variable at once
*/
function parsePassEnv(texts, name) {
	return texts.flatMap((text) => {
		const globs = text.split(/[\s,]+/).filter((glob) => glob !== "");
		if (globs.length === 0) throw errors.badValue(name, text, EXPECTED);
		for (const glob of globs) {
			if (glob.includes("=")) throw errors.badValue(name, glob, `${EXPECTED}; its value is that of the step`);
			if (/[?[\]{}!\0]/.test(glob)) throw errors.badValue(name, glob, EXPECTED);
			if (/^\*+$/.test(glob)) throw errors.badValue(name, glob, `${EXPECTED}: all of them change in every job`);
		}
		return globs;
	});
}
const EXPECTED = "the names of variables, such as DATABASE_URL or AWS_* (* stands for any characters)";

// src/config/scenario-text.ts
const DEFAULTS = {
	runs: 5,
	maxRuns: 10,
	warmup: 1
};
/**
* Validates a scenario as written.
*
* @throws UserError
*/
function createScenario(text, { root, budgets, nameOf }) {
	const duration = (key, fallbackMs) => {
		const written = text[key];
		if (written === void 0) return fallbackMs;
		const value = parseDuration(written);
		if (value === null) throw errors.badValue(nameOf(key), written, DURATION_WORDS);
		return value;
	};
	const command = commandOf(text);
	const until = untilOf(text, nameOf);
	if (until === "exit") refuseWithExit(text, nameOf);
	return {
		name: nameOfScenario(text.name ?? basename(command[0])),
		command,
		workingDirectory: resolve(root, text["working-directory"] ?? "."),
		env: text.env ?? {},
		passEnv: parsePassEnv(text["pass-env"] ?? [], nameOf("pass-env")),
		ready: readyOf(text),
		readyTimeoutMs: duration("ready-timeout", 6e4),
		target: text.target === void 0 ? null : parseTarget(text.target),
		until,
		workload: text.workload ?? null,
		prepare: text.prepare ?? null,
		cleanup: text.cleanup ?? null,
		workloadTimeoutMs: duration("workload-timeout", 6e5),
		soakMs: text.soak === void 0 ? null : duration("soak", 0),
		settleTimeoutMs: duration("settle-timeout", until === "exit" ? 6e5 : 6e4),
		restTimeoutMs: duration("rest-timeout", 5e3),
		stopSignal: stopSignalOf(text, nameOf),
		stopTimeoutMs: duration("stop-timeout", 5e3),
		...runsOf(text, nameOf),
		budgets: allowedBudgets(text.budgets ?? {}, budgets, text.soak !== void 0, nameOf("budget"))
	};
}
function readyOf({ ready }) {
	const texts = [ready ?? []].flat();
	return texts.length === 0 ? null : texts.map((written) => ({
		condition: parseReady(written),
		text: written
	}));
}
function commandOf({ run, shell }) {
	if (typeof run !== "string") {
		const [program, ...args] = run;
		if (program === void 0 || program === "") throw errors.badCommand(run.join(" "), "it is empty");
		refuseNul(run.join(" "));
		return shell === true ? [
			"/bin/sh",
			"-c",
			run.join(" ")
		] : [program, ...args];
	}
	refuseNul(run);
	return shell === true ? [
		"/bin/sh",
		"-c",
		run
	] : splitCommand(run.trim());
}
/** It ends every argument of a program. */
function refuseNul(command) {
	if (command.includes("\0")) throw errors.badCommand(command, "no program can be given a NUL character");
}
/** It stands in tables, in file names and in a marker; anything printable will do, within reason. */
function nameOfScenario(name) {
	if (name.trim() === "" || name.length > 200 || /\p{Cc}/u.test(name)) throw errors.badValue("name", name, "one line of at most 200 characters");
	return name;
}
function untilOf({ until }, nameOf) {
	const [usual] = choicesOf("until");
	return oneOf(choicesOf("until"), until ?? usual, nameOf("until"));
}
/** A program that ends is never ready, and has no rest to load it at. */
function refuseWithExit(text, nameOf) {
	for (const key of [
		"ready",
		"target",
		"workload",
		"soak"
	]) {
		if (text[key] === void 0) continue;
		throw errors.contradiction(nameOf(key), `${nameOf("until")} exit`, "A program that ends is measured from launch to exit.");
	}
}
function runsOf(text, nameOf) {
	const count = (key) => {
		const written = text[key];
		if (written === void 0) return null;
		const value = Number(written);
		const [least, most] = OPTIONS[key].range;
		if (/^\d+$/.test(written.trim()) && value >= least && value <= most) return value;
		throw errors.badValue(nameOf(key), written, `a whole number from ${least} to ${most}`);
	};
	const asked = count("runs");
	const most = count("max-runs");
	if (asked !== null && most !== null && most < asked) throw errors.badValue(nameOf("max-runs"), String(most), `a number that is not below ${nameOf("runs")} (${asked})`);
	const runs = asked ?? Math.min(DEFAULTS.runs, most ?? DEFAULTS.runs);
	return {
		runs,
		maxRuns: most ?? Math.max(DEFAULTS.maxRuns, runs),
		warmup: count("warmup") ?? DEFAULTS.warmup
	};
}
function stopSignalOf(text, nameOf) {
	const written = text["stop-signal"] ?? "SIGTERM";
	const found = Object.keys(constants.signals).find((signal) => signal === written || signal === `SIG${written}`);
	if (found === void 0) throw errors.badValue(nameOf("stop-signal"), written, "a signal, such as SIGTERM or SIGINT");
	return found;
}

// src/config/plan.ts
const DEFAULT_CONFIG_FILE = "footprint.yml";
const DEFAULT_BASELINE = OPTIONS.baseline.default;
/**
* Turns a request, together with the configuration file, into a validated plan. A request with a program of
* its own takes nothing from a file; else every scenario of the file is taken (or those that were named), and
* what the request says besides overrides the file.
*
* @throws UserError for anything unknown, malformed or contradictory
*/
async function loadPlan(request, cwd, nameOfKey) {
	const file = await findConfigFile(request, cwd, nameOfKey);
	const [first, ...others] = file === null ? [requestedScenario(request, cwd, nameOfKey)] : scenariosOf$1(file, request, nameOfKey);
	if (first === void 0) throw errors.nothingToMeasure(nameOfKey("run"), DEFAULT_CONFIG_FILE);
	const choice = choiceOf(request, file, nameOfKey);
	const store = storeOf(request, file, cwd, nameOfKey);
	const baselineFrom = oneOf(choicesOf("baseline-from"), request["baseline-from"] ?? "head", nameOfKey("baseline-from"));
	if (baselineFrom === "base" && store.baselineStore === "branch") throw errors.contradiction(`${nameOfKey("baseline-from")} base`, `${nameOfKey("baseline-store")} branch`, "No pull request can change what stands on a branch of its own: leave baseline-from out.");
	return {
		scenarios: [first, ...others],
		...store,
		baselineFrom,
		pair: pairOf$1(request, cwd, file?.path ?? null, nameOfKey),
		onMissingBaseline: choice("on-missing-baseline"),
		onInconclusive: choice("on-inconclusive"),
		explain: choice("explain")
	};
}
/** Of a plan only where its baseline is: for what was measured elsewhere, of whatever scenarios. */
async function loadStorePlan(request, cwd, nameOfKey) {
	const path = resolve(cwd, request["config-file"] ?? "footprint.yml");
	return storeOf(request, request["config-file"] === void 0 && !isThere(path) ? null : await readConfigFile(path), cwd, nameOfKey);
}
function storeOf(request, file, cwd, nameOfKey) {
	const written = file?.content.baseline;
	return {
		baselinePath: request.baseline !== void 0 || written === void 0 ? resolve(cwd, request.baseline ?? DEFAULT_BASELINE) : resolve(dirname(file?.path ?? cwd), written),
		baselineStore: choiceOf(request, file, nameOfKey)("baseline-store")
	};
}
function choiceOf(request, file, nameOfKey) {
	return (key) => {
		const choices = choicesOf(key);
		return oneOf(choices, request[key] ?? file?.content[key] ?? defaultOf(key) ?? "", nameOfKey(key));
	};
}
/** `null` when the request describes the program itself. */
async function findConfigFile(request, cwd, nameOfKey) {
	const named = request["config-file"];
	if (request.run !== void 0) {
		const hint = "Describe the program in one place: by its command, or in the configuration file.";
		if (named !== void 0) throw errors.contradiction(nameOfKey("run"), nameOfKey("config-file"), hint);
		if (request.scenario !== void 0 && request.scenario.length > 0) throw errors.contradiction(nameOfKey("run"), nameOfKey("scenario"), hint);
		return null;
	}
	if (named === void 0 && !isThere(resolve(cwd, "footprint.yml"))) throw errors.nothingToMeasure(nameOfKey("run"), DEFAULT_CONFIG_FILE);
	if (request.name !== void 0) throw errors.contradiction(nameOfKey("name"), "a configuration file", "The scenarios of the file have names; the name goes with a command.");
	return readConfigFile(resolve(cwd, named ?? "footprint.yml"));
}
function requestedScenario(request, cwd, nameOfKey) {
	const { run } = request;
	if (run === void 0 || run.length === 0) throw errors.nothingToMeasure(nameOfKey("run"), DEFAULT_CONFIG_FILE);
	const text = {
		...overridesOf(request),
		run,
		...request.name !== void 0 && { name: request.name }
	};
	return createScenario(text, {
		root: cwd,
		budgets: request.budget ?? [],
		nameOf: (key) => nameOfKey(key)
	});
}
function scenariosOf$1(file, request, nameOfKey) {
	const { scenarios, ...shared } = file.content;
	const names = scenarios.map(({ name }) => name);
	names.forEach((name, index) => {
		if (names.indexOf(name) !== index) throw errors.configMalformed(file.placeOf([
			"scenarios",
			index,
			"name"
		]), `there are two scenarios "${name}"`);
	});
	const wanted = request.scenario ?? [];
	for (const name of wanted) if (!names.includes(name)) throw errors.unknownScenario(name, names);
	const overrides = overridesOf(request);
	return scenarios.flatMap((content, index) => {
		const written = {
			...textsOf(shared),
			...textsOf(content)
		};
		const inFile = (key) => `${basename(file.path)}: ${key} of ${content.name}`;
		const nameOf = (key) => key in overrides ? nameOfKey(key) : inFile(key);
		const root = dirname(file.path);
		try {
			const { soak } = overrides;
			createScenario({
				...soak !== void 0 && { soak },
				...written
			}, {
				root,
				budgets: [],
				nameOf: inFile
			});
			if (wanted.length > 0 && !wanted.includes(content.name)) return [];
			return [createScenario({
				...written,
				...overrides
			}, {
				root,
				budgets: request.budget ?? [],
				nameOf
			})];
		} catch (error) {
			throw locate(error, file.placeOf(["scenarios", index]));
		}
	});
}
/** The values of a file that a scenario has, as text: YAML has numbers where flags and inputs have their digits. */
function textsOf(values) {
	return Object.fromEntries(SCENARIO_KEYS.flatMap((key) => {
		const value = values[key];
		return value === void 0 ? [] : [[key, textOf$2(key, value)]];
	}));
}
function textOf$2(key, value) {
	if (key === "env") return textsByName(value);
	if (isList$1(key)) return [value].flat();
	return typeof value === "number" ? String(value) : value;
}
function textsByName(variables) {
	return Object.fromEntries(Object.entries(variables ?? {}).map(([name, value]) => [name, String(value)]));
}
/** What of a request describes a scenario, without what is absent, and without its name. */
function overridesOf(request) {
	const keys = SCENARIO_KEYS.filter((key) => key in request && key !== "name" && key !== "run");
	return Object.fromEntries(keys.map((key) => [key, request[key]]));
}

// src/proc/cookie.ts
const COOKIE_VARIABLE = "FOOTPRINT_GATE_RUN";
/**
* Whether the process bears the cookie. A process that cannot be read, or has ended, does not. `null` when
* there is only the environment to tell and it is empty: the process may just be becoming another program,
* and have its environment in a moment.
*/
function bearsCookie(files, pid, cookie) {
	if (cookie.lockLimit !== null) {
		const limits = files.readText(`${pid}/limits`);
		if (limits !== null && parseLockLimit(limits) === cookie.lockLimit) return true;
	}
	const environment = files.readText(`${pid}/environ`);
	if (environment === "" && cookie.lockLimit === null) return null;
	return environment?.split("\0").includes(`${"FOOTPRINT_GATE_RUN"}=${cookie.value}`) ?? false;
}
/** The soft RLIMIT_LOCKS of a text of /proc/PID/limits; `null` when unlimited. */
function parseLockLimit(limits) {
	const match = /^Max file locks +(\d+) /m.exec(limits);
	return match === null ? null : Number(match[1]);
}

// src/launch/program-environment.ts
/**
* What every program gets of the step's environment. It lies on the stack, so 60 kB of a variable that nobody reads
* move a Python by 112 KiB; and each variable costs, so no padding evens them out. Orphans that bear
* RUNNER_TRACKING_ID are killed by the runner at the end of the job: a last net below ours.
*/
const GIVEN = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SHELL",
	"TMPDIR",
	"TZ",
	"LANG",
	"LC_*",
	"LD_LIBRARY_PATH",
	"JAVA_HOME",
	"VIRTUAL_ENV",
	"RUNNER_TRACKING_ID"
].map(patternOf);
/** The runner's own tokens, and the inputs of the step: only who names one whole means it. */
const SECRET = /^(INPUT|ACTIONS|STATE)_/;
/** What runners, shells and npm set: nobody misses it. */
const NOISE = [
	SECRET,
	/^(GITHUB|RUNNER)_/,
	/^(npm|NPM)_/,
	/^(CI|INIT_CWD|OLDPWD|PWD|SHLVL|_|COLUMNS|LINES|TERM|COLORTERM|LS_COLORS|LESS(OPEN|CLOSE)|PS1|MAIL)$/,
	/^(NODE|COLOR|EDITOR|HOSTNAME|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|MEMORY_PRESSURE_(WATCH|WRITE))$/,
	/^(ACCEPT_EULA|AGENT_TOOLSDIRECTORY|ANT_HOME|AZURE_EXTENSION_DIR|BOOTSTRAP_HASKELL_NONINTERACTIVE)$/,
	/^(CHROME_BIN|(CHROME|EDGE|GECKO)WEBDRIVER|SELENIUM_JAR_PATH|CONDA|DEBIAN_FRONTEND|DEPLOYMENT_BASEPATH)$/,
	/^(ANDROID_(HOME|NDK|NDK_HOME|NDK_LATEST_HOME|NDK_ROOT|SDK_ROOT)|JAVA_HOME_\d+_\w+|GOROOT_\d+_\d+_\w+)$/,
	/^(DOTNET_(MULTILEVEL_LOOKUP|NOLOGO|SKIP_FIRST_TIME_EXPERIENCE)|ENABLE_RUNNER_TRACING|GHCUP_INSTALL_BASE_PREFIX)$/,
	/^(GRADLE_HOME|HOMEBREW_\w+|Image(OS|Version)|LEIN_(HOME|JAR)|NVM_DIR|PERFLOG_LOCATION_SETTING|PIPX_(BIN_DIR|HOME))$/,
	/^(POWERSHELL_DISTRIBUTION_CHANNEL|SGX_AESM_ADDR|SWIFT_PATH|VCPKG_INSTALLATION_ROOT|XDG_(CONFIG_HOME|RUNTIME_DIR))$/
];
/**
* The environment of a program: a few variables of the step, those that the scenario names, the scenario's own, and
* the run's cookie. Sorted by name, so that it is laid out the same each time.
*/
function programEnvironment(stepEnv, { env, passEnv = [], workingDirectory }, cookieValue) {
	const isHandedOver = handOverBy(passEnv);
	const all = [
		...Object.entries(stepEnv).filter((entry) => entry[1] !== void 0 && isHandedOver(entry[0])),
		["PWD", workingDirectory],
		...Object.entries(env),
		[COOKIE_VARIABLE, cookieValue]
	];
	const byName = Object.entries(Object.fromEntries(all));
	return Object.fromEntries(byName.sort(([a], [b]) => a < b ? -1 : 1));
}
/** The scenario with the names that its `passEnv` stands for in this step, sorted. */
function withPassedNames(scenario, stepEnv) {
	const isNamed = namedBy(scenario.passEnv ?? []);
	const passEnv = Object.keys(stepEnv).filter((name) => stepEnv[name] !== void 0 && isNamed(name));
	return {
		...scenario,
		passEnv: passEnv.toSorted()
	};
}
/** The names of the variables that the step has and the program does not get, sorted; without those nobody misses. */
function heldBackVariables(stepEnv, { env, passEnv = [] }) {
	const isHandedOver = handOverBy(passEnv);
	return Object.keys(stepEnv).filter((name) => stepEnv[name] !== void 0 && !isHandedOver(name) && !Object.hasOwn(env, name)).filter((name) => !NOISE.some((pattern) => pattern.test(name))).toSorted();
}
function handOverBy(passEnv) {
	const isNamed = namedBy(passEnv);
	return (name) => GIVEN.some((pattern) => pattern.test(name)) || isNamed(name);
}
function namedBy(passEnv) {
	const patterns = passEnv.map(patternOf);
	return (name) => SECRET.test(name) ? passEnv.includes(name) : patterns.some((pattern) => pattern.test(name));
}
/** `*` stands for any characters, everything else for itself. */
function patternOf(glob) {
	const parts = glob.split("*").map((part) => part.replace(/[\\^$.+()|]/g, "\\$&"));
	return new RegExp(`^${parts.join(".*")}$`, "s");
}

// src/model/environment.ts
/**
* What of a machine moves memory figures. Two measurements are comparable only where all of these agree;
* each was seen to move figures (THP `always` instead of `madvise`: 40 % fewer faults). The order is that of
* the baseline file and of reports.
*/
const ENVIRONMENT_FACTS = {
	architecture: {
		label: "architecture",
		kind: "text"
	},
	/** major.minor: the kernel's own bookkeeping changes with these. */
	kernel: {
		label: "kernel",
		kind: "text"
	},
	pageSize: {
		label: "page size",
		kind: "bytes"
	},
	/** CPUs this process may use: allocator arenas and thread pools follow it. */
	cpus: {
		label: "CPUs",
		kind: "count"
	},
	/** `always`, `madvise`, `never`, or `unknown`. */
	transparentHugePages: {
		label: "transparent huge pages",
		kind: "text"
	},
	/** `glibc 2.36`, `musl`. */
	libc: {
		label: "C library",
		kind: "text"
	},
	/** Address-space randomisation off, or on where the kernel refuses to switch it off. */
	launcher: {
		label: "launcher",
		kind: "text",
		values: ["fixed-addresses", "randomised"]
	}
};
/**
* What may move figures by a page or two, or those of a few programs alone. It is recorded, and said beside a figure
* that has moved; nothing is inconclusive for it.
*/
const NAMED_FACTS = {
	/** The soft limit, which some programs size their tables by; `null` where it is not known. */
	openFiles: { label: "limit of open files" },
	/** Bytes of its path, which lies on the stack: two directories of one length measure the same. */
	directoryLength: { label: "length of the working directory" }
};
const NAMED_FACT_NAMES = Object.keys(NAMED_FACTS);
function namedDifferences(before, after) {
	return NAMED_FACT_NAMES.flatMap((fact) => {
		const [was, is] = [before[fact], after[fact]];
		return was === null || is === null || was === is ? [] : [{
			fact,
			before: was,
			after: is
		}];
	});
}
const FACT_NAMES = Object.keys(ENVIRONMENT_FACTS);
/** What is not the same; empty when figures are comparable. */
function environmentDifferences(before, after) {
	return FACT_NAMES.filter((fact) => before[fact] !== after[fact]).map((fact) => ({
		fact,
		before: before[fact],
		after: after[fact]
	}));
}
/** Equal for two environments exactly when every fact of them agrees; sorts and compares. */
function environmentKey(environment) {
	return JSON.stringify(FACT_NAMES.map((fact) => environment[fact]));
}

// src/proc/counters.ts
const FIGURES$2 = 4;
/** Of processes that live. */
function countersOf(living) {
	const counters = createCounters(living.length);
	living.forEach((stat, index) => counters.put(index, stat.pid, stat));
	return counters.done();
}
function createCounters(processes) {
	const figures = new Float64Array(processes * FIGURES$2);
	let residentPages = 0;
	return {
		put: (index, pid, stat) => {
			figures[index * FIGURES$2] = pid;
			figures[index * FIGURES$2 + 1] = stat.minorFaults + stat.majorFaults;
			figures[index * FIGURES$2 + 2] = stat.childMinorFaults + stat.childMajorFaults;
			figures[index * FIGURES$2 + 3] = stat.residentPages;
			residentPages += stat.residentPages;
		},
		done: () => ({
			figures,
			residentPages
		})
	};
}
/** Whether any counter has moved, or the processes are others. Faults are counted up alone: what moved stays moved. */
function haveMoved(before, now) {
	const { figures } = now;
	return figures.length !== before.figures.length || figures.some((figure, index) => figure !== before.figures[index]);
}
const SPACE$2 = 32;
const CLOSE = 41;
const ZERO$1 = 48;
/** A pid, and a command of at most 63 bytes in parentheses, as those of kernel threads may be. */
const LONGEST_NAME$4 = 80;
/** The places of fields behind the command, as `parseStat` has them. */
const FIELDS = 22;
/** Into the same object each time; `false` when the line is none that a kernel prints. */
function createStatScanner() {
	const fields = new Float64Array(FIELDS);
	const field = (index) => fields[index] ?? 0;
	return (text, length) => {
		let at = Math.min(length, LONGEST_NAME$4) - 1;
		while (at > 0 && text[at] !== CLOSE) at -= 1;
		const state = at + 2;
		at += 4;
		if (at <= 4) return null;
		let value = 0;
		let index = 1;
		for (; at < length && index < FIELDS; at += 1) {
			const byte = text[at] ?? SPACE$2;
			if (byte === SPACE$2) {
				fields[index] = value;
				index += 1;
				value = 0;
			} else value = value * 10 + byte - ZERO$1;
		}
		if (index < FIELDS) return null;
		return {
			isZombie: text[state] === 90 && field(17) <= 1,
			minorFaults: field(7),
			childMinorFaults: field(8),
			majorFaults: field(9),
			childMajorFaults: field(10),
			startTime: field(19),
			residentPages: field(21)
		};
	};
}

// src/proc/hidden.ts
/** Asks the kernel, not /proc: a signal that is not sent tells whether there is somebody to get it. */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}
/** Whether the process lives and /proc does not show it. */
function isHidden(files, pid, lives = isAlive) {
	const gone = () => files.read(`${pid}/stat`).kind === "gone";
	return gone() && lives(pid) && gone();
}
/**
* The children that /proc does not show, by what their parents' threads list: the list is open to all. It needs
* CONFIG_PROC_CHILDREN, which distributions set; without it there are none.
*/
function findHiddenChildren(files, parents, lives = isAlive) {
	return parents.flatMap((parentPid) => files.list(`${parentPid}/task`).flatMap((thread) => files.readText(`${parentPid}/task/${thread}/children`)?.split(" ") ?? []).map(Number).filter((pid) => pid > 0 && isHidden(files, pid, lives)).map((pid) => ({
		pid,
		command: "?",
		parentPid
	})));
}

// src/proc/kept-stats.ts
/** This process needs some descriptors of its own, for pipes and sockets. */
const SHARE_OF_LIMIT = .5;
/** As the kernel gives at first. */
const USUAL_LIMIT = 1024;
/** None is open before the first `keep`. */
function createKeptStats(files) {
	const kept = /* @__PURE__ */ new Map();
	let most = null;
	function drop(pid, file) {
		file.close();
		kept.delete(pid);
	}
	return {
		read: (pid) => {
			const file = kept.get(pid);
			const text = file?.read();
			if (text?.kind === "text") return text;
			if (file !== void 0) drop(pid, file);
			return files.read(`${pid}/stat`);
		},
		keep: (pid) => {
			most ??= Math.floor(openFilesLimit(files) * SHARE_OF_LIMIT);
			if (kept.size >= most || kept.has(pid)) return;
			const file = files.keep(`${pid}/stat`);
			if (file !== null) kept.set(pid, file);
		},
		retain: (isThere) => {
			for (const [pid, file] of kept) if (!isThere(pid)) drop(pid, file);
		},
		close: () => {
			for (const [pid, file] of kept) drop(pid, file);
		}
	};
}
/** The soft limit of this process. */
function openFilesLimit(files) {
	const limit = /^Max open files +(\d+|unlimited) /m.exec(files.readText("self/limits") ?? "")?.[1];
	return limit === void 0 ? USUAL_LIMIT : limit === "unlimited" ? Infinity : Number(limit);
}

// src/proc/stat.ts
/**
* Reads a line of /proc/PID/stat. Fields are split after the **last** parenthesis, as the command may hold
* any character.
*
* @throws Error when the line is not one that a kernel prints.
*/
function parseStat(text) {
	const open = text.indexOf(" (");
	const close = text.lastIndexOf(")");
	const fields = text.slice(close + 2).trimEnd().split(" ");
	const state = fields[0];
	if (open < 1 || close < open || state === void 0 || !/^[A-Za-z]$/.test(state)) throw malformed(text);
	const number = (index) => {
		const value = Number(fields[index] === "" ? NaN : fields[index]);
		if (!Number.isSafeInteger(value)) throw malformed(text);
		return value;
	};
	const pid = Number(text.slice(0, open));
	if (!Number.isSafeInteger(pid) || pid < 1) throw malformed(text);
	const threads = number(17);
	return {
		pid,
		command: text.slice(open + 2, close),
		state: state === "Z" && threads > 1 ? "S" : state,
		parentPid: number(1),
		processGroup: number(2),
		session: number(3),
		minorFaults: number(7),
		childMinorFaults: number(8),
		majorFaults: number(9),
		childMajorFaults: number(10),
		threads,
		startTime: number(19),
		residentPages: number(21)
	};
}
function malformed(text) {
	return /* @__PURE__ */ new Error(`malformed /proc/PID/stat: ${JSON.stringify(text.slice(0, 120))}`);
}

// src/proc/tree.ts
/** A process is its pid and its start time: pids are used again. */
function identityOf({ pid, startTime }) {
	return `${pid}@${startTime}`;
}
/**
* Follows the tree below a supervisor. Belongs to it: whoever descends from a member, shares its group or
* session, was a member before, or bears the run's cookie. Each scan lists /proc once; of the processes that
* were looked at and are none of ours only a few are looked at again, so a scan costs what the tree costs.
*
* @param bystanders the pids from before the launch: none of them can be a member
* @param lives whether a process that is not in /proc lives nevertheless
*/
function createProcessTree(files, supervisorPid, cookie, bystanders, lives = isAlive) {
	const launchTime = readStat(files, supervisorPid)?.startTime ?? Infinity;
	const marks = () => (stat) => bearsCookie(files, stat.pid, cookie);
	return follow(files, {
		supervisorPid,
		launchTime,
		marks
	}, bystanders, lives);
}
/**
* Follows the tree of a program that somebody else starts. Belongs to it: whoever is named, or descends from a member,
* or was a member before. Nobody who started before the launch. There is no supervisor.
*
* @param launchTime in clock ticks after boot
* @param named called at each scan, and then asked of each process that may be a member
*/
function createTargetTree(files, launchTime, named, lives = isAlive) {
	const marks = () => {
		const isNamed = named();
		return ({ pid, startTime }) => startTime < launchTime ? false : isNamed(pid) || null;
	};
	return follow(files, {
		supervisorPid: null,
		launchTime,
		marks
	}, [], lives);
}
function follow(files, { supervisorPid, launchTime, marks }, bystanders, lives) {
	/** Start time by pid of those that are none of ours; `null` when they have not been looked at. */
	const foreign = new Map(bystanders.map((pid) => [pid, null]));
	/** By pid, those that were members at the last scan, out of sight or not. */
	let known = /* @__PURE__ */ new Map();
	let listed = [];
	let living = [];
	const stats = createKeptStats(files);
	const scanStat = createStatScanner();
	/** The figures of a member, if it still lives. */
	function lookAt({ pid, startTime }) {
		const text = stats.read(pid);
		const figures = text.kind === "text" ? scanStat(text.bytes, text.length) : null;
		return figures === null || figures.isZombie || figures.startTime !== startTime ? null : figures;
	}
	function look() {
		const counters = createCounters(living.length);
		for (const [index, member] of living.entries()) {
			stats.keep(member.pid);
			const figures = lookAt(member);
			if (figures === null) return null;
			counters.put(index, member.pid, figures);
		}
		return counters.done();
	}
	function scan() {
		const pids = files.pids();
		if (!isSameList(pids, listed)) forgetEnded(foreign, pids);
		listed = pids;
		recheck(foreign, files, launchTime);
		const unplaced = [];
		const members = /* @__PURE__ */ new Map();
		const holder = supervisorPid === null ? null : readStat(files, supervisorPid);
		const supervisor = holder?.startTime === launchTime ? holder : null;
		const isOurs = (id) => id === supervisorPid && holder === supervisor;
		for (const pid of pids) {
			if (foreign.has(pid) || pid === supervisor?.pid) continue;
			const stat = statIn(stats.read(pid));
			if (stat === null) continue;
			if (known.get(pid)?.startTime === stat.startTime || isOurs(stat.session) || isOurs(stat.processGroup)) members.set(pid, stat);
			else unplaced.push(stat);
		}
		const isMarked = marks();
		for (let before = -1; before !== members.size;) {
			before = members.size;
			for (const stat of unplaced) if (isOurs(stat.parentPid) || members.has(stat.parentPid)) members.set(stat.pid, stat);
		}
		for (const stat of unplaced) {
			if (members.has(stat.pid)) continue;
			const bears = isMarked(stat);
			if (bears === true) members.set(stat.pid, stat);
			else if (bears === false) foreign.set(stat.pid, stat.startTime);
		}
		const lost = [...known.values()].filter(({ pid }) => !members.has(pid) && isHidden(files, pid, lives));
		known = new Map([...lost, ...members.values()].map((stat) => [stat.pid, stat]));
		stats.retain((pid) => members.has(pid));
		const sorted = [...members.values()].sort((a, b) => a.pid - b.pid);
		living = sorted.filter(isLiving);
		return {
			members: sorted,
			hidden: lost.length + members.size === 0 && supervisor !== null ? findHiddenChildren(files, [supervisor.pid], lives) : lost,
			supervisor
		};
	}
	return {
		scan,
		look,
		hasLiving: () => living.some((member) => lookAt(member) !== null),
		close: stats.close
	};
}
/** A zombie has ended; whether it has been waited for yet changes nothing but where its faults are counted. */
function isLiving({ state }) {
	return state !== "Z";
}
/** Every living process that bears the cookie, by a look at each: for the end of a run, when nothing may be missed. */
function findBearers(files, cookie) {
	return files.pids().filter((pid) => pid !== process.pid && bearsCookie(files, pid, cookie) === true);
}
/** The pid that the kernel gave out last: while it is the same, no process was made. `null` where it is not shown. */
function newestPid(files) {
	return files.readText("loadavg")?.trimEnd().split(" ").at(-1) ?? null;
}
/** `null` when the process has ended. */
function readStat(files, pid) {
	return statIn(files.read(`${pid}/stat`));
}
function statIn(text) {
	if (text.kind !== "text" || text.length === 0) return null;
	return parseStat(text.bytes.toString("utf8", 0, text.length));
}
function isSameList(one, other) {
	return one.length === other.length && one.every((pid, index) => pid === other[index]);
}
/** A pid that ended may come back as one of ours. */
function forgetEnded(foreign, living) {
	const alive = new Set(living);
	for (const pid of foreign.keys()) if (!alive.has(pid)) foreign.delete(pid);
}
/** So many a scan: with 40 scans a second and 300 processes, each is looked at again every four seconds. */
const RECHECKED = 2;
/**
* Forgets the foreign pids that now belong to another process: one that ended and came back between two
* scans. A few at each scan, in turn; the map keeps the order in which they were set. Who was there before
* the launch started before the supervisor did.
*/
function recheck(foreign, files, launchTime) {
	const entries = foreign.entries();
	for (let count = 0; count < RECHECKED; count += 1) {
		const { value } = entries.next();
		if (value === void 0) return;
		const [pid, startTime] = value;
		foreign.delete(pid);
		const stat = readStat(files, pid);
		if (stat === null) continue;
		if (startTime === null ? stat.startTime <= launchTime : stat.startTime === startTime) foreign.set(pid, stat.startTime);
	}
}

// src/launch/open-files.ts
/**
* The soft limit of open files that we were started with. Node raises it to the hard limit for itself as it starts
* (PlatformInit in src/node.cc), and what it launches inherits that; a program that sizes a table by it would measure
* another figure here than where it runs. What it was before, our parent still has, unless a Node above has raised
* it: `npx` starts us by a shell, and so does `npm run`.
*
* @returns `null` where no process above us may be looked at
*/
function readOpenFilesLimit(files) {
	const self = readStat(files, process.pid);
	const own = files.link("self/exe");
	const isNode = (pid) => own !== null && own !== "" && files.link(`${pid}/exe`) === own;
	let pid = self?.parentPid ?? 0;
	for (;;) {
		const limit = softLimit(files, pid);
		if (!limit?.isRaised) return limit?.soft ?? null;
		const above = readStat(files, pid)?.parentPid ?? 0;
		if (above < 1) return limit.soft;
		if (isNode(pid)) pid = above;
		else if (isNode(above)) pid = readStat(files, above)?.parentPid ?? 0;
		else return limit.soft;
	}
}
/** With fewer, a start of a program may fail half-way, which Node reports as an error of its own. */
const NEEDED = 60;
/** @throws UserError `open-files-limit` where this process may open too few */
function checkOpenFilesLimit(files) {
	const limit = softLimit(files, process.pid);
	if (limit !== null && limit.soft < NEEDED) throw errors.openFilesLimit(limit.soft, NEEDED);
}
/** `isRaised`: it is as high as it may be. */
function softLimit(files, pid) {
	const [, soft, hard] = /^Max open files +(\d+) +(\d+) /m.exec(files.readText(`${pid}/limits`) ?? "") ?? [];
	return soft === void 0 ? null : {
		soft: Number(soft),
		isRaised: soft === hard
	};
}

// src/launch/machine.ts
/**
* Tries `setarch -R` (containers may refuse it) and `prlimit` (both are util-linux).
*
* @throws UserError `tool-missing` without a shell, `open-files-limit` where too few files may be open
*/
async function readMachine(files) {
	checkOpenFilesLimit(files);
	const attempt = (command, args) => execa(command, args, {
		reject: false,
		stdio: "ignore"
	});
	const [shell, setarch, prlimit] = await Promise.all([
		attempt("/bin/sh", ["-c", ":"]),
		attempt("setarch", ["-R", "true"]),
		attempt("prlimit", ["--locks=1:1", "true"])
	]);
	if (shell.failed) throw errors.toolMissing("/bin/sh", shell.originalMessage ?? "it fails");
	const fixedAddresses = setarch.exitCode === 0;
	const hasLimits = prlimit.exitCode === 0;
	const highest = parseLockLimit(files.readText("self/limits") ?? "") ?? 2 ** 40;
	return {
		environment: readEnvironment(files, fixedAddresses ? "fixed-addresses" : "randomised"),
		openFiles: readOpenFilesLimit(files),
		prefix: ({ lockLimit }) => [...fixedAddresses ? ["setarch", "-R"] : [], ...lockLimit === null ? [] : ["prlimit", `--locks=${lockLimit}:${lockLimit}`]],
		createCookie: () => ({
			value: randomBytes(16).toString("hex"),
			lockLimit: hasLimits && highest > 2 ** 20 ? randomInt(2 ** 19, Math.min(highest, 2 ** 40)) : null
		})
	};
}
/** What it is now: it may change while a gate runs. */
function readEnvironment(files, launcher) {
	return {
		architecture: machine(),
		kernel: release().split(".").slice(0, 2).join("."),
		pageSize: pageSizeOf(files.readText("self/smaps") ?? ""),
		cpus: availableParallelism(),
		transparentHugePages: hugePagesOf(readHugePages()),
		libc: libcOf(),
		launcher
	};
}
/** Of the first mapping, which is a program's text: never a huge page. */
function pageSizeOf(smaps) {
	const kilobytes = /^KernelPageSize:\s+(\d+) kB$/m.exec(smaps)?.[1];
	return kilobytes === void 0 ? 4096 : Number(kilobytes) * 1024;
}
/** `''` where the kernel has no transparent huge pages. */
function readHugePages() {
	try {
		return readFileSync("/sys/kernel/mm/transparent_hugepage/enabled", "utf8");
	} catch {
		return "";
	}
}
/** The kernel puts the mode in force in brackets: `always [madvise] never`. */
function hugePagesOf(enabled) {
	return /\[(\w+)\]/.exec(enabled)?.[1] ?? "unknown";
}
/** Our own libc; a program of another (a static one) is the same in every job anyway. */
function libcOf() {
	const report = process.report.getReport();
	const header = typeof report === "object" && report !== null && "header" in report ? report.header : null;
	if (typeof header === "object" && header !== null && "glibcVersionRuntime" in header) return `glibc ${String(header.glibcVersionRuntime)}`;
	return "musl";
}

// src/launch/end-marked.ts
const POLL_MS$2 = 10;
/** SIGKILL takes effect at once but for a process in an uninterruptible call of the kernel. */
const KILL_TIMEOUT_MS = 1e4;
/** So many looks that find nobody, one right after the other, where processes are made all the time. */
const QUIET_LOOKS = 50;
/**
* Kills the group and everything that bears the cookie, again and again until nobody is left. A list of processes is
* old when it has been gone through: who forks and ends in the meantime is not seen, nor is the child. So nobody is
* left when two looks in a row have found nobody and no process was made on this machine during the second one; where
* others make processes all the time, when many have.
*
* @param isThorough whether each process there is is looked at, and not only those that have come since the launch
* @returns the pids that even SIGKILL did not end; normally none.
*/
async function endMarked({ supervisorPid, cookie, isGone, tree, outOfSight = [] }, { proc: files, clock }, isThorough = true) {
	const deadline = clock.now() + KILL_TIMEOUT_MS;
	let quietLooks = 0;
	for (;;) {
		const newest = newestPid(files);
		const left = /* @__PURE__ */ new Set();
		const hold = (pid) => {
			if (!left.has(pid)) kill(pid, "SIGSTOP");
			left.add(pid);
		};
		const { members, hidden } = tree.scan();
		for (const { pid, state } of members) if (state !== "Z" && !hasEnded$1(files, pid)) hold(pid);
		for (const { pid } of hidden) hold(pid);
		for (const pid of outOfSight) if (isHidden(files, pid, isAlive)) hold(pid);
		if (isThorough && quietLooks < 2) {
			for (const pid of findBearers(files, cookie)) if (!hasEnded$1(files, pid)) hold(pid);
		}
		if (left.size === 0) {
			quietLooks += 1;
			if (quietLooks > 1 && newestPid(files) === newest || quietLooks === QUIET_LOOKS) return [];
			continue;
		}
		quietLooks = 0;
		if (clock.now() > deadline) return [...left];
		if (!isGone()) kill(-supervisorPid, "SIGKILL");
		for (const pid of left) kill(pid, "SIGKILL");
		await clock.sleep(POLL_MS$2);
	}
}
/** Whether it has ended, all its threads too: then its ports and files are free. */
function hasEnded$1(files, pid) {
	const state = readStat(files, pid)?.state ?? "X";
	return state === "Z" || state === "X";
}
/** Signals one process, or a group by its negative id. */
function kill(pid, signal) {
	try {
		process.kill(pid, signal);
	} catch (error) {
		const { code } = error;
		if (code !== "ESRCH" && code !== "EPERM") throw error;
	}
}

// src/launch/stop.ts
const POLL_MS$1 = 10;
/** What has been killed is told to its parent, which is us, at once, but on a busy machine. */
const REAP_TIMEOUT_MS = 1e3;
/**
* Ends a run: asks the program to stop, as a service manager would ask its main process, and kills whatever of
* it is left after the grace time.
*
* @returns the pids that even SIGKILL did not end; normally none.
*/
async function stop({ program, tree }, { proc, clock }, { signal, graceMs, abort }) {
	const asked = /* @__PURE__ */ new Set();
	const { members } = tree.scan();
	const outOfSight = findHiddenChildren(proc, members.map(({ pid }) => pid)).map(({ pid }) => pid);
	const deadline = clock.now() + graceMs;
	for (;;) {
		const { members, hidden } = tree.scan();
		const living = [...members.filter(({ state }) => state !== "Z"), ...hidden];
		if (living.length === 0 || clock.now() >= deadline || abort?.aborted === true) break;
		const pids = new Set([...members, ...hidden].map(({ pid }) => pid));
		for (const { pid, parentPid } of living) {
			if (asked.has(pid) || pids.has(parentPid)) continue;
			asked.add(pid);
			kill(pid, signal);
		}
		await clock.sleep(POLL_MS$1);
	}
	const survivors = await endMarked({
		...program,
		tree,
		outOfSight
	}, {
		proc,
		clock
	});
	program.release();
	const waited = new AbortController();
	const timeout = clock.sleep(REAP_TIMEOUT_MS, waited.signal);
	await Promise.race([program.gone, timeout]).finally(() => waited.abort());
	program.guardian.dismiss();
	program.output.close();
	return survivors;
}

// src/model/run.ts
/** Whether a run is evidence: it came to rest (or to its end) and every process could be read. */
function isEvidence(run) {
	return !isUnsettled(run.settlement) && run.gaps.length === 0;
}
/** Whether the program never came to rest: then its settlement says why. */
function isUnsettled(settlement) {
	return settlement.kind !== "settled" && settlement.kind !== "exited";
}
/** Of a program that ends, the kernel itself counts these to its end. All else is the highest of what was read. */
function isCountedToTheEnd(metric) {
	return metric === "minor-faults" || metric === "major-faults";
}
/** So much of the life of a program may pass between two readings, at most, for the highest of them to mean its peak. */
const LARGEST_UNSEEN_SHARE = .1;
/**
* How sparse the readings are that a figure comes from, where programs that end were read too seldom to say how high
* it went; `null` where the figure can be trusted.
*/
function sparsenessOf(metric, runs) {
	if (isCountedToTheEnd(metric)) return null;
	return runs.filter(({ settlement }) => settlement.kind === "exited").map(({ unseenMs, events }) => ({
		unseenMs,
		lifeMs: events.at(-1)?.atMs ?? 0
	})).filter(({ unseenMs, lifeMs }) => unseenMs > lifeMs * .1).toSorted((a, b) => b.unseenMs / b.lifeMs - a.unseenMs / a.lifeMs)[0] ?? null;
}

// src/proc/program-name.ts
/** What Node calls its first thread since 24, and so, for the kernel, its process. */
const THREAD_NAME = "MainThread";
/**
* What a reader knows the process by: the name that the kernel has (a script's own, a title that the program gave
* itself), but where that is the name of a thread, that of the program on the command line.
*
* @param command the first 15 bytes of its name, as stat and comm have it
*/
function programName(files, pid, command) {
	if (command !== THREAD_NAME) return command;
	const program = files.readText(`${pid}/cmdline`)?.split("\0")[0] ?? "";
	return program.slice(program.lastIndexOf("/") + 1) || command;
}

// src/proc/sockets.ts
/** The listeners of the network namespace of a process (`self` for ours), of both address families. */
function readListeners(files, pid) {
	return ["tcp", "tcp6"].flatMap((table) => parseListeners(readTable(files, pid, table) ?? ""));
}
/**
* The sockets at an address, by their inodes: those that accept connections, or datagrams. In the network namespace of
* a process (`self` for ours), and of both address families.
*/
function findSockets(files, pid, address) {
	if (address.kind === "unix") {
		const wanted = resolve(address.directory, address.path);
		const found = parseUnixSockets(readTable(files, pid, "unix") ?? "");
		return new Set(found.filter(({ path }) => path === address.path || resolve(address.directory, path) === wanted).map(({ inode }) => inode));
	}
	const found = address.kind === "tcp" ? readListeners(files, pid) : ["udp", "udp6"].flatMap((table) => parseAddresses(readTable(files, pid, table) ?? ""));
	return new Set(found.filter(({ port }) => port === address.port).map(({ inode }) => inode));
}
/** A process whose first thread has ended shows no network; its other threads do. */
function readTable(files, pid, table) {
	const own = files.readText(`${pid}/net/${table}`);
	if (own !== null) return own;
	for (const thread of files.list(`${pid}/task`)) {
		const text = files.readText(`${pid}/task/${thread}/net/${table}`);
		if (text !== null) return text;
	}
	return null;
}
const LISTEN = "0A";
/** Those of a table of TCP that accept connections. */
function parseListeners(table) {
	return parseAddresses(table).filter(({ state }) => state === LISTEN).map(({ port, inode }) => ({
		port,
		inode
	}));
}
/** Reads /proc/net/{tcp,udp}{,6}: `sl local_address rem_address st …`, the inode in the tenth column. */
function parseAddresses(table) {
	return table.split("\n").slice(1).map((line) => line.trim().split(/\s+/)).filter((columns) => columns.length > 9).map((columns) => ({
		port: Number.parseInt(columns[1]?.split(":").at(-1) ?? "", 16),
		inode: columns[9] ?? "",
		state: columns[3] ?? ""
	}));
}
const ACCEPTS_CONNECTIONS = 65536;
const DATAGRAM = "0002";
/** Reads /proc/net/unix, `Num RefCount Protocol Flags Type St Inode Path`: those with a name that take what comes. */
function parseUnixSockets(table) {
	return table.split("\n").flatMap((line) => {
		const [, flags = "", type, inode = "", path = ""] = /^[0-9a-f]+: \w+ \w+ (\w+) (\w+) \w+ +(\d+) (.+)$/i.exec(line) ?? [];
		const accepts = (Number.parseInt(flags, 16) & ACCEPTS_CONNECTIONS) !== 0;
		return path !== "" && (accepts || type === DATAGRAM) ? [{
			path,
			inode
		}] : [];
	});
}
/** What the processes accept connections at: ports of TCP, ascending, and absolute paths of sockets, sorted. */
function findListening(files, pids) {
	const [first] = pids;
	if (first === void 0) return {
		ports: [],
		paths: []
	};
	const isOwn = (inode) => pids.some((pid) => ownsSocket(files, pid, /* @__PURE__ */ new Set([inode])) === true);
	const ports = readListeners(files, first).filter(({ inode }) => isOwn(inode));
	const named = parseUnixSockets(readTable(files, first, "unix") ?? "").filter(({ path, inode }) => path.startsWith("/") && isOwn(inode));
	return {
		ports: [...new Set(ports.map(({ port }) => port))].sort((a, b) => a - b),
		paths: [...new Set(named.map(({ path }) => path))].toSorted()
	};
}
/**
* Whether the process has the socket of one of the inodes open; `null` when its open files may not be read.
* Of a process whose first thread has ended, the other threads show them.
*/
function ownsSocket(files, pid, inodes) {
	const own = lookFor(files, inodes, `${pid}/fd`);
	if (own === "there" || own === "elsewhere") return own === "there";
	const looks = files.list(`${pid}/task`).map((thread) => lookFor(files, inodes, `${pid}/task/${thread}/fd`));
	if (looks.includes("there")) return true;
	return own === "denied" || looks.includes("denied") ? null : false;
}
/** Whether a folder of open files has one of the sockets, has none of them, is empty (or gone), or may not be read. */
function lookFor(files, inodes, folder) {
	const descriptors = files.look(folder);
	if (descriptors.kind !== "names") return descriptors.kind === "denied" ? "denied" : "empty";
	const targets = descriptors.names.map((descriptor) => files.link(`${folder}/${descriptor}`));
	if (targets.some((target) => {
		const inode = /^socket:\[(\d+)\]$/.exec(target ?? "")?.[1];
		return inode !== void 0 && inodes.has(inode);
	})) return "there";
	if (targets.includes(null)) return "denied";
	return targets.length === 0 ? "empty" : "elsewhere";
}
/** `pid (command)` of a process that has one of the sockets; `null` when nobody whom we may ask does. */
function describeOwner$1(files, inodes) {
	const owner = files.pids().find((pid) => ownsSocket(files, pid, inodes) === true);
	if (owner === void 0) return null;
	return `pid ${owner} (${programName(files, owner, files.readText(`${owner}/comm`)?.trim() ?? "?")})`;
}

// src/statistics/order-statistics.ts
/**
* Order statistics of small samples: all of them survive one wild value, which means do not.
* Inputs are in any order and any unit, outputs in the same unit; NaN, infinities and empty samples are
* refused, as callers check before (a figure that was not measured is never a number here).
*/
/** A sorted copy, smallest first. @throws Error when the samples are empty or not all finite. */
function sorted(samples) {
	if (samples.length === 0) throw new Error("order statistics of no samples");
	if (!samples.every(Number.isFinite)) throw new Error(`samples are not all finite: ${samples.join(", ")}`);
	return Float64Array.from(samples).sort();
}
/** The middle sample, or the mean of the two middle ones. */
function median(samples) {
	return quantile(samples, .5);
}
/**
* The quantile of order `probability` in [0, 1], interpolated between neighbours: definition 7 of Hyndman & Fan,
* "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), which R and NumPy default to.
*/
function quantile(samples, probability) {
	if (!(probability >= 0 && probability <= 1)) throw new Error(`${probability} is no probability`);
	const ordered = sorted(samples);
	const position = (ordered.length - 1) * probability;
	const below = Math.floor(position);
	const low = ordered[below] ?? NaN;
	return low + ((ordered[Math.ceil(position)] ?? NaN) - low) * (position - below);
}

// src/measure/workload-variables.ts
const PREFIX$1 = "FOOTPRINT_GATE_";
/**
* What of being ready a workload may use: the port of the first condition that names one, and what the groups of
* `log:` patterns caught, by number through all patterns and by name. A group may be called `port`, for a program that
* chooses it.
*/
function readyVariables(stated, caught) {
	const port = stated.flatMap(({ condition }) => "port" in condition ? [condition.port] : [])[0];
	const numbered = caught.flatMap((match) => match.slice(1));
	const named = caught.flatMap((match) => Object.entries(match.groups ?? {}));
	const all = [
		["PORT", port?.toString()],
		...numbered.map((text, index) => [String(index + 1), text]),
		...named.map(([name, text]) => [name.toUpperCase(), text])
	];
	return Object.fromEntries(all.flatMap(([name, text]) => text === void 0 ? [] : [[PREFIX$1 + name, text.replaceAll("\0", "")]]));
}
/**
* {@link readyVariables}, with the pid of the program (of its daemon, where that has taken its place), and where it
* runs: of a base that is not where the workload does.
*/
function workloadVariables({ caught = {}, program, scenario, tree }) {
	const living = tree.scan().members.filter(({ state }) => state !== "Z");
	const pids = living.map(({ pid }) => pid);
	const main = living.find(({ parentPid }) => parentPid === program.supervisorPid) ?? living.find(({ parentPid }) => !pids.includes(parentPid));
	return {
		...caught,
		[`${PREFIX$1}DIRECTORY`]: scenario.workingDirectory,
		...main !== void 0 && { [`${PREFIX$1}PID`]: String(main.pid) }
	};
}

// src/proc/cgroup.ts
/**
* Whether a process is in a group whose path has such a part, in any hierarchy: `/system.slice/nginx.service` has the
* part `nginx.service`. Not, when it has ended or its groups may not be read.
*/
function isInGroup(files, pid, isMeant) {
	return (files.readText(`${pid}/cgroup`) ?? "").split("\n").some((line) => line.split(":").slice(2).join(":").split("/").some(isMeant));
}
/** The part of a container, and not that of the process that podman leaves beside it (`libpod-conmon-…`). */
function isGroupOfContainer(part, id) {
	return part.includes(id) && !part.includes("conmon");
}

// src/launch/container-id.ts
/** Of a whole id, which docker and podman have alike. */
const ID = /^[0-9a-f]{64}$/;
const ENGINES = ["docker", "podman"];
const TIMEOUT_MS$2 = 1e4;
/**
* Asks docker or podman for the id of a container; a whole id is its own answer.
*
* @param env as the command has it that starts the container: it must ask the same service
*/
async function findContainerId(name, env, cwd, signal) {
	if (ID.test(name)) return { id: name };
	let why = "neither docker nor podman is in PATH to say which container that is";
	for (const [index, engine] of ENGINES.entries()) {
		const asked = await execa(engine, [
			"inspect",
			"--type",
			"container",
			"--format",
			"{{.Id}}",
			name
		], {
			env,
			cwd,
			extendEnv: false,
			reject: false,
			stdin: "ignore",
			timeout: TIMEOUT_MS$2,
			cancelSignal: signal
		});
		const id = asked.stdout.trim();
		if (ID.test(id)) return { id };
		if (asked.code === "ENOENT") continue;
		if (index === 0 || asked.stderr !== "") why = `${engine} inspect: ${lastLine(asked.stderr)}`;
	}
	return { why };
}
function lastLine(text) {
	return /.+$/.exec(text.trim())?.[0] ?? "it said nothing";
}

// src/proc/oom-kills.ts
/** How many processes the kernel has killed for lack of memory since it booted, of containers too; since Linux 4.13. */
function readOomKills(files) {
	return Number(/^oom_kill (\d+)$/m.exec(files.readText("vmstat") ?? "")?.[1] ?? 0);
}

// src/launch/standby.ts
/** @param name what `ps` shows of it */
function startStandby(script, name, args, env) {
	const shell = execa("/bin/sh", [
		"-c",
		script,
		name,
		...args
	], {
		detached: true,
		cleanup: false,
		reject: false,
		stdin: "pipe",
		stdout: "ignore",
		stderr: "ignore",
		extendEnv: false,
		env: { PATH: env["PATH"] ?? "/usr/bin:/bin" }
	});
	shell.unref();
	const { stdin } = shell;
	stdin.on("error", () => void 0);
	return {
		say: (line) => void stdin.write(`${line}\n`),
		finish: () => void stdin.end(),
		ended: async () => {
			shell.ref();
			await shell;
		}
	};
}

// src/launch/guardian.ts
const SCRIPT$1 = `
read -r group
[ "$group" = dismissed ] && exit 0
read -r word
[ "$word" = dismissed ] && exit 0
round=0
quiet=0
while [ $round -lt 20 ] && [ $quiet -lt 2 ]; do
  round=$((round + 1))
  quiet=$((quiet + 1))
  [ -n "$group" ] && kill -KILL -- "-$group" 2>/dev/null
  bearers=$(
    grep -lsaF "${COOKIE_VARIABLE}=$1" /proc/[0-9]*/environ
    [ -n "$2" ] && grep -ls "^Max file locks  *$2 " /proc/[0-9]*/limits
  )
  for file in $bearers; do
    process=\${file#/proc/}
    kill -KILL "\${process%/*}" 2>/dev/null && quiet=0
  done
  sleep 0.05
done
look=0
quiet=0
newest=
while [ $look -lt 3000 ] && [ $quiet -lt 100 ]; do
  look=$((look + 1))
  quiet=$((quiet + 1))
  read -r _ _ _ _ last </proc/loadavg
  [ "$last" = "$newest" ] || quiet=0
  newest=$last
  for process in $((last + 1)) $last $((last - 1)) $((last - 2)) $((last - 3)); do
    environment=
    read -r environment <"/proc/$process/environ"
    case $environment in
      *"${COOKIE_VARIABLE}=$1"*)
        kill -STOP "$process"
        kill -KILL "$process"
        quiet=0
        ;;
    esac
  done
done
`;
/** Starts the guardian of one run. It must be there before the program is. */
function startGuardian(cookie, env) {
	const args = [cookie.value, String(cookie.lockLimit ?? "")];
	const guardian = startStandby(SCRIPT$1, "footprint-gate-guardian", args, env);
	return {
		watch: (processGroup) => guardian.say(String(processGroup)),
		dismiss: () => {
			guardian.say("dismissed");
			guardian.finish();
		}
	};
}

// src/proc/files.ts
/** Holds most files whole. */
const BUFFER_BYTES = 131072;
/** What is taken of records at a time: as much as stays in the caches of one core. */
const PART_BYTES = 65536;
/** No line of stat is longer; and the kernel gives it all in one read. */
const KEPT_BYTES = 4096;
/**
* Reads files of /proc into one buffer that grows where it must and is used again.
*
* @param root another place, for tests
*/
function createProcFiles(root = "/proc") {
	let buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
	/** Reads on behind what the buffer holds; 0 at the end of the file. */
	function fill(descriptor, length) {
		if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
		return readSync(descriptor, buffer, length, buffer.length - length, null);
	}
	function read(path) {
		return withFile(`${root}/${path}`, (descriptor) => {
			let length = 0;
			for (;;) {
				const count = fill(descriptor, length);
				if (count === 0) return {
					kind: "text",
					bytes: buffer,
					length
				};
				length += count;
			}
		});
	}
	function keep(path) {
		let descriptor;
		try {
			descriptor = openSync(`${root}/${path}`, "r");
		} catch {
			return null;
		}
		return {
			read: () => {
				try {
					return {
						kind: "text",
						bytes: buffer,
						length: readSync(descriptor, buffer, 0, KEPT_BYTES, 0)
					};
				} catch (error) {
					return failureOf$1(error);
				}
			},
			close: () => closeSync(descriptor)
		};
	}
	const readRecords = (path, endOfRecords, take) => withFile(`${root}/${path}`, (descriptor) => {
		let taken = 0;
		let length = 0;
		for (;;) {
			const count = fill(descriptor, length);
			if (count === 0) {
				if (taken + length > 0 && !canReadAgain(descriptor)) return { kind: "gone" };
				take(buffer, length);
				return {
					kind: "text",
					length: taken + length
				};
			}
			length += count;
			if (length < PART_BYTES) continue;
			const end = endOfRecords(buffer, length);
			if (end === 0) continue;
			take(buffer, end);
			buffer.copyWithin(0, end, length);
			taken += end;
			length -= end;
		}
	});
	function readEntries(path, places) {
		const entries = new BigUint64Array(places.length);
		const found = withFile(`${root}/${path}`, (descriptor) => {
			return places.every((place, index) => readSync(descriptor, entries, index * 8, 8, place) === 8) ? entries : null;
		});
		return found instanceof BigUint64Array ? found : null;
	}
	const readParts = (path, ranges, take) => {
		return withFile(`${root}/${path}`, (descriptor) => ranges.every(({ start, end }, range) => {
			for (let position = start; position < end;) {
				const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, end - position), position);
				if (count === 0) return false;
				take(range, position, buffer.subarray(0, count));
				position += count;
			}
			return true;
		})) === true;
	};
	function readText(path) {
		const result = read(path);
		return result.kind === "text" ? result.bytes.toString("utf8", 0, result.length) : null;
	}
	function look(path) {
		try {
			return {
				kind: "names",
				names: readdirSync(`${root}/${path}`)
			};
		} catch (error) {
			return failureOf$1(error);
		}
	}
	function list(path) {
		const found = look(path);
		return found.kind === "names" ? found.names : [];
	}
	function link(path) {
		try {
			return readlinkSync(`${root}/${path}`);
		} catch (error) {
			return failureOf$1(error).kind === "denied" ? null : "";
		}
	}
	function pids() {
		return readdirSync(root).map(Number).filter((pid) => pid > 0);
	}
	return {
		read,
		keep,
		readRecords,
		readEntries,
		readParts,
		readText,
		list,
		look,
		link,
		pids
	};
}
function withFile(path, use) {
	try {
		const descriptor = openSync(path, "r");
		try {
			return use(descriptor);
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		return failureOf$1(error);
	}
}
/**
* Whether the first byte is still there. The descriptor holds the address space that it was opened on: while
* that lives the kernel begins anew at position 0, and when it is gone there is nothing to read. As the
* address space cannot come back, all that was read before was read while it lived.
*/
function canReadAgain(descriptor) {
	return readSync(descriptor, Buffer.allocUnsafe(1), 0, 1, 0) === 1;
}
/** @throws what is no failure of reading /proc */
function failureOf$1(error) {
	switch (error.code ?? "") {
		case "ENOENT":
		case "ESRCH":
		case "EIO": return { kind: "gone" };
		case "EACCES":
		case "EPERM": return { kind: "denied" };
		case "EINVAL":
		case "ENOSYS": return { kind: "unsupported" };
		default: throw error;
	}
}

// src/proc/identify-machine.ts
/**
* Names the machine, as far as pids are concerned: they mean the same in one pid namespace of one boot of one kernel.
* Eight hexadecimal digits.
*/
function identifyMachine(files) {
	const facts = [files.readText("sys/kernel/random/boot_id"), files.link("self/ns/pid")];
	return createHash("sha256").update(facts.map((fact) => fact ?? hostname()).join()).digest("hex").slice(0, 8);
}

// src/proc/owner.ts
const procFiles = createProcFiles();
/** The process, where its pid means anything, and a number, as a process may own more than one thing. */
const OWNER = /^(?<pid>\d+)-(?<startTime>\d+)-(?<machine>[0-9a-f]{8})-[0-9a-f]{8}$/;
/** A new name, for a file or folder, that says which process it belongs to: this one. It never comes again. */
function nameOwner() {
	const startTime = readStat(procFiles, process.pid)?.startTime;
	if (startTime === void 0) throw errors.noProc("gone");
	return `${process.pid}-${startTime}-${identifyMachine(procFiles)}-${randomBytes(4).toString("hex")}`;
}
/** Whether the process of such a name is certain to be gone; of other machines and containers nothing is known. */
function hasOwnerEnded(owner) {
	const { pid, startTime, machine } = OWNER.exec(owner)?.groups ?? {};
	if (pid === void 0 || machine !== identifyMachine(procFiles)) return false;
	try {
		process.kill(Number(pid), 0);
	} catch (error) {
		if (error.code === "ESRCH") return true;
	}
	const stat = readStat(procFiles, Number(pid));
	return stat !== null && (stat.startTime !== Number(startTime) || stat.state === "Z");
}
/** Who owns it, for people. */
function describeOwner(owner) {
	const { pid, machine } = OWNER.exec(owner)?.groups ?? {};
	if (pid === void 0) return "something other than footprint-gate";
	return machine === identifyMachine(procFiles) ? `process ${pid}` : `process ${pid} of another machine or container`;
}

// src/launch/temporary-folder.ts
const PREFIX = "footprint-gate-";
/**
* Makes a folder for this user alone, below TMPDIR; its maker removes it. Folders of processes that were killed
* before they could are removed here.
*
* @throws UserError `temporary-folder-unusable`
*/
async function makeTemporaryFolder() {
	const root = tmpdir();
	await sweep$1(root);
	const folder = join(root, PREFIX + nameOwner());
	try {
		await mkdir(folder, { mode: 448 });
	} catch (error) {
		throw errors.temporaryFolder(root, error);
	}
	return folder;
}
async function sweep$1(root) {
	for (const name of await readdir(root).catch(() => [])) {
		if (!name.startsWith(PREFIX) || !hasOwnerEnded(name.slice(15))) continue;
		await rm(join(root, name), {
			recursive: true,
			force: true
		}).catch(() => void 0);
	}
}

// src/launch/output.ts
/** A line without an end must not eat memory: what is longer counts as a line. */
const LONGEST_LINE$1 = 16384;
/** Lines from before a watcher came are replayed from this many characters. */
const HEAD_LENGTH = 65536;
/**
* Makes a real pipe for the output of a program. Node's own child pipes are sockets, and a program that opens
* /dev/stdout (a common log setting of nginx in containers) fails on a socket with ENXIO.
*
* @throws UserError `temporary-folder-unusable`, or `tool-missing` without mkfifo
*/
async function openProgramOutput() {
	const { readDescriptor, descriptor } = await openPipe();
	const socket = new Socket({
		fd: readDescriptor,
		readable: true,
		writable: false
	});
	socket.unref();
	const decoder = new StringDecoder("utf8");
	let tail = "";
	let head = "";
	const watchers = /* @__PURE__ */ new Set();
	socket.on("data", (chunk) => {
		const text = decoder.write(chunk);
		tail = (tail + text).slice(-16384);
		if (head.length < HEAD_LENGTH) head = (head + text).slice(0, HEAD_LENGTH);
		for (const isOver of watchers) if (isOver(text)) watchers.delete(isOver);
	});
	socket.on("error", () => void 0);
	return {
		descriptor,
		tail: () => tail,
		watchLines: (isOver) => {
			const watcher = byLines(isOver);
			if (!watcher(head)) watchers.add(watcher);
		},
		close: () => socket.destroy()
	};
}
/** Puts lines together of what comes in pieces. */
function byLines(isOver) {
	let partialLine = "";
	return (text) => {
		const lines = (partialLine + text).split("\n");
		partialLine = lines.pop() ?? "";
		if (partialLine.length > LONGEST_LINE$1) {
			lines.push(partialLine);
			partialLine = "";
		}
		return lines.length > 0 && isOver(lines);
	};
}
async function openPipe() {
	const folder = await makeTemporaryFolder();
	try {
		const path = join(folder, "output");
		await makePipe(path, folder);
		return {
			readDescriptor: openSync(path, constants$1.O_RDONLY | constants$1.O_NONBLOCK),
			descriptor: openSync(path, constants$1.O_WRONLY)
		};
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
async function makePipe(path, folder) {
	const { failed, code, stderr, originalMessage } = await execa("mkfifo", [
		"-m",
		"600",
		path
	], { reject: false });
	if (!failed) return;
	if (code === "ENOENT") throw errors.toolMissing("mkfifo", "it is in no folder of PATH");
	if (code !== void 0) throw errors.toolMissing("mkfifo", originalMessage ?? code);
	throw errors.temporaryFolder(folder, new Error(stderr));
}

// src/launch/program.ts
const SUPERVISOR = `
[ -z "$1" ] || ulimit -Sn "$1" 2>/dev/null
shift
"$@" 3>&-
status=$?
read -r stat </proc/$$/stat
printf '%s %s\\n' "$status" "$stat" >&3
`;
const TRACED_SUPERVISOR = `
exec >&4 2>&1 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
printf '%s\\n' "$$" >&3
${SUPERVISOR}
read -r _ <&3
`;
/**
* Launches a program, under a tracer where there is one, and follows it.
*
* @throws UserError as {@link launch} does
*/
async function start(options, machine, world, tracer = null) {
	const bystanders = world.proc.pids();
	const program = await launch(options, machine, world, tracer);
	return {
		program,
		tree: createProcessTree(world.proc, program.supervisorPid, program.cookie, bystanders)
	};
}
/**
* Launches a program in a session and process group of its own, without a terminal or input, its output into a
* bounded tail.
*
* @throws UserError when the command or its working directory cannot be used.
*/
async function launch(options, machine, { env: stepEnv, clock, proc }, tracer) {
	const cookie = machine.createCookie();
	const env = programEnvironment(stepEnv, options, cookie.value);
	const [, ...programArguments] = options.command;
	const program = findProgram$1(options, env["PATH"] ?? "");
	const [file = "/bin/sh", ...args] = [
		...tracer === null ? [] : [...tracer.prefix, ...restoringEnvironment(tracer, env)],
		...machine.prefix(cookie),
		"/bin/sh",
		"-c",
		tracer === null ? SUPERVISOR : TRACED_SUPERVISOR,
		"footprint-gate",
		String(machine.openFiles ?? ""),
		program,
		...programArguments
	];
	const output = await openProgramOutput();
	const guardian = startGuardian(cookie, stepEnv);
	const descriptor = output.descriptor;
	const oomKillsBefore = readOomKills(proc);
	const launchedAt = clock.now();
	const supervisor = execa(file, args, {
		cwd: options.workingDirectory,
		env: tracer === null ? env : withoutCookie(env),
		extendEnv: false,
		detached: true,
		cleanup: false,
		reject: false,
		buffer: false,
		stdio: tracer === null ? [
			"ignore",
			descriptor,
			descriptor,
			"pipe"
		] : [
			"ignore",
			"ignore",
			"pipe",
			"pipe",
			descriptor
		]
	});
	closeSync(output.descriptor);
	const giveUp = () => {
		guardian.dismiss();
		output.close();
	};
	if (supervisor.pid === void 0) {
		giveUp();
		throw errors.cannotLaunch(options.command[0], (await supervisor).originalMessage ?? "no process was made");
	}
	let said = "";
	let complaint = "";
	supervisor.stderr?.setEncoding("utf8").on("data", (text) => {
		complaint = (complaint + text).slice(-4096);
	});
	const hold = supervisor.stdio[3];
	/** Settles with each word of the supervisor, while it speaks. */
	let onWord = () => void 0;
	hold.setEncoding("utf8").on("data", (text) => {
		said = (said + text).slice(0, 4096);
		onWord();
	});
	let isGone = false;
	const gone = supervisor.then(() => {
		isGone = true;
	});
	const heard = (isComplete) => new Promise((resolve) => {
		onWord = () => {
			if (isComplete()) resolve();
		};
		onWord();
	});
	let pid = supervisor.pid;
	if (tracer !== null) {
		await Promise.race([heard(() => said.includes("\n")), gone]);
		const [first = "", ...rest] = said.split("\n");
		if (!/^\d+$/.test(first)) {
			giveUp();
			throw errors.tracerFailed(tracer.prefix[0], complaint);
		}
		pid = Number(first);
		said = rest.join("\n");
	}
	guardian.watch(pid);
	const startTime = readStat(proc, pid)?.startTime ?? Infinity;
	const reported = heard(() => parseReport(said) !== null);
	return {
		supervisorPid: pid,
		cookie,
		output,
		guardian,
		launchedAt,
		startTime,
		oomKills: () => readOomKills(proc) - oomKillsBefore,
		report: () => parseReport(said),
		isGone: () => isGone,
		ended: Promise.race([reported, gone]),
		gone,
		release: () => hold.destroy()
	};
}
/** What must not look like a process of the run. */
function withoutCookie(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => name !== COOKIE_VARIABLE));
}
/** Words that give the program the environment it would have without a tracer. */
function restoringEnvironment({ ownVariables }, env) {
	const names = [
		"PATH",
		COOKIE_VARIABLE,
		...ownVariables
	];
	return [
		"env",
		...names.filter((name) => !(name in env)).flatMap((name) => ["-u", name]),
		...names.filter((name) => name in env).map((name) => `${name}=${env[name] ?? ""}`)
	];
}
function parseReport(said) {
	const match = /^(\d+) (.+)\n/s.exec(said);
	return match === null ? null : {
		exitStatus: Number(match[1]),
		stat: parseStat(match[2] ?? "")
	};
}
/**
* Finds the program as a shell would, but for what a shell has built in: `"$@"` would run its own `printf` and
* start no program at all, so it is given a path. A shell would tell what is wrong only as status 126 or 127,
* which a program may use as well.
*/
function findProgram$1({ command, workingDirectory }, path) {
	const [program] = command;
	if (statOf(workingDirectory)?.isDirectory() !== true) throw errors.workingDirectoryMissing(workingDirectory);
	const files = (program.includes("/") ? [resolve(workingDirectory, program)] : path.split(delimiter).map((folder) => join(resolve(workingDirectory, folder), program))).filter((candidate) => statOf(candidate) !== null);
	if (files.length === 0) throw errors.commandNotFound(program, workingDirectory);
	const found = files.find(isExecutable$1);
	if (found === void 0) throw errors.commandNotExecutable(files[0] ?? program);
	return program.includes("/") ? program : found;
}
function isExecutable$1(path) {
	try {
		accessSync(path, constants$1.X_OK);
		return statOf(path)?.isFile() ?? false;
	} catch {
		return false;
	}
}
/** `null` for what is not there, or is behind a folder that we may not search or that is none, as in many a PATH. */
function statOf(path) {
	try {
		return statSync(path);
	} catch {
		return null;
	}
}

// src/launch/target.ts
const BY_ROOT = "Run the gate as root: sudo -n env \"PATH=$PATH\" npx footprint-gate …";
/**
* @param scenario where its client runs, and with what variables
* @param startTime who started before is none of this run's, in clock ticks after boot
*/
function createTargetFinder(target, scenario, startTime, { env, proc, signal }) {
	const { text } = target;
	/** The pid of a process that is meant, and was there before the launch. */
	function findOlder(named) {
		for (const pid of proc.pids()) {
			const stat = readStat(proc, pid);
			if (stat === null || !isLiving(stat) || stat.startTime >= startTime || !named(pid)) continue;
			return `${pid} (${stat.command})`;
		}
		return null;
	}
	function refuseOlder(named) {
		const older = findOlder(named);
		return older === null ? null : {
			why: `process ${older} was there before this run, which is to start a fresh one`,
			cure: `Stop it before each run, in "prepare": ${cleanup}`
		};
	}
	const cleanup = cleanupOf(target);
	switch (target.kind) {
		case "pid-file": {
			const path = resolve(scenario.workingDirectory, target.path);
			const named = () => {
				const found = readPid(path);
				return (pid) => pid === found;
			};
			const explain = () => {
				const found = readPid(path);
				const cure = "Correct its path, which is relative to the working directory, or raise ready-timeout.";
				if (typeof found === "string") return {
					why: found,
					cure: found.includes("permission") ? BY_ROOT : cure
				};
				const older = refuseOlder(named());
				if (older !== null) return {
					...older,
					why: `${path} is stale, or the program was not started: ${older.why}`
				};
				return isHidden(proc, found) ? {
					why: `process ${found} of ${path} lives, but /proc hides it`,
					cure: BY_ROOT
				} : {
					why: `${path} is stale: process ${found} does not live`,
					cure
				};
			};
			return {
				text,
				refresh: () => Promise.resolve(),
				named,
				explain,
				cleanup
			};
		}
		case "unit": {
			const named = () => (pid) => isInGroup(proc, pid, (part) => part === target.name);
			const explain = () => refuseOlder(named()) ?? {
				why: `no process is in the control group of ${target.name}`,
				cure: `See systemctl status ${target.name}, or raise ready-timeout. ${BY_ROOT} where /proc hides what others run.`
			};
			return {
				text,
				refresh: () => Promise.resolve(),
				named,
				explain,
				cleanup
			};
		}
		case "container": {
			const clientEnv = withoutCookie(programEnvironment(env, scenario, ""));
			let found = { why: "nobody has been asked" };
			const named = () => {
				const id = "id" in found ? found.id : null;
				return (pid) => id !== null && isInGroup(proc, pid, (part) => isGroupOfContainer(part, id));
			};
			const explain = () => {
				if ("why" in found) return {
					why: found.why,
					cure: `Give the container that name (docker run --name ${target.name}), and the gate what it takes to ask for it (pass-env: DOCKER_*).`
				};
				return refuseOlder(named()) ?? {
					why: `no process of the container ${found.id.slice(0, 12)} is in /proc: it has ended, or runs on another machine`,
					cure: "See docker logs. Of a container in a virtual machine (Docker Desktop), or on another host, nothing can be read."
				};
			};
			const refresh = async () => {
				found = await findContainerId(target.name, clientEnv, scenario.workingDirectory, signal);
			};
			return {
				text,
				refresh,
				named,
				explain,
				cleanup
			};
		}
	}
}
function cleanupOf(target) {
	switch (target.kind) {
		case "pid-file": return "what ends it and waits for its end, such as supervisorctl stop NAME";
		case "container": return `docker rm -f ${target.name}`;
		case "unit": return `systemctl stop ${target.name}`;
	}
}
/** More than any pid and a line's end. */
const PID_BYTES = 32;
/** What the file begins with, or why that is no pid. The program may put anything there: a pipe would never end. */
function readPid(path) {
	try {
		const descriptor = openSync(path, constants$1.O_RDONLY | constants$1.O_NONBLOCK);
		try {
			if (!fstatSync(descriptor).isFile()) return `${path} is not a file`;
			const bytes = Buffer.alloc(PID_BYTES);
			const text = bytes.toString("latin1", 0, readSync(descriptor, bytes));
			const pid = /^\s*(\d{1,9})\s/.exec(`${text}\n`)?.[1];
			return pid === void 0 ? `${path} does not begin with the number of a process` : Number(pid);
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		return `cannot read ${path}: ${causeInWords(error)}`;
	}
}

// src/proc/file-systems.ts
/** Pages of their files are nowhere but in memory: to whoever maps them they are memory like any other. */
const IN_MEMORY = /* @__PURE__ */ new Set([
	"tmpfs",
	"ramfs",
	"rootfs",
	"hugetlbfs",
	"devtmpfs"
]);
/**
* Knows file systems by their device. Where there is no device behind one, its major number is 0 (tmpfs, but overlay,
* btrfs, NFS and 9p, too), and the type of the mount decides. What is mounted nowhere is the kernel's own (memfd,
* SYSV, rings of io_uring and perf), or a layer of an overlay that is out of sight: memory, unless it has a device.
*/
function createFileSystems(files) {
	const known = /* @__PURE__ */ new Map();
	const asked = /* @__PURE__ */ new Set();
	return {
		isOnDisk: (device) => {
			const found = known.get(device);
			if (found === void 0) asked.add(device);
			return found ?? false;
		},
		learn: (pid) => {
			if (asked.size === 0) return false;
			const types = new Map([`${pid}/mountinfo`, "self/mountinfo"].flatMap((path) => typesOf(files, path)));
			for (const device of asked) {
				const [major = 0, minor = 0] = device.split(":").map((number) => Number.parseInt(number, 16));
				const type = types.get(`${major}:${minor}`);
				known.set(device, type === void 0 ? major !== 0 : !IN_MEMORY.has(type));
			}
			asked.clear();
			return true;
		}
	};
}
/**
* The types of file systems by device, `253:1`. A line of mountinfo is `ID PARENT MAJOR:MINOR ROOT POINT OPTIONS
* [OPTIONAL…] - TYPE SOURCE OPTIONS`; spaces in paths are escaped.
*/
function typesOf(files, path) {
	return (files.readText(path)?.split("\n") ?? []).flatMap((line) => {
		const [, device, type] = /^\S+ \S+ (\S+) .*? - (\S+)/.exec(line) ?? [];
		return device === void 0 || type === void 0 ? [] : [[device, type]];
	});
}

// src/proc/huge-pages.ts
const NO_HUGE_PAGES = /* @__PURE__ */ new Map();
/** Of an entry of pagemap (Documentation/admin-guide/mm/pagemap.rst). */
const PRESENT$1 = 1n << 63n;
const EXCLUSIVE$1 = 1n << 56n;
const ENTRY_BYTES$1 = 8;
/**
* The huge pages of a mapping that others map, too. smaps gives no proportional figure of them, and says how many
* there are (Shared_Hugetlb), not which: /proc/PID/pagemap does. A page is named by its file and its place there,
* which the forked and the unrelated have in common; an anonymous mapping of huge pages has a file of its own in
* the kernel. Copies made on write within two families that have the same private mapping go by one name.
*
* Where pagemap cannot be read or does not agree, the first pages of the mapping are taken, as many as there are.
*
* @param smallest page size of the process in bytes: pagemap has an entry for each
*/
function sharedHugePages(files, folder, mapping, smallest) {
	const { start, size, offset, device, inode, pageSize, sharedHugetlb } = mapping;
	if (sharedHugetlb === 0 || pageSize === 0) return NO_HUGE_PAGES;
	const count = Math.round(sharedHugetlb / pageSize);
	const places = Array.from({ length: Math.floor(size / pageSize) }, (_, index) => index * pageSize);
	const entries = count === places.length ? null : files.readEntries(`${folder}/pagemap`, places.map((place) => (start + place) / smallest * ENTRY_BYTES$1));
	const found = places.filter((_, index) => {
		const entry = entries?.[index] ?? 0n;
		return (entry & PRESENT$1) !== 0n && (entry & EXCLUSIVE$1) === 0n;
	});
	const shared = found.length === count ? found : places.slice(0, count);
	return new Map(shared.map((place) => [`${device} ${inode} ${offset + place}`, pageSize]));
}
/** The bytes of those pages that were not counted yet, which are counted now. */
function countOnce(counted, pages) {
	let bytes = 0;
	for (const [page, size] of pages) {
		if (counted.has(page)) continue;
		counted.add(page);
		bytes += size;
	}
	return bytes;
}

// src/proc/smaps-fields.ts
/** The fields that are read; all other keys are skipped, as every kernel brings new ones. */
const SMAPS_FIELDS = [
	"KernelPageSize",
	"Rss",
	"Pss",
	"Pss_Dirty",
	"Pss_Anon",
	"Pss_Shmem",
	"Shared_Clean",
	"Shared_Dirty",
	"Private_Clean",
	"Private_Dirty",
	"Anonymous",
	"LazyFree",
	"Shared_Hugetlb",
	"Private_Hugetlb",
	"Swap",
	"SwapPss"
];
/** Index of a field in the values of a record. */
const FIELD = Object.fromEntries(SMAPS_FIELDS.map((name, index) => [name, index]));
/** The value of a field that this kernel does not print. */
const ABSENT = -1;
/** Where the numbers of all other lines go. */
const UNREAD = SMAPS_FIELDS.length;
/** The values of one record in kB, by `FIELD`. */
function createValues() {
	return new Float64Array(SMAPS_FIELDS.length + 1).fill(-1);
}
/** In every kernel since 2.6.25, when Pss came. */
const REQUIRED_FIELDS = [
	"Rss",
	"Pss",
	"Shared_Clean",
	"Shared_Dirty",
	"Private_Clean",
	"Private_Dirty"
];
/** The index of the field of that name; `undefined` for the many that are not read. */
function fieldNamed(name) {
	return Object.hasOwn(FIELD, name) ? FIELD[name] : void 0;
}
const FLAGS = Buffer.from("VmFlags:");
const NAME = Buffer.from("Name:");
/**
* Lines of text, of any length: VmFlags since 3.8, and on Android the Name of anonymous memory, which only
* some records have: after the flags (3.x) or before all else (4.x).
*/
function isFreeText(text, at) {
	return startsWith(text, at, FLAGS) || isName(text, at);
}
function isName(text, at) {
	return startsWith(text, at, NAME);
}
function startsWith(text, at, prefix) {
	for (let index = 0; index < prefix.length; index += 1) if (text[at + index] !== prefix[index]) return false;
	return true;
}

// src/proc/smaps-header.ts
const SPACE$1 = 32;
const DASH = 45;
const COLON$4 = 58;
const NEWLINE$3 = 10;
/** By byte: 1 for the digits of lower-case hexadecimal. */
const IS_HEX = Uint8Array.from({ length: 256 }, (_, byte) => "0123456789abcdef".includes(String.fromCharCode(byte)) ? 1 : 0);
/** Whether a header may begin here: addresses are lower-case hexadecimal, keys begin with a capital. */
function startsHeader(text, at) {
	return IS_HEX[text[at] ?? 0] === 1;
}
/**
* Walks over `start-end permissions offset major:minor inode` and the padding, to where the mapping's name
* starts: at the newline when it has none. −1 when this is not the header of a mapping. The device is in
* hexadecimal and of at least two digits on each side: 103:02, 00:1a2. The name may hold anything but a
* newline, which the kernel escapes.
*/
function findName(text, start) {
	let at = skipHex(text, start);
	if (at === start || text[at] !== DASH) return -1;
	const end = at + 1;
	at = skipHex(text, end);
	if (at === end || text[at] !== SPACE$1) return -1;
	if (!isPermissions(text, at + 1) || text[at + 5] !== SPACE$1) return -1;
	const offset = at + 6;
	at = skipHex(text, offset);
	if (at === offset || text[at] !== SPACE$1) return -1;
	const major = at + 1;
	at = skipHex(text, major);
	if (at < major + 2 || text[at] !== COLON$4) return -1;
	const minor = at + 1;
	at = skipHex(text, minor);
	if (at < minor + 2 || text[at] !== SPACE$1) return -1;
	const inode = at + 1;
	at = inode;
	while (isDigit(text[at] ?? 0)) at += 1;
	if (at === inode || text[at] !== SPACE$1 && text[at] !== NEWLINE$3) return -1;
	while (text[at] === SPACE$1) at += 1;
	return at;
}
/** Of a header that `findName` has accepted, and where it found the name. */
function parseHeader(text, start, nameStart) {
	const [range = "", permissions = "", offset = "", device = "", inode = ""] = Buffer.from(text.buffer, text.byteOffset + start, nameStart - start).toString("latin1").trimEnd().split(" ");
	const [from = 0, to = 0] = range.split("-").map((address) => Number.parseInt(address, 16));
	return {
		start: from,
		size: to - from,
		permissions,
		offset: Number.parseInt(offset, 16),
		device,
		inode
	};
}
function isPermissions(text, at) {
	return isEither(text[at], "r") && isEither(text[at + 1], "w") && isEither(text[at + 2], "x") && (text[at + 3] === 112 || text[at + 3] === 115);
}
function isEither(byte, letter) {
	return byte === DASH || byte === letter.charCodeAt(0);
}
function skipHex(text, start) {
	let at = start;
	while (IS_HEX[text[at] ?? 0] === 1) at += 1;
	return at;
}
function isDigit(byte) {
	return byte >= 48 && byte <= 57;
}

// src/proc/smaps-layout.ts
const COLUMNS$1 = 8;
const WORD$1 = 8;
const SPACE = 32;
const TAB = 9;
const ZERO = 48;
const NINE = 57;
const COLON$3 = 58;
const NEWLINE$2 = 10;
const UNIT = Buffer.from(" kB");
/** Kernels of today print 23 lines of numbers. */
const MOST_LINES$1 = 64;
/**
* Learns the layout of the lines of numbers in `text[start, end)`, which have been read line by line and are
* well formed. `null` when they are not of the shape that the fast way needs.
*/
function learnLayout(text, start, end) {
	const view = viewOf(text);
	const fixedAt = [];
	const numberStarts = [];
	const numberEnds = [];
	const fields = [];
	let at = start;
	let fixedStart = start;
	while (at < end && !isFreeText(text, at)) {
		const lineEnd = text.indexOf(NEWLINE$2, at);
		const colon = text.indexOf(COLON$3, at);
		const numberEnd = UNIT.every((byte, index) => text[lineEnd - UNIT.length + index] === byte) ? lineEnd - UNIT.length : lineEnd;
		const numberStart = Math.max(colon + 1, numberEnd - COLUMNS$1, text.lastIndexOf(TAB, lineEnd) + 1);
		if (!text.subarray(colon + 1, numberStart).every((byte) => byte === SPACE || byte === TAB) || readNumber(text, numberStart, numberEnd) < 0) return null;
		if (numberStart - fixedStart < WORD$1 || fields.length === MOST_LINES$1) return null;
		for (let word = fixedStart; word < numberStart - WORD$1; word += WORD$1) fixedAt.push(word - start);
		fixedAt.push(numberStart - WORD$1 - start);
		numberStarts.push(numberStart - start);
		numberEnds.push(numberEnd - start);
		fields.push(fieldNamed(Buffer.from(text.subarray(at, colon)).toString("latin1")) ?? UNREAD);
		fixedStart = numberEnd;
		at = lineEnd + 1;
	}
	const length = at - start;
	const ending = text.slice(fixedStart, at);
	for (; at < end; at = text.indexOf(NEWLINE$2, at) + 1) if (!isFreeText(text, at)) return null;
	return {
		fixedAt: Int32Array.from(fixedAt),
		fixedWords: Float64Array.from(fixedAt, (place) => wordAt(view, start + place)),
		numberStarts: Int32Array.from(numberStarts),
		numberEnds: Int32Array.from(numberEnds),
		fields: Int32Array.from(fields),
		ending,
		length
	};
}
/** The words that the last record had as its numbers. */
function createLastWords() {
	return new Float64Array(MOST_LINES$1).fill(NaN);
}
/**
* Reads the numbers of a record's lines to their places among `values`. A number that reads as in the record
* before, as most do, is there already.
*
* @param start where the lines start; the text is long enough for all of them
* @param values of the record before
* @param lastWords of the record before; NaN where `values` do not stand for them
* @returns `false` when anything is not where the layout has it: then `values` means nothing
*/
function readAtPlaces(text, view, start, layout, values, lastWords) {
	const { fixedAt, fixedWords, numberStarts, numberEnds, fields, ending } = layout;
	const end = start + layout.length;
	for (let index = 0; index < fixedAt.length; index += 1) if (wordAt(view, start + (fixedAt[index] ?? 0)) !== fixedWords[index]) return false;
	for (let index = 0; index < ending.length; index += 1) if (text[end - ending.length + index] !== ending[index]) return false;
	for (let index = 0; index < fields.length; index += 1) {
		const numberEnd = start + (numberEnds[index] ?? 0);
		const word = wordAt(view, numberEnd - WORD$1);
		if (word === lastWords[index]) continue;
		const number = readNumber(text, start + (numberStarts[index] ?? 0), numberEnd);
		if (number < 0) return false;
		values[fields[index] ?? UNREAD] = number;
		lastWords[index] = word;
	}
	return true;
}
function viewOf(text) {
	return new DataView(text.buffer, text.byteOffset, text.byteLength);
}
/**
* Eight bytes as one number, to be compared and no more. Bytes of text (below 0x7f) are never those of NaN or
* of a zero, so two words are equal when, and only when, all their bytes are.
*/
function wordAt(view, at) {
	return view.getFloat64(at, true);
}
/** Up to eight columns: spaces, then at least one digit. −1 when they are anything else. */
function readNumber(text, start, end) {
	let at = start;
	while (text[at] === SPACE && at < end - 1) at += 1;
	if (at === end) return -1;
	let value = 0;
	for (; at < end; at += 1) {
		const digit = text[at] ?? 0;
		if (digit < ZERO || digit > NINE) return -1;
		value = value * 10 + (digit - ZERO);
	}
	return value;
}

// src/proc/smaps-records.ts
/** A record of smaps that no kernel prints, or one that contradicts itself. */
var MalformedSmapsError = class extends Error {
	name = "MalformedSmapsError";
	constructor(why, at, text) {
		const line = Buffer.from(text.subarray(at, Math.min(at + 80, text.length))).toString("latin1").split("\n")[0];
		super(`malformed smaps at byte ${at}: ${why}: ${JSON.stringify(line)}`);
	}
};
function createSmapsMemory() {
	return {
		layout: null,
		present: 0
	};
}
const NEWLINE$1 = 10;
const COLON$2 = 58;
/**
* Calls back for each record of a file.
*
* @throws MalformedSmapsError and then remembers nothing of the file.
*/
function forEachRecord(text, length, memory, visit) {
	const view = viewOf(text);
	const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
	const values = createValues();
	const lastWords = createLastWords();
	/** Where the lines of the record before start, when they are as the layout has them. */
	let last = -1;
	const record = {
		headerStart: 0,
		nameStart: 0,
		nameEnd: 0,
		bodyStart: 0,
		end: 0,
		values
	};
	const learned = { ...memory };
	while (record.end < length) {
		record.headerStart = record.end;
		record.nameStart = findName(text, record.headerStart);
		if (record.nameStart < 0) throw new MalformedSmapsError("expected the header of a mapping", record.headerStart, text);
		record.nameEnd = text[record.nameStart] === NEWLINE$1 ? record.nameStart : lineEnd(text, record.nameStart, length);
		record.bodyStart = record.nameEnd + 1;
		const start = isName(text, record.bodyStart) ? lineEnd(text, record.bodyStart, length) + 1 : record.bodyStart;
		const { layout } = learned;
		record.end = -1;
		let isSame = false;
		if (layout !== null && start + layout.length <= length) {
			const end = start + layout.length;
			isSame = last >= 0 && bytes.compare(bytes, last, last + layout.length, start, end) === 0;
			if (isSame || readAtPlaces(text, view, start, layout, values, lastWords)) {
				record.end = skipFreeText(text, end, length);
				last = start;
			}
		}
		if (record.end < 0) {
			isSame = false;
			record.end = readLineByLine(text, length, start, record, learned);
			const relearned = learnLayout(text, start, record.end);
			learned.layout = relearned ?? layout;
			last = relearned === null ? -1 : start;
			lastWords.fill(NaN);
		}
		if (!isSame) checkSum(text, record);
		visit(record);
	}
	Object.assign(memory, learned);
}
/** Where the last record ends that is whole: where the last header starts. 0 when there is none but the first. */
function endOfRecords(text, length) {
	let at = length;
	while (at > 1) {
		at = text.lastIndexOf(NEWLINE$1, at - 2) + 1;
		if (startsHeader(text, at)) return at;
	}
	return 0;
}
/** Where the next record starts, behind lines of text; −1 when anything else stands before it. */
function skipFreeText(text, start, length) {
	let at = start;
	while (at < length && !startsHeader(text, at)) {
		if (!isFreeText(text, at)) return -1;
		while (at < length && text[at] !== NEWLINE$1) at += 1;
		if (at === length) return -1;
		at += 1;
	}
	return at;
}
/** Reads the lines of a record the slow way and gives the place behind them. */
function readLineByLine(text, length, start, { headerStart, values }, learned) {
	values.fill(-1);
	let at = start;
	while (at < length && !startsHeader(text, at)) {
		const end = lineEnd(text, at, length);
		const colon = text.indexOf(COLON$2, at);
		if (colon < 0 || colon > end) throw new MalformedSmapsError("a line without a key", at, text);
		const field = fieldNamed(latin1(text, at, colon));
		if (field !== void 0) {
			const value = /^ +(\d{1,15}) kB$/.exec(latin1(text, colon + 1, end));
			if (value === null) throw new MalformedSmapsError("a field without its number of kB", at, text);
			if (values[field] !== -1) throw new MalformedSmapsError("a field twice in one record", at, text);
			values[field] = Number(value[1]);
		}
		at = end + 1;
	}
	for (const name of REQUIRED_FIELDS) if (values[FIELD[name]] === -1) throw new MalformedSmapsError(`no ${name} in the record`, headerStart, text);
	let present = 0;
	SMAPS_FIELDS.forEach((_, field) => {
		if (values[field] !== -1) present |= 1 << field;
	});
	if (learned.present !== 0 && learned.present !== present) throw new MalformedSmapsError("other fields than in the records before it", headerStart, text);
	learned.present = present;
	return at;
}
/**
* The kernel adds each page to Rss and to exactly one of the four (`smaps_account`), but for hugetlb pages,
* which are in none of them. Before 2.6.34 pages without a struct page (device memory) were in Rss alone; by
* Anonymous, which came in 2.6.37, we know that this is later.
*/
function checkSum(text, { headerStart, values }) {
	const rss = values[FIELD.Rss] ?? -1;
	const parts = (values[FIELD.Shared_Clean] ?? -1) + (values[FIELD.Shared_Dirty] ?? -1) + (values[FIELD.Private_Clean] ?? -1) + (values[FIELD.Private_Dirty] ?? -1);
	if (rss === parts || rss > parts && values[FIELD.Anonymous] === -1) return;
	throw new MalformedSmapsError("Rss is not the sum of its clean and dirty, shared and private parts", headerStart, text);
}
function lineEnd(text, at, length) {
	const end = text.indexOf(NEWLINE$1, at);
	if (end < 0 || end >= length) throw new MalformedSmapsError("the last line is cut off", at, text);
	return end;
}
function latin1(text, start, end) {
	return Buffer.from(text.buffer, text.byteOffset + start, end - start).toString("latin1");
}

// src/proc/rollup.ts
/** Whether there are none, nor anything else that only single mappings show. */
function isPlain$1({ excess }) {
	return excess !== null && excess <= 1024;
}
/**
* Dirty pages of files are what is in Pss_Dirty beyond Pss_Anon and Pss_Shmem, plus those pages of these two that
* are clean: lazily freed, read back from swap, or of shared memory that was only read. Where none of these can
* be, nothing beyond means no dirty page of a file. Else the excess and all that could hide a change of it make
* the mark. Each figure is cut off to a whole kB, so less than 2 kB, half a page, may escape.
*/
function rollupState(text, length, memory) {
	let state = {
		mark: "",
		excess: 0
	};
	forEachRecord(text, length, memory, ({ values }) => {
		const of = (field) => Math.max(0, values[field] ?? 0);
		const excess = of(FIELD.Pss_Dirty) - of(FIELD.Pss_Anon) - of(FIELD.Pss_Shmem);
		const hiding = [
			of(FIELD.Pss_Shmem),
			of(FIELD.LazyFree),
			of(FIELD.Swap)
		];
		const isOpen = excess >= 0 && hiding.every((figure) => figure === 0);
		state = {
			mark: [excess, ...hiding].join(" "),
			excess: isOpen ? excess * 1024 : null
		};
	});
	return state;
}

// src/proc/smaps.ts
const NEWLINE = 10;
const COLON$1 = 58;
const KIB$1 = 1024;
function createTotals() {
	return {
		mappings: 0,
		rss: 0,
		pss: 0,
		writable: 0,
		sharedHugetlb: 0,
		dirtyCache: 0,
		dirtyInMemory: 0,
		sharedClean: 0,
		sharedDirty: 0,
		privateClean: 0,
		privateDirty: 0
	};
}
/** Adds up records of smaps (or the one of smaps_rollup). Linear in their length, and allocates nothing per record. */
function sumSmaps(text, length, memory, isOnDisk, totals = createTotals()) {
	forEachRecord(text, length, memory, (record) => {
		const { values } = record;
		const dirtyFile = dirtyFileOf(values);
		const dirtyCache = dirtyFile > 0 && isOfFileOnDisk(text, record, isOnDisk) ? dirtyFile : 0;
		totals.mappings += 1;
		totals.rss += bytes$5(values, FIELD.Rss);
		totals.pss += bytes$5(values, FIELD.Pss);
		totals.writable += writableOf(values) - dirtyCache;
		totals.sharedHugetlb += bytes$5(values, FIELD.Shared_Hugetlb);
		totals.dirtyCache += dirtyCache;
		totals.dirtyInMemory += dirtyFile - dirtyCache;
		totals.sharedClean += bytes$5(values, FIELD.Shared_Clean);
		totals.sharedDirty += bytes$5(values, FIELD.Shared_Dirty);
		totals.privateClean += bytes$5(values, FIELD.Private_Clean);
		totals.privateDirty += bytes$5(values, FIELD.Private_Dirty);
	});
	return totals;
}
/** Every mapping of records of smaps, in their order. */
function listMappings(text, length, memory, isOnDisk, mappings = []) {
	forEachRecord(text, length, memory, (record) => {
		const { values } = record;
		const header = parseHeader(text, record.headerStart, record.nameStart);
		const dirtyFile = dirtyFileOf(values);
		const dirtyCache = dirtyFile > 0 && isOnDisk(header.device) ? dirtyFile : 0;
		mappings.push({
			start: header.start,
			size: header.size,
			permissions: header.permissions,
			offset: header.offset,
			device: header.device,
			inode: header.inode,
			name: nameOf$6(text, record),
			pageSize: bytes$5(values, FIELD.KernelPageSize),
			rss: bytes$5(values, FIELD.Rss),
			pss: bytes$5(values, FIELD.Pss),
			writable: writableOf(values) - dirtyCache,
			sharedHugetlb: bytes$5(values, FIELD.Shared_Hugetlb),
			dirtyCache,
			sharedClean: bytes$5(values, FIELD.Shared_Clean),
			sharedDirty: bytes$5(values, FIELD.Shared_Dirty),
			privateClean: bytes$5(values, FIELD.Private_Clean),
			privateDirty: bytes$5(values, FIELD.Private_Dirty),
			anonymous: values[FIELD.Anonymous] === -1 ? null : bytes$5(values, FIELD.Anonymous)
		});
	});
	return mappings;
}
/**
* Writable bytes of one record, with the dirty page cache. SwapPss exists since 4.3; before that Swap, which is the
* same for unshared memory. Shared memory that was swapped out is in Swap, and in no field with a share.
*/
function writableOf(values) {
	const swap = values[FIELD.SwapPss] === -1 ? FIELD.Swap : FIELD.SwapPss;
	return pssDirtyOf(values) + bytes$5(values, swap) + bytes$5(values, FIELD.Private_Hugetlb);
}
/**
* Pss_Dirty, which exists since Linux 6.0. Before that an estimate: the shared part of Pss is split in the proportion
* of the shared pages, which is right where these are all dirty, all clean, or shared by equally many. One made
* to be wrong (2 MiB dirty of two processes, 2 MiB clean of many) was 45 % low.
*/
function pssDirtyOf(values) {
	if (values[FIELD.Pss_Dirty] !== -1) return bytes$5(values, FIELD.Pss_Dirty);
	const privateDirty = bytes$5(values, FIELD.Private_Dirty);
	const sharedDirty = bytes$5(values, FIELD.Shared_Dirty);
	if (sharedDirty === 0) return privateDirty;
	return privateDirty + Math.max(0, bytes$5(values, FIELD.Pss) - bytes$5(values, FIELD.Private_Clean) - privateDirty) * sharedDirty / (bytes$5(values, FIELD.Shared_Clean) + sharedDirty);
}
/**
* What a mapping has dirty beyond its anonymous pages: pages of its file, which are yet to be written back if that is
* on disk. A private mapping has both kinds (a just-written binary's data, of which some was written to), and
* smaps does not say which of them are shared. Of the file's pages everybody who maps it has the same, anonymous
* ones are shared within a fork alone: so what is shared counts as the file's first.
*/
function dirtyFileOf(values) {
	if (values[FIELD.Anonymous] === -1) return 0;
	const privateDirty = bytes$5(values, FIELD.Private_Dirty);
	const sharedDirty = bytes$5(values, FIELD.Shared_Dirty);
	const ofFile = privateDirty + sharedDirty - bytes$5(values, FIELD.Anonymous);
	if (ofFile <= 0) return 0;
	const shared = Math.min(ofFile, sharedDirty);
	if (shared === 0) return ofFile;
	return ofFile - shared + (pssDirtyOf(values) - privateDirty) * shared / sharedDirty;
}
function isOfFileOnDisk(text, record, isOnDisk) {
	return isOnDisk(parseHeader(text, record.headerStart, record.nameStart).device);
}
/** Kernel kB become bytes here and nowhere else. */
function bytes$5(values, field) {
	return Math.max(0, values[field] ?? 0) * KIB$1;
}
/** From the header, or on Android from the line below it or the last one. */
function nameOf$6(text, { nameStart, nameEnd, bodyStart, end }) {
	if (nameEnd > nameStart) return utf8(text, nameStart, nameEnd);
	const last = text.lastIndexOf(NEWLINE, end - 2) + 1;
	const line = isName(text, bodyStart) ? bodyStart : isName(text, last) ? last : null;
	if (line === null) return "";
	return utf8(text, text.indexOf(COLON$1, line) + 1, text.indexOf(NEWLINE, line)).trimStart();
}
function utf8(text, start, end) {
	return Buffer.from(text.buffer, text.byteOffset + start, end - start).toString("utf8");
}

// src/proc/memory.ts
const EMPTY = { kind: "empty" };
function read$1(memory) {
	return {
		kind: "read",
		memory
	};
}
/** A process that becomes another program has no memory to read for a moment. */
const ATTEMPTS$3 = 3;
/**
* Reads memory of processes, always from the same source within one reader: Pss fields are truncated per
* mapping in smaps and once in smaps_rollup, so figures of the two differ by up to a kilobyte a mapping.
*
* Dirty page cache of files on disk is no memory that a program holds, and a rollup counts it. A process whose
* rollup proves that there is none, as that of nearly every process does, costs nothing more. Any other is read
* by smaps (0.1 ms become 0.4 ms for a small process, 0.6 ms 2 ms for one of 20 MB), and its dirty page cache is taken
* for the same until the rollup shows that it may have changed: at rest, that costs nothing.
*/
function createMemoryReader(files) {
	const rollupMemory = createSmapsMemory();
	const smapsMemory = createSmapsMemory();
	const hasRollup = kernelHasRollup(files);
	const fileSystems = createFileSystems(files);
	const dirtyCaches = /* @__PURE__ */ new Map();
	function readTotals(pid) {
		return retry(pid, (folder) => {
			const totals = hasRollup ? readBoth(pid, folder) : sumOfSmaps(pid, folder);
			if (totals.kind !== "read") return totals;
			if (totals.memory.sharedHugetlb === 0) return read$1(withHugePages(totals.memory, NO_HUGE_PAGES));
			const mappings = listOfSmaps(pid, folder);
			if (mappings.kind !== "read") return mappings;
			const pages = mappings.memory.flatMap((mapping) => [...mapping.sharedHugePages]);
			return read$1(withHugePages(totals.memory, new Map(pages)));
		});
	}
	/**
	* The rollup, less the dirty page cache that the mappings show. Where the rollup knows how many dirty pages of files
	* there are, they need only say that these are on disk: both are never of quite the same moment, and pages may be
	* written back and dirtied again in between.
	*/
	function readBoth(pid, folder) {
		let rollup = readRollup(folder);
		for (let attempts = 1;; attempts += 1) {
			if (rollup.kind !== "read") return rollup;
			const { totals, state } = rollup.memory;
			if (isPlain$1(state)) return read$1(totals);
			const known = dirtyCaches.get(pid);
			if (known?.mark === state.mark) return read$1(withoutCache(totals, known.bytes));
			const smaps = sumOfSmaps(pid, folder);
			if (smaps.kind !== "read") return smaps;
			if (state.excess !== null && smaps.memory.dirtyInMemory === 0) {
				dirtyCaches.set(pid, {
					mark: state.mark,
					bytes: state.excess
				});
				return read$1(withoutCache(totals, state.excess));
			}
			const again = readRollup(folder);
			if (again.kind === "read" && again.memory.state.mark === state.mark) dirtyCaches.set(pid, {
				mark: state.mark,
				bytes: smaps.memory.dirtyCache
			});
			else if (attempts === ATTEMPTS$3) return smaps;
			rollup = again;
		}
	}
	function readRollup(folder) {
		const text = files.read(`${folder}/smaps_rollup`);
		if (text.kind !== "text") return text;
		const totals = sumSmaps(text.bytes, text.length, rollupMemory, NOT_ON_DISK);
		if (totals.mappings === 0) return EMPTY;
		return read$1({
			totals,
			state: rollupState(text.bytes, text.length, rollupMemory)
		});
	}
	function sumOfSmaps(pid, folder) {
		return readSmaps(pid, folder, createTotals, sumSmaps);
	}
	function listOfSmaps(pid, folder) {
		const list = readSmaps(pid, folder, () => [], listMappings);
		if (list.kind !== "read") return list;
		const smallest = Math.min(...new Set(list.memory.map(({ pageSize }) => pageSize)));
		return read$1(list.memory.map((mapping) => withHugePages(mapping, sharedHugePages(files, folder, mapping, smallest))));
	}
	function readMappings(pid) {
		return retry(pid, (folder) => listOfSmaps(pid, folder));
	}
	function readSmaps(pid, folder, create, parse) {
		for (;;) {
			const memory = create();
			const text = files.readRecords(`${folder}/smaps`, endOfRecords, (bytes, length) => {
				parse(bytes, length, smapsMemory, fileSystems.isOnDisk, memory);
			});
			if (text.kind !== "text") return text;
			if (text.length === 0) return EMPTY;
			if (!fileSystems.learn(pid)) return read$1(memory);
		}
	}
	function retry(pid, attempt) {
		let folder = String(pid);
		for (let attempts = 1;; attempts += 1) {
			let found = EMPTY;
			try {
				found = attempt(folder);
			} catch (error) {
				if (!(error instanceof MalformedSmapsError) || attempts === ATTEMPTS$3) throw error;
			}
			if (found.kind === "read") return found;
			if (found.kind === "denied") return { kind: "denied" };
			const holder = findMemory(files, pid);
			if (holder === null) return { kind: "ended" };
			if (attempts === ATTEMPTS$3) return { kind: "denied" };
			folder = holder;
		}
	}
	return {
		readTotals,
		readMappings
	};
}
/**
* smaps_rollup exists since Linux 4.14, Pss_Anon and Pss_Shmem in it since 5.4, Pss_Dirty since about 6.0. Without
* Pss_Dirty the split of the shared part is made per mapping, which a sum over all mappings does not allow.
*/
function kernelHasRollup(files) {
	const own = files.readText("self/smaps_rollup") ?? "";
	return [
		"Pss_Dirty",
		"Pss_Anon",
		"Pss_Shmem"
	].every((field) => own.includes(`\n${field}:`));
}
/** Adds them to the object itself: a copy of an object with so many fields takes 0.1 ms. */
function withHugePages(found, pages) {
	return Object.assign(found, { sharedHugePages: pages });
}
/** The one record of a rollup is of no file. */
const NOT_ON_DISK = () => false;
function withoutCache(totals, dirtyCache) {
	return {
		...totals,
		writable: totals.writable - dirtyCache,
		dirtyCache
	};
}
/**
* The folder of the process, or of one of its threads, that has memory; `null` when it has none: a zombie, a
* process that is about to be one, or a kernel thread. The first thread may have ended before the others:
* then the process's own files are empty, and each of theirs holds the memory of all.
*/
function findMemory(files, pid) {
	return [String(pid), ...files.list(`${pid}/task`).map((thread) => `${pid}/task/${thread}`)].find((folder) => hasMemory(files, folder)) ?? null;
}
/** By the size of the address space, the first field of statm, which anybody may read. */
function hasMemory(files, folder) {
	return /^[1-9]/.test(files.readText(`${folder}/statm`) ?? "");
}

// src/measure/motion.ts
const GROWTH = 1.01;
/** @param launchedMs when the program was launched */
function createMotion(launchedMs) {
	return {
		moved: true,
		grown: true,
		quietSinceMs: Infinity,
		stoodStill: false,
		latest: null,
		unseenMs: 0,
		base: null,
		seen: null,
		seenAtMs: launchedMs,
		residentPages: 0
	};
}
/** @param counters `null` when a process has ended */
function noteLook(motion, counters, nowMs) {
	see(motion, counters, nowMs);
	motion.moved ||= areOthers(motion.base, counters);
	motion.grown = counters !== null && counters.residentPages > motion.residentPages * GROWTH;
}
function noteReading(motion, { before, after }, span, launchedMs) {
	see(motion, before, span.startMs);
	see(motion, after, span.endMs);
	const movedMeanwhile = haveMoved(before, after);
	motion.stoodStill = !motion.moved && !areOthers(motion.base, before) && !movedMeanwhile;
	if (!motion.stoodStill) noteUnseen(motion, span.startMs, launchedMs);
	motion.moved = movedMeanwhile;
	motion.grown = false;
	motion.base = before;
	motion.residentPages = after.residentPages;
	motion.latest = span;
}
/** Nothing has been read from the latest full reading up to now. */
function noteUnseen(motion, nowMs, launchedMs) {
	motion.unseenMs = Math.max(motion.unseenMs, nowMs - (motion.latest?.startMs ?? launchedMs));
}
function see(motion, counters, nowMs) {
	if (areOthers(motion.seen, counters)) motion.quietSinceMs = Infinity;
	else if (motion.quietSinceMs === Infinity) motion.quietSinceMs = motion.seenAtMs;
	motion.seen = counters;
	motion.seenAtMs = nowMs;
}
function areOthers(one, other) {
	return one === null || other === null || haveMoved(one, other);
}

// src/measure/session.ts
/**
* Launches the program of a scenario, to be watched. Whoever calls stops it.
*
* @throws UserError when it cannot be launched
*/
async function startSession(scenario, machine, world, listeners, tracer) {
	const started = await start(scenario, machine, world, tracer);
	const { program } = started;
	const target = scenario.target === null ? null : createTargetFinder(scenario.target, scenario, program.startTime, world);
	const session = {
		program,
		launchedTree: started.tree,
		tree: target === null ? started.tree : createTargetTree(world.proc, program.startTime, target.named),
		target,
		scenario,
		machine,
		world,
		memory: createMemoryReader(world.proc),
		readings: [],
		members: [],
		seen: /* @__PURE__ */ new Map(),
		events: [],
		motion: createMotion(program.launchedAt),
		...listeners
	};
	note(session, "launched");
	return session;
}
/**
* Whether nothing of the program lives. The main program may end with status 0 and leave a daemon behind: then
* that is the program. A target ends when it was seen and lives no more, whatever becomes of who asked for it.
*/
function hasEnded({ program, tree, target, seen }) {
	if (target === null ? program.report() === null && !program.isGone() : seen.size === 0) return false;
	if (tree.hasLiving()) return false;
	const { members, hidden } = tree.scan();
	return hidden.length === 0 && members.every(({ state }) => state === "Z");
}
/**
* @throws UserError with the end of the program's output: `exited-early` when it has failed or is gone, or
* `target-ended` when its target has
*/
function refuseEarlyExit(session, during) {
	const { target, scenario } = session;
	const { output, oomKills, report, isGone } = session.program;
	const status = report()?.exitStatus ?? null;
	const isOver = status !== null || isGone();
	if (target !== null && (!isOver || status === 0)) {
		if (!hasEnded(session)) return;
		throw errors.targetEnded(scenario.name, target.text, during, output.tail());
	}
	if (!isOver || status === 0 && !hasEnded(session)) return;
	throw errors.exitedEarly(scenario.name, status, during, output.tail(), {
		heldBack: heldBackVariables(session.world.env, scenario),
		oomKills: oomKills()
	});
}
function note(session, event) {
	const atMs = session.world.clock.now() - session.program.launchedAt;
	session.events.push({
		atMs,
		event
	});
	return atMs;
}

// src/measure/read-tree.ts
const ATTEMPTS$2 = 5;
/**
* Takes one reading of the whole tree. Processes are read one after the other, so a tree that changes
* meanwhile (a fork moves pages from one to another) is read again.
*
* @param target given, the tree is not that of the program
*/
function readTree({ program, tree, target = null }, memory, clock) {
	const startedAt = clock.now();
	for (let attempt = 1;; attempt += 1) {
		const before = tree.scan();
		let writable = 0;
		let dirtyCache = 0;
		let rss = 0;
		let pss = 0;
		const hugePages = /* @__PURE__ */ new Set();
		const denied = [];
		for (const { pid, command } of before.members) {
			const totals = memory.readTotals(pid);
			if (totals.kind === "denied") denied.push(`${pid} (${command})`);
			if (totals.kind !== "read") continue;
			writable += totals.memory.writable + countOnce(hugePages, totals.memory.sharedHugePages);
			dirtyCache += totals.memory.dirtyCache;
			rss += totals.memory.rss;
			pss += totals.memory.pss;
		}
		const after = tree.scan();
		const living = after.members.filter(isLiving);
		const livingBefore = before.members.filter(isLiving);
		const membership = membershipOf(living);
		const torn = membership !== membershipOf(livingBefore);
		if (torn && attempt < ATTEMPTS$2) continue;
		const { members, hidden } = after;
		const supervisor = target === null ? program.report()?.stat ?? after.supervisor : null;
		return {
			reading: {
				atMs: startedAt - program.launchedAt,
				writable,
				dirtyCache,
				rss,
				pss,
				minorFaults: sum$2(members, (stat) => stat.minorFaults + stat.childMinorFaults) + (supervisor?.childMinorFaults ?? 0),
				majorFaults: sum$2(members, (stat) => stat.majorFaults + stat.childMajorFaults) + (supervisor?.childMajorFaults ?? 0),
				endedFaults: sum$2(members, (stat) => stat.childMinorFaults + (isLiving(stat) ? 0 : stat.minorFaults)),
				processes: living.length,
				threads: sum$2(living, (stat) => stat.threads),
				membership,
				denied,
				hidden,
				torn
			},
			members,
			before: countersOf(livingBefore),
			after: countersOf(living)
		};
	}
}
function membershipOf(living) {
	return living.map(identityOf).join(" ");
}
function sum$2(members, figure) {
	return members.reduce((total, stat) => total + figure(stat), 0);
}

// src/measure/watch.ts
/** 20 readings a second, while they are cheap. */
const READING_INTERVAL_MS = 50;
/** A service must not be disturbed: 2 % of a CPU, of which an eighth is left for what cannot be counted here. */
const READING_SHARE = .0175;
/**
* While a workload is served, readings tell only of the peak, and a reading also delays the requests being
* served (bench/cost.ts). So they take a sixth of what they take at rest.
*/
const LOADED_PACE = {
	intervalMs: 50,
	share: READING_SHARE / 6
};
/**
* Counters are much cheaper than readings, and there are more looks than readings. What stands still is looked at less,
* so that a process is proven to be at rest with about 1 % of a CPU.
*/
const LOOK_SHARES = {
	moving: .01,
	still: .005
};
/** While a tree grows its peak is ahead. */
const HURRY = 3;
/** What moves no counter moves all the same, if seldom: then so long after the last reading. */
const QUIET_GAP_MS = 1e3;
/** A timer may end so much too early; to sleep once more for the rest would cost more than it is worth. */
const TIMER_GRAIN_MS$1 = 1;
/**
* When a reading is due while nobody waits for rest: as the tree moves, and sooner while it grows, for its peak; and
* seldom while it stands still.
*/
function dueByMotion({ motion }) {
	return (pacedMs, hurriedMs) => {
		if (motion.moved) return motion.grown ? hurriedMs : pacedMs;
		return Math.max(pacedMs, (motion.latest?.endMs ?? 0) + QUIET_GAP_MS);
	};
}
/**
* Takes readings until something is found. Between two of them it sleeps for long enough that they, and being
* woken for them, take no more than their share of a CPU.
*
* @param find looked at on every tick, and told whether a reading has just been taken
* @returns what was found; `timed-out`; or `ended`, when no process of the program is left
* @throws the signal's reason when the gate is aborted
*/
async function watch(session, { phase, timeoutMs, intervalMs, longestGapMs = Infinity, tickMs = Infinity, wake, share = READING_SHARE, due }, find) {
	const { motion, program, tree } = session;
	const { clock, signal } = session.world;
	const deadline = clock.now() + timeoutMs;
	/** Ends a sleep early; a new one for each time. */
	let alarm = new AbortController();
	const wakeUp = () => alarm.abort();
	signal.addEventListener("abort", wakeUp);
	wake?.then(wakeUp);
	program.ended.then(wakeUp);
	const gapAfter = (costMs) => Math.min(longestGapMs, Math.max(intervalMs, costMs / share));
	try {
		const { latest } = motion;
		let pacedMs = due === void 0 || latest === null ? clock.now() : Math.max(clock.now(), latest.endMs + gapAfter(latest.costMs));
		let hurriedMs = pacedMs;
		const dueMs = () => due?.(pacedMs, hurriedMs) ?? pacedMs;
		let nextLookAt = clock.now();
		let lookGapMs = intervalMs;
		let awakeSince = clock.cpuMs();
		/** What the latest reading took of a CPU, or the latest look. */
		let spentMs = 0;
		for (;;) {
			signal.throwIfAborted();
			const isLook = due !== void 0 && clock.now() >= nextLookAt - TIMER_GRAIN_MS$1;
			const startedAt = clock.cpuMs();
			if (isLook) {
				noteLook(motion, tree.look(), clock.now());
				spentMs = clock.cpuMs() - startedAt;
			}
			const isNewReading = clock.now() >= dueMs() - TIMER_GRAIN_MS$1;
			if (isNewReading) {
				const startMs = clock.now();
				const taken = readTree(session, session.memory, clock);
				spentMs = clock.cpuMs() - startedAt;
				noteReading(motion, taken, {
					startMs,
					endMs: clock.now(),
					costMs: spentMs
				}, program.launchedAt);
				session.readings.push(taken.reading);
				noteMembers(session, taken.members);
				session.onReading(phase, taken.reading);
			}
			const found = find(isNewReading);
			if (found !== null) return found;
			if (hasEnded(session)) return "ended";
			if (clock.now() >= deadline) return "timed-out";
			const usedMs = clock.cpuMs();
			const costMs = Math.min(usedMs - awakeSince, 2 * spentMs);
			if (isNewReading) {
				pacedMs = clock.now() + gapAfter(costMs);
				hurriedMs = clock.now() + Math.min(longestGapMs, Math.max(intervalMs, costMs / share / HURRY));
			}
			const lookShare = Math.min(LOOK_SHARES[motion.moved ? "moving" : "still"], share);
			if (isLook && !isNewReading) lookGapMs = Math.max(intervalMs, costMs / lookShare);
			if (isLook || isNewReading) nextLookAt = clock.now() + lookGapMs;
			awakeSince = usedMs;
			const untilMs = Math.min(dueMs(), due === void 0 ? Infinity : nextLookAt, deadline) - clock.now();
			await clock.sleep(Math.min(tickMs, Math.max(1, Math.ceil(untilMs))), alarm.signal);
			if (alarm.signal.aborted) alarm = new AbortController();
		}
	} finally {
		signal.removeEventListener("abort", wakeUp);
	}
}
/** Of the newest look at all of them. */
function noteMembers(session, members) {
	session.members = members;
	for (const { pid, command, parentPid } of members) session.seen.set(pid, {
		command,
		parentPid
	});
}

// src/measure/await-ready.ts
/**
* Takes readings until the ready conditions hold, and keeps what they caught for the workload.
*
* @returns when it held, in milliseconds since launch
* @throws UserError when the program ends before, or the condition does not hold in its time
*/
async function awaitReady(session, createReadyProbe) {
	const { scenario, program, world } = session;
	/** Ends a probe that still waits for an answer when nobody does any more. */
	const over = new AbortController();
	const probe = createReadyProbe({
		...session,
		memberPids: () => session.members.filter(({ state }) => state !== "Z").map(({ pid }) => pid),
		signal: AbortSignal.any([world.signal, over.signal])
	});
	let readyAtMs = null;
	let failure = null;
	let probing = null;
	const outcome = await watch(session, {
		phase: "starting",
		timeoutMs: program.launchedAt + scenario.readyTimeoutMs - world.clock.now(),
		intervalMs: 50,
		tickMs: 10,
		due: dueByMotion(session)
	}, () => {
		refuseEarlyExit(session, "starting");
		if (failure !== null) throw failure;
		probing ??= probe.holds().then((answer) => {
			if (answer !== false) readyAtMs ??= (answer === true ? world.clock.now() : answer) - program.launchedAt;
		}).catch((error) => {
			failure = error;
		}).finally(() => {
			probing = null;
		});
		return readyAtMs;
	}).finally(async () => {
		over.abort();
		await probing;
	});
	if (outcome === "ended") refuseEarlyExit(session, "starting");
	if (typeof outcome === "string") {
		const unmet = probe.explain();
		throw errors.neverReady(scenario.name, formatDuration(scenario.readyTimeoutMs), unmet.map(({ why }) => why), program.output.tail(), unmet.find(({ cure }) => cure !== void 0)?.cure);
	}
	session.caught = readyVariables(scenario.ready ?? [], probe.caught());
	session.events.push({
		atMs: outcome,
		event: "ready"
	});
	return outcome;
}

// src/measure/gaps.ts
/** What could not be read of the tree, each process once: a run with any of these is no evidence. */
function gapsOf(readings, hiddenLater = []) {
	const denied = new Set(readings.flatMap((reading) => reading.denied));
	const hidden = new Set([...readings.flatMap((reading) => reading.hidden), ...hiddenLater].map(({ pid, command }) => `${pid} (${command})`));
	return [...[...denied].map((process) => ({
		kind: "memory-denied",
		process
	})), ...[...hidden].map((process) => ({
		kind: "hidden",
		process
	}))];
}
/** A reading of no process is no figure: a program that runs has memory. */
function gapOfEmpty(readings) {
	return readings.some(({ writable, torn }) => writable === 0 && !torn) ? [{ kind: "nothing-read" }] : [];
}

// src/statistics/theil-sen.ts
/** Of the standard normal distribution, two-sided 95 %. */
const Z_95 = 1.959964;
/**
* The pairs of n points are n²/2: above this many points the series is condensed first, which bounds the work
* at 80,000 slopes (about 10 ms) however long the soak was.
*/
const MAX_POINTS = 400;
/**
* The Theil–Sen slope of a series: the median of the slopes of all pairs of points, which stands 29 % of
* outliers, with Sen's confidence interval from the variance of Kendall's S, corrected for tied values.
*
* The interval takes the points as independent. Readings of one process follow one another closely, so take it
* as a lower bound of the doubt; the gate compares slopes of whole runs, which are independent.
*
* @param timesMs when each value was read, in milliseconds, in any order
* @param values in bytes (or any other unit), as many as times
* @returns in units per second
* @throws Error with fewer than two different times, or anything not finite
* @see P. K. Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", JASA 63 (1968), 1379–1389
*/
function theilSenSlope(timesMs, values) {
	if (timesMs.length !== values.length) throw new Error(`${timesMs.length} times for ${values.length} values`);
	if (![...timesMs, ...values].every(Number.isFinite)) throw new Error("a series that is not all finite");
	const points = condense(timesMs.map((atMs, index) => ({
		atMs,
		value: values[index] ?? NaN
	})));
	const slopes = pairwiseSlopes(points);
	if (slopes.length === 0) throw new Error("a slope needs two different times");
	const ordered = sorted(slopes);
	const reach = Z_95 * Math.sqrt(varianceOfKendall(points.map((point) => point.value)));
	const lower = Math.floor((slopes.length - reach) / 2) - 1;
	const upper = Math.ceil((slopes.length + reach) / 2);
	return {
		perSecond: median(slopes),
		lower: ordered[lower] ?? Number.NEGATIVE_INFINITY,
		upper: ordered[upper] ?? Number.POSITIVE_INFINITY
	};
}
/**
* The slope as far as the points prove it: the end of its interval that is nearer to zero, or zero when the
* interval holds it. Units per second; `null` where the points were too few to prove anything.
*/
function confidentSlope({ lower, upper }) {
	if (!Number.isFinite(lower) || !Number.isFinite(upper)) return null;
	if (lower > 0) return lower;
	return upper < 0 ? upper : 0;
}
/** At most {@link MAX_POINTS} points: medians of neighbours of equal number, in order of time. */
function condense(points) {
	if (points.length <= MAX_POINTS) return points;
	const ordered = points.toSorted((a, b) => a.atMs - b.atMs);
	return Array.from({ length: MAX_POINTS }, (_, block) => {
		const members = ordered.slice(Math.floor(block * ordered.length / MAX_POINTS), Math.floor((block + 1) * ordered.length / MAX_POINTS));
		return {
			atMs: median(members.map((point) => point.atMs)),
			value: median(members.map((point) => point.value))
		};
	});
}
function pairwiseSlopes(points) {
	const slopes = [];
	points.forEach((from, index) => {
		for (const to of points.slice(index + 1)) if (to.atMs !== from.atMs) slopes.push((to.value - from.value) / (to.atMs - from.atMs) * 1e3);
	});
	return slopes;
}
/** Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18 over the groups of t tied values (Kendall 1970, ch. 4). */
function varianceOfKendall(values) {
	const ties = /* @__PURE__ */ new Map();
	for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
	const term = (n) => n * (n - 1) * (2 * n + 5);
	return [...ties.values()].reduce((sum, tied) => sum - term(tied), term(values.length)) / 18;
}

// src/measure/settle.ts
/** Fewer readings prove nothing, however long they took. */
const FEWEST_READINGS = 5;
/**
* Whether the readings up to the last one prove that the program is at rest, and from when on.
*
* @param points of one phase only (since the program was ready, or since its workload ended)
* @returns `null` while there is no proof
*/
function findSteadyWindow(points, rule) {
	const last = points.at(-1);
	if (last === void 0) return null;
	const sameMembers = trailing(points, (point) => point.membership === last.membership);
	const still = trailing(sameMembers, (point) => point.writable === last.writable);
	if (covers(still, rule.stillMs)) return windowOf(still);
	const recent = sameMembers.filter((point) => point.atMs >= last.atMs - rule.windowMs * 1.1);
	if (!covers(recent, rule.windowMs)) return null;
	const values = recent.map((point) => point.writable);
	const level = median(values);
	if (quantile(values, .9) - quantile(values, .1) > Math.max(rule.quantumBytes, level * rule.levelTolerance)) return null;
	const slope = theilSenSlope(recent.map((point) => point.atMs), values);
	return Math.abs(slope.perSecond) * rule.windowMs / 1e3 > Math.max(rule.quantumBytes, level * rule.driftTolerance) ? null : windowOf(recent);
}
/** The longest run of points at the end that all hold. */
function trailing(points, holds) {
	const lastBreak = points.findLastIndex((point) => !holds(point));
	return points.slice(lastBreak + 1);
}
function covers(points, lengthMs) {
	const [first] = points;
	const last = points.at(-1);
	return points.length >= FEWEST_READINGS && first !== void 0 && last !== void 0 && last.atMs - first.atMs >= lengthMs;
}
function windowOf(points) {
	return {
		startMs: points[0]?.atMs ?? 0,
		endMs: points.at(-1)?.atMs ?? 0,
		writable: median(points.map((point) => point.writable))
	};
}
/** What kept a program from settling, with its figures. */
function classifyUnsettled(points) {
	const values = points.map((point) => point.writable);
	const times = points.map((point) => point.atMs);
	const overMs = Math.max(...times) - Math.min(...times);
	if (points.length < FEWEST_READINGS || overMs <= 0) return {
		kind: "unread",
		readings: points.length
	};
	const levelBytes = median(values);
	const slope = theilSenSlope(times, values);
	const spreadBytes = quantile(values, .9) - quantile(values, .1);
	const driftBytes = slope.perSecond * overMs / 1e3;
	if (slope.lower > 0 && driftBytes > spreadBytes / 2) return {
		kind: "creeping",
		bytesPerSecond: slope.perSecond,
		overMs
	};
	const falls = values.filter((value, index) => index > 0 && (values[index - 1] ?? value) - value > spreadBytes / 2).length;
	return falls >= 2 ? {
		kind: "sawtooth",
		falls,
		spreadBytes,
		levelBytes
	} : {
		kind: "noisy",
		spreadBytes,
		levelBytes
	};
}
/** 25 KiB/s over the usual window. */
const SOAK_QUANTUM_BYTES = 65536;
/**
* The rule for a phase. A program of which only silence is known is watched for longer than one that said it
* was ready, and one that took long to start may pause for long: the window grows with the time since launch.
*
* @param elapsedMs since launch
* @param soaks whether growth is measured afterwards: then a program that leaks a little must get that far
*/
function settleRule(evidence, elapsedMs, soaks = false) {
	const leastStillMs = {
		unknown: 3e3,
		ready: 1e3,
		"before-workload": 400
	}[evidence];
	const stillMs = Math.min(Math.max(leastStillMs, elapsedMs * .1), Math.max(leastStillMs, 5e3));
	return {
		stillMs,
		windowMs: stillMs * 2.5,
		levelTolerance: .002,
		driftTolerance: .001,
		quantumBytes: soaks ? SOAK_QUANTUM_BYTES : 4096
	};
}

// src/proc/anonymous-memory.ts
const KIB = 1024;
const MIB$1 = 1024 ** 2;
const GIB = 1024 ** 3;
/**
* Whose an anonymous mapping without a name is, as far as its place among the others makes that certain; `null` where
* it does not. What a runtime does at each launch alike decides, never where a thread is just now: a name that is
* another one in the next run is worse than none.
*
* @param mappings of one process, in the order of their addresses
*/
function ownersOf(mappings) {
	const runtime = runtimeOf(mappings);
	let goEnd = null;
	return mappings.map((mapping, index) => {
		if (!isUnnamed(mapping)) return null;
		const isOfGo = GO_HEAPS.has(mapping.start) || mapping.start === goEnd;
		if (isOfGo) goEnd = endOf$1(mapping);
		if (mapping.permissions.includes("x")) return "[jit code]";
		if (isReserved(mapping)) return null;
		if (isOfGo) return "[go heap]";
		if (runtime === "java" && isOfJavaHeap(mapping)) return "[java heap]";
		if (runtime === "v8" && isOfV8(mapping)) return "[v8]";
		if (isThreadStack(mappings[index - 1], mapping)) return "[thread stacks]";
		if (isArena(mapping, mappings[index + 1])) return "[malloc arenas]";
		return null;
	});
}
function isUnnamed({ name, inode }) {
	return name === "" && inode === "0";
}
function isReserved({ permissions }) {
	return permissions === "---p";
}
function endOf$1({ start, size }) {
	return start + size;
}
/** Where the heap of a Go program begins, and goes on without a gap (runtime/malloc.go, arenaHints); arm64 has the second. */
const GO_HEAPS = /* @__PURE__ */ new Set([192 * 2 ** 32, 64 * 2 ** 32]);
/** V8 is a part of these; a library of it has its own name. */
const V8_PROGRAM = /\/(?:node|nodejs|deno|electron|chrome|chromium|libnode\.so[.\d]*|libv8\.so)(?: \(deleted\))?$/;
const JAVA_LIBRARY = /\/libjvm\.so(?: \(deleted\))?$/;
function runtimeOf(mappings) {
	if (mappings.some(({ name }) => JAVA_LIBRARY.test(name))) return "java";
	return mappings.some(({ name, permissions }) => permissions.includes("x") && V8_PROGRAM.test(name)) && isRoomy(mappings) ? "v8" : null;
}
/**
* HotSpot puts a heap of less than 32 GiB below 32 GiB, so that its references fit into 32 bits, and above 2 GiB
* (HeapBaseMinAddress). The kernel puts nothing there by itself.
*/
function isOfJavaHeap({ start }) {
	return start >= 2 * GIB && start < 32 * GIB;
}
/** Addresses of V8's own choice are apart from all others where the kernel gives a process 47 bits or more. */
function isRoomy(mappings) {
	return mappings.some(({ name, start }) => name === "[stack]" && start >= V8_END);
}
const V8_END = 2 ** 46;
/**
* V8 asks for its pages at random addresses of 46 bits, aligned to 256 KiB (OS::GetRandomMmapAddr). Libraries, stacks
* and whatever asks for no address are above them, the program and its heap above them or below 4 GiB.
*/
function isOfV8({ start }) {
	return start % (256 * KIB) === 0 && start >= 4 * GIB && start < V8_END;
}
const LARGEST_GUARD = 64 * KIB;
const LARGEST_STACK = 64 * MIB$1;
/**
* A guard of a few pages, and above it exactly as much as threads get: glibc puts the guard below the 8 MiB that
* RLIMIT_STACK is on nearly every machine (2 MiB where it is unlimited), HotSpot takes it out of its 1 MiB, Rust asks
* for 2, libuv for 4 or 8. Before Linux 6.7 other memory may melt into the upper end; then it is no such size.
*/
function isThreadStack(below, { start, size, permissions }) {
	if (below === void 0 || permissions !== "rw-p") return false;
	if (!isUnnamed(below) || !isReserved(below) || endOf$1(below) !== start || below.size > LARGEST_GUARD) return false;
	return isStackSize(size) || isStackSize(size + below.size);
}
function isStackSize(size) {
	return size >= MIB$1 && size <= LARGEST_STACK && Number.isInteger(Math.log2(size / MIB$1));
}
/** HEAP_MAX_SIZE of glibc on 64 bits: 2 × DEFAULT_MMAP_THRESHOLD_MAX. */
const ARENA = 64 * MIB$1;
/**
* What glibc's malloc has for threads beside the main one: a region aligned to its size, the first part in use, the
* rest reserved (arena.c, new_heap). Full ones stand below it without a gap.
*/
function isArena({ start, size, permissions }, above) {
	if (above === void 0 || permissions !== "rw-p" || start % ARENA !== 0) return false;
	if (!isUnnamed(above) || !isReserved(above) || above.start !== start + size) return false;
	return above.size < ARENA && endOf$1(above) % ARENA === 0;
}

// src/proc/stable-name.ts
/** What stands between the parts of a name. */
const BETWEEN = String.raw`[\s\-._:;,#=@/~()]`;
/** UUIDs; hashes and addresses; numbers that count nothing: of processes, inodes, milliseconds. */
const IDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|0x[0-9a-f]+|[0-9a-f]{8,}|\d{5,}/gi;
/**
* Other parts that are others in each run, machine or build. The order matters: what comes later looks at what the
* earlier ones have left.
*/
const VOLATILE = [
	[/ ?\([pt]id[-_=: ]*\d+\)/gi, ""],
	[/([pt]id)[-_=: ]*\d+/gi, "$1"],
	[new RegExp(`(?<!x86)${BETWEEN}+\\d+(?=${BETWEEN}|\\+|$)`, "g"), ""],
	[new RegExp(`^\\d+(?=${BETWEEN}|$)`), ""],
	[new RegExp(`(^|${BETWEEN})tmp[-._]?[a-z0-9_]{6,}(?=${BETWEEN}|$)`, "gi"), "$1tmp"],
	[new RegExp(`(^|${BETWEEN})(mp|pym)-[a-z0-9_]{8}(?=${BETWEEN}|$)`, "g"), "$1$2"],
	[/(^|\/)\.gl[a-z0-9]{6}$/i, "$1.gl"],
	[/[-_.:]+([-.:])/g, "$1"],
	[new RegExp(`${BETWEEN}+$`), ""]
];
/** As mkstemp ends a name. */
const SIX = /[-.]([a-z0-9]{6})$/i;
/** Of which one in fifty looks like this, too: `server`, `Server`, `SERVER`, `serve2`. */
const WORD = /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)\d*$/;
/**
* The parts of a name that are the same in every run and every build: without process ids, UUIDs, hashes, versions and
* the random ends of temporary files. Never holds five digits or eight hexadecimal ones in a row.
*
* @returns `''` when nothing is left
*/
function stableName(name) {
	let before;
	let stable = name;
	do {
		before = stable;
		stable = withoutIds(stable).replace(SIX, (end, six) => WORD.test(six) ? end : "");
		for (const [part, rest] of VOLATILE) stable = stable.replace(part, rest);
	} while (stable !== before);
	return /^[-._]/.test(stable) && !/^[-._]/.test(name) ? `*${stable}` : stable;
}
/** As mkstemp and Python's tempfile end a name, or its part before the extension; a pid has its own rule. */
const RANDOM_END = /(?<=[a-z0-9])[-._](?!pid\d+(?:\.|$))(?:[a-z0-9]{6}|[a-z0-9_]{8})(?=\.[a-z]{1,5}$|$)/i;
/** The name of a file in a folder of temporary ones, where an end that may be random is taken for it. */
function withoutRandomEnd(name) {
	return name.replace(RANDOM_END, "");
}
/** {@link stableName} of what a program shares under a name of its own, perhaps with its pid behind it: `ring4711`. */
function stableSharedName(name) {
	return stableName(name.replace(/\.[a-z0-9]{6}$/i, "")).replace(/(?<![\d_])\d+$/, "");
}
/** What is left of a name without the ids in it. */
function withoutIds(name) {
	return name.replace(IDS, "");
}

// src/proc/groups.ts
/** `libssl.so.1.1.1k`: the name, and the first number of the version. */
const LIBRARY$1 = /^(.*)\.so(?:\.(\d+)[\w.+-]*)?$/s;
/** `_json.cpython-311-x86_64-linux-gnu.so`, `_rust.abi3.so`. */
const PYTHON_TAG = /\.(?:cpython|pypy|graalpy)[-\d].*$|\.abi\d$/s;
/** `libc-2.31.so`, `libsystemd-shared-254.5-2.fc39.so`; not `ld-linux-x86-64.so.2`. */
const LIBRARY_VERSION = /(?<!x86)-\d+(?:[-.~+][\w.~+-]*)?$/;
/**
* Names the groups of the mappings of one process after the other, each given in the order of their addresses: by
* {@link groupOf}, and anonymous memory by whose it is. A name takes a hundred times as long to find as to remember,
* and a tree has the same ones over and over.
*/
function createGroupNamer() {
	const known = /* @__PURE__ */ new Map();
	const remembered = (mapping) => {
		const key = mapping.permissions + mapping.name;
		const group = known.get(key) ?? groupOf$1(mapping);
		known.set(key, group);
		return group;
	};
	return (mappings) => {
		const owners = ownersOf(mappings);
		return mappings.map((mapping, index) => owners[index] ?? remembered(mapping));
	};
}
/**
* The name under which a mapping's memory is reported, the same in every run and every build: `[heap]`, `[anon]`,
* `[stack]`, or the name of the file without its folder, and without what differs from run to run or from update to
* update (`libssl.so.3.0.15` → `libssl.so.3`, `libc-2.31.so` → `libc.so`).
*/
function groupOf$1({ name, permissions }) {
	if (name === "") return "[anon]";
	const bare = withoutDeleted(name);
	if (bare.startsWith("[")) return ofKernel(bare.slice(1).replace(/\]$/, ""));
	const special = /^([a-z_]+):\[?(.*?)\]?$/s.exec(bare);
	if (special !== null) return bracketed(special[1] === "anon_inode" ? special[2] ?? "" : special[1] ?? "");
	if (bare.startsWith("/memfd:")) return shared$1("memfd", bare.slice(7));
	if (bare.startsWith("/dev/shm/")) return shared$1("shm", bare.slice(9));
	if (bare.startsWith("/anon_hugepage")) return "[huge pages]";
	if (bare === "/dev/zero" && permissions.endsWith("p")) return "[anon]";
	if (/^\/(SYSV|dev\/zero)/.test(bare)) return "[shared memory]";
	if (/\/hsperfdata_[^/]*\/\d+$/.test(bare)) return "[hsperfdata]";
	return ofFile(bare);
}
/** Whether the mapping is of a shared library, of any name and version. */
function isLibrary({ name }) {
	return LIBRARY$1.test(withoutDeleted(name));
}
function withoutDeleted(name) {
	return name.replace(/ \(deleted\)$/, "");
}
/** `[anon:stack_and_tls:TID]`, `[stack:TID]`, `[heap]`. */
function ofKernel(name) {
	return name.startsWith("stack") ? "[stack]" : bracketed(name);
}
function bracketed(name) {
	return `[${stableName(name) || "anon"}]`;
}
/** Of shared memory with a name that the program gave; its `.XXXXXX` at the end is random, whatever it looks like. */
function shared$1(kind, name) {
	const stable = stableSharedName(name);
	return stable === "" ? `[${kind}]` : `[${kind}:${stable}]`;
}
const TEMPORARY = /^\/(?:var\/)?tmp\//;
function ofFile(path) {
	const [file = "", folder = ""] = path.split("/").reverse();
	const base = TEMPORARY.test(path) ? withoutRandomEnd(file) : file;
	const [, stem, version = ""] = LIBRARY$1.exec(base) ?? [];
	if (stem !== void 0) return `${stableName(withoutIds(stem.replace(PYTHON_TAG, "")).replace(LIBRARY_VERSION, "")) || "*"}.so${version === "" || version.length > 4 ? "" : `.${version}`}`;
	const name = stableName(base);
	if (name !== "") return name;
	const parent = stableName(folder);
	return parent === "" ? "[file]" : `${parent}/*`;
}

// src/proc/roles.ts
/** Of a longer chain the last ones: deep trees repeat themselves. */
const LONGEST_CHAIN = 4;
/** Titles that programs give themselves can be longer. */
const LONGEST_NAME$3 = 40;
/**
* What a process is in its tree, by the names of the members above it and its own, without numbers and ids:
* `nginx > nginx` for each worker of nginx. The same in each run, as long as the program is built of the same parts.
*/
function roleOf(pid, members) {
	const chain = [];
	const passed = /* @__PURE__ */ new Set();
	for (let at = pid; chain.length < LONGEST_CHAIN && !passed.has(at);) {
		const member = members.get(at);
		if (member === void 0) break;
		passed.add(at);
		chain.unshift(nameInRole(member.command));
		at = member.parentPid;
	}
	return chain.join(" > ");
}
function nameInRole(command) {
	const name = stableName(command).replace(/\d+/g, "").slice(0, LONGEST_NAME$3).trim();
	return name === "" ? "*" : name;
}
/** The names of members that have ended below a process, as far as they were seen: each once, sorted. */
function endedBelow(pid, seen, living) {
	const isBelow = (kin, steps = 0) => {
		if (kin.parentPid === pid) return true;
		const parent = living.has(kin.parentPid) ? void 0 : seen.get(kin.parentPid);
		return parent !== void 0 && steps < LONGEST_CHAIN && isBelow(parent, steps + 1);
	};
	const ended = [...seen].filter(([other, kin]) => !living.has(other) && isBelow(kin));
	return [...new Set(ended.map(([, { command }]) => nameInRole(command)))].toSorted();
}

// src/measure/snapshot.ts
/**
* Reads every mapping of every process: dear, so once a run. A huge page that several share is its first process's.
*
* @param seen all members that there were so far: names of those that have ended
*/
function takeSnapshot$1(members, memory, files, seen = /* @__PURE__ */ new Map()) {
	const groups = /* @__PURE__ */ new Map();
	const libraries = /* @__PURE__ */ new Set();
	const hugePages = /* @__PURE__ */ new Set();
	const processes = [];
	const nameGroups = createGroupNamer();
	const living = new Map(members.filter(isLiving).map(({ pid, command, parentPid }) => [pid, {
		command: programName(files, pid, command),
		parentPid
	}]));
	let whole = true;
	for (const { pid, command, minorFaults, childMinorFaults } of members.filter(isLiving)) {
		const found = memory.readMappings(pid);
		if (found.kind !== "read") {
			whole = false;
			continue;
		}
		let writable = 0;
		const names = nameGroups(found.memory);
		for (const [index, mapping] of found.memory.entries()) {
			const bytes = mapping.writable + countOnce(hugePages, mapping.sharedHugePages);
			writable += bytes;
			if (bytes > 0) {
				const group = names[index] ?? "";
				groups.set(group, (groups.get(group) ?? 0) + bytes);
			}
			if (isLibrary(mapping)) libraries.add(mapping.name);
		}
		processes.push({
			pid,
			command: living.get(pid)?.command ?? command,
			writable: Math.round(writable),
			role: roleOf(pid, living),
			faults: minorFaults,
			endedFaults: childMinorFaults,
			ended: childMinorFaults === 0 ? [] : endedBelow(pid, seen, living)
		});
	}
	const rounded = [...groups].map(([group, bytes]) => [group, Math.round(bytes)]);
	return {
		groups: Object.fromEntries(rounded.sort(([a], [b]) => a < b ? -1 : 1)),
		processes,
		libraries: libraries.size,
		hidden: findHiddenChildren(files, members.map(({ pid }) => pid)),
		whole
	};
}

// src/launch/workload-shell.ts
/**
* The words before the text of a workload. bash, where PATH has it, fails at the first command that fails and at
* any part of a pipe, as a `run:` step with `shell: bash` does. POSIX sh has no `pipefail`: there a pipe fails
* with its last part alone.
*/
function workloadShell(path) {
	const bash = path.split(delimiter).filter((folder) => folder.startsWith("/")).map((folder) => join(folder, "bash")).find(isExecutable);
	return bash === void 0 ? ["/bin/sh", "-ec"] : [
		bash,
		"-eo",
		"pipefail",
		"-c"
	];
}
function isExecutable(path) {
	try {
		accessSync(path, constants$1.X_OK);
		return true;
	} catch {
		return false;
	}
}

// src/measure/workload.ts
/** What ends closes its connections first, and is seen to have ended a moment later. */
const DEATH_MS = 2e3;
/**
* Runs the scenario's workload once, to its end or its first failing part, while readings go on. It is launched like the program, under a cookie of
* its own: it is in no figure, and nothing of it survives either.
*
* @param pace what the readings meanwhile are taken for, and how close
* @param untilMs on the clock of the world: the workload is stopped then, which is no failure
* @throws UserError when the workload fails, or takes longer than its timeout
*/
async function runWorkload(session, command, { untilMs, ...pace }) {
	const { scenario, machine, world } = session;
	const started = await start({
		command: [...workloadShell(scenario.env["PATH"] ?? world.env["PATH"] ?? ""), command],
		workingDirectory: scenario.workloadDirectory ?? scenario.workingDirectory,
		env: {
			...scenario.env,
			...workloadVariables(session)
		},
		passEnv: scenario.passEnv
	}, machine, world);
	const { program: workload } = started;
	try {
		const timeoutMs = untilMs === void 0 ? scenario.workloadTimeoutMs : untilMs - world.clock.now();
		const status = await watch(session, {
			...pace,
			timeoutMs,
			wake: workload.ended,
			due: dueByMotion(session)
		}, () => {
			refuseEarlyExit(session, pace.phase);
			return workload.report() === null && !workload.isGone() ? null : { exitStatus: workload.report()?.exitStatus ?? null };
		});
		if (status === "ended") return "program-ended";
		if (status === "timed-out") {
			if (untilMs !== void 0) return "stopped";
			throw errors.workloadTimedOut(scenario.name, command, formatDuration(scenario.workloadTimeoutMs));
		}
		if (status.exitStatus !== 0) {
			await refuseDeath(session, pace.phase);
			throw errors.workloadFailed(scenario.name, command, status.exitStatus, workload.output.tail(), heldBackVariables(world.env, scenario));
		}
		return "ended";
	} finally {
		await stop(started, world, {
			signal: "SIGTERM",
			graceMs: 0
		});
	}
}
/** A workload fails when the program dies: then that is what went wrong. @throws UserError `exited-early` */
async function refuseDeath(session, during) {
	await Promise.race([session.program.ended, session.world.clock.sleep(DEATH_MS)]);
	refuseEarlyExit(session, during);
}

// src/measure/soak.ts
/**
* So many readings a soak, at most: what the slope is computed from. Of more of them it would be hardly more certain:
* pages come one by one, and the ups and downs of a runtime take their time.
*/
const SOAK_READINGS = 120;
/**
* Holds the program under its workload, which is started again whenever it ends, and gives the growth of its
* writable memory in bytes a second: the slope of the readings as far as they prove one, so that the ups and
* downs of a runtime are no growth. `null` when the soak was too short for that.
*/
async function soak(session, soakMs) {
	const { workload } = session.scenario;
	const { clock } = session.world;
	const untilMs = clock.now() + soakMs;
	const first = session.readings.length;
	const pace = {
		phase: "soaking",
		intervalMs: Math.max(50, soakMs / SOAK_READINGS)
	};
	while (clock.now() < untilMs) {
		if (workload === null) await watch(session, {
			...pace,
			timeoutMs: untilMs - clock.now()
		}, () => null);
		else await runWorkload(session, workload, {
			...pace,
			untilMs
		});
		refuseEarlyExit(session, "soaking");
	}
	note(session, "soaked");
	const readings = session.readings.slice(first).filter(({ torn }) => !torn);
	if (readings.length < 2) return null;
	return confidentSlope(theilSenSlope(readings.map(({ atMs }) => atMs), readings.map(({ writable }) => writable)));
}

// src/measure/stillness.ts
/** A window that was broken after so large a part of it shows that the program does not stand still for long. */
const RESTLESS = .25;
/** A reading may be taken so much before it is due, and one that comes too early is for nothing. */
const TIMER_GRAIN_MS = 1;
/**
* @param stillMs how long nothing may move, by the time since launch
*/
function createStillness(motion, latest, launchedMs, stillMs) {
	/** The first of the readings that agree, with nothing moved since it began. */
	let first = null;
	let broken = 0;
	/** Then readings are also taken as often as they may be, and judged by level and slope. */
	let restless = false;
	function breakAt(nowMs) {
		if (first === null) return;
		broken += 1;
		restless ||= nowMs - first.atMs > stillMs(nowMs) * RESTLESS;
		first = null;
	}
	function find(nowMs, isNewReading) {
		if (!isNewReading) {
			if (motion.moved) breakAt(nowMs);
			return null;
		}
		const reading = latest();
		if (reading === void 0) return null;
		if (first !== null && motion.stoodStill && !reading.torn && agree(first, reading)) {
			const { atMs: startMs } = first;
			return reading.atMs - startMs < stillMs(reading.atMs) ? null : {
				startMs,
				endMs: reading.atMs,
				writable: reading.writable
			};
		}
		breakAt(nowMs);
		first = reading.torn ? null : reading;
		return null;
	}
	function dueMs(nowMs, pacedMs) {
		if (motion.latest === null) return pacedMs;
		if (first !== null && !motion.moved) {
			const closingMs = first.atMs + stillMs(nowMs) + TIMER_GRAIN_MS;
			return restless ? Math.min(pacedMs, closingMs) : closingMs;
		}
		const quietMs = motion.latest.costMs * 2 ** broken;
		return Math.min(pacedMs, motion.quietSinceMs - launchedMs + quietMs);
	}
	return {
		find,
		dueMs
	};
}
function agree(one, other) {
	return one.writable === other.writable && one.membership === other.membership;
}

// src/measure/target.ts
/**
* Waits until the target lives, where the scenario has one. No readings are taken: there is nothing to read.
*
* @throws UserError `target-not-found` when it does not in the time that it has to be ready; `exited-early` when what
* was launched fails
* @throws the reason of the world's signal when the gate is aborted
*/
async function awaitTarget(session) {
	const { target, tree, scenario, program, world } = session;
	if (target === null) return;
	const deadline = program.launchedAt + scenario.readyTimeoutMs;
	for (;;) {
		world.signal.throwIfAborted();
		refuseEarlyExit(session, "starting");
		await target.refresh();
		const { members } = tree.scan();
		if (members.some(isLiving)) {
			noteMembers(session, members);
			return;
		}
		if (world.clock.now() >= deadline) {
			const { why, cure } = target.explain();
			const timeout = formatDuration(scenario.readyTimeoutMs);
			throw errors.targetNotFound(scenario.name, target.text, timeout, why, cure, program.output.tail());
		}
		await world.clock.sleep(50, world.signal);
	}
}
/**
* Looks at what has become of the target after `cleanup`: the next run would measure it again. It gets the time to end
* that a program has.
*
* @throws UserError `target-survived`
*/
async function refuseSurvivors({ target, tree, scenario, world }) {
	if (target === null) return;
	const deadline = world.clock.now() + scenario.stopTimeoutMs;
	for (;;) {
		const { members, hidden } = tree.scan();
		const living = [...members.filter(isLiving), ...hidden];
		if (living.length === 0) return;
		if (world.clock.now() >= deadline) {
			const processes = living.map(({ pid, command }) => `${pid} (${command})`);
			throw errors.targetSurvived(scenario.name, target.text, processes, target.cleanup);
		}
		await world.clock.sleep(50, world.signal);
		world.signal.throwIfAborted();
	}
}

// src/measure/run-to-steady.ts
/** Some readings must fit into the time that a program has to settle, even of one that holds tens of gigabytes. */
const LONGEST_GAP_MS = 5e3;
/** Measures a program that keeps running, at the point where its memory has come to rest. */
async function runToSteady(session, createReadyProbe) {
	const { scenario } = session;
	await awaitTarget(session);
	const readyAtMs = createReadyProbe === null ? null : await awaitReady(session, createReadyProbe);
	const evidence = readyAtMs === null ? "unknown" : "ready";
	const warnings = readyAtMs === null ? [{ kind: "no-ready-condition" }] : [];
	let settled;
	if (scenario.workload === null) settled = await settle(session, evidence, scenario.settleTimeoutMs);
	else {
		if (!("startMs" in await settle(session, "before-workload", scenario.restTimeoutMs))) warnings.push({
			kind: "no-rest-before-workload",
			waitedMs: scenario.restTimeoutMs
		});
		note(session, "workload-started");
		if (await runWorkload(session, scenario.workload, {
			phase: "under-workload",
			...LOADED_PACE
		}) === "program-ended") refuseEarlyExit(session, "under-workload");
		note(session, "workload-ended");
		settled = await settle(session, "ready", scenario.settleTimeoutMs);
	}
	const { unseenMs } = session.motion;
	session.onSteady?.(session);
	const snapshot = takeWholeSnapshot(session);
	const inWindow = "startMs" in settled ? readingsOf(session, settled) : session.readings.slice(-1);
	const growth = scenario.soakMs === null || !("startMs" in settled) ? null : await soak(session, scenario.soakMs);
	const isSoaked = session.events.at(-1)?.event === "soaked";
	if (isSoaked) session.onSoaked?.(session);
	const soakGroups = isSoaked ? takeWholeSnapshot(session).groups : null;
	refuseEarlyExit(session, "settling");
	return {
		settlement: "startMs" in settled ? {
			kind: "settled",
			steadyAtMs: settled.startMs,
			windowMs: settled.endMs - settled.startMs
		} : settled,
		gaps: [...gapsOf(inWindow, snapshot.hidden), ...gapOfEmpty(inWindow)],
		warnings,
		figures: "startMs" in settled ? figuresAt(session, settled, inWindow, snapshot, readyAtMs, growth) : {},
		readings: session.readings,
		unseenMs,
		events: session.events,
		processes: snapshot.processes,
		groups: snapshot.groups,
		...soakGroups !== null && { soakGroups }
	};
}
async function settle(session, evidence, timeoutMs) {
	const { program, readings, motion } = session;
	const first = readings.length;
	const points = () => readings.slice(first).filter(({ torn }) => !torn);
	const ruleAt = (elapsedMs) => settleRule(evidence, elapsedMs, session.scenario.soakMs !== null);
	const now = () => session.world.clock.now() - program.launchedAt;
	const stillness = createStillness(motion, () => readings.at(-1), program.launchedAt, (elapsedMs) => ruleAt(elapsedMs).stillMs);
	const outcome = await watch(session, {
		phase: "settling",
		timeoutMs,
		intervalMs: 50,
		longestGapMs: LONGEST_GAP_MS,
		due: (pacedMs) => program.launchedAt + stillness.dueMs(now(), pacedMs - program.launchedAt)
	}, (isNewReading) => {
		refuseEarlyExit(session, "settling");
		const proven = stillness.find(now(), isNewReading);
		if (!isNewReading) return null;
		return findSteadyWindow(points(), ruleAt(readings.at(-1)?.atMs ?? 0)) ?? proven;
	});
	if (outcome === "ended") refuseEarlyExit(session, "settling");
	if (outcome === "timed-out" || outcome === "ended") return classifyUnsettled(points());
	session.events.push({
		atMs: outcome.startMs,
		event: "steady"
	});
	return outcome;
}
/** A tree may change just now; a moment later it is read whole. */
function takeWholeSnapshot({ members, memory, tree, seen, world: { proc } }) {
	const snapshot = takeSnapshot$1(members, memory, proc, seen);
	return snapshot.whole ? snapshot : takeSnapshot$1(tree.scan().members, memory, proc, seen);
}
function readingsOf({ readings }, { startMs, endMs }) {
	return readings.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
}
function figuresAt(session, window, inWindow, { libraries }, readyAtMs, growth) {
	const [steady] = inWindow;
	if (steady === void 0) return {};
	const middle = (figure) => median(inWindow.map((reading) => reading[figure]));
	const upToSteady = session.readings.filter(({ atMs }) => atMs <= window.endMs);
	return {
		writable: window.writable,
		"minor-faults": steady.minorFaults,
		"peak-writable": Math.max(...upToSteady.map(({ writable }) => writable)),
		...growth === null ? {} : { growth },
		rss: middle("rss"),
		pss: middle("pss"),
		"dirty-cache": middle("dirtyCache"),
		"major-faults": steady.majorFaults,
		"ended-faults": steady.endedFaults,
		processes: middle("processes"),
		threads: middle("threads"),
		libraries,
		...readyAtMs === null ? {} : { "ready-ms": Math.round(readyAtMs) }
	};
}

// src/measure/look.ts
/** Of a program that prints without an end. */
const MOST_LINES = 1e3;
/**
* Launches the program of a scenario that says nothing of when it is ready, and looks at what it does.
*
* @throws UserError when it cannot be launched, or fails; with the end of its output
*/
async function lookAt(scenario, machine, world) {
	const session = await startSession(scenario, machine, world, { onReading: (phase, { writable, atMs }) => world.onProgress({
		scenario: scenario.name,
		kind: "warm-up",
		run: 1,
		runs: 1,
		phase,
		writableBytes: writable,
		elapsedMs: atMs
	}) });
	try {
		return await watchIt(session);
	} finally {
		await stop(session, world, {
			signal: scenario.stopSignal,
			graceMs: scenario.stopTimeoutMs,
			abort: world.signal
		});
		session.tree.close();
	}
}
async function watchIt(session) {
	const { program, tree, world } = session;
	const printed = [];
	const elapsed = () => world.clock.now() - program.launchedAt;
	program.output.watchLines((lines) => {
		for (const line of lines) printed.push({
			atMs: elapsed(),
			line
		});
		return printed.length > MOST_LINES;
	});
	try {
		const { settlement } = await runToSteady(session, null);
		const steadyAtMs = settlement.kind === "settled" ? settlement.steadyAtMs : elapsed();
		const pids = tree.scan().members.map(({ pid }) => pid);
		return {
			end: isUnsettled(settlement) ? "unsettled" : "settled",
			elapsedMs: steadyAtMs,
			...findListening(world.proc, pids),
			lines: printed.filter(({ atMs }) => atMs <= steadyAtMs + LATE_MS).map(({ line }) => line)
		};
	} catch (error) {
		const hasExited = program.report()?.exitStatus === 0 && hasEnded(session);
		if (!(error instanceof UserError) || !hasExited) throw error;
		const lines = printed.map(({ line }) => line);
		return {
			end: "exited",
			elapsedMs: elapsed(),
			ports: [],
			paths: [],
			lines
		};
	}
}
const LATE_MS = 500;

// src/launch/command-probe.ts
const TIMEOUT_MS$1 = 1e4;
/**
* A probe that runs a shell command, and holds when that ends with status 0. All its calls bear the same marks, which
* are not those of the program: a probe is in no figure. Nothing outlives a call.
*
* @param onEnd called with how a call ended, in words
*/
function createCommandProbe(command, context, onEnd) {
	const { program, machine, signal } = context;
	const own = machine.createCookie();
	const cookie = {
		...own,
		value: `${program.cookie.value}-probe-${own.value}`
	};
	let guardian = null;
	return async () => {
		if (signal.aborted) return false;
		if (guardian === null) {
			const started = startGuardian(cookie, context.world.env);
			signal.addEventListener("abort", started.dismiss);
			guardian = started;
		}
		return succeeds(command, cookie, context, onEnd);
	};
}
async function succeeds(command, cookie, { scenario, machine, world, signal }, onEnd) {
	const bystanders = world.proc.pids();
	const [file, ...args] = [
		...machine.prefix(cookie),
		"/bin/sh",
		"-c",
		command
	];
	const probe = execa(file, args, {
		cwd: scenario.workingDirectory,
		env: programEnvironment(world.env, scenario, cookie.value),
		extendEnv: false,
		detached: true,
		reject: false,
		stdio: "ignore"
	});
	const { pid } = probe;
	if (pid === void 0) return false;
	let isGone = false;
	const marked = {
		supervisorPid: pid,
		cookie,
		isGone: () => isGone,
		tree: createProcessTree(world.proc, pid, cookie, bystanders)
	};
	const killLeader = () => void probe.kill("SIGKILL");
	const over = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS$1)]);
	over.addEventListener("abort", killLeader);
	const { exitCode } = await probe;
	if (!signal.aborted) onEnd(describeEnd$1(exitCode));
	const endedAt = world.clock.now();
	isGone = true;
	over.removeEventListener("abort", killLeader);
	await endMarked(marked, world, exitCode === 0 || signal.aborted);
	return exitCode === 0 && endedAt;
}
function describeEnd$1(exitCode) {
	if (exitCode === void 0) return `was killed, or had not ended after ${formatDuration(TIMEOUT_MS$1)}`;
	return `ended with status ${exitCode}${exitCode === 127 ? ": command not found" : ""}`;
}

// src/launch/http-probe.ts
const ANSWER_TIMEOUT_MS = 2e3;
/** Asks once. Certificates are not checked: local services sign their own. Never rejects. */
async function ask(url, signal) {
	return new Promise((done) => {
		const request$2 = (url.startsWith("https:") ? request$1 : request)(url, {
			rejectUnauthorized: false,
			agent: false,
			timeout: ANSWER_TIMEOUT_MS,
			signal
		});
		request$2.on("response", (response) => {
			response.destroy();
			done({ status: response.statusCode ?? 0 });
		});
		request$2.on("timeout", () => {
			done({ failure: `was not answered within ${formatDuration(ANSWER_TIMEOUT_MS)}` });
			request$2.destroy();
		});
		request$2.on("error", (error) => done({ failure: `was not answered: ${error.message}` }));
		request$2.on("close", () => done({ failure: "was not answered" }));
		request$2.end();
	});
}
/** @param expected `null`: any status below 400 */
function isExpected(answer, expected) {
	return "status" in answer && (expected === null ? answer.status < 400 : answer.status === expected);
}
function explainAnswer(answer, expected) {
	return "status" in answer ? `was answered with status ${answer.status}, not ${expected ?? "with one below 400"}` : answer.failure;
}

// src/launch/line-pattern.ts
/** A pattern that needs so long for one part of the output would hold up readings, time limits and aborts. */
const LIMIT_MS$1 = 1e3;
/** On a machine that is busy with others, time passes in which nothing was looked for. */
const ATTEMPTS$1 = 3;
/**
* Looks for a pattern of the user's in lines, which are of others: backtracking, the two can take forever. A
* regular expression cannot be ended from outside but by the timeout of a vm script, a terminated worker aside.
*
* @returns the first match in one of the lines, as it is or as it is shown; `null` when there is none
* @throws UserError `slow-pattern` when it takes longer than a second
*/
function createLineFinder(pattern, limitMs = LIMIT_MS$1) {
	let searched = [];
	let found = null;
	const search = () => searched.some((line) => formsOf(line).some((form) => (found = pattern.exec(form)) !== null));
	const context = createContext({ search });
	const script = new Script("search()");
	return (lines) => {
		searched = lines;
		for (let attempt = 1;; attempt += 1) {
			const startedAt = process.cpuUsage();
			try {
				return script.runInContext(context, { timeout: limitMs }) === true ? found : null;
			} catch (error) {
				if (error.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
				const { user } = process.cpuUsage(startedAt);
				if (attempt === ATTEMPTS$1 || user / 1e3 > limitMs / 2) throw errors.slowPattern(`log:${String(pattern)}`, limitMs / 1e3);
			}
		}
	};
}
/** But for the tab. */
const CONTROLS = /[\0-\b\v-\x1f\x7f-\x9f]/;
/**
* A line as it was written and, where that is another, as a terminal or a report shows it: without colors, and at a
* carriage return, which a progress bar writes over itself with, in parts.
*/
function formsOf(line) {
	if (!CONTROLS.test(line)) return [line];
	return [line, ...stripVTControlCharacters(line).split("\r").map((part) => part.replace(new RegExp(CONTROLS, "g"), "")).filter((part) => part !== "")];
}

// src/launch/log-probe.ts
/** A probe that holds when a line of the program's output has matched. It keeps what the groups of the pattern caught. */
function createLogProbe(pattern, { program }) {
	const find = createLineFinder(pattern);
	let match = null;
	let failure = null;
	let count = 0;
	program.output.watchLines((lines) => {
		count += lines.length;
		try {
			match = find(lines);
			return match !== null;
		} catch (error) {
			failure = error;
			return true;
		}
	});
	return {
		holds: () => {
			if (failure !== null) throw failure;
			return match !== null;
		},
		explain: () => explainLines(count, program.output.tail()),
		caught: () => match
	};
}
function explainLines(count, tail) {
	if (tail === "") return {
		why: "did not hold: the program has printed nothing",
		cure: "Many programs keep back what they write into a pipe. Start it by stdbuf -oL (Python: env PYTHONUNBUFFERED=1), or use another ready condition."
	};
	if (count === 0) return { why: "did not hold: the program has printed no whole line" };
	return { why: count === 1 ? "did not hold: the only line that it printed does not match" : `did not hold: none of the ${count} lines that it printed matches` };
}

// src/launch/socket-probe.ts
function treeOwns(context, address) {
	return findOwner(context, address) === "tree";
}
/** Why the tree does not own it; `null` when it does. */
function explainSocket(context, address) {
	const { proc } = context.world;
	const owner = findOwner(context, address);
	if (owner === "tree") return null;
	if (owner === "nobody") return { why: "did not hold: nothing listens there" };
	const other = describeOwner$1(proc, findSockets(proc, "self", address));
	if (other !== null) return { why: `did not hold: ${other} listens there, which is none of its processes` };
	if (typeof owner === "string") return { why: "did not hold: what listens there is none of its processes" };
	const { denied } = owner;
	return {
		why: `did not hold: somebody listens there, and whether it is process ${denied} (${programName(proc, denied, proc.readText(`${denied}/comm`)?.trim() ?? "?")}) may not be looked at`,
		cure: "Run the gate as root (in a container with --cap-add SYS_PTRACE), or use another ready condition, such as log:/…/."
	};
}
/**
* Asks the members of the latest reading first, as a scan fifty times a second would cost a large tree much; and
* where these do not know, those of this moment: a daemon may have forked away since.
*/
function findOwner(context, address) {
	const known = context.memberPids();
	const owner = askForOwner(context, address, known);
	const [first] = known;
	const isCurrent = first === void 0 || (readStat(context.world.proc, first)?.state ?? "Z") !== "Z";
	if (owner === "tree" || owner === "nobody" && isCurrent) return owner;
	const { members, hidden } = context.tree.scan();
	const now = askForOwner(context, address, members.filter(({ state }) => state !== "Z").map(({ pid }) => pid));
	return now === "others" && hidden[0] !== void 0 ? { denied: hidden[0].pid } : now;
}
function askForOwner({ program, world: { proc } }, address, pids) {
	const inodes = findSockets(proc, pids[0] ?? program.supervisorPid, address);
	if (inodes.size === 0) return "nobody";
	let denied = null;
	for (const pid of pids) {
		const owns = ownsSocket(proc, pid, inodes);
		if (owns === true) return "tree";
		if (owns === null) denied ??= pid;
	}
	return denied === null ? "others" : { denied };
}

// src/launch/ready.ts
/**
* Refuses a port that somebody has already: a leftover of an earlier job would answer in the place of the program,
* which cannot bind, and the gate would measure one and probe the other.
*
* @throws UserError `port-occupied` naming the port and, where it may be known, its owner.
*/
async function checkPortIsFree(condition, { proc, clock }) {
	if (condition.kind !== "tcp" && condition.kind !== "http" && condition.kind !== "udp") return;
	const { port } = condition;
	const kind = condition.kind === "udp" ? "udp" : "tcp";
	const deadline = clock.now() + CLOSING_MS;
	for (;;) {
		const inodes = findSockets(proc, "self", {
			kind,
			port
		});
		if (inodes.size === 0) return;
		if (clock.now() > deadline) throw errors.portOccupied(port, describeOwner$1(proc, inodes));
		await clock.sleep(CLOSING_MS / 20);
	}
}
/** What somebody has just ended may take so long to close its sockets on a busy machine. */
const CLOSING_MS = 500;
/** Prepares the probe of a condition. Called before the launch, as a file that was there before proves nothing. */
function createProbe(condition, workingDirectory) {
	switch (condition.kind) {
		case "tcp":
		case "udp": return (context) => ({
			holds: () => treeOwns(context, condition),
			explain: () => explainSocket(context, condition) ?? HOLDS_NOW
		});
		case "unix": {
			const address = {
				...condition,
				directory: workingDirectory
			};
			return (context) => ({
				holds: () => treeOwns(context, address),
				explain: () => explainSocket(context, address) ?? HOLDS_NOW
			});
		}
		case "http": {
			const { url, port, status } = condition;
			const address = {
				kind: "tcp",
				port
			};
			return (context) => {
				let latest = { failure: "was not answered" };
				return {
					holds: async () => {
						if (!treeOwns(context, address)) return false;
						const answer = await ask(url, context.signal);
						if (!context.signal.aborted) latest = answer;
						return isExpected(answer, status);
					},
					explain: () => explainSocket(context, address) ?? { why: explainAnswer(latest, status) }
				};
			};
		}
		case "log": return (context) => createLogProbe(condition.pattern, context);
		case "file": {
			const path = resolve(workingDirectory, condition.path);
			const before = versionOf(path);
			return () => ({
				holds: () => {
					const now = versionOf(path);
					return now !== null && now !== before;
				},
				explain: () => ({ why: versionOf(path) === null ? "did not hold: there is no such file" : "did not hold: the file was there before the launch, and has not changed since" })
			});
		}
		case "command": return (context) => {
			let latest = "has not ended once";
			return {
				holds: createCommandProbe(condition.command, context, (ended) => latest = ended),
				explain: () => ({ why: latest })
			};
		};
		case "delay": return ({ program, world: { clock } }) => ({
			holds: () => clock.now() - program.launchedAt >= condition.delayMs,
			explain: () => ({ why: "takes longer than that" })
		});
	}
}
/** Between the last look and the explanation. */
const HOLDS_NOW = { why: "held a moment too late" };
/** {@link createProbe} of several conditions, which must all hold at the same time. */
function createReadyProbe(stated, workingDirectory) {
	const prepared = stated.map(({ condition, text }) => ({
		text,
		create: createProbe(condition, workingDirectory)
	}));
	return (context) => {
		const all = prepared.map(({ text, create }) => ({
			text,
			probe: create(context),
			answer: false
		}));
		return {
			holds: async () => {
				await Promise.all(all.map(async (one) => one.answer = await one.probe.holds()));
				const times = all.flatMap(({ answer }) => typeof answer === "number" ? [answer] : []);
				if (all.some(({ answer }) => answer === false)) return false;
				return times.length === all.length ? Math.max(...times) : true;
			},
			explain: () => all.filter(({ answer }) => answer === false).map(({ text, probe }) => {
				const explanation = probe.explain();
				return {
					...explanation,
					why: `${text} ${explanation.why}`
				};
			}),
			caught: () => all.map(({ probe }) => probe.caught?.() ?? null).filter((match) => match !== null)
		};
	};
}
/** Changes whenever the file is made, replaced or written; `null` when there is none, or none that we may see. */
function versionOf(path) {
	try {
		const { ino, ctimeNs } = statSync(path, { bigint: true });
		return `${ino} ${ctimeNs}`;
	} catch {
		return null;
	}
}

// src/measure/shell-command.ts
/**
* Runs the text of a shell to its end, launched like a program: in a clean environment, and nothing of it survives.
*
* @throws the reason of the world's signal when the gate is aborted
*/
async function runShellCommand(text, { timeoutMs, lastMs = 0, workingDirectory, env, passEnv }, machine, world) {
	const launch = {
		command: [...workloadShell(env["PATH"] ?? world.env["PATH"] ?? ""), text],
		workingDirectory,
		env,
		...passEnv !== void 0 && { passEnv }
	};
	const started = await start(launch, machine, world);
	const { program } = started;
	const ended = new AbortController();
	program.ended.then(() => ended.abort());
	try {
		await world.clock.sleep(timeoutMs, AbortSignal.any([ended.signal, world.signal]));
		if (world.signal.aborted) await world.clock.sleep(lastMs, ended.signal);
		world.signal.throwIfAborted();
		const status = program.report()?.exitStatus ?? null;
		const output = program.output.tail();
		return status === null && !program.isGone() ? {
			kind: "timed-out",
			output
		} : {
			kind: "ended",
			status,
			output
		};
	} finally {
		await stop(started, world, {
			signal: "SIGTERM",
			graceMs: 0
		});
	}
}

// src/measure/around.ts
/** A gate that is aborted still cleans up, but runners wait some seconds only before they kill. */
const LAST_MS = 3e3;
/**
* Does something between what `prepare` and `cleanup` of the scenario do. They are launched like a workload, and nothing
* of them survives either. `cleanup` runs whatever happened, and a failure of it never hides an earlier one.
*
* @throws UserError when one of them fails, or takes longer than its timeout
* @throws the reason of the world's signal when the gate is aborted
*/
async function betweenPrepareAndCleanup(scenario, machine, world, act) {
	let outcome;
	try {
		await runCommand("prepare", scenario, machine, world);
		outcome = await act();
	} catch (error) {
		await runCommand("cleanup", scenario, machine, world).catch(() => void 0);
		throw error;
	}
	await runCommand("cleanup", scenario, machine, world);
	return outcome;
}
async function runCommand(what, scenario, machine, world) {
	const { [what]: command, workloadTimeoutMs: timeoutMs } = scenario;
	if (command === null) return;
	const lastMs = what === "cleanup" ? LAST_MS : 0;
	const end = await runShellCommand(command, {
		...scenario,
		timeoutMs,
		lastMs
	}, machine, world);
	if (end.kind === "timed-out") throw errors.commandTimedOut(what, scenario.name, command, formatDuration(timeoutMs));
	if (end.status === 0) return;
	const heldBack = heldBackVariables(world.env, scenario);
	throw errors.commandFailed(what, scenario.name, command, end.status, end.output, heldBack);
}

// src/measure/run-to-exit.ts
/** Programs that end are short, and a peak that was not read is lost: close readings, for a tenth of the time. */
const PACE = {
	intervalMs: 5,
	share: .1
};
/** A new peak is worth a snapshot of its own when it is this much above the last one. */
const SNAPSHOT_GROWTH = 1.05;
/** Measures a program that ends by itself: `writable` is its highest reading, faults are the kernel's own count. */
async function runToExit(session) {
	const { scenario, program, readings } = session;
	const peak = {
		writable: 0,
		snapshot: emptySnapshot
	};
	if (await watch(session, {
		phase: "running",
		timeoutMs: scenario.settleTimeoutMs,
		...PACE
	}, (isNewReading) => {
		const ended = program.report();
		if (ended !== null && ended.exitStatus !== 0) return "failed";
		const reading = readings.at(-1);
		if (!isNewReading || reading === void 0) return null;
		if (reading.writable > peak.writable * SNAPSHOT_GROWTH) {
			const taken = takeSnapshot$1(session.members, session.memory, session.world.proc, session.seen);
			if (taken.whole) peak.snapshot = taken;
			peak.writable = reading.writable;
		}
		return null;
	}) === "timed-out") throw errors.neverEnded(scenario.name, formatDuration(scenario.settleTimeoutMs), program.output.tail());
	const report = program.report();
	if (report?.exitStatus !== 0) throw errors.programFailed(scenario.name, report?.exitStatus ?? null, program.output.tail(), {
		heldBack: heldBackVariables(session.world.env, scenario),
		oomKills: program.oomKills()
	});
	note(session, "exited");
	noteUnseen(session.motion, session.world.clock.now(), program.launchedAt);
	const { groups, processes, libraries } = peak.snapshot;
	const seen = readings.filter((reading) => reading.processes > 0 && reading.writable > 0);
	const highest = (figure) => seen.reduce((most, reading) => Math.max(most, reading[figure]), 0);
	const memory = seen.length === 0 ? {} : {
		writable: highest("writable"),
		"peak-writable": highest("writable"),
		rss: highest("rss"),
		pss: highest("pss"),
		"dirty-cache": highest("dirtyCache"),
		processes: highest("processes"),
		threads: highest("threads"),
		libraries
	};
	return {
		settlement: { kind: "exited" },
		gaps: gapsOf(readings, peak.snapshot.hidden),
		warnings: seen.length === 0 ? [{ kind: "memory-never-read" }] : [],
		figures: {
			...memory,
			"minor-faults": report.stat.childMinorFaults,
			"major-faults": report.stat.childMajorFaults
		},
		readings,
		unseenMs: session.motion.unseenMs,
		events: session.events,
		processes,
		groups
	};
}
const emptySnapshot = {
	groups: {},
	processes: [],
	libraries: 0,
	hidden: []
};

// src/measure/run.ts
/**
* Launches the scenario's program once, measures it and ends it. Whatever happens, nothing of it survives.
*
* @throws UserError when the program cannot be launched, fails, or is never ready; when `prepare` or `cleanup` fails; when
* a target survives that somebody else has started
* @throws the reason of the world's signal when the gate is aborted
*/
async function measureRun$1(scenario, machine, world, onReading, tracing = null) {
	world.signal.throwIfAborted();
	const { run, session } = await betweenPrepareAndCleanup(scenario, machine, world, () => measureLaunch(scenario, machine, world, onReading, tracing));
	await refuseSurvivors(session);
	return run;
}
async function measureLaunch(scenario, machine, world, onReading, tracing) {
	const { ready } = scenario;
	for (const { condition } of ready ?? []) await checkPortIsFree(condition, world);
	world.signal.throwIfAborted();
	const probe = ready === null ? null : createReadyProbe(ready, scenario.workingDirectory);
	const listeners = {
		onReading,
		onSteady: tracing?.onSteady,
		onSoaked: tracing?.onSoaked
	};
	const session = await startSession(scenario, machine, world, listeners, tracing?.tracer);
	tracing?.onLaunched(session);
	let survivors = [];
	let run;
	try {
		run = await (scenario.until === "exit" ? runToExit(session) : runToSteady(session, probe));
	} finally {
		survivors = await stop({
			program: session.program,
			tree: session.launchedTree
		}, world, {
			signal: scenario.stopSignal,
			graceMs: scenario.stopTimeoutMs,
			abort: world.signal
		});
		session.tree.close();
		session.launchedTree.close();
	}
	if (survivors.length === 0) return {
		run,
		session
	};
	return {
		run: {
			...run,
			warnings: [...run.warnings, {
				kind: "unkillable",
				pids: survivors
			}]
		},
		session
	};
}

// src/measure/measurer.ts
/**
* Finds out what this machine allows.
*
* @throws UserError when it is no Linux, or its /proc does not show memory
*/
async function createMeasurer(world) {
	if (process.platform !== "linux") throw errors.notLinux(process.platform);
	const own = world.proc.read("self/smaps");
	if (own.kind !== "text" || own.length === 0) throw errors.noProc(own.kind);
	const self = world.proc.link("self");
	if (self !== String(process.pid)) throw errors.foreignProc(self ?? "hidden");
	const machine = await readMachine(world.proc);
	const once = (scenario, numbering, tracing = null) => measureRun$1(scenario, machine, world, (phase, { writable, atMs }) => {
		world.onProgress({
			scenario: scenario.name,
			...numbering,
			phase,
			writableBytes: writable,
			elapsedMs: atMs
		});
	}, tracing);
	async function measure(scenario, count, { kind, run: first, runs: total }) {
		const runs = [];
		for (let run = first; run < first + count; run += 1) runs.push(await once(scenario, {
			kind,
			run,
			runs: total
		}));
		return runs;
	}
	return {
		environment: machine.environment,
		environmentChanges: () => environmentDifferences(machine.environment, readEnvironment(world.proc, machine.environment.launcher)),
		factsOf: ({ workingDirectory }) => ({
			openFiles: machine.openFiles,
			directoryLength: Buffer.byteLength(workingDirectory)
		}),
		look: (scenario) => lookAt(scenario, machine, world),
		measure,
		trace: (scenario, tracing) => once(scenario, {
			kind: "trace",
			run: 1,
			runs: 1
		}, tracing),
		runCommand: (text, options) => runShellCommand(text, options, machine, world),
		warmUp: async (scenario) => {
			await measure(scenario, scenario.warmup, {
				kind: "warm-up",
				run: 1,
				runs: scenario.warmup
			});
		}
	};
}

// src/store/git.ts
function createGit(directory, { env, signal }) {
	return {
		directory,
		run: async (args, { config = [], gitDirectory, directory: elsewhere = directory } = {}) => {
			signal.throwIfAborted();
			const outcome = await execa("git", args, {
				cwd: elsewhere,
				env: {
					...gitEnvironment(env, config),
					...gitDirectory !== void 0 && { GIT_DIR: gitDirectory }
				},
				extendEnv: false,
				reject: false,
				stdin: "ignore",
				cancelSignal: signal
			});
			signal.throwIfAborted();
			if (outcome.code === "ENOENT" && existsSync(elsewhere)) throw errors.gitMissing();
			return {
				ok: outcome.exitCode === 0,
				stdout: outcome.stdout,
				stderr: outcome.stderr === "" ? outcome.message ?? "" : outcome.stderr
			};
		}
	};
}
/** A repository may be another user's (a container of root in a workspace of the runner), and its hooks are not ours to run. */
const ALWAYS = [
	["safe.directory", "*"],
	["core.hooksPath", "/dev/null"],
	["core.fsmonitor", "false"],
	["gc.auto", "0"]
];
/** Tokens and inputs of the step are nobody's business; a hook of git that calls us has set where its repository is. */
const HELD_BACK = /^(?:(?:INPUT|ACTIONS|STATE)_|GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE)$)/;
function gitEnvironment(env, config) {
	const given = Object.entries(env).filter((entry) => entry[1] !== void 0 && !HELD_BACK.test(entry[0]));
	const already = Number(env["GIT_CONFIG_COUNT"] ?? "0") || 0;
	const all = [...ALWAYS, ...config];
	return {
		...Object.fromEntries(given),
		...Object.fromEntries(all.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${already + index}`, key], [`GIT_CONFIG_VALUE_${already + index}`, value]])),
		GIT_CONFIG_COUNT: String(already + all.length),
		GIT_TERMINAL_PROMPT: "0",
		LC_ALL: "C"
	};
}
/**
* The commit that is checked out in the working directory: of the repository itself, whatever the runner's variable
* says, as a workflow may check out another. Where git cannot say, that variable; `null` where nothing can.
*/
async function readCommit(env, signal) {
	const found = await createGit(process.cwd(), {
		env,
		signal
	}).run(["rev-parse", "HEAD"]).catch((error) => {
		signal.throwIfAborted();
		if (error instanceof Error && "code" in error && error.code === "git-missing") return null;
		throw error;
	});
	if (found?.ok === true) return found.stdout;
	const { GITHUB_SHA: onRunner } = env;
	return onRunner !== void 0 && /^[0-9a-f]{40,64}$/.test(onRunner) ? onRunner : null;
}

// src/model/format-json.ts
/**
* JSON that reads well in a diff: one key a line and two spaces of indentation, but a list of plain values
* (samples, arguments) on a single line. Keys stay in the order given; a number that JSON cannot say (NaN,
* Infinity) becomes `null`; a key whose value is `undefined` is left out. Ends with a newline.
*/
function formatJson(value, { flatObjectsOnOneLine }) {
	return `${format(JSON.parse(JSON.stringify(value)), "", flatObjectsOnOneLine)}\n`;
}
function format(value, indentation, flatOnOneLine) {
	if (value === null || typeof value !== "object") return JSON.stringify(value);
	const inner = `${indentation}  `;
	if (isList(value)) {
		if (value.every(isPlain)) return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
		return `[\n${value.map((item) => `${inner}${format(item, inner, flatOnOneLine)}`).join(",\n")}\n${indentation}]`;
	}
	const entries = Object.entries(value);
	if (entries.length === 0) return "{}";
	const pairs = entries.map(([key, item]) => `${JSON.stringify(key)}: ${format(item, inner, flatOnOneLine)}`);
	if (flatOnOneLine && Object.values(value).every(isPlain)) return `{ ${pairs.join(", ")} }`;
	return `{\n${pairs.map((pair) => inner + pair).join(",\n")}\n${indentation}}`;
}
function isList(value) {
	return Array.isArray(value);
}
function isPlain(value) {
	return value === null || typeof value !== "object";
}

// src/model/baseline.ts
/**
* Version 1 had the values of the scenario's variables in `subject.env`. It is read still, without the values, and
* the next `record` writes version 2.
*/
const BASELINE_SCHEMA = "footprint-gate/baseline@2";
const OLD_BASELINE_SCHEMA = "footprint-gate/baseline@1";

// src/store/file-schema.ts
const text$1 = pipe(string(), nonEmpty("expected a non-empty text"));
const NUMBER = {
	max: LARGEST_FIGURES.count,
	message: `expected a number <= ${LARGEST_FIGURES.count}`
};
const MEMORY = {
	max: LARGEST_FIGURES.bytes,
	message: `expected at most ${LARGEST_FIGURES.bytes} bytes (4 PiB, more than any machine has)`
};
const BOUNDS$1 = {
	bytes: MEMORY,
	"bytes/s": MEMORY,
	count: NUMBER,
	ms: NUMBER
};
const anyFigure = ({ max, message }) => pipe(number(), check$2((figure) => Math.abs(figure) <= max, message));
const amount = (bound) => pipe(anyFigure(bound), minValue(0, "expected a number >= 0"));
const count = pipe(number(), integer("expected a whole number"), minValue(1, "expected a number >= 1"), maxValue(NUMBER.max, NUMBER.message));
/** Every figure but growth counts something, and so is never negative; a program may well shrink. */
const figureOf = (metric) => {
	const bound = BOUNDS$1[METRICS[metric].unit];
	return metric === "growth" ? anyFigure(bound) : amount(bound);
};
const samplesOf$3 = (metric) => pipe(array(figureOf(metric)), minLength(1, "expected at least one sample"));
const samples = pipe(strictObject(Object.fromEntries(METRIC_NAMES.map((metric) => [metric, exactOptional(samplesOf$3(metric))]))), check$2((byMetric) => Object.keys(byMetric).length > 0, "expected the samples of at least one metric"));
function objectOf(schema, values, value) {
	return pipe(custom((given) => typeof given === "object" && given !== null && !Array.isArray(given), `expected an object of ${values}`), rawCheck(({ dataset, addIssue }) => {
		if (!dataset.typed) return;
		const input = dataset.value;
		for (const [key, item] of Object.entries(input)) {
			const [issue] = safeParse(schema, item).issues ?? [];
			if (issue === void 0) continue;
			addIssue({
				message: issue.kind === "schema" ? `expected ${value}` : issue.message,
				path: [{
					type: "object",
					origin: "value",
					input,
					key,
					value: item
				}]
			});
		}
	}));
}
/** By code unit: the order of a file must not depend on anyone's language. */
function byName(values) {
	return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => a < b ? -1 : 1));
}
const groups = pipe(objectOf(amount(MEMORY), "bytes by group", "a number of bytes"), transform(byName));
const LONGEST_ROLE = 1e3;
const roleFigures = strictObject({
	count: amount(NUMBER),
	writable: amount(MEMORY),
	faults: amount(NUMBER)
});
const roles = pipe(objectOf(roleFigures, "figures by process", "{ \"count\", \"writable\", \"faults\" }, each a number >= 0"), check$2((found) => Object.keys(found).every((role) => role !== "" && role.length <= LONGEST_ROLE), `expected names of processes of 1 to ${LONGEST_ROLE} characters`), check$2((found) => Object.keys(found).length <= 100 + 1, `expected at most ${100} kinds of processes`), transform((found) => byName(Object.fromEntries(Object.entries(found).map(([role, { count: number, writable, faults }]) => [role, {
	count: number,
	writable,
	faults
}])))));
const namedFacts = strictObject(entriesFromList(NAMED_FACT_NAMES, nullable(count)));
const recording = strictObject({
	recordedAt: pipe(string(), regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/, "expected a time in UTC, such as 2026-01-31T12:00:00Z")),
	commit: nullable(text$1),
	tool: text$1,
	facts: exactOptional(namedFacts),
	samples,
	groups,
	processes: exactOptional(roles)
});
function factSchema(fact) {
	const definition = ENVIRONMENT_FACTS[fact];
	if ("values" in definition) return picklist(definition.values);
	return definition.kind === "text" ? text$1 : count;
}
const environment = strictObject(Object.fromEntries(FACT_NAMES.map((fact) => [fact, factSchema(fact)])));
/** Names of variables; of the values that version 1 had by name, nothing is kept. */
const names = pipe(union([array(text$1), pipe(objectOf(string(), "texts by variable", "a text"), transform(Object.keys))], "expected a list of names"), transform((found) => found.toSorted()));
const subject = strictObject({
	command: pipe(array(string()), minLength(1, "expected the program, at least")),
	env: names,
	until: picklist(["steady", "exit"]),
	ready: exactOptional(array(text$1)),
	target: exactOptional(text$1),
	workload: nullable(string()),
	prepare: exactOptional(nullable(string())),
	cleanup: exactOptional(nullable(string())),
	soakMs: nullable(amount(NUMBER))
});
const entry = strictObject({
	scenario: text$1,
	environment,
	subject,
	recordings: pipe(array(recording), minLength(1, "expected at least one recording"))
});
/**
* What a baseline file must be, to the last key: it decides whether other people's work passes, so nothing in it is
* guessed or skipped. What it gives has its keys in the order that they have here. Messages that begin with `expected` are completed with the value that was found.
*/
const baselineSchema = strictObject({
	schema: picklist([BASELINE_SCHEMA, OLD_BASELINE_SCHEMA]),
	entries: pipe(array(entry), rawCheck(({ dataset, addIssue }) => {
		if (!dataset.typed) return;
		const input = dataset.value;
		const seen = /* @__PURE__ */ new Set();
		input.forEach((value, key) => {
			const identity = `${value.scenario}\n${environmentKey(value.environment)}`;
			if (seen.has(identity)) addIssue({
				message: `a second entry for "${value.scenario}" in the same environment`,
				path: [{
					type: "array",
					origin: "value",
					input,
					key,
					value
				}]
			});
			seen.add(identity);
		});
	}))
});

// src/store/render.ts
/**
* The text of a baseline file. People review it as a diff, so one measurement has one text: keys in the order of
* the schema, entries by scenario and environment, groups by name, the samples of a metric on one line, two spaces, a
* newline at the end.
*/
function renderBaseline(baseline) {
	const ordered = safeParse(baselineSchema, baseline);
	if (!ordered.success) throw new Error("internal error: the new baseline does not parse", { cause: new ValiError(ordered.issues) });
	const { schema, entries } = ordered.output;
	const inOrder = entries.toSorted((a, b) => compare$1(a.scenario, b.scenario) || compare$1(environmentKey(a.environment), environmentKey(b.environment)));
	return formatJson({
		schema,
		entries: inOrder
	}, { flatObjectsOnOneLine: false });
}
/** By code unit: the order of a file must not depend on anyone's language. */
function compare$1(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

// src/verdict/exit-code.ts
/**
* What the process ends with: 1 regressed or over a limit, 3 nothing can be concluded, 0 otherwise. Each verdict
* of each scenario and metric is weighed by itself and the gravest code holds: a missing baseline that must fail
* is not excused by an inconclusive neighbour that may pass. A gate of no scenarios concludes nothing, and a leg that
* left no result is excused by nobody.
*/
function exitCodeOf(result, leniency) {
	const codes = result.scenarios.flatMap(verdictsOf).map((verdict) => codeOf(verdict, leniency));
	if (codes.includes(1)) return 1;
	return codes.includes(3) || codes.length === 0 || result.scenarios.some(isLost) ? 3 : 0;
}
/** Whether it stands for what left no result: nobody knows what it would have been. */
function isLost({ terms }) {
	return terms.subject === null;
}
function verdictsOf({ verdict, metrics }) {
	return [verdict, ...metrics.map((metric) => metric.verdict)];
}
function codeOf(verdict, { onMissingBaseline, onInconclusive }) {
	switch (verdict) {
		case "pass":
		case "improved":
		case "accepted": return 0;
		case "no-baseline": return onMissingBaseline === "fail" ? 3 : 0;
		case "inconclusive": return onInconclusive === "fail" ? 3 : 0;
		case "regressed":
		case "over-limit": return 1;
	}
}

// src/verdict/history.ts
/** What is kept of a recording in the history. */
function historyPoint(scenario, environment, { recordedAt, commit, samples }) {
	const figures = METRIC_NAMES.flatMap((metric) => {
		const values = samples[metric];
		return values === void 0 ? [] : [[metric, summaryOf(values)]];
	});
	return {
		scenario,
		environment: environmentKey(environment),
		recordedAt,
		commit,
		figures: Object.fromEntries(figures)
	};
}
function summaryOf(values) {
	return {
		median: median(values),
		least: Math.min(...values),
		most: Math.max(...values)
	};
}
/** The history of a baseline that keeps none: the few recordings that it holds. */
function historyOf(baseline) {
	return (baseline?.entries ?? []).flatMap(({ scenario, environment, recordings }) => recordings.map((recording) => historyPoint(scenario, environment, recording)));
}
/**
* Where a level ends and another begins, as indices of the first points of the new levels. A point has left the level
* when none of its samples lies among those of the level; one that the next point does not follow was alone, and no new
* level.
*/
function findMoves(points) {
	const moves = [];
	let level = null;
	for (const [index, point] of points.entries()) {
		if (level === null) {
			level = {
				least: point.least,
				most: point.most
			};
			continue;
		}
		const side = sideOf(point, level);
		if (side === 0) {
			level = {
				least: Math.min(level.least, point.least),
				most: Math.max(level.most, point.most)
			};
			continue;
		}
		const next = points[index + 1];
		if (next !== void 0 && sideOf(next, level) !== side) continue;
		moves.push(index);
		level = {
			least: point.least,
			most: point.most
		};
	}
	return moves;
}
/** 1 above the level, -1 below it, 0 where they overlap. */
function sideOf(point, level) {
	if (point.least > level.most) return 1;
	return point.most < level.least ? -1 : 0;
}

// src/store/base-event.ts
const Sha = pipe(string(), regex(/^[0-9a-f]{40,64}$/, "is no SHA"));
const PullRequestPayload = object({ pull_request: object({
	head: object({ sha: Sha }),
	base: object({ sha: Sha }),
	merge_base: nullish(string())
}) });
const QueuePayload = object({ merge_group: object({ base_sha: Sha }) });
const Repository = nullish(object({ default_branch: nullish(string()) }));
const PushPayload = object({
	before: nullish(Sha),
	repository: Repository
});
const AnyPayload = object({ repository: Repository });
const PULL_REQUESTS = ["pull_request", "pull_request_target"];
/** Reads the event of the workflow that we are in, if we are in one. Does not throw. */
async function readBaseEvent(env) {
	const event = env["GITHUB_EVENT_NAME"] ?? "";
	if (event === "") return {
		kind: "none",
		defaultBranch: null
	};
	try {
		const payload = JSON.parse(await readFile(env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
		return understand(event === "workflow_call" ? callerIn(payload) : event, payload);
	} catch (error) {
		return {
			kind: "unreadable",
			event,
			why: error instanceof ValiError ? error.message : String(error)
		};
	}
}
/**
* What has started a workflow that others call: from 1.26 on, Gitea gives the jobs of such a workflow the event
* `workflow_call`, beside the payload of the event that it is. Everything else is what it says. Does not throw.
*
* @param path of the event file
*/
async function callerOf(event, path) {
	if (event !== "workflow_call") return event;
	try {
		return callerIn(JSON.parse(await readFile(path, "utf8")));
	} catch {
		return event;
	}
}
const CalledPayload = object({
	pull_request: optional(unknown()),
	before: optional(string())
});
function callerIn(payload) {
	const { pull_request, before } = parse(CalledPayload, payload);
	if (pull_request !== void 0) return "pull_request";
	return before === void 0 ? "workflow_call" : "push";
}
/** @throws ValiError for a payload that lacks what says the base */
function understand(event, payload) {
	if (PULL_REQUESTS.includes(event)) {
		const { head, base, merge_base } = parse(PullRequestPayload, payload).pull_request;
		const isSha = is(Sha, merge_base);
		return {
			kind: "pull-request",
			headSha: head.sha,
			baseSha: base.sha,
			mergeBase: isSha ? merge_base : null
		};
	}
	if (event === "merge_group") return {
		kind: "queue",
		baseSha: parse(QueuePayload, payload).merge_group.base_sha
	};
	if (event === "push") {
		const { before, repository } = parse(PushPayload, payload);
		return {
			kind: "push",
			before: before === void 0 || before === null || /^0+$/.test(before) ? null : before,
			defaultBranch: repository?.default_branch ?? null
		};
	}
	return {
		kind: "none",
		defaultBranch: parse(AnyPayload, payload).repository?.default_branch ?? null
	};
}

// src/store/merge-base.ts
/** How much history is asked for, one after the other, until the two meet; 0 is all of it. */
const DEPTHS = [
	50,
	500,
	5e3,
	0
];
/**
* The newest commit that two have in common; `null` when nobody shows one. Where the clone does not hold the history
* (actions/checkout fetches one commit), commits alone are fetched into a scratch repository: the clone stays as it is.
*/
async function findMergeBase(git, remotes, one, other) {
	if ((await git.run(["rev-parse", "--is-shallow-repository"])).stdout !== "true") {
		const here = await git.run([
			"merge-base",
			one,
			other
		]);
		if (here.ok) return here.stdout;
	}
	if (remotes.length === 0) return null;
	const scratch = await makeTemporaryFolder();
	try {
		await git.run([
			"init",
			"--quiet",
			"--bare",
			scratch
		]);
		for (const remote of remotes) {
			const found = await findAt(git, scratch, remote, [one, other]);
			if (found !== null) return found;
		}
		return null;
	} finally {
		await rm(scratch, {
			recursive: true,
			force: true
		});
	}
}
async function findAt(git, scratch, { source, config }, [one, other]) {
	const address = await git.run([
		"remote",
		"get-url",
		source
	]);
	const url = address.ok ? address.stdout : source;
	for (const depth of DEPTHS) {
		const args = [
			"fetch",
			"--quiet",
			"--no-tags",
			"--filter=tree:0",
			depth === 0 ? "--unshallow" : `--depth=${depth}`,
			url,
			one,
			other
		];
		if (!(await git.run(args, {
			config,
			gitDirectory: scratch
		})).ok) return null;
		const found = await git.run([
			"merge-base",
			one,
			other
		], { gitDirectory: scratch });
		if (found.ok) return found.stdout;
		if ((await git.run(["rev-parse", "--is-shallow-repository"], { gitDirectory: scratch })).stdout !== "true") return null;
	}
	return null;
}

// src/store/authorization.ts
/**
* The token for a server, as actions/checkout hands it over: in settings of git that stand in its environment alone,
* never in its arguments. The empty value drops the header that others may have left: two would be refused.
*/
function authorization(server, token) {
	if (token === null || !/^https?:/.test(server)) return [];
	const key = `http.${server.replace(/\/+$/, "")}/.extraheader`;
	const credentials = Buffer.from(`x-access-token:${token}`).toString("base64");
	return [[key, ""], [key, `AUTHORIZATION: basic ${credentials}`]];
}

// src/store/remotes.ts
/**
* Where the base may come from, best first: the remote that the clone came from and, in a workflow, the repository
* that the workflow belongs to, which is another one where a fork was checked out. Its token goes to git alone, and
* neither into its arguments nor into any file.
*/
async function findRemotes(git, env, token) {
	const { GITHUB_SERVER_URL: server = "", GITHUB_REPOSITORY: repository = "" } = env;
	const cloned = await git.run([
		"remote",
		"get-url",
		"origin"
	]);
	const origin = cloned.ok ? [{
		source: "origin",
		name: "origin",
		config: []
	}] : [];
	if (server === "" || repository === "") return origin;
	const url = `${server.replace(/\/+$/, "")}/${repository}`;
	const own = {
		source: url,
		name: url,
		config: authorization(server, token)
	};
	return cloned.stdout.replace(/\.git$/, "").endsWith(`/${repository}`) ? [...origin, own] : [own, ...origin];
}
/** Fetches a commit, or what a remote knows by a name, from the first remote that has it. */
async function fetchFrom(git, remotes, what) {
	const depth = (await git.run(["rev-parse", "--is-shallow-repository"])).stdout === "true" ? ["--depth=1"] : [];
	const said = [];
	for (const { source, name, config } of remotes) {
		const args = [
			"fetch",
			"--quiet",
			"--no-tags",
			"--no-recurse-submodules",
			...depth,
			source,
			what
		];
		const fetched = await git.run(args, { config });
		if (fetched.ok) return {
			ok: true,
			why: ""
		};
		said.push(`${name}: ${lastWords(fetched)}`);
	}
	return {
		ok: false,
		why: said.join("\n")
	};
}
/** What git says of a failure stands at the end. */
function lastWords({ stderr }) {
	return stderr.trim().split("\n").slice(-5).join("\n");
}

// src/store/base-commit.ts
/**
* Finds the commit to compare with, and fetches it where the clone lacks it.
*
* `base` is what the checked-out commit adds to: of the test merge of a pull request its first parent (the branch as
* it is now, where the merge base would blame the pull request for what others have merged since), of a head that was
* checked out itself the merge base, in a merge queue what the group is put on, of a push what was there before; and
* elsewhere the merge base with the default branch.
*
* @param compareWith `base`, `merge-base`, or what git knows a commit by
* @throws UserError when there is none, or it cannot be fetched
*/
async function findBaseCommit(git, compareWith, { env, token }) {
	const place = {
		git,
		remotes: await findRemotes(git, env, token),
		event: await readBaseEvent(env)
	};
	const base = await (compareWith === "base" ? findBase(place) : compareWith === "merge-base" ? findBranchPoint(place) : findNamed(place, compareWith));
	await ensureCommit(place, base.commit);
	return base;
}
async function findBase(place) {
	const { event } = place;
	switch (event.kind) {
		case "pull-request": {
			const [first, second] = (await headCommit(place)).parents;
			if (first !== void 0 && second === event.headSha) return {
				commit: first,
				rule: "first-parent"
			};
			return findBranchPoint(place);
		}
		case "queue": return {
			commit: event.baseSha,
			rule: "queue"
		};
		case "push": return event.before === null ? findBranchPoint(place) : {
			commit: event.before,
			rule: "before-push"
		};
		case "none": return findBranchPoint(place);
		case "unreadable": throw errors.noBase(event.event, event.why);
	}
}
/** Where the head branched off what it is to be merged into. */
async function findBranchPoint(place) {
	const { git, remotes, event } = place;
	if (event.kind === "unreadable") throw errors.noBase(event.event, event.why);
	const head = await headCommit(place);
	const between = async (one, other) => {
		const commit = await findMergeBase(git, remotes, one, other);
		if (commit === null) throw errors.noMergeBase(one, other, remotes.map(({ name }) => name).join("\n"));
		return {
			commit,
			rule: "merge-base"
		};
	};
	if (event.kind === "pull-request") {
		const isMerge = head.parents[1] === event.headSha;
		const own = isMerge ? event.headSha : head.commit;
		if (event.mergeBase !== null && own === event.headSha) return {
			commit: event.mergeBase,
			rule: "merge-base"
		};
		return between(own, (isMerge ? head.parents[0] : void 0) ?? event.baseSha);
	}
	if (event.kind === "queue") return between(head.commit, event.baseSha);
	return between(head.commit, await defaultBranch(place, event.defaultBranch));
}
/** The branch that everything is merged into, as this clone or its remote knows it. */
async function defaultBranch(place, known) {
	const { git, event } = place;
	const names = known === null ? ["refs/remotes/origin/HEAD", ...["main", "master"].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`])] : [`refs/remotes/origin/${known}`];
	for (const name of names) {
		const found = await git.run([
			"rev-parse",
			"--verify",
			"--quiet",
			`${name}^{commit}`
		]);
		if (found.ok) return found.stdout;
	}
	if (known === null) throw errors.noBase(event.kind, names.join(", "));
	const { commit, why } = await fetchNamed(place, known);
	if (commit === null) throw errors.noBase(event.kind, why);
	return commit;
}
async function findNamed(place, name) {
	if (name.startsWith("-")) throw errors.unknownRef(name, "");
	for (const candidate of [name, `refs/remotes/origin/${name}`]) {
		const here = await place.git.run([
			"rev-parse",
			"--verify",
			"--quiet",
			`${candidate}^{commit}`
		]);
		if (here.ok) return {
			commit: here.stdout,
			rule: "named"
		};
	}
	const { commit, why } = await fetchNamed(place, name);
	if (commit === null) throw errors.unknownRef(name, why);
	return {
		commit,
		rule: "named"
	};
}
async function fetchNamed({ git, remotes }, name) {
	const { ok, why } = await fetchFrom(git, remotes, name);
	if (!ok) return {
		commit: null,
		why
	};
	const fetched = await git.run([
		"rev-parse",
		"--verify",
		"--quiet",
		"FETCH_HEAD^{commit}"
	]);
	return {
		commit: fetched.ok ? fetched.stdout : null,
		why: ""
	};
}
/**
* The commit that the event of a workflow says to compare with, by the rule `base` of {@link findBaseCommit}, without fetching
* it; `null` elsewhere than in a workflow on a pull request, a merge queue or a push.
*
* @throws UserError when there is none
*/
async function nameBaseCommit(git, { env, token }) {
	const event = await readBaseEvent(env);
	if (event.kind === "none") return null;
	return (await findBase({
		git,
		remotes: await findRemotes(git, env, token),
		event
	})).commit;
}
/** What is checked out, with its parents: also in a clone that does not hold them. */
async function headCommit({ git }) {
	const named = await git.run([
		"rev-parse",
		"--verify",
		"HEAD^{commit}"
	]);
	if (!named.ok) throw errors.unknownRef("HEAD", named.stderr);
	const { stdout } = await git.run([
		"cat-file",
		"commit",
		named.stdout
	]);
	const [header = ""] = stdout.split("\n\n", 1);
	const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? []);
	return {
		commit: named.stdout,
		parents
	};
}
async function ensureCommit({ git, remotes }, commit) {
	const isHere = async () => (await git.run([
		"cat-file",
		"-e",
		`${commit}^{commit}`
	])).ok;
	if (await isHere()) return;
	const { why } = await fetchFrom(git, remotes, commit);
	if (!await isHere()) throw errors.baseNotFetched(commit, remotes.map(({ name }) => name).join(" or ") || null, why);
}

// src/store/duplicate-key.ts
const COLON = /[ \t\n\r]*:/y;
/**
* The first key that stands twice in one object, of which JSON.parse would keep the last without a word; `null`
* when there is none.
*
* @param content valid JSON: anything else gives anything
*/
function findDuplicateKey(content) {
	/** The keys of every object that is open, the innermost last, with their offsets. */
	const objects = [];
	for (let at = 0; at < content.length; at++) {
		const character = content[at];
		if (character === "{") objects.push(/* @__PURE__ */ new Map());
		else if (character === "}") objects.pop();
		else if (character === "\"") {
			const end = endOfString(content, at);
			COLON.lastIndex = end;
			if (COLON.test(content)) {
				const key = JSON.parse(content.slice(at, end));
				const first = objects.at(-1)?.get(key);
				if (first !== void 0) return {
					key,
					offsets: [first, at]
				};
				objects.at(-1)?.set(key, at);
			}
			at = end - 1;
		}
	}
	return null;
}
/** The offset after the closing quote of the string that begins here. */
function endOfString(content, start) {
	let at = start + 1;
	while (at < content.length && content[at] !== "\"") at += content[at] === "\\" ? 2 : 1;
	return at + 1;
}

// src/store/parse.ts
/** Of many mistakes, the first few tell the story. */
const SHOWN_PROBLEMS = 3;
/**
* Reads the text of a baseline file. `path` is named in the messages only.
*
* @throws UserError `baseline-empty`, `baseline-conflict`, `baseline-not-json`, `baseline-foreign`,
*   `baseline-newer`, `baseline-duplicate-key` or `baseline-malformed`.
*/
function parseBaseline(content, path) {
	if (content.trim() === "") throw errors.baselineEmpty(path);
	const document = parseJson$2(content, path);
	refuseOtherSchemas(document, path);
	refuseDuplicateKeys(content, path);
	const outcome = safeParse(baselineSchema, document);
	if (outcome.success) return outcome.output;
	const problems = outcome.issues.slice(0, SHOWN_PROBLEMS).map(describe$3);
	throw errors.baselineMalformed(path, problems, outcome.issues.length - problems.length);
}
function parseJson$2(content, path) {
	try {
		return JSON.parse(content.replace(/^\uFEFF/, ""));
	} catch (error) {
		const marker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/m.exec(content);
		if (marker !== null) throw errors.baselineConflict(path, lineAt(content, marker.index));
		const offset = error instanceof SyntaxError ? offsetOf(error.message, content) : null;
		const line = offset === null ? null : lineAt(content, offset);
		throw errors.baselineNotJson(path, line, line === null ? null : content.split("\n")[line - 1] ?? null);
	}
}
/** Where V8 says that the mistake is: it tells a position, or the ten characters on either side, or nothing. */
function offsetOf(message, content) {
	const position = /at position (\d+)/.exec(message)?.[1];
	if (position !== void 0) return Number(position);
	if (message.startsWith("Unexpected end")) return content.length;
	const around = /^Unexpected token .+?, \.\.\."(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(message)?.[1];
	if (around === void 0) return null;
	const first = content.indexOf(around);
	return first === -1 || content.includes(around, first + 1) ? null : first + 10;
}
function lineAt(content, offset) {
	return content.slice(0, offset).split("\n").length;
}
function refuseDuplicateKeys(content, path) {
	const duplicate = findDuplicateKey(content);
	if (duplicate === null) return;
	const [first, second] = duplicate.offsets;
	throw errors.baselineDuplicateKey(path, duplicate.key, lineAt(content, first), lineAt(content, second));
}
function refuseOtherSchemas(document, path) {
	const found = safeParse(looseObject({ schema: string() }), document);
	if (!found.success) throw errors.baselineForeign(path, null);
	const { schema } = found.output;
	if (schema === "footprint-gate/baseline@2" || schema === "footprint-gate/baseline@1") return;
	const [kind, ours] = BASELINE_SCHEMA.split("@");
	throw (schema.startsWith(`${kind}@`) ? Number(schema.slice(kind.length + 1)) : NaN) > Number(ours) ? errors.baselineNewer(path, schema) : errors.baselineForeign(path, schema);
}
/** `entries[0].recordings[2].samples.writable[1]: expected a number >= 0, but found -4`. */
function describe$3(issue) {
	const path = issue.path ?? [];
	const where = path.map(({ key }) => accessor(key)).join("").replace(/^\./, "");
	if (issue.expected === "never") return `${where}: this key is not known`;
	const found = path.length === 0 ? issue.input : path.at(-1)?.value;
	if (found === void 0) return `${where}: missing`;
	if (issue.kind === "schema") return `${where}: expected ${issue.expected ?? "something else"}, but found ${excerpt(found)}`;
	return issue.message.startsWith("expected") ? `${where}: ${issue.message}, but found ${excerpt(found)}` : `${where}: ${issue.message}`;
}
function accessor(key) {
	if (typeof key === "number") return `[${key}]`;
	const name = String(key);
	return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
function excerpt(value) {
	if (typeof value === "number") return String(value);
	let written;
	try {
		written = JSON.stringify(value);
	} catch {
		return "something nested too deeply";
	}
	return written.length > 60 ? `${written.slice(0, 57)}…` : written;
}

// src/store/base-baseline.ts
/** Whether this run is about what is to be merged: then the head's baseline has a base. */
async function isToBeMerged(env) {
	const { kind } = await readBaseEvent(env);
	return kind === "pull-request" || kind === "queue" || kind === "unreadable";
}
/**
* Reads the baseline file as the base has it; `null` where that has none.
*
* @param path of the head's file
* @param commit of the base, where it has been found already
* @throws UserError when there is no base, or its file is none
*/
async function loadBaseBaseline(path, world, { token, commit = null }) {
	const folder = existingFolder(path);
	const git = createGit(folder, world);
	const top = await git.run(["rev-parse", "--show-toplevel"]);
	if (!top.ok) throw errors.noRepository(folder, top.stderr);
	const base = commit ?? (await findBaseCommit(git, "base", {
		env: world.env,
		token
	})).commit;
	const place = `${base}:${relative(top.stdout, path)}`;
	if (!(await git.run([
		"cat-file",
		"-e",
		place
	])).ok) return null;
	const { stdout } = await git.run([
		"cat-file",
		"blob",
		place
	]);
	return parseBaseline(stdout, place.replace(base, base.slice(0, 12)));
}
/** The folder of a file, or the first one above it that is there: the head may have deleted both. */
function existingFolder(path) {
	const folder = dirname(path);
	return existsSync(folder) || folder === path ? folder : existingFolder(folder);
}

// src/config/scenario.ts
/** @param scenario with the names of `passEnv` spelled out */
function subjectOf(scenario) {
	const { command, env, passEnv, until, ready, target, workload, prepare, cleanup, soakMs } = scenario;
	return {
		command,
		env: [.../* @__PURE__ */ new Set([...Object.keys(env), ...passEnv])].toSorted(),
		until,
		ready: (ready ?? []).map(({ text }) => text),
		...target !== null && { target: target.text },
		workload,
		prepare,
		cleanup,
		soakMs
	};
}
/** @param scenario with the names of `passEnv` spelled out */
function termsOf(scenario) {
	if ("subject" in scenario) return scenario;
	const { name, budgets, runs, maxRuns } = scenario;
	return {
		name,
		budgets,
		runs,
		maxRuns,
		subject: subjectOf(scenario)
	};
}
/**
* The keys in which two subjects differ. Of what a baseline of an older version does not say nothing is known, but for a
* target: where there is none, there was none.
*/
function subjectDifferences(before, after) {
	return [.../* @__PURE__ */ new Set(["target", ...Object.keys(after)])].filter((key) => (before[key] !== void 0 || key === "target") && !isDeepStrictEqual(before[key], after[key]));
}
/** Whether figures of the two can be compared. */
function isSameSubject(before, after) {
	return subjectDifferences(before, after).length === 0;
}

// src/store/entries.ts
/** The entry of the scenario in exactly this environment; `null` when nothing was recorded in it. */
function findEntry(baseline, scenario, environment) {
	const key = environmentKey(environment);
	return baseline?.entries.find((entry) => entry.scenario === scenario && environmentKey(entry.environment) === key) ?? null;
}
/**
* The baseline with one more recording. Other scenarios, and this one in other environments, are untouched.
*
* Of the same scenario and environment, `keep: 'recent'` keeps the youngest recordings, at most
* {@link MAX_RECORDINGS} with the new one: the spread between them is part of the noise. `keep: 'none'`
* drops them, for a level that was changed on purpose: a mix of the old and the new would allow for both.
* They are dropped too when the subject (the command, its workload, …) is another than before.
*/
function addRecording(baseline, { scenario, environment, subject, recording }, { keep }) {
	const previous = findEntry(baseline, scenario, environment);
	const entry = {
		scenario,
		environment,
		subject,
		recordings: [...keep === "recent" && previous !== null && isSameSubject(previous.subject, subject) ? previous.recordings : [], recording].slice(-5)
	};
	const entries = baseline?.entries ?? [];
	return {
		schema: BASELINE_SCHEMA,
		entries: previous === null ? [...entries, entry] : entries.map((other) => other === previous ? entry : other)
	};
}

// src/store/history-text.ts
/** Of a scenario in one environment; a year of recordings, and a chart that can still be read. */
const LONGEST$1 = 300;
const figure$1 = pipe(number(), finite$1());
const point = strictObject({
	scenario: pipe(string(), nonEmpty()),
	environment: string(),
	recordedAt: pipe(string(), regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)),
	commit: nullable(string()),
	figures: strictObject(Object.fromEntries(METRIC_NAMES.map((metric) => [metric, exactOptional(strictObject({
		median: figure$1,
		least: figure$1,
		most: figure$1
	}))])))
});
/**
* The points of a history, one a line, oldest first. A line that is none is left out: no verdict depends on it, and
* the next recording drops it.
*/
function parseHistory(text) {
	return text.split("\n").flatMap((line) => {
		const outcome = safeParse(point, parseJson$1(line));
		return outcome.success ? [outcome.output] : [];
	});
}
function parseJson$1(line) {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}
/** The text of a history with more points; of each scenario and environment the youngest are kept. */
function renderHistory(before, added) {
	const all = [...before, ...added];
	const keyOf = ({ scenario, environment }) => `${scenario}\n${environment}`;
	const younger = /* @__PURE__ */ new Map();
	return all.toReversed().filter((one) => {
		const count = (younger.get(keyOf(one)) ?? 0) + 1;
		younger.set(keyOf(one), count);
		return count <= LONGEST$1;
	}).toReversed().map((one) => `${JSON.stringify(one)}\n`).join("");
}

// src/store/push-signed.ts
/** Whether the rule that refuses a push is the one that asks for signatures, which our commits do not bear. */
function asksForSignature(words) {
	return /must have (?:verified|valid) signatures?|required signatures?|signed commits/i.test(words);
}

// src/store/recorded-before.ts
/** Where a scenario was recorded elsewhere so much later, this environment is in use no more. */
const LONGEST_UNUSED_MS = 6048e5;
/**
* Of each scenario in each environment the newest entry that was recorded of ancestors, with their recordings alone. Where the
* level has moved since, a newer entry holds none of them.
*
* @param versions of one baseline, the newest first
* @param ancestors SHAs
*/
function recordedBefore(versions, ancestors) {
	const found = /* @__PURE__ */ new Map();
	const others = /* @__PURE__ */ new Map();
	for (const entry of versions.flatMap(({ entries }) => entries)) {
		const key = JSON.stringify([entry.scenario, environmentKey(entry.environment)]);
		if (found.has(key)) continue;
		const recordings = entry.recordings.filter(({ commit }) => commit !== null && ancestors.has(commit));
		if (recordings.length > 0) found.set(key, {
			...entry,
			recordings
		});
		else if (!others.has(key)) others.set(key, entry);
	}
	const left = [...others].flatMap(([key, entry]) => found.has(key) ? [] : [entry]);
	const strange = left.filter((entry) => isInUse(entry, versions[0]?.entries ?? []));
	return {
		entries: [...found.values(), ...left.filter((entry) => !strange.includes(entry))],
		strange
	};
}
function isInUse(entry, entries) {
	const times = entries.filter(({ scenario }) => scenario === entry.scenario).map(lastRecordedMs);
	return Math.max(...times) - lastRecordedMs(entry) < LONGEST_UNUSED_MS;
}
function lastRecordedMs({ recordings }) {
	return Date.parse(recordings.at(-1)?.recordedAt ?? "");
}

// src/store/push-outcome.ts
/** The ways in which git and its servers say that the branch is not where it was. */
const LOST$2 = /stale info|fetch first|non-fast-forward|cannot lock ref|failed to (?:update|lock) ref|incorrect old value|reference already exists|is at [0-9a-f]{40,} but expected/;
/**
* Reads what `git push --porcelain` printed: `! from:to [remote rejected] (why)` of what was refused.
*
* @see git-push(1), OUTPUT
*/
function readPushOutcome({ ok, stdout, stderr }) {
	if (ok) return { kind: "done" };
	const rejected = stdout.split("\n").find((line) => line.startsWith("!"));
	if (LOST$2.test(`${rejected ?? ""}\n${stderr}`)) return { kind: "lost" };
	const remote = wordsOfRemote(stderr);
	if (rejected === void 0) return {
		kind: "failed",
		words: remote || stderr.trim()
	};
	return {
		kind: "refused",
		words: remote || (/\(([^()]*)\)\s*$/.exec(rejected)?.[1] ?? rejected)
	};
}
/** What the server said itself, without the mark of git before each line; of GitHub, the rules that were broken. */
function wordsOfRemote(stderr) {
	return stderr.split("\n").flatMap((line) => /^remote: ?(.*?)\s*$/.exec(line)?.[1] ?? []).filter((line) => line !== "").join("\n");
}

// src/store/store-branch.ts
/** The branch that keeps baselines, with a history of its own: no file of the program is on it. */
const STORE_BRANCH = "footprint-baseline";

// src/store/stored-text.ts
/** Thousands of scenarios; and far less than V8 can hold in one string. */
const MAX_BYTES = 64 * 1024 ** 2;
/** @throws UserError `baseline-too-large` */
function refuseTooLarge(bytes, path) {
	if (bytes <= MAX_BYTES) return;
	throw errors.baselineTooLarge(path, formatFigure(bytes, "bytes"), formatFigure(MAX_BYTES, "bytes"));
}
/** The text to store; `null` where that is what is stored already. @throws UserError `baseline-too-large` */
function textToStore(baseline, current, path) {
	const text = renderBaseline(baseline);
	refuseTooLarge(Buffer.byteLength(text), path);
	return current !== null && renderBaseline(current) === text ? null : text;
}

// src/store/scratch-repository.ts
const REF = `refs/heads/${STORE_BRANCH}`;
const FETCHED = "refs/store";
const TRAILER = "Recordings";
/** So far back is looked for a recording of an ancestor: of the branch, and of the program's own history. */
const DEPTH = 500;
const CONFIG = [
	["user.name", "footprint-gate"],
	["user.email", "noreply@footprint-gate.invalid"],
	["http.lowSpeedLimit", "1"],
	["http.lowSpeedTime", "60"]
];
/** Makes one, lets it be used, and takes it away. */
async function withScratchRepository({ git, url, config }, use) {
	const folder = await makeTemporaryFolder();
	const gitDirectory = join(folder, "store.git");
	const run = (args, more = {}) => git.run(args, {
		gitDirectory,
		...more,
		config: [...CONFIG, ...more.config ?? []]
	});
	/** What is asked of the scratch repository itself, and so does not fail. */
	async function local(doing, args) {
		const outcome = await run(args);
		if (!outcome.ok) throw errors.branchFailed(doing, outcome.stderr);
		return outcome.stdout;
	}
	async function fetch() {
		const fetched = await run([
			"fetch",
			"--quiet",
			"--no-tags",
			"--depth=1",
			url,
			`+${REF}:${FETCHED}`
		], { config });
		if (!fetched.ok) {
			if (hasNoBranch(fetched)) return null;
			throw errors.branchUnreadable(STORE_BRANCH, url, fetched.stderr);
		}
		const head = await local("find the branch", ["rev-parse", FETCHED]);
		const message = await local("read its last commit", [
			"cat-file",
			"commit",
			FETCHED
		]);
		const recordings = new RegExp(`^${TRAILER}: (\\d{1,9})$`, "m").exec(message)?.[1];
		return {
			commit: head,
			recordings: Number(recordings ?? 1)
		};
	}
	async function older(tip) {
		const deeper = [
			"fetch",
			"--quiet",
			"--no-tags",
			`--depth=${DEPTH}`,
			url,
			`+${REF}:${FETCHED}`
		];
		const fetched = await run(deeper, { config });
		if (!fetched.ok) throw errors.branchUnreadable(STORE_BRANCH, url, fetched.stderr);
		return (await local("list its history", [
			"rev-list",
			`--max-count=${DEPTH}`,
			tip.commit
		])).split("\n").slice(1).map((commit, index) => ({
			commit,
			recordings: tip.recordings - 1 - index
		}));
	}
	async function ancestors(of) {
		if (!(await run([
			"fetch",
			"--quiet",
			"--no-tags",
			"--filter=tree:0",
			`--depth=${DEPTH}`,
			url,
			of
		], { config })).ok) return [];
		const listed = await run([
			"rev-list",
			`--max-count=${DEPTH}`,
			of
		]);
		return listed.ok ? listed.stdout.split("\n").filter((commit) => commit !== "") : [];
	}
	async function read(tip, path) {
		const entry = await local("list the branch", [
			"ls-tree",
			"-l",
			tip.commit,
			"--",
			path
		]);
		const [, blob, size] = /^\d+ blob ([0-9a-f]+) +(\d+)\t/.exec(entry) ?? [];
		if (blob === void 0 || size === void 0) return null;
		refuseTooLarge(Number(size), `${STORE_BRANCH}:${path}`);
		const text = `${await local("read the baseline", [
			"cat-file",
			"blob",
			blob
		])}\n`;
		if (Buffer.byteLength(text) !== Number(size)) throw errors.baselineNotText(`${STORE_BRANCH}:${path}`);
		return text;
	}
	async function describe(tip, { title, files }) {
		const tree = tip === null ? "" : await local("find its tree", ["rev-parse", `${tip.commit}^{tree}`]);
		return {
			branch: STORE_BRANCH,
			tip: tip === null ? null : {
				commit: tip.commit,
				tree
			},
			files,
			message: messageOf(title, tip)
		};
	}
	async function commit(tip, { title, files, keepsHistory }) {
		await local("clear its index", ["read-tree", ...tip === null ? ["--empty"] : [tip.commit]]);
		for (const { path, text } of files) {
			const file = join(folder, "file");
			await writeFile(file, text);
			await local("list a file", [
				"update-index",
				"--add",
				"--cacheinfo",
				`100644,${await local("store a file", [
					"hash-object",
					"-w",
					"--no-filters",
					file
				])},${path}`
			]);
		}
		const tree = await local("write the tree", ["write-tree"]);
		const parent = tip !== null && keepsHistory ? tip : null;
		return local("commit", [
			"commit-tree",
			tree,
			...parent === null ? [] : ["-p", parent.commit],
			"-m",
			messageOf(title, parent)
		]);
	}
	async function push(tip, head) {
		const lease = `--force-with-lease=${REF}:${tip?.commit ?? ""}`;
		return readPushOutcome(await run([
			"push",
			"--porcelain",
			lease,
			url,
			`${head}:${REF}`
		], { config }));
	}
	try {
		const made = await git.run([
			"init",
			"--quiet",
			"--bare",
			"--template=",
			gitDirectory
		], { config: CONFIG });
		if (!made.ok) throw errors.branchFailed("make a repository", made.stderr);
		return await use({
			fetch,
			older,
			ancestors,
			read,
			describe,
			commit,
			push
		});
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
function messageOf(title, parent) {
	return `Record ${title}\n\n${TRAILER}: ${parent === null ? 1 : parent.recordings + 1}`;
}
function hasNoBranch({ stderr }) {
	return stderr.includes("couldn't find remote ref");
}

// src/store/store-remote.ts
/**
* The repository that keeps the baseline: in a workflow the one that it belongs to, which is never a fork; else that of
* the remote `origin`.
*
* @param baselinePath absolute; what stands at its place on the branch
* @throws UserError `no-store-remote`
*/
async function findStore(baselinePath, world, token) {
	const folder = nearestFolder(dirname(baselinePath));
	const git = createGit(folder, world);
	const prefix = await git.run(["rev-parse", "--show-prefix"]);
	const { GITHUB_SERVER_URL: server = "", GITHUB_REPOSITORY: repository = "", GITHUB_WORKSPACE } = world.env;
	const path = prefix.ok ? join(prefix.stdout, relative(folder, baselinePath)) : relative(GITHUB_WORKSPACE ?? folder, baselinePath);
	const place = {
		git,
		path: path.startsWith("..") ? basename(baselinePath) : path
	};
	if (server !== "" && repository !== "") {
		const url = `${server.replace(/\/+$/, "")}/${repository}`;
		return {
			...place,
			url,
			config: authorization(server, token)
		};
	}
	const origin = await git.run([
		"remote",
		"get-url",
		"origin"
	]);
	if (!origin.ok) throw errors.noStoreRemote(folder);
	return {
		...place,
		url: await absolute(origin.stdout, git),
		config: []
	};
}
function nearestFolder(path) {
	return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
/** A path of a remote starts at the top of the repository. */
async function absolute(url, git) {
	if (!/^\.{1,2}(?:\/|$)/.test(url)) return url;
	const top = await git.run(["rev-parse", "--show-toplevel"]);
	return join(top.stdout, url);
}

// src/store/branch-store.ts
/** How long a recording may be beaten by others: where the machine is busy, a try takes seconds, and eight at once need many. */
const PATIENCE_MS = 3e5;
/** Before the next try, at random: exponential back-off would let the late ones starve. */
const LONGEST_PAUSE_MS = 300;
/** A longer history is dropped, as every recording that counts is in the last commit. */
const LONGEST_HISTORY = 500;
/**
* Reads the baseline that stands on the branch, at the place that its file would have, and its history.
*
* @param path absolute, of the file
* @throws UserError when the branch cannot be read, or holds something that is no baseline
*/
async function loadFromBranch(path, world, { token }) {
	const place = await findStore(path, world, token);
	return withScratchRepository(place, async (scratch) => readStored(scratch, await scratch.fetch(), place));
}
/**
* Reads what was recorded of a commit, or of the nearest of its ancestors: what was recorded since is not what that commit is
* to be compared with. Where the level has moved since, an older state of the branch is looked for.
*
* @param base its SHA
* @returns `nearest`: `null` where nothing was recorded at all
* @throws UserError when the branch cannot be read, or holds something that is no baseline
*/
async function loadBefore(path, base, world, { token }) {
	const place = await findStore(path, world, token);
	return withScratchRepository(place, async (scratch) => {
		const tip = await scratch.fetch();
		const stored = await readStored(scratch, tip, place);
		const { baseline, history } = stored;
		if (tip === null || baseline === null || baseline.entries.length === 0) return {
			...stored,
			nearest: null
		};
		const ancestors = await scratch.ancestors(base);
		const known = new Set(ancestors);
		const versions = [baseline];
		let { entries, strange } = recordedBefore(versions, known);
		if (strange.length > 0 && known.size > 0) for (const older of await scratch.older(tip)) {
			const version = await readStored(scratch, older, place);
			if (version.baseline !== null) versions.push(version.baseline);
			({entries, strange} = recordedBefore(versions, known));
			if (strange.length === 0) break;
		}
		const told = {
			schema: BASELINE_SCHEMA,
			entries: [...entries, ...strange]
		};
		return {
			...stored,
			baseline: told,
			nearest: nearestOf({
				entries,
				strange
			}, history, ancestors)
		};
	});
}
/** An entry that did not change is of its last recording, too: that stands in the history alone. */
function nearestOf({ entries, strange }, history, ancestors) {
	if (strange.length > 0) return {
		kind: "none",
		scenarios: [...new Set(strange.map(({ scenario }) => scenario))],
		commit: strange[0]?.recordings.at(-1)?.commit ?? null
	};
	const recorded = new Set([...history, ...entries.flatMap(({ recordings }) => recordings)].map(({ commit }) => commit));
	const distance = ancestors.findIndex((commit) => recorded.has(commit));
	return {
		kind: "ancestor",
		commit: ancestors[distance] ?? "",
		distance
	};
}
/**
* Changes the baseline on the branch, and makes the branch where there is none. What `change` is given is what stands
* there now: where another recording comes in between, it is called again. What adds nothing is not pushed.
*
* @returns what `change` returned at last
* @throws UserError when the branch cannot be written, a rule refuses it, or others are always faster
*/
async function updateOnBranch(path, change, world, { token, pushSigned = null }) {
	const place = await findStore(path, world, token);
	const startedMs = world.clock.now();
	return withScratchRepository(place, async (scratch) => {
		/** Where a branch may not be forced, its history is kept. */
		let mayDrop = true;
		/** Where commits must be signed, the server makes them. */
		let isSigned = false;
		for (let attempts = 1;; attempts += 1) {
			const tip = await scratch.fetch();
			const before = await readStored(scratch, tip, place);
			const outcome = change(before.baseline);
			const files = filesOf(outcome, before, place);
			if (files.length === 0) return outcome;
			const keepsHistory = !(mayDrop && tip !== null && tip.recordings >= LONGEST_HISTORY);
			const made = {
				title: place.path,
				files,
				keepsHistory: keepsHistory || isSigned
			};
			const pushed = isSigned && pushSigned !== null ? await pushSigned(await scratch.describe(tip, made)) : await scratch.push(tip, await scratch.commit(tip, made));
			switch (pushed.kind) {
				case "done": return outcome;
				case "refused":
					if (!isSigned && pushSigned !== null && asksForSignature(pushed.words)) {
						isSigned = true;
						continue;
					}
					if (keepsHistory) throw errors.branchRefused(STORE_BRANCH, place.url, pushed.words);
					mayDrop = false;
					continue;
				case "failed": throw errors.branchUnwritable(STORE_BRANCH, place.url, pushed.words);
				case "lost": {
					if (!keepsHistory) mayDrop = false;
					const takenMs = world.clock.now() - startedMs;
					if (takenMs >= PATIENCE_MS) throw errors.branchBusy(STORE_BRANCH, attempts, Math.round(takenMs / 1e3));
					await world.clock.sleep(Math.random() * LONGEST_PAUSE_MS, world.signal);
				}
			}
		}
	});
}
/** The files that a recording changes. */
function filesOf({ baseline, points, recordings }, before, { path }) {
	const text = textToStore(baseline, before.baseline, labelOf$2(path));
	const recent = recordings.reduce((all, added) => addRecording(all, added, { keep: "recent" }), before.recent);
	const samples = recent === null ? null : textToStore(recent, before.recent, labelOf$2(besides(path, "recent.json")));
	return [
		...text === null ? [] : [{
			path,
			text
		}],
		...points.length === 0 ? [] : [{
			path: besides(path, "history.ndjson"),
			text: renderHistory(before.history, points)
		}],
		...samples === null ? [] : [{
			path: besides(path, "recent.json"),
			text: samples
		}]
	];
}
async function readStored(scratch, tip, { path }) {
	if (tip === null) return {
		baseline: null,
		history: [],
		recent: null
	};
	const text = await scratch.read(tip, path);
	const history = await scratch.read(tip, besides(path, "history.ndjson"));
	return {
		baseline: text === null ? null : parseBaseline(text, labelOf$2(path)),
		history: history === null ? [] : parseHistory(history),
		recent: await readRecordings(scratch, tip, besides(path, "recent.json"))
	};
}
/** `null` also of what cannot be read: it only saves work, and the next recording writes it anew. */
async function readRecordings(scratch, tip, path) {
	try {
		const text = await scratch.read(tip, path);
		return text === null ? null : parseBaseline(text, labelOf$2(path));
	} catch (error) {
		if (error instanceof UserError) return null;
		throw error;
	}
}
/** As git writes what stands on a branch. */
function labelOf$2(path) {
	return `${STORE_BRANCH}:${path}`;
}
/** `footprint-baseline.history.ndjson`, beside the baseline. */
function besides(path, what) {
	return `${path.replace(/\.json$/, "")}.${what}`;
}

// src/store/file-lock.ts
const POLL_MS = 20;
/**
* Does the work while no other process does such work on the same file. The lock of a killed process is taken
* over, and whatever it left beside the file is removed.
*
* The lock is the directory `FILE.lock`, which holds one file named after its owner. It is made elsewhere and then
* renamed, as a directory can only take a name where nothing is, or an empty directory: so it appears with its
* owner in it, and never replaces another one. Removing the file of an owner that has ended, whose name never
* comes back, leaves an empty directory: that frees this lock and no later one, however many try it at once.
*
* @param work is given the owner's file, to write what shall replace the locked one: renamed, it is gone from the
*   lock, and left behind by a kill, it is removed with it
* @throws UserError `baseline-locked` after the time; the signal's reason when it is aborted before
*/
async function withFileLock(file, options, work) {
	const lock = `${file}.lock`;
	const owner = nameOwner();
	const prepared = `${lock}.${owner}`;
	try {
		await mkdir(prepared);
		await writeFile(join(prepared, owner), "");
		await take(lock, prepared, file, options);
	} catch (error) {
		await rm(prepared, {
			recursive: true,
			force: true
		});
		throw error;
	}
	try {
		await sweep(lock);
		return await work(join(lock, owner));
	} finally {
		await rm(join(lock, owner), { force: true });
		await rmdir(lock).catch(() => void 0);
	}
}
async function take(lock, prepared, file, { timeoutMs, signal }) {
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		signal.throwIfAborted();
		if (await moveTo(lock, prepared, file)) return;
		const owners = await readdir(lock).catch(() => []);
		const ended = owners.filter(hasOwnerEnded);
		for (const name of ended) await rm(join(lock, name), { force: true });
		if (ended.length > 0) continue;
		if (performance.now() >= deadline) throw errors.baselineLocked(file, lock, describeOwner(owners[0] ?? ""));
		await setTimeout$1(POLL_MS);
	}
}
/** Whether it is there now; `false` while another lock is. */
async function moveTo(lock, prepared, file) {
	try {
		await rename(prepared, lock);
		return true;
	} catch (error) {
		const { code } = error;
		if (code === "ENOTDIR") throw errors.baselineLocked(file, lock, describeOwner(""));
		if (code === "ENOTEMPTY" || code === "EEXIST") return false;
		throw error;
	}
}
/** Removes what processes left that were killed while they waited. */
async function sweep(lock) {
	const prefix = `${basename(lock)}.`;
	for (const name of await readdir(dirname(lock))) {
		if (!name.startsWith(prefix) || !hasOwnerEnded(name.slice(prefix.length))) continue;
		await rm(join(dirname(lock), name), {
			recursive: true,
			force: true
		}).catch(() => void 0);
	}
}

// src/store/make-folder.ts
/**
* Makes a folder, and those above it, where they are not there. Node's own way (`recursive`) tries without an end where
* a folder is there but nothing can be made in it, as in /proc, which says ENOENT.
*
* @throws the error of the system
*/
async function makeFolder(path) {
	if (await attempt$1(path) !== "ENOENT" || dirname(path) === path) return;
	await makeFolder(dirname(path));
	if (await attempt$1(path) === "ENOENT") await mkdir(path);
}
/** What kept it from being made, where that is no error yet. */
async function attempt$1(path) {
	try {
		await mkdir(path);
		return null;
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT") return code;
		if (code === "EEXIST") return null;
		throw error;
	}
}

// src/store/replace-file.ts
/**
* Replaces the whole file at once or, when anything fails, leaves it as it was. It keeps its mode and, as far as
* this user may give files away, its owner.
*
* @param draft where the content is written first: a path on the same file system that nobody else writes
*/
async function replaceFile(path, draft, content) {
	await writeFile(draft, content, { flush: true });
	const replaced = await stat(path).catch(() => null);
	if (replaced !== null) {
		await chown(draft, replaced.uid, replaced.gid).catch(() => void 0);
		await chmod(draft, replaced.mode);
	}
	await rename(draft, path);
}

// src/store/file-store.ts
/** As many links in a row as Linux follows itself. */
const MAX_LINKS = 40;
/** A write takes milliseconds: who waits that long waits for something that has stopped. */
const LOCK_TIMEOUT_MS = 3e4;
/**
* Reads the stored baseline; `null` when there is no file. The file is never changed by reading it.
*
* @throws UserError when there is something that is no readable baseline of this version; each says what is
*   wrong with the file and what to do.
*/
async function loadBaseline(path) {
	let bytes;
	try {
		const stats = await stat(path);
		if (!stats.isFile()) throw errors.baselineNoFile(path);
		refuseTooLarge(stats.size, path);
		bytes = await readFile(path);
	} catch (error) {
		if (!isSystemError(error)) throw error;
		if (error.code === "ENOENT") return null;
		throw errors.baselineUnreadable(path, error);
	}
	return parseBaseline(decode$1(bytes, path), path);
}
/**
* Changes the baseline, and makes the file and the directories above it where there are none. What `change` is
* given is the file as it is now, and no other update of it comes in between. The whole file is replaced at once
* or, when anything fails, left as it was; a symbolic link is followed and stays. A file that says the same
* already is not touched, however it is formatted; one that is no baseline is refused as {@link loadBaseline}
* refuses it.
*
* @param signal ends the wait for another update
* @returns what `change` returned
* @throws UserError `baseline-locked`, `baseline-unwritable`, or whatever `loadBaseline` says of the file that is
*   there.
*/
async function updateBaseline(path, change, signal) {
	try {
		const target = await followLinks(path);
		await makeFolder(dirname(target));
		return await withFileLock(target, {
			timeoutMs: LOCK_TIMEOUT_MS,
			signal
		}, async (draft) => {
			const current = await loadBaseline(path);
			const outcome = change(current);
			const content = textToStore(outcome.baseline, current, path);
			if (content !== null) await replaceFile(target, draft, content);
			return outcome;
		});
	} catch (error) {
		if (!isSystemError(error)) throw error;
		throw errors.baselineUnwritable(path, error);
	}
}
/** The file at the end of the symbolic links, also where it does not exist yet. */
async function followLinks(path) {
	let target = resolve(path);
	for (let links = 0; links < MAX_LINKS; links++) {
		const next = await readlink(target).catch(() => null);
		if (next === null) break;
		target = resolve(await realpath(dirname(target)), next);
	}
	return target;
}
function decode$1(bytes, path) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw errors.baselineNotText(path);
	}
}
function isSystemError(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}

// src/store/baseline-store.ts
/** Reads the baseline of a plan, wherever it is kept. */
async function loadStored({ baselinePath, baselineStore }, world, { token = null }) {
	if (baselineStore === "branch") return loadFromBranch(baselinePath, world, { token });
	return {
		baseline: await loadBaseline(baselinePath),
		history: [],
		recent: null
	};
}
/**
* Reads from the branch what was recorded before this pull request, queue or push; elsewhere, what was recorded last.
*
* @returns `base`: its SHA, `null` where there is none to be recorded before
* @throws UserError when there is no base, or the branch cannot be used
*/
async function loadRecordedBefore({ baselinePath }, world, { token = null }) {
	const base = await nameBaseCommit(createGit(process.cwd(), world), {
		env: world.env,
		token
	});
	if (base === null) return {
		...await loadFromBranch(baselinePath, world, { token }),
		base,
		nearest: null
	};
	return {
		...await loadBefore(baselinePath, base, world, { token }),
		base
	};
}
/** Changes it, with no other update of it in between. A file keeps no history. */
function updateStored({ baselinePath, baselineStore }, change, world, { token = null, pushSigned = null }) {
	return baselineStore === "branch" ? updateOnBranch(baselinePath, change, world, {
		token,
		pushSigned
	}) : updateBaseline(baselinePath, change, world.signal);
}
/** How a reader calls it: its path from a folder, behind the branch where it is on one. */
function describeStored({ baselinePath, baselineStore }, folder) {
	const path = relative(folder, baselinePath);
	return baselineStore === "branch" ? `${STORE_BRANCH}:${path}` : path;
}

// src/verdict/baseline-match.ts
/**
* The entry that was recorded in this environment or, failing that, the scenario's entry from the environment
* that differs in the fewest things; the newer one of equals.
*/
function selectBaseline(baseline, scenario, environment) {
	const [closest] = (baseline?.entries ?? []).filter((entry) => entry.scenario === scenario.name).map((entry) => ({
		entry,
		differences: environmentDifferences(entry.environment, environment)
	})).sort((a, b) => a.differences.length - b.differences.length || newestRecording(b.entry).localeCompare(newestRecording(a.entry)));
	return matchOf(closest?.entry ?? null, environment);
}
/** What an entry is worth to a measurement in this environment. */
function matchOf(entry, environment) {
	if (entry === null) return { kind: "missing" };
	const differences = environmentDifferences(entry.environment, environment);
	return differences.length === 0 ? {
		kind: "found",
		entry
	} : {
		kind: "other-environment",
		entry,
		differences
	};
}
/** ISO 8601 in UTC sorts as text. */
function newestRecording(entry) {
	return entry.recordings.at(-1)?.recordedAt ?? "";
}

// src/statistics/noise.ts
/** From so many samples on, one wild sample is an outlier and no longer the measure of the noise. */
const SAMPLES_FOR_QUANTILE = 20;
const QUANTILE = .95;
/**
* How many mean spacings the noise may reach beyond what was seen. The largest of five samples is a weak bound:
* the sixth exceeds it once in six times, and with the bare largest sample one A/A gate in 100 failed at budget
* `+0`. Three spacings make that fewer than one in 450 for normal and lognormal noise with two gated metrics,
* and cost little where samples are many (test/verdict/false-alarms.test.ts measures both).
*/
const SPACINGS_BEYOND = 3;
/**
* How far above its median the same program may well reach with nothing changed, judged by the raw samples of
* all recordings together: what varies between the jobs that recorded is as much noise as what varies between
* runs. In the samples' unit; 0 when all samples agree, so that a single page more is seen.
*
* It is the reach of the largest sample (with 20 samples or more of the ⌈0.95·n⌉-th, as one old outlier must not
* blind the gate forever) and three mean spacings more: spacings of samples, or of the recordings' medians where
* these lie further apart, as the runs of one job are alike and only the recordings show what jobs do.
*
* @param recordings the samples of each recording; at least one sample in all
*/
function noiseFloor(recordings) {
	const pooled = recordings.flat();
	const ordered = sorted(pooled);
	const rank = ordered.length < SAMPLES_FOR_QUANTILE ? ordered.length : Math.ceil(QUANTILE * ordered.length);
	const seen = ordered.subarray(0, rank);
	const medians = sorted(recordings.filter((samples) => samples.length > 0).map(median));
	const spacing = Math.max(meanSpacing(seen), meanSpacing(medians));
	return Math.max(0, (seen.at(-1) ?? NaN) - median(pooled)) + SPACINGS_BEYOND * spacing;
}
/** {@link noiseFloor} for a fall: how far below its median the same program may well reach. */
function noiseFloorBelow(recordings) {
	return noiseFloor(recordings.map((samples) => samples.map((sample) => -sample)));
}
/** The mean distance between neighbours of sorted values; 0 of a single one. */
function meanSpacing(ordered) {
	const range = (ordered.at(-1) ?? 0) - (ordered[0] ?? 0);
	return ordered.length < 2 ? 0 : range / (ordered.length - 1);
}
/** How much further than seen a head sample may fall below its median; chosen with {@link detectableIncrease}. */
const HEADROOM = 1.25;
/**
* The smallest increase that would have been told: the median must pass the allowed increase, and the lowest runs
* must still rank above the baseline's, for which they need the larger of both samples' reaches below the median.
* The factor was found by simulation: an increase of this size is told in at least 95 % of gates of 5 + 5 runs
* with normal noise (test/verdict/detection.test.ts), and with no noise at all it is one quantum beyond what is
* allowed.
*
* @param quantum the smallest step of the figure: a page, or 1
*/
function detectableIncrease(base, head, allowed, quantum) {
	const reachBelow = (samples) => median(samples) - (sorted(samples)[0] ?? NaN);
	return allowed + HEADROOM * Math.max(reachBelow(base), reachBelow(head)) + quantum;
}

// src/statistics/mann-whitney.ts
/**
* The exact one-sided Mann–Whitney test: how probable it is that `head` ranks as high as it does, or higher,
* if it came from the same distribution as `base`.
*
* Ties get midranks, and the null distribution is the permutation distribution of *these* midranks, so that the
* result is exact with any ties (memory figures are mostly ties); no normal approximation is ever taken.
*
* @returns p in (0, 1]; the smallest possible is {@link smallestPValue}
* @throws Error when either sample is empty or not all finite
* @see H. B. Mann & D. R. Whitney, Annals of Mathematical Statistics 18 (1947), 50–60; for the permutation
*   distribution under ties, E. L. Lehmann, "Nonparametrics" (1975), section 1.4
*/
function mannWhitneyGreater(head, base) {
	const rankOf = doubledMidranks([...sorted(head), ...sorted(base)]);
	const headRanks = head.map(rankOf);
	const baseRanks = base.map(rankOf);
	const headIsFewer = head.length <= base.length;
	const fewer = headIsFewer ? headRanks : baseRanks;
	const observed = sum$1(fewer);
	const counts = subsetsByRankSum([...headRanks, ...baseRanks], fewer.length);
	const tail = headIsFewer ? counts.subarray(observed) : counts.subarray(0, observed + 1);
	return Math.min(1, sum$1(tail) / sum$1(counts));
}
/** The p-value of full separation, 1 / C(n+m, n): no sample of these sizes can give a smaller one. */
function smallestPValue(headCount, baseCount) {
	const fewer = Math.min(headCount, baseCount);
	let p = 1;
	for (let i = 1; i <= fewer; i += 1) p *= i / (headCount + baseCount - fewer + i);
	return p;
}
/** Twice the midrank of each value among all: whole numbers, as the i-th to j-th of equals share (i + j) / 2. */
function doubledMidranks(values) {
	const ranks = /* @__PURE__ */ new Map();
	const ordered = sorted(values);
	ordered.forEach((value) => {
		if (!ranks.has(value)) ranks.set(value, ordered.indexOf(value) + ordered.lastIndexOf(value) + 2);
	});
	return (value) => ranks.get(value) ?? NaN;
}
/**
* How many subsets of `size` ranks have each sum: the generating function Π (1 + x·y^rank), its coefficients of
* x^size, by dynamic programming over the ranks. Time N · size · (largest sum): 30 + 30 samples take about
* 10 ms. Counts are doubles and all are positive: beyond 2⁵³ each addition rounds by 1e-16 of its value, which
* no printed digit of a p-value can show.
*/
function subsetsByRankSum(ranks, size) {
	const largest = sum$1(ranks.toSorted((a, b) => b - a).slice(0, size));
	const bySize = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1));
	bySize[0]?.fill(1, 0, 1);
	for (const rank of ranks) for (let members = size; members >= 1; members -= 1) {
		const target = bySize[members];
		const source = bySize[members - 1];
		if (target === void 0 || source === void 0) continue;
		for (let rankSum = largest; rankSum >= rank; rankSum -= 1) target[rankSum] = (target[rankSum] ?? 0) + (source[rankSum - rank] ?? 0);
	}
	return bySize[size] ?? /* @__PURE__ */ new Float64Array();
}
function sum$1(values) {
	let total = 0;
	for (const value of values) total += value;
	return total;
}

// src/verdict/limit.ts
/**
* The increase over a base figure that the budget allows, in the metric's unit: the larger of its terms, as
* all of them must be exceeded. `null` when the budget has a ceiling only.
*/
function allowedIncrease(budget, base) {
	if (budget.increase === null) return null;
	const { percent, absolute } = budget.increase;
	return Math.max(percent === null ? 0 : base * percent / 100, absolute ?? 0);
}
/** The highest figure that is no regression; `null` where there is nothing to compare with, or no increase is gated. */
function increaseLimit({ base, allowed }) {
	return base === null || allowed === null ? null : base.median + allowed;
}

// src/verdict/observe-metric.ts
/** The figures of the head, one per run. Every run must have one, as the missing one might be the one that grew. */
function observeHead(metric, evidence) {
	if (evidence.length === 0) return {
		kind: "unusable",
		reason: {
			kind: "no-run",
			metric
		}
	};
	const figures = evidence.map((run) => run.figures[metric]);
	const samples = figures.filter((figure) => figure !== void 0);
	const lacking = figures.length - samples.length;
	const sparseness = sparsenessOf(metric, evidence);
	if (sparseness !== null) {
		const reason = {
			kind: "too-few-readings",
			metric,
			...sparseness
		};
		return lacking > 0 ? {
			kind: "unusable",
			reason
		} : {
			kind: "sparse",
			all: {
				median: median(samples),
				samples
			},
			reason
		};
	}
	if (lacking > 0) return {
		kind: "unusable",
		reason: {
			kind: "figure-missing",
			metric,
			lacking,
			runs: figures.length
		}
	};
	return usable([samples], {
		kind: "not-a-number",
		metric,
		side: "head"
	});
}
/** The figures of all recordings of the baseline. */
function observeBase(metric, baseline) {
	if (baseline.kind === "missing") return { kind: "absent" };
	const recordings = baseline.entry.recordings.map((recording) => recording.samples[metric] ?? []);
	if (recordings.every((samples) => samples.length === 0)) return {
		kind: "unusable",
		reason: {
			kind: baseline.entry.subject.until === "exit" && !isCountedToTheEnd(metric) ? "too-few-readings-recorded" : "not-in-baseline",
			metric
		}
	};
	return usable(recordings, {
		kind: "not-a-number",
		metric,
		side: "baseline"
	});
}
function usable(recordings, complaint) {
	const samples = recordings.flat();
	if (!samples.every(Number.isFinite)) return {
		kind: "unusable",
		reason: complaint
	};
	return {
		kind: "usable",
		all: {
			median: median(samples),
			samples
		},
		recordings
	};
}
/** The samples to compare with; `null` when they cannot be used. */
function samplesOf$2(observation) {
	return observation.kind === "usable" ? observation.all : null;
}
/**
* The minor faults of living processes alone, where both sides tell them apart and there are any others; else `null`.
* A helper that has ended left nothing behind, and nobody asked to count it.
*/
function withoutEnded(head, base, evidence, baseline) {
	const endedHead = observeHead("ended-faults", evidence);
	const endedBase = observeBase("ended-faults", baseline);
	if (endedHead.kind !== "usable" || endedBase.kind !== "usable") return null;
	if ([...endedHead.all.samples, ...endedBase.all.samples].every((faults) => faults === 0)) return null;
	if (!base.recordings.every((samples, index) => samples.length === endedBase.recordings[index]?.length)) return null;
	return {
		head: less(head, endedHead),
		base: less(base, endedBase),
		endedBefore: endedBase.all.median,
		endedAfter: endedHead.all.median
	};
}
function less(all, part) {
	const recordings = all.recordings.map((samples, index) => samples.map((sample, run) => sample - (part.recordings[index]?.[run] ?? 0)));
	const samples = recordings.flat();
	return {
		kind: "usable",
		all: {
			median: median(samples),
			samples
		},
		recordings
	};
}
/** The figure of a run as it is judged. */
function judgedFigure(run, metric, isWithoutEnded) {
	const figure = run.figures[metric];
	return figure === void 0 || !isWithoutEnded ? figure : figure - (run.figures["ended-faults"] ?? 0);
}

// src/statistics/odd-one.ts
/** Fewer others show no usual level. */
const FEWEST_OTHERS = 4;
/** So many times the spread of the others: so far apart is one of 10 normal samples in 0.1 % of cases, of 5 in 8 %. */
const GAP_TO_SPREAD$1 = 2;
/**
* The one sample that stands apart from the others, below or above; `null` when there is none. It names what a reader
* should look at, and changes no verdict.
*
* @param quantum the smallest distance that means something, in the samples' unit
*/
function findOddOne(samples, quantum) {
	if (samples.length <= FEWEST_OTHERS) return null;
	const ordered = [...sorted(samples)];
	const sides = [{
		odd: ordered[0],
		others: ordered.slice(1)
	}, {
		odd: ordered.at(-1),
		others: ordered.slice(0, -1)
	}];
	for (const { odd = NaN, others } of sides) {
		const [least = NaN, most = NaN] = [others[0], others.at(-1)];
		const gap = Math.max(least - odd, odd - most);
		if (gap >= quantum && gap > GAP_TO_SPREAD$1 * (most - least)) return {
			odd,
			least,
			most
		};
	}
	return null;
}

// src/statistics/trend.ts
/**
* The chance that equal runs look as if each built on the one before. Every gated metric of every gate is asked, so it
* is far below the level of the test for a growth; five runs that rise by even steps just reach it.
*/
const TREND_ALPHA = 25e-5;
/** Fewer runs show no trend, whatever they do. */
const FEWEST_RUNS = 5;
/** Runs that each add about the same take steps of which none is more than twice another. */
const EVEN_STEPS = 2;
/**
* How probable it is that runs of one and the same distribution rise as much from each to the next as these do, or more.
* It is the exact one-sided Mann–Kendall test. Five or six runs can reach no small value by their order alone (1/120,
* 1/720), and may do so by their steps: what is left by one run for the next makes even steps, chance does not.
*
* @param samples in the order of the runs
* @returns p in (0, 1]; 1 of fewer than five samples
*/
function risingPValue(samples) {
	if (samples.length < FEWEST_RUNS) return 1;
	return risesEvenly(samples) ? chanceOfEvenRise(samples.length) : mannKendallRising(samples);
}
function risesEvenly(samples) {
	const steps = samples.slice(1).map((sample, index) => sample - (samples[index] ?? NaN));
	const least = Math.min(...steps);
	return least > 0 && Math.max(...steps) <= EVEN_STEPS * least;
}
/**
* 1/n! that n samples are in order, times the chance of even steps: the n − 1 spacings of uniform samples are as
* exponential ones, and that of k of these none is twice another has the probability k · B(k, k). Spacings of samples
* that crowd around a middle are less even.
*
* @see R. Pyke, "Spacings", Journal of the Royal Statistical Society B 27 (1965), 395–449
*/
function chanceOfEvenRise(count) {
	const k = count - 1;
	return k * factorial(k - 1) ** 2 / factorial(2 * k - 1) / factorial(count);
}
/**
* P(D ≤ d) of the number D of pairs that fall, over all orders of these samples: exact with any ties.
*
* @see H. B. Mann, "Nonparametric Tests Against Trend", Econometrica 13 (1945), 245–259
*/
function mannKendallRising(samples) {
	let falling = 0;
	samples.forEach((sample, index) => {
		for (const later of samples.slice(index + 1)) if (later < sample) falling += 1;
	});
	const chances = chancesOfFallingPairs(samples);
	return Math.min(1, chances.slice(0, falling + 1).reduce((sum, chance) => sum + chance, 0));
}
/**
* The chance of each number of falling pairs. Placed in the order of their values, t equal samples among m smaller ones
* make between 0 and t·m of them, as often as a Mann–Whitney U has that value; and these numbers are independent.
*/
function chancesOfFallingPairs(samples) {
	const ties = /* @__PURE__ */ new Map();
	for (const sample of sorted(samples)) ties.set(sample, (ties.get(sample) ?? 0) + 1);
	let chances = [1];
	let placed = 0;
	for (const tied of ties.values()) {
		chances = convolve(chances, chancesOfU(placed, tied));
		placed += tied;
	}
	return chances;
}
/** By the recurrence on whether the last of all is one of the `tied`, which then makes no falling pair. */
function chancesOfU(smaller, tied) {
	let row = Array.from({ length: tied + 1 }, () => [1]);
	for (let m = 1; m <= smaller; m += 1) {
		const next = [[1]];
		for (let t = 1; t <= tied; t += 1) {
			const lastIsTied = t / (m + t);
			const withTiedLast = next[t - 1] ?? [];
			const withSmallerLast = row[t] ?? [];
			next.push(Array.from({ length: m * t + 1 }, (_, u) => lastIsTied * (withTiedLast[u] ?? 0) + (1 - lastIsTied) * (withSmallerLast[u - t] ?? 0)));
		}
		row = next;
	}
	return row[tied] ?? [1];
}
function convolve(one, other) {
	const product = new Array(one.length + other.length - 1).fill(0);
	one.forEach((a, i) => {
		other.forEach((b, j) => {
			product[i + j] = (product[i + j] ?? 0) + a * b;
		});
	});
	return product;
}
function factorial(n) {
	let product = 1;
	for (let factor = 2; factor <= n; factor += 1) product *= factor;
	return product;
}

// src/statistics/two-groups.ts
/** One stray sample is an outlier; two that agree are a group. */
const MEMBERS_OF_A_GROUP = 2;
/**
* A gap this many times as wide as the wider group is no accident, given {@link SAMPLES_TO_SEE_SPREAD} samples:
* it appears in 0.1 % of normal, 0.5 % of uniform and 0.4 % of lognormal samples of 8, and in fewer of more
* (test/verdict/two-groups.test.ts). Of 5 samples 3 % to 6 % have it, as groups of two look narrow by chance.
*/
const GAP_TO_SPREAD = 3;
const SAMPLES_TO_SEE_SPREAD = 8;
/**
* Splits samples at their widest gap when they form two groups, each of at least two samples and narrow against
* the gap. Groups without any spread show themselves in fewer samples, if the gap is at least one quantum:
* identical figures do not repeat by chance. `null` when the samples are one group.
*
* @param quantum the smallest step of the figure that means something, in the samples' unit: a page, or 1
*/
function findTwoGroups(samples, quantum) {
	const ordered = [...sorted(samples)];
	return ordered.map((_, index) => ({
		lower: ordered.slice(0, index),
		upper: ordered.slice(index)
	})).slice(MEMBERS_OF_A_GROUP, ordered.length - MEMBERS_OF_A_GROUP + 1).find((split) => isTwoGroups(split, quantum)) ?? null;
}
function isTwoGroups({ lower, upper }, quantum) {
	const gap = first(upper) - last(lower);
	const spread = Math.max(last(lower) - first(lower), last(upper) - first(upper));
	if (gap < quantum) return false;
	if (spread === 0) return true;
	return lower.length + upper.length >= SAMPLES_TO_SEE_SPREAD && gap > GAP_TO_SPREAD * spread;
}
const first = (ordered) => ordered[0] ?? NaN;
const last = (ordered) => ordered.at(-1) ?? NaN;

// src/verdict/compare-metric.ts
function compareMetric(metric, budget, evidence, baseline, pageSize) {
	const observed = {
		head: observeHead(metric, evidence),
		base: observeBase(metric, baseline)
	};
	const ended = metric === "minor-faults" && observed.head.kind === "usable" && observed.base.kind === "usable" ? withoutEnded(observed.head, observed.base, evidence, baseline) : null;
	const { head, base } = budget.isDefault === true && ended !== null ? ended : observed;
	const comparison = head.kind === "usable" && base.kind === "usable" ? compare(budget, head, base) : null;
	const concern = Math.max(quantumOf(metric, pageSize), comparison?.budgeted ?? budget.increase?.absolute ?? 0);
	const find = (side, look) => side.kind === "usable" ? look(side.all.samples, concern) : null;
	const newest = base.kind === "usable" ? base.recordings.at(-1) ?? [] : [];
	return {
		metric,
		budget,
		head,
		base,
		headGroups: find(head, findTwoGroups),
		baseGroups: find(base, findTwoGroups),
		headTrend: find(head, findTrend),
		baseTrend: findTrend(newest, concern),
		headOdd: find(head, findOddOne),
		baseOdd: find(base, findOddOne),
		ended,
		comparison
	};
}
function compare(budget, head, base) {
	const budgeted = allowedIncrease(budget, base.all.median);
	const floor = noiseFloor(base.recordings);
	return {
		headCount: head.all.samples.length,
		baseCount: base.all.samples.length,
		delta: head.all.median - base.all.median,
		budgeted: budgeted ?? 0,
		allowed: Math.max(budgeted ?? 0, floor),
		noiseLimited: budgeted !== null && floor > budgeted,
		fallAllowed: Math.max(budgeted ?? 0, floor, noiseFloorBelow(base.recordings)),
		pIncrease: mannWhitneyGreater(head.all.samples, base.all.samples),
		pDecrease: mannWhitneyGreater(base.all.samples, head.all.samples)
	};
}
/** The smallest step of a metric that means something: pages are the kernel's currency for memory. */
function quantumOf(metric, pageSize) {
	return METRICS[metric].unit === "bytes" ? pageSize : 1;
}
/** Rising runs, where what they rise by in all is more than a reader cares for. */
function findTrend(samples, concern) {
	const [first, last] = [samples[0] ?? 0, samples.at(-1) ?? 0];
	if (last - first <= concern || risingPValue(samples) > 25e-5) return null;
	return {
		runs: samples.length,
		first,
		last
	};
}

// src/statistics/holm.ts
/**
* The chance, over all gated metrics together, that the test alone calls equal programs different. With 0.01, five
* head and five base runs that do not overlap (p = 1/252) still suffice for two gated metrics (2/252 = 0.008).
* A failure must exceed the budget and the noise of the baseline too, and be confirmed by fresh runs: false
* alarms of the whole gate are much rarer (measured in test/verdict/false-alarms.test.ts).
*/
const ALPHA = .01;
/**
* Holm's step-down adjustment: each p-value as it must be read when this many were looked at, in the given order.
* An adjusted value at or below {@link ALPHA} is significant at that overall level, whatever the dependence
* between the metrics (writable memory and minor faults move together).
*
* @see S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scand. J. Statistics 6 (1979), 65–70
*/
function holmAdjusted(pValues) {
	const adjusted = pValues.slice();
	let least = 0;
	const fromSmallest = [...pValues.entries()].sort(([, a], [, b]) => a - b);
	for (const [place, [index, p]] of fromSmallest.entries()) {
		least = Math.max(least, Math.min(1, p * (pValues.length - place)));
		adjusted[index] = least;
	}
	return adjusted;
}
/** Whether samples of these sizes can be significant at all, with so many gated metrics. */
function canBeSignificant(headCount, baseCount, metricCount) {
	return smallestPValue(headCount, baseCount) * metricCount <= ALPHA;
}
/**
* How many head runs against so many base runs can be significant; `null` when no number below 1000 can.
*
* @param baseCount `null`: as many as of the head
*/
function runsForSignificance(baseCount, metricCount) {
	for (let headCount = 1; headCount < 1e3; headCount += 1) if (canBeSignificant(headCount, baseCount ?? headCount, metricCount)) return headCount;
	return null;
}

// src/verdict/blindness.ts
/** More runs than this are no advice. */
const RUNS_WORTH_ADVISING = 40;
/**
* What so few runs can reach, and how many could prove a growth.
*
* @param isPaired whether every run of the head brings one of the base
*/
function blindnessOf(head, base, testedMetrics, isPaired) {
	const needed = (against) => {
		const runs = runsForSignificance(against, testedMetrics);
		return runs === null || runs > RUNS_WORTH_ADVISING ? null : runs;
	};
	const best = Math.min(1, smallestPValue(head, base) * testedMetrics);
	return isPaired ? {
		head,
		base,
		best,
		baseNeeded: null,
		headNeeded: needed(null),
		isPaired
	} : {
		head,
		base,
		best,
		baseNeeded: needed(head),
		headNeeded: needed(base)
	};
}
/**
* Why no growth could be proven, whatever the runs will show; `null` where it could. Known before anything is
* measured.
*
* @param samples how many the baseline has, or will have
* @param isPaired whether every run of the head brings one of the base: then there can be as many of both
*/
function findBlindness({ runs, maxRuns, until, budgets }, samples, isPaired = false) {
	const tested = METRIC_NAMES.filter((metric) => {
		const budget = budgets[metric];
		if (budget === void 0 || budget.increase === null) return false;
		return until !== "exit" || budget.isDefault !== true || isCountedToTheEnd(metric);
	}).length;
	const head = Math.max(runs, maxRuns);
	const base = isPaired && samples > 0 ? Math.max(samples, head) : samples;
	if (tested === 0 || base === 0 || canBeSignificant(head, base, tested)) return null;
	return blindnessOf(head, base, tested, isPaired);
}

// src/verdict/judge-increase.ts
/**
* Judges the increase of one metric over the baseline: a failure needs the budget, the noise floor and the exact
* test to agree, and no group of runs to deny it. `null` when the budget has a ceiling only. A baseline of another
* environment can show that nothing grew, but neither that something did nor that something shrank.
*/
function judgeIncrease(gated, adjusted, comparing) {
	const { elsewhere } = comparing;
	const { metric, budget, head, base, comparison } = gated;
	if (budget.increase === null) return null;
	if (head.kind !== "usable") return {
		verdict: "inconclusive",
		reasons: [head.reason]
	};
	if (base.kind === "unusable") return {
		verdict: "inconclusive",
		reasons: [base.reason]
	};
	if (comparison === null) return {
		verdict: "no-baseline",
		reasons: []
	};
	const { delta, allowed } = comparison;
	if (delta > allowed) {
		const doubts = whyUnproven(gated, comparison, adjusted, comparing);
		if (doubts.length > 0) return {
			verdict: "inconclusive",
			reasons: [{
				kind: "unproven",
				metric,
				delta,
				allowed
			}, ...doubts]
		};
		return {
			verdict: elsewhere ? "inconclusive" : "regressed",
			reasons: [{
				kind: "regressed",
				metric,
				delta,
				allowed,
				p: adjusted.increase
			}]
		};
	}
	if (-delta > comparison.fallAllowed && adjusted.decrease <= .01 && !elsewhere) return {
		verdict: "improved",
		reasons: [{
			kind: "improved",
			metric,
			delta
		}]
	};
	return {
		verdict: "pass",
		reasons: []
	};
}
/** What keeps an increase beyond the allowance from being proven; empty when it is. */
function whyUnproven({ metric, base, headGroups }, { allowed, headCount, baseCount }, adjusted, { testedMetrics, isPaired }) {
	if (adjusted.increase > .01) return canBeSignificant(headCount, baseCount, testedMetrics) ? [{
		kind: "overlap",
		metric,
		p: adjusted.increase
	}] : [{
		kind: "too-few-runs",
		...blindnessOf(headCount, baseCount, testedMetrics, isPaired)
	}];
	const limit = base.kind === "usable" ? base.all.median + allowed : Number.NEGATIVE_INFINITY;
	return headGroups?.lower.every((sample) => sample <= limit) === true ? [{
		kind: "divided",
		metric
	}] : [];
}

// src/verdict/reason.ts
/** The reasons that follow from the evidence: whoever judges it again finds them again. */
const FOUND_AGAIN = [
	"no-budget",
	"not-measured",
	"unsettled-runs",
	"incomplete-runs",
	"other-subject",
	"did-less",
	"other-environment",
	"blind",
	"baseline-removed"
];
function isFoundAgain({ kind }) {
	return FOUND_AGAIN.includes(kind);
}
/** Each reason once, in the order in which they first stand. */
function distinctReasons(reasons) {
	return reasons.filter((reason, index) => reasons.findIndex((other) => isDeepStrictEqual(other, reason)) === index);
}

// src/verdict/result.ts
/**
* What the comparison says, best first: of several verdicts the last in this list is the worst and holds for
* the whole.
*/
const VERDICTS = [
	"pass",
	"improved",
	"accepted",
	"no-baseline",
	"inconclusive",
	"regressed",
	"over-limit"
];

// src/verdict/worst-verdict.ts
/** The worst of several verdicts, which holds for the whole. Of none: nothing was shown, so nothing is green. */
function worstVerdict(verdicts) {
	return VERDICTS.findLast((verdict) => verdicts.includes(verdict)) ?? "inconclusive";
}
/** Whether a verdict says that a limit was broken. */
function isFailure(verdict) {
	return verdict === "regressed" || verdict === "over-limit";
}

// src/verdict/judge-metric.ts
/** Judges one metric with a budget. Every way of not knowing is `inconclusive`, never `pass`. */
function judgeMetric(gated, adjusted, context) {
	const { metric, budget, comparison } = gated;
	const findings = [
		judgeCeiling(gated),
		judgeFloor(gated),
		withoutTrend(gated, judgeIncrease(gated, adjusted, context))
	].filter((finding) => finding !== null);
	const verdict = worstVerdict(findings.map((finding) => finding.verdict));
	const weakness = isFailure(verdict) ? context.weakness : null;
	return {
		metric,
		unit: METRICS[metric].unit,
		verdict: weakness === null ? verdict : "inconclusive",
		budget,
		base: samplesOf$2(gated.base),
		head: gated.head.kind === "unusable" ? null : gated.head.all,
		...isWithoutEnded(gated) && { isWithoutEnded: true },
		delta: comparison?.delta ?? null,
		allowed: budget.increase === null ? null : comparison?.allowed ?? null,
		noiseLimited: comparison?.noiseLimited ?? false,
		detectable: computeDetectable(gated, context, findings.some((finding) => finding.verdict === "regressed")),
		pValue: budget.increase === null || comparison === null ? null : adjusted.increase,
		reasons: distinctReasons([
			...findings.flatMap((finding) => finding.reasons),
			...weakness === null ? [] : [weakness],
			...doubtsOfSamples(gated),
			...oddRuns(gated, verdict, context.runs),
			...endedFaults(gated, context.runs)
		])
	};
}
/** A ceiling is absolute: it needs no baseline and holds in any environment. */
function judgeCeiling({ metric, budget, head }) {
	if (budget.ceiling === null) return null;
	if (head.kind === "unusable") return {
		verdict: "inconclusive",
		reasons: [head.reason]
	};
	if (head.all.median <= budget.ceiling) return withinIfKnown(head);
	return {
		verdict: "over-limit",
		reasons: [{
			kind: "over-limit",
			metric,
			head: head.all.median,
			ceiling: budget.ceiling
		}]
	};
}
/** A floor is as absolute as a ceiling: a worker that is missing is missing anywhere. */
function judgeFloor({ metric, budget, head }) {
	if (budget.floor === null) return null;
	if (head.kind === "unusable") return {
		verdict: "inconclusive",
		reasons: [head.reason]
	};
	if (head.all.median >= budget.floor) return {
		verdict: "pass",
		reasons: []
	};
	if (head.kind === "sparse") return withinIfKnown(head);
	return {
		verdict: "over-limit",
		reasons: [{
			kind: "under-floor",
			metric,
			head: head.all.median,
			floor: budget.floor
		}]
	};
}
/** Runs that build on each other prove neither that something grew nor that nothing did. */
function withoutTrend(gated, finding) {
	const { metric, comparison, headTrend, baseTrend } = gated;
	const trends = [...headTrend === null ? [] : [{
		kind: "trend",
		metric,
		side: "head",
		...headTrend
	}], ...baseTrend === null ? [] : [{
		kind: "trend",
		metric,
		side: "baseline",
		...baseTrend
	}]];
	if (finding === null || trends.length === 0) return finding;
	const hasGrown = comparison !== null && comparison.delta > comparison.allowed;
	const { delta = 0, allowed = 0 } = comparison ?? {};
	return {
		verdict: finding.verdict === "no-baseline" ? "no-baseline" : "inconclusive",
		reasons: [...hasGrown ? [{
			kind: "unproven",
			metric,
			delta,
			allowed
		}] : [], ...trends]
	};
}
function isWithoutEnded({ budget, ended }) {
	return budget.isDefault === true && ended !== null;
}
/** Whose faults they are, where they are more than what is allowed: as many would have failed, or have. */
function endedFaults(gated, runs) {
	const { metric, ended, comparison } = gated;
	if (ended === null || comparison === null) return [];
	const { endedBefore, endedAfter } = ended;
	if (endedAfter - endedBefore <= comparison.allowed) return [];
	const parents = /* @__PURE__ */ new Map();
	for (const { role, command, endedFaults: faults = 0, ended: names = [] } of runs.at(-1)?.processes ?? []) {
		if (faults === 0) continue;
		const known = parents.get(role ?? command) ?? /* @__PURE__ */ new Set();
		for (const name of names) known.add(name);
		parents.set(role ?? command, known);
	}
	return [{
		kind: "ended-faults",
		metric,
		isCounted: !isWithoutEnded(gated),
		base: endedBefore,
		head: endedAfter,
		parents: [...parents].map(([role, names]) => ({
			role,
			ended: [...names]
		}))
	}];
}
/** A single run that may be what keeps a growth from being proven, or that has blinded the gate. */
function oddRuns(gated, verdict, runs) {
	const { metric, comparison, headOdd, baseOdd, head, base } = gated;
	if (comparison === null || head.kind !== "usable" || base.kind !== "usable") return [];
	const isUnproven = verdict === "inconclusive" && comparison.delta > comparison.allowed;
	const isBlinded = comparison.noiseLimited && baseOdd !== null && baseOdd.odd > baseOdd.most;
	const number = runs.findIndex((run) => isEvidence(run) && judgedFigure(run, metric, isWithoutEnded(gated)) === headOdd?.odd) + 1;
	const oddRun = {
		kind: "odd-run",
		metric
	};
	return [...headOdd !== null && isUnproven ? [{
		...oddRun,
		side: "head",
		run: number,
		runs: head.all.samples.length,
		...headOdd
	}] : [], ...baseOdd !== null && (isUnproven || isBlinded) ? [{
		...oddRun,
		side: "baseline",
		run: null,
		runs: base.all.samples.length,
		...baseOdd
	}] : []];
}
function withinIfKnown(head) {
	return head.kind === "sparse" ? {
		verdict: "inconclusive",
		reasons: [head.reason]
	} : {
		verdict: "pass",
		reasons: []
	};
}
/** What a reader should know of the samples, whatever the verdict. */
function doubtsOfSamples({ metric, comparison, headGroups, baseGroups }) {
	const twoGroups = (side, groups) => groups === null ? [] : [{
		kind: "two-groups",
		metric,
		side,
		lower: groupOf(groups.lower),
		upper: groupOf(groups.upper)
	}];
	return [
		...comparison?.noiseLimited === true ? [{
			kind: "noise-limited",
			metric,
			allowed: comparison.allowed,
			budgeted: comparison.budgeted
		}] : [],
		...twoGroups("head", headGroups),
		...twoGroups("baseline", baseGroups)
	];
}
function groupOf(samples) {
	return {
		count: samples.length,
		median: median(samples)
	};
}
/** No growth can be proven by runs that were lost or build on each other, nor against another environment's baseline. */
function computeDetectable(gated, context, hasRegressed) {
	const [base, head] = [samplesOf$2(gated.base), samplesOf$2(gated.head)];
	const { comparison, metric, budget } = gated;
	if (base === null || head === null || comparison === null || budget.increase === null) return null;
	if (context.elsewhere || context.weakness !== null) return null;
	if (gated.headTrend !== null || gated.baseTrend !== null) return null;
	const { reachableRuns, testedMetrics, isPaired } = context;
	const baseRuns = isPaired ? Math.max(base.samples.length, reachableRuns) : base.samples.length;
	if (!canBeSignificant(reachableRuns, baseRuns, testedMetrics)) return null;
	const quantum = quantumOf(metric, context.pageSize);
	const promised = detectableIncrease(base.samples, head.samples, comparison.allowed, quantum);
	return hasRegressed ? Math.min(promised, comparison.delta) : promised;
}

// src/verdict/mapping-changes.ts
/**
* Which groups of mappings grew or shrank, in bytes: the median over the runs against the newest recording. A
* group that a side does not have counts 0 there. Largest growth first, deepest shrinkage last; what did not
* change is left out. Empty without a baseline or without runs.
*/
function mappingChanges(runs, baseline) {
	if (baseline.kind === "missing") return [];
	const recording = baseline.entry.recordings.at(-1);
	if (recording === void 0 || runs.length === 0 || sparsenessOf("writable", runs) !== null) return [];
	const { groups: before, samples } = recording;
	if (baseline.entry.subject.until === "exit" && samples.writable === void 0) return [];
	const after = runs.map((run) => run.groups);
	return changesOf$2((group) => sizeOf(before, group), after, [before, ...after].flatMap((groups) => Object.keys(groups)));
}
/** Which groups grew or shrank while the runs were soaked; empty where none was. */
function soakChanges(runs) {
	const soaked = runs.flatMap(({ groups, soakGroups }) => soakGroups === void 0 ? [] : [{
		groups,
		soakGroups
	}]);
	if (soaked.length === 0) return [];
	const [before, after] = [soaked.map(({ groups }) => groups), soaked.map(({ soakGroups }) => soakGroups)];
	return changesOf$2((group) => median(before.map((groups) => sizeOf(groups, group))), after, [...before, ...after].flatMap((groups) => Object.keys(groups)));
}
function changesOf$2(baseOf, after, names) {
	return [...new Set(names)].map((group) => {
		const base = baseOf(group);
		const head = median(after.map((groups) => sizeOf(groups, group)));
		return {
			group,
			base,
			head,
			delta: head - base
		};
	}).filter((change) => change.delta !== 0).sort((a, b) => b.delta - a.delta || a.group.localeCompare(b.group, "en"));
}
/** Groups are named by programs: one called `constructor` must not find that of every object. */
function sizeOf(groups, group) {
	return Object.hasOwn(groups, group) ? groups[group] ?? 0 : 0;
}

// src/verdict/roles.ts
/** Whether the processes of these runs say what they are, and were read often enough to mean it. */
function hasRoles(runs) {
	const all = runs.flatMap(({ processes }) => processes);
	return all.length > 0 && all.every(({ role }) => role !== void 0) && sparsenessOf("writable", runs) === null;
}
/** The roles of all runs with the medians of their figures, 0 where a run has no such process; the largest roles alone. */
function medianRoles(runs) {
	const ordered = [...new Set(runs.flatMap(({ processes }) => processes.map(roleName)))].map((role) => ({
		role,
		...figuresOf$1(runs, (run) => ofRole(run, role))
	})).toSorted((a, b) => b.writable - a.writable || (a.role < b.role ? -1 : 1));
	const rest = ordered.slice(100);
	const kept = ordered.slice(0, 100).map(({ role, ...one }) => [role, one]);
	return Object.fromEntries(rest.length === 0 ? kept : [...kept, ["…", total$1(rest)]]);
}
/** The processes of one role in one run, in the order in which they were started, as far as pids say it. */
function ofRole({ processes }, role) {
	return processes.filter((process) => roleName(process) === role).toSorted((a, b) => a.pid - b.pid);
}
function roleName({ role, command }) {
	return role ?? command;
}
/** Medians over the runs of what these processes have together. */
function figuresOf$1(runs, choose) {
	const sums = runs.map((run) => sumOf$1(choose(run)));
	return {
		count: median(sums.map(({ count }) => count)),
		writable: median(sums.map(({ writable }) => writable)),
		faults: median(sums.map(({ faults }) => faults))
	};
}
function sumOf$1(processes) {
	return total$1(processes.map(({ writable, faults = 0 }) => ({
		count: 1,
		writable,
		faults
	})));
}
function total$1(figures) {
	return figures.reduce((sum, one) => ({
		count: sum.count + one.count,
		writable: sum.writable + one.writable,
		faults: sum.faults + one.faults
	}), {
		count: 0,
		writable: 0,
		faults: 0
	});
}

// src/verdict/process-changes.ts
/**
* Which processes grew, shrank, came or went: the medians over the runs against the newest recording, by role. Where
* there are more of a role than before, those that are more are a row of their own. Largest growth first; what did not
* change is left out. Empty where one side does not know its roles.
*/
function processChanges(runs, baseline) {
	const before = baseline.kind === "missing" ? void 0 : baseline.entry.recordings.at(-1)?.processes;
	if (before === void 0 || Object.hasOwn(before, "…") || !hasRoles(runs)) return [];
	return [.../* @__PURE__ */ new Set([...Object.keys(before), ...runs.flatMap(({ processes }) => processes.map(roleName))])].flatMap((role) => changesOf$1(role, Object.hasOwn(before, role) ? before[role] : void 0, runs)).filter(({ base, head }) => (base?.count ?? 0) + (head?.count ?? 0) > 0).filter(hasChanged).toSorted((a, b) => growthOf(b) - growthOf(a) || (a.role < b.role ? -1 : 1));
}
function changesOf$1(role, base, runs) {
	const all = figuresOf$1(runs, (run) => ofRole(run, role));
	const [was, is] = [Math.round(base?.count ?? 0), Math.round(all.count)];
	if (base === void 0 || was === 0) return [{
		role,
		from: 1,
		to: is,
		base: null,
		head: all
	}];
	if (is === 0) return [{
		role,
		from: 1,
		to: was,
		base,
		head: null
	}];
	if (is <= was) return [{
		role,
		from: 1,
		to: was,
		base,
		head: all
	}];
	const [first, more] = [figuresOf$1(runs, (run) => ofRole(run, role).slice(0, was)), figuresOf$1(runs, (run) => ofRole(run, role).slice(was))];
	return [{
		role,
		from: 1,
		to: was,
		base,
		head: first
	}, {
		role,
		from: was + 1,
		to: is,
		base: null,
		head: more
	}];
}
function hasChanged({ base, head }) {
	if (base === null || head === null) return true;
	return base.count !== head.count || base.writable !== head.writable || base.faults !== head.faults;
}
function growthOf({ base, head }) {
	return (head?.writable ?? 0) - (base?.writable ?? 0);
}

// src/verdict/doubts-of-runs.ts
/**
* Why runs do not count: one reason for each kind of cause, with the runs that have it, so that five runs that kept
* growing are told once.
*/
function doubtsOfRuns(runs) {
	const unsettled = /* @__PURE__ */ new Map();
	for (const [index, { settlement }] of runs.entries()) {
		if (!isUnsettled(settlement)) continue;
		const alike = unsettled.get(settlement.kind) ?? [];
		unsettled.set(settlement.kind, [...alike, {
			run: index + 1,
			settlement
		}]);
	}
	const incomplete = runs.flatMap(({ gaps }, index) => gaps.length === 0 ? [] : [{
		run: index + 1,
		gaps
	}]);
	return [...[...unsettled.values()].map((alike) => ({
		kind: "unsettled-runs",
		of: runs.length,
		runs: alike
	})), ...incomplete.length === 0 ? [] : [{
		kind: "incomplete-runs",
		of: runs.length,
		runs: incomplete
	}]];
}

// src/verdict/scenario-doubts.ts
/** Why a scenario cannot be green, whatever its figures say; empty when nothing is in doubt. */
function scenarioDoubts({ budgets, subject }, runs, baseline) {
	return [
		...Object.keys(budgets).length === 0 ? [{ kind: "no-budget" }] : [],
		...runs.length === 0 ? [{ kind: "not-measured" }] : [],
		...doubtsOfRuns(runs),
		...baseline.kind === "missing" || subject === null ? [] : otherSubject(baseline.entry.subject, subject)
	];
}
function otherSubject(before, after) {
	return subjectDifferences(before, after).map((key) => ({
		kind: "other-subject",
		key,
		before,
		after
	}));
}

// src/verdict/scenario-verdict.ts
/** What a reader should know of a scenario, but that keeps it from nothing. */
const NOTES = [
	"other-environment",
	"did-less",
	"blind"
];
/** The verdict on a scenario: the worst of its metrics; any doubt about the whole makes it inconclusive at least. */
function scenarioVerdict(metrics, reasons) {
	const isInDoubt = reasons.some(({ kind }) => !NOTES.includes(kind));
	const gated = metrics.filter(({ budget }) => budget !== null).map(({ verdict }) => verdict);
	return worstVerdict([
		...gated,
		...isInDoubt ? ["inconclusive"] : [],
		...reasons.some(({ kind }) => kind === "baseline-removed") ? ["over-limit"] : []
	]);
}

// src/verdict/what-fell.ts
/**
* How far each figure must fall, as a share of the base, before a reader should ask whether the program still does
* what it did. A process or a library that is missing is missing. Threads come and go in pools. Fewer faults are what
* a leaner start-up has, too; with half of them gone, half of the work may be.
*/
const NOTABLE_FALL = {
	processes: 0,
	libraries: 0,
	threads: .25,
	"minor-faults": .5
};
/**
* Which figures of what a program does have fallen below everything that the base has shown: fewer processes, a
* workload that did less. Processes first, as they explain the others.
*/
function whatFell(evidence, baseline) {
	return METRIC_NAMES.flatMap((metric) => {
		const share = NOTABLE_FALL[metric];
		const base = samplesOf$2(observeBase(metric, baseline));
		const head = samplesOf$2(observeHead(metric, evidence));
		if (share === void 0 || base === null || head === null) return [];
		return Math.max(...head.samples) < Math.min(...base.samples) && base.median - head.median > share * base.median ? [{
			metric,
			base: base.median,
			head: head.median
		}] : [];
	}).toSorted((a, b) => Number(b.metric === "processes") - Number(a.metric === "processes"));
}

// src/verdict/judge-scenario.ts
/**
* Judges one scenario by all the runs there are: the worst of its metrics and of its doubts. Only runs that are
* evidence lend their figures; one that is not keeps the scenario from passing.
*
* Pure and complete in itself, as stored results need it. A gate that can still measure asks
* `decideNext`, which confirms failures and improvements by fresh runs first.
*/
function judgeScenario(subject) {
	const { scenario, runs, environment, facts, baseline, isPaired = false, baseDoubts = [] } = subject;
	const terms = termsOf(scenario);
	const evidence = runs.filter(isEvidence);
	const compared = METRIC_NAMES.flatMap((metric) => {
		const budget = scenario.budgets[metric];
		return budget === void 0 ? [] : [compareMetric(metric, budget, evidence, baseline, environment.pageSize)];
	});
	const leftOut = new Map(compared.flatMap((metric) => whyLeftOut(metric)));
	const gated = compared.filter(({ metric }) => !leftOut.has(metric));
	const elsewhere = baseline.kind === "other-environment";
	const adjusted = adjustTogether(gated);
	const context = {
		pageSize: environment.pageSize,
		elsewhere,
		testedMetrics: gated.filter(isTested).length,
		runs,
		isPaired,
		reachableRuns: Math.max(evidence.length, scenario.maxRuns),
		weakness: evidence.length < runs.length && evidence.length < 3 ? {
			kind: "weak-evidence",
			evidence: evidence.length,
			runs: runs.length
		} : null
	};
	const judged = gated.map((metric) => judgeMetric(metric, adjusted(metric), context)).map((result) => withNamedFacts(result, facts, baseline));
	const falls = whatFell(evidence, baseline);
	const blindness = blindnessOfCase(terms, gated, isPaired);
	const reasons = [
		...baseDoubts,
		...scenarioDoubts(terms, runs, baseline),
		...elsewhere ? [{
			kind: "other-environment",
			differences: baseline.differences
		}] : [],
		...falls.length === 0 ? [] : [{
			kind: "did-less",
			falls
		}],
		...elsewhere || blindness === null || isSaid(judged) ? [] : [{
			kind: "blind",
			...blindness
		}]
	];
	return {
		name: scenario.name,
		verdict: scenarioVerdict(judged, reasons),
		reasons,
		metrics: [...judged, ...contextMetrics(gated, leftOut, evidence, baseline)],
		mappings: mappingChanges(evidence, baseline),
		soaked: soakChanges(evidence),
		processes: processChanges(evidence, baseline),
		runs,
		terms,
		environment,
		facts: facts ?? null,
		baseline: baseline.kind === "missing" ? null : baseline.entry
	};
}
/** Nobody asked for a budget of the metric, and its readings are too few for one: then it is not gated, and says so. */
function whyLeftOut({ metric, budget, head, base }) {
	if (budget.isDefault !== true) return [];
	const [reason] = [head, base].flatMap((side) => "reason" in side ? [side.reason] : []).filter(({ kind }) => TOO_FEW_READINGS.includes(kind));
	return reason === void 0 ? [] : [[metric, reason]];
}
const TOO_FEW_READINGS = ["too-few-readings", "too-few-readings-recorded"];
/** A figure that has moved, with what may have moved it a little. */
function withNamedFacts(result, facts, baseline) {
	const recorded = baseline.kind === "missing" ? void 0 : baseline.entry.recordings.at(-1)?.facts;
	if (facts === void 0 || recorded === void 0) return result;
	if (result.verdict === "pass" || result.delta === null || result.delta === 0) return result;
	const differences = namedDifferences(recorded, facts);
	if (differences.length === 0) return result;
	return {
		...result,
		reasons: [...result.reasons, {
			kind: "named-facts",
			differences
		}]
	};
}
/** {@link findBlindness} of the metric that the baseline has the fewest samples of; its own reason says more. */
function blindnessOfCase(terms, gated, isPaired) {
	const tested = gated.filter(isTested);
	const counts = tested.flatMap(({ comparison }) => comparison?.baseCount ?? []);
	const budgets = Object.fromEntries(tested.map(({ metric, budget }) => [metric, budget]));
	return counts.length === 0 ? null : findBlindness({
		...terms,
		until: terms.subject?.until ?? "steady",
		budgets
	}, Math.min(...counts), isPaired);
}
/** Whether a metric that has grown says already that its runs are too few. */
function isSaid(judged) {
	return judged.some(({ reasons }) => reasons.some(({ kind }) => kind === "too-few-runs"));
}
function isTested({ budget }) {
	return budget.increase !== null;
}
/** Holm over all metrics with an increase in their budget; one that cannot be tested counts as p = 1. */
function adjustTogether(gated) {
	const tested = gated.filter(isTested);
	const increases = holmAdjusted(tested.map(({ comparison }) => comparison?.pIncrease ?? 1));
	const decreases = holmAdjusted(tested.map(({ comparison }) => comparison?.pDecrease ?? 1));
	return (metric) => {
		const index = tested.indexOf(metric);
		return {
			increase: increases[index] ?? 1,
			decrease: decreases[index] ?? 1
		};
	};
}
/** Metrics without a budget are told, never judged; what has no usable figure on either side is left out. */
function contextMetrics(gated, leftOut, evidence, baseline) {
	return METRIC_NAMES.filter((metric) => !gated.some((judged) => judged.metric === metric)).flatMap((metric) => {
		const head = observeHead(metric, evidence);
		const base = samplesOf$2(observeBase(metric, baseline));
		const reason = leftOut.get(metric);
		const samples = head.kind === "usable" ? samplesOf$2(head) : null;
		if (base === null && samples === null && reason === void 0) return [];
		return [{
			metric,
			unit: METRICS[metric].unit,
			verdict: "pass",
			budget: null,
			base,
			head: samples,
			delta: base === null || samples === null ? null : samples.median - base.median,
			allowed: null,
			noiseLimited: false,
			detectable: null,
			pValue: null,
			reasons: reason === void 0 ? [] : [reason]
		}];
	});
}

// src/verdict/baseline-side.ts
const UNTOUCHED = {
	raised: [],
	isRemoved: false
};
/**
* Compares what the head's file says of a scenario with what the base's does. A level is raised where it has moved up
* by more than a growth may, or where the runs have grown over the base's level: many small steps of a file make a
* large one.
*
* @param measured with the head's match as its baseline
*/
function compareBaselines(measured, base) {
	const { scenario, baseline: head } = measured;
	if (RANKS.indexOf(head.kind) < RANKS.indexOf(base.kind)) return {
		raised: [],
		isRemoved: true
	};
	if (head.kind !== "found" || base.kind !== "found") return UNTOUCHED;
	const overBase = judgeScenario({
		...measured,
		baseline: base
	});
	return {
		raised: METRIC_NAMES.flatMap((metric) => {
			const [from, to] = [observeBase(metric, base), observeBase(metric, head)];
			const budget = scenario.budgets[metric];
			if (budget === void 0 || from.kind !== "usable" || to.kind !== "usable") return [];
			const allowed = allowedIncrease(budget, from.all.median);
			if (allowed === null) return [];
			const step = to.all.median - from.all.median;
			const hasGrown = overBase.metrics.some((it) => it.metric === metric && it.verdict === "regressed");
			return step > 0 && (hasGrown || step > Math.max(allowed, noiseFloor(from.recordings))) ? [{
				metric,
				from: from.all.median,
				to: to.all.median
			}] : [];
		}),
		isRemoved: false
	};
}
/** What an entry is worth, the least first. */
const RANKS = [
	"missing",
	"other-environment",
	"found"
];
/**
* The verdict with what the head does to its baseline. A growth that stays within a raised level is accepted: the
* diff of the file owns up to it, and is reviewed with it. An entry that was removed cannot be.
*
* @param isRefused whether no level may be raised
*/
function withBaselineSide(result, { raised, isRemoved }, isRefused = false) {
	if (raised.length === 0 && !isRemoved) return result;
	const metrics = result.metrics.map((metric) => {
		const raise = raised.find((it) => it.metric === metric.metric);
		return raise === void 0 ? metric : withRaise(metric, raise, isRefused);
	});
	const reasons = isRemoved ? [{ kind: "baseline-removed" }, ...result.reasons] : result.reasons;
	return {
		...result,
		metrics,
		reasons,
		verdict: scenarioVerdict(metrics, reasons)
	};
}
function withRaise(result, raise, isRefused) {
	const reasons = [{
		kind: "raised",
		...raise,
		isRefused
	}, ...result.reasons];
	if (isRefused) return {
		...result,
		verdict: "over-limit",
		reasons
	};
	if (!isWithin$1(result, raise)) return {
		...result,
		reasons
	};
	return {
		...result,
		verdict: "accepted",
		reasons: reasons.filter(({ kind }) => kind !== "regressed")
	};
}
/** Of a base that was measured, the head may have grown over its level, and yet not over the one that is owned up to. */
function isWithin$1({ verdict, head, allowed }, { to }) {
	if (verdict === "pass" || verdict === "improved") return true;
	return verdict === "regressed" && head !== null && allowed !== null && head.median <= to + allowed;
}

// src/gate/both-baselines.ts
/**
* @param commit of the base, where it has been found already
* @throws UserError when the head's file cannot be used, or the base's is needed and cannot be read
*/
async function loadBoth(plan, world, token, commit = null) {
	const { baselinePath, baselineFrom, baselineStore } = plan;
	if (baselineStore === "branch") return {
		...await loadFromItsBranch(plan, world, token),
		base: void 0
	};
	const { baseline: head, history } = await loadStored(plan, world, { token });
	const isNeeded = baselineFrom === "base";
	if (!isNeeded && !await isToBeMerged(world.env)) return {
		head,
		base: void 0,
		history
	};
	try {
		const base = await loadBaseBaseline(baselinePath, world, {
			token,
			commit
		});
		noticeDropped(plan, {
			head,
			base
		}, world);
		return {
			head,
			base,
			history
		};
	} catch (error) {
		if (isNeeded || !(error instanceof UserError)) throw error;
		if (error.code === "no-repository") return {
			head,
			base: void 0,
			history
		};
		world.onNotice({
			kind: "base-unread",
			why: `${error.message}. ${error.hint}`
		});
		return {
			head,
			base: void 0,
			history
		};
	}
}
/** Who renames a scenario rids it of its level: no verdict is about what is not measured, so it is said. */
function noticeDropped({ scenarios }, { head, base }, { onNotice }) {
	const namesIn = (baseline) => (baseline?.entries ?? []).map(({ scenario }) => scenario);
	const here = /* @__PURE__ */ new Set([...scenarios.map(({ name }) => name), ...namesIn(head)]);
	const before = new Set(namesIn(base));
	for (const scenario of before) if (!here.has(scenario)) onNotice({
		kind: "entry-dropped",
		scenario
	});
}
/** Where the base has no name, the newest recording is all there is. */
const NO_BASE = [
	"no-base",
	"no-merge-base",
	"unknown-ref"
];
/** What was recorded of the base or before it; what stands in for it is said. */
async function loadFromItsBranch(plan, world, token) {
	try {
		const { baseline, history, base, nearest } = await loadRecordedBefore(plan, world, { token });
		const isExact = nearest?.kind === "ancestor" && nearest.distance === 0;
		if (base !== null && nearest !== null && !isExact) world.onNotice({
			kind: "stand-in",
			base,
			nearest
		});
		return {
			head: baseline,
			history
		};
	} catch (error) {
		if (!(error instanceof UserError) || !NO_BASE.includes(error.code)) throw error;
		world.onNotice({
			kind: "no-base-known",
			why: `${error.message}. ${error.hint}`
		});
		const { baseline, history } = await loadStored(plan, world, { token });
		return {
			head: baseline,
			history
		};
	}
}
/** What a scenario is compared with: of a base that has nothing, what the head adopts. */
function matchFor({ head, base }, { baselineFrom }, scenario, { environment }) {
	const own = selectBaseline(head, scenario, environment);
	if (baselineFrom === "head" || base === void 0) return own;
	const theirs = selectBaseline(base, scenario, environment);
	return theirs.kind === "missing" ? own : theirs;
}
/** The result, with what the head does to its baseline. */
function withSides(result, { head, base }, { baselineFrom }, scenario, measurer) {
	if (base === void 0) return result;
	const { environment } = measurer;
	const measured = {
		scenario,
		runs: result.runs,
		environment,
		facts: measurer.factsOf(scenario),
		baseline: selectBaseline(head, scenario, environment)
	};
	const side = compareBaselines(measured, selectBaseline(base, scenario, environment));
	return withBaselineSide(result, side, baselineFrom === "base");
}

// src/gate/base-side.ts
/**
* The counterpart of a folder.
*
* @throws UserError `outside-workspace` when it has none
*/
function counterpart(path, { head, base }) {
	const real = realPath(path);
	const inside = relative(realPath(head), real);
	if (inside === ".." || inside.startsWith("../")) throw errors.outsideWorkspace(real, head);
	return inside === "" ? base : join(base, inside);
}
/** As the kernel would call it; what is not there keeps its name, and is an error where it is used. */
function realPath(path) {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
/** The scenario as it runs in the base: the same command, under the load of the head. */
function scenarioOfBase(scenario, sides, name) {
	return {
		...scenario,
		name,
		workingDirectory: counterpart(scenario.workingDirectory, sides),
		workloadDirectory: scenario.workingDirectory
	};
}
/**
* By an absolute path the base would run, or change, what is the head's.
*
* @throws UserError `path-into-workspace`
*/
function refuseAbsolutePaths(scenario, { headDirectory }, root) {
	const roots = [.../* @__PURE__ */ new Set([
		root,
		headDirectory,
		realPath(headDirectory)
	])];
	const texts = [
		...scenario.command.map((word) => ["run", word]),
		...Object.entries(scenario.env).map(([name, value]) => [`env.${name}`, value]),
		...(scenario.ready ?? []).map(({ text }) => ["ready", text]),
		["target", scenario.target?.text ?? ""],
		...["prepare", "cleanup"].map((what) => [what, scenario[what] ?? ""])
	];
	for (const [what, text] of texts) if (roots.some((folder) => holdsPath(text, folder))) throw errors.pathIntoWorkspace(scenario.name, what, text, headDirectory);
}
function holdsPath(text, folder) {
	return text.split(folder).slice(1).some((rest) => rest === "" || /^[/:;,\s"')]/.test(rest));
}
/** Variables that say where programs and libraries are. */
const SEARCHED = /PATH$|^VIRTUAL_ENV$|_HOME$/;
/** The step's environment for the base: what is searched in the workspace is searched in its counterpart. */
function environmentOfBase(env, { head, base }) {
	return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value !== void 0 && SEARCHED.test(name) ? value.split(":").map((folder) => moved(folder, head, base)).join(":") : value]));
}
function moved(folder, head, base) {
	return folder === head || folder.startsWith(`${head}/`) ? base + folder.slice(head.length) : folder;
}

// src/verdict/confirm-verdicts.ts
/**
* What stands of the failures and improvements in `judged` (by all runs) when the fresh runs are heard alone. A
* failing metric whose fresh median does not exceed the limit too becomes inconclusive; an improved one whose fresh
* median has not fallen as far passes, or is inconclusive where it exceeds the limit. Fresh runs are those that were
* taken because the earlier ones looked like it: the earlier ones raised the suspicion and cannot be the only ones to
* prove it.
*/
function confirmVerdicts(judged, fresh) {
	return confirm(judged, fresh, ({ verdict }) => isClaim(verdict));
}
/** {@link confirmVerdicts} of the improvements alone: nobody is harmed by a failure that is told unconfirmed. */
function confirmImprovements(judged, fresh) {
	return confirm(judged, fresh, ({ verdict }) => verdict === "improved");
}
/** Whether a verdict claims that something has changed. */
function isClaim(verdict) {
	return isFailure(verdict) || verdict === "improved";
}
function confirm(judged, fresh, applies) {
	const evidence = fresh.filter(isEvidence);
	const metrics = judged.metrics.map((metric) => applies(metric) ? confirmMetric(metric, evidence) : metric);
	if (metrics.every((metric, index) => metric === judged.metrics[index])) return judged;
	return {
		...judged,
		metrics,
		verdict: scenarioVerdict(metrics, judged.reasons)
	};
}
function confirmMetric(metric, fresh) {
	const figures = fresh.map((run) => judgedFigure(run, metric.metric, metric.isWithoutEnded === true)).filter((figure) => figure !== void 0);
	const freshMedian = figures.length === 0 ? null : median(figures);
	return metric.verdict === "improved" ? confirmImprovement(metric, freshMedian) : confirmFailure(metric, freshMedian);
}
function confirmFailure(metric, freshMedian) {
	if (freshMedian === null) return withdraw(metric, "inconclusive", null);
	if (brokenLimits(metric).map((limit) => distanceBeyond(limit, freshMedian)).some((distance) => distance > 0)) return metric;
	return withdraw(metric, "inconclusive", freshMedian - (brokenLimits(metric)[0]?.at ?? freshMedian));
}
function confirmImprovement(metric, freshMedian) {
	const { base, allowed } = metric;
	if (base === null || allowed === null || freshMedian === null) return withdraw(metric, "pass", null);
	const change = freshMedian - base.median;
	if (change < -allowed) return metric;
	return withdraw(metric, change > allowed ? "inconclusive" : "pass", change);
}
function withdraw(metric, verdict, distance) {
	const reason = metric.verdict === "improved" ? {
		kind: "unconfirmed-fall",
		metric: metric.metric,
		fromBase: distance
	} : {
		kind: "unconfirmed",
		metric: metric.metric,
		fromLimit: distance
	};
	const others = metric.reasons.filter(({ kind }) => kind !== "improved");
	const { detectable, delta } = metric;
	const isSeen = detectable !== null && delta !== null && detectable <= delta;
	return {
		...metric,
		verdict,
		detectable: isSeen ? null : detectable,
		reasons: [...others, reason]
	};
}
/** The limits that the metric breaks in the way in which it fails. */
function brokenLimits(metric) {
	const { verdict, budget, head, reasons } = metric;
	if (verdict === "regressed") {
		const limit = increaseLimit(metric);
		return limit === null ? [] : [{
			side: "above",
			at: limit
		}];
	}
	const said = (kind) => head !== null && reasons.some((reason) => reason.kind === kind);
	const { ceiling = null, floor = null } = budget ?? {};
	return [...ceiling !== null && said("over-limit") ? [{
		side: "above",
		at: ceiling
	}] : [], ...floor !== null && said("under-floor") ? [{
		side: "below",
		at: floor
	}] : []];
}
function distanceBeyond({ side, at }, figure) {
	return side === "above" ? figure - at : at - figure;
}

// src/verdict/decide-next.ts
/** The first look, and the size of every batch beyond the runs that were asked for. */
const BATCH = 3;
/**
* Whether the runs so far suffice, or how many more to take: a pure function of the runs, called after each batch.
*
* ```ts
* let next = decideNext({ ...subject, runs })
* while (next.kind === 'more') { runs.push(...(await measure(next.count))); next = decideNext({ ...subject, runs }) }
* next.result
* ```
*
* Three runs suffice where every one is clearly inside the budget; else all `runs` of the scenario are taken. What
* then looks like a change (a failure, an increase that is not yet proven, an improvement) is measured afresh, up to
* `maxRuns`: the runs from index `runs` on are the fresh ones, so that no state is kept. A failure stands when the
* judgement by all runs and the fresh runs alone agree; where they still disagree at the end, the metric is
* inconclusive. When `maxRuns` leaves no room for fresh runs, a failure by all runs stands. An improvement never does
* without fresh runs that agree: the metric passes then.
*/
function decideNext(subject) {
	const { scenario, runs } = subject;
	const taken = runs.length;
	const room = Math.max(scenario.maxRuns, scenario.runs) - taken;
	const firstLook = Math.min(BATCH, scenario.runs);
	if (taken < firstLook) return {
		kind: "more",
		count: firstLook - taken,
		why: "initial"
	};
	const judged = judgeScenario(subject);
	if (taken < scenario.runs) {
		if (isClearlyInside(subject, judged)) return {
			kind: "enough",
			result: judged
		};
		return {
			kind: "more",
			count: scenario.runs - taken,
			why: "initial"
		};
	}
	const more = (why) => ({
		kind: "more",
		count: Math.min(BATCH, room),
		why
	});
	const fresh = runs.slice(scenario.runs);
	const end = (result) => ({
		kind: "enough",
		result: confirmImprovements(result, fresh)
	});
	if (isClaim(judged.verdict)) {
		if (fresh.length === 0) return room > 0 ? more("confirm") : end(judged);
		const confirmed = confirmVerdicts(judged, fresh);
		return confirmed.verdict !== "inconclusive" || room <= 0 ? end(confirmed) : more("borderline");
	}
	return room > 0 && moreRunsCanTell(subject, judged) ? more("borderline") : end(judged);
}
/**
* Every run of every gated metric lies within what is allowed. A fall beyond it is worth the rest of the runs, as
* three can hardly prove an improvement; so is a first measurement, as nothing tells what is usual.
*/
function isClearlyInside({ runs, baseline }, judged) {
	if (judged.verdict !== "pass" || !runs.every(isEvidence) || baseline.kind === "missing") return false;
	return judged.metrics.every((metric) => {
		const { budget, base, head, allowed } = metric;
		if (budget === null) return true;
		if (head === null) return false;
		const below = (most) => head.samples.every((sample) => sample <= most);
		if (budget.ceiling !== null && !below(budget.ceiling)) return false;
		const { floor } = budget;
		if (floor !== null && !head.samples.every((sample) => sample >= floor)) return false;
		if (budget.increase === null) return true;
		const limit = increaseLimit(metric);
		if (limit === null || base === null || allowed === null) return false;
		const hasFallen = baseline.kind === "found" && head.median < base.median - allowed;
		return below(limit) && !hasFallen;
	});
}
/** Whether an increase is unproven for want of runs alone, and there can be enough of them. */
function moreRunsCanTell({ scenario, runs, baseline, isPaired = false }, judged) {
	if (baseline.kind !== "found" || !runs.every(isEvidence)) return false;
	const tested = judged.metrics.filter(({ budget }) => budget !== null && budget.increase !== null).length;
	return judged.metrics.some((metric) => isUnprovenIncrease(metric) && canBeSignificant(scenario.maxRuns, isPaired ? scenario.maxRuns : metric.base?.samples.length ?? 0, tested));
}
function isUnprovenIncrease({ verdict, delta, allowed }) {
	return verdict === "inconclusive" && delta !== null && allowed !== null && delta > allowed;
}

// src/gate/check-scenario.ts
/** Takes runs of the head until they suffice for a verdict. */
async function checkScenario(scenario, baseline, measurer, baseDoubts = []) {
	const { environment } = measurer;
	await measurer.warmUp(scenario);
	const runs = [];
	const subject = {
		scenario,
		runs,
		environment,
		facts: measurer.factsOf(scenario),
		baseline,
		baseDoubts
	};
	for (;;) {
		const next = decideNext(subject);
		if (next.kind === "enough") return next.result;
		const planned = next.why === "initial";
		runs.push(...await measurer.measure(scenario, next.count, {
			kind: planned ? "run" : "confirmation",
			run: runs.length + 1,
			runs: planned ? scenario.runs : runs.length + next.count
		}));
	}
}

// src/model/attribution.ts
const ATTRIBUTION_SCHEMA = "footprint-gate/attribution@1";
/**
* Why nobody saw a page being made:
* - `kernel`: the kernel touched it for the program, where the tracer sees faults of user code alone
* - `moved`: mremap brought it, or MAP_POPULATE made it, and nobody recorded such calls
* - `huge`: part of a huge page whose fault was not seen
* - `shared-memory`: not anonymous: it counts by its mapping
* - `page-cache`: written to a file and not yet on disk
* - `exec`: execve wrote it before the program ran
* - `lost`: the tracer lost samples
* - `unknown`: none of these
*/
const UNACCOUNTED_REASONS = [
	"kernel",
	"moved",
	"huge",
	"shared-memory",
	"page-cache",
	"exec",
	"lost",
	"unknown"
];
/** `shared` is shared memory, `rest` what no mapping accounts for. */
const GROUP_KINDS$1 = [
	"anonymous",
	"shared",
	"library",
	"file",
	"rest"
];
/** Names of spans that no program gave. */
const SPAN_NAMES = {
	program: "(program)",
	start: "(interpreter start)"
};
/** The stack frame that holds the bytes of faults without a stack. */
const NO_STACK = "(no stack)";
/** The group that holds bytes of a process beyond those of its mappings. */
const REST_GROUP = "[rest]";
/** The name of the span and the stack frame that hold what nobody saw being made. */
const REST_NAMES = {
	kernel: "(touched by the kernel)",
	moved: "(moved or populated)",
	huge: "(huge pages)",
	"shared-memory": "(shared memory)",
	"page-cache": "(not yet on disk)",
	exec: "(written by execve)",
	lost: "(lost samples)",
	unknown: "(unknown)"
};
/** One row on both sides. */
function changeBetween(base, head) {
	return {
		base,
		head,
		delta: head - base,
		state: stateOf$1(base, head)
	};
}
function stateOf$1(base, head) {
	if (base === head) return "same";
	if (base === 0) return "new";
	if (head === 0) return "gone";
	return head > base ? "grown" : "shrunk";
}
const DIFFERENCE_SCHEMA = "footprint-gate/attribution-difference@1";

// src/ledger/merge-stacks.ts
/** One tree of the stacks of several ledgers. A frame is the same by its name and its module's, whatever the folder. */
function mergeStacks(sides) {
	const frames = [];
	const framePlaces = /* @__PURE__ */ new Map();
	const nodes = [];
	const nodePlaces = /* @__PURE__ */ new Map();
	sides.forEach((stacks, side) => {
		const ownFrames = stacks.frames.map(({ name, module }) => {
			const key = JSON.stringify([name, module.slice(module.lastIndexOf("/") + 1)]);
			const place = framePlaces.get(key) ?? frames.push({
				name,
				module
			}) - 1;
			framePlaces.set(key, place);
			return place;
		});
		const ownNodes = [];
		for (const [parent, frame, self] of stacks.nodes) {
			const at = {
				parent: ownNodes[parent] ?? -1,
				frame: ownFrames[frame] ?? 0
			};
			const key = `${at.parent} ${at.frame}`;
			const place = nodePlaces.get(key) ?? nodes.push({
				...at,
				bytes: sides.map(() => 0)
			}) - 1;
			nodePlaces.set(key, place);
			ownNodes.push(place);
			const bytes = nodes[place]?.bytes;
			if (bytes !== void 0) bytes[side] = (bytes[side] ?? 0) + self;
		}
	});
	return {
		frames,
		nodes
	};
}

// src/ledger/span-keys.ts
/** Where a package of Node or Python begins in a path, whatever the folder of the checkout. */
const PACKAGES = /^.*\/(?:node_modules|site-packages|dist-packages)\//;
/**
* Names spans so that the same one has the same name in two runs, and is short: a file goes by its last part where no
* other has the same, a module by its path within the packages. Two checkouts lie in two folders.
*/
function nameSpans(...sides) {
	const ambiguous = /* @__PURE__ */ new Set();
	for (const spans of sides) {
		const paths = /* @__PURE__ */ new Map();
		for (const { kind, name } of spans) {
			const short = `${kind} ${lastPart(name)}`;
			if ((paths.get(short) ?? name) !== name) ambiguous.add(short);
			paths.set(short, name);
		}
	}
	return ({ kind, name }) => {
		if (!name.startsWith("/")) return name;
		const packaged = name.replace(PACKAGES, "");
		if (packaged !== name) return packaged;
		return ambiguous.has(`${kind} ${lastPart(name)}`) ? name : lastPart(name);
	};
}
function lastPart(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}

// src/ledger/compare-attributions.ts
/** What grew, shrank, came and went between two ledgers. */
function compareAttributions(base, head) {
	return {
		schema: DIFFERENCE_SCHEMA,
		total: changeBetween(base.total.writable, head.total.writable),
		processes: compareProcesses(base.processes, head.processes),
		groups: compareRows(base.groups, head.groups, ({ group }) => group, ({ writable }) => writable, ({ group, kind }) => ({
			group,
			kind
		})),
		spans: compareSpans(base.spans, head.spans),
		stacks: compareStacks(base.stacks, head.stacks)
	};
}
/** Rows that both sides have under one key, their bytes added up; those without any are left out. */
function compareRows(base, head, keyOf, bytesOf, wordsOf) {
	const sums = /* @__PURE__ */ new Map();
	const add = (side, rows) => {
		for (const row of rows) {
			const key = keyOf(row);
			const sum = sums.get(key) ?? {
				base: 0,
				head: 0,
				words: wordsOf(row)
			};
			sum[side] += bytesOf(row);
			sums.set(key, sum);
		}
	};
	add("head", head);
	add("base", base);
	return [...sums].map(([key, sum]) => ({
		key,
		row: {
			...sum.words,
			...changeBetween(sum.base, sum.head)
		}
	})).filter(({ row }) => row.base !== 0 || row.head !== 0).sort((a, b) => Math.abs(b.row.delta) - Math.abs(a.row.delta) || (a.key < b.key ? -1 : 1)).map(({ row }) => row);
}
/** The second worker of one side is the second of the other, whatever their process ids. */
function compareProcesses(base, head) {
	const numbered = (processes) => {
		const counts = /* @__PURE__ */ new Map();
		return processes.map(({ command, writable }) => {
			const ordinal = (counts.get(command) ?? 0) + 1;
			counts.set(command, ordinal);
			return {
				command,
				ordinal,
				writable
			};
		});
	};
	return compareRows(numbered(base), numbered(head), ({ command, ordinal }) => `${ordinal} ${command}`, ({ writable }) => writable, ({ command, ordinal }) => ({
		command,
		ordinal
	}));
}
function compareSpans(base, head) {
	const nameOf = nameSpans(base, head);
	const keyOf = (span) => `${span.kind} ${nameOf(span)}`;
	const faults = /* @__PURE__ */ new Map();
	const reads = /* @__PURE__ */ new Map();
	for (const span of head) {
		const key = keyOf(span);
		faults.set(key, (faults.get(key) ?? 0) + span.faults);
		if (span.readBytes !== void 0) reads.set(key, (reads.get(key) ?? 0) + span.readBytes);
	}
	return compareRows(base, head, keyOf, ({ self }) => self, (span) => ({
		kind: span.kind,
		name: nameOf(span),
		faults: faults.get(keyOf(span)) ?? 0,
		readBytes: reads.get(keyOf(span)) ?? null
	}));
}
function compareStacks(base, head) {
	if (base === null || head === null) return null;
	const { frames, nodes } = mergeStacks([base, head]);
	return {
		frames,
		nodes: nodes.map(({ parent, frame, bytes: [before = 0, after = 0] }) => [
			parent,
			frame,
			before,
			after
		])
	};
}

// src/ledger/heavy-spans.ts
/** A row is a twentieth of the whole, at least: fewer say the same in fewer words. */
const SHARE$1 = .05;
/** Two runs of one program differ by two pages an import. */
const LEAST_CHANGE = 12288;
/** What a comment shows: at most six rows with the one for the others. */
const MOST_ROWS = 5;
/** Who made most of the figure, or of its change, as answers and comments say it. */
function findHeaviestSpans(attribution, difference) {
	return findHeavySpans(attribution, difference, { most: MOST_ROWS });
}
/**
* Who made most of the figure, or of its change: each page in one row. Spans are rows where they, with what is inside
* them and is no row itself, are a twentieth of the whole ("hierarchical heavy hitters", Cormode et al., VLDB 2003).
* So a package of a hundred small modules is one row, and the main module that everything is inside of is none. The
* same span in several processes is one.
*
* @param share of the whole that a row is at least
* @param most rows: beyond these, the smallest are told as a part of what is around them
*/
function findHeavySpans({ spans, total }, difference, { share = SHARE$1, most = Infinity } = {}) {
	const nodes = difference === null ? buildTree(spans) : buildChangeTree(spans, difference);
	const size = ({ base, head }) => difference === null ? head : head - base;
	const whole = difference === null ? total.writable : difference.total.delta;
	let least = Math.max(Math.abs(whole) * share, difference === null ? 1 : LEAST_CHANGE);
	for (;;) {
		const found = gatherRows(nodes, size, least);
		const smallest = found.rows.at(-1);
		if (smallest === void 0 || found.rows.length <= most) return found;
		least = Math.abs(smallest.bytes) + 1;
	}
}
/** Rows of `least` bytes and more, largest first. */
function gatherRows(tree, size, least) {
	const nodes = tree.map((node) => ({ ...node }));
	const rows = [];
	const others = {
		bytes: 0,
		base: 0,
		head: 0
	};
	const small = /* @__PURE__ */ new Map();
	const tellFiles = (place, parent) => {
		const files = small.get(place);
		if (files === void 0) return;
		const { base, head, readBytes, paths } = files;
		const bytes = size(files);
		if (Math.abs(bytes) >= least) rows.push({
			kind: "files",
			name: commonFolder(paths),
			bytes,
			base,
			head,
			inside: paths.length,
			readBytes
		});
		else if (parent === null) addTo(others, bytes, files);
		else addFiles(small, parent, files);
	};
	for (let place = nodes.length - 1; place >= 0; place -= 1) {
		const node = nodes[place];
		if (node === void 0) continue;
		const { kind, name, path, base, head, inside, readBytes } = node;
		tellFiles(place, node.parent);
		const bytes = size(node);
		const parent = nodes[node.parent];
		if (Math.abs(bytes) >= least) rows.push({
			kind,
			name,
			bytes,
			base,
			head,
			inside,
			readBytes
		});
		else if (kind === "file") addFiles(small, node.parent, {
			base,
			head,
			readBytes,
			paths: [path]
		});
		else if (parent === void 0 || parent.kind === "rest") addTo(others, bytes, node);
		else {
			parent.base += base;
			parent.head += head;
			parent.inside += inside + (bytes === 0 ? 0 : 1);
		}
	}
	tellFiles(-1, null);
	rows.sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes));
	return {
		rows,
		others
	};
}
function addTo(others, bytes, from) {
	others.bytes += bytes;
	others.base += from.base;
	others.head += from.head;
}
function addFiles(small, place, added) {
	if (added.base === 0 && added.head === 0) return;
	const files = small.get(place) ?? {
		base: 0,
		head: 0,
		readBytes: null,
		paths: []
	};
	files.base += added.base;
	files.head += added.head;
	if (added.readBytes !== null) files.readBytes = (files.readBytes ?? 0) + added.readBytes;
	files.paths.push(...added.paths);
	small.set(place, files);
}
/** The folder that all of the files are in, without a slash at its end; empty where they have none in common. */
function commonFolder(paths) {
	const [first = [], ...others] = paths.map((path) => path.split("/").slice(0, -1));
	const end = first.findIndex((part, depth) => others.some((other) => other[depth] !== part));
	return (end === -1 ? first : first.slice(0, end)).join("/");
}
/** The spans by the names of those around them, whatever the process; parents before children. */
function buildTree(spans, nameOf = nameSpans(spans)) {
	const nodes = [];
	const places = /* @__PURE__ */ new Map();
	const placeOf = /* @__PURE__ */ new Map();
	for (const span of spans) {
		const parent = span.parent === null ? -1 : placeOf.get(span.parent) ?? -1;
		const [kind, name] = [span.kind, nameOf(span)];
		const key = `${parent} ${kind} ${name}`;
		const place = places.get(key) ?? nodes.push({
			kind,
			name,
			path: span.name,
			parent,
			base: 0,
			head: 0,
			inside: 0,
			readBytes: null
		}) - 1;
		places.set(key, place);
		placeOf.set(span.id, place);
		const node = nodes[place];
		if (node === void 0) continue;
		node.head += span.self;
		if (span.readBytes !== void 0) node.readBytes = (node.readBytes ?? 0) + span.readBytes;
	}
	return nodes;
}
/**
* The head's tree with the changes of all names in it, each where the head has most of it: the first to import a module
* may be another one than in the base. What is gone stands by itself.
*/
function buildChangeTree(spans, { spans: changes }) {
	const names = new Set(changes.map(({ kind, name }) => `${kind} ${name}`));
	const short = nameSpans(spans);
	const nodes = buildTree(spans, (span) => names.has(`${span.kind} ${span.name}`) ? span.name : short(span));
	const largest = /* @__PURE__ */ new Map();
	for (const node of nodes) {
		const key = `${node.kind} ${node.name}`;
		if (node.head > (largest.get(key)?.head ?? -1)) largest.set(key, node);
	}
	for (const node of nodes) node.head = 0;
	for (const { kind, name, base, head, readBytes, state } of changes) {
		if (state === "same") continue;
		const node = largest.get(`${kind} ${name}`);
		if (node === void 0) nodes.push({
			kind,
			name,
			path: name,
			parent: -1,
			base,
			head,
			inside: 0,
			readBytes
		});
		else Object.assign(node, {
			base,
			head,
			readBytes
		});
	}
	return nodes;
}

// src/report/exports/attribution.ts
/**
* The ledger for programs, with everything in it; `difference` where it was compared with another, `leak` what a soak
* left.
*/
function renderAttributionJson(attribution, difference, leak = null) {
	return formatJson({
		...attribution,
		difference,
		leak
	}, { flatObjectsOnOneLine: true });
}

// src/model/trace-record.ts
/**
* How the callers of what touched a page are found: `frame-pointers`, at every fault; `dwarf`, by the unwind tables of
* the code, at a sample of them; `both`, by dwarf where frame pointers do not reach the beginning.
*/
const STACK_MEANS = [
	"both",
	"frame-pointers",
	"dwarf"
];

// src/store/attribution-schema.ts
/** Of a file that the same people keep: a hundred times what a large program has. */
const FILE_BOUNDS = {
	rows: 1e6,
	nodes: 1e7,
	name: 1e6
};
const finite = pipe(number(), finite$1("expected a finite number"));
/** Of a share or a change: what is given back, and an estimate, may be negative. */
const bytes$4 = pipe(finite, check$2((figure) => Math.abs(figure) <= MEMORY.max, MEMORY.message));
const place = pipe(amount(NUMBER), integer("expected a whole number"));
/** The place of a call, or -1. */
const caller = pipe(number(), integer("expected a whole number"), minValue(-1));
const SPAN_KINDS = [
	"start",
	"import",
	"file",
	"library",
	"phase",
	"mark",
	"rest"
];
function listOf(item, most) {
	return pipe(array(item), maxLength(most, `expected at most ${most} of these`));
}
function textOf$1(most) {
	return pipe(string(), maxLength(most, `expected a text of at most ${most} characters`));
}
/** What every form of an attribution has: all but its stacks. */
function attributionEntries({ rows, name: longest }) {
	const name = textOf$1(longest);
	const times = listOf(bytes$4, rows);
	return {
		total: object({
			writable: bytes$4,
			frames: place,
			minorFaults: place
		}),
		gate: nullable(object({
			writable: bytes$4,
			here: bytes$4,
			delta: bytes$4
		})),
		coverage: object({
			accounted: bytes$4,
			reasons: listOf(object({
				reason: picklist(UNACCOUNTED_REASONS),
				bytes: bytes$4
			}), rows),
			withStack: bytes$4,
			completeStacks: nullable(finite),
			stackMeans: exactOptional(picklist(STACK_MEANS)),
			lostSamples: place,
			means: listOf(picklist([
				"perf",
				"strace",
				"output-marks",
				"probe:cpython",
				"probe:node",
				"probe:ruby"
			]), rows)
		}),
		processes: listOf(object({
			id: place,
			pid: place,
			parent: nullable(place),
			command: name,
			ended: boolean(),
			writable: bytes$4,
			ownBytes: bytes$4,
			inheritedBytes: bytes$4,
			unsharedBytes: bytes$4,
			shareableBytes: exactOptional(bytes$4)
		}), rows),
		groups: listOf(object({
			group: name,
			kind: picklist(GROUP_KINDS$1),
			writable: bytes$4
		}), rows),
		spans: pipe(listOf(object({
			id: place,
			parent: nullable(place),
			kind: picklist(SPAN_KINDS),
			name,
			process: nullable(place),
			t0: finite,
			t1: finite,
			self: bytes$4,
			cumulative: bytes$4,
			faults: place,
			readBytes: exactOptional(bytes$4),
			retained: exactOptional(bytes$4)
		}), rows), check$2((spans) => areNested(spans), "expected spans of different ids after those around them")),
		timeline: pipe(object({
			t: listOf(finite, rows),
			stays: times,
			passing: times,
			events: listOf(object({
				t: finite,
				kind: picklist([
					"library",
					"process",
					"phase",
					"mark",
					"end"
				]),
				name,
				process: nullable(place)
			}), rows)
		}), check$2(({ t, stays, passing }) => stays.length === t.length && passing.length === t.length, "expected as many figures as times"))
	};
}
/** Calls, whose callers come before them: else nobody would find the way out. */
function stacksSchema(node, { rows, nodes: most, name: longest }) {
	const name = textOf$1(longest);
	return pipe(object({
		frames: listOf(object({
			name,
			module: name
		}), rows),
		nodes: listOf(node, most)
	}), check$2(({ frames, nodes }) => nodes.every(([parent, frame], index) => parent < index && frame < frames.length), "expected callers before their callees, and frames that are there"));
}
/** Whether spans come after those around them, and no two are called the same. */
function areNested(spans) {
	const seen = /* @__PURE__ */ new Set();
	return spans.every(({ id, parent }) => {
		const isFine = !seen.has(id) && (parent === null || seen.has(parent));
		seen.add(id);
		return isFine;
	});
}

// src/store/explanation-file.ts
/** What two explanations are compared by, with all its fields: as `explain --json` writes it. */
const attributionSchema = looseObject({
	schema: literal(ATTRIBUTION_SCHEMA),
	environment: nullable(environment),
	...attributionEntries(FILE_BOUNDS),
	stacks: nullable(stacksSchema(tuple([
		caller,
		place,
		bytes$4
	]), FILE_BOUNDS))
});
/** With `.json`, no file system has names of more bytes. */
const LONGEST_NAME$2 = 200;
/** Where the explanation of a scenario is kept: beside the baseline, and never in it, as it moves by some pages each time. */
function explanationPath(baselinePath, scenario) {
	const name = encodeURIComponent(scenario);
	const hash = createHash("sha256").update(scenario).digest("hex");
	return join(dirname(baselinePath), "footprint-explanation", `${name.length > LONGEST_NAME$2 ? hash : name}.json`);
}
function hasExplanation(path) {
	return existsSync(path);
}
/**
* Keeps an explanation to compare with.
*
* @throws UserError `explanation-unusable` when it cannot be written
*/
async function keepExplanation(path, text) {
	try {
		await mkdir(dirname(path), { recursive: true });
		await replaceFile(path, `${path}.${nameOwner()}`, text);
	} catch (error) {
		throw errors.explanationUnusable(path, error instanceof Error ? error.message : String(error));
	}
}
/** A hundred times as large as one with deep stacks. */
const MAX_FILE_BYTES$1 = 256 * 1024 ** 2;
/**
* Reads an explanation that was stored.
*
* @throws UserError `explanation-unusable` with what is wrong with it
*/
async function readExplanation$1(path) {
	return parseExplanation(await readPlain$1(path), path);
}
async function readPlain$1(path) {
	try {
		const stats = await stat(path);
		if (!stats.isFile()) throw errors.explanationUnusable(path, "it is no file");
		if (stats.size > MAX_FILE_BYTES$1) throw errors.explanationUnusable(path, "it is too large");
		return await readFile(path, "utf8");
	} catch (error) {
		if (error instanceof UserError) throw error;
		const { code, message } = error;
		throw errors.explanationUnusable(path, code === "ENOENT" ? "there is no such file" : message);
	}
}
/** Like {@link readExplanation}, of a text that has been read. `path` is named in messages only. */
function parseExplanation(content, path) {
	let document;
	try {
		document = JSON.parse(content);
	} catch {
		throw errors.explanationUnusable(path, "it is not JSON");
	}
	const outcome = safeParse(attributionSchema, document);
	if (outcome.success) return outcome.output;
	const [issue] = outcome.issues;
	throw errors.explanationUnusable(path, `${getDotPath(issue) ?? "the document"}: ${issue.message}`);
}

// src/trace/wishes.ts
/** What a run can be watched by. */
const TRACE_MEANS = [
	"perf",
	"files",
	"imports"
];
function isTraceMeans(word) {
	return TRACE_MEANS.some((means) => means === word);
}
/** `null` where no stacks are wanted. */
function stacksOf(wishes) {
	return STACK_MEANS.find((means) => wishes.has(means)) ?? null;
}

// src/ledger/apportion.ts
/**
* Divides a whole number by weights into whole numbers that add up to it, each less than 1 from its exact share: the
* largest remainders get what rounding down leaves. Without any weight, all goes to the first.
*/
function apportion(total, weights) {
	const sum = weights.reduce((all, weight) => all + weight, 0);
	if (sum <= 0) return weights.map((_, place) => place === 0 ? total : 0);
	const exact = weights.map((weight) => total * weight / sum);
	const shares = exact.map(Math.floor);
	const left = total - shares.reduce((all, share) => all + share, 0);
	const places = exact.map((share, place) => ({
		place,
		remainder: share - Math.floor(share)
	})).sort((a, b) => b.remainder - a.remainder || a.place - b.place);
	for (const { place } of places.slice(0, left)) shares[place] = (shares[place] ?? 0) + 1;
	return shares;
}

// src/ledger/group-kind.ts
/** What a mapping of the group is, by the name that the gate's reports use. */
function kindOfGroup(group) {
	if (group === "[rest]") return "rest";
	if (/^\[(?:memfd|shm|shared memory|hsperfdata)\b/.test(group)) return "shared";
	if (group.startsWith("[")) return "anonymous";
	return /\.so(?:\.\d[\w.+-]*)?$/.test(group) ? "library" : "file";
}

// src/ledger/lineage.ts
/**
* Which process each event belongs to. Events after the snapshot do not count: what a program does when it is told to
* end (finalizers that write to every page) would else own all of it.
*/
function traceLineage(record) {
	const lastForks = lastForkOfEachPid(record);
	const lives = new Set(record.processes.map(({ pid }) => pid));
	const instances = [];
	const current = /* @__PURE__ */ new Map();
	const forkedBy = /* @__PURE__ */ new Map();
	const ofEvent = new Int32Array(record.events.length).fill(-1);
	const begin = (pid, parent) => {
		const before = current.get(pid);
		if (before !== void 0) before.ended = true;
		const command = parent?.command ?? "";
		const instance = {
			id: instances.length,
			pid,
			parent: parent?.id ?? null,
			command,
			hasExeced: false,
			ended: false
		};
		instances.push(instance);
		current.set(pid, instance);
		return instance;
	};
	const at = (pid) => current.get(pid) ?? begin(pid, null);
	record.events.forEach((event, index) => {
		if (event.t > record.snapshotAt) return;
		const parent = event.kind === "fork" ? at(event.parent) : null;
		const instance = parent === null ? at(event.pid) : begin(event.pid, parent);
		if (parent !== null) forkedBy.set(index, parent.id);
		if (event.kind === "exec") {
			instance.command = event.command;
			instance.hasExeced = true;
		}
		if (event.kind === "exit") {
			const isLast = lives.has(event.pid) && index > (lastForks.get(event.pid) ?? -1);
			if (event.tid !== event.pid || isLast) return;
			instance.ended = true;
		}
		ofEvent[index] = instance.id;
	});
	for (const { pid, command } of record.processes) at(pid).command = command;
	for (const instance of instances) instance.ended ||= !lives.has(instance.pid);
	return {
		instances,
		ofEvent,
		forkedBy,
		living: new Map(record.processes.map(({ pid }) => [pid, at(pid)]))
	};
}
/** The instance that this one's memory goes back to: the last one up the line that began a program. */
function familyOf$1({ instances }, instance) {
	let at = instance;
	for (;;) {
		const parent = instances[at]?.hasExeced === true ? null : instances[at]?.parent ?? null;
		if (parent === null) return at;
		at = parent;
	}
}
function lastForkOfEachPid({ events, snapshotAt }) {
	const forks = /* @__PURE__ */ new Map();
	events.forEach((event, index) => {
		if (event.kind === "fork" && event.t <= snapshotAt) forks.set(event.pid, index);
	});
	return forks;
}

// src/ledger/shared-memory.ts
/**
* Who touched each page of shared memory first. Unlike a page of its own it is nobody's copy: whoever of a family maps
* it later, at the same address, has the same one.
*/
function findSharedPages(record, lineage) {
	const { events, processes, pageSize } = record;
	const families = /* @__PURE__ */ new Map();
	const family = (instance) => {
		const known = families.get(instance) ?? familyOf$1(lineage, instance);
		families.set(instance, known);
		return known;
	};
	const key = (instance, page) => `${family(instance)} ${page}`;
	const pageOf = (address) => Math.floor(address / pageSize);
	const makers = /* @__PURE__ */ new Map();
	const holders = /* @__PURE__ */ new Map();
	for (const { pid, mappings } of processes) {
		const instance = lineage.living.get(pid)?.id ?? -1;
		for (const { sharedPages = [] } of mappings) for (const address of sharedPages) {
			const at = key(instance, pageOf(address));
			makers.set(at, -1);
			holders.set(at, (holders.get(at) ?? 0) + 1);
		}
	}
	const pages = [...new Set([...makers.keys()].map((each) => Number(each.split(" ")[1])))].sort((a, b) => a - b);
	const remap = (event, index, instance) => {
		const end = event.address + event.length;
		for (let place = firstAtLeast(pages, pageOf(event.address)); place < pages.length; place += 1) {
			const page = pages[place] ?? Infinity;
			if (page * pageSize >= end) return;
			if (makers.has(key(instance, page))) makers.set(key(instance, page), event.populated ? index : -1);
		}
	};
	if (pages.length > 0) events.forEach((event, index) => {
		const instance = lineage.ofEvent[index] ?? -1;
		if (instance < 0) return;
		if (event.kind === "map") remap(event, index, instance);
		if (event.kind !== "fault") return;
		const at = key(instance, pageOf(event.address));
		if (makers.get(at) === -1) makers.set(at, index);
	});
	return (instance, address) => {
		const at = key(instance, pageOf(address));
		return {
			maker: makers.get(at) ?? -1,
			holders: holders.get(at) ?? 1
		};
	};
}
/** The place of the first of sorted numbers that is at least so large. */
function firstAtLeast(sorted, least) {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((sorted[middle] ?? 0) < least) low = middle + 1;
		else high = middle;
	}
	return low;
}

// src/ledger/unaccounted.ts
/** Gives pages that nobody saw being made a reason, as many to lost samples as there are of these. */
function createReasoner(record) {
	if (!record.means.includes("perf")) return () => "unknown";
	let lost = record.lostFaults;
	const otherwise = record.kernelFaults === false ? "kernel" : record.means.includes("strace") ? "unknown" : "moved";
	return ({ group, anonymousHuge = 0 }) => {
		if (group.startsWith("[stack")) return "exec";
		if (anonymousHuge > 0) return "huge";
		if (lost > 0) {
			lost -= 1;
			return "lost";
		}
		return otherwise;
	};
}
/** Bytes of a mapping that count and are no page of it. */
function reasonOfExcess({ group }) {
	return kindOfGroup(group) === "anonymous" ? "unknown" : "page-cache";
}

// src/ledger/cells.ts
/** Kernel figures of a mapping are whole KiB, rounded down: a process has up to this much more for each. */
const ROUNDED_OFF = 1024;
/**
* The figure of all processes in cells. They add up to it, whatever the pages say.
*
* @param since what is made after this time of the trace is told apart
*/
function fillCells(record, lineage, { tree, ofEvent }, tables, { held, holders, orphanWeights }, since) {
	const start = record.events[0]?.t ?? record.snapshotAt;
	const reasonOf = createReasoner(record);
	const stackCount = (record.stacks?.nodes.length ?? 0) + 1;
	const sharedPage = findSharedPages(record, lineage);
	const cells = [];
	const addUnaccounted = (holder, group, reason, bytes) => {
		if (bytes === 0) return;
		const span = tree.place(-1, "rest", REST_NAMES[reason], -1, start);
		cells.push({
			holder,
			group,
			span,
			stack: -1,
			reason,
			isCopy: false,
			isLater: false,
			isShared: false,
			bytes
		});
	};
	/** Divides bytes of a mapping by who made its pages, each an event and its weight. */
	const addMade = ({ instance: holder, mapping: { group } }, total, pages, isShared) => {
		const isLibrary = kindOfGroup(group) === "library";
		const shares = /* @__PURE__ */ new Map();
		for (const { index, weight, isCopy } of pages) {
			const event = record.events[index];
			const stack = event === void 0 ? -1 : stackOf(event, stackCount);
			const isLater = event !== void 0 && event.t > since;
			const inner = ofEvent[index] ?? -1;
			const key = ((inner + 1) * stackCount + stack + 1) * 4 + (isCopy ? 2 : 0) + (isLater ? 1 : 0);
			const share = shares.get(key);
			if (share !== void 0) share.weight += weight;
			else {
				const cell = {
					holder,
					group,
					span: isLibrary ? withinLibrary(inner, group, event?.t ?? start) : inner,
					stack,
					reason: null,
					isCopy,
					isLater,
					isShared
				};
				shares.set(key, {
					cell,
					weight
				});
			}
		}
		const all = [...shares.values()];
		const bytes = apportion(total, all.map(({ weight }) => weight));
		all.forEach(({ cell }, place) => cells.push({
			...cell,
			bytes: bytes[place] ?? 0
		}));
	};
	const addResolved = (one, total) => {
		const pages = [...one.frames].filter((frame) => frame !== 0).map((frame) => ({
			index: tables.madeBy[frame] ?? -1,
			weight: record.pageSize / (holders[frame] ?? 1),
			isCopy: tables.isCopy[frame] === 1
		}));
		addMade(one, total, pages, false);
	};
	/** Which of its pages have been written nobody knows: each is as much of it as any other. */
	const addShared = (one, total) => {
		const { instance, mapping } = one;
		const pages = [...mapping.sharedPages ?? []].map((address) => {
			const { maker, holders: sharers } = sharedPage(instance, address);
			return {
				index: maker,
				weight: record.pageSize / sharers,
				isCopy: false
			};
		});
		const weigh = (some) => some.reduce((sum, { weight }) => sum + weight, 0);
		const made = pages.filter(({ index }) => index >= 0);
		const weight = weigh(made);
		const [unseen = 0, seen = 0] = apportion(total, [weigh(pages) - weight, weight]);
		addMade(one, seen, made, true);
		addUnaccounted(instance, mapping.group, "shared-memory", unseen);
	};
	/** What a library writes to its own pages has its name, but for what an import or a file made it write. */
	const withinLibrary = (place, group, t) => {
		const span = tree.spans[place];
		if (span === void 0 || span.kind === "import" || span.kind === "file" || span.kind === "library") return place;
		return tree.place(place, "library", group, span.instance, t);
	};
	const addMapping = (one, target, orphanWeight) => {
		const { instance, mapping, frames } = one;
		const shared = Math.min(target, Math.round(mapping.sharedMemory));
		addShared(one, shared);
		const orphans = frames.reduce((count, frame) => count + (frame === 0 ? 1 : 0), 0);
		const split = splitPages(target - shared, {
			resolved: weighFrames(frames, holders, record.pageSize),
			orphaned: orphanWeight,
			mostOrphaned: orphans * record.pageSize,
			pageSize: record.pageSize
		});
		addResolved(one, split.resolved);
		const reasons = countReasons(mapping, orphans, reasonOf);
		const bytes = apportion(split.orphaned, [...reasons.values()]);
		[...reasons.keys()].forEach((reason, place) => {
			addUnaccounted(instance, mapping.group, reason, bytes[place] ?? 0);
		});
		addUnaccounted(instance, mapping.group, reasonOfExcess(mapping), split.excess);
	};
	let next = 0;
	for (const process of record.processes) {
		const { targets, rest } = targetsOf(process);
		for (const target of targets) {
			const one = held[next];
			if (one !== void 0) addMapping(one, target, orphanWeights[next] ?? 0);
			next += 1;
		}
		addUnaccounted(lineage.living.get(process.pid)?.id ?? -1, REST_GROUP, "unknown", rest);
	}
	return cells.filter(({ bytes }) => bytes !== 0);
}
/** What each mapping has of the process's figure, in whole bytes, and what no mapping has. */
function targetsOf({ writable, mappings }) {
	const total = Math.round(writable);
	const weights = mappings.map((mapping) => Math.max(0, mapping.writable));
	const sum = weights.reduce((all, weight) => all + weight, 0);
	const written = weights.filter((weight) => weight > 0).length;
	const gap = total - sum;
	if (gap >= 1 && gap > written * ROUNDED_OFF) {
		const ofMappings = Math.round(sum);
		return {
			targets: apportion(ofMappings, weights),
			rest: total - ofMappings
		};
	}
	if (written === 0) return {
		targets: weights,
		rest: total
	};
	const evened = gap > 0 ? weights.map((weight) => weight > 0 ? weight + gap / written : 0) : weights;
	return {
		targets: apportion(total, evened),
		rest: 0
	};
}
function weighFrames(frames, holders, pageSize) {
	return frames.reduce((sum, frame) => sum + (frame === 0 ? 0 : pageSize / (holders[frame] ?? 1)), 0);
}
/**
* Divides a mapping's bytes among pages with a frame, pages without, and what is no page. They get what they weigh;
* less, where the figure is less: the kernel divides a page by all that map it, also outside of the tree.
*/
function splitPages(total, { resolved, orphaned, mostOrphaned, pageSize }) {
	const over = total - resolved - orphaned;
	if (resolved + orphaned > 0 && over < 1) {
		const [first = 0, second = 0] = apportion(total, [resolved, orphaned]);
		return {
			resolved: first,
			orphaned: second,
			excess: 0
		};
	}
	const seen = Math.min(total, Math.round(resolved));
	const unseen = Math.min(total - seen, mostOrphaned);
	const excess = total - seen - unseen;
	if (excess >= pageSize || seen + unseen === 0) return {
		resolved: seen,
		orphaned: unseen,
		excess
	};
	return seen > 0 ? {
		resolved: seen + excess,
		orphaned: unseen,
		excess: 0
	} : {
		resolved: seen,
		orphaned: unseen + excess,
		excess: 0
	};
}
function countReasons(mapping, orphans, reasonOf) {
	const counts = /* @__PURE__ */ new Map();
	for (let orphan = 0; orphan < orphans; orphan += 1) {
		const reason = reasonOf(mapping);
		counts.set(reason, (counts.get(reason) ?? 0) + 1);
	}
	return counts;
}
function stackOf(event, stackCount) {
	const stack = event.kind === "fault" ? event.stack ?? -1 : -1;
	return stack < stackCount - 1 ? stack : -1;
}

// src/ledger/coverage.ts
/** How much of the figure is explained, and why the rest is not. */
function summarizeCoverage({ events, stacks, lostFaults, means }, cells) {
	const sum = (isCounted) => cells.reduce((total, cell) => total + (isCounted(cell) ? cell.bytes : 0), 0);
	const recorded = events.reduce((count, event) => count + ("stack" in event ? 1 : 0), 0);
	return {
		accounted: sum(({ reason }) => reason === null),
		reasons: UNACCOUNTED_REASONS.map((reason) => ({
			reason,
			bytes: sum((cell) => cell.reason === reason)
		})).filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes),
		withStack: sum(({ stack }) => stack >= 0),
		completeStacks: stacks === void 0 || recorded === 0 ? null : Math.min(1, stacks.complete / recorded),
		...stacks === void 0 ? {} : { stackMeans: stacks.means },
		lostSamples: lostFaults,
		means: [...means]
	};
}

// src/ledger/milliseconds.ts
/** Turns times of the trace into milliseconds since its first event, to the microsecond. */
function millisecondsOf({ events, snapshotAt }) {
	const start = events[0]?.t ?? snapshotAt;
	return (t) => Math.round((t - start) / 1e3) / 1e3;
}

// src/ledger/data-files.ts
/** What the kernel shows as files. */
const KERNEL_FILE = /^\/(?:proc|sys|dev)(?:\/|$)/;
/** Mapped, not read: the memory of a library counts by its mapping. */
const LIBRARY = /\.so(?:\.[\w.+-]+)?$/;
/** What the C library and OpenSSL look up for themselves, whatever the program does. */
const LIBRARY_CONFIGURATION = /^\/etc\/(?:ld\.so\.\w+|locale\.alias|localtime|nsswitch\.conf|passwd|group|hosts|host\.conf|resolv\.conf|gai\.conf)$|^\/usr\/(?:lib|share)\/(?:locale|zoneinfo)\/|\/gconv-modules(?:\.cache|\.d)?$|\/openssl\.cnf$|\.mo$/;
const CODE = /\.(?:py|pyc|js|cjs|mjs|ts|node|rb)$/;
/** Whether a file is data of the program: only such a file owns the memory that is touched after it is read. */
function isDataFile(path) {
	return ![
		KERNEL_FILE,
		LIBRARY,
		LIBRARY_CONFIGURATION
	].some((pattern) => pattern.test(path));
}
/** Whether an import of this name reads the file as its code: what follows is the import's own. */
function isCodeOf(name, path) {
	return CODE.test(path) || name.endsWith(path.slice(path.lastIndexOf("/") + 1));
}

// src/ledger/span-tree.ts
/** All spans, each once: a file that is opened twice within the same import is one span. Parents before children. */
var SpanTree = class {
	spans = [];
	#places = /* @__PURE__ */ new Map();
	/** The place of the span in {@link spans}; it is made where there is none. */
	place(parent, kind, name, instance, t) {
		const key = `${parent} ${instance} ${kind} ${name}`;
		const known = this.#places.get(key);
		if (known !== void 0) return known;
		this.#places.set(key, this.spans.length);
		this.spans.push({
			parent,
			kind,
			name,
			instance,
			t0: t,
			t1: t,
			faults: 0,
			readBytes: null
		});
		return this.spans.length - 1;
	}
	root(instance, t) {
		return this.place(-1, "rest", SPAN_NAMES.program, instance, t);
	}
	/** Something happened in the span, and so in those around it. */
	touch(span, t) {
		for (let at = this.spans[span]; at !== void 0 && at.t1 < t; at = this.spans[at.parent]) at.t1 = t;
	}
};

// src/ledger/threads.ts
function createThread(tid) {
	return {
		tid,
		frames: [],
		hasSpans: false,
		file: -1,
		fileBase: -1
	};
}
/** The innermost span of the thread that is no file, above its process's `base`. */
function spanOf(thread, base) {
	return thread?.frames.at(-1)?.span ?? base;
}
/** The file that the thread is at in {@link spanOf}; -1 for none. A file ends with the base that it was read in. */
function fileOf(thread, base) {
	if (thread === void 0) return -1;
	const frame = thread.frames.at(-1);
	if (frame !== void 0) return frame.file;
	return thread.fileBase === base ? thread.file : -1;
}
function setFile(thread, file, base) {
	const frame = thread.frames.at(-1);
	if (frame !== void 0) frame.file = file;
	else {
		thread.file = file;
		thread.fileBase = base;
	}
}

// src/ledger/nest-spans.ts
/**
* A file no longer owns what is touched when that is more than so many times what was read of it: a document tree is 40
* times its text, but a server reads a small configuration last and then makes its tables.
*/
const MOST_TIMES = 64;
const LEAST_BYTES = 65536;
/**
* Which span every event happened in. Spans nest by thread. A thread without spans of its own (a garbage collector,
* a compiler) works for the main thread, and is charged to the span that this is in. After a file is opened or
* read, what its thread does is of this file, until it opens or reads another one, or the span around it ends; a span
* that begins meanwhile is within the span around the file.
*/
function nestSpans(record, lineage) {
	const nesting = new Nester(record, lineage);
	const ofEvent = new Int32Array(record.events.length).fill(-1);
	record.events.forEach((event, index) => {
		const instance = lineage.ofEvent[index] ?? -1;
		if (instance >= 0) ofEvent[index] = nesting.follow(event, index, instance);
	});
	return {
		tree: nesting.tree,
		ofEvent
	};
}
var Nester = class {
	tree = new SpanTree();
	#lineage;
	#states = /* @__PURE__ */ new Map();
	/** Events of exec after which a program comes that marks its imports. */
	#interpreters;
	/** Files that were opened and not only written; `null` where reads were not traced. */
	#readFiles;
	#pageSize;
	#phase = null;
	constructor(record, lineage) {
		this.#lineage = lineage;
		this.#interpreters = findInterpreters(record, lineage);
		this.#readFiles = record.means.includes("strace") ? findReadFiles(record) : null;
		this.#pageSize = record.pageSize;
	}
	/** Takes the next event; gives its span. */
	follow(event, index, instance) {
		const state = this.#stateOf(instance);
		switch (event.kind) {
			case "fork":
				this.#fork(event, instance, this.#lineage.forkedBy.get(index) ?? instance);
				break;
			case "exec":
				state.threads.clear();
				state.base = -1;
				state.isStarting = this.#interpreters.has(index);
				break;
			case "begin":
				this.#begin(event, instance);
				break;
			case "end":
				this.#end(event, instance);
				break;
			case "mark":
				this.#mark(event, state);
				break;
			case "open":
			case "read": this.#enterFile(event, instance);
		}
		const span = this.#current(instance, event);
		this.tree.touch(span, event.t);
		if (event.kind === "fault") this.#countFault(span, event, instance);
		return span;
	}
	#countFault(place, { pid, tid, t }, instance) {
		const span = this.tree.spans[place];
		if (span === void 0) return;
		span.faults += 1;
		if (span.kind !== "file" || span.readBytes === null) return;
		if (span.faults * this.#pageSize <= MOST_TIMES * span.readBytes + LEAST_BYTES) return;
		const base = this.#baseOf(instance, t);
		const { threads } = this.#stateOf(instance);
		for (const thread of [threads.get(tid), threads.get(pid)]) if (thread !== void 0 && fileOf(thread, base) === place) setFile(thread, -1, base);
	}
	#stateOf(instance) {
		const known = this.#states.get(instance);
		if (known !== void 0) return known;
		const state = {
			threads: /* @__PURE__ */ new Map(),
			base: -1,
			mark: null,
			isStarting: false
		};
		this.#states.set(instance, state);
		return state;
	}
	/** The span below all others of the process: the program, or the phase or mark that it is in. */
	#baseOf(instance, t) {
		const state = this.#stateOf(instance);
		if (state.base >= 0) return state.base;
		let base = this.tree.root(instance, t);
		if (this.#phase !== null) base = this.tree.place(base, "phase", this.#phase, instance, t);
		if (state.mark !== null) base = this.tree.place(base, "mark", state.mark, instance, t);
		if (state.isStarting) base = this.tree.place(base, "start", SPAN_NAMES.start, instance, t);
		state.base = base;
		return base;
	}
	#current(instance, { pid, tid, t }) {
		const base = this.#baseOf(instance, t);
		const { threads } = this.#stateOf(instance);
		const thread = threads.get(tid);
		const main = threads.get(pid);
		const own = fileOf(thread, base);
		if (own >= 0) return own;
		if (tid === pid || thread?.hasSpans === true) return spanOf(thread, base);
		const file = fileOf(main, base);
		return file >= 0 ? file : spanOf(main, base);
	}
	#threadOf(instance, tid) {
		const { threads } = this.#stateOf(instance);
		const thread = threads.get(tid) ?? createThread(tid);
		threads.set(tid, thread);
		return thread;
	}
	#begin({ t, tid, span, name }, instance) {
		const state = this.#stateOf(instance);
		if (state.isStarting) {
			state.isStarting = false;
			state.base = -1;
		}
		const thread = this.#threadOf(instance, tid);
		const around = spanOf(thread, this.#baseOf(instance, t));
		thread.hasSpans = true;
		thread.frames.push({
			span: this.tree.place(around, span, name, instance, t),
			file: -1
		});
	}
	/** Ends what began under this name; what began in it and did not end ends, too. */
	#end({ t, tid, span: kind, name }, instance) {
		const { frames } = this.#threadOf(instance, tid);
		const place = frames.findLastIndex(({ span }) => {
			const began = this.tree.spans[span];
			return began?.kind === kind && began.name === name;
		});
		if (place === -1) return;
		for (const { span } of frames.splice(place)) this.tree.touch(span, t);
	}
	/** The gate's phases are those of all processes; a program's mark is its own. */
	#mark({ span, name }, state) {
		if (span === "mark") {
			state.mark = name;
			state.base = -1;
			return;
		}
		this.#phase = name;
		for (const each of this.#states.values()) {
			each.mark = null;
			each.base = -1;
		}
	}
	#enterFile(event, instance) {
		const state = this.#stateOf(instance);
		if (state.isStarting || !isDataFile(event.file) || this.#readFiles?.has(event.file) === false) return;
		const base = this.#baseOf(instance, event.t);
		const thread = this.#threadOf(instance, event.tid);
		const around = spanOf(thread.hasSpans ? thread : state.threads.get(event.pid), base);
		const inside = this.tree.spans[around];
		const file = inside?.kind === "import" && isCodeOf(inside.name, event.file) ? -1 : this.tree.place(around, "file", event.file, instance, event.t);
		setFile(thread, file, base);
		const span = this.tree.spans[file];
		if (span !== void 0 && event.kind === "read") span.readBytes = (span.readBytes ?? 0) + event.length;
	}
	/** The child begins in the spans that the thread that forked is in, but at no file: it reads its own. */
	#fork({ t, pid, parent, parentThread }, child, by) {
		const from = this.#stateOf(by);
		const state = this.#stateOf(child);
		state.mark = from.mark;
		state.isStarting = from.isStarting;
		const frames = from.threads.get(parentThread ?? parent)?.frames ?? [];
		if (frames.length === 0) return;
		const thread = this.#threadOf(child, pid);
		thread.hasSpans = true;
		let around = this.#baseOf(child, t);
		for (const { span } of frames) {
			const { kind, name } = this.tree.spans[span] ?? {
				kind: "rest",
				name: SPAN_NAMES.program
			};
			around = this.tree.place(around, kind, name, child, t);
			thread.frames.push({
				span: around,
				file: -1
			});
		}
	}
};
/** Files of which bytes were read, or that were mapped. */
function findReadFiles({ events }) {
	return new Set(events.flatMap((event) => {
		if (event.kind === "read") return event.length > 0 ? [event.file] : [];
		return event.kind === "map" && event.file !== null ? [event.file] : [];
	}));
}
/**
* The execs whose program marks imports, and no start of its own: until its first import it is an interpreter that
* starts.
*/
function findInterpreters({ events }, { ofEvent }) {
	const interpreters = /* @__PURE__ */ new Set();
	const seen = /* @__PURE__ */ new Map();
	for (let index = events.length - 1; index >= 0; index -= 1) {
		const event = events[index];
		const instance = ofEvent[index] ?? -1;
		if (event === void 0 || instance < 0) continue;
		if (event.kind === "begin" && event.span === "start") seen.set(instance, "start");
		if (event.kind === "begin" && event.span === "import" && !seen.has(instance)) seen.set(instance, "import");
		if (event.kind === "exec") {
			if (seen.get(instance) === "import") interpreters.add(index);
			seen.delete(instance);
		}
	}
	return interpreters;
}

// src/ledger/page-ranges.ts
function withoutRange(ranges, first, end) {
	if (!ranges.some(([from, to]) => from < end && first < to)) return ranges;
	return ranges.flatMap(([from, to]) => {
		if (to <= first || end <= from) return [[from, to]];
		const before = from < first ? [[from, first]] : [];
		const after = end < to ? [[end, to]] : [];
		return [...before, ...after];
	});
}
function withRange(ranges, first, end) {
	const others = withoutRange(ranges, first, end);
	const place = others.findIndex(([from]) => from >= end);
	return others.toSpliced(place === -1 ? others.length : place, 0, [first, end]);
}
function includesPage(ranges, page) {
	let [low, high] = [0, ranges.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((ranges[middle]?.[1] ?? 0) <= page) low = middle + 1;
		else high = middle;
	}
	return (ranges[low]?.[0] ?? Number.POSITIVE_INFINITY) <= page;
}

// src/ledger/page-tables.ts
/** Pages of one chunk: a page table, as the kernel calls it; with pages of 4 KiB it spans 2 MiB. */
const PAGES_PER_CHUNK = 512;
/**
* The pages of all processes, and the physical frames behind them, by page number. A frame is a number from 1; it
* belongs to the event that made it. A fork costs as much as there are chunks, a write to a shared chunk its copy.
*/
var PageTables = class {
	/** By frame; place 0 is nobody's. */
	madeBy = [-1];
	/** By frame: the event with which its last page went; -1 while it has one. */
	goneAt = [-1];
	/** By frame: 1 for a copy of a page that others went on holding. */
	isCopy = [0];
	/** By frame: 1 where a file was mapped when it was made. */
	isOfFile = [0];
	/** By frame: pages that are it, those of a shared chunk counted once. */
	#pages = [0];
	/** By frame: the last fault in which a process had it for itself. */
	#ownedAt = [-1];
	createSpace() {
		return {
			chunks: /* @__PURE__ */ new Map(),
			users: 1,
			copiedAt: -1,
			files: []
		};
	}
	frameAt(space, page) {
		return (space.chunks.get(Math.floor(page / 512))?.frames)?.[page % 512] ?? 0;
	}
	/**
	* The last fault on a page makes its frame: the page was new, or given back before, or it was shared and this is the
	* copy. But a page that a fork shared and nobody else holds any more is only made writable again: it stays whose
	* it was.
	*/
	fault(space, page, event) {
		const before = this.frameAt(space, page);
		const chunk = space.chunks.get(Math.floor(page / 512));
		const isProtected = before !== 0 && this.#at(this.#ownedAt, before) < space.copiedAt;
		const isHeldByOthers = before !== 0 && ((chunk?.sharers ?? 1) > 1 || this.#at(this.#pages, before) > 1);
		if (isProtected && !isHeldByOthers) this.#ownedAt[before] = event;
		else {
			const frame = this.#create(event, isProtected);
			if (includesPage(space.files, page)) this.isOfFile[frame] = 1;
			this.#put(space, page, frame, event);
		}
	}
	mapFile(space, first, end) {
		space.files = withRange(space.files, first, end);
	}
	/** Pages that the kernel makes at once, or touches for the program: those that are there already stay. */
	touch(space, first, end, event) {
		for (let page = first; page < end; page += 1) if (this.frameAt(space, page) === 0) this.#put(space, page, this.#create(event, false), event);
	}
	drop(space, first, end, event) {
		space.files = withoutRange(space.files, first, end);
		for (const number of chunksWithin(space, first, end)) {
			const start = number * 512;
			if (first <= start && start + 512 <= end) this.#leaveChunk(space, number, event);
			else {
				const { frames } = this.#own(space, number);
				const last = Math.min(512, end - start);
				for (let place = Math.max(0, first - start); place < last; place += 1) {
					this.#letGo(frames[place] ?? 0, event);
					frames[place] = 0;
				}
			}
		}
	}
	/** Pages go to another address with their frames; what was there before is gone. */
	move(space, from, to, count, event) {
		if (from === to) return;
		const moved = [];
		for (const number of chunksWithin(space, from, from + count)) {
			const start = number * 512;
			const end = Math.min(start + 512, from + count);
			for (let page = Math.max(start, from); page < end; page += 1) {
				const frame = this.frameAt(space, page);
				if (frame !== 0) moved.push([page - from + to, frame]);
			}
		}
		this.drop(space, to, to + count, event);
		for (const [page, frame] of moved) this.#put(space, page, frame, event);
		this.drop(space, from, from + count, event);
	}
	copySpace(space, event) {
		for (const chunk of space.chunks.values()) chunk.sharers += 1;
		space.copiedAt = event;
		return {
			chunks: new Map(space.chunks),
			users: 1,
			copiedAt: event,
			files: space.files
		};
	}
	/** A process that lived in it ends, or has another program now. */
	leaveSpace(space, event) {
		space.users -= 1;
		if (space.users > 0) return;
		for (const number of [...space.chunks.keys()]) this.#leaveChunk(space, number, event);
	}
	/** A frame that no page table has: a part of a huge page, beyond the page of the fault. */
	addFrame(event) {
		return this.#create(event, false);
	}
	#create(event, isCopy) {
		this.madeBy.push(event);
		this.goneAt.push(-1);
		this.isCopy.push(isCopy ? 1 : 0);
		this.isOfFile.push(0);
		this.#pages.push(0);
		this.#ownedAt.push(event);
		return this.madeBy.length - 1;
	}
	#put(space, page, frame, event) {
		const { frames } = this.#own(space, Math.floor(page / 512));
		const place = page % 512;
		this.#hold(frame);
		this.#letGo(frames[place] ?? 0, event);
		frames[place] = frame;
	}
	/** The chunk, for this address space alone. */
	#own(space, number) {
		const chunk = space.chunks.get(number);
		if (chunk?.sharers === 1) return chunk;
		const own = {
			sharers: 1,
			frames: chunk?.frames.slice() ?? new Int32Array(512)
		};
		if (chunk !== void 0) {
			chunk.sharers -= 1;
			for (const frame of own.frames) this.#hold(frame);
		}
		space.chunks.set(number, own);
		return own;
	}
	#leaveChunk(space, number, event) {
		const chunk = space.chunks.get(number);
		if (chunk === void 0) return;
		space.chunks.delete(number);
		chunk.sharers -= 1;
		if (chunk.sharers > 0) return;
		for (const frame of chunk.frames) this.#letGo(frame, event);
	}
	#hold(frame) {
		if (frame !== 0) this.#pages[frame] = this.#at(this.#pages, frame) + 1;
	}
	#letGo(frame, event) {
		if (frame === 0) return;
		const pages = this.#at(this.#pages, frame) - 1;
		this.#pages[frame] = pages;
		if (pages === 0) this.goneAt[frame] = event;
	}
	#at(values, frame) {
		return values[frame] ?? 0;
	}
};
/** The numbers of those chunks that are there and have pages of the range: whichever is fewer is looked through. */
function chunksWithin(space, first, end) {
	const lowest = Math.floor(first / 512);
	const highest = Math.ceil(end / 512) - 1;
	if (highest - lowest > space.chunks.size) return [...space.chunks.keys()].filter((number) => number >= lowest && number <= highest);
	const numbers = [];
	for (let number = lowest; number <= highest; number += 1) if (space.chunks.has(number)) numbers.push(number);
	return numbers;
}

// src/ledger/replay.ts
/** What every process had mapped and touched at the snapshot, and which event made it: the events in their order. */
function replay(record, lineage) {
	const tables = new PageTables();
	const spaces = /* @__PURE__ */ new Map();
	const current = /* @__PURE__ */ new Map();
	/** By thread: the anonymous mapping that it made last. */
	const buffers = /* @__PURE__ */ new Map();
	const { pageSize } = record;
	const spaceOf = (instance) => {
		const space = spaces.get(instance) ?? tables.createSpace();
		spaces.set(instance, space);
		return space;
	};
	record.events.forEach((event, index) => {
		const instance = lineage.ofEvent[index] ?? -1;
		if (instance < 0) return;
		switch (event.kind) {
			case "fork": {
				const parent = spaceOf(lineage.forkedBy.get(index) ?? instance);
				const before = current.get(event.pid);
				if (before !== void 0) tables.leaveSpace(spaceOf(before), index);
				current.set(event.pid, instance);
				if (event.sharesMemory === true) parent.users += 1;
				spaces.set(instance, event.sharesMemory === true ? parent : tables.copySpace(parent, index));
				return;
			}
			case "exec":
			case "exit":
				tables.leaveSpace(spaceOf(instance), index);
				spaces.set(instance, tables.createSpace());
				return;
			case "read":
				readInto(tables, spaceOf(instance), event, index, pageSize, buffers.get(event.tid));
				return;
			case "map":
				if (event.file === null) buffers.set(event.tid, {
					...event,
					space: spaceOf(instance)
				});
				applyToPages(tables, spaceOf(instance), event, index, pageSize);
				return;
			case "fault":
			case "unmap":
			case "move":
				applyToPages(tables, spaceOf(instance), event, index, pageSize);
				return;
		}
	});
	return {
		tables,
		spaces
	};
}
/**
* The kernel writes the bytes: pages that are new to the program raise no fault of its own. Where nobody says into
* which buffer, it is the mapping that the thread made last, if this is about as large: so is a file read at once.
*/
function readInto(tables, space, event, index, pageSize, buffer) {
	let { address, length } = event;
	if (address === 0) {
		const isIt = buffer?.space === space && buffer.length >= length && buffer.length <= 2 * length;
		if (buffer === void 0 || !isIt) return;
		({address, length} = buffer);
	}
	tables.touch(space, Math.floor(address / pageSize), Math.ceil((address + length) / pageSize), index);
}
function applyToPages(tables, space, event, index, pageSize) {
	const page = (address) => Math.floor(address / pageSize);
	const pageAfter = (address) => Math.ceil(address / pageSize);
	switch (event.kind) {
		case "fault":
			tables.fault(space, page(event.address), index);
			return;
		case "map": {
			const [first, end] = [page(event.address), pageAfter(event.address + event.length)];
			tables.drop(space, first, end, index);
			if (event.file !== null) tables.mapFile(space, first, end);
			if (event.populated) tables.touch(space, first, end, index);
			return;
		}
		case "unmap":
			tables.drop(space, page(event.address), pageAfter(event.address + event.length), index);
			return;
		case "move": {
			const [from, to] = [page(event.from), page(event.to)];
			const kept = pageAfter(Math.min(event.oldLength, event.newLength));
			tables.drop(space, from + kept, from + pageAfter(event.oldLength), index);
			tables.drop(space, to + kept, to + pageAfter(event.newLength), index);
			tables.move(space, from, to, kept, index);
			return;
		}
	}
}

// src/ledger/resolve-pages.ts
/** Finds the frame of every page that is there at the snapshot. Frames of huge pages are added to the tables. */
function resolvePages(record, lineage, { tables, spaces }) {
	const hugeFrames = /* @__PURE__ */ new Map();
	const held = record.processes.flatMap(({ pid, mappings }) => {
		const instance = lineage.living.get(pid)?.id ?? -1;
		const space = spaces.get(instance);
		return mappings.map((mapping) => {
			const pages = mapping.pages.map((address) => Math.floor(address / record.pageSize));
			const frames = new Int32Array(pages.length);
			if (space === void 0) return {
				instance,
				mapping,
				frames
			};
			pages.forEach((page, place) => frames[place] = tables.frameAt(space, page));
			fillHugePages({
				tables,
				space,
				mapping,
				pages,
				frames,
				record,
				hugeFrames
			});
			return {
				instance,
				mapping,
				frames
			};
		});
	});
	const holders = new Int32Array(tables.madeBy.length);
	for (const { frames } of held) for (const frame of frames) holders[frame] = (holders[frame] ?? 0) + 1;
	return {
		held,
		holders,
		orphanWeights: weighOrphans(held, lineage, record.pageSize)
	};
}
/** A page that processes of one family have at one address, and none of them was seen to make, is likely one. */
function weighOrphans(held, lineage, pageSize) {
	const counts = /* @__PURE__ */ new Map();
	const keysOf = ({ instance, mapping, frames }) => {
		if (!frames.includes(0)) return [];
		const family = familyOf$1(lineage, instance);
		return [...mapping.pages].filter((_, place) => frames[place] === 0).map((address) => `${family} ${address}`);
	};
	const keys = held.map(keysOf);
	for (const key of keys.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
	return keys.map((own) => own.reduce((sum, key) => sum + pageSize / (counts.get(key) ?? 1), 0));
}
/**
* One fault makes a huge page: pages without a fault of their own follow the first one in their 2 MiB, where these lie
* within one mapping, or a part of them was unmapped since. Where it is not known whether the mapping has huge pages,
* only when all else of the 2 MiB is there and had no fault.
*/
function fillHugePages(search) {
	const { mapping, pages, frames, record, tables, space, hugeFrames } = search;
	if (mapping.anonymousHuge === 0) return;
	const places = /* @__PURE__ */ new Map();
	frames.forEach((frame, place) => {
		if (frame !== 0) return;
		const chunk = Math.floor((pages[place] ?? 0) / 512);
		const known = places.get(chunk);
		if (known === void 0) places.set(chunk, [place]);
		else known.push(place);
	});
	for (const [chunk, orphans] of places) {
		const start = chunk * 512 * record.pageSize;
		const end = start + 512 * record.pageSize;
		const isWithin = start >= mapping.start && end <= mapping.end;
		const isCertain = mapping.anonymousHuge !== void 0 || orphans.length === 512 - 1;
		const event = firstFault(tables, space, chunk, record);
		if (event === -1) continue;
		if (!(isWithin && isCertain) && !wasCut(search, chunk, event)) continue;
		for (const place of orphans) {
			const key = `${event} ${pages[place] ?? 0}`;
			const frame = hugeFrames.get(key) ?? tables.addFrame(event);
			hugeFrames.set(key, frame);
			frames[place] = frame;
		}
	}
}
/** The earliest fault that made a frame of the chunk; -1 for none. */
function firstFault(tables, space, chunk, { events }) {
	let first = -1;
	for (const frame of space.chunks.get(chunk)?.frames ?? []) {
		const event = tables.madeBy[frame] ?? -1;
		if (frame !== 0 && events[event]?.kind === "fault" && (first === -1 || event < first)) first = event;
	}
	return first;
}
/**
* Whether what is left of 2 MiB was made by one fault, and a part of it has been unmapped since: only where all other
* ways to have a page without a fault are seen.
*/
function wasCut({ tables, space, record }, chunk, touched) {
	const { events, means, kernelFaults, pageSize } = record;
	if (kernelFaults !== true || !means.includes("strace")) return false;
	const pid = events[touched]?.pid;
	const start = chunk * 512 * pageSize;
	const end = start + 512 * pageSize;
	const cut = events.findIndex((event, index) => index > touched && event.kind === "unmap" && event.pid === pid && event.address < end && event.address + event.length > start);
	const isBefore = (frame) => frame !== 0 && (tables.madeBy[frame] ?? -1) < cut;
	return space.chunks.get(chunk)?.frames.filter(isBefore).length === 1;
}

// src/ledger/timeline.ts
const POINTS$1 = 400;
const EVENTS = 500;
/**
* What stays and what only passes through, at no more than {@link POINTS} times: of each stretch of time, its highest
* point. Pages that were given back without a word (a shrinking heap, madvise) and not touched again are in neither, nor are those of mapped files that went.
*/
function drawTimeline(record, lineage, { madeBy, goneAt, isOfFile }, holders, idOf) {
	const { events, snapshotAt, pageSize } = record;
	const time = millisecondsOf(record);
	const stayed = new Int32Array(events.length);
	const passed = new Int32Array(events.length);
	madeBy.forEach((made, frame) => {
		if (made < 0 || events[made]?.pid === record.supervisor) return;
		const gone = goneAt[frame] ?? -1;
		if ((holders[frame] ?? 0) > 0) stayed[made] = (stayed[made] ?? 0) + 1;
		else if (gone >= 0 && isOfFile[frame] === 0) {
			passed[made] = (passed[made] ?? 0) + 1;
			passed[gone] = (passed[gone] ?? 0) - 1;
		}
	});
	const t = [];
	const stays = [];
	const passing = [];
	const start = events[0]?.t ?? snapshotAt;
	const stretch = (snapshotAt - start) / POINTS$1;
	let [staying, passingBy, latest] = [
		0,
		0,
		-1
	];
	events.forEach((event, index) => {
		if ((lineage.ofEvent[index] ?? -1) < 0) return;
		staying += (stayed[index] ?? 0) * pageSize;
		passingBy += (passed[index] ?? 0) * pageSize;
		const bucket = stretch > 0 ? Math.min(399, Math.floor((event.t - start) / stretch)) : 0;
		const last = t.length - 1;
		const isHigher = staying + passingBy >= (stays[last] ?? 0) + (passing[last] ?? 0);
		if (bucket === latest && !isHigher) return;
		const place = bucket === latest ? last : last + 1;
		latest = bucket;
		t[place] = time(event.t);
		stays[place] = staying;
		passing[place] = passingBy;
	});
	t.push(time(snapshotAt));
	stays.push(staying);
	passing.push(passingBy);
	return {
		t,
		stays,
		passing,
		events: listEvents(record, lineage, idOf)
	};
}
function listEvents(record, { ofEvent, instances }, idOf) {
	const time = millisecondsOf(record);
	const libraries = /* @__PURE__ */ new Set();
	return record.events.flatMap((event, index) => {
		const instance = ofEvent[index] ?? -1;
		if (instance < 0 || event.pid === record.supervisor) return [];
		const name = nameOf$5(event, instances[instance]?.command ?? "");
		if (name === null) return [];
		if (name.kind === "library") {
			const key = `${instance} ${name.name}`;
			if (libraries.has(key)) return [];
			libraries.add(key);
		}
		return [{
			t: time(event.t),
			...name,
			process: idOf(instance)
		}];
	}).slice(0, EVENTS);
}
function nameOf$5(event, command) {
	switch (event.kind) {
		case "fork": return {
			kind: "process",
			name: command
		};
		case "exit": return {
			kind: "end",
			name: command
		};
		case "mark": return {
			kind: event.span,
			name: event.name
		};
		case "map": return event.file !== null && kindOfGroup(event.file) === "library" ? {
			kind: "library",
			name: event.file.slice(event.file.lastIndexOf("/") + 1)
		} : null;
		case "fault":
		case "exec":
		case "unmap":
		case "move":
		case "open":
		case "read":
		case "begin":
		case "end":
		case "ask": return null;
	}
}

// src/ledger/view-groups.ts
/** The groups of mappings, largest first. */
function listGroups$1(cells) {
	const sums = /* @__PURE__ */ new Map();
	for (const { group, bytes } of cells) sums.set(group, (sums.get(group) ?? 0) + bytes);
	return [...sums].map(([group, writable]) => ({
		group,
		kind: kindOfGroup(group),
		writable
	})).sort((a, b) => b.writable - a.writable || (a.group < b.group ? -1 : 1));
}

// src/ledger/view-processes.ts
const NOTHING$1 = {
	writable: 0,
	ownBytes: 0,
	inheritedBytes: 0,
	unsharedBytes: 0
};
/** The processes of the tree in the order of the record, then those that ended and made what others hold. */
function listProcesses$2(record, { instances, living }, { spans }, cells, since) {
	const listed = /* @__PURE__ */ new Set();
	for (const { pid } of record.processes) listed.add(living.get(pid)?.id ?? -1);
	const sums = /* @__PURE__ */ new Map();
	for (const { holder, span, reason, isCopy, bytes } of cells) {
		const maker = spans[span]?.instance ?? -1;
		if (maker >= 0) listed.add(maker);
		const sum = sums.get(holder) ?? { ...NOTHING$1 };
		sums.set(holder, sum);
		sum.writable += bytes;
		if (maker === holder) sum.ownBytes += bytes;
		else if (reason === null) sum.inheritedBytes += bytes;
		if (maker === holder && isCopy) sum.unsharedBytes += bytes;
	}
	const ids = new Map([...listed].map((instance, id) => [instance, id]));
	const idOf = (instance) => ids.get(instance) ?? null;
	const shareable = new Map(record.processes.map((process) => [living.get(process.pid)?.id, process.shareable]));
	const programs = new Set(record.processes.filter(({ parent }) => parent === 0).map(({ pid }) => pid));
	const parentOf = ({ pid, parent, ended }) => {
		if (programs.has(pid) && !ended) return null;
		for (let at = parent; at !== null; at = instances[at]?.parent ?? null) {
			const id = idOf(at);
			if (id !== null) return id;
		}
		return null;
	};
	return {
		processes: [...listed].flatMap((instance, id) => {
			const found = instances[instance];
			if (found === void 0) return [];
			const { pid, command, ended } = found;
			const sum = sums.get(instance) ?? NOTHING$1;
			const spare = since === null ? shareable.get(instance) : void 0;
			const rest = spare === void 0 ? {} : { shareableBytes: spare };
			return [{
				id,
				pid,
				parent: parentOf(found),
				command,
				ended,
				...sum,
				...rest
			}];
		}),
		idOf
	};
}

// src/ledger/view-spans.ts
/** The spans that made something that is still there, parents before children. */
function listSpans$1(record, { spans }, cells, idOf) {
	const self = spans.map(() => 0);
	for (const { span, bytes } of cells) self[span] = (self[span] ?? 0) + bytes;
	const cumulative = [...self];
	for (let place = spans.length - 1; place >= 0; place -= 1) {
		const parent = spans[place]?.parent ?? -1;
		if (parent >= 0) cumulative[parent] = (cumulative[parent] ?? 0) + (cumulative[place] ?? 0);
	}
	const kept = spans.map((span, place) => ({
		span,
		place
	})).filter(({ place }) => (cumulative[place] ?? 0) > 0);
	const ids = new Map(kept.map(({ place }, id) => [place, id]));
	const time = millisecondsOf(record);
	return kept.map(({ span, place }, id) => {
		const { kind, name, faults, readBytes } = span;
		return {
			id,
			parent: ids.get(span.parent) ?? null,
			kind,
			name,
			process: idOf(span.instance),
			t0: time(span.t0),
			t1: time(span.t1),
			self: self[place] ?? 0,
			cumulative: cumulative[place] ?? 0,
			faults,
			...readBytes === null ? {} : { readBytes }
		};
	});
}

// src/ledger/view-stacks.ts
/** The stacks that made something that is still there, callers before callees; `null` where none were recorded. */
function listStacks$1({ stacks }, cells) {
	if (stacks === void 0) return null;
	const frames = [];
	const nodes = [];
	const mostFrames = stacks.frames.length + UNACCOUNTED_REASONS.length + 2;
	const framePlaces = /* @__PURE__ */ new Map();
	const nodePlaces = /* @__PURE__ */ new Map();
	const placeFrame = (name, module) => {
		const key = JSON.stringify([name, module]);
		const place = framePlaces.get(key) ?? frames.push({
			name,
			module
		}) - 1;
		framePlaces.set(key, place);
		return place;
	};
	const ownFrames = /* @__PURE__ */ new Map();
	const ownFrame = (index) => {
		const { name = "", module = "" } = stacks.frames[index] ?? {};
		const place = ownFrames.get(index) ?? placeFrame(name, module);
		ownFrames.set(index, place);
		return place;
	};
	const placeNode = (parent, frame) => {
		const key = (parent + 1) * mostFrames + frame;
		const place = nodePlaces.get(key) ?? nodes.push([
			parent,
			frame,
			0
		]) - 1;
		nodePlaces.set(key, place);
		return place;
	};
	const known = /* @__PURE__ */ new Map();
	const placeStack = (stack) => {
		const callers = [];
		let at = stack;
		while (at >= 0 && !known.has(at) && callers.length <= stacks.nodes.length) {
			callers.push(at);
			at = stacks.nodes[at]?.parent ?? -1;
		}
		let place = known.get(at) ?? -1;
		for (const node of callers.reverse()) {
			place = placeNode(place, ownFrame(stacks.nodes[node]?.frame ?? -1));
			known.set(node, place);
		}
		return place;
	};
	for (const { stack, reason, bytes } of cells) {
		const missing = reason === null ? NO_STACK : REST_NAMES[reason];
		const node = nodes[stack >= 0 ? placeStack(stack) : placeNode(-1, placeFrame(missing, ""))];
		if (node !== void 0) node[2] += bytes;
	}
	return {
		frames,
		nodes
	};
}

// src/ledger/attribute.ts
/**
* Replays a traced run, and charges every byte of its figure to who made it. The gate's figure and the environment
* are the caller's to add.
*
* @param since a time of the trace: only what was made after it is charged, such as in a soak what a leak leaves; pages
*   that nobody saw being made have no time, and are left out
*/
function attribute(record, { since = null } = {}) {
	const lineage = traceLineage(record);
	const nesting = nestSpans(record, lineage);
	const replayed = replay(record, lineage);
	const resolution = resolvePages(record, lineage, replayed);
	const all = fillCells(record, lineage, nesting, replayed.tables, resolution, since ?? 0);
	const cells = since === null ? all : all.filter(({ isLater }) => isLater);
	const { processes, idOf } = listProcesses$2(record, lineage, nesting.tree, cells, since);
	return {
		schema: ATTRIBUTION_SCHEMA,
		environment: null,
		total: {
			writable: cells.reduce((sum, { bytes }) => sum + bytes, 0),
			frames: countFrames(record, replayed.tables, resolution.holders, since, cells),
			minorFaults: countFaults(record, lineage.ofEvent)
		},
		...since === null ? {} : { since: millisecondsOf(record)(since) },
		gate: null,
		coverage: summarizeCoverage(record, cells),
		processes,
		groups: listGroups$1(cells),
		spans: listSpans$1(record, nesting.tree, cells, idOf),
		stacks: listStacks$1(record, cells),
		timeline: drawTimeline(record, lineage, replayed.tables, resolution.holders, idOf)
	};
}
/** Frames that were seen being made, and as many as the rest fills. */
function countFrames({ events, pageSize }, { madeBy }, holders, since, cells) {
	const isMeant = (frame) => since === null || (events[madeBy[frame] ?? -1]?.t ?? 0) > since;
	const seen = holders.reduce((count, held, frame) => count + (frame !== 0 && held > 0 && isMeant(frame) ? 1 : 0), 0);
	const unseen = cells.reduce((sum, cell) => sum + (cell.reason === null && !cell.isShared ? 0 : cell.bytes), 0);
	return seen + Math.round(unseen / pageSize);
}
function countFaults({ events, supervisor }, ofEvent) {
	return events.reduce((count, { kind, pid }, index) => count + (kind === "fault" && pid !== supervisor && (ofEvent[index] ?? -1) >= 0 ? 1 : 0), 0);
}

// src/ledger/dominators.ts
/**
* Who dominates whom in a graph with one root, node 0: a node's immediate dominator is the last one that every way from
* the root to it goes through (Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm", 2001).
*
* @param successors by node
* @returns `order`: the nodes that the root reaches, each after its dominators; `dominators`: of each node the immediate
*   one; the root's is itself, and that of a node without a way to it is -1
*/
function findDominators(successors) {
	const order = orderFromRoot(successors);
	const rank = new Int32Array(successors.length).fill(-1);
	order.forEach((node, place) => {
		rank[node] = place;
	});
	const predecessors = successors.map(() => []);
	for (const node of order) for (const next of successors[node] ?? []) predecessors[next]?.push(node);
	const dominators = new Int32Array(successors.length).fill(-1);
	if (order.length > 0) dominators[0] = 0;
	const nearestCommon = (one, other) => {
		let [a, b] = [one, other];
		while (a !== b) if ((rank[a] ?? 0) > (rank[b] ?? 0)) a = dominators[a] ?? 0;
		else b = dominators[b] ?? 0;
		return a;
	};
	for (let isChanged = true; isChanged;) {
		isChanged = false;
		for (const node of order.slice(1)) {
			const found = (predecessors[node] ?? []).filter((before) => dominators[before] !== -1).reduce(nearestCommon);
			if (dominators[node] !== found) isChanged = true;
			dominators[node] = found;
		}
	}
	return {
		order,
		dominators
	};
}
/** Reverse postorder of a walk into the depth, without recursion: programs have chains of hundreds of imports. */
function orderFromRoot(successors) {
	if (successors.length === 0) return [];
	const finished = [];
	const seen = /* @__PURE__ */ new Set([0]);
	const walk = [{
		node: 0,
		next: 0
	}];
	for (let top = walk.at(-1); top !== void 0; top = walk.at(-1)) {
		const to = successors[top.node]?.[top.next];
		top.next += 1;
		if (to === void 0) {
			finished.push(top.node);
			walk.pop();
		} else if (!seen.has(to)) {
			seen.add(to);
			walk.push({
				node: to,
				next: 0
			});
		}
	}
	return finished.toReversed();
}

// src/ledger/import-graph.ts
const PROGRAM = 0;
/** An extension module that imports does so in the name of what loads it, and a call of `__import__` in no name. */
const NOBODY = /^(?:(?:importlib\._bootstrap|_frozen_importlib)(?:_external)?)?$/;
/**
* Modules that were there before the probe are in it as the program. A module needs the package around it. A module that
* begins without a statement that asks for it (importlib, code in C) is imported by the one that its thread was
* importing.
*/
function buildImportGraph(events) {
	const pids = new Set(events.flatMap(({ kind, pid }) => kind === "ask" ? [pid] : []));
	const places = /* @__PURE__ */ new Map();
	for (const event of events) {
		if (event.kind !== "begin" || event.span !== "import" || !pids.has(event.pid)) continue;
		if (!places.has(event.name)) places.set(event.name, places.size + 1);
	}
	const successors = Array.from({ length: places.size + 1 }, () => /* @__PURE__ */ new Set());
	const connect = (from, to) => {
		if (from !== to) successors[from]?.add(to);
	};
	for (const [name, place] of places) {
		const around = places.get(name.slice(0, Math.max(0, name.lastIndexOf("."))));
		if (around !== void 0) connect(place, around);
	}
	const threads = /* @__PURE__ */ new Map();
	for (const event of events) {
		if (!pids.has(event.pid)) continue;
		const key = `${event.pid} ${event.tid}`;
		const frames = threads.get(key) ?? [{
			node: PROGRAM,
			name: "",
			asked: []
		}];
		threads.set(key, frames);
		const top = frames.at(-1);
		if (top === void 0) continue;
		if (event.kind === "ask") {
			const from = NOBODY.test(event.importer) ? top.node : places.get(event.importer) ?? PROGRAM;
			top.asked = event.modules.flatMap((name) => places.get(name) ?? []);
			for (const to of top.asked) connect(from, to);
		} else if (event.kind === "begin" && event.span === "import") {
			const node = places.get(event.name) ?? PROGRAM;
			if (!top.asked.includes(node)) connect(top.node, node);
			frames.push({
				node,
				name: event.name,
				asked: []
			});
		} else if (event.kind === "end" && event.span === "import") {
			const began = frames.findLastIndex(({ name }) => name === event.name);
			if (began > 0) frames.splice(began);
		}
	}
	return {
		places,
		successors: connectAll(successors),
		pids
	};
}
/** What is reached from nowhere, as its mark was lost, is the program's. */
function connectAll(successors) {
	const reached = /* @__PURE__ */ new Set();
	const reach = (from) => {
		const open = [from];
		for (let node = open.pop(); node !== void 0; node = open.pop()) {
			if (reached.has(node)) continue;
			reached.add(node);
			open.push(...successors[node] ?? []);
		}
	};
	reach(PROGRAM);
	const lost = [];
	successors.forEach((_, node) => {
		if (reached.has(node)) return;
		lost.push(node);
		reach(node);
	});
	return successors.map((next, node) => node === PROGRAM ? [...next, ...lost] : [...next]);
}

// src/ledger/retained.ts
/**
* Adds to each module of Python what it retains: the bytes of all imports that are reached through it alone. Who imports
* whom is taken from all processes, so that what another one needs is held by both; what it holds is of the process. A
* module that was begun twice has it once.
*
* @param events of the same run
*/
function addRetained(attribution, events) {
	const { places, successors, pids } = buildImportGraph(events);
	if (places.size === 0) return attribution;
	const { order, dominators } = findDominators(successors);
	const traced = new Set(attribution.processes.flatMap(({ id, pid }) => pids.has(pid) ? [id] : []));
	const made = /* @__PURE__ */ new Map();
	const modules = /* @__PURE__ */ new Map();
	for (const { id, parent, kind, name, process, self } of attribution.spans) {
		const module = (kind === "import" ? places.get(name) : void 0) ?? (parent === null ? 0 : modules.get(parent) ?? 0);
		modules.set(id, module);
		if (process === null || !traced.has(process)) continue;
		const bytes = made.get(process) ?? new Float64Array(successors.length);
		made.set(process, bytes);
		bytes[module] = (bytes[module] ?? 0) + self;
	}
	for (const bytes of made.values()) for (const node of order.slice(1).toReversed()) {
		const above = dominators[node] ?? 0;
		bytes[above] = (bytes[above] ?? 0) + (bytes[node] ?? 0);
	}
	const told = /* @__PURE__ */ new Set();
	const retainedBy = ({ kind, name, process }) => {
		const place = kind === "import" ? places.get(name) : void 0;
		if (place === void 0 || process === null || told.has(`${process} ${name}`)) return void 0;
		told.add(`${process} ${name}`);
		return made.get(process)?.[place];
	};
	return {
		...attribution,
		spans: attribution.spans.map((span) => {
			const retained = retainedBy(span);
			return retained === void 0 ? span : {
				...span,
				retained
			};
		})
	};
}

// src/ledger/estimate-spans.ts
/**
* Where nobody saw the pages being touched: charges what a process grew between two marks to the span that it was in.
* What was given back meanwhile is not seen, so these are estimates; but they add up to the figure.
*
* @param attribution of the same run, without faults
*/
function estimateSpans(attribution, marks) {
	const ordered = marks.toSorted((a, b) => a.t - b.t);
	const first = ordered[0]?.t ?? 0;
	const spans = [];
	for (const { id, pid, writable } of attribution.processes) buildProcess(spans, {
		id,
		writable,
		marks: ordered.filter((mark) => mark.pid === pid),
		first
	});
	const finished = spans.map(({ span }) => span);
	for (const span of finished.toReversed()) {
		span.cumulative += span.self;
		const parent = span.parent === null ? void 0 : finished[span.parent];
		if (parent !== void 0) parent.cumulative += span.cumulative;
	}
	return {
		...attribution,
		spans: finished
	};
}
function buildProcess(spans, { id, writable, marks, first }) {
	const open = (kind, name, parent, t) => {
		const t0 = (t - first) / 1e6;
		const figures = {
			t0,
			t1: t0,
			self: 0,
			cumulative: 0,
			faults: 0
		};
		const building = {
			span: {
				id: spans.length,
				parent,
				kind,
				name,
				process: id,
				...figures
			},
			file: null
		};
		spans.push(building);
		return building;
	};
	const program = open("rest", SPAN_NAMES.program, null, marks[0]?.t ?? first);
	const stack = [];
	let size = 0;
	for (const { t, kind, name, size: now } of marks) {
		const top = stack.at(-1) ?? program;
		const charged = kind === "hello" ? open("start", SPAN_NAMES.start, null, t) : top.file ?? top;
		charged.span.self += now - size;
		charged.span.t1 = (t - first) / 1e6;
		size = now;
		if (kind === "begin") stack.push(open("import", name, stack.at(-1)?.span.id ?? null, t));
		if (kind === "end" && top.span.name === name) stack.pop();
		if (kind === "open" && isDataFile(name)) top.file = open("file", name, stack.at(-1)?.span.id ?? null, t);
	}
	const last = stack.at(-1) ?? program;
	const charged = last.file ?? last;
	charged.span.self += writable - size;
}

// src/trace/kept-pages.ts
/**
* Whether a page that was made at an address may still be there: of the other faults nobody needs to know more.
*
* @param processes at each snapshot
* @param moves some pages are elsewhere by then
*/
function keptPages(processes, moves, pageSize) {
	const pages = new Set(processes.flatMap(({ mappings }) => mappings.flatMap(({ pages: own, sharedPages = [] }) => [...own, ...sharedPages])));
	const ranges = mergeRanges(moves.map(({ from, oldLength }) => [from, from + oldLength]));
	return (address) => pages.has(address - address % pageSize) || isWithin(ranges, address);
}
/** The same addresses in ranges that are in their order and apart. */
function mergeRanges(ranges) {
	const merged = [];
	for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
		const last = merged.at(-1);
		if (last !== void 0 && start <= last[1]) last[1] = Math.max(last[1], end);
		else merged.push([start, end]);
	}
	return merged;
}
function isWithin(ranges, address) {
	let [low, high] = [0, ranges.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((ranges[middle]?.[1] ?? 0) <= address) low = middle + 1;
		else high = middle;
	}
	return (ranges[low]?.[0] ?? Infinity) <= address;
}

// src/trace/parse-marks.ts
const LINE$1 = /^(\d{1,19}) (\d{1,10}) (\d{1,10}) ([+-]import|open|ask|hello)(?:@(\d{1,15}))? (.*)$/;
/** Longer names are none. */
const LONGEST_NAME$1 = 500;
/** Nor are longer statements: some name a hundred things of one module. */
const LONGEST_STATEMENT = 2e4;
/**
* Reads a line of a probe, such as `81234567890 77 77 +import xml.dom`, or `+import@8192 xml.dom` with kB. The program
* could write there as well: whatever is no mark is nothing.
*/
function parseProbeLine(line) {
	const match = LINE$1.exec(line);
	if (match === null) return null;
	const [, t = "", pid = "", tid = "", what = "", size, text = ""] = match;
	const at = {
		t: Number(t),
		pid: Number(pid),
		tid: Number(tid),
		...size === void 0 ? {} : { size: Number(size) * 1024 }
	};
	const name = text.slice(0, LONGEST_NAME$1);
	switch (what) {
		case "+import": return {
			...at,
			kind: "begin",
			span: "import",
			name
		};
		case "-import": return {
			...at,
			kind: "end",
			span: "import",
			name
		};
		case "open": return {
			...at,
			kind: "open",
			file: name
		};
		case "ask": {
			const asked = parseStatement(text);
			return asked === null ? null : {
				...at,
				kind: "ask",
				...asked
			};
		}
		default: {
			const [probe = "", version = ""] = name.split(" ");
			return isProbe(probe) ? {
				...at,
				kind: "hello",
				means: `probe:${probe}`,
				version
			} : null;
		}
	}
}
const STATEMENT = /^([^/]*)\/([^/]*)\/(\d{1,3})\/([^/]*)\/([^/]*)$/;
/**
* Who asks for which modules, `importer/package/level/name/from,from` as `__import__` is given it. What is imported from
* a module may be a module inside it, or none.
*/
function parseStatement(text) {
	const match = text.length > LONGEST_STATEMENT ? null : STATEMENT.exec(text);
	if (match === null) return null;
	const [, importer = "", package_ = "", level = "", name = "", from = ""] = match;
	const module = resolveName(name, Number(level), package_);
	if (module === null) return null;
	return {
		importer,
		modules: [module, ...from.split(",").filter((part) => part !== "" && part !== "*").map((part) => `${module}.${part}`)]
	};
}
/** The full name of what is imported with so many dots before it; `null` where they lead out of the package. */
function resolveName(name, level, package_) {
	if (level === 0) return name === "" ? null : name;
	const parents = package_.split(".");
	if (package_ === "" || level > parents.length) return null;
	return [...parents.slice(0, parents.length - level + 1), ...name === "" ? [] : [name]].join(".");
}
function isProbe(name) {
	return name === "cpython" || name === "node" || name === "ruby";
}
const OUTPUT_MARK = /^footprint-gate: mark (.+)$/;
/** The name of a mark that the program printed, `footprint-gate: mark NAME`; `null` for any other line. */
function parseOutputMark(line) {
	return OUTPUT_MARK.exec(line.trimEnd())?.[1]?.trim().slice(0, LONGEST_NAME$1) ?? null;
}

// src/trace/output-marks.ts
/** A program that marks without end has said enough. */
const MOST_MARKS = 1e4;
/** Collects the marks that a program prints; the list grows until the output is closed. */
function watchMarks(output) {
	const marks = [];
	output.watchLines((lines) => {
		const t = Number(process.hrtime.bigint());
		for (const line of lines) {
			const name = parseOutputMark(line);
			if (name !== null) marks.push({
				t,
				name
			});
		}
		return marks.length >= MOST_MARKS;
	});
	return marks;
}

// src/trace/lines.ts
/** What is longer is no line of ours, and must not eat memory. */
const LONGEST_LINE = 65536;
/** Gives whole lines of a stream as they come, however long all of them are together. */
async function forEachLine(stream, take) {
	const decoder = new StringDecoder("utf8");
	let partial = "";
	for await (const chunk of stream) {
		const lines = (partial + decoder.write(chunk)).split("\n");
		partial = lines.pop() ?? "";
		if (partial.length > LONGEST_LINE) partial = partial.slice(0, LONGEST_LINE);
		for (const line of lines) take(line);
	}
	if (partial !== "") take(partial);
}

// src/trace/parse-perf.ts
const HEAD$3 = /^\s*(-?\d+)\/(-?\d+)\s+(\d+)\.(\d{9}): (.*)$/;
const FAULT = /^\s*page-faults\S*\s+([0-9a-f]+)\s*$/;
const FORK = /^PERF_RECORD_FORK\((\d+):(\d+)\):\((\d+):(\d+)\)/;
const EXIT = /^PERF_RECORD_EXIT\((\d+):(\d+)\)/;
const EXEC$1 = /^PERF_RECORD_COMM exec: (.*):(\d+)\/(\d+)$/;
const LOST$1 = /^PERF_RECORD_LOST(?:_SAMPLES)?\s+lost (\d+)/;
/** @returns `null` for a line that says nothing to us */
function parsePerfLine(line) {
	const head = HEAD$3.exec(line);
	if (head === null) return null;
	const [, pid = "", tid = "", seconds = "", nanoseconds = "", rest = ""] = head;
	const at = {
		t: Number(seconds) * 1e9 + Number(nanoseconds),
		pid: Number(pid),
		tid: Number(tid)
	};
	const fault = FAULT.exec(rest);
	if (fault !== null) return {
		...at,
		kind: "fault",
		address: Number.parseInt(fault[1] ?? "", 16)
	};
	return parseTask(rest.trimStart(), at);
}
function parseTask(text, at) {
	const fork = FORK.exec(text);
	if (fork !== null) {
		const [pid, tid, parent, parentThread] = fork.slice(1).map(Number);
		return pid === parent ? {
			kind: "thread",
			pid,
			tid
		} : {
			t: at.t,
			pid,
			tid,
			kind: "fork",
			parent,
			parentThread
		};
	}
	const exec = EXEC$1.exec(text);
	if (exec !== null) return {
		t: at.t,
		pid: Number(exec[2]),
		tid: Number(exec[3]),
		kind: "exec",
		command: exec[1] ?? ""
	};
	const exit = EXIT.exec(text);
	if (exit !== null) {
		const [pid, tid] = [Number(exit[1]), Number(exit[2])];
		return pid === tid ? {
			t: at.t,
			pid,
			tid,
			kind: "exit"
		} : null;
	}
	const lost = LOST$1.exec(text);
	return lost === null ? null : {
		kind: "lost",
		count: Number(lost[1])
	};
}

// src/trace/stack-tree.ts
const FRAME$1 = /^\s*[0-9a-f]+ ((.*?) \(([/[].*)\))$/;
/** Where threads and programs begin: a stack that gets there is whole. */
const OUTERMOST = /^(_start|__libc_start_\w+|main|__?clone3?|start_thread|runtime\.(goexit|rt0_go|mstart|main|morestack)\b.*|_rt0_.*|ret_from_fork\w*)$/;
const KERNEL = "[kernel.kallsyms]";
const UNKNOWN = "[unknown]";
function createStackTree(means) {
	const frames = [];
	const frameOfLine = /* @__PURE__ */ new Map();
	const frameOfFunction = /* @__PURE__ */ new Map();
	const nodes = [];
	const nodeOf = /* @__PURE__ */ new Map();
	const nameOf = (frame) => frames[frame]?.name ?? "";
	return {
		isNamed: (frame) => nameOf(frame) !== UNKNOWN,
		frameOf: (line) => {
			const known = frameOfLine.get(line);
			if (known !== void 0) return known;
			const match = FRAME$1.exec(line);
			if (match === null) return null;
			const [, text = "", name = "", module = ""] = match;
			const frame = frameOfFunction.get(text) ?? frames.push({
				name,
				module
			}) - 1;
			frameOfFunction.set(text, frame);
			frameOfLine.set(line, frame);
			return frame;
		},
		isOfKernel: (frame) => frames[frame]?.module === KERNEL,
		place: (stack) => {
			let parent = -1;
			for (const frame of stack.toReversed()) {
				const key = (parent + 1) * 2 ** 26 + frame;
				const node = nodeOf.get(key) ?? nodes.push({
					parent,
					frame
				}) - 1;
				nodeOf.set(key, node);
				parent = node;
			}
			return {
				node: parent,
				isWhole: OUTERMOST.test(nameOf(stack.at(-1) ?? -1))
			};
		},
		finish: (complete) => ({
			means,
			frames,
			nodes,
			complete
		})
	};
}

// src/trace/parse-stacks.ts
const HEAD$2 = /^\s*-?\d+\/(-?\d+)\s+\d+\.\d{9}:\s+(page|minor)-faults\S*:\s*(.*)$/;
/**
* Gives each fault its stack. A page fault has its function, and with frame pointers a stack of its own; some have a
* sample beside it, of which dwarf has found the callers. A stack that does not reach its beginning is completed by the
* next sample of its function in its thread, else by the last one: the function of each is its own, its callers are
* those of a neighbor.
*
* @param isKept whether the stack of a fault is wanted, by its place among all faults
* @param onStack told of each that is kept: its place among all faults, and its node
*/
function createStackReader(means, isKept, onStack) {
	const tree = createStackTree(means);
	const sites = /* @__PURE__ */ new Map();
	/** Where the last fault of each thread was. */
	const lastOf = /* @__PURE__ */ new Map();
	let complete = 0;
	let fault = -1;
	let reading = null;
	function give(place, stack) {
		if (stack === null) return;
		onStack(place, stack.node);
		if (stack.isWhole) complete += 1;
	}
	function placed(stack) {
		if (stack.length === 0) return null;
		return {
			...tree.place(stack),
			named: stack.filter(tree.isNamed).length
		};
	}
	function siteOf(thread, frame, at) {
		const key = `${thread} ${tree.isNamed(frame) ? frame : at}`;
		const known = sites.get(key);
		if (known !== void 0) return known;
		const site = {
			waiting: [],
			sample: null,
			frame
		};
		sites.set(key, site);
		return site;
	}
	function endFault({ thread, at, innermost, stack }) {
		fault += 1;
		if (innermost === null) {
			lastOf.delete(thread);
			return;
		}
		const site = siteOf(thread, innermost, at);
		lastOf.set(thread, site);
		if (!isKept(fault)) return;
		const own = placed(stack);
		if (own?.isWhole === true) give(fault, own);
		else site.waiting.push({
			fault,
			own
		});
	}
	function endSample({ thread, innermost, stack }) {
		const site = lastOf.get(thread);
		if (site === void 0) return;
		if (innermost !== site.frame) return;
		site.sample = placed(stack);
		for (const { fault: place, own } of site.waiting) give(place, better(own, site.sample));
		site.waiting = [];
	}
	function end() {
		if (reading === null) return;
		if (reading.event === "page") endFault(reading);
		else endSample(reading);
		reading = null;
	}
	function takeFrame(line) {
		if (reading === null || line === "") return;
		const frame = tree.frameOf(line);
		if (frame === null) return;
		if (reading.innermost === null) reading.at = line.trim();
		reading.innermost ??= frame;
		if (!(reading.stack.length === 0 && tree.isOfKernel(frame))) reading.stack.push(frame);
	}
	return {
		take: (line) => {
			const head = HEAD$2.exec(line);
			if (head !== null) {
				end();
				const [, thread = "", event = "", at = ""] = head;
				reading = {
					event: event === "page" ? "page" : "minor",
					thread,
					at: "",
					innermost: null,
					stack: []
				};
				takeFrame(at);
			} else takeFrame(line);
		},
		finish: () => {
			end();
			for (const { waiting, sample } of sites.values()) for (const { fault: place, own } of waiting) give(place, better(own, sample));
			return tree.finish(complete);
		}
	};
}
/** Where frame pointers end too early, dwarf knows more; where it knows no callers, as of memset, they may. */
function better(own, sample) {
	if (own === null || sample === null) return own ?? sample;
	return sample.isWhole || sample.named > own.named ? sample : own;
}

// src/trace/perf.ts
/** How perf calls its event where it sees the faults of user code alone. */
const USER_ALONE = /page-faults(?::|\/\S*\/)u:/;
const MOST_BUFFER_PAGES = 2048;
const LEAST_BUFFER_PAGES = 8;
/** A trace must not take longer than what it traces. */
const PROBE_TIMEOUT_MS = 2e4;
/** Variables that perf gives to what it starts. */
const PERF_VARIABLES = [
	"PREFIX",
	"PERF_BUILDID_DIR",
	"PERF_EXEC_PATH",
	"DEBUGINFOD_URLS"
];
/**
* 8 KiB of the stack are copied at one fault in 17 (a prime, that no loop of the program keeps step with): more would
* overflow the buffers, and take the addresses of other faults with it.
*/
const DWARF = ["-e", "minor-faults/period=17,call-graph=dwarf/"];
/** What is recorded of each fault. */
const WHAT = {
	none: [
		"-e",
		"page-faults",
		"-c",
		"1"
	],
	"frame-pointers": [
		"-e",
		"page-faults",
		"-c",
		"1",
		"-g"
	],
	dwarf: [
		"-e",
		"page-faults/period=1/",
		...DWARF
	],
	both: [
		"-e",
		"page-faults/period=1,call-graph=fp/",
		...DWARF
	]
};
/** The words before a command whose page faults are to be recorded in a file. */
function recordWords({ bufferPages, stacks }, file) {
	const lean = [
		"-q",
		"-B",
		"-N",
		"--no-bpf-event"
	];
	const what = [
		...WHAT[stacks ?? "none"],
		"-d",
		"-k",
		"CLOCK_MONOTONIC"
	];
	return [
		"perf",
		"record",
		...lean,
		...what,
		"-m",
		String(bufferPages),
		"-o",
		file,
		"--"
	];
}
/**
* Tries perf on `true`, with smaller and smaller buffers: what it says of its rights and what it does differ, and it
* fails without a word where there is too little memory to lock.
*/
async function findPerf({ env }, folder, stacks) {
	const file = join(folder, "probe.data");
	const options = {
		env,
		extendEnv: false,
		reject: false,
		timeout: PROBE_TIMEOUT_MS,
		stdin: "ignore"
	};
	let said = "";
	for (let bufferPages = MOST_BUFFER_PAGES; bufferPages >= LEAST_BUFFER_PAGES; bufferPages /= 2) {
		const [program, ...args] = recordWords({
			bufferPages,
			stacks
		}, file);
		const recorded = await execa(program, [...args, "true"], options);
		if (recorded.code === "ENOENT") return {
			why: "absent",
			said: ""
		};
		said = firstLine$1(recorded.stderr) || said;
		if (recorded.exitCode !== 0) continue;
		const [reader, ...words] = scriptWords(file);
		const { stdout, stderr } = await execa(reader, words, options);
		if (stdout.split("\n").some((line) => parsePerfLine(line)?.kind === "fault")) return {
			bufferPages,
			stacks,
			kernelFaults: !USER_ALONE.test(stdout)
		};
		return {
			why: "refused",
			said: firstLine$1(stderr) || said
		};
	}
	return {
		why: "refused",
		said
	};
}
/** More would not fit into the memory of a small runner: 100 bytes each. */
const MOST_EVENTS = 5e6;
/** Reads a recording line by line. @throws Error when perf cannot read what it wrote */
async function readPerf(world, file) {
	const events = [];
	const processOf = /* @__PURE__ */ new Map();
	let lost = 0;
	const take = (line) => {
		if (line === null) return;
		if (line.kind === "lost") lost += line.count;
		else if (line.kind === "thread") processOf.set(line.tid, line.pid);
		else if (events.length < MOST_EVENTS) events.push(line);
		else lost += 1;
	};
	await runScript(world, scriptWords(file), (line) => take(parsePerfLine(line)));
	return {
		events,
		processOf,
		lost
	};
}
/** More would be read by nobody; and each costs a line. */
const DEEPEST_STACK = "64";
/**
* Reads the stacks of a recording, and gives each fault of `events` that is wanted its own. A pass of its own, as they
* are a hundred times as long as all the rest.
*
* @throws Error when perf cannot read what it wrote
*/
async function readStacks(world, file, events, { means, isKept }) {
	const faults = events.filter((event) => event.kind === "fault");
	const isWanted = (place) => isKept(faults[place]?.address ?? -1);
	const onStack = (place, node) => {
		const fault = faults[place];
		if (fault !== void 0) fault.stack = node;
	};
	const reader = createStackReader(means, isWanted, onStack);
	await runScript(world, [
		"perf",
		"script",
		"-f",
		"-i",
		file,
		"--ns",
		"--no-inline",
		...[
			"-F",
			"pid,tid,time,event,ip,sym,dso",
			"--max-stack",
			DEEPEST_STACK
		]
	], reader.take);
	return reader.finish();
}
async function runScript({ env, signal }, [program, ...args], take) {
	const script = execa(program, args, {
		env,
		extendEnv: false,
		reject: false,
		buffer: { stdout: false },
		cancelSignal: signal,
		stdin: "ignore"
	});
	await forEachLine(script.stdout, take);
	const { exitCode, stderr } = await script;
	if (exitCode !== 0) throw new Error(`perf: ${firstLine$1(stderr)}`);
}
function scriptWords(file) {
	return [
		"perf",
		"script",
		"-f",
		"-i",
		file,
		...[
			"--ns",
			"--show-task-events",
			"--show-lost-events",
			"-F",
			"pid,tid,time,event,addr"
		]
	];
}
/** perf puts a heading above what it says. */
function firstLine$1(text) {
	return text.split("\n").map((line) => line.trim()).find((line) => line !== "" && line !== "Error:") ?? "";
}

// src/trace/probes.ts
/** Beside this file, in src/ as in dist/. */
const PROBES = fileURLToPath(new URL("./probes/", import.meta.url));
const FILES = [
	"sitecustomize.py",
	"node.cjs",
	"ruby.rb"
];
/** More is no start of a program. */
const MOST_BYTES = 64 * 1024 ** 2;
/**
* Lays out what is loaded into the program, so that runtimes leave nothing of theirs (compiled files) beside ours. The
* program may become another user before it marks anything.
*/
async function layOutProbes(folder) {
	await chmod(folder, 457);
	for (const file of FILES) {
		await copyFile(join(PROBES, file), join(folder, file));
		await chmod(join(folder, file), 420);
	}
	await mkdir(join(folder, "marks"));
	await chmod(join(folder, "marks"), 987);
}
/** The scenario with the variables that load the probes; a program in none of their languages does not mind. */
function withProbes(scenario, { env: stepEnv }, folder, { files, sizes }) {
	const given = (name) => scenario.env[name] ?? (scenario.passEnv.includes(name) ? stepEnv[name] : void 0);
	const before = (value, separator, name) => [value, given(name) ?? ""].filter((part) => part !== "").join(separator);
	return {
		...scenario,
		env: {
			...scenario.env,
			FOOTPRINT_GATE_MARKS: join(folder, "marks"),
			...files ? { FOOTPRINT_GATE_MARK_FILES: "1" } : {},
			...sizes ? { FOOTPRINT_GATE_MARK_SIZES: "1" } : {},
			PYTHONPATH: before(folder, ":", "PYTHONPATH"),
			NODE_OPTIONS: before(`--require=${join(folder, "node.cjs")}`, " ", "NODE_OPTIONS"),
			RUBYOPT: before(`-r${join(folder, "ruby.rb")}`, " ", "RUBYOPT")
		}
	};
}
/** Reads the marks of all processes. The program may have put anything there: only plain files are read, and not long. */
async function readMarks(folder) {
	const marks = join(folder, "marks");
	const found = [];
	for (const name of (await readdir(marks)).filter((entry) => /^\d+$/.test(entry))) {
		const text = await readPlain(join(marks, name));
		for (const line of text.split("\n")) {
			const parsed = parseProbeLine(line);
			if (parsed !== null) found.push(parsed);
		}
	}
	return found;
}
async function readPlain(path) {
	const flags = constants$1.O_RDONLY | constants$1.O_NOFOLLOW | constants$1.O_NONBLOCK;
	const file = await open(path, flags).catch(() => null);
	if (file === null) return "";
	try {
		const stats = await file.stat();
		return stats.isFile() && stats.size <= MOST_BYTES ? await file.readFile("utf8") : "";
	} finally {
		await file.close();
	}
}

// src/proc/page-contents.ts
/**
* What pages of a process hold, each as a hash. Reading them through /proc/PID/mem makes no page, and no fault of the
* process.
*
* @param addresses of pages that are there, in their order
* @returns by address; `null` when the kernel does not let us, or one of them is gone
*/
function hashPages(files, pid, addresses, pageSize) {
	const hashes = /* @__PURE__ */ new Map();
	return files.readParts(`${pid}/mem`, rangesOf(addresses, pageSize), (_, position, bytes) => {
		for (let offset = 0; offset + pageSize <= bytes.length; offset += pageSize) {
			const page = bytes.subarray(offset, offset + pageSize);
			hashes.set(position + offset, hash("md5", page, "base64"));
		}
	}) && hashes.size === addresses.length ? hashes : null;
}
/** Pages that lie beside each other are read at once. */
function rangesOf(addresses, pageSize) {
	const ranges = [];
	for (const address of addresses) {
		const last = ranges.at(-1);
		if (last?.end === address) last.end += pageSize;
		else ranges.push({
			start: address,
			end: address + pageSize
		});
	}
	return ranges;
}

// src/proc/written-pages.ts
const ENTRY_BYTES = 8;
/** Bits of the upper half of an entry. */
const PRESENT = 2147483648;
/** Of a file, or shared memory. */
const OF_FILE = 536870912;
/** Mapped by one process, once: bit 56. */
const EXCLUSIVE = 16777216;
/** The number of the frame: the lower half, and this of the upper one. Zeros for a user. */
const FRAME = 8388607;
/** A mapping that is larger and mostly empty, as sanitizers make them, would take minutes. */
const LARGEST_MAPPING = 64 * 1024 ** 3;
/**
* Reads which pages the mappings of a process have, in one go.
*
* @returns `null` when the kernel does not let us, or the process has ended
*/
function readWrittenPages(files, pid, mappings, pageSize) {
	const exclusive = mappings.map(() => []);
	const shared = mappings.map(() => []);
	const sharedMemory = mappings.map(() => []);
	const frames = mappings.map(() => []);
	const ranges = mappings.map(({ start, size, name, writable }) => {
		const first = start / pageSize * ENTRY_BYTES;
		return {
			start: first,
			end: writable > 0 && size <= LARGEST_MAPPING && name !== "[vsyscall]" ? first + size / pageSize * ENTRY_BYTES : first
		};
	});
	return files.readParts(`${pid}/pagemap`, ranges, (range, position, bytes) => {
		const mine = exclusive[range] ?? [];
		const others = shared[range] ?? [];
		const ofFile = mappings[range]?.permissions.endsWith("s") === true ? sharedMemory[range] : void 0;
		for (let offset = 0; offset + ENTRY_BYTES <= bytes.length; offset += ENTRY_BYTES) {
			const bits = bytes.readUInt32LE(offset + 4);
			if ((bits & -1073741824) === 0) continue;
			const address = (position + offset) / ENTRY_BYTES * pageSize;
			if ((bits & OF_FILE) !== 0) ofFile?.push(address);
			else if ((bits & EXCLUSIVE) !== 0 || (bits & PRESENT) === 0) mine.push(address);
			else {
				others.push(address);
				frames[range]?.push((bits & FRAME) * 2 ** 32 + bytes.readUInt32LE(offset));
			}
		}
	}) ? {
		exclusive,
		shared: withoutZeros(shared, frames),
		sharedMemory
	} : null;
}
/** Without pages of one and the same frame: nothing but the page of zeros is in a process many times. */
function withoutZeros(pages, frames) {
	const counts = /* @__PURE__ */ new Map();
	for (const frame of frames.flat()) if (frame !== 0) counts.set(frame, (counts.get(frame) ?? 0) + 1);
	let [zeros, most] = [-1, 1];
	for (const [frame, count] of counts) if (count > most) [zeros, most] = [frame, count];
	return pages.map((addresses, range) => addresses.filter((_, place) => frames[range]?.[place] !== zeros));
}

// src/trace/shareable-pages.ts
/** More would keep the run waiting: 1 GiB with pages of 4 KiB. */
const MOST_PAGES = 262144;
/**
* How many of each process's own pages another one holds as well, at the same address and with the same contents: what
* is made before a fork, and then left alone, would be there once. Of processes that could share a page, the first holds
* it, and the others could spare it: so all of them together is what there is to gain.
*
* @param processes parents before their children
* @param contentsOf hashes of pages by address; `null` when they may not be read
* @returns pages by process; `null` when one of them could not be read, or there is too much to read
*/
function countShareable(processes, contentsOf) {
	const holders = /* @__PURE__ */ new Map();
	for (const { exclusive, shared } of processes) {
		for (const address of exclusive) note(address, 1);
		for (const address of shared) note(address, 0);
	}
	function note(address, exclusive) {
		const known = holders.get(address) ?? {
			all: 0,
			exclusive: 0
		};
		holders.set(address, {
			all: known.all + 1,
			exclusive: known.exclusive + exclusive
		});
	}
	const isCompared = (address) => {
		const { all = 0, exclusive = 0 } = holders.get(address) ?? {};
		return all > 1 && exclusive > 0;
	};
	const wanted = processes.map(({ exclusive, shared }) => ({
		exclusive: exclusive.filter(isCompared),
		shared: shared.filter(isCompared)
	}));
	if (wanted.reduce((sum, { exclusive, shared }) => sum + exclusive.length + shared.length, 0) > MOST_PAGES) return null;
	const contents = [];
	for (const [process, { exclusive, shared }] of wanted.entries()) {
		const addresses = [...exclusive, ...shared].sort((a, b) => a - b);
		const read = addresses.length === 0 ? /* @__PURE__ */ new Map() : contentsOf(process, addresses);
		if (read === null) return null;
		contents.push(read);
	}
	const keyOf = (process, address) => `${address} ${contents[process]?.get(address)}`;
	const held = new Set(wanted.flatMap(({ shared }, process) => shared.map((at) => keyOf(process, at))));
	return wanted.map(({ exclusive }, process) => {
		const keys = exclusive.map((address) => keyOf(process, address));
		const spare = keys.filter((key) => held.has(key)).length;
		for (const key of keys) held.add(key);
		return spare;
	});
}

// src/trace/read-pages.ts
/** Reads where the memory of a tree is, page by page. */
function readPages(members, memory, files, pageSize) {
	const read = [];
	for (const stat of members.filter(isLiving)) {
		const found = memory.readMappings(stat.pid);
		if (found.kind !== "read") continue;
		const pages = readWrittenPages(files, stat.pid, found.memory, pageSize);
		read.push({
			stat,
			mappings: found.memory,
			pages
		});
	}
	const pids = new Set(read.map(({ stat }) => stat.pid));
	const heldBy = countHolders(read);
	const hugePages = /* @__PURE__ */ new Set();
	const nameGroups = createGroupNamer();
	const shareable = compareContents(read, files, pageSize);
	return read.map(({ stat, mappings, pages }, place) => {
		const groups = nameGroups(mappings);
		const traced = mappings.map((mapping, index) => {
			const own = pages?.exclusive[index] ?? [];
			const shared = costly(pages?.shared[index] ?? [], own.length, mapping, heldBy, pageSize);
			const writable = mapping.writable + countOnce(hugePages, mapping.sharedHugePages);
			const addresses = [...own, ...shared].sort((a, b) => a - b);
			return {
				start: mapping.start,
				end: mapping.start + mapping.size,
				group: groups[index] ?? "",
				writable,
				pages: Float64Array.from(addresses),
				sharedPages: Float64Array.from(pages?.sharedMemory[index] ?? []),
				sharedMemory: shared.length > 0 ? 0 : Math.max(0, writable - own.length * pageSize)
			};
		});
		return {
			pid: stat.pid,
			parent: pids.has(stat.parentPid) ? stat.parentPid : 0,
			command: programName(files, stat.pid, stat.command),
			writable: traced.reduce((sum, { writable }) => sum + writable, 0),
			mappings: traced.filter(({ writable, pages }) => writable > 0 || pages.length > 0),
			...shareable === null ? {} : { shareable: (shareable[place] ?? 0) * pageSize }
		};
	});
}
/** Pages by process that others hold as well; `null` where nobody may look into them. */
function compareContents(read, files, pageSize) {
	const own = read.flatMap(({ pages }) => pages === null ? [] : [{
		exclusive: pages.exclusive.flat(),
		shared: pages.shared.flat()
	}]);
	if (own.length < read.length) return null;
	return countShareable(own, (place, addresses) => hashPages(files, read[place]?.stat.pid ?? 0, addresses, pageSize));
}
/** How many processes hold a page at an address that is not theirs alone. */
function countHolders(read) {
	const holders = /* @__PURE__ */ new Map();
	if (read.length < 2) return holders;
	for (const { pages } of read) for (const addresses of pages?.shared ?? []) for (const address of addresses) holders.set(address, (holders.get(address) ?? 0) + 1);
	return holders;
}
/**
* Of the pages that are not exclusive, those that cost something: copies of a fork, and not the page of zeros that
* memory which is only read consists of. How many they are smaps says; which ones, who else has a page there.
*/
function costly(shared, exclusive, mapping, heldBy, pageSize) {
	const expected = Math.round((mapping.anonymous ?? Infinity) / pageSize) - exclusive;
	if (shared.length <= expected) return shared;
	if (expected <= 0) return [];
	return shared.toSorted((a, b) => (heldBy.get(b) ?? 0) - (heldBy.get(a) ?? 0)).slice(0, expected);
}

// src/trace/parse-strace.ts
const LINE = /^(\d+)\s+(\d+)\.(\d{9}) (.*)$/;
const UNFINISHED = " <unfinished ...>";
const RESUMED = /^<\.\.\. \w+ resumed>(.*)$/;
const OPEN = /^open(?:at)?\((?!.*O_DIRECTORY).*\)\s+= \d+<(.*)>$/;
const READ = /^p?read(?:64)?\(\d+<(.*)>, .*\)\s+= (\d+)$/;
const MAP = /^mmap\((?:NULL|0x[0-9a-f]+), (\d+), ([A-Z_|]+), ([A-Za-z0-9_|<>]+), (-?\d+)(?:<(.*)>)?, \S+\)\s+= 0x([0-9a-f]+)$/;
const UNMAP = /^munmap\(0x([0-9a-f]+), (\d+)\)\s+= 0$/;
const MOVE = /^mremap\(0x([0-9a-f]+), (\d+), (\d+), .*\)\s+= 0x([0-9a-f]+)$/;
const EXEC = /^execve\("((?:[^"\\]|\\.)*)".*\)\s+= 0$/;
const SHARES = /^(?:vfork\(|clone3?\(.*CLONE_VM).*\)\s+= (\d+)$/;
/**
* @param offset what to add to seconds of CLOCK_REALTIME for nanoseconds of CLOCK_MONOTONIC: `{ seconds, nanoseconds }`,
*   apart, as together they are more than a number holds
*/
function createStraceReader(offset) {
	/** By thread: the beginning of a call that another thread's line has cut in two. */
	const unfinished = /* @__PURE__ */ new Map();
	function take(line) {
		const match = LINE.exec(line);
		if (match === null) return [];
		const [, id = "", seconds = "", nanoseconds = "", text = ""] = match;
		const pid = Number(id);
		const t = (Number(seconds) + offset.seconds) * 1e9 + Number(nanoseconds) + offset.nanoseconds;
		if (text.endsWith(UNFINISHED)) {
			unfinished.set(pid, {
				t,
				text: text.slice(0, -17)
			});
			return [];
		}
		const resumed = RESUMED.exec(text);
		if (resumed === null) return parseCall(text, {
			t,
			pid,
			tid: pid
		});
		const begun = unfinished.get(pid);
		unfinished.delete(pid);
		return begun === void 0 ? [] : parseCall(`${begun.text}${resumed[1] ?? ""}`, {
			t: begun.t,
			pid,
			tid: pid
		});
	}
	return { take };
}
function parseCall(text, at) {
	const open = OPEN.exec(text);
	if (open !== null) return fileEvents({
		...at,
		kind: "open",
		file: decodePath(open[1] ?? "")
	});
	const read = READ.exec(text);
	if (read !== null) {
		const file = decodePath(read[1] ?? "");
		return fileEvents({
			...at,
			kind: "read",
			file,
			address: 0,
			length: Number(read[2])
		});
	}
	const map = MAP.exec(text);
	if (map !== null) {
		const [, length = "", protection = "", flags = "", , file, address = ""] = map;
		return [{
			...at,
			kind: "map",
			address: Number.parseInt(address, 16),
			length: Number(length),
			file: file === void 0 ? null : decodePath(file),
			populated: /MAP_(POPULATE|LOCKED)/.test(flags) && protection.includes("PROT_WRITE")
		}];
	}
	const unmap = UNMAP.exec(text);
	if (unmap !== null) return [{
		...at,
		kind: "unmap",
		address: Number.parseInt(unmap[1] ?? "", 16),
		length: Number(unmap[2])
	}];
	const move = MOVE.exec(text);
	if (move !== null) {
		const [, from = "", oldLength, newLength, to = ""] = move;
		return [{
			...at,
			kind: "move",
			from: Number.parseInt(from, 16),
			to: Number.parseInt(to, 16),
			oldLength: Number(oldLength),
			newLength: Number(newLength)
		}];
	}
	const exec = EXEC.exec(text);
	if (exec !== null) {
		const path = decodePath(exec[1] ?? "");
		return [{
			...at,
			kind: "exec",
			command: path.slice(path.lastIndexOf("/") + 1).slice(0, 15),
			path
		}];
	}
	const shares = SHARES.exec(text);
	return shares === null || text.includes("CLONE_THREAD") ? [] : [{
		kind: "shares",
		t: at.t,
		child: Number(shares[1])
	}];
}
/** Files on a file system: not sockets and pipes, nor what the kernel makes up. */
function fileEvents(event) {
	return event.file.startsWith("/") && !/^\/(dev|proc|sys)\//.test(event.file) ? [event] : [];
}
/** strace writes what is no printable ASCII as a string of C does. */
function decodePath(text) {
	const bare = text.replace(/ \(deleted\)$/, "").replace(/\(deleted\)$/, "");
	if (!bare.includes("\\")) return bare;
	const bytes = bare.replace(/\\([0-7]{1,3}|x[0-9a-f]{2}|.)/g, (_, code) => {
		if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
		if (code.startsWith("x")) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
		return C_ESCAPES[code] ?? code;
	});
	return Buffer.from(bytes, "latin1").toString("utf8");
}
const C_ESCAPES = {
	n: "\n",
	t: "	",
	r: "\r",
	v: "\v",
	f: "\f"
};

// src/trace/strace.ts
const CALLS = "?open,openat,read,pread64,mmap,mremap,munmap,execve,?vfork,?clone,?clone3";
/**
* The words before a command whose files and mappings are to be written to a file. The tracer stands aside, in a session
* of its own, so that the command is the process that these words began as.
*/
function straceWords(file) {
	const aside = [
		"-DDD",
		"-f",
		"-q",
		"--seccomp-bpf"
	];
	const what = [
		"-e",
		`trace=${CALLS}`,
		"-e",
		"signal=none",
		"-y",
		"-s",
		"0"
	];
	return [
		"strace",
		...aside,
		...what,
		"--absolute-timestamps=format:unix,precision:ns",
		"-o",
		file
	];
}
/** Tries strace on `true`. */
async function findStrace({ env }) {
	const [program = "", ...args] = straceWords("/dev/null");
	const { exitCode, code, stderr } = await execa(program, [...args, "true"], {
		env,
		extendEnv: false,
		reject: false,
		timeout: 2e4,
		stdin: "ignore"
	});
	if (code === "ENOENT") return {
		why: "absent",
		said: ""
	};
	return exitCode === 0 ? "found" : {
		why: "refused",
		said: stderr.trim().split("\n")[0]?.trim() ?? ""
	};
}
/** Reads what it wrote, line by line. */
async function readStrace(file, offset, take) {
	const reader = createStraceReader(offset);
	await forEachLine(createReadStream(file), (line) => reader.take(line).forEach(take));
}
/** So often, as a busy machine delays a look by up to a millisecond; never the other way. */
const LOOKS$1 = 12;
/** strace knows CLOCK_REALTIME alone. The next millisecond of it begins: what is the other clock's time? */
function measureClockOffset() {
	let least = null;
	for (let look = 0; look < LOOKS$1; look += 1) {
		const before = Date.now();
		let now = before;
		while (now === before) now = Date.now();
		const offset = process.hrtime.bigint() - BigInt(now) * 1000000n;
		if (least === null || offset < least) least = offset;
	}
	const offset = least ?? 0n;
	return {
		seconds: Number(offset / 1000000000n),
		nanoseconds: Number(offset % 1000000000n)
	};
}

// src/trace/compile-probe.ts
const PYTHON = /^python[\d.]*$/;
const TIMEOUT_MS = 1e4;
/**
* Compiles the probe by the Python that will load it: to compile it in the program takes 250 KiB that it does not
* give back. Where that Python is not found, the probe is compiled there after all.
*/
async function compileProbe(file, { command: [program], env, workingDirectory }, { env: stepEnv }) {
	const path = env["PATH"] ?? stepEnv["PATH"] ?? "";
	const python = PYTHON.test(basename(program)) ? program : await interpreterOf(program, workingDirectory, path);
	if (python === null) return;
	await execa(python, [
		"-I",
		"-m",
		"py_compile",
		file
	], {
		cwd: workingDirectory,
		env: { PATH: path },
		extendEnv: false,
		reject: false,
		timeout: TIMEOUT_MS,
		stdio: "ignore"
	});
}
/** The Python of a script's first line; `null` for any other program. */
async function interpreterOf(program, workingDirectory, path) {
	const folders = program.includes("/") ? [""] : path.split(delimiter);
	for (const folder of folders) {
		const line = await firstLine(resolve(workingDirectory, join(folder, program)));
		if (line === null) continue;
		return (/^#!\s*(.*)$/.exec(line)?.[1]?.trim().split(/\s+/) ?? []).find((word) => PYTHON.test(basename(word))) ?? null;
	}
	return null;
}
async function firstLine(path) {
	const file = await open(path).catch(() => null);
	if (file === null) return null;
	try {
		const { bytesRead, buffer } = await file.read(Buffer.alloc(256), 0, 256, 0);
		return buffer.toString("latin1", 0, bytesRead).split("\n")[0] ?? "";
	} catch {
		return null;
	} finally {
		await file.close();
	}
}

// src/trace/collect.ts
const CODE_OF = {
	"probe:cpython": /\.(py|pyc|pth|so)$/,
	"probe:node": /\.(js|cjs|mjs|ts|node)$|\/package\.json$/,
	"probe:ruby": /\.(rb|so|gemspec)$/
};
/**
* @param supervisor the process that waits for the program: what it does by itself is in no figure
* @param own the folder of the trace: files in it are none of the program's
*/
function createCollector(supervisor, own) {
	let events = [];
	let processOf = /* @__PURE__ */ new Map();
	let isPerfThere = false;
	let lost = 0;
	const means = /* @__PURE__ */ new Set();
	/** Files that were run as programs. */
	const programs = /* @__PURE__ */ new Set();
	/** By child: when a process was made that shares its parent's memory. */
	const sharing = /* @__PURE__ */ new Map();
	function takePerf(recording) {
		events = recording.events;
		({processOf, lost} = recording);
		isPerfThere = true;
	}
	function takeStrace(event) {
		if (event.kind === "shares") {
			sharing.set(event.child, [...sharing.get(event.child) ?? [], event.t]);
			return;
		}
		if ((event.kind === "open" || event.kind === "read") && event.file.startsWith(own)) return;
		if (event.kind === "exec") {
			programs.add(event.path);
			if (isPerfThere) return;
		}
		events.push({
			...event,
			pid: processOf.get(event.tid) ?? event.tid
		});
	}
	function takeMark(mark) {
		if (mark.kind === "hello") means.add(mark.means);
		else events.push(mark);
	}
	/** What a runtime reads as code belongs to the import, or to the program; it is no data. */
	function isCode(event) {
		if (event.kind !== "open" && event.kind !== "read") return false;
		return programs.has(event.file) || [...means].some((it) => CODE_OF[it]?.test(event.file) === true);
	}
	function finish(until) {
		const ordered = events.filter((event) => event.t <= until && !isCode(event)).sort((a, b) => a.t - b.t);
		return {
			events: (isPerfThere ? withoutRepeats(withoutSurroundings(ordered, supervisor)) : ordered).map((event) => event.kind === "fork" && isShared(event.t, sharing.get(event.pid)) ? {
				...event,
				sharesMemory: true
			} : event),
			lost
		};
	}
	return {
		takePerf,
		takeStrace,
		takeMark,
		take: (event) => events.push(event),
		finish
	};
}
/** strace tells of the call at its beginning, perf of the process when it is there; and a pid comes again much later. */
const CALL_NS = 1e9;
function isShared(t, calls = []) {
	return calls.some((call) => Math.abs(t - call) < CALL_NS);
}
/**
* Without what came before the program (the words that led to the supervisor, and tracers that went aside) and the
* supervisor itself.
*/
function withoutSurroundings(events, supervisor) {
	const began = events.findLast(({ kind, pid }) => kind === "exec" && pid === supervisor)?.t ?? 0;
	const members = /* @__PURE__ */ new Set();
	return events.filter((event) => {
		if (event.t < began) return false;
		if (event.kind === "fork" && (event.parent === supervisor || members.has(event.parent))) members.add(event.pid);
		return members.has(event.pid);
	});
}
/** An instruction is run again at once when the kernel has not made its page whole at the first time. */
const REPEAT_NS = 5e4;
/**
* Without faults that are the one before once more: of the same instruction, on the same byte. After a fork some one
* in ten is, and the second would look as if the page had been given back in between.
*/
function withoutRepeats(events) {
	const last = /* @__PURE__ */ new Map();
	return events.filter((event) => {
		const before = last.get(event.tid);
		last.set(event.tid, event);
		if (event.kind !== "fault" || before?.kind !== "fault") return true;
		return !(event.address === before.address && event.stack === before.stack) || event.t - before.t > REPEAT_NS;
	});
}

// src/trace/trace-run.ts
/** perf writes what it has when the program has ended. */
const TRACER_END_MS = 3e4;
/**
* Runs the scenario once, watched by what this machine has of what is wished for. Nothing of it survives: neither a
* process nor a file.
*
* @param scenario one that comes to rest
* @throws UserError as a run does
*/
async function traceRun(scenario, measurer, world, wishes) {
	const folder = await makeTemporaryFolder();
	try {
		return await traceIn(folder, scenario, measurer, world, wishes);
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
async function traceIn(folder, scenario, measurer, world, wishes) {
	const lacks = [];
	const tracers = await findTracers(folder, world, wishes, lacks);
	if (wishes.has("imports")) {
		await layOutProbes(folder);
		await compileProbe(join(folder, "sitecustomize.py"), scenario, world);
	}
	const asked = {
		files: wishes.has("files") && !tracers.strace,
		sizes: tracers.perf === null
	};
	const traced = wishes.has("imports") ? withProbes(scenario, world, folder, asked) : scenario;
	const offset = measureClockOffset();
	const seen = {};
	const run = await measurer.trace(traced, {
		tracer: tracerOf(folder, tracers),
		onLaunched: (session) => {
			seen.session = session;
			seen.outputMarks = watchMarks(session.program.output);
		},
		onSteady: (session) => {
			seen.steady = takeSnapshot(session, measurer.environment.pageSize);
		},
		onSoaked: (session) => {
			seen.soaked = takeSnapshot(session, measurer.environment.pageSize);
		}
	});
	const { session, steady, outputMarks = [] } = seen;
	if (session === void 0 || steady === void 0) throw new Error("unsettled");
	const gone = new AbortController();
	session.program.gone.then(() => gone.abort());
	await world.clock.sleep(TRACER_END_MS, AbortSignal.any([gone.signal, world.signal]));
	world.signal.throwIfAborted();
	const marks = wishes.has("imports") ? await readMarks(folder) : [];
	const whole = await recordOf(folder, {
		session,
		snapshots: [steady, seen.soaked ?? steady],
		offset,
		outputMarks,
		marks,
		world,
		tracers
	});
	const recordAt = ({ at, processes }) => ({
		...whole,
		snapshotAt: at,
		processes
	});
	return {
		record: recordAt(steady),
		soaked: seen.soaked === void 0 || tracers.perf === null ? null : recordAt(seen.soaked),
		run,
		lacks,
		marks: marks.filter(({ t }) => t <= steady.at)
	};
}
async function findTracers(folder, world, wishes, lacks) {
	const perf = wishes.has("perf") ? await findPerfFor(stacksOf(wishes), folder, world, lacks) : null;
	const strace = wishes.has("files") && perf !== null ? await findStrace(world) : null;
	if (strace !== null && strace !== "found") lacks.push({
		means: "strace",
		...strace
	});
	return {
		perf,
		strace: strace === "found"
	};
}
async function findPerfFor(stacks, folder, world, lacks) {
	const found = await findPerf(world, folder, stacks);
	if (!("why" in found)) return found;
	if (found.why === "absent" || stacks === null || stacks === "frame-pointers") {
		lacks.push({
			means: "perf",
			...found
		});
		return null;
	}
	const shallow = await findPerfFor("frame-pointers", folder, world, lacks);
	if (shallow !== null && stacks === "dwarf") lacks.push({
		means: "dwarf",
		...found
	});
	return shallow;
}
function tracerOf(folder, { perf, strace }) {
	const [first, ...rest] = [
		...perf === null ? [] : recordWords(perf, join(folder, "perf.data")),
		...perf === null && !strace ? [] : ["setsid"],
		...strace ? straceWords(join(folder, "strace")) : []
	];
	return first === void 0 ? null : {
		prefix: [first, ...rest],
		ownVariables: perf === null ? [] : PERF_VARIABLES
	};
}
function takeSnapshot(session, pageSize) {
	const { memory, tree, world, events, program } = session;
	const { members } = tree.scan();
	const at = Number(process.hrtime.bigint());
	const nowMs = world.clock.now() - program.launchedAt;
	return {
		at,
		processes: readPages(members, memory, world.proc, pageSize),
		phases: events.filter(({ event }) => event !== "launched").map(({ atMs, event }) => ({
			t: at - (nowMs - atMs) * 1e6,
			name: event
		}))
	};
}
/** Puts together what the tracers, the probes and the gate have seen, up to the last snapshot. */
async function recordOf(folder, { session, snapshots, offset, outputMarks, marks, world, tracers }) {
	const { supervisorPid } = session.program;
	const [steady, snapshot] = snapshots;
	const collector = createCollector(supervisorPid, join(folder, ""));
	const means = /* @__PURE__ */ new Set();
	const { pageSize } = session.machine.environment;
	let stacks = null;
	const file = join(folder, "perf.data");
	const recording = tracers.perf === null ? null : await readPerf(world, file);
	if (recording !== null) {
		collector.takePerf(recording);
		means.add("perf");
	}
	const moves = [];
	if (tracers.strace) {
		await readStrace(join(folder, "strace"), offset, (event) => {
			collector.takeStrace(event);
			if (event.kind === "move") moves.push(event);
		});
		means.add("strace");
	}
	const stackMeans = tracers.perf?.stacks ?? null;
	if (recording !== null && stackMeans !== null) {
		const processes = snapshots.flatMap((each) => each.processes);
		const isKept = keptPages(processes, moves, pageSize);
		stacks = await readStacks(world, file, recording.events, {
			means: stackMeans,
			isKept
		});
	}
	for (const mark of marks) {
		if (mark.kind === "hello") means.add(mark.means);
		collector.takeMark(mark);
	}
	const root = steady.processes.find(({ parent }) => parent === 0)?.pid ?? supervisorPid;
	const at = {
		pid: root,
		tid: root
	};
	for (const { t, name } of snapshot.phases) collector.take({
		...at,
		t,
		kind: "mark",
		span: "phase",
		name
	});
	for (const { t, name } of outputMarks) {
		means.add("output-marks");
		collector.take({
			...at,
			t,
			kind: "mark",
			span: "mark",
			name
		});
	}
	const { events, lost } = collector.finish(snapshot.at);
	return {
		means: [...means],
		pageSize,
		snapshotAt: snapshot.at,
		supervisor: supervisorPid,
		lostFaults: lost,
		events,
		processes: snapshot.processes,
		...stacks === null ? {} : { stacks },
		...tracers.perf === null ? {} : { kernelFaults: tracers.perf.kernelFaults }
	};
}

// src/config/command-advice.ts
/** By program; `*` for any of their subcommands. */
const RUNNERS = {
	npm: [
		"start",
		"run",
		"run-script",
		"exec",
		"test"
	],
	npx: ["*"],
	pnpm: ["*"],
	yarn: ["*"],
	bunx: ["*"]
};
const CLIENTS = {
	docker: [
		"run",
		"start",
		"exec",
		"compose"
	],
	"docker-compose": ["*"],
	podman: [
		"run",
		"start",
		"exec",
		"compose"
	],
	nerdctl: [
		"run",
		"start",
		"exec",
		"compose"
	],
	kubectl: [
		"run",
		"exec",
		"apply",
		"create"
	],
	systemctl: ["start", "restart"],
	"systemd-run": ["*"],
	service: ["*"],
	supervisorctl: ["*"],
	pm2: ["*"],
	ssh: ["*"]
};
/** `null` of a command that is, as far as can be seen, the program itself. */
function adviseOnCommand(command) {
	const [program = "", ...args] = wordsOf(command);
	const name = basename(program);
	for (const [kind, table] of [["runner", RUNNERS], ["client", CLIENTS]]) {
		const known = Object.hasOwn(table, name) ? table[name] ?? [] : [];
		const found = known.includes("*") ? args.find((word) => !word.startsWith("-")) : args.find((word) => known.includes(word));
		if (found !== void 0) return {
			kind,
			words: `${name} ${found}`
		};
	}
	return null;
}
/** Of the text of a shell, those of its first command, more or less: quotes do not matter here. */
function wordsOf(command) {
	const [program, option, text] = command;
	return /^(?:ba|da)?sh$/.test(basename(program ?? "")) && option === "-c" && text !== void 0 ? text.trim().replace(/^exec\s+/, "").split(/\s+/) : command;
}

// src/gate/notice-commands.ts
/** Says of each command that is not the program itself what is measured with it, or instead of it. */
function noticeCommands({ scenarios }, { onNotice }) {
	for (const { name, command, target } of scenarios) {
		const advice = adviseOnCommand(command);
		const isAnswered = advice?.kind === "client" && target !== null;
		if (advice !== null && !isAnswered) onNotice({
			...advice,
			scenario: name
		});
	}
}

// src/gate/explain.ts
/**
* Runs the one scenario of the plan as it is, for the figure that tracing might move, and once more, traced.
*
* @throws UserError when there is not one scenario that comes to rest, or it cannot be measured
*/
async function explain(plan, world, wishes) {
	const [planned, ...others] = plan.scenarios;
	if (others.length > 0) throw errors.oneScenario(plan.scenarios.map(({ name }) => name));
	if (planned.until === "exit") throw errors.nothingToExplain(planned.name);
	if (planned.target !== null) throw errors.nothingToTrace(planned.name, planned.target.text);
	const measurer = await createMeasurer(world);
	noticeCommands(plan, world);
	const scenario = withPassedNames(planned, world.env);
	const short = {
		...scenario,
		soakMs: null
	};
	await measurer.warmUp(short);
	const [plain] = await measurer.measure(short, 1, {
		kind: "run",
		run: 1,
		runs: 1
	});
	return explainScenario(scenario, measurer, world, {
		wishes,
		figure: plain === void 0 || isUnsettled(plain.settlement) ? null : plain.figures.writable ?? null
	});
}
/**
* @param figure what the gate measured without a tracer, in bytes
* @throws UserError when the program cannot be measured
*/
async function explainScenario(scenario, measurer, world, { wishes, figure }) {
	const traced = await traceRun(scenario, measurer, world, wishes);
	const { record, soaked, marks } = traced;
	const ledger = attribute(record);
	const sized = marks.flatMap(sizedMark);
	const spanned = sized.length === 0 ? ledger : estimateSpans(ledger, sized);
	const attribution = addRetained(spanned, record.events);
	const here = attribution.total.writable;
	return {
		scenario: scenario.name,
		attribution: {
			...attribution,
			environment: measurer.environment,
			gate: figure === null ? null : {
				writable: figure,
				here,
				delta: here - figure
			}
		},
		leak: soaked === null ? null : attribute(soaked, { since: record.snapshotAt }),
		doubts: doubtsOf(traced, wishes)
	};
}
/** Programs that have a probe, as the kernel calls them. */
const HAS_PROBE = /^(python|node|ruby)/;
function doubtsOf({ record, run, lacks, marks }, wishes) {
	const probes = marks.flatMap((mark) => mark.kind === "hello" ? [mark] : []);
	const silent = record.processes.find(({ command }) => HAS_PROBE.test(command));
	const old = probes.find(({ means, version }) => means === "probe:node" && !hasModuleHooks(version));
	return [
		...lacks.map((lack) => ({
			kind: "lack",
			...lack
		})),
		...marks.some(({ size }) => size !== void 0) ? [{ kind: "estimated" }] : [],
		...wishes.has("imports") && probes.length === 0 && silent !== void 0 ? [{
			kind: "no-probe",
			command: silent.command
		}] : [],
		...old === void 0 ? [] : [{
			kind: "no-es-modules",
			version: old.version
		}],
		...isUnsettled(run.settlement) ? [{
			kind: "unsettled",
			settlement: run.settlement
		}] : [],
		...run.gaps.length > 0 ? [{
			kind: "gaps",
			gaps: run.gaps
		}] : []
	];
}
/** module.registerHooks came with Node 22.15 and 23.5. */
function hasModuleHooks(version) {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 23 || major === 23 && minor >= 5 || major === 22 && minor >= 15;
}
function sizedMark(line) {
	if (line.size === void 0 || line.kind === "ask") return [];
	const { t, pid, kind, size } = line;
	return [{
		t,
		pid,
		kind,
		name: line.kind === "open" ? line.file : line.kind === "hello" ? line.means : line.name,
		size
	}];
}

// src/gate/explain-result.ts
/** For all scenarios of a gate together, and both neighbors of a bisection. */
const LIMIT_MS = 3e5;
const WISHES = /* @__PURE__ */ new Set([...TRACE_MEANS, "both"]);
/**
* An explanation judges nothing: whatever goes wrong with it is said, and the result stays as it is.
*
* @throws the reason of the world's signal when the gate is aborted
*/
function createExplainer({ explain: when, baselinePath }, { clock }) {
	let leftMs = LIMIT_MS;
	return async (result, head, base) => {
		if (!(when === "always" || when === "auto" && MOVED.has(result.verdict))) return result;
		const hindrance = hindranceOf(head, leftMs);
		if (hindrance !== null) return {
			...result,
			unexplained: refuse(hindrance, head)
		};
		const startedAt = clock.now();
		try {
			if (isLeak(result)) {
				const explanation = await explainLeak(head, base, leftMs);
				if (explanation !== null) return {
					...result,
					explanation
				};
				return {
					...result,
					unexplained: refuse({ kind: "leak-unseen" }, head)
				};
			}
			const figures = result.metrics.find(({ metric }) => metric === "writable") ?? null;
			const { attribution, doubts } = await explainSide(head, figures?.head?.median ?? null, leftMs);
			const before = base === void 0 ? await readBase(baselinePath, head) : (await explainSide(base, figures?.base?.median ?? null, leftMs)).attribution;
			const difference = before === null ? null : compareAttributions(before, attribution);
			const heavy = findHeaviestSpans(attribution, difference);
			return {
				...result,
				explanation: {
					attribution,
					difference,
					heavy,
					doubts
				}
			};
		} catch (error) {
			return {
				...result,
				unexplained: refuse(failureOf(error, head), head)
			};
		} finally {
			leftMs -= clock.now() - startedAt;
		}
	};
}
/**
* Traces two sides one after the other, in the same place, and compares them.
*
* @returns `null` where a side could not be traced, which is said
* @throws the reason of the world's signal when the gate is aborted
*/
async function explainInTurn(base, head, { clock }) {
	let leftMs = LIMIT_MS;
	const hindrance = hindranceOf(head, leftMs);
	if (hindrance !== null) {
		refuse(hindrance, head);
		return null;
	}
	const traceIt = async (side) => {
		await side.bring();
		const startedAt = clock.now();
		try {
			return await explainSide(side, side.figure, leftMs);
		} finally {
			leftMs -= clock.now() - startedAt;
		}
	};
	let side = base;
	try {
		const before = await traceIt(base);
		side = head;
		const { attribution, doubts } = await traceIt(head);
		const difference = compareAttributions(before.attribution, attribution);
		return {
			attribution,
			difference,
			heavy: findHeaviestSpans(attribution, difference),
			doubts
		};
	} catch (error) {
		refuse(failureOf(error, side), side);
		return null;
	}
}
/** Keeps an explanation of what is recorded, for checks to compare with; what goes wrong with it is said. */
function createKeeper({ baselinePath }, { clock }) {
	let leftMs = LIMIT_MS;
	return async (side, samples) => {
		const { scenario } = side;
		const hindrance = hindranceOf(side, leftMs);
		if (hindrance !== null) {
			refuse(hindrance, side);
			return;
		}
		const startedAt = clock.now();
		try {
			const { attribution } = await explainSide(side, samples.length === 0 ? null : median(samples), leftMs);
			const text = renderAttributionJson({
				...attribution,
				stacks: null
			}, null);
			await keepExplanation(explanationPath(baselinePath, scenario.name), text);
		} catch (error) {
			refuse(failureOf(error, side), side);
		} finally {
			leftMs -= clock.now() - startedAt;
		}
	};
}
/** What can be known before a run is traced. */
function hindranceOf({ scenario }, leftMs) {
	if (scenario.until === "exit") return { kind: "until-exit" };
	if (scenario.target !== null) return { kind: "target" };
	return leftMs <= 0 ? {
		kind: "no-time",
		limitMs: LIMIT_MS
	} : null;
}
/** @throws the reason of the world's signal when the gate is aborted */
function failureOf(error, { world }) {
	world.signal.throwIfAborted();
	return {
		kind: "failed",
		why: error instanceof Error ? error.message : String(error)
	};
}
/** Says it while the gate runs; its report says it again. */
function refuse(unexplained, { scenario, world }) {
	world.onNotice({
		kind: "not-explained",
		scenario: scenario.name,
		unexplained
	});
	return unexplained;
}
/** What a person will ask the reason of. */
const MOVED = /* @__PURE__ */ new Set([
	"regressed",
	"over-limit",
	"improved"
]);
/** Nothing has moved but the growth in the soak: what was there at its start is not what a person asks about. */
function isLeak({ metrics }) {
	const moved = metrics.filter(({ verdict }) => MOVED.has(verdict));
	return moved.length > 0 && moved.every(({ metric }) => metric === "growth");
}
/** @returns `null` where nobody saw what was made in the soak */
async function explainLeak(head, base, limitMs) {
	const { leak, doubts } = await explainWithin(head.scenario, head.world, limitMs, null);
	if (leak === null) return null;
	const leftBefore = (base === void 0 ? null : await explainWithin(base.scenario, base.world, limitMs, null))?.leak ?? null;
	const difference = leftBefore === null ? null : compareAttributions(leftBefore, leak);
	return {
		attribution: leak,
		difference,
		heavy: findHeaviestSpans(leak, difference),
		doubts
	};
}
async function explainSide({ scenario, world }, figure, limitMs) {
	return explainWithin({
		...scenario,
		soakMs: null
	}, world, limitMs, figure);
}
async function explainWithin(scenario, world, limitMs, figure) {
	const signal = AbortSignal.any([world.signal, AbortSignal.timeout(Math.ceil(limitMs))]);
	const bounded = {
		...world,
		signal
	};
	return explainScenario(scenario, await createMeasurer(bounded), bounded, {
		wishes: WISHES,
		figure
	});
}
/** What was kept when the baseline was recorded; `null` where there is none. */
async function readBase(baselinePath, side) {
	const path = explanationPath(baselinePath, side.scenario.name);
	if (!hasExplanation(path)) return null;
	try {
		return await readExplanation$1(path);
	} catch (error) {
		refuse(failureOf(error, side), side);
		return null;
	}
}

// src/gate/gate-result.ts
/** The outcome of a gate: the worst of its scenarios. */
function gateResult(scenarios, environment, pair) {
	return {
		verdict: worstVerdict(scenarios.map((scenario) => scenario.verdict)),
		environment,
		...pair !== void 0 && { pair },
		scenarios
	};
}

// src/gate/harness.ts
/** Beyond this a file is data. */
const MAX_FILE_BYTES = 4 * 1024 ** 2;
/**
* The files that say how is measured and that the head has otherwise than the base, from the top of the repository:
* the configuration, the workflow, and what the commands of the load name. Those of the head hold for both sides, so
* that a pull request may change them, and who reads the verdict must know.
*/
async function changedHarness({ scenarios }, { configPath }, { head, base }, env) {
	const workflow = /^[^/]+\/[^/]+\/([^@]+)@/.exec(env["GITHUB_WORKFLOW_REF"] ?? "")?.[1];
	const candidates = [
		...configPath === null ? [] : [configPath],
		...workflow === void 0 ? [] : [join(head, workflow)],
		...scenarios.flatMap(namedFiles)
	];
	const inside = [...new Set(candidates.map((path) => relative(head, path)))].filter((path) => path !== "" && !path.startsWith(".."));
	return (await Promise.all(inside.map(async (path) => ({
		path,
		differs: await differ(join(head, path), join(base, path))
	})))).flatMap(({ path, differs }) => differs ? [path] : []);
}
/** Words of the load that may be files. */
function namedFiles({ workload, prepare, cleanup, workingDirectory }) {
	return [
		workload,
		prepare,
		cleanup
	].flatMap((text) => text?.match(/[\w./@%+:-]+/g) ?? []).map((word) => resolve(workingDirectory, word));
}
async function differ(one, other) {
	const [before, after] = await Promise.all([contentOf(other), contentOf(one)]);
	if (before === null || after === null) return before !== after;
	return !before.equals(after);
}
/** `null` where there is no such file. */
async function contentOf(path) {
	try {
		const stats = await stat(path);
		return stats.isFile() && stats.size <= MAX_FILE_BYTES ? await readFile(path) : null;
	} catch {
		return null;
	}
}

// src/report/phrases/words.ts
/** `3 scenarios`, `1 scenario`. */
function plural(count, noun) {
	return `${formatNumber(count, 0, 0)} ${noun}${count === 1 ? "" : "s"}`;
}
/** Beyond these a list in a sentence is no longer read. */
const LISTED$1 = 5;
/** `a`, `a and b`, `a, b and c`; of many the first ones, and how many more. */
function list(words) {
	const shown = words.length > LISTED$1 ? [...words.slice(0, LISTED$1), `${words.length - LISTED$1} more`] : words;
	return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
/** `is` or `are`, as the name of the metric has it. */
function isOrAre(metric) {
	return definitionOf(metric).isPlural === true ? "are" : "is";
}
/** The name of a metric at the start of a sentence. */
function capitalized(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
/** As a shell would want it: only what needs quotes gets them, as `tcp:8080` reads better than `tcp\:8080`. */
function shellWord(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
/** `nginx > nginx`; of several `nginx > nginx (2)`; those that are more than before `nginx > nginx (3rd to 4th)`. */
function nameProcesses({ role, from, to, count }) {
	if (from === 1) return to === 1 && count === "1" ? role : `${role} (${count})`;
	return `${role} (${ordinal(from)}${from === to ? "" : ` to ${ordinal(to)}`})`;
}
function ordinal(number) {
	const lastTwo = number % 100;
	return `${number}${lastTwo > 10 && lastTwo < 14 ? "th" : [
		"th",
		"st",
		"nd",
		"rd"
	][number % 10] ?? "th"}`;
}

// src/report/phrases/runs.ts
/** How a run ended, in a few words: `settled`, `kept growing by 12.3 KiB/s`. */
function saySettlement(settlement) {
	return isUnsettled(settlement) ? sayUnsettled([settlement]) : settlement.kind;
}
/** What runs did that never came to rest for the same kind of cause, with the range of their figures. */
function sayUnsettled(runs) {
	const [first] = runs;
	switch (first.kind) {
		case "creeping": {
			const speeds = ofKind(runs, "creeping").map(({ bytesPerSecond }) => bytesPerSecond);
			const times = ofKind(runs, "creeping").map(({ overMs }) => overMs);
			return `kept growing by ${range(speeds, perSecond)} for ${range(times, formatDuration)}`;
		}
		case "sawtooth": {
			const saws = ofKind(runs, "sawtooth");
			return `rose and fell ${range(saws.map((saw) => saw.falls), (count) => String(count))} times, by ${spreadAndLevel(saws)}`;
		}
		case "noisy": return `kept moving by ${spreadAndLevel(ofKind(runs, "noisy"))}`;
		case "unread": return `could be read only ${range(ofKind(runs, "unread").map((run) => run.readings), (count) => String(count))} times`;
	}
}
function spreadAndLevel(runs) {
	return `${range(runs.map(({ spreadBytes }) => spreadBytes), bytes$3)} around ${range(runs.map(({ levelBytes }) => levelBytes), bytes$3)}`;
}
function ofKind(runs, kind) {
	return runs.filter((run) => run.kind === kind);
}
const bytes$3 = (value) => formatFigure(value, "bytes");
const perSecond = (value) => formatFigure(value, "bytes/s");
/** `12.3 KiB/s`, or `12 to 16 KiB/s` where they differ in what a reader sees. */
function range(values, format) {
	const [least, most] = [format(Math.min(...values)), format(Math.max(...values))];
	if (least === most) return least;
	const [leastNumber = "", leastUnit] = least.split(" ");
	const [, mostUnit] = most.split(" ");
	return `${leastUnit !== void 0 && leastUnit === mostUnit ? leastNumber : least} to ${most}`;
}
/** What could not be read, each process once. */
function sayGaps(gaps) {
	const processes = (kind) => [...new Set(gaps.flatMap((gap) => gap.kind === kind ? [gap.process] : []))];
	const [denied, hidden] = [processes("memory-denied"), processes("hidden")];
	return [
		...denied.length === 0 ? [] : [`the memory of ${named(denied)} could not be read (run as root: sudo -n)`],
		...hidden.length === 0 ? [] : [`${named(hidden)} ${hidden.length === 1 ? "is" : "are"} alive, but /proc hides ${hidden.length === 1 ? "it" : "them"} (run as root: sudo -n; or without hidepid)`],
		...gaps.some(({ kind }) => kind === "nothing-read") ? ["no memory of any process could be read"] : []
	].join("; ");
}
function named(processes) {
	return `${processes.length === 1 ? "process" : "the processes"} ${list(processes)}`;
}
function sayWarning(warning) {
	switch (warning.kind) {
		case "no-ready-condition": return "No ready condition: that start-up had ended is a guess from the readings.";
		case "memory-never-read": return "The program ended before its memory could be read once.";
		case "no-rest-before-workload": return `The program was not at rest before its workload, which began after ${formatDuration(warning.waitedMs)} all the same: runs may have begun it from different levels. Give it longer with rest-timeout.`;
		case "unkillable": return `These processes could not be killed: ${list(warning.pids.map(String))}.`;
	}
}
/** What a person should know of runs that changes no verdict; each sentence once. */
function sayWarnings(runs) {
	return [...new Set(runs.flatMap(({ warnings }) => warnings.map(sayWarning)))];
}
/** `in a run of 153 ms there was no reading for 98 ms, …`: the end of a sentence. */
function sayTooFewReadings({ unseenMs, lifeMs }) {
	const [unseen, life] = [formatFigure(unseenMs, "ms"), formatFigure(lifeMs, "ms")];
	return `in a run of ${life} there was no reading for ${unseen} (a tenth of it, at most, may go unread)`;
}

// src/report/phrases/reasons.ts
/** A reason as a sentence that stands alone. */
function sayReason$1(reason) {
	return "metric" in reason ? sayMetricReason(reason) : sayGeneralReason(reason);
}
function sayMetricReason(reason) {
	const { unit, label } = METRICS[reason.metric];
	const figure = (value) => formatFigure(value, unit);
	const name = capitalized(label);
	switch (reason.kind) {
		case "regressed": return `${name} grew by ${figure(reason.delta)}; ${figure(reason.allowed)} is allowed (${sayP(reason.p)}).`;
		case "over-limit": {
			const excess = figure(reason.head - reason.ceiling);
			return `${name} ${isOrAre(reason.metric)} ${figure(reason.head)}, ${excess} over the limit of ${figure(reason.ceiling)}.`;
		}
		case "under-floor": {
			const missing = figure(reason.floor - reason.head);
			return `${name} ${isOrAre(reason.metric)} ${figure(reason.head)}, ${missing} under the floor of ${figure(reason.floor)}.`;
		}
		case "improved": return `${name} shrank by ${figure(-reason.delta)}. Record the baseline again to keep the gain.`;
		case "raised": return reason.isRefused ? `${sayRaise(reason, null)}, which baseline-from: base refuses.` : `${sayRaise(reason, null)}.`;
		case "unproven": return `${name} grew by ${figure(reason.delta)} (${figure(reason.allowed)} is allowed), but this is not proven.`;
		case "overlap": return `Head and base runs overlap in ${label} (${sayP(reason.p)}, and ${ALPHA} is needed): raise max-runs, or make the program steadier.`;
		case "divided": return `Some runs stayed within the limit of ${label}.`;
		case "unconfirmed": return reason.fromLimit === null ? "There are no fresh runs to confirm it." : `Fresh runs do not confirm it: their median is ${formatChange(reason.fromLimit, unit)} from the limit of ${label}.`;
		case "unconfirmed-fall": return reason.fromBase === null ? `${name} looked smaller, but max-runs leaves no fresh runs to confirm it.` : `${name} looked smaller, but fresh runs do not confirm it: their median is ${formatChange(reason.fromBase, unit)} from the baseline's.`;
		case "noise-limited": return `The baseline's own noise allows ${label} to grow by ${figure(reason.allowed)}, more than the budget's ${figure(reason.budgeted)}.`;
		case "two-groups": {
			const { side, lower, upper } = reason;
			return `The ${side}'s ${label} falls into two groups, ${lower.count} runs near ${figure(lower.median)} and ${upper.count} higher by ${figure(upper.median - lower.median)}: find out what differs; the median represents neither group.`;
		}
		case "trend": {
			const runs = `${reason.runs} runs${reason.side === "head" ? "" : " of the baseline"}`;
			return `${name} rose run by run, from ${figure(reason.first)} to ${figure(reason.last)} in ${runs}: each finds what the last one left, and proves nothing. Remove that with prepare or cleanup.`;
		}
		case "ended-faults": {
			const more = `${figure(reason.head - reason.base)} more ${label} than in the baseline are of processes that have ended`;
			const who = list(reason.parents.map(sayEnded));
			return `${more}${who === "" ? "" : ` (${who})`}: ${reason.isCounted ? "your budget counts them." : `the default budget does not count them, and one of your own does (${reason.metric}=+2%).`}`;
		}
		case "odd-run": {
			const { side, run, runs, odd, least, most } = reason;
			const who = run === null ? `One of the baseline's ${runs} runs` : `One of ${runs} runs, run ${run},`;
			const [low, high] = [figure(least), figure(most)];
			const others = `all others at ${low}${low === high ? "" : ` to ${high}`}`;
			return `${who} has ${label} at ${figure(odd)}, ${others}: ${side === "head" ? "find out what it did, or take more runs" : "record the baseline again"}.`;
		}
		case "no-run": return `No run counts, so there is no figure for ${label}.`;
		case "figure-missing": return reason.lacking === reason.runs ? `No run has a figure for ${label}.` : `${reason.lacking} of ${reason.runs} runs have no figure for ${label}.`;
		case "not-a-number": return reason.side === "head" ? `A run's figure for ${label} is not a number.` : `The baseline has a sample of ${label} that is not a number. Record it again.`;
		case "not-in-baseline": return `The baseline has no samples of ${label}. Record it again.`;
		case "too-few-readings": return `${name} ${isOrAre(reason.metric)} not known: ${sayTooFewReadings(reason)}. Page faults are exact: gate those.`;
		case "too-few-readings-recorded": return `The baseline has no samples of ${label}: too few readings could be taken when it was recorded. Page faults are exact: gate those.`;
	}
}
/** `4 base and 5 head runs can reach p = 0.02 at best, …`: what that means and what to do, in one sentence. */
function sayTooFewRuns(reason) {
	const advice = [...reason.baseNeeded === null ? [] : [`record the baseline with at least ${reason.baseNeeded} runs`], ...reason.headNeeded === null ? [] : [`raise max-runs to ${reason.headNeeded}`]];
	return `${reason.base} base and ${reason.head} head runs can reach ${sayP(reason.best)} at best, and ${ALPHA} is needed: ${advice.join(", or ") || (reason.isPaired === true ? "measure with more runs" : "record and measure with more runs")}.`;
}
function sayGeneralReason(reason) {
	switch (reason.kind) {
		case "too-few-runs": return sayTooFewRuns(reason);
		case "named-facts": {
			const differences = reason.differences.map(({ fact, before, after }) => `${NAMED_FACTS[fact].label} ${formatFigure(before, "count")} → ${formatFigure(after, "count")}`);
			return `Not as in the baseline, which may move figures a little: ${list(differences)}.`;
		}
		case "weak-evidence": return `Only ${reason.evidence} of ${reason.runs} runs count, too few to prove a failure.`;
		case "blind": return `No growth can be proven against this ${reason.isPaired === true ? "base" : "baseline"}. ${sayTooFewRuns(reason)}`;
		case "no-budget": return "No metric has a budget, so nothing was judged. Give at least one.";
		case "not-measured": return "Nothing was measured: there are no runs.";
		case "unsettled-runs": {
			const [first, ...others] = reason.runs;
			if (first === void 0) return "";
			const did = sayUnsettled([first.settlement, ...others.map(({ settlement }) => settlement)]);
			return `${who(reason, "settled", "did not settle")}: writable memory ${did}.`;
		}
		case "incomplete-runs": return `${who(reason, "is complete", "is incomplete", "are incomplete")}: ${sayGaps(reason.runs.flatMap(({ gaps }) => gaps))}.`;
		case "other-subject": {
			if (reason.key === "env") return sayOtherVariables(reason.before.env, reason.after.env);
			const { label, describe } = SUBJECT[reason.key];
			const [was, is] = [describe(reason.before), describe(reason.after)];
			return `The baseline was recorded with another ${label}: ${was}, and now ${is}. Record it again.`;
		}
		case "stated": return reason.sentence;
		case "no-base-run": return "No run of the base counts, so there is nothing to compare with.";
		case "legs-missing": {
			const missing = reason.expected - reason.found;
			return `${missing} of ${plural(reason.expected, "leg")} left no result: ${missing === 1 ? "it was" : "they were"} canceled, skipped or failed before measuring.`;
		}
		case "job-missing": return `The job ${{
			failure: "failed before measuring",
			cancelled: "was canceled",
			skipped: "was skipped"
		}[reason.ended]}, and left no result.`;
		case "leg-older": return `Its only result is older: ${reason.commit === null ? "of another run" : `of commit ${reason.commit.slice(0, 12)}`}.`;
		case "leg-failed": return `It could not measure: ${reason.message.replace(/\s*[.:]?\s*$/, "")}.`;
		case "did-less": {
			const [first] = reason.falls;
			if (first === void 0) return "";
			return `There are ${sayFalls(reason.falls)} than in the baseline: less memory may be less work. A floor, ${first.metric}: ">=${Math.ceil(first.base)}", makes that fail.`;
		}
		case "baseline-removed": return "This pull request takes the baseline away that the base has: nothing would hold it to its level.";
		case "base-failed": return `There is nothing to compare with: ${reason.message}.`;
		case "base-in-doubt": return `Of the base: ${reason.message}`;
		case "other-environment": return `The baseline was recorded in another environment (${sayDifferences(reason.differences)}): it cannot prove a regression. Record one here.`;
	}
}
/** `gst-plugin-scan below python`. */
function sayEnded({ role, ended }) {
	return `${ended.length === 0 ? "children" : list(ended)} below ${role}`;
}
/** `CPUs 4 → 2, transparent huge pages madvise → always`. */
function sayDifferences(differences) {
	return differences.map(({ fact, before, after }) => `${ENVIRONMENT_FACTS[fact].label} ${sayFact(fact, before)} → ${sayFact(fact, after)}`).join(", ");
}
function sayOtherVariables(before, after) {
	const came = after.filter((name) => !before.includes(name));
	const went = before.filter((name) => !after.includes(name));
	return `The baseline was recorded with other variables: ${[...came.length === 0 ? [] : [`${list(came)} came`], ...went.length === 0 ? [] : [`${list(went)} went`]].join(", and ")}. Record it again.`;
}
/** `this pull request raises the baseline of manager: 12.00 → 12.80 MiB`. */
function sayRaise({ metric, from, to }, name) {
	const { unit, label } = METRICS[metric];
	const [before, after] = [formatFigure(from, unit), formatFigure(to, unit)];
	const [figure = "", unitOfIt = ""] = before.split(/\s/);
	const isSameUnit = unitOfIt !== "" && after.split(/\s/).at(-1) === unitOfIt;
	const what = metric === "writable" ? "" : ` (${label})`;
	return `This pull request raises the baseline${name === null ? "" : ` of ${name}`}${what}: ${isSameUnit ? figure : before} → ${after}`;
}
/** `fewer processes (3 → 1) and libraries (40 → 12)`. */
function sayFalls(falls) {
	const told = falls.map(({ metric, base, head }) => {
		const { unit, label } = METRICS[metric];
		return `${label} (${formatFigure(base, unit)} → ${formatFigure(head, unit)})`;
	});
	return `fewer ${list(told)}`;
}
/** `None of the 5 runs settled`, `Runs 2 and 4 of 5 did not settle`, `Run 3 of 5 …`. */
function who({ of, runs }, noneDid, oneDid, someDid = oneDid) {
	if (of === 1) return `The only run ${oneDid}`;
	if (runs.length === of) return `None of the ${of} runs ${noneDid}`;
	const numbers = list(runs.map(({ run }) => String(run)));
	return runs.length === 1 ? `Run ${numbers} of ${of} ${oneDid}` : `Runs ${numbers} of ${of} ${someDid}`;
}
/** A fact of the environment as people read it. */
function sayFact(fact, value) {
	return ENVIRONMENT_FACTS[fact].kind === "bytes" ? formatFigure(Number(value), "bytes") : String(value);
}
/** What a baseline remembers of its scenario, as people read it. */
const SUBJECT = {
	command: {
		label: "command",
		describe: ({ command }) => command.map(shellWord).join(" ")
	},
	until: {
		label: "end",
		describe: ({ until }) => `until: ${until}`
	},
	ready: {
		label: "ready condition",
		describe: ({ ready = [] }) => ready.join(", ") || "none"
	},
	target: {
		label: "target",
		describe: ({ target }) => target ?? "what run launches"
	},
	workload: {
		label: "workload",
		describe: ({ workload }) => workload ?? "none"
	},
	prepare: {
		label: "prepare",
		describe: ({ prepare }) => prepare ?? "none"
	},
	cleanup: {
		label: "cleanup",
		describe: ({ cleanup }) => cleanup ?? "none"
	},
	soakMs: {
		label: "soak",
		describe: ({ soakMs }) => soakMs === null ? "none" : formatDuration(soakMs)
	}
};
/** Two significant digits; a p-value is never shown as zero. */
function formatP(p) {
	return p < 1e-4 ? "< 0.0001" : String(Number(p.toPrecision(2)));
}
function sayP(p) {
	return p < 1e-4 ? `p ${formatP(p)}` : `p = ${formatP(p)}`;
}

// src/verdict/recording.ts
/**
* Turns the runs that are evidence into a recording: one sample a run of every metric that each of these
* runs has (a metric that some of them lack would pair samples of different runs), and the median writable
* bytes of every group of mappings, where a run without the group counts as zero. What was read too seldom to say
* how high it went is left out. `null` when no run is evidence: a baseline is never made of less.
*/
function recordingOf(runs, { recordedAt, commit, tool, facts }) {
	const evidence = runs.filter(isEvidence);
	const samples = {};
	for (const metric of METRIC_NAMES) {
		if (sparsenessOf(metric, evidence) !== null) continue;
		const figures = evidence.map((run) => run.figures[metric]).filter((figure) => figure !== void 0);
		if (figures.length > 0 && figures.length === evidence.length) samples[metric] = figures;
	}
	if (Object.keys(samples).length === 0) return null;
	return {
		recordedAt: recordedAt.toISOString().replace(/\.\d+Z$/, "Z"),
		commit,
		tool,
		...facts !== void 0 && { facts },
		samples,
		groups: sparsenessOf("writable", evidence) === null ? medianGroups(evidence) : {},
		...hasRoles(evidence) && { processes: medianRoles(evidence) }
	};
}
function medianGroups(runs) {
	const names = [...new Set(runs.flatMap((run) => Object.keys(run.groups)))];
	return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => Object.hasOwn(run.groups, name) ? run.groups[name] ?? 0 : 0))]));
}

// src/gate/attempt.ts
/** What a user could fix becomes a value, where it says something of what was tried and is no reason to stop. */
async function attempt(work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
}

// src/gate/measure-pair.ts
/**
* Measures base and head in turn until the runs suffice, ABBA: whatever drifts meanwhile (the temperature, the page
* cache, neighbours) drifts for both. The base's runs are judged as a baseline of one recording.
*
* @param before the scenario as it runs in the base
* @returns what failed, where the base could not be measured
* @throws UserError when the head cannot be measured
*/
async function measurePair(scenario, before, { head, base }) {
	const unmeasured = await attempt(() => base.warmUp(before));
	if (unmeasured instanceof UserError) return unmeasured;
	await head.warmUp(scenario);
	const runs = [];
	const baseRuns = [];
	for (;;) {
		const next = decideNext({
			scenario,
			runs,
			environment: head.environment,
			facts: head.factsOf(scenario),
			baseline: baselineOf(baseRuns, scenario, before, base),
			isPaired: true,
			baseDoubts: doubtsOfRuns(baseRuns).map((doubt) => ({
				kind: "base-in-doubt",
				message: sayReason$1(doubt)
			}))
		});
		if (next.kind === "enough") return next.result;
		const planned = next.why === "initial";
		const total = planned ? scenario.runs : runs.length + next.count;
		for (let taken = 0; taken < next.count; taken += 1) {
			const numbering = {
				kind: planned ? "run" : "confirmation",
				run: runs.length + 1,
				runs: total
			};
			const failure = await measureBoth(scenario, before, {
				head,
				base
			}, numbering, {
				runs,
				baseRuns
			});
			if (failure !== null) return failure;
		}
	}
}
/** One run of each; which is first changes from one to the next. */
async function measureBoth(scenario, before, { head, base }, numbering, { runs, baseRuns }) {
	const isBaseFirst = runs.length % 2 === 0;
	if (!isBaseFirst) runs.push(...await head.measure(scenario, 1, numbering));
	const measured = await attempt(() => base.measure(before, 1, numbering));
	if (measured instanceof UserError) return measured;
	baseRuns.push(...measured);
	if (isBaseFirst) runs.push(...await head.measure(scenario, 1, numbering));
	return null;
}
function baselineOf(runs, scenario, before, { environment, factsOf }) {
	const meta = {
		recordedAt: /* @__PURE__ */ new Date(),
		commit: null,
		tool: VERSION,
		facts: factsOf(before)
	};
	const recording = recordingOf(runs, meta);
	if (recording === null) return { kind: "missing" };
	return {
		kind: "found",
		entry: {
			scenario: scenario.name,
			environment,
			subject: subjectOf(scenario),
			recordings: [recording]
		}
	};
}

// src/gate/notice-environment.ts
/** Says what of the environment has changed since the measurer was made: not all runs were of the same one. */
function noticeEnvironmentChanges(measurer, { onNotice }) {
	const differences = measurer.environmentChanges();
	if (differences.length > 0) onNotice({
		kind: "environment-changed",
		differences
	});
}

// src/launch/remover.ts
const SCRIPT = `
while IFS= read -r path; do set -- "$@" "$path"; done
for path; do
  round=0
  while [ -e "$path" ] && [ $round -lt 40 ]; do
    round=$((round + 1))
    rm -rf -- "$path" 2>/dev/null && continue
    chmod -R u+rwX -- "$path" 2>/dev/null
    sleep 0.25
  done
  rmdir -- "\${path%/*}" 2>/dev/null
done
`;
function startRemover(env) {
	const remover = startStandby(SCRIPT, "footprint-gate-remover", [], env);
	return {
		watch: remover.say,
		remove: () => {
			remover.finish();
			return remover.ended();
		}
	};
}

// src/store/worktree.ts
/**
* Checks a commit out in a worktree of its own whose path is as long as that of the repository, as the path lies on
* the stack of whatever starts there: two folders of equal length measure the same to the page. The submodules that
* the head has are checked out, too.
*
* @param git at the top of the repository
* @param remover takes it away
* @param config for the submodules, which may be private
* @returns its path
* @throws UserError when there is no place, or git fails
*/
async function addWorktree(git, commit, remover, config) {
	const path = findPlace(git.directory);
	remover.watch(path);
	const common = await git.run([
		"rev-parse",
		"--path-format=absolute",
		"--git-common-dir"
	]);
	if (common.ok) remover.watch(join(common.stdout, "worktrees", basename(path)));
	const added = await git.run([
		"worktree",
		"add",
		"--quiet",
		"--force",
		"--detach",
		path,
		commit
	]);
	if (!added.ok) throw errors.baseNotCheckedOut(commit, lastWords(added));
	await checkOutSubmodules(git, path, commit, config);
	return path;
}
/** Beside the repository; where this user may not write there, below TMPDIR, if that leaves room for a name. */
function findPlace(root) {
	const parents = [{
		folder: dirname(root),
		length: Buffer.byteLength(basename(root))
	}, {
		folder: tmpdir(),
		length: Buffer.byteLength(root) - Buffer.byteLength(join(tmpdir(), "/"))
	}];
	for (const { folder, length } of parents) {
		if (length < 1 || length > 255 || !isWritable(folder)) continue;
		for (let attempt = 0; attempt < 50; attempt += 1) {
			const path = join(folder, nameOf$4(length));
			if (!existsSync(path)) return path;
		}
	}
	throw errors.noPlaceForBase(root, parents.map(({ folder }) => folder).join(", "));
}
/** `base-3f9c…`: what it is, as far as there is room. */
function nameOf$4(length) {
	const random = randomBytes(128).toString("hex");
	return `${length >= 10 ? "base-" : ""}${random}`.slice(0, length);
}
function isWritable(folder) {
	try {
		accessSync(folder, constants$1.W_OK | constants$1.X_OK);
		return true;
	} catch {
		return false;
	}
}
async function checkOutSubmodules(git, path, commit, config) {
	const inHead = [...(await git.run(["submodule", "status"])).stdout.matchAll(/^[ +U][0-9a-f]+ (.+?)(?: \(.*\))?$/gm)].flatMap(([, name]) => name ?? []);
	if (inHead.length === 0) return;
	const inBase = [...(await git.run([
		"ls-tree",
		"-r",
		"-z",
		commit
	])).stdout.matchAll(/160000 commit [0-9a-f]+\t([^\0]+)/g)].flatMap(([, name]) => name ?? []);
	const wanted = inHead.filter((name) => inBase.includes(name));
	if (wanted.length === 0) return;
	const update = (...depth) => git.run([
		"submodule",
		"update",
		"--quiet",
		"--init",
		"--recursive",
		...depth,
		"--",
		...wanted
	], {
		directory: path,
		config
	});
	const shallow = await update("--depth=1");
	const updated = shallow.ok ? shallow : await update();
	if (!updated.ok) throw errors.submodulesFailed(commit, lastWords(updated));
}

// src/gate/prepare-base.ts
/**
* Brings the base to a folder, lets it be used, and takes away whatever was made, whatever happens.
*
* @param token fetches a private base
* @throws UserError when there is no base, or it cannot be brought
*/
async function withBase(pair, world, token, use) {
	if (pair.baseDirectory !== null) return use(await standingBase(pair, pair.baseDirectory, world, token));
	const git = await repositoryOf(pair, world);
	const compareWith = pair.compareWith ?? "base";
	const { commit, rule } = await findBaseCommit(git, compareWith, {
		env: world.env,
		token
	});
	const remover = startRemover(world.env);
	try {
		const config = (await findRemotes(git, world.env, token)).flatMap((remote) => remote.config);
		const base = await addWorktree(git, commit, remover, config);
		return await use({
			sides: {
				head: git.directory,
				base
			},
			origin: {
				rule,
				commit,
				name: compareWith
			}
		});
	} finally {
		await remover.remove();
	}
}
/** A folder that somebody else has filled. */
async function standingBase(pair, base, world, token) {
	if (statSync(base, { throwIfNoEntry: false })?.isDirectory() !== true) throw errors.baseDirectoryMissing(base);
	const sides = {
		head: pair.headDirectory,
		base
	};
	if (pair.compareWith === null) return {
		sides,
		origin: {
			rule: "named",
			commit: await commitAt(base, pair, world),
			name: base
		}
	};
	const wanted = await findBaseCommit(await repositoryOf(pair, world), pair.compareWith, {
		env: world.env,
		token
	});
	const found = await commitAt(base, pair, world);
	if (found !== null && found !== wanted.commit) throw errors.otherBase(base, found, wanted.commit);
	return {
		sides,
		origin: {
			...wanted,
			name: pair.compareWith
		}
	};
}
/** What is checked out in a folder; `null` where that is no repository, or the one of the head. */
async function commitAt(folder, { headDirectory }, world) {
	const top = async (directory) => createGit(directory, world).run(["rev-parse", "--show-toplevel"]);
	try {
		const [base, head] = [await top(folder), await top(headDirectory)];
		if (!base.ok || base.stdout === head.stdout) return null;
		const { ok, stdout } = await createGit(folder, world).run(["rev-parse", "HEAD"]);
		return ok ? stdout : null;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "git-missing") return null;
		throw error;
	}
}
/** @throws UserError `no-repository` */
async function repositoryOf({ headDirectory }, world) {
	const found = await createGit(headDirectory, world).run(["rev-parse", "--show-toplevel"]);
	if (!found.ok) throw errors.noRepository(headDirectory, found.stderr);
	return createGit(found.stdout, world);
}

// src/gate/recorded-base.ts
/**
* The samples that the branch of the baseline has of its last recordings. Where they cannot be read, that is said, and
* the base is measured.
*/
async function readRecent(plan, world, token) {
	if (plan.baselineStore !== "branch") return null;
	try {
		return (await loadStored(plan, world, { token })).recent;
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		world.onNotice({
			kind: "recordings-unread",
			why: `${error.message}. ${error.hint}`
		});
		return null;
	}
}
/**
* What was recorded of a scenario at exactly this commit, if its samples can be compared with runs of now: by the same
* version of the gate, in the same environment (also in what moves a page or two), of the same command and load. `null`
* where nothing was.
*/
function recordedBase(recent, scenario, commit, { environment, factsOf }) {
	const entry = findEntry(recent, scenario.name, environment);
	if (entry === null || !isSameSubject(entry.subject, subjectOf(scenario))) return null;
	const recordings = entry.recordings.filter((recording) => recording.commit === commit && recording.tool === VERSION && isDeepStrictEqual(recording.facts, factsOf(scenario)));
	return recordings.length === 0 ? null : {
		kind: "found",
		entry: {
			...entry,
			recordings
		}
	};
}

// src/gate/run-build.ts
/** A build that hangs must not hold a job until the runner ends it without a word. */
const BUILD_TIMEOUT_MS = 36e5;
/**
* Builds what stands in a folder, with the variables that its scenarios hand over.
*
* @param what is built, for the error
* @returns why it could not be built; `null` where it was
*/
async function runBuild(what, build, workingDirectory, scenarios, measurer, stepEnv) {
	const passEnv = [...new Set(scenarios.flatMap((scenario) => scenario.passEnv))];
	const options = {
		workingDirectory,
		env: {},
		passEnv,
		timeoutMs: BUILD_TIMEOUT_MS
	};
	const end = await measurer.runCommand(build, options);
	if (end.kind === "timed-out") return errors.buildTimedOut(what, build, formatDuration(BUILD_TIMEOUT_MS), end.output);
	if (end.status === 0) return null;
	return errors.buildFailed(what, build, end.status, end.output, heldBackVariables(stepEnv, {
		env: {},
		passEnv
	}));
}

// src/gate/check-pairs.ts
/**
* Measures every scenario of the plan in turn with the base. What says how is measured (the scenarios, their load,
* their budgets) is the head's.
*
* @throws UserError when the base cannot be brought, or the head cannot be measured
*/
async function checkPairs(plan, pair, world, token) {
	const head = await createMeasurer(world);
	noticeCommands(plan, world);
	for (const scenario of plan.scenarios) refuseAbsolutePaths(scenario, pair, pair.headDirectory);
	return withBase(pair, world, token, async (base) => {
		const baselines = plan.baselineStore === "branch" ? {
			head: null,
			base: void 0,
			history: []
		} : await loadBoth(plan, world, token, base.origin.commit);
		const recent = pair.baseDirectory === null && plan.explain !== "always" ? await readRecent(plan, world, token) : null;
		return {
			result: await comparePlan(plan, pair, {
				...base,
				baselines,
				recent
			}, head, world),
			stored: baselines.head,
			history: []
		};
	});
}
async function comparePlan(plan, pair, { sides, origin, baselines, recent }, head, world) {
	for (const scenario of plan.scenarios) refuseAbsolutePaths(scenario, pair, sides.head);
	const baseWorld = {
		...world,
		env: environmentOfBase(world.env, sides)
	};
	const base = await createMeasurer(baseWorld);
	const scenarios = plan.scenarios.map((scenario) => ({
		scenario: withPassedNames(scenario, world.env),
		before: withPassedNames(scenarioOfBase(scenario, sides, `${scenario.name} (base)`), baseWorld.env)
	}));
	const changed = await changedHarness(plan, pair, sides, world.env);
	const isComparable = changed.length === 0 && origin.commit !== null;
	const known = scenarios.map(({ scenario }) => isComparable ? recordedBase(recent, scenario, origin.commit, head) : null);
	noticeBase(known.includes(null) ? pair : {
		...pair,
		build: null
	}, sides, origin, world);
	const explain = createExplainer(plan, world);
	const results = [];
	const recorded = [];
	const logs = [];
	let building = null;
	for (const [index, { scenario, before }] of scenarios.entries()) {
		const match = known[index] ?? null;
		const spared = match === null ? null : await checkScenario(scenario, match, head);
		if (spared?.verdict === "pass") {
			recorded.push(scenario.name);
			results.push(withSides(spared, baselines, plan, scenario, head));
			continue;
		}
		const compared = await (building ??= buildBase(plan, pair, sides, base, baseWorld)) ?? missingFolder(before.workingDirectory, sides) ?? await measurePair(scenario, before, {
			head,
			base
		});
		if (compared instanceof UserError) {
			logs.push(compared.detail);
			results.push(await checkScenario(scenario, { kind: "missing" }, head, [doubtOf$1(compared)]));
		} else {
			const [one, other] = [{
				scenario,
				world
			}, {
				scenario: before,
				world: baseWorld
			}];
			const told = withSides(compared, baselines, plan, scenario, head);
			results.push(await explain(told, one, other));
		}
	}
	const told = {
		...origin,
		changed,
		recorded,
		log: logs.find((log) => log !== null) ?? null
	};
	noticeEnvironmentChanges(head, world);
	return gateResult(results, head.environment, told);
}
function doubtOf$1({ message, hint }) {
	return {
		kind: "base-failed",
		message,
		hint
	};
}
/** Says what the head is compared with, before that takes its time. */
function noticeBase({ build }, sides, origin, { onNotice }) {
	onNotice({
		kind: "base",
		...origin,
		build
	});
	const [head, base] = [Buffer.byteLength(sides.head), Buffer.byteLength(sides.base)];
	if (head !== base) onNotice({
		kind: "unequal-paths",
		base: sides.base,
		difference: base - head
	});
}
/** @returns why it could not be built; `null` where it was, or needs no build */
async function buildBase({ scenarios }, { build, cwd }, sides, base, world) {
	if (build === null) return null;
	const folder = counterpart(cwd, sides);
	return missingFolder(folder, sides) ?? await runBuild("base", build, folder, scenarios, base, world.env);
}
/** What the head has made a folder for, the base may not have. */
function missingFolder(folder, sides) {
	return existsSync(folder) ? null : errors.folderNotInBase(relative(sides.base, folder));
}

// src/gate/notice-blindness.ts
/** Says, before anything is measured, that no growth could be proven against what will be recorded. */
function noticeBlindRecording(scenario, previous, { onNotice }) {
	const kept = previous !== null && isSameSubject(previous.subject, subjectOf(scenario)) ? previous.recordings.slice(1 - 5) : [];
	const blindness = findBlindness(scenario, samplesIn(kept) + scenario.runs);
	if (blindness !== null) onNotice({
		kind: "blind-recording",
		scenario: scenario.name,
		...blindness
	});
}
/** Says, before anything is measured, that no growth can be proven against what was recorded. */
function noticeBlindCheck(scenario, baseline, { onNotice }) {
	if (baseline.kind !== "found") return;
	const blindness = findBlindness(scenario, samplesIn(baseline.entry.recordings));
	if (blindness !== null) onNotice({
		kind: "blind-check",
		scenario: scenario.name,
		...blindness
	});
}
/** Of the metric that has the most of them: what others lack, their own verdicts say. */
function samplesIn(recordings) {
	return recordings.map(({ samples }) => Math.max(0, ...Object.values(samples).map(({ length }) => length))).reduce((total, count) => total + count, 0);
}

// src/verdict/decide-recording.ts
/**
* @param previous the entry of the scenario in the environment of the runs
* @param metrics the verdicts on the new runs, against that entry
*/
function decideRecording(previous, subject, metrics) {
	if (previous === null) return "first";
	if (!isSameSubject(previous.subject, subject)) return "other-subject";
	if (metrics.some(({ verdict }) => verdict === "regressed" || verdict === "improved")) return "moved";
	if (previous.recordings.length < 5) return "beside";
	return metrics.every(saysNothingNew) ? "unchanged" : "beside";
}
/** A metric that only one side has, such as one that is new in this version, passes for want of a comparison. */
function saysNothingNew({ verdict, base, head }) {
	return verdict === "pass" && base === null === (head === null);
}

// src/gate/ready-baseline.ts
/**
* The stored baseline as a `record` of these very runs would leave it, of the scenarios whose level has moved or that
* cannot be compared: they are measured already, on the machine that counts. `null` where there is nothing to store.
*
* @param commit that was measured
*/
function readyBaseline({ pair, scenarios }, stored, commit) {
	let baseline = stored;
	for (const scenario of scenarios) {
		const { name, environment, facts, metrics, runs, terms } = scenario;
		const hasEntry = stored?.entries.some((entry) => entry.scenario === name) === true;
		if (terms.subject === null || !isWanted(scenario) || pair !== void 0 && !hasEntry) continue;
		const meta = {
			recordedAt: /* @__PURE__ */ new Date(),
			commit,
			tool: VERSION,
			...facts !== null && { facts }
		};
		const recording = recordingOf(runs, meta);
		if (recording === null) continue;
		const previous = findEntry(baseline, name, environment);
		const decision = decideRecording(previous, terms.subject, metrics);
		const added = {
			scenario: name,
			environment,
			subject: terms.subject,
			recording
		};
		baseline = addRecording(baseline, added, { keep: decision === "moved" ? "none" : "recent" });
	}
	return baseline === stored ? null : baseline;
}
function isWanted({ verdict, reasons, metrics }) {
	if (verdict === "no-baseline" || verdict === "improved") return true;
	if (reasons.some(({ kind }) => kind === "baseline-removed")) return true;
	const isElsewhere = reasons.some(({ kind }) => kind === "other-environment" || kind === "other-subject");
	return metrics.some((metric) => metric.reasons.some(({ kind }) => kind === "regressed")) || isElsewhere && verdict === "inconclusive";
}

// src/gate/check.ts
/**
* Measures every scenario of the plan and judges it against the stored baseline or, where the plan says so, against a
* base that is measured in turn with it. Posts and prints nothing.
*
* @param token fetches a private base, and the branch of baselines; nothing but git gets it
* @throws UserError when the baseline or the base cannot be used, or a program cannot be measured
*/
async function check(plan, world, { token = null } = {}) {
	const { result, stored, history } = await (plan.pair === null ? checkAgainstBaseline(plan, world, token) : checkPairs(plan, plan.pair, world, token));
	const outcome = {
		result,
		exitCode: exitCodeOf(result, plan),
		history
	};
	if (plan.baselineStore === "branch") return {
		...outcome,
		ready: null
	};
	const ready = readyBaseline(result, stored, await readCommit(world.env, world.signal));
	return {
		...outcome,
		ready: ready === null ? null : renderBaseline(ready)
	};
}
async function checkAgainstBaseline(plan, world, token) {
	const baselines = await loadBoth(plan, world, token);
	const measurer = await createMeasurer(world);
	noticeCommands(plan, world);
	const explain = createExplainer(plan, world);
	const scenarios = [];
	for (const planned of plan.scenarios) {
		const scenario = withPassedNames(planned, world.env);
		const match = matchFor(baselines, plan, scenario, measurer);
		noticeBlindCheck(scenario, match, world);
		const result = await checkScenario(scenario, match, measurer);
		const told = withSides(result, baselines, plan, scenario, measurer);
		scenarios.push(await explain(told, {
			scenario,
			world
		}));
	}
	noticeEnvironmentChanges(measurer, world);
	const { head, history } = baselines;
	return {
		result: gateResult(scenarios, measurer.environment),
		stored: head,
		history: history.length === 0 ? historyOf(head) : history
	};
}

// src/gate/store-all.ts
/** Judges what was measured against the baseline as it is now, and adds it. */
function storeAll(measured, before) {
	let baseline = {
		schema: BASELINE_SCHEMA,
		entries: before?.entries ?? []
	};
	const scenarios = [];
	const stored = [];
	for (const { terms, environment, runs, recording } of measured) {
		const { name, subject } = terms;
		const found = selectBaseline(before, terms, environment);
		const result = judgeScenario({
			scenario: terms,
			runs,
			environment,
			facts: recording.facts,
			baseline: found
		});
		scenarios.push(result);
		if (subject === null) continue;
		const decision = decideRecording(findEntry(before, name, environment), subject, result.metrics);
		if (decision !== "unchanged") baseline = addRecording(baseline, {
			scenario: name,
			environment,
			subject,
			recording
		}, { keep: decision === "moved" ? "none" : "recent" });
		stored.push({
			scenario: name,
			runs: runs.filter(isEvidence).length,
			decision
		});
	}
	const points = measured.map(({ terms, environment, recording }) => historyPoint(terms.name, environment, recording));
	const recordings = measured.flatMap(({ terms: { name, subject }, environment, recording }) => subject === null ? [] : [{
		scenario: name,
		environment,
		subject,
		recording
	}]);
	return {
		baseline,
		points,
		recordings,
		scenarios,
		stored
	};
}

// src/gate/record.ts
/**
* Measures every scenario of the plan and stores the samples in the baseline, which changes only when all
* of them could be measured. A scenario that is where it was gains a recording, until there are enough of them; one
* that has moved beyond its budget starts anew, as a mix of two levels would allow for both.
*
* @throws UserError when the baseline cannot be used, a program cannot be measured, or no run of it counts
*/
async function record$1(plan, world, access = {}) {
	if (plan.explain === "always" && plan.baselineStore === "branch") throw errors.explanationOnBranch();
	const { baseline: found } = await loadStored(plan, world, access);
	const measurer = await createMeasurer(world);
	noticeCommands(plan, world);
	const commit = await readCommit(world.env, world.signal);
	const measured = [];
	for (const planned of plan.scenarios) {
		const scenario = withPassedNames(planned, world.env);
		noticeBlindRecording(scenario, findEntry(found, scenario.name, measurer.environment), world);
		const runs = await measureAll(scenario, measurer, world);
		const facts = measurer.factsOf(scenario);
		const recording = recordingOf(runs, {
			recordedAt: /* @__PURE__ */ new Date(),
			commit,
			tool: VERSION,
			facts
		});
		if (recording === null) throw errors.nothingToRecord(scenario.name, runs.length, doubtsOfRuns(runs).map(sayReason$1));
		measured.push({
			terms: termsOf(scenario),
			environment: measurer.environment,
			runs,
			recording
		});
	}
	noticeEnvironmentChanges(measurer, world);
	const { scenarios, stored } = await updateStored(plan, (current) => storeAll(measured, current), world, access);
	for (const scenario of scenarios) noticeRisingRuns(scenario, world);
	if (plan.explain === "always") await keepExplanations(plan, measured, world);
	return {
		stored,
		result: gateResult(scenarios, measurer.environment)
	};
}
/** What a check compares with later, where that is wanted. What cannot be explained is stored all the same. */
async function keepExplanations(plan, measured, world) {
	const keep = createKeeper(plan, world);
	for (const [index, planned] of plan.scenarios.entries()) await keep({
		scenario: withPassedNames(planned, world.env),
		world
	}, measured[index]?.recording.samples.writable ?? []);
}
async function measureAll(scenario, measurer, world) {
	await measurer.warmUp(scenario);
	const runs = await measurer.measure(scenario, scenario.runs, {
		kind: "run",
		run: 1,
		runs: scenario.runs
	});
	const discarded = runs.filter((run) => !isEvidence(run)).length;
	if (discarded > 0 && discarded < runs.length) world.onNotice({
		kind: "runs-not-stored",
		scenario: scenario.name,
		discarded,
		runs: runs.length
	});
	const sparseness = sparsenessOf("writable", runs.filter(isEvidence));
	if (sparseness !== null) world.onNotice({
		kind: "too-few-readings",
		scenario: scenario.name,
		...sparseness
	});
	return runs;
}
/** Said though it is stored: the next check will say that the baseline proves nothing. */
function noticeRisingRuns({ name, metrics }, { onNotice }) {
	const [first] = metrics.flatMap(({ reasons }) => reasons.flatMap((reason) => reason.kind === "trend" && reason.side === "head" ? [reason] : []));
	if (first !== void 0) onNotice({
		...first,
		kind: "rising-runs",
		scenario: name
	});
}

// src/verdict/judge-stored.ts
/** A stored result, judged afresh from its samples alone: whatever it says of itself is not heard. */
function judgeStored({ environment, pair, scenarios }) {
	const judged = scenarios.map((scenario) => judgeStoredScenario(scenario, pair !== void 0));
	return {
		verdict: worstVerdict(judged.map((scenario) => scenario.verdict)),
		environment,
		...pair !== void 0 && { pair },
		scenarios: judged
	};
}
/** As the gate that measured it has judged it; where that would go on measuring, by the runs there are. */
function judgeStoredScenario(stored, isPaired) {
	const { explanation, unexplained } = stored;
	return {
		...judgeRuns(stored, isPaired),
		...explanation !== void 0 && { explanation },
		...unexplained !== void 0 && { unexplained }
	};
}
/**
* The same, but for where its memory came from.
*
* @param isPaired whether its base was measured in turn with it
*/
function judgeRuns(stored, isPaired = false) {
	const evident = judgeEvidence(stored, isPaired);
	const { side } = stored;
	const judged = side === void 0 ? evident : withBaselineSide(evident, side, side.isRefused);
	if (stored.doubts.length === 0) return judged;
	const reasons = [...stored.doubts.map((sentence) => ({
		kind: "stated",
		sentence
	})), ...judged.reasons];
	return {
		...judged,
		reasons,
		verdict: scenarioVerdict(judged.metrics, reasons)
	};
}
function judgeEvidence({ terms, runs, environment, facts, baseline }, isPaired) {
	const subject = {
		scenario: terms,
		runs,
		environment,
		facts: facts ?? void 0,
		baseline: matchOf(baseline, environment),
		isPaired
	};
	const next = decideNext(subject);
	if (next.kind === "enough") return next.result;
	const last = decideNext({
		...subject,
		scenario: {
			...terms,
			runs: Math.min(terms.runs, runs.length),
			maxRuns: runs.length
		}
	});
	return {
		...last.kind === "enough" ? last.result : judgeScenario(subject),
		terms
	};
}

// src/verdict/name-legs.ts
/** The values of a leg are told in so many characters. */
const LONGEST = 100;
/**
* What each result is called beside the others: the values of its leg, with its job where there are several of them.
* Empty where there is nothing to tell apart.
*/
function nameLegs(origins) {
	if (origins.length < 2) return origins.map(() => "");
	const hasJobs = new Set(origins.map(({ job }) => job)).size > 1;
	return origins.map(({ job, leg }) => [hasJobs ? job : null, leg === null ? null : valuesOf(leg)].filter((part) => part !== null).join(": "));
}
/** `{"os":"debian","python":"3.13"}` → `debian, 3.13`. What is no such text is told as it stands. */
function valuesOf(leg) {
	let values;
	try {
		values = JSON.parse(leg);
	} catch {
		return shorten(leg);
	}
	if (typeof values !== "object" || values === null) return shorten(leg);
	return shorten(Object.values(values).map((value) => typeof value === "string" ? value : JSON.stringify(value)).join(", "));
}
function shorten(text) {
	const characters = Array.from(text);
	return characters.length <= LONGEST ? text : `${characters.slice(0, 99).join("")}…`;
}

// src/verdict/merge-legs.ts
/**
* One result of any number of legs, each judged afresh from its samples. One run counts, and of each leg its
* newest attempt. A leg that has an older result alone, one that could not measure, and those that left no result
* are scenarios of their own, and inconclusive: nothing is green that was not seen.
*
* @param results at least one
* @param about the run that counts; `null`: the newest that is there
* @param jobs those that were to be over; one that has not succeeded and left no result is told, too
*/
function mergeLegs(results, about = null, jobs = []) {
	const { newest, isCurrent, run, commit } = runOf(results, about);
	const current = newestAttempts(results.filter(isCurrent));
	const there = new Set(current.map(({ origin }) => keyOf(origin)));
	const older = newestAttempts(results.filter((one) => !isCurrent(one))).filter(({ origin }) => !there.has(keyOf(origin)));
	const names = nameLegs([...current, ...older].map(({ origin }) => origin));
	const scenarios = numberTwins([
		...current.flatMap((one, index) => scenariosOf(one, names[index] ?? "")),
		...older.map(({ origin, environment }, index) => lost(names[current.length + index] ?? "", {
			kind: "leg-older",
			commit: origin.commit
		}, environment)),
		...missingLegs(current, older),
		...missingJobs(jobs, current, newest.environment)
	]);
	return {
		result: {
			verdict: worstVerdict(scenarios.map(({ verdict }) => verdict)),
			environment: newest.environment,
			...pairOf(current),
			scenarios
		},
		origin: {
			...newest.origin,
			run,
			commit,
			leg: null,
			legs: null
		}
	};
}
/**
* Of each leg of the run that counts its newest attempt, as it was measured.
*
* @param about as for {@link mergeLegs}
*/
function currentLegs(results, about) {
	return newestAttempts(results.filter(runOf(results, about).isCurrent));
}
function runOf(results, about) {
	const [first] = results;
	const newest = results.reduce((best, one) => isNewer(one.origin, best.origin) ? one : best, first);
	const { run, commit } = about ?? newest.origin;
	const isCurrent = ({ origin }) => origin.run === run && origin.commit === commit;
	return {
		newest,
		isCurrent,
		run,
		commit
	};
}
/** The base that all legs were measured in turn with; none where they differ. */
function pairOf(legs) {
	const pairs = legs.flatMap(({ pair }) => pair ?? []);
	const [first] = pairs;
	const isCommon = pairs.length === legs.length && pairs.every(({ commit }) => commit === first?.commit);
	if (first === void 0 || !isCommon) return {};
	const all = (key) => [...new Set(pairs.flatMap((pair) => pair[key]))];
	return { pair: {
		...first,
		changed: all("changed"),
		recorded: all("recorded")
	} };
}
function isNewer(a, b) {
	return (a.run ?? 0) - (b.run ?? 0) > 0 || a.run === b.run && (a.attempt ?? 0) > (b.attempt ?? 0);
}
/**
* The results of each leg's newest attempt, of which there may be several, as a job may have several steps. Where an
* older attempt left more of them, some may be of another leg, which does not know itself: then all of these count.
*/
function newestAttempts(results) {
	const newest = /* @__PURE__ */ new Map();
	const counts = /* @__PURE__ */ new Map();
	for (const { origin } of results) {
		const best = newest.get(keyOf(origin));
		if (best === void 0 || isNewer(origin, best)) newest.set(keyOf(origin), origin);
		counts.set(attemptOf(origin), (counts.get(attemptOf(origin)) ?? 0) + 1);
	}
	return results.filter(({ origin }) => {
		const best = newest.get(keyOf(origin)) ?? origin;
		const isOutdone = (counts.get(attemptOf(origin)) ?? 0) <= (counts.get(attemptOf(best)) ?? 0);
		return !isNewer(best, origin) || !isOutdone;
	});
}
function attemptOf(origin) {
	return JSON.stringify([
		keyOf(origin),
		origin.run,
		origin.attempt
	]);
}
function keyOf({ job, leg }) {
	return JSON.stringify([job, leg]);
}
/** The scenarios of a leg, which are called by it, too: another leg has some of the same name. */
function scenariosOf(stored, name) {
	if (stored.failure !== null || stored.scenarios.length === 0) return [lost(name, {
		kind: "leg-failed",
		message: stored.failure ?? ""
	}, stored.environment)];
	return judgeStored(stored).scenarios.map((scenario) => name === "" ? scenario : rename$1(scenario, `${scenario.name} (${name})`));
}
/** Of several steps of a job that all measure the same, or of legs that do not know themselves. */
function numberTwins(scenarios) {
	const seen = /* @__PURE__ */ new Map();
	return scenarios.map((scenario) => {
		const count = (seen.get(scenario.name) ?? 0) + 1;
		seen.set(scenario.name, count);
		return count === 1 ? scenario : rename$1(scenario, `${scenario.name} #${count}`);
	});
}
function rename$1(scenario, name) {
	return {
		...scenario,
		name,
		terms: {
			...scenario.terms,
			name
		}
	};
}
/** Legs of which a job had more than left a result. */
function missingLegs(current, older) {
	const jobs = /* @__PURE__ */ new Map();
	for (const one of current) jobs.set(one.origin.job, [...jobs.get(one.origin.job) ?? [], one]);
	return [...jobs].flatMap(([job, legs]) => {
		const expected = Math.max(...legs.map(({ origin }) => origin.legs ?? 1));
		const told = [...legs, ...older.filter(({ origin }) => origin.job === job)];
		const found = new Set(told.map(({ origin }) => keyOf(origin))).size;
		const [first] = legs;
		if (found >= expected || first === void 0) return [];
		return [lost(job ?? "", {
			kind: "legs-missing",
			job,
			expected,
			found
		}, first.environment)];
	});
}
/** Jobs without any result; one that has succeeded was none that measures. */
function missingJobs(jobs, current, environment) {
	return jobs.filter(({ job }) => !current.some(({ origin }) => origin.job === job)).flatMap(({ job, ended }) => ended === "failure" || ended === "cancelled" || ended === "skipped" ? [lost(job, {
		kind: "job-missing",
		ended
	}, environment)] : []);
}
/** A scenario that stands for what was not measured. */
function lost(name, reason, environment) {
	return {
		name,
		verdict: "inconclusive",
		reasons: [reason],
		metrics: [],
		mappings: [],
		soaked: [],
		processes: [],
		runs: [],
		terms: {
			name,
			budgets: {},
			runs: 0,
			maxRuns: 0,
			subject: null
		},
		environment,
		facts: null,
		baseline: null
	};
}

// src/store/find-results.ts
/**
* The files that are named: a path as it stands, every JSON file in a folder, what matches a glob. Each once, in order;
* symbolic links lead nowhere. A path without a file is told as it is, as its reader knows why it cannot be read; a
* glob that matches nothing gives nothing.
*/
async function findResults(named, cwd) {
	const found = [];
	for (const name of named) {
		const path = resolve(cwd, name);
		const stats = await lstat(path).catch(() => null);
		if (stats?.isDirectory() === true) found.push(...await matching(`${escapePath(path)}/**/*.json`, cwd));
		else if (stats !== null || !/[*?[\]{}]/.test(name)) found.push(path);
		else found.push(...await matching(name, cwd));
	}
	return [...new Set(found)];
}
async function matching(pattern, cwd) {
	return (await glob(pattern, {
		cwd,
		absolute: true,
		dot: true,
		followSymbolicLinks: false,
		expandDirectories: false
	})).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

// src/model/stored-result.ts
const RESULT_SCHEMA = "footprint-gate/result@1";

// src/model/pair.ts
/**
* By which rule a base was found: what a test merge is merged into, where a branch left another, what a merge queue
* puts its group on, what a branch pointed to before the push, or what was named.
*/
const BASE_RULES = [
	"first-parent",
	"merge-base",
	"queue",
	"before-push",
	"named"
];

// src/store/explanation-schema.ts
/** Somewhat more than is ever written: see MOST_STORED. */
const BOUNDS = {
	rows: 1e3,
	nodes: 5e3,
	name: 1e3
};
const name$1 = textOf$1(BOUNDS.name);
const sides = {
	base: bytes$4,
	head: bytes$4
};
const row = object({
	kind: picklist([...SPAN_KINDS, "files"]),
	name: name$1,
	bytes: bytes$4,
	...sides,
	inside: place,
	readBytes: nullable(bytes$4)
});
const difference$1 = object({
	total: object(sides),
	processes: listOf(object({
		command: name$1,
		ordinal: place,
		...sides
	}), BOUNDS.rows),
	groups: listOf(object({
		group: name$1,
		kind: picklist(GROUP_KINDS$1),
		...sides
	}), BOUNDS.rows),
	spans: listOf(object({
		kind: picklist(SPAN_KINDS),
		name: name$1,
		...sides,
		faults: place,
		readBytes: nullable(bytes$4)
	}), BOUNDS.rows)
});
const doubtOf = (settlement, gap) => variant("kind", [
	object({
		kind: literal("lack"),
		means: picklist([
			"perf",
			"dwarf",
			"strace"
		]),
		why: picklist(["absent", "refused"]),
		said: name$1
	}),
	object({ kind: literal("estimated") }),
	object({
		kind: literal("no-probe"),
		command: name$1
	}),
	object({
		kind: literal("no-es-modules"),
		version: name$1
	}),
	object({
		kind: literal("unsettled"),
		settlement: custom((found) => is(settlement, found) && !["settled", "exited"].includes(found.kind), "expected how it did not come to rest")
	}),
	object({
		kind: literal("gaps"),
		gaps: listOf(gap, BOUNDS.rows)
	})
]);
/**
* Where the memory came from, as a result has it. Everything in it is bounded, and nothing of it is counted upon: whoever
* can write it can invent it.
*/
function explanationSchema(settlement, gap) {
	return pipe(object({
		rows: listOf(row, BOUNDS.rows),
		others: object({
			bytes: bytes$4,
			...sides
		}),
		...attributionEntries(BOUNDS),
		since: exactOptional(bytes$4),
		stacks: nullable(stacksSchema(tuple([
			caller,
			place,
			bytes$4,
			bytes$4
		]), BOUNDS)),
		areStacksCompared: boolean(),
		difference: nullable(difference$1),
		doubts: listOf(doubtOf(settlement, gap), BOUNDS.rows)
	}), transform((found) => {
		const { rows, others, stacks, areStacksCompared, difference: changed, doubts, ...attribution } = found;
		return {
			attribution: {
				schema: ATTRIBUTION_SCHEMA,
				environment: null,
				...attribution,
				stacks: stacks === null ? null : headOf$1(stacks)
			},
			difference: changed === null ? null : withStates(changed, areStacksCompared ? stacks : null),
			heavy: {
				rows,
				others
			},
			doubts
		};
	}));
}
function headOf$1({ frames, nodes }) {
	return {
		frames,
		nodes: nodes.map(([parent, frame, , head]) => [
			parent,
			frame,
			head
		])
	};
}
function withStates({ total, processes, groups, spans }, stacks) {
	const withState = (one) => ({
		...one,
		...changeBetween(one.base, one.head)
	});
	return {
		schema: DIFFERENCE_SCHEMA,
		total: withState(total),
		processes: processes.map(withState),
		groups: groups.map(withState),
		spans: spans.map(withState),
		stacks
	};
}
const unexplainedSchema = variant("kind", [
	object({ kind: picklist([
		"until-exit",
		"target",
		"leak-unseen"
	]) }),
	object({
		kind: literal("no-time"),
		limitMs: bytes$4
	}),
	object({
		kind: picklist(["failed", "unreadable"]),
		why: name$1
	})
]);

// src/store/result-schema.ts
/** Linux gives a program no longer argument (MAX_ARG_STRLEN); nothing else is as long. */
const LONGEST_TEXT = 131072;
/** A name of 200 characters, and the leg of a matrix behind it. */
const LONGEST_NAME = 1e3;
const LONGEST_BUDGET = 200;
/** SHA-256 has 64 digits. */
const LONGEST_COMMIT = 64;
const text = textOf$1(LONGEST_TEXT);
const name = pipe(textOf$1(LONGEST_NAME), nonEmpty("expected a non-empty text"));
/** No gate is near these. */
const MOST = {
	scenarios: 1e3,
	runs: 1e3,
	recordings: 100,
	readings: 2e5,
	groups: 2e4,
	processes: 2e4,
	others: 1e3
};
const whole = pipe(amount(NUMBER), integer("expected a whole number"));
const plannedRuns = pipe(whole, maxValue(MOST.runs, `expected at most ${MOST.runs} runs`));
const bytes$2 = amount(MEMORY);
const ms = amount(NUMBER);
const settlement = variant("kind", [
	object({
		kind: literal("settled"),
		steadyAtMs: ms,
		windowMs: ms
	}),
	object({ kind: literal("exited") }),
	object({
		kind: literal("creeping"),
		bytesPerSecond: bytes$2,
		overMs: ms
	}),
	object({
		kind: literal("sawtooth"),
		falls: whole,
		spreadBytes: bytes$2,
		levelBytes: bytes$2
	}),
	object({
		kind: literal("noisy"),
		spreadBytes: bytes$2,
		levelBytes: bytes$2
	}),
	object({
		kind: literal("unread"),
		readings: whole
	})
]);
const gap = variant("kind", [
	object({
		kind: literal("memory-denied"),
		process: text
	}),
	object({
		kind: literal("hidden"),
		process: text
	}),
	object({ kind: literal("nothing-read") })
]);
const warning = variant("kind", [
	object({ kind: literal("no-ready-condition") }),
	object({ kind: literal("memory-never-read") }),
	object({
		kind: literal("no-rest-before-workload"),
		waitedMs: ms
	}),
	object({
		kind: literal("unkillable"),
		pids: listOf(whole, MOST.processes)
	})
]);
const reading = object({
	atMs: ms,
	writable: bytes$2,
	dirtyCache: bytes$2,
	rss: bytes$2,
	pss: bytes$2,
	minorFaults: whole,
	majorFaults: whole,
	processes: whole,
	threads: whole
});
const event = object({
	atMs: ms,
	event: picklist([
		"launched",
		"ready",
		"workload-started",
		"workload-ended",
		"steady",
		"soaked",
		"exited"
	])
});
/** By groups of mappings that programs name. */
const boundedGroups = pipe(groups, check$2((found) => Object.keys(found).every((key) => key.length <= LONGEST_TEXT), `expected names of at most ${LONGEST_TEXT} characters`), check$2((found) => Object.keys(found).length <= MOST.groups, `expected at most ${MOST.groups} groups of mappings`));
const processFigure = object({
	pid: whole,
	command: text,
	writable: bytes$2,
	role: exactOptional(textOf$1(LONGEST_NAME)),
	faults: exactOptional(whole),
	endedFaults: exactOptional(whole),
	ended: exactOptional(listOf(textOf$1(LONGEST_NAME), MOST.others))
});
const run = object({
	settlement,
	gaps: listOf(gap, MOST.processes),
	warnings: listOf(warning, MOST.others),
	figures: object(Object.fromEntries(METRIC_NAMES.map((metric) => [metric, exactOptional(figureOf(metric))]))),
	readings: listOf(reading, MOST.readings),
	unseenMs: ms,
	events: listOf(event, MOST.others),
	processes: listOf(processFigure, MOST.processes),
	groups: boundedGroups,
	soakGroups: exactOptional(boundedGroups)
});
const budgetTexts = object(Object.fromEntries(METRIC_NAMES.map((metric) => [metric, exactOptional(textOf$1(LONGEST_BUDGET))])));
/** Of a budget the text is taken, as people gave it; what it allows is read again, as everything that decides. */
const planned = pipe(object({
	runs: plannedRuns,
	maxRuns: plannedRuns,
	budgets: budgetTexts,
	byDefault: listOf(picklist(METRIC_NAMES), METRIC_NAMES.length)
}), rawTransform(({ dataset, addIssue, NEVER }) => {
	const { runs, maxRuns, budgets: texts, byDefault } = dataset.value;
	const budgets = {};
	for (const metric of METRIC_NAMES) {
		const written = texts[metric];
		if (written === void 0) continue;
		try {
			const budget = parseBudget(metric, written);
			budgets[metric] = byDefault.includes(metric) ? {
				...budget,
				isDefault: true
			} : budget;
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			addIssue({ message: error.message });
			return NEVER;
		}
	}
	return {
		runs,
		maxRuns,
		budgets
	};
}));
const baseline = object({
	scenario: name,
	environment,
	subject,
	recordings: pipe(listOf(object({
		...recording.entries,
		groups: boundedGroups
	}), MOST.recordings), minLength(1, "expected at least one recording"))
});
const pair = pipe(object({
	rule: picklist(BASE_RULES),
	commit: nullable(textOf$1(LONGEST_COMMIT)),
	name: text,
	changed: listOf(text, MOST.others),
	recorded: exactOptional(listOf(text, MOST.others), [])
}), transform((found) => ({
	...found,
	log: null
})));
const figure = pipe(number(), finite$1("expected a finite number"));
const side = object({
	raised: listOf(object({
		metric: picklist(METRIC_NAMES),
		from: figure,
		to: figure
	}), METRIC_NAMES.length),
	isRemoved: boolean(),
	isRefused: boolean()
});
const scenario = pipe(object({
	name,
	environment: exactOptional(environment),
	facts: nullable(namedFacts),
	doubts: listOf(text, MOST.others),
	side: exactOptional(side),
	planned,
	subject: nullable(subject),
	baseline: nullable(baseline),
	explanation: exactOptional(unknown(), null),
	unexplained: exactOptional(unknown(), null),
	runs: listOf(run, MOST.runs)
}), check$2(({ subject: known, runs }) => known !== null || runs.length === 0, "its runs are of nobody knows what: there is no subject"));
/**
* Additions that the exact test needs at most: for N samples, of which the smaller side has k, 2 · (N · k)². A second
* takes a thousand million of them; a usual gate has a million.
*/
const MOST_ADDITIONS = 1e10;
function additionsFor({ planned: terms, baseline: compared, runs }) {
	return Object.keys(terms.budgets).map((metric) => (compared?.recordings ?? []).reduce((sum, { samples }) => sum + (samples[metric]?.length ?? 0), 0)).reduce((sum, base) => sum + 2 * ((base + runs.length) * Math.min(base, runs.length)) ** 2, 0);
}
const explanation = explanationSchema(settlement, gap);
/** What cannot be read is said in place of it. */
function readExplanation({ explanation: given, unexplained: said }) {
	const [found, reason] = [safeParse(nullable(explanation), given, { abortEarly: true }), safeParse(nullable(unexplainedSchema), said, { abortEarly: true })];
	const [issue] = [...found.issues ?? [], ...reason.issues ?? []];
	if (issue !== void 0) return { unexplained: {
		kind: "unreadable",
		why: describe$3(issue)
	} };
	return {
		...found.success && found.output !== null && { explanation: found.output },
		...reason.success && reason.output !== null && { unexplained: reason.output }
	};
}
/**
* What a result file must be for its evidence to be read: every figure finite and within what a machine can hold,
* every text and list of a bounded length. Its verdicts, medians and differences are passed over, as is every key
* that is not known here.
*/
const resultSchema = pipe(object({
	schema: literal(RESULT_SCHEMA),
	tool: nullable(textOf$1(LONGEST_NAME)),
	measuredAt: nullable(pipe(string(), regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "expected a time in UTC"))),
	commit: nullable(textOf$1(LONGEST_COMMIT)),
	job: nullable(textOf$1(LONGEST_NAME)),
	leg: nullable(textOf$1(LONGEST_NAME)),
	legs: nullable(count),
	run: nullable(count),
	attempt: nullable(count),
	failure: nullable(text),
	environment,
	pair: exactOptional(nullable(pair), null),
	scenarios: pipe(listOf(scenario, MOST.scenarios), check$2((all) => all.reduce((sum, one) => sum + additionsFor(one), 0) <= MOST_ADDITIONS, "it has more samples than can be compared in a reasonable time"))
}), transform(({ environment: common, failure, pair: compared, scenarios, tool, measuredAt, commit, ...ofJob }) => {
	const { job, leg, legs, run: number, attempt } = ofJob;
	return {
		origin: {
			tool,
			measuredAt,
			commit,
			job,
			leg,
			legs,
			run: number,
			attempt
		},
		environment: common,
		failure,
		...compared !== null && { pair: compared },
		scenarios: scenarios.map((one) => ({
			terms: {
				name: one.name,
				...one.planned,
				subject: one.subject
			},
			environment: one.environment ?? common,
			facts: one.facts,
			baseline: one.baseline,
			doubts: one.doubts,
			...one.side !== void 0 && { side: one.side },
			...readExplanation(one),
			runs: one.runs
		}))
	};
}));

// src/store/result-file.ts
/** Hundreds of scenarios, or a soak of hours; and little enough to hold several of them. */
const MAX_RESULT_BYTES = 64 * 1024 ** 2;
const OWN = {
	each: MAX_RESULT_BYTES,
	all: 2 * 1024 ** 3
};
const OF_STRANGERS = {
	each: 8 * 1024 ** 2,
	all: 64 * 1024 ** 2
};
/** Ours has seven levels. JSON.parse takes any depth, at half a gigabyte for a file that is brackets alone. */
const MAX_DEPTH = 64;
/**
* Reads a result that a gate wrote, perhaps in another job, perhaps of somebody hostile: a plain file of bounded
* size, and all of it as {@link resultSchema} wants it. A symbolic link is not followed.
*
* @throws UserError that names the file, and the place in it
*/
async function readResult(path) {
	return parseResult(await readText(path, OWN.each), path);
}
/**
* {@link readResult} of several files, one after the other, as each may be large.
*
* @param areStrange whether somebody else may have made them, of whom less is taken
* @throws UserError that names the file, and the place in it
*/
async function readResults(paths, { areStrange }) {
	const { each, all } = areStrange ? OF_STRANGERS : OWN;
	const results = [];
	let left = all;
	for (const path of paths) {
		const content = await readText(path, Math.min(each, left));
		left -= Buffer.byteLength(content);
		results.push(parseResult(content, path));
	}
	return results;
}
/**
* The JSON of a plain file, with the same bounds; what it says is for the caller to check.
*
* @throws UserError that names the file
*/
async function readDocument(path) {
	return parseJson(await readText(path, MAX_RESULT_BYTES), path);
}
/** {@link readResult} of a text; `path` is named in the messages only. */
function parseResult(content, path) {
	const document = parseJson(content, path);
	const { schema } = parse(fallback(object({ schema: string() }), { schema: "" }), document);
	if (schema !== "footprint-gate/result@1") throw otherSchema(path, schema);
	const outcome = safeParse(resultSchema, document, { abortEarly: true });
	if (outcome.success) return outcome.output;
	throw errors.resultMalformed(path, outcome.issues.slice(0, 1).map(describe$3).join(""));
}
async function readText(path, limitBytes) {
	try {
		const file = await open(path, constants$1.O_RDONLY | constants$1.O_NOFOLLOW | constants$1.O_NONBLOCK);
		try {
			const stats = await file.stat();
			if (!stats.isFile()) throw errors.resultNoFile(path);
			if (stats.size > limitBytes) throw tooLarge(path, stats.size, limitBytes);
			const bytes = await file.readFile();
			if (bytes.length > limitBytes) throw tooLarge(path, bytes.length, limitBytes);
			return decode(bytes, path);
		} finally {
			await file.close();
		}
	} catch (error) {
		const cause = error;
		if (cause.syscall === void 0) throw error;
		if (cause.code === "ELOOP" || cause.code === "EISDIR") throw errors.resultNoFile(path);
		throw errors.resultUnreadable(path, cause);
	}
}
function tooLarge(path, size, limitBytes) {
	return errors.resultTooLarge(path, formatFigure(size, "bytes"), formatFigure(limitBytes, "bytes"));
}
function decode(bytes, path) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw errors.resultNotJson(path, "it is not UTF-8 text");
	}
}
function parseJson(content, path) {
	if (isDeeperThan(MAX_DEPTH, content)) throw errors.resultNotJson(path, "it is nested too deeply");
	let document;
	try {
		document = JSON.parse(content);
	} catch (error) {
		const offset = error instanceof SyntaxError ? offsetOf(error.message, content) : null;
		const where = offset === null ? "nobody knows where" : `the mistake is at or before line ${lineAt(content, offset)}`;
		throw errors.resultNotJson(path, content.trim() === "" ? "it is empty" : where);
	}
	const duplicate = findDuplicateKey(content);
	if (duplicate === null) return document;
	const line = lineAt(content, duplicate.offsets[1]);
	throw errors.resultMalformed(path, `the key ${JSON.stringify(duplicate.key.slice(0, 60))} stands twice in one object (line ${line})`);
}
/** Whether more brackets are open at once than that; of a text that is no JSON it may say anything. */
function isDeeperThan(most, content) {
	let depth = 0;
	let isInString = false;
	for (let at = 0; at < content.length; at++) {
		const character = content[at];
		if (isInString) {
			if (character === "\\") at++;
			else if (character === "\"") isInString = false;
		} else if (character === "\"") isInString = true;
		else if (character === "{" || character === "[") {
			if (++depth > most) return true;
		} else if (character === "}" || character === "]") depth--;
	}
	return false;
}
function otherSchema(path, schema) {
	if (schema === "") return errors.resultForeign(path, null);
	const [kind = "", ours] = RESULT_SCHEMA.split("@");
	return (schema.startsWith(`${kind}@`) ? Number(schema.slice(kind.length + 1)) : NaN) > Number(ours) ? errors.resultNewer(path, schema) : errors.resultForeign(path, schema);
}

// src/verdict/compare-stored.ts
/**
* Judges the runs of one result against those of another, scenario by scenario, by the budgets of the head. What the
* base has and the head lacks was not measured: that is inconclusive, as is a base of which no run counts.
*/
function compareStored(base, head) {
	const before = new Map(base.scenarios.map((scenario) => [scenario.terms.name, scenario]));
	const names = new Set(head.scenarios.map(({ terms }) => terms.name));
	const dropped = base.scenarios.filter(({ terms }) => !names.has(terms.name)).map((scenario) => ({
		...scenario,
		runs: []
	}));
	const scenarios = [...head.scenarios, ...dropped].map((scenario) => compareScenario(before.get(scenario.terms.name) ?? null, scenario, base));
	return {
		verdict: worstVerdict(scenarios.map((scenario) => scenario.verdict)),
		environment: head.environment,
		scenarios
	};
}
/** What the head did to a stored baseline has nothing to do with another result. */
const NO_SIDE = {
	raised: [],
	isRemoved: false,
	isRefused: false
};
function compareScenario(before, after, base) {
	const baseline = before === null ? null : entryOf(before, base);
	const judged = judgeRuns({
		...after,
		baseline,
		side: NO_SIDE
	});
	if (before === null || baseline !== null) return judged;
	return {
		...judged,
		verdict: worstVerdict([judged.verdict, "inconclusive"]),
		reasons: [...judged.reasons, { kind: "no-base-run" }]
	};
}
/** The runs as a baseline would have them; `null` when none of them counts. */
function entryOf({ terms, environment, facts, runs }, { origin }) {
	const { measuredAt, commit, tool } = origin;
	const recording = recordingOf(runs, {
		recordedAt: new Date(measuredAt ?? 0),
		commit,
		tool: tool ?? "unknown",
		...facts !== null && { facts }
	});
	if (recording === null || terms.subject === null) return null;
	return {
		scenario: terms.name,
		environment,
		subject: terms.subject,
		recordings: [recording]
	};
}

// src/gate/stored.ts
/** More than the 256 legs that a matrix of GitHub has, and several steps in each. */
const MOST_RESULTS = 2e3;
/**
* Judges the head's stored runs against the base's.
*
* @throws UserError when one of the files is no result, or a budget cannot be read
*/
async function compareResults(base, head, { budgets, name }, leniency) {
	const [before, after] = [await readResult(base), await readResult(head)];
	const scenarios = after.scenarios.map((scenario) => {
		const { terms } = scenario;
		return {
			...scenario,
			terms: {
				...terms,
				budgets: replaceBudgets(terms.budgets, budgets, name)
			}
		};
	});
	const result = compareStored(before, {
		...after,
		scenarios
	});
	return {
		result,
		origin: after.origin,
		exitCode: exitCodeOf(result, leniency)
	};
}
/**
* Judges every stored result afresh, and makes one of them.
*
* @throws UserError when there is no file, or one of them is no result
*/
async function mergeResults(wanted, leniency) {
	const { result, origin } = mergeLegs(await readWanted(wanted), wanted.about, wanted.jobs);
	return {
		result,
		origin,
		exitCode: exitCodeOf(result, leniency)
	};
}
/**
* Reads every result that is asked for.
*
* @throws UserError when there is no file, or one of them is no result
*/
async function readWanted(wanted) {
	const paths = await findResults(wanted.named, wanted.cwd);
	if (paths.length > MOST_RESULTS) throw errors.tooManyResults(paths.length, MOST_RESULTS);
	const [first, ...others] = await readResults(paths, wanted);
	if (first === void 0) throw errors.resultsMissing(wanted.named);
	return [first, ...others];
}

// src/gate/record-results.ts
/**
* Stores what other jobs have measured, all of it at once or nothing: so that the job which may write runs no program,
* and any number of legs is one update. Measures nothing.
*
* @throws UserError when a leg is missing or failed, a scenario was measured twice in one environment, or no run counts
*/
async function recordResults(plan, wanted, world, access = {}) {
	const results = await readWanted(wanted);
	refuseLost(results, wanted);
	const legs = currentLegs(results, wanted.about);
	const measured = legs.flatMap((leg) => leg.scenarios.map((scenario) => measuredOf(leg, scenario)));
	refuseTwins(measured);
	const { scenarios, stored } = await updateStored(plan, (current) => storeAll(measured, current), world, access);
	const environment = (legs[0] ?? results[0]).environment;
	return {
		stored,
		result: gateResult(scenarios, environment)
	};
}
/** A baseline changes only when all of it could be measured. */
function refuseLost(results, { about, jobs }) {
	const lost = mergeLegs(results, about, jobs).result.scenarios.flatMap(({ name, terms, reasons }) => terms.subject === null ? [[name, ...reasons.map(sayReason$1)].join(": ")] : []);
	if (lost.length > 0) throw errors.resultsIncomplete(lost);
}
function measuredOf({ origin }, { terms, environment, facts, runs }) {
	const recording = recordingOf(runs, {
		recordedAt: new Date(origin.measuredAt ?? Date.now()),
		commit: origin.commit,
		tool: origin.tool ?? "?",
		...facts !== null && { facts }
	});
	if (recording === null) throw errors.nothingToRecord(terms.name, runs.length, doubtsOfRuns(runs).map(sayReason$1));
	return {
		terms,
		environment,
		runs,
		recording
	};
}
/** Of one scenario in one environment there is one entry. */
function refuseTwins(measured) {
	const seen = /* @__PURE__ */ new Set();
	for (const { terms, environment } of measured) {
		const key = JSON.stringify([terms.name, environmentKey(environment)]);
		if (seen.has(key)) throw errors.recordedTwice(terms.name);
		seen.add(key);
	}
}

// src/proc/this-machine.ts
/** The clock of this machine. */
const systemClock = {
	now: () => performance.now(),
	sleep: (ms, wake) => new Promise((resolve) => {
		if (wake?.aborted === true) {
			resolve();
			return;
		}
		const end = () => {
			clearTimeout(timer);
			wake?.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		wake?.addEventListener("abort", end);
	}),
	cpuMs: () => {
		const { user, system } = process.cpuUsage();
		return (user + system) / 1e3;
	}
};
/** The world as it is on this machine, for whoever brings the rest of it. */
function onThisMachine(rest) {
	return {
		...rest,
		clock: systemClock,
		proc: createProcFiles()
	};
}

// src/verdict/accept-growth.ts
/**
* The result with every growth and every broken limit accepted. Of figures alone: what was not measured, is in doubt, or
* has lost its baseline is as red as before, as nobody knows what they would accept.
*/
function acceptGrowth(result, accepted) {
	const scenarios = result.scenarios.map(acceptScenario);
	if (scenarios.every((scenario, index) => scenario === result.scenarios[index])) return result;
	return {
		...result,
		scenarios,
		accepted,
		verdict: worstVerdict(scenarios.map(({ verdict }) => verdict))
	};
}
function acceptScenario(scenario) {
	if (!scenario.metrics.filter(({ verdict }) => isFailure(verdict)).some(({ verdict }) => verdict === scenario.verdict)) return scenario;
	const metrics = scenario.metrics.map((metric) => isFailure(metric.verdict) ? {
		...metric,
		verdict: "accepted"
	} : metric);
	return {
		...scenario,
		metrics,
		verdict: scenarioVerdict(metrics, scenario.reasons)
	};
}

// src/gate/origin.ts
/** Where a result comes from that is made now; without a job, at somebody's machine. */
function originOf(commit, job = {}) {
	return {
		tool: VERSION,
		measuredAt: (/* @__PURE__ */ new Date()).toISOString().replace(/\.\d+Z$/, "Z"),
		commit,
		job: null,
		leg: null,
		legs: null,
		run: null,
		attempt: null,
		...job
	};
}

// src/model/explanation.ts
/** The row, span or frame that stands for all that were left out as too small. */
const SMALLER = "(smaller ones)";

// src/ledger/prune-stacks.ts
/** So many nodes a browser draws at once; of several ledgers, all together. */
const MOST_NODES = 5e3;
/** Of the whole: what is smaller is less than a pixel wide. */
const SMALLEST_SHARE = .001;
/** The frame that stands for all callees that were left out. */
const SMALLER_FRAME = {
	name: SMALLER,
	module: ""
};
/** Leaves out calls that are too small to be seen; what they made stands under their caller, so that the sum holds. */
function pruneStacks({ frames, nodes }, mostNodes = MOST_NODES) {
	const sums = sumsOf$1(nodes);
	const sizes = sums.map(({ base, head }) => Math.max(base, head));
	const whole = nodes.reduce((sum, [, , base, head]) => ({
		base: sum.base + base,
		head: sum.head + head
	}), {
		base: 0,
		head: 0
	});
	const atLeast = Math.max(Math.max(whole.base, whole.head) * SMALLEST_SHARE, sizes.toSorted((a, b) => b - a)[mostNodes] ?? 0);
	const smaller = frames.length;
	const kept = [];
	const places = /* @__PURE__ */ new Map([[-1, -1]]);
	const left = /* @__PURE__ */ new Map();
	nodes.forEach(([parent, frame, base, head], node) => {
		const caller = places.get(parent);
		if (caller === void 0) return;
		if ((sizes[node] ?? 0) > atLeast) {
			places.set(node, kept.push([
				caller,
				frame,
				base,
				head
			]) - 1);
			return;
		}
		const sum = left.get(caller) ?? {
			base: 0,
			head: 0
		};
		sum.base += sums[node]?.base ?? 0;
		sum.head += sums[node]?.head ?? 0;
		left.set(caller, sum);
	});
	for (const [caller, { base, head }] of left) if (base > 0 || head > 0) kept.push([
		caller,
		smaller,
		base,
		head
	]);
	return {
		frames: [...frames, SMALLER_FRAME],
		nodes: kept
	};
}
/** The same calls, with no frame that none of them has. */
function dropUnusedFrames({ frames, nodes }) {
	const used = /* @__PURE__ */ new Map();
	const placeOf = (frame) => {
		const place = used.get(frame) ?? used.size;
		used.set(frame, place);
		return place;
	};
	const renumbered = nodes.map(([parent, frame, base, head]) => [
		parent,
		placeOf(frame),
		base,
		head
	]);
	return {
		frames: [...used.keys()].flatMap((frame) => frames[frame] ?? []),
		nodes: renumbered
	};
}
/** The calls of one run, which has no base. */
function aloneStacks({ frames, nodes }) {
	return {
		frames,
		nodes: nodes.map(([parent, frame, self]) => [
			parent,
			frame,
			0,
			self
		])
	};
}
/** What each node and all below it made. */
function sumsOf$1(nodes) {
	const sums = nodes.map(([, , base, head]) => ({
		base,
		head
	}));
	for (let node = nodes.length - 1; node >= 0; node--) {
		const [sum, caller] = [sums[node], sums[nodes[node]?.[0] ?? -1]];
		if (sum === void 0 || caller === void 0) continue;
		caller.base += sum.base;
		caller.head += sum.head;
	}
	return sums;
}

// src/ledger/shrink-explanation.ts
/** Of each view, so many rows: together some 200 KiB of JSON at the most. */
const MOST_STORED = {
	rows: 20,
	spans: 300,
	groups: 200,
	processes: 200,
	nodes: 800,
	points: 120,
	events: 100
};
/**
* Leaves out what is too small to matter, so that a result stays small, however large its explanation. What is left out
* stands in a row of its own, or under what is around it: each view still adds up to the figure. The rows of a comment
* are those that were found before.
*/
function shrinkExplanation(explanation) {
	const { attribution, difference, heavy, doubts } = explanation;
	return {
		attribution: shrinkAttribution(attribution),
		difference: difference === null ? null : shrinkDifference(difference, attribution),
		heavy: shrinkRows(heavy),
		doubts: doubts.slice(0, MOST_STORED.rows)
	};
}
function shrinkAttribution(attribution) {
	const { processes, groups, spans, stacks, timeline } = attribution;
	return {
		...attribution,
		processes: mergeEnd(processes, MOST_STORED.processes, mergeProcesses),
		groups: mergeEnd(largestFirst$1(groups, ({ writable }) => writable), MOST_STORED.groups, mergeGroups),
		spans: shrinkSpans(spans),
		stacks: stacks === null ? null : shrinkStacks(stacks),
		timeline: thin(timeline)
	};
}
function shrinkStacks(stacks) {
	const pruned = dropUnusedFrames(pruneStacks(aloneStacks(stacks), MOST_STORED.nodes));
	return {
		...pruned,
		nodes: pruned.nodes.map(([parent, frame, , self]) => [
			parent,
			frame,
			self
		])
	};
}
function shrinkDifference(difference, { processes }) {
	const { stacks } = difference;
	const sizeOf = ({ delta }) => Math.abs(delta);
	const order = difference.processes;
	const isAlone = processes.length <= MOST_STORED.processes && order.length <= MOST_STORED.processes;
	return {
		...difference,
		processes: isAlone ? order : [],
		groups: mergeEnd(largestFirst$1(difference.groups, sizeOf), MOST_STORED.groups, (rest) => ({
			group: SMALLER,
			kind: "rest",
			...mergeChanges(rest)
		})),
		spans: mergeEnd(largestFirst$1(difference.spans, sizeOf), MOST_STORED.spans, mergeSpanChanges),
		stacks: stacks === null ? null : dropUnusedFrames(pruneStacks(stacks, MOST_STORED.nodes))
	};
}
function shrinkRows({ rows, others }) {
	const rest = rows.slice(MOST_STORED.rows);
	return {
		rows: rows.slice(0, MOST_STORED.rows),
		others: {
			bytes: sum(rest, ({ bytes }) => bytes) + others.bytes,
			base: sum(rest, ({ base }) => base) + others.base,
			head: sum(rest, ({ head }) => head) + others.head
		}
	};
}
/** Keeps what is largest with all inside it, and never a span without the one around it. */
function shrinkSpans(spans) {
	if (spans.length <= MOST_STORED.spans) return spans;
	const chosen = new Set(largestFirst$1(spans, ({ cumulative }) => Math.abs(cumulative)).slice(0, MOST_STORED.spans - 1).map(({ id }) => id));
	const kept = /* @__PURE__ */ new Map();
	/** Of each span, the one that has its bytes; `null`: the row for all that are at the top. */
	const holders = /* @__PURE__ */ new Map();
	const top = [];
	for (const span of spans) {
		const around = span.parent === null ? null : holders.get(span.parent) ?? null;
		if (chosen.has(span.id) && around === span.parent) {
			holders.set(span.id, span.id);
			kept.set(span.id, {
				self: span.self,
				faults: span.faults,
				span
			});
			continue;
		}
		holders.set(span.id, around);
		const holder = around === null ? void 0 : kept.get(around);
		if (holder === void 0) {
			top.push(span);
			continue;
		}
		holder.self += span.self;
		holder.faults += span.faults;
	}
	const shown = [...kept.values()].map(({ self, faults, span }) => ({
		...span,
		self,
		faults
	}));
	return top.length === 0 ? shown : [...shown, mergeSpans(top)];
}
/** Of spans at the top, and of those inside them that are not there. */
function mergeSpans(spans) {
	const self = sum(spans, (span) => span.self);
	return {
		id: Math.max(...spans.map(({ id }) => id)),
		parent: null,
		kind: "rest",
		name: SMALLER,
		process: null,
		t0: Math.min(...spans.map(({ t0 }) => t0)),
		t1: Math.max(...spans.map(({ t1 }) => t1)),
		self,
		cumulative: self,
		faults: sum(spans, ({ faults }) => faults)
	};
}
function mergeProcesses(processes) {
	const [first] = processes;
	return {
		id: first?.id ?? 0,
		pid: first?.pid ?? 0,
		parent: null,
		command: SMALLER,
		ended: false,
		writable: sum(processes, ({ writable }) => writable),
		ownBytes: sum(processes, ({ ownBytes }) => ownBytes),
		inheritedBytes: sum(processes, ({ inheritedBytes }) => inheritedBytes),
		unsharedBytes: sum(processes, ({ unsharedBytes }) => unsharedBytes),
		shareableBytes: sum(processes, ({ shareableBytes = 0 }) => shareableBytes)
	};
}
function mergeGroups(groups) {
	return {
		group: SMALLER,
		kind: "rest",
		writable: sum(groups, ({ writable }) => writable)
	};
}
function mergeChanges(rows) {
	return changeBetween(sum(rows, ({ base }) => base), sum(rows, ({ head }) => head));
}
function mergeSpanChanges(rows) {
	return {
		kind: "rest",
		name: SMALLER,
		...mergeChanges(rows),
		faults: sum(rows, ({ faults }) => faults),
		readBytes: null
	};
}
/** Of each stretch of time, its highest point. */
function thin({ t, stays, passing, events }) {
	const last = t.length - 1;
	const stretch = Math.max(1, last / (MOST_STORED.points - 1));
	const places = /* @__PURE__ */ new Map();
	const heightOf = (place) => (stays[place] ?? 0) + (passing[place] ?? 0);
	t.forEach((_, place) => {
		const part = place === last ? Infinity : Math.floor(place / stretch);
		const highest = places.get(part);
		if (highest === void 0 || heightOf(place) > heightOf(highest)) places.set(part, place);
	});
	const pick = (values) => [...places.values()].map((place) => values[place] ?? 0);
	const own = events.filter(({ kind }) => kind !== "library");
	const told = events.length <= MOST_STORED.events ? events : own.slice(0, MOST_STORED.events);
	return {
		t: pick(t),
		stays: pick(stays),
		passing: pick(passing),
		events: told
	};
}
/** As many rows as there may be; the last is of all others. */
function mergeEnd(rows, most, merge) {
	return rows.length <= most ? rows : [...rows.slice(0, most - 1), merge(rows.slice(most - 1))];
}
function largestFirst$1(rows, sizeOf) {
	return rows.toSorted((a, b) => sizeOf(b) - sizeOf(a));
}
function sum(rows, valueOf) {
	return rows.reduce((all, row) => all + valueOf(row), 0);
}

// src/report/exports/explanation-json.ts
/** In the middle of a longer name is nothing that a reader would miss. */
const NAME_LENGTH$4 = 300;
/**
* The part of a result that says where the memory came from: bounded, with names of {@link NAME_LENGTH} characters. The
* environment and the states of rows are not in it, as a reader finds them elsewhere.
*/
function describeExplanation$1(whole) {
	const { attribution, difference, heavy, doubts } = shrinkExplanation(whole);
	const { total, gate, coverage, processes, groups, spans, timeline, since } = attribution;
	return {
		rows: heavy.rows.map((row) => ({
			...row,
			name: cut(row.name)
		})),
		others: heavy.others,
		total,
		...since === void 0 ? {} : { since },
		gate,
		coverage,
		processes: processes.map((process) => ({
			...process,
			command: cut(process.command)
		})),
		groups: groups.map((group) => ({
			...group,
			group: cut(group.group)
		})),
		spans: spans.map((span) => ({
			...span,
			name: cut(span.name)
		})),
		...describeStacks$1(attribution.stacks, difference?.stacks ?? null),
		timeline: {
			...timeline,
			events: timeline.events.map((event) => ({
				...event,
				name: cut(event.name)
			}))
		},
		difference: difference === null ? null : {
			total: {
				base: difference.total.base,
				head: difference.total.head
			},
			processes: difference.processes.map(({ command, ordinal, base, head }) => ({
				command: cut(command),
				ordinal,
				base,
				head
			})),
			groups: difference.groups.map(({ group, kind, base, head }) => ({
				group: cut(group),
				kind,
				base,
				head
			})),
			spans: difference.spans.map(({ kind, name, base, head, faults, readBytes }) => ({
				kind,
				name: cut(name),
				base,
				head,
				faults,
				readBytes
			}))
		},
		doubts
	};
}
const cut = (name) => elide(name, NAME_LENGTH$4);
/** The calls of the head are in those of both sides. */
function describeStacks$1(alone, compared) {
	const stacks = compared ?? (alone && aloneStacks(alone));
	const areStacksCompared = compared !== null;
	if (stacks === null) return {
		stacks,
		areStacksCompared
	};
	return {
		stacks: {
			frames: stacks.frames.map(({ name, module }) => ({
				name: cut(name),
				module: cut(module)
			})),
			nodes: stacks.nodes
		},
		areStacksCompared
	};
}

// src/report/exports/json.ts
const NOWHERE = {
	tool: null,
	measuredAt: null,
	commit: null,
	job: null,
	leg: null,
	legs: null,
	run: null,
	attempt: null
};
/**
* The result for programs, with everything in it: bytes, counts and milliseconds as plain numbers, `null`
* where there is no figure (never NaN), keys in a fixed order, a newline at the end. `readResult` reads it back, to
* be judged again.
*
* @param failure why nothing was measured, where nothing was
*/
function renderJson(result, origin = NOWHERE, failure = null) {
	const { tool, measuredAt, commit, job, leg, legs, run, attempt } = origin;
	return formatJson({
		schema: RESULT_SCHEMA,
		verdict: result.verdict,
		tool,
		measuredAt,
		commit,
		job,
		leg,
		legs,
		run,
		attempt,
		accepted: result.accepted ?? null,
		failure,
		environment: result.environment,
		pair: describePair(result.pair),
		scenarios: result.scenarios.map((scenario) => describeScenario$1(scenario, result.environment))
	}, { flatObjectsOnOneLine: true });
}
/** What a base printed is not for files that anybody may fetch. */
function describePair(pair) {
	if (pair === void 0) return null;
	const { rule, commit, name, changed, recorded } = pair;
	return {
		rule,
		commit,
		name,
		changed,
		recorded
	};
}
function describeScenario$1(scenario, elsewhere) {
	const { name, verdict, reasons, metrics, mappings, runs, terms, environment, facts, baseline } = scenario;
	const isElsewhere = environmentKey(environment) !== environmentKey(elsewhere);
	return {
		name,
		verdict,
		reasons: reasons.map(sayReason$1),
		...isElsewhere && { environment },
		facts,
		doubts: reasons.filter((reason) => !isFoundAgain(reason)).map(sayReason$1),
		...describeSide(scenario),
		explanation: scenario.explanation === void 0 ? null : describeExplanation$1(scenario.explanation),
		unexplained: scenario.unexplained ?? null,
		planned: describeTerms(terms),
		subject: terms.subject,
		metrics: metrics.map((metric) => describeMetric$1(metric, baseline)),
		mappings: mappings.map(({ group, base, head, delta }) => ({
			group,
			base,
			head,
			delta
		})),
		soaked: scenario.soaked.map(({ group, base, head, delta }) => ({
			group,
			base,
			head,
			delta
		})),
		processes: scenario.processes.map(({ role, from, to, base, head }) => ({
			role,
			from,
			to,
			base,
			head
		})),
		baseline,
		runs: runs.map(describeRun$1)
	};
}
/** What the head does to the baseline that the base has. */
function describeSide({ metrics, reasons }) {
	const raised = metrics.flatMap((metric) => metric.reasons.flatMap((reason) => reason.kind === "raised" ? [reason] : []));
	const isRemoved = reasons.some(({ kind }) => kind === "baseline-removed");
	if (raised.length === 0 && !isRemoved) return {};
	const isRefused = raised.some((reason) => reason.isRefused);
	return { side: {
		raised: raised.map(({ metric, from, to }) => ({
			metric,
			from,
			to
		})),
		isRemoved,
		isRefused
	} };
}
/** `byDefault` are budgets that nobody asked for. */
function describeTerms({ runs, maxRuns, budgets }) {
	const given = Object.entries(budgets);
	return {
		runs,
		maxRuns,
		budgets: Object.fromEntries(given.map(([metric, { text }]) => [metric, text])),
		byDefault: given.flatMap(([metric, { isDefault }]) => isDefault === true ? [metric] : [])
	};
}
function describeMetric$1(result, baseline) {
	const { metric, unit, verdict, base, head, delta, allowed, detectable } = result;
	const { budget, noiseLimited, pValue, reasons } = result;
	return {
		metric,
		unit,
		verdict,
		base: base === null ? null : {
			median: base.median,
			samples: base.samples
		},
		head: head === null ? null : {
			median: head.median,
			samples: head.samples
		},
		delta,
		allowed,
		detectable,
		budget: budget?.text ?? null,
		ceiling: budget?.ceiling ?? null,
		floor: budget?.floor ?? null,
		noiseLimited,
		pValue,
		recordings: (baseline?.recordings ?? []).map(({ samples }) => samples[metric] ?? []),
		reasons: reasons.map(sayReason$1)
	};
}
function describeRun$1(run) {
	const { settlement, gaps, warnings, figures, readings, unseenMs, events, processes, groups, soakGroups } = run;
	return {
		settled: !isUnsettled(settlement),
		settlement,
		gaps,
		warnings,
		figures,
		readings,
		unseenMs,
		events,
		processes,
		groups,
		soakGroups
	};
}

// src/report/exports/bencher.ts
/** Of a name that nobody can see nothing is left. */
const UNNAMED = "scenario";
/**
* Every figure in the Bencher Metric Format, for `bencher run --adapter json`: by scenario and metric, the median, the
* lowest and the highest sample.
*
* @see https://bencher.dev/docs/reference/bencher-metric-format
*/
function renderBencher({ scenarios }) {
	const benchmarks = scenarios.map(({ name, metrics }) => {
		const measures = metrics.flatMap(({ metric, head }) => {
			if (head === null || !Number.isFinite(head.median)) return [];
			const [lower, upper] = [Math.min(...head.samples), Math.max(...head.samples)];
			return [[metric, {
				value: head.median,
				lower_value: lower,
				upper_value: upper
			}]];
		});
		return [oneLine(name, 200) || UNNAMED, Object.fromEntries(measures)];
	});
	return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`;
}

// src/report/figures.ts
/** What stands in a cell where there is nothing to say. */
const NOTHING = "–";
/** `+11.2 %`, `-0.002 %`: as many digits as it takes to see that it is not zero; `null` of a base of zero. */
function formatPercent(delta, base) {
	const share = formatShare(Math.abs(delta), Math.abs(base));
	if (share === null) return null;
	return delta === 0 ? `±${share}` : `${delta / base > 0 ? "+" : "-"}${share}`;
}
/** {@link formatPercent} of a part, without a sign. */
function formatShare(part, whole) {
	if (whole === 0 || !Number.isFinite(part / whole)) return null;
	const percent = part / whole * 100;
	if (percent === 0) return "0 %";
	const digits = percent >= 100 ? 0 : percent >= 10 ? 1 : 2;
	return percent >= .01 ? `${formatNumber(percent, digits, digits)} %` : `${percent.toLocaleString("en-US", { maximumSignificantDigits: 1 })} %`;
}
/** `+1.02 MiB (+11.2 %)`; a change of nothing needs no percentage. */
function describeChange({ delta, base, unit }) {
	if (delta === null || base === null) return "–";
	const percent = delta === 0 ? null : formatPercent(delta, base.median);
	return percent === null ? formatChange(delta, unit) : `${formatChange(delta, unit)} (${percent})`;
}
/** What is let pass: `+93.1 KiB`, `+120 KiB (noise)`, `≤ 20.00 MiB`, `≥ 3`, or several of them. */
function describeLimit({ allowed, noiseLimited, budget, unit }) {
	if (allowed === null && budget?.increase) return budget.text;
	const { ceiling = null, floor = null } = budget ?? {};
	return [
		...allowed === null ? [] : [formatChange(allowed, unit) + (noiseLimited ? " (noise)" : "")],
		...ceiling === null ? [] : [`≤ ${formatFigure(ceiling, unit)}`],
		...floor === null ? [] : [`≥ ${formatFigure(floor, unit)}`]
	].join(", ") || "–";
}
function describeMedian(samples, { unit }) {
	return samples === null ? "–" : formatFigure(samples.median, unit);
}
/**
* All samples in the order of the runs, equal ones in a row told once: `9,304 KiB, 9,308 KiB × 4`. Bytes are
* told in KiB, so that a page is seen.
*/
function describeSamples(samples, { unit }) {
	const groups = [];
	for (const sample of samples?.samples ?? []) {
		const text = formatSample(sample, unit);
		const last = groups.at(-1);
		if (last?.text === text) last.count++;
		else groups.push({
			text,
			count: 1
		});
	}
	return groups.map(({ text, count }) => count === 1 ? text : `${text} × ${count}`).join(", ") || "–";
}
function formatSample(sample, unit) {
	if (unit !== "bytes" || sample < 1024) return formatFigure(sample, unit);
	return `${formatNumber(sample / 1024, 0, 1)} KiB`;
}
function labelOf$1({ metric }) {
	return METRICS[metric].label;
}
/** A row of processes: what they are, and their memory and faults before and after. */
function describeProcesses$1({ role, from, to, base, head }) {
	const counts = [base, head].flatMap((side) => side === null ? [] : [formatNumber(side.count, 0, 1)]);
	const memory = (side) => side === null ? "–" : formatFigure(side.writable, "bytes");
	return {
		name: nameProcesses({
			role,
			from,
			to,
			count: [...new Set(counts)].join(" → ")
		}),
		base: memory(base),
		head: memory(head),
		change: formatChange((head?.writable ?? 0) - (base?.writable ?? 0), "bytes"),
		faults: formatChange((head?.faults ?? 0) - (base?.faults ?? 0), "count")
	};
}

// src/report/rows.ts
/** The verdict as it is shown: where nothing was measured nothing may look green. */
function shownVerdict({ verdict, scenarios }) {
	return scenarios.length === 0 ? "inconclusive" : verdict;
}
/** Worst first; of equals, in the order of the plan. */
function worstFirst(results) {
	return results.toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
}
function gatedMetrics(scenario) {
	return scenario.metrics.filter((metric) => metric.budget !== null);
}
/** Those that could not be gated, though they are by default: their reasons say why. */
function isLeftOut({ budget, reasons }) {
	return budget === null && reasons.length > 0;
}
/** The metrics that a reader looks for: the gated ones, and those that could not be. */
function shownMetrics(scenario) {
	return [...gatedMetrics(scenario), ...scenario.metrics.filter(isLeftOut)];
}
/** Whether anything grew beyond what is allowed, or failed: then a reader asks where. */
function hasGrown$1(scenario) {
	return isFailure(scenario.verdict) || gatedMetrics(scenario).some(isGrown);
}
function isGrown({ verdict, delta, allowed }) {
	return isFailure(verdict) || delta !== null && allowed !== null && delta > allowed;
}
/**
* Where it grew: of a leak, the soak's end against its start, as what a leak adds is not there when the soak begins;
* of all else, the head against the base.
*/
function growthsToTell(scenario) {
	if (!hasGrown$1(scenario)) return [];
	const grown = gatedMetrics(scenario).filter(isGrown);
	const isLeak = grown.some(({ metric }) => metric === "growth");
	const isLeakAlone = isLeak && grown.every(({ metric }) => metric === "growth");
	const soak = {
		isSoak: true,
		changes: scenario.soaked.filter(({ delta }) => delta > 0)
	};
	const mappings = {
		isSoak: false,
		changes: scenario.mappings.filter(({ delta }) => delta > 0)
	};
	return [...isLeak ? [soak] : [], ...isLeakAlone ? [] : [mappings]].filter(({ changes }) => changes.length > 0);
}
/**
* Which processes to show: where anything grew, those that grew; else those that came or went. Of a single process all
* is said by the metrics.
*/
function processesToTell(scenario) {
	const { processes } = scenario;
	if (processes.every(({ base, head, to }) => base !== null && head !== null && to === 1) && processes.length < 2) return [];
	return hasGrown$1(scenario) ? processes : processes.filter(({ base, head }) => base === null || head === null);
}
/** Every gated metric of the result: worst first, then in the order of the scenarios with the worst first. */
function gatedRows(result) {
	return tableRows(result).flatMap(({ scenario, metric }) => metric === null ? [] : [{
		scenario,
		metric
	}]);
}
/**
* {@link gatedRows}, with a row for every scenario whose own verdict is worse than those of its metrics (it
* crashed, it never settled): a table that shows it as a pass would lie.
*/
function tableRows(result) {
	return worstFirst(worstFirst(result.scenarios).flatMap((scenario) => {
		const told = shownMetrics(scenario).map((metric) => ({
			scenario,
			metric,
			verdict: metric.verdict
		}));
		return gatedMetrics(scenario).some((metric) => metric.verdict === scenario.verdict) ? told : [{
			scenario,
			metric: null,
			verdict: scenario.verdict
		}, ...told];
	}));
}
/** What the row of a metric says already, or another reason of its scenario implies. */
const SAID_ELSEWHERE = [
	"regressed",
	"over-limit",
	"under-floor",
	"improved",
	"raised",
	"no-run"
];
/** What a person should know of a scenario beside its figures; each reason once, the gravest metrics first. */
function reasonsOf(scenario) {
	const ofMetrics = worstFirst(shownMetrics(scenario)).flatMap((metric) => metric.reasons);
	return distinctReasons([...scenario.reasons, ...ofMetrics]).filter(({ kind }) => !SAID_ELSEWHERE.includes(kind));
}
/**
* {@link reasonsOf}; of a pass only what concerns the whole and what was not gated: what to know of figures within
* their budget is detail.
*/
function reasonsToTell(scenario) {
	if (scenario.verdict !== "pass") return reasonsOf(scenario);
	return [
		...scenario.reasons,
		...scenario.metrics.filter(isLeftOut).flatMap(({ reasons }) => reasons),
		...scenario.metrics.flatMap(({ reasons }) => reasons.filter(({ kind }) => kind === "ended-faults"))
	];
}

// src/report/exports/benchmark.ts
const UNITS$1 = {
	bytes: "bytes",
	count: "count",
	"bytes/s": "bytes/s",
	ms: "ms"
};
/**
* The gated figures for github-action-benchmark, `tool: customSmallerIsBetter`: an array of
* `{ name, unit, value, range, extra }`.
*
* @see https://github.com/benchmark-action/github-action-benchmark
*/
function renderBenchmark({ scenarios }) {
	const entries = scenarios.flatMap((scenario) => gatedMetrics(scenario).flatMap((metric) => {
		const { head } = metric;
		if (head === null || !Number.isFinite(head.median)) return [];
		return {
			name: `${oneLine(scenario.name, 200)}: ${labelOf$1(metric)}`,
			unit: UNITS$1[metric.unit],
			value: head.median,
			range: `± ${reachOf(head)}`,
			extra: describe$2(metric)
		};
	}));
	return `${JSON.stringify(entries, null, 2)}\n`;
}
/** How far the samples reach from their median. */
function reachOf({ median, samples }) {
	return samples.reduce((reach, sample) => Math.max(reach, Math.abs(sample - median)), 0);
}
/** What the tool shows beside the point. */
function describe$2(metric) {
	const { verdict, base, unit } = metric;
	const before = base === null ? [] : [`baseline: ${formatFigure(base.median, unit)}`];
	return [
		`verdict: ${verdict}`,
		...before,
		`limit: ${describeLimit(metric)}`
	].join("\n");
}

// src/report/exports/junit.ts
/**
* The verdicts as tests, for whatever shows JUnit's XML: a suite for each scenario, a case for each gated metric, and
* one more where the scenario's own verdict is worse than theirs. What failed is a failure, what proves nothing is an
* error, and what has no baseline is skipped.
*
* @see https://github.com/jenkinsci/xunit-plugin, junit-10.xsd
*/
function renderJunit(result) {
	const suites = result.scenarios.map((scenario) => renderSuite(scenario, result));
	return [
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
		`<testsuites${attributesOf({
			name: "footprint-gate",
			...total(suites.map(({ counts }) => counts))
		}, ROOT)}>`,
		...suites.flatMap(({ lines }) => lines),
		"</testsuites>",
		""
	].join("\n");
}
/** The root has no count of those that were skipped. */
const ROOT = [
	"name",
	"tests",
	"failures",
	"errors"
];
function outcomeOf({ verdict }) {
	if (isFailure(verdict)) return "failure";
	if (verdict === "inconclusive") return "error";
	return verdict === "no-baseline" ? "skipped" : null;
}
function renderSuite(scenario, result) {
	const rows = tableRows({
		...result,
		scenarios: [scenario]
	});
	const outcomes = rows.map(outcomeOf);
	const count = (outcome) => outcomes.filter((one) => one === outcome).length;
	const counts = {
		tests: rows.length,
		failures: count("failure"),
		errors: count("error"),
		skipped: count("skipped")
	};
	return {
		counts,
		lines: [
			`  <testsuite${attributesOf({
				name: scenario.name,
				...counts
			}, [...ROOT, "skipped"])}>`,
			...rows.flatMap(renderCase),
			"  </testsuite>"
		]
	};
}
function renderCase(row) {
	const { scenario, metric, verdict } = row;
	const open = `    <testcase${attributesOf({
		name: metric === null ? "measurement" : labelOf$1(metric),
		classname: scenario.name
	}, ["name", "classname"])}`;
	const outcome = outcomeOf(row);
	if (outcome === null) return [`${open}/>`];
	const said = ((metric?.reasons ?? []).length > 0 ? metric?.reasons ?? [] : reasonsOf(scenario)).map(sayReason$1);
	const [message = verdict] = said;
	const figures = metric === null ? [] : [`${describeMedian(metric.base, metric)} → ${describeMedian(metric.head, metric)}, ${describeChange(metric)}`, `limit ${describeLimit(metric)}`];
	const text = escapeXml([...said, ...figures].join("\n"));
	const attributes = attributesOf({
		message,
		type: verdict
	}, ["message", "type"]);
	return [
		`${open}>`,
		`      <${outcome}${attributes}>${text}</${outcome}>`,
		"    </testcase>"
	];
}
function total(counts) {
	const sum = (key) => counts.reduce((all, one) => all + one[key], 0);
	return {
		tests: sum("tests"),
		failures: sum("failures"),
		errors: sum("errors"),
		skipped: sum("skipped")
	};
}
function attributesOf(values, keys) {
	return keys.map((key) => ` ${key}="${escapeXml(String(values[key])).replaceAll("\n", "&#10;")}"`).join("");
}
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&apos;"
};
/** Without what XML 1.0 cannot say at all: controls, half of a pair, and two that are no characters. */
function escapeXml(text) {
	return neutralize(text).replace(/[\ufffe\uffff]/g, "").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

// src/report/exports/openmetrics.ts
/** OpenMetrics has base units alone: seconds, bytes. */
const UNITS = {
	bytes: {
		suffix: "bytes",
		scale: 1
	},
	count: {
		suffix: null,
		scale: 1
	},
	"bytes/s": {
		suffix: "bytes_per_second",
		scale: 1
	},
	ms: {
		suffix: "seconds",
		scale: 1e3
	}
};
/**
* Every figure as a gauge, for Prometheus and its kin (a push gateway, the textfile collector of node_exporter):
* `footprint_writable_bytes{scenario="manager",side="head"} 9531392`.
*
* @see https://github.com/prometheus/OpenMetrics, specification 1.0
*/
function renderOpenMetrics({ scenarios }) {
	const families = METRIC_NAMES.flatMap((metric) => {
		const samples = scenarios.flatMap(({ name, metrics }) => metrics.filter((result) => result.metric === metric).flatMap(({ head, base }) => [...sampleOf(name, "head", head), ...sampleOf(name, "base", base)]));
		return samples.length === 0 ? [] : familyOf(metric, samples);
	});
	const verdicts = scenarios.map(({ name, verdict }) => `footprint_verdict{scenario="${escapeLabel(name)}",verdict="${verdict}"} 1`);
	return [
		...families,
		...verdicts.length === 0 ? [] : ["# TYPE footprint_verdict gauge", ...verdicts],
		"# EOF",
		""
	].join("\n");
}
function sampleOf(scenario, side, samples) {
	if (samples === null || !Number.isFinite(samples.median)) return [];
	return [{
		labels: `{scenario="${escapeLabel(scenario)}",side="${side}"}`,
		median: samples.median
	}];
}
function familyOf(metric, samples) {
	const { unit, label } = METRICS[metric];
	const { suffix, scale } = UNITS[unit];
	const name = [
		"footprint",
		metric.replace(/-ms$/, "").replaceAll("-", "_"),
		...suffix === null ? [] : [suffix]
	].join("_");
	return [
		`# TYPE ${name} gauge`,
		...suffix === null ? [] : [`# UNIT ${name} ${suffix}`],
		`# HELP ${name} ${label}`,
		...samples.map(({ labels, median }) => `${name}${labels} ${median / scale}`)
	];
}
function escapeLabel(text) {
	return neutralize(text).replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\"", "\\\"");
}

// src/report/exports/render-export.ts
const RENDERERS = {
	"github-action-benchmark": renderBenchmark,
	bencher: renderBencher,
	openmetrics: renderOpenMetrics,
	junit: renderJunit
};
/** The result as another tool reads it. */
function renderExport(format, result) {
	return RENDERERS[format](result);
}

// src/report/markdown/escape.ts
/** Breaks what GitHub would link without being seen. */
const BREAK = "​";
/**
* Makes untrusted text plain text in GitHub's markdown and HTML alike: in a table cell, a sentence or a
* `<summary>`. Nothing in it can end a cell, open a tag or a comment, format, link, mention a person or an
* issue. What has a meaning becomes a numeric entity, which cannot be structure; what GitHub links by its
* look (`@name`, `#12`, `GH-12`, `https://…`) is broken by a space without width, as entities do not help.
*/
function escapeCell(text, maxLength) {
	return oneLine(text, maxLength).replace(/@(?=[\w-])/g, `@${BREAK}`).replace(/#(?=\d)/g, `#${BREAK}`).replace(/\b(GH-)(?=\d)/gi, `$1${BREAK}`).replace(/:(?=\/\/)/g, `:${BREAK}`).replace(/\bwww(?=\.)/gi, `$&${BREAK}`).replace(/[&<>|`\\*~[\]#$"]/g, entity).replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, entity).replace(/^[-+](?=[\s-]|$)/, entity).replace(/^(\d+)([.)])(?=\s|$)/, (_, digits, mark) => digits + entity(mark));
}
/** Names that mean nothing to markdown, so that backticks hold them and the raw text stays readable. */
const PLAIN_NAME = /^[\w.[\]/:-][\w.[\]/: -]*$/;
/** {@link escapeCell} in the look of code, where GitHub neither mentions nor links anything anyway. */
function escapeCode(text, maxLength) {
	const line = oneLine(text, maxLength);
	return PLAIN_NAME.test(line) && !line.includes("://") ? `\`${line}\`` : `<code>${escapeCell(text, maxLength)}</code>`;
}
/**
* A block of code, for a command to paste. Its fence is longer than any in the text, and `<!--` cannot be
* read as the start of a comment by who looks for one in the raw text.
*/
function fence(text, language = "sh") {
	const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
	const bar = "`".repeat(longest + 1);
	return `${bar}${language}\n${text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "").replaceAll("<!--", `<${BREAK}!--`)}\n${bar}`;
}
function entity(character) {
	return `&#${character.charCodeAt(0)};`;
}
/** Parentheses, spaces and quotes would leave the link. */
function isPlainUrl(url) {
	return /^https?:\/\/[\w.:/?=&%~#-]+$/.test(url);
}

// src/report/markdown/failure.ts
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

// src/report/looks.ts
/** How a verdict looks, wherever it is shown. */
const LOOKS = {
	pass: {
		word: "pass",
		emoji: "✅",
		mark: "✓ ",
		color: "green"
	},
	improved: {
		word: "improved",
		emoji: "✅",
		mark: "✓ ",
		color: "green"
	},
	accepted: {
		word: "accepted",
		emoji: "☑️",
		mark: "✓ ",
		color: "yellow"
	},
	"no-baseline": {
		word: "no baseline",
		emoji: "🟡",
		mark: "! ",
		color: "yellow"
	},
	inconclusive: {
		word: "inconclusive",
		emoji: "⚠️",
		mark: "! ",
		color: "yellow"
	},
	regressed: {
		word: "regressed",
		emoji: "❌",
		mark: "✗ ",
		color: "red"
	},
	"over-limit": {
		word: "over limit",
		emoji: "❌",
		mark: "✗ ",
		color: "red"
	}
};
/** What the verdict is called on this metric: `over-limit` is one of a ceiling, or of a floor. */
function verdictWord(verdict, metric) {
	if (metric !== null && isLeftOut(metric)) return "not gated";
	const isUnder = metric?.reasons.some(({ kind }) => kind === "under-floor") === true;
	return verdict === "over-limit" && isUnder ? "under floor" : LOOKS[verdict].word;
}

// src/report/markdown/tables.ts
/** A table of more rows than this folds those that pass: the reader looks for the others. */
const ROWS_IN_SIGHT = 12;
const GROUP_LENGTH = 60;
/** Columns that hold figures stand to the right. The library does not escape: every cell comes escaped. */
function renderTable(head, rows, align) {
	return markdownTable([head, ...rows], {
		align: Array.from(align),
		alignDelimiters: false
	});
}
/** The gated metrics, failing ones first; those that pass are folded away when there are many. */
function renderResultTable(result, detail) {
	const all = tableRows(result);
	const fold = all.length > ROWS_IN_SIGHT;
	const inSight = fold || !detail.passing ? all.filter(({ verdict }) => verdict !== "pass") : all;
	const folded = fold && detail.passing ? all.filter(({ verdict }) => verdict === "pass") : [];
	const shown = inSight.slice(0, detail.rows);
	return [
		shown.length === 0 ? "" : renderRows(shown, detail),
		shown.length < inSight.length ? `_… and ${plural(inSight.length - shown.length, "more row")} like these: ${countVerdicts(inSight.slice(detail.rows))}._` : "",
		folded.length === 0 ? "" : renderFold(`${plural(folded.length, "metric")} within budget`, renderRows(folded, detail))
	].filter((block) => block !== "").join("\n\n");
}
function renderRows(rows, detail) {
	return renderTable([
		"Scenario",
		"Metric",
		"Base",
		"Head",
		"Change",
		"Limit",
		"Verdict"
	], rows.map(({ scenario, metric, verdict }) => {
		const name = escapeCell(scenario.name, detail.nameLength);
		const word = (metric !== null && isLeftOut(metric) ? "" : `${LOOKS[verdict].emoji} `) + verdictWord(verdict, metric);
		if (metric === null) return [
			name,
			"–",
			"–",
			"–",
			"–",
			"–",
			word
		];
		const change = describeChange(metric);
		return [
			name,
			labelOf$1(metric),
			describeMedian(metric.base, metric),
			emphasize(describeMedian(metric.head, metric), verdict === "over-limit"),
			emphasize(change, verdict === "regressed"),
			escapeCell(describeLimit(metric)),
			word
		];
	}), "llrrrrl");
}
function emphasize(cell, strongly) {
	return strongly && cell !== "–" ? `**${cell}**` : cell;
}
function countVerdicts(rows) {
	const counts = /* @__PURE__ */ new Map();
	for (const { verdict } of rows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
	return [...counts].map(([verdict, count]) => `${count} ${LOOKS[verdict].word}`).join(", ");
}
/**
* For each scenario that failed or grew: the groups of mappings and the processes that grew most, or what there is where
* nothing is to compare. Of all others the processes that came or went.
*/
function renderGrowth$1(result, detail) {
	return worstFirst(result.scenarios).map((scenario) => [hasGrown$1(scenario) ? renderScenarioGrowth(scenario, detail) : "", renderProcessRows(scenario, detail)].filter((block) => block !== "").join("\n\n")).filter((block) => block !== "").slice(0, detail.growth);
}
function renderProcessRows(scenario, detail) {
	const changes = processesToTell(scenario);
	if (changes.length === 0) return "";
	const rows = changes.slice(0, detail.groups).map((change) => {
		const { name, base, head, change: delta, faults } = describeProcesses$1(change);
		return [
			escapeCode(name, GROUP_LENGTH),
			base,
			head,
			delta,
			faults
		];
	});
	const more = changes.length - rows.length;
	const table = renderTable([
		"Process",
		"Base",
		"Head",
		"Change",
		"Page faults"
	], rows, "lrrrr");
	return `**Processes of ${escapeCell(scenario.name, detail.nameLength)}**\n\n${table}${more > 0 ? `\n\nand ${more} more` : ""}`;
}
function renderScenarioGrowth(scenario, detail) {
	const name = escapeCell(scenario.name, detail.nameLength);
	const growths = growthsToTell(scenario);
	if (growths.length > 0) return growths.map(({ isSoak, changes }) => isSoak ? `**Where ${name} grew while it was soaked**\n\n${renderMappings(changes, detail.groups, ["Start", "End"])}` : `**Where ${name} grew**\n\n${renderMappings(changes, detail.groups)}`).join("\n\n");
	const groups = largestGroups(scenario).slice(0, detail.groups);
	if (scenario.mappings.length > 0 || groups.length === 0) return "";
	return `**Where the memory of ${name} is** (last run)\n\n${renderGroups(groups)}`;
}
/** Groups with base, head and change; those beyond `limit` are summed up in the last row. */
function renderMappings(mappings, limit, sides = ["Base", "Head"]) {
	const rest = mappings.slice(limit);
	const sum = rest.reduce((total, { delta }) => total + delta, 0);
	const rows = mappings.slice(0, limit).map(({ group, base, head, delta }) => [
		escapeCode(group, GROUP_LENGTH),
		formatFigure(base, "bytes"),
		formatFigure(head, "bytes"),
		formatChange(delta, "bytes")
	]);
	const others = rest.length === 0 ? [] : [[
		`${rest.length} more`,
		"",
		"",
		formatChange(sum, "bytes")
	]];
	return renderTable([
		"Mapping",
		...sides,
		"Change"
	], [...rows, ...others], "lrrr");
}
function renderGroups(groups) {
	return renderTable(["Mapping", "Writable memory"], groups.map(([group, bytes]) => [escapeCode(group, GROUP_LENGTH), formatFigure(bytes, "bytes")]), "lr");
}
/** The groups of the last run, largest first. */
function largestGroups(scenario) {
	return Object.entries(scenario.runs.at(-1)?.groups ?? {}).filter(([, bytes]) => bytes > 0).toSorted(([, a], [, b]) => b - a);
}
/** GitHub reads markdown inside of HTML only after an empty line. `summary` comes escaped. */
function renderFold(summary, content) {
	return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

// src/report/markdown/ready-baseline.ts
/** A baseline to copy, folded away. */
function renderReadyBaseline(text, path) {
	const title = `The baseline with the samples of this run, to commit as ${escapeCell(path)}`;
	return renderFold(title, fence(text.trimEnd(), "json"));
}

// src/report/command-line.ts
/**
* The call that measures what a step measured.
*
* @param baseline the path of the baseline from the top of the repository
*/
function commandLineOf(request, baseline) {
	const directory = request["working-directory"] ?? ".";
	const config = request["config-file"];
	return {
		directory,
		flags: [
			...config === void 0 ? [] : ["--config", relative(directory, config)],
			...(request.scenario ?? []).flatMap((name) => ["--scenario", name]),
			...FLAG_OPTIONS.filter((key) => optionOf(key).identifies === true).flatMap((key) => [request[key] ?? []].flat().flatMap((value) => [`--${key}`, value])),
			...request.baseline === void 0 && directory === "." ? [] : ["--baseline", relative(directory, baseline)]
		],
		checkFlags: ["compare-with", "build"].flatMap((key) => {
			const { [key]: value } = request;
			return value === void 0 ? [] : [`--${key}`, value];
		}),
		program: request.run ?? null
	};
}
/** As text to paste into a shell. */
function renderCommand(verb, { directory, flags, checkFlags = [], program }) {
	return [
		...directory === "." ? [] : [`cd ${shellWord(directory)} &&`],
		`npx footprint-gate ${verb}`,
		...(verb === "check" ? [...flags, ...checkFlags] : flags).map(shellWord),
		...program === null ? [] : ["--", typeof program === "string" ? program : program.map(shellWord).join(" ")]
	].join(" ");
}

// src/report/phrases/pair.ts
/** What the head was compared with, in a sentence; `null` of a stored baseline. */
function sayPair({ pair, scenarios }) {
	if (pair === void 0) return null;
	if (scenarios.filter(({ reasons }) => reasons.some(({ kind }) => kind === "base-failed")).length === scenarios.length) return `Not measured: ${sayBase(pair)}.`;
	if (pair.recorded.length > 0) return scenarios.every(({ name }) => pair.recorded.includes(name)) ? `Compared with ${sayBase(pair)}, as it was recorded in this environment: no run of it was needed.` : `Compared with ${sayBase(pair)}, measured in turn with the head; of ${list(pair.recorded)}, as it was recorded in this environment.`;
	return `Compared with ${sayBase(pair)}, measured in turn with the head.`;
}
/** `the base 1a2b3c4d5e6f, which the pull request is merged into`. */
function sayBase({ rule, commit, name }) {
	const sha = commit?.slice(0, 12) ?? "";
	switch (rule) {
		case "first-parent": return `the base ${sha}, which the pull request is merged into`;
		case "merge-base": return `the merge base ${sha}`;
		case "queue": return `the base ${sha}, on which the merge queue puts the group`;
		case "before-push": return `${sha}, which was there before the push`;
		case "named": return sha === "" || name.startsWith(sha) ? name : `${name} (${sha})`;
	}
}
/** What the first line adds where the head says itself how it is measured; else empty. */
function sayChangedHarness(pair) {
	if (pair === void 0 || pair.changed.length === 0) return "";
	return `; the head changes how it is measured (${list(pair.changed)})`;
}

// src/report/phrases/headline.ts
const NAME_LENGTH$3 = 60;
/**
* The answer in one line of plain text, with its number: what grew in which scenario, by how much, and what
* was allowed. The worst comes first, and how many others there are.
*/
function headline(result) {
	return sayVerdict(result) + oneLine(sayChangedHarness(result.pair), 200);
}
function sayVerdict(result) {
	const [worst] = worstFirst(result.scenarios);
	if (worst === void 0) return "Nothing was measured";
	switch (result.verdict) {
		case "over-limit":
		case "regressed": return sayFailure(result, worst);
		case "inconclusive": return sayInconclusive(result, worst);
		case "no-baseline": return sayMissing$1(result);
		case "improved": return sayImproved(result);
		case "accepted": return sayAccepted(result);
		case "pass": return sayPass(result);
	}
}
function sayFailure(result, worst) {
	const failing = gatedRows(result).filter(({ metric }) => isFailure(metric.verdict));
	const [first] = failing;
	const isRemoved = worst.reasons.some(({ kind }) => kind === "baseline-removed");
	if (first === void 0 || isRemoved) return `${nameOf$3(worst)}: ${worst.verdict}${because(worst)}`;
	return `${nameOf$3(first.scenario)}: ${sayExcess(first.metric)}${others(failing.length - 1, "figure")}`;
}
/** `writable memory grew by 1.02 MiB (+11.0 %), allowed +93 KiB`. */
function sayExcess(metric) {
	const { verdict, delta, allowed, head, unit } = metric;
	const { ceiling = null, floor = null } = metric.budget ?? {};
	const refused = metric.reasons.find((reason) => reason.kind === "raised" && reason.isRefused);
	if (refused !== void 0) return lowered(sayReason$1(refused).slice(0, -1));
	if (verdict === "over-limit" && head !== null && floor !== null && head.median < floor) {
		const [is, limit] = apart(head.median, floor, unit);
		return `${labelOf$1(metric)} ${isOrAre(metric.metric)} ${is}, under the floor of ${limit}`;
	}
	if (verdict === "over-limit" && head !== null && ceiling !== null) {
		const [is, limit] = apart(head.median, ceiling, unit);
		return `${labelOf$1(metric)} ${isOrAre(metric.metric)} ${is}, over the limit of ${limit}`;
	}
	if (delta === null || allowed === null) return `${labelOf$1(metric)} ${verdict}`;
	const [grown, limit] = apart(delta, allowed, unit);
	const noise = metric.noiseLimited ? " for noise" : "";
	const sign = allowed === 0 ? "±" : "+";
	return `${labelOf$1(metric)} grew by ${grown}${percentOf(metric)}, allowed ${sign}${limit}${noise}`;
}
/** `manager: writable memory grew by 1.02 MiB (+11.0 %), allowed +93 KiB; accepted by ada`. */
function sayAcceptedBy({ by }, result) {
	const accepted = gatedRows(result).filter(({ metric }) => metric.verdict === "accepted");
	const [first] = accepted;
	const who = oneLine(by, NAME_LENGTH$3);
	if (first === void 0) return `Accepted by ${who}`;
	const { scenario, metric } = first;
	const isOver = metric.reasons.some(({ kind }) => kind === "over-limit" || kind === "under-floor");
	const excess = sayExcess({
		...metric,
		verdict: isOver ? "over-limit" : "regressed"
	});
	return `${nameOf$3(scenario)}: ${excess}${others(accepted.length - 1, "figure")}; accepted by ${who}`;
}
function sayInconclusive(result, worst) {
	const count = result.scenarios.filter(({ verdict }) => verdict === "inconclusive").length;
	return `Inconclusive: ${nameOf$3(worst)}${because(worst)}${others(count - 1, "scenario")}`;
}
function sayMissing$1(result) {
	const missing = result.scenarios.filter(({ verdict }) => verdict === "no-baseline");
	const [first] = missing;
	if (first === void 0) return "No baseline yet";
	const [metric] = gatedMetrics(first);
	const figure = metric === void 0 ? "" : `: ${labelOf$1(metric)} ${isOrAre(metric.metric)} ${describeMedian(metric.head, metric)}`;
	return `No baseline for ${nameOf$3(first)} yet${figure}${others(missing.length - 1, "scenario")}`;
}
function sayImproved(result) {
	const improved = gatedRows(result).filter(({ metric }) => metric.verdict === "improved");
	const [first] = improved;
	if (first === void 0) return "Improved";
	const { scenario, metric } = first;
	const shrunk = formatFigure(Math.abs(metric.delta ?? 0), metric.unit);
	const fewer = fewerIn(scenario);
	const less = fewer === "" ? "" : `, with ${fewer}`;
	return `${nameOf$3(scenario)}: ${labelOf$1(metric)} shrank by ${shrunk}${percentOf(metric)}${less}${others(improved.length - 1, "figure")}`;
}
function sayAccepted(result) {
	if (result.accepted !== void 0) return sayAcceptedBy(result.accepted, result);
	const [first, ...more] = raisesIn(result);
	if (first === void 0) return "Accepted";
	return `Accepted: ${lowered(sayRaise(first.raise, nameOf$3(first.scenario)))}${others(more.length, "figure")}`;
}
/** Every level that the head's file raises, the gravest scenarios first. */
function raisesIn(result) {
	return gatedRows(result).flatMap(({ scenario, metric }) => metric.reasons.flatMap((reason) => reason.kind === "raised" ? [{
		scenario,
		raise: reason
	}] : []));
}
/** {@link raisesIn} as sentences, but for what the first line says already. */
function sayRaises(result) {
	const told = result.verdict === "accepted" && result.accepted === void 0 ? 1 : 0;
	return raisesIn(result).slice(told).map(({ scenario, raise }) => `${sayRaise(raise, nameOf$3(scenario))}.`);
}
function lowered(sentence) {
	return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
/** `fewer processes (3 → 1)`; empty where the head did no less than the base. */
function fewerIn({ reasons }) {
	return reasons.map((reason) => reason.kind === "did-less" ? sayFalls(reason.falls) : "").join("");
}
/** {@link fewerIn} of the first scenario that did less. */
function fewerInAny({ scenarios }) {
	const first = scenarios.find((scenario) => fewerIn(scenario) !== "");
	if (first === void 0) return "";
	return `; ${fewerIn(first)}${scenarios.length === 1 ? "" : ` in ${nameOf$3(first)}`}`;
}
/** `Pass: 2 scenarios, writable memory unchanged (±0 B; detects 4 KiB)`. */
function sayPass(result) {
	return sayFigures(result) + fewerInAny(result);
}
function sayFigures(result) {
	const firsts = result.scenarios.flatMap((scenario) => {
		const [metric] = gatedMetrics(scenario);
		const delta = metric?.delta ?? null;
		return metric === void 0 || delta === null ? [] : [{
			scenario,
			metric,
			delta
		}];
	});
	const [only] = result.scenarios;
	const who = result.scenarios.length === 1 && only !== void 0 ? nameOf$3(only) : plural(result.scenarios.length, "scenario");
	const [most] = firsts.toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
	if (most === void 0 || new Set(firsts.map(({ metric }) => metric.metric)).size > 1) return `Pass: ${who}`;
	const { metric, delta } = most;
	const seen = firsts.map(({ metric: { detectable } }) => detectable);
	const worstSeen = seen.includes(null) ? null : Math.max(...seen.map((value) => value ?? 0));
	const sight = worstSeen === null ? "" : `; detects ${formatFigure(worstSeen, metric.unit)}`;
	const change = formatChange(delta, metric.unit);
	if (delta === 0) return `Pass: ${who}, ${labelOf$1(metric)} unchanged (${change}${sight})`;
	const where = result.scenarios.length === 1 ? "" : ` at most, in ${nameOf$3(most.scenario)}`;
	return `Pass: ${who}, ${labelOf$1(metric)} ${change}${percentOf(metric)}${where}${sight}`;
}
/** The reason that the first line gives; `null` where it gives none. */
function reasonInHeadline(result) {
	const [worst] = worstFirst(result.scenarios);
	return worst === void 0 || result.verdict !== "inconclusive" ? null : reasonsOf(worst)[0] ?? null;
}
function nameOf$3({ name }) {
	return oneLine(name, NAME_LENGTH$3);
}
function percentOf({ delta, base }) {
	const percent = delta === null || base === null ? null : formatPercent(delta, base.median);
	return percent === null ? "" : ` (${percent})`;
}
function because(scenario) {
	const [reason] = reasonsOf(scenario);
	return reason === void 0 ? "" : `: ${oneLine(sayReason$1(reason).slice(0, -1), 300)}`;
}
function others(count, noun) {
	return count > 0 ? `; and ${plural(count, `more ${noun}`)}` : "";
}
/** Two figures that differ must not look the same: then both are given to the last digit. */
function apart(a, b, unit) {
	const [first, second] = [formatFigure(a, unit), formatFigure(b, unit)];
	if (a === b || first !== second) return [first, second];
	const exact = (value) => `${formatNumber(value, 0, 3)}${EXACT_UNITS[unit]}`;
	return [exact(a), exact(b)];
}
const EXACT_UNITS = {
	bytes: " B",
	"bytes/s": " B/s",
	count: "",
	ms: " ms"
};

// src/report/phrases/harness.ts
/** Beyond these a list in a sentence is no longer read. */
const LISTED = 5;
/** That a pull request changes how it is measured, as its figures are then its own say; `null` where it does not. */
function sayHarness({ files, isUnknown }) {
	if (files.length > 0) {
		const shown = files.slice(0, LISTED);
		const more = files.length > LISTED ? [` and ${files.length - LISTED} more`] : [];
		return [
			"This pull request changes how it is measured: look at ",
			...shown.flatMap((file, index) => [index === 0 ? "" : ", ", { code: file }]),
			...more,
			" before you believe the figures."
		];
	}
	return isUnknown ? ["Whether this pull request changes how it is measured could not be found out: look before you believe the figures."] : null;
}

// src/report/phrases/next-step.ts
/** As plain text. */
function textOf(part) {
	if (typeof part === "string") return part;
	return "code" in part ? oneLine(part.code) : `${part.link} (${part.href})`;
}
/** The one next step after a verdict; `null` after a pass, and where there is nothing to record. */
function nextStep(result, context) {
	if (context.place === "stored") return null;
	if (result.pair !== void 0) return nextStepOfPair(result, context);
	switch (shownVerdict(result)) {
		case "no-baseline": return record("To start gating", "record the baseline", context);
		case "improved": return record(didLess(result) ? "If this is meant" : "To keep the gain", "record the new level", context);
		case "accepted": return context.store === "branch" || result.accepted === void 0 ? null : record("To compare later changes with the new level", "record it", context);
		case "regressed":
		case "over-limit": return stepOnBaseline(result) ?? orAccept(afterFailure(result, context), context);
		case "inconclusive":
			if (needsRecording(result)) return record("To compare like with like", "record the baseline again", context);
			return takeMoreRuns(result, context) ?? plain$1("There is no verdict", "so fix the cause above and run again.");
		case "accepted":
		case "pass": return null;
	}
}
/** Where the head has done to its baseline what cannot be accepted. */
function stepOnBaseline({ scenarios }) {
	if (scenarios.some(({ reasons }) => reasons.some(({ kind }) => kind === "baseline-removed"))) return plain$1("To go on", "restore the entry from the base, or record the scenario again and commit that.");
	return scenarios.some(({ metrics }) => metrics.some(({ reasons }) => reasons.some((reason) => reason.kind === "raised" && reason.isRefused))) ? plain$1("To go on", "take the baseline of the base: a level is raised there, and not by what it must hold.") : null;
}
function afterFailure(result, context) {
	const isKept = context.store === "branch";
	if (result.verdict === "regressed") return isKept ? plain$1("If this growth is meant", `allow for it in the budget. ${MOVES_BY_ITSELF}`) : record("If this growth is meant", "record the new level", context);
	if (isUnderFloor(result)) return plain$1("If this is meant", "lower the floor in the budget.");
	return hasGrown(result) && !isKept ? record("If this is meant", "raise the ceiling in the budget, record the new level", context) : plain$1("If this is meant", "raise the ceiling in the budget.");
}
/** The other way, where there is a conversation to say it in. */
function orAccept(step, { acceptance }) {
	if (acceptance === void 0) return step;
	const way = [
		" For this commit alone, let somebody who may write to the repository comment ",
		{ code: acceptance },
		"."
	];
	return {
		...step,
		action: [...step.action, ...way]
	};
}
/** Two sides that were measured in turn: where nothing is stored, nothing helps but the budget. */
function nextStepOfPair(result, context) {
	switch (shownVerdict(result)) {
		case "regressed": return orAccept(context.ready === void 0 ? plain$1("If this growth is meant", "allow for it in the budget.") : record("If this growth is meant", "record the new level", context), context);
		case "over-limit": return stepOnBaseline(result) ?? orAccept(plain$1("If this is meant", `${isUnderFloor(result) ? "lower the floor" : "raise the ceiling"} in the budget.`), context);
		case "no-baseline":
		case "inconclusive": return plain$1("There is no verdict", `so fix the cause above and run again. ${cureOfBase(result)}`.trim());
		case "improved":
		case "accepted":
		case "pass": return null;
	}
}
function cureOfBase({ scenarios }) {
	return scenarios.flatMap((scenario) => scenario.reasons).map((reason) => reason.kind === "base-failed" ? reason.hint : "").find((hint) => hint !== "") ?? "";
}
/** A metric over its ceiling may have regressed as well: then raising the ceiling alone leaves it red. */
function hasGrown({ scenarios }) {
	return scenarios.some(({ metrics }) => metrics.some(({ reasons }) => reasons.some(({ kind }) => kind === "regressed")));
}
/** Whether nothing but floors is what fails. */
function isUnderFloor({ scenarios }) {
	return scenarios.flatMap(({ metrics }) => metrics.filter(({ verdict }) => isFailure(verdict))).every(({ reasons }) => !reasons.some(({ kind }) => kind === "over-limit" || kind === "regressed"));
}
/** Whether a fall may be that of a program that did less. */
function didLess({ scenarios }) {
	return scenarios.some(({ reasons }) => reasons.some(({ kind }) => kind === "did-less"));
}
/** Whether the baseline is what keeps the gate from a verdict. */
function needsRecording({ scenarios }) {
	return scenarios.some(({ reasons }) => reasons.some(({ kind }) => kind === "other-environment" || kind === "other-subject"));
}
/** What more runs can tell; not where runs do not count, or build on each other. */
const WANTS_RUNS = [
	"overlap",
	"divided",
	"unconfirmed",
	"too-few-runs"
];
const IS_NO_MATTER_OF_RUNS = [
	"trend",
	"unsettled-runs",
	"incomplete-runs"
];
const MOST_RUNS = 100;
/** Twice the runs that were taken, or as many as it takes; `null` where they are not what is lacking. */
function takeMoreRuns({ scenarios }, { place }) {
	const counts = scenarios.flatMap((scenario) => {
		const reasons = reasonsOf(scenario);
		if (!reasons.some(({ kind }) => WANTS_RUNS.includes(kind)) || reasons.some(({ kind }) => IS_NO_MATTER_OF_RUNS.includes(kind))) return [];
		const needed = reasons.map((reason) => reason.kind === "too-few-runs" ? reason.headNeeded ?? 0 : 0);
		return [Math.max(2 * scenario.runs.length, ...needed)];
	});
	if (counts.length === 0) return null;
	const count = Math.min(MOST_RUNS, Math.max(...counts));
	return {
		lead: "To be certain",
		action: [
			"take more runs: ",
			{ code: place === "workflow" ? `max-runs: ${count}` : `--max-runs ${count}` },
			"."
		],
		showsCommand: false
	};
}
function plain$1(lead, action) {
	return {
		lead,
		action: [action],
		showsCommand: false
	};
}
/**
* A baseline counts only in the environment that it was recorded in. The reader of a workflow's report sits at
* another machine: there the command would add an entry that the workflow never compares with.
*/
function record(lead, action, context) {
	const { place, baseline, command } = context;
	if (context.store === "branch") return recordOnBranch(lead, action, context);
	const file = baseline === null ? "it" : { code: baseline };
	if (place === "machine") {
		const showsCommand = command !== null;
		return {
			lead,
			action: [
				`${action} and commit `,
				file,
				showsCommand ? ":" : "."
			],
			showsCommand
		};
	}
	const start = context.recorder === void 0 ? [] : [{
		link: "the workflow that records",
		href: context.recorder
	}];
	if (context.ready !== void 0) return {
		lead,
		action: [
			`${action} by committing the samples of this run as `,
			file,
			": that file is ready to copy in ",
			{
				link: "the summary of this job",
				href: context.ready
			},
			".",
			...start.length === 0 ? [] : [
				" Or start ",
				...start,
				" on this branch."
			]
		],
		showsCommand: false
	};
	if (start.length > 0) return {
		lead,
		action: [
			`${action}: start `,
			...start,
			" on this branch, and commit ",
			file,
			"."
		],
		showsCommand: false
	};
	return {
		lead,
		action: [
			`${action} on the same kind of runner (a workflow step with `,
			{ code: "mode: record" },
			") and commit ",
			file,
			"."
		],
		showsCommand: false
	};
}
/** Of a baseline that keeps itself. */
const MOVES_BY_ITSELF = "Once it is merged, the next recording on the branch makes it the new level.";
function recordOnBranch(lead, action, { place, command }) {
	if (place === "machine") return command === null ? plain$1(lead, `${action}.`) : {
		lead,
		action: [`${action}, which keeps it on the branch:`],
		showsCommand: true
	};
	return {
		lead,
		action: [
			`${action} on the same kind of runner: a workflow step with `,
			{ code: "mode: record" },
			" keeps it on the branch."
		],
		showsCommand: false
	};
}

// src/report/markdown/degrade.ts
const EVERYTHING = {
	nameLength: 80,
	output: true,
	rows: 200,
	passing: true,
	reasons: 20,
	growth: 10,
	timeline: true,
	groups: 5,
	passingDetails: true,
	figures: true,
	samples: true,
	mappings: true,
	runs: true,
	processes: true,
	warnings: true
};
/** What is left out, one after the other, the least important first, and how a reader is told. */
const DEGRADATIONS = [
	{
		without: "the details of what passes",
		change: { passingDetails: false }
	},
	{
		without: "the processes",
		change: { processes: false }
	},
	{
		without: "the course of the runs",
		change: { runs: false }
	},
	{
		without: "the samples",
		change: { samples: false }
	},
	{
		without: "the course of the start-up",
		change: { timeline: false }
	},
	{
		without: "metrics that pass",
		change: { passing: false }
	},
	{
		without: "the full list of mappings",
		change: { mappings: false }
	},
	{
		without: "the figures that are not gated",
		change: { figures: false }
	},
	{
		without: "the warnings",
		change: { warnings: false }
	},
	{
		without: "most of the reasons",
		change: { reasons: 5 }
	},
	{
		without: "where most of the scenarios grew",
		change: { growth: 3 }
	},
	{
		without: "the middle of long names",
		change: { nameLength: 30 }
	},
	{
		without: "most of the rows",
		change: { rows: 100 }
	},
	{
		without: "most of the rows",
		change: {
			rows: 40,
			growth: 1
		}
	},
	{
		without: "most of the rows",
		change: {
			rows: 10,
			reasons: 2
		}
	},
	{
		without: "where it grew",
		change: {
			rows: 3,
			growth: 0,
			reasons: 0
		}
	}
];

// src/report/phrases/tracing.ts
/** Whether anybody saw who made the pages, or can estimate it: else it says no more than the mappings do. */
function saysWho({ attribution, doubts }) {
	return attribution.coverage.means.includes("perf") || doubts.some(({ kind }) => kind === "estimated");
}
/** Why it is not said where the memory came from, beginning with a small letter. */
function sayUnexplained(unexplained) {
	return `where the memory came from is not explained: ${sayWhy(unexplained)}`;
}
function sayWhy(unexplained) {
	switch (unexplained.kind) {
		case "until-exit": return "with until: exit there is no moment at which the pages of the program could be read. To have its start-up explained, let it wait at its end, and measure it until it is steady.";
		case "target": return "another service starts its target, and only what footprint-gate launches can be traced. To have it explained, let run start the program itself, without target.";
		case "leak-unseen": return "it grew in the soak, and what is made there is seen by perf alone, which is not installed or may not trace here. footprint-gate explain, with the same flags, says how to allow it.";
		case "no-time": return `the traces of the other scenarios took the ${formatDuration(unexplained.limitMs)} that a gate has for them.`;
		case "failed": return oneLine(unexplained.why, 400);
		case "unreadable": return `what the stored result has in its place is none (${oneLine(unexplained.why, 200)}).`;
	}
}
const LOST = {
	perf: "who touched which page is not known",
	dwarf: "callers are found by frame pointers",
	strace: "files are known of Python alone, and memory that was moved is charged to nobody"
};
const INSTALL = {
	perf: "sudo apt-get install -y linux-tools-$(uname -r)  # Debian: linux-perf",
	dwarf: "sudo apt-get install -y linux-tools-$(uname -r)  # Debian: linux-perf",
	strace: "sudo apt-get install -y strace"
};
const ALLOW = {
	perf: "sudo sysctl -w kernel.perf_event_paranoid=1  # in a container: --cap-add PERFMON",
	dwarf: "perf version --build-options | grep -e dwarf -e libunwind  # one of them has to be on",
	strace: "sudo sysctl -w kernel.yama.ptrace_scope=1  # in a container: --cap-add SYS_PTRACE"
};
function sayDoubt(doubt) {
	switch (doubt.kind) {
		case "lack": {
			const { means, why, said } = doubt;
			const own = said === "" ? "" : ` ("${oneLine(said, 160)}")`;
			return {
				what: `${means} ${why === "absent" ? "is not installed" : `may not trace here${own}`}: ${LOST[means]}.`,
				cure: (why === "absent" ? INSTALL : ALLOW)[means]
			};
		}
		case "estimated": return {
			what: "The spans are estimates: what the process had grown by from one mark of a probe to the next.",
			cure: null
		};
		case "no-probe": return {
			what: `${oneLine(doubt.command, 60)} loaded no probe, so its imports are not told apart.`,
			cure: "Start it without -E, -I and -S, and with the environment that it is given."
		};
		case "no-es-modules": return {
			what: `Node ${oneLine(doubt.version, 20)} does not tell ES modules apart; Node 22.15 and later do.`,
			cure: null
		};
		case "unsettled": return {
			what: `The traced run never came to rest: it ${saySettlement(doubt.settlement)}.`,
			cure: null
		};
		case "gaps": return {
			what: `Not all of it was read: ${sayGaps(doubt.gaps)}.`,
			cure: null
		};
	}
}

// src/ledger/heavy-stacks.ts
const SHARE = .05;
/**
* Which functions made most of the figure, or of its change, each page in one row: as for spans. Deep stacks that
* differ in their ends only (an interpreter's, a compiler's) are one at the function where they part.
*/
function findHeavyStacks(stacks, difference) {
	const source = difference === null ? stacks : difference.stacks;
	if (source === null) return [];
	const sums = source.nodes.map(([, , first, second]) => second === void 0 ? {
		base: 0,
		head: first
	} : {
		base: first,
		head: second
	});
	const size = ({ base, head }) => difference === null ? head : head - base;
	const whole = sums.reduce((sum, node) => sum + Math.abs(size(node)), 0);
	const least = Math.max(1, whole * SHARE);
	const framesOf = (node) => {
		const frames = [];
		for (let at = node; at >= 0; at = source.nodes[at]?.[0] ?? -1) {
			const frame = source.frames[source.nodes[at]?.[1] ?? -1];
			if (frame !== void 0) frames.push(frame);
		}
		return frames;
	};
	const rows = [];
	for (let node = sums.length - 1; node >= 0; node -= 1) {
		const sum = sums[node];
		const caller = sums[source.nodes[node]?.[0] ?? -1];
		if (sum === void 0) continue;
		const bytes = size(sum);
		if (Math.abs(bytes) >= least) rows.push({
			bytes,
			...sum,
			frames: framesOf(node)
		});
		else if (caller !== void 0) {
			caller.base += sum.base;
			caller.head += sum.head;
		}
	}
	return rows.sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes));
}

// src/report/phrases/ledger.ts
/** Beyond these a sentence is no longer read. */
const TOLD = 4;
const REASON_WORDS = {
	kernel: "touched by the kernel for the program, which this user may not trace",
	moved: "moved or populated at once, which was not traced",
	huge: "huge pages whose fault was not seen",
	"shared-memory": "shared memory, which counts by its mapping",
	"page-cache": "written to files and not yet on disk",
	exec: "written by execve before the program ran",
	lost: "in samples that the tracer lost",
	unknown: "nobody saw being made"
};
const REASON_BY_NAME = new Map(UNACCOUNTED_REASONS.map((reason) => [REST_NAMES[reason], reason]));
/** `parsing registry.xml (115 KiB, 34.4 ×)`, `import xml.dom.minidom and 4 inside it`. */
function saySpan({ kind, name, head, inside, readBytes }) {
	switch (kind) {
		case "import": return [{ code: `import ${name}` }, inside === 0 ? "" : ` and ${inside} inside it`];
		case "file": return [
			sayReading$1(head, readBytes),
			{ code: name },
			sayReadBytes(head, readBytes)
		];
		case "files": return [
			plural(inside, "file"),
			...name === "" ? [] : [" in ", { code: name }],
			sayReadBytes(head, readBytes)
		];
		case "library": return ["loading ", { code: name }];
		case "phase":
		case "mark": return ["since ", { code: name }];
		case "start":
		case "rest": return [sayRest$1(name)];
	}
}
function sayRest$1(name) {
	if (name === SPAN_NAMES.program) return "the program itself";
	if (name === SPAN_NAMES.start) return "the start of the interpreter";
	const reason = REASON_BY_NAME.get(name);
	return reason === void 0 ? { code: name } : sayReason(reason);
}
function sayReason(reason) {
	return REASON_WORDS[reason];
}
/** What is held is the file itself, or something that was made of it. */
function sayReading$1(held, readBytes) {
	return readBytes !== null && held >= 2 * readBytes ? "parsing " : "reading ";
}
/** ` (115 KiB, 34.4 ×)`: how much was read, and how many times as much is held for it. */
function sayReadBytes(held, readBytes) {
	if (readBytes === null || readBytes <= 0) return "";
	const ratio = held / readBytes;
	const times = ratio >= 1.05 ? `, ${formatNumber(ratio, 0, ratio < 100 ? 1 : 0)} ×` : "";
	return ` (${formatFigure(readBytes, "bytes")}${times})`;
}
/** The answer: how much, who made most of it, and how much of it is accounted for. */
function sayLedger(attribution, difference, { rows, others } = findHeaviestSpans(attribution, difference)) {
	const told = rows.slice(0, TOLD);
	const rest = rows.slice(TOLD).reduce((sum, { bytes }) => sum + bytes, others.bytes);
	const whole = difference === null ? attribution.total.writable : difference.total.delta;
	const start = difference === null ? sayWhole(attribution) : `${formatChange(whole, "bytes")}${attribution.since === void 0 ? "" : " of what a soak leaves"}`;
	const clauses = told.map((row) => [`${sayBytes(row.bytes, whole)} `, ...saySpan(row)]);
	if (told.length === 0 && difference !== null) clauses.push(["nothing changed by more than two pages"]);
	if (told.length > 0 && isSeen(rest)) clauses.push([`${sayBytes(rest, whole)} others`]);
	return [
		start,
		...clauses.flatMap((clause, index) => [index === 0 ? ": " : ", ", ...clause]),
		attribution.since === void 0 ? `; ${sayAccounted(attribution)}` : ""
	];
}
function sayWhole({ total, since }) {
	const figure = formatFigure(total.writable, "bytes");
	if (since === void 0) return `${figure} of writable memory`;
	return `${figure} made in the soak (after ${formatDuration(since)}) and still there at its end`;
}
/** Less than half a page is rounding. */
function isSeen(bytes) {
	return Math.abs(bytes) >= 2048;
}
/** A part of a change has a sign only where it goes the other way. */
function sayBytes(bytes, whole) {
	return bytes * whole < 0 ? formatChange(bytes, "bytes") : formatFigure(Math.abs(bytes), "bytes");
}
/** `99.9 % accounted for`; never 100 % of less. */
function sayAccounted({ coverage, total }) {
	if (total.writable === 0) return "nothing to account for";
	const percent = Math.floor(coverage.accounted / total.writable * 1e3) / 10;
	return `${formatNumber(percent, percent === 100 ? 0 : 1, 1)} % accounted for`;
}
/** Spans that say by their names what to look at. */
const NAMED$1 = /* @__PURE__ */ new Set([
	"import",
	"file",
	"files",
	"library"
]);
/** Whether most of it was made by the program's own code, of which functions are all that can be named. */
function isOwnCode({ rows: [largest] }) {
	return largest === void 0 || !NAMED$1.has(largest.kind);
}
/** Frames that say nothing: perf's own word for a function that it cannot name, and ours for no stack. */
const WITHOUT_NAME = /* @__PURE__ */ new Set([
	"[unknown]",
	NO_STACK,
	...Object.values(REST_NAMES)
]);
/** Stands for functions that nobody can name. */
const NAMELESS = "…";
/** The heaviest stacks of which at least one function has a name. */
function listFunctions({ stacks }, difference, { most, callers }) {
	return findHeavyStacks(stacks, difference).map(({ bytes, frames }) => ({
		bytes,
		names: nameFrames(frames)
	})).filter(({ names }) => names.some((name) => name !== "…")).slice(0, most).map(({ bytes, names }) => ({
		bytes,
		names: names.slice(0, callers)
	}));
}
function nameFrames(frames) {
	const names = frames.map(({ name }) => WITHOUT_NAME.has(name) ? "…" : name);
	return names.filter((name, place) => name !== "…" || names[place - 1] !== "…");
}
/** What tracing moved; of a run that nobody measured untraced there is nothing to compare. */
function sayDisturbance(gate) {
	if (gate === null) return "The gate measured no untraced run to compare with.";
	const { writable, here, delta } = gate;
	return `${`The gate measured ${formatFigure(writable, "bytes")}, this traced run ${formatFigure(here, "bytes")}`} (${formatChange(delta, "bytes")}).`;
}
const NO_STACKS_OF_BASE = "The base was kept without its stacks: the calls are those of this run alone.";
const CALLERS$1 = {
	"frame-pointers": null,
	dwarf: "The function of each page is exact; its callers are those of one fault in 17 (dwarf), of the same function and thread.",
	both: "Where frame pointers did not lead to main, the callers are those of one fault in 17 (dwarf), of the same function and thread."
};
/** How it was seen, and what of it was lost. */
function sayMeans({ coverage, total, stacks }) {
	const { means, lostSamples, withStack, completeStacks, stackMeans } = coverage;
	const sentences = [means.length === 0 ? "Nothing traced the run." : `Traced by ${list(means)}.`];
	if (lostSamples > 0) sentences.push(`The tracer lost ${plural(lostSamples, "sample")}.`);
	if (stacks !== null && total.writable > 0) {
		const share = formatNumber(Math.floor(withStack / total.writable * 100), 0, 0);
		const complete = completeStacks === null ? "" : `; ${formatNumber(Math.floor(completeStacks * 100), 0, 0)} % of the stacks are complete`;
		sentences.push(`${share} % of the bytes have a stack${complete}.`);
		const callers = stackMeans === void 0 ? null : CALLERS$1[stackMeans];
		if (callers !== null) sentences.push(callers);
	}
	return sentences;
}

// src/report/markdown/explanation.ts
const GROUPS$2 = 20;
const NAME_LENGTH$2 = 80;
/** What a comment says of who made it: spans and functions together. */
const ROWS$2 = 6;
const FUNCTIONS = 3;
const CALLERS = 4;
/** The whole explanation: the answer, who made the memory, and folded away where it is and what is not known. */
function renderExplanation$1(attribution, difference, leak = null) {
	return `${[
		`### ${write(sayLedger(attribution, difference))}`,
		renderSpans(difference !== null, findHeaviestSpans(attribution, difference)),
		...leak === null ? [] : [`**${write(sayLedger(leak, null))}**`, renderSpans(false, findHeaviestSpans(leak, null))],
		renderFold("where it is, and how it was seen", renderDetails(attribution, difference))
	].filter((block) => block !== "").join("\n\n")}\n`;
}
/**
* The part of a comment that says who made a change, or without a base who made the memory: the answer in a line, at
* most six rows, and what tracing moved.
*/
function renderChange(attribution, difference, heavy = findHeaviestSpans(attribution, difference)) {
	return [
		`**${difference === null ? "Where it came from" : "What changed"}**: ${write(sayLedger(attribution, difference, heavy))}`,
		renderSpans(difference !== null, heavy),
		isOwnCode(heavy) ? renderFunctions(attribution, difference, heavy) : "",
		attribution.since === void 0 ? `_${escapeCell(sayDisturbance(attribution.gate))}_` : ""
	].filter((block) => block !== "").join("\n\n");
}
function renderFunctions(attribution, difference, { rows, others }) {
	const format = difference === null ? formatFigure : formatChange;
	const room = ROWS$2 - rows.length - (others.bytes === 0 ? 0 : 1);
	const body = listFunctions(attribution, difference, {
		most: Math.max(0, Math.min(FUNCTIONS, room)),
		callers: CALLERS
	}).map(({ names, bytes }) => [names.map((name) => name === "…" ? name : escapeCode(name, NAME_LENGTH$2)).join(" < "), format(bytes, "bytes")]);
	if (body.length === 0) return "";
	return renderTable(["In which functions", difference === null ? "Writable memory" : "Change"], body, "lr");
}
/** The names are the program's, all else are our words. */
function write(parts) {
	return parts.map((part) => typeof part === "string" ? part : escapeCode(part.code, NAME_LENGTH$2)).join("");
}
function renderSpans(isCompared, { rows, others }) {
	const cells = (row) => isCompared ? [
		formatFigure(row.base, "bytes"),
		formatFigure(row.head, "bytes"),
		formatChange(row.bytes, "bytes")
	] : [formatFigure(row.bytes, "bytes")];
	const body = [...rows.map((row) => [write(saySpan(row)), ...cells(row)]), ...others.bytes === 0 ? [] : [["others", ...cells(others)]]];
	return isCompared ? renderTable([
		"Made by",
		"Base",
		"Head",
		"Change"
	], body, "lrrr") : renderTable(["Made by", "Writable memory"], body, "lr");
}
function renderDetails(attribution, difference) {
	const groups = difference === null ? renderTable(["Mapping", "Writable memory"], attribution.groups.slice(0, GROUPS$2).map(({ group, writable }) => [escapeCode(group, NAME_LENGTH$2), formatFigure(writable, "bytes")]), "lr") : renderTable([
		"Mapping",
		"Base",
		"Head",
		"Change"
	], difference.groups.filter(({ state }) => state !== "same").slice(0, GROUPS$2).map(({ group, base, head, delta }) => [
		escapeCode(group, NAME_LENGTH$2),
		formatFigure(base, "bytes"),
		formatFigure(head, "bytes"),
		formatChange(delta, "bytes")
	]), "lrrr");
	const reasons = attribution.coverage.reasons.map(({ reason, bytes }) => `- Not accounted for: ${formatFigure(bytes, "bytes")} ${escapeCell(sayReason(reason))}.`);
	const means = [sayDisturbance(attribution.gate), ...sayMeans(attribution)].map((sentence) => escapeCell(sentence));
	return [
		groups,
		reasons.join("\n"),
		means.join(" ")
	].filter((block) => block !== "").join("\n\n");
}

// src/report/markdown/timeline.ts
const BARS = "▁▂▃▄▅▆▇█";
/** Columns of the line of bars. */
const COLUMNS = 32;
/** Points of the chart. */
const POINTS = 40;
const SPANS$1 = 5;
const NAME_LENGTH$1 = 80;
/** Of the figure: what passes through and is less is no spike. */
const SPIKE_SHARE = .05;
/** Its own first color cannot be seen on white; these can, on white and on black. */
const COLORS = "%%{init: {\"themeVariables\": {\"xyChart\": {\"plotColorPalette\": \"#8b949e, #1f6feb\"}}}}%%";
const MIB = 1024 ** 2;
/**
* The start-up in a line: how high the memory was from its beginning to the steady point, and where it was highest, if
* that was given back. Empty where nobody saw the pages being made.
*/
function renderSparkline(attribution) {
	const { timeline } = attribution;
	if (timeline.t.length < 2) return "";
	const heights = heightsOf(timeline, COLUMNS).map(({ stays, passing }) => stays + passing);
	const highest = Math.max(1, ...heights);
	const bars = heights.map((height) => BARS[Math.min(7, Math.floor(Math.max(0, height) / highest * 8))]);
	const whole = endOf(timeline);
	return `\`${bars.join("")}\` over ${formatFigure(whole, "ms")}: ${sayPeak(attribution)}`;
}
function sayPeak({ timeline, spans }) {
	const { t, stays, passing } = timeline;
	const heightOf = (place) => (stays[place] ?? 0) + (passing[place] ?? 0);
	const peak = t.reduce((best, _, place) => heightOf(place) > heightOf(best) ? place : best, 0);
	const [end, height, passes] = [
		stays.at(-1) ?? 0,
		heightOf(peak),
		passing[peak] ?? 0
	];
	if (height - end <= end * SPIKE_SHARE) return `${formatFigure(end, "bytes")} stays, and it was never more.`;
	const time = t[peak] ?? 0;
	const around = innermost(spans, time);
	const where = around === null ? "" : `, in ${escapeCode(nameOf$2(around), NAME_LENGTH$1)}`;
	return `${formatFigure(end, "bytes")} stays. It was highest at ${formatFigure(time, "ms")}${where}: ${formatFigure(height, "bytes")}, of which ${formatFigure(passes, "bytes")} passed through.`;
}
const NAMED = /* @__PURE__ */ new Set([
	"import",
	"file",
	"library"
]);
function innermost(spans, time) {
	return spans.filter(({ kind, t0, t1 }) => NAMED.has(kind) && t0 <= time && time <= t1).reduce((last, span) => last === null || span.t0 >= last.t0 ? span : last, null);
}
function nameOf$2({ kind, name }) {
	return kind === "import" ? `import ${name}` : name.slice(name.lastIndexOf("/") + 1);
}
/**
* The start-up as a chart that GitHub draws (mermaid), with the spans that made most of what stays. No name is in the
* chart: mermaid has a syntax of its own, and nothing of a program's may be read as it.
*/
function renderTimeline({ timeline, spans }) {
	if (timeline.t.length < 2) return "";
	const points = heightsOf(timeline, POINTS);
	const highest = Math.max(1, ...points.map(({ stays, passing }) => stays + passing));
	const inMib = (bytes) => String(Math.round(bytes / MIB * 100) / 100);
	const chart = [
		COLORS,
		"xychart-beta",
		"  title \"Writable memory over the start-up: with what passes through, and what stays\"",
		`  x-axis "milliseconds" 0 --> ${Math.max(1, Math.round(endOf(timeline)))}`,
		`  y-axis "MiB" 0 --> ${inMib(Math.max(highest * 1.05, .1 * MIB))}`,
		`  line [${points.map(({ stays, passing }) => inMib(stays + passing)).join(", ")}]`,
		`  line [${points.map(({ stays }) => inMib(stays)).join(", ")}]`
	];
	const heaviest = spans.filter(({ kind, self }) => NAMED.has(kind) && self > 0).toSorted((a, b) => b.self - a.self).slice(0, SPANS$1).toSorted((a, b) => a.t0 - b.t0).map((span) => [
		escapeCode(nameOf$2(span), NAME_LENGTH$1),
		formatFigure(span.t0, "ms"),
		formatFigure(span.t1, "ms"),
		formatFigure(span.self, "bytes")
	]);
	return [fence(chart.join("\n"), "mermaid"), ...heaviest.length === 0 ? [] : [renderTable([
		"Heaviest",
		"From",
		"To",
		"Stays"
	], heaviest, "lrrr")]].join("\n\n");
}
/** When it has moved for the last time, and a little more: rest is seen at a glance, and takes a second or longer. */
function endOf({ t, stays, passing }) {
	const last = t.length - 1;
	const isMoving = (place) => stays[place] !== stays[last] || passing[place] !== passing[last];
	const moved = t.findLastIndex((_, place) => isMoving(place));
	return Math.min(t[last] ?? 0, (t[moved + 1] ?? 0) * 1.25);
}
/** The highest point of each of so many stretches of equal length; one without a point is as the one before. */
function heightsOf({ t, stays, passing }, count) {
	const whole = Math.max(1, endOf({
		t,
		stays,
		passing
	}));
	const heights = Array.from({ length: count });
	const ends = Array.from({ length: count });
	t.forEach((time, place) => {
		const part = Math.min(count - 1, Math.max(0, Math.floor(time / whole * count)));
		const point = {
			stays: stays[place] ?? 0,
			passing: passing[place] ?? 0
		};
		const best = heights[part];
		if (best === void 0 || point.stays + point.passing > best.stays + best.passing) heights[part] = point;
		ends[part] = point;
	});
	let last = {
		stays: 0,
		passing: 0
	};
	return heights.map((height, part) => {
		const shown = height ?? last;
		last = ends[part] ?? last;
		return shown;
	});
}

// src/report/markdown/explanations.ts
/** Where the memory of those scenarios came from of which a run was traced, the worst first. */
function renderExplanations$1(result, { growth, nameLength, timeline }) {
	return worstFirst(result.scenarios).map((scenario) => renderScenario(scenario, result.scenarios.length > 1, {
		nameLength,
		timeline
	})).filter((block) => block !== "").slice(0, growth);
}
function renderScenario({ name, explanation, unexplained }, isNamed, { nameLength, timeline }) {
	const blocks = [...explanation === void 0 ? [] : renderOne(explanation, timeline), ...unexplained === void 0 ? [] : [`_${escapeCell(capitalized(sayUnexplained(unexplained)), 400)}_`]];
	if (blocks.length === 0) return "";
	return [...isNamed ? [`**${escapeCell(name, nameLength)}**`] : [], ...blocks].join("\n\n");
}
function renderOne(explanation, showsTime) {
	const { attribution, difference, heavy, doubts } = explanation;
	return [
		...saysWho(explanation) ? [renderChange(attribution, difference, heavy)] : [],
		...showsTime ? [renderSparkline(attribution)] : [],
		...doubts.slice(0, 1).map(renderDoubt)
	].filter((block) => block !== "");
}
function renderDoubt(doubt) {
	const { what, cure } = sayDoubt(doubt);
	return `_${escapeCell(what)}_${cure === null ? "" : ` ${escapeCode(cure, 200)}`}`;
}

// src/report/phrases/page.ts
/** What each command is for that a reader may paste. */
const PURPOSES = {
	check: "To see the same figures on your machine:",
	explain: "To trace the same again:",
	record: "To make this the accepted level, record it in this environment and commit the baseline:"
};
/** The title of a page that only explains. */
function sayWhatIsExplained(name, { total }, difference) {
	return `${name}: ${difference === null ? formatFigure(total.writable, "bytes") : formatChange(difference.total.delta, "bytes")} of writable memory, and where it came from`;
}
/** The title of what a soak left behind. */
function sayLeak(name) {
	return `${name}: made in the soak, and still there`;
}

// src/report/markdown/details.ts
/** Beyond these a list is no longer read. */
const MAPPINGS = 20;
const PROCESSES$1 = 20;
const WARNINGS = 20;
/** A folded section forevery scenario that has anything left to tell. */
function renderScenarioDetails(result, detail) {
	return worstFirst(result.scenarios).flatMap((scenario) => {
		if (scenario.verdict === "pass" && !detail.passingDetails) return [];
		const sections = [
			detail.figures ? renderFigures(scenario) : "",
			detail.timeline && scenario.explanation !== void 0 ? renderTimeline(scenario.explanation.attribution) : "",
			detail.samples ? renderSamples(scenario) : "",
			detail.mappings ? renderMappingList(scenario) : "",
			detail.runs ? renderRuns(scenario) : "",
			detail.processes ? renderProcesses$1(scenario) : "",
			detail.warnings ? renderWarnings(scenario) : ""
		].filter((section) => section !== "");
		if (sections.length === 0) return [];
		const name = escapeCell(scenario.name, detail.nameLength);
		return [renderFold(`${name}: ${LOOKS[scenario.verdict].word}, in detail`, sections.join("\n\n"))];
	});
}
function renderFigures({ metrics }) {
	const rows = metrics.map((metric) => [
		labelOf$1(metric),
		describeMedian(metric.base, metric),
		describeMedian(metric.head, metric),
		describeChange(metric),
		metric.detectable === null ? "–" : formatFigure(metric.detectable, metric.unit),
		metric.pValue === null ? "–" : formatP(metric.pValue)
	]);
	if (rows.length === 0) return "";
	return `**All figures** (medians)\n\n${renderTable([
		"Metric",
		"Base",
		"Head",
		"Change",
		"Smallest detectable change",
		"p"
	], rows, "lrrrrr")}`;
}
function renderSamples({ metrics }) {
	const rows = metrics.filter(({ base, head }) => base !== null || head !== null).map((metric) => [
		labelOf$1(metric),
		describeSamples(metric.base, metric),
		describeSamples(metric.head, metric)
	]);
	if (rows.length === 0) return "";
	return `**Samples** (one a run)\n\n${renderTable([
		"Metric",
		"Base",
		"Head"
	], rows, "lll")}`;
}
function renderMappingList(scenario) {
	if (scenario.mappings.length > 0) return `**Mappings that changed**\n\n${renderMappings(scenario.mappings, MAPPINGS)}`;
	const groups = largestGroups(scenario).slice(0, MAPPINGS);
	return groups.length === 0 ? "" : `**Largest mappings** (last run)\n\n${renderGroups(groups)}`;
}
function renderRuns({ runs }) {
	if (runs.length === 0) return "";
	const rows = runs.map((run, index) => [
		String(index + 1),
		describeTime(run, "ready"),
		describeTime(run, "steady"),
		String(run.readings.length),
		describeEnd(run)
	]);
	return `**Runs**\n\n${renderTable([
		"Run",
		"Ready after",
		"Steady after",
		"Readings",
		"End"
	], rows, "rrrrl")}`;
}
function describeTime(run, name) {
	const found = run.events.findLast(({ event }) => event === name);
	return found === void 0 ? "–" : formatFigure(found.atMs, "ms");
}
function describeEnd({ settlement, gaps }) {
	const end = saySettlement(settlement);
	return escapeCell(gaps.length === 0 ? end : `${end}; ${sayGaps(gaps)}`, 200);
}
function renderProcesses$1({ runs }) {
	const processes = (runs.at(-1)?.processes ?? []).toSorted((a, b) => b.writable - a.writable);
	if (processes.length === 0) return "";
	const rows = processes.slice(0, PROCESSES$1).map(({ pid, command, writable }) => [
		String(pid),
		escapeCode(command, 80),
		formatFigure(writable, "bytes")
	]);
	const more = processes.length - rows.length;
	const note = more > 0 ? `\n\nand ${more} more` : "";
	return `**Processes** (last run)\n\n${renderTable([
		"PID",
		"Command",
		"Writable memory"
	], rows, "rlr")}${note}`;
}
function renderWarnings(scenario) {
	const warnings = sayWarnings(scenario.runs);
	if (warnings.length === 0) return "";
	const lines = warnings.slice(0, WARNINGS).map((warning) => `- ${escapeCell(warning, 400)}`);
	const more = warnings.length > WARNINGS ? [`- and ${warnings.length - WARNINGS} more`] : [];
	return `**Warnings**\n\n${[...lines, ...more].join("\n")}`;
}
/** Where it was measured, how to do the same, how to accept it, and by what. */
function renderAbout({ environment, pair, scenarios }, context) {
	const all = [environment, ...scenarios.map((scenario) => scenario.environment)];
	const facts = FACT_NAMES.map((fact) => [capitalized(ENVIRONMENT_FACTS[fact].label), escapeCell(list([...new Set(all.map((one) => sayFact(fact, one[fact])))]))]);
	const about = [
		renderTable(["Environment", ""], facts, "ll"),
		...renderCommands(context, pair),
		renderOrigin(context)
	];
	return renderFold("How this was measured, and how to do it again", about.join("\n\n"));
}
function renderCommands({ command, baseline, place }, pair) {
	if (command === null) return [];
	const commit = baseline === null ? "" : ` and commit ${escapeCode(baseline)}`;
	return [`${PURPOSES.check}\n\n${fence(renderCommand("check", command))}`, ...pair === void 0 && place === "machine" ? [`To make this the accepted level, record it in this environment${commit}:\n\n${fence(renderCommand("record", command))}`] : []];
}
/** Where a reader learns what the figures are. */
const EXPLANATION = "https://github.com/footprint-gate/footprint-gate/blob/main/docs/how-it-measures.md";
function renderOrigin({ version, commit, runUrl }) {
	return `<sub>${[
		`footprint-gate ${escapeCell(version)}`,
		...commit === null ? [] : [`commit ${escapeCell(commit, 40)}`],
		...runUrl !== null && isPlainUrl(runUrl) ? [`[this run](${runUrl})`] : [],
		`[what writable memory is](${EXPLANATION})`
	].join(" · ")}</sub>`;
}

// src/report/markdown/render.ts
/** GitHub takes comments of 65,536 bytes; the caller adds a marker, and there is a margin. */
const DEFAULT_LIMIT_BYTES = 64512;
/** Of a path. */
const NAME_LENGTH = 200;
const LOG_LENGTH = 8e3;
const CAVEAT_LENGTH = 600;
/**
* The result as GitHub's markdown, for a comment or a job summary: the answer in the first line, the gated
* metrics with the failing ones first, where a failing scenario grew, what to do; the rest is folded away.
* All untrusted text is escaped. A report of more than `limitBytes` (UTF-8) leaves out the least important
* whole sections and rows until it fits, and says which.
*/
function renderMarkdown(result, context, { limitBytes = DEFAULT_LIMIT_BYTES, style = "full", showsOutput = false } = {}) {
	const render = style === "compact" && isWell(result) ? renderCompactBody : renderBody;
	let detail = {
		...EVERYTHING,
		output: showsOutput
	};
	let body = render(result, context, detail);
	const leftOut = /* @__PURE__ */ new Set();
	for (const { without, change } of DEGRADATIONS) {
		const text = withNote(body, leftOut);
		if (Buffer.byteLength(text) <= limitBytes) return text;
		detail = {
			...detail,
			...change
		};
		const smaller = render(result, context, detail);
		if (smaller !== body) leftOut.add(without);
		body = smaller;
	}
	const text = withNote(body, leftOut);
	return Buffer.byteLength(text) <= limitBytes ? text : cutToBytes(renderAnswer(result), limitBytes);
}
/** Whether nobody has to do anything, and nobody has to know anything but that. */
function isWell(result) {
	const verdict = shownVerdict(result);
	return verdict === "pass" || verdict === "improved";
}
/** The answer in one line, which unfolds to everything else. */
function renderCompactBody(result, context, detail) {
	const line = `${LOOKS[shownVerdict(result)].emoji} ${escapeCell(headline(result))}`;
	return `${[
		renderHarness(context),
		renderCaveats(context),
		renderFold(line, renderRest(result, context, {
			...detail,
			timeline: false
		}))
	].filter((block) => block !== "").join("\n\n")}\n`;
}
function renderBody(result, context, detail) {
	return `${[
		renderAnswer(result),
		renderHarness(context),
		renderCaveats(context),
		renderRest(result, context, detail)
	].filter((block) => block !== "").join("\n\n")}\n`;
}
/** All but the answer. */
function renderRest(result, context, detail) {
	return [
		renderRaises(result),
		...renderPair$1(result, detail),
		renderResultTable(result, detail),
		...renderExplanations$1(result, detail),
		...renderGrowth$1(result, detail),
		renderReasons(result, detail),
		renderNextStep$1(result, context),
		...renderScenarioDetails(result, detail),
		renderAbout(result, context)
	].filter((block) => block !== "").join("\n\n");
}
function withNote(body, leftOut) {
	if (leftOut.size === 0) return body;
	return `${body}\n_Left out, as the report would be too large for GitHub: ${[...leftOut].join("; ")}. The result JSON has everything._\n`;
}
function renderAnswer(result) {
	return `### ${LOOKS[shownVerdict(result)].emoji} ${escapeCell(headline(result))}`;
}
/** A list in the first lines is read so far. */
const RAISES = 5;
function renderRaises(result) {
	const all = sayRaises(result);
	const more = all.length > RAISES ? [`and ${all.length - RAISES} more`] : [];
	return [...all.slice(0, RAISES).map((sentence) => `**${escapeCell(sentence)}**`), ...more].join("\n");
}
/** What it was compared with, and what that printed where it failed. */
function renderPair$1(result, { output }) {
	const { pair } = result;
	const sentence = sayPair(result);
	if (pair === void 0 || sentence === null) return [];
	const log = pair.log === null || !output ? "" : fence(elide(pair.log.trimEnd(), LOG_LENGTH), "text");
	return [escapeCell(sentence), log];
}
/** Why, in sentences: of all that is not plainly a pass and what a pass is subject to, but for what the first line says. */
function renderReasons(result, detail) {
	const said = reasonInHeadline(result);
	const all = worstFirst(result.scenarios).flatMap((scenario) => reasonsToTell(scenario).map((reason) => ({
		scenario,
		reason
	}))).filter(({ reason }) => reason !== said);
	const shown = all.slice(0, detail.reasons);
	const lines = shown.map(({ scenario, reason }) => {
		return `- ${result.scenarios.length === 1 ? "" : `${escapeCell(scenario.name, detail.nameLength)}: `}${escapeCell(sayReason$1(reason), 400)}`;
	});
	const more = all.length - shown.length;
	return [...lines, ...more > 0 ? [`- and ${plural(more, "more reason")}`] : []].join("\n");
}
/** All are in the log. */
const CAVEATS$1 = 5;
function renderCaveats({ caveats = [] }) {
	return caveats.slice(0, CAVEATS$1).map((sentence) => `_${escapeCell(sentence, CAVEAT_LENGTH)}_`).join("\n\n");
}
function renderHarness({ harness }) {
	const parts = harness === void 0 ? null : sayHarness(harness);
	return parts === null ? "" : `⚠️ **${renderParts(parts)}**`;
}
function renderParts(parts) {
	return parts.map((part) => {
		if (typeof part === "string") return part;
		if ("code" in part) return escapeCode(part.code, NAME_LENGTH);
		return isPlainUrl(part.href) ? `[${part.link}](${part.href})` : part.link;
	}).join("");
}
function renderNextStep$1(result, context) {
	const step = nextStep(result, context);
	if (step === null) return "";
	const sentence = `**${step.lead}**, ${renderParts(step.action)}`;
	return step.showsCommand && context.command !== null ? `${sentence}\n\n${fence(renderCommand("record", context.command))}` : sentence;
}
/** Cuts between code points, with an ellipsis. */
function cutToBytes(text, limitBytes) {
	let cut = "";
	let bytes = Buffer.byteLength("…");
	for (const character of text) {
		bytes += Buffer.byteLength(character);
		if (bytes > limitBytes) return `${cut}…`;
		cut += character;
	}
	return cut;
}

// src/report/page/describe-about.ts
/** Legs of a matrix are measured in several places: then a fact has several values. */
function describeEnvironments(environments) {
	if (environments.length === 0) return [];
	return FACT_NAMES.map((fact) => ({
		label: capitalized(ENVIRONMENT_FACTS[fact].label),
		value: oneLine(list([...new Set(environments.map((one) => sayFact(fact, one[fact])))]))
	}));
}
/** Commands to paste; none where it is not known what was measured. */
function describeCommands(verbs, command) {
	if (command === null) return [];
	return verbs.map((verb) => ({
		purpose: PURPOSES[verb],
		command: commandText(verb, command)
	}));
}
function commandText(verb, command) {
	return neutralize(renderCommand(verb, command)).replaceAll("\n", " ");
}
function describeOrigin({ version, commit, runUrl }) {
	return {
		version,
		commit: commit === null ? null : oneLine(commit, 64),
		runUrl: runUrl !== null && /^https?:\/\/[\w.:/?=&%~-]+$/.test(runUrl) ? runUrl : null
	};
}

// src/report/page/describe-ledger.ts
/**
* Who made each page, as the HTML report shows it.
*
* @param heavy who made most of it, where that is known already
* @param mostNodes of the stacks; those beyond it stand under their callers
*/
function describeLedger(attribution, difference, { heavy, mostNodes } = {}) {
	const stacks = difference?.stacks ?? (attribution.stacks && aloneStacks(attribution.stacks));
	const areStacksCompared = difference !== null && difference.stacks !== null;
	const unaccounted = attribution.coverage.reasons.map(({ reason, bytes }) => `Not accounted for: ${formatFigure(bytes, "bytes")} ${sayReason(reason)}.`);
	return {
		answer: sayLedger(attribution, difference, heavy).map((part) => typeof part === "string" ? part : { code: oneLine(part.code) }),
		notes: [
			...attribution.gate === null ? [] : [sayDisturbance(attribution.gate)],
			...sayMeans(attribution),
			...unaccounted,
			...difference === null || areStacksCompared || stacks === null ? [] : [NO_STACKS_OF_BASE]
		].map((note) => capitalized(oneLine(note))),
		isCompared: difference !== null,
		spans: describeSpans(attribution),
		changes: (difference?.spans ?? []).map(({ kind, name, base, head, faults, readBytes }) => ({
			kind,
			name: nameOf$1(name),
			base,
			head,
			faults,
			readBytes
		})),
		groups: (difference?.groups ?? attribution.groups.map(alone)).map(({ group, kind, base, head }) => ({
			group: nameOf$1(group),
			kind,
			base,
			head
		})),
		processes: describeProcesses(attribution, difference),
		stacks: stacks && describeStacks(stacks, mostNodes),
		areStacksCompared,
		timeline: describeTimeline(attribution)
	};
}
/** What keeps an explanation from being whole, and the command that would allow more. */
function describeDoubts(doubts) {
	return doubts.map(sayDoubt).map(({ what, cure }) => oneLine([what, cure ?? ""].join(" ")));
}
const nameOf$1 = (name) => oneLine(name) || "–";
const alone = ({ group, kind, writable }) => ({
	group,
	kind,
	base: null,
	head: writable
});
function describeSpans({ spans }) {
	const places = new Map(spans.map(({ id }, place) => [id, place]));
	return spans.map(({ parent, kind, name, self, cumulative, retained = null, faults, readBytes = null, t0, t1 }) => ({
		parent: parent === null ? null : places.get(parent) ?? null,
		kind,
		name: nameOf$1(name),
		self,
		cumulative,
		retained,
		faults,
		readBytes,
		t0,
		t1
	}));
}
/** The second worker is compared with the second worker, as the difference has them. */
function describeProcesses({ processes }, difference) {
	const keyOf = (command, ordinal) => JSON.stringify([command, ordinal]);
	const changes = new Map((difference?.processes ?? []).map((change) => [keyOf(change.command, change.ordinal), change]));
	const counts = /* @__PURE__ */ new Map();
	const rows = processes.map((process) => {
		const { pid, command, writable, ownBytes, inheritedBytes, unsharedBytes, shareableBytes } = process;
		const ordinal = (counts.get(command) ?? 0) + 1;
		counts.set(command, ordinal);
		const change = changes.get(keyOf(command, ordinal));
		changes.delete(keyOf(command, ordinal));
		return {
			pid,
			command: nameOf$1(command),
			base: difference === null ? null : change?.base ?? 0,
			head: writable,
			own: ownBytes,
			inherited: inheritedBytes,
			unshared: unsharedBytes,
			shareable: shareableBytes ?? null
		};
	});
	const gone = [...changes.values()].map(({ command, base }) => ({
		pid: null,
		command: nameOf$1(command),
		base,
		head: 0,
		own: 0,
		inherited: 0,
		unshared: 0,
		shareable: null
	}));
	return [...rows, ...gone];
}
function describeStacks(stacks, mostNodes) {
	const { frames, nodes } = dropUnusedFrames(pruneStacks(stacks, mostNodes));
	return {
		frames: frames.map(({ name, module }) => ({
			name: nameOf$1(name),
			module: oneLine(module)
		})),
		nodes
	};
}
function describeTimeline({ timeline }) {
	const { t, stays, passing, events } = timeline;
	return {
		t,
		stays,
		passing,
		events: events.map(({ t: at, kind, name }) => ({
			t: at,
			kind,
			name: nameOf$1(name)
		}))
	};
}

// src/report/phrases/history.ts
/** `Writable memory moved by +1.02 MiB, from 9.09 MiB to 10.11 MiB, with 0de4f1c8d2b6 (2026-01-31).` */
function sayMove(metric, { before, after, commit, recordedAt }) {
	const { unit, label } = METRICS[metric];
	const change = `${formatChange(after - before, unit)}, from ${formatFigure(before, unit)} to ${formatFigure(after, unit)}`;
	const day = recordedAt?.slice(0, 10);
	const where = day === void 0 ? "here" : commit === null ? `in the recording of ${day}` : `with ${commit} (${day})`;
	return `${capitalized(label)} moved by ${change}, ${where}.`;
}
/** Where a figure never moved. */
function sayNoMove(metric, recordings) {
	return `${capitalized(METRICS[metric].label)} kept its level in ${plural(recordings, "recording")}.`;
}

// src/report/page/history.ts
/** As many digits of a commit as people read. */
const SHORT_COMMIT = 12;
/**
* What was recorded of the gated figures of a scenario before, in the environment that it was measured in now, and the
* head as the last point. Empty where there is nothing to draw a line from.
*/
function describeHistory(scenario, { history = [], commit }) {
	const environment = environmentKey(scenario.environment);
	const own = history.filter((point) => point.scenario === scenario.name && point.environment === environment);
	return gatedMetrics(scenario).flatMap((metric) => {
		const before = own.flatMap((point) => pointOf(point, metric));
		const points = [...before, ...headOf(metric, commit)];
		if (before.length < 1 || points.length < 2) return [];
		const moves = findMoves(points);
		const said = moves.map((index) => sayMove(metric.metric, {
			before: points[index - 1]?.median ?? 0,
			after: points[index]?.median ?? 0,
			commit: points[index]?.commit ?? null,
			recordedAt: points[index]?.recordedAt ?? null
		}));
		return {
			label: labelOf$1(metric),
			unit: metric.unit,
			points,
			moves,
			said: said.length === 0 ? [sayNoMove(metric.metric, points.length)] : said
		};
	});
}
function pointOf({ commit, recordedAt, figures }, { metric }) {
	const figure = figures[metric];
	return figure === void 0 ? [] : [{
		...figure,
		commit: shortOf(commit),
		recordedAt
	}];
}
function headOf({ head }, commit) {
	if (head === null || !Number.isFinite(head.median)) return [];
	return [{
		median: head.median,
		least: Math.min(...head.samples),
		most: Math.max(...head.samples),
		commit: shortOf(commit),
		recordedAt: null
	}];
}
function shortOf(commit) {
	return commit === null ? null : oneLine(commit, 64).slice(0, SHORT_COMMIT);
}

// src/report/page/describe.ts
/** What the page shows of a result. */
function describePage(result, context) {
	const traced = result.scenarios.filter(({ explanation }) => explanation !== void 0);
	const nodes = Math.ceil(MOST_NODES / Math.max(1, traced.length));
	return {
		headline: oneLine(headline(result)),
		verdict: lookOf(shownVerdict(result), null),
		notes: describeNotes(result, context),
		nextStep: describeStep(result, context),
		scenarios: worstFirst(result.scenarios).map((scenario) => describeScenario(scenario, context, nodes)),
		environment: describeEnvironments([result.environment, ...result.scenarios.map(({ environment }) => environment)]),
		commands: describeCommands(verbsFor(result, context), context.command),
		origin: describeOrigin(context)
	};
}
function verbsFor({ pair, scenarios }, { place }) {
	const [only, ...others] = scenarios;
	return [
		"check",
		...only?.explanation !== void 0 && others.length === 0 ? ["explain"] : [],
		...pair === void 0 && place === "machine" ? ["record"] : []
	];
}
function lookOf(verdict, metric) {
	const { mark, color } = LOOKS[verdict];
	return {
		word: verdictWord(verdict, metric),
		mark: mark.trim(),
		color
	};
}
function describeNotes(result, { harness, caveats = [] }) {
	const warning = harness === void 0 ? null : sayHarness(harness);
	const pair = sayPair(result);
	return [...warning === null ? [] : [harmless(warning)], ...[
		...caveats,
		...sayRaises(result),
		...pair === null ? [] : [pair]
	].map((sentence) => [oneLine(sentence)])];
}
function harmless(parts) {
	return parts.map((part) => typeof part !== "string" && "code" in part ? { code: oneLine(part.code) } : textOf(part));
}
function describeStep(result, context) {
	const step = nextStep(result, context);
	if (step === null) return null;
	return {
		sentence: [`${step.lead}, `, ...harmless(step.action)],
		command: step.showsCommand && context.command !== null ? commandText("record", context.command) : null
	};
}
function describeScenario(scenario, context, nodes) {
	const { explanation, unexplained } = scenario;
	return {
		name: oneLine(scenario.name) || "–",
		verdict: lookOf(scenario.verdict, null),
		reasons: allReasons(scenario).map((reason) => oneLine(sayReason$1(reason))),
		warnings: [
			...sayWarnings(scenario.runs).map((warning) => oneLine(warning)),
			...describeDoubts(explanation?.doubts ?? []),
			...unexplained === void 0 ? [] : [capitalized(oneLine(sayUnexplained(unexplained)))]
		],
		metrics: scenario.metrics.map(describeMetric),
		mappings: describeMappings(scenario),
		roles: scenario.processes.map(describeRole),
		runs: scenario.runs.map(describeRun),
		ledger: explanation === void 0 || !saysWho(explanation) ? null : describeLedger(explanation.attribution, explanation.difference, {
			heavy: explanation.heavy,
			mostNodes: nodes
		}),
		history: describeHistory(scenario, context)
	};
}
/** There is room here for those too that a table says by its figures. */
function allReasons(scenario) {
	const ofMetrics = worstFirst(gatedMetrics(scenario)).flatMap(({ reasons }) => reasons);
	return distinctReasons([...scenario.reasons, ...ofMetrics]).filter(({ kind }) => kind !== "no-run");
}
function describeMetric(metric) {
	const { base, head, budget, verdict, unit, allowed, detectable, pValue } = metric;
	const { ceiling = null } = budget ?? {};
	const limits = [...base === null || allowed === null ? [] : [base.median + allowed], ...ceiling === null ? [] : [ceiling]];
	return {
		label: labelOf$1(metric),
		unit,
		verdict: budget === null ? null : lookOf(verdict, metric),
		base: describeAll(base, metric),
		head: describeAll(head, metric),
		highest: limits.length === 0 ? null : Math.min(...limits),
		change: describeChange(metric),
		limit: oneLine(describeLimit(metric)),
		detectable: detectable === null ? "–" : formatFigure(detectable, unit),
		p: pValue === null ? "–" : formatP(pValue)
	};
}
function describeAll(samples, metric) {
	return samples === null ? null : {
		...samples,
		inWords: describeSamples(samples, metric)
	};
}
/** The result has the groups that changed alone; a reader looks for the others as well. */
function describeMappings({ metrics, mappings, runs }) {
	const hasBase = metrics.some(({ base }) => base !== null);
	const changed = new Map(mappings.map((change) => [change.group, change]));
	const sizes = runs.map(({ groups }) => new Map(Object.entries(groups)));
	return [.../* @__PURE__ */ new Set([...changed.keys(), ...sizes.flatMap((groups) => [...groups.keys()])])].map((group) => {
		const change = changed.get(group);
		const head = change?.head ?? median(sizes.map((groups) => groups.get(group) ?? 0));
		return {
			group: oneLine(group) || "–",
			base: change?.base ?? (hasBase ? head : null),
			head
		};
	}).toSorted((a, b) => grownBy(b) - grownBy(a) || b.head - a.head);
}
const grownBy = ({ base, head }) => base === null ? 0 : head - base;
function describeRole(change) {
	const { base, head } = change;
	return {
		name: oneLine(describeProcesses$1(change).name) || "–",
		base: base?.writable ?? 0,
		head: head?.writable ?? 0,
		faultsBase: base?.faults ?? 0,
		faultsHead: head?.faults ?? 0
	};
}
function describeRun(run) {
	const { settlement, gaps, figures, readings, events, processes } = run;
	const end = saySettlement(settlement);
	return {
		isEvidence: isEvidence(run),
		end: oneLine(gaps.length === 0 ? end : `${end}; ${sayGaps(gaps)}`),
		readyMs: timeOf(run, "ready"),
		steadyMs: timeOf(run, "steady"),
		writable: figures.writable ?? null,
		minorFaults: figures["minor-faults"] ?? null,
		events,
		readings: byColumn(readings),
		processes: processes.map(({ pid, command, writable }) => ({
			pid,
			command: oneLine(command),
			writable
		}))
	};
}
/** Of a program with a workload the first rest is the one before it. */
function timeOf(run, name) {
	return run.events.findLast(({ event }) => event === name)?.atMs ?? null;
}
/** A name for each column is told once, not with each reading: thousands of them make a page. */
function byColumn(readings) {
	const column = (key) => readings.map((reading) => reading[key]);
	return {
		atMs: column("atMs"),
		writable: column("writable"),
		dirtyCache: column("dirtyCache"),
		rss: column("rss"),
		pss: column("pss"),
		minorFaults: column("minorFaults"),
		majorFaults: column("majorFaults"),
		processes: column("processes"),
		threads: column("threads")
	};
}

// src/report/terminal/output.ts
var import_picocolors = require_picocolors();
const LINE_LENGTH = 500;
/** The end of untrusted output, line by line behind a bar. */
function renderOutput(text, { dim }) {
	return text.trimEnd().split(/\r\n?|\n/).slice(-20).flatMap((line) => neutralize(line, LINE_LENGTH).split("\n")).map((line) => `${dim("  |")} ${line}`.trimEnd());
}

// src/report/terminal/error.ts
/** What failed, the untrusted text that explains it, and what to do. */
function renderError(error, { color }) {
	const colors = (0, import_picocolors.createColors)(color);
	return [
		`${colors.red(colors.bold("error:"))} ${neutralize(error.message)}`,
		...error.detail === null ? [] : renderOutput(error.detail, colors),
		neutralize(error.hint),
		""
	].join("\n");
}

// src/report/terminal/columns.ts
/** Cut between what a reader sees as one character: an emoji, a letter with its accents. */
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/**
* Shortens plain text to so many columns of a terminal, where CJK and emoji take two: out of the middle, as
* names differ at their ends.
*/
function elideToWidth(text, columns) {
	if (stringWidth(text) <= columns) return text;
	if (columns < 1) return "";
	const graphemes = Array.from(segmenter.segment(text), ({ segment }) => segment);
	const head = takeWidth(graphemes, Math.ceil((columns - 1) / 2));
	const tail = takeWidth(graphemes.toReversed(), columns - 1 - head.width);
	const elided = `${head.taken.join("")}…${tail.taken.toReversed().join("")}`;
	return stringWidth(elided) <= columns ? elided : "…";
}
function takeWidth(graphemes, columns) {
	const taken = [];
	let width = 0;
	for (const grapheme of graphemes) {
		const next = width + stringWidth(grapheme);
		if (next > columns) break;
		taken.push(grapheme);
		width = next;
	}
	return {
		taken,
		width
	};
}
/** Between a figure and its unit: they are read together. */
const UNIT_SPACE = /(?<=\d) (?=(?:[KMG]iB|B|ms|s|%)(?:\/s)?(?![\w-]))/g;
const NO_BREAK = "\xA0";
/**
* Breaks plain text between words into lines of so many columns; a longer word is elided. A word that would be a
* workflow command at the start of a line gets a backslash, as `neutralize` does for the lines that there were.
*/
function wrap(text, columns) {
	const words = text.replace(UNIT_SPACE, NO_BREAK).split(" ").map((word) => elideToWidth(word.startsWith("::") ? `\\${word}` : word, columns));
	return wrapAnsi(words.join(" "), columns, { hard: false }).split("\n").map((line) => line.replaceAll(NO_BREAK, " "));
}
/** {@link wrap} after a mark, with the further lines under the text of the first. */
function wrapBehind(mark, text, columns) {
	const width = stringWidth(mark);
	return wrap(text, columns - width).map((line, index) => (index === 0 ? mark : " ".repeat(width)) + line);
}
function padEnd(text, columns) {
	return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}
function padStart(text, columns) {
	return " ".repeat(Math.max(0, columns - stringWidth(text))) + text;
}
/** How much room each column needs: that of its widest cell. */
function columnWidths(rows) {
	const count = Math.max(0, ...rows.map((row) => row.length));
	return Array.from({ length: count }, (_, index) => Math.max(...rows.map((row) => stringWidth(row[index] ?? ""))));
}

// src/report/terminal/explanation.ts
/** The narrowest terminal for which lines are laid out. */
const MIN_WIDTH$1 = 20;
/** Beyond these a list is no longer read at a terminal. */
const SPANS = 15;
const GROUPS$1 = 8;
const PROCESSES = 8;
const MODULES = 10;
/** Of the whole. */
const LEAST_RETAINED = .01;
const STACKS = 5;
const FRAMES = 6;
/**
* Where the memory came from, or what changed, for a person at a terminal: the answer first, then who made it, where
* it is, who holds it, and what is not known. No line is wider than `width` columns (20 at least).
*/
function renderExplanation(attribution, difference, { color, width: wished }) {
	const colors = (0, import_picocolors.createColors)(color);
	const width = Math.max(MIN_WIDTH$1, wished);
	const tables = difference === null ? [
		listSpans(attribution),
		listRetained(attribution),
		listGroups(attribution),
		listProcesses$1(attribution)
	] : [
		listSpanChanges(attribution, difference),
		listGroupChanges(difference),
		listProcessChanges(difference)
	];
	return joinBlocks([
		wrapBehind("", plain(sayLedger(attribution, difference)), width).map((line) => colors.bold(line)),
		...renderTables([...tables, listStacks(attribution, difference)], colors, width),
		listReasons(attribution).flatMap((sentence) => wrapBehind("- ", sentence, width)),
		[sayDisturbance(attribution.gate), ...sayMeans(attribution)].flatMap((sentence) => wrapBehind("", sentence, width)).map((line) => colors.dim(line))
	]);
}
/**
* Beneath a verdict: the answer, who made it or what changed, and what tracing moved. Where most of it was made by the
* program's own code, its functions are all that can be named.
*/
function renderBrief({ attribution, difference, heavy }, colors, width) {
	const table = difference === null ? listSpans(attribution) : listSpanChanges(attribution, difference);
	const isLeak = attribution.since !== void 0;
	return [
		...wrapBehind("", plain(sayLedger(attribution, difference, heavy)), width).map((line) => colors.bold(line)),
		...renderTables([
			table,
			...isLeak ? [listProcesses$1(attribution)] : [],
			...isOwnCode(heavy) ? [listStacks(attribution, difference)] : []
		], colors, width).flat(),
		...(isLeak ? [] : wrapBehind("", sayDisturbance(attribution.gate), width)).map((line) => colors.dim(line))
	];
}
/** What a soak left: who made it, where it is, and in which functions. */
function renderLeak(leak, { color, width: wished }) {
	const colors = (0, import_picocolors.createColors)(color);
	const width = Math.max(MIN_WIDTH$1, wished);
	const tables = [
		listSpans(leak),
		listGroups(leak),
		listProcesses$1(leak),
		listStacks(leak, null)
	];
	return `\n${joinBlocks([wrapBehind("", plain(sayLedger(leak, null)), width).map((line) => colors.bold(line)), ...renderTables(tables, colors, width)])}`;
}
function renderTables(tables, colors, width) {
	return tables.filter(({ lines }) => lines.length > 0).map(({ title, head, lines }) => {
		const [first = "", ...rest] = layOut$1(title, head, lines, width);
		return [colors.bold(first), ...rest];
	});
}
function joinBlocks(blocks) {
	return `${blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
function plain(parts) {
	return oneLine(parts.map((part) => typeof part === "string" ? part : oneLine(part.code, 200)).join(""));
}
/** Figures stand to the right in their columns; a narrow terminal does without the last ones. */
function layOut$1(title, head, lines, width) {
	const rows = [head, ...lines.map(({ figures }) => figures)];
	const widths = columnWidths(rows);
	const fits = (count) => widths.slice(0, count).reduce((sum, column) => sum + column + 2, 0) + MIN_WIDTH$1 <= width;
	const columns = Math.max(1, widths.findLastIndex((_, column) => fits(column + 1)) + 1);
	const text = (figures, name) => {
		const start = `  ${widths.slice(0, columns).map((column, place) => padStart(figures[place] ?? "", column)).join("  ")}  `;
		return (start + elideToWidth(name, Math.max(0, width - stringWidth(start)))).trimEnd();
	};
	return [
		elideToWidth(title, width),
		...head.length === 0 ? [] : [elideToWidth(text(head, ""), width)],
		...lines.map(({ figures, name }) => elideToWidth(text(figures, name), width))
	];
}
const bytes$1 = (value) => formatFigure(value, "bytes");
const change = (value) => formatChange(value, "bytes");
function listSpans(attribution) {
	const { rows, others } = findHeavySpans(attribution, null, {
		share: .01,
		most: SPANS
	});
	return {
		title: "who made it",
		head: [],
		lines: [...rows.map((row) => ({
			figures: [bytes$1(row.bytes)],
			name: plain(saySpan(row))
		})), ...others.bytes === 0 ? [] : [{
			figures: [bytes$1(others.bytes)],
			name: "others"
		}]]
	};
}
/** What a program that does not import it would be spared; what is less than a hundredth of it says little. */
function listRetained({ spans, total }) {
	const modules = /* @__PURE__ */ new Map();
	for (const { name, retained, self, cumulative } of spans) {
		if (retained === void 0) continue;
		const sum = modules.get(name) ?? {
			retained: 0,
			self: 0,
			cumulative: 0
		};
		modules.set(name, {
			retained: sum.retained + retained,
			self: sum.self + self,
			cumulative: sum.cumulative + cumulative
		});
	}
	return {
		title: "what would go if nobody imported it",
		head: [
			"retained",
			"self",
			"all inside"
		],
		lines: [...modules].filter(([, { retained }]) => retained >= total.writable * LEAST_RETAINED).sort(([, a], [, b]) => b.retained - a.retained).slice(0, MODULES).map(([name, { retained, self, cumulative }]) => ({
			figures: [
				bytes$1(retained),
				bytes$1(self),
				bytes$1(cumulative)
			],
			name: `import ${oneLine(name)}`
		}))
	};
}
function listSpanChanges(attribution, difference) {
	const { rows, others } = findHeavySpans(attribution, difference, {
		share: .01,
		most: SPANS
	});
	const figures = (row) => [
		change(row.bytes),
		bytes$1(row.base),
		bytes$1(row.head)
	];
	return {
		title: "what changed",
		head: [
			"change",
			"base",
			"head"
		],
		lines: [...rows.map((row) => ({
			figures: figures(row),
			name: plain(saySpan(row))
		})), ...others.bytes === 0 ? [] : [{
			figures: figures(others),
			name: "others"
		}]]
	};
}
function listGroups({ groups }) {
	return {
		title: "where it is",
		head: [],
		lines: groups.slice(0, GROUPS$1).map(({ group, writable }) => ({
			figures: [bytes$1(writable)],
			name: oneLine(group)
		}))
	};
}
function listGroupChanges({ groups }) {
	return {
		title: "where it changed",
		head: [
			"change",
			"base",
			"head"
		],
		lines: groups.filter(({ state }) => state !== "same").slice(0, GROUPS$1).map(({ group, base, head, delta }) => ({
			figures: [
				change(delta),
				bytes$1(base),
				bytes$1(head)
			],
			name: oneLine(group)
		}))
	};
}
/** Of a program that is one process there is nothing to say; what it could share, only where it is something. */
function listProcesses$1({ processes, since }) {
	const couldShare = processes.some(({ shareableBytes = 0 }) => shareableBytes > 0);
	const lines = processes.filter(({ writable, ended }) => writable > 0 || since === void 0 && !ended).toSorted((a, b) => b.writable - a.writable).slice(0, PROCESSES).map(({ pid, command, writable, ownBytes, inheritedBytes, unsharedBytes, shareableBytes = 0, ended }) => ({
		figures: [...[
			bytes$1(writable),
			bytes$1(ownBytes),
			bytes$1(inheritedBytes),
			bytes$1(unsharedBytes)
		], ...couldShare ? [bytes$1(shareableBytes)] : []],
		name: `${pid} ${oneLine(command)}${ended ? " (ended)" : ""}`
	}));
	return {
		title: "who holds it",
		head: [
			"holds",
			"made",
			"inherited",
			"un-shared",
			...couldShare ? ["shareable"] : []
		],
		lines: processes.length > 1 ? lines : []
	};
}
function listProcessChanges({ processes }) {
	const lines = processes.filter(({ state }) => state !== "same").slice(0, PROCESSES).map(({ command, ordinal, base, head, delta }) => ({
		figures: [
			change(delta),
			bytes$1(base),
			bytes$1(head)
		],
		name: `${oneLine(command)}${ordinal > 1 ? ` (${ordinal})` : ""}`
	}));
	return {
		title: "who holds more or less",
		head: [
			"change",
			"base",
			"head"
		],
		lines: processes.length > 1 ? lines : []
	};
}
/** The function, and who called it. What has no stack is told among the spans. */
function listStacks(attribution, difference) {
	return {
		title: "in which functions",
		head: [],
		lines: listFunctions(attribution, difference, {
			most: STACKS,
			callers: FRAMES
		}).map((row) => ({
			figures: [difference === null ? bytes$1(row.bytes) : change(row.bytes)],
			name: row.names.map((name) => oneLine(name, 60)).join(" < ")
		}))
	};
}
function listReasons({ coverage }) {
	return coverage.reasons.map((row) => `Not accounted for: ${bytes$1(row.bytes)} ${sayReason(row.reason)}.`);
}

// src/report/terminal/explanations.ts
/** Beyond these nobody reads on at a terminal. */
const SCENARIOS = 5;
/** Where the memory of those scenarios came from of which a run was traced, the worst first. */
function renderExplanations(result, colors, width) {
	return worstFirst(result.scenarios).filter(({ explanation, unexplained }) => explanation !== void 0 || unexplained !== void 0).slice(0, SCENARIOS).map(({ name, explanation, unexplained }) => {
		const reasons = unexplained === void 0 ? [] : [capitalized(sayUnexplained(unexplained))];
		return [
			...result.scenarios.length === 1 ? [] : [colors.bold(elideToWidth(oneLine(name), width))],
			...explanation === void 0 ? [] : renderScenarioExplanation(explanation, colors, width),
			...reasons.flatMap((reason) => wrapBehind("! ", reason, width)).map((line) => colors.yellow(line))
		];
	});
}
/** Who made the memory, or what changed, as far as anybody saw it, and the first thing that kept them from it. */
function renderScenarioExplanation(explanation, colors, width) {
	const [doubt] = explanation.doubts.map(sayDoubt);
	return [
		...saysWho(explanation) ? renderBrief(explanation, colors, width) : [],
		...doubt === void 0 ? [] : wrapBehind("! ", doubt.what, width).map((line) => colors.yellow(line)),
		...[doubt?.cure ?? []].flat().map((cure) => `    ${cure}`)
	];
}

// src/report/terminal/table.ts
/** Of more scenarios than this, as the legs of a matrix have, those that pass are counted. */
const SCENARIOS_IN_SIGHT = 40;
/** Two blanks between columns, or one where that makes all of them fit. */
const GAPS = ["  ", " "];
const INDENT$1 = "  ";
const [METRIC, BASE, HEAD_FIGURE, CHANGE, LIMIT, VERDICT] = [
	0,
	1,
	2,
	3,
	4,
	5
];
const HEAD$1 = [
	"",
	"base",
	"head",
	"change",
	"limit",
	""
];
/** Columns that a narrow terminal does without, the first to go first. The verdict stays. */
const DISPENSABLE$1 = [
	LIMIT,
	BASE,
	HEAD_FIGURE,
	CHANGE
];
/**
* The gated metrics under the name of their scenario, failing scenarios first, in columns by display width
* and without borders. No line is wider than `width`: columns go before figures are cut.
*/
function renderTerminalTable(result, colors, width) {
	const told = result.scenarios.length > SCENARIOS_IN_SIGHT ? result.scenarios.filter(isOfInterest) : result.scenarios;
	const passed = result.scenarios.length - told.length;
	const scenarios = worstFirst(told).map((scenario) => ({
		scenario,
		lines: linesOf(scenario)
	}));
	const all = scenarios.flatMap(({ lines }) => lines.map(({ cells }) => cells));
	const others = passed === 0 ? [] : [colors.dim(`${plural(passed, "scenario")} within budget`)];
	if (all.length === 0) return others;
	const widths = columnWidths([HEAD$1, ...all]);
	const { columns, gap } = chooseColumns$1(widths, width - 2);
	const layOut = (mark, cells) => {
		const padded = columns.map((column) => {
			return (column === METRIC || column === VERDICT ? padEnd : padStart)(cells[column], widths[column] ?? 0);
		});
		return elideToWidth(mark + padded.join(gap).trimEnd(), width);
	};
	return [
		colors.dim(layOut(INDENT$1, HEAD$1)),
		...scenarios.flatMap(({ scenario, lines }) => [colors.bold(elideToWidth(oneLine(scenario.name), width)), ...lines.map(({ cells, verdict }) => verdict === "pass" ? layOut(INDENT$1, cells) : colors[LOOKS[verdict].color](layOut(LOOKS[verdict].mark, cells)))]),
		...others
	];
}
function isOfInterest({ verdict }) {
	return verdict !== "pass";
}
function linesOf(scenario) {
	const lines = worstFirst(shownMetrics(scenario)).map((metric) => ({
		verdict: metric.verdict,
		cells: [
			metric.metric,
			describeMedian(metric.base, metric),
			describeMedian(metric.head, metric),
			describeChange(metric),
			oneLine(describeLimit(metric)),
			verdictWord(metric.verdict, metric)
		]
	}));
	if (gatedMetrics(scenario).some(({ verdict }) => verdict === scenario.verdict)) return lines;
	const { verdict } = scenario;
	return [{
		verdict,
		cells: [
			"scenario",
			"–",
			"–",
			"–",
			"–",
			LOOKS[verdict].word
		]
	}, ...lines];
}
function chooseColumns$1(widths, room) {
	let columns = [
		METRIC,
		BASE,
		HEAD_FIGURE,
		CHANGE,
		LIMIT,
		VERDICT
	];
	for (const next of [...DISPENSABLE$1, null]) {
		const cells = columns.reduce((sum, column) => sum + (widths[column] ?? 0), 0);
		const gap = GAPS.find(({ length }) => cells + length * (columns.length - 1) <= room);
		if (gap !== void 0) return {
			columns,
			gap
		};
		columns = columns.filter((column) => column !== next);
	}
	return {
		columns,
		gap: GAPS[1]
	};
}

// src/report/terminal/render.ts
/** The narrowest terminal for which lines are laid out: below it they would say nothing. */
const MIN_WIDTH = 20;
/** Beyond these a list is no longer read at a terminal. */
const GROUPS = 5;
const NAMES = 5;
const GROWN_SCENARIOS = 5;
const SENTENCES = 12;
const MIN_WIDTH_OF_FROM_TO$1 = 60;
/**
* The result for a person at a terminal, or in a log: the answer in the first line, the table, where failing
* scenarios grew, why, what to do next. No line is wider than `width` columns (20 at least), but for the
* command to paste, which is a line of its own and whole.
*/
function renderTerminal(result, context, { color, width: wished }) {
	const colors = (0, import_picocolors.createColors)(color);
	const width = Math.max(MIN_WIDTH, wished);
	const { mark, color: hue } = LOOKS[shownVerdict(result)];
	return `${[
		wrapBehind(mark, headline(result), width).map((line) => colors.bold(colors[hue](line))),
		sayRaises(result).flatMap((sentence) => wrapBehind("", oneLine(sentence), width)),
		...renderPair(result, colors, width),
		renderTerminalTable(result, colors, width),
		...renderExplanations(result, colors, width),
		...renderGrowth(result, colors, width),
		...renderProcesses(result, colors, width),
		renderSentences(result, (scenario) => whyOf(result, scenario), "why", colors, width),
		renderSentences(result, ({ runs }) => sayWarnings(runs), "warnings", colors, width),
		renderSight(result, colors, width),
		renderNextStep(result, context, colors, width)
	].filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
/** What it was compared with, and what that printed where it failed. */
function renderPair(result, colors, width) {
	const { pair } = result;
	const sentence = sayPair(result);
	if (pair === void 0 || sentence === null) return [];
	const log = pair.log === null ? [] : [[colors.bold("the end of its output"), ...renderOutput(pair.log, colors)]];
	return [wrapBehind("", oneLine(sentence), width).map((line) => colors.dim(line)), ...log];
}
/** The groups of mappings that grew most, of the worst scenarios that failed or grew. */
function renderGrowth(result, colors, width) {
	return worstFirst(result.scenarios).flatMap((scenario) => growthsToTell(scenario).map((growth) => ({
		scenario,
		...growth
	}))).slice(0, GROWN_SCENARIOS).map(({ scenario, isSoak, changes }) => {
		const grown = changes.slice(0, GROUPS);
		const figures = grown.map(({ base, head, delta }) => [
			formatChange(delta, "bytes"),
			formatFigure(base, "bytes"),
			formatFigure(head, "bytes")
		]);
		const [change = 0, before = 0, after = 0] = columnWidths(figures);
		const lines = figures.map(([delta = "", base = "", head = ""], index) => {
			const told = `  ${padStart(delta, change)}`;
			const fromTo = `  ${padStart(base, before)} → ${padEnd(head, after)}`;
			const figure = width < MIN_WIDTH_OF_FROM_TO$1 ? told : told + fromTo;
			return `${figure}  ${elideToWidth(oneLine(grown[index]?.group ?? ""), width - stringWidth(figure) - 2)}`;
		});
		return [colors.bold(elideToWidth(`where ${oneLine(scenario.name)} grew${isSoak ? " while it was soaked" : ""}`, width)), ...lines];
	});
}
/** Processes that grew, where anything did; and those that came or went. */
function renderProcesses(result, colors, width) {
	return worstFirst(result.scenarios).filter((scenario) => processesToTell(scenario).length > 0).slice(0, GROWN_SCENARIOS).map((scenario) => {
		const rows = processesToTell(scenario).slice(0, GROUPS).map(describeProcesses$1);
		const cells = rows.map(({ change, faults }) => [change, `${faults} faults`]);
		const [changes = 0, faults = 0] = columnWidths(cells);
		const lines = rows.map((row, index) => {
			const [change = "", count = ""] = cells[index] ?? [];
			const figure = `  ${padStart(change, changes)}  ${padStart(count, faults)}`;
			return `${figure}  ${elideToWidth(oneLine(row.name), width - stringWidth(figure) - 2)}`;
		});
		return [colors.bold(elideToWidth(`processes of ${oneLine(scenario.name)}`, width)), ...lines];
	});
}
/** What the first line does not say already. */
function whyOf(result, scenario) {
	const said = reasonInHeadline(result);
	return reasonsOf(scenario).filter((reason) => reason !== said).map(sayReason$1);
}
/** Sentences, each behind the name of its scenario where there are several. */
function renderSentences(result, sentencesOf, title, colors, width) {
	const told = worstFirst(result.scenarios).flatMap((scenario) => sentencesOf(scenario).map((sentence) => result.scenarios.length === 1 ? oneLine(sentence) : `${oneLine(scenario.name, 40)}: ${oneLine(sentence)}`));
	if (told.length === 0) return [];
	const more = told.length - SENTENCES;
	const shown = more > 0 ? [...told.slice(0, SENTENCES), `and ${more} more`] : told;
	return [colors.bold(title), ...shown.flatMap((sentence) => wrapBehind("  - ", sentence, width))];
}
/** How small a change would have been seen: what a pass is worth. Scenarios that agree are told together. */
function renderSight(result, colors, width) {
	const namesBySight = /* @__PURE__ */ new Map();
	for (const scenario of result.scenarios) {
		const sight = gatedMetrics(scenario).flatMap(({ metric, unit, detectable }) => detectable === null ? [] : [`${formatChange(detectable, unit)} ${unit === "count" ? "" : "of "}${METRICS[metric].label}`]).join(", ");
		if (sight !== "") namesBySight.set(sight, [...namesBySight.get(sight) ?? [], oneLine(scenario.name, 40)]);
	}
	const rows = [...namesBySight].map(([sight, names]) => {
		const more = names.length - NAMES;
		const who = [...names.slice(0, NAMES), ...more > 0 ? [`${more} more`] : []].join(", ");
		return result.scenarios.length === 1 ? sight : `${who}: ${sight}`;
	});
	if (rows.length === 0) return [];
	const more = rows.length - SENTENCES;
	return ["smallest detectable change", ...more > 0 ? [...rows.slice(0, SENTENCES), `and ${more} more`] : rows].flatMap((row, index) => wrapBehind(index === 0 ? "" : "  ", row, width)).map((line) => colors.dim(line));
}
function renderNextStep(result, context, colors, width) {
	const step = nextStep(result, context);
	if (step === null) return [];
	const action = step.action.map(textOf).join("");
	const sentence = wrapBehind("", `${step.lead}, ${action}`, width);
	if (!step.showsCommand || context.command === null) return sentence;
	const command = neutralize(renderCommand("record", context.command)).replaceAll("\n", " ");
	return [...sentence, colors.cyan(`  ${command}`)];
}

// src/store/report-file.ts
/**
* Writes a report to a file, and makes the folders above it.
*
* @param path absolute
* @throws UserError `report-unwritable`
*/
async function writeReportFile(path, content) {
	try {
		await makeFolder(dirname(path));
		await writeWhole(path, content);
	} catch (error) {
		throw errors.reportUnwritable(path, error);
	}
}
/** A file is there in full or not at all. Other things, such as /dev/fd/3, are written to as they are. */
async function writeWhole(path, content) {
	const stats = await lstat(path).catch(() => null);
	if (stats !== null && !stats.isFile()) {
		if ((await stat(path)).isFIFO()) await refuseUnread(path);
		return writeFile(path, content);
	}
	const draft = `${path}.${nameOwner()}`;
	try {
		await replaceFile(path, draft, content);
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
/** To open a pipe that nobody reads would wait forever. @throws ENXIO */
async function refuseUnread(path) {
	await (await open(path, constants$1.O_WRONLY | constants$1.O_NONBLOCK)).close();
}

// src/report/annotations.ts
/** GitHub shows ten annotations of a type for each step, of 4,096 characters each. */
const MAX_ANNOTATIONS = 10;
const MAX_MESSAGE = 4096;
/** An annotation for each failing metric, worst first; beyond ten, the last one lists all the others. */
function failingMetrics(result) {
	const failing = gatedRows(result).filter(({ metric }) => isFailure(metric.verdict));
	if (failing.length <= MAX_ANNOTATIONS) return failing.map(annotate);
	const first = failing.slice(0, 9);
	const rest = failing.slice(9);
	const message = rest.map((row) => `${annotate(row).title}: ${describe$1(row)}`).join("\n");
	return [...first.map(annotate), {
		title: `and ${rest.length} more failing metrics`,
		message: elide(message, MAX_MESSAGE)
	}];
}
function annotate(row) {
	const { scenario, metric } = row;
	return {
		title: `${oneLine(scenario.name, 60)}: ${labelOf$1(metric)} ${verdictWord(metric.verdict, metric)}`,
		message: elide([describe$1(row), ...metric.reasons.map((reason) => oneLine(sayReason$1(reason)))].join("\n"), MAX_MESSAGE)
	};
}
/** `9.09 MiB → 10.11 MiB, +1.02 MiB (+11.2 %), limit +93.1 KiB`. */
function describe$1({ metric }) {
	const base = metric.base === null ? "" : `${describeMedian(metric.base, metric)} → `;
	const change = metric.delta === null ? "" : `, ${describeChange(metric)}`;
	return `${base}${describeMedian(metric.head, metric)}${change}, limit ${oneLine(describeLimit(metric))}`;
}

// src/report/page/render.ts
/** Where the shell of the page wants the title, and where the document. */
const PLACES$1 = {
	title: "<!--footprint-gate:title-->",
	data: "<!--footprint-gate:data-->"
};
/**
* The page of a document: one file that needs nothing else. The document is in it packed (gzip, base64), which cannot
* be read as HTML whatever names it holds.
*
* @param shell the built page, `dist/page.html`
*/
function renderPage(document, shell) {
	const data = gzipSync(JSON.stringify(document), { level: 9 }).toString("base64");
	const title = escapeHtml((document.verdict === null ? "" : `${document.verdict.mark} `) + document.headline);
	return shell.split(PLACES$1.title).join(title).split(PLACES$1.data).join(`<script type="application/gzip" id="document">${data}<\/script>`);
}
function escapeHtml(text) {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// src/store/page-shell.ts
/** Beside the bundled code; from the sources, where the bundle is. */
const PLACES = ["page.html", "../../dist/page.html"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
/**
* The built page, into which `renderPage` puts a report.
*
* @throws UserError when the package is not whole
*/
async function readPageShell() {
	const path = PLACES.find((place) => existsSync(place)) ?? PLACES.join(", ");
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw errors.pageMissing(path, error);
	}
}

// src/config/exports.ts
/** What other tools read. */
const EXPORT_FORMATS = [
	"github-action-benchmark",
	"bencher",
	"openmetrics",
	"junit"
];
/**
* Reads `junit=footprint.xml`.
*
* @param name how the option is called where the person wrote it
* @throws UserError for a format that is not known, and where no file is named
*/
function parseExport(text, name) {
	const { format, file } = /^\s*(?<format>[\w-]+)\s*=\s*(?<file>.*\S)\s*$/s.exec(text)?.groups ?? {};
	const known = EXPORT_FORMATS.find((one) => one === format);
	if (known === void 0 || file === void 0) throw errors.badValue(name, text, `FORMAT=FILE, such as junit=footprint.xml; formats are ${EXPORT_FORMATS.join(", ")}`);
	return {
		format: known,
		file
	};
}

// src/report/phrases/bisect.ts
/** As many digits as git shows of a SHA in a large repository. */
const shortCommit = (commit) => commit.slice(0, 12);
/** The answer in one sentence. */
function sayBisection({ found, candidates, growth }, subject) {
	if (found === null) return `Not decided: the first bad commit is one of ${list(candidates.map(shortCommit))}`;
	const grew = growth === null ? "" : `: ${sayGrowth(growth)}`;
	return `${shortCommit(found.commit)} ${subject}${grew}`;
}
function sayGrowth({ metric, unit, before, after }) {
	const percent = formatPercent(after - before, before);
	const share = percent === null ? "" : ` (${percent})`;
	return `${definitionOf(metric).label} grew by ${formatFigure(after - before, unit)}${share}`;
}
const STANDING_WORDS = {
	good: "good",
	bad: "bad",
	unknown: "skipped"
};
/** Why so many commits are left. */
const UNDECIDED = "Of these nothing is known: they do not build, do not run, or prove nothing.";

// src/report/phrases/notices.ts
/** A notice as a sentence. */
function sayNotice(notice) {
	const scenario = "scenario" in notice ? notice.scenario : "";
	switch (notice.kind) {
		case "runs-not-stored": return `${scenario}: ${notice.discarded} of ${notice.runs} runs were discarded, because they do not count.`;
		case "too-few-readings": return `${scenario}: page faults alone are stored and gated: ${sayTooFewReadings(notice)}.`;
		case "rising-runs": return `${scenario}: ${sayReason$1({
			...notice,
			kind: "trend",
			side: "head"
		})}`;
		case "blind-recording": return `${scenario}: no growth could ever be proven against what is recorded here. ${sayTooFewRuns(notice)}`;
		case "blind-check": return `${scenario}: no growth can be proven by this check. ${sayTooFewRuns(notice)}`;
		case "environment-changed": return `The machine changed while it was measured: ${sayDifferences(notice.differences)}. Not all runs are of the same environment: run again.`;
		case "runner": return `${scenario}: "${notice.words}" stays beside the program it starts, and is measured with it. Run the program itself, such as node server.js: its figure is smaller, and steadier.`;
		case "client": return `${scenario}: "${notice.words}" asks another service to run the program, whose processes may be in no figure. Run the program itself, or name its processes by target, such as container:NAME.`;
		case "base": return `Comparing with ${sayBase(notice)}${notice.build === null ? "." : `; it is built by: ${notice.build}`}`;
		case "base-unread": return `Whether this pull request raises or removes a baseline is not known: ${notice.why}`;
		case "entry-dropped": return `${scenario}: this pull request drops it, and its baseline, which the base has. A scenario that was renamed starts anew, without the level that it had.`;
		case "stand-in": return sayStandIn(notice);
		case "no-base-known": return `What this is compared with was recorded last, which may be of changes that came later than the base: ${notice.why}`;
		case "recordings-unread": return `The base is measured, as nobody knows whether it was recorded: ${notice.why}`;
		case "bisecting": return `Trying ${shortCommit(notice.commit)} ${notice.subject}`;
		case "tracing-commit": return `Tracing ${shortCommit(notice.commit)} ${notice.subject}`;
		case "not-explained": return `${scenario}: ${sayUnexplained(notice.unexplained)}`;
		case "unequal-paths": return `The path of the base, ${notice.base}, is ${plural(Math.abs(notice.difference), "byte")} ${notice.difference > 0 ? "longer" : "shorter"} than that of the head: figures may differ by a page or two for that alone. Give both paths the same length.`;
	}
}
/** Those of what the head is compared with: without them, its figures are read wrongly. */
const CAVEATS = /* @__PURE__ */ new Set([
	"stand-in",
	"no-base-known",
	"entry-dropped",
	"base-unread"
]);
function isCaveat({ kind }) {
	return CAVEATS.has(kind);
}
function sayStandIn({ base, nearest }) {
	const of = `The base, ${shortCommit(base)}, was not recorded`;
	if (nearest.kind === "ancestor") {
		const { commit, distance } = nearest;
		return `${of}: compared with the recording of ${shortCommit(commit)}, ${plural(distance, "commit")} before it.`;
	}
	const { scenarios, commit } = nearest;
	const newest = commit === null ? "the newest recording" : `the newest recording, of ${shortCommit(commit)}`;
	return `${of}, nor any of the 500 commits before it that are known, of ${scenarios.join(", ")}: compared with ${newest}, which may hold changes that the base has not.`;
}
function sayStored({ scenario, runs, decision }) {
	const samples = `${scenario}: ${plural(runs, "run")} stored`;
	switch (decision) {
		case "first": return `${samples}, the first recording in this environment`;
		case "other-subject": return `${samples}; the older recordings were of another command, other variables, another workload, until or soak, and were dropped`;
		case "moved": return `${samples}; the level has changed, so older recordings were dropped`;
		case "beside": return `${samples} beside the older ones`;
		case "unchanged": return `${scenario}: unchanged; the level has not moved, and enough recordings of it are stored`;
	}
}
/** What a run is doing now, for a person who watches. */
const PHASE_WORDS = {
	starting: "waiting until ready",
	settling: "settling",
	"under-workload": "under workload",
	soaking: "soaking",
	running: "running"
};

// src/store/bisection.ts
/**
* The commit that a name stands for.
*
* @throws UserError `unknown-commit`
*/
async function resolveCommit(git, name) {
	const found = await git.run([
		"rev-parse",
		"--verify",
		"--end-of-options",
		`${name}^{commit}`
	]);
	if (!found.ok) throw errors.unknownCommit(name, lastWords(found));
	return found.stdout;
}
/** @throws UserError `not-an-ancestor` */
async function checkAncestry(git, good, bad) {
	const { ok } = await git.run([
		"merge-base",
		"--is-ancestor",
		good,
		bad
	]);
	if (!ok || good === bad) throw errors.notAnAncestor(good, bad);
}
/** What stands at a commit; git knows it already. */
async function summarize(git, commit) {
	const { stdout } = await git.run([
		"show",
		"--no-patch",
		"--format=%H%n%P%n%s",
		commit,
		"--"
	]);
	const [sha = commit, parents = "", subject = ""] = stdout.split("\n");
	return {
		commit: sha,
		subject,
		parents: parents.split(" ").filter((parent) => parent !== "")
	};
}
/** Checks a commit out as if it were new: what was built or changed there before is gone. */
async function checkOutAfresh(git, commit) {
	const steps = [
		[
			"reset",
			"--quiet",
			"--hard"
		],
		[
			"checkout",
			"--quiet",
			"--force",
			"--detach",
			commit
		],
		[
			"clean",
			"--quiet",
			"-ffdx"
		]
	];
	for (const step of steps) {
		const outcome = await git.run(step);
		if (!outcome.ok) throw errors.baseNotCheckedOut(commit, lastWords(outcome));
	}
}
/** Begins to look between two commits. What git remembers of it is the worktree's own. */
async function startBisection(git, good, bad) {
	return readStep(git, await git.run([
		"bisect",
		"start",
		"--no-checkout",
		bad,
		good
	]));
}
async function continueBisection(git, commit, word) {
	return readStep(git, await git.run([
		"bisect",
		word,
		commit
	]));
}
async function readStep(git, outcome) {
	const { stdout } = outcome;
	const found = /^([0-9a-f]{40,64}) is the first bad commit$/m.exec(stdout)?.[1];
	if (found !== void 0) return {
		kind: "found",
		commit: found
	};
	if (stdout.includes("first bad commit could be any of:")) return {
		kind: "undecided",
		commits: [...stdout.matchAll(/^([0-9a-f]{40,64})$/gm)].flatMap(([, commit]) => commit ?? [])
	};
	const next = await git.run([
		"rev-parse",
		"--verify",
		"BISECT_HEAD"
	]);
	if (!outcome.ok || !next.ok) throw errors.bisectFailed(lastWords(outcome) || stdout.trim());
	const left = Number(/^Bisecting: (\d+) revision/m.exec(stdout)?.[1] ?? 0);
	return {
		kind: "try",
		commit: next.stdout,
		left
	};
}

// src/verdict/bisect.ts
function standingOf(scenarios) {
	if (scenarios.some(({ verdict }) => isFailure(verdict))) return "bad";
	return scenarios.every(({ verdict }) => verdict === "pass" || verdict === "improved") && scenarios.length > 0 ? "good" : "unknown";
}
/** The exit code that `git bisect run` understands: 0 good, 1 bad, 125 leave it out. */
function bisectExitCode({ scenarios }) {
	return {
		good: 0,
		bad: 1,
		unknown: 125
	}[standingOf(scenarios)];
}
/** What a bisection has found, in figures of the metric that made its bad end bad. */
function concludeBisection({ good, base, trials, found, candidates }) {
	const figure = worstFigure(trials[0]?.scenarios ?? []);
	const figureOf = (commit) => figure === null ? null : figureAt(commit, figure, {
		good,
		base,
		trials
	});
	return {
		found: found === null ? null : {
			commit: found.commit,
			subject: found.subject
		},
		candidates,
		growth: found === null || figure === null ? null : growthAt(found, good, figure, trials, figureOf),
		unit: figure?.unit ?? "bytes",
		tried: [{
			commit: good.commit,
			subject: good.subject,
			standing: "good",
			why: null,
			figure: figureOf(good.commit)
		}, ...trials.map(({ commit, subject, scenarios, why }) => ({
			commit,
			subject,
			standing: standingOf(scenarios),
			why,
			figure: figureOf(commit)
		}))]
	};
}
/** Between which commits the growth lies; `null` where none was found. */
function neighborsOf(bisected) {
	const { good, trials, found } = bisected;
	const figure = worstFigure(trials[0]?.scenarios ?? []);
	if (found === null || figure === null) return null;
	const { scenario } = figure;
	const writableOf = (commit) => figureAt(commit, {
		scenario,
		metric: "writable"
	}, bisected);
	const isKnown = (commit) => figureAt(commit, figure, bisected) !== null;
	const before = found.parents.find(isKnown) ?? found.parents[0] ?? good.commit;
	return {
		scenario,
		before: {
			commit: before,
			writable: writableOf(before)
		},
		after: {
			commit: found.commit,
			writable: writableOf(found.commit)
		}
	};
}
/** Against the commit before it, where that was tried; else against the good one. */
function growthAt({ commit, parents }, good, figure, trials, figureOf) {
	const [before] = [...parents, good.commit].map(figureOf).filter((value) => value !== null);
	const after = figureOf(commit);
	if (before === void 0 || after === null) return null;
	const mappings = (trials.find((trial) => trial.commit === commit)?.scenarios ?? []).find(({ name }) => name === figure.scenario)?.mappings ?? [];
	return {
		...figure,
		before,
		after,
		mappings
	};
}
/** The first metric that fails. */
function worstFigure(scenarios) {
	const [figure] = scenarios.flatMap(({ name, metrics }) => metrics.filter(({ verdict }) => isFailure(verdict)).map(({ metric, unit }) => ({
		scenario: name,
		metric,
		unit
	})));
	return figure ?? null;
}
function figureAt(commit, figure, { good, base, trials }) {
	if (commit === good.commit) return goodFigure(base, figure);
	return headFigure(trials.find((trial) => trial.commit === commit)?.scenarios ?? [], figure);
}
function headFigure(scenarios, { scenario, metric }) {
	return (scenarios.find(({ name }) => name === scenario)?.metrics.find((it) => it.metric === metric))?.head?.median ?? null;
}
function goodFigure(base, { scenario, metric }) {
	const samples = base.find((it) => it.scenario === scenario)?.recordings.flatMap((recording) => recording.samples[metric] ?? []) ?? [];
	return samples.length === 0 ? null : median(samples);
}

// src/gate/bisect.ts
const WORDS = {
	good: "good",
	bad: "bad",
	unknown: "skip"
};
/**
* Finds the commit that made the program grow, by halving what lies between a good commit and a bad one. Each is checked
* out afresh in one worktree beside the repository, built, measured and compared with the good one; the repository
* itself is not touched. What says how is measured is that of the checkout. Then the last good commit and the first
* bad one are built once more and traced, to say who made what grew.
*
* @throws UserError when the good commit cannot be measured, or the bad one is not bad
*/
async function bisect(plan, request, world) {
	const head = { headDirectory: request.cwd };
	const git = await repositoryOf(head, world);
	for (const scenario of plan.scenarios) refuseAbsolutePaths(scenario, head, git.directory);
	const ends = {
		good: await resolveCommit(git, request.good),
		bad: await resolveCommit(git, request.bad)
	};
	await checkAncestry(git, ends.good, ends.bad);
	const remover = startRemover(world.env);
	try {
		const worktree = createGit(await addWorktree(git, ends.good, remover, []), world);
		return await search(ends, await createBench(plan, request, {
			head: git.directory,
			base: worktree.directory
		}, worktree, world));
	} finally {
		await remover.remove();
	}
}
async function createBench(plan, { build, cwd }, sides, git, here) {
	const env = environmentOfBase(here.env, sides);
	const world = {
		...here,
		env
	};
	const measurer = await createMeasurer(world);
	const scenarios = plan.scenarios.map((scenario) => withPassedNames(scenarioOfBase(scenario, sides, scenario.name), env));
	return {
		scenarios,
		measurer,
		world,
		git,
		explain: plan.explain,
		build: async (commit) => {
			await checkOutAfresh(git, commit);
			if (build === null) return null;
			return runBuild("commit", build, counterpart(cwd, sides), scenarios, measurer, env);
		}
	};
}
async function search(ends, bench) {
	const { git, world } = bench;
	const good = await summarize(git, ends.good);
	world.onNotice({
		kind: "bisecting",
		...good
	});
	const base = await measureGood(good.commit, bench);
	const trials = [];
	const failures = /* @__PURE__ */ new Map();
	const standingAt = async (commit) => {
		const known = trials.find((trial) => trial.commit === commit);
		if (known !== void 0) return standingOf(known.scenarios);
		const summary = await summarize(git, commit);
		world.onNotice({
			kind: "bisecting",
			...summary
		});
		const outcome = await tryCommit(commit, base, bench);
		const failure = outcome instanceof UserError ? outcome : null;
		const scenarios = outcome instanceof UserError ? [] : outcome;
		if (failure !== null) failures.set(commit, failure);
		trials.push({
			...summary,
			scenarios,
			why: failure?.message ?? null
		});
		return standingOf(scenarios);
	};
	if (await standingAt(ends.bad) !== "bad") {
		const failure = failures.get(ends.bad);
		if (failure !== void 0) throw errors.badFailed(ends.bad, failure.message, failure.detail);
		const verdicts = trials.flatMap(({ scenarios }) => scenarios.map(({ verdict }) => verdict));
		throw errors.badIsNotBad(ends.bad, worstVerdict(verdicts));
	}
	let step = await startBisection(git, ends.good, ends.bad);
	while (step.kind === "try") step = await continueBisection(git, step.commit, WORDS[await standingAt(step.commit)]);
	const bisected = {
		good,
		base,
		trials,
		found: step.kind === "found" ? await summarize(git, step.commit) : null,
		candidates: step.kind === "undecided" ? step.commits : []
	};
	const explanation = await explainGrowth(bisected, bench);
	return {
		...concludeBisection(bisected),
		...explanation === null ? {} : { explanation }
	};
}
/** What the first bad commit makes that the last good one does not; `null` where that is not to be said. */
async function explainGrowth(bisected, bench) {
	const neighbors = neighborsOf(bisected);
	const scenario = bench.scenarios.find(({ name }) => name === neighbors?.scenario);
	if (neighbors === null || scenario === void 0) return null;
	if (bench.explain === "never" || scenario.until === "exit" || scenario.target !== null) return null;
	const sideAt = (neighbor) => ({
		scenario,
		world: bench.world,
		figure: neighbor.writable,
		bring: async () => {
			const { commit, subject } = await summarize(bench.git, neighbor.commit);
			bench.world.onNotice({
				kind: "tracing-commit",
				commit,
				subject
			});
			const failure = await bench.build(commit);
			if (failure !== null) throw failure;
			await bench.measurer.warmUp(scenario);
		}
	});
	return explainInTurn(sideAt(neighbors.before), sideAt(neighbors.after), bench.world);
}
/** @throws UserError `good-failed` */
async function measureGood(good, { scenarios, measurer, build }) {
	const failure = await build(good);
	if (failure !== null) throw errors.goodFailed(good, failure.message, failure.detail);
	const entries = await attempt(async () => {
		const measured = [];
		for (const scenario of scenarios) measured.push(await recordScenario(scenario, good, measurer));
		return measured;
	});
	if (entries instanceof UserError) throw errors.goodFailed(good, entries.message, entries.detail);
	return entries;
}
async function recordScenario(scenario, commit, measurer) {
	const { name, runs: count } = scenario;
	await measurer.warmUp(scenario);
	const runs = await measurer.measure(scenario, count, {
		kind: "run",
		run: 1,
		runs: count
	});
	const facts = measurer.factsOf(scenario);
	const recording = recordingOf(runs, {
		recordedAt: /* @__PURE__ */ new Date(),
		commit,
		tool: VERSION,
		facts
	});
	if (recording === null) throw errors.nothingToRecord(name, runs.length, doubtsOfRuns(runs).map(sayReason$1));
	return {
		scenario: name,
		environment: measurer.environment,
		subject: subjectOf(scenario),
		recordings: [recording]
	};
}
async function tryCommit(commit, base, { scenarios, measurer, build }) {
	return attempt(async () => {
		const failure = await build(commit);
		if (failure !== null) throw failure;
		const judged = [];
		for (const scenario of scenarios) {
			const entry = base.find((it) => it.scenario === scenario.name);
			if (entry !== void 0) judged.push(await checkScenario(scenario, {
				kind: "found",
				entry
			}, measurer));
		}
		return judged;
	});
}

// src/report/exports/bisect.ts
/**
* The result of `bisect` for other programs: bytes and counts as plain numbers. `explanation` is what `explain --json`
* would write at the first bad commit against the last good one; `null` where they were not traced.
*/
function renderBisectJson({ explanation, ...result }) {
	const { attribution, difference, doubts = [] } = explanation ?? {};
	return formatJson({
		schema: "footprint-gate/bisect@1",
		...result,
		explanation: attribution === void 0 ? null : {
			...attribution,
			difference,
			leak: null
		},
		doubts: doubts.map((doubt) => sayDoubt(doubt).what)
	}, { flatObjectsOnOneLine: true });
}

// src/report/terminal/bisect.ts
const SHOWN_GROUPS = 5;
/** The commit that did it, who made the memory there or at least where it is, and what was tried. */
function renderBisection(result, { color, width }) {
	const colors = (0, import_picocolors.createColors)(color);
	const { found, growth, unit, tried, explanation } = result;
	const told = explanation === void 0 ? [] : renderScenarioExplanation(explanation, colors, width);
	const groups = (explanation !== void 0 && saysWho(explanation) ? [] : growth?.mappings ?? []).filter(({ delta }) => delta > 0).slice(0, SHOWN_GROUPS).map(({ group, delta }) => [
		"",
		formatChange(delta, "bytes"),
		oneLine(group)
	]);
	return `${[
		...wrapBehind("", sayBisection(result, oneLine(found?.subject ?? "")), width).map((line) => colors.bold(line)),
		...found === null ? wrapBehind("", UNDECIDED, width) : [],
		...groups.length === 0 ? [] : ["", ...layOut(groups, width)],
		...told.length === 0 ? [] : ["", ...told],
		"",
		...layOut(tried.map((commit) => cellsOf(commit, unit)), width).map((line, index) => {
			return {
				good: colors.green,
				bad: colors.red,
				unknown: colors.dim
			}[tried[index]?.standing ?? "unknown"](line);
		})
	].join("\n")}\n`;
}
function cellsOf({ commit, subject, standing, why, figure }, unit) {
	return [
		STANDING_WORDS[standing],
		figure === null ? "–" : formatFigure(figure, unit),
		shortCommit(commit),
		oneLine(why ?? subject)
	];
}
function layOut(rows, width) {
	const widths = columnWidths(rows);
	return rows.map((row) => elideToWidth(row.map((cell, column) => (column === 1 ? padStart : padEnd)(cell, widths[column] ?? 0)).join("  ").trimEnd(), width));
}

// src/report/terminal/progress.ts
const GAP$1 = "  ";
/**
* One line of at most `width` columns for a person who watches: `manager  run 2/5  settling  9.09 MiB  3.2s`.
* A narrow terminal takes it from the name first.
*/
function renderProgress(progress, { width, color }) {
	const { kind, run, runs, phase, writableBytes, elapsedMs } = progress;
	const colors = (0, import_picocolors.createColors)(color);
	const rest = [
		`${kind} ${run}/${runs}`,
		PHASE_WORDS[phase],
		writableBytes === null ? "" : formatFigure(writableBytes, "bytes"),
		formatDuration(elapsedMs)
	].filter((fact) => fact !== "").join(GAP$1);
	const room = width - stringWidth(rest) - 2;
	if (room < 4) return elideToWidth(rest, width);
	return `${colors.bold(elideToWidth(oneLine(progress.scenario), room))}${GAP$1}${rest}`;
}

// src/report/exports/call-paths.ts
/** The spans as paths: what is made in an import is below all imports around it. */
function pathsOfSpans({ spans, processes }) {
	const names = /* @__PURE__ */ new Map();
	return spans.flatMap(({ id, parent, kind, name, process, self }) => {
		const own = kind === "import" ? `import ${name}` : name;
		const owner = processes.find((each) => each.id === process);
		const around = parent === null ? owner === void 0 ? [] : [nameOf(owner)] : names.get(parent) ?? [];
		names.set(id, [...around, own]);
		return self > 0 ? [{
			names: [...around, own],
			bytes: self
		}] : [];
	});
}
function nameOf({ pid, command }) {
	return command === "" ? String(pid) : command;
}
/** The stacks as paths; none where none were recorded. */
function pathsOfStacks({ stacks }) {
	if (stacks === null) return [];
	const names = [];
	return stacks.nodes.flatMap(([parent, frame, self], node) => {
		const own = [...names[parent] ?? [], stacks.frames[frame]?.name ?? ""];
		names[node] = own;
		return self > 0 ? [{
			names: own,
			bytes: self
		}] : [];
	});
}

// src/report/exports/folded.ts
/**
* Folded stacks, as flamegraph.pl, inferno and speedscope read them: a line `main;parse;alloc BYTES` for each. Of the
* spans, where no stacks were recorded.
*/
function renderFolded(attribution) {
	const stacks = pathsOfStacks(attribution);
	return (stacks.length === 0 ? pathsOfSpans(attribution) : stacks).map(({ names, bytes }) => {
		return `${names.slice(-256).map((name) => oneLine(name, 200).replaceAll(";", ":") || "?").join(";")} ${bytes}\n`;
	}).join("");
}

// src/report/exports/pprof.ts
/**
* The ledger as a profile of pprof (profile.proto of github.com/google/pprof), not compressed: bytes by stack, or by
* span where no stacks were recorded.
*/
function renderPprof(attribution) {
	const stringTable = new StringTable();
	const text = (value) => stringTable.dedup(value);
	const mappings = /* @__PURE__ */ new Map();
	const locations = /* @__PURE__ */ new Map();
	const functions = [];
	const mappingOf = (module) => {
		if (module === "") return 0;
		const mapping = mappings.get(module) ?? new Mapping({
			id: mappings.size + 1,
			filename: text(module),
			hasFunctions: true
		});
		mappings.set(module, mapping);
		return Number(mapping.id);
	};
	const locationOf = ({ name, module }) => {
		const key = `${module}\0${name}`;
		const id = Number(locations.get(key)?.id ?? locations.size + 1);
		if (!locations.has(key)) {
			functions.push(new Function({
				id,
				name: text(name),
				systemName: text(name),
				filename: text(module)
			}));
			locations.set(key, new Location({
				id,
				mappingId: mappingOf(module),
				line: [{ functionId: id }]
			}));
		}
		return id;
	};
	const sample = samplesOf$1(attribution).map(({ frames, bytes }) => new Sample({
		locationId: frames.map(locationOf).reverse(),
		value: [bytes]
	}));
	return new Profile({
		sampleType: [new ValueType({
			type: text("writable"),
			unit: text("bytes")
		})],
		sample,
		mapping: [...mappings.values()],
		location: [...locations.values()],
		function: functions,
		stringTable
	}).encode();
}
/** The outermost frame first. */
function samplesOf$1(attribution) {
	const { stacks } = attribution;
	if (stacks === null || stacks.nodes.length === 0) return pathsOfSpans(attribution).map(({ names, bytes }) => ({
		frames: names.map((name) => ({
			name,
			module: ""
		})),
		bytes
	}));
	const paths = [];
	return stacks.nodes.flatMap(([parent, place, bytes], node) => {
		const frames = [...paths[parent] ?? [], stacks.frames[place] ?? {
			name: "",
			module: ""
		}];
		paths[node] = frames;
		return bytes > 0 ? [{
			frames,
			bytes
		}] : [];
	});
}

// src/report/exports/speedscope.ts
/** The address by which speedscope knows its own files. */
const SCHEMA = "https://www.speedscope.app/file-format-schema.json";
/**
* The ledger as a file of speedscope (https://www.speedscope.app): a profile of the spans and, where they were
* recorded, one of the stacks; weights are bytes.
*
* @param name what the file is called there
*/
function renderSpeedscope(attribution, name, version) {
	const frames = [];
	const places = /* @__PURE__ */ new Map();
	const place = (frame) => {
		const known = places.get(frame) ?? frames.push({ name: frame }) - 1;
		places.set(frame, known);
		return known;
	};
	const profile = (title, paths) => ({
		type: "sampled",
		name: title,
		unit: "bytes",
		startValue: 0,
		endValue: paths.reduce((sum, { bytes }) => sum + bytes, 0),
		samples: paths.map(({ names }) => names.map(place)),
		weights: paths.map(({ bytes }) => bytes)
	});
	const stacks = pathsOfStacks(attribution);
	const profiles = [profile("spans", pathsOfSpans(attribution)), ...stacks.length === 0 ? [] : [profile("stacks", stacks)]];
	const file = {
		$schema: SCHEMA,
		exporter: `footprint-gate@${version}`,
		name,
		shared: { frames },
		profiles
	};
	return `${JSON.stringify(file)}\n`;
}

// src/report/page/describe-explanation.ts
/** A page that says where the memory of one program came from, and judges nothing. */
function describeExplanation({ scenario, attribution, difference, leak, doubts }, { command, version, commit }) {
	const { environment } = attribution;
	return {
		headline: oneLine(sayWhatIsExplained(scenario, attribution, difference)),
		verdict: null,
		notes: [],
		nextStep: null,
		scenarios: [sectionOf(scenario, describeLedger(attribution, difference), doubts), ...leak === null ? [] : [sectionOf(sayLeak(scenario), describeLedger(leak, null))]],
		environment: describeEnvironments(environment === null ? [] : [environment]),
		commands: describeCommands(["explain"], command),
		origin: describeOrigin({
			version,
			commit,
			runUrl: null
		})
	};
}
function sectionOf(name, ledger, doubts = []) {
	return {
		name: oneLine(name) || "–",
		verdict: null,
		reasons: [],
		warnings: describeDoubts(doubts),
		metrics: [],
		mappings: [],
		roles: [],
		runs: [],
		history: [],
		ledger
	};
}

// src/report/terminal/trace-doubts.ts
/** What keeps an explanation from being whole, each with the command that would allow more. */
function renderTraceDoubts(doubts, { color, width }) {
	if (doubts.length === 0) return "";
	const colors = (0, import_picocolors.createColors)(color);
	const lines = doubts.map(sayDoubt).flatMap(({ what, cure }) => [...wrapBehind("! ", what, width).map((line) => colors.yellow(line)), ...cure === null ? [] : [`    ${cure}`]]);
	return `\n${colors.bold("not known")}\n${lines.join("\n")}\n`;
}

// src/verdict/selftest.ts
/** Enough to tell 1 % from 0 %, and a second of computing. */
const GATES = 300;
/**
* Splits the runs of one program, again and again and at random, into a simulated baseline and a simulated head,
* and gates the one against the other as `check` would: with nothing changed, every failure is a false alarm.
*
* @param scenario with the budgets that are to be tried
* @param runs of one program that did not change; at least twice `scenario.runs`
*/
function selftest$1(scenario, runs, environment) {
	const evidence = runs.filter(isEvidence);
	const verdicts = {};
	const detectables = /* @__PURE__ */ new Map();
	const gates = evidence.length < 2 * scenario.runs ? 0 : GATES;
	const random = createRandom(1);
	for (let gate = 0; gate < gates; gate += 1) {
		const result = simulateGate(scenario, shuffled(evidence, random), environment);
		verdicts[result.verdict] = (verdicts[result.verdict] ?? 0) + 1;
		for (const { metric, detectable } of result.metrics) if (detectable !== null) detectables.set(metric, [...detectables.get(metric) ?? [], detectable]);
	}
	return {
		name: scenario.name,
		runs: runs.length,
		usable: evidence.length,
		doubts: doubtsOfRuns(runs),
		verdicts,
		gates,
		metrics: METRIC_NAMES.flatMap((metric) => {
			const head = observeHead(metric, evidence);
			if (head.kind !== "usable") return [];
			const { samples } = head.all;
			const told = detectables.get(metric);
			return [noiseOf(metric, samples, scenario, environment, told === void 0 ? null : median(told))];
		})
	};
}
/** A gate of which the first runs are the baseline, and the others the head, taken as they are asked for. */
function simulateGate(scenario, order, environment) {
	const { name } = scenario;
	const recording = recordingOf(order.slice(0, scenario.runs), {
		recordedAt: /* @__PURE__ */ new Date(0),
		commit: null,
		tool: ""
	});
	const subject = subjectOf(scenario);
	const baseline = recording === null ? { kind: "missing" } : {
		kind: "found",
		entry: {
			scenario: name,
			environment,
			subject,
			recordings: [recording]
		}
	};
	const waiting = order.slice(scenario.runs);
	const head = {
		...scenario,
		maxRuns: Math.min(scenario.maxRuns, waiting.length)
	};
	const runs = [];
	for (;;) {
		const next = decideNext({
			scenario: head,
			runs,
			environment,
			baseline
		});
		if (next.kind === "enough") return next.result;
		runs.push(...waiting.splice(0, next.count));
	}
}
function noiseOf(metric, samples, { budgets }, { pageSize }, detectable) {
	const { unit } = METRICS[metric];
	const quantum = quantumOf(metric, pageSize);
	return {
		metric,
		unit,
		gated: budgets[metric] !== void 0,
		median: median(samples),
		spread: quantile(samples, 1) - quantile(samples, 0),
		detectable,
		twoGroups: findTwoGroups(samples, quantum) !== null,
		budget: `${metric}=${budgetAbove(noiseFloor([samples]), unit, quantum)}`
	};
}
/**
* Twice the noise, as other machines and days will be noisier than this hour; no noise needs no allowance. In whole
* pages where memory comes in pages.
*/
function budgetAbove(noise, unit, quantum) {
	const allowance = Math.ceil(2 * noise / quantum) * quantum;
	if (unit === "count" || unit === "ms") return `+${allowance}`;
	const kibibytes = Math.ceil(allowance / 1024);
	return kibibytes === 0 ? "+0" : `+${kibibytes}KiB${unit === "bytes/s" ? "/s" : ""}`;
}
/** Fisher and Yates. */
function shuffled(items, random) {
	const order = [...items];
	for (let last = order.length - 1; last > 0; last -= 1) {
		const other = Math.floor(random() * (last + 1));
		const [a, b] = [order[last], order[other]];
		if (a !== void 0 && b !== void 0) [order[last], order[other]] = [b, a];
	}
	return order;
}
/** Mulberry32: the same splits each time, so that the same runs give the same answer. */
function createRandom(seed) {
	let state = seed;
	return () => {
		state = state + 1831565813 | 0;
		let mixed = Math.imul(state ^ state >>> 15, 1 | state);
		mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
		return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
	};
}

// src/report/phrases/init.ts
/** A command as a person would write it. */
function sayCommand(run) {
	return typeof run === "string" ? run : run.map(shellWord).join(" ");
}
/** What a unit of systemd expects that is not there. */
function sayUnitType(unitType) {
	return `The unit has Type=${unitType}: without systemd the program may want an option to stay in the foreground.`;
}
/** What the program did when it was launched for the first time. */
function sayLook({ look, ready }) {
	const after = formatDuration(look.elapsedMs);
	if (look.end === "exited") return `It ended by itself after ${after}, with status 0: it is measured until its exit.`;
	const rest = look.end === "settled" ? `It was at rest ${after} after the launch` : `It did not come to rest in ${after}`;
	if (ready.length > 0) return `${rest}. What shows that it has started: ${list(ready)}.`;
	return `${rest}. Nothing shows that it has started: no port, no socket, no last line of its own.`;
}
/** How steady a figure was: `writable memory: 9.09 MiB in 5 runs, the same each time`. */
function sayMeasured({ metric, median, spread, unit }, runs) {
	const steady = spread === 0 ? "the same each time" : `${formatFigure(spread, unit)} apart at most`;
	return `${METRICS[metric].label}: ${formatFigure(median, unit)} in ${runs} runs, ${steady}`;
}
const NEXT_STEPS = [["npx footprint-gate record", "stores a baseline of this machine"], ["npx footprint-gate check", "gives the first verdict"]];
/** How the gate comes into the repository. */
function sayHowToCommit(comparesWithBase) {
	return comparesWithBase ? "Then commit the two files, without that baseline: the workflow builds and measures the base of each pull request itself." : "Then commit the two files, without that baseline: one of this machine does not count on a runner. Start the workflow by hand once (\"Run workflow\"), and commit the baseline that it records.";
}

// src/report/phrases/selftest.ts
/** The answer in one sentence: how often the gate would cry wolf. */
function saySelftest(result, name) {
	const { gates, verdicts, runs, usable } = result;
	if (gates === 0) return `${name}: ${plural(usable, "usable run")} of ${runs}, too few to say anything`;
	const alarms = (verdicts.regressed ?? 0) + (verdicts["over-limit"] ?? 0);
	const doubts = verdicts.inconclusive ?? 0;
	return `${name}: ${alarms === 0 ? "no false alarm" : `${plural(alarms, "false alarm")} (${(alarms / gates * 100).toFixed(1)} %)`}${doubts === 0 ? "" : `, ${doubts} inconclusive`} in ${gates} simulated gates of an unchanged program (${runs} runs)`;
}
/** What to doubt, and what to do about the noise. */
function sayNoise({ doubts, metrics }, environment) {
	return [
		...doubts.map(sayReason$1),
		...metrics.filter(({ gated, twoGroups }) => gated && twoGroups).map(({ metric }) => `The runs of ${metric} fall into two groups: find out what differs; the median represents neither.`),
		...environmentAdvice(environment)
	];
}
const BUDGETS_TO_PASTE = "Budgets that stay above this noise (twice it), to paste:";
/** What the machine adds to the noise, and what to do about it; empty on a quiet one. */
function environmentAdvice(environment) {
	const advice = [];
	if (environment.launcher === "randomised") advice.push("Addresses are randomized, because setarch -R is refused here: the same program spreads by 0.03 % to 0.2 % instead of 0. In a container, allow the personality system call (docker: --security-opt seccomp=unconfined), or run on the host.");
	if (environment.transparentHugePages === "always") advice.push("Transparent huge pages are always on: memory comes in steps of 2 MiB, and where it lands decides how much counts. Set /sys/kernel/mm/transparent_hugepage/enabled to madvise before the step.");
	if (environment.cpus > 8) advice.push(`The program may use ${environment.cpus} CPUs: allocator arenas and thread pools follow their number. Pin it (taskset -c 0-3) if jobs run on machines of different sizes.`);
	return advice;
}

// src/report/terminal/init.ts
/** The commands that were found, with where, and which of them is tried. */
function renderGuesses(guesses, { width }) {
	return `${guesses.flatMap(({ source, run, unitType }, index) => [...wrapBehind(index === 0 ? "> " : "  ", oneLine(`${sayCommand(run)}  (${source})`), width), ...index > 0 || unitType === void 0 ? [] : wrapBehind("  ", sayUnitType(unitType), width)]).join("\n")}\n`;
}
/** What was seen of the program, what was written, and what to do next. */
function renderInit(tried, { paths, comparesWithBase }, { color, width }) {
	const colors = (0, import_picocolors.createColors)(color);
	const { noise, environment } = tried;
	const gated = noise.metrics.filter((metric) => metric.gated);
	const column = Math.max(...NEXT_STEPS.map(([command]) => command.length)) + 2;
	return `${[
		...wrapBehind("", neutralize(sayLook(tried)), width),
		...gated.flatMap((metric) => wrapBehind("  ", sayMeasured(metric, noise.usable), width)),
		...sayNoise(noise, environment).flatMap((note) => wrapBehind("- ", neutralize(note), width)),
		"",
		...paths.map((path) => colors.bold(`Wrote ${oneLine(path)}`)),
		"",
		"Next:",
		...NEXT_STEPS.map(([command, does]) => `  ${padEnd(command, column)}${does}`),
		...wrapBehind("", sayHowToCommit(comparesWithBase), width)
	].join("\n")}\n`;
}

// src/verdict/starter-budget.ts
/**
* A first budget for a metric that is gated by default: its default, where that stays above the noise that was seen
* (twice it); else what does. `null` of the other metrics.
*/
function starterBudget({ metric, median, budget }) {
	const { defaultBudget } = METRICS[metric];
	if (defaultBudget === null) return null;
	const aboveNoise = budget.slice(budget.indexOf("=") + 1);
	return (allowedIncrease(parseBudget(metric, aboveNoise), median) ?? 0) <= (allowedIncrease(parseBudget(metric, defaultBudget), median) ?? 0) ? defaultBudget : aboveNoise;
}
/**
* A ceiling for memory, half as much again as was measured, in whole MiB; `null` of other metrics. Where the base moves
* along with the head, small steps would pass one by one, and only a ceiling holds still.
*/
function starterCeiling({ metric, median }) {
	return metric === "writable" ? `<=${Math.ceil(median * 1.5 / 1024 ** 2)}MiB` : null;
}

// src/gate/selftest.ts
/** This many times the runs of a gate: baseline, head and confirmations, and as many again to draw from. */
const RUNS_FACTOR = 4;
/**
* Measures every scenario of the plan many times and gates it against itself: how often it would cry wolf, and
* what it could see. The baseline is neither read nor written.
*
* @throws UserError when a program cannot be measured
*/
async function selftest(plan, world) {
	const measurer = await createMeasurer(world);
	noticeCommands(plan, world);
	const { environment } = measurer;
	const results = [];
	for (const planned of plan.scenarios) {
		const scenario = withPassedNames(planned, world.env);
		await measurer.warmUp(scenario);
		const count = scenario.runs * RUNS_FACTOR;
		const runs = await measurer.measure(scenario, count, {
			kind: "run",
			run: 1,
			runs: count
		});
		results.push(selftest$1(scenario, runs, environment));
	}
	return {
		environment,
		results
	};
}

// src/report/terminal/selftest.ts
/** The result for a person at a terminal: the answer first, then the noise of each metric, then what to do. */
function renderSelftest(result, environment, { color, width }) {
	const colors = (0, import_picocolors.createColors)(color);
	const gated = result.metrics.filter((metric) => metric.gated);
	const context = result.metrics.filter((metric) => !metric.gated);
	const notes = sayNoise(result, environment);
	return `${[
		...wrapBehind("", saySelftest(result, oneLine(result.name)), width).map((line) => colors.bold(line)),
		"",
		...table(gated, width),
		"",
		...table(context, width).map((line) => colors.dim(line)),
		...notes.length === 0 ? [] : ["", ...notes.flatMap((note) => wrapBehind("- ", neutralize(note), width))],
		"",
		...wrapBehind("", BUDGETS_TO_PASTE, width),
		...gated.map(({ budget }) => `  --budget ${budget}`)
	].join("\n")}\n`;
}
function table(metrics, width) {
	if (metrics.length === 0) return [];
	const all = [[
		"",
		"median",
		"spread",
		"detects"
	], ...metrics.map(({ metric, unit, median, spread, detectable }) => [
		METRICS[metric].label,
		formatFigure(median, unit),
		spread === 0 ? "0" : `${formatFigure(spread, unit)}${shareOf(spread, median)}`,
		detectable === null ? "" : `+${formatFigure(detectable, unit)}`
	])];
	const widths = columnWidths(all);
	return all.map((row) => {
		const cells = row.map((cell, column) => (column === 0 ? padEnd : padStart)(cell, widths[column] ?? 0));
		return elideToWidth(cells.join("  ").trimEnd(), width);
	});
}
/** ` (0.43 %)`; nothing where there is no whole to be a share of. */
function shareOf(spread, whole) {
	const share = formatShare(spread, whole);
	return share === null ? "" : ` (${share})`;
}

// src/measure/take-inventory.ts
/** A tree that never stands still is read as it is. */
const ATTEMPTS = 3;
/**
* Reads every mapping of every process once: all figures are of the same readings, and add up. Read again when
* processes came or went meanwhile, as a fork moves pages from one to another.
*/
function takeInventory(subject, memory, files) {
	for (let attempt = 1;; attempt += 1) {
		const before = subject.find().filter(isLiving);
		const inventory = readAll(subject, before, memory, files);
		const torn = identitiesOf(before) !== identitiesOf(subject.find().filter(isLiving));
		if (!torn || attempt === ATTEMPTS) return {
			...inventory,
			torn
		};
	}
}
function identitiesOf(members) {
	return members.map(identityOf).join(" ");
}
function readAll({ roots, tree }, members, memory, files) {
	const processes = [];
	const unreadable = [];
	const total = createSums();
	let dirtyCache = 0;
	const mapped = /* @__PURE__ */ new Map();
	const anonymous = /* @__PURE__ */ new Map();
	const groups = /* @__PURE__ */ new Map();
	const mappings = /* @__PURE__ */ new Map();
	const hugePages = /* @__PURE__ */ new Set();
	const nameGroups = createGroupNamer();
	for (const { pid, parentPid, command } of members) {
		const found = memory.readMappings(pid);
		if (found.kind === "denied") unreadable.push({
			pid,
			command,
			why: "denied"
		});
		if (found.kind !== "read") continue;
		const own = createSums();
		const names = nameGroups(found.memory);
		for (const [index, mapping] of found.memory.entries()) {
			const writable = mapping.writable + countOnce(hugePages, mapping.sharedHugePages);
			const byPermissions = mapping.inode === "0" ? anonymous : mapped;
			dirtyCache += mapping.dirtyCache;
			add(own, mapping, writable);
			add(sumsOf(byPermissions, mapping.permissions, createSums), mapping, writable);
			add(sumsOf(groups, names[index] ?? "", () => ({
				...createSums(),
				kind: kindOf(mapping)
			})), mapping, writable);
			add(sumsOf(mappings, mapping.name, createSums), mapping, writable);
		}
		add(total, own, own.writable);
		processes.push({
			pid,
			parentPid,
			command: programName(files, pid, command),
			...own
		});
	}
	const parents = tree ? members.map(({ pid }) => pid) : [];
	const hidden = findHiddenChildren(files, parents);
	return {
		roots,
		processes,
		unreadable: [...unreadable, ...hidden.map(({ pid, command }) => ({
			pid,
			command,
			why: "hidden"
		}))],
		mapped: [...mapped].map(([permissions, sums]) => ({
			permissions,
			...sums
		})),
		anonymous: [...anonymous].map(([permissions, sums]) => ({
			permissions,
			...sums
		})),
		total,
		dirtyCache,
		groups: [...groups].map(([group, sums]) => ({
			group,
			...sums
		})).sort(largestFirst),
		mappings: [...mappings].map(([name, sums]) => ({
			name,
			...sums
		})).sort(largestFirst),
		torn: false
	};
}
function createSums() {
	return {
		sharedClean: 0,
		sharedDirty: 0,
		privateClean: 0,
		privateDirty: 0,
		writable: 0
	};
}
function sumsOf(map, key, create) {
	const known = map.get(key);
	if (known !== void 0) return known;
	const sums = create();
	map.set(key, sums);
	return sums;
}
function add(sums, figures, writable) {
	sums.sharedClean += figures.sharedClean;
	sums.sharedDirty += figures.sharedDirty;
	sums.privateClean += figures.privateClean;
	sums.privateDirty += figures.privateDirty;
	sums.writable += writable;
}
function largestFirst(one, other) {
	return other.writable - one.writable || other.privateDirty - one.privateDirty;
}
function kindOf(mapping) {
	if (isLibrary(mapping)) return "library";
	return mapping.inode === "0" ? "anonymous" : "file";
}

// src/proc/find-processes.ts
/** Every process that may be seen now. */
function listProcesses(files) {
	return files.pids().flatMap((pid) => readStat(files, pid) ?? []);
}
/** The pid of the process that a thread belongs to: /proc shows threads by their ids, too, without listing them. */
function processOfThread(files, id) {
	return Number(/^Tgid:\s+(\d+)$/m.exec(files.readText(`${id}/status`) ?? "")?.[1] ?? id);
}
/**
* The processes of a program, by the name that the kernel has, that of its file, or of what it was called by; a script
* of an interpreter by its own, too. Not those that `ours` descends from, nor itself: whoever looks for `node` by a
* tool that node runs does not mean the tool.
*/
function findProgram(files, processes, name, ours) {
	const lineage = lineageOf(processes, ours);
	return processes.filter((stat) => !lineage.has(stat.pid) && isCalled(files, stat, name));
}
/**
* The roots and what descends from them, each behind its parent, siblings by pid; without the process `left`, and what
* it has started.
*/
function descendantsOf(processes, roots, left) {
	const children = /* @__PURE__ */ new Map();
	for (const stat of processes) {
		const siblings = children.get(stat.parentPid);
		if (siblings === void 0) children.set(stat.parentPid, [stat]);
		else siblings.push(stat);
	}
	const found = /* @__PURE__ */ new Map();
	const add = (stat) => {
		if (found.has(stat.pid) || stat.pid === left) return;
		found.set(stat.pid, stat);
		children.get(stat.pid)?.forEach(add);
	};
	const asked = new Set(roots);
	const isBelowAnother = ({ parentPid }) => [...lineageOf(processes, parentPid)].some((pid) => asked.has(pid));
	processes.filter((stat) => asked.has(stat.pid) && !isBelowAnother(stat)).forEach(add);
	return [...found.values()];
}
/** A process and those that it descends from. */
function lineageOf(processes, pid) {
	const parents = new Map(processes.map((stat) => [stat.pid, stat.parentPid]));
	const lineage = /* @__PURE__ */ new Set();
	for (let next = pid; next !== void 0 && !lineage.has(next); next = parents.get(next)) lineage.add(next);
	return lineage;
}
/** The kernel keeps so many bytes of a name. */
const COMM_LENGTH = 15;
const INTERPRETER = /^(?:python|pypy|node|deno|bun|ruby|perl|php|lua|bash|dash|sh)[\d.]*$/;
/** Of another user's process /proc shows the name that the kernel has and the words, and not the file. */
function isCalled(files, { pid, command }, name) {
	if (command === name || command.length === COMM_LENGTH && name.startsWith(command)) return true;
	const [calledBy = "", ...words] = (files.readText(`${pid}/cmdline`) ?? "").split("\0");
	const program = baseName(calledBy);
	const script = INTERPRETER.test(program) ? words.find((word) => !word.startsWith("-")) : void 0;
	const executable = (files.link(`${pid}/exe`) ?? "").replace(/ \(deleted\)$/, "");
	return name !== "" && [
		program,
		baseName(script ?? ""),
		baseName(executable)
	].includes(name);
}
function baseName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}

// src/gate/show.ts
/**
* Finds the processes that were asked for, and reads their memory: theirs alone, or with all that descend from them.
*
* @param asked pids, and names of programs
* @throws UserError when there is no such process
*/
function show(asked, { tree }, files) {
	const processes = listProcesses(files);
	const roots = [...new Set(asked.flatMap((word) => findRoots(files, processes, word)))];
	const memory = createMemoryReader(files);
	return { read: () => read(roots, tree, memory, files) };
}
function findRoots(files, processes, word) {
	if (/^\d+$/.test(word)) return [findRoot(files, processes, Number(word))];
	const found = findProgram(files, processes, word, process.pid);
	if (found.length === 0) throw errors.noSuchProgram(word);
	return found.map(({ pid }) => pid);
}
function findRoot(files, processes, id) {
	const pid = processOfThread(files, id);
	if (processes.some((stat) => stat.pid === pid)) return pid;
	throw isHidden(files, pid) ? errors.processHidden(pid) : errors.noSuchProcess(pid);
}
function read(roots, tree, memory, files) {
	const find = () => {
		const all = listProcesses(files);
		return tree ? descendantsOf(all, roots, process.pid) : all.filter(({ pid }) => roots.includes(pid));
	};
	const members = find();
	const inventory = takeInventory({
		roots,
		tree,
		find
	}, memory, files);
	if (inventory.processes.length > 0) return inventory;
	const denied = inventory.unreadable.map(describe);
	throw denied.length > 0 ? errors.memoryDenied(denied) : errors.noMemory(members.length > 0 ? members.map(describe) : roots.map(String));
}
function describe({ pid, command }) {
	return `${pid} (${command})`;
}

// src/model/inventory.ts
/** What `show --json` writes. */
const SHOW_SCHEMA = "footprint-gate/show@1";
const GROUP_KINDS = [
	"library",
	"file",
	"anonymous"
];

// src/report/exports/show-json.ts
/** The inventory as `footprint-gate/show@1`: bytes. Over a tree `writable` is what sums. */
function renderShowJson(inventory, changes) {
	const { roots, processes, unreadable, mapped, anonymous, total, dirtyCache, groups, torn } = inventory;
	const json = {
		schema: SHOW_SCHEMA,
		pid: roots[0],
		pids: roots,
		processes: processes.map(({ pid, parentPid, command, ...figures }) => ({
			pid,
			parent: parentPid,
			command,
			...figuresOf(figures)
		})),
		unreadable: unreadable.map(({ pid }) => pid),
		torn,
		mapped: mapped.map(({ permissions, ...figures }) => ({
			permissions,
			...figuresOf(figures)
		})),
		anonymous: anonymous.map(({ permissions, ...figures }) => ({
			permissions,
			...figuresOf(figures)
		})),
		total: {
			...figuresOf(total),
			dirtyCache: Math.round(dirtyCache)
		},
		groups: groups.map(({ group, kind, ...figures }) => ({
			group,
			kind,
			...figuresOf(figures)
		})),
		...changes === null ? {} : { against: describeChanges(changes) }
	};
	return formatJson(json, { flatObjectsOnOneLine: true });
}
/** Whole bytes: before Linux 6.0 a share is an estimate. */
function figuresOf(figures) {
	return {
		sharedClean: figures.sharedClean,
		sharedDirty: figures.sharedDirty,
		privateClean: figures.privateClean,
		privateDirty: figures.privateDirty,
		writable: Math.round(figures.writable)
	};
}
/** Writable bytes of what differs from the earlier inventory. */
function describeChanges({ total, groups, processes }) {
	const describe = ({ base, head, delta, state }) => ({
		base,
		head,
		delta,
		state
	});
	return {
		total,
		groups: groups.map((change) => ({
			group: change.name,
			...describe(change)
		})),
		processes: processes.map((change) => ({
			command: change.name,
			...describe(change)
		}))
	};
}

// src/report/inventory-changes.ts
function compareInventories(base, head) {
	const [before, after] = [base, head].map(({ groups }) => sumBy(groups, ({ group }) => group));
	const [earlier, now] = [base, head].map(({ processes }) => sumBy(processes, ({ command }) => command));
	const total = {
		base: base.total.writable,
		head: Math.round(head.total.writable)
	};
	return {
		total: {
			...total,
			delta: total.head - total.base
		},
		groups: changesOf(before, after),
		processes: changesOf(earlier, now).map((change) => ({
			...change,
			count: {
				base: earlier?.get(change.name)?.count ?? 0,
				head: now?.get(change.name)?.count ?? 0
			}
		})),
		unreadableBefore: base.unreadable.length
	};
}
function sumBy(rows, nameOf) {
	const sums = /* @__PURE__ */ new Map();
	for (const row of rows) {
		const sum = sums.get(nameOf(row));
		if (sum === void 0) sums.set(nameOf(row), {
			bytes: row.writable,
			count: 1
		});
		else {
			sum.bytes += row.writable;
			sum.count += 1;
		}
	}
	return sums;
}
function changesOf(before = /* @__PURE__ */ new Map(), after = /* @__PURE__ */ new Map()) {
	return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].map((name) => {
		const base = before.get(name)?.bytes ?? 0;
		const head = Math.round(after.get(name)?.bytes ?? 0);
		return {
			name,
			base,
			head,
			delta: head - base,
			state: stateOf(base, head)
		};
	}).filter(({ delta }) => delta !== 0).sort((one, other) => other.delta - one.delta);
}
function stateOf(base, head) {
	if (base === 0) return "new";
	if (head === 0) return "gone";
	return head > base ? "grown" : "shrunk";
}

// src/report/phrases/show.ts
/** `812 (nginx)`. */
function sayProcess({ pid, command }) {
	return `${pid} (${oneLine(command)})`;
}
/** The answer in one sentence. */
function sayInventory({ roots, processes, unreadable, total }) {
	const named = processes.filter(({ pid }) => roots.includes(pid));
	const below = countProcesses(processes.length - named.length);
	const lost = unreadable.filter(({ pid }) => roots.includes(pid)).map(sayProcess);
	return `${named.length > 0 ? list([...named.map(sayProcess), ...below === null ? [] : [`${below} below`]]) : `${below ?? "nothing"} below ${list(lost.length > 0 ? lost : roots.map(String))}`} ${processes.length === 1 ? "has" : "have"} ${formatFigure(total.writable, "bytes")} of writable memory`;
}
/** `3 processes`; `null` of none. */
function countProcesses(count) {
	return count === 0 ? null : `${formatNumber(count, 0, 0)} ${count === 1 ? "process" : "processes"}`;
}
const MISSING = {
	denied: "the kernel keeps from this user what is another user's, setuid or not dumpable. Root may read it.",
	hidden: "alive, but /proc does not show them to this user (hidepid)."
};
/** What the figures lack: the most important to know of them. */
function sayMissing({ unreadable, torn }) {
	const missing = ["denied", "hidden"].flatMap((why) => {
		const processes = unreadable.filter((process) => process.why === why);
		const count = countProcesses(processes.length);
		if (count === null) return [];
		return [`Not in these figures: ${list(processes.map(sayProcess))} (${count}): ${MISSING[why]}`];
	});
	return torn ? [...missing, "Processes came and went while these figures were read: they are of no single moment."] : missing;
}
/** How the figures are to be read. */
function sayHowToRead({ processes, total, dirtyCache }) {
	const notes = [];
	if (processes.length > 1 && total.sharedDirty > 0) notes.push("A shared page counts in each process that maps it; writable has the share of each, and adds up.");
	if (dirtyCache > 0) notes.push(`Of the dirty pages, ${formatFigure(dirtyCache, "bytes")} are files on disk that are yet to be written back: not writable memory.`);
	return notes;
}
const OF_FILES = {
	"r-xp": "code",
	"rw-p": "data",
	"r--p": "read-only data",
	"---p": "reserved",
	"r--s": "shared, read-only",
	"rw-s": "shared"
};
const OF_NO_FILE = {
	"rw-p": "data (malloc, mmap)",
	rwxp: "code made at run time",
	"r-xp": "code (JIT, vdso)",
	"---p": "reserved"
};
/** What memory with such permissions is for; `''` where there is no telling. */
function sayUse({ permissions }, hasFile) {
	return (hasFile ? OF_FILES : OF_NO_FILE)[permissions] ?? "";
}
const TABLE_WORDS = {
	unit: "KiB",
	shared: "Shared",
	private: "Private",
	clean: "Clean",
	dirty: "Dirty",
	writable: "Writable",
	mapped: "Mapped memory",
	anonymous: "Anonymous memory",
	total: "total",
	processes: "Processes",
	groups: "Groups",
	libraries: "Libraries",
	mappings: "Mappings",
	unnamed: "[anon]"
};
/** What a shortened list ends with. */
function sayRest(count) {
	return `${formatNumber(count, 0, 0)} more`;
}
/** `±0 B since the first reading`, behind the time of a reading. */
function sayReading(at, since) {
	const time = at.toISOString().replace(/\.\d+Z$/, "Z");
	return since === null ? time : `${time}: ${formatChange(since, "bytes")} since the first reading`;
}
const ALL_ENDED = "There is nothing left to watch: the processes have ended.";
function sayTotalChange({ total, groups }, file) {
	const { base, head, delta } = total;
	const same = groups.length === 0 ? ", and in no group" : "";
	return delta === 0 ? `no change against ${file} in all${same}` : `${formatChange(delta, "bytes")} against ${file}: ${formatFigure(base, "bytes")} → ${formatFigure(head, "bytes")}`;
}
/** What the earlier figures lack. */
function sayUnreadBefore({ unreadableBefore }) {
	const count = countProcesses(unreadableBefore);
	return count === null ? [] : [`The earlier figures lack ${count} that could not be read then.`];
}
const CHANGE_WORDS = {
	new: "new",
	gone: "gone",
	grown: "grown",
	shrunk: "shrunk"
};
/** `3 → 4 processes`; `''` of one that stayed one. */
function sayCount({ base, head }) {
	if (base === head) return base === 1 ? "" : countProcesses(base) ?? "";
	return `${formatNumber(base, 0, 0)} → ${countProcesses(head) ?? "0 processes"}`;
}

// src/report/terminal/page-table.ts
const GAP = 2;
const INDENT = "  ";
const { shared, clean, dirty } = TABLE_WORDS;
/** Above the figures: what they have in common, and what each is. */
const HEADS = [[
	"",
	shared,
	"",
	TABLE_WORDS.private,
	""
], [
	clean,
	dirty,
	clean,
	dirty,
	TABLE_WORDS.writable
]];
const FIGURES$1 = [
	"sharedClean",
	"sharedDirty",
	"privateClean",
	"privateDirty",
	"writable"
];
/** What a narrow terminal does without, the first to go first. */
const DISPENSABLE = [
	0,
	2,
	1,
	3
];
/** A label is readable at this width. */
const LEAST_LABEL = 22;
/** Figures in KiB under their heads, the rows behind one another. No line is wider than `width`. */
function layOutPages(rows, colors, width) {
	const cells = rows.map((row) => "figures" in row ? FIGURES$1.map((figure) => kib(row.figures[figure])) : []);
	const widths = columnWidths([HEADS[1], ...cells]);
	const plain = widestOf(rows, false);
	const columns = chooseColumns(widths, width - Math.min(plain, LEAST_LABEL));
	const figuresWidth = columns.reduce((sum, column) => sum + (widths[column] ?? 0) + GAP, 0);
	const withNotes = widestOf(rows, true) + figuresWidth <= width;
	const room = Math.min(width - figuresWidth, Math.max(withNotes ? widestOf(rows, true) : plain, LEAST_LABEL));
	const line = (label, figures) => {
		const padded = columns.map((column) => padStart(figures[column] ?? "", (widths[column] ?? 0) + GAP));
		return (padEnd(elideToWidth(label, room), room) + padded.join("")).trimEnd();
	};
	return [...HEADS.map((heads, index) => line(index === 1 ? TABLE_WORDS.unit : "", heads)).filter((head) => head !== "").map((head) => colors.dim(head)), ...rows.map((row, index) => {
		switch (row.kind) {
			case "gap": return "";
			case "title": return colors.bold(elideToWidth(row.label, width));
			case "rule": return colors.dim(line("", columnsOf(widths)));
			case "total": return colors.bold(line(row.label, cells[index] ?? []));
			case "row": return line(labelOf(row, withNotes), cells[index] ?? []);
		}
	})];
}
/** A line above a sum, in each column. */
function columnsOf(widths) {
	return widths.map((width) => "─".repeat(width));
}
function widestOf(rows, withNotes) {
	const [widest = 0] = columnWidths(rows.map((row) => [row.kind === "row" ? labelOf(row, withNotes) : ""]));
	return widest;
}
function labelOf({ label, note, depth = 0 }, withNote) {
	return INDENT.repeat(depth + 1) + (withNote && note !== "" ? `${label}${INDENT}${note}` : label);
}
/** The kernel counts in kB; half of one is a share of a page. */
function kib(bytes) {
	return formatNumber(bytes / 1024, 0, 0);
}
function chooseColumns(widths, room) {
	let columns = FIGURES$1.map((_, index) => index);
	for (const next of DISPENSABLE) {
		if (columns.reduce((sum, column) => sum + (widths[column] ?? 0) + GAP, 0) <= room) return columns;
		columns = columns.filter((column) => column !== next);
	}
	return columns;
}

// src/report/terminal/show-changes.ts
/** Changes of each kind where they are many. */
const ROWS$1 = 15;
/** What grew and what fell since an earlier inventory. */
function renderChanges(changes, file, colors, width) {
	const { groups, processes } = changes;
	return [
		...wrapBehind("", sayTotalChange(changes, oneLine(file)), width).map((line) => colors.bold(line)),
		...sayUnreadBefore(changes).flatMap((text) => wrapBehind("! ", text, width).map((line) => colors.yellow(line))),
		...section(TABLE_WORDS.groups, groups, () => "", colors, width),
		...section(TABLE_WORDS.processes, processes, ({ count }) => sayCount(count), colors, width)
	];
}
function section(title, changes, noteOf, colors, width) {
	if (changes.length === 0) return [];
	const shown = mostChanged(changes);
	const cells = shown.map(({ delta, state, base, head }) => [
		formatChange(delta, "bytes"),
		CHANGE_WORDS[state],
		formatFigure(base, "bytes"),
		formatFigure(head, "bytes")
	]);
	const [change = 0, word = 0, before = 0, after = 0] = columnWidths(cells);
	const lines = shown.map((row, index) => {
		const [delta = "", state = "", base = "", head = ""] = cells[index] ?? [];
		const figures = `  ${padStart(delta, change)}  ${padEnd(state, word)}`;
		const fromTo = `  ${padStart(base, before)} → ${padEnd(head, after)}`;
		const note = noteOf(row);
		const name = `  ${oneLine(row.name)}${note === "" ? "" : ` (${note})`}`;
		const line = elideToWidth(width < MIN_WIDTH_OF_FROM_TO ? figures + name : figures + fromTo + name, width);
		return row.delta > 0 ? line : colors.dim(line);
	});
	const rest = changes.length - shown.length;
	return [
		"",
		colors.bold(title),
		...lines,
		...rest > 0 ? [`  ${sayRest(rest)}`] : []
	];
}
const MIN_WIDTH_OF_FROM_TO = 60;
/** Those of the largest growth and fall, in their order. */
function mostChanged(changes) {
	if (changes.length <= ROWS$1) return changes;
	const most = changes.toSorted((one, other) => Math.abs(other.delta) - Math.abs(one.delta)).slice(0, ROWS$1);
	return changes.filter((change) => most.includes(change));
}

// src/report/terminal/show.ts
/** Rows of a list where it is one of several. */
const ROWS = 12;
/** Where the memory is, for a person at a terminal: the answer, what it lacks, by permissions, and who holds it. */
function renderShow(inventory, look) {
	const { view, color, width, reading, against } = look;
	const colors = (0, import_picocolors.createColors)(color);
	const rows = view === null ? allTables(inventory) : TABLES[view](inventory);
	const hasTable = against === void 0 || view !== null;
	return `${[
		[
			...reading === void 0 ? [] : wrapBehind("", reading, width).map((line) => colors.dim(line)),
			...wrapBehind("", sayInventory(inventory), width).map((line) => colors.bold(line)),
			...sayMissing(inventory).flatMap((text) => wrapBehind("! ", text, width).map((line) => colors.yellow(line)))
		],
		against === void 0 ? [] : renderChanges(against.changes, against.file, colors, width),
		hasTable ? layOutPages(rows, colors, width) : [],
		hasTable ? sayHowToRead(inventory).flatMap((text) => wrapBehind("", text, width).map((line) => colors.dim(line))) : []
	].filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
const TABLES = {
	permissions: byPermissions,
	process: ({ processes }) => [title(TABLE_WORDS.processes), ...treeRows(processes)],
	group: ({ groups }) => [title(TABLE_WORDS.groups), ...groups.map((row) => listRow(row.group, row))],
	library: ({ groups }) => [title(TABLE_WORDS.libraries), ...groups.filter(({ kind }) => kind === "library").map((row) => listRow(row.group, row))],
	mapping: ({ mappings }) => [title(TABLE_WORDS.mappings), ...mappings.map((row) => listRow(row.name || TABLE_WORDS.unnamed, row))]
};
function allTables(inventory) {
	const { processes, groups } = inventory;
	const holders = processes.length <= ROWS ? treeRows(processes) : longest(processes.map(processRow));
	return [
		...byPermissions(inventory),
		...processes.length === 1 ? [] : [
			{ kind: "gap" },
			title(TABLE_WORDS.processes),
			...holders
		],
		{ kind: "gap" },
		title(TABLE_WORDS.groups),
		...longest(groups.filter(({ writable }) => writable > 0).map((row) => listRow(row.group, row)))
	];
}
/** The table of the essay; the figure that the gate judges is its last. */
function byPermissions({ mapped, anonymous, total }) {
	return [
		...permissionRows(TABLE_WORDS.mapped, mapped, true),
		...permissionRows(TABLE_WORDS.anonymous, anonymous, false),
		{ kind: "rule" },
		{
			kind: "total",
			label: TABLE_WORDS.total,
			figures: total
		}
	];
}
/** What a program has most of comes first. */
const ORDER = [
	"r-xp",
	"rw-p",
	"r--p",
	"---p",
	"rwxp",
	"rw-s",
	"r--s"
];
function permissionRows(name, rows, hasFile) {
	const shown = rows.filter((row) => FIGURES.some((figure) => row[figure] > 0));
	if (shown.length === 0) return [];
	const place = ({ permissions }) => {
		const index = ORDER.indexOf(permissions);
		return index < 0 ? ORDER.length : index;
	};
	const sorted = shown.toSorted((one, other) => place(one) - place(other));
	return [
		title(name),
		...sorted.map((row) => ({
			kind: "row",
			label: row.permissions,
			figures: row,
			note: sayUse(row, hasFile)
		})),
		{
			kind: "row",
			label: TABLE_WORDS.total,
			figures: sumOf(rows),
			note: ""
		}
	];
}
/** Each process under its parent. */
function treeRows(processes) {
	const depths = /* @__PURE__ */ new Map();
	return processes.map((process) => {
		const depth = (depths.get(process.parentPid) ?? -1) + 1;
		depths.set(process.pid, depth);
		return {
			...processRow(process),
			depth
		};
	});
}
function processRow(process) {
	return listRow(`${process.pid} ${oneLine(process.command)}`, process);
}
function listRow(label, figures) {
	return {
		kind: "row",
		label: oneLine(label),
		figures,
		note: ""
	};
}
function title(label) {
	return {
		kind: "title",
		label
	};
}
/** The rows with most, and the sum of all others in one. */
function longest(rows) {
	const sorted = rows.toSorted((one, other) => other.figures.writable - one.figures.writable);
	if (sorted.length <= ROWS) return sorted;
	const rest = sorted.slice(11);
	return [...sorted.slice(0, 11), {
		kind: "row",
		label: sayRest(rest.length),
		figures: sumOf(rest.map(({ figures }) => figures)),
		note: ""
	}];
}
const FIGURES = [
	"sharedClean",
	"sharedDirty",
	"privateClean",
	"privateDirty",
	"writable"
];
function sumOf(rows) {
	const sum = (figure) => rows.reduce((total, row) => total + row[figure], 0);
	return {
		sharedClean: sum("sharedClean"),
		sharedDirty: sum("sharedDirty"),
		privateClean: sum("privateClean"),
		privateDirty: sum("privateDirty"),
		writable: sum("writable")
	};
}

// src/store/show-file.ts
const bytes = amount(MEMORY);
/** What of it is compared; other keys may be there, as later versions may have more. */
const showSchema = object({
	schema: literal(SHOW_SCHEMA),
	processes: array(object({
		command: string(),
		writable: bytes
	})),
	unreadable: array(amount(NUMBER)),
	total: object({ writable: bytes }),
	groups: array(object({
		group: string(),
		kind: picklist(GROUP_KINDS),
		writable: bytes
	}))
});
/**
* Reads what `show --json` wrote, perhaps on another machine.
*
* @throws UserError that names the file, and the place in it
*/
async function readInventory(path) {
	const document = await readDocument(path).catch((error) => {
		throw error instanceof UserError ? errors.earlierUnusable(error) : error;
	});
	const outcome = safeParse(showSchema, document, { abortEarly: true });
	if (outcome.success) return outcome.output;
	throw errors.earlierForeign(path, outcome.issues.slice(0, 1).map(describe$3).join(""));
}

// src/config/remedies.ts
/** What is tried. Each was seen to give something back somewhere, or is often advised: the figure decides. */
const KNOWN = {
	"malloc-arenas": {
		variable: "MALLOC_ARENA_MAX",
		value: "1"
	},
	"malloc-trim": {
		variable: "MALLOC_TRIM_THRESHOLD_",
		value: "65536"
	},
	"malloc-mmap": {
		variable: "MALLOC_MMAP_THRESHOLD_",
		value: "65536"
	},
	"malloc-tcache": {
		variable: "GLIBC_TUNABLES",
		value: "glibc.malloc.tcache_count=0",
		separator: ":"
	},
	"python-malloc": {
		runtime: "python",
		variable: "PYTHONMALLOC",
		value: "malloc"
	},
	"python-hash-seed": {
		runtime: "python",
		variable: "PYTHONHASHSEED",
		value: "0"
	},
	"python-docstrings": {
		runtime: "python",
		variable: "PYTHONOPTIMIZE",
		value: "2"
	},
	"python-debug-ranges": {
		runtime: "python",
		variable: "PYTHONNODEBUGRANGES",
		value: "1"
	},
	"node-semi-space": {
		runtime: "node",
		variable: "NODE_OPTIONS",
		value: "--max-semi-space-size=1",
		separator: " "
	},
	"node-thread-pool": {
		runtime: "node",
		variable: "UV_THREADPOOL_SIZE",
		value: "1"
	},
	"java-serial-gc": {
		runtime: "java",
		variable: "JAVA_TOOL_OPTIONS",
		value: "-XX:+UseSerialGC",
		separator: " "
	},
	"java-archive": {
		runtime: "java",
		variable: "JAVA_TOOL_OPTIONS",
		value: "-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0",
		separator: " "
	},
	"java-c1": {
		runtime: "java",
		variable: "JAVA_TOOL_OPTIONS",
		value: "-XX:TieredStopAtLevel=1",
		separator: " "
	},
	"ruby-heap-growth": {
		runtime: "ruby",
		variable: "RUBY_GC_HEAP_GROWTH_FACTOR",
		value: "1.1"
	},
	"go-gc": {
		runtime: "go",
		variable: "GOGC",
		value: "50"
	},
	"go-threads": {
		runtime: "go",
		variable: "GOMAXPROCS",
		value: "1"
	}
};
const REMEDY_NAMES = Object.keys(KNOWN);
/**
* Reads what to try. Where nothing is asked for, all that is known of the program's runtime and of glibc.
*
* @throws UserError `bad-value` for an unknown name, or for what is no variable or module
*/
function chooseRemedies({ names, variables, lazyModules }) {
	const own = [...variables.map(ownVariable), ...lazyModules.map(lazyModule)];
	const named = names.map((name) => {
		const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : void 0;
		if (known === void 0) throw errors.badValue("--try", name, `one of: ${REMEDY_NAMES.join(", ")}`);
		return remedyOf(name, known);
	});
	if (own.length + named.length > 0) return () => [...named, ...own];
	return (runtimes) => Object.entries(KNOWN).filter(([, { runtime }]) => runtime === void 0 || runtimes.includes(runtime)).map(([name, known]) => remedyOf(name, known));
}
function remedyOf(name, { variable, value, separator }) {
	return {
		name,
		change: `${variable}=${value.includes(" ") ? `'${value}'` : value}`,
		variables: [{
			name: variable,
			value,
			...separator !== void 0 && { separator }
		}]
	};
}
function ownVariable(text) {
	const [, name, value] = /^([^=\0]+)=([^\0]*)$/s.exec(text) ?? [];
	if (name === void 0 || value === void 0) throw errors.badValue("--env", text, "a variable and its value, such as LD_PRELOAD=libjemalloc.so.2");
	return {
		name: text,
		change: text,
		variables: [{
			name,
			value
		}]
	};
}
function lazyModule(name) {
	if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name)) throw errors.badValue("--lazy", name, "the name of a Python module, such as xml.dom.minidom");
	return {
		name: `lazy ${name}`,
		change: `import ${name} at its first use`,
		variables: [],
		lazyModules: [name]
	};
}
/** Which runtimes a program runs on, by the names of its processes and mappings. */
function runtimesOf(names) {
	const known = {
		python: /^(lib)?python[\d.]*\b/,
		node: /^(node|nodejs|libnode\b.*)$/,
		java: /^(java|libjvm\b.*)$/,
		ruby: /^(lib)?ruby/,
		go: /^\[anon: Go/
	};
	return Object.keys(known).filter((runtime) => names.some((name) => known[runtime].test(name)));
}
/**
* The scenario with one change, and nothing else.
*
* @param site a folder for `PYTHONPATH`, which the lazy modules of the remedy need; else `null`
* @param stepEnv where the values of the variables are that the scenario hands over
*/
function withRemedy(scenario, { variables }, site, stepEnv) {
	const env = { ...scenario.env };
	const valueOf = (name) => Object.hasOwn(env, name) ? env[name] : scenario.passEnv.includes(name) ? stepEnv[name] : void 0;
	for (const { name, value, separator } of variables) {
		const before = valueOf(name);
		env[name] = before === void 0 || separator === void 0 ? value : before + separator + value;
	}
	if (site !== null) {
		const before = valueOf("PYTHONPATH");
		env["PYTHONPATH"] = before === void 0 ? site : `${site}:${before}`;
	}
	return {
		...scenario,
		env
	};
}

// src/launch/lazy-imports.ts
/**
* Python loads a `sitecustomize` at its start. This one puts a finder in front, which gives the named modules the
* lazy loader of the standard library, and then runs the `sitecustomize` that it has hidden, if there is one.
*/
const sitecustomize = (modules) => `import importlib.machinery
import importlib.util
import os
import sys

MODULES = ${JSON.stringify(modules)}


class LazyFinder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in MODULES:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


sys.meta_path.insert(0, LazyFinder)

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if path != here]
spec = importlib.machinery.PathFinder.find_spec("sitecustomize")
if spec is not None and spec.loader is not None:
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)
`;
/** Writes into the folder what makes a Python whose PYTHONPATH it is on import the modules at their first use. */
async function writeLazyImports(folder, modules) {
	await writeFile(join(folder, "sitecustomize.py"), sitecustomize(modules));
}

// src/verdict/what-if.ts
/** Level of the test: a remedy without effect passes it, in either direction, once in a hundred. */
const LEVEL = .005;
/** `null` when a side has no run that is evidence. */
function weighEffect(plain, changed, pageSize) {
	const [before, after] = [samplesOf(plain, "writable"), samplesOf(changed, "writable")];
	if (before.length === 0 || after.length === 0) return null;
	const delta = median(after) - median(before);
	const p = Math.min(mannWhitneyGreater(after, before), mannWhitneyGreater(before, after));
	return {
		before: median(before),
		after: median(after),
		delta,
		isEvident: p <= LEVEL && Math.abs(delta) > pageSize,
		samples: after,
		startMs: {
			before: startOf(plain),
			after: startOf(changed)
		},
		minorFaults: {
			before: medianOrNull(samplesOf(plain, "minor-faults")),
			after: medianOrNull(samplesOf(changed, "minor-faults"))
		}
	};
}
/** Whether so many runs of each can tell any change from chance. */
function canTell(runs) {
	return smallestPValue(runs, runs) <= LEVEL;
}
function samplesOf(runs, metric) {
	return runs.filter(isEvidence).map(({ figures }) => figures[metric]).filter((figure) => figure !== void 0);
}
function startOf(runs) {
	return medianOrNull(runs.filter(isEvidence).flatMap(({ events }) => {
		const event = [
			"ready",
			"steady",
			"exited"
		].map((name) => events.find((it) => it.event === name)).find((it) => it !== void 0);
		return event === void 0 ? [] : [event.atMs];
	}));
}
function medianOrNull(samples) {
	return samples.length === 0 ? null : median(samples);
}

// src/gate/what-if.ts
/**
* Measures every scenario as it is and with each remedy, in turn, so that what drifts on the machine meets all of
* them alike; each has a warm-up of its own. No baseline is read or written.
*
* @throws UserError when a program cannot be measured as it is, or is a target that somebody else starts
*/
async function whatIf(plan, choose, world) {
	for (const { name, target } of plan.scenarios) if (target !== null) throw errors.nothingToTrace(name, target.text);
	const measurer = await createMeasurer(world);
	noticeCommands(plan, world);
	const results = [];
	for (const planned of plan.scenarios) results.push(await tryRemedies(withPassedNames(planned, world.env), choose, measurer, world.env));
	return {
		environment: measurer.environment,
		results
	};
}
async function tryRemedies(scenario, choose, measurer, stepEnv) {
	const plain = {
		scenario,
		runs: [],
		failure: null
	};
	await measurer.warmUp(scenario);
	await measureRun(plain, 1, measurer);
	const remedies = choose(runtimesOf(namesIn(plain.runs)));
	const folders = [];
	try {
		const variants = [];
		for (const remedy of remedies) {
			const site = remedy.lazyModules === void 0 ? null : await makeTemporaryFolder();
			if (site !== null) folders.push(site);
			if (site !== null) await writeLazyImports(site, remedy.lazyModules ?? []);
			const changed = withRemedy(scenario, remedy, site, stepEnv);
			variants.push({
				remedy,
				variant: {
					scenario: changed,
					runs: [],
					failure: null
				}
			});
		}
		for (const { variant } of variants) await attemptAs(variant, () => measurer.warmUp(variant.scenario));
		for (let run = 1; run <= scenario.runs; run += 1) {
			if (run > 1) await measureRun(plain, run, measurer);
			for (const { variant } of variants) await attemptAs(variant, () => measureRun(variant, run, measurer));
		}
		const { pageSize } = measurer.environment;
		return {
			name: scenario.name,
			runs: scenario.runs,
			tried: variants.map(({ remedy, variant: { runs, failure } }) => ({
				remedy,
				failure,
				effect: failure === null ? weighEffect(plain.runs, runs, pageSize) : null
			}))
		};
	} finally {
		for (const folder of folders) await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
async function measureRun({ scenario, runs }, run, measurer) {
	runs.push(...await measurer.measure(scenario, 1, {
		kind: "run",
		run,
		runs: scenario.runs
	}));
}
/** A program that fails with a remedy is an answer, too; it is not tried again. */
async function attemptAs(variant, work) {
	if (variant.failure !== null) return;
	const outcome = await attempt(work);
	if (outcome instanceof UserError) variant.failure = outcome;
}
function namesIn(runs) {
	return runs.flatMap((run) => [...Object.keys(run.groups), ...run.processes.map(({ command }) => command)]);
}

// src/report/exports/what-if.ts
/** The result of `what-if` for other programs: bytes, milliseconds and counts as plain numbers. */
function renderWhatIfJson(results, environment) {
	const scenarios = results.map(({ name, runs, tried }) => ({
		name,
		runs,
		remedies: tried.map(({ remedy, effect, failure }) => ({
			name: remedy.name,
			change: remedy.change,
			failure: failure?.message ?? null,
			...effect ?? {
				before: null,
				after: null,
				delta: null,
				isEvident: false,
				samples: []
			}
		}))
	}));
	return `${JSON.stringify({
		schema: "footprint-gate/what-if@1",
		environment,
		scenarios
	}, null, 2)}\n`;
}

// src/report/phrases/what-if.ts
/** The answer in one sentence: what gives most back. */
function sayWhatIf({ tried, runs }, name) {
	const [best] = gains(tried);
	if (best?.effect) {
		const { delta, before } = best.effect;
		return `${name}: ${best.remedy.change} gives back ${formatFigure(-delta, "bytes")} of ${formatFigure(before, "bytes")}`;
	}
	if (tried.every(({ effect }) => effect === null)) return `${name}: no remedy could be measured`;
	return canTell(runs) ? `${name}: nothing that was tried gives memory back` : `${name}: ${runs} runs are too few to say what gives memory back; use --runs 5`;
}
/** Those that certainly give memory back, the most first. */
function gains(tried) {
	return tried.filter(({ effect }) => effect !== null && effect.isEvident && effect.delta < 0).toSorted((a, b) => (a.effect?.delta ?? 0) - (b.effect?.delta ?? 0));
}
/** Why there is no figure. */
function sayNoEffect({ failure }) {
	return failure === null ? "it came to no rest" : failure.message;
}
const WHAT_IF_NOTES = ["Each was measured with runs of its own, in turn with the program as it is. \"in the noise\": its runs and those of the program as it is cannot be told apart.", "The effects of several do not add up: try those that you take together, in the env of footprint.yml."];

// src/report/terminal/what-if.ts
const HEAD = [
	"",
	"writable",
	"start",
	"faults"
];
/** The result for a person at a terminal: what gives most back, then each remedy with what it costs. */
function renderWhatIf(result, { color, width }) {
	const colors = (0, import_picocolors.createColors)(color);
	const measured = result.tried.filter((it) => it.effect !== null).toSorted((a, b) => rank(a.effect) - rank(b.effect));
	const failed = result.tried.filter(({ effect }) => effect === null);
	const rows = measured.map(({ remedy, effect }) => [
		oneLine(remedy.change),
		effect.isEvident ? formatChange(effect.delta, "bytes") : "in the noise",
		difference(effect.startMs, "ms"),
		difference(effect.minorFaults, "count")
	]);
	const widths = columnWidths([HEAD, ...rows]);
	const layOut = (cells) => elideToWidth(cells.map((cell, column) => (column === 0 ? padEnd : padStart)(cell, widths[column] ?? 0)).join("  ").trimEnd(), width);
	return `${[
		...wrapBehind("", sayWhatIf(result, oneLine(result.name)), width).map((line) => colors.bold(line)),
		...rows.length === 0 ? [] : ["", colors.dim(layOut(HEAD))],
		...rows.map((cells, index) => paint(layOut(cells), measured[index]?.effect)),
		...failed.length === 0 ? [] : [""],
		...failed.flatMap((it) => wrapBehind("- ", `${oneLine(it.remedy.change)}: ${oneLine(sayNoEffect(it))}`, width)),
		"",
		...WHAT_IF_NOTES.flatMap((note) => wrapBehind("", note, width))
	].join("\n")}\n`;
	function paint(line, effect) {
		if (effect?.isEvident !== true) return colors.dim(line);
		return effect.delta < 0 ? colors.green(line) : colors.red(line);
	}
}
/** What gives back first, then what cannot be told, then what takes more. */
function rank({ isEvident, delta }) {
	return isEvident ? delta : 0;
}
function difference({ before, after }, unit) {
	return before === null || after === null ? "–" : formatChange(after - before, unit);
}

export { renderJson as $, bisect as A, DEFAULT_BASELINE as At, renderTerminal as B, errors as Bt, describeExplanation as C, exitCodeOf as Ct, renderProgress as D, nameOwner as Dt, renderFolded as E, makeTemporaryFolder as Et, parseExport as F, splitCommand as Ft, renderMarkdown as G, renderLeak as H, blameSurroundings as Ht, readPageShell as I, oneOf as It, commandLineOf as J, renderExplanation$1 as K, renderPage as L, DURATION_WORDS as Lt, isCaveat as M, loadPlan as Mt, sayNotice as N, loadStorePlan as Nt, renderBisection as O, createProcFiles as Ot, sayStored as P, createScenario as Pt, renderExport as Q, failingMetrics as R, formatFigure as Rt, renderTraceDoubts as S, callerOf as St, renderPprof as T, createMeasurer as Tt, renderError as U, UserError as Ut, renderExplanation as V, METRICS as Vt, describePage as W, renderFailure as X, renderReadyBaseline as Y, escapeCell as Z, renderGuesses as _, isFailure as _t, readInventory as a, compareResults as at, sayMeasured as b, replaceFile as bt, sayReading as c, check as ct, renderShowJson as d, explain as dt, originOf as et, show as f, TRACE_MEANS as ft, starterCeiling as g, compareAttributions as gt, starterBudget as h, renderAttributionJson as ht, chooseRemedies as i, recordResults as it, bisectExitCode as j, DEFAULT_CONFIG_FILE as jt, renderBisectJson as k, withPassedNames as kt, sayRest as l, plural as lt, selftest as m, readExplanation$1 as mt, renderWhatIfJson as n, onThisMachine as nt, renderShow as o, mergeResults as ot, renderSelftest as p, isTraceMeans as pt, headline as q, whatIf as r, systemClock as rt, ALL_ENDED as s, record$1 as st, renderWhatIf as t, acceptGrowth as tt, compareInventories as u, shellWord as ut, renderInit as v, VERDICTS as vt, renderSpeedscope as w, readCommit as wt, selftest$1 as x, makeFolder as xt, sayCommand as y, describeStored as yt, writeReportFile as z, parseDuration as zt };