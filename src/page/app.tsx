import type { PageDocument, PageScenario } from '../report/page/document.ts'
import { Command } from './command.tsx'
import { Parts } from './parts.tsx'
import { Scenario } from './scenario.tsx'
import { Verdict } from './verdict.tsx'

/** Scenarios that are open from the start, of those that do not pass. */
const OPEN = 3

/** The whole report: the answer first, then each scenario, then how to do it again. */
export function App({ report }: { readonly report: PageDocument }) {
  const { scenarios } = report
  return (
    <>
      <header>
        <p class="origin">
          <Origin {...report.origin} />
        </p>
        <h1>
          {report.verdict !== null && (
            <span class={`verdict ${report.verdict.color}`} aria-hidden="true">
              {report.verdict.mark}{' '}
            </span>
          )}
          {report.headline}
        </h1>
        {report.notes.map((note, index) => (
          <p key={index} class="note">
            <Parts sentence={note} />
          </p>
        ))}
        <NextStep step={report.nextStep} />
        {scenarios.length > 1 && <Overview scenarios={scenarios} />}
      </header>
      <main>
        {scenarios.map((scenario, index) => (
          <Scenario
            key={index}
            scenario={scenario}
            id={`scenario-${index + 1}`}
            isOpen={scenarios.length === 1 || (scenario.verdict?.color !== 'green' && index < OPEN)}
          />
        ))}
        <About report={report} />
      </main>
    </>
  )
}

function Origin({ version, commit, runUrl }: PageDocument['origin']) {
  return (
    <>
      footprint-gate {version}
      {commit !== null && <> · commit {commit}</>}
      {runUrl !== null && (
        <>
          {' · '}
          <a href={runUrl} rel="noreferrer">
            this run
          </a>
        </>
      )}
    </>
  )
}

function NextStep({ step }: { readonly step: PageDocument['nextStep'] }) {
  if (step === null) return null
  return (
    <>
      <p>
        <Parts sentence={step.sentence} />
      </p>
      {step.command !== null && <Command text={step.command} />}
    </>
  )
}

function Overview({ scenarios }: { readonly scenarios: readonly PageScenario[] }) {
  return (
    <nav aria-label="Scenarios">
      <ul class="overview">
        {scenarios.map(({ name, verdict }, index) => (
          <li key={index}>
            <a href={`#scenario-${index + 1}`}>{name}</a> {verdict !== null && <Verdict verdict={verdict} />}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function About({ report }: { readonly report: PageDocument }) {
  return (
    <section aria-labelledby="about">
      <h2 id="about">How this was measured, and how to do it again</h2>
      <dl class="facts">
        {report.environment.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {report.commands.map(({ purpose, command }) => (
        <div key={command}>
          <p>{purpose}</p>
          <Command text={command} />
        </div>
      ))}
    </section>
  )
}
