/** What the text reports say of a step in the same words. */
import type { Difference, RequestRecord, ResponseRecord } from '@merlon/protocol'

const MOST_DIFFERENCES = 12

/** A value as in an expression: text is quoted, so that `"3"` and `3` differ. */
export const valueText = (value: unknown): string => JSON.stringify(value) ?? 'missing'

/** `POST http://host/login → 401 Unauthorized in 83 ms`. */
export function exchangeText(request: RequestRecord, response: ResponseRecord | undefined): string {
  const line = `${request.method} ${request.url}`
  if (!response) return line
  const { status, statusText, metrics } = response
  const answer = status > 0 ? [status, statusText].filter(Boolean).join(' ') : 'no answer'
  return `${line} → ${answer} in ${metrics.overall} ms`
}

function differenceText({ kind, expected, actual }: Difference): string {
  if (kind === 'missing') return expected === undefined ? 'missing' : `missing, expected ${valueText(expected)}`
  if (kind === 'added') return actual === undefined ? 'not expected' : `not expected, actual ${valueText(actual)}`
  const types = kind === 'type' ? ' (another type)' : ''
  return `expected ${valueText(expected)}, actual ${valueText(actual)}${types}`
}

/** One line per difference, the paths in a column; the last line counts those left out. */
export function differenceLines(differences: readonly Difference[]): string[] {
  const shown = differences.slice(0, MOST_DIFFERENCES)
  const paths = shown.map(({ path }) => (path === '' ? '(the whole)' : path))
  const column = Math.min(40, Math.max(...paths.map((path) => path.length)))
  const lines = shown.map((one, at) => `${(paths[at] ?? '').padEnd(column)}  ${differenceText(one)}`)
  const more = differences.length - shown.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}
