import { defineComponent, field, passed, primary, required } from '@merlon/engine'

export default defineComponent({
  name: 'update-input',
  title: 'Update an input',
  summary:
    'Does nothing on this machine, and says so: a run of files changes none of them. To keep a value beyond a run, use `kv`.',
  category: 'variables',
  kind: 'action',
  fields: { var: required(primary(field.text('The variable whose value would be kept'))) },
  examples: [
    { title: 'Changes no file', outcome: 'passed', yaml: '- set: { var: token, value: T-1 }\n- update-input: token' },
  ],
  label: (input) => `update-input ${input.var}`,
  run(input, context) {
    context.notice(`'${input.var}' was not written back to the inputs: a run of files changes none of them`)
    return passed
  },
})
