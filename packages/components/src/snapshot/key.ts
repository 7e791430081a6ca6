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

// Only steps of the same component are asked.
const inputOf = (step: StepPlan): Named => step.input as Named

const ownName = (step: StepPlan): string => step.title ?? inputOf(step).expression.expression.source.trim()

/** The name of a step as it is written: its `name`, else what it looks at; undefined where it is known in the run only. */
function writtenName(step: StepPlan): string | undefined {
  const { name } = inputOf(step)
  if (name && name.template.constant === undefined) return undefined
  return name?.template.constant?.trim() || ownName(step)
}

/** The key of the snapshot of this execution of the step. */
export function keyOf(input: Named, context: Context): string {
  const { inputSet, index } = context.place
  const said = input.name && context.text(input.name, { missing: 'error' }).trim()
  const name = said || ownName(context.step)
  const rank = writtenName(context.step) === undefined ? 1 : rankOf(context, name, writtenName)
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
