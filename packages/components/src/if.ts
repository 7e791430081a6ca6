import { askedAs, defineComponent, field, passed, primary, required } from '@merlon/engine'
import { holds } from './flow/truth.ts'

export default defineComponent({
  name: 'if',
  title: 'If',
  summary: 'Runs steps when a condition holds, and others when it does not.',
  category: 'flow',
  kind: 'container',
  fields: {
    expression: required(primary(askedAs(field.expression('The condition'), 'condition'))),
    steps: required(field.steps('Run when it holds')),
    else: field.steps('Run when it does not'),
  },
  readsAbsent: true,
  examples: [
    {
      title: 'One of two ways',
      outcome: 'passed',
      yaml: '- set: { var: n, value: 3 }\n- if:\n    expression: n > 5\n    steps:\n      - assert: false\n    else:\n      - assert: true',
    },
  ],
  label: ({ expression }) => `if ${expression.expression.source.trim()}`,
  run(input, context) {
    const steps = holds(context.evaluate(input.expression), context) ? input.steps : input.else
    const result = steps && context.run(steps)
    return result instanceof Promise ? result.then(() => passed) : passed
  },
})
