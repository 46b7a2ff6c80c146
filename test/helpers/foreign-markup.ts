import { EXPLANATION } from '../../src/report/markdown/details.ts'

/** The tags of ours. */
const OURS = /<\/?(?:details|summary|sub|code)>/g

/**
 * What is left of a report when all that is ours, and all that is shown as it stands (in backticks, in blocks of code), is
 * taken out of it: in that, no link, mention, image, address or tag may be.
 *
 * @param links of ours
 */
export function foreignText(markdown: string, links: readonly string[]): string {
  return [...links, EXPLANATION]
    .reduce((text, link) => text.replaceAll(`](${link})`, ''), markdown.replaceAll(OURS, ''))
    .replaceAll(/^```[^]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '')
}

/** Markup that does something. */
export const MARKUP = /<[a-z!/]|\]\(|!\[|@[a-z]|:\/\//i
