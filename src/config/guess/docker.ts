import { DockerfileParser, JSONInstruction, type Instruction } from 'dockerfile-ast'
import { expandVariables, readCommandText } from './command-text.ts'
import { type Guess, isPlainName, lastPart, type Project } from './project.ts'

/** Small inits that stay beside the program in a container, and are not needed outside. */
const INITS = ['tini', 'dumb-init', 'catatonit']

/** Of a Dockerfile the last stage: what the image starts. */
export function guessFromDockerfile(project: Project): readonly Guess[] {
  const path = project.paths.find(
    (one) => /^(?:.*\/)?(?:Dockerfile|Containerfile)$/.test(one) && one.split('/').length <= 2,
  )
  const text = path === undefined ? null : project.textOf(path)
  if (path === undefined || text === null) return []
  const file = DockerfileParser.parse(text)
  const stage = file.getFROMs().at(-1)?.getRange().start.line ?? 0
  const inStage = file.getInstructions().filter((one) => one.getRange().start.line >= stage)
  const last = (keyword: string) => inStage.findLast((one) => one.getKeyword() === keyword)
  const [entrypoint, cmd] = [last('ENTRYPOINT'), last('CMD')]
  const values = Object.fromEntries(
    file
      .getENVs()
      .filter((one) => one.getRange().start.line >= stage)
      .flatMap((one) => one.getProperties().map((each) => [each.getName(), each.getValue() ?? ''])),
  )
  const workdir = last('WORKDIR')?.getArgumentsContent() ?? '/'
  const read = (instruction: Instruction | undefined) => commandOf(instruction, values)
  const [start, args] = [read(entrypoint), read(cmd)]
  const words = isWrapper(start) && args !== null ? args : [...(start ?? []), ...(args ?? [])]
  const [program, ...rest] = withoutInit(words).map((word) => inProject(word, workdir, project))
  if (program === undefined) return []
  return [
    {
      source: `${path}, ${[entrypoint, cmd].flatMap((one) => one?.getKeyword() ?? []).join(' and ')}`,
      name: project.name,
      run: [program, ...rest],
      env: {},
      build: [],
    },
  ]
}

/** The words of an instruction in either form; `null` where there is none, or only a shell can read it. */
function commandOf(
  instruction: Instruction | undefined,
  values: Readonly<Record<string, string>>,
): readonly string[] | null {
  if (instruction === undefined) return null
  if (instruction instanceof JSONInstruction && instruction.getOpeningBracket() !== null)
    return instruction.getJSONStrings().map((one) => one.getJSONValue())
  const text = instruction.getExpandedArguments().map((one) => one.getValue())
  const { run } = readCommandText(expandVariables(text.join(' '), values, ''))
  return typeof run === 'string' ? null : run
}

/** An entry point that sets something up and then starts what CMD says. */
function isWrapper(words: readonly string[] | null): boolean {
  return words?.some((word) => /entrypoint|\.sh$/.test(lastPart(word))) ?? false
}

function withoutInit([program, ...rest]: readonly string[]): readonly string[] {
  if (program === undefined) return []
  if (!INITS.includes(lastPart(program))) return [program, ...rest]
  return rest.slice(rest.findIndex((word) => !word.startsWith('-')))
}

/** `/app/server.js` of the image is `server.js` of the project, where WORKDIR is `/app` and the file is there. */
function inProject(word: string, workdir: string, { exists }: Project): string {
  const folder = workdir.endsWith('/') ? workdir : `${workdir}/`
  if (!word.startsWith(folder)) return word
  const path = word.slice(folder.length)
  if (path === '' || !exists(path)) return word
  return isPlainName(path) && !/\.\w+$/.test(path) ? `./${path}` : path
}
