import type { HarnessChange } from '../context.ts'
import type { Part } from './next-step.ts'

/** Beyond these a list in a sentence is no longer read. */
const LISTED = 5

/** That a pull request changes how it is measured, as its figures are then its own say; `null` where it does not. */
export function sayHarness({ files, isUnknown }: HarnessChange): readonly Part[] | null {
  if (files.length > 0) {
    const shown = files.slice(0, LISTED)
    const more = files.length > LISTED ? [` and ${files.length - LISTED} more`] : []
    const listed = shown.flatMap((file, index): Part[] => [index === 0 ? '' : ', ', { code: file }])
    return [
      'This pull request changes how it is measured: look at ',
      ...listed,
      ...more,
      ' before you believe the figures.',
    ]
  }
  return isUnknown
    ? [
        'Whether this pull request changes how it is measured could not be found out: look before you believe the figures.',
      ]
    : null
}
