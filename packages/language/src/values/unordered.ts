/** Pairs the elements of two lists irrespective of their order. */
import { canonicalNumber } from './decimal.ts'
import { booleanOf, equalLeaves, jsonTypeOf, leafOf, numericOf } from './equality.ts'
import { identities } from './identity.ts'
import type { Ignored } from './path.ts'

/** Indexes of the elements that found no partner. */
export interface Unpaired {
  readonly actual: readonly number[]
  readonly expected: readonly number[]
}

export type Matches = (actual: unknown, expected: unknown, ignored: Ignored) => boolean

/** Pairs as many elements as can be paired; `matches` says whether two of them are equal. */
export type Pairing = (
  actual: readonly unknown[],
  expected: readonly unknown[],
  ignored: Ignored,
  matches: Matches,
) => Unpaired

/** Up to so many comparisons the most pairs are found; beyond, elements take the first partner that is free. */
const searchBound = 40_000

interface Element {
  readonly index: number
  readonly identity: number
  readonly value: unknown
  readonly ignored: Ignored
}

/**
 * Elements can only be equal within a group that has the same loose identity, in which `5`, `"5"` and `"5.0"` are one.
 * Groups are small in real lists; within them equality is not transitive (`"5"` and `"5.0"` both equal 5, but not each
 * other), so the pairs are searched for, not just taken.
 */
export function unorderedPairing(strict: boolean): Pairing {
  const exactText = leafTexts()
  const looseLeaf = (value: unknown) => looseText(value, exactText)
  const exact = identities({ leaf: exactText, distinct: false, text: true, leafElements: false })
  const loose = identities({ leaf: strict ? exactText : looseLeaf, distinct: false, text: true, leafElements: true })
  const known = new Map<string, boolean>()
  const elementsOf = (list: readonly unknown[], ignored: Ignored): Map<number, Element[]> => {
    const groups = new Map<number, Element[]>()
    for (const [index, value] of list.entries()) {
      if (ignored.has(index)) continue
      const below = ignored.under(index)
      const element = { index, identity: exact.of(value, below), value, ignored: below }
      const group = loose.of(value, below)
      const members = groups.get(group)
      if (members) members.push(element)
      else groups.set(group, [element])
    }
    return groups
  }
  return (actual, expected, ignored, matches) => {
    const left = elementsOf(actual, ignored)
    const right = elementsOf(expected, ignored)
    const isPair = (a: Element, b: Element): boolean => {
      if (a.identity === b.identity) return true
      const key = `${a.identity},${b.identity}`
      const result = known.get(key) ?? matches(a.value, b.value, a.ignored)
      known.set(key, result)
      return result
    }
    const rest: { actual: number[]; expected: number[] } = { actual: [], expected: [] }
    for (const group of new Set([...left.keys(), ...right.keys()])) {
      const unpaired = pairGroup(left.get(group) ?? [], right.get(group) ?? [], isPair)
      rest.actual.push(...unpaired.actual)
      rest.expected.push(...unpaired.expected)
    }
    return { actual: rest.actual.sort(ascending), expected: rest.expected.sort(ascending) }
  }
}

type IsPair = (actual: Element, expected: Element) => boolean

function pairGroup(actual: readonly Element[], expected: readonly Element[], isPair: IsPair): Unpaired {
  const twins = pairTwins(actual, expected)
  if (twins.actual.length === 0 || twins.expected.length === 0) return indexes(twins)
  if (actual.length * expected.length > searchBound) return indexes(twins)
  return indexes(pairMost(actual, expected, isPair))
}

interface Rest {
  readonly actual: readonly Element[]
  readonly expected: readonly Element[]
}

function indexes({ actual, expected }: Rest): Unpaired {
  return { actual: actual.map(({ index }) => index), expected: expected.map(({ index }) => index) }
}

/** Pairs elements that are the same in every respect. */
function pairTwins(actual: readonly Element[], expected: readonly Element[]): Rest {
  const free = new Map<number, Element[]>()
  for (const element of expected) {
    const same = free.get(element.identity)
    if (same) same.push(element)
    else free.set(element.identity, [element])
  }
  const alone = actual.filter((element) => !free.get(element.identity)?.pop())
  return { actual: alone, expected: [...free.values()].flat() }
}

/** Finds the most pairs by augmenting paths (Kuhn's algorithm). */
function pairMost(actual: readonly Element[], expected: readonly Element[], isPair: IsPair): Rest {
  const partner = new Map<Element, Element>()
  const place = (element: Element, tried: Set<Element>): boolean => {
    for (const other of expected) {
      if (tried.has(other) || !isPair(element, other)) continue
      tried.add(other)
      const holder = partner.get(other)
      if (!holder || place(holder, tried)) {
        partner.set(other, element)
        return true
      }
    }
    return false
  }
  const alone = actual.filter((element) => !place(element, new Set()))
  return { actual: alone, expected: expected.filter((element) => !partner.has(element)) }
}

function ascending(a: number, b: number): number {
  return a - b
}

/** What does not equal itself (what is missing, `NaN`) gets a text that nothing else has. */
function leafTexts(): (value: unknown) => string {
  let strangers = 0
  return (value) => {
    const leaf = leafOf(value)
    if (!equalLeaves(leaf, leaf)) return `stranger ${strangers++}`
    const number = typeof leaf === 'string' ? undefined : numericOf(leaf)
    return `${jsonTypeOf(leaf)} ${number === undefined ? String(leaf) : canonicalNumber(number)}`
  }
}

/** A text that is the same for all leaves that equal one another by way of numbers or of the words for booleans. */
function looseText(value: unknown, exactText: (value: unknown) => string): string {
  const leaf = leafOf(value)
  const number = numericOf(leaf)
  if (number !== undefined) return `number ${canonicalNumber(number)}`
  return booleanOf(leaf) === undefined ? exactText(leaf) : `boolean ${String(leaf)}`
}
