import { type Attempt, askedAs, defineComponent, field, orElse, passed, primary, required } from '@merlon/engine'
import { holds } from './flow/truth.ts'

/** A round whose condition is a mistake is the last one, so it counts. */
async function tried<T>(attempt: Attempt, round: () => Promise<T>): Promise<T> {
  try {
    return await round()
  } catch (error) {
    attempt.keep()
    throw error
  }
}

export default defineComponent({
  name: 'until',
  title: 'Until',
  summary: 'Runs steps again and again until a condition holds. Only the last round counts; earlier ones may fail.',
  category: 'flow',
  kind: 'container',
  fields: {
    expression: required(primary(askedAs(field.expression('The condition, tested after each round'), 'condition'))),
    steps: required(field.steps('Run in each round')),
    every: orElse(field.duration('Wait between rounds'), 1000),
    within: orElse(field.duration('Time after which the step fails'), 60_000),
    max: field.whole('Rounds after which the step fails', { least: 1 }),
  },
  readsAbsent: true,
  examples: [
    {
      title: 'Until three',
      outcome: 'passed',
      yaml: '- set: { var: n, value: 0 }\n- until:\n    expression: n >= 3\n    every: 1ms\n    steps:\n      - set: { var: n, object: n + 1 }\n      - assert: n >= 3',
    },
    {
      title: 'It never comes',
      outcome: 'failed',
      yaml: '- until:\n    expression: "false"\n    every: 1ms\n    max: 3\n    steps:\n      - comment: waiting',
    },
  ],
  label: ({ expression }) => `until ${expression.expression.source.trim()}`,
  async run(input, context) {
    const { clock } = context.ports
    const within = context.amount(input.within)
    const max = input.max === undefined ? Number.POSITIVE_INFINITY : context.amount(input.max)
    const began = clock.monotonic()
    for (let round = 0; ; round += 1) {
      const attempt = context.attempt()
      const { stopped, done } = await tried(attempt, async () => {
        const { stopped } = await context.run(input.steps, { index: round })
        return { stopped, done: holds(context.evaluate(input.expression), context) }
      })
      const left = within - (clock.monotonic() - began)
      const last = done || stopped || round + 1 >= max || left <= 0
      if (last) attempt.keep()
      if (done || stopped) return passed
      if (last) {
        const why =
          round + 1 >= max
            ? `after ${round + 1} rounds`
            : `after ${within < 1000 ? `${within} ms` : `${within / 1000} s`} (${round + 1} rounds)`
        return {
          status: 'failed',
          own: true,
          message: `\`${input.expression.expression.source.trim()}\` does not hold ${why}`,
          at: { field: 'expression' },
        }
      }
      attempt.forget()
      await clock.sleep(Math.min(context.amount(input.every), Math.max(0, left)), context.signal)
    }
  },
})
