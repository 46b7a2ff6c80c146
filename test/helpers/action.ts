import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { GitHubServer } from './github-server.ts'
import { Runner } from './runner.ts'

export const TOKEN = 'ghs_token-of-the-job'

/** Of the test that runs. */
export let runner: Runner
/** Of the test that runs. */
export let server: GitHubServer

/** Gives each test of the file a server, and all of them one runner. */
export function useOneRunner(): void {
  beforeAll(createRunner)
  afterAll(removeRunner)
  useServer()
}

/** Gives each test of the file a server and a runner of its own. */
export function useRunners(): void {
  beforeEach(createRunner)
  afterEach(removeRunner)
  useServer()
}

const createRunner = async () => {
  runner = await Runner.create()
}
const removeRunner = () => runner.remove()

function useServer(): void {
  beforeEach(async () => {
    server = await GitHubServer.start()
    server.allow(TOKEN)
  })
  afterEach(() => server.stop())
}
