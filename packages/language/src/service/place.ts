/**
 * Where in a YAML text a caret stands: inside which maps and lists, at a key or at a value, in which scalar.
 *
 * A text that is being typed is broken most of the time, and a parser of the whole file would cost more than a keystroke
 * may. So this reads lines from the top to the caret by indentation, and forgives whatever is not closed.
 */
import { type Frame, frameOf, type Place, type WrittenScalar } from './frames.ts'
import { type CaretReader, FlowReader } from './place-flow.ts'
import { blanks, keyAt, lineEnd, scalarEnd, valueStart } from './place-tokens.ts'

/** Lines read after the caret, for the keys that stand there. */
const MOST_AFTER = 300

class PlaceReader implements CaretReader {
  readonly text: string
  readonly caret: number
  readonly frames: Frame[] = []
  place: Place | undefined

  constructor(text: string, caret: number) {
    this.text = text
    this.caret = caret
  }

  /** Notes the place, unless the caret is elsewhere or the place is known. */
  note(part: Place['part'], scalar: WrittenScalar, frames: readonly Frame[] = this.frames): void {
    if (this.place || this.caret < scalar.start || this.caret > scalar.end) return
    const flow = frames.at(-1)?.flow ?? false
    this.place = { levels: frames.map((frame) => ({ ...frame })), part, scalar, flow }
  }

  read(): Place {
    let at = 0
    let after = 0
    while (at <= this.text.length) {
      const end = lineEnd(this.text, at)
      at = this.line(at, end) + 1
      if (this.place && (after += 1) > MOST_AFTER) break
      if (this.place && !this.place.levels.some((_, depth) => this.isOpen(depth))) break
    }
    return this.place ?? { levels: [], part: 'start', scalar: empty(this.caret), flow: false }
  }

  /** Whether the map that the caret stands in may still get keys. */
  private isOpen(depth: number): boolean {
    return this.frames[depth]?.values === this.place?.levels[depth]?.values
  }

  /** Reads what begins on a line, and gives the end of the line on which it ends. */
  private line(start: number, end: number): number {
    let at = blanks(this.text, start, end)
    if (at === end || this.text[at] === '#') {
      if (this.text[at] !== '#' && this.caret >= start && this.caret <= end) this.blank(this.caret - start)
      else if (this.caret >= start && this.caret <= end) this.comment(at)
      return end
    }
    if (this.text.startsWith('---', start) && end - start <= 4) {
      this.frames.length = 0
      return end
    }
    this.leave(at - start, isDash(this.text, at))
    while (isDash(this.text, at)) {
      this.item(at - start)
      const next = blanks(this.text, at + 1, end)
      if (this.caret > at && this.caret <= next && (next === end || this.caret < next)) {
        this.note('start', empty(this.caret))
      }
      at = next
      if (at === end || this.text[at] === '#') return end
    }
    return this.content(at, start, end)
  }

  private content(at: number, start: number, end: number): number {
    const key = keyAt(this.text, at, end)
    const column = at - start
    const top = this.frames.at(-1)
    if (!key) {
      // A word where the keys of a map stand is a key that has no colon yet.
      const isKey = top?.kind === 'map' && top.column === column
      if (isKey) top.key = undefined
      return this.scalarOrFlow(at, isKey ? 'key' : 'start')
    }
    const frame = top?.kind === 'map' && top.column === column ? top : frameOf('map', column, false)
    if (frame !== top) this.frames.push(frame)
    frame.key = undefined
    this.note('key', { start: key.start, end: key.end, style: key.style })
    frame.key = key.name
    frame.values.set(key.name, '')
    const value = valueStart(this.text, key.after, end)
    const sign = this.text[value]
    if (value === end || sign === '#') {
      if (this.caret >= key.after && this.caret <= value) this.note('value', empty(this.caret))
      else if (this.caret > value && this.caret <= end) this.comment(value)
      return end
    }
    if (this.caret >= key.after && this.caret < value) this.note('value', empty(this.caret))
    if (sign === '|' || sign === '>') return this.block(value, end, column)
    const last = this.scalarOrFlow(value, 'value')
    frame.values.set(key.name, this.text.slice(value, Math.min(last, value + 500)).trimEnd())
    return last
  }

  private scalarOrFlow(at: number, part: Place['part']): number {
    const sign = this.text[at]
    const floor = this.floor()
    if (sign === '{' || sign === '[') {
      const depth = this.frames.length
      const after = new FlowReader(this, at, floor).read()
      this.frames.length = depth
      return lineEnd(this.text, after)
    }
    const scalar = scalarEnd(this.text, at, floor)
    this.note(part, { start: at, ...scalar })
    return lineEnd(this.text, scalar.end)
  }

  /** Lines indented this much or less end a value that is not closed. */
  private floor(): number {
    return this.frames.at(-1)?.column ?? -1
  }

  /** The lines of a block are indented more than `column`. */
  private block(at: number, firstEnd: number, column: number): number {
    let end = firstEnd
    let last = firstEnd
    while (end < this.text.length) {
      const next = end + 1
      const nextEnd = lineEnd(this.text, next)
      const begins = blanks(this.text, next, nextEnd)
      const isCaretLine = this.caret >= next && this.caret <= nextEnd
      if (begins < nextEnd && begins - next <= column) break
      if (begins === nextEnd && isCaretLine && this.caret - next <= column) break
      end = nextEnd
      if (begins < nextEnd || isCaretLine) last = nextEnd
    }
    if (this.caret > firstEnd)
      this.note('value', { start: firstEnd + 1, end: Math.max(last, firstEnd + 1), style: 'block' })
    else this.note('key', { start: at, end: firstEnd, style: 'plain' })
    return last
  }

  /** Begins an item of a list at that column. */
  private item(column: number): void {
    const top = this.frames.at(-1)
    if (top?.kind === 'list' && top.column === column) top.index += 1
    else this.frames.push(frameOf('list', column, false))
  }

  /** Leaves what ends before a line of that indentation. */
  private leave(column: number, dash: boolean): void {
    for (let top = this.frames.at(-1); top; top = this.frames.at(-1)) {
      const ends = top.column > column || (top.column === column && top.kind === 'list' && !dash)
      if (!ends) break
      this.frames.pop()
    }
  }

  /** The caret stands on a line with nothing on it. */
  private blank(column: number): void {
    const around = this.frames.filter((frame) => frame.column <= column)
    const top = around.at(-1)
    const scalar = empty(this.caret)
    if (!top) this.note('start', scalar, [])
    else if (top.column === column) {
      if (top.kind === 'list') this.note('dash', scalar, around)
      else {
        around[around.length - 1] = { ...top, key: undefined }
        this.note('key', scalar, around)
      }
    } else if (top.kind === 'map' && top.key !== undefined && top.values.get(top.key) === '') {
      this.note('start', scalar, around)
    } else if (top.kind === 'list') this.note('start', scalar, around)
    else this.note('key', scalar, [])
  }

  /** In a comment there is nothing to know. */
  private comment(at: number): void {
    this.place ??= { levels: [], part: 'value', scalar: { start: at, end: at, style: 'plain' }, flow: false }
  }
}

const empty = (at: number): WrittenScalar => ({ start: at, end: at, style: 'plain' })

function isDash(text: string, at: number): boolean {
  return text[at] === '-' && (at + 1 === text.length || /[\s]/.test(text[at + 1]!))
}

/** Finds the place of a caret. Never fails, whatever the text is. */
export function placeAt(text: string, offset: number): Place {
  return new PlaceReader(text, Math.max(0, Math.min(offset, text.length))).read()
}
