import { type DemoShop, startDemoShop } from '@merlon/demo-shop'
import type { StepReport } from '@merlon/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Around, mistakesIn, runYaml } from './test/engine.ts'
import { folderWith } from './test/folder.ts'
import { type Heard, sendJson, serve } from './test/server.ts'

const ITEM = {
  type: 'object',
  required: ['id', 'secret', 'kind'],
  properties: {
    id: { type: 'integer' },
    kind: { enum: ['a', 'b'] },
    note: { type: 'string', nullable: true },
    price: { type: 'number', minimum: 0, exclusiveMinimum: true },
    secret: { type: 'string', writeOnly: true },
    parent: { $ref: '#/components/schemas/Item' },
  },
  additionalProperties: false,
}

const PARAMETERS = [
  { name: 'shop', in: 'path', required: true, schema: { type: 'string' }, example: 'a/b c' },
  { name: 'size', in: 'query', required: true, schema: { type: 'integer', minimum: 3, maximum: 3 } },
  { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string', example: 'x' }, minItems: 2 } },
  { name: 'ids', in: 'query', explode: false, schema: { type: 'array', items: { type: 'integer' } }, example: [1, 2] },
  { name: 'X-Trace', in: 'header', schema: { type: 'string', default: 'on' } },
  { name: 'theme', in: 'cookie', schema: { type: 'string', enum: ['dark'] } },
]

const V3 = {
  openapi: '3.0.3',
  servers: [{ url: '{scheme}://nowhere.invalid', variables: { scheme: { default: 'http' } } }],
  paths: {
    '/shops/{shop}/items': {
      parameters: [PARAMETERS[0]],
      get: {
        operationId: 'listItems',
        parameters: PARAMETERS.slice(1),
        responses: {
          200: {
            headers: { 'X-Total': { required: true }, 'X-Other': {} },
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Item' } } },
            },
          },
          '4XX': { $ref: '#/components/responses/Problem' },
        },
      },
      post: {
        operationId: 'addItem',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } },
        },
        responses: { 201: {}, default: {} },
      },
    },
  },
  components: {
    schemas: { Item: ITEM },
    responses: {
      Problem: { content: { 'application/problem+json': { schema: { required: ['title'] } } } },
    },
  },
}

const V2 = {
  swagger: '2.0',
  host: 'nowhere.invalid',
  basePath: '/v1',
  consumes: ['application/json'],
  produces: ['application/json'],
  paths: {
    '/items/{id}': {
      put: {
        operationId: 'putItem',
        parameters: [
          { name: 'id', in: 'path', required: true, type: 'integer', 'x-example': 7 },
          {
            name: 'flags',
            in: 'query',
            required: true,
            type: 'array',
            items: { type: 'string' },
            default: ['a', 'b'],
            collectionFormat: 'multi',
          },
          { name: 'item', in: 'body', required: true, schema: { $ref: '#/definitions/Item' } },
        ],
        responses: { 200: { schema: { $ref: '#/definitions/Item' } } },
      },
    },
    '/form': {
      post: {
        operationId: 'sendForm',
        consumes: ['application/x-www-form-urlencoded'],
        parameters: [{ name: 'a', in: 'formData', required: true, type: 'string', enum: ['x y'] }],
        responses: { 200: {} },
      },
    },
  },
  definitions: {
    Item: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', example: 'hat' }, more: { type: 'string' } },
    },
  },
}

interface Exercised {
  readonly status: string
  readonly steps: readonly StepReport[]
  /** The steps inside the contract, as `status label`. */
  readonly inner: readonly string[]
  readonly heard: readonly Heard[]
}

type Answer = Parameters<typeof serve>[0]

async function exercised(document: unknown, fields: string, answer: Answer, around: Around = {}): Promise<Exercised> {
  const { base, heard } = await serve(answer)
  const folder = folderWith({ 'api.json': JSON.stringify(document) })
  const yaml = `- contract: { openAPI: api.json, url: "\${base}", ${fields} }`
  const { status, steps } = await runYaml(yaml, { folder, ...around, variables: { base, ...around.variables } })
  const inner = steps.slice(1).map(({ status: one, component }) => `${component} ${one}`)
  return { status, steps, inner, heard }
}

const json =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = { 'x-total': '1' }): Answer =>
  (_heard, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))

const LIST = 'operationId: listItems, status: 200'
const ALL_GREEN = ['request passed', 'assert-equals passed', 'assert-schema passed', 'assert-exists passed']

