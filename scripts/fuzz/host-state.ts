/** What an expression must not change or reach: the host. */
import { must } from './target.ts'

const kinds = [Object, Array, String, Number, Boolean, Function, Date, RegExp, Map, Set, Error, Promise, Symbol, BigInt]

/** Every own property of the built-in prototypes and constructors, and the names of the globals. */
function hostState(): unknown[] {
  const state: unknown[] = []
  for (const owner of [...kinds.map((kind) => kind.prototype), ...kinds, Math, JSON, Reflect]) {
    for (const key of Reflect.ownKeys(owner)) {
      const found = Object.getOwnPropertyDescriptor(owner, key)
      state.push(key, found?.get ?? found?.value)
    }
  }
  state.push(...Reflect.ownKeys(globalThis))
  return state
}

let pristine: unknown[] | undefined

/** Throws when the host is no longer as it was at the first call. */
export function checkHost(): void {
  const now = hostState()
  pristine ??= now
  const at = now.findIndex((one, index) => !Object.is(one, pristine?.[index]))
  must(at < 0 && now.length === pristine.length, `the host has changed: ${String(now[at])} near ${String(now[at - 1])}`)
}

/** Lists, maps, scalars and the values of `kinds`; nothing that does something, at any depth. */
export function checkPlain(found: unknown, isValue: (value: object) => boolean): void {
  must(
    typeof found !== 'function' && typeof found !== 'symbol' && typeof found !== 'bigint',
    `${typeof found} came out`,
  )
  if (typeof found !== 'object' || found === null || found instanceof Date || isValue(found)) return
  const prototype: unknown = Object.getPrototypeOf(found)
  must(prototype === Object.prototype || prototype === Array.prototype, 'an object of a class came out')
  for (const key of Reflect.ownKeys(found)) {
    const descriptor = Object.getOwnPropertyDescriptor(found, key)
    must(descriptor?.get === undefined && descriptor?.set === undefined, `'${String(key)}' is a getter`)
    must(Array.isArray(found) || typeof key === 'string', 'a symbol is a key')
    checkPlain(descriptor?.value, isValue)
  }
}
