/** Dates as expressions see them: JavaScript's, in UTC wherever JavaScript would take the machine's own zone. */

const isoDateTime = /^(?:[+-]\d{6}|\d{4})-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?$/
const zone = /(?:Z|\b(?:GMT|UTC|UT|[ECMP][SD]T)\b|[+-]\d\d:?\d\d)(?:\s*\([^()]*\))?\s*$/i

/** The instant that a text names, in ms since 1970; NaN where it is no date. A text without a zone is in UTC. */
export function parseDate(text: string): number {
  const trimmed = text.trim()
  if (trimmed.length > 100) return Number.NaN
  if (isoDateTime.test(trimmed)) return Date.parse(`${trimmed.replace(' ', 'T').replace(',', '.')}Z`)
  if (zone.test(trimmed)) return Date.parse(trimmed)
  // A plain ISO date is in UTC already, and would not be read with a zone after it.
  if (/^(?:[+-]\d{6}|\d{4})(?:-\d\d){0,2}$/.test(trimmed)) return Date.parse(trimmed)
  const inUtc = Date.parse(`${trimmed} UTC`)
  return Number.isNaN(inUtc) ? Date.parse(trimmed) : inUtc
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

export function dayText(date: Date): string {
  const year = date.getUTCFullYear()
  const years = year < 0 ? `-${digits(-year, 6)}` : digits(year, 4)
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${digits(date.getUTCDate(), 2)} ${years}`
}

export function timeText(date: Date): string {
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((part) => digits(part, 2)).join(':')
  return `${time} GMT+0000 (Coordinated Universal Time)`
}

/** JavaScript's text of a date (ECMA-262, Date.prototype.toString), in UTC. */
export function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : `${dayText(date)} ${timeText(date)}`
}