describe('contract', () => {
  test('an answer as described passes, each check an assertion of its own', async () => {
    const item = { id: 1, kind: 'a', note: null, price: 1, parent: { id: 2, kind: 'b' } }
    const { status, steps, inner } = await exercised(V3, LIST, json([item]))
    expect(steps.flatMap(({ message }) => message ?? [])).toEqual([])
    expect([status, inner]).toEqual(['passed', ALL_GREEN])
    expect(steps.slice(1).map(({ kind }) => kind)).toEqual(['request', 'assertion', 'assertion', 'assertion'])
    expect(steps[1]?.label).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/shops\/a%2Fb%20c\/items\?size=3$/)
  })

  test.each<[string, unknown]>([
    ['a member of another type', [{ id: 'x', kind: 'a' }]],
    ['a member that is missing', [{ kind: 'a' }]],
    ['a member too many', [{ id: 1, kind: 'a', more: 1 }]],
    ['a value that is not listed', [{ id: 1, kind: 'c' }]],
    ['a bound that is exclusive', [{ id: 1, kind: 'a', price: 0 }]],
    ['null where it may not be', [{ id: null, kind: 'a' }]],
    [
      'a mistake behind a reference',
      [{ id: 1, kind: 'a', parent: { id: 1, kind: 'a', parent: { id: 'x', kind: 'a' } } }],
    ],
    ['something else altogether', { id: 1 }],
  ])('an answer with %s fails the check of the body, and the run', async (_, body) => {
    const { status, inner } = await exercised(V3, LIST, json(body))
    expect([status, inner]).toEqual(['failed', ALL_GREEN.map((one) => one.replace('schema passed', 'schema failed'))])
  })

  test('another status fails, and what is described for the wanted one is skipped', async () => {
    const { status, inner, steps } = await exercised(V3, LIST, json([], 500))
    expect([status, inner]).toEqual([
      'failed',
      ['request passed', 'assert-equals failed', 'assert-schema skipped', 'assert-exists skipped'],
    ])
    expect(steps[2]?.message).toBe('the answer has the status 500, not 200')
  })

  test('a header that is required must be there; another content type fails', async () => {
    expect((await exercised(V3, LIST, json([], 200, {}))).inner.at(-1)).toBe('assert-exists failed')
    const { steps } = await exercised(V3, LIST, (_heard, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('[]'),
    )
    expect(steps[3]).toMatchObject({
      status: 'failed',
      message: 'the answer is text/html, and the document describes application/json',
    })
  })

  test('where nothing answers, the call is errored and nothing is checked', async () => {
    const { status, inner } = await exercised(V3, LIST, json([]), { variables: { base: 'http://127.0.0.1:1' } })
    expect([status, inner]).toEqual([
      'errored',
      ['request errored', 'assert-equals skipped', 'assert-schema skipped', 'assert-exists skipped'],
    ])
  })

  test('a family of statuses and the default describe a status, too', async () => {
    const problem: Answer = (_heard, response) =>
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"title":"no"}')
    expect((await exercised(V3, 'operationId: listItems, status: 404', problem)).status).toBe('passed')
    expect((await exercised(V3, 'operationId: listItems, status: 404', json({ title: 1 }, 404))).status).toBe('failed')
    expect((await exercised(V3, 'operationId: addItem, status: 202', json({}, 202))).status).toBe('passed')
  })

  test.each([
    ['', '/shops/a%2Fb%20c/items?size=3', undefined, undefined],
    ['inclusionStrategy: all', '/shops/a%2Fb%20c/items?size=3&tags=x&tags=x&ids=1%2C2', 'on', 'theme=dark'],
    [
      'include: [{ name: ids }, { name: theme, in: cookie }]',
      '/shops/a%2Fb%20c/items?size=3&ids=1%2C2',
      undefined,
      'theme=dark',
    ],
    [
      'inclusionStrategy: all, exclude: [{ name: tags, in: query }, { name: X-Trace, in: header }]',
      '/shops/a%2Fb%20c/items?size=3&ids=1%2C2',
      undefined,
      'theme=dark',
    ],
  ])('inputs are sent as chosen: %s', async (fields, url, trace, cookie) => {
    const { heard } = await exercised(V3, [LIST, fields].filter(Boolean).join(', '), json([]))
    expect(heard.map((one) => [one.url, one.headers['x-trace'], one.headers.cookie])).toEqual([[url, trace, cookie]])
  })

  test('a variable with the name of an input is its value', async () => {
    const variables = { shop: 'mine', size: 9, tags: ['p', 'q'] }
    const { heard } = await exercised(V3, `${LIST}, include: [{ name: tags }]`, json([]), { variables })
    expect(heard[0]?.url).toBe('/shops/mine/items?size=9&tags=p&tags=q')
  })

  test('an input that does not exist is refused, and nothing is sent', async () => {
    const { steps, heard } = await exercised(V3, `${LIST}, include: [{ name: tag }]`, json([]))
    expect([steps[0]?.status, steps[0]?.message, heard.length]).toEqual(['failed', "'listItems' has no input 'tag'", 0])
  })

  test('a body is made up from its schema, the same for the same seed, or taken from the test', async () => {
    const add = 'operationId: addItem, status: 201'
    const sent = async (fields: string, around: Around = {}): Promise<unknown> => {
      const { heard, status } = await exercised(V3, fields, json({}, 201), around)
      expect([status, heard[0]?.headers['content-type']]).toEqual(['passed', 'application/json'])
      return JSON.parse(heard[0]!.body.toString())
    }
    const made = (await sent(add)) as Record<string, unknown>
    expect(Object.keys(made).toSorted()).toEqual(['id', 'kind', 'secret'])
    expect([Number.isInteger(made.id), made.kind, typeof made.secret]).toEqual([true, 'a', 'string'])
    expect(await sent(add)).toEqual(made)
    expect(await sent(add, { seed: 8 })).not.toEqual(made)
    expect(await sent(`${add}, body: { id: "\${size}" }`, { variables: { size: 5 } })).toEqual({ id: 5 })
  })

  test('documents of version 2.0 are read as well', async () => {
    const { heard, status } = await exercised(V2, 'operationId: putItem, status: 200', json({ name: 'x' }))
    expect([status, heard[0]?.url, heard[0]?.body.toString()]).toEqual([
      'passed',
      '/items/7?flags=a&flags=b',
      '{"name":"hat"}',
    ])
    expect((await exercised(V2, 'operationId: putItem, status: 200', json({}))).status).toBe('failed')
    const form = await exercised(V2, 'operationId: sendForm, status: 200', json({}))
    expect([form.status, form.heard[0]?.body.toString()]).toEqual(['passed', 'a=x+y'])
  })

  test('what the document does not hold is known before anything runs', async () => {
    const odd = { ...V3, components: {} }
    const folder = folderWith({
      'api.json': JSON.stringify(V3),
      'odd.json': JSON.stringify(odd),
      'no.yaml': 'a: 1\n',
    })
    const mistakes = (fields: string): Promise<string[]> => mistakesIn(`- contract: { ${fields} }`, { folder })
    expect(await mistakes('openAPI: api.json, operationId: listItems, status: 200')).toEqual([])
    expect(await mistakes('openAPI: api.json, operationId: listItem, status: 200')).toEqual([
      "api.json: the document has no operation 'listItem'",
    ])
    expect(await mistakes('openAPI: api.json, operationId: listItems, status: 201')).toEqual([
      "api.json: the operation 'listItems' has no response 201",
    ])
    expect(await mistakes('openAPI: odd.json, operationId: listItems, status: 404')).toEqual([
      "odd.json: there is no '#/components/responses/Problem' in the document",
    ])
    expect(await mistakes('openAPI: no.yaml, operationId: a, status: 200')).toEqual([
      'no.yaml: this is no OpenAPI document',
    ])
  })

  test('a reference out of the document is not followed', async () => {
    const document = structuredClone(V3) as unknown as { components: { schemas: Record<string, unknown> } }
    document.components.schemas.Item = { $ref: 'http://127.0.0.1:1/item.json' }
    const { steps } = await exercised(document, LIST, json([]))
    expect(steps.map(({ status }) => status)).toContain('failed')
    expect(steps.map(({ message }) => message).join()).toContain("'http://127.0.0.1:1/item.json', which is not in it")
  })
})

