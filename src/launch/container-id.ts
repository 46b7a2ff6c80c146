import { execa } from 'execa'

/** Of a whole id, which docker and podman have alike. */
const ID = /^[0-9a-f]{64}$/
const ENGINES = ['docker', 'podman']
const TIMEOUT_MS = 10_000

/** A container's id, or why it is not known: what docker says, or podman where docker is not there. */
export type FoundContainer = { readonly id: string } | { readonly why: string }

/**
 * Asks docker or podman for the id of a container; a whole id is its own answer.
 *
 * @param env as the command has it that starts the container: it must ask the same service
 */
export async function findContainerId(
  name: string,
  env: Readonly<Record<string, string>>,
  cwd: string,
  signal: AbortSignal,
): Promise<FoundContainer> {
  if (ID.test(name)) return { id: name }
  let why = 'neither docker nor podman is in PATH to say which container that is'
  for (const [index, engine] of ENGINES.entries()) {
    const asked = await execa(engine, ['inspect', '--type', 'container', '--format', '{{.Id}}', name], {
      env,
      cwd,
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: TIMEOUT_MS,
      cancelSignal: signal,
    })
    const id = asked.stdout.trim()
    if (ID.test(id)) return { id }
    if (asked.code === 'ENOENT') continue
    // Where docker is there and does not know, podman may.
    if (index === 0 || asked.stderr !== '') why = `${engine} inspect: ${lastLine(asked.stderr)}`
  }
  return { why }
}

function lastLine(text: string): string {
  return /.+$/.exec(text.trim())?.[0] ?? 'it said nothing'
}
