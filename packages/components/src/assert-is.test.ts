import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOf } from './test/oracle.ts'
import { value } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const types = ['integer', 'float', 'number', 'boolean', 'string', 'map', 'object', 'array', 'null']
const manners = [false, true]

describe('assert-is', () => {
  test('passes exactly on values of the type, and `strict` on the JSON type alone', async () => {
    const cases = types.flatMap((type) => manners.map((strict) => ({ type, strict })))
    const lines = cases.flatMap(({ type, strict }) => [
      line('assert-is', `expression: it.value, type: ${type}, strict: ${strict}`),
      line('assert-is', `expression: it.value, type: ${type}, strict: ${strict}, not: true`),
    ])
    await fc.assert(
      fc.asyncProperty(value, async (actual) => {
        const wanted = cases.flatMap(({ type, strict }) => {
          const fits = isOf(actual, type, strict)
          return [verdict(fits), verdict(!fits)]
        })
        expect(await verdicts(lines, actual)).toEqual(wanted)
      }),
      { numRuns: 300 },
    )
  })

  const day = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  const formats: [string, fc.Arbitrary<string>][] = [
    ['url', fc.webUrl()],
    ['uuid', fc.uuid()],
    ['date-time', day.map((one) => one.toISOString())],
    ['date', day.map((one) => one.toISOString().slice(0, 10))],
    ['email', fc.tuple(fc.stringMatching(/^[a-z]{1,9}$/), fc.domain()).map(([name, domain]) => `${name}@${domain}`)],
    ['phone', fc.stringMatching(/^\+[1-9]\d{2} \d{4,9}$/)],
  ]

  test.each(formats)('a text that is a whole %s passes, and one with a line more does not', async (type, texts) => {
    const lines = [line('assert-is', `expression: it.value, type: ${type}`)]
    const spoilt = fc.constantFrom<(text: string) => string>(
      (text) => `${text}\n`,
      (text) => ` ${text}`,
      (text) => `${text} and more`,
      (text) => `<${text}>`,
      () => '',
    )
    await fc.assert(
      fc.asyncProperty(texts, spoilt, async (text, spoil) => {
        expect(await verdicts(lines, text)).toEqual(['passed'])
        expect(await verdicts(lines, spoil(text))).toEqual(['failed'])
      }),
    )
  })

  test.each(formats.map(([type]) => type))('no null, number, truth value, list or map is a %s', async (type) => {
    const others = fc.constantFrom<unknown>(null, 0, 5.5, true, false, [], {}, ['2026-01-01'], { url: 'http://a.b' })
    await fc.assert(
      fc.asyncProperty(others, async (actual) => {
        expect(await verdicts([line('assert-is', `expression: it.value, type: ${type}`)], actual)).toEqual(['failed'])
      }),
      { numRuns: 20 },
    )
  })
})
