import { errors } from '../model/errors.ts'
import { BASELINE_SCHEMA, type Baseline } from '../model/baseline.ts'
import type { HistoryPoint, Nearest } from '../model/history.ts'
import type { World } from '../model/world.ts'
import { parseHistory, renderHistory } from './history-text.ts'
import { parseBaseline } from './parse.ts'
import { asksForSignature, type PushSigned } from './push-signed.ts'
import { type RecordedBefore, recordedBefore } from './recorded-before.ts'
import { type ScratchRepository, type Tip, withScratchRepository } from './scratch-repository.ts'
import { STORE_BRANCH } from './store-branch.ts'
import { findStore, type StorePlace } from './store-remote.ts'
import { textToStore } from './stored-text.ts'

/**
 * How long, and how often, a recording may be beaten by others: of eight at once the unluckiest has lost 25 times, and where the
 * machine is busy that takes longer than a minute.
 */
const PATIENCE_MS = 60_000
const PATIENCE_TRIES = 60
/** Then it gives up in any case. */
const LONGEST_MS = 300_000
/** Before the next try, at random: exponential back-off would let the late ones starve. */
const LONGEST_PAUSE_MS = 300
/** A longer history is dropped, as every recording that counts is in the last commit. */
const LONGEST_HISTORY = 500

interface BranchOptions {
  /** For the workflow's own repository; git alone gets it. */
  readonly token: string | null
  /** Where the server can make commits itself: it signs them, which a rule may ask for. */
  readonly pushSigned?: PushSigned | null
}

/** What stands on the branch for one baseline. */
export interface StoredOnBranch {
  readonly baseline: Baseline | null
  /** Oldest first. */
  readonly history: readonly HistoryPoint[]
}

/**
 * Reads the baseline that stands on the branch, at the place that its file would have, and its history.
 *
 * @param path absolute, of the file
 * @throws UserError when the branch cannot be read, or holds something that is no baseline
 */
export async function loadFromBranch(
  path: string,
  world: World,
  { token }: BranchOptions,
): Promise<StoredOnBranch> {
  const place = await findStore(path, world, token)
  return withScratchRepository(place, async (scratch) => readStored(scratch, await scratch.fetch(), place))
}

/**
 * Reads what was recorded of a commit, or of the nearest of its ancestors: what was recorded since is not what that commit is
 * to be compared with. Where the level has moved since, an older state of the branch is looked for.
 *
 * @param base its SHA
 * @returns `nearest`: `null` where nothing was recorded at all
 * @throws UserError when the branch cannot be read, or holds something that is no baseline
 */
export async function loadBefore(
  path: string,
  base: string,
  world: World,
  { token }: BranchOptions,
): Promise<StoredOnBranch & { readonly nearest: Nearest | null }> {
  const place = await findStore(path, world, token)
  return withScratchRepository(place, async (scratch) => {
    const tip = await scratch.fetch()
    const { baseline, history } = await readStored(scratch, tip, place)
    if (tip === null || baseline === null || baseline.entries.length === 0)
      return { baseline, history, nearest: null }
    const ancestors = await scratch.ancestors(base)
    const known = new Set(ancestors)
    const versions = [baseline]
    let { entries, strange } = recordedBefore(versions, known)
    if (strange.length > 0 && known.size > 0) {
      for (const older of await scratch.older(tip)) {
        const version = await readStored(scratch, older, place)
        if (version.baseline !== null) versions.push(version.baseline)
        ;({ entries, strange } = recordedBefore(versions, known))
        if (strange.length === 0) break
      }
    }
    const told: Baseline = { schema: BASELINE_SCHEMA, entries: [...entries, ...strange] }
    return { baseline: told, history, nearest: nearestOf({ entries, strange }, history, ancestors) }
  })
}

/** An entry that did not change is of its last recording, too: that stands in the history alone. */
function nearestOf(
  { entries, strange }: RecordedBefore,
  history: readonly HistoryPoint[],
  ancestors: readonly string[],
): Nearest {
  if (strange.length > 0) {
    const scenarios = [...new Set(strange.map(({ scenario }) => scenario))]
    return { kind: 'none', scenarios, commit: strange[0]?.recordings.at(-1)?.commit ?? null }
  }
  const recorded = new Set(
    [...history, ...entries.flatMap(({ recordings }) => recordings)].map(({ commit }) => commit),
  )
  const distance = ancestors.findIndex((commit) => recorded.has(commit))
  return { kind: 'ancestor', commit: ancestors[distance] ?? '', distance }
}

