import { field, orElse } from '@merlon/engine'
import { describe } from '@merlon/language'
import { defineAssertion, type Judgement, pass, senseless } from './assertion/define.ts'
import { inOrder } from './assertion/in-order.ts'
import { keysOf } from './assertion/keys.ts'
import { equalityTypes } from './assertion/types.ts'

export default defineAssertion({
  name: 'assert-sorted',
  title: 'Is sorted',
  summary: 'Fails unless a list is in order, equal neighbours allowed.',
  fields: {
    by: field.expression('What to order by, where `_` is the element: `_.price`'),
    order: orElse(field.choice(['asc', 'desc'], 'Rising or falling'), 'asc'),
    type: orElse(field.choice(equalityTypes, 'How to compare'), 'auto'),
  },
  examples: [
    { title: 'Rising numbers', outcome: 'passed', yaml: '- set: { var: l, value: [1, 2, 10] }\n- assert-sorted: l' },
    {
      title: 'Falling by a member',
      outcome: 'failed',
      yaml: '- set: { var: l, value: [{ p: 1 }, { p: 2 }] }\n- assert-sorted: { expression: l, by: _.p, order: desc }',
    },
  ],
  condition: ({ by, order }) => `sorted ${order}${by ? ` by ${by.expression.source.trim()}` : ''}`,
  whole: () => true,
  judge(actual, { by, order, type }, context, subject): Judgement {
    const keys = keysOf(actual, by, context)
    if (!keys) return { pass: false, message: `\`${subject}\` is ${describe(actual)}, not a list` }
    const missing = keys.indexOf(undefined)
    if (missing >= 0) return senseless('by', `\`${subject}[${missing}]\` has nothing to order by`)
    for (let at = 1; at < keys.length; at += 1) {
      const found = inOrder(keys[at - 1], keys[at], type)
      if (found !== undefined && (order === 'asc' ? found <= 0 : found >= 0)) continue
      const pair = `${describe(keys[at - 1])} and then ${describe(keys[at])}`
      const message =
        found === undefined
          ? `\`${subject}\` cannot be ordered: element ${at - 1} and ${at} are ${pair}`
          : `\`${subject}\` is not in ${order === 'asc' ? 'rising' : 'falling'} order: element ${at - 1} and ${at} are ${pair}`
      return { pass: false, message }
    }
    return pass
  },
})
