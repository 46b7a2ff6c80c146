/** 2: wrong use, bad configuration, or the program failed. 3: nothing can be concluded. */
type ErrorExitCode = 2 | 3

/**
 * A failure that the user can fix. Its message says what failed and with which value, its hint what to do;
 * it is shown without a stack. Every other error is a bug of ours and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Stable, for tests and scripts. */
  readonly code: string
  readonly hint: string
  readonly exitCode: ErrorExitCode
  /** Untrusted text (the end of a program's output) that explains it. Untrusted: renderers neutralize it. */
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

/** The same error, told with the place that it came from. */
export function locate(error: unknown, where: string): unknown {
  if (!(error instanceof UserError)) return error
  const { code, message, hint, exitCode, detail, cause } = error
  return new UserError(code, `${where}: ${message}`, hint, { exitCode, detail: detail ?? undefined, cause })
}
