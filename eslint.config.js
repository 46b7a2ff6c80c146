import tseslint from 'typescript-eslint'

/**
 * The rooms of src/, from the ground up. A room imports values from the rooms below it, never from above or
 * beside (the edges do not know each other); types of a pure room go anywhere. Pure rooms compute and never touch
 * the world: they import values from pure rooms alone, and not what of these reads files. A room that `takes` only
 * some rooms has no values from others. This is the one list of rooms; test/rooms.test.ts holds it against the folders and the rules against planted violations.
 */
export const ROOMS = [
  { name: 'model', pure: true },
  { name: 'statistics', pure: true },
  { name: 'config', pure: true, readers: ['file.ts', 'plan.ts', 'read-project.ts'] },
  { name: 'proc', pure: false },
  { name: 'launch', pure: false },
  { name: 'store', pure: false },
  { name: 'measure', pure: false, wordless: true },
  { name: 'trace', pure: false, wordless: true },
  { name: 'ledger', pure: true, wordless: true },
  { name: 'verdict', pure: true, wordless: true },
  { name: 'report', pure: true },
  { name: 'gate', pure: false, wordless: true },
  { name: 'page', pure: false, edge: true, takes: ['model'], browser: true },
  { name: 'cli', pure: false, edge: true },
  { name: 'github', pure: false, edge: true },
]

/** Packages that only some places may touch. */
const PACKAGES = [
  {
    name: 'execa',
    rooms: ['launch', 'trace'],
    why: 'programs are started in launch/, trace/ and store/git.ts alone',
  },
  { name: '@actions/core', rooms: ['github'], why: 'the runner is spoken to in github/ alone' },
  { name: '@actions/github', rooms: ['github'], why: 'the API is spoken to in github/ alone' },
  { name: 'preact', rooms: ['page'], why: 'the browser is drawn to in page/ alone' },
  { name: 'uplot', rooms: ['page'], why: 'the browser is drawn to in page/ alone' },
  { name: 'd3-flame-graph', rooms: ['page'], why: 'the browser is drawn to in page/ alone' },
  { name: 'd3-selection', rooms: ['page'], why: 'the browser is drawn to in page/ alone' },
]

/** What touches the world; of node:os only what is a constant. */
const WORLD_MODULES = [
  'fs',
  'fs/promises',
  'child_process',
  'net',
  'http',
  'https',
  'process',
  'timers/promises',
]

const importedBy = (room, index) => {
  const others = ROOMS.filter((other) => other !== room)
  const above = ROOMS.filter((other, place) => place > index || (room.edge === true && other.edge === true))
  if (room.takes !== undefined) return others.filter(({ name }) => !room.takes.includes(name))
  const forbidden = room.pure
    ? others.filter(({ name, pure }) => !pure || above.some((it) => it.name === name))
    : above
  return forbidden.filter((other) => other !== room)
}

/** The rules of one room. */
function rulesOf(room, index) {
  const readers = ROOMS.flatMap(({ name, readers = [] }) => readers.map((file) => `**/${name}/${file}`))
  const isBelow = (other) => ROOMS.indexOf(other) < index
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [
          ...PACKAGES.filter(({ rooms }) => !rooms.includes(room.name)).map(({ name, why }) => ({
            name,
            message: why,
          })),
          ...(room.pure
            ? [
                ...WORLD_MODULES.map((name) => ({
                  name: `node:${name}`,
                  message: `${room.name}/ is pure: it touches nothing`,
                })),
                { name: 'node:os', allowImportNames: ['constants'], message: `${room.name}/ is pure` },
              ]
            : []),
        ],
        patterns: [
          ...importedBy(room, index).map((other) => ({
            group: [`../${other.name}/**`, `../../${other.name}/**`, `../../../${other.name}/**`],
            allowTypeImports: other.pure || (room.pure && isBelow(other)),
            message: `${room.name}/ takes no values from ${other.name}/`,
          })),
          ...(room.pure && room.readers === undefined
            ? [{ group: readers, allowTypeImports: true, message: 'it reads files' }]
            : []),
          ...(room.browser === true ? [{ group: ['node:*'], message: 'a browser has none of it' }] : []),
          { group: ['**/action.ts', '**/cli.ts'], message: 'an entry is imported by nobody' },
        ],
      },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector:
          room.edge === true
            ? `ImportExpression[source.value=/\\/(${ROOMS.filter((it) => it.edge && it !== room)
                .map(({ name }) => name)
                .join('|')})\\//]`
            : 'ImportExpression',
        message: 'what a room needs, it imports at its top, where the rules of the rooms see it',
      },
      ...(room.name === 'proc'
        ? []
        : [
            {
              selector:
                'Literal[value=/^\\u002fproc(\\u002f|$)/], TemplateElement[value.raw=/^\\u002fproc\\u002f/]',
              message: '/proc is read in proc/ alone',
            },
          ]),
      ...(room.wordless === true
        ? [
            {
              selector:
                'Literal[value=/[a-z]{2,} +[a-z]{2,}/i], TemplateElement[value.raw=/[a-z]{2,} +[a-z]{2,}/i]',
              message: 'sentences stand in report/phrases, the catalogue of errors and the table of options',
            },
          ]
        : []),
    ],
  }
}

/** The rules that hold the house, a configuration for each room. */
export const roomRules = ROOMS.map((room, index) => ({
  files: [`src/${room.name}/**/*.{ts,tsx}`],
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: rulesOf(room, index),
}))

/** A file of a room that may import what its room may not. */
function except(name, file, allowed) {
  const index = ROOMS.findIndex((room) => room.name === name)
  const [severity, options] = rulesOf(ROOMS[index], index)['@typescript-eslint/no-restricted-imports']
  const paths = options.paths.filter((path) => !allowed.includes(path.name))
  return {
    files: [`src/${name}/${file}`],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { '@typescript-eslint/no-restricted-imports': [severity, { ...options, paths }] },
  }
}

roomRules.push(
  except('store', 'git.ts', ['execa']),
  except('config', 'file.ts', ['node:fs', 'node:fs/promises']),
  except('config', 'read-project.ts', ['node:fs']),
)

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'test/fixtures/', 'test/apps/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
    },
  },
  ...roomRules,
)
