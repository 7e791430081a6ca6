/** The fields of an instant in the proleptic Gregorian calendar, and the way back. */

export const DAY = 86_400_000
/** The farthest instant from 1970; a date holds 8.64e15 ms (ECMA-262, section 21.4.1.1), some of which its year and zone need. */
export const FARTHEST = 8.6e15

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export interface Fields {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly dayOfYear: number
  /** 1 for Monday to 7 for Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
}

/** The fields of a local time, given as ms since 1970 as if it were UTC. */
export function fieldsOf(local: number): Fields {
  const date = new Date(local)
  const year = date.getUTCFullYear()
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    dayOfYear: Math.floor((local - startOf(year)) / DAY) + 1,
    weekday: ((date.getUTCDay() + 6) % 7) + 1,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ms: date.getUTCMilliseconds(),
  }
}

/** Midnight of a day in ms as if it were UTC; `undefined` when the month has no such day. */
export function midnight(year: number, month: number, day: number): number | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined
}

function startOf(year: number): number {
  return new Date(0).setUTCFullYear(year)
}

/** Week and year of ISO 8601: weeks start on Monday, the first holds the year's first Thursday. */
export function weekOf(local: number): { week: number; year: number } {
  const { weekday } = fieldsOf(local)
  const thursday = fieldsOf(local + (4 - weekday) * DAY)
  return { week: Math.floor((thursday.dayOfYear - 1) / 7) + 1, year: thursday.year }
}

/** The same time of day `months` later, on the month's last day where it has no such day. */
export function plusMonths(instant: number, months: number): number {
  const date = new Date(instant)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(date.getTime())
  last.setUTCMonth(last.getUTCMonth() + 1, 0)
  return date.setUTCDate(Math.min(day, last.getUTCDate()))
}
