import { type Environment, ENVIRONMENT_FACTS, FACT_NAMES } from '../../model/environment.ts'
import { type CommandLine, renderCommand } from '../command-line.ts'
import type { ReportContext } from '../context.ts'
import { PURPOSES } from '../phrases/page.ts'
import { sayFact } from '../phrases/reasons.ts'
import { capitalized, list } from '../phrases/words.ts'
import { neutralize, oneLine } from '../untrusted.ts'
import type { Fact, PageDocument } from './document.ts'

/** Legs of a matrix are measured in several places: then a fact has several values. */
export function describeEnvironments(environments: readonly Environment[]): readonly Fact[] {
  if (environments.length === 0) return []
  return FACT_NAMES.map((fact) => ({
    label: capitalized(ENVIRONMENT_FACTS[fact].label),
    value: oneLine(list([...new Set(environments.map((one) => sayFact(fact, one[fact])))])),
  }))
}

export type Verb = keyof typeof PURPOSES

/** Commands to paste; none where it is not known what was measured. */
export function describeCommands(
  verbs: readonly Verb[],
  command: CommandLine | null,
): PageDocument['commands'] {
  if (command === null) return []
  return verbs.map((verb) => ({ purpose: PURPOSES[verb], command: commandText(verb, command) }))
}

export function commandText(verb: Verb, command: CommandLine): string {
  return neutralize(renderCommand(verb, command)).replaceAll('\n', ' ')
}

export function describeOrigin({
  version,
  commit,
  runUrl,
}: Pick<ReportContext, 'version' | 'commit' | 'runUrl'>): PageDocument['origin'] {
  return {
    version,
    commit: commit === null ? null : oneLine(commit, 64),
    runUrl: runUrl !== null && /^https?:\/\/[\w.:/?=&%~-]+$/.test(runUrl) ? runUrl : null,
  }
}
