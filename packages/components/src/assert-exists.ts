import { defineComponent, type Fields, type InputOf, passed } from '@merlon/engine'
import { describe } from '@merlon/language'
import { commonFields, notPassed } from './assertion/define.ts'

const { expression, comment, level, stopOnFail, not, modifier } = commonFields
const fields = { expression, comment, level, stopOnFail, not, modifier } satisfies Fields

const negated = (input: InputOf<typeof fields>): boolean => input.not === true || input.modifier === 'not'

export default defineComponent({
  name: 'assert-exists',
  title: 'Exists',
  summary: 'Fails unless the element is there, even if it is empty or null; with `not`, unless it is missing.',
  category: 'assertions',
  kind: 'assertion',
  fields,
  readsAbsent: true,
  examples: [
    {
      title: 'An empty text exists',
      outcome: 'passed',
      yaml: '- set: { var: a, value: { name: "" } }\n- assert-exists: a.name',
    },
    {
      title: 'A misspelt member does not',
      outcome: 'failed',
      yaml: '- set: { var: a, value: { name: "" } }\n- assert-exists: a.nmae',
    },
    {
      title: 'And that may be what is wanted',
      outcome: 'passed',
      yaml: '- set: { var: a, value: {} }\n- assert-exists: { expression: a.error, not: true }',
    },
  ],
  label: (input) =>
    negated(input) ? `not(${input.expression.expression.source.trim()})` : input.expression.expression.source.trim(),
  run(input, context) {
    const resolution = context.resolve(input.expression)
    if (resolution.exists !== negated(input)) return passed
    const at = { field: 'expression' }
    const source = input.expression.expression.source.trim()
    if (!negated(input))
      return notPassed(input, context, {
        message: context.missing(input.expression, resolution),
        at,
        expression: source,
      })
    return notPassed(input, context, {
      message: `\`${source}\` exists: it is ${describe(resolution.value)}`,
      actual: resolution.value,
      at,
      expression: source,
    })
  },
})
