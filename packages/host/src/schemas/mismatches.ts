/** What the validator found, as places in a value. */
import type { SchemaMismatch } from '@merlon/engine'
import { pathOf, type Segment } from '@merlon/language'
import type { ErrorObject } from 'ajv'

const MOST = 100

/** Where a JSON pointer (RFC 6901) leads in a value: an index where it goes through a list, else a key. */
export function segmentsOf(pointer: string, value: unknown): Segment[] {
  let at = value
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
      const isIndex = Array.isArray(at)
      at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined
      return isIndex ? Number(key) : key
    })
}

/** Of a choice none of which fits, what is wrong with each at the same place only repeats that; what lies deeper helps. */
const CHOICES = new Set(['anyOf', 'oneOf'])
/** Schemas that a value need not fit, so that what is wrong with it there is no mismatch. */
const TRIALS = new Set(['contains', 'if', 'not', 'propertyNames'])

const insideOf = ({ schemaPath, keyword }: ErrorObject): string => `${schemaPath.replace(/\/[^/]*$/, '')}/${keyword}/`

function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const around = errors.filter(({ keyword }) => CHOICES.has(keyword) || TRIALS.has(keyword))
  if (around.length === 0) return errors
  const repeats = (error: ErrorObject): boolean =>
    around.some(
      (one) =>
        error !== one &&
        error.schemaPath.startsWith(insideOf(one)) &&
        (TRIALS.has(one.keyword) || error.instancePath === one.instancePath),
    )
  return errors.filter((error) => !repeats(error))
}

/** The place that an error is about: that of a property where it names one. */
function placeOf({ keyword, params }: ErrorObject): string | undefined {
  const named: Readonly<Record<string, unknown>> = {
    required: params.missingProperty,
    dependencies: params.missingProperty,
    dependentRequired: params.missingProperty,
    additionalProperties: params.additionalProperty,
    unevaluatedProperties: params.unevaluatedProperty,
  }
  const name = named[keyword]
  return typeof name === 'string' ? name : undefined
}

function mismatchOf(error: ErrorObject, value: unknown): SchemaMismatch {
  const place = placeOf(error)
  const segments = segmentsOf(error.instancePath, value)
  const held = error.data
  const actual =
    place === undefined
      ? held
      : typeof held === 'object' && held !== null && Object.hasOwn(held, place)
        ? (Reflect.get(held, place) as unknown)
        : undefined
  return {
    path: pathOf(place === undefined ? segments : [...segments, place]),
    keyword: error.keyword,
    wanted: error.schema,
    params: error.params,
    actual,
  }
}

/** The places where a value does not fit, each once, in the order in which they were found. */
export function mismatchesOf(errors: readonly ErrorObject[], value: unknown): readonly SchemaMismatch[] {
  const seen = new Set<string>()
  const found: SchemaMismatch[] = []
  for (const error of withoutBranches(errors)) {
    const one = mismatchOf(error, value)
    const identity = `${one.path}\n${one.keyword}\n${error.schemaPath}`
    if (seen.has(identity)) continue
    seen.add(identity)
    found.push(one)
    if (found.length === MOST) break
  }
  return found
}
