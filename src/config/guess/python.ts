import { parse } from 'smol-toml'
import { type BuildStep, type Guess, isPlainName, type Project, tableOf } from './project.ts'

const REQUIREMENTS = 'requirements.txt'
const SCRIPTS = ['app.py', 'main.py', 'server.py', 'wsgi.py', 'asgi.py']

export function guessFromPython(project: Project): readonly Guess[] {
  const { name, textOf, exists } = project
  const guess = (source: string, run: Guess['run'], as = name): Guess => ({
    source,
    name: as,
    run,
    env: {},
    build: [],
  })
  const needs = (dependency: string) => new RegExp(`\\b${dependency}\\b`, 'i').test(dependenciesOf(project))
  const found: Guess[] = []

  const site = /['"]DJANGO_SETTINGS_MODULE['"],\s*['"](\w+)\./.exec(textOf('manage.py') ?? '')?.[1]
  if (site !== undefined && exists(`${site}/wsgi.py`) && needs('gunicorn'))
    found.push(guess(`manage.py, ${site}/wsgi.py`, ['gunicorn', `${site}.wsgi`]))
  else if (site !== undefined)
    found.push(guess('manage.py', ['python3', 'manage.py', 'runserver', '--noreload', '127.0.0.1:8000']))

  for (const script of SCRIPTS) {
    const [, variable, kind] =
      /^(\w+)\s*=\s*(?:\w+\.)?(Flask|FastAPI|Starlette)\(/m.exec(textOf(script) ?? '') ?? []
    if (variable === undefined) continue
    const server = kind === 'Flask' ? 'gunicorn' : 'uvicorn'
    if (needs(server))
      found.push(guess(`${script}, ${kind ?? ''}`, [server, `${script.slice(0, -3)}:${variable}`]))
  }
  const scripts = Object.keys(tableOf(tableOf(readToml(textOf('pyproject.toml'))['project'])['scripts']))
  for (const script of scripts.filter(isPlainName))
    found.push(guess('pyproject.toml, project.scripts', [script], script))
  for (const script of SCRIPTS.slice(0, 3)) if (exists(script)) found.push(guess(script, ['python3', script]))
  return found
}

/** Installs what the project needs; Debian's own Python refuses that, so the workflow takes another. */
export function pythonBuild(project: Project): readonly BuildStep[] {
  const { exists, textOf } = project
  const isPackage = 'project' in readToml(textOf('pyproject.toml')) || exists('setup.py')
  const installs = [
    ...(exists(REQUIREMENTS) ? [{ run: `pip install -r ${REQUIREMENTS}` }] : []),
    ...(isPackage ? [{ run: 'pip install .' }] : []),
  ]
  return installs.length === 0
    ? []
    : [{ uses: 'actions/setup-python@v6', with: { 'python-version': '3.x' } }, ...installs]
}

function dependenciesOf({ textOf }: Project): string {
  return [REQUIREMENTS, 'pyproject.toml', 'setup.py', 'setup.cfg', 'Pipfile']
    .map((path) => textOf(path) ?? '')
    .join('\n')
}

/** Empty of a text that is no TOML. */
export function readToml(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return parse(text ?? '')
  } catch {
    return {}
  }
}
