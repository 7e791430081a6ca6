/** Reads a JSONPath, whole and checked: syntax (RFC 9535, section 2) and the types of functions (section 2.4.3). */

import { readCondition } from './parse-filter.ts'
import { Reader } from './reader.ts'
import type { Condition, Query, Segment, Selector } from './syntax.ts'

/** Throws an ExpressionError that says where the path is wrong. */
export function parsePath(path: string): Query {
  const reader = new Reader(path)
  if (!reader.takes('$')) throw reader.wrong('`$`')
  const query = readSegments(reader, '$')
  if (!reader.done) throw reader.wrong('`.`, `[` or the end of the path')
  return query
}

/** The segments after `$` or `@`; stops in front of what is none. */
export function readSegments(reader: Reader, from: '$' | '@'): Query {
  const segments: Segment[] = []
  for (;;) {
    const start = reader.at
    reader.space()
    const segment = readSegment(reader)
    if (!segment) {
      reader.at = start
      return { from, segments, singular: segments.every(isSingular) }
    }
    segments.push(segment)
  }
}

function isSingular({ deep, selectors: [first, ...others] }: Segment): boolean {
  return !deep && others.length === 0 && (first?.kind === 'name' || first?.kind === 'index')
}

function readSegment(reader: Reader): Segment | undefined {
  if (reader.takes('..')) {
    if (reader.takes('[')) return { deep: true, selectors: readSelectors(reader) }
    return { deep: true, selectors: [readShorthand(reader, 'a name, `*` or `[`')] }
  }
  if (reader.takes('.')) return { deep: false, selectors: [readShorthand(reader, 'a name or `*`')] }
  return reader.takes('[') ? { deep: false, selectors: readSelectors(reader) } : undefined
}

function readShorthand(reader: Reader, expected: string): Selector {
  if (reader.takes('*')) return { kind: 'every' }
  const name = reader.word('name')
  if (name === undefined) throw reader.wrong(expected)
  return { kind: 'name', name }
}

function readSelectors(reader: Reader): Selector[] {
  const selectors: Selector[] = []
  do {
    reader.space()
    selectors.push(readSelector(reader))
    reader.space()
  } while (reader.takes(','))
  reader.needs(']', '`,` or `]`')
  return selectors
}

function readSelector(reader: Reader): Selector {
  if (reader.starts("'") || reader.starts('"')) return { kind: 'name', name: reader.text() }
  if (reader.takes('*')) return { kind: 'every' }
  if (reader.takes('?')) {
    reader.space()
    const condition: Condition = reader.nested(() => readCondition(reader, readSegments))
    return { kind: 'filter', condition }
  }
  return readPlace(reader)
}

/** An index, or a slice `start:end:step`. */
function readPlace(reader: Reader): Selector {
  const start = reader.integer()
  const before = reader.at
  reader.space()
  if (!reader.takes(':')) {
    reader.at = before
    if (start === undefined) throw reader.wrong('a name in quotes, an index, a slice, `*` or `?`')
    return { kind: 'index', index: start }
  }
  reader.space()
  const end = reader.integer()
  reader.space()
  let step = 1
  if (reader.takes(':')) {
    reader.space()
    step = reader.integer() ?? 1
  }
  return { kind: 'slice', ...(start !== undefined && { start }), ...(end !== undefined && { end }), step }
}
