import { defineComponent, field, required } from '@merlon/engine'

export default defineComponent({
  name: 'fact',
  title: 'Fact',
  summary: 'Records something about this run, by an identifier: the build that was tested, the environment.',
  category: 'report',
  kind: 'action',
  fields: {
    identifier: required(
      field.text('Unique in the test. `environment`, `disable_alerts` and `mail_threshold` steer notifications'),
    ),
    label: field.template('How it is called in reports; the identifier where nothing is said'),
    value: required(field.template('What is recorded')),
  },
  examples: [
    { title: 'The build', outcome: 'passed', yaml: '- fact: { identifier: build, label: Build, value: "1.4.2" }' },
  ],
  label: ({ identifier, value }) => `${identifier}: ${value.template.source}`,
  run({ identifier, label, value }, context) {
    const text = context.text(value)
    context.fact(identifier, label ? context.text(label) : identifier, text)
    return { label: `${identifier}: ${text}` }
  },
})
