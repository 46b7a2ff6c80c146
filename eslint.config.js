import tseslint from 'typescript-eslint'

/**
 * The rooms of the house in the order in which data flows. A room may import from the rooms before
 * it, never from those after; the entries at the top level of src/ may import from all of them.
 */
const rooms = ['model', 'statistics', 'config', 'proc', 'launch', 'measure', 'store', 'verdict', 'report', 'gate', 'github', 'cli']

/** What one room alone may touch: the edges of the program. */
const edges = [
  { name: 'execa', room: 'launch', why: 'programs are launched in launch/ alone' },
  { name: '@actions/core', room: 'github', why: 'the runner is spoken to in github/ and action.ts alone' },
  { name: '@actions/github', room: 'github', why: 'the API is spoken to in github/ alone' },
]

/** Rooms that compute and never touch the world. */
const pureRooms = ['statistics', 'verdict', 'report']
const worldModules = ['node:fs', 'node:fs/promises', 'node:child_process', 'node:net', 'node:http', 'node:os']

const roomRules = rooms.map((room, index) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [
          ...edges.filter((edge) => edge.room !== room).map(({ name, why }) => ({ name, message: why })),
          ...(pureRooms.includes(room)
            ? worldModules.map((name) => ({ name, message: `${room}/ is pure: strings in, strings out` }))
            : []),
        ],
        patterns: [
          ...rooms.slice(index + 1).map((later) => ({
            group: [`**/${later}/*`],
            message: `data flows ${rooms.join(' → ')}: ${room}/ comes before ${later}/`,
          })),
          { group: ['../action.ts', '../cli.ts', '../gate.ts'], message: 'an entry is imported by nobody' },
        ],
      },
    ],
  },
}))

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'test/fixtures/', 'test/apps/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  },
  {
    files: ['**/*.ts'],
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
