import { errors } from '../model/errors.ts'
import type { Scenario } from './scenario.ts'

export type Runtime = 'python' | 'node' | 'java' | 'ruby' | 'go'

/** One change of a scenario that may give memory back. */
export interface Remedy {
  readonly name: string
  /** As a shell would write it, or what is done. */
  readonly change: string
  /** Added to the environment of the program; behind what it has there, where a separator is given. */
  readonly variables: readonly Variable[]
  /** Modules of Python that are imported at their first use. */
  readonly lazyModules?: readonly string[]
}

interface Variable {
  readonly name: string
  readonly value: string
  readonly separator?: string
}

interface KnownRemedy {
  /** Programs of this runtime alone; without one, all that allocate by glibc. */
  readonly runtime?: Runtime
  readonly variable: string
  readonly value: string
  readonly separator?: string
}

/** What is tried. Each was seen to give something back somewhere, or is often advised: the figure decides. */
const KNOWN: Readonly<Record<string, KnownRemedy>> = {
  'malloc-arenas': { variable: 'MALLOC_ARENA_MAX', value: '1' },
  'malloc-trim': { variable: 'MALLOC_TRIM_THRESHOLD_', value: '65536' },
  'malloc-mmap': { variable: 'MALLOC_MMAP_THRESHOLD_', value: '65536' },
  'malloc-tcache': { variable: 'GLIBC_TUNABLES', value: 'glibc.malloc.tcache_count=0', separator: ':' },
  'python-malloc': { runtime: 'python', variable: 'PYTHONMALLOC', value: 'malloc' },
  'python-hash-seed': { runtime: 'python', variable: 'PYTHONHASHSEED', value: '0' },
  'python-docstrings': { runtime: 'python', variable: 'PYTHONOPTIMIZE', value: '2' },
  'python-debug-ranges': { runtime: 'python', variable: 'PYTHONNODEBUGRANGES', value: '1' },
  'node-semi-space': {
    runtime: 'node',
    variable: 'NODE_OPTIONS',
    value: '--max-semi-space-size=1',
    separator: ' ',
  },
  'node-thread-pool': { runtime: 'node', variable: 'UV_THREADPOOL_SIZE', value: '1' },
  'java-serial-gc': {
    runtime: 'java',
    variable: 'JAVA_TOOL_OPTIONS',
    value: '-XX:+UseSerialGC',
    separator: ' ',
  },
  'java-archive': {
    runtime: 'java',
    variable: 'JAVA_TOOL_OPTIONS',
    value: '-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0',
    separator: ' ',
  },
  'java-c1': {
    runtime: 'java',
    variable: 'JAVA_TOOL_OPTIONS',
    value: '-XX:TieredStopAtLevel=1',
    separator: ' ',
  },
  'ruby-heap-growth': { runtime: 'ruby', variable: 'RUBY_GC_HEAP_GROWTH_FACTOR', value: '1.1' },
  'go-gc': { runtime: 'go', variable: 'GOGC', value: '50' },
  'go-threads': { runtime: 'go', variable: 'GOMAXPROCS', value: '1' },
}

export const REMEDY_NAMES = Object.keys(KNOWN)

/** What a person asked to try, as text. */
export interface WantedRemedies {
  readonly names: readonly string[]
  /** `NAME=VALUE` each. */
  readonly variables: readonly string[]
  readonly lazyModules: readonly string[]
}

/** Chooses what to try of a program, when its runtime is known. */
export type RemedyChoice = (runtimes: readonly Runtime[]) => readonly Remedy[]

/**
 * Reads what to try. Where nothing is asked for, all that is known of the program's runtime and of glibc.
 *
 * @throws UserError `bad-value` for an unknown name, or for what is no variable or module
 */
export function chooseRemedies({ names, variables, lazyModules }: WantedRemedies): RemedyChoice {
  const own = [...variables.map(ownVariable), ...lazyModules.map(lazyModule)]
  const named = names.map((name) => {
    const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined
    if (known === undefined) throw errors.badValue('--try', name, `one of: ${REMEDY_NAMES.join(', ')}`)
    return remedyOf(name, known)
  })
  if (own.length + named.length > 0) return () => [...named, ...own]
  return (runtimes) =>
    Object.entries(KNOWN)
      .filter(([, { runtime }]) => runtime === undefined || runtimes.includes(runtime))
      .map(([name, known]) => remedyOf(name, known))
}

function remedyOf(name: string, { variable, value, separator }: KnownRemedy): Remedy {
  const quoted = value.includes(' ') ? `'${value}'` : value
  return {
    name,
    change: `${variable}=${quoted}`,
    variables: [{ name: variable, value, ...(separator !== undefined && { separator }) }],
  }
}

function ownVariable(text: string): Remedy {
  const [, name, value] = /^([^=\0]+)=([^\0]*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw errors.badValue('--env', text, 'a variable and its value, such as LD_PRELOAD=libjemalloc.so.2')
  return { name: text, change: text, variables: [{ name, value }] }
}

function lazyModule(name: string): Remedy {
  if (!/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name))
    throw errors.badValue('--lazy', name, 'the name of a Python module, such as xml.dom.minidom')
  return {
    name: `lazy ${name}`,
    change: `import ${name} at its first use`,
    variables: [],
    lazyModules: [name],
  }
}

/** Which runtimes a program runs on, by the names of its processes and mappings. */
export function runtimesOf(names: readonly string[]): readonly Runtime[] {
  const known: Readonly<Record<Runtime, RegExp>> = {
    python: /^(lib)?python[\d.]*\b/,
    node: /^(node|nodejs|libnode\b.*)$/,
    java: /^(java|libjvm\b.*)$/,
    ruby: /^(lib)?ruby/,
    go: /^\[anon: Go/,
  }
  return (Object.keys(known) as Runtime[]).filter((runtime) =>
    names.some((name) => known[runtime].test(name)),
  )
}

/**
 * The scenario with one change, and nothing else.
 *
 * @param site a folder for `PYTHONPATH`, which the lazy modules of the remedy need; else `null`
 * @param stepEnv where the values of the variables are that the scenario hands over
 */
export function withRemedy(
  scenario: Scenario,
  { variables }: Remedy,
  site: string | null,
  stepEnv: Readonly<Record<string, string | undefined>>,
): Scenario {
  const env = { ...scenario.env }
  const valueOf = (name: string) =>
    Object.hasOwn(env, name) ? env[name] : scenario.passEnv.includes(name) ? stepEnv[name] : undefined
  for (const { name, value, separator } of variables) {
    const before = valueOf(name)
    env[name] = before === undefined || separator === undefined ? value : before + separator + value
  }
  if (site !== null) {
    const before = valueOf('PYTHONPATH')
    env['PYTHONPATH'] = before === undefined ? site : `${site}:${before}`
  }
  return { ...scenario, env }
}
