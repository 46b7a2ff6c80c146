import { useRef, useState } from 'preact/hooks'

/** A command to paste, with a button that copies it; where the clipboard is closed, it is selected instead. */
export function Command({ text }: { readonly text: string }) {
  const code = useRef<HTMLElement>(null)
  const [said, say] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      say('copied')
    } catch {
      if (code.current !== null) window.getSelection()?.selectAllChildren(code.current)
      say('selected: copy it with your keyboard')
    }
  }
  return (
    <div class="command">
      <pre tabIndex={0} role="group" aria-label="Command">
        <code ref={code}>{text}</code>
      </pre>
      <button type="button" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status">{said}</span>
    </div>
  )
}
