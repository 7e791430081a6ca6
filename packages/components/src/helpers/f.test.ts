import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import f, { fakerFor, locales } from './f.ts'
import { isCreditCard } from './shared/card.ts'
import { NOW, testUse } from './test/use.ts'

const { functions } = f
type Name = keyof typeof functions
const names = Object.keys(functions) as Name[]
const call = (name: Name, args: unknown[] = [], seed = 1): unknown => functions[name].run(args, testUse({ seed }))

const RESERVED = /(?:^|\.|@)(?:example\.(?:com|net|org)|example|test)$/
const WORDS = /^\S(?:.*\S)?$/u

/** What each function without arguments gives. */
const kinds: Readonly<Record<Exclude<Name, 'single' | 'collection'>, RegExp | ((value: unknown) => boolean)>> = {
  fullName: /^\S+(?: \S+)+$/,
  firstName: WORDS,
  lastName: WORDS,
  suffix: /^(?:Jr\.|Sr\.|[IV]+|MD|DDS|PhD|DVM)$/,
  profession: /^\S+(?: \S+)+$/,
  companyName: WORDS,
  industry: WORDS,
  phone: /^\(\d{3}\) \d{3}-\d{4}$/,
  mobile: /^\+1\d{10}$/,
  validID: isValidNumber,
  invalidID: (value) => /^\d{3}-\d{2}-\d{4}$/.test(String(value)) && !isValidNumber(value),
  validSSN: isValidNumber,
  invalidSSN: (value) => /^\d{3}-\d{2}-\d{4}$/.test(String(value)) && !isValidNumber(value),
  streetName: WORDS,
  streetAddressNumber: /^\d+$/,
  streetAddress: /^\d+ \S.*$/,
  secondaryAddress: /^(?:Apt\.|Suite) \d+$/,
  streetPrefix: /^(?:North|East|South|West)$/,
  streetSuffix: /^[A-Z]\w+$/,
  buildingNumber: /^\d+$/,
  zipCode: /^\d{5}(?:-\d{4})?$/,
  city: WORDS,
  cityName: WORDS,
  cityPrefix: WORDS,
  citySuffix: /^[a-z]+$/,
  capital: WORDS,
  state: WORDS,
  country: WORDS,
  countryCode: /^[A-Z]{2}$/,
  countryCodeSL: /^[a-z]{2}$/,
  countryCodeSL3d: /^[a-z]{3}$/,
  fullAddress: /^\d+ \S.*, \S.*, [A-Z][A-Za-z ]+ \d{5}(?:-\d{4})?$/,
  timeZone: /^[A-Z]\w+(?:\/[\w-]+)+$/,
  emailAddress: (value) => /^[^\s@]+@[^\s@]+$/.test(String(value)) && RESERVED.test(String(value)),
  domainName: (value) => /^[a-z0-9.-]+$/.test(String(value)) && RESERVED.test(String(value)),
  domainWord: /^[a-z0-9-]+$/,
  domainSuffix: RESERVED,
  url: (value) => RESERVED.test(/^https:\/\/([a-z0-9.-]+)\/$/.exec(String(value))?.[1] ?? ''),
  password: /^[a-z]{8,16}$/,
  productName: /^\S+(?: \S+)+$/,
  material: /^[A-Z]\w+$/,
  price: /^\d+\.\d\d$/,
  promotionCode: /^(?:[A-Z][a-z]+){2}\d{6}$/,
  currency: WORDS,
  currencyCode: /^[A-Z]{3}$/,
  creditCardNumber: isCreditCard,
  creditCardExpiry: (value) => isToCome(value),
  creditCardType: /^[a-z_]+$/,
  integer: (value) => Number.isInteger(value) && within(value, 0, 100),
  integerList: (value) => Array.isArray(value) && value.length === 10 && value.every((item) => within(item, 0, 100)),
  decimal: (value) => within(value, 0, 100) && /^\d+(?:\.\d{1,2})?$/.test(String(value)),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  bool: (value) => typeof value === 'boolean',
}

function within(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max
}

function isValidNumber(value: unknown): boolean {
  const match = /^(\d{3})-(\d{2})-(\d{4})$/.exec(String(value))
  if (match === null || match[2] === '00' || match[3] === '0000') return false
  return match[1] !== '000' && match[1] !== '666' && !match[1]!.startsWith('9')
}

function isToCome(value: unknown): boolean {
  const match = /^(0[1-9]|1[0-2])\/(\d\d)$/.exec(String(value))
  if (match === null) return false
  const month = Date.UTC(2000 + Number(match[2]), Number(match[1]) - 1)
  return month > NOW && month <= Date.UTC(2023, 4)
}

