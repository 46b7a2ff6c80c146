import type { Sentence } from '../report/page/document.ts'

/** A sentence with the names in it as code. */
export function Parts({ sentence }: { readonly sentence: Sentence }) {
  return <>{sentence.map((part) => (typeof part === 'string' ? part : <code>{part.code}</code>))}</>
}
