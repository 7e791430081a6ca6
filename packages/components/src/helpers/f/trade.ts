import type { HelperUse } from '@merlon/language'
import { wholeBetween } from '../shared/random.ts'
import type { Kind } from './kind.ts'
import { PROMOTION_NOUNS, PROMOTION_WORDS } from './words.ts'

/** Goods, prices, payment. */
export const trade = {
  productName: { summary: 'Name of a product', make: (faker) => faker.commerce.productName() },
  material: { summary: 'What a product is made of', make: (faker) => faker.commerce.productMaterial() },
  price: { summary: 'Price as text with two decimals', make: (faker) => faker.commerce.price() },
  promotionCode: {
    summary: 'Code for a discount: SummerDeal104211',
    make: ({ helpers }, _, use) =>
      helpers.arrayElement(PROMOTION_WORDS) +
      helpers.arrayElement(PROMOTION_NOUNS) +
      String(wholeBetween(use.realm, 0, 999_999)).padStart(6, '0'),
  },
  currency: { summary: 'Name of a currency', make: (faker) => faker.finance.currencyName() },
  currencyCode: { summary: 'Currency code of three letters (ISO 4217)', make: (faker) => faker.finance.currencyCode() },
  creditCardNumber: {
    summary: 'Number in the form of a card network, with a right check digit',
    make: (faker) => faker.finance.creditCardNumber(),
  },
  creditCardExpiry: { summary: 'A month to come as MM/YY', make: (_, __, use) => expiry(use) },
  creditCardType: { summary: 'Name of a card network', make: (faker) => faker.finance.creditCardIssuer() },
} satisfies Record<string, Kind>

/** One month to five years after the run's now. */
function expiry(use: HelperUse): string {
  const now = new Date(use.realm.now())
  const months = now.getUTCFullYear() * 12 + now.getUTCMonth() + wholeBetween(use.realm, 1, 60)
  const month = String((months % 12) + 1).padStart(2, '0')
  return `${month}/${String(Math.floor(months / 12) % 100).padStart(2, '0')}`
}
