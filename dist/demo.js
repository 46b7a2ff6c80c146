import { Et as makeTemporaryFolder, G as renderMarkdown, J as commandLineOf, Mt as loadPlan, Rt as formatFigure, ct as check, st as record } from "./gate.js";
import { c as VERSION } from "./start.js";
import { t as gateWorld } from "./gate-world.js";
import { r as nameOfFlag } from "./terminal.js";
import { createServer } from "node:net";
import { join } from "node:path";
import { rm, writeFile } from "node:fs/promises";

// src/cli/demo-daemon.ts
/**
* The small daemon that `demo` measures, before and after a change that reads its whole registry at start-up:
* the mistake of the essay that this gate comes from, where a 116 kB XML file cost 10 MB of heap.
*/
const BEFORE = `import { createServer } from 'node:http'

createServer((request, response) => response.end('ok\\n')).listen(Number(process.argv[2]), '127.0.0.1')
`;
const AFTER = `import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const registry = parse(readFileSync(new URL('registry.xml', import.meta.url), 'utf8'))

createServer((request, response) => response.end(registry.name + '\\n')).listen(Number(process.argv[2]), '127.0.0.1')

/** A document object model, as generous as they are. */
function parse(xml) {
  const root = { name: '#document', attributes: new Map(), children: [], parent: null }
  let node = root
  for (const [, close, name, attributes, selfClosing, text] of xml.matchAll(/<(\\/?)([\\w:-]+)([^>]*?)(\\/?)>|([^<]+)/g)) {
    if (text !== undefined) node.children.push({ name: '#text', text, parent: node })
    else if (close) node = node.parent
    else {
      const element = { name, attributes: new Map(), children: [], parent: node }
      for (const [, key, value] of attributes.matchAll(/([\\w:-]+)="([^"]*)"/g)) element.attributes.set(key, { name: key, value, owner: element })
      node.children.push(element)
      if (!selfClosing) node = element
    }
  }
  return root
}
`;
const DEMO_DAEMON = {
	before: BEFORE,
	after: AFTER
};
/** A registry of plug-ins in XML, about 116 kB. */
function createRegistry() {
	const element = (index) => `  <plugin name="plugin-${index}" filename="lib/plugin_${index}.so" version="0.5.${index % 10}">\n    <element type="source" rank="${index % 256}"/>\n    <property name="bitrate" type="int" default="${index * 64}"/>\n  </plugin>
`;
	return `<registry>\n${Array.from({ length: 620 }, (_, index) => element(index)).join("")}</registry>\n`;
}

// src/cli/demo.ts
/**
* Shows the gate at work with nothing configured: records a small daemon, lets a "pull request" make it parse
* a registry at start-up, and gates that.
*
* @returns 0 when the regression was caught, 1 when it was not: then do not trust the gate on this machine
*/
async function runDemo(terminal) {
	const folder = await makeTemporaryFolder();
	try {
		return await demonstrate(folder, terminal);
	} finally {
		await rm(folder, { recursive: true });
	}
}
async function demonstrate(folder, terminal) {
	const { say, print } = terminal;
	const registry = createRegistry();
	const daemon = join(folder, "daemon.mjs");
	await writeFile(join(folder, "registry.xml"), registry);
	await writeFile(daemon, DEMO_DAEMON.before);
	const port = await findFreePort();
	const request = {
		run: [
			process.execPath,
			daemon,
			String(port)
		],
		name: "demo daemon",
		ready: [`tcp:${port}`],
		baseline: join(folder, "footprint-baseline.json"),
		explain: "never"
	};
	const plan = await loadPlan(request, folder, nameOfFlag);
	const { world, done } = gateWorld(terminal);
	say("1. A small HTTP daemon is measured: the baseline (about 8 seconds).\n");
	const { result: before } = await record(plan, world).finally(done);
	const writable = before.scenarios[0]?.metrics.find(({ metric }) => metric === "writable")?.head;
	say(`   It has ${formatFigure(writable?.median ?? 0, "bytes")} of writable memory.\n`);
	say(`2. A pull request makes it parse an XML registry of ${formatFigure(registry.length, "bytes")} at start-up.\n`);
	await writeFile(daemon, DEMO_DAEMON.after);
	say("3. The gate measures again, and confirms what it finds by fresh runs (about 14 seconds).\n");
	const { result, exitCode } = await check(plan, world).finally(done);
	say("4. It would post this comment, and fail the step:\n\n");
	const context = {
		version: VERSION,
		place: "workflow",
		baseline: ".github/footprint-baseline.json",
		command: commandLineOf({
			ready: [`tcp:${port}`],
			run: [
				"node",
				"daemon.mjs",
				String(port)
			]
		}, ".github/footprint-baseline.json"),
		runUrl: null,
		commit: null
	};
	print(`${renderMarkdown(result, context)}\n`);
	if (exitCode === 1) return 0;
	say(`The regression was not caught: the verdict is ${result.verdict}. Please report it.\n`);
	return 1;
}
/** The kernel's choice; nobody else takes it in the next moment. */
async function findFreePort() {
	return new Promise((found, fail) => {
		const server = createServer();
		server.on("error", fail);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
		});
	});
}

export { runDemo };