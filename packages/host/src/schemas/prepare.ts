/** A schema as the validator gets it: a copy within limits, without what is not JSON Schema's or would change its mode. */

import { beyond, laterKeyword } from './beyond.ts'
import type { Draft } from './validator.ts'

/** Counts how often references are followed; see `validator.ts`. */
export const STEP = 'merlon:step'

const DEEPEST = 100
const LARGEST = 100_000

const ONE = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const LIST = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems'])
const NAMED = new Set(['$defs', 'definitions', 'dependencies', 'dependentSchemas', 'patternProperties', 'properties'])
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef']

/** Keywords of OpenAPI that the validator would take for its own, and what makes it wait or choose another draft. */
const LEFT_OUT = new Set(['$async', '$schema', 'discriminator', 'nullable', STEP])

export class SchemaLimit extends Error {
  readonly help: string | undefined
  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }
}

type Map = Readonly<Record<string, unknown>>
const isMap = (value: unknown): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value)

class Preparation {
  private nodes = 0
  /** An `$id` inside the schema, and a reference whose target depends on them. */
  private hasInnerId = false
  private isDynamic = false
  private readonly draft: Draft
  private readonly root: unknown

  constructor(root: unknown, draft: Draft) {
    this.root = root
    this.draft = draft
  }

  private count(depth: number): void {
    this.nodes += 1
    if (depth > DEEPEST) throw new SchemaLimit(`the schema nests deeper than ${DEEPEST} levels`)
    if (this.nodes > LARGEST) throw new SchemaLimit(`the schema has more than ${LARGEST} parts`)
  }

  /** What is no schema: copied as it is. */
  private plain(value: unknown, depth: number): unknown {
    this.count(depth)
    if (Array.isArray(value)) return value.map((one) => this.plain(one, depth + 1))
    if (!isMap(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.plain(member, depth + 1)]))
  }

  private member(key: string, value: unknown, depth: number): unknown {
    if (ONE.has(key) && isMap(value)) return this.schema(value, depth)
    if (LIST.has(key) && Array.isArray(value)) return value.map((one) => this.schema(one, depth + 1))
    if (!NAMED.has(key) || !isMap(value)) return this.plain(value, depth)
    this.count(depth)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.schema(one, depth + 1)]))
  }

  private isLeftOut(key: string, schema: Map): boolean {
    // `id` was renamed in draft 06; older schemas that do not say so still carry it.
    if (key === 'id') return this.draft !== '04' || typeof schema.$ref === 'string'
    if (key === '$id' && this.draft !== '2019-09' && this.draft !== '2020-12') return typeof schema.$ref === 'string'
    return LEFT_OUT.has(key)
  }

  private refuse(what: string | undefined): void {
    if (what === undefined) return
    throw new SchemaLimit(`the schema has ${what}, which cannot be checked`)
  }

  private refuseLater(keyword: string | undefined): void {
    if (keyword === undefined) return
    throw new SchemaLimit(
      `\`${keyword}\` is no keyword of draft ${this.draft}, so nothing would check it`,
      'say `"$schema": "https://json-schema.org/draft/2020-12/schema"`, or leave it out',
    )
  }

  whole(): unknown {
    const copy = this.schema(this.root, 0)
    if (this.isDynamic && this.hasInnerId) this.refuse('`$dynamicRef` or `$recursiveRef` among several `$id`s')
    return copy
  }

  private schema(value: unknown, depth: number): unknown {
    if (!isMap(value)) return this.plain(value, depth)
    this.count(depth)
    const entries = Object.entries(value).filter(([key]) => !this.isLeftOut(key, value))
    const copy = entries.map(([key, member]) => [key, this.member(key, member, depth + 1)] as const)
    const follows = REFERENCES.some((name) => typeof value[name] === 'string')
    this.refuseLater(laterKeyword(value, this.draft))
    this.refuse(beyond(value, this.root))
    if (depth > 0 && typeof value.$id === 'string') this.hasInnerId = true
    if (value.$dynamicRef !== undefined || value.$recursiveRef !== undefined) this.isDynamic = true
    return Object.fromEntries(follows ? [...copy, [STEP, true]] : copy)
  }
}

/** Copies a schema. Throws a SchemaLimit, with a message for the author, where it is more than can be checked. */
export const prepared = (schema: unknown, draft: Draft): unknown => new Preparation(schema, draft).whole()
