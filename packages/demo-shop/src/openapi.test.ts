import { describe, expect, test } from 'vitest'
import { openApi } from './openapi.ts'
import { allResources } from './routes/index.ts'
import type { Schema } from './schema/build.ts'
import { isObject, mismatches } from './schema/check.ts'
import { createShop } from './shop.ts'
import { logIn, openShop } from './test/open.ts'

interface Operation {
  readonly operationId: string
  readonly security: readonly Record<string, unknown>[]
  readonly parameters?: readonly { name: string; in: string; required?: true; schema: Schema; example?: unknown }[]
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> }
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: unknown }> }>
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, unknown>; readonly securitySchemes: Record<string, unknown> }
}

const call = openShop()
// the document of the table is the one that the shop publishes; the first test says so
const resources = allResources(createShop(1, Date.now))
const document = openApi(resources) as unknown as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: operation.operationId, path, method, operation })),
)

test('the shop publishes the document of its table', async () => {
  expect(await (await call('GET', '/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(document)))
})

test('the document lists every route of the table, each with a name of its own', () => {
  const routes = resources.flatMap((resource) => resource.routes)
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).sort(),
  )
  expect(new Set(operations.map(({ name }) => name)).size).toBe(routes.length)
})

test('every parameter in a path is declared, and every reference leads somewhere', () => {
  for (const { path, operation } of operations) {
    const declared = (operation.parameters ?? []).filter((one) => one.in === 'path' && one.required)
    expect(declared.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
    for (const name of operation.security.flatMap((one) => Object.keys(one))) {
      expect(document.components.securitySchemes).toHaveProperty(name)
    }
  }
  for (const [, name] of JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)) {
    expect(document.components.schemas).toHaveProperty(name ?? '')
  }
})

describe('a call as the document shows it succeeds with a documented answer', () => {
  test.each(operations)('$name', async ({ path, method, operation }) => {
    if (operation.operationId === 'getJob') await visit('/api/orders', 'post', byName('placeOrder'))
    const reply = await visit(path, method, operation)
    await expectDocumented(operation, reply)
    if (!['callFlaky', 'getStatus'].includes(operation.operationId)) expect(reply.status).toBeLessThan(400)
  })
})

describe('a call without anything gets a documented answer too', () => {
  test.each(operations)('$name', async ({ path, method, operation }) => {
    await expectDocumented(operation, await call(method.toUpperCase(), path.replace(/\{\w+\}/g, '0')))
  })
})

function byName(id: string): Operation {
  const found = operations.find(({ name }) => name === id)
  if (!found) throw new Error(`no operation ${id}`)
  return found.operation
}

async function visit(path: string, method: string, operation: Operation): Promise<Response> {
  const parameters = operation.parameters ?? []
  const target = parameters.reduce(
    (url, { name, example }) => url.replace(`{${name}}`, encodeURIComponent(String(example))),
    path,
  )
  const query = parameters.filter((one) => one.in === 'query' && one.example !== undefined)
  const search = new URLSearchParams(query.map(({ name, example }): [string, string] => [name, String(example)]))
  const scheme = operation.security.flatMap((one) => Object.keys(one))[0] ?? ''
  const { body, type } = bodyOf(operation)
  const headers = { ...(await credentials(scheme)), ...type }
  return call(method.toUpperCase(), `${target}?${search}`, { headers, ...(body === undefined ? {} : { body }) })
}

function bodyOf({ requestBody }: Operation): { body?: string | FormData; type: Record<string, string> } {
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  if (type === undefined || type === '*/*') return { type: {} }
  if (type === 'multipart/form-data') {
    const body = new FormData()
    body.set('file', new Blob(['some text'], { type: 'text/plain' }), 'note.txt')
    return { body, type: {} }
  }
  const example = media?.example
  const header = { 'Content-Type': type }
  if (type === 'application/json') return { body: JSON.stringify(example), type: header }
  if (typeof example === 'string') return { body: example, type: header }
  return { body: String(new URLSearchParams(example as Record<string, string>)), type: header }
}

async function credentials(scheme: string): Promise<Record<string, string>> {
  if (scheme === 'retailKey') return { key: 'ABC123' }
  if (scheme === 'userToken') return logIn(call)
  if (scheme === 'client') return { Authorization: `Basic ${btoa('demo-client:demo-client-secret')}` }
  if (scheme === 'bearer') {
    const granted = await visit('/api/oauth/auth', 'post', byName('getAccessToken'))
    return { Authorization: `Bearer ${((await granted.json()) as { access_token: string }).access_token}` }
  }
  if (scheme === 'sessionCookie') {
    const opened = await visit('/api/session', 'post', byName('openSession'))
    return { Cookie: (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
  }
  return {}
}

async function expectDocumented(operation: Operation, reply: Response): Promise<void> {
  const { responses } = operation
  const known = responses[String(reply.status)] ?? responses.default
  expect(known, `${operation.operationId} answered ${reply.status}: ${await reply.clone().text()}`).toBeDefined()
  const [type, media] = Object.entries(known?.content ?? {})[0] ?? []
  const came = reply.headers.get('content-type')
  if (type !== '*/*') expect(came).toBe(type ?? null)
  if (media && came?.endsWith('json'))
    expect(mismatches(closed(media.schema), await reply.json(), 'the answer')).toEqual([])
}

/** The schema with its references followed, taking no member that it does not name. */
function closed(schema: unknown): Schema {
  if (!isObject(schema)) return {}
  if (typeof schema.$ref === 'string') return closed(document.components.schemas[schema.$ref.replace(/^.*\//, '')])
  const { properties, items, additionalProperties } = schema
  const inner = Object.entries(isObject(properties) ? properties : {}).map(([name, one]) => [name, closed(one)])
  return {
    ...schema,
    ...(items ? { items: closed(items) } : {}),
    ...(properties
      ? { properties: Object.fromEntries(inner), additionalProperties: additionalProperties ? {} : false }
      : {}),
  }
}
