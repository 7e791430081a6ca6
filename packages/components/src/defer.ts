import { defineComponent, field, passed, required } from '@merlon/engine'

export default defineComponent({
  name: 'defer',
  title: 'Always at the end',
  summary:
    'Queues steps for the end of the input set: they run whatever happens, last in first out, with the variables as they are now.',
  category: 'flow',
  kind: 'action',
  fields: { steps: required(field.steps('Run at the end')) },
  examples: [
    {
      title: 'Written next to what it cleans up',
      outcome: 'passed',
      yaml: '- set: { var: id, value: 7 }\n- defer:\n    - assert: id == 7\n- set: { var: id, value: 8 }',
    },
  ],
  label: ({ steps }) => `defer ${steps.steps.length === 1 ? '1 step' : `${steps.steps.length} steps`}`,
  run(input, context) {
    context.defer(input.steps)
    return passed
  },
})
