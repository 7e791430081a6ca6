import type { Faker, FakerOptions, LocaleDefinition } from '@faker-js/faker'
import type { HelperFunction, Realm } from '@merlon/language'
import { type DefinedHelper, defineHelper } from '../define-helper.ts'
import type { Kind } from './kind.ts'
import { network } from './network.ts'
import { numbers } from './numbers.ts'
import { people } from './people.ts'
import { places } from './places.ts'
import { shapes } from './spec.ts'
import { trade } from './trade.ts'

const KINDS = { ...people, ...places, ...network, ...trade, ...numbers }
/** What one value costs at most, about: a full address draws some twenty random numbers. */
const STEPS = 20

export type FakeName = keyof typeof KINDS | 'single' | 'collection'

/** `F` in a language; what a locale does not have is given in English. */
export function fakeHelper(local: Faker, english: Faker): DefinedHelper<FakeName> {
  const faker = seededFakers(local, local === english ? local.rawDefinitions : completed(local, english))
  const entries = Object.entries(KINDS).map(([name, kind]) => [name, fakeFunction(name, kind, faker)] as const)
  // `Object.fromEntries` forgets the names, which are those of KINDS.
  const functions = Object.fromEntries(entries) as Record<keyof typeof KINDS, HelperFunction>
  return defineHelper({
    name: 'F',
    summary: 'Made-up values; the same for the same seed',
    functions: { ...functions, ...shapes(functions) },
  })
}

type SeededFaker = (realm: Realm) => Faker

function fakeFunction(name: string, kind: Kind, faker: SeededFaker): HelperFunction {
  const { parameters = '', summary, example } = kind
  return {
    signature: `${name}(${parameters})`,
    summary,
    ...(example === undefined ? {} : { example }),
    run(args, use) {
      use.charge(STEPS)
      return kind.make(faker(use.realm), args, use)
    },
  }
}

/** A faker per run, drawing on the run's seed. */
function seededFakers(model: Faker, locale: LocaleDefinition): SeededFaker {
  const made = new WeakMap<Realm, Faker>()
  // The class is taken from an instance: imported from the package, it would bring every locale along.
  const FakerOfPackage = model.constructor as new (options: FakerOptions) => Faker
  return (realm) => {
    const known = made.get(realm)
    if (known !== undefined) return known
    const randomizer = { next: () => realm.random(), seed: () => {} }
    const faker = new FakerOfPackage({ locale, randomizer })
    made.set(realm, faker)
    return faker
  }
}

/** The words of a locale, with the English ones where it has none: faker fails on what a locale says not to have. */
function completed(local: Faker, english: Faker): LocaleDefinition {
  const own: Words = local.rawDefinitions
  const categories = Object.entries(english.rawDefinitions as Words).map(([category, words]) => {
    const given = Object.entries(own[category] ?? {}).filter(([, entry]) => entry !== null && entry !== undefined)
    return [category, { ...words, ...Object.fromEntries(given) }]
  })
  return Object.fromEntries(categories)
}

type Words = Readonly<Record<string, object | undefined>>
