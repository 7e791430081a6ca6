import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import n from './n.ts'
import { testUse } from './test/use.ts'

const random = (args: unknown[], seed = 1): unknown => n.functions.random.run(args, testUse({ seed }))

describe('N.random', () => {
  it('gives whole numbers from min to max for every seed', () => {
    const bounds = fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger())
    fc.assert(
      fc.property(bounds, fc.integer(), ([a, b], seed) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)]
        const number = random([min, max], seed) as number
        expect(Number.isInteger(number)).toBe(true)
        expect(number).toBeGreaterThanOrEqual(min)
        expect(number).toBeLessThanOrEqual(max)
      }),
    )
  })

  it('reaches both bounds', () => {
    const list = random([1, 6, 500]) as number[]
    expect(new Set(list)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  })

  it('gives a list of the quantity asked for, also of none and of one', () => {
    expect(random([5, 5, 4])).toEqual([5, 5, 5, 5])
    expect(random([5, 5, 1])).toEqual([5])
    expect(random([5, 5, 0])).toEqual([])
  })

  it('repeats itself for the same seed and differs for another', () => {
    expect(random([0, 1e9, 5], 7)).toEqual(random([0, 1e9, 5], 7))
    expect(random([0, 1e9, 5], 7)).not.toEqual(random([0, 1e9, 5], 8))
  })

  it('takes numbers as text, as stored variables hold them', () => {
    expect(random(['3', '3'])).toBe(3)
  })

  it('rounds bounds with a fraction inwards', () => {
    expect(random([2.5, 3.5])).toBe(3)
    expect(() => random([2.1, 2.9])).toThrow('`N.random` has no whole number between min 2.1 and max 2.9')
  })

  it('says what is wrong with its arguments', () => {
    expect(() => random(['a', 6])).toThrow('`N.random` needs min and max as numbers, got text "a"')
    expect(() => random([1])).toThrow(/^`N\.random` needs min and max as numbers, got nothing$/)
    expect(() => random([6, 1])).toThrow('`N.random` has no whole number between min 6 and max 1')
    expect(() => random([1, 6, 1.5])).toThrow('`N.random` needs quantity as a whole number from 0 to 1000000, got 1.5')
    expect(() => random([0, 1e300])).toThrow('`N.random` counts up to 9007199254740991 only')
  })

  it('charges a list before it is made', () => {
    const use = testUse()
    n.functions.random.run([1, 6, 1000], use)
    expect(use.spent()).toBeGreaterThanOrEqual(1000)
  })
})
