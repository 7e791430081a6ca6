/** The products: fixed, so that a test may name one, and with members that not every product has. */
import { Refusal } from './http/refusal.ts'
import { integer, list, number, object, text } from './schema/build.ts'

export interface Product {
  readonly id: number
  readonly name: string
  readonly price: number
  readonly category: string
  readonly imageURL: string
  readonly colors: readonly string[]
  /** pieces in stock */
  readonly quantity: number
  readonly createdAt: string
  /** percent */
  readonly discount?: number
  readonly description?: string
  readonly supplier?: { readonly name: string; readonly country: string }
}

export const productSchema = object(
  {
    id: integer({ minimum: 1 }),
    name: text(),
    price: number({ minimum: 0, description: 'euro' }),
    category: text(),
    imageURL: text({ format: 'uri' }),
    colors: list(text()),
    quantity: integer({ minimum: 0, description: 'pieces in stock' }),
    createdAt: text({ format: 'date-time' }),
    'discount?': number({ minimum: 0, maximum: 100, description: 'percent' }),
    'description?': text(),
    'supplier?': object({ name: text(), country: text({ pattern: '^[A-Z]{2}$' }) }, { title: 'Supplier' }),
  },
  { title: 'Product' },
)

type Extras = Pick<Product, 'discount' | 'description' | 'supplier'>
type Row = readonly [name: string, category: string, price: number, quantity: number, colors: string[], extras?: Extras]

const loomworks = { name: 'Loomworks', country: 'PT' }
const northfold = { name: 'Northfold & Sons', country: 'DK' }

const rows: readonly Row[] = [
  ['Linen shirt', 'shirts', 39.9, 24, ['white', 'sky'], { supplier: loomworks }],
  ['Oxford shirt', 'shirts', 49, 12, ['white'], { discount: 10 }],
  ['Flannel shirt', 'shirts', 44.5, 7, ['red', 'green', 'grey']],
  ['Denim shirt', 'shirts', 54, 0, ['indigo'], { description: 'Back in spring' }],
  ['Chino trousers', 'trousers', 59.9, 31, ['sand', 'navy', 'olive'], { supplier: northfold }],
  ['Corduroy trousers', 'trousers', 69, 9, ['brown'], { discount: 25, supplier: loomworks }],
  ['Straw hat', 'hats', 24.5, 40, ['natural'], { description: 'Wide brim, light, "packable"' }],
  ['Wool hat', 'hats', 29, 18, ['grey', 'black']],
  ['Beanie', 'hats', 15, 66, ['red', 'mustard', 'black'], { discount: 5 }],
  ['Rain jacket', 'jackets', 119, 11, ['yellow', 'navy'], { supplier: northfold }],
  ['Quilted jacket', 'jackets', 139.5, 6, ['olive'], { discount: 15, description: 'Warm without down' }],
  ['Wool coat', 'jackets', 229, 3, ['camel', 'black'], { supplier: northfold }],
  ['Canvas sneakers', 'shoes', 64.9, 27, ['white', 'black', 'red']],
  ['Leather boots', 'shoes', 149, 8, ['brown'], { supplier: loomworks }],
  ['Felt slippers', 'shoes', 34, 15, ['grey'], { discount: 20 }],
  ['Leather belt', 'accessories', 27.5, 22, ['brown', 'black']],
  ['Silk scarf', 'accessories', 42, 14, ['ruby', 'teal'], { description: 'Square, 90 cm, hand-rolled' }],
  ['Wool socks, pair', 'accessories', 12.9, 80, ['grey', 'navy', 'rust', 'moss']],
  ['Umbrella', 'accessories', 22, 19, []],
  ['Gift card', 'gifts', 25, 1000, [], { description: 'For those who cannot choose' }],
]

export interface Catalogue {
  readonly all: readonly Product[]
  /** the products whose name or category contains the text, in any case */
  search(words: string): readonly Product[]
  find(id: number): Product | undefined
  /** throws a 404 for an unknown id */
  get(id: number): Product
}

export function createCatalogue(): Catalogue {
  const all = rows.map(toProduct)
  const byId = new Map(all.map((product) => [product.id, product]))
  return {
    all,
    search(words) {
      const wanted = words.trim().toLowerCase()
      return all.filter(({ name, category }) => `${name}\n${category}`.toLowerCase().includes(wanted))
    },
    find: (id) => byId.get(id),
    get(id) {
      const product = byId.get(id)
      if (!product) throw new Refusal(404, `no product has the id ${id}`)
      return product
    },
  }
}

function toProduct([name, category, price, quantity, colors, extras]: Row, index: number): Product {
  const id = index + 1
  return {
    id,
    name,
    price,
    category,
    imageURL: `https://images.demo-shop.example/products/${id}.jpg`,
    colors,
    quantity,
    createdAt: new Date(Date.UTC(2024, 0, 8 + 9 * index, 9, 30)).toISOString(),
    ...extras,
  }
}
