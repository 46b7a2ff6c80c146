import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

const IDENTITY = {
  GIT_AUTHOR_NAME: 'somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.org',
  GIT_COMMITTER_NAME: 'somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'protocol.file.allow',
  GIT_CONFIG_VALUE_0: 'always',
}

/** What git and whoever calls it gets in tests: nothing of this machine's settings. */
export const GIT_ENV = { PATH: process.env['PATH'] ?? '', ...IDENTITY }

/** A real repository in a folder of its own. */
export class Repository {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** A folder that holds repositories, gone when the test is over. */
  static folder(): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'footprint-gate-git-')))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    return folder
  }

  static create(name = 'repository', folder = Repository.folder()): Repository {
    const path = join(folder, name)
    mkdirSync(path)
    const repository = new Repository(path)
    repository.git('init', '--quiet', '--initial-branch=main')
    // As servers have it: any commit may be asked for.
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
    repository.git('config', 'uploadpack.allowFilter', 'true')
    return repository
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.path, env: GIT_ENV, encoding: 'utf8', stdio: 'pipe' }).trim()
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true })
      writeFileSync(join(this.path, name), text)
    }
  }

  /** @returns its SHA */
  commit(files: Readonly<Record<string, string>>, subject = Object.keys(files).join(', ')): string {
    this.write(files)
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '--message', subject)
    return this.sha('HEAD')
  }

  sha(name: string): string {
    return this.git('rev-parse', name)
  }

  /** As actions/checkout does: of what `ref` is now, and nothing else. Its path is as long as that of a `server`. */
  shallowClone(ref: string, name = 'client'): Repository {
    const clone = Repository.create(name)
    clone.git('remote', 'add', 'origin', `file://${this.path}`)
    clone.git('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', ref)
    clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD')
    return clone
  }
}
