/**
 * Where the characters of a scalar's text stand in its file.
 *
 * Quotes, escapes, doubled quotes, folded lines and stripped indentation make the text differ from what is written; a
 * caret must still stand under the guilty character.
 */

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block'

const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r'

function blanksAt(text: string, from: number, end: number): number {
  let at = from
  while (at < end && isBlank(text[at])) at += 1
  return at - from
}

/** Length of the escape at `at` in a double-quoted scalar, and how many UTF-16 units of text it stands for. */
function escapeAt(source: string, at: number, end: number): { length: number; units: number } {
  const kind = source[at + 1] ?? ''
  const long = ESCAPE_LENGTHS[kind]
  if (long !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + long), 16)
    return { length: long, units: code > 0xffff ? 2 : 1 }
  }
  if (kind === '\n' || kind === '\r') return { length: 1 + blanksAt(source, at + 1, end), units: 0 }
  return { length: 2, units: 1 }
}

/** Skips escaped line breaks, which stand for nothing. */
function skipContinuations(source: string, from: number, end: number): number {
  let at = from
  while (source[at] === '\\') {
    const { length, units } = escapeAt(source, at, end)
    if (units > 0) break
    at += length
  }
  return at
}

/**
 * Offsets in `source` of each UTF-16 unit of `text`, and of its end.
 *
 * `start` and `end` enclose the scalar's content: for quoted styles what is between the quotes, for a block what follows
 * its header line.
 */
export function alignOffsets(source: string, start: number, end: number, text: string, style: ScalarStyle): Int32Array {
  const offsets = new Int32Array(text.length + 1)
  let at = start
  if (style === 'block' || style === 'plain') at += blanksAt(source, at, end) - blanksAt(text, 0, text.length)
  let index = 0
  while (index < text.length) {
    if (style === 'double') at = skipContinuations(source, at, end)
    if (style === 'double' && source[at] === '\\') {
      const { length, units } = escapeAt(source, at, end)
      for (let unit = 0; unit < units && index < text.length; unit += 1) offsets[index++] = Math.min(at, end)
      at += length
    } else if (isBlank(text[index])) {
      const written = blanksAt(source, at, end)
      const wanted = blanksAt(text, index, text.length)
      const same = source.slice(at, at + wanted) === text.slice(index, index + wanted) && written === wanted
      for (let n = 0; n < wanted; n += 1) {
        offsets[index++] = Math.min(end, at + (same ? n : Math.min(n, Math.max(0, written - 1))))
      }
      at += style === 'double' && !same && written === 0 ? 0 : written
    } else {
      if (isBlank(source[at])) at += blanksAt(source, at, end)
      offsets[index++] = Math.min(at, end)
      at += style === 'single' && source[at] === "'" ? 2 : 1
    }
  }
  offsets[text.length] = text.length === 0 ? start : Math.min(at, end)
  return offsets
}
