/** Instants from text: ISO 8601, RFC 1123, or seconds or milliseconds since 1970. */

import { fieldsOf, MONTHS, midnight, WEEKDAYS } from './calendar.ts'
import { offsetMinutes, type Zone } from './zone.ts'

const MINUTE = 60_000
/** Smaller numbers are seconds: as milliseconds they would lie within three years around 1970. */
const FIRST_MILLISECONDS = 1e11

const ISO =
  /^([+-]\d{6}|\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?$/
const ISO_BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?:\d\d)?)?$/
const RFC_1123 =
  /^(?:([A-Z][a-z]{2}), ?)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? ([A-Z]{1,3}|[+-]\d{4})$/
/** The zone names of RFC 822, section 5.1, in hours. */
const RFC_ZONES: Readonly<Record<string, number>> = {
  GMT: 0,
  UTC: 0,
  UT: 0,
  Z: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

/** ms since 1970 of a number: seconds below 10^11 in size, else ms. */
export function instantOfNumber(number: number): number {
  return Math.round(Math.abs(number) < FIRST_MILLISECONDS ? number * 1000 : number)
}

/** ms since 1970, `undefined` when the text is no date; `zone` is that of text which names none. */
export function parseDate(text: string, zone: Zone): number | undefined {
  const rfc = RFC_1123.exec(text)
  if (rfc !== null) return rfcInstant(rfc)
  const match = ISO.exec(text) ?? ISO_BASIC.exec(text)
  if (match === null) return undefined
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  const date = midnight(Number(year), Number(month), Number(day))
  const time = timeOfDay(hour, minute, second, fraction)
  if (date === undefined || time === undefined) return undefined
  if (offset === undefined) return instantOfLocal(date + time, zone)
  const minutes = offsetMinutes(offset)
  return minutes === undefined ? undefined : date + time - minutes * MINUTE
}

function rfcInstant(match: RegExpExecArray): number | undefined {
  const [, weekday, day, monthName, year, hour = '0', minute = '0', second = '0', zone = 'GMT'] = match
  const month = MONTHS.findIndex((name) => name.startsWith(monthName!)) + 1
  const date = month === 0 ? undefined : midnight(Number(year), month, Number(day))
  const time = timeOfDay(hour, minute, second, '')
  const minutes = Object.hasOwn(RFC_ZONES, zone) ? RFC_ZONES[zone]! * 60 : offsetMinutes(zone)
  if (date === undefined || time === undefined || minutes === undefined) return undefined
  if (weekday !== undefined && !WEEKDAYS[fieldsOf(date).weekday - 1]!.startsWith(weekday)) return undefined
  return date + time - minutes * MINUTE
}

function timeOfDay(hour: string, minute: string, second: string, fraction: string): number | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3))
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms
}

/**
 * The instant at which clocks in the zone show a local time. Of the two when clocks go back the earlier; a time that
 * clocks skip counts as if they had not been moved yet.
 */
function instantOfLocal(local: number, zone: Zone): number {
  const day = 24 * 60 * MINUTE
  const before = local - zone.offset(local - day)
  if (before + zone.offset(before) === local) return before
  const after = local - zone.offset(local + day)
  return after + zone.offset(after) === local ? after : before
}
