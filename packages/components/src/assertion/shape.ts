/** Shapes: what a value must look like, written the way the value looks. */
import { isOfType, kindOf, pathOf, suggest, typedEqual, type ValueType, valueTypes, XmlNode } from '@merlon/language'
import type { Difference } from '@merlon/protocol'

const MOST = 50
const TYPES: readonly string[] = [...valueTypes, 'any']

const isMap = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'map'
const isType = (shape: unknown): shape is string => typeof shape === 'string' && TYPES.includes(shape)

/** A list of one type, shape or list describes every element; any other list names the values allowed. */
const isEach = (shape: readonly unknown[]): boolean =>
  shape.length === 1 && (isType(shape[0]) || isMap(shape[0]) || Array.isArray(shape[0]))

/** What is wrong with a shape itself. */
export function problemsOf(shape: unknown, path = 'shape'): string[] {
  if (isMap(shape)) return Object.entries(shape).flatMap(([name, member]) => problemsOf(member, `${path}.${name}`))
  if (Array.isArray(shape)) {
    if (shape.length === 0) return [`\`${path}\` is an empty list, which nothing fits`]
    return isEach(shape) ? problemsOf(shape[0], `${path}[]`) : []
  }
  if (shape === null || isType(shape)) return []
  const near = typeof shape === 'string' ? suggest(shape, TYPES) : undefined
  return [
    `\`${path}\` cannot be '${String(shape)}'${near ? `: did you mean ${near}?` : `: it takes ${TYPES.join(', ')}, a map, or a list`}`,
  ]
}

class Matching {
  readonly found: Difference[] = []
  private readonly strict: boolean

  constructor(strict: boolean) {
    this.strict = strict
  }

  private add(difference: Difference): void {
    if (this.found.length < MOST) this.found.push(difference)
  }

  match(actual: unknown, shape: unknown, path: readonly (string | number)[]): void {
    if (this.found.length >= MOST) return
    if (isMap(shape)) this.map(actual, shape, path)
    else if (Array.isArray(shape)) this.list(actual, shape, path)
    else this.type(actual, shape === null ? 'null' : (shape as ValueType | 'any'), path)
  }

  private type(actual: unknown, type: ValueType | 'any', path: readonly (string | number)[]): void {
    if (type !== 'any' && !isOfType(actual, type, this.strict))
      this.add({ path: pathOf(path), kind: 'type', expected: type, actual })
  }

  private map(actual: unknown, shape: Record<string, unknown>, path: readonly (string | number)[]): void {
    if (!isMap(actual)) {
      this.add({ path: pathOf(path), kind: 'type', expected: 'map', actual })
      return
    }
    for (const [key, member] of Object.entries(shape)) {
      const optional = key.endsWith('?')
      const name = optional ? key.slice(0, -1) : key
      if (!Object.hasOwn(actual, name)) {
        if (!optional) this.add({ path: pathOf([...path, name]), kind: 'missing', expected: member })
      } else if (!(optional && actual[name] === null)) this.match(actual[name], member, [...path, name])
    }
    if (!this.strict) return
    for (const name of Object.keys(actual)) {
      if (!Object.hasOwn(shape, name) && !Object.hasOwn(shape, `${name}?`))
        this.add({ path: pathOf([...path, name]), kind: 'added', actual: actual[name] })
    }
  }

  private list(actual: unknown, shape: readonly unknown[], path: readonly (string | number)[]): void {
    if (!isEach(shape)) {
      if (!shape.some((one) => typedEqual(actual, one, this.strict ? 'strict' : 'auto')))
        this.add({ path: pathOf(path), kind: 'changed', expected: `one of ${shape.map(String).join(', ')}`, actual })
      return
    }
    const items = actual instanceof XmlNode ? [actual] : actual
    if (!Array.isArray(items)) {
      this.add({ path: pathOf(path), kind: 'type', expected: 'array', actual })
      return
    }
    for (const [at, item] of items.entries()) this.match(item, shape[0], [...path, at])
  }
}

/** Where a value does not fit a shape that `problemsOf` finds nothing wrong with, with paths. */
export function mismatches(actual: unknown, shape: unknown, strict: boolean): readonly Difference[] {
  const matching = new Matching(strict)
  matching.match(actual, shape, [])
  return matching.found
}
