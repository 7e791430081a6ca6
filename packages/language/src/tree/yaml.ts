/**
 * Reads YAML text into nodes with spans.
 *
 * Never throws: what can be read is returned together with everything that is wrong. Warnings of YAML, unknown tags among
 * them, are errors here, since each means that a value is not what its author sees.
 */
import type { Diagnostic, DiagnosticCode } from '@merlon/protocol'
import {
  type Alias,
  type Document,
  isAlias,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import type { SourceFile, Span } from '../source.ts'
import type { Entry, Node, ScalarNode } from './node.ts'
import { alignOffsets, type ScalarStyle } from './offsets.ts'
import { diagnosticAt } from './report.ts'
import { explainYamlErrors } from './yaml-errors.ts'

const MOST_NODES = 200_000

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
}

function contentRange(text: string, start: number, end: number, style: ScalarStyle): [number, number] {
  if (style === 'double' || style === 'single') return [start + 1, Math.max(start + 1, end - 1)]
  if (style === 'block') {
    const line = text.indexOf('\n', start)
    // Where the text stands behind the header by mistake, the block ends with its first line.
    return [line < 0 || line >= end ? end : line + 1, end]
  }
  return [start, end]
}

/** A scalar node over `text` standing at [start, end) of a file. */
export function scalarNode(
  file: SourceFile,
  range: readonly [number, number],
  content: { value: ScalarNode['value']; text: string; style: ScalarStyle },
): ScalarNode {
  const { value, text, style } = content
  let offsets: Int32Array | undefined
  return {
    kind: 'scalar',
    span: { file, start: range[0], end: range[1] },
    value,
    text,
    quoted: style !== 'plain',
    locate(offset) {
      offsets ??= alignOffsets(file.text, ...contentRange(file.text, range[0], range[1], style), text, style)
      return offsets[Math.max(0, Math.min(offset, text.length))]!
    },
  }
}

class Reader {
  readonly file: SourceFile
  readonly document: Document.Parsed
  readonly diagnostics: Diagnostic[] = []
  private readonly known = new Map<ParsedNode, { node: Node; weight: number }>()
  private readonly open = new Set<ParsedNode>()
  private weight = 0

  constructor(file: SourceFile, document: Document.Parsed) {
    this.file = file
    this.document = document
  }

  span(node: ParsedNode): Span {
    return { file: this.file, start: node.range[0], end: node.range[1] }
  }

  complain(code: DiagnosticCode, message: string, span: Span, help?: string): void {
    this.diagnostics.push(diagnosticAt({ code, message, span, help }))
  }

  nothing(at: number): ScalarNode {
    return scalarNode(this.file, [at, at], { value: null, text: '', style: 'plain' })
  }

  read(node: ParsedNode | null, at: number): Node {
    if (!node) return this.nothing(at)
    if (isAlias(node)) return this.alias(node)
    const seen = this.known.get(node)
    if (seen) {
      this.charge(seen.weight, node)
      return seen.node
    }
    const before = this.weight
    this.charge(1, node)
    this.open.add(node)
    const read = isScalar(node)
      ? this.scalar(node)
      : isSeq(node)
        ? this.list(node as ParsedNode & { items: ParsedNode[] })
        : this.map(node)
    this.open.delete(node)
    this.known.set(node, { node: read, weight: this.weight - before })
    return read
  }

  private charge(weight: number, node: ParsedNode): void {
    if (this.weight <= MOST_NODES && this.weight + weight > MOST_NODES) {
      this.complain(
        'yaml-too-large',
        `this file expands to more than 200,000 values`,
        this.span(node),
        'move data into a file under `files/` and read it from there',
      )
    }
    this.weight += weight
  }

  private alias(node: Alias.Parsed): Node {
    const target = node.resolve(this.document) as ParsedNode | undefined
    if (!target || this.open.has(target) || this.weight > MOST_NODES) {
      if (this.weight <= MOST_NODES)
        this.complain(
          'yaml-alias',
          `there is no anchor '${node.source}' before this`,
          this.span(node as ParsedNode),
          `if it is text, write "*${node.source}"`,
        )
      return this.nothing(node.range[0])
    }
    return this.read(target, node.range[0])
  }

  private scalar(node: Scalar.Parsed): ScalarNode {
    const style = STYLES[node.type ?? ''] ?? 'plain'
    const raw = node.value as unknown
    const value =
      typeof raw === 'bigint'
        ? Number(raw)
        : raw === null || ['string', 'number', 'boolean'].includes(typeof raw)
          ? (raw as ScalarNode['value'])
          : node.source
    return scalarNode(this.file, [node.range[0], node.range[1]], { value, text: node.source, style })
  }

  private list(node: ParsedNode & { items: ParsedNode[] }): Node {
    return { kind: 'list', span: this.span(node), items: node.items.map((item) => this.read(item, node.range[1])) }
  }

  private map(node: ParsedNode): Node {
    const entries: Entry[] = []
    const names = new Set<string>()
    for (const pair of (node as YAMLMap.Parsed).items) {
      const key = this.read(pair.key as ParsedNode | null, node.range[0])
      if (key.kind !== 'scalar') {
        this.complain(
          'yaml-key',
          'a key must be text, but this one is a list or a map',
          key.span,
          'quote it, if it is meant as text',
        )
        continue
      }
      if (names.has(key.text))
        this.complain('duplicate-key', `'${key.text}' is written twice in the same map`, key.span, 'keep one of them')
      names.add(key.text)
      const end = pair.key && 'range' in (pair.key as ParsedNode) ? (pair.key as ParsedNode).range[1] : node.range[1]
      entries.push({ key, value: this.read(pair.value as ParsedNode | null, end) })
    }
    return { kind: 'map', span: this.span(node), entries }
  }
}

/** How every file is read: YAML 1.2, core schema, without merge keys; faults are ours to put into words. */
export const YAML_OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  uniqueKeys: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'error',
  stringKeys: false,
} as const

/**
 * Reads one YAML document. `node` is absent for an empty file, or where the text is too broken to read anything.
 * Standard: YAML 1.2, core schema, without merge keys.
 */
export function readYaml(file: SourceFile): { node: Node | undefined; diagnostics: Diagnostic[] } {
  const document = parseDocument(file.text, YAML_OPTIONS)
  const problems = explainYamlErrors(file, [...document.errors, ...document.warnings])
  const reader = new Reader(file, document)
  const node = document.contents ? reader.read(document.contents, 0) : undefined
  // Where the text is broken, what it seems to hold is not what its author wrote.
  return { node, diagnostics: problems.length > 0 ? problems : reader.diagnostics }
}
