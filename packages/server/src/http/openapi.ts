/** The contract as an OpenAPI 3.1 document: its schemas are JSON Schema 2020-12, which zod writes. */
import { type Contract, type Endpoint, problem } from '@merlon/protocol/http'
import { z } from 'zod'

type Json = Readonly<Record<string, unknown>>

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'This client has not opened the studio',
  403: 'The request comes from somewhere else',
  404: 'There is no such thing',
  409: 'Something else is there than the client thinks',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'Something in the request is wrong',
}

/** `version` is that of the product. */
export function openApiDocument(contract: Contract, version: string): Json {
  const schemas = new Map<string, unknown>()
  const paths = new Map<string, Record<string, unknown>>()
  referTo(problem, 'output', schemas)
  for (const [name, endpoint] of Object.entries<Endpoint>(contract)) {
    const path = `/api/v1${endpoint.path}`
    paths.set(path, { ...paths.get(path), [endpoint.method]: operation(name, endpoint, schemas) })
  }
  const tags = [...new Set(Object.values<Endpoint>(contract).map(({ tag }) => tag))]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Merlon',
      version,
      summary: 'What the studio asks its server for',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((tag) => ({ name: tag })),
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))) },
  }
}

type Schemas = Map<string, unknown>

function operation(name: string, endpoint: Endpoint, schemas: Schemas): Json {
  const { method, path, summary, tag, query, body, response, type, status = 200, problems = [] } = endpoint
  const content = response
    ? { 'application/json': { schema: referTo(response, 'output', schemas) } }
    : { [type ?? 'application/octet-stream']: { schema: { type: 'string' } } }
  const refusals = [401, 403, ...(path.includes('{') ? [404] : []), ...(body ? [400, 413, 415] : []), ...problems]
  if (query || body) refusals.push(422)
  const parameters = [...pathParameters(path), ...queryParameters(query, schemas), ...keyParameter(method, response)]
  return {
    operationId: name,
    summary,
    tags: [tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: { required: true, content: { 'application/json': { schema: referTo(body, 'input', schemas) } } },
        }
      : {}),
    responses: Object.fromEntries([
      [String(status), { description: summary, content }],
      ...[...new Set(refusals)].sort((a, b) => a - b).map((code) => [String(code), refusal(code)]),
    ]),
  }
}

const refusal = (code: number): Json => ({
  description: REFUSALS[code] ?? 'A problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: z.ZodObject | undefined, schemas: Schemas): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    schema: referTo(schema, 'input', schemas),
  }))
}

function keyParameter(method: string, response: unknown): Json[] {
  if (method !== 'post' || response === undefined) return []
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'A request that is sent again within ten minutes with the same key happens once',
      schema: { type: 'string', maxLength: 200 },
    },
  ]
}

/** A schema as JSON; what has a name in the contract moves to the components and is referred to. */
function referTo(schema: z.core.$ZodType, io: 'input' | 'output', schemas: Schemas): unknown {
  const { $schema, $defs, ...written } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  for (const [name, one] of Object.entries($defs ?? {})) schemas.set(name, pointed(one))
  return pointed(written)
}

/**
 * References to definitions point to the components, where these are now. What only says how zod parses is left out:
 * that it drops what it does not know, and how large a number can be.
 */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      if (key === 'additionalProperties' && one === false) return []
      if (key === 'maximum' && one === Number.MAX_SAFE_INTEGER) return []
      if (key === '$ref' && typeof one === 'string') return [[key, one.replace('#/$defs/', '#/components/schemas/')]]
      return [[key, pointed(one)]]
    }),
  )
}
