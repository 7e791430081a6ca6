/** What to replace in a text to get another, whole lines at a time, so that carets and folds elsewhere stay. */
import { editsBetween } from '../document/edits.ts'
import type { TextEdit } from '../document/types.ts'

/** As many pairs of lines are compared. */
const MOST_PAIRS = 4_000_000

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** The edits that lead from one text to the other. */
export function lineEdits(before: string, after: string): TextEdit[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  const [from, to] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)]
  if (from.length * to.length > MOST_PAIRS) return editsBetween(before, after)
  const start = a.slice(0, head).reduce((sum, line) => sum + line.length, 0)
  return hunks(from, to, start)
}

/** The longest run of lines that both have from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  return lengths
}

function hunks(a: readonly string[], b: readonly string[], start: number): TextEdit[] {
  const lengths = commonLengths(a, b)
  const width = b.length + 1
  const edits: TextEdit[] = []
  let open: { start: number; end: number; text: string } | undefined
  let at = start
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      if (open) edits.push(open)
      open = undefined
      at += a[i]!.length
      i += 1
      j += 1
      continue
    }
    open ??= { start: at, end: at, text: '' }
    if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      at += a[i]!.length
      open.end = at
      i += 1
    } else {
      open.text += b[j]!
      j += 1
    }
  }
  if (open) edits.push(open)
  return edits
}
