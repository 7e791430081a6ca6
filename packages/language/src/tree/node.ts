/**
 * The tree that all three written forms load into: scalars, lists and maps, each with its span.
 *
 * A scalar keeps its text as written beside its value, and knows where in the file each character of its text stands;
 * quotes, escapes and folding make that more than an addition.
 */
import type { Span } from '../source.ts'

export type Node = ScalarNode | ListNode | MapNode

export interface ScalarNode {
  readonly kind: 'scalar'
  readonly span: Span
  readonly value: string | number | boolean | null
  /** The content as text: what a text field takes, leading zeros and all its digits kept. */
  readonly text: string
  /** Written with quotes or as a block, so never anything but text. */
  readonly quoted: boolean
  /** Offset in the file of the n-th UTF-16 unit of `text`; `text.length` gives the end. */
  locate(offset: number): number
}

export interface ListNode {
  readonly kind: 'list'
  readonly span: Span
  readonly items: readonly Node[]
}

export interface Entry {
  readonly key: ScalarNode
  readonly value: Node
}

export interface MapNode {
  readonly kind: 'map'
  readonly span: Span
  readonly entries: readonly Entry[]
}

export function entryOf(map: MapNode, key: string): Entry | undefined {
  return map.entries.find((entry) => entry.key.text === key)
}

/** The plain value of a node, its scalars as YAML reads them. */
export function plainValue(node: Node): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  const plain: Record<string, unknown> = {}
  for (const { key, value } of node.entries) {
    Object.defineProperty(plain, key.text, {
      value: plainValue(value),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return plain
}

/** The part of a scalar's span that holds `text.slice(start, end)`. */
export function spanWithin(scalar: ScalarNode, start: number, end: number): Span {
  return { file: scalar.span.file, start: scalar.locate(start), end: scalar.locate(end) }
}
