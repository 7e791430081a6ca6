/** The text of a scalar and where each character of it stands, for texts that no parser would read. */
import type { TextEdit, TextRange } from '../document/types.ts'
import type { WrittenScalar } from './frames.ts'
import type { Completion } from './world.ts'

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', e: '\x1b' }
const codes: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** A scalar's text with the way between places in it and places in the file. */
export class Written {
  readonly text: string
  readonly scalar: WrittenScalar
  /** Offset in the file of each UTF-16 unit of the text, and of its end. */
  readonly #offsets: readonly number[] | undefined
  readonly #start: number
  readonly #source: string

  constructor(source: string, scalar: WrittenScalar) {
    this.scalar = scalar
    this.#source = source
    const { style, start, end } = scalar
    if (style === 'double' || style === 'single') {
      const closed = end - start > 1 && source[end - 1] === source[start]
      this.#start = start + 1
      const { text, offsets } = decoded(source, start + 1, closed ? end - 1 : end, style)
      this.text = text
      this.#offsets = offsets
    } else {
      this.#start = start
      this.text = source.slice(start, end)
      this.#offsets = undefined
    }
  }

  /** Where in the file the place in the text stands. */
  locate(offset: number): number {
    return this.#offsets ? (this.#offsets[Math.min(offset, this.text.length)] ?? this.scalar.end) : this.#start + offset
  }

  range({ start, end }: TextRange): TextRange {
    return { start: this.locate(start), end: this.locate(end) }
  }

  /** Whether a caret at that place of the file stands inside the text: not before or after its quotes. */
  holds(place: number): boolean {
    return place >= this.#start && place <= this.locate(this.text.length)
  }

  /** The place in the text of a place in the file. */
  offsetOf(place: number): number {
    if (!this.#offsets) return Math.max(0, Math.min(place - this.#start, this.text.length))
    const found = this.#offsets.findIndex((offset) => offset >= place)
    return found < 0 ? this.text.length : found
  }

  /** A completion of the text, as one of the file; where the scalar needs quotes for it, they are added. */
  place(completion: Completion, flow: boolean): Completion {
    const range = this.range(completion.range)
    const { style, start, end } = this.scalar
    if (style === 'plain') {
      const before = this.text.slice(0, completion.range.start)
      const after = this.text.slice(completion.range.end)
      if (isSafe(before + completion.insert + after, flow)) return { ...completion, range, ...this.#moved(completion) }
      return end > start ? this.#quoted(completion, range) : quotedAlone(completion, range)
    }
    const insert = encoded(completion.insert, style)
    const caret = completion.caret && encoded(completion.insert.slice(0, completion.caret), style).length
    return { ...completion, range, insert, ...(caret ? { caret } : {}), ...this.#moved(completion) }
  }

  /** What a completion needs elsewhere, as places of the file. */
  #moved({ also }: Completion): Pick<Completion, 'also'> {
    return also ? { also: also.map((edit): TextEdit => ({ ...edit, ...this.range(edit) })) } : {}
  }

  /** Quotes around what so far had none; what stands in it is escaped. */
  #quoted(completion: Completion, range: TextRange): Completion {
    const { start, end } = this.scalar
    const quote = completion.insert.includes('"') || this.text.includes('"') ? "'" : '"'
    const style = quote === '"' ? 'double' : 'single'
    const also: TextEdit[] = [...(this.#moved(completion).also ?? [])]
    for (let at = start; at < end; at += 1) {
      const character = this.#source[at]!
      const written = encoded(character, style)
      const isReplaced = at >= range.start && at < range.end
      if (written !== character && !isReplaced) also.push({ start: at, end: at + 1, text: written })
    }
    const opens = range.start === start
    const closes = range.end === end
    if (!opens) also.push({ start, end: start, text: quote })
    if (!closes) also.push({ start: end, end, text: quote })
    const inner = encoded(completion.insert, style)
    const insert = `${opens ? quote : ''}${inner}${closes ? quote : ''}`
    const before = encoded(completion.insert.slice(0, completion.caret ?? completion.insert.length), style).length
    const caret = before + (opens ? 1 : 0)
    return { ...completion, range, insert, also, ...(caret === insert.length ? {} : { caret }) }
  }
}

function quotedAlone(completion: Completion, range: TextRange): Completion {
  const style = completion.insert.includes('"') ? 'single' : 'double'
  const quote = style === 'double' ? '"' : "'"
  const before = encoded(completion.insert.slice(0, completion.caret ?? completion.insert.length), style).length
  return { ...completion, range, insert: quote + encoded(completion.insert, style) + quote, caret: before + 1 }
}

function encoded(text: string, style: WrittenScalar['style']): string {
  if (style === 'double') return text.replace(/["\\]/g, '\\$&')
  return style === 'single' ? text.replaceAll("'", "''") : text
}

/** Whether a text may stand without quotes. Blanks at its ends are the typist's. */
function isSafe(text: string, flow: boolean): boolean {
  const content = text.trim()
  if (content === '') return true
  if (/^(?:[&*!|>'"%@`{}[\],#]|[-?:](?:\s|$))/.test(content) || /:(?:\s|$)|\s#/.test(content)) return false
  return !(flow && /[,[\]{}]/.test(content))
}

function decoded(
  source: string,
  from: number,
  to: number,
  style: 'double' | 'single',
): { text: string; offsets: number[] } {
  const offsets: number[] = []
  let text = ''
  const add = (piece: string, at: number): void => {
    for (let unit = 0; unit < piece.length; unit += 1) offsets.push(at)
    text += piece
  }
  for (let at = from; at < to; ) {
    const length =
      style === 'single' ? (source.startsWith("''", at) && at + 1 < to ? 2 : 1) : escapeLength(source, at, to)
    add(length === 1 ? source[at]! : style === 'single' ? "'" : escaped(source.slice(at, at + length)), at)
    at += length
  }
  offsets.push(to)
  return { text, offsets }
}

function escapeLength(source: string, at: number, end: number): number {
  if (source[at] !== '\\' || at + 1 >= end) return 1
  return Math.min(2 + (codes[source[at + 1]!] ?? 0), end - at)
}

function escaped(written: string): string {
  const sign = written[1]!
  if (codes[sign] === undefined) return escapes[sign] ?? sign
  const code = Number.parseInt(written.slice(2), 16)
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
