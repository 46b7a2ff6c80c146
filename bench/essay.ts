/**
 * Replays "Reducing the footprint of python applications" (2007): each change that it writes about is made to a small
 * daemon, recorded before, checked after, and must be explained by the import and the file that brought it.
 * Needs Debian's python3, python3-twisted, python3-gi, gir1.2-gstreamer-1.0, linux-perf. Run `npm run bundle` before.
 *
 *   npx tsx bench/essay.ts [WORDS IN THE NAME]
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const CLI = join(import.meta.dirname, '../dist/cli.js')
const PYTHON = '/usr/bin/python3'

type Files = Readonly<Record<string, string>>

interface Change {
  readonly name: string
  readonly before: Files
  readonly after: Files
  /** The exit code of the gate, and what its report must name. */
  readonly exitCode: number
  readonly names: readonly string[]
}

const daemon = (body = '') => ({
  'daemon.py': `${body}\nprint("up", flush=True)\nimport signal; signal.pause()\n`,
})

/** A registry like Flumotion's: 117 kB of components with their properties. */
const component = (index: number) =>
  `  <component type="component-${index}" base="flumotion/component/${index}">\n` +
  Array.from(
    { length: 6 },
    (_, property) =>
      `    <property name="property-${property}" type="string" required="no" multiple="no" description="what it is for"/>\n`,
  ).join('') +
  '  </component>\n'
const components = Array.from({ length: 150 }, (_, index) => component(index))
const registry = { 'registry.xml': `<registry>\n${components.join('')}</registry>\n` }
const snippets = Object.fromEntries(
  components.map((text, index) => [`registry/${index}.xml`, `<registry>\n${text}</registry>\n`]),
)

const minidom = daemon('import xml.dom.minidom\nregistry = xml.dom.minidom.parse("registry.xml")')
const FORKED_GST = `
import os
if os.fork() == 0:
    import gi
    gi.require_version("Gst", "1.0")
    from gi.repository import Gst
    Gst.init(None)
    os._exit(0)
os.wait()`

const CHANGES: readonly Change[] = [
  {
    name: 'twisted: the reactor is imported',
    before: daemon(),
    after: daemon('from twisted.internet import reactor'),
    exitCode: 1,
    names: ['import twisted'],
  },
  {
    name: 'gobject: import gi and GLib',
    before: daemon(),
    after: daemon('import gi\nfrom gi.repository import GLib'),
    exitCode: 1,
    names: ['import gi'],
  },
  {
    name: 'gstreamer: Gst.init',
    before: daemon('import gi\nfrom gi.repository import GLib'),
    after: daemon(
      'import gi\nfrom gi.repository import GLib\ngi.require_version("Gst", "1.0")\nfrom gi.repository import Gst\nGst.init(None)',
    ),
    exitCode: 1,
    names: ['gi'],
  },
  {
    name: 'registry: minidom parses registry.xml',
    before: { ...daemon(), ...registry },
    after: { ...minidom, ...registry },
    exitCode: 1,
    names: ['registry.xml', 'import xml.dom.minidom'],
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
    names: ['registry.xml'],
  },
  {
    name: 'registry: ElementTree instead',
    before: { ...minidom, ...registry },
    after: {
      ...daemon('import xml.etree.ElementTree\nregistry = xml.etree.ElementTree.parse("registry.xml")'),
      ...registry,
    },
    exitCode: 0,
    names: ['registry.xml'],
  },
  {
    name: 'ssl: import ssl',
    before: daemon('import socket'),
    after: daemon('import socket, ssl\ncontext = ssl.create_default_context()'),
    exitCode: 1,
    names: ['import ssl'],
  },
  {
    name: 'fork: GStreamer in a helper that ends',
    before: daemon(),
    after: daemon(FORKED_GST),
    exitCode: 0,
    names: [],
  },
]

const wanted = process.argv.slice(2).join(' ')
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
    const { status, text } = gate('check', '--explain', 'auto', '--on-inconclusive', 'fail')
    const missing = change.names.filter((name) => !text.includes(name))
    const isRight = status === change.exitCode && missing.length === 0
    if (!isRight) failed += 1
    console.log(`\n## ${isRight ? 'ok' : 'NOT'}: ${change.name} (exit code ${String(status)})\n`)
    if (missing.length > 0) console.log(`not named: ${missing.join(', ')}\n`)
    console.log(text)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
process.exitCode = failed === 0 ? 0 : 1

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
