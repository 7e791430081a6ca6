/** When two values are the same in JSON Schema: key order does not count, types do. */

/** A text that two values share exactly where they are the same. */
export function identityOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(identityOf).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${identityOf(member)}`)
  return `{${members.sort().join(',')}}`
}

/** The indexes of the first two items that are the same; undefined where all differ. Linear in the size of the list. */
export function sameItems(items: readonly unknown[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>()
  for (const [at, item] of items.entries()) {
    const identity = identityOf(item)
    const earlier = seen.get(identity)
    if (earlier !== undefined) return [earlier, at]
    seen.set(identity, at)
  }
  return undefined
}
