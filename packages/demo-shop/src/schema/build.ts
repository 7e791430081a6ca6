/** JSON Schema, the part of it that the shop speaks, with the TypeScript type of what a schema accepts. */

declare const holds: unique symbol

type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array'

/** A JSON Schema (2020-12); a `title` makes it a named schema of the OpenAPI document. */
export interface Schema<T = unknown> {
  readonly [holds]?: T
  readonly title?: string
  readonly description?: string
  readonly type?: TypeName
  readonly format?: 'uri' | 'date-time' | 'binary'
  readonly enum?: readonly (string | number)[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly default?: string | number
  readonly examples?: readonly (string | number)[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | false
}

type Limits = Omit<Schema, 'type' | 'properties' | 'required' | 'items' | typeof holds>
type Members = Readonly<Record<string, Schema>>
type Held<S> = S extends Schema<infer T> ? T : never
type Shape<M extends Members> = {
  readonly [K in keyof M as K extends `${string}?` ? never : K]: Held<M[K]>
} & {
  readonly [K in keyof M as K extends `${infer Name}?` ? Name : never]?: Held<M[K]>
}

export const text = (limits: Limits = {}): Schema<string> => ({ type: 'string', ...limits })
export const integer = (limits: Limits = {}): Schema<number> => ({ type: 'integer', ...limits })
export const number = (limits: Limits = {}): Schema<number> => ({ type: 'number', ...limits })
export const anything = (limits: Limits = {}): Schema<unknown> => ({ ...limits })

export function list<T>(items: Schema<T>, limits: Limits = {}): Schema<readonly T[]> {
  return { type: 'array', items, ...limits }
}

/** An object with any member names, all values of one kind. */
export function map<T>(values: Schema<T>, limits: Limits = {}): Schema<Readonly<Record<string, T>>> {
  return { type: 'object', additionalProperties: values, ...limits }
}

/** An object with these members; `name?` is one that may be absent. */
export function object<M extends Members>(members: M, limits: Limits = {}): Schema<Shape<M>> {
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const [key, schema] of Object.entries(members)) {
    const name = key.replace(/\?$/, '')
    properties[name] = schema
    if (name === key) required.push(name)
  }
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...limits }
}
