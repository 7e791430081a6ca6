/** Reads what stands in `{ }` and `[ ]`, for the place of a caret. */
import { type Frame, frameOf, type Place, type Style, type WrittenScalar } from './frames.ts'
import { blanks, flowPlainEnd, keyName, lineEnd, quotedEnd } from './place-tokens.ts'

/** Whoever looks for the place of a caret. */
export interface CaretReader {
  readonly text: string
  readonly caret: number
  /** Maps and lists that are open, outermost first. */
  readonly frames: Frame[]
  /** Notes the place, unless the caret is elsewhere or the place is known. */
  note(part: Place['part'], scalar: WrittenScalar): void
}

export class FlowReader {
  private readonly reader: CaretReader
  private readonly text: string
  private at: number
  private readonly floor: number
  private readonly depth: number
  /** In a map, whether the colon of the entry has come. */
  private inValue = false

  constructor(reader: CaretReader, at: number, floor: number) {
    this.reader = reader
    this.text = reader.text
    this.at = at
    this.floor = floor
    this.depth = reader.frames.length
  }

  /** Reads to the end of the outermost bracket, or to where it is left open; gives the place after it. */
  read(): number {
    do this.step()
    while (this.reader.frames.length > this.depth && this.space() && this.at < this.text.length)
    return Math.min(this.at, this.text.length)
  }

  private get top(): Frame {
    // Only called between the first opening bracket and its end.
    return this.reader.frames.at(-1)!
  }

  private step(): void {
    const sign = this.text[this.at]
    if (sign === '{' || sign === '[') this.open(sign)
    else if (sign === '}' || sign === ']') this.close()
    else if (sign === ',') {
      this.at += 1
      this.nextEntry()
    } else if (sign === ':' && this.top.kind === 'map') {
      this.at += 1
      this.inValue = true
    } else if (sign !== undefined) this.scalar()
  }

  private open(sign: string): void {
    const frame = frameOf(sign === '{' ? 'map' : 'list', this.floor, true)
    this.reader.frames.push(frame)
    this.inValue = false
    this.at += 1
  }

  private close(): void {
    this.reader.frames.pop()
    this.at += 1
    this.inValue = this.reader.frames.length > this.depth && this.top.kind === 'map'
  }

  private nextEntry(): void {
    if (this.top.kind === 'map') this.top.key = undefined
    else this.top.index += 1
    this.inValue = false
  }

  private scalar(): void {
    const start = this.at
    const sign = this.text[start]
    const { end, style } =
      sign === '"' || sign === "'"
        ? quotedEnd(this.text, start, this.floor)
        : { end: Math.max(flowPlainEnd(this.text, start), start + 1), style: 'plain' as Style }
    this.at = end
    const isKey = this.top.kind === 'map' && !this.inValue
    this.reader.note(isKey ? 'key' : 'value', { start, end, style })
    const written = this.text.slice(start, end)
    if (isKey) {
      this.top.key = keyName(written, style)
      this.top.values.set(this.top.key, '')
    } else if (this.top.key !== undefined) this.top.values.set(this.top.key, written)
  }

  /** Passes over blanks and line breaks; false where the indentation says that the brackets were left open. */
  private space(): boolean {
    const from = this.at
    let at = from
    let open = true
    while (open && at < this.text.length) {
      at = blanks(this.text, at, this.text.length)
      if (this.text[at] === '#' && /\s/.test(this.text[at - 1] ?? '')) at = lineEnd(this.text, at)
      if (this.text[at] !== '\n') break
      const begins = blanks(this.text, at + 1, this.text.length)
      open = this.text[begins] === '\n' || begins === this.text.length || begins - at - 1 > this.floor
      if (!open) break
      at += 1
    }
    this.gap(from, at)
    this.at = at
    return open
  }

  /** The caret may stand between two tokens. */
  private gap(from: number, to: number): void {
    const { caret } = this.reader
    const next = this.text[to]
    const touches = next === undefined || /[,}\]\n]/.test(next)
    if (caret < from || caret > to || (caret === to && !touches)) return
    const isKey = this.top.kind === 'map' && !this.inValue
    this.reader.note(isKey ? 'key' : 'value', { start: caret, end: caret, style: 'plain' })
  }
}
