/** Validates a parsed query against the JSON Schemas of what it asks for, then runs it. */
import type { Schema } from '../schema/build.ts'
import { isObject } from '../schema/check.ts'
import { Mistake } from './mistake.ts'
import type { Field, Query, Variable } from './parse.ts'

type Scalar = 'String' | 'Int' | 'ID' | 'Float' | 'Boolean'
type Arguments = Readonly<Record<string, unknown>>

/** A field of `Query`. */
interface Entrance {
  /** argument name to type; `ID!` is one that must be there */
  readonly args: Readonly<Record<string, Scalar | `${Scalar}!`>>
  readonly schema: Schema
  /** may throw a mistake, which makes the field null and is told in `errors` */
  resolve(args: Arguments): unknown
}

export type Entrances = Readonly<Record<string, Entrance>>

export interface Result {
  readonly data?: Readonly<Record<string, unknown>>
  readonly errors?: readonly Mistake[]
}

const FITS: Readonly<Record<Scalar, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  Int: (value) => Number.isInteger(value),
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
  Float: (value) => typeof value === 'number',
  Boolean: (value) => typeof value === 'boolean',
}

export function execute(query: Query, entrances: Entrances, variables: Arguments): Result {
  const given = new Map<string, unknown>()
  const mistakes = query.variables.flatMap((variable) => bind(variable, variables, given))
  const calls = query.selections.map((field) => ({ field, entrance: own(entrances, field.name) }))
  mistakes.push(...conflicts(query.selections))
  for (const { field, entrance } of calls) {
    if (field.name === '__typename') continue
    if (!entrance) mistakes.push(unknownField(field, 'Query'))
    else mistakes.push(...checkArguments(field, entrance, query, given), ...checkField(field, entrance.schema))
  }
  if (mistakes.length > 0) return { errors: mistakes }

  const errors: Mistake[] = []
  const data = Object.fromEntries(
    calls.map(({ field, entrance }) => {
      if (!entrance) return [field.key, 'Query']
      try {
        return [field.key, pick(field, entrance.schema, entrance.resolve(argumentsOf(field, given)))]
      } catch (error) {
        if (!(error instanceof Mistake)) throw error
        errors.push(new Mistake(error.message, placeOf(field), error.code, [field.key]))
        return [field.key, null]
      }
    }),
  )
  return errors.length > 0 ? { data, errors } : { data }
}

function own<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined
}

function placeOf({ line, column }: Field | Variable) {
  return { line, column }
}

/** Puts the variable's value into `given`; gives what is wrong with it. */
function bind(variable: Variable, variables: Arguments, given: Map<string, unknown>): Mistake[] {
  const { name, type, isRequired, fallback } = variable
  if (!Object.hasOwn(FITS, type))
    return [new Mistake(`'$${name}' has the type '${type}', which nothing takes`, placeOf(variable))]
  const value = own(variables, name) ?? (Object.hasOwn(variables, name) ? null : fallback)
  if (value === undefined || value === null) {
    if (isRequired)
      return [new Mistake(`the variable '$${name}' must have a value`, placeOf(variable), 'BAD_USER_INPUT')]
    if (value === null) given.set(name, null)
    return []
  }
  // Object.hasOwn has said that it is one of the scalars
  if (!FITS[type as Scalar](value)) {
    const wrong = `the variable '$${name}' must be ${type}, but is ${JSON.stringify(value)}`
    return [new Mistake(wrong, placeOf(variable), 'BAD_USER_INPUT')]
  }
  given.set(name, value)
  return []
}

function checkArguments(field: Field, entrance: Entrance, query: Query, given: Map<string, unknown>): Mistake[] {
  const mistake = (message: string) => new Mistake(message, placeOf(field))
  const mistakes: Mistake[] = []
  for (const [name, value] of field.args) {
    if (!own(entrance.args, name)) mistakes.push(mistake(`'${field.name}' has no argument '${name}'`))
    if ('variable' in value && !query.variables.some((variable) => variable.name === value.variable)) {
      mistakes.push(mistake(`the variable '$${value.variable}' is not declared`))
    }
  }
  if (mistakes.length > 0 || query.variables.some(({ isRequired, name }) => isRequired && !given.has(name)))
    return mistakes
  const values = argumentsOf(field, given)
  for (const [name, type] of Object.entries(entrance.args)) {
    const value = values[name] ?? undefined
    // what is left without the mark is a scalar's name
    const scalar = type.replace('!', '') as Scalar
    if (value === undefined && type !== scalar) mistakes.push(mistake(`'${field.name}' needs the argument '${name}'`))
    if (value !== undefined && !FITS[scalar](value)) {
      mistakes.push(mistake(`the argument '${name}' must be ${scalar}, but is ${JSON.stringify(value)}`))
    }
  }
  return mistakes
}

function argumentsOf(field: Field, given: Map<string, unknown>): Arguments {
  const values = [...field.args].map(([name, value]) => [
    name,
    'variable' in value ? given.get(value.variable) : value.literal,
  ])
  return Object.fromEntries(values)
}

function unknownField(field: Field, type: string): Mistake {
  return new Mistake(`'${type}' has no field '${field.name}'`, placeOf(field))
}

function conflicts(fields: readonly Field[]): Mistake[] {
  const keys = fields.map((field) => field.key)
  return fields
    .filter((field, index) => keys.indexOf(field.key) < index)
    .map((field) => new Mistake(`'${field.key}' stands here twice; give one of them an alias`, placeOf(field)))
}

function checkField(field: Field, schema: Schema): Mistake[] {
  if (schema.items) return checkField(field, schema.items)
  if (!schema.properties) {
    return field.selections ? [new Mistake(`'${field.name}' has no fields to select`, placeOf(field))] : []
  }
  const { properties, title = 'Object' } = schema
  if (!field.selections)
    return [new Mistake(`'${field.name}' needs a selection of fields of '${title}'`, placeOf(field))]
  const inner = field.selections.flatMap((one) => {
    if (one.name === '__typename') return []
    const member = own(properties, one.name)
    if (!member) return [unknownField(one, title)]
    if (one.args.size > 0) return [new Mistake(`'${one.name}' takes no arguments`, placeOf(one))]
    return checkField(one, member)
  })
  return [...conflicts(field.selections), ...inner]
}

/** What the field selects of the value; a member that is not there is null. */
function pick(field: Field, schema: Schema, value: unknown): unknown {
  const { items, properties = {} } = schema
  if (Array.isArray(value)) return items ? value.map((element) => pick(field, items, element)) : value
  if (!isObject(value)) return value ?? null
  const selected = (field.selections ?? []).map((one) => {
    const member = own(properties, one.name)
    return [one.key, member ? pick(one, member, value[one.name]) : schema.title]
  })
  return Object.fromEntries(selected)
}
