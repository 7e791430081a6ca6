/** What came of a step in the run that is looked at: its outcome, and what was expected and found where that matters. */
import type { StepReport } from '@merlon/protocol'
import { OutcomeWord } from '../../../ui/outcome.tsx'
import { durationText } from '../../../ui/words.ts'
import { visibleText } from '../../report/pretty.ts'
import type { StepResult } from '../composer.ts'
import { ValueText } from '../steps/value-text.tsx'
import { WithCode } from './with-code.tsx'

const MOST_DIFFERENCES = 30

function Differences({ step }: { step: StepReport }) {
  const { diff = [] } = step
  if (diff.length === 0) return null
  return (
    <table className="mt-2 w-full text-left text-sm">
      <thead className="text-muted">
        <tr>
          <th className="pr-3 font-medium">where</th>
          <th className="pr-3 font-medium">expected</th>
          <th className="font-medium">actual</th>
        </tr>
      </thead>
      <tbody>
        {diff.slice(0, MOST_DIFFERENCES).map((one) => (
          <tr key={`${one.path} ${one.kind}`} className="border-t border-line align-top">
            <td className="pr-3 font-mono break-all">{one.path === '' ? 'all of it' : visibleText(one.path)}</td>
            <td className="pr-3">{one.kind === 'added' ? 'nothing' : <ValueText value={one.expected} />}</td>
            <td>{one.kind === 'missing' ? 'missing' : <ValueText value={one.actual} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Compared({ step }: { step: StepReport }) {
  if (!('expected' in step) && !('actual' in step)) return null
  return (
    <dl className="mt-1.5 grid grid-cols-[72px_minmax(0,1fr)] gap-y-1">
      {'expected' in step ? (
        <>
          <dt className="text-muted">expected</dt>
          <dd>
            <ValueText value={step.expected} />
          </dd>
        </>
      ) : null}
      {'actual' in step ? (
        <>
          <dt className="text-muted">{step.kind === 'assertion' ? 'actual' : 'value'}</dt>
          <dd>
            <ValueText value={step.actual} />
          </dd>
        </>
      ) : null}
    </dl>
  )
}

/** `asked` is said of a step whose answer is shown already, which says how it went. */
export function StepOutcome({ result, asked }: { result: StepResult; asked: boolean }) {
  const { step, stale } = result
  const { status, message, help, comment, notices = [], durationMs } = step
  const talks = message !== undefined || help !== undefined || notices.length > 0 || comment !== undefined
  if (asked && !talks) return null
  return (
    <section aria-label="Result" className={asked ? 'mt-3' : ''}>
      {asked ? null : (
        <p className="flex items-center gap-2.5">
          <OutcomeWord outcome={status ?? 'running'} />
          {durationMs === undefined ? null : <span className="text-muted">{durationText(durationMs)}</span>}
          {stale ? <span className="text-sm text-faint">edited since</span> : null}
        </p>
      )}
      {[message, help, comment, ...notices].map((text) =>
        text === undefined ? null : (
          <p key={text} className="mt-1 break-words">
            <WithCode text={visibleText(text)} />
          </p>
        ),
      )}
      <Compared step={step} />
      <Differences step={step} />
    </section>
  )
}
