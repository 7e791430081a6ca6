import { field, orElse, required } from '@merlon/engine'
import { describe, kindOf, textOf, typedEqual } from '@merlon/language'
import { defineAssertion, type Judgement, pass } from './assertion/define.ts'
import { equalityTypes } from './assertion/types.ts'
import { valueText } from './assertion/value.ts'

const isMap = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'map'

function contains(actual: unknown, expected: unknown, type: (typeof equalityTypes)[number]): boolean {
  if (Array.isArray(actual)) return actual.some((item) => typedEqual(item, expected, type))
  if (isMap(actual)) return Object.values(actual).some((member) => typedEqual(member, expected, type))
  if (typeof expected === 'object') return false
  const text = textOf(actual)
  const part = textOf(expected)
  // Every text contains the empty one, so looking for it proves nothing.
  return part !== '' && text.includes(part)
}

export default defineAssertion({
  name: 'assert-contains',
  title: 'Contains',
  summary: 'Fails unless a text contains the value, or a list or map has an element equal to it.',
  fields: {
    value: required(field.value('What it must contain')),
    type: orElse(field.choice(equalityTypes, 'How elements are compared'), 'auto'),
  },
  examples: [
    {
      title: 'Part of a text',
      outcome: 'passed',
      yaml: '- set: { var: t, value: application/json }\n- assert-contains: { expression: t, value: json }',
    },
    {
      title: 'An element of a list, whole',
      outcome: 'failed',
      yaml: '- set: { var: l, value: [apple, pear] }\n- assert-contains: { expression: l, value: app }',
    },
  ],
  condition: ({ value }) => `contains ${valueText(value)}`,
  whole: () => false,
  judge(actual, { value, type }, context, subject): Judgement {
    const expected = context.value(value)
    if (expected === undefined || expected === null)
      return {
        pass: false,
        field: 'value',
        message: `the expected value \`${valueText(value)}\` is ${expected === null ? 'null' : 'missing'}`,
      }
    if (contains(actual, expected, type)) return pass
    return {
      pass: false,
      field: 'value',
      expected,
      message: `\`${subject}\` is ${describe(actual)}, which does not contain ${describe(expected)}`,
    }
  },
})
