/** At the right of a card: how the step answered, and how long it took. */
import type { Loop } from '../../../run/results.ts'
import { outcomeText, type Shown } from '../../../ui/outcome.tsx'
import { countText, durationText } from '../../../ui/words.ts'
import type { StepResult } from '../composer.ts'

const SPOKEN: ReadonlySet<Shown> = new Set(['failed', 'errored', 'warned', 'skipped'])

export function StepFacts({ result, loop }: { result: StepResult | undefined; loop: Loop | undefined }) {
  if (!result) return null
  const { step, stale } = result
  const outcome: Shown = step.status ?? 'running'
  const status = step.response?.status
  const rounds = loop?.rounds.length ?? 0
  return (
    <span className="flex shrink-0 items-center gap-2.5 text-sm whitespace-nowrap text-muted">
      {stale ? <span title="This step was edited after it ran">edited since</span> : null}
      {step.attempts && step.attempts.length > 1 ? <span>{countText(step.attempts.length, 'attempt')}</span> : null}
      {rounds > 0 ? <span>{countText(rounds, 'round')}</span> : null}
      {status !== undefined && status > 0 ? (
        <span className={`font-semibold ${outcomeText(outcome)}`}>{status}</span>
      ) : null}
      {SPOKEN.has(outcome) &&
      !(status !== undefined && status > 0 && outcome === 'failed' && step.kind === 'request') ? (
        <span className={`font-semibold ${outcomeText(outcome)}`}>{outcome}</span>
      ) : null}
      {step.durationMs === undefined || step.kind === 'assertion' ? null : <span>{durationText(step.durationMs)}</span>}
    </span>
  )
}
