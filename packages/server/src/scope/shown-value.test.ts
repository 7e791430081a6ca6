import { ExactNumber, loadXmlReader } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Budget, shownValue } from './shown-value.ts'

const roomy = (): Budget => new Budget(1_000_000)

const xml = async (text: string): Promise<unknown> => {
  const { parseXml } = await loadXmlReader()
  const read = parseXml(text)
  if ('problem' in read) throw new Error(String(read.problem))
  return read.value
}

describe('a value as an answer holds it', () => {
  test('is the same where it is plain and small', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }), (value) => {
        // JSON has no -0.
        const plain: unknown = JSON.parse(JSON.stringify(value))
        expect(JSON.parse(JSON.stringify(shownValue(value, roomy()).value))).toEqual(plain)
      }),
    )
  })

  test('keeps its outer members when a list inside is long', () => {
    const shown = shownValue({ items: Array.from({ length: 100_000 }, (_, id) => ({ id })), total: 100_000 }, roomy())
    expect(shown.value).toMatchObject({ total: 100_000 })
    const { items } = shown.value as { items: unknown[] } // made just above
    expect(items).toHaveLength(200)
    expect(items[0]).toEqual({ id: 0 })
  })

  test('is cut where it is long, and left out where it lies deep', () => {
    expect(shownValue('x'.repeat(5_000), roomy()).value).toBe(`${'x'.repeat(2_000)}…`)
    let deep: unknown = 'bottom'
    for (let level = 0; level < 100_000; level += 1) deep = { deep }
    expect(JSON.stringify(shownValue(deep, roomy()).value)).toBe(`${'{"deep":'.repeat(6)}"…"${'}'.repeat(6)}`)
  })

  test('never says more than its budget has room for, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 6, withMap: true, withSet: true }), fc.nat(3_000), (value, room) => {
        const shown = shownValue([value, value, value, value], new Budget(room))
        // Quotes, commas and brackets, and escapes of up to six characters for one.
        expect(JSON.stringify(shown).length).toBeLessThan(room * 7 + 200)
      }),
    )
  })

  test('has a number that a double cannot hold with all its digits', () => {
    expect(shownValue({ id: new ExactNumber('12345678901234567890') }, roomy()).value).toEqual({
      id: '12345678901234567890',
    })
  })

  test('is a body where it is XML or HTML, in which the first of many elements stay', async () => {
    expect(shownValue(await xml('<a x="1"><b>text</b></a>'), roomy())).toEqual({
      body: { text: '<a x="1"><b>text</b></a>', mime: 'application/xml' },
    })
    const { body } = shownValue(await xml(`<list>${'<item>abcdefgh</item>'.repeat(10_000)}</list>`), roomy())
    expect(body?.text.length).toBeLessThan(40_000)
    expect(body?.text).toBe(`<list>${'<item>abcdefgh</item>'.repeat(50)}</list>`)
    const deep = await xml('<a>'.repeat(20_000) + '</a>'.repeat(20_000))
    expect(JSON.stringify(shownValue(deep, roomy())).length).toBeLessThan(50_000)
  })

  test('takes its part of what all values together may say', () => {
    const whole = new Budget(1_000)
    expect(shownValue('x'.repeat(600), whole.part(700)).value).toHaveLength(600)
    expect(shownValue('x'.repeat(600), whole.part(700)).value).toBe('…')
    expect(shownValue('x'.repeat(300), whole.part(700)).value).toHaveLength(300)
  })
})
