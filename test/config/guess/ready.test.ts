import { expect, test } from 'vitest'
import { guessReady } from '../../../src/config/guess/ready.ts'
import { parseReady } from '../../../src/config/ready.ts'

const seen = { ports: [], paths: [], lines: [] }

test('a program is ready when it listens on its ports', () => {
  expect(guessReady({ ...seen, ports: [80, 8080], lines: ['ready to serve'] }, ['srv'])).toEqual([
    'tcp:80',
    'tcp:8080',
  ])
})

test('a port that the kernel gave is another one each time', () => {
  expect(guessReady({ ...seen, ports: [41_234] }, ['srv'])).toEqual([])
  expect(guessReady({ ...seen, ports: [8080, 41_234] }, ['srv'])).toEqual(['tcp:8080'])
  expect(guessReady({ ...seen, ports: [8080, 41_234] }, ['srv', '--listen=:41234'])).toEqual(['tcp:41234'])
})

test('a socket tells it too, but for one with a name of its own each time', () => {
  expect(guessReady({ ...seen, paths: ['/run/srv.sock'] }, [])).toEqual(['unix:/run/srv.sock'])
  expect(guessReady({ ...seen, paths: ['/tmp/srv-4711.sock'] }, [])).toEqual([])
})

test.each([
  [
    ['starting', '2026-11-28 20:31:55 [4711] ready to accept connections'],
    'log:/ready to accept connections/',
  ],
  [['\u001b[32mlistening\u001b[0m on /run/x'], 'log:/listening on/'],
  [['a', 'Server (v1.2) is up. Enjoy!'], 'log:/is up\\. Enjoy!/'],
])('the last of the lines %j gives %s', (lines, condition) => {
  expect(guessReady({ ...seen, lines }, [])).toEqual([condition])
  const last = lines.at(-1)?.replace(/\u001b\[\d*m/g, '')
  const parsed = parseReady(condition)
  expect(parsed.kind === 'log' && parsed.pattern.test(last ?? '')).toBe(true)
})

test('a line that comes again and again tells nothing, nor do figures alone', () => {
  expect(guessReady({ ...seen, lines: ['tick: working', 'tick: working'] }, [])).toEqual([])
  expect(guessReady({ ...seen, lines: ['1234 5678'] }, [])).toEqual([])
  expect(guessReady(seen, [])).toEqual([])
})
