import { METRIC_NAMES } from './metrics.ts'

/** 2: wrong use, bad configuration, or the program failed. 3: nothing can be concluded. */
type ErrorExitCode = 2 | 3

/**
 * A failure that the user can mend. Its message says what failed and with which value, its hint what to do;
 * it is shown without a stack. Every other error is a bug of ours and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Stable, for tests and scripts. */
  readonly code: string
  readonly hint: string
  readonly exitCode: ErrorExitCode
  /** Text of others (the end of a program's output) that explains it. Untrusted: renderers neutralise it. */
  readonly detail: string | null

  constructor(
    code: string,
    message: string,
    hint: string,
    options: { exitCode?: ErrorExitCode; detail?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = hint
    this.exitCode = options.exitCode ?? 2
    this.detail = options.detail === undefined || options.detail === '' ? null : options.detail
  }
}

const list = (values: readonly string[]) => values.join(', ')

/** The catalogue of everything that users can get wrong or run into. */
export const errors = {
  // ── what was asked ──
  unknownMetric: (name: string) =>
    new UserError('unknown-metric', `unknown metric "${name}"`, `Use one of: ${list(METRIC_NAMES)}.`),
  badBudget: (metric: string, spec: string, why: string) =>
    new UserError(
      'bad-budget',
      `cannot read the budget "${spec}" of ${metric}: ${why}`,
      'Write increases and a ceiling, comma-separated: "+2%, +64KiB, <=20MiB" (counts: "+100", "<=5000").',
    ),
} as const
