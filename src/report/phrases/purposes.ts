/** What each command is for that a reader may paste. */
export const PURPOSES: Readonly<Record<'check' | 'record', string>> = {
  check: 'To see the same figures on your machine:',
  record: 'To make this the accepted level, record it in this environment and commit the baseline:',
}