describe('the functions of F', () => {
  it.each(Object.entries(kinds))('F.%s gives a value of its kind for every seed', (name, kind) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const value = call(name as Name, [], seed)
        const right = kind instanceof RegExp ? typeof value === 'string' && kind.test(value) : kind(value)
        expect(right, JSON.stringify(value)).toBe(true)
      }),
    )
  })

  it('give the same for the same seed, and most of them something else for another', () => {
    const plain = names.filter((name) => name !== 'single' && name !== 'collection')
    const values = (seed: number): unknown[] => plain.map((name) => call(name, [], seed))
    expect(values(1)).toEqual(values(1))
    const [one, two] = [values(1), values(2)]
    expect(plain.filter((_, at) => one[at] !== two[at]).length).toBeGreaterThan(plain.length * 0.8)
  })

  it('draw on the run only: two runs side by side do not disturb each other', () => {
    const [a, b, alone] = [testUse({ seed: 1 }), testUse({ seed: 2 }), testUse({ seed: 1 })]
    const mixed = [1, 2, 3].map(() => {
      functions.fullName.run([], b)
      return functions.fullName.run([], a)
    })
    expect(mixed).toEqual([1, 2, 3].map(() => functions.fullName.run([], alone)))
  })

  it('F.validSSN stays valid and F.invalidSSN invalid over many draws, so that area 666 comes up in the second only', () => {
    const use = testUse()
    const drawn = (name: 'validSSN' | 'invalidSSN'): unknown[] =>
      Array.from({ length: 10_000 }, () => functions[name].run([], use))
    expect(drawn('validSSN').filter((number) => !isValidNumber(number))).toEqual([])
    const invalid = drawn('invalidSSN')
    expect(invalid.filter(isValidNumber)).toEqual([])
    expect(invalid.some((number) => String(number).startsWith('666-'))).toBe(true)
  })

  it('F.bool gives both', () => {
    const use = testUse()
    const values = Array.from({ length: 200 }, () => functions.bool.run([], use))
    const right = values.filter((value) => value === true).length
    expect(right).toBeGreaterThan(60)
    expect(right).toBeLessThan(140)
  })
})

describe('F with arguments', () => {
  it('F.integer and F.integerList keep to their bounds and reach both', () => {
    const use = testUse()
    const list = functions.integerList.run([-1, 2, 300], use)
    expect(new Set(list as number[])).toEqual(new Set([-1, 0, 1, 2]))
    expect(functions.integer.run([5, 5], use)).toBe(5)
    expect(() => call('integer', [6, 5])).toThrow('`F.integer` has no whole number between min 6 and max 5')
    expect(() => call('integerList', [0, 1, 2_000_000])).toThrow(
      '`F.integerList` needs count as a whole number from 0 to',
    )
  })

  it('F.decimal keeps to its bounds and decimals for every seed', () => {
    const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(bound, bound, fc.nat(8), fc.integer(), (a, b, decimals, seed) => {
        const scale = 10 ** decimals
        const [min, max] = [Math.min(a, b), Math.max(a, b)].map((edge) => Math.round(edge * scale) / scale) as [
          number,
          number,
        ]
        const value = call('decimal', [min, max, decimals], seed) as number
        expect(within(value, min, max)).toBe(true)
        expect(Number(value.toFixed(decimals))).toBe(value)
      }),
    )
    expect(call('decimal', [1.5, 1.5])).toBe(1.5)
    expect(() => call('decimal', [2, 1])).toThrow('`F.decimal` has no number between min 2 and max 1')
    expect(() => call('decimal', [0, 1e300])).toThrow('`F.decimal` counts up to')
  })

  it('F.zipCode gives a code of the state', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(call('zipCode', ['CA'], seed)).toMatch(/^9[0-6]\d{3}$/)
        expect(call('zipCode', ['ma'], seed)).toMatch(/^0[12]\d{3}$/)
      }),
    )
    expect(() => call('zipCode', ['XX'])).toThrow("`F.zipCode` knows no postal codes of the state 'XX'")
    expect(() => call('zipCode', ['constructor'])).toThrow('`F.zipCode` knows no postal codes of the state')
  })

  it('F.streetAddress adds an apartment for true', () => {
    expect(call('streetAddress', [true])).toMatch(/ (?:Apt\.|Suite) \d+$/)
    expect(call('streetAddress', ['false'])).not.toMatch(/ (?:Apt\.|Suite) \d+$/)
    expect(() => call('streetAddress', ['yes'])).toThrow(
      '`F.streetAddress` needs secondary as true or false, got text "yes"',
    )
  })

  it('F.password has the length and the sorts of characters asked for, for every seed', () => {
    const lengths = fc.tuple(fc.integer({ min: 3, max: 30 }), fc.nat(10))
    fc.assert(
      fc.property(
        lengths,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.integer(),
        ([min, more], upper, special, digit, seed) => {
          const password = String(call('password', [min, min + more, upper, special, digit], seed))
          expect(within(password.length, min, min + more)).toBe(true)
          expect(/[A-Z]/.test(password)).toBe(upper)
          expect(/[^A-Za-z0-9]/.test(password)).toBe(special)
          expect(/\d/.test(password)).toBe(digit)
        },
      ),
    )
    expect(call('password', [20])).toMatch(/^[a-z]{20}$/)
    expect(() => call('password', [2])).toThrow('`F.password` needs min as a whole number from 3 to 10000, got 2')
    expect(() => call('password', [9, 8])).toThrow('`F.password` needs max as a whole number from 9 to 10000, got 8')
  })
})

