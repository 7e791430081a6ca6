/** The state that resources share; one per instance. What only one resource needs lives in its routes. */
import { createHash } from 'node:crypto'
import { type Catalogue, createCatalogue } from './catalogue.ts'
import { createOrderBook, type OrderBook } from './orders.ts'

export interface Shop {
  readonly catalogue: Catalogue
  readonly orders: OrderBook
  /** the carts by login token: product id to quantity */
  readonly carts: Map<string, Map<number, number>>
  /** ms since the epoch */
  now(): number
  /** the n-th of an endless row of 64 hex digits: the same for the same seed and purpose */
  draw(purpose: string, n: number): string
}

export function createShop(seed: number, now: () => number): Shop {
  const catalogue = createCatalogue()
  return {
    catalogue,
    orders: createOrderBook(catalogue, now),
    carts: new Map(),
    now,
    draw: (purpose, n) =>
      createHash('sha256')
        .update(JSON.stringify([seed, purpose, n]))
        .digest('hex'),
  }
}
