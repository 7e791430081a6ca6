import type { Faker } from '@faker-js/faker'
import type { HelperUse } from '@merlon/language'

/** One kind of made-up value: a function of `F`. */
export interface Kind {
  /** What stands between the parentheses of its signature. */
  readonly parameters?: string
  readonly summary: string
  readonly example?: string
  make(faker: Faker, args: readonly unknown[], use: HelperUse): unknown
}
