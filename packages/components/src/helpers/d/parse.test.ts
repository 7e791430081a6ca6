import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import d from '../d.ts'
import { NOW, testUse } from '../test/use.ts'

const parse = (...args: unknown[]): unknown => d.functions.parse.run(args, testUse())
const format = (...args: unknown[]): unknown => d.functions.format.run(args, testUse())

describe('D.parse', () => {
  it('reads ISO 8601', () => {
    expect(parse('1970-01-02T00:00:00Z')).toBe(86_400_000)
    expect(parse('2018-05-15T10:30:00Z')).toBe(NOW)
    expect(parse('2018-05-15T12:30:00+02:00')).toBe(NOW)
    expect(parse('2018-05-15T12:30+0200')).toBe(NOW)
    expect(parse('2018-05-15T05:30:00-05')).toBe(NOW)
    expect(parse('2018-05-15T10:30:00.25Z')).toBe(NOW + 250)
    expect(parse('2018-05-15T10:30:00,123456789Z')).toBe(NOW + 123)
    expect(parse('20180515T103000Z')).toBe(NOW)
    expect(parse('2018-05-15')).toBe(Date.UTC(2018, 4, 15))
    expect(parse('2018-05')).toBe(Date.UTC(2018, 4, 1))
    expect(parse('-000043-03-15')).toBe(new Date(0).setUTCFullYear(-43, 2, 15))
  })

  it('reads RFC 1123', () => {
    expect(parse('Tue, 15 May 2018 10:30:00 GMT')).toBe(NOW)
    expect(parse('15 May 2018 10:30 UT')).toBe(NOW)
    expect(parse('Tue, 15 May 2018 06:30:00 EDT')).toBe(NOW)
    expect(parse('Tue, 15 May 2018 12:30:00 +0200')).toBe(NOW)
    expect(parse('Thu, 3 May 2018 00:00:00 GMT')).toBe(Date.UTC(2018, 4, 3))
  })

  it('reads a date and a time with a space between', () => {
    expect(parse('2018-05-15 10:30')).toBe(NOW)
    expect(parse('2018-05-15 10:30:07')).toBe(NOW + 7000)
    expect(parse(' 2018-05-15 10:30 ')).toBe(NOW)
  })

  it('reads a number below 10^11 as seconds, else as milliseconds', () => {
    expect(parse(99_999_999_999)).toBe(99_999_999_999_000)
    expect(parse(100_000_000_000)).toBe(100_000_000_000)
    expect(parse('99999999999')).toBe(99_999_999_999_000)
    expect(parse('100000000000')).toBe(100_000_000_000)
    expect(parse(1_526_380_200)).toBe(NOW)
    expect(parse(NOW)).toBe(NOW)
    expect(parse('1526380200.5')).toBe(NOW + 500)
    expect(parse(-60)).toBe(-60_000)
    expect(parse(0)).toBe(0)
  })

  it('takes a date as it is', () => {
    expect(parse(new Date(NOW))).toBe(NOW)
  })

  it('reads text without a zone in the zone given, and text with one by its own', () => {
    expect(parse('2018-05-15 12:30', 'Europe/Berlin')).toBe(NOW)
    expect(parse('2018-05-15T12:30:00', '+02:00')).toBe(NOW)
    expect(parse('2018-05-15T12:30:00', 2)).toBe(NOW)
    expect(parse('2018-05-15T10:30:00Z', 'Europe/Berlin')).toBe(NOW)
  })

  it('takes the earlier of two equal local times and moves on a time that clocks skip', () => {
    expect(parse('2018-10-28 02:30', 'Europe/Berlin')).toBe(Date.UTC(2018, 9, 28, 0, 30))
    expect(parse('2018-03-25 02:30', 'Europe/Berlin')).toBe(Date.UTC(2018, 2, 25, 1, 30))
    expect(parse('2018-11-04 01:30', 'America/New_York')).toBe(Date.UTC(2018, 10, 4, 5, 30))
    expect(parse('2018-03-11 02:30', 'America/New_York')).toBe(Date.UTC(2018, 2, 11, 7, 30))
  })

  it('gives back what D.format wrote, in any zone', () => {
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      '-02:30',
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), zone, (seconds, place) => {
        const text = format(seconds * 1000, "yyyy-MM-DD'T'HH:mm:ssZZ", place)
        expect(parse(text)).toBe(seconds * 1000)
      }),
    )
  })

  it('finds the instant of a local time in any zone wherever clocks show it', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), zone, (seconds, place) => {
        const local = format(seconds * 1000, 'yyyy-MM-DD HH:mm:ss', place)
        const instant = parse(local, place) as number
        expect(format(instant, 'yyyy-MM-DD HH:mm:ss', place)).toBe(local)
        expect(instant).toBeLessThanOrEqual(seconds * 1000)
      }),
    )
  })

  it('refuses what is no date', () => {
    const others = [
      'soon',
      '',
      '2018-02-30',
      '2018-13-01',
      '2018-05-15T24:30:00Z',
      '2018-05-15T10:60:00Z',
      '15/05/2018',
      'Wed, 15 May 2018 10:30:00 GMT',
      'Tue, 15 Mai 2018 10:30:00 GMT',
      'Tue, 15 May 2018 10:30:00 ABC',
      '2018-05-15T10:30:00+02:99',
    ]
    for (const text of others) expect(() => parse(text), text).toThrow(/^`D\.parse` needs a date as text, got text /)
    expect(() => parse(undefined)).toThrow(/^`D\.parse` needs a date as text, got nothing$/)
    expect(() => parse([1])).toThrow(/^`D\.parse` needs a date as text, got /)
    expect(() => parse(new Date(Number.NaN))).toThrow(/^`D\.parse` /)
  })
})
