import { field, required } from '@merlon/engine'
import { describe, isOfType, valueTypes } from '@merlon/language'
import { defineAssertion, type Judgement, pass } from './assertion/define.ts'

const article = (type: string): string => (/^[aeiou]/.test(type) && type !== 'url' && type !== 'uuid' ? 'an' : 'a')

export default defineAssertion({
  name: 'assert-is',
  title: 'Is a',
  summary: 'Fails unless the value is of the type given. Numeric text counts as a number, unless `strict`.',
  fields: {
    type: required(field.choice(valueTypes, 'The type it must have')),
    strict: field.boolean('The JSON type itself must fit: text never counts as a number or boolean'),
  },
  examples: [
    {
      title: 'A number in a text',
      outcome: 'passed',
      yaml: '- set: { var: n, value: "12" }\n- assert-is: { expression: n, type: integer }',
    },
    {
      title: 'Not when strict',
      outcome: 'failed',
      yaml: '- set: { var: n, value: "12" }\n- assert-is: { expression: n, type: integer, strict: true }',
    },
    {
      title: 'An address',
      outcome: 'passed',
      yaml: '- set: { var: u, value: "https://example.org/a" }\n- assert-is: { expression: u, type: url }',
    },
  ],
  condition: ({ type }) => `is ${article(type)} ${type}`,
  // A list that must be a list is looked at as one.
  whole: ({ type }) => type === 'array',
  judge(actual, { type, strict }, _context, subject): Judgement {
    if (isOfType(actual, type, strict === true)) return pass
    return {
      pass: false,
      expected: type,
      message: `\`${subject}\` is ${describe(actual)}, which is not ${article(type)} ${type}`,
    }
  },
})
