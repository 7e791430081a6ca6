/** A validator for the part of JSON Schema (draft 7) that our schemas use; another keyword is an error, not a silent pass. */
import { isDeepStrictEqual } from 'node:util'

export interface Schema {
  readonly [keyword: string]: unknown
}

type Check = (value: unknown, argument: never, root: Schema, schema: Schema) => boolean

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isMap,
}

const always: Check = () => true

const keywords: Readonly<Record<string, Check>> = {
  $schema: always,
  $id: always,
  title: always,
  description: always,
  default: always,
  definitions: always,
  doNotSuggest: always,
  errorMessage: always,
  type: (value, names: string | string[]) => [names].flat().some((name) => types[name]!(value)),
  enum: (value, options: unknown[]) => options.some((option) => isDeepStrictEqual(option, value)),
  anyOf: (value, schemas: Schema[], root) => schemas.some((one) => isValid(value, one, root)),
  oneOf: (value, schemas: Schema[], root) => schemas.filter((one) => isValid(value, one, root)).length === 1,
  allOf: (value, schemas: Schema[], root) => schemas.every((one) => isValid(value, one, root)),
  not: (value, schema: Schema, root) => !isValid(value, schema, root),
  $ref: (value, path: string, root) => isValid(value, resolved(path, root), root),
  required: (value, names: string[]) => !isMap(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (value, members: Record<string, Schema>, root) =>
    !isMap(value) ||
    Object.entries(members).every(
      ([name, schema]) => !Object.hasOwn(value, name) || isValid(value[name], schema, root),
    ),
  additionalProperties: (value, allowed: boolean | Schema, root, { properties }) => {
    const known = isMap(properties) ? properties : {}
    const others = isMap(value) ? Object.keys(value).filter((name) => !Object.hasOwn(known, name)) : []
    return typeof allowed === 'boolean'
      ? allowed || others.length === 0
      : others.every((name) => isValid((value as Record<string, unknown>)[name], allowed, root))
  },
  items: (value, schema: Schema, root) => !Array.isArray(value) || value.every((item) => isValid(item, schema, root)),
  minItems: (value, least: number) => !Array.isArray(value) || value.length >= least,
  minimum: (value, least: number) => typeof value !== 'number' || value >= least,
  maximum: (value, most: number) => typeof value !== 'number' || value <= most,
  pattern: (value, pattern: string) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
}

function resolved(path: string, root: Schema): Schema {
  const found = path
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), root)
  if (!isMap(found)) throw new Error(`there is nothing at ${path}`)
  return found
}

/** Whether a value is valid. Throws for keywords it does not know, and for references to nothing. */
export function isValid(value: unknown, schema: Schema, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    const check = keywords[keyword]
    if (!check) throw new Error(`the keyword '${keyword}' is not known here`)
    // Each keyword's argument is of the kind that the standard gives it.
    return check(value, argument as never, root, schema)
  })
}
