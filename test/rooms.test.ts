import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import { ROOMS, roomRules } from '../eslint.config.js'

const ROOT = join(import.meta.dirname, '..')
const names = ROOMS.map(({ name }) => name)

/** What the rules of the rooms say of a file with this text, were it in src/. */
function complaintsOf(path: string, text: string): readonly string[] {
  const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } } as Linter.Config
  const found = new Linter().verify(text, [parser, ...(roomRules as Linter.Config[])], join('src', path))
  return found.map(({ message }) => message)
}

const valueFrom = (room: string) => `import { thing } from '../${room}/thing.ts'\nexport const it = thing\n`
const typeFrom = (room: string) =>
  `import type { Thing } from '../${room}/thing.ts'\nexport type It = Thing\n`

test('the rooms are the folders of src/', () => {
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  expect(folders.toSorted()).toEqual(names.toSorted())
})

test('CONTRIBUTING has every room on its map', () => {
  const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
  for (const name of names) expect(text).toContain(`\`src/${name}/\``)
})

describe.each(ROOMS.map((room, index) => ({ ...room, index })))(
  '$name/',
  ({ name, pure, edge, takes, wordless, index }) => {
    const above = ROOMS.filter(
      (other, place) => place > index || (edge === true && other.edge && other.name !== name),
    )
    const below = ROOMS.filter((other, place) => place < index && !(edge === true && other.edge === true))

    test.each(above)('takes no value from $name/, which is above or beside it', (other) => {
      expect(complaintsOf(`${name}/planted.ts`, valueFrom(other.name))).toHaveLength(1)
    })

    test.each(below)(
      'takes values from $name/ unless it is pure and the other is not, or takes few',
      (other) => {
        const refused = takes === undefined ? pure && !other.pure : !takes.includes(other.name)
        expect(complaintsOf(`${name}/planted.ts`, valueFrom(other.name))).toHaveLength(refused ? 1 : 0)
        const noTypes = takes !== undefined && !other.pure
        expect(complaintsOf(`${name}/planted.ts`, typeFrom(other.name))).toHaveLength(noTypes ? 1 : 0)
      },
    )

    test.each(above)('takes a type from $name/ exactly when that is pure', (other) => {
      expect(complaintsOf(`${name}/planted.ts`, typeFrom(other.name))).toHaveLength(other.pure ? 0 : 1)
    })

    test.each([
      ['execa', ['launch', 'trace']],
      ['@actions/core', ['github']],
      ['@actions/github', ['github']],
      ['preact', ['page']],
      ['uplot', ['page']],
      ['node:fs', ROOMS.filter((room) => !room.pure && room.browser !== true).map((room) => room.name)],
    ])('imports %s only where that is at home', (module, rooms) => {
      const text = `import { thing } from '${module}'\nexport const it = thing\n`
      expect(complaintsOf(`${name}/planted.ts`, text)).toHaveLength(rooms.includes(name) ? 0 : 1)
    })

    test('names /proc only in proc/', () => {
      const text = "export const path = '/proc/self/stat'\n"
      expect(complaintsOf(`${name}/planted.ts`, text)).toHaveLength(name === 'proc' ? 0 : 1)
    })

    test('makes no sentence in a room without words', () => {
      for (const text of ["'it grew a lot'", '`it grew by ${1}`']) {
        expect(complaintsOf(`${name}/planted.ts`, `export const it = ${text}\n`)).toHaveLength(
          wordless === true ? 1 : 0,
        )
      }
    })

    test('does not get round the rules by importing late', () => {
      const text = `export const it = import('../github/step.ts')\n`
      expect(complaintsOf(`${name}/planted.ts`, text)).toHaveLength(name === 'github' ? 0 : 1)
    })
  },
)

test('pure rooms do not import what reads the configuration file', () => {
  expect(
    complaintsOf('report/planted.ts', "import { it } from '../config/file.ts'\nexport { it }\n"),
  ).toHaveLength(1)
  expect(
    complaintsOf('verdict/planted.ts', "import { it } from '../config/plan.ts'\nexport { it }\n"),
  ).toHaveLength(1)
})

test('a deeper folder of a room is held as its top is', () => {
  const text = "import { it } from '../../proc/tree.ts'\nexport { it }\n"
  expect(complaintsOf('report/markdown/planted.ts', text)).toHaveLength(1)
})
