import { alsoKnownAs, defineComponent, field, primary, required } from '@merlon/engine'

export default defineComponent({
  name: 'tag',
  title: 'Tag',
  summary: 'Adds a tag to this run, beside the tags of the test.',
  category: 'report',
  kind: 'action',
  fields: { value: alsoKnownAs(required(primary(field.template('The tag'))), 'tag') },
  examples: [
    {
      title: 'By what was found',
      outcome: 'passed',
      yaml: '- set: { var: region, value: eu }\n- tag: "region-${region}"',
    },
  ],
  label: ({ value }) => `tag ${value.template.source}`,
  run({ value }, context) {
    const tag = context.text(value)
    if (tag.trim() === '') return { status: 'failed', message: 'the tag is empty', at: { field: 'value' } }
    context.tag(tag)
    return { label: `tag ${tag}` }
  },
})
