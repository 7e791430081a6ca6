import type { Outcome } from '@merlon/protocol/http'
import { classNames } from '../../ui/class-names.ts'
import { countText } from '../../ui/words.ts'

const PLACES = 12

/** The last outcomes as bars, oldest at the left: the height is the time it took, a failure is full height with a notch. */
export function Trend({ outcomes }: { outcomes: readonly Outcome[] }) {
  if (outcomes.length === 0) return <span className="text-faint">–</span>
  const longest = Math.max(...outcomes.map(({ durationMs }) => durationMs), 1)
  const failed = outcomes.filter(({ status }) => status !== 'passed').length
  const words = `${countText(outcomes.length, 'run')}: ${outcomes.length - failed} passed, ${failed} did not`
  return (
    <span role="img" aria-label={words} title={words} className="flex h-4 items-end gap-0.5">
      {Array.from({ length: PLACES - outcomes.length }, (_, at) => `none ${at}`).map((key) => (
        <span key={key} className="h-0.5 w-1 rounded-full bg-line" />
      ))}
      {[...outcomes].reverse().map(({ run, status, durationMs }) => (
        <span
          key={run}
          className={classNames('w-1 rounded-full', status === 'passed' ? 'bg-pass' : 'bg-fail')}
          style={{ height: status === 'passed' ? 4 + Math.round((durationMs / longest) * 9) : 16 }}
        />
      ))}
    </span>
  )
}
