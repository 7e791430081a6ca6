/** Which names fit what was typed so far, and which fit best. */
import type { Completion } from './world.ts'

/** Smaller is better; undefined where a name does not fit: its beginning, a part of it, its letters in order. */
function rank(typed: string, name: string): number | undefined {
  const [wanted, known] = [typed.toLowerCase(), name.toLowerCase()]
  if (known.startsWith(wanted)) return 0
  if (known.includes(wanted)) return 1
  if (known[0] !== wanted[0]) return undefined
  let at = 0
  for (const character of known) if (character === wanted[at]) at += 1
  return at === wanted.length ? 2 : undefined
}

export const fits = (typed: string, name: string): boolean => rank(typed, name) !== undefined

const STEP = 10_000

/** Those whose labels fit, the best first; `sort` says so, too. */
export function ranked(typed: string, completions: readonly Completion[]): Completion[] {
  const found = completions.flatMap((one) => {
    const by = rank(typed, one.label)
    return by === undefined ? [] : [{ ...one, sort: by * STEP + (one.sort ?? 0) }]
  })
  return found.sort((a, b) => a.sort - b.sort)
}
