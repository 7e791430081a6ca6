import { defineComponent, field, passed, required } from '@merlon/engine'
import { describe, parsePayload } from '@merlon/language'

export default defineComponent({
  name: 'parse',
  title: 'Parse',
  summary: 'Reads the text of a variable as JSON, XML, HTML, CSV or YAML; the variable then holds what was read.',
  category: 'variables',
  kind: 'action',
  fields: {
    var: required(field.variable('The variable: its text is read, and it then holds the result')),
    adapter: required(field.choice(['json', 'xml', 'xml2', 'html', 'csv', 'yaml', 'text'], 'How to read it')),
  },
  examples: [
    {
      title: 'JSON in a text',
      outcome: 'passed',
      yaml: '- set: { var: t, value: \'{"a": [1, 2]}\' }\n- parse: { var: t, adapter: json }\n- assert: t.a[1] == 2',
    },
    {
      title: 'CSV: a list of rows, the header among them',
      outcome: 'passed',
      yaml: '- set: { var: t, value: "city,size\\nOslo,709" }\n- parse: { var: t, adapter: csv }\n- assert: t[1][0] == "Oslo"',
    },
    {
      title: 'Not what it says',
      outcome: 'failed',
      yaml: '- set: { var: t, value: "{oops" }\n- parse: { var: t, adapter: json }',
    },
  ],
  label: (input) => `parse ${input.var} as ${input.adapter}`,
  async run(input, context) {
    if (!context.has(input.var))
      return { status: 'failed', message: `there is no variable '${input.var}' to parse`, at: { field: 'var' } }
    const text = context.get(input.var)
    if (typeof text !== 'string') {
      if (text === undefined || text === null)
        return { status: 'failed', message: `'${input.var}' is ${describe(text)}, not a text`, at: { field: 'var' } }
      context.notice(`'${input.var}' is ${describe(text)} already, so there was nothing to parse`)
      context.set(input.var, text)
      return passed
    }
    const parsed = await parsePayload(input.adapter === 'xml2' ? 'xml' : input.adapter, text)
    if ('problem' in parsed)
      return {
        status: 'failed',
        message: `'${input.var}' is not ${input.adapter.toUpperCase()}: ${parsed.problem.message}`,
        actual: text,
        at: { field: 'var' },
      }
    context.set(input.var, parsed.value)
    return passed
  },
})
