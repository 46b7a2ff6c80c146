import { resolve } from 'node:path'
import { errors } from '../model/errors.ts'
import type { NameOfOption, Request } from './request.ts'
import type { PairPlan } from './scenario.ts'

/**
 * Which base a request asks to be measured in turn with the head; `null` when it asks for none.
 *
 * @param configPath of the configuration file in use
 * @throws UserError for parts that do not go together
 */
export function pairOf(
  request: Request,
  cwd: string,
  configPath: string | null,
  nameOfKey: NameOfOption,
): PairPlan | null {
  const { 'compare-with': compareWith, build, 'base-working-directory': folder } = request
  for (const key of ['compare-with', 'build', 'base-working-directory'] as const) {
    if (request[key]?.trim() === '') throw errors.badValue(nameOfKey(key), request[key], 'something')
  }
  if (build !== undefined && folder !== undefined) {
    throw errors.contradiction(
      nameOfKey('build'),
      nameOfKey('base-working-directory'),
      'A base that has a folder is built already: build it there before this step.',
    )
  }
  if (build !== undefined && compareWith === undefined) {
    throw errors.buildOfNothing(nameOfKey('build'), nameOfKey('compare-with'))
  }
  if (compareWith === undefined && folder === undefined) return null
  const headDirectory = resolve(cwd, request['working-directory'] ?? '.')
  return {
    compareWith: compareWith ?? null,
    baseDirectory: folder === undefined ? null : resolve(cwd, folder),
    headDirectory,
    build: build ?? null,
    cwd: resolve(cwd),
    configPath,
  }
}
