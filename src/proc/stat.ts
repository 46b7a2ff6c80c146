/** What /proc/PID/stat says of one process. Fault counts are of all its threads. */
export interface ProcessStat {
  readonly pid: number
  /** The first 15 bytes of the program's name; may hold spaces and parentheses. */
  readonly command: string
  /** `R`, `S`, `Z`, …; `Z` only when all its threads have ended, as the others may live on after the first. */
  readonly state: string
  readonly parentPid: number
  readonly processGroup: number
  readonly session: number
  readonly minorFaults: number
  /** Of children that have ended and been waited for, and of theirs. */
  readonly childMinorFaults: number
  readonly majorFaults: number
  readonly childMajorFaults: number
  readonly threads: number
  /** Clock ticks after boot; with the pid, the identity of a process. */
  readonly startTime: number
  /** Pages in memory. Since Linux 6.2 a sum that lags by some pages a CPU. */
  readonly residentPages: number
}

/**
 * Reads a line of /proc/PID/stat. Fields are split after the **last** parenthesis, as the command may hold
 * any character.
 *
 * @throws Error when the line is not one that a kernel prints.
 */
export function parseStat(text: string): ProcessStat {
  const open = text.indexOf(' (')
  const close = text.lastIndexOf(')')
  const fields = text
    .slice(close + 2)
    .trimEnd()
    .split(' ')
  const state = fields[0]
  if (open < 1 || close < open || state === undefined || !/^[A-Za-z]$/.test(state)) throw malformed(text)
  const number = (index: number): number => {
    const value = Number(fields[index] === '' ? Number.NaN : fields[index])
    if (!Number.isSafeInteger(value)) throw malformed(text)
    return value
  }
  const pid = Number(text.slice(0, open))
  if (!Number.isSafeInteger(pid) || pid < 1) throw malformed(text)
  const threads = number(17)
  return {
    pid,
    command: text.slice(open + 2, close),
    state: state === 'Z' && threads > 1 ? 'S' : state,
    parentPid: number(1),
    processGroup: number(2),
    session: number(3),
    minorFaults: number(7),
    childMinorFaults: number(8),
    majorFaults: number(9),
    childMajorFaults: number(10),
    threads,
    startTime: number(19),
    residentPages: number(21),
  }
}

function malformed(text: string): Error {
  return new Error(`malformed /proc/PID/stat: ${JSON.stringify(text.slice(0, 120))}`)
}
