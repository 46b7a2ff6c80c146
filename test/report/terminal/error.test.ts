import { expect, test } from 'vitest'
import { UserError } from '../../../src/model/errors/user-error.ts'
import { renderError } from '../../../src/report/terminal/error.ts'

test('says what failed, shows the text that explains it, and says what to do', () => {
  const error = new UserError(
    'early-exit',
    'manager ended before it was ready (exit code 1)',
    'Mend it and run again.',
    {
      detail: 'reading conf/default.xml\nfatal: no such element\n',
    },
  )
  expect(renderError(error, { color: false })).toBe(
    [
      'error: manager ended before it was ready (exit code 1)',
      '  | reading conf/default.xml',
      '  | fatal: no such element',
      'Mend it and run again.',
      '',
    ].join('\n'),
  )
  expect(renderError(error, { color: true })).toContain('\u001b[31m')
})

test('shows the end of a long output, each line cut and harmless', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`)
  const detail = [...lines, '::error::owned', `\u001b[31m${'x'.repeat(10_000)}`].join('\r\n')
  const text = renderError(new UserError('x', 'message', 'hint', { detail }), { color: false })
  const shown = text.split('\n')
  expect(shown).toHaveLength(1 + 20 + 1 + 1)
  expect(shown[1]).toBe('  | line 83')
  expect(shown[19]).toBe('  | \\::error::owned')
  expect(shown[20]?.length).toBe('  | '.length + 500)
  expect(text).not.toContain('\u001b')
})

test('a message of others is harmless too', () => {
  const text = renderError(new UserError('x', 'no scenario "\u001b[2J\n::error::x"', 'hint'), {
    color: false,
  })
  expect(text).toBe('error: no scenario "\n\\::error::x"\nhint\n')
})
