import type { Dialect } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import d from './d.ts'
import { NOW, testUse } from './test/use.ts'

const { functions } = d
const call = (name: keyof typeof functions, ...args: unknown[]): unknown => functions[name].run(args, testUse())

/** Tuesday, 3 July 2018, 00:05:09.042 UTC: day 184, ISO week 27. */
const JULY = Date.UTC(2018, 6, 3, 0, 5, 9, 42)
/** Friday, 1 January 2021, 13:45:00 UTC: ISO week 53 of 2020. */
const NEW_YEAR = Date.UTC(2021, 0, 1, 13, 45)

const format = (pattern: string, instant: unknown = JULY, zone?: unknown, dialect: Dialect = 'javascript'): unknown =>
  functions.format.run(zone === undefined ? [instant, pattern] : [instant, pattern, zone], testUse({ dialect }))

describe('D.nowMillis and its shifts', () => {
  it("gives the run's now", () => {
    expect(call('nowMillis')).toBe(NOW)
  })

  it('moves dates by fixed units both ways', () => {
    expect(call('plusSeconds', 0, 2)).toBe(2000)
    expect(call('plusMinutes', 0, 2)).toBe(120_000)
    expect(call('plusHours', 0, 2)).toBe(7_200_000)
    expect(call('plusDays', 0, 1)).toBe(86_400_000)
    expect(call('plusWeeks', 0, 1)).toBe(604_800_000)
    expect(call('minusSeconds', 0, 2)).toBe(-2000)
    expect(call('minusMinutes', 0, 2)).toBe(-120_000)
    expect(call('minusHours', 0, 2)).toBe(-7_200_000)
    expect(call('minusDays', 86_400_000, 1)).toBe(0)
    expect(call('minusWeeks', 604_800_000, 1)).toBe(0)
    expect(call('plusHours', 0, 0.5)).toBe(1_800_000)
  })

  it('moves by months and years to the same day, or to the last day of a shorter month', () => {
    const day = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date, 8)
    expect(call('plusMonths', day(2018, 1, 31), 1)).toBe(day(2018, 2, 28))
    expect(call('plusMonths', day(2018, 11, 30), 3)).toBe(day(2019, 2, 28))
    expect(call('minusMonths', day(2018, 3, 31), 1)).toBe(day(2018, 2, 28))
    expect(call('plusYears', day(2020, 2, 29), 1)).toBe(day(2021, 2, 28))
    expect(call('minusYears', day(2020, 2, 29), 4)).toBe(day(2016, 2, 29))
    expect(() => call('plusMonths', 0, 1.5)).toThrow('`D.plusMonths` counts in whole numbers, got 1.5')
  })

  it('undoes plus by minus for any number of days', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -100_000, max: 100_000 }), (instant, days) => {
        expect(call('minusDays', call('plusDays', instant, days), days)).toBe(instant)
      }),
    )
  })

  it('takes numbers as text and a date, and says what is wrong otherwise', () => {
    expect(call('plusDays', '0', '1')).toBe(86_400_000)
    expect(call('plusDays', new Date(5), 0)).toBe(5)
    expect(() => call('plusDays', 'today', 1)).toThrow('`D.plusDays` needs a date as milliseconds, got text "today"')
    expect(() => call('plusDays', 0)).toThrow(/^`D\.plusDays` needs days as a number, got nothing$/)
    expect(() => call('plusDays', 0, 1e12)).toThrow('`D.plusDays` reaches beyond the dates there are')
    expect(() => call('plusYears', 0, 1e9)).toThrow('`D.plusYears` reaches beyond the dates there are')
  })
})

