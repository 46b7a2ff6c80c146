import { describe, expect, it } from 'vitest'
import { parseTarget } from '../../src/config/target.ts'
import { refusalOf } from '../helpers/refusal.ts'

const ID = 'a1'.repeat(32)

describe('a target', () => {
  it.each([
    ['pid-file:run/redis.pid', { kind: 'pid-file', path: 'run/redis.pid' }],
    ['pid-file:/a b:c', { kind: 'pid-file', path: '/a b:c' }],
    ['container:web-1', { kind: 'container', name: 'web-1' }],
    [`container:${ID}`, { kind: 'container', name: ID }],
    ['unit:nginx', { kind: 'unit', name: 'nginx.service' }],
    ['unit:nginx.service', { kind: 'unit', name: 'nginx.service' }],
    ['unit:app@1', { kind: 'unit', name: 'app@1.service' }],
    ['unit:run-u7.scope', { kind: 'unit', name: 'run-u7.scope' }],
  ])('can be %s', (text, target) => {
    expect(parseTarget(text)).toEqual({ ...target, text })
  })

  it.each([
    ['', 'no kind'],
    ['nginx', 'no kind'],
    ['unit:', 'nothing after it'],
    ['pid:1', '"pid" is no kind of target'],
    ['pid-file:a\0b', 'NUL'],
    ['container:--help', 'cannot be the name of a container'],
    ['container:a b', 'cannot be the name of a container'],
    ['unit:/etc/nginx', 'cannot be the name of a unit'],
  ])('cannot be "%s"', (text, why) => {
    const error = refusalOf(() => parseTarget(text))
    expect(error).toMatchObject({ code: 'bad-target', exitCode: 2 })
    expect(error.message).toContain(why)
    expect(error.hint).toContain('pid-file:PATH, container:NAME, unit:NAME')
  })
})
