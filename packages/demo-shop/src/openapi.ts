/** Assembles the OpenAPI 3.1 document from the table of routes. */
import type { RefusalFormat } from './http/refusal.ts'
import { namesInPath, type ReplyPart, type Resource, type Route } from './http/route.ts'
import type { Schema } from './schema/build.ts'

type Json = Record<string, unknown>

export function openApi(resources: readonly Resource[]): Json {
  const schemas = new Map<string, unknown>()
  const refer = (schema: Schema) => hoisted(schema, schemas)
  const schemes = new Map<string, unknown>()
  const paths: Record<string, Json> = {}
  for (const { name, refusalFormat, routes } of resources) {
    for (const route of routes) {
      if (route.guard) schemes.set(route.guard.name, route.guard.scheme)
      const path = (paths[route.path] ??= {})
      path[route.method] = { tags: [name], ...operation(route, refusalFormat, refer) }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Demo shop',
      version: '1.0.0',
      description: 'A retail API to test against. HEAD works wherever GET does; OPTIONS answers with Allow everywhere.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: resources.map(({ name, description }) => ({ name, description })),
    paths,
    components: { schemas: Object.fromEntries(schemas), securitySchemes: Object.fromEntries(schemes) },
  }
}

function operation(route: Route, format: RefusalFormat, refer: (schema: Schema) => unknown): Json {
  const { id, summary, description, guard, body } = route
  const content = body?.contentTypes.map((type) => [
    type,
    { schema: refer(body.schema), ...(body.example === undefined ? {} : { example: body.example }) },
  ])
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(guard ? { security: [{ [guard.name]: [] }] } : { security: [] }),
    ...(route.parameters ? { parameters: parameters(route, route.parameters, refer) } : {}),
    ...(body && content ? { requestBody: { required: body.required, content: Object.fromEntries(content) } } : {}),
    responses: responses(route, format, refer),
  }
}

function parameters(route: Route, schema: Schema, refer: (schema: Schema) => unknown): Json[] {
  const ofPath = new Set(namesInPath(route.path))
  return Object.entries(schema.properties ?? {}).map(([name, { description, examples, ...member }]) => {
    const required = schema.required?.includes(name) === true && member.default === undefined
    return {
      name,
      in: ofPath.has(name) ? 'path' : 'query',
      ...(required ? { required } : {}),
      ...(description === undefined ? {} : { description }),
      schema: refer(member),
      ...(examples ? { example: examples[0] } : {}),
    }
  })
}

function responses(route: Route, format: RefusalFormat, refer: (schema: Schema) => unknown): Json {
  const entries = Object.entries(route.replies).map(([status, part]) => [status, response(part, refer)])
  const refusals = Object.entries({ ...refusalsOfRouter(route), ...route.refusals }).map(([status, description]) => {
    const { contentType, schema } = format
    return [status, response({ description, contentType, schema }, refer)]
  })
  const unchanged = route.conditional ? [[304, { description: 'as If-None-Match says, nothing has changed' }]] : []
  return Object.fromEntries([...entries, ...unchanged, ...refusals])
}

/** What the router refuses before the route is asked. */
function refusalsOfRouter({ guard, parameters, path, body }: Route): Record<number, string> {
  const names = Object.keys(parameters?.properties ?? {})
  const ofPath = new Set(namesInPath(path))
  const isPickyAboutType = body && !body.contentTypes.includes('*/*')
  return {
    ...(body || names.some((name) => !ofPath.has(name)) ? { 400: 'the query or the body is not as it should be' } : {}),
    ...(guard ? { 401: guard.refusal } : {}),
    ...(ofPath.size > 0 ? { 404: 'the path names nothing that exists' } : {}),
    ...(body ? { 413: 'the body is too large' } : {}),
    ...(isPickyAboutType ? { 415: 'the body has another content type or an encoding' } : {}),
  }
}

function response(part: ReplyPart, refer: (schema: Schema) => unknown): Json {
  const headers = Object.entries(part.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ])
  return {
    description: part.description,
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    ...(part.schema ? { content: { [part.contentType ?? 'application/json']: { schema: refer(part.schema) } } } : {}),
  }
}

/** The schema with every titled one inside it, itself included, replaced by a reference to `#/components/schemas`. */
function hoisted(schema: Schema, schemas: Map<string, unknown>): unknown {
  const inner = (one: Schema) => hoisted(one, schemas)
  const { properties, items, additionalProperties, ...rest } = schema
  const written = {
    ...rest,
    ...(items ? { items: inner(items) } : {}),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: additionalProperties === false ? false : inner(additionalProperties) }),
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inner(one)])) }
      : {}),
  }
  if (schema.title === undefined) return written
  schemas.set(schema.title, written)
  return { $ref: `#/components/schemas/${schema.title}` }
}
