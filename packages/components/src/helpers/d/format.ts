/** Dates as text after a pattern of letters. The length of a run of one letter says its width or its style. */

import type { Dialect } from '@merlon/language'
import { type Fields, fieldsOf, MONTHS, WEEKDAYS, weekOf } from './calendar.ts'
import { offsetText, type Zone } from './zone.ts'

/** Quoted text, bracketed text, two quotes for one, a run of one letter, anything else. */
const TOKEN = /''|'(?:[^']|'')*'?|\[[^\]]*\]?|([A-Za-z])\1*|[^A-Za-z'[]+/g

interface Moment extends Fields {
  readonly instant: number
  readonly local: number
  readonly zone: Zone
  /** Writes one letter of the pattern. */
  readonly letters: Readonly<Record<string, Letter>>
}

type Letter = (moment: Moment, width: number) => string

/** Formats an instant (ms since 1970) in a zone. Letters without a meaning stand for themselves, as does text in `'…'` and `[…]`. */
export function formatDate(instant: number, pattern: string, zone: Zone, dialect: Dialect): string {
  const tokens = pattern.match(TOKEN) ?? []
  const used = new Set(tokens.map((token) => token.charAt(0)))
  const local = instant + zone.offset(instant)
  const letters = { ...LETTERS, ...(dialect === 'groovy' ? groovyDays(used) : javascriptDays(used)) }
  const moment: Moment = { ...fieldsOf(local), instant, local, zone, letters }
  return tokens.map((token) => written(token, moment)).join('')
}

function written(token: string, moment: Moment): string {
  if (token === "''") return "'"
  if (token.startsWith("'")) return token.replace(/^'|'$/g, '').replaceAll("''", "'")
  if (token.startsWith('[')) return token.replace(/^\[|\]$/g, '')
  const letter = Object.hasOwn(moment.letters, token.charAt(0)) ? moment.letters[token.charAt(0)] : undefined
  return letter === undefined ? token : letter(moment, token.length)
}

const LETTERS: Readonly<Record<string, Letter>> = {
  G: ({ year }) => (year > 0 ? 'AD' : 'BC'),
  C: ({ year }, width) => padded(Math.trunc(yearOfEra(year) / 100), width),
  y: ({ year }, width) => shownYear(year, width),
  Y: ({ year }, width) => shownYear(yearOfEra(year), width),
  x: ({ local }, width) => shownYear(weekOf(local).year, width),
  w: ({ local }, width) => padded(weekOf(local).week, width),
  e: ({ weekday }, width) => padded(weekday, width),
  E: ({ weekday }, width) => shownName(WEEKDAYS[weekday - 1]!, width),
  M: ({ month }, width) => (width < 3 ? padded(month, width) : shownName(MONTHS[month - 1]!, width)),
  a: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  A: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  H: ({ hour }, width) => padded(hour, width),
  k: ({ hour }, width) => padded(hour === 0 ? 24 : hour, width),
  K: ({ hour }, width) => padded(hour % 12, width),
  h: ({ hour }, width) => padded(hour % 12 === 0 ? 12 : hour % 12, width),
  m: ({ minute }, width) => padded(minute, width),
  s: ({ second }, width) => padded(second, width),
  S: ({ ms }, width) => padded(ms, 3).slice(0, width).padEnd(width, '0'),
  z: ({ zone, instant }, width) => zone.name(instant, width < 4 ? 'short' : 'long'),
  Z: ({ zone, instant }, width) => (width < 3 ? offsetText(zone.offset(instant), width === 1 ? '' : ':') : zone.id),
}

const dayOfMonth: Letter = ({ day }, width) => padded(day, width)
const dayOfYear: Letter = (moment, width) => padded(moment.dayOfYear, width)

/** `dd` is what most people write for the day of the month; it stays that where nothing else in the pattern is. */
function javascriptDays(used: ReadonlySet<string>): Readonly<Record<string, Letter>> {
  return {
    D: (moment, width) => (width < 3 ? dayOfMonth : dayOfYear)(moment, width),
    d: (moment, width) =>
      width === 2 && !used.has('D') ? dayOfMonth(moment, width) : shownName(WEEKDAYS[moment.weekday - 1]!, width),
  }
}

/** `yyyy-MM-DD` was documented with a calendar date as its result; beside a month `DD` is the day of the month. */
function groovyDays(used: ReadonlySet<string>): Readonly<Record<string, Letter>> {
  return {
    D: (moment, width) => (width < 3 && used.has('M') ? dayOfMonth : dayOfYear)(moment, width),
    d: dayOfMonth,
  }
}

function padded(number: number, width: number): string {
  return `${number < 0 ? '-' : ''}${String(Math.abs(number)).padStart(width, '0')}`
}

function yearOfEra(year: number): number {
  return year > 0 ? year : 1 - year
}

function shownYear(year: number, width: number): string {
  return width === 2 ? padded(Math.abs(year) % 100, 2) : padded(year, width)
}

function shownName(name: string, width: number): string {
  return width < 4 ? name.slice(0, 3) : name
}
