/** Letters of date patterns, which differ between the two languages. */

/**
 * The same pattern for a test written as YAML: `d` (day of the month) becomes `D`; a `D` without a month beside it (day
 * of the year) becomes `DDD`. Text within `'…'` and `[…]` is not touched.
 */
export function datePattern(pattern: string): string {
  const parts = pattern.match(/'[^']*'?|\[[^\]]*\]?|d+|D+|[^'[dD]+/g) ?? []
  const hasMonth = parts.some((part) => /^[^'[]/.test(part) && part.includes('M'))
  return parts
    .map((part) => {
      if (/^d+$/.test(part)) return part.length > 1 ? 'DD' : 'D'
      return /^D+$/.test(part) && !hasMonth ? 'DDD' : part
    })
    .join('')
}
