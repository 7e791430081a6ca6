/** The name under which a snapshot is kept: the step's, the input set's, the rounds'. */
import type { Context, StepPlan, TemplateInput } from '@merlon/engine'
import { stepsOf } from './steps.ts'

/** Which of the steps with the same name this one is, from 1, in the order in which they are written. */
function rankOf(context: Context, name: string, nameOf: (step: StepPlan) => string | undefined): number {
  const same = stepsOf(context.plan, context.step.component.name).filter((one) => nameOf(one) === name)
  return Math.max(1, same.indexOf(context.step) + 1)
}

interface Named {
  readonly name?: TemplateInput
  readonly expression: { readonly expression: { readonly source: string } }
}

/** The name of a step that names itself by what it looks at; undefined where `name` says it. */
function defaultName(step: StepPlan): string | undefined {
  // Only steps of the same component are asked.
  const { name, expression } = step.input as Named
  return name ? undefined : (step.title ?? expression.expression.source.trim())
}

/** The key of the snapshot of this execution of the step. */
export function keyOf(input: Named, context: Context): string {
  const { inputSet, index } = context.place
  const said = input.name && context.text(input.name, { missing: 'error' }).trim()
  const name = said || (defaultName({ ...context.step, input: { ...input, name: undefined } }) ?? '')
  const rank = said ? 1 : rankOf(context, name, defaultName)
  const sets = inputSet !== '' && inputSet !== 'default' ? ` (${inputSet})` : ''
  const rounds = index.map((round) => `[${round}]`).join('')
  const key = `${name}${rank === 1 ? '' : ` ${rank}`}${rounds}${sets}`
  // A part of a test begins with what the last run counted.
  if (context.plan.whole) return context.masked(key)
  const times = context.session('snapshot keys', () => new Map<string, number>())
  const time = (times.get(key) ?? 0) + 1
  times.set(key, time)
  return context.masked(time === 1 ? key : `${key} #${time}`)
}
