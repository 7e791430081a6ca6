import { defineComponent, field, passed, primary, required } from '@merlon/engine'
import { amountText } from './assertion/amount-text.ts'
import { readFlow } from './flow/older-flow.ts'

export default defineComponent({
  name: 'wait',
  title: 'Wait',
  summary: 'Waits. To wait for something, `until` is better.',
  category: 'flow',
  kind: 'action',
  slow: true,
  fields: { duration: required(primary(field.milliseconds('How long: `500ms`, `2s`; a bare number is milliseconds'))) },
  // `flow` was one component for waiting and stopping.
  older: { names: ['flow'], read: readFlow },
  examples: [{ title: 'Ten milliseconds', outcome: 'passed', yaml: '- wait: 10ms' }],
  label: ({ duration }) => `wait ${typeof duration === 'number' ? `${duration} ms` : amountText(duration)}`,
  async run({ duration }, context) {
    await context.ports.clock.sleep(context.amount(duration), context.signal)
    return passed
  },
})