describe('letters of D.format', () => {
  const cases: readonly [string, string, string][] = [
    ['y', '2018', '2021'],
    ['yy', '18', '21'],
    ['yyyy', '2018', '2021'],
    ['yyyyy', '02018', '02021'],
    ['Y', '2018', '2021'],
    ['YY', '18', '21'],
    ['YYYY', '2018', '2021'],
    ['x', '2018', '2020'],
    ['xx', '18', '20'],
    ['xxxx', '2018', '2020'],
    ['M', '7', '1'],
    ['MM', '07', '01'],
    ['MMM', 'Jul', 'Jan'],
    ['MMMM', 'July', 'January'],
    ['E', 'Tue', 'Fri'],
    ['EE', 'Tue', 'Fri'],
    ['EEE', 'Tue', 'Fri'],
    ['EEEE', 'Tuesday', 'Friday'],
    ['e', '2', '5'],
    ['ee', '02', '05'],
    ['w', '27', '53'],
    ['ww', '27', '53'],
    ['C', '20', '20'],
    ['G', 'AD', 'AD'],
    ['a', 'AM', 'PM'],
    ['A', 'AM', 'PM'],
    ['H', '0', '13'],
    ['HH', '00', '13'],
    ['k', '24', '13'],
    ['kk', '24', '13'],
    ['K', '0', '1'],
    ['KK', '00', '01'],
    ['h', '12', '1'],
    ['hh', '12', '01'],
    ['m', '5', '45'],
    ['mm', '05', '45'],
    ['s', '9', '0'],
    ['ss', '09', '00'],
    ['S', '0', '0'],
    ['SS', '04', '00'],
    ['SSS', '042', '000'],
    ['SSSSSS', '042000', '000000'],
    ['z', 'UTC', 'UTC'],
    ['zzzz', 'Coordinated Universal Time', 'Coordinated Universal Time'],
    ['Z', '+0000', '+0000'],
    ['ZZ', '+00:00', '+00:00'],
    ['ZZZ', 'UTC', 'UTC'],
  ]

  it.each(cases)('%s is %s on 3 July 2018 and %s on 1 January 2021, in both dialects', (pattern, july, newYear) => {
    for (const dialect of ['javascript', 'groovy'] as const) {
      expect(format(pattern, JULY, undefined, dialect)).toBe(july)
      expect(format(pattern, NEW_YEAR, undefined, dialect)).toBe(newYear)
    }
  })

  const days: readonly [string, string, string][] = [
    ['D', '3', '184'],
    ['DD', '03', '184'],
    ['DDD', '184', '184'],
    ['MM D', '07 3', '07 3'],
    ['MM DD', '07 03', '07 03'],
    ['MM DDD', '07 184', '07 184'],
    ['d', 'Tue', '3'],
    ['dd', '03', '03'],
    ['ddd', 'Tue', '003'],
    ['dddd', 'Tuesday', '0003'],
    ['d MM', 'Tue 07', '3 07'],
    ['dd DD', 'Tue 03', '03 184'],
    ['dd MM DD', 'Tue 07 03', '03 07 03'],
    ["dd 'D'", '03 D', '03 D'],
    ["DD 'M'", '03 M', '184 M'],
  ]

  it.each(days)(
    '%s is "%s" in a test written as YAML and "%s" in one written as XML',
    (pattern, javascript, groovy) => {
      expect(format(pattern)).toBe(javascript)
      expect(format(pattern, JULY, undefined, 'groovy')).toBe(groovy)
    },
  )

  it('writes calendar dates in both spellings that people use', () => {
    for (const dialect of ['javascript', 'groovy'] as const) {
      expect(format('yyyy-MM-dd', NOW, undefined, dialect)).toBe('2018-05-15')
      expect(format('yyyy-MM-DD', NOW, undefined, dialect)).toBe('2018-05-15')
    }
    expect(format('ddd, DD MMM yyyy HH:mm:ss z', NOW)).toBe('Tue, 15 May 2018 10:30:00 UTC')
    expect(format("xxxx-'W'ww-e", NEW_YEAR)).toBe('2020-W53-5')
  })

  it('pads the day of the year to the length of its run', () => {
    expect(format('DDD', NEW_YEAR)).toBe('001')
    expect(format('D', NEW_YEAR, undefined, 'groovy')).toBe('1')
  })

  it('takes quoted and bracketed text, other characters and unknown letters as they are', () => {
    expect(format("yyyy-MM-dd'T'HH:mm'Z'")).toBe('2018-07-03T00:05Z')
    expect(format('yyyy-MM-ddTHH:mm[Z]')).toBe('2018-07-03T00:05Z')
    expect(format("h 'o''clock'")).toBe("12 o'clock")
    expect(format("''yy")).toBe("'18")
    expect(format('[year] yyyy')).toBe('year 2018')
    expect(format('yyyy b Q ü 1')).toBe('2018 b Q ü 1')
    expect(format("'never closed yyyy")).toBe('never closed yyyy')
    expect(format('')).toBe('')
  })

  it('writes years before the first with a sign, or by era', () => {
    const caesar = new Date(0).setUTCFullYear(-43, 2, 15)
    expect(format('yyyy', caesar)).toBe('-0043')
    expect(format('Y G', caesar)).toBe('44 BC')
    expect(format('C', caesar)).toBe('0')
  })

  it('agrees with ISO 8601 as the host writes it, for any date', () => {
    const farthest = 8.6e15
    fc.assert(
      fc.property(fc.integer({ min: -6.2e13, max: 2.5e14 }), (instant) => {
        expect(format("yyyy-MM-DD'T'HH:mm:ss.SSS'Z'", instant)).toBe(new Date(instant).toISOString())
      }),
    )
    expect(format('G DDD w z Z', farthest)).toMatch(/^AD \d{3} \d+ UTC \+0000$/)
    expect(format('G DDD w z Z', -farthest, 'Asia/Tokyo')).toMatch(/^BC \d{3} \d+ /)
  })

  it('says what is wrong with its arguments', () => {
    expect(() => call('format', 'now', 'yyyy')).toThrow('`D.format` needs a date as milliseconds, got text "now"')
    expect(() => call('format', 0)).toThrow(/^`D\.format` needs a pattern as text, got nothing$/)
    expect(() => format('y'.repeat(1001))).toThrow('`D.format` takes patterns of at most 1000 characters, got 1001')
  })
})

