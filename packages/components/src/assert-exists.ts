import { defineComponent, type Fields, type InputOf, passed } from '@merlon/engine'
import { describe } from '@merlon/language'
import { commonFields, notPassed } from './assertion/define.ts'

const { expression, comment, level, stopOnFail, not, modifier } = commonFields
const fields = { expression, comment, level, stopOnFail, not, modifier } satisfies Fields

const negated = (input: InputOf<typeof fields>): boolean => input.not === true || input.modifier === 'not'

/** A list that stands in the answer is there, be it empty; one that a call looks for with no success is not. */
const selectsNothing = (value: unknown, { expression: { expression } }: InputOf<typeof fields>): boolean =>
  expression.isCall && Array.isArray(value) && value.length === 0

export default defineComponent({
  name: 'assert-exists',
  title: 'Exists',
  summary:
    'Fails unless the element is there, even if it is empty or null; with `not`, unless it is missing. Code that looks for elements must find one.',
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
      title: 'A search without a find does not either',
      outcome: 'failed',
      yaml: "- set: { var: a, value: { items: [] } }\n- assert-exists: jsonpath(a, '$.items[?@.price < 10]')",
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
    const isEmptySelection = selectsNothing(resolution.value, input)
    const exists = resolution.exists && !isEmptySelection
    if (exists !== negated(input)) return passed
    const at = { field: 'expression' }
    const source = input.expression.expression.source.trim()
    if (!negated(input))
      return notPassed(input, context, {
        message: isEmptySelection
          ? `\`${source}\` finds nothing: it is an empty list`
          : context.missing(input.expression, resolution),
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
