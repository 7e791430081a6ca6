import {
  alsoKnownAs,
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  type Outcome,
  orElse,
  required,
  StepFault,
  type TemplateInput,
  type WireResponse,
} from '@merlon/engine'
import { parseJson } from '@merlon/language'
import { exchange, type Outgoing, type Received } from './request/exchange.ts'
import { readExpectation } from './request/expectation.ts'
import { type RequestInput, requestFields } from './request/fields.ts'
import { outcomeOf, recordOf } from './request/outcome.ts'
import { contentTypeOf } from './request/records.ts'
import { configured } from './request/settings.ts'
import { proxyOf } from './request/transport.ts'

const HOME = 'https://api.github.com'
const BRANCH = 'master'
const HEAD = 'HEAD'
const DEFAULTS = { timeout: 30_000, maxResponseSize: 10_000_000, maxRedirects: 10 }

const fields = {
  baseURL: alsoKnownAs(field.template(`The API (${HOME})`), 'baseUrl'),
  account: required(field.template('The user or organization that owns the repository')),
  repository: required(field.template('The repository')),
  path: required(field.template('The file in it')),
  branch: field.template(`The branch (${BRANCH})`),
  ref: field.template(`A branch, tag or commit; wins over \`branch\` unless it is ${HEAD}`),
  token: required(field.template('A token that may read the repository; it is masked')),
  var: orElse(
    field.variable('The variable that receives the parsed file; beside it `…_source` and `…_response`'),
    'payload',
  ),
  mode: field.template('How the file is read: json, xml, html, text, csv; by its extension where nothing is said'),
  expect: requestFields.expect,
  timeout: requestFields.timeout,
  stopOnFail: requestFields.stopOnFail,
} satisfies Fields

type Input = InputOf<typeof fields>

const MODES: Readonly<Record<string, string>> = {
  json: 'json',
  xml: 'xml',
  html: 'html',
  htm: 'html',
  csv: 'csv',
  yaml: 'yaml',
  yml: 'yaml',
}

/** The parts of a path as they stand in a URL. Throws a fault where one would lead elsewhere. */
function segments(text: string, name: string): string {
  const parts = text.split('/').filter((part) => part !== '')
  if (parts.length === 0) throw new StepFault(`'${name}' is empty`, { field: name })
  if (parts.some((part) => part === '.' || part === '..'))
    throw new StepFault(`'${name}' cannot go up or stay, as '${text}' does`, { field: name })
  return parts.map(encodeURIComponent).join('/')
}

function addressOf(input: Input, context: Context): string {
  const filled = (one: TemplateInput | undefined): string => (one ? context.text(one, { missing: 'error' }).trim() : '')
  const base = (filled(input.baseURL) || HOME).replace(/\/+$/, '')
  if (!/^https?:\/\/[^/?#\s]/i.test(base))
    throw new StepFault(`'${base}' is no address that a request can go to`, { field: 'baseURL' })
  const [account, repository, path] = (['account', 'repository', 'path'] as const).map((name) =>
    segments(filled(input[name]), name),
  )
  const asked = filled(input.ref)
  const ref = asked !== '' && asked !== HEAD ? asked : filled(input.branch) || BRANCH
  return `${base}/repos/${account}/${repository}/contents/${path}?ref=${encodeURIComponent(ref)}`
}

function outgoing(input: Input, context: Context): Outgoing {
  const token = context.text(input.token, { missing: 'error' }).trim()
  context.secret(token)
  const timeout = input.timeout ?? configured('requestTimeout', context)
  return {
    method: 'GET',
    address: addressOf(input, context),
    // Headers and credentials of `config` belong to the system under test, and are not sent to GitHub.
    headers: [
      ['Accept', 'application/vnd.github.raw+json'],
      ['Accept-Encoding', 'gzip, deflate, br'],
      ['User-Agent', 'merlon'],
      ['X-GitHub-Api-Version', '2022-11-28'],
      ['Authorization', `Bearer ${token}`],
    ],
    body: undefined,
    authentication: undefined,
    timeoutMs: timeout === undefined ? DEFAULTS.timeout : context.amount(timeout),
    connectTimeoutMs: undefined,
    maxResponseBytes: DEFAULTS.maxResponseSize,
    follow: true,
    maxRedirects: DEFAULTS.maxRedirects,
    tls: undefined,
    proxy: proxyOf(configured('proxy', context), context),
    http: undefined,
  }
}

/** The file in an envelope of JSON, as GitHub sends it to those who ask for nothing else; undefined where there is none. */
function enveloped(response: WireResponse, context: Context): Uint8Array | undefined {
  const { codec } = context.ports
  if (!/^application\/(?:vnd\.github(?:\.v3)?\+)?json\b/i.test(contentTypeOf(response.headers))) return undefined
  const parsed = parseJson(codec.decode(response.body, 'utf-8'))
  if (!('value' in parsed) || typeof parsed.value !== 'object' || parsed.value === null) return undefined
  const { encoding, content, type } = parsed.value as Record<string, unknown>
  if (type !== 'file' || encoding !== 'base64' || typeof content !== 'string') return undefined
  return codec.fromBase64(content.replace(/\s/g, ''))
}

/** The answer with the file as its body. */
function opened(sent: Received, context: Context): Received {
  if ('failure' in sent) return sent
  const body = enveloped(sent.response, context)
  return body ? { ...sent, response: { ...sent.response, body } } : sent
}

/** How the file is read: the type that is announced is that of the API. */
function modeInput(input: Input, sent: Received, context: Context): TemplateInput {
  // What comes in place of the file is an answer of the API.
  const isFile = 'response' in sent && sent.response.status < 300
  if (isFile && input.mode && context.text(input.mode).trim() !== '') return input.mode
  const extension = /\.(\w+)$/.exec(context.text(input.path))?.[1]?.toLowerCase() ?? ''
  const parsed = context.plan.template(isFile ? (MODES[extension] ?? 'text') : 'auto')
  if ('problem' in parsed) throw new StepFault(parsed.problem.message)
  return { is: 'template', template: parsed.template, node: input.path.node }
}

export default defineComponent({
  name: 'github',
  title: 'File from GitHub',
  summary: 'Fetches one file of a GitHub repository and reads it into a variable.',
  category: 'requests',
  kind: 'request',
  fields,
  examples: [
    {
      title: 'A file that nobody has',
      outcome: 'passed',
      yaml: '- github: { baseURL: "${host}", account: acme, repository: shop, path: schemas/cart.json, token: T-1, var: schema, expect: 404 }',
    },
    {
      title: 'One that is needed',
      outcome: 'failed',
      yaml: '- github: { baseURL: "${host}", account: acme, repository: shop, path: schemas/cart.json, token: T-1, ref: v2, var: schema }',
    },
  ],
  label: ({ account, repository, path }) =>
    `github ${account.template.source}/${repository.template.source}/${path.template.source}`,
  writes: ({ var: name }) => [`${name}_source`, `${name}_response`],
  async run(input, context): Promise<Outcome> {
    const expected = readExpectation(
      input.expect &&
        context.value(input.expect, (source) => {
          throw new StepFault(`what is expected, \`${source}\`, is missing`, { field: 'expect' })
        }),
    )
    const wire = outgoing(input, context)
    const sent = opened(await exchange(wire, context), context)
    const request: RequestInput = { ...input, url: input.path, mode: modeInput(input, sent, context) }
    return outcomeOf(sent, request, expected, recordOf(sent, wire, request, context), context)
  },
})
