/**
 * A report as the rows of one long list: groups, steps as deep as they stand, rounds of loops.
 *
 * Loops fold: the rounds that failed come first and are open, those that passed are one row that opens on request.
 */
import { holdsFault, isAtFault, type Phase, type SetReport, type StepReport } from '@merlon/protocol'
import { type RoundSteps, stepsByRound } from '../../run/rounds.ts'
import type { Shown } from '../../ui/outcome.tsx'

export type Row =
  | { readonly is: 'group'; readonly key: string; readonly label: string }
  | {
      readonly is: 'step'
      readonly key: string
      readonly step: StepReport
      readonly depth: number
      readonly startMs: number
      readonly folded?: boolean
    }
  | {
      readonly is: 'round'
      readonly key: string
      readonly label: string
      readonly depth: number
      readonly outcome: Shown
      readonly folded: boolean
    }
  | {
      readonly is: 'rounds'
      readonly key: string
      readonly count: number
      readonly of: number
      readonly depth: number
      readonly folded: boolean
    }

export interface RowOptions {
  /** Keys of rows whose state is not the one that they begin with. */
  readonly toggled: ReadonlySet<string>
  readonly failedOnly: boolean
  /** Lower case; `''` finds everything. */
  readonly search: string
  /** A step that must not hide in a round that is folded at first. */
  readonly reveal?: number | undefined
}

const MOST_OPEN_ROUNDS = 5
const MOST_FAILED_OPEN = 20

const PHASES: Readonly<Record<Exclude<Phase, 'deferred'>, string>> = {
  before: 'Before',
  steps: 'Steps',
  finally: 'Always at the end',
}

/** What a search looks at, in lower case. */
export const textOf = ({ component, label, message = '', title = '', request }: StepReport): string =>
  `${component} ${label} ${message} ${title} ${request?.url ?? ''}`.toLowerCase()

const finds = (step: StepReport, search: string): boolean =>
  textOf(step).includes(search) || (step.steps?.some((one) => finds(one, search)) ?? false)

const holdsWarning = (step: StepReport): boolean =>
  step.status === 'warned' || (step.steps?.some(holdsWarning) ?? false)

export function outcomeOf(steps: readonly StepReport[]): Shown {
  if (steps.some(holdsFault)) return 'failed'
  if (steps.some((step) => step.status === undefined)) return 'running'
  if (steps.some(holdsWarning)) return 'warned'
  return steps.every(({ status }) => status === 'skipped') ? 'skipped' : 'passed'
}

class Flattening {
  readonly rows: Row[] = []
  private elapsed = 0
  private readonly base: string
  private readonly options: RowOptions
  /** The steps around the one to reveal, and itself. */
  private readonly trail: ReadonlySet<StepReport>

  constructor(base: string, options: RowOptions, trail: readonly StepReport[]) {
    this.base = base
    this.options = options
    this.trail = new Set(trail)
  }

  private revealed({ steps }: RoundSteps): boolean {
    return this.trail.size > 0 && steps.some((step) => this.trail.has(step))
  }

  private folded(key: string, atFirst: boolean): boolean {
    return this.options.toggled.has(key) ? !atFirst : atFirst
  }

  private shown(step: StepReport): boolean {
    const { failedOnly, search } = this.options
    return (!failedOnly || holdsFault(step)) && (search === '' || finds(step, search))
  }

  steps(steps: readonly StepReport[], depth: number): void {
    for (const step of steps) this.step(step, depth)
  }

