import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { CliFolder } from '../../test/helpers/cli.ts'
import { once } from '../../test/helpers/surroundings.ts'
import { type Ended, type FaultCase, gate } from './case.ts'

const PROGRAM = ['--baseline', 'base.json', ...once, '--', '/bin/sleep', '1']

/** A baseline of this machine, made by the gate itself; recorded once. */
async function recorded(folder: CliFolder): Promise<string> {
  await gate(folder, ['record', ...PROGRAM])
  return folder.read('base.json')
}

const DAMAGES: Readonly<Record<string, (text: string) => string | Buffer>> = {
  'cut to nothing': () => '',
  'cut to blanks': () => ' \n\n',
  ...Object.fromEntries(
    [0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((share) => [
      `cut at ${share * 100} %`,
      (text: string) => text.slice(0, text.length * share),
    ]),
  ),
  'zeroed by a crash of the machine': (text) => Buffer.alloc(text.length),
  'half zeroed': (text) => Buffer.concat([Buffer.from(text.slice(0, text.length / 2)), Buffer.alloc(512)]),
  'written twice': (text) => text + text,
  'with merge conflict markers': (text) => text.replace('\n', '\n<<<<<<< HEAD\n'),
  'with a key twice': (text) => text.replace('"samples": {', '"samples": { "minor-faults": [1],'),
  'with NaN': (text) => text.replace(/"minor-faults": \[.*?\]/, '"minor-faults": [NaN]'),
  'with 1e308': (text) => text.replace(/"minor-faults": \[.*?\]/, '"minor-faults": [1e308]'),
  'with a negative figure': (text) => text.replace(/"minor-faults": \[.*?\]/, '"minor-faults": [-1]'),
  'without samples': (text) => text.replace(/"minor-faults": \[.*?\]/, '"minor-faults": []'),
  'of another tool': () => '{"schema":"other@1"}',
  'of the next version': (text) => text.replace(/baseline@\d+/, 'baseline@99'),
  'in Latin-1': (text) => Buffer.from(text.replace('sleep', 'sle\xe9p'), 'latin1'),
  'in UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'an array': () => '[]',
  'nested 100,000 deep': () => '['.repeat(100_000) + ']'.repeat(100_000),
  'with an unknown key': (text) => text.replace('{', '{ "extra": 1,'),
}

const damaged = Object.entries(DAMAGES).flatMap(([name, damage]) =>
  ['check', 'record'].map((command): FaultCase => ({
    kind: 'files',
    name: `${command}: the baseline ${name}`,
    exitCodes: [2],
    run: async (folder) => {
      writeFileSync(folder.file('base.json'), damage(await recorded(folder)))
      const before = readFileSync(folder.file('base.json'))
      const ended = await gate(folder, [command, ...PROGRAM])
      const isSame = readFileSync(folder.file('base.json')).equals(before)
      return isSame ? ended : { ...ended, wrong: { files: 'the baseline was changed' } }
    },
  })),
)

/** A record that is killed leaves the old or the new baseline, whole; and the next record works. */
const killed = [0, 2, 5, 10, 20, 40, 80, 160, 320, 640].map((ms): FaultCase => ({
  kind: 'files',
  name: `record is killed ${ms} ms after its last run began to end`,
  exitCodes: [null, 0],
  run: async (folder) => {
    const before = await recorded(folder)
    const args = ['record', '--baseline', 'base.json', ...once, '--', '/bin/sh', '-c', 'sleep 1; : >ending']
    const ended = await gate(folder, args, {
      onStart: (child) => {
        void (async () => {
          while (!isThere(folder.file('ending'))) await delay(2)
          await delay(ms)
          child.kill('SIGKILL')
        })()
      },
    })
    const problem = wholeness(folder, before)
    const next = await gate(folder, ['record', ...PROGRAM])
    if (problem !== null) return { ...ended, wrong: { files: problem } }
    return next.exitCode === 0 ? ended : { ...ended, wrong: { files: `the next record: ${next.text}` } }
  },
}))

function wholeness(folder: CliFolder, before: string): string | null {
  try {
    const text = readFileSync(folder.file('base.json'), 'utf8')
    JSON.parse(text)
    return text.length >= before.length ? null : 'the baseline lost something'
  } catch (error) {
    return String(error)
  }
}

function isThere(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

const YAML = 'scenarios:\n  - name: a\n    run: sleep 1\n    until: exit\n    runs: 1\n'
const CONFIGS: Readonly<Record<string, string>> = {
  empty: '',
  'a list': '- a\n',
  'a number': '7',
  'with a tab': 'scenarios:\n\t- name: a\n',
  'with a quote that is open': YAML.replace('name: a', 'name: "a'),
  'with a key twice': `${YAML}    runs: 2\n`,
  'with an alias of nothing': YAML.replace('name: a', 'name: *nobody'),
  'of aliases that would fill the memory': `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nscenarios: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
  'nested 10,000 deep': '['.repeat(10_000),
  'with merge conflict markers': `<<<<<<< HEAD\n${YAML}=======\n${YAML}>>>>>>> other\n`,
  'of two documents': `${YAML}---\n${YAML}`,
  'with a NUL in the command': YAML.replace('sleep 1', '"sleep\\0 1"'),
  'with __proto__': `${YAML}    __proto__: { runs: 1 }\n`,
  'without scenarios': 'baseline: b.json\n',
  'with two scenarios of one name': `${YAML}  - { name: a, run: sleep 1 }\n`,
}
const configs = Object.entries(CONFIGS).map(([name, text]): FaultCase => ({
  kind: 'files',
  name: `the configuration ${name}`,
  exitCodes: [2],
  run: async (folder): Promise<Ended> => {
    await folder.write('footprint.yml', text)
    return gate(folder, ['check'])
  },
}))

export const FILES_FAULTS = [...damaged, ...killed, ...configs]
