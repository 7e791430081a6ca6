import type { Location } from '@merlon/protocol'

/** A file's text with a way from offsets (UTF-16 units) to places as people count them. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** A stretch of a source file; `end` is exclusive. */
export interface Span {
  readonly file: SourceFile
  readonly start: number
  readonly end: number
}

const lineStarts = new WeakMap<SourceFile, number[]>()

function startsOf(file: SourceFile): number[] {
  let starts = lineStarts.get(file)
  if (!starts) {
    starts = [0]
    for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1)
    lineStarts.set(file, starts)
  }
  return starts
}

/** Line and column of an offset, both from 1, the column in code points. Offsets outside the text are clamped. */
export function positionAt(file: SourceFile, offset: number): { line: number; column: number } {
  const at = Math.max(0, Math.min(offset, file.text.length))
  const starts = startsOf(file)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= at) low = middle
    else high = middle - 1
  }
  const start = starts[low]!
  return { line: low + 1, column: [...file.text.slice(start, at)].length + 1 }
}

/** The text of a line (from 1) without its line break; empty outside the file. */
export function lineAt(file: SourceFile, line: number): string {
  const starts = startsOf(file)
  const start = starts[line - 1]
  if (start === undefined) return ''
  const end = starts[line] ?? file.text.length + 1
  return file.text.slice(start, end - 1).replace(/\r$/, '')
}

export function locationOf(span: Span): Location {
  const from = positionAt(span.file, span.start)
  const to = positionAt(span.file, Math.max(span.start, span.end))
  return { file: span.file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}
