import { hasNamespaces, once, SURROUNDINGS } from '../../test/helpers/surroundings.ts'
import { type FaultCase, gate } from './case.ts'

const refused = Object.entries(SURROUNDINGS).map(([name, fault]): FaultCase => ({
  kind: 'surroundings',
  name,
  exitCodes: [2],
  skip: fault.needs === 'namespaces' && !hasNamespaces ? 'this user may have no namespaces' : undefined,
  run: async (folder) => {
    await fault.prepare?.(folder)
    const ended = await gate(folder, fault.args, {
      prefix: fault.prefix ?? [],
      ...(fault.env && { env: fault.env }),
    })
    const isSaid = fault.says.test(ended.text.replace(/\s+/g, ' '))
    return isSaid ? ended : { ...ended, wrong: { verdict: `not said: ${ended.text.slice(-200)}` } }
  },
}))

const harmless = (name: string, script: string): FaultCase => ({
  kind: 'surroundings',
  name,
  exitCodes: [0],
  run: (folder) =>
    gate(folder, ['check', ...once, '--', '/bin/sleep', '2'], { prefix: ['/bin/sh', '-c', script, 'sh'] }),
})

export const SURROUNDINGS_FAULTS: readonly FaultCase[] = [
  ...refused,
  harmless('stdin closed', 'exec "$@" <&-'),
  harmless('stdout closed', 'exec "$@" >&-'),
  harmless('stderr closed', 'exec "$@" 2>&-'),
  harmless('all three closed', 'exec "$@" <&- >&- 2>&-'),
  harmless('a reader that has gone', '"$@" | true; exit 0'),
  harmless('no HOME, no LANG', 'unset HOME LANG; exec "$@"'),
  harmless('a limit of 1 GB of address space', 'ulimit -v 1000000; exec "$@"'),
  harmless('a limit of 64 open files', 'ulimit -n 64; exec "$@"'),
]
