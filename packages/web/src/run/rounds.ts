/** The rounds of a loop, as its reports tell them. */
import type { StepReport } from '@merlon/protocol'
import type { RoundChoice } from '../features/composer/composer.ts'

type Outcome = RoundChoice['outcome']

const WORST: readonly Outcome[] = ['errored', 'failed', 'running', 'warned', 'passed', 'skipped']

const outcomeOf = (step: StepReport): Outcome => step.status ?? 'running'

export const isBad = (outcome: Outcome): boolean => outcome === 'failed' || outcome === 'errored'

const worse = (a: Outcome, b: Outcome): Outcome => (WORST.indexOf(a) <= WORST.indexOf(b) ? a : b)

export const startsWith = (index: readonly number[] | undefined, prefix: readonly number[]): boolean =>
  prefix.every((part, at) => index?.[at] === part)

export interface Round extends RoundChoice {
  /** Of a round that did not count. */
  readonly tentative: boolean
}

export interface RoundSteps {
  readonly index: readonly number[]
  readonly label: string
  /** At least one. */
  readonly steps: StepReport[]
}

/** The steps inside a container by the rounds that it went through; none where it is no loop. */
export function stepsByRound(loop: StepReport): RoundSteps[] {
  const depth = loop.index?.length ?? 0
  const rounds = new Map<number, RoundSteps>()
  for (const step of loop.steps ?? []) {
    const number = step.index?.[depth]
    if (number === undefined || step.index!.length !== depth + 1) continue
    const known = rounds.get(number)
    // A step that has only begun does not name its round.
    const label = step.items?.[depth] || known?.label || String(number + 1)
    const steps = known?.steps ?? []
    steps.push(step)
    rounds.set(number, { index: step.index!, label, steps })
  }
  return [...rounds.values()]
}

/** The rounds that a container went through, and how each ended. */
export const roundsOf = (loop: StepReport): Round[] =>
  stepsByRound(loop).map(({ index, label, steps }) => ({
    index,
    label,
    outcome: steps.map(outcomeOf).reduce(worse),
    tentative: steps.every((step) => step.tentative === true),
  }))

/** The round to look at where nobody picked one: the first that went wrong, else the last of those that count, or the first. */
export function firstOf(rounds: readonly Round[]): Round | undefined {
  const bad = rounds.find((one) => isBad(one.outcome) && !one.tentative)
  if (bad) return bad
  if (rounds.some((one) => one.tentative)) return rounds.findLast((one) => !one.tentative) ?? rounds.at(-1)
  return rounds.find((one) => one.outcome === 'running') ?? rounds[0]
}
