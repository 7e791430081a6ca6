/** A draft passes on every response that it came from. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateAssertions } from './generate.ts'
import { expectQuiet, requestAgainst } from './test/against.ts'
import { csv, html, json, xml } from './test/bodies.ts'
import type { GenerateOptions } from './types.ts'

const options: fc.Arbitrary<GenerateOptions> = fc.record({
  variable: fc.constant('payload'),
  style: fc.constantFrom('steps' as const, 'shape' as const),
  pin: fc.boolean(),
  enumerations: fc.boolean(),
  strict: fc.boolean(),
})

const samplesOf = (body: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.array(body, { minLength: 1, maxLength: 3 })

describe.each([
  ['JSON', 'application/json', json, 300],
  ['XML', 'text/xml', xml, 200],
  ['HTML', 'text/html', html, 100],
  ['CSV', 'text/csv', csv, 100],
  ['text', 'text/plain', fc.string({ unit: 'binary', minLength: 1 }), 50],
] as const)('%s', (_kind, mime, body, numRuns) => {
  test('a draft passes, and warns of nothing, on all responses that it came from', { timeout: 120_000 }, async () => {
    const run = await requestAgainst()
    await fc.assert(
      fc.asyncProperty(samplesOf(body), options, async (texts, given) => {
        const samples = texts.map((text) => ({ text, mime, status: 200 }))
        const { yaml } = await generateAssertions(samples, given)
        for (const sample of samples) expectQuiet(await run(yaml, sample), `${yaml}\n${sample.text}`)
      }),
      { numRuns },
    )
  })

  test('the same responses always give the same draft', async () => {
    await fc.assert(
      fc.asyncProperty(samplesOf(body), options, async (texts, given) => {
        const samples = texts.map((text) => ({ text, mime, status: 200 }))
        expect(await generateAssertions(samples, given)).toEqual(await generateAssertions(samples, given))
      }),
      { numRuns: 20 },
    )
  })
})
