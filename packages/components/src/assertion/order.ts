import { type Fields, field, orElse, required } from '@merlon/engine'
import { describe } from '@merlon/language'
import { defineAssertion, type Judgement, pass } from './define.ts'
import { expectedOf } from './expected.ts'
import { inOrder } from './in-order.ts'
import { equalityTypes } from './types.ts'
import { valueText } from './value.ts'

/** `assert-greater` and `assert-less`, which differ in one sign. */
export function defineOrderAssertion({
  name,
  title,
  sign,
  wanted,
}: {
  name: string
  title: string
  sign: '>' | '<'
  wanted: 1 | -1
}) {
  const word = wanted === 1 ? 'greater' : 'less'
  const fields = {
    value: required(field.value(`The value it must be ${word} than`)),
    type: orElse(field.choice(equalityTypes, 'How to compare'), 'auto'),
  } satisfies Fields
  const [low, high] = wanted === 1 ? [5, 3] : [3, 5]
  return defineAssertion({
    name,
    title,
    summary: `Fails unless the expression is ${word} than the value given: as numbers where both are numeric, else as text.`,
    fields,
    examples: [
      {
        title: 'Numbers',
        outcome: 'passed',
        yaml: `- set: { var: n, value: ${low} }\n- ${name}: { expression: n, value: ${high} }`,
      },
      {
        title: 'Equal is not enough',
        outcome: 'failed',
        yaml: `- set: { var: n, value: 3 }\n- ${name}: { expression: n, value: 3 }`,
      },
      {
        title: 'A number and a word cannot be compared',
        outcome: 'failed',
        yaml: `- set: { var: n, value: 3 }\n- ${name}: { expression: n, value: many }`,
      },
    ],
    condition: ({ value }) => `${sign} ${valueText(value)}`,
    judge(actual, { value, type }, context, subject): Judgement {
      const filled = expectedOf(value, 'value', context)
      if ('problem' in filled) return filled.problem
      const expected = filled.value
      const order = inOrder(actual, expected, type)
      if (order === wanted) return pass
      const message =
        order !== undefined
          ? `\`${subject}\` is ${describe(actual)}, which is not ${word} than ${describe(expected)}`
          : `\`${subject}\` is ${describe(actual)}, which cannot be compared with ${describe(expected)}`
      return { pass: false, field: 'value', message, expected }
    },
  })
}
