import { t as parse } from "./vendor/smol-toml.js";
import { t as require_main } from "./vendor/dockerfile-ast.js";
import { At as DEFAULT_BASELINE, Bt as errors, Dt as nameOwner, Ft as splitCommand, Pt as createScenario, Tt as createMeasurer, Ut as UserError, _ as renderGuesses, b as sayMeasured, bt as replaceFile, g as starterCeiling, h as starterBudget, jt as DEFAULT_CONFIG_FILE, kt as withPassedNames, ut as shellWord, v as renderInit, x as selftest, xt as makeFolder, y as sayCommand } from "./gate.js";
import { t as require_dist } from "./vendor/yaml.js";
import { s as oneLine } from "./start.js";
import { t as gateWorld } from "./gate-world.js";
import { stripVTControlCharacters } from "node:util";
import { basename, delimiter, dirname, join, relative, resolve } from "node:path";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";

// src/config/guess/project.ts
/** Names that stand in commands as they are; nobody calls a program otherwise. */
function isPlainName(name) {
	return /^[\w@+][\w.@+-]*$/.test(name);
}
/** The first word of the command. */
function programOf({ run }) {
	return typeof run === "string" ? run.trim().split(/\s+/)[0] ?? "" : run[0];
}
/** The last part of a path. */
function lastPart(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** A table, as TOML and JSON have them; empty of anything else. */
function tableOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

// src/config/guess/python.ts
const REQUIREMENTS = "requirements.txt";
const SCRIPTS = [
	"app.py",
	"main.py",
	"server.py",
	"wsgi.py",
	"asgi.py"
];
function guessFromPython(project) {
	const { name, textOf, exists } = project;
	const guess = (source, run, as = name) => ({
		source,
		name: as,
		run,
		env: {},
		build: []
	});
	const needs = (dependency) => new RegExp(`\\b${dependency}\\b`, "i").test(dependenciesOf(project));
	const found = [];
	const site = /['"]DJANGO_SETTINGS_MODULE['"],\s*['"](\w+)\./.exec(textOf("manage.py") ?? "")?.[1];
	if (site !== void 0 && exists(`${site}/wsgi.py`) && needs("gunicorn")) found.push(guess(`manage.py, ${site}/wsgi.py`, ["gunicorn", `${site}.wsgi`]));
	else if (site !== void 0) found.push(guess("manage.py", [
		"python3",
		"manage.py",
		"runserver",
		"--noreload",
		"127.0.0.1:8000"
	]));
	for (const script of SCRIPTS) {
		const [, variable, kind] = /^(\w+)\s*=\s*(?:\w+\.)?(Flask|FastAPI|Starlette)\(/m.exec(textOf(script) ?? "") ?? [];
		if (variable === void 0) continue;
		const server = kind === "Flask" ? "gunicorn" : "uvicorn";
		if (needs(server)) found.push(guess(`${script}, ${kind ?? ""}`, [server, `${script.slice(0, -3)}:${variable}`]));
	}
	const scripts = Object.keys(tableOf(tableOf(readToml(textOf("pyproject.toml"))["project"])["scripts"]));
	for (const script of scripts.filter(isPlainName)) found.push(guess("pyproject.toml, project.scripts", [script], script));
	for (const script of SCRIPTS.slice(0, 3)) if (exists(script)) found.push(guess(script, ["python3", script]));
	return found;
}
/** Installs what the project needs; Debian's own Python refuses that, so the workflow takes another. */
function pythonBuild(project) {
	const { exists, textOf } = project;
	const isPackage = "project" in readToml(textOf("pyproject.toml")) || exists("setup.py");
	const installs = [...exists(REQUIREMENTS) ? [{ run: `pip install -r ${REQUIREMENTS}` }] : [], ...isPackage ? [{ run: "pip install ." }] : []];
	return installs.length === 0 ? [] : [{
		uses: "actions/setup-python@v6",
		with: { "python-version": "3.x" }
	}, ...installs];
}
function dependenciesOf({ textOf }) {
	return [
		REQUIREMENTS,
		"pyproject.toml",
		"setup.py",
		"setup.cfg",
		"Pipfile"
	].map((path) => textOf(path) ?? "").join("\n");
}
/** Empty of a text that is no TOML. */
function readToml(text) {
	try {
		return parse(text ?? "");
	} catch {
		return {};
	}
}

// src/config/guess/compiled.ts
/** Programs that a compiler makes, with the command that makes them. */
function guessFromGo({ name, paths, textOf }) {
	const module = /^module\s+(\S+)/m.exec(textOf("go.mod") ?? "")?.[1];
	if (module === void 0) return [];
	const own = lastPart(module.replace(/\/v\d+$/, ""));
	const setUp = {
		uses: "actions/setup-go@v6",
		with: { "go-version-file": "go.mod" }
	};
	const guess = (program, source, folder) => ({
		source,
		name: program,
		run: [`bin/${program}`],
		env: {},
		build: [setUp, { run: `go build -o bin/${program} ${folder}` }]
	});
	const commands = paths.flatMap((path) => /^cmd\/([^/]+)\/main\.go$/.exec(path)?.[1] ?? []).filter(isPlainName);
	const isMain = /^package main\b/m.test(textOf("main.go") ?? "");
	const likely = (program) => program === own || program === name ? 0 : /server|d$/.test(program) ? 1 : 2;
	return [...isMain && isPlainName(own) ? [guess(own, "go.mod, main.go", ".")] : [], ...commands.toSorted((a, b) => likely(a) - likely(b)).map((program) => guess(program, `go.mod, cmd/${program}`, `./cmd/${program}`))];
}
function guessFromCargo({ paths, textOf }) {
	return paths.filter((path) => lastPart(path) === "Cargo.toml").flatMap((path) => {
		const folder = path.slice(0, -10);
		const manifest = readToml(textOf(path));
		const { name, "default-run": usual } = tableOf(manifest["package"]);
		const bins = Array.isArray(manifest["bin"]) ? manifest["bin"].map((bin) => tableOf(bin)["name"]) : [];
		const more = paths.flatMap((one) => one.startsWith(`${folder}src/bin/`) ? lastPart(one).replace(/\.rs$/, "") : []);
		const own = paths.includes(`${folder}src/main.rs`) && bins.length === 0 ? [name] : [];
		const programs = [.../* @__PURE__ */ new Set([
			usual,
			...own,
			...bins,
			...more
		])].filter((program) => typeof program === "string" && isPlainName(program));
		const locked = paths.includes("Cargo.lock") ? " --locked" : "";
		return programs.map((program) => ({
			source: program === usual ? `${path}, default-run` : path,
			name: program,
			run: [`target/release/${program}`],
			env: {},
			build: [{ run: `cargo build --release${locked} --bin ${program}` }]
		}));
	});
}
/** Of Makefile.am, where a folder builds in its place; of CMakeLists.txt, in `build`. */
function guessFromMake({ paths, textOf }) {
	const automake = paths.filter((path) => lastPart(path) === "Makefile.am").flatMap((path) => {
		const text = (textOf(path) ?? "").replace(/\\\n/g, " ");
		const names = Array.from(text.matchAll(/^s?bin_PROGRAMS\s*\+?=(.*)$/gm), ([, list = ""]) => list.trim().split(/\s+/));
		const folder = path.slice(0, -11);
		const configure = paths.includes("configure") ? "" : paths.includes("autogen.sh") ? "./autogen.sh && " : "autoreconf -i && ";
		return names.flat().filter(isPlainName).map((program) => ({
			source: `${path}, bin_PROGRAMS`,
			name: program,
			run: [`${folder === "" ? "./" : folder}${program}`],
			env: {},
			build: [{ run: `${configure}./configure && make` }]
		}));
	});
	const cmake = Array.from((textOf("CMakeLists.txt") ?? "").matchAll(/^\s*add_executable\s*\(\s*([\w.-]+)/gim)).map(([, program = ""]) => ({
		source: "CMakeLists.txt, add_executable",
		name: program,
		run: [`build/${program}`],
		env: {},
		build: [{ run: "cmake -B build && cmake --build build" }]
	}));
	return [...automake, ...cmake];
}

// src/config/guess/command-text.ts
var import_main = require_main();
/** `$NAME`, `${NAME}`, `${NAME:-default}`. */
const VARIABLE = /\$(?:(?<bare>[A-Za-z_]\w*)|\{(?<braced>[A-Za-z_]\w*)(?::?-(?<fallback>[^}]*))?\})/g;
/**
* Puts values for the variables of a command, as its usual starter would.
*
* @param unset what stands for a variable without a value; `null` leaves it to a shell
*/
function expandVariables(text, values, unset) {
	return text.replace(VARIABLE, (written, ...rest) => {
		const { bare, braced, fallback } = rest.at(-1);
		const name = bare ?? braced ?? "";
		return (Object.hasOwn(values, name) ? values[name] : fallback) ?? unset ?? written;
	});
}
const ASSIGNMENT = /^(?<name>[A-Za-z_]\w*)=(?<value>[^\s"'$`]*)\s+/;
/** Takes assignments before the command for its variables, and what only a shell can read for the text of one. */
function readCommandText(text) {
	const parts = /["']/.test(text) ? [text] : text.split("&&");
	const before = parts.slice(0, -1).map((part) => part.trim());
	const env = {};
	let rest = (parts.at(-1) ?? "").trim();
	for (;;) {
		rest = rest.replace(/^(?:(?:exec|env|cross-env)\s+(?!-))+/, "");
		const { name, value } = ASSIGNMENT.exec(rest)?.groups ?? {};
		if (name === void 0 || value === void 0) break;
		env[name] = value;
		rest = rest.replace(ASSIGNMENT, "");
	}
	return {
		run: splitOrShell(rest),
		env,
		before
	};
}
function splitOrShell(text) {
	try {
		return splitCommand(text);
	} catch {
		return text;
	}
}

// src/config/guess/docker.ts
/** Small inits that stay beside the program in a container, and are not needed outside. */
const INITS = [
	"tini",
	"dumb-init",
	"catatonit"
];
/** Of a Dockerfile the last stage: what the image starts. */
function guessFromDockerfile(project) {
	const path = project.paths.find((one) => /^(?:.*\/)?(?:Dockerfile|Containerfile)$/.test(one) && one.split("/").length <= 2);
	const text = path === void 0 ? null : project.textOf(path);
	if (path === void 0 || text === null) return [];
	const file = import_main.DockerfileParser.parse(text);
	const stage = file.getFROMs().at(-1)?.getRange().start.line ?? 0;
	const inStage = file.getInstructions().filter((one) => one.getRange().start.line >= stage);
	const last = (keyword) => inStage.findLast((one) => one.getKeyword() === keyword);
	const [entrypoint, cmd] = [last("ENTRYPOINT"), last("CMD")];
	const values = Object.fromEntries(file.getENVs().filter((one) => one.getRange().start.line >= stage).flatMap((one) => one.getProperties().map((each) => [each.getName(), each.getValue() ?? ""])));
	const workdir = last("WORKDIR")?.getArgumentsContent() ?? "/";
	const read = (instruction) => commandOf$1(instruction, values);
	const [start, args] = [read(entrypoint), read(cmd)];
	const [program, ...rest] = withoutInit(isWrapper(start) && args !== null ? args : [...start ?? [], ...args ?? []]).map((word) => inProject(word, workdir, project));
	if (program === void 0) return [];
	return [{
		source: `${path}, ${[entrypoint, cmd].flatMap((one) => one?.getKeyword() ?? []).join(" and ")}`,
		name: project.name,
		run: [program, ...rest],
		env: {},
		build: []
	}];
}
/** The words of an instruction in either form; `null` where there is none, or only a shell can read it. */
function commandOf$1(instruction, values) {
	if (instruction === void 0) return null;
	if (instruction instanceof import_main.JSONInstruction && instruction.getOpeningBracket() !== null) return instruction.getJSONStrings().map((one) => one.getJSONValue());
	const text = instruction.getExpandedArguments().map((one) => one.getValue());
	const { run } = readCommandText(expandVariables(text.join(" "), values, ""));
	return typeof run === "string" ? null : run;
}
/** An entry point that sets something up and then starts what CMD says. */
function isWrapper(words) {
	return words?.some((word) => /entrypoint|\.sh$/.test(lastPart(word))) ?? false;
}
function withoutInit([program, ...rest]) {
	if (program === void 0) return [];
	if (!INITS.includes(lastPart(program))) return [program, ...rest];
	return rest.slice(rest.findIndex((word) => !word.startsWith("-")));
}
/** `/app/server.js` of the image is `server.js` of the project, where WORKDIR is `/app` and the file is there. */
function inProject(word, workdir, { exists }) {
	const folder = workdir.endsWith("/") ? workdir : `${workdir}/`;
	if (!word.startsWith(folder)) return word;
	const path = word.slice(folder.length);
	if (path === "" || !exists(path)) return word;
	return isPlainName(path) && !/\.\w+$/.test(path) ? `./${path}` : path;
}

// src/config/guess/java.ts
/** Jars that are no program: sources, documentation, and what a shaded jar was made of. */
const NO_PROGRAM = /-(?:sources|javadoc|tests|plain)\.jar$|^original-/;
function guessFromJava(project) {
	const { name, paths, textOf, exists } = project;
	const built = (folder) => paths.find((path) => path.startsWith(folder) && path.endsWith(".jar") && !NO_PROGRAM.test(lastPart(path)));
	const guess = (source, jar, as, build) => ({
		source,
		name: isPlainName(as) ? as : name,
		run: [
			"java",
			"-jar",
			jar
		],
		env: {},
		build: [{ run: build }]
	});
	const pom = textOf("pom.xml");
	if (pom !== null) {
		const { artifact, jar } = readPom(pom);
		const maven = exists("mvnw") ? "./mvnw" : "mvn";
		return [guess("pom.xml", built("target/") ?? `target/${jar}`, artifact, `${maven} -B -q package -DskipTests`)];
	}
	const script = ["build.gradle", "build.gradle.kts"].find((path) => textOf(path) !== null);
	if (script === void 0) return [];
	const settings = textOf("settings.gradle") ?? textOf("settings.gradle.kts") ?? "";
	const root = /rootProject\.name\s*=\s*['"]([^'"]+)['"]/.exec(settings)?.[1] ?? name;
	const version = /^version\s*=?\s*['"]([^'"]+)['"]/m.exec(textOf(script) ?? "")?.[1];
	const jar = `build/libs/${root}${version === void 0 ? "" : `-${version}`}.jar`;
	const gradle = exists("gradlew") ? "./gradlew" : "gradle";
	return [guess(script, built("build/libs/") ?? jar, root, `${gradle} assemble`)];
}
/** What a pom says of itself, not of its parent, its plugins or what it depends on. */
function readPom(text) {
	const own = text.replace(/<!--[^]*?-->|<(parent|dependencies|dependencyManagement|profiles|plugins)>[^]*?<\/\1>/g, "");
	const valueOf = (tag) => new RegExp(`<${tag}>\\s*([^<$]+?)\\s*</${tag}>`).exec(own)?.[1];
	const artifact = valueOf("artifactId") ?? "app";
	const inherited = /<parent>[^]*?<version>\s*([^<$]+?)\s*<\/version>/.exec(text)?.[1];
	return {
		artifact,
		jar: `${valueOf("finalName") ?? `${artifact}-${valueOf("version") ?? inherited ?? "1"}`}.jar`
	};
}

// src/config/guess/node.ts
/** Scripts that call one another, and no more than that. */
const MOST_CALLS = 10;
function guessFromPackage(project) {
	const found = readPackage(project);
	if (found === null) return [];
	const name = found.name ?? project.name;
	const script = [
		"start:prod",
		"start",
		"serve"
	].find((key) => typeof found.scripts[key] === "string");
	if (script !== void 0) return [{
		source: "package.json",
		name,
		run: [
			"npm",
			"run",
			script
		],
		env: {},
		build: []
	}];
	const entry = [
		"server.js",
		"app.js",
		"src/server.js",
		"src/index.js",
		"index.js",
		found.main
	].find((path) => path !== null && project.exists(path));
	if (entry === void 0 || entry === null) return [];
	return [{
		source: `package.json, ${entry}`,
		name,
		run: ["node", entry],
		env: {},
		build: []
	}];
}
/**
* The command that a package manager would run in the end: `npm` itself is a process of the tree, and would be
* measured with the program.
*/
function unwrapScripts(guess, project) {
	const found = readPackage(project);
	const chain = [];
	let current = guess;
	while (found !== null && chain.length < MOST_CALLS) {
		const called = callOf(current.run);
		const next = called === null ? unwrapTool(current, found, project) : followCall(current, called, found);
		if (next === null) break;
		if (called !== null) chain.push(called.script);
		current = next;
	}
	return chain.length === 0 ? current : {
		...current,
		source: `${guess.source}, scripts.${chain.join(" → ")}`
	};
}
function followCall(guess, { script, args }, { scripts }) {
	const written = scripts[script];
	if (typeof written !== "string") return null;
	const { run, env, before } = readCommandText(written);
	return {
		...guess,
		run: typeof run === "string" ? [run, ...args].join(" ") : [...run, ...args],
		env: {
			...guess.env,
			...env
		},
		build: [...guess.build, ...before.map((step) => ({ run: step }))]
	};
}
/** What restarts the program, or finds its binary, is no part of it either. */
function unwrapTool(guess, { dependencies }, { exists }) {
	if (typeof guess.run === "string") return null;
	const [program, ...args] = guess.run;
	const [first, ...others] = args;
	if (program === "nodemon" && first !== void 0 && /\.[cm]?js$/.test(first)) return {
		...guess,
		run: [
			"node",
			first,
			...others
		]
	};
	if (program === "npx" && first !== void 0 && !first.startsWith("-")) return {
		...guess,
		run: [first, ...others]
	};
	const binary = `node_modules/.bin/${program}`;
	if (!(isPlainName(program) && (Object.hasOwn(dependencies, program) || exists(binary))) || program === "node") return null;
	return {
		...guess,
		run: [
			"node",
			binary,
			...args
		]
	};
}
/** Which script a package manager is asked for, and with what; `null` of any other command. */
function callOf(run) {
	if (typeof run === "string" || ![
		"npm",
		"yarn",
		"pnpm"
	].includes(lastPart(run[0]))) return null;
	const [verb, ...rest] = run.slice(1).filter((word) => !QUIET.includes(word));
	const [script, args] = verb === "run" || verb === "run-script" ? [rest[0], rest.slice(1)] : [verb, rest];
	if (script === void 0 || script.startsWith("-")) return null;
	return {
		script,
		args: args[0] === "--" ? args.slice(1) : args
	};
}
/** Options that change nothing of what is run. */
const QUIET = [
	"-s",
	"--silent",
	"--if-present",
	"--production"
];
/** Installs what `package.json` names, as its lock file has it. */
function nodeBuild(project) {
	const found = readPackage(project);
	if (found === null) return [];
	const versionFile = [".nvmrc", ".node-version"].find((path) => project.exists(path));
	const install = project.exists("pnpm-lock.yaml") ? "npx pnpm install --frozen-lockfile" : project.exists("yarn.lock") ? "yarn install --frozen-lockfile" : project.exists("package-lock.json") ? "npm ci" : "npm install";
	return [
		...versionFile === void 0 ? [] : [{
			uses: "actions/setup-node@v6",
			with: { "node-version-file": versionFile }
		}],
		{ run: install },
		...typeof found.scripts["build"] === "string" ? [{ run: "npm run build" }] : []
	];
}
function readPackage({ textOf }) {
	const text = textOf("package.json");
	if (text === null) return null;
	try {
		const found = tableOf(JSON.parse(text));
		const { name, main } = found;
		return {
			name: typeof name === "string" ? name.replace(/^@[^/]*\//, "") : null,
			main: typeof main === "string" ? main : null,
			scripts: tableOf(found["scripts"]),
			dependencies: {
				...tableOf(found["devDependencies"]),
				...tableOf(found["dependencies"])
			}
		};
	} catch {
		return null;
	}
}

// src/config/guess/php.ts
/** The server that PHP brings, with the folder that the project serves. */
function guessFromPhp({ name, exists }) {
	const folder = [
		"public",
		"web",
		"htdocs",
		"."
	].find((one) => exists(`${one}/index.php`));
	if (folder === void 0) return [];
	return [{
		source: folder === "." ? "index.php" : `${folder}/index.php`,
		name,
		run: [
			"php",
			"-S",
			"127.0.0.1:8000",
			"-t",
			folder
		],
		env: {},
		build: []
	}];
}
function phpBuild({ exists }) {
	return exists("composer.json") ? [{ run: "composer install --no-dev --no-interaction" }] : [];
}

// src/config/guess/procfile.ts
/** What foreman gives the first process type. */
const PORT = "5000";
/** https://devcenter.heroku.com/articles/procfile: `web` serves, `worker` works; other types are seldom services. */
function guessFromProcfile({ name, textOf }) {
	const types = new Map(Array.from((textOf("Procfile") ?? "").matchAll(/^([\w-]+)\s*:\s*(.+)$/gm), ([, type = "", command = ""]) => [type, command.trim()]));
	return ["web", "worker"].flatMap((type) => {
		const written = types.get(type);
		if (written === void 0) return [];
		const { run, env, before } = readCommandText(expandVariables(written, { PORT }, null));
		return {
			source: `Procfile, ${type}`,
			name: type === "web" ? name : `${name} ${type}`,
			run,
			env: {
				...type === "web" && { PORT },
				...env
			},
			build: before.map((run) => ({ run }))
		};
	});
}

// src/config/guess/systemd.ts
/** Prefixes of ExecStart, systemd.service(5): `-`, `@`, `:`, `+`, `!`. */
const PREFIXES = /^[-@:+!|]+/;
/** What a unit is told of itself, systemd.unit(5): nothing that we know. */
const SPECIFIER = /(?<!%)%[a-zA-Z]/;
/** Units that start the program itself, not templates and not containers. */
function guessFromSystemd({ paths, textOf }) {
	return paths.flatMap((path) => {
		const unit = lastPart(path);
		if (!/^[^@]+\.service(?:\.in)?$/.test(unit)) return [];
		const text = (textOf(path) ?? "").replace(/\\\n\s*/g, " ");
		const written = /^ExecStart\s*=\s*(.+)$/m.exec(text)?.[1]?.trim();
		if (written === void 0 || SPECIFIER.test(written) || /\b(?:docker|podman)\b|@[A-Z]\w+@/i.test(written)) return [];
		const variables = environmentOf(text);
		const { run } = readCommandText(expandVariables(withoutUnset(written.replace(PREFIXES, ""), variables), variables, "").replaceAll("%%", "%"));
		const unitType = /^Type\s*=\s*(notify\S*|forking)/m.exec(text)?.[1];
		return {
			source: `${path}, ExecStart`,
			name: unit.replace(/\.service(?:\.in)?$/, ""),
			run,
			env: {},
			build: [],
			...unitType !== void 0 && { unitType }
		};
	});
}
/**
* An option whose value is in a file of the system (`-p ${PORT}`) goes with it: the program has a default. `$OPTIONS`
* is any number of words, systemd.service(5), and so is no value.
*/
function withoutUnset(command, variables) {
	return command.replace(/(?<=\s)(?:(?:--?[\w-]+(?:\s+(?=\$\{)|=))?\$\{?(?<name>[A-Za-z_]\w*)\}?)(?=\s|$)/g, (written, ...rest) => {
		const { name = "" } = rest.at(-1);
		return Object.hasOwn(variables, name) ? written : "";
	});
}
/** `Environment=A=1 "B=two words"`. */
function environmentOf(text) {
	const pairs = Array.from(text.matchAll(/^Environment\s*=\s*(.+)$/gm), ([, line = ""]) => line).flatMap((line) => Array.from(line.matchAll(/"(\w+)=([^"]*)"|(\w+)=(\S*)/g), ([, quoted, spaced, name, value]) => [quoted ?? name ?? "", spaced ?? value ?? ""]));
	return Object.fromEntries(pairs);
}

// src/config/guess/guess.ts
/** What says how the program starts first, then what only says what it is. */
const RULES = [
	guessFromProcfile,
	guessFromSystemd,
	guessFromPackage,
	guessFromDockerfile,
	guessFromPython,
	guessFromGo,
	guessFromCargo,
	guessFromJava,
	guessFromPhp,
	guessFromMake
];
/** What the rules look at, for people. */
const LOOKED_FOR = "Procfile, *.service, package.json, Dockerfile, manage.py, pyproject.toml, app.py, go.mod, Cargo.toml, pom.xml, build.gradle, index.php, Makefile.am, CMakeLists.txt";
/** More are no help. */
const MOST_GUESSES = 5;
/** How the program of a project may start, the likeliest first. Empty when nothing says so. */
function guessCommands(project) {
	const compiled = [
		guessFromGo,
		guessFromCargo,
		guessFromMake
	].flatMap((rule) => rule(project));
	const all = RULES.flatMap((rule) => rule(project)).map((guess) => withBuild(unwrapScripts(guess, project), compiled, project)).filter((guess) => programOf(guess) !== "");
	const missing = all.filter((guess) => isMissing(guess, project));
	const likeliest = [...all.filter((guess) => !missing.includes(guess)), ...missing];
	const commands = likeliest.map(({ run }) => JSON.stringify(run));
	return likeliest.filter((_, index) => commands.indexOf(commands[index] ?? "") === index).slice(0, MOST_GUESSES);
}
/** A program that this machine does not have, and that nothing here makes: an image or a package has it. */
function isMissing(guess, { exists, isInstalled }) {
	const program = programOf(guess);
	if (program.startsWith("/")) return !exists(program);
	return !program.includes("/") && guess.build.length === 0 && !isInstalled(program);
}
/** What makes the program, where the rule that found its command does not say; and where it is then. */
function withBuild(guess, compiled, project) {
	const name = lastPart(programOf(guess));
	const twin = compiled.find((other) => lastPart(programOf(other)) === name);
	if (typeof guess.run !== "string" && twin !== void 0) {
		const [, ...args] = guess.run;
		return {
			...guess,
			run: [programOf(twin), ...args],
			build: twin.build
		};
	}
	return {
		...guess,
		build: [...installsOf(name, project), ...guess.build]
	};
}
function installsOf(program, project) {
	if (/^node(?:js)?$/.test(program)) return nodeBuild(project);
	if (/^(?:python[\d.]*|gunicorn|uvicorn|waitress-serve|hypercorn|daphne|celery|flask)$/.test(program)) return pythonBuild(project);
	if (program === "php") return phpBuild(project);
	return guessFromPython(project).some((guess) => guess.run[0] === program) ? pythonBuild(project) : [];
}

// src/config/read-project.ts
const DEEPEST = 4;
const MOST_FILES = 5e3;
/** Of a file that says how a program starts. */
const MAX_TEXT_BYTES = 524288;
/** Folders whose files say nothing of how the program starts. */
const SKIPPED = /^(?:\..+|node_modules|vendor|third_party|venv|env|__pycache__|dist|tests?|spec|fixtures|e2e|ci|dev|docs?|examples?|bench(?:marks)?)$/;
/** Made by tools, but for the jars in them. */
const BUILT = /^(?:target|build|out|obj)$/;
/**
* Looks at a folder: no link is followed, and nothing is read before it is asked for.
*
* @param path the folders that programs are looked for in
*/
function readProject(folder, path) {
	const paths = [];
	let level = [""];
	for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
		const next = [];
		for (const parent of level) for (const entry of entriesOf(join(folder, parent))) {
			const path = `${parent}${entry.name}`;
			const isBuilt = parent.split("/").some((part) => BUILT.test(part));
			if (entry.isDirectory()) {
				if (!SKIPPED.test(entry.name) && (!isBuilt || entry.name === "libs")) next.push(`${path}/`);
			} else if (entry.isFile() && paths.length < MOST_FILES && (!isBuilt || path.endsWith(".jar"))) paths.push(path);
		}
		level = next;
	}
	return {
		name: basename(resolve(folder)),
		paths,
		textOf: (path) => readText(join(folder, path)),
		exists: (path) => existsSync(resolve(folder, path)),
		isInstalled: (program) => path.split(delimiter).some((place) => existsSync(join(place, program)))
	};
}
function entriesOf(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => a.name < b.name ? -1 : 1);
	} catch {
		return [];
	}
}
function readText(path) {
	try {
		const stats = statSync(path);
		if (!stats.isFile() || stats.size > MAX_TEXT_BYTES) return null;
		return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
	} catch {
		return null;
	}
}

// src/config/guess/ready.ts
/** The kernel gives ports from here on to those who ask for any: the next run has another one. */
const FIRST_EPHEMERAL_PORT = 32768;
/** All of them must be there; beyond a few, they are no better evidence. */
const MOST_CONDITIONS = 3;
/**
* When the program has started, by what it was seen to do: the ports that it listens on, else its sockets, else the
* last line that it printed. Empty when it did none of that.
*
* @param command a port that stands in it is no accident
*/
function guessReady({ ports, paths, lines }, command) {
	const numbers = command.flatMap((word) => word.match(/\d+/g) ?? []).map(Number);
	const meant = ports.filter((port) => numbers.includes(port));
	const fixed = ports.filter((port) => port < FIRST_EPHEMERAL_PORT);
	const chosen = meant.length > 0 ? meant : fixed;
	if (chosen.length > 0) return chosen.slice(0, MOST_CONDITIONS).map((port) => `tcp:${port}`);
	const named = paths.filter((path) => !/\d{3,}|[0-9a-f]{8,}/.test(path));
	if (named.length > 0) return named.slice(0, 1).map((path) => `unix:${path}`);
	const pattern = patternOfLastLine(lines);
	return pattern === null ? [] : [`log:/${pattern}/`];
}
/** Of a shorter part many a line could do. */
const SHORTEST_PART = 6;
/**
* The longest part of the last line that holds no figure, no path and no time, as a pattern; `null` when another line
* holds it too, as that would be too early.
*/
function patternOfLastLine(printed) {
	const lines = printed.map((line) => stripVTControlCharacters(line).trim()).filter((line) => line !== "");
	const [part] = (lines.at(-1) ?? "").split(/\S*[\d/\\]\S*|[\p{Cc}[\](){}<>"'`]/u).map((part) => part.replace(/^[\s:;,.=|-]+|[\s:;,.=|-]+$/g, "")).filter((part) => part.length >= SHORTEST_PART && /\p{L}{3}/u.test(part)).toSorted((a, b) => b.length - a.length);
	if (part === void 0 || lines.slice(0, -1).some((line) => line.includes(part))) return null;
	return part.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

// src/gate/try-out.ts
/**
* Launches the program once to see what it does, and some more times, as a gate would, to see how steady it is.
*
* @param text its name, its command and its variables
* @throws UserError when it cannot be launched, or fails
*/
async function tryOut(text, root, world) {
	const measurer = await createMeasurer(world);
	const scenarioOf = (more) => withPassedNames(createScenario({
		...text,
		...more
	}, {
		root,
		budgets: [],
		nameOf: (key) => key
	}), world.env);
	const first = scenarioOf({});
	const look = await measurer.look(first);
	const until = look.end === "exited" ? "exit" : "steady";
	async function measure(ready) {
		const scenario = scenarioOf({
			until,
			...ready.length > 0 && { ready }
		});
		const count = scenario.runs;
		const runs = await measurer.measure(scenario, count, {
			kind: "run",
			run: 1,
			runs: count
		});
		return {
			look,
			until,
			ready,
			noise: selftest(scenario, runs, measurer.environment),
			environment: measurer.environment
		};
	}
	const ready = until === "exit" ? [] : guessReady(look, first.command);
	try {
		return await measure(ready);
	} catch (error) {
		if (!(error instanceof UserError) || error.code !== "never-ready") throw error;
		return measure([]);
	}
}

// src/report/starter/config.ts
var import_dist = require_dist();
const REPOSITORY = "https://github.com/footprint-gate/footprint-gate/blob/main";
const SCHEMA = "https://raw.githubusercontent.com/footprint-gate/footprint-gate/main/docs/footprint.schema.json";
/**
* The text of a first `footprint.yml`.
*
* @param others commands that were found besides, to be chosen from by hand
*/
function renderStarterConfig(starter, others) {
	const { name, run, env, source, ready, until } = starter;
	const scenario = toYaml({
		name,
		...commandOf(run),
		...Object.keys(env).length > 0 && { env },
		...until === "exit" && { until },
		...ready.length > 0 && { ready: ready.length === 1 ? ready[0] : ready }
	});
	return [
		`# yaml-language-server: $schema=${SCHEMA}`,
		"#",
		`# What footprint-gate measures. Every key: ${REPOSITORY}/docs/configuration.md`,
		"",
		...starter.baseline === null ? [] : [...toYaml({ baseline: starter.baseline }), ""],
		"scenarios:",
		...source === null ? [] : [`  # The command is from ${oneLine(source)}.`],
		...asItem(scenario),
		...budgetLines(starter),
		...ready.length > 0 || until === "exit" ? [] : NOT_READY,
		...others.flatMap((other) => ["", ...commentedOut(other)]),
		""
	].join("\n");
}
const NOT_READY = ["    # It listens on no port, and printed nothing that would say that it has started. Say what does:", "    # ready: log:/listening on/"];
function budgetLines({ budgets, runs, until }) {
	const written = budgets.filter(({ noise }) => until === "steady" || noise.metric !== "writable");
	if (written.length === 0) return [];
	return ["    budgets:", ...written.flatMap(({ noise, spec }) => [`      # When this was written, ${sayMeasured(noise, runs)}.`, ...toYaml({ [noise.metric]: spec }).map((line) => `      ${line}`)])];
}
function commentedOut({ source, name, run, env }) {
	const lines = toYaml({
		name,
		...commandOf(run),
		...Object.keys(env).length > 0 && { env }
	});
	return [`  # Or, from ${oneLine(source)}:`, ...asItem(lines).map((line) => line.replace(/^ {2}/, "  # "))];
}
/** One text, where a person would write it so; else its words, or the text of a shell. */
function commandOf(run) {
	if (typeof run === "string") return {
		run,
		shell: true
	};
	const text = sayCommand(run);
	try {
		return JSON.stringify(splitCommand(text)) === JSON.stringify(run) ? { run: text } : { run };
	} catch {
		return { run };
	}
}
function toYaml(value) {
	return (0, import_dist.stringify)(value, { lineWidth: 0 }).trimEnd().split("\n");
}
function asItem(lines) {
	return lines.map((line, index) => index === 0 ? `  - ${line}` : `    ${line}`);
}

// src/report/starter/workflow.ts
/**
* Whether the base can be built beside the head: by commands that leave all they make in their folder. What pip
* installs, it installs for both.
*/
function canBuildBase(build) {
	const commands = commandsOf(build);
	return commands.length > 0 && !commands.some((command) => /\bpip3?\s+install\b/.test(command));
}
/**
* The text of a first workflow. Where the base of a pull request can be built in the job, the two are measured in turn,
* and nothing is ever recorded; else it records the baseline when it is started by hand.
*/
function renderStarterWorkflow(options) {
	const { config, baseline, build, directory } = options;
	const steps = build.length === 0 ? [NO_BUILD] : build.map((step) => renderStep(step, directory));
	const isPair = canBuildBase(build);
	return `${isPair ? PAIR_HEAD : recordHead(baseline)}
permissions:
  contents: read
  # For the comment.
  pull-requests: write

concurrency:
  group: footprint-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  footprint:
    runs-on: ubuntu-24.04
    timeout-minutes: ${isPair ? 30 : 15}
    steps:
      - uses: actions/checkout@v6
        with:
          # The measured program could read them.
          persist-credentials: false
${steps.join("\n")}
      - uses: footprint-gate/footprint-gate@v0
        with:
          config-file: ${scalar(config)}
${isPair ? pairInputs(build, directory) : recordInputs(baseline)}`;
}
const EVENTS = "# Without `paths`: where this check is required, a workflow that is skipped by its paths blocks the pull request.";
const PAIR_HEAD = `# Measures every pull request in turn with its base, in one job: nothing has to be recorded.
name: Footprint

${EVENTS}
on:
  pull_request:
  merge_group:
`;
const recordHead = (baseline) => `# Checks the writable memory of every pull request. Started by hand ("Run workflow"), it records the baseline instead,
# on the same kind of machine, and keeps it as an artifact of the run, to be committed as
# ${baseline}.
name: Footprint

${EVENTS}
on:
  pull_request:
  workflow_dispatch:
`;
function pairInputs(build, directory) {
	const commands = commandsOf(build).map(inert);
	const text = [...directory === "." ? [] : [`cd ${shellWord(directory)}`], ...commands].join("\n");
	return `          compare-with: base
          # As above, for the base.
${indented((0, import_dist.stringify)({ build: text }, { lineWidth: 0 }), 10)}
`;
}
const recordInputs = (baseline) => `          mode: \${{ github.event_name == 'workflow_dispatch' && 'record' || 'check' }}
      - if: github.event_name == 'workflow_dispatch'
        uses: actions/upload-artifact@v6
        with:
          name: footprint-baseline
          path: ${scalar(baseline)}
          # A file in a folder whose name begins with a dot is hidden.
          include-hidden-files: true
          if-no-files-found: error
`;
const NO_BUILD = "      # Whatever builds your program goes here, such as:\n      # - run: make";
function renderStep(step, directory) {
	const place = directory === "." ? {} : { "working-directory": directory };
	const value = "run" in step ? {
		run: inert(step.run),
		...place
	} : {
		...step,
		with: inDirectory(step.with, directory)
	};
	return indented((0, import_dist.stringify)(value, { lineWidth: 0 }), 8).replace(/^ {8}/, "      - ");
}
function commandsOf(build) {
	return build.flatMap((step) => "run" in step ? [step.run] : []);
}
function scalar(text) {
	return (0, import_dist.stringify)(text, { lineWidth: 0 }).trimEnd();
}
function indented(text, columns) {
	return text.trimEnd().replace(/^(?=.)/gm, " ".repeat(columns));
}
/** Files that a step names are looked for from the top of the repository. */
function inDirectory(inputs, directory) {
	if (directory === ".") return inputs;
	return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, key.endsWith("-file") ? `${directory}/${value}` : value]));
}
/** A command from a file of the project is no expression of the workflow. */
function inert(command) {
	return command.replaceAll("${{", "$ {{");
}

// src/cli/init.ts
const WORKFLOW = ".github/workflows/footprint.yml";
/**
* Writes a first configuration and a workflow, by looking: at the files for the command, and at the program for the
* rest. Asks nothing.
*
* @param words the program; empty when its command is to be found
* @returns 3 when no run of the program is evidence, else 0
*/
async function runInit(words, { force }, terminal) {
	const { cwd } = terminal;
	const places = placesIn(cwd);
	const there = [places.config, places.workflow].filter((path) => existsSync(path));
	if (there.length > 0 && !force) throw errors.alreadyThere(there.map((path) => relative(cwd, path)));
	const look = {
		color: terminal.color.stdout,
		width: terminal.width
	};
	const [program, ...args] = words;
	const guesses = program === void 0 ? guessCommands(readProject(cwd, terminal.env["PATH"] ?? "")) : [];
	const [chosen = given(program, args), ...others] = guesses;
	if (chosen === null) throw errors.nothingGuessed(cwd, LOOKED_FOR);
	if (guesses.length > 0) terminal.print(`${renderGuesses(guesses, look)}\n`);
	const { world, done } = gateWorld(terminal);
	const { name, run, env } = chosen;
	const tried = await tryOut({
		name,
		run,
		env,
		shell: typeof run === "string" && program === void 0
	}, cwd, world).catch((error) => {
		throw program === void 0 ? blameGuess(error, chosen) : error;
	}).finally(done);
	const comparesWithBase = canBuildBase(chosen.build);
	const baseline = places.directory === "." ? null : basename(DEFAULT_BASELINE);
	const config = renderStarterConfig({
		name,
		run,
		env,
		source: program === void 0 ? chosen.source : null,
		...outcomeOf(tried, comparesWithBase),
		baseline
	}, others);
	const workflow = renderStarterWorkflow({
		config: join(places.directory, DEFAULT_CONFIG_FILE),
		baseline: baseline === null ? DEFAULT_BASELINE : join(places.directory, baseline),
		build: chosen.build,
		directory: places.directory
	});
	await write(places.config, config);
	await write(places.workflow, workflow);
	const paths = [places.config, places.workflow].map((path) => relative(cwd, path));
	terminal.print(renderInit(tried, {
		paths,
		comparesWithBase
	}, look));
	return tried.noise.usable === 0 ? 3 : 0;
}
function given(program, args) {
	if (program === void 0) return null;
	return {
		source: "",
		name: basename(program),
		run: [program, ...args],
		env: {},
		build: []
	};
}
function outcomeOf({ ready, until, noise }, needsCeiling) {
	return {
		ready,
		until,
		budgets: noise.metrics.flatMap((metric) => {
			const spec = starterBudget(metric);
			const ceiling = needsCeiling ? starterCeiling(metric) : null;
			if (spec === null) return [];
			return [{
				noise: metric,
				spec: ceiling === null ? spec : `${spec}, ${ceiling}`
			}];
		}),
		runs: noise.usable
	};
}
/** A command that nobody gave is named with where it is from. */
function blameGuess(error, { source, run, build }) {
	if (!(error instanceof UserError)) return error;
	const commands = build.flatMap((step) => "run" in step ? [step.run] : []);
	if (error.code === "command-not-found") return errors.notBuilt(sayCommand(run), source, commands);
	return errors.guessFailed(source, sayCommand(run), commands, error);
}
/** The workflow stands at the top of the repository, where GitHub looks for it; without one, here. */
function placesIn(cwd) {
	let top = resolve(cwd);
	while (!existsSync(join(top, ".git")) && dirname(top) !== top) top = dirname(top);
	if (dirname(top) === top) top = resolve(cwd);
	const directory = relative(top, cwd);
	return {
		config: join(cwd, DEFAULT_CONFIG_FILE),
		workflow: join(top, WORKFLOW),
		directory: directory === "" ? "." : directory
	};
}
async function write(path, text) {
	const draft = `${path}.${nameOwner()}`;
	try {
		await makeFolder(dirname(path));
		await replaceFile(path, draft, text);
	} catch (error) {
		await rm(draft, { force: true });
		throw errors.starterUnwritable(path, error);
	}
}

export { runInit };