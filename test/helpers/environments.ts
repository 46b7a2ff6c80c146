import fc from 'fast-check'
import type { Environment } from '../../src/model/environment.ts'

/** The one place of the tests that knows every fact of an environment. */
export const HERE: Environment = {
  architecture: 'x64',
  kernel: '6.8',
  pageSize: 4096,
  cpus: 2,
  transparentHugePages: 'madvise',
  libc: 'glibc 2.36',
  launcher: 'fixed-addresses',
}

/** Differs from HERE in every fact. */
export const ELSEWHERE: Environment = {
  architecture: 'arm64',
  kernel: '6.11',
  pageSize: 16_384,
  cpus: 4,
  transparentHugePages: 'always',
  libc: 'musl',
  launcher: 'randomised',
}

/** Any mixture of the two, on any number of CPUs. */
export const anyEnvironment: fc.Arbitrary<Environment> = fc
  .tuple(
    fc.constantFrom(HERE, ELSEWHERE),
    fc.subarray(Object.keys(HERE) as (keyof Environment)[]),
    fc.integer({ min: 1, max: 256 }),
  )
  .map(([start, changed, cpus]) => {
    const other = start === HERE ? ELSEWHERE : HERE
    const mixed = Object.fromEntries(changed.map((fact) => [fact, other[fact]]))
    return { ...start, ...mixed, cpus }
  })
