/** Which lines belong to an item of a list or map in block form: its own, and the comments that speak of it. */
import type { Collection } from './collection.ts'
import { columnOf, lineEnd, lineStart, nextLine, type Source } from './source.ts'

export interface Extent {
  /** The start of its first line with the comments directly above it; of the item where it shares a line with a `-`. */
  readonly start: number
  /** The end of its last line, trailing comments included, in front of the line break. */
  readonly end: number
  /** It stands on the line of the `-` or key that its collection belongs to. */
  readonly shared: boolean
}

const COMMENT_LINE = /^[ \t]*#/
const BLANK_LINE = /^[ \t\r]*$/

const lineAtOffset = (text: string, start: number): string => text.slice(start, lineEnd(text, start))

export const isBlankLine = (text: string, start: number): boolean => BLANK_LINE.test(lineAtOffset(text, start))

/** The first of the comment lines directly above a line that stand in the same column, none of them before `from`. */
function commentsAbove(text: string, line: number, column: number, from: number): number {
  let start = line
  while (start > from) {
    const above = lineStart(text, start - 1)
    if (above < from) break
    const content = lineAtOffset(text, above)
    if (!COMMENT_LINE.test(content) || content.search(/#/) !== column) break
    start = above
  }
  return start
}

/** The end of the last comment line below an item that is indented more than it is. */
function commentsBelow(text: string, end: number, column: number): number {
  let last = end
  for (let at = nextLine(text, end); at < text.length; at = nextLine(text, at)) {
    const content = lineAtOffset(text, at)
    if (COMMENT_LINE.test(content)) {
      if (content.search(/#/) <= column) break
      last = lineEnd(text, at)
    } else if (!BLANK_LINE.test(content)) break
  }
  return last
}

const isShared = (text: string, offset: number): boolean => /\S/.test(text.slice(lineStart(text, offset), offset))

/** The lines of one item of a collection in block form. */
export function extentOf(source: Source, collection: Collection, index: number): Extent {
  const { text } = source
  const item = collection.items[index]!
  const shared = isShared(text, item.start)
  const before = collection.items[index - 1]
  const isHead = collection.column === 0 && index === 0 && item.start === firstContent(source)
  const from = before ? nextLine(text, before.end) : 0
  const line = lineStart(text, item.start)
  // What stands above the first line of a file speaks of the file.
  const start = shared ? item.start : isHead ? line : commentsAbove(text, line, columnOf(text, item.start), from)
  return { start, end: commentsBelow(text, lineEnd(text, item.end), collection.column), shared }
}

const firstContent = (source: Source): number => {
  const range = source.root?.range
  return range ? range[0] : 0
}
