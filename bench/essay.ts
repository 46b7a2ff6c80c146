/**
 * Replays "Reducing the footprint of python applications" (2007): each change that it writes about is made to a small
 * daemon, recorded before, checked after, and must be explained by the import and the file that brought it.
 * Needs Debian's python3, python3-twisted, python3-gi, gir1.2-gstreamer-1.0, linux-perf. Run `npm run bundle` before.
 *
 *   npx tsx bench/essay.ts [--comment FILE, for the last of them] [WORDS IN THE NAME]
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const CLI = join(import.meta.dirname, '../dist/cli.js')
const PYTHON = '/usr/bin/python3'

type Files = Readonly<Record<string, string>>

interface Change {
  readonly name: string
  readonly before: Files
  readonly after: Files
  /** The exit code of the gate, and what its comment must say. */
  readonly exitCode: number
  readonly says: readonly RegExp[]
}

const daemon = (body = '') => ({
  'daemon.py': `${body}\nprint("up", flush=True)\nimport signal; signal.pause()\n`,
})

/** As Flumotion had it: 127 kB of components with their properties, files and entries. */
const component = (
  index: number,
) => `  <component type="http-streamer-${index}" base="flumotion/component/consumers/httpstreamer">
    <source location="flumotion.component.consumers.httpstreamer.httpstreamer"/>
    <synchronization required="yes" clock-priority="120"/>
    <properties>
${[
  'port',
  'mount-point',
  'user-limit',
  'bouncer',
  'issuer-class',
  'burst-time',
  'ip-filter',
  'max-bw',
  'type',
  'domain',
  'duration',
  'client-limit',
]
  .map((name) => `      <property name="${name}" type="int" required="no"/>\n`)
  .join('')}    </properties>
    <files>
      <file filename="httpstreamer.py"/>
      <file filename="admin_gtk.py"/>
    </files>
    <entries>
      <entry type="component" location="httpstreamer.py" function="MultifdSinkStreamer"/>
      <entry type="admin/gtk" location="admin_gtk.py" function="HTTPStreamerAdminGtk"/>
    </entries>
  </component>
`
const components = Array.from({ length: 98 }, (_, index) => component(index))
const registry = { 'registry.xml': `<registry>\n${components.join('')}</registry>\n` }
const snippets = Object.fromEntries(
  components.map((text, index) => [`registry/${index}.xml`, `<registry>\n${text}</registry>\n`]),
)

const minidom = daemon('import xml.dom.minidom\nregistry = xml.dom.minidom.parse("registry.xml")')
const GST = `
import gi
from gi.repository import GLib
gi.require_version("Gst", "1.0")
from gi.repository import Gst
Gst.init(None)`
const FORKED_GST = `
import os
if os.fork() == 0:
    ${GST.trim().replaceAll('\n', '\n    ')}
    os._exit(0)
os.wait()`

const CHANGES: readonly Change[] = [
  {
    name: 'twisted: the reactor is imported',
    before: daemon(),
    after: daemon('from twisted.internet import reactor'),
    exitCode: 1,
    says: [/`import twisted\.internet\.\w+` and \d+ inside it/],
  },
  {
    name: 'gobject: import gi and GLib',
    before: daemon(),
    after: daemon('import gi\nfrom gi.repository import GLib'),
    exitCode: 1,
    says: [/`import gi(?:\._gi)?`/, /`import gi\.overrides\.GLib`/],
  },
  {
    name: 'gstreamer: Gst.init',
    before: daemon('import gi\nfrom gi.repository import GLib'),
    after: daemon(GST),
    exitCode: 1,
    says: [/`Gst-1\.0\.typelib`/, /`import gi\.overrides\.GObject`/],
  },
  {
    name: 'registry: minidom parses registry.xml',
    before: { ...daemon(), ...registry },
    after: { ...minidom, ...registry },
    exitCode: 1,
    says: [
      /(?:3\.9\d|4\.[0-6]\d) MiB parsing `registry\.xml` \(1\d\d(?:\.\d)? KiB, 3\d(?:\.\d)? ×\)/,
      /`import xml\.dom\.minidom` and \d+ inside it/,
    ],
  },
  {
    name: 'registry: many small files instead',
    before: { ...minidom, ...registry },
    after: {
      ...daemon(
        'import glob, xml.dom.minidom\nfor path in glob.glob("registry/*.xml"): xml.dom.minidom.parse(path).unlink()',
      ),
      ...snippets,
    },
    exitCode: 0,
    says: [/reading `registry\.xml`/],
  },
  {
    name: 'registry: ElementTree instead',
    before: { ...minidom, ...registry },
    after: {
      ...daemon('import xml.etree.ElementTree\nregistry = xml.etree.ElementTree.parse("registry.xml")'),
      ...registry,
    },
    exitCode: 0,
    says: [/parsing `registry\.xml`/, /`import xml\.etree\.ElementTree`/],
  },
  {
    name: 'ssl: import ssl',
    before: daemon('import socket'),
    after: daemon('import socket, ssl\ncontext = ssl.create_default_context()'),
    exitCode: 1,
    says: [/`import _?ssl`/, /parsing `ca-certificates\.crt`/],
  },
  {
    name: 'fork: GStreamer in a helper that ends, instead of in the daemon',
    before: daemon(GST),
    after: daemon(FORKED_GST),
    exitCode: 0,
    says: [/-3\.\d+ MiB/, /`import gi/],
  },
  {
    // A helper leaves next to no memory behind, but the faults with which the daemon takes its own pages back.
    name: 'fork: GStreamer in a helper that ends, instead of not at all',
    before: daemon(),
    after: daemon(FORKED_GST),
    exitCode: 1,
    says: [/minor page faults grew/, /writable[^\n]*\+\d+ KiB[^\n]*pass/],
  },
]

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { comment: { type: 'string' } },
})
const wanted = positionals.join(' ')
let failed = 0
for (const change of CHANGES.filter(({ name }) => name.includes(wanted))) {
  const folder = mkdtempSync(join(tmpdir(), 'essay-'))
  const gate = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [CLI, ...args, '--name', 'manager', '--ready', 'log:/up/', '--', PYTHON, 'daemon.py'],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
    )
    return { status, text: stdout + stderr }
  }
  try {
    write(folder, change.before)
    const recorded = gate('record', '--explain', 'always')
    if (recorded.status !== 0) console.log(recorded.text)
    rmSync(join(folder, 'registry.xml'), { force: true })
    write(folder, change.after)
    const { status, text } = gate('check', '--on-inconclusive', 'fail', '--markdown', 'comment.md')
    const comment = readFileSync(join(folder, 'comment.md'), 'utf8')
    if (options.comment !== undefined) writeFileSync(options.comment, comment)
    const missing = change.says.filter((words) => !words.test(comment))
    const isRight = status === change.exitCode && missing.length === 0
    if (!isRight) failed += 1
    console.log(`\n## ${isRight ? 'ok' : 'NOT'}: ${change.name} (exit code ${String(status)})\n`)
    if (isRight) console.log(whatChanged(comment))
    else console.log(`not said: ${missing.map(String).join(', ')}\n\n${text}\n\n${comment}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
process.exitCode = failed === 0 ? 0 : 1

/** The headline of a comment, and its rows of what changed. */
function whatChanged(comment: string): string {
  const headline = /^###? .*$/m.exec(comment)?.[0] ?? ''
  return [headline, /^\*\*What changed\*\*[^]*?\n_.*_$/m.exec(comment)?.[0] ?? ''].join('\n\n')
}

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
