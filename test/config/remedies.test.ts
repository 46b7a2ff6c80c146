import { describe, expect, test } from 'vitest'
import { chooseRemedies, REMEDY_NAMES, runtimesOf, withRemedy } from '../../src/config/remedies.ts'
import { scenarioOf } from '../verdict/cases.ts'

const NONE = { names: [], variables: [], lazyModules: [] }
const namesOf = (remedies: readonly { readonly name: string }[]) => remedies.map(({ name }) => name)

describe('without a wish, what is tried', () => {
  test('is what fits glibc and the runtime of the program', () => {
    const names = namesOf(chooseRemedies(NONE)(['python']))
    expect(names).toContain('malloc-arenas')
    expect(names).toContain('python-docstrings')
    expect(names.filter((name) => /^(node|java|ruby|go)-/.test(name))).toEqual([])
  })

  test('is the allocator alone where the runtime is not known', () => {
    expect(namesOf(chooseRemedies(NONE)([])).every((name) => name.startsWith('malloc-'))).toBe(true)
  })
})

describe('what is wished for', () => {
  test('is tried alone, whatever the runtime', () => {
    const choose = chooseRemedies({
      names: ['go-gc'],
      variables: ['LD_PRELOAD=libjemalloc.so.2', 'A=b=c', 'EMPTY='],
      lazyModules: ['xml.dom.minidom'],
    })
    expect(choose(['python']).map(({ change }) => change)).toEqual([
      'GOGC=50',
      'LD_PRELOAD=libjemalloc.so.2',
      'A=b=c',
      'EMPTY=',
      'import xml.dom.minidom at its first use',
    ])
  })

  test.each([
    [{ names: ['nothing'] }, '--try cannot be "nothing"'],
    [{ names: ['constructor'] }, '--try cannot be "constructor"'],
    [{ variables: ['JEMALLOC'] }, '--env cannot be "JEMALLOC"'],
    [{ variables: ['=x'] }, '--env cannot be "=x"'],
    [{ variables: ['A=\0'] }, '--env cannot be'],
    [{ lazyModules: ['os; import x'] }, '--lazy cannot be "os; import x"'],
    [{ lazyModules: [''] }, '--lazy cannot be ""'],
  ])('%j is refused by name and value', (wanted, message) => {
    expect(() => chooseRemedies({ ...NONE, ...wanted })).toThrow(message)
  })

  test('goes by the names that the error lists', () => {
    for (const name of REMEDY_NAMES)
      expect(namesOf(chooseRemedies({ ...NONE, names: [name] })([]))).toEqual([name])
  })
})

test.each([
  [['python3'], ['python']],
  [['libpython3.so'], ['python']],
  [['node', '[heap]'], ['node']],
  [['java', 'libjvm.so'], ['java']],
  [['ruby', 'libruby.so'], ['ruby']],
  [['redis-server', 'libc.so'], []],
  [['nodepad', 'rubber'], []],
])('the runtime of %j is %j', (names, runtimes) => {
  expect(runtimesOf(names)).toEqual(runtimes)
})

describe('a remedy', () => {
  const [options] = chooseRemedies({ ...NONE, names: ['node-semi-space'] })([])
  const [lazy] = chooseRemedies({ ...NONE, lazyModules: ['json'] })([])
  if (options === undefined || lazy === undefined) throw new Error('no remedy')

  test('is one more variable, and changes nothing else', () => {
    const scenario = scenarioOf({}, { env: { A: '1' } })
    expect(withRemedy(scenario, options, null, {})).toEqual({
      ...scenario,
      env: { A: '1', NODE_OPTIONS: '--max-semi-space-size=1' },
    })
  })

  test('goes behind the options that the program has already, its own or those handed over', () => {
    const own = scenarioOf({}, { env: { NODE_OPTIONS: '--no-warnings' } })
    expect(withRemedy(own, options, null, {}).env['NODE_OPTIONS']).toBe(
      '--no-warnings --max-semi-space-size=1',
    )
    const handedOver = scenarioOf({}, { passEnv: ['NODE_OPTIONS'] })
    expect(withRemedy(handedOver, options, null, { NODE_OPTIONS: '--inspect' }).env['NODE_OPTIONS']).toBe(
      '--inspect --max-semi-space-size=1',
    )
    expect(withRemedy(scenarioOf({}), options, null, { NODE_OPTIONS: '--inspect' }).env['NODE_OPTIONS']).toBe(
      '--max-semi-space-size=1',
    )
  })

  test('that needs a folder of Python puts it before the others', () => {
    const scenario = scenarioOf({}, { env: { PYTHONPATH: '/srv/lib' } })
    expect(withRemedy(scenario, lazy, '/tmp/site', {}).env['PYTHONPATH']).toBe('/tmp/site:/srv/lib')
    expect(withRemedy(scenarioOf({}), lazy, '/tmp/site', {}).env['PYTHONPATH']).toBe('/tmp/site')
  })
})
