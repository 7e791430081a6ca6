/** Which lines two texts share: what changed between two answers. */

export interface DiffLine {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** More than this many steps apart, two texts are simply another. */
const MOST_APART = 600
const MOST_LINES = 4000

/** Shortest edit script after Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). */
function trace(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const history: Map<number, number>[] = []
  const furthest = new Map<number, number>([[1, 0]])
  for (let apart = 0; apart <= Math.min(MOST_APART, a.length + b.length); apart += 1) {
    history.push(new Map(furthest))
    for (let k = -apart; k <= apart; k += 2) {
      const down = k === -apart || (k !== apart && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1
      furthest.set(k, x)
      if (x >= a.length && x - k >= b.length) return history
    }
  }
  return undefined
}

function walkBack(a: readonly string[], b: readonly string[], history: readonly Map<number, number>[]): DiffLine[] {
  const lines: DiffLine[] = []
  let x = a.length
  let y = b.length
  for (let apart = history.length - 1; apart >= 0; apart -= 1) {
    const furthest = history[apart]!
    const k = x - y
    const down = k === -apart || (k !== apart && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
    const previousX = furthest.get(down ? k + 1 : k - 1) ?? 0
    const previousY = previousX - (down ? k + 1 : k - 1)
    while (x > previousX && y > previousY && x > 0 && y > 0) {
      x -= 1
      y -= 1
      lines.push({ sign: ' ', text: a[x]! })
    }
    if (apart === 0) break
    if (down) lines.push({ sign: '+', text: b[(y -= 1)]! })
    else lines.push({ sign: '-', text: a[(x -= 1)]! })
  }
  return lines.reverse()
}

/** The lines of both texts in order, with signs for what only one of them has; long texts are cut at 4,000 lines. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const a = before.split('\n').slice(0, MOST_LINES)
  const b = after.split('\n').slice(0, MOST_LINES)
  const history = trace(a, b)
  if (history) return walkBack(a, b, history)
  return [...a.map((text): DiffLine => ({ sign: '-', text })), ...b.map((text): DiffLine => ({ sign: '+', text }))]
}

/** Only what changed, with some lines around each place; `undefined` stands for lines left out. */
export function withContext(lines: readonly DiffLine[], around = 3): (DiffLine | undefined)[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ sign }) => sign !== ' '),
  )
  const shown: (DiffLine | undefined)[] = []
  for (const [at, line] of lines.entries()) {
    if (near[at]) shown.push(line)
    else if (shown.at(-1) !== undefined || shown.length === 0) shown.push(undefined)
  }
  return shown
}
