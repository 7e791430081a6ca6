import type { ValueInput, ValuePlan } from '@merlon/engine'
import { describe, type Entry, entryOf, type OlderStep, type ScalarNode } from '@merlon/language'

function planText(plan: ValuePlan): string {
  if (plan.is === 'constant') return typeof plan.value === 'string' ? plan.value : describe(plan.value, 60)
  if (plan.is === 'text') return plan.template.source
  return plan.is === 'list' ? `[${plan.items.map(planText).join(', ')}]` : '{ … }'
}

/** A value in a label, as the test writes it. */
export const valueText = (value: ValueInput | undefined): string => (value ? planText(value.value) : '')

/** A scalar as exactly one `${ }`, so that its text is code. */
export function asCode(node: ScalarNode): ScalarNode {
  const text = `\${${node.text}}`
  return {
    ...node,
    value: text,
    text,
    quoted: true,
    locate: (offset) => node.locate(Math.max(0, Math.min(offset - 2, node.text.length))),
  }
}

/** Replaces one field of an older step; the rest stays as it is. */
export function withField(step: OlderStep, name: string, change: (entry: Entry) => Entry): readonly Entry[] {
  const found = entryOf(step.fields, name)
  return found ? step.fields.entries.map((entry) => (entry === found ? change(entry) : entry)) : step.fields.entries
}

/** A scalar that is written nowhere; it points at what it was derived from. */
export function literal(from: ScalarNode, text: string): ScalarNode {
  return { ...from, value: text, text, quoted: true, locate: () => from.span.start }
}
