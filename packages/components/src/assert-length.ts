import { field } from '@merlon/engine'
import { describe, kindOf, XmlNode } from '@merlon/language'
import { amountText } from './assertion/amount-text.ts'
import { defineAssertion, type Judgement, pass } from './assertion/define.ts'

/** Code points of a text, items of a list, keys of a map, occurrences of an element; undefined for what has no length. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return [...value].length
  if (Array.isArray(value)) return value.length
  if (value instanceof XmlNode) return 1
  return kindOf(value) === 'map' ? Object.keys(value as object).length : undefined
}

export default defineAssertion({
  name: 'assert-length',
  title: 'Length',
  summary:
    'Fails unless a text, list or map has the length given: characters, items, keys, or occurrences of an element.',
  fields: {
    value: field.whole('The length it must have', { least: 0 }),
    min: field.whole('The least length', { least: 0 }),
    max: field.whole('The greatest length', { least: 0 }),
  },
  examples: [
    {
      title: 'Three items',
      outcome: 'passed',
      yaml: '- set: { var: l, value: [a, b, c] }\n- assert-length: { expression: l, value: 3 }',
    },
    {
      title: 'At most two',
      outcome: 'failed',
      yaml: '- set: { var: l, value: [a, b, c] }\n- assert-length: { expression: l, max: 2 }',
    },
  ],
  condition: ({ value, min, max }) =>
    [
      'length',
      value === undefined ? '' : amountText(value),
      min === undefined ? '' : `>= ${amountText(min)}`,
      max === undefined ? '' : `<= ${amountText(max)}`,
    ]
      .filter(Boolean)
      .join(' '),
  check(input, check) {
    if (input.value === undefined && input.min === undefined && input.max === undefined)
      check.complain("assert-length needs 'value', 'min' or 'max'", { code: 'missing-field' })
  },
  // Its elements are what is counted.
  whole: () => true,
  judge(actual, { value, min, max }, context, subject): Judgement {
    const length = lengthOf(actual)
    if (length === undefined)
      return { pass: false, message: `\`${subject}\` is ${describe(actual)}, which has no length` }
    const fail = (field: string, wanted: string): Judgement => ({
      pass: false,
      field,
      expected: wanted,
      message: `\`${subject}\` has length ${length}, not ${wanted}`,
    })
    if (value !== undefined && length !== context.amount(value)) return fail('value', `${context.amount(value)}`)
    if (min !== undefined && length < context.amount(min)) return fail('min', `at least ${context.amount(min)}`)
    if (max !== undefined && length > context.amount(max)) return fail('max', `at most ${context.amount(max)}`)
    return pass
  },
})
