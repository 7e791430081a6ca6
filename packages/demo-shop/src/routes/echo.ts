import { createHash } from 'node:crypto'
import { type Body, decode, isJson, mediaType, parseJson, parseMultipart } from '../http/body.ts'
import { problem } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Method, type Resource, route } from '../http/route.ts'
import { anything, integer, list, map, object, text } from '../schema/build.ts'

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete']
const values = map(anything(), { description: 'text, or a list where the name is repeated' })
const content = {
  form: values,
  files: list(object({ field: text(), name: text(), type: text(), size: integer(), sha256: text() })),
  json: anything({ description: 'the parsed body when it is JSON, else null' }),
  text: text({ description: 'the body as text; empty for multipart' }),
}
const echoed = object(
  {
    method: text(),
    path: text(),
    query: values,
    headers: map(anything(), { description: 'by name in lower case' }),
    rawHeaders: list(list(text()), { description: 'name and value in the order and case in which they came' }),
    size: integer({ description: 'bytes of the body' }),
    ...content,
  },
  { title: 'Echo' },
)

type Values = Record<string, string | string[]>
interface Content {
  readonly form: Values
  readonly files: readonly Record<string, unknown>[]
  readonly json: unknown
  readonly text: string
}

const anyBody: Body<Content> = {
  contentTypes: ['*/*'],
  schema: anything(),
  required: false,
  parse: async (bytes, contentType) => ({ ...NOTHING, ...(await read(bytes, contentType)) }),
}
const NOTHING: Content = { form: {}, files: [], json: null, text: '' }

export function echo(): Resource {
  const routes = METHODS.map((method) =>
    route({
      id: `${method}Echo`,
      method,
      path: '/api/echo',
      summary: 'What arrived: headers, query and body',
      ...(method === 'get' ? {} : { body: anyBody }),
      replies: { 200: { description: 'the request', schema: echoed } },
      handle({ body, bytes, query, path, headers, rawHeaders, method: used }) {
        const pairs = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : []))
        const head = { method: used, path, query: collect(query), headers, rawHeaders: pairs, size: bytes.length }
        return json(200, { ...head, ...(body ?? NOTHING) })
      },
    }),
  )
  return { name: 'echo', description: 'Says what it heard', refusalFormat: problem, routes }
}

async function read(bytes: Uint8Array, contentType: string): Promise<Partial<Content>> {
  const type = mediaType(contentType)
  if (type === 'multipart/form-data') return readMultipart(await parseMultipart(bytes, contentType))
  if (isJson(type)) {
    const source = decode(bytes)
    return { json: parseJson(source), text: source }
  }
  const source = new TextDecoder().decode(bytes)
  return type === 'application/x-www-form-urlencoded'
    ? { form: collect(new URLSearchParams(source)), text: source }
    : { text: source }
}

async function readMultipart(parts: FormData): Promise<Partial<Content>> {
  const fields: [string, string][] = []
  const files: Record<string, unknown>[] = []
  for (const [field, value] of parts) {
    if (typeof value === 'string') fields.push([field, value])
    else {
      const bytes = new Uint8Array(await value.arrayBuffer())
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      files.push({ field, name: value.name, type: value.type, size: bytes.length, sha256 })
    }
  }
  return { form: collect(fields), files }
}

function collect(pairs: Iterable<[string, string]>): Values {
  const collected = new Map<string, string | string[]>()
  for (const [name, value] of pairs) {
    const before = collected.get(name)
    collected.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(collected)
}
