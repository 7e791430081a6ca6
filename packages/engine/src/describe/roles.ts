/** What each role looks like from outside: to an editor, a form, a reader. A new role is one entry here. */
import type { AnyField, Fields, Role } from '../fields.ts'
import { type Schema, strictObject } from './schema.ts'

interface Description<R extends Role['role']> {
  /** What the field takes, for the reference: `a duration`. */
  readonly words: (spec: Extract<Role, { role: R }>) => string
  /** Which YAML values the compiler reads without complaint; where that depends on a text's inside, a little more. */
  readonly schema: (spec: Extract<Role, { role: R }>) => Schema
  /** Fields or alternatives inside it. */
  readonly parts?: (spec: Extract<Role, { role: R }>) => Parts
  /** A value of `orElse` as it would be written in a test; without it, as it is. */
  readonly written?: (value: unknown) => unknown
}

export interface Parts {
  readonly fields?: Readonly<Record<string, AnyField>>
  readonly items?: AnyField
  readonly alternatives?: readonly AnyField[]
}

const scalar: Schema = { type: ['string', 'number', 'boolean'] }
const filled = '\\$\\{'

/** A number, or a text that is one or that becomes one when the step runs. */
const amount = (number: Schema, text: string): Schema => ({
  anyOf: [number, { type: 'string', pattern: `${filled}|${text}` }],
})

const NUMBER = '^\\s*[-+]?(\\d|\\.\\d)[\\d.eE+-]*\\s*$'

/** An option as YAML may read it: `2` is a number, `true` a boolean. */
function asRead(option: string): unknown[] {
  if (option === 'true' || option === 'false') return [option, option === 'true']
  return option !== '' && String(Number(option)) === option ? [option, Number(option)] : [option]
}

function durationText(value: unknown): unknown {
  const ms = Number(value)
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000}min`
  return ms >= 1000 && ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`
}

const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ')

const descriptions: { readonly [R in Role['role']]: Description<R> } = {
  expression: { words: () => 'an expression', schema: () => scalar },
  script: { words: () => 'JavaScript that ends in `return`', schema: () => ({ type: 'string' }) },
  template: { words: () => 'text, which may hold `${ }`', schema: () => scalar },
  value: { words: () => 'any value; text in it may hold `${ }`', schema: () => ({}) },
  text: { words: () => 'text, as it is', schema: () => scalar },
  name: {
    words: () => "a variable's name",
    schema: () => ({ type: 'string', pattern: '^\\s*(?!_\\d)[A-Za-z_$][\\w$]*\\s*$' }),
  },
  file: { words: () => 'a path below `files/`', schema: () => scalar },
  duration: {
    words: ({ bare }) =>
      `a duration: \`500ms\`, \`30s\`, \`5min\`; a bare number is ${bare === 's' ? 'seconds' : 'milliseconds'}`,
    schema: () => amount({ type: 'number', minimum: 0 }, '^\\s*\\d+(\\.\\d+)?\\s*(ms|s|sec|m|min|h)?\\s*$'),
    written: durationText,
  },
  number: {
    words: ({ whole, least, most }) =>
      [
        whole ? 'a whole number' : 'a number',
        least === undefined ? '' : `from ${least}`,
        most === undefined ? '' : `up to ${most}`,
      ]
        .filter(Boolean)
        .join(' '),
    schema: ({ whole, least, most }) =>
      amount(
        {
          type: whole ? 'integer' : 'number',
          ...(least === undefined ? {} : { minimum: least }),
          ...(most === undefined ? {} : { maximum: most }),
        },
        NUMBER,
      ),
  },
  bytes: {
    words: () => 'a size: `512kB`, `10MB`',
    schema: () => amount({ type: 'number', minimum: 0 }, '^\\s*\\d+(\\.\\d+)?\\s*(B|kB|KB|MB|GB)?\\s*$'),
  },
  boolean: {
    words: () => '`true` or `false`',
    schema: () => ({
      anyOf: [
        { type: 'boolean' },
        { type: 'string', pattern: '^\\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])\\s*$' },
      ],
    }),
  },
  choice: {
    words: ({ options }) => (options.length === 1 ? list(options) : `one of ${list(options)}`),
    schema: ({ options }) => ({ enum: options.flatMap(asRead) }),
  },
  steps: { words: () => 'a list of steps', schema: () => ({ $ref: '#/definitions/steps' }) },
  list: {
    words: ({ of }) => `a list: ${wordsOf(of.spec)}`,
    schema: ({ of }) => ({ anyOf: [{ type: 'array', items: fieldSchema(of) }, fieldSchema(of)] }),
    parts: ({ of }) => ({ items: of }),
  },
  map: {
    words: ({ of }) => `a map of names to ${wordsOf(of.spec)}`,
    schema: ({ of }) => ({ type: 'object', additionalProperties: fieldSchema(of) }),
    parts: ({ of }) => ({ items: of }),
  },
  object: {
    words: ({ fields }) =>
      `a map with ${list(Object.entries(fields).flatMap(([name, one]) => (one.hidden ? [] : [name])))}`,
    schema: ({ fields, ...groups }) => fieldsSchema(fields, groupConditions(fields, groups)),
    parts: ({ fields }) => ({ fields }),
  },
  either: {
    words: ({ of }) => of.map((one) => wordsOf(one.spec)).join('; or '),
    schema: ({ of }) => ({ anyOf: of.map(fieldSchema) }),
    parts: ({ of }) => ({ alternatives: of }),
  },
}

