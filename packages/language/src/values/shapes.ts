/** Shapes of values: keys and nesting without the scalars, and which shapes match. */
import { jsonTypeOf, leafOf } from './equality.ts'
import { type Identified, identities } from './identity.ts'
import type { Ignored } from './path.ts'

export interface Shapes {
  of(value: unknown, ignored: Ignored): number
  /** The shapes of a list's elements, each with the index of the first element that has it. */
  firstOfEach(list: readonly unknown[], ignored: Ignored): Map<number, number>
  /**
   * Whether two shapes match: the same keys with matching members, and lists in which every element of either has a
   * match in the other; an empty list matches any list.
   */
  areTwins(a: number, b: number): boolean
  /** Indexes in the first list of the shapes that match none of the second. */
  withoutTwin(of: ReadonlyMap<number, number>, among: ReadonlyMap<number, number>): number[]
}

/** So many comparisons of shapes with empty lists in them, at most; beyond, what is not the same does not match. */
const budget = 200_000

/** With `strict`, the JSON types of the scalars are part of the shape. */
export function shapes(strict: boolean): Shapes {
  let missing = 0
  const known = identities({
    leaf(value) {
      // What is missing has no twin, not even another that is missing.
      if (value === undefined) return `missing ${missing++}`
      return strict ? jsonTypeOf(leafOf(value)) : 'scalar'
    },
    distinct: true,
    text: false,
    leafElements: false,
  })
  const compared = new Map<string, boolean>()
  let left = budget
  const hasTwin = (shape: number, among: readonly number[], depth: number): boolean =>
    among.includes(shape) || among.some((other) => match(shape, other, depth))
  const match = (a: number, b: number, depth: number): boolean => {
    if (a === b) return true
    const [one, other] = [known.describe(a), known.describe(b)]
    // An empty list is all that lets shapes match that are not the same.
    if ((!one.hasEmptyList && !other.hasEmptyList) || one.kind !== other.kind || one.label !== other.label) return false
    const key = `${a},${b}`
    const earlier = compared.get(key)
    if (earlier !== undefined) return earlier
    if (depth > 200 || left-- <= 0) return false
    const result = membersMatch(one, other, depth + 1)
    compared.set(key, result)
    return result
  }
  const membersMatch = (one: Identified, other: Identified, depth: number): boolean => {
    if (one.kind !== 'list') return one.members.every((id, index) => match(id, other.members[index] ?? -1, depth))
    if (one.members.length === 0 || other.members.length === 0) return true
    return (
      one.members.every((id) => hasTwin(id, other.members, depth)) &&
      other.members.every((id) => hasTwin(id, one.members, depth))
    )
  }
  return {
    of: known.of,
    firstOfEach(list, ignored) {
      const first = new Map<number, number>()
      for (const [index, element] of list.entries()) {
        if (ignored.has(index)) continue
        const shape = known.of(element, ignored.under(index))
        if (!first.has(shape)) first.set(shape, index)
      }
      return first
    },
    areTwins: (a, b) => match(a, b, 0),
    withoutTwin(of, among) {
      const others = [...among.keys()]
      return [...of]
        .filter(([shape]) => !among.has(shape) && !others.some((other) => match(shape, other, 0)))
        .map(([, index]) => index)
    },
  }
}
