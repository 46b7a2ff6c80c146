import type { Attribution, AttributionDifference } from '../../model/attribution.ts'
import type { TraceDoubt } from '../../model/trace-doubt.ts'
import type { ReportContext } from '../context.ts'
import { NOTHING } from '../figures.ts'
import { sayLeak, sayWhatIsExplained } from '../phrases/page.ts'
import { oneLine } from '../untrusted.ts'
import { describeCommands, describeEnvironments, describeOrigin } from './describe-about.ts'
import { describeDoubts, describeLedger } from './describe-ledger.ts'
import type { PageDocument, PageLedger, PageScenario } from './document.ts'

/** What a page explains: one traced run, and what it is compared with. */
interface Explained {
  readonly scenario: string
  readonly attribution: Attribution
  readonly difference: AttributionDifference | null
  /** What was made in a soak and was still there at its end; `null` where there was none. */
  readonly leak: Attribution | null
  readonly doubts: readonly TraceDoubt[]
}

/** A page that says where the memory of one program came from, and judges nothing. */
export function describeExplanation(
  { scenario, attribution, difference, leak, doubts }: Explained,
  { command, version, commit }: Pick<ReportContext, 'command' | 'version' | 'commit'>,
): PageDocument {
  const { environment } = attribution
  return {
    headline: oneLine(sayWhatIsExplained(scenario, attribution, difference)),
    verdict: null,
    notes: [],
    nextStep: null,
    scenarios: [
      sectionOf(scenario, describeLedger(attribution, difference), doubts),
      ...(leak === null ? [] : [sectionOf(sayLeak(scenario), describeLedger(leak, null))]),
    ],
    environment: describeEnvironments(environment === null ? [] : [environment]),
    commands: describeCommands(['explain'], command),
    origin: describeOrigin({ version, commit, runUrl: null }),
  }
}

function sectionOf(name: string, ledger: PageLedger, doubts: readonly TraceDoubt[] = []): PageScenario {
  return {
    name: oneLine(name) || NOTHING,
    verdict: null,
    reasons: [],
    warnings: describeDoubts(doubts),
    metrics: [],
    mappings: [],
    roles: [],
    runs: [],
    history: [],
    ledger,
  }
}
