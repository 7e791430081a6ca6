import { field, required } from '@merlon/engine'
import { describe } from '@merlon/language'
import type { Difference } from '@merlon/protocol'
import { defineAssertion, type Judgement, pass, senseless } from './assertion/define.ts'
import { expectedOf } from './assertion/expected.ts'
import { mismatches, problemsOf } from './assertion/shape.ts'

export default defineAssertion({
  name: 'assert-shape',
  title: 'Has the shape',
  summary:
    'Fails unless a value has the shape given: types by member, lists with `[shape]`, literal lists for enumerations. Every mismatch is listed with its path.',
  fields: {
    shape: required(
      field.value('Member to type: `{ id: integer, "image?": url, tags: [string], status: [open, closed] }`'),
    ),
    strict: field.boolean('JSON types themselves, and no members besides those named'),
  },
  examples: [
    {
      title: 'Types by member',
      outcome: 'passed',
      yaml: '- set: { var: p, value: { id: 7, tags: [a], price: { amount: 9.5 } } }\n- assert-shape: { expression: p, shape: { id: integer, "image?": url, tags: [string], price: { amount: number } } }',
    },
    {
      title: 'Every element of a list',
      outcome: 'failed',
      yaml: '- set: { var: l, value: [{ id: 1 }, { id: x }] }\n- assert-shape: { expression: l, shape: [{ id: integer }] }',
    },
    {
      title: 'One of some values',
      outcome: 'passed',
      yaml: '- set: { var: o, value: { status: open } }\n- assert-shape: { expression: o, shape: { status: [open, closed] } }',
    },
  ],
  condition: () => 'has the shape',
  check({ shape }, check) {
    if (shape.value.is !== 'constant') return
    for (const problem of problemsOf(shape.value.value)) check.complain(problem, { field: 'shape' })
  },
  whole: () => true,
  judge(actual, { shape, strict }, context, subject): Judgement {
    const filled = expectedOf(shape, 'shape', context)
    if ('problem' in filled) return filled.problem
    const wanted = filled.value
    const [problem] = problemsOf(wanted)
    if (problem !== undefined) return senseless('shape', problem)
    const found: readonly Difference[] = mismatches(actual, wanted, strict === true)
    if (found.length === 0) return pass
    const first = found[0]!
    const more = found.length === 1 ? '' : `, and ${found.length - 1} more`
    const where =
      first.path === '' ? `\`${subject}\`` : `\`${subject}${first.path.startsWith('[') ? '' : '.'}${first.path}\``
    const what =
      first.kind === 'missing'
        ? 'is missing'
        : first.kind === 'added'
          ? 'is not in the shape'
          : `is ${describe(first.actual)}, not ${String(first.expected)}`
    return { pass: false, field: 'shape', diff: found, message: `${where} ${what}${more}` }
  },
})
