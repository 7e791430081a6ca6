import {
  alsoKnownAs,
  askedAs,
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  type Mistake,
  orElse,
  passed,
  required,
  StepFault,
} from '@merlon/engine'
import { kindOf } from '@merlon/language'
import { DocumentProblem, type OpenApiDocument, readDocument } from './contract/document.ts'
import { readOlderContract } from './contract/older.ts'
import { readOperation } from './contract/operation.ts'
import { type Named, requestFor, Written } from './contract/request.ts'
import { stepsFor } from './contract/steps.ts'
import { requestFields } from './request/fields.ts'
import { fromFile } from './request/project-file.ts'

const named = {
  name: required(field.template('The name of the input')),
  in: field.choice(['path', 'query', 'header', 'cookie', 'body'], 'Where it is sent'),
} satisfies Fields

const fields = {
  openAPI: alsoKnownAs(
    required(field.file('An OpenAPI document below `files/`: 2.0, 3.0 or 3.1, JSON or YAML')),
    'openapi',
  ),
  operationId: required(field.text('The operation to exercise')),
  status: required(
    field.whole('The status that the answer must have, and whose description it must fit', { least: 100, most: 599 }),
  ),
  inclusionStrategy: orElse(
    field.choice(['required', 'all'], 'Whether only the inputs that must be there are sent, or all that are described'),
    'required',
  ),
  include: field.list(field.object(named, 'An input'), 'Inputs that are sent besides'),
  exclude: field.list(field.object(named, 'An input'), 'Inputs that are not sent'),
  url: field.template('Where the API is; the first server of the document where nothing is said'),
  headers: askedAs(field.value('Further headers, as a map'), 'entries'),
  body: field.value('The body, in place of the example or of what would be made up'),
  auth: requestFields.auth,
  timeout: requestFields.timeout,
  var: orElse(
    field.variable('The variable that receives the parsed body; beside it `…_source` and `…_response`'),
    'payload',
  ),
} satisfies Fields

type Input = InputOf<typeof fields>

/** What is wrong with the document is the author's to mend. */
function faulty(error: unknown, path: string): never {
  if (error instanceof DocumentProblem)
    throw new StepFault(`${path}: ${error.message}`, { help: error.help, field: 'openAPI' })
  throw error
}

/** The document of a path; each is read once in a run. */
async function documentAt(path: string, context: Context): Promise<OpenApiDocument> {
  const { files } = context.ports
  const text = await fromFile('openAPI', () => files.readText(path))
  const known = context.shared('OpenAPI documents', () => new Map<string, Promise<OpenApiDocument>>())
  const document = known.get(text) ?? readDocument(text)
  known.set(text, document)
  return document
}

function namedOf(list: Input['include'], context: Context): Named[] {
  return (list ?? []).map((one) => ({ name: context.text(one.name, { missing: 'error' }).trim(), in: one.in }))
}

function valueIn(field: 'body' | 'headers', input: Input, context: Context): unknown {
  const given = input[field]
  if (!given) return undefined
  return context.value(given, (source) => {
    throw new StepFault(`\`${source}\` is missing`, { field })
  })
}

function headersOf(input: Input, context: Context): object {
  const headers = valueIn('headers', input, context) ?? {}
  if (kindOf(headers) !== 'map')
    throw new StepFault('`headers` must be a map of names and values', { field: 'headers' })
  return headers as object // a map is one
}

async function mistakeIn(
  path: string,
  { operationId, status }: Input,
  text: Promise<string>,
): Promise<Mistake | undefined> {
  // That a file is not there is said elsewhere.
  const found = await text.catch(() => undefined)
  if (found === undefined || typeof status !== 'number') return undefined
  try {
    readOperation(await readDocument(found), operationId, status)
    return undefined
  } catch (error) {
    if (error instanceof DocumentProblem) return { message: `${path}: ${error.message}`, help: error.help }
    throw error
  }
}

async function exercise(input: Input, path: string, context: Context): Promise<void> {
  const document = await documentAt(path, context)
  const status = context.amount(input.status)
  const operation = readOperation(document, input.operationId, status)
  const written = new Written(input.openAPI.node, context)
  const given = {
    base: input.url && context.text(input.url, { missing: 'error' }).trim(),
    body: valueIn('body', input, context),
    choice: {
      all: input.inclusionStrategy === 'all',
      include: namedOf(input.include, context),
      exclude: namedOf(input.exclude, context),
    },
  }
  const { headers, ...made } = requestFor(operation, document, given, written, context)
  const ofDocument = headers?.value.is === 'constant' ? headers.value.value : {}
  const request = {
    ...made,
    headers: written.value({ ...(ofDocument as object), ...headersOf(input, context) }),
    var: input.var,
    // What came is looked at by steps of their own.
    expect: written.value({ status: 'any', body: 'any' }),
    ...(input.auth === undefined ? {} : { auth: input.auth }),
    ...(input.timeout === undefined ? {} : { timeout: input.timeout }),
  }
  await context.run({ is: 'steps', steps: stepsFor({ document, operation, status, request }, context) })
}

export default defineComponent({
  name: 'contract',
  title: 'Contract',
  summary:
    'Exercises one operation of an OpenAPI document: sends it with values of the test, with examples, or with made-up ones, and checks status, body and headers of the answer against the document.',
  category: 'requests',
  kind: 'container',
  fields,
  examples: [
    {
      title: 'An operation answers as its document says',
      outcome: 'passed',
      yaml: '- contract: { openAPI: retail.openapi.yaml, operationId: getProduct, status: 200, headers: { key: "${key}" } }\n- assert: payload.id == 1',
    },
    {
      title: 'With a value of the test, and another answer',
      outcome: 'passed',
      yaml: '- set: { var: productId, value: 99 }\n- contract: { openAPI: retail.openapi.yaml, operationId: getProduct, status: 404, headers: { key: "${key}" } }',
    },
  ],
  older: { read: readOlderContract },
  label: ({ operationId, status }) => `contract ${operationId} ${typeof status === 'number' ? status : ''}`.trim(),
  writes: ({ var: name }) => [`${name}_source`, `${name}_response`],
  check(input, check) {
    const path = input.openAPI.template.constant
    if (path !== undefined) check.later('openAPI', ({ readFile }) => mistakeIn(path, input, readFile(path)))
  },
  async run(input, context) {
    const path = context.text(input.openAPI, { missing: 'error' })
    await exercise(input, path, context).catch((error: unknown) => faulty(error, path))
    return passed
  },
})
