/** The walk through two values side by side that `differences` makes; what counts as different is said by subclasses. */
import type { Difference } from '@merlon/protocol'
import { childrenByName, isStructure } from './identity.ts'
import { type Ignored, pathOf, type Segment } from './path.ts'
import { XmlNode } from './types.ts'

export interface DifferenceOptions {
  /** `structure`: keys and nesting only; lists match when every element of either has one of its shape in the other. */
  readonly mode: 'values' | 'structure'
  /** Scalars must have the same JSON type as well. */
  readonly strict?: boolean | undefined
  /** Paths from the compared values, such as `items[*].etag`; what they lead to is not compared. */
  readonly ignore?: readonly string[] | undefined
  /** `any`: lists are compared as collections, and so are the child elements of XML. */
  readonly order?: 'any' | 'same' | undefined
  /** The most that are reported, 20 unless said. */
  readonly max?: number | undefined
}

/** Deeper than this the walk would endanger the stack; there two values are equal or they are not. */
const deepest = 200

export abstract class Walk {
  readonly found: Difference[] = []
  protected readonly strict: boolean
  private readonly max: number
  private readonly path: Segment[] = []
  private readonly above: number

  /** `above` is how deep the compared values lie in the ones that the test named. */
  constructor({ strict, max }: DifferenceOptions, above = 0) {
    this.strict = strict ?? false
    this.max = max ?? 20
    this.above = above
  }

  /** Compares two values at the current path. */
  compare(actual: unknown, expected: unknown, ignored: Ignored): void {
    if (this.isFull) return
    if (actual === undefined || expected === undefined)
      this.report(actual === undefined ? 'missing' : 'added', actual, expected)
    else if (this.depth > deepest) this.compareWhole(actual, expected)
    else if (actual instanceof XmlNode && expected instanceof XmlNode) this.compareElements(actual, expected, ignored)
    else if (Array.isArray(actual) && Array.isArray(expected)) this.compareLists(actual, expected, ignored)
    else if (isMap(actual) && isMap(expected)) this.compareMaps(actual, expected, ignored)
    else if (isContainer(actual) || isContainer(expected)) this.report('type', actual, expected)
    else this.compareLeaves(actual, expected)
  }

  protected abstract compareLeaves(actual: unknown, expected: unknown): void
  protected abstract compareLists(actual: readonly unknown[], expected: readonly unknown[], ignored: Ignored): void
  protected abstract compareWhole(actual: unknown, expected: unknown): void
  /** What an element has besides attributes and children of each name. */
  protected abstract compareOwn(actual: XmlNode, expected: XmlNode, ignored: Ignored): void

  protected get depth(): number {
    return this.above + this.path.length
  }

  protected get isFull(): boolean {
    return this.found.length >= this.max
  }

  protected report(kind: Difference['kind'], actual: unknown, expected: unknown): void {
    if (this.isFull) return
    const path = pathOf(this.path)
    if (kind === 'missing') this.found.push({ path, kind, expected })
    else if (kind === 'added') this.found.push({ path, kind, actual })
    else this.found.push({ path, kind, expected, actual })
  }

  protected at(segment: Segment, look: () => void): void {
    this.path.push(segment)
    look()
    this.path.pop()
  }

  private compareMaps(actual: object, expected: object, ignored: Ignored): void {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    for (const key of keys) {
      if (this.isFull) return
      if (ignored.has(key)) continue
      this.at(key, () => this.compare(ownMember(actual, key), ownMember(expected, key), ignored.under(key)))
    }
  }

  private compareElements(actual: XmlNode, expected: XmlNode, ignored: Ignored): void {
    if (actual.name !== expected.name) {
      this.report('changed', `<${actual.name}>`, `<${expected.name}>`)
      return
    }
    for (const name of new Set([...expected.attributes.keys(), ...actual.attributes.keys()])) {
      if (ignored.has(`@${name}`)) continue
      const [left, right] = [actual.attributes.get(name), expected.attributes.get(name)]
      if (left === undefined || right === undefined) this.at(`@${name}`, () => this.compare(left, right, ignored))
      else this.at(`@${name}`, () => this.compareLeaves(left, right))
    }
    const left = childrenByName(actual)
    const right = childrenByName(expected)
    for (const name of new Set([...right.keys(), ...left.keys()])) {
      if (ignored.has(name)) continue
      this.at(name, () => this.compareOccurrences(left.get(name), right.get(name), ignored, name))
    }
    this.compareOwn(actual, expected, ignored)
  }

  private compareOccurrences(
    actual: readonly XmlNode[] | undefined,
    expected: readonly XmlNode[] | undefined,
    ignored: Ignored,
    name: string,
  ): void {
    if (!actual || !expected || (actual.length === 1 && expected.length === 1)) {
      this.compare(single(actual), single(expected), ignored.underOnly(name))
    } else this.compareLists(actual, expected, ignored.under(name))
  }
}

function isMap(value: unknown): value is object {
  return isStructure(value) && !Array.isArray(value) && !(value instanceof XmlNode)
}

function isContainer(value: unknown): boolean {
  return isStructure(value) && !(value instanceof XmlNode)
}

function ownMember(map: object, key: string): unknown {
  return Object.hasOwn(map, key) ? Reflect.get(map, key) : undefined
}

function single(nodes: readonly XmlNode[] | undefined): unknown {
  return nodes && nodes.length > 1 ? nodes : nodes?.[0]
}
