import type { AnyComponent } from './component.ts'

/** All components by name, today's and older spellings. */
export interface Catalog {
  readonly components: readonly AnyComponent[]
  /** Names of helper objects that expressions may mention. */
  readonly helperNames: ReadonlySet<string>
  find(name: string): AnyComponent | undefined
}

/** Builds the look-up. Throws when two components claim one name: a mistake of ours, not of a test. */
export function createCatalog(components: readonly AnyComponent[], helperNames: Iterable<string>): Catalog {
  const byName = new Map<string, AnyComponent>()
  for (const component of components) {
    for (const name of [component.name, ...(component.older?.names ?? [])]) {
      const other = byName.get(name)
      if (other) throw new Error(`'${name}' names both ${other.name} and ${component.name}`)
      byName.set(name, component)
    }
  }
  return { components, helperNames: new Set(helperNames), find: (name) => byName.get(name) }
}
