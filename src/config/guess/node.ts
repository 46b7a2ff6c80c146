import { readCommandText } from './command-text.ts'
import { type BuildStep, type Guess, isPlainName, lastPart, type Project, tableOf } from './project.ts'

/** Scripts that call one another, and no more than that. */
const MOST_CALLS = 10

interface Package {
  readonly name: string | null
  readonly main: string | null
  readonly scripts: Readonly<Record<string, unknown>>
  readonly dependencies: Readonly<Record<string, unknown>>
}

export function guessFromPackage(project: Project): readonly Guess[] {
  const found = readPackage(project)
  if (found === null) return []
  const name = found.name ?? project.name
  const script = ['start:prod', 'start', 'serve'].find((key) => typeof found.scripts[key] === 'string')
  if (script !== undefined) {
    const guess = { source: 'package.json', name, run: ['npm', 'run', script] as const, env: {}, build: [] }
    return [guess]
  }
  const entry = ['server.js', 'app.js', 'src/server.js', 'src/index.js', 'index.js', found.main].find(
    (path) => path !== null && project.exists(path),
  )
  if (entry === undefined || entry === null) return []
  return [{ source: `package.json, ${entry}`, name, run: ['node', entry], env: {}, build: [] }]
}

/**
 * The command that a package manager would run in the end: `npm` itself is a process of the tree, and would be
 * measured with the program.
 */
export function unwrapScripts(guess: Guess, project: Project): Guess {
  const found = readPackage(project)
  const chain: string[] = []
  let current = guess
  while (found !== null && chain.length < MOST_CALLS) {
    const called = callOf(current.run)
    const next = called === null ? unwrapTool(current, found, project) : followCall(current, called, found)
    if (next === null) break
    if (called !== null) chain.push(called.script)
    current = next
  }
  return chain.length === 0
    ? current
    : { ...current, source: `${guess.source}, scripts.${chain.join(' → ')}` }
}

/** A script that a package manager is asked for. */
interface Call {
  readonly script: string
  readonly args: readonly string[]
}

function followCall(guess: Guess, { script, args }: Call, { scripts }: Package): Guess | null {
  const written = scripts[script]
  if (typeof written !== 'string') return null
  const { run, env, before } = readCommandText(written)
  return {
    ...guess,
    run: typeof run === 'string' ? [run, ...args].join(' ') : [...run, ...args],
    env: { ...guess.env, ...env },
    build: [...guess.build, ...before.map((step) => ({ run: step }))],
  }
}

/** What restarts the program, or finds its binary, is no part of it either. */
function unwrapTool(guess: Guess, { dependencies }: Package, { exists }: Project): Guess | null {
  if (typeof guess.run === 'string') return null
  const [program, ...args] = guess.run
  const [first, ...others] = args
  if (program === 'nodemon' && first !== undefined && /\.[cm]?js$/.test(first))
    return { ...guess, run: ['node', first, ...others] }
  if (program === 'npx' && first !== undefined && !first.startsWith('-'))
    return { ...guess, run: [first, ...others] }
  const binary = `node_modules/.bin/${program}`
  const isInstalled = isPlainName(program) && (Object.hasOwn(dependencies, program) || exists(binary))
  if (!isInstalled || program === 'node') return null
  return { ...guess, run: ['node', binary, ...args] }
}

/** Which script a package manager is asked for, and with what; `null` of any other command. */
function callOf(run: Guess['run']): Call | null {
  if (typeof run === 'string' || !['npm', 'yarn', 'pnpm'].includes(lastPart(run[0]))) return null
  const [verb, ...rest] = run.slice(1).filter((word) => !QUIET.includes(word))
  const [script, args] = verb === 'run' || verb === 'run-script' ? [rest[0], rest.slice(1)] : [verb, rest]
  if (script === undefined || script.startsWith('-')) return null
  return { script, args: args[0] === '--' ? args.slice(1) : args }
}

/** Options that change nothing of what is run. */
const QUIET = ['-s', '--silent', '--if-present', '--production']

/** Installs what `package.json` names, as its lock file has it. */
export function nodeBuild(project: Project): readonly BuildStep[] {
  const found = readPackage(project)
  if (found === null) return []
  const versionFile = ['.nvmrc', '.node-version'].find((path) => project.exists(path))
  const install = project.exists('pnpm-lock.yaml')
    ? 'npx pnpm install --frozen-lockfile'
    : project.exists('yarn.lock')
      ? 'yarn install --frozen-lockfile'
      : project.exists('package-lock.json')
        ? 'npm ci'
        : 'npm install'
  return [
    ...(versionFile === undefined
      ? []
      : [{ uses: 'actions/setup-node@v6', with: { 'node-version-file': versionFile } }]),
    { run: install },
    ...(typeof found.scripts['build'] === 'string' ? [{ run: 'npm run build' }] : []),
  ]
}

function readPackage({ textOf }: Project): Package | null {
  const text = textOf('package.json')
  if (text === null) return null
  try {
    const found = tableOf(JSON.parse(text))
    const { name, main } = found
    return {
      name: typeof name === 'string' ? name.replace(/^@[^/]*\//, '') : null,
      main: typeof main === 'string' ? main : null,
      scripts: tableOf(found['scripts']),
      dependencies: { ...tableOf(found['devDependencies']), ...tableOf(found['dependencies']) },
    }
  } catch {
    return null
  }
}
