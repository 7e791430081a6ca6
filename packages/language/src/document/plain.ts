/** The plain values of what a file holds, aliases resolved. */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import type { Source } from './source.ts'

/** Reads values of one file; what several places share is read once and is the same object. */
export class PlainValues {
  private readonly source: Source
  private readonly known = new Map<ParsedNode, unknown>()
  private readonly open = new Set<ParsedNode>()

  constructor(source: Source) {
    this.source = source
  }

  /** What an alias stands for; absent where there is no such anchor before it, or it contains the alias. */
  resolve(node: ParsedNode | null): ParsedNode | null {
    if (!node || !isAlias(node)) return node
    const target = node.resolve(this.source.document) as ParsedNode | undefined
    return target && !this.open.has(target) ? target : null
  }

  of(given: ParsedNode | null): unknown {
    const node = this.resolve(given)
    if (!node) return null
    if (isScalar(node)) return node.value
    if (this.known.has(node)) return this.known.get(node)
    this.open.add(node)
    const value = isSeq(node)
      ? node.items.map((item) => this.of(item as ParsedNode))
      : isMap(node)
        ? this.record(node.items as { key: unknown; value: ParsedNode | null }[])
        : null
    this.open.delete(node)
    this.known.set(node, value)
    return value
  }

  private record(pairs: readonly { key: unknown; value: ParsedNode | null }[]): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    for (const { key, value } of pairs) {
      // Defined, not assigned: a key may be `__proto__`.
      if (isScalar(key))
        Object.defineProperty(record, key.source ?? String(key.value), {
          value: this.of(value),
          enumerable: true,
          writable: true,
          configurable: true,
        })
    }
    return record
  }
}