describe('zones of D.format', () => {
  it('knows zones by name, with summer time', () => {
    const winter = Date.UTC(2018, 0, 15, 12)
    expect(format('HH:mm Z ZZ ZZZ', winter, 'Europe/Berlin')).toBe('13:00 +0100 +01:00 Europe/Berlin')
    expect(format('HH:mm Z', NOW, 'Europe/Berlin')).toBe('12:30 +0200')
    expect(format('HH:mm ZZ', NOW, 'America/New_York')).toBe('06:30 -04:00')
    expect(format('HH:mm ZZ', NOW, 'Asia/Kolkata')).toBe('16:00 +05:30')
    expect(format('HH:mm ZZ', NOW, 'utc')).toBe('10:30 +00:00')
  })

  it('moves at the instant at which clocks are moved', () => {
    const spring = Date.UTC(2018, 2, 25, 1)
    expect(format('HH:mm:ss z', spring - 1000, 'Europe/Berlin')).toBe('01:59:59 CET')
    expect(format('HH:mm:ss z', spring, 'Europe/Berlin')).toBe('03:00:00 CEST')
    const autumn = Date.UTC(2018, 9, 28, 1)
    expect(format('HH:mm:ss z', autumn - 1000, 'Europe/Berlin')).toBe('02:59:59 CEST')
    expect(format('HH:mm:ss z', autumn, 'Europe/Berlin')).toBe('02:00:00 CET')
  })

  it('names zones in English, short and long', () => {
    expect(format('z', NOW, 'America/New_York')).toBe('EDT')
    expect(format('zzzz', NOW, 'America/New_York')).toBe('Eastern Daylight Time')
    expect(format('zzzz', NOW, 'Europe/Berlin')).toBe('Central European Summer Time')
    expect(format('z', NOW, 'Asia/Kolkata')).toBe('IST')
  })

  it('changes the day with the zone', () => {
    const late = Date.UTC(2018, 11, 31, 23, 30)
    expect(format('yyyy-MM-DD EEE', late, 'Asia/Tokyo')).toBe('2019-01-01 Tue')
    expect(format('yyyy-MM-DD EEE', late, '-03')).toBe('2018-12-31 Mon')
  })

  it('takes a number up to 18 for hours, beyond it for minutes, and an offset as text', () => {
    expect(format('HH:mm Z', NOW, 2)).toBe('12:30 +0200')
    expect(format('HH:mm Z', NOW, -3.5)).toBe('07:00 -0330')
    expect(format('HH:mm Z', NOW, 18)).toBe('04:30 +1800')
    expect(format('HH:mm Z', NOW, 19)).toBe('10:49 +0019')
    expect(format('HH:mm Z', NOW, -90)).toBe('09:00 -0130')
    expect(format('HH:mm Z', NOW, '120')).toBe('12:30 +0200')
    for (const offset of ['+02:00', '+0200', '+02'])
      expect(format('HH:mm Z z ZZZ', NOW, offset)).toContain('12:30 +0200')
    expect(format('HH:mm Z', NOW, '-90')).toBe('09:00 -0130')
    expect(format('z ZZZ', NOW, '+02:00')).toBe('+02:00 +02:00')
    expect(format('z ZZZ', NOW, 0)).toBe('UTC UTC')
  })

  it('says which zone it does not know', () => {
    expect(() => format('z', NOW, 'Europe/Atlantis')).toThrow("`D.format` knows no time zone 'Europe/Atlantis'")
    expect(() => format('z', NOW, '')).toThrow("`D.format` knows no time zone ''")
    expect(() => format('z', NOW, '+19:00')).toThrow('`D.format` needs an offset of at most 18 hours in whole minutes')
    expect(() => format('z', NOW, 2000)).toThrow('`D.format` needs an offset of at most 18 hours in whole minutes')
    expect(() => format('z', NOW, null)).toThrow(/^`D\.format` needs a zone name or an offset, got /)
  })
})
