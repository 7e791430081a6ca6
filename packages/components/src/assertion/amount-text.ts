import type { Amount } from '@merlon/engine'

/** An amount in a label, as the test writes it. */
export const amountText = (amount: Amount): string =>
  typeof amount === 'number' ? String(amount) : amount.template.template.source
