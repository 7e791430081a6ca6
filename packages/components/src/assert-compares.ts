import { alsoKnownAs, defineComponent, type Fields, field, orElse, passed, primary, required } from '@merlon/engine'
import { differences, textOf } from '@merlon/language'
import { notPassed, reportFields } from './assertion/define.ts'

const fields = {
  expression: alsoKnownAs(required(primary(field.expression('What to look at'))), 'expression1'),
  with: alsoKnownAs(required(field.expression('What to compare it with')), 'expression2'),
  mode: orElse(field.choice(['values', 'structure', 'text', 'value'], 'Same data, same shape, or same text'), 'values'),
  strict: field.boolean('JSON types must be the same too'),
  ignore: field.list(field.text('A path such as `items[*].etag`'), 'Paths left out of the comparison'),
  order: orElse(field.choice(['same', 'any'], 'Whether the order of lists counts'), 'same'),
  ...reportFields,
} satisfies Fields

export default defineComponent({
  name: 'assert-compares',
  title: 'Compare two values',
  summary:
    'Fails unless two values hold the same data, have the same shape, or are the same text. Every difference is listed with its path.',
  category: 'assertions',
  kind: 'assertion',
  fields,
  examples: [
    {
      title: 'Same data, keys in any order',
      outcome: 'passed',
      yaml: '- set: { vars: { a: { x: 1, y: 2 }, b: { y: 2, x: 1 } } }\n- assert-compares: { expression: a, with: b }',
    },
    {
      title: 'All but one member',
      outcome: 'passed',
      yaml: '- set: { vars: { a: { x: 1, etag: p }, b: { x: 1, etag: q } } }\n- assert-compares: { expression: a, with: b, ignore: [etag] }',
    },
    {
      title: 'Another shape',
      outcome: 'failed',
      yaml: '- set: { vars: { a: { x: 1 }, b: { z: 1 } } }\n- assert-compares: { expression: a, with: b, mode: structure }',
    },
  ],
  label: (input) => `${input.expression.expression.source.trim()} ${input.mode} ${input.with.expression.source.trim()}`,
  run(input, context) {
    const left = context.resolve(input.expression)
    const right = context.resolve(input.with)
    if (left.value === undefined)
      return notPassed(input, context, {
        message: context.missing(input.expression, left),
        at: { field: 'expression' },
      })
    if (right.value === undefined)
      return notPassed(input, context, { message: context.missing(input.with, right), at: { field: 'with' } })
    const { mode, strict = false, ignore = [], order } = input
    const shown = {
      actual: left.value,
      expected: right.value,
      at: { field: 'with' },
      expression: input.expression.expression.source.trim(),
    }
    if (mode === 'text') {
      if (textOf(left.value) === textOf(right.value)) return passed
      return notPassed(input, context, { message: 'the two texts differ', ...shown })
    }
    const diff = differences(left.value, right.value, {
      mode: mode === 'structure' ? 'structure' : 'values',
      strict,
      ignore,
      order,
    })
    if (diff.length === 0) return passed
    const count = diff.length === 1 ? 'one difference' : `${diff.length} differences`
    return notPassed(input, context, {
      message: `the two have ${count} in ${mode === 'structure' ? 'structure' : 'values'}`,
      diff,
      ...shown,
    })
  },
})