/** What a recording came to. */
export interface Recorded {
  readonly baseline: Baseline
  /** What it adds to the history. */
  readonly points: readonly HistoryPoint[]
}

/**
 * Changes the baseline on the branch, and makes the branch where there is none. What `change` is given is what stands
 * there now: where another recording comes in between, it is called again. What adds nothing is not pushed.
 *
 * @returns what `change` returned at last
 * @throws UserError when the branch cannot be written, a rule refuses it, or others are always faster
 */
export async function updateOnBranch<Outcome extends Recorded>(
  path: string,
  change: (current: Baseline | null) => Outcome,
  world: World,
  { token, pushSigned = null }: BranchOptions,
): Promise<Outcome> {
  const place = await findStore(path, world, token)
  const startedMs = world.clock.now()
  return withScratchRepository(place, async (scratch) => {
    /** Where a branch may not be forced, its history is kept. */
    let mayDrop = true
    /** Where commits must be signed, the server makes them. */
    let isSigned = false
    for (let attempts = 1; ; attempts += 1) {
      const tip = await scratch.fetch()
      const { baseline: current, history } = await readStored(scratch, tip, place)
      const outcome = change(current)
      const files = filesOf(outcome, current, history, place)
      if (files.length === 0) return outcome
      const keepsHistory = !(mayDrop && tip !== null && tip.recordings >= LONGEST_HISTORY)
      const made = { title: place.path, files, keepsHistory: keepsHistory || isSigned }
      const pushed =
        isSigned && pushSigned !== null
          ? await pushSigned(await scratch.describe(tip, made))
          : await scratch.push(tip, await scratch.commit(tip, made))
      switch (pushed.kind) {
        case 'done':
          return outcome
        case 'refused':
          if (!isSigned && pushSigned !== null && asksForSignature(pushed.words)) {
            isSigned = true
            continue
          }
          if (keepsHistory) throw errors.branchRefused(STORE_BRANCH, place.url, pushed.words)
          mayDrop = false
          continue
        case 'failed':
          throw errors.branchUnwritable(STORE_BRANCH, place.url, pushed.words)
        case 'lost': {
          // A server that forbids to force says it in the same words.
          if (!keepsHistory) mayDrop = false
          const takenMs = world.clock.now() - startedMs
          const isPatient = takenMs < PATIENCE_MS || attempts < PATIENCE_TRIES
          if (!isPatient || takenMs >= LONGEST_MS)
            throw errors.branchBusy(STORE_BRANCH, attempts, Math.round(takenMs / 1000))
          await world.clock.sleep(Math.random() * LONGEST_PAUSE_MS, world.signal)
        }
      }
    }
  })
}

/** The files that a recording changes. */
function filesOf(
  { baseline, points }: Recorded,
  current: Baseline | null,
  history: readonly HistoryPoint[],
  place: StorePlace,
): readonly { readonly path: string; readonly text: string }[] {
  const text = textToStore(baseline, current, labelOf(place.path))
  return [
    ...(text === null ? [] : [{ path: place.path, text }]),
    ...(points.length === 0 ? [] : [{ path: historyPath(place.path), text: renderHistory(history, points) }]),
  ]
}

async function readStored(
  scratch: ScratchRepository,
  tip: Tip | null,
  { path }: StorePlace,
): Promise<StoredOnBranch> {
  if (tip === null) return { baseline: null, history: [] }
  const text = await scratch.read(tip, path)
  const history = await scratch.read(tip, historyPath(path))
  return {
    baseline: text === null ? null : parseBaseline(text, labelOf(path)),
    history: history === null ? [] : parseHistory(history),
  }
}

/** As git writes what stands on a branch. */
function labelOf(path: string): string {
  return `${STORE_BRANCH}:${path}`
}

/** `footprint-baseline.history.ndjson`, beside the baseline. */
function historyPath(path: string): string {
  return `${path.replace(/\.json$/, '')}.history.ndjson`
}
