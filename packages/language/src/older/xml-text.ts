/**
 * What written XML stands for, and where in the file each character of it comes from.
 *
 * Standard: XML 1.0 (fifth edition), 2.11 line ends, 3.3.3 attribute values, 4.6 predefined entities. The text must have
 * been found well-formed before.
 */

import type { SourceFile } from '../source.ts'
import type { ScalarNode } from '../tree/node.ts'

/** A stretch of a file that holds characters: between markup, between quotes, or inside a CDATA section. */
export interface Piece {
  readonly kind: 'text' | 'attribute' | 'cdata'
  readonly start: number
  readonly end: number
}

interface Chunk {
  readonly text: string
  readonly at: number
  /** Each character stands for itself, so the n-th is at `at + n`; otherwise all of them come from `at`. */
  readonly verbatim: boolean
}

const REPLACED: Readonly<Record<Piece['kind'], RegExp>> = {
  text: /&[^;]*;|\r\n?/g,
  attribute: /&[^;]*;|\r\n?|[\n\t]/g,
  cdata: /\r\n?/g,
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function characterOf(reference: string): string {
  const name = reference.slice(1, -1)
  if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
  if (name.startsWith('#')) return String.fromCodePoint(Number.parseInt(name.slice(1), 10))
  return ENTITIES[name] ?? reference
}

function* chunksOf(source: string, { kind, start, end }: Piece): Generator<Chunk> {
  const raw = source.slice(start, end)
  let from = 0
  for (const match of raw.matchAll(REPLACED[kind])) {
    if (match.index > from) yield { text: raw.slice(from, match.index), at: start + from, verbatim: true }
    const written = match[0]
    const text = written.startsWith('&') ? characterOf(written) : kind === 'attribute' ? ' ' : '\n'
    yield { text, at: start + match.index, verbatim: false }
    from = match.index + written.length
  }
  if (from < raw.length) yield { text: raw.slice(from), at: start + from, verbatim: true }
}

function offsetsOf(source: string, pieces: readonly Piece[], length: number): Int32Array {
  const offsets = new Int32Array(length + 1)
  let index = 0
  for (const piece of pieces) {
    for (const { text, at, verbatim } of chunksOf(source, piece)) {
      for (let unit = 0; unit < text.length; unit += 1) offsets[index++] = verbatim ? at + unit : at
    }
  }
  offsets[length] = pieces.at(-1)?.end ?? 0
  return offsets
}

/** The characters of the pieces, one after the other, as a scalar that spans [start, end) of the file. */
export function textNode(
  file: SourceFile,
  pieces: readonly Piece[],
  [start, end]: readonly [number, number],
): ScalarNode {
  let text = ''
  for (const piece of pieces) for (const chunk of chunksOf(file.text, piece)) text += chunk.text
  let offsets: Int32Array | undefined
  return {
    kind: 'scalar',
    span: { file, start, end },
    value: text,
    text,
    quoted: true,
    locate(offset) {
      offsets ??= offsetsOf(file.text, pieces, text.length)
      return offsets[Math.max(0, Math.min(offset, text.length))]!
    },
  }
}

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r'

/** Takes away the white space that only lays out the file; what stands in a CDATA section or as an entity stays. */
export function trimLayout(source: string, pieces: readonly Piece[]): Piece[] {
  const kept = [...pieces]
  for (let last = kept.pop(); last; last = kept.pop()) {
    let { end } = last
    while (last.kind !== 'cdata' && end > last.start && isBlank(source[end - 1])) end -= 1
    if (last.kind !== 'cdata' && end === last.start) continue
    kept.push({ ...last, end })
    break
  }
  const first = kept.findIndex(
    ({ kind, start, end }) => kind === 'cdata' || /[^ \t\r\n]/.test(source.slice(start, end)),
  )
  return kept.slice(Math.max(0, first)).map((piece, index) => {
    if (index > 0 || piece.kind === 'cdata') return piece
    let { start } = piece
    while (isBlank(source[start])) start += 1
    return { ...piece, start }
  })
}
