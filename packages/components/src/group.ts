import { defineComponent, field, passed, required } from '@merlon/engine'

export default defineComponent({
  name: 'group',
  title: 'Group',
  summary: 'Holds steps together under a title.',
  category: 'flow',
  kind: 'container',
  fields: { steps: required(field.steps('The steps inside')) },
  examples: [
    {
      title: 'Two steps under a title',
      outcome: 'passed',
      yaml: '- title: Arithmetic\n  group:\n    - assert: 1 + 1 == 2\n    - assert: 2 > 1',
    },
  ],
  label: () => 'group',
  run(input, context) {
    const result = context.run(input.steps)
    return result instanceof Promise ? result.then(() => passed) : passed
  },
})
