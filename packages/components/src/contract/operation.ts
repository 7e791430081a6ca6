/** One operation, in one shape whatever the version of its document. Sources: OpenAPI 2.0, 3.0.4 and 3.1.1. */
import { DocumentProblem, isMap, type Json, listOf, mapOf, type OpenApiDocument, textOf } from './document.ts'

export type Place = 'path' | 'query' | 'header' | 'cookie'

export interface Parameter {
  readonly name: string
  readonly in: Place
  readonly required: boolean
  readonly schema: Json
  /** What the document gives as an example, or as the default. */
  readonly example: unknown
  readonly style: string
  readonly explode: boolean
}

export interface Body {
  readonly required: boolean
  readonly type: string
  readonly schema: Json
  readonly example: unknown
}

export interface Answer {
  readonly status: string
  /** Schemas by content type; an empty one where any body will do. */
  readonly content: ReadonlyMap<string, Json>
  readonly requiredHeaders: readonly string[]
}

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Where the document says that the API is; a path where it is where the document came from. */
  readonly server: string
  readonly parameters: readonly Parameter[]
  readonly body: Body | undefined
  readonly answer: Answer
}

const PLACES: readonly string[] = ['path', 'query', 'header', 'cookie'] satisfies Place[]

/** Headers that mean nothing as parameters (OpenAPI 3.1.1 §4.8.12.1). */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization'])

/** The first of the examples that a media type or parameter gives. */
function exampleOf(holder: Json, document: OpenApiDocument): unknown {
  if (holder.example !== undefined) return holder.example
  if (holder['x-example'] !== undefined) return holder['x-example']
  const [first] = Object.values(mapOf(holder.examples))
  return first === undefined ? undefined : document.resolved(first).value
}

const styleOf = (place: Place): string => (place === 'query' || place === 'cookie' ? 'form' : 'simple')

function parameterOf(written: Json, document: OpenApiDocument): Parameter[] {
  const place = textOf(written.in) ?? ''
  const name = textOf(written.name) ?? ''
  if (!PLACES.includes(place) || (place === 'header' && NOT_PARAMETERS.has(name.toLowerCase()))) return []
  const where = place as Place // one of them
  const [content] = Object.values(mapOf(written.content))
  const schema =
    document.version === '2.0' ? written : mapOf(content === undefined ? written.schema : mapOf(content).schema)
  const style = textOf(written.style) ?? styleOf(where)
  const multi = document.version === '2.0' ? written.collectionFormat === 'multi' : style === 'form'
  const example = exampleOf(written, document)
  return [
    {
      name,
      in: where,
      required: where === 'path' || written.required === true,
      schema,
      example: example ?? document.resolved(schema).default,
      style,
      explode: typeof written.explode === 'boolean' ? written.explode : multi,
    },
  ]
}

/** Parameters of the path and over them those of the operation, by name and place. */
function writtenParameters(item: Json, operation: Json, document: OpenApiDocument): Json[] {
  const found = new Map<string, Json>()
  for (const one of [...listOf(item.parameters), ...listOf(operation.parameters)]) {
    const parameter = document.resolved(one)
    found.set(`${String(parameter.in)} ${String(parameter.name)}`, parameter)
  }
  return [...found.values()]
}

const isJson = (type: string): boolean => /^application\/(?:[^;]*\+)?json\b/i.test(type)

/** The content type that a body is sent as: JSON where there is a choice. */
const chosen = (types: readonly string[]): string | undefined =>
  types.find(isJson) ?? types.find((type) => type === 'application/x-www-form-urlencoded') ?? types[0]

