/** What a run says of its steps: that one begins, how it ended, and where one stands, for who watches. */
import type { StepRecord, StepStarted, StepStatus } from '@merlon/protocol'
import type { Outcome } from '../component.ts'
import type { StepPlan } from '../plan.ts'
import { keepScope } from './kept.ts'
import { finishedRecord } from './record.ts'
import type { SetRun } from './set-run.ts'
import type { StepContext } from './step-context.ts'

/** Says that a step begins. */
export function announce(run: SetRun, plan: StepPlan, context: StepContext): void {
  const record: StepStarted['record'] = {
    component: plan.component.name,
    label: plan.label,
    location: plan.location,
    ...(plan.alias === undefined ? {} : { alias: plan.alias }),
    ...(plan.title === undefined ? {} : { title: plan.title }),
    ...(context.frame.index ? { index: context.frame.index } : {}),
    ...(run.phase === 'steps' ? {} : { phase: run.phase }),
  }
  const { parent } = context.frame
  const { test, set } = run.around
  run.outlet.started({
    type: 'step-started',
    test,
    set,
    step: context.id,
    ...(parent === undefined ? {} : { parent }),
    kind: plan.component.kind,
    record,
  })
}

function count(run: SetRun, status: StepStatus, plan: StepPlan, own: boolean): void {
  const { kind } = plan.component
  const { tally } = run
  if (status !== 'skipped' && (kind === 'assertion' || kind === 'request')) tally.checks += 1
  if (kind === 'container' && !own) return
  if (status === 'errored') tally.errors += 1
  if (status !== 'failed') return
  tally.failures += 1
  run.endAfterTooMany()
}

/** Says how a step ended, and counts it. */
export function finish(run: SetRun, plan: StepPlan, context: StepContext, outcome: Outcome): void {
  const warned = outcome.status === 'failed' && outcome.level === 'warning'
  const status: StepStatus = warned ? 'warned' : (outcome.status ?? 'passed')
  // A failed or errored step leaves what it should have set behind as never arrived, unless it set it all the same.
  if (status === 'failed' || status === 'errored') context.leaveAbsent(outcome.message ?? status)
  count(run, status, plan, outcome.own === true)
  const stopped = outcome.stop === true
  if (stopped) run.end(undefined)
  const record: StepRecord = finishedRecord(plan, context, outcome, { status, stopped, phase: run.phase })
  const { parent } = context.frame
  const { test, set } = run.around
  run.outlet.finished({
    type: 'step-finished',
    test,
    set,
    step: context.id,
    ...(parent === undefined ? {} : { parent }),
    kind: plan.component.kind,
    ...(outcome.own === true ? { own: true } : {}),
    record,
  })
  if (record.request)
    context.settleOrigin({
      step: context.id,
      label: record.label,
      ...(record.response ? { status: record.response.status } : {}),
    })
  show(run, 'after', plan)
}

/** Tells who watches that the run stands before or after a step. */
export function show(run: SetRun, when: 'before' | 'after', { span }: StepPlan): void {
  const { watch, test, set } = run.around
  if (!watch) return
  const { index } = run.frame
  watch({ when, test, set, file: span.file.path, offset: span.start, index, keep: () => keepScope(run) })
}