describe('F.single and F.collection', () => {
  it('give a value for a name, a list for a list and a map for a map, nested', () => {
    expect(call('single', ['countryCode'])).toMatch(/^[A-Z]{2}$/)
    expect(call('single', [['countryCode', 'null', 'integer']])).toEqual([
      expect.stringMatching(/^[A-Z]{2}$/),
      null,
      expect.any(Number),
    ])
    expect(call('single', [{ id: 'uuid', address: { zip: 'zipCode', tags: ['material'] }, note: null }])).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      address: { zip: expect.stringMatching(/^\d{5}/), tags: [expect.any(String)] },
      note: null,
    })
  })

  it('give a list of count values, different ones, but the value itself for count 1', () => {
    const list = call('collection', [3, { id: 'uuid' }]) as { id: string }[]
    expect(new Set(list.map(({ id }) => id)).size).toBe(3)
    expect(call('collection', [1, 'uuid'])).toMatch(/^[0-9a-f-]{36}$/)
    expect(call('collection', [0, 'uuid'])).toEqual([])
  })

  it('keep a member named __proto__ an ordinary one', () => {
    const spec: unknown = JSON.parse('{"__proto__": "countryCode"}')
    const made = call('single', [spec]) as object
    expect(Object.keys(made)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
  })

  it('refuse a name that F does not have; in a test written as XML the explanation is the value', () => {
    expect(() => call('single', ['fristName'])).toThrow("`F.single`: F has no function 'fristName'")
    expect(() => call('collection', [2, ['constructor']])).toThrow("`F.collection`: F has no function 'constructor'")
    const groovy = testUse({ dialect: 'groovy' })
    expect(functions.single.run(['fristName'], groovy)).toBe("F has no function 'fristName'")
  })

  it('refuse a spec that is no shape of names, one that holds itself, and a count that is no number', () => {
    const endless: unknown[] = []
    endless.push(endless)
    expect(() => call('single', [5])).toThrow(
      '`F.single` needs names of functions of `F`, alone or in lists and maps, got 5',
    )
    expect(() => call('single', [endless])).toThrow('`F.single` goes 50 levels deep, the spec goes deeper')
    expect(() => call('collection', ['x', 'uuid'])).toThrow(
      /^`F\.collection` needs count as a whole number from 0 to 1000000, got /,
    )
  })

  it('charge for every value, so that a huge collection stops at the limit', () => {
    const use = testUse()
    functions.collection.run([100, ['city', 'state']], use)
    expect(use.spent()).toBeGreaterThan(2000)
    expect(() => call('collection', [1_000_000, ['bool', 'bool']])).toThrow('more than 10000000 steps')
  })
})

describe('F in other languages', () => {
  it('gives a value of every kind in every locale, with addresses at reserved domains', async () => {
    for (const locale of locales) {
      const local = await fakerFor(locale)
      for (const seed of [1, 2, 3]) {
        for (const name of names.filter((known) => known !== 'single' && known !== 'collection')) {
          const value = local.functions[name].run([], testUse({ seed }))
          expect(value === undefined || value === null || value === '', `${name} in ${locale}`).toBe(false)
        }
        expect(local.functions.emailAddress.run([], testUse({ seed })), locale).toMatch(
          /^[^\s@]+@example\.(?:com|net|org)$/,
        )
        expect(local.functions.url.run([], testUse({ seed })), locale).toMatch(/^https:\/\/[a-z0-9.-]+\/$/)
      }
    }
  })

  it('speaks the language, repeats itself for the same seed and takes a locale as it is written elsewhere', async () => {
    const russian = await fakerFor('ru')
    expect(russian.functions.firstName.run([], testUse())).toMatch(/^\p{Script=Cyrillic}+$/u)
    expect(russian.functions.fullAddress.run([], testUse())).toBe(russian.functions.fullAddress.run([], testUse()))
    expect(await fakerFor('de-at')).toBe(await fakerFor('de_AT'))
  })

  it('falls back to English where the language has nothing', async () => {
    const german = await fakerFor('de')
    expect(german.functions.zipCode.run(['CA'], testUse())).toMatch(/^9[0-6]\d{3}$/)
  })

  it('says which locales there are', async () => {
    await expect(fakerFor('xx')).rejects.toThrow("there are no made-up values in the locale 'xx'")
    await expect(fakerFor('constructor')).rejects.toThrow('there are no made-up values in the locale')
  })
})
