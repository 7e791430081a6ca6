import { field, orElse, required } from '@merlon/engine'
import { describe, differences, typedEqual } from '@merlon/language'
import { defineAssertion, type Judgement, pass } from './assertion/define.ts'
import { expectedOf } from './assertion/expected.ts'
import { equalityTypes } from './assertion/types.ts'
import { valueText } from './assertion/value.ts'

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null

export default defineAssertion({
  name: 'assert-equals',
  title: 'Equals',
  summary:
    'Fails unless the expression has the value given. Numbers and numeric text compare as numbers; text compares with text.',
  fields: {
    value: required(field.value('The value it must have')),
    type: orElse(field.choice(equalityTypes, 'How to compare; `strict` requires the same JSON type'), 'auto'),
  },
  examples: [
    {
      title: 'A number and its text are equal',
      outcome: 'passed',
      yaml: '- set: { var: n, object: "3" }\n- assert-equals: { expression: n, value: "3.0" }',
    },
    {
      title: 'Unless the type must be the same',
      outcome: 'failed',
      yaml: '- set: { var: n, object: "3" }\n- assert-equals: { expression: n, value: "3", type: strict }',
    },
    {
      title: 'Structures compare leaf by leaf',
      outcome: 'failed',
      yaml: '- set: { var: a, value: { b: [1, 2] } }\n- assert-equals: { expression: a, value: { b: [1, 3] } }',
    },
  ],
  condition: ({ value }) => `== ${valueText(value)}`,
  judge(actual, { value, type }, context, subject): Judgement {
    const filled = expectedOf(value, 'value', context)
    if ('problem' in filled) return filled.problem
    const expected = filled.value
    if (typedEqual(actual, expected, type)) return pass
    const diff =
      isStructure(actual) && isStructure(expected) ? differences(actual, expected, { mode: 'values' }) : undefined
    const places = diff?.length ? `${diff.length} place${diff.length === 1 ? '' : 's'}` : undefined
    const message = places
      ? `\`${subject}\` differs from the expected value in ${places}`
      : `\`${subject}\` is ${describe(actual)}, not ${describe(expected)}`
    return { pass: false, field: 'value', message, expected, ...(diff ? { diff } : {}) }
  },
})
