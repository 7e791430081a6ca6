import { availableParallelism } from 'node:os'

/** How many tests run side by side: `4`, or `50%` of the processors. Undefined for a text that says neither. */
export function workerCount(text: string): number | undefined {
  const match = /^(\d+)(%?)$/.exec(text.trim())
  const count = Number(match?.[1] ?? 0)
  if (count < 1) return undefined
  return match?.[2] === '%' ? Math.max(1, Math.floor((availableParallelism() * count) / 100)) : count
}
