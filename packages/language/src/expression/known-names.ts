/** What expressions reach besides variables and helper objects, by name: for the reference, and for completion. */
import { Namespace } from './callable.ts'
import { javascript } from './members/globals.ts'
import { tables } from './members/tables.ts'

export interface KnownNames {
  /** Functions of values, by kind: `text`, `list`, `xml` … */
  readonly members: Readonly<Record<string, readonly string[]>>
  readonly globals: readonly { readonly name: string; readonly members: readonly string[] }[]
}

/** The names that expressions in JavaScript know, in alphabetical order. */
export function knownNames(): KnownNames {
  return {
    members: Object.fromEntries(Object.entries(tables).map(([kind, table]) => [kind, [...table.keys()].sort()])),
    globals: [...javascript].map(([name, value]) => ({
      name,
      members: value instanceof Namespace ? value.names.sort() : [],
    })),
  }
}