  private step(step: StepReport, depth: number): void {
    const startMs = this.elapsed
    const inside = step.steps ?? []
    if (!this.shown(step)) {
      this.elapsed += step.durationMs ?? 0
      return
    }
    const key = `${this.base}/${step.id}`
    const container = inside.length > 0
    const folded = container ? this.folded(`fold ${key}`, false) : undefined
    this.rows.push({ is: 'step', key, step, depth, startMs, ...(folded === undefined ? {} : { folded }) })
    if (container && folded !== true) {
      const rounds = stepsByRound(step)
      // Nothing may stay out of sight for standing in no round.
      if (rounds.length > 0 && rounds.reduce((sum, { steps }) => sum + steps.length, 0) === inside.length)
        this.rounds(rounds, key, depth + 1)
      else this.steps(inside, depth + 1)
    }
    this.elapsed = Math.max(this.elapsed, startMs + (step.durationMs ?? 0))
  }

  private rounds(rounds: readonly RoundSteps[], key: string, depth: number): void {
    const many = rounds.length > MOST_OPEN_ROUNDS
    const failed = rounds.filter(({ steps }) => steps.some(holdsFault))
    const others = rounds.filter((round) => !failed.includes(round))
    for (const [place, round] of failed.entries()) this.round(round, key, depth, many && place >= MOST_FAILED_OPEN)
    if (!many) {
      for (const round of others) this.round(round, key, depth, false)
      return
    }
    if (others.length === 0 || this.options.failedOnly) return
    const rest = `rest ${key}`
    const folded = this.folded(rest, !others.some((round) => this.revealed(round)))
    this.rows.push({ is: 'rounds', key: rest, count: others.length, of: rounds.length, depth, folded })
    if (!folded) for (const round of others) this.round(round, key, depth, true)
  }

  private round(round: RoundSteps, key: string, depth: number, foldedAtFirst: boolean): void {
    const { index, label, steps } = round
    const own = `round ${key}/${index.at(-1)}`
    const folded = this.folded(own, foldedAtFirst && !this.revealed(round))
    this.rows.push({ is: 'round', key: own, label, depth, outcome: outcomeOf(steps), folded })
    if (!folded) this.steps(steps, depth + 1)
  }
}

const phaseOf = ({ phase = 'steps' }: StepReport): keyof typeof PHASES => (phase === 'deferred' ? 'finally' : phase)

/** The rows of one input set, in the order of its phases. Their keys begin with `base`. */
export function rowsOf(set: SetReport, options: RowOptions, base = String(set.set)): Row[] {
  const trail = options.reveal === undefined ? undefined : trailTo(set.steps, options.reveal)
  const flattening = new Flattening(base, options, trail ?? [])
  for (const [phase, label] of Object.entries(PHASES)) {
    const steps = set.steps.filter((step) => phaseOf(step) === phase)
    const before = flattening.rows.length
    flattening.steps(steps, 0)
    if (phase !== 'steps' && flattening.rows.length > before)
      flattening.rows.splice(before, 0, { is: 'group', key: `group ${base} ${phase}`, label })
  }
  return flattening.rows
}

/** The first steps at fault, which open by themselves. */
export function firstFaults(set: SetReport, most: number): number[] {
  const found: number[] = []
  const visit = (steps: readonly StepReport[]): void => {
    for (const step of steps) {
      if (found.length >= most) return
      if (isAtFault(step) && step.status !== undefined) found.push(step.id)
      if (step.steps) visit(step.steps)
    }
  }
  visit(set.steps)
  return found
}

/** Finds a step and what holds it, outermost first. */
export function trailTo(steps: readonly StepReport[], id: number): StepReport[] | undefined {
  for (const step of steps) {
    if (step.id === id) return [step]
    const inside = step.steps && trailTo(step.steps, id)
    if (inside) return [step, ...inside]
  }
  return undefined
}

/** How many steps were skipped because what this one should have brought never arrived. */
export function followers(set: SetReport, step: StepReport): number {
  let count = 0
  const visit = (steps: readonly StepReport[]): void => {
    for (const one of steps) {
      if (one.id > step.id && one.status === 'skipped' && one.message?.includes('never arrived')) count += 1
      if (one.steps) visit(one.steps)
    }
  }
  visit(set.steps)
  return count
}
