import { field, orElse, required } from '@merlon/engine'
import { describe, typedEqual } from '@merlon/language'
import { defineAssertion, type Judgement, pass, senseless } from './assertion/define.ts'
import { expectedOf } from './assertion/expected.ts'
import { equalityTypes } from './assertion/types.ts'
import { asCode, valueText, withField } from './assertion/value.ts'

export default defineAssertion({
  name: 'assert-in',
  title: 'Is one of',
  summary: 'Fails unless the expression equals one of the values given.',
  fields: {
    value: required(field.value('A list of the values it may have')),
    type: orElse(field.choice(equalityTypes, 'How to compare'), 'auto'),
  },
  older: {
    // The older forms also write the list as the text of a list literal: `['a', 'b']`.
    read: (step) => ({
      entries: withField(step, 'value', (entry) =>
        entry.value.kind === 'scalar' && /^\s*\[[\s\S]*\]\s*$/.test(entry.value.text)
          ? { ...entry, value: asCode(entry.value) }
          : entry,
      ),
    }),
  },
  examples: [
    {
      title: 'One of three',
      outcome: 'passed',
      yaml: '- set: { var: c, value: EUR }\n- assert-in: { expression: c, value: [EUR, USD, CHF] }',
    },
    {
      title: 'None of them',
      outcome: 'failed',
      yaml: '- set: { var: c, value: GBP }\n- assert-in: { expression: c, value: [EUR, USD, CHF] }',
    },
  ],
  condition: ({ value }) => `in ${valueText(value)}`,
  judge(actual, { value, type }, context, subject): Judgement {
    const filled = expectedOf(value, 'value', context)
    if ('problem' in filled) return filled.problem
    const expected = filled.value
    if (!Array.isArray(expected)) return senseless('value', `\`value\` must be a list, but it is ${describe(expected)}`)
    if (expected.some((one) => typedEqual(actual, one, type))) return pass
    return {
      pass: false,
      field: 'value',
      expected,
      message: `\`${subject}\` is ${describe(actual)}, which is none of ${describe(expected, 200)}`,
    }
  },
})
