/** Why a step did not pass: what was expected, what came, why, and what can be done about it. */
import type { StepReport } from '@merlon/protocol'
import { Link } from 'wouter'
import { addresses } from '../../../app/addresses.ts'
import type { StepResult } from '../composer.ts'
import { ValueText, Words } from './value-text.tsx'

/** Whether a step has something to tell beside its outcome. */
export function tellsStory({ status, own, kind, message, notices }: StepReport): boolean {
  if (status === 'failed' || status === 'errored' || status === 'warned') return kind !== 'container' || own === true
  return status === 'skipped' ? message !== undefined : (notices?.length ?? 0) > 0
}

const Line = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className="contents">
    <dt className="font-medium text-muted">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </div>
)

const action = 'inline-flex min-h-6 items-center font-medium text-accent-text hover:underline'

function Actions({ result, line, tabIndex, onCopyCurl, onShowInCode }: StoryProps) {
  const { step, run, test, set } = result
  const answered = step.request !== undefined || step.origin !== undefined
  return (
    <div className="flex flex-wrap gap-x-4 pt-1">
      <Link href={addresses.runPart(run, test, set.set, step.id)} className={action} tabIndex={tabIndex}>
        Compare with the last pass
      </Link>
      {answered ? (
        <button type="button" tabIndex={tabIndex} className={action} onClick={onCopyCurl}>
          Copy as curl
        </button>
      ) : null}
      <button type="button" tabIndex={tabIndex} className={action} onClick={onShowInCode}>
        Show in code, line {line}
      </button>
    </div>
  )
}

export interface StoryProps {
  readonly result: StepResult
  readonly line: number
  readonly tabIndex: number
  readonly onCopyCurl: () => void
  readonly onShowInCode: () => void
}

const looks: Readonly<Record<string, string>> = {
  failed: 'bg-fail-soft',
  errored: 'bg-fail-soft',
  warned: 'bg-warn-soft',
}

export function FailureStory(props: StoryProps) {
  const { step, stale } = props.result
  const wrong = step.status === 'failed' || step.status === 'errored'
  // That a condition is false is what the message says.
  const condition = step.expected === true && step.actual === false
  const compared = !condition && ('expected' in step || 'actual' in step)
  return (
    <div
      className={`rounded-b-[7px] border-t border-line px-3 pt-2 pb-2 text-sm ${looks[step.status ?? ''] ?? 'bg-sunken'}`}
    >
      <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-2.5 gap-y-0.5">
        {compared && wrong ? (
          <>
            <Line name="expected">
              <ValueText value={step.expected} />
            </Line>
            <Line name="actual">
              <ValueText value={step.actual} />
            </Line>
          </>
        ) : null}
        <Line name={wrong ? 'because' : 'note'}>
          <Words
            text={
              [step.message ?? '', ...(step.notices ?? [])].filter(Boolean).join('\n') ||
              `this step ${step.status ?? ''}`
            }
          />
          {step.help === undefined ? null : (
            <p className="text-muted">
              <Words text={step.help} />
            </p>
          )}
          {step.comment === undefined ? null : <p className="text-muted">{step.comment}</p>}
          {step.origin === undefined ? null : (
            <p className="text-muted">
              The value came from <bdi className="font-mono">{step.origin.label}</bdi>
              {step.origin.status === undefined ? null : `, which answered ${step.origin.status}`}.
            </p>
          )}
          {stale ? <p className="text-muted">This step was edited since.</p> : null}
        </Line>
      </dl>
      {wrong ? <Actions {...props} /> : null}
    </div>
  )
}
