/** What people see of a run: whether it goes on, and what came of it so far. */
import type { RunEvent } from '@merlon/protocol'
import type { RunView } from '@merlon/protocol/http'
import type { RunLog } from './run-log.ts'

/** In ms: a run of another process that says nothing for this long broke off. */
const SILENT = 15_000

export interface KnownRun {
  readonly id: string
  readonly log: RunLog
  /** Only a part of a test. */
  readonly partial: boolean
  readonly environments: readonly string[]
  /** Everything that was said, of a run in memory. */
  readonly memory: RunEvent[] | undefined
  /** This process writes it. */
  live: boolean
}

/** `20261122T143659123Z-1a2b` → `2026-11-22T14:36:59.123Z` */
function timeOf(id: string): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(id)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, ms] = match
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`
}

/** `now` in ms since 1970. */
export function isRunning({ live, log }: KnownRun, now: number): boolean {
  return live || (log.digest.started && !log.digest.finished && now - log.changedAt < SILENT)
}

/** Undefined for what is no run. */
export function viewOf(run: KnownRun, now: number): RunView | undefined {
  const { id, log, partial, environments } = run
  const { started, finished } = log.digest
  if (!started && !run.live) return undefined
  const { startedAt, status, interrupted, durationMs, ...said } = log.digest.said
  const running = isRunning(run, now)
  // One that waits for its turn has said nothing yet.
  const began = started ? startedAt : (timeOf(id) ?? new Date(now).toISOString())
  const soFar = (running ? now : log.changedAt) - Date.parse(began)
  return {
    id,
    startedAt: began,
    ...(status === undefined ? {} : { status }),
    running,
    interrupted: interrupted || (!finished && !running),
    durationMs: finished ? durationMs : Math.max(0, Math.round(soFar)),
    partial,
    ...said,
    environments: started ? said.environments : [...environments],
  }
}
