/** `Date` and the functions of dates. Everything that JavaScript does in the machine's zone happens in UTC. */

import { type Member, memberTable, Namespace } from '../callable.ts'
import { dateText, dayText, parseDate, timeText } from '../dates.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { primitive, toNumber } from '../values.ts'
import { hosted, scalarOptions } from './arguments.ts'

type Args = readonly unknown[]

const parts = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const

const members: Record<string, Member<Date>> = {
  getDay: (date) => date.getUTCDay(),
  getTime: (date) => date.getTime(),
  getTimezoneOffset: (date) => (Number.isNaN(date.getTime()) ? Number.NaN : 0),
  getUTCDay: (date) => date.getUTCDay(),
  setTime: (date, [time], run) => {
    run.variables?.touch(date)
    return date.setTime(toNumber(time, run))
  },
  toDateString: (date) => (isDate(date) ? dayText(date) : 'Invalid Date'),
  toISOString: (date) => {
    if (isDate(date)) return date.toISOString()
    throw new ExpressionError('the date does not exist, so it has no ISO text')
  },
  toJSON: (date) => date.toJSON(),
  toLocaleDateString: (date, args) => localText(date, args, { dateStyle: 'short' }),
  toLocaleString: (date: Date, args: readonly unknown[]) => localText(date, args, {}),
  toLocaleTimeString: (date, args) => localText(date, args, { timeStyle: 'medium' }),
  toString: (date: Date) => dateText(date),
  toTimeString: (date) => (isDate(date) ? timeText(date) : 'Invalid Date'),
  toUTCString: (date) => date.toUTCString(),
  valueOf: (date: Date) => date.getTime(),
}

for (const part of parts) {
  const read: Member<Date> = (date) => date[`getUTC${part}`]()
  const write: Member<Date> = (date, args, run) => set(date, part, args, run)
  Object.assign(members, { [`get${part}`]: read, [`getUTC${part}`]: read })
  Object.assign(members, { [`set${part}`]: write, [`setUTC${part}`]: write })
}

/** Sets a part and, as in JavaScript, those after it that are given. */
function set(date: Date, part: (typeof parts)[number], args: Args, run: Run): number {
  const [first = Number.NaN, ...rest] = args.map((arg) => toNumber(arg, run))
  run.variables?.touch(date)
  date[`setUTC${part}`](first, ...(rest as []))
  return date.getTime()
}

function isDate(date: Date): boolean {
  return !Number.isNaN(date.getTime())
}

function localText(date: Date, [locale, options]: Args, style: Intl.DateTimeFormatOptions): string {
  if (!isDate(date)) return 'Invalid Date'
  const chosen = scalarOptions(options)
  const rest = Object.keys(chosen).some((name) => name !== 'timeZone') ? {} : style
  const language = typeof locale === 'string' ? locale : 'en-US'
  const print = () => date.toLocaleString(language, { timeZone: 'UTC', ...rest, ...chosen })
  return hosted(print, 'the language or options of this date text do not exist')
}

export const dateMembers = memberTable<Date>(members)

/** Milliseconds of year, month, …, in UTC. */
function instant(args: Args, run: Run): number {
  const [year = Number.NaN, month = 0, ...rest] = args.map((arg) => toNumber(arg, run))
  return Date.UTC(year, month, ...(rest.slice(0, 5) as []))
}

function make(args: Args, run: Run): Date {
  if (args.length === 0) return new Date(run.realm.now())
  if (args.length > 1) return new Date(instant(args, run))
  const [value] = args
  if (value instanceof Date) return new Date(value.getTime())
  const plain = primitive(value, run)
  return new Date(typeof plain === 'string' ? parseDate(plain) : toNumber(plain, run))
}

export const date = new Namespace('Date', {
  call: (_args, run) => dateText(new Date(run.realm.now())),
  make,
  holds: (value) => value instanceof Date,
  functions: {
    UTC: instant,
    now: (_args, run) => run.realm.now(),
    parse: ([text], run) => parseDate(String(primitive(text, run))),
  },
})
