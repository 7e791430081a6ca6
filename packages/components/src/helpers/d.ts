import { ExpressionError, type HelperFunction, type HelperUse } from '@merlon/language'
import { DAY, FARTHEST, plusMonths } from './d/calendar.ts'
import { formatDate } from './d/format.ts'
import { instantOfNumber, parseDate } from './d/parse.ts'
import { zoneOf } from './d/zone.ts'
import { defineHelper } from './define-helper.ts'
import { needNumber, needText, numberIn, wrongArgument } from './shared/arguments.ts'

const LONGEST_PATTERN = 1000
const LONGEST_DATE = 100

export default defineHelper({
  name: 'D',
  summary: 'Dates, as milliseconds since 1970; without a zone they are read and written in UTC',
  functions: {
    nowMillis: {
      signature: 'nowMillis()',
      summary: "Now, by the run's clock",
      run: (_, use) => use.realm.now(),
    },
    plusSeconds: shift('plusSeconds', fixed(1000)),
    minusSeconds: shift('minusSeconds', fixed(-1000)),
    plusMinutes: shift('plusMinutes', fixed(60_000)),
    minusMinutes: shift('minusMinutes', fixed(-60_000)),
    plusHours: shift('plusHours', fixed(3_600_000)),
    minusHours: shift('minusHours', fixed(-3_600_000)),
    plusDays: shift('plusDays', fixed(DAY)),
    minusDays: shift('minusDays', fixed(-DAY)),
    plusWeeks: shift('plusWeeks', fixed(7 * DAY)),
    minusWeeks: shift('minusWeeks', fixed(-7 * DAY)),
    plusMonths: shift('plusMonths', months(1)),
    minusMonths: shift('minusMonths', months(-1)),
    plusYears: shift('plusYears', months(12)),
    minusYears: shift('minusYears', months(-12)),
    format: {
      signature: 'format(millis, pattern, zone?)',
      summary: 'The date as text; zone is a name, an offset as text, or a number: hours up to 18, beyond that minutes',
      example: "D.format(D.nowMillis(), 'yyyy-MM-DD HH:mm', 'America/New_York')",
      run: format,
    },
    parse: {
      signature: 'parse(text, zone?)',
      summary:
        'Milliseconds of ISO 8601, RFC 1123, yyyy-MM-dd HH:mm or a number: seconds below 10^11, else milliseconds',
      example: "D.parse('2018-05-15 10:30', 'Europe/Berlin')",
      run: parse,
    },
  },
})

type Shift = (call: string, instant: number, amount: number) => number

function shift(name: string, by: Shift): HelperFunction {
  const call = `D.${name}`
  const unit = name.replace(/^plus|^minus/, '').toLowerCase()
  return {
    signature: `${name}(millis, ${unit})`,
    summary: `The date that many ${unit} ${name.startsWith('plus') ? 'later' : 'earlier'}`,
    run([date, amount]) {
      const instant = instantOf(call, date)
      return inRange(call, by(call, instant, needNumber(call, `${unit} as a number`, amount)))
    },
  }
}

function fixed(unit: number): Shift {
  return (_, instant, amount) => Math.round(instant + amount * unit)
}

function months(unit: number): Shift {
  return (call, instant, amount) => {
    if (!Number.isInteger(amount)) throw new ExpressionError(`\`${call}\` counts in whole numbers, got ${amount}`)
    return plusMonths(instant, amount * unit)
  }
}

function format([date, pattern, zone]: readonly unknown[], use: HelperUse): string {
  const instant = instantOf('D.format', date)
  const letters = needText('D.format', 'a pattern as text', pattern)
  if (letters.length > LONGEST_PATTERN) {
    throw new ExpressionError(
      `\`D.format\` takes patterns of at most ${LONGEST_PATTERN} characters, got ${letters.length}`,
    )
  }
  use.charge(100 + letters.length)
  return formatDate(instant, letters, zoneOf('D.format', zone), use.dialect)
}

function parse([value, zone]: readonly unknown[], use: HelperUse): number {
  use.charge(100)
  const place = zoneOf('D.parse', zone)
  if (value instanceof Date) return inRange('D.parse', value.getTime())
  const number = numberIn(value)
  if (number !== undefined) return inRange('D.parse', instantOfNumber(number))
  const text = needText('D.parse', 'a date as text', value).trim()
  const instant = text.length > LONGEST_DATE ? undefined : parseDate(text, place)
  if (instant !== undefined) return inRange('D.parse', instant)
  throw wrongArgument(
    'D.parse',
    'a date as text',
    value,
    'write `2018-05-15T10:30:00Z`, `2018-05-15 10:30` or seconds since 1970',
  )
}

function instantOf(call: string, value: unknown): number {
  if (value instanceof Date) return inRange(call, value.getTime())
  const number = numberIn(value)
  if (number !== undefined) return inRange(call, number)
  throw wrongArgument(call, 'a date as milliseconds', value, 'read text with `D.parse(text)` first')
}

function inRange(call: string, instant: number): number {
  if (Math.abs(instant) <= FARTHEST) return instant
  throw new ExpressionError(`\`${call}\` reaches beyond the dates there are, 270,000 years around 1970`)
}
