import { toJsonSchema } from '@valibot/to-json-schema'
import { format } from 'prettier'
import { stringify } from 'yaml'
import { fileSchema } from '../src/config/file-schema.ts'
import {
  defaultOf,
  INPUT_OPTIONS,
  OPTIONS,
  type Option,
  type OptionDefinition,
  optionOf,
} from '../src/config/options.ts'

/** A file of which a part, or the whole, is made from the table of options. */
interface Generated {
  /** From the top of the repository. */
  readonly path: string
  readonly update: (before: string) => Promise<string>
}

const OPTION_NAMES = Object.keys(OPTIONS) as readonly Option[]

export const GENERATED: readonly Generated[] = [
  {
    path: 'action.yml',
    update: (before) => formatted(before.replace(/^inputs:\n(?: .*\n|\n)*/m, `${renderInputs()}\n`), 'yaml'),
  },
  {
    path: 'docs/configuration.md',
    update: (before) =>
      formatted(
        before.replace(
          /(<!-- options -->\n)[^]*?(<!-- \/options -->)/,
          (_, start: string, end: string) => `${start}\n${renderTable()}\n\n${end}`,
        ),
        'markdown',
      ),
  },
  { path: 'docs/footprint.schema.json', update: () => formatted(renderSchema(), 'json') },
]

async function formatted(text: string, parser: string): Promise<string> {
  const prettier = JSON.parse(await readConfig()) as object
  return format(text, { ...prettier, parser })
}

async function readConfig(): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return readFile(new URL('../.prettierrc.json', import.meta.url), 'utf8')
}

/** The inputs of action.yml. A default in words is part of the description: the code alone applies it. */
function renderInputs(): string {
  const inputs = Object.fromEntries(
    INPUT_OPTIONS.map((key) => {
      const { input } = optionOf(key)
      const filledIn = typeof input === 'object' ? { default: input.default } : {}
      return [key, { description: capitalized(withDefault(key)), ...filledIn }]
    }),
  )
  return stringify({ inputs }, { lineWidth: 100 })
}

function withDefault(key: Option): string {
  const { help, automatic } = optionOf(key)
  const byDefault = defaultOf(key)
  return byDefault === null || automatic === true ? `${help}.` : `${help}. Default: ${byDefault}.`
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Every option with the places where it can be given. */
function renderTable(): string {
  const rows = OPTION_NAMES.map((key) => {
    const { flag, input, file, help } = optionOf(key)
    const flagCell =
      key === 'run' ? '`-- …`' : flag === undefined ? '' : `\`--${flag.name ?? key}${valueOf(flag)}\``
    const place = { scenario: 'scenario', gate: 'top', both: 'scenario, top' }
    return [
      `\`${key}\``,
      file === undefined ? '' : place[file],
      flagCell,
      input === undefined ? '' : '✓',
      defaultOf(key) ?? '',
      help,
    ]
  })
  const head = ['Option', 'footprint.yml', 'Flag', 'Input', 'Default', 'Meaning']
  return [head, head.map(() => '-'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}

/** ` FILE`, ` [DURATION]`; nothing of a flag without a value. */
function valueOf({ value, byItself }: NonNullable<OptionDefinition['flag']>): string {
  if (value === null) return ''
  return byItself === undefined ? ` ${value.toUpperCase()}` : ` [${value.toUpperCase()}]`
}

/** For editors: `# yaml-language-server: $schema=…`. */
function renderSchema(): string {
  const schema = toJsonSchema(fileSchema, { errorMode: 'ignore' })
  return JSON.stringify({ ...schema, title: 'footprint.yml' })
}
