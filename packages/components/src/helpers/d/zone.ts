/** Time zones by name or offset, on the zone rules that the host has through `Intl`. */

import { ExpressionError } from '@merlon/language'
import { numberIn, quoted, textIn, wrongArgument } from '../shared/arguments.ts'

const MINUTE = 60_000
const MOST_HOURS = 18
/** More formatters than the zones of one test; a bound, as names come from tests. */
const KEPT = 64

/** A place on the map or a fixed distance from UTC. */
export interface Zone {
  /** An IANA name, or `+02:00`; `UTC` for UTC. */
  readonly id: string
  /** ms to add to an instant for its local time. */
  offset(instant: number): number
  /** In English: `CET` or `Central European Standard Time`; a fixed offset is its own name. */
  name(instant: number, style: 'short' | 'long'): string
}

export const UTC: Zone = {
  id: 'UTC',
  offset: () => 0,
  name: (_, style) => (style === 'short' ? 'UTC' : 'Coordinated Universal Time'),
}

/** Reads the zone argument of `D.format` and `D.parse`; nothing is UTC. A number up to ±18 is hours, beyond it minutes. */
export function zoneOf(call: string, value: unknown): Zone {
  if (value === undefined) return UTC
  const text = textIn(value)
  if (text === undefined) throw wrongArgument(call, 'a zone name or an offset', value)
  // `+0200` is an offset although it would do for a number; `-90` alone is no offset and hence minutes.
  const number = /^[+-]\d\d:?\d\d$/.test(text) ? undefined : numberIn(value)
  if (number !== undefined) return fixedZone(call, Math.abs(number) <= MOST_HOURS ? number * 60 : number, value)
  const minutes = offsetMinutes(text)
  return minutes === undefined ? namedZone(call, text) : fixedZone(call, minutes, value)
}

/** Minutes of `Z`, `+02`, `+0200`, `+02:00`; `undefined` for other text. */
export function offsetMinutes(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0
  const match = /^([+-])(\d\d)(?::?([0-5]\d))?$/.exec(text)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '-' ? 0 - minutes : minutes
}

function fixedZone(call: string, minutes: number, written: unknown): Zone {
  if (!Number.isInteger(minutes) || Math.abs(minutes) > MOST_HOURS * 60) {
    throw wrongArgument(call, 'an offset of at most 18 hours in whole minutes', written)
  }
  if (minutes === 0) return UTC
  const id = offsetText(minutes * MINUTE, ':')
  return { id, offset: () => minutes * MINUTE, name: () => id }
}

/** `+0200`, or `+02:00` with a colon between. */
export function offsetText(offset: number, between: '' | ':'): string {
  const minutes = Math.trunc(Math.abs(offset) / MINUTE)
  const hours = String(Math.trunc(minutes / 60)).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${hours}${between}${String(minutes % 60).padStart(2, '0')}`
}

function namedZone(call: string, written: string): Zone {
  if (/^(?:utc|gmt)$/i.test(written)) return UTC
  let id: string
  try {
    if (written.length > 64) throw new RangeError()
    id = formatter(written, 'longOffset', 'en-US').resolvedOptions().timeZone
  } catch {
    throw new ExpressionError(`\`${call}\` knows no time zone ${quoted(written)}`, {
      help: "write a name like 'Europe/Berlin' or an offset like '+02:00'",
    })
  }
  return {
    id: written,
    offset: (instant) => offsetAt(id, instant),
    name: (instant, style) => nameAt(id, instant, style),
  }
}

function offsetAt(id: string, instant: number): number {
  const text = zonePart(formatter(id, 'longOffset', 'en-US'), instant)
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text)
  if (match === null) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return (match[1] === '-' ? -1000 : 1000) * seconds
}

/** American English abbreviates American zones only, British English the European ones; the rest is `GMT+9`. */
function nameAt(id: string, instant: number, style: 'short' | 'long'): string {
  const names = ['en-US', 'en-GB', 'en-AU', 'en-IN'].map(
    (english) => () => zonePart(formatter(id, style, english), instant),
  )
  const first = names[0]!()
  if (style === 'long' || !/^GMT[+-]/.test(first)) return first
  return (
    names
      .slice(1)
      .map((name) => name())
      .find((name) => !/^GMT[+-]/.test(name)) ?? first
  )
}

function zonePart(format: Intl.DateTimeFormat, instant: number): string {
  return format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? ''
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(
  timeZone: string,
  timeZoneName: 'longOffset' | 'short' | 'long',
  english: string,
): Intl.DateTimeFormat {
  const key = `${timeZone} ${timeZoneName} ${english}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(english, { timeZone, timeZoneName })
  if (formatters.size >= KEPT) formatters.clear()
  formatters.set(key, made)
  return made
}
