/** Durations and sizes as people write them. */

const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|sec|m|min|h)?$/
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 }

const SIZE = /^(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|GB)?$/
const SIZES: Readonly<Record<string, number>> = { B: 1, kB: 1000, KB: 1000, MB: 1_000_000, GB: 1_000_000_000 }

/** `500ms`, `30s`, `5min`, `1h` in ms; a bare number counts in `bare`. `undefined` when it is none of these. */
export function parseDuration(text: string, bare: 's' | 'ms'): number | undefined {
  const match = DURATION.exec(text.trim())
  return match ? Number(match[1]) * (UNITS[match[2] ?? bare] ?? 1) : undefined
}

/** `512kB`, `10MB` or a bare number, in bytes. */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text.trim())
  return match ? Math.round(Number(match[1]) * (SIZES[match[2] ?? 'B'] ?? 1)) : undefined
}

/** Reads the amount a field's role takes; the problem is in the words of the field. */
export function readAmount(
  text: string,
  role: { role: string; bare?: 's' | 'ms'; whole?: boolean; least?: number; most?: number },
): { value: number } | { problem: string; help?: string } {
  if (role.role === 'duration') {
    const value = parseDuration(text, role.bare ?? 's')
    return value === undefined ? { problem: 'takes a duration', help: 'for example 500ms, 30s, 5min or 1h' } : { value }
  }
  if (role.role === 'bytes') {
    const value = parseSize(text)
    return value === undefined ? { problem: 'takes a size', help: 'for example 512kB or 10MB' } : { value }
  }
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value) || (role.whole && !Number.isInteger(value)))
    return { problem: role.whole ? 'takes a whole number' : 'takes a number' }
  if (role.least !== undefined && value < role.least) return { problem: `takes a number from ${role.least}` }
  if (role.most !== undefined && value > role.most) return { problem: `takes a number up to ${role.most}` }
  return { value }
}
