import { errors } from '../model/errors.ts'

/** What other tools read. */
export const EXPORT_FORMATS = ['github-action-benchmark', 'bencher', 'openmetrics', 'junit'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** A report to be written for another tool. */
export interface Export {
  readonly format: ExportFormat
  /** `-` is stdout. */
  readonly file: string
}

/**
 * Reads `junit=footprint.xml`.
 *
 * @param name how the option is called where the person wrote it
 * @throws UserError for a format that is not known, and where no file is named
 */
export function parseExport(text: string, name: string): Export {
  const { format, file } = /^\s*(?<format>[\w-]+)\s*=\s*(?<file>.*\S)\s*$/s.exec(text)?.groups ?? {}
  const known = EXPORT_FORMATS.find((one) => one === format)
  if (known === undefined || file === undefined) {
    throw errors.badValue(
      name,
      text,
      `FORMAT=FILE, such as junit=footprint.xml; formats are ${EXPORT_FORMATS.join(', ')}`,
    )
  }
  return { format: known, file }
}
