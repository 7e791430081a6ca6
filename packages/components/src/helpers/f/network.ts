import type { Faker } from '@faker-js/faker'
import type { HelperUse } from '@merlon/language'
import { flag, needWhole } from '../shared/arguments.ts'
import { oneOf, someOf, wholeBetween } from '../shared/random.ts'
import type { Kind } from './kind.ts'

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const SPECIAL = '!#$%&*+-=?@_'
const DIGITS = '0123456789'
const LONGEST_PASSWORD = 10_000
/** Set aside by RFC 2606 and RFC 6761, so that nothing made up here ever reaches anybody. */
const RESERVED = ['example.com', 'example.net', 'example.org', 'example', 'test']

/** Addresses on the network, at reserved domains only, and passwords. */
export const network = {
  emailAddress: {
    summary: 'E-mail address at example.com, example.net or example.org, which belong to nobody',
    make: (faker) => faker.internet.exampleEmail(),
  },
  domainName: { summary: 'Host name in a reserved domain', make: domainName },
  domainWord: { summary: 'First part of a host name', make: (faker) => faker.internet.domainWord() },
  domainSuffix: { summary: 'Reserved domain: example.com, test', make: (_, __, use) => oneOf(use.realm, RESERVED) },
  url: {
    summary: 'URL of a host in a reserved domain',
    make: (faker, args, use) => `https://${domainName(faker, args, use)}/`,
  },
  password: {
    parameters: 'min = 8, max = 16, upper = false, special = false, digit = false',
    summary: 'Password of min to max lower-case letters, with at least one of each further sort asked for',
    example: 'F.password(8, 12, true, false, true)',
    make: password,
  },
} satisfies Record<string, Kind>

function domainName(faker: Faker, _: readonly unknown[], use: HelperUse): string {
  return `${faker.internet.domainWord()}.${oneOf(use.realm, RESERVED)}`
}

function password(_: Faker, args: readonly unknown[], use: HelperUse): string {
  const call = 'F.password'
  const min = needWhole(call, 'min', args[0] ?? 8, 3, LONGEST_PASSWORD)
  const max = needWhole(call, 'max', args[1] ?? Math.max(min, 16), min, LONGEST_PASSWORD)
  const sorts = [
    ...(flag(call, 'upper', args[2], false) ? [LOWER.toUpperCase()] : []),
    ...(flag(call, 'special', args[3], false) ? [SPECIAL] : []),
    ...(flag(call, 'digit', args[4], false) ? [DIGITS] : []),
  ]
  const { realm } = use
  const length = wholeBetween(realm, min, max)
  use.charge(length)
  const alphabet = LOWER + sorts.join('')
  const places = Array.from({ length }, (_unused, place) => place)
  const chars = places.map(() => charOf(use, alphabet))
  someOf(realm, places, sorts.length).forEach((place, at) => {
    chars[place] = charOf(use, sorts[at]!)
  })
  return chars.join('')
}

function charOf(use: HelperUse, alphabet: string): string {
  return alphabet.charAt(wholeBetween(use.realm, 0, alphabet.length - 1))
}
