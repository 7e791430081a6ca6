/** Schemas of OpenAPI as JSON Schema: references gathered, what is peculiar to the older versions put in its words. */
import { isMap, type Json, listOf, type OpenApiDocument, textOf } from './document.ts'

const ONE = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const NAMED = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'])

/** A bound that is exclusive, as versions before 3.1 say it. */
function bounded(schema: Json): Json {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema
  if (typeof exclusiveMinimum !== 'boolean' && typeof exclusiveMaximum !== 'boolean') return schema
  return {
    ...rest,
    ...(minimum === undefined ? {} : { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum === undefined ? {} : { [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
  }
}

class Conversion {
  readonly gathered = new Map<string, { readonly name: string; schema: unknown }>()
  private readonly document: OpenApiDocument

  constructor(document: OpenApiDocument) {
    this.document = document
  }

  private reference(to: string): Json {
    const known = this.gathered.get(to)
    if (known) return { $ref: `#/$defs/${known.name}` }
    const entry: { name: string; schema: unknown } = { name: `s${this.gathered.size}`, schema: true }
    // Before it is converted, since it may refer to itself.
    this.gathered.set(to, entry)
    entry.schema = this.schema(this.document.at(to))
    return { $ref: `#/$defs/${entry.name}` }
  }

  private member(key: string, value: unknown): unknown {
    if (key === 'items' && Array.isArray(value)) return value.map((one) => this.schema(one))
    if (ONE.has(key)) return this.schema(value)
    if (LIST.has(key)) return listOf(value).map((one) => this.schema(one))
    if (!NAMED.has(key) || !isMap(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.schema(one)]))
  }

  /** What may only be written is not in an answer, whether it is required or not. */
  private required({ required, properties }: Json): readonly unknown[] {
    const isWritten = (name: unknown): boolean =>
      isMap(properties) &&
      typeof name === 'string' &&
      Object.hasOwn(properties, name) &&
      this.document.resolved(properties[name]).writeOnly === true
    return listOf(required).filter((name) => !isWritten(name))
  }

  schema(written: unknown): unknown {
    if (!isMap(written)) return written
    const reference = textOf(written.$ref)
    const isOld = this.document.version !== '3.1'
    if (reference !== undefined && isOld) return this.reference(reference)
    // The type `file` of version 2.0 is any body.
    if (isOld && written.type === 'file') return true
    const { $ref, required, discriminator, nullable, ...rest } = isOld ? bounded(written) : written
    const converted = {
      ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, this.member(key, value)])),
      ...(reference === undefined ? {} : this.reference(reference)),
      ...(Array.isArray(required) ? { required: this.required(written) } : {}),
    }
    return nullable === true && isOld ? { anyOf: [{ type: 'null' }, converted] } : converted
  }
}

/** The schema on its own, with all that it refers to. Throws a DocumentProblem where a reference leads nowhere. */
export function jsonSchemaOf(schema: Json, document: OpenApiDocument): Json {
  const conversion = new Conversion(document)
  const converted = conversion.schema(schema)
  const $schema =
    document.version === '3.1'
      ? 'https://json-schema.org/draft/2020-12/schema'
      : 'http://json-schema.org/draft-07/schema#'
  const $defs = Object.fromEntries([...conversion.gathered.values()].map((one) => [one.name, one.schema]))
  return { $schema, $defs, allOf: [converted] }
}
