import { guessFromCargo, guessFromGo, guessFromMake } from './compiled.ts'
import { guessFromDockerfile } from './docker.ts'
import { guessFromJava } from './java.ts'
import { guessFromPackage, nodeBuild, unwrapScripts } from './node.ts'
import { guessFromPhp, phpBuild } from './php.ts'
import { guessFromProcfile } from './procfile.ts'
import { type BuildStep, type Guess, lastPart, programOf, type Project } from './project.ts'
import { guessFromPython, pythonBuild } from './python.ts'
import { guessFromSystemd } from './systemd.ts'

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
  guessFromMake,
]

/** What the rules look at, for people. */
export const LOOKED_FOR =
  'Procfile, *.service, package.json, Dockerfile, manage.py, pyproject.toml, app.py, go.mod, Cargo.toml, pom.xml, build.gradle, index.php, Makefile.am, CMakeLists.txt'

/** More are no help. */
const MOST_GUESSES = 5

/** How the program of a project may start, the likeliest first. Empty when nothing says so. */
export function guessCommands(project: Project): readonly Guess[] {
  const compiled = [guessFromGo, guessFromCargo, guessFromMake].flatMap((rule) => rule(project))
  const all = RULES.flatMap((rule) => rule(project))
    .map((guess) => withBuild(unwrapScripts(guess, project), compiled, project))
    .filter((guess) => programOf(guess) !== '')
  const missing = all.filter((guess) => isMissing(guess, project))
  const likeliest = [...all.filter((guess) => !missing.includes(guess)), ...missing]
  const commands = likeliest.map(({ run }) => JSON.stringify(run))
  return likeliest
    .filter((_, index) => commands.indexOf(commands[index] ?? '') === index)
    .slice(0, MOST_GUESSES)
}

/** A program that this machine does not have, and that nothing here makes: an image or a package has it. */
function isMissing(guess: Guess, { exists, isInstalled }: Project): boolean {
  const program = programOf(guess)
  if (program.startsWith('/')) return !exists(program)
  return !program.includes('/') && guess.build.length === 0 && !isInstalled(program)
}

/** What makes the program, where the rule that found its command does not say; and where it is then. */
function withBuild(guess: Guess, compiled: readonly Guess[], project: Project): Guess {
  const name = lastPart(programOf(guess))
  const twin = compiled.find((other) => lastPart(programOf(other)) === name)
  if (typeof guess.run !== 'string' && twin !== undefined) {
    const [, ...args] = guess.run
    return { ...guess, run: [programOf(twin), ...args], build: twin.build }
  }
  return { ...guess, build: [...installsOf(name, project), ...guess.build] }
}

function installsOf(program: string, project: Project): readonly BuildStep[] {
  if (/^node(?:js)?$/.test(program)) return nodeBuild(project)
  if (/^(?:python[\d.]*|gunicorn|uvicorn|waitress-serve|hypercorn|daphne|celery|flask)$/.test(program))
    return pythonBuild(project)
  if (program === 'php') return phpBuild(project)
  return guessFromPython(project).some((guess) => guess.run[0] === program) ? pythonBuild(project) : []
}
