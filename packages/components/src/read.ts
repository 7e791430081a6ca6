import {
  alsoKnownAs,
  type Context,
  defineComponent,
  field,
  passed,
  primary,
  required,
  StepFault,
  type TemplateInput,
} from '@merlon/engine'
import { type PayloadMode, parsePayload } from '@merlon/language'

const MODES = ['json', 'xml', 'xml2', 'html', 'text', 'csv', 'yaml', 'binary'] as const
const BY_EXTENSION: Readonly<Record<string, (typeof MODES)[number]>> = {
  json: 'json',
  xml: 'xml',
  html: 'html',
  htm: 'html',
  csv: 'csv',
  yaml: 'yaml',
  yml: 'yaml',
}

/** Reads a file of the project for a step; what goes wrong is the step's fault. */
async function fileOf<T>(
  path: TemplateInput,
  context: Context,
  read: (path: string) => Promise<T>,
): Promise<{ path: string; content: T }> {
  const name = context.text(path, { missing: 'error' })
  try {
    return { path: name, content: await read(name) }
  } catch (error) {
    throw new StepFault(error instanceof Error ? error.message : String(error), { field: 'path' })
  }
}

export default defineComponent({
  name: 'read',
  title: 'Read a file',
  summary: 'Reads a file of the project, under `files/`, into a variable.',
  category: 'variables',
  kind: 'action',
  fields: {
    path: required(primary(field.file('The file, below `files/`'))),
    var: alsoKnownAs(required(field.variable('The variable to set')), 'as'),
    mode: field.choice(MODES, 'How to read it; by the extension where nothing is said'),
  },
  older: { names: ['read-file'] },
  examples: [
    {
      title: 'A CSV file: a list of rows, the header among them',
      outcome: 'passed',
      yaml: '- read: { path: products.csv, var: rows }\n- assert: rows[1][2] == "Linen shirt"',
    },
    { title: 'A file that is not there', outcome: 'failed', yaml: '- read: { path: prices.csv, var: rows }' },
  ],
  label: (input) => `${input.var} = file ${input.path.template.source}`,
  async run(input, context) {
    const extension = /\.(\w+)$/.exec(input.path.template.source)?.[1]?.toLowerCase() ?? ''
    const mode = input.mode ?? BY_EXTENSION[extension] ?? 'text'
    const { files, codec } = context.ports
    if (mode === 'binary') {
      const { content } = await fileOf(input.path, context, (path) => files.readBytes(path))
      context.set(input.var, {
        size: content.length,
        type: '',
        sha256: codec.sha256(content),
        base64: codec.toBase64(content),
      })
      return passed
    }
    const { path, content } = await fileOf(input.path, context, (name) => files.readText(name))
    const parsed = await parsePayload(mode === 'xml2' ? 'xml' : (mode satisfies PayloadMode), content)
    if ('problem' in parsed)
      return {
        status: 'failed',
        message: `${path} is not ${mode.toUpperCase()}: ${parsed.problem.message}`,
        at: { field: 'path' },
      }
    context.set(input.var, parsed.value)
    return passed
  },
})
