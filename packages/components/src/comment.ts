import { alsoKnownAs, defineComponent, field, primary, required } from '@merlon/engine'
import { readText } from './flow/older-text.ts'

export default defineComponent({
  name: 'comment',
  title: 'Comment',
  summary: 'Writes a text to the report; `${ }` in it shows values.',
  category: 'report',
  kind: 'action',
  fields: { text: alsoKnownAs(required(primary(field.template('The text'))), 'value') },
  older: { read: (step) => readText(step, 'text') },
  examples: [
    { title: 'A value', outcome: 'passed', yaml: '- set: { var: n, value: 3 }\n- comment: "There are ${n} items"' },
  ],
  label: ({ text }) => text.template.source,
  run: ({ text }, context) => ({ label: context.text(text, { missing: 'empty' }) }),
})
