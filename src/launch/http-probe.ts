import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { formatDuration } from '../model/units.ts'

const ANSWER_TIMEOUT_MS = 2000

/** What a URL answered, or why it did not, in words. */
export type Answer = { readonly status: number } | { readonly failure: string }

/** Asks once. Certificates are not checked: local services sign their own. Never rejects. */
export async function ask(url: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((done) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const request = send(url, { rejectUnauthorized: false, agent: false, timeout: ANSWER_TIMEOUT_MS, signal })
    request.on('response', (response) => {
      response.destroy()
      done({ status: response.statusCode ?? 0 })
    })
    request.on('timeout', () => {
      done({ failure: `was not answered within ${formatDuration(ANSWER_TIMEOUT_MS)}` })
      request.destroy()
    })
    request.on('error', (error) => done({ failure: `was not answered: ${error.message}` }))
    request.on('close', () => done({ failure: 'was not answered' }))
    request.end()
  })
}

/** @param expected `null`: any status below 400 */
export function isExpected(answer: Answer, expected: number | null): boolean {
  return 'status' in answer && (expected === null ? answer.status < 400 : answer.status === expected)
}

export function explainAnswer(answer: Answer, expected: number | null): string {
  return 'status' in answer
    ? `was answered with status ${answer.status}, not ${expected ?? 'with one below 400'}`
    : answer.failure
}
