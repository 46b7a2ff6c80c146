import type { ShownVerdict } from '../report/page/document.ts'

/** The word of a verdict, in its color, with its mark. */
export function Verdict({ verdict }: { readonly verdict: ShownVerdict }) {
  return (
    <span class={`verdict ${verdict.color}`}>
      <span aria-hidden="true">{verdict.mark} </span>
      {verdict.word}
    </span>
  )
}
