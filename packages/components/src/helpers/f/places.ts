import type { Faker } from '@faker-js/faker'
import { ExpressionError } from '@merlon/language'
import { flag, needText, quoted } from '../shared/arguments.ts'
import { oneOf } from '../shared/random.ts'
import type { Kind } from './kind.ts'
import { CAPITALS } from './words.ts'

/** Streets, cities, countries. */
export const places = {
  streetName: { summary: 'Name of a street', make: (faker) => faker.location.street() },
  streetAddressNumber: { summary: 'House number in a street', make: (faker) => faker.location.buildingNumber() },
  streetAddress: {
    parameters: 'secondary = false',
    summary: 'House number and street; true adds an apartment',
    example: 'F.streetAddress(true)',
    make: (faker, [secondary]) => faker.location.streetAddress(flag('F.streetAddress', 'secondary', secondary, false)),
  },
  secondaryAddress: { summary: 'Apartment or suite', make: (faker) => faker.location.secondaryAddress() },
  streetPrefix: {
    summary: 'Direction before the name of a street',
    make: (faker) => faker.location.cardinalDirection(),
  },
  streetSuffix: {
    summary: 'Street, Avenue and the like',
    make: (faker) => faker.helpers.arrayElement(faker.definitions.location.street_suffix),
  },
  buildingNumber: { summary: 'House number', make: (faker) => faker.location.buildingNumber() },
  zipCode: {
    parameters: 'state?',
    summary: 'Postal code; with the two letters of a US state, one of that state',
    example: "F.zipCode('CA')",
    make: zipCode,
  },
  city: { summary: 'Name of a city', make: (faker) => faker.location.city() },
  cityName: { summary: 'Name of a city', make: (faker) => faker.location.city() },
  cityPrefix: {
    summary: 'What city names begin with: North, Lake',
    make: (faker) => faker.helpers.arrayElement(faker.definitions.location.city_prefix),
  },
  citySuffix: {
    summary: 'What city names end with: ville, ton',
    make: (faker) => faker.helpers.arrayElement(faker.definitions.location.city_suffix),
  },
  capital: { summary: 'Capital of a country', make: (_, __, use) => oneOf(use.realm, CAPITALS) },
  state: { summary: 'State or province', make: (faker) => faker.location.state() },
  country: { summary: 'Name of a country', make: (faker) => faker.location.country() },
  countryCode: {
    summary: 'Country code of two upper-case letters (ISO 3166-1)',
    make: (faker) => faker.location.countryCode(),
  },
  countryCodeSL: {
    summary: 'Country code of two lower-case letters',
    make: (faker) => faker.location.countryCode().toLowerCase(),
  },
  countryCodeSL3d: {
    summary: 'Country code of three lower-case letters',
    make: (faker) => faker.location.countryCode('alpha-3').toLowerCase(),
  },
  fullAddress: {
    summary: 'Street, city, state and postal code in one line',
    make: ({ location }) =>
      `${location.streetAddress()}, ${location.city()}, ${location.state()} ${location.zipCode()}`,
  },
  timeZone: { summary: 'Name of a time zone: Europe/Rome', make: (faker) => faker.location.timeZone() },
} satisfies Record<string, Kind>

function zipCode(faker: Faker, [state]: readonly unknown[]): string {
  if (state === undefined) return faker.location.zipCode()
  const code = needText('F.zipCode', 'the two letters of a US state', state).toUpperCase()
  const formats = faker.definitions.location.postcode_by_state
  if (Object.hasOwn(formats, code)) return faker.location.zipCode({ state: code })
  throw new ExpressionError(`\`F.zipCode\` knows no postal codes of the state ${quoted(code)}`, {
    help: 'write the two letters of a US state, such as CA',
  })
}
