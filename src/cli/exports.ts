import { parseExport } from '../config/exports.ts'
import { renderExport } from '../report/exports/render-export.ts'
import type { GateResult } from '../verdict/result.ts'
import type { Flags } from './flags.ts'

/** What `--export` asks for. */
interface Exports {
  /** The files to be written, by the flag that names each. */
  readonly files: Readonly<Record<string, string>>
  readonly reportsOf: (
    result: GateResult,
  ) => readonly { readonly file: string; readonly text: () => string }[]
}

/** @throws UserError for a format that is not known, and where no file is named */
export function readExports({ export: texts = [] }: Flags): Exports {
  const exports = texts.map((text) => parseExport(text, '--export'))
  return {
    files: Object.fromEntries(exports.map(({ format, file }) => [`--export ${format}=${file}`, file])),
    reportsOf: (result) =>
      exports.map(({ format, file }) => ({ file, text: () => renderExport(format, result) })),
  }
}