/** Body and form parameters of version 2.0 as one body. */
function bodyOf2(written: readonly Json[], consumes: readonly string[], document: OpenApiDocument): Body | undefined {
  const body = written.find((one) => one.in === 'body')
  if (body)
    return {
      required: body.required === true,
      type: chosen(consumes) ?? 'application/json',
      schema: mapOf(body.schema),
      example: exampleOf(body, document),
    }
  const form = written.filter((one) => one.in === 'formData')
  if (form.length === 0) return undefined
  const needed = form.filter((one) => one.required === true).map((one) => String(one.name))
  return {
    required: needed.length > 0,
    type: consumes.find((type) => /form/.test(type)) ?? 'application/x-www-form-urlencoded',
    schema: {
      type: 'object',
      required: needed,
      properties: Object.fromEntries(form.map((one) => [String(one.name), one])),
    },
    example: undefined,
  }
}

function bodyOf3(written: unknown, document: OpenApiDocument): Body | undefined {
  const body = document.resolved(written)
  const content = mapOf(body.content)
  const type = chosen(Object.keys(content))
  if (type === undefined) return undefined
  const media = mapOf(content[type])
  return { required: body.required === true, type, schema: mapOf(media.schema), example: exampleOf(media, document) }
}

function contentOf(answer: Json, produces: readonly string[], document: OpenApiDocument): ReadonlyMap<string, Json> {
  if (document.version !== '2.0')
    return new Map(Object.entries(mapOf(answer.content)).map(([type, media]) => [type, mapOf(mapOf(media).schema)]))
  if (!isMap(answer.schema)) return new Map()
  const { schema } = answer
  return new Map((produces.length > 0 ? produces : ['application/json']).map((type) => [type, schema]))
}

/** The entry of an answer: its own, else that of its family, else the default. */
function answerOf(operation: Json, status: number, produces: readonly string[], document: OpenApiDocument): Answer {
  const responses = mapOf(operation.responses)
  const family = `${Math.floor(status / 100)}xx`
  const names = Object.keys(responses)
  const name =
    names.find((one) => one === String(status)) ??
    names.find((one) => one.toLowerCase() === family) ??
    names.find((one) => one === 'default')
  if (name === undefined)
    throw new DocumentProblem(
      `the operation '${String(operation.operationId)}' has no response ${status}`,
      names.length === 0 ? 'it has none at all' : `it has ${names.join(', ')}`,
    )
  const written = document.resolved(responses[name])
  const headers = Object.entries(mapOf(written.headers)).filter(
    ([, header]) => document.resolved(header).required === true,
  )
  return {
    status: name,
    content: contentOf(written, produces, document),
    requiredHeaders: headers.map(([header]) => header),
  }
}

/** The first server, its variables with their defaults. */
function serverOf({ root, version }: OpenApiDocument, item: Json, operation: Json): string {
  if (version === '2.0') {
    const host = textOf(root.host)
    const base = textOf(root.basePath) ?? '/'
    const schemes = listOf(root.schemes)
    return host === undefined
      ? base
      : `${schemes.includes('https') || schemes.length === 0 ? 'https' : String(schemes[0])}://${host}${base}`
  }
  const [first] =
    [operation, item, root].map(({ servers }) => listOf(servers)).find((servers) => servers.length > 0) ?? []
  const variables = mapOf(mapOf(first).variables)
  return (textOf(mapOf(first).url) ?? '/').replace(/\{([^}]*)\}/g, (_, name: string) =>
    String(mapOf(variables[name]).default ?? ''),
  )
}

const types = (own: unknown, around: unknown): readonly string[] =>
  listOf(own ?? around).flatMap((one) => textOf(one) ?? [])

/** Reads an operation and its answer with a status. Throws a DocumentProblem. */
export function readOperation(document: OpenApiDocument, id: string, status: number): Operation {
  const { method, path, item, operation } = document.operation(id)
  const { root } = document
  const written = writtenParameters(item, operation, document)
  const isOld = document.version === '2.0'
  return {
    id,
    method: method.toUpperCase(),
    path,
    server: serverOf(document, item, operation),
    parameters: written.flatMap((one) => parameterOf(one, document)),
    body: isOld
      ? bodyOf2(written, types(operation.consumes, root.consumes), document)
      : bodyOf3(operation.requestBody, document),
    answer: answerOf(operation, status, types(operation.produces, root.produces), document),
  }
}