describe('against the demo shop and the document that it gives of itself', () => {
  let shop: DemoShop
  let document: string
  beforeAll(async () => {
    shop = await startDemoShop({ port: 0 })
    document = await (await fetch(`${shop.url}/openapi.json`)).text()
  })
  afterAll(() => shop.stop())

  test.each([
    ['listProducts', 200],
    ['getProduct', 200],
    ['getProduct', 401],
    ['listOrders', 200],
    ['placeOrder', 202],
    ['listFiles', 200],
    ['downloadFile', 404],
    ['getHealth', 200],
    ['getReport', 200],
    ['callSlow', 200],
    ['getEcho', 200],
    ['getOldProduct', 301],
    ['getOpenApi', 200],
  ])('%s answers with %i as described', async (operationId, status) => {
    const headers = status === 401 ? '' : ', headers: { key: ABC123 }'
    const variables = { host: shop.url, ...(status === 404 ? { name: 'nothing.png' } : {}) }
    const yaml = `config: { followRedirects: false }\nsteps:\n- contract: { openAPI: api.json, operationId: ${operationId}, status: ${status}, url: "\${host}"${headers} }`
    const { steps, status: ended } = await runYaml(yaml, {
      folder: folderWith({ 'api.json': document }),
      variables,
    })
    expect(steps.flatMap(({ message, status: one }) => (one === 'skipped' ? [] : (message ?? [])))).toEqual([])
    expect(ended).toBe('passed')
  })
})

test('the list form gives inputs and headers as children', async () => {
  const { base, heard } = await serve((_heard, response) => sendJson(response, []))
  const folder = folderWith({ 'api.json': JSON.stringify(V3) })
  const yaml = `- id: contract
  openAPI: api.json
  operationId: listItems
  status: 200
  inclusionStrategy: required
  url: \${base}
  children:
    - { id: include, name: ids, in: query }
    - { id: header, name: X-Key, value: k }
`
  await runYaml(yaml, { folder, variables: { base } })
  expect([heard[0]?.url, heard[0]?.headers['x-key']]).toEqual(['/shops/a%2Fb%20c/items?size=3&ids=1%2C2', 'k'])
})
