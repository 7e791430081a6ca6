/** Values of variables as an answer can hold them: plain JSON, the outer levels whole, the rest cut to a size. */
import { ExactNumber, XmlNode, xmlElements, xmlSource } from '@merlon/language'

export interface ShownValue {
  readonly value?: unknown
  readonly body?: { readonly text: string; readonly mime: string }
}

const LONGEST_TEXT = 2_000
const MOST_LEVELS = 6
const MOST_XML_LEVELS = 100
const MOST_NODES = 2_000
const MOST_ITEMS = 200
const LONGEST_BODY = 40_000
const CUT = '…'

/** Characters that may still be said, for one variable and for all of them together. */
export class Budget {
  private left: number
  private readonly whole: Budget | undefined

  constructor(characters: number, whole?: Budget) {
    this.left = characters
    this.whole = whole
  }

  /** Takes that much, if there is room for it. */
  take(characters: number): boolean {
    if (this.left < characters || this.whole?.take(characters) === false) return false
    this.left -= characters
    return true
  }

  /** At most that much of this one. */
  part(most: number): Budget {
    return new Budget(most, this)
  }
}

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}${CUT}` : text)

/** `undefined` where the value is a list or a map. */
function scalar(value: unknown): { readonly value: unknown } | undefined {
  if (typeof value === 'string') return { value: cut(value) }
  if (typeof value === 'number') return { value: Number.isFinite(value) ? value : String(value) }
  if (typeof value === 'boolean' || value === null || value === undefined) return { value: value ?? null }
  if (typeof value !== 'object') return { value: cut(String(value)) }
  if (value instanceof ExactNumber) return { value: value.text }
  if (value instanceof XmlNode) return { value: cut(xmlSource(value)) }
  if (value instanceof Date) return { value: Number.isNaN(value.getTime()) ? null : value.toISOString() }
  return undefined
}

const weight = (value: unknown): number => (typeof value === 'string' ? value.length + 3 : 6)

type Container = unknown[] | Record<string, unknown>

interface Pending {
  readonly from: object
  readonly into: Container
  readonly level: number
}

/** Level by level, so that what lies deep is what is left out. */
function pruned(root: object, budget: Budget): Container {
  const begin = (from: object): Container => (isListLike(from) ? [] : Object.create(null))
  const result = begin(root)
  const pending: Pending[] = [{ from: root, into: result, level: 1 }]
  let nodes = 0
  for (let at = 0; at < pending.length; at += 1) {
    const { from, into, level } = pending[at]!
    for (const [key, member] of membersOf(from)) {
      nodes += 1
      const flat = scalar(member)
      const shown = flat ? flat.value : level < MOST_LEVELS ? begin(member as object) : CUT
      const room = budget.take(key.length + weight(shown))
      if (nodes > MOST_NODES || !room) {
        nodes = MOST_NODES
        break
      }
      if (Array.isArray(into)) into.push(shown)
      else into[key] = shown
      if (!flat && level < MOST_LEVELS)
        pending.push({ from: member as object, into: shown as Container, level: level + 1 })
    }
  }
  return result
}

const isListLike = (value: object): boolean => Array.isArray(value) || value instanceof Set

function* membersOf(from: object): Iterable<readonly [string, unknown]> {
  if (Array.isArray(from)) {
    for (const item of from.slice(0, MOST_ITEMS)) yield ['', item]
  } else if (from instanceof Set) {
    for (const item of from) yield ['', item]
  } else if (from instanceof Map) {
    for (const [key, member] of from) yield [String(key), member]
  } else {
    for (const [key, member] of Object.entries(from)) if (member !== undefined) yield [key, member]
  }
}

/** An element with fewer children, of which the first stay. */
function thinned(node: XmlNode, children: number, level = 0): XmlNode {
  let elements = 0
  const kept = node.children.flatMap((child): (XmlNode | string)[] => {
    if (typeof child === 'string') return [cut(child)]
    elements += 1
    return elements > children || level > MOST_XML_LEVELS ? [] : [thinned(child, children, level + 1)]
  })
  return new XmlNode(node.name, node.attributes, kept, node.namespace)
}

function bodyOf(node: XmlNode, budget: Budget): ShownValue {
  const mime = node.local.toLowerCase() === 'html' ? 'text/html' : 'application/xml'
  for (const children of [Number.POSITIVE_INFINITY, 50, 10, 3, 1]) {
    const text = xmlSource(Number.isFinite(children) ? thinned(node, children) : node)
    if (text.length <= LONGEST_BODY) return budget.take(text.length) ? { body: { text, mime } } : {}
  }
  const names = xmlElements(node).length
  return { value: `<${node.name}> with ${names} elements` }
}

/** A value cut to what is left of the budget. */
export function shownValue(value: unknown, budget: Budget): ShownValue {
  if (value instanceof XmlNode) return bodyOf(value, budget)
  const flat = scalar(value)
  if (flat) return budget.take(weight(flat.value)) ? flat : { value: CUT }
  return { value: pruned(value as object, budget) }
}
