/** All input sets of a test as one list: their headers, what they say, attempts before the last, steps, open details. */
import type { SetReport, TestReport } from '@merlon/protocol'
import { firstFaults, type Row, type RowOptions, rowsOf } from './rows.ts'

export interface Target {
  readonly set: number | undefined
  readonly step: number | undefined
}

type StepRow = Extract<Row, { is: 'step' }>

export type Item =
  | { readonly is: 'set'; readonly key: string; readonly set: SetReport }
  | { readonly is: 'words'; readonly key: string; readonly text: string; readonly tone: 'bad' | 'notice' | 'fact' }
  | {
      readonly is: 'attempt'
      readonly key: string
      readonly attempt: SetReport
      readonly number: number
      readonly of: number
      readonly folded: boolean
    }
  | {
      readonly is: 'row'
      readonly key: string
      readonly set: SetReport
      readonly row: Row
      readonly totalMs: number
      readonly open: boolean
    }
  | {
      readonly is: 'detail'
      readonly key: string
      readonly set: SetReport
      readonly row: StepRow
      readonly earlier: boolean
    }

export interface ItemOptions extends Pick<RowOptions, 'toggled' | 'failedOnly' | 'search'> {
  /** Keys of steps whose details are shown. */
  readonly open: ReadonlySet<string>
  /** Only this input set. */
  readonly only: number | undefined
  readonly target: Target
}

const OPEN_AT_FIRST = 3

export const keyOf = (set: number, step: number): string => `${set}/${step}`

/** What begins open: the first failures, and the step that the address names. */
export const openAtFirst = (test: TestReport, { set = 0, step }: Target): Set<string> =>
  new Set([
    ...test.runs
      .flatMap((run) => firstFaults(run, OPEN_AT_FIRST).map((one) => keyOf(run.set, one)))
      .slice(0, OPEN_AT_FIRST),
    ...(step === undefined ? [] : [keyOf(set, step)]),
  ])

const wordsOf = ({ message, notices = [], facts }: SetReport, base: string): Item[] => [
  ...(message === undefined || message === ''
    ? []
    : [{ is: 'words', key: `message ${base}`, text: message, tone: 'bad' } as const]),
  ...notices.map((text, at) => ({ is: 'words', key: `notice ${base} ${at}`, text, tone: 'notice' }) as const),
  ...Object.entries(facts).map(
    ([id, { label, value }]) =>
      ({ is: 'words', key: `fact ${base} ${id}`, text: `${label}: ${value}`, tone: 'fact' }) as const,
  ),
]

const totalOf = (set: SetReport): number =>
  Math.max(
    set.durationMs,
    set.steps.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0),
  )

function stepItems(set: SetReport, base: string, options: ItemOptions, earlier: boolean): Item[] {
  const { target, open } = options
  const totalMs = totalOf(set)
  const reveal = !earlier && target.set === set.set ? target.step : undefined
  return rowsOf(set, { ...options, reveal }, base).flatMap((row): Item[] => {
    const isOpen = row.is === 'step' && open.has(row.key)
    const line: Item = { is: 'row', key: row.key, set, row, totalMs, open: isOpen }
    return isOpen ? [line, { is: 'detail', key: `detail ${row.key}`, set, row, earlier }] : [line]
  })
}

function attemptItems(set: SetReport, options: ItemOptions): Item[] {
  const { attempts = [] } = set
  return attempts.flatMap((attempt, at): Item[] => {
    const base = `${set.set}.${at}`
    const key = `attempt ${base}`
    const folded = !options.toggled.has(key)
    const head: Item = { is: 'attempt', key, attempt, number: at + 1, of: attempts.length + 1, folded }
    return folded ? [head] : [head, ...wordsOf(attempt, base), ...stepItems(attempt, base, options, true)]
  })
}

/** Everything that the list of a test shows, from top to bottom. */
export function itemsOf(test: TestReport, options: ItemOptions): Item[] {
  const { only, failedOnly } = options
  const sets = test.runs.filter(({ set, status }) =>
    only === undefined ? !failedOnly || (status !== 'passed' && status !== undefined) : set === only,
  )
  return sets.flatMap((set): Item[] => [
    { is: 'set', key: `set ${set.set}`, set },
    ...wordsOf(set, String(set.set)),
    ...attemptItems(set, options),
    ...stepItems(set, String(set.set), options, false),
  ])
}
