import { render } from 'preact'
import { App } from './app.tsx'
import { readDocument } from './read-document.ts'

const root = document.getElementById('page')
if (root !== null) await show(root)

async function show(place: HTMLElement): Promise<void> {
  try {
    const report = await readDocument()
    place.replaceChildren()
    render(<App report={report} />, place)
  } catch (error) {
    const said = document.createElement('p')
    said.setAttribute('role', 'alert')
    said.textContent = `This report cannot be shown: ${error instanceof Error ? error.message : String(error)}`
    place.replaceChildren(said)
  }
}
