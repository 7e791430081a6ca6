import { field, orElse, required } from '@merlon/engine'
import { describe, kindOf, typedEqual } from '@merlon/language'
import { defineAssertion, type Judgement, pass, senseless } from './assertion/define.ts'
import { expectedOf } from './assertion/expected.ts'
import { scalarText } from './assertion/scalar-text.ts'
import { equalityTypes } from './assertion/types.ts'
import { valueText } from './assertion/value.ts'

/** The elements of a list or map; undefined for what is looked at as text. */
function elementsIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  const kind = kindOf(value)
  return kind === 'map' || kind === 'binary' ? Object.values(value as object) : undefined
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
    const filled = expectedOf(value, 'value', context)
    if ('problem' in filled) return filled.problem
    const expected = filled.value
    const elements = elementsIn(actual)
    const part = scalarText(expected)
    // Every text contains the empty one, so looking for it proves nothing.
    if (!elements && (part === undefined || part === ''))
      return senseless('value', `no text can be looked for ${describe(expected)} in`)
    const found = elements
      ? elements.some((element) => typedEqual(element, expected, type))
      : scalarText(actual)?.includes(part ?? '')
    if (found) return pass
    return {
      pass: false,
      field: 'value',
      expected,
      message: `\`${subject}\` is ${describe(actual)}, which does not contain ${describe(expected)}`,
    }
  },
})
