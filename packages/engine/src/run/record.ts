/** What a finished step reports: little when it passed, everything needed to understand it when it did not. */
import { describe, lineAt, locationOf, type Span, spanWithin } from '@merlon/language'
import type { Excerpt, Phase, StepRecord, StepStatus, VariableRecord } from '@merlon/protocol'
import type { Outcome } from '../component.ts'
import type { StepPlan } from '../plan.ts'
import { shown } from './copy.ts'
import type { StepContext } from './step-context.ts'

interface Verdict {
  readonly status: StepStatus
  readonly stopped: boolean
  readonly phase: Phase
}

function spanOf(plan: StepPlan, at: Outcome['at']): Span {
  const node = at?.field === undefined ? undefined : plan.fieldNodes.get(at.field)
  if (!node) return plan.span
  return node.kind === 'scalar' && at?.part ? spanWithin(node, at.part[0], at.part[1]) : node.span
}

/** The line that the guilty field stands on, for the frame of the message. */
function excerptOf(plan: StepPlan, at: Outcome['at']): Excerpt {
  const whole = spanOf(plan, at)
  // A block ends where the next begins; its last line breaks are not part of what is shown.
  const written = whole.file.text.slice(whole.start, whole.end)
  const span = { ...whole, end: whole.start + written.trimEnd().length }
  const { line, column, endLine, endColumn } = locationOf(span)
  const text = lineAt(span.file, line)
  const end = endLine === line && endColumn !== undefined ? endColumn : [...text].length + 1
  return { line, column, endColumn: Math.max(end, column + 1), text }
}

function shortValue(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? describe(value) : shown(value, 200)
}

function variablesOf(context: StepContext): VariableRecord[] {
  return context.variables().map(({ name, binding }) => ({
    name,
    value: binding.absent === undefined && !binding.plan ? shortValue(binding.value) : undefined,
    from: binding.from,
  }))
}

/** Fields whose value is there, so that absent ones stay absent. */
function present(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function explanation(plan: StepPlan, context: StepContext, outcome: Outcome): Record<string, unknown> {
  const origin = outcome.request ? undefined : context.inheritedOrigin()
  return {
    ...present({
      message: outcome.message,
      help: outcome.help,
      expression: outcome.expression,
      expected: outcome.expected === undefined ? undefined : shown(outcome.expected),
      actual: outcome.actual === undefined ? undefined : shown(outcome.actual),
      diff: outcome.diff?.length
        ? outcome.diff.map((one) => ({
            ...one,
            ...present({ expected: shown(one.expected, 500), actual: shown(one.actual, 500) }),
          }))
        : undefined,
      comment: outcome.comment,
      origin,
    }),
    excerpt: excerptOf(plan, outcome.at),
    variables: variablesOf(context),
  }
}

export function finishedRecord(
  plan: StepPlan,
  context: StepContext,
  outcome: Outcome,
  { status, stopped, phase }: Verdict,
): StepRecord {
  const record: Record<string, unknown> = {
    component: plan.component.name,
    label: outcome.label ?? plan.label,
    status,
    location: plan.location,
  }
  const { frame, notices, began } = context
  if (frame.index) record.index = frame.index
  if (frame.items && status !== 'passed') record.items = frame.items
  if (plan.alias !== undefined) record.alias = plan.alias
  if (plan.title !== undefined) record.title = plan.title
  if (phase !== 'steps') record.phase = phase
  if (stopped) record.stopped = true
  if (notices) record.notices = notices
  if (began !== undefined) record.durationMs = Math.round(context.ports.clock.monotonic() - began)
  if (outcome.request) record.request = outcome.request
  if (outcome.response) record.response = outcome.response
  if (outcome.attempts) record.attempts = outcome.attempts
  if (status === 'skipped') record.message = outcome.message
  else if (status !== 'passed') Object.assign(record, explanation(plan, context, outcome))
  else if (plan.component.kind === 'request') record.variables = variablesOf(context)
  else if (outcome.message !== undefined) record.message = outcome.message
  // Every member above is one of StepRecord's.
  return record as unknown as StepRecord
}
