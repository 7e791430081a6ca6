import { askedAs, defineComponent, field, orElse, passed, primary, required } from '@merlon/engine'
import { holds } from './flow/truth.ts'

export default defineComponent({
  name: 'while',
  title: 'While',
  summary: 'Runs steps for as long as a condition holds; it is tested first.',
  category: 'flow',
  kind: 'container',
  fields: {
    expression: required(primary(askedAs(field.expression('The condition'), 'condition'))),
    steps: required(field.steps('Run for as long as it holds')),
    max: orElse(field.whole('Rounds after which the step fails', { least: 1 }), 1000),
    every: field.duration('Wait between rounds'),
  },
  readsAbsent: true,
  examples: [
    {
      title: 'Counting',
      outcome: 'passed',
      yaml: '- set: { var: n, value: 0 }\n- while:\n    expression: n < 3\n    steps:\n      - set: { var: n, object: n + 1 }\n- assert: n == 3',
    },
    {
      title: 'Never without an end',
      outcome: 'failed',
      yaml: '- while:\n    expression: "true"\n    max: 5\n    steps:\n      - comment: again',
    },
  ],
  label: ({ expression }) => `while ${expression.expression.source.trim()}`,
  async run(input, context) {
    const { limits } = context.plan
    const most = context.amount(input.max)
    const max =
      most === 1000 && limits.maxIterations !== undefined ? limits.maxIterations || Number.POSITIVE_INFINITY : most
    for (let round = 0; holds(context.evaluate(input.expression), context); round += 1) {
      if (round >= max)
        return {
          status: 'failed',
          own: true,
          message: `the condition still holds after ${max} rounds`,
          at: { field: 'expression' },
          help: 'raise `max` if that many are meant',
        }
      if (round > 0 && input.every !== undefined)
        await context.ports.clock.sleep(context.amount(input.every), context.signal)
      const { stopped } = await context.run(input.steps, { index: round })
      if (stopped) break
    }
    return passed
  },
})
