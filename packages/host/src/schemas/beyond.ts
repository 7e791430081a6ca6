/** What the validator is known to judge wrongly: refused, since a check that passes for no reason is worse than none. */
import type { Draft } from './validator.ts'

type Map = Readonly<Record<string, unknown>>
const isMap = (value: unknown): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keywords whose schemas look at the same value. */
const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas']
/** Those of them that a value need not fit. */
const OPTIONAL = new Set(['anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'])

interface Beside {
  readonly schema: Map
  readonly optional: boolean
}

/** The schema and those inside it that look at the same value. */
function beside(schema: Map, optional = false): Beside[] {
  const inner = IN_PLACE.flatMap((key) => {
    const value = schema[key]
    const schemas = Array.isArray(value)
      ? value
      : key === 'dependentSchemas' && isMap(value)
        ? Object.values(value)
        : [value]
    return schemas.filter(isMap).flatMap((one) => beside(one, optional || OPTIONAL.has(key)))
  })
  return [{ schema, optional }, ...inner]
}

const has = (schema: Map, ...keys: readonly string[]): string | undefined =>
  keys.find((key) => Object.hasOwn(schema, key) && schema[key] !== undefined)

/** Whether it describes items wherever they stand; a list of `items` describes the first ones only. */
const describesAll = (schema: Map): boolean =>
  has(schema, 'unevaluatedItems', 'additionalItems') !== undefined ||
  (has(schema, 'items') !== undefined && !Array.isArray(schema.items))

function unevaluated(schema: Map): string | undefined {
  if (schema.unevaluatedItems === undefined && schema.unevaluatedProperties === undefined) return undefined
  const all = beside(schema)
  if (all.some(({ schema: one }) => has(one, 'if') && !has(one, 'then')))
    return '`unevaluatedItems` or `unevaluatedProperties` beside an `if` without `then`'
  if (schema.unevaluatedItems === undefined) return undefined
  if (all.some(({ schema: one }) => has(one, 'contains'))) return '`unevaluatedItems` beside `contains`'
  const nested = all.some(({ schema: one, optional }) => optional && describesAll(one))
  return nested ? '`unevaluatedItems` beside a choice that describes `items`' : undefined
}

const SINCE_2019 = [
  'dependentRequired',
  'dependentSchemas',
  'maxContains',
  'minContains',
  'unevaluatedItems',
  'unevaluatedProperties',
  '$recursiveRef',
]
const SINCE_2020 = ['prefixItems', '$dynamicRef']

/** A keyword of a schema that only later drafts know, so that nothing would check it. */
export function laterKeyword(schema: Map, draft: Draft): string | undefined {
  if (draft === '2020-12') return undefined
  return has(schema, ...SINCE_2020, ...(draft === '2019-09' ? [] : SINCE_2019))
}

/** What of one schema cannot be checked, in the words of the drafts; undefined where all can. */
export function beyond(schema: Map, root: unknown): string | undefined {
  const whole = isMap(root) ? root : {}
  if (typeof schema.$dynamicRef === 'string' && schema.$dynamicRef !== `#${String(whole.$dynamicAnchor)}`)
    return 'a `$dynamicRef` to another place than a `$dynamicAnchor` of the whole schema'
  if (typeof schema.$recursiveRef === 'string' && whole.$recursiveAnchor !== true)
    return 'a `$recursiveRef` without `$recursiveAnchor: true` of the whole schema'
  if (isMap(schema.properties) && Object.hasOwn(schema.properties, '__proto__')) return 'a property named `__proto__`'
  return unevaluated(schema)
}
