import { defineComponent, field, primary } from '@merlon/engine'

export default defineComponent({
  name: 'stop',
  title: 'Stop',
  summary: 'Ends the input set here. That is no failure; clean-up runs, and the next input set begins.',
  category: 'flow',
  kind: 'action',
  fields: { reason: primary(field.template('Why, for the report')) },
  examples: [
    { title: 'Nothing after it runs', outcome: 'passed', yaml: '- stop: nothing more to see\n- assert: false' },
  ],
  label: ({ reason }) => `stop${reason ? `: ${reason.template.source}` : ''}`,
  run(input, context) {
    const reason = input.reason && context.text(input.reason)
    return { stop: true, ...(reason ? { label: `stop: ${reason}` } : {}) }
  },
})
