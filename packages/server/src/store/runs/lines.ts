/** Whole lines of something that grows. */
import type { Bytes } from './bytes.ts'

const CHUNK = 256 * 1024
const NEWLINE = 10

export interface Line {
  readonly text: string
  readonly position: number
  /** In bytes, without its line break. */
  readonly length: number
}

/** The whole lines from a position on, as many at once as one read brings; ends where no further line is whole. */
export async function* linesFrom(bytes: Bytes, from: number): AsyncGenerator<readonly Line[]> {
  let position = from
  let rest: Buffer = Buffer.alloc(0)
  for (;;) {
    const chunk = await bytes.read(position + rest.length, CHUNK)
    if (chunk.length === 0) return
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const lines: Line[] = []
    let start = 0
    for (let at = text.indexOf(NEWLINE, rest.length); at !== -1; at = text.indexOf(NEWLINE, start)) {
      lines.push({ text: text.toString('utf8', start, at), position: position + start, length: at - start })
      start = at + 1
    }
    position += start
    // Copied: memory that grows is written to again.
    rest = Buffer.from(text.subarray(start))
    if (lines.length > 0) yield lines
  }
}
