import { describe, expect, test } from 'vitest'
import { parseReady } from '../../src/config/ready.ts'
import type { ReadyCondition } from '../../src/config/scenario.ts'
import { refusalOf } from '../helpers/refusal.ts'

describe('a ready condition', () => {
  test.each<[string, ReadyCondition]>([
    ['tcp:8080', { kind: 'tcp', host: 'localhost', port: 8080 }],
    ['tcp:127.0.0.1:80', { kind: 'tcp', host: '127.0.0.1', port: 80 }],
    ['tcp:[::1]:65535', { kind: 'tcp', host: '::1', port: 65_535 }],
    ['tcp:0.0.0.0:1', { kind: 'tcp', host: '0.0.0.0', port: 1 }],
    [
      'http://localhost/',
      { kind: 'http', url: 'http://localhost/', host: 'localhost', port: 80, status: null },
    ],
    [
      'https://[::1]/up?x=1',
      { kind: 'http', url: 'https://[::1]/up?x=1', host: '::1', port: 443, status: null },
    ],
    [
      'HTTP://127.0.0.1:81',
      { kind: 'http', url: 'HTTP://127.0.0.1:81', host: '127.0.0.1', port: 81, status: null },
    ],
    [
      'http://localhost:80/up 204',
      { kind: 'http', url: 'http://localhost:80/up', host: 'localhost', port: 80, status: 204 },
    ],
    ['udp:53', { kind: 'udp', port: 53 }],
    ['unix:run/s.sock', { kind: 'unix', path: 'run/s.sock' }],
    ['unix:@name', { kind: 'unix', path: '@name' }],
    ['log:/on (?<port>\\d+)/', { kind: 'log', pattern: /on (?<port>\d+)/ }],
    ['log:/listening on/', { kind: 'log', pattern: /listening on/ }],
    ['log:/a/b/i', { kind: 'log', pattern: /a\/b/i }],
    ['log:/x/gy', { kind: 'log', pattern: /x/ }],
    ['file:run/app.pid', { kind: 'file', path: 'run/app.pid' }],
    ['file:/a:b', { kind: 'file', path: '/a:b' }],
    [
      'command:curl -f http://localhost:1 | grep ok',
      { kind: 'command', command: 'curl -f http://localhost:1 | grep ok' },
    ],
    ['delay:1.5s', { kind: 'delay', delayMs: 1500 }],
  ])('may be %s', (text, condition) => {
    expect(parseReady(text)).toEqual(condition)
  })

  test.each([
    ['', 'it has no kind'],
    ['8080', 'it has no kind'],
    ['tcp:', 'nothing after it'],
    [':80', 'it has no kind'],
    ['sctp:53', '"sctp" is no kind of condition'],
    ['tcp:22x', '"22x" is no port from 1 to 65535'],
    ['tcp:localhost:22x', '"localhost:22x" is no port'],
    ['udp:53x', '"53x" is no port'],
    ['unix:', 'nothing after it'],
    ['http://localhost/ ok', '"ok" is no status'],
    ['http://localhost/ 204 205', '"204 205" is no status'],
    ['http://localhost/ 999', '"999" is no status'],
    ['log:/(?<pid>\\d+)/', 'a group cannot be called "pid": FOOTPRINT_GATE_PID is ours'],
    ['log:/(?<Run>x)/', 'FOOTPRINT_GATE_RUN is ours'],
    ['log:/(?<a>x)(?<A>y)/', 'two groups would be FOOTPRINT_GATE_A'],
    ['log:/(?<ä>x)/', 'cannot be the name of a variable'],
    ['TCP:80', '"TCP" is no kind of condition'],
    ['tcp:0', '"0" is no port from 1 to 65535'],
    ['tcp:65536', '"65536" is no port from 1 to 65535'],
    ['tcp:-1', 'is no port'],
    ['tcp:80x', 'is no port'],
    ['tcp:http', 'is no port'],
    ['tcp:example.org:80', '"example.org" is not this machine'],
    ['http://example.org/', '"example.org" is not this machine'],
    ['http://127.0.0.1.example.org/', 'is not this machine'],
    ['http://', 'it is no URL'],
    ['http://localhost:99999/', 'it is no URL'],
    ['http://localhost:0/', '"0" is no port'],
    ['log:listening', 'a pattern stands between slashes'],
    ['log://', 'a pattern stands between slashes'],
    ['log:/[/', 'Invalid regular expression'],
    ['log:/a/q', "Invalid flags supplied to RegExp constructor 'q'"],
    ['delay:2', '"2" is no duration'],
    ['delay:soon', '"soon" is no duration'],
  ])('cannot be %j', (text, why) => {
    const { code, message, hint } = refusalOf(() => parseReady(text))
    expect(code).toBe('bad-ready')
    expect(message).toContain(`cannot read the ready condition "${text}": `)
    expect(message).toContain(why)
    expect(hint).toContain('tcp:PORT')
  })
})