// The table's type ties each entry to its own spec; TypeScript cannot see that through the look-up.
const describe = (spec: Role): Description<Role['role']> => descriptions[spec.role] as Description<Role['role']>

/** What a role takes, in words for the reference. */
export const wordsOf = (spec: Role): string => describe(spec).words(spec)

export const partsOf = (spec: Role): Parts => describe(spec).parts?.(spec) ?? {}

/** The default of a field as it would be written in a test; undefined where it has none. */
export function writtenDefault({ spec, fallback }: AnyField): unknown {
  return fallback === undefined ? undefined : (describe(spec).written?.(fallback) ?? fallback)
}

/** The JSON Schema of a field's value. */
export function fieldSchema(one: AnyField): Schema {
  const value = writtenDefault(one)
  return {
    description: one.summary,
    ...describe(one.spec).schema(one.spec),
    ...(value === undefined ? {} : { default: value }),
  }
}

/** The JSON Schema of a map of fields: other names, hidden ones too, are read and not suggested. */
export function fieldsSchema(fields: Readonly<Record<string, AnyField>>, more: readonly Schema[] = []): Schema {
  const properties: Record<string, Schema> = {}
  const conditions: Schema[] = []
  const required: string[] = []
  for (const [name, one] of Object.entries(fields)) {
    const schema = fieldSchema(one)
    const names = [name, ...(one.aliases ?? [])]
    properties[name] = one.hidden ? { ...schema, doNotSuggest: true } : schema
    for (const other of names.slice(1)) properties[other] = { ...schema, doNotSuggest: true }
    if (one.required && names.length === 1) required.push(name)
    else if (one.required) conditions.push({ anyOf: names.map((known) => ({ required: [known] })) })
  }
  return strictObject(properties, { required, conditions: [...conditions, ...more] })
}

interface Groups {
  readonly oneOf?: readonly (readonly string[])[]
  readonly atMostOneOf?: readonly (readonly string[])[]
}

function isThere(fields: Fields, field: string): Schema {
  const names = [field, ...(fields[field]?.aliases ?? [])]
  return names.length === 1 ? { required: names } : { anyOf: names.map((name) => ({ required: [name] })) }
}

/** Each pair of fields that exclude each other. */
function excluding(fields: Fields, group: readonly string[]): Schema[] {
  return group.flatMap((first, at) =>
    group.slice(at + 1).map((second) => ({
      not: { allOf: [isThere(fields, first), isThere(fields, second)] },
      errorMessage: `only one of '${first}' and '${second}'`,
    })),
  )
}

/** What groups of fields ask of a map. */
export function groupConditions(fields: Fields, { oneOf = [], atMostOneOf = [] }: Groups): Schema[] {
  return [
    ...oneOf.map((group) => ({ anyOf: group.map((name) => isThere(fields, name)) })),
    ...[...oneOf, ...atMostOneOf].flatMap((group) => excluding(fields, group)),
  ]
}
