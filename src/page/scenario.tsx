import { useState } from 'preact/hooks'
import type { PageScenario } from '../report/page/document.ts'
import { History } from './history.tsx'
import { Ledger } from './ledger.tsx'
import { Mappings } from './mappings.tsx'
import { Metrics } from './metrics.tsx'
import { Processes } from './processes.tsx'
import { Readings } from './readings.tsx'
import { Roles } from './roles.tsx'
import { Runs } from './runs.tsx'
import { Verdict } from './verdict.tsx'

interface Props {
  readonly scenario: PageScenario
  readonly id: string
  readonly isOpen: boolean
}

/** All of a scenario; of one that passes among others only its name, until it is opened. */
export function Scenario({ scenario, id, isOpen }: Props) {
  const [open, setOpen] = useState(isOpen)
  return (
    <details id={id} class="scenario" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>
          {scenario.name} {scenario.verdict !== null && <Verdict verdict={scenario.verdict} />}
        </h2>
      </summary>
      {open && <Contents scenario={scenario} id={id} />}
    </details>
  )
}

function Contents({ scenario, id }: Pick<Props, 'scenario' | 'id'>) {
  const { reasons, warnings, metrics, mappings, roles, runs, ledger, history } = scenario
  return (
    <>
      <Sentences title="Why" sentences={reasons} />
      <Sentences title="Warnings" sentences={warnings} />
      {metrics.length > 0 && <Metrics metrics={metrics} id={id} />}
      {ledger !== null && <Ledger ledger={ledger} id={`${id}-ledger`} />}
      {history.length > 0 && <History history={history} id={id} />}
      {mappings.length > 0 && <Mappings mappings={mappings} id={id} />}
      {roles.length > 0 && <Roles roles={roles} id={id} />}
      {runs.length > 0 && (
        <>
          <Readings runs={runs} id={id} />
          <Runs runs={runs} id={id} />
          <Processes runs={runs} id={id} />
        </>
      )}
    </>
  )
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}
