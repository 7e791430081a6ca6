/** How a step went: in each round and attempt of the run that is looked at, and in the runs before it. */
import type { StepReport } from '@merlon/protocol'
import { eachStep } from '@merlon/protocol'
import { Link } from 'wouter'
import { useAnswer } from '../../../api/queries.ts'
import { addresses } from '../../../app/addresses.ts'
import type { StepId } from '../../../document/session.ts'
import { useRun } from '../../../run/follow.ts'
import { OutcomeDisc, type Shown } from '../../../ui/outcome.tsx'
import { agoText, countText, durationText } from '../../../ui/words.ts'
import { visibleText } from '../../report/pretty.ts'
import { type StepResult, useComposer } from '../composer.ts'

const MOST_RUNS = 8
const WORST: readonly Shown[] = ['errored', 'failed', 'warned', 'passed', 'skipped']

function Attempts({ step }: { step: StepReport }) {
  const { attempts = [] } = step
  if (attempts.length < 2) return null
  return (
    <section aria-label="Attempts" className="mb-4">
      <h3 className="mb-1 text-sm font-semibold text-muted">{countText(attempts.length, 'attempt')}</h3>
      <ol>
        {attempts.map(({ status, message, response }, at) => (
          <li key={`${at.toString()} ${status}`} className="flex min-h-7 items-center gap-2">
            <OutcomeDisc outcome={status} size={14} />
            <span className="text-muted">{at + 1}</span>
            <span className="min-w-0 truncate">
              {response && response.status > 0 ? response.status : visibleText(message ?? status)}
            </span>
            {response ? <span className="ml-auto text-muted">{durationText(response.metrics.overall)}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Steps of a report with the same component and label: the same step, unless it was called something else then. */
function sameSteps(steps: readonly StepReport[], { component, label }: StepReport): StepReport[] {
  const found: StepReport[] = []
  eachStep(steps, (one) => {
    if (one.component === component && one.label === label) found.push(one)
  })
  return found
}

function RunRow({ run, at, path, result }: { run: string; at: string; path: string; result: StepResult }) {
  const state = useRun(run)
  const test = state?.report.tests.find(({ file }) => file === path)
  const steps = test?.runs.flatMap((set) => sameSteps(set.steps, result.step)) ?? []
  const outcome = WORST.find((one) => steps.some(({ status }) => status === one)) ?? 'none'
  const set = test?.runs.find((one) => sameSteps(one.steps, result.step).length > 0)
  const last = steps.at(-1)
  const to = test && set && last ? addresses.runPart(run, test.test, set.set, last.id) : addresses.run(run)
  return (
    <li>
      <Link href={to} className="-mx-2 flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-sunken">
        <OutcomeDisc outcome={state && !state.done && steps.length === 0 ? 'running' : outcome} size={14} />
        <span>{agoText(at)}</span>
        <span className="ml-auto text-muted">
          {last?.response && last.response.status > 0 ? `${last.response.status} · ` : ''}
          {steps.length > 1
            ? `${steps.length} times`
            : last?.durationMs === undefined
              ? ''
              : durationText(last.durationMs)}
        </span>
      </Link>
    </li>
  )
}

export function RunsTab({ id }: { id: StepId }) {
  const { session, result: resultOf } = useComposer()
  const { path } = session.current
  const { data } = useAnswer('listRuns', { test: path, limit: MOST_RUNS })
  const result = resultOf(id)
  if (!result)
    return <p className="px-4 py-3 text-faint">This step has not run yet. Run the test, or send this step alone.</p>
  return (
    <div className="px-4 pt-3 pb-6">
      <Attempts step={result.step} />
      <h3 className="mb-1 text-sm font-semibold text-muted">Latest runs</h3>
      <ul>
        {(data?.runs ?? []).map((run) => (
          <RunRow key={run.id} run={run.id} at={run.startedAt} path={path} result={result} />
        ))}
      </ul>
    </div>
  )
}
