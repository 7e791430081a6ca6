import type { Realm } from '@merlon/language'
import { oneOf, wholeBetween } from '../shared/random.ts'
import type { Kind } from './kind.ts'
import { INDUSTRIES } from './words.ts'

/** People, their work, and their numbers at the state. */
export const people = {
  fullName: { summary: 'First and last name, now and then with a title', make: (faker) => faker.person.fullName() },
  firstName: { summary: 'First name', make: (faker) => faker.person.firstName() },
  lastName: { summary: 'Last name', make: (faker) => faker.person.lastName() },
  suffix: { summary: 'What follows a name: Jr., PhD', make: (faker) => faker.person.suffix() },
  profession: { summary: 'Job title', make: (faker) => faker.person.jobTitle() },
  companyName: { summary: 'Name of a company', make: (faker) => faker.company.name() },
  industry: { summary: 'Line of business', make: (_, __, use) => oneOf(use.realm, INDUSTRIES) },
  phone: { summary: 'Phone number as dialled at home', make: (faker) => faker.phone.number({ style: 'national' }) },
  mobile: {
    summary: 'Phone number with + and country code',
    make: (faker) => faker.phone.number({ style: 'international' }),
  },
  validID: {
    summary: 'Identity number that passes validation, in the form of validSSN',
    make: (_, __, use) => validNumber(use.realm),
  },
  invalidID: {
    summary: 'Identity number that fails validation, in the form of invalidSSN',
    make: (_, __, use) => invalidNumber(use.realm),
  },
  validSSN: {
    summary: 'US social security number with numbers that are given out',
    make: (_, __, use) => validNumber(use.realm),
  },
  invalidSSN: {
    summary: 'US social security number with a part that is never given out, such as area 666',
    make: (_, __, use) => invalidNumber(use.realm),
  },
} satisfies Record<string, Kind>

/** The Social Security Administration gives out areas 001 to 899 without 666, groups from 01 and serials from 0001. */
function validNumber(realm: Realm): string {
  const area = wholeBetween(realm, 1, 898)
  return numberOf(area < 666 ? area : area + 1, wholeBetween(realm, 1, 99), wholeBetween(realm, 1, 9999))
}

function invalidNumber(realm: Realm): string {
  const [area, group, serial] = validNumber(realm).split('-').map(Number)
  const wrong = wholeBetween(realm, 0, 4)
  const areas = [0, 666, wholeBetween(realm, 900, 999)]
  return numberOf(areas[wrong] ?? area!, wrong === 3 ? 0 : group!, wrong === 4 ? 0 : serial!)
}

function numberOf(area: number, group: number, serial: number): string {
  return `${String(area).padStart(3, '0')}-${String(group).padStart(2, '0')}-${String(serial).padStart(4, '0')}`
}
