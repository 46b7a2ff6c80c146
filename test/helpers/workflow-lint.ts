import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { validate } from '@actions/languageservice'
import { clearCache } from '@actions/languageservice/utils/workflow-cache'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'

const ACTION = resolve(import.meta.dirname, '../../action.yml')

/** For the inputs of other actions it would have to ask GitHub. */
const UNASKED = 'Unable to resolve action `actions/'

interface Metadata {
  readonly name: string
  readonly description: string
  readonly inputs: Record<string, { description: string; required?: boolean; default?: string }>
}

/**
 * The complaints of GitHub's own editor service, as the linter of what GitHub reads, a line each.
 *
 * @param path where the text would be
 */
export async function complaintsOf(path: string, text: string): Promise<readonly string[]> {
  clearCache() // It goes by the name of the file.
  const document = TextDocument.create(`file:///${path}`, 'yaml', 1, text)
  const diagnostics = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: ({ owner }) =>
        Promise.resolve(
          owner === 'footprint-gate' ? (parse(readFileSync(ACTION, 'utf8')) as Metadata) : undefined,
        ),
    },
  })
  return diagnostics
    .map(({ message, range }) => `${path}:${range.start.line + 1} ${JSON.stringify(message)}`)
    .filter((complaint) => !complaint.includes(UNASKED))
}
