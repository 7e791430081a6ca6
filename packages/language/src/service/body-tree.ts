/** A body as a tree that opens step by step: only what is looked at is made, however large or deep the body is. */
import type { Segment } from '../values/path.ts'
import { type PayloadMode, parsePayload } from '../values/readers.ts'
import { ExactNumber, XmlNode } from '../values/types.ts'
import { describe } from '../values/types-of-values.ts'
import { xmlElements, xmlText } from '../values/xml-node.ts'

export interface BodyNode {
  readonly kind: 'object' | 'list' | 'text' | 'number' | 'boolean' | 'null' | 'element' | 'attribute'
  /** The key or index in what is around it; empty for the body itself. */
  readonly key: string
  /** In short; texts are cut. */
  readonly preview: string
  /** How many children there are. */
  readonly count?: number
  /** From the body; see `pathsOf`. */
  readonly path: readonly Segment[]
  /** The value itself, as an expression sees it. */
  readonly value: unknown
  children(): readonly BodyNode[]
}

const MOST_SHOWN = 120

/** The kind of reader for a media type (RFC 9110, RFC 6839 for `+json` and `+xml`); text where there is none. */
export function modeOfType(mime: string): PayloadMode {
  const type = mime.split(';', 1)[0]!.trim().toLowerCase()
  if (/[/+]json$|\/(?:x-)?ndjson$/.test(type)) return 'json'
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html'
  if (/[/+]xml$/.test(type)) return 'xml'
  if (type === 'text/csv') return 'csv'
  return /[/+](?:x-)?yaml$/.test(type) ? 'yaml' : 'text'
}

/** The tree of a body's text. What cannot be read as its type says is one text, with the problem. Never rejects. */
export async function bodyTree(text: string, mime: string): Promise<{ tree: BodyNode; problem?: string }> {
  const mode = modeOfType(mime)
  try {
    const parsed = await parsePayload(mode, text)
    if ('problem' in parsed) return { tree: treeOf(text), problem: parsed.problem.message }
    return { tree: treeOf(parsed.value) }
  } catch {
    return { tree: treeOf(text), problem: `the body cannot be read as ${mode}` }
  }
}

/** The tree of a value that has been read already. */
export function treeOf(value: unknown, key = '', path: readonly Segment[] = []): BodyNode {
  if (value instanceof XmlNode) return elementNode(value, key, path)
  if (Array.isArray(value)) return listNode(value, key, path)
  if (typeof value === 'object' && value !== null && !(value instanceof ExactNumber) && !(value instanceof Date)) {
    return objectNode(value, key, path)
  }
  return { kind: leafKind(value), key, preview: preview(value), path, value, children: () => [] }
}

function leafKind(value: unknown): BodyNode['kind'] {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || value instanceof ExactNumber || typeof value === 'bigint') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'text'
}

function preview(value: unknown): string {
  return value === undefined ? 'null' : describe(value, MOST_SHOWN)
}

/** Makes children when they are first asked for. */
function once(make: () => BodyNode[]): () => readonly BodyNode[] {
  let made: BodyNode[] | undefined
  return () => (made ??= make())
}

function listNode(value: readonly unknown[], key: string, path: readonly Segment[]): BodyNode {
  const children = once(() => value.map((item, at) => treeOf(item, String(at), [...path, at])))
  return { kind: 'list', key, preview: preview(value), count: value.length, path, value, children }
}

function objectNode(value: object, key: string, path: readonly Segment[]): BodyNode {
  const entries = Object.entries(value)
  const children = once(() => entries.map(([name, inner]) => treeOf(inner, name, [...path, name])))
  return { kind: 'object', key, preview: preview(value), count: entries.length, path, value, children }
}

function elementNode(node: XmlNode, key: string, path: readonly Segment[]): BodyNode {
  const elements = xmlElements(node)
  const text = xmlText(node).trim()
  const shown = text === '' ? (elements.length === 0 ? '' : preview(node)) : clipped(text)
  const name = key === '' ? node.name : key
  const children = once(() => [...attributesOf(node, path), ...elementsOf(elements, path)])
  const count = node.attributes.size + elements.length
  return { kind: 'element', key: name, preview: shown, count, path, value: node, children }
}

function attributesOf({ attributes }: XmlNode, path: readonly Segment[]): BodyNode[] {
  return [...attributes].map(([name, value]) => ({
    kind: 'attribute',
    key: `@${name}`,
    preview: preview(value),
    path: [...path, `@${name}`],
    value,
    children: () => [],
  }))
}

/** Of several elements of one name each has its number; only then is a path through them a list. */
function elementsOf(elements: readonly XmlNode[], path: readonly Segment[]): BodyNode[] {
  const counts = new Map<string, number>()
  for (const { name } of elements) counts.set(name, (counts.get(name) ?? 0) + 1)
  const seen = new Map<string, number>()
  return elements.map((element) => {
    const { name } = element
    const at = seen.get(name) ?? 0
    seen.set(name, at + 1)
    const below: Segment[] = counts.get(name) === 1 ? [...path, name] : [...path, name, at]
    return treeOf(element, counts.get(name) === 1 ? name : `${name}[${at}]`, below)
  })
}

const clipped = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text)
