/**
 * Places of JSON-like bodies. A place is a member of a map, or all elements of a list together; it knows everything that
 * was found there, in every element and every sample.
 */
import { ExactNumber, kindOf } from '@merlon/language'
import { areIdentifiers } from './paths.ts'
import { Scalars } from './scalars.ts'

/** Levels of lists and maps inside each other that are looked at. */
export const MOST_LEVELS = 20

export type PlaceKind = 'text' | 'number' | 'boolean' | 'list' | 'map'

export class Place {
  /** How often it was there, null included. */
  seen = 0
  nulls = 0
  readonly kinds = new Set<PlaceKind>()
  readonly scalars = new Scalars()
  /** How many maps were found here, and how many lists; those without anything in them counted again. */
  maps = 0
  lists = 0
  emptyLists = 0
  emptyMaps = 0
  readonly members = new Map<string, Place>()
  /** All values of the maps whose keys are data, and those keys. */
  entries: Place | undefined
  readonly keys = new Scalars(true)
  items: Place | undefined
  /** A map here has just the members of a body of bytes, and counts as one in places. */
  looksBinary = false
  /** Something here lies too deep to be looked at. */
  cut = false

  add(value: unknown, level = 0): void {
    this.seen += 1
    if (value === null || value === undefined) this.nulls += 1
    else if (Array.isArray(value)) this.addList(value, level)
    else if (typeof value === 'object' && !(value instanceof ExactNumber)) this.addMap(value, level)
    else this.addScalar(value)
  }

  private addScalar(value: unknown): void {
    if (typeof value === 'string') this.kinds.add('text')
    else if (typeof value === 'boolean') this.kinds.add('boolean')
    else if (typeof value === 'number' || value instanceof ExactNumber) this.kinds.add('number')
    else throw new Error('a body holds plain data')
    this.scalars.add(value)
  }

  private addList(list: readonly unknown[], level: number): void {
    this.kinds.add('list')
    this.lists += 1
    if (list.length === 0) this.emptyLists += 1
    else if (level >= MOST_LEVELS) this.cut = true
    else {
      this.items ??= new Place()
      for (const item of list) this.items.add(item, level + 1)
    }
  }

  private addMap(map: object, level: number): void {
    this.kinds.add('map')
    this.maps += 1
    if (kindOf(map) === 'binary') this.looksBinary = true
    const found = Object.entries(map)
    if (found.length === 0) {
      this.emptyMaps += 1
      return
    }
    if (level >= MOST_LEVELS) {
      this.cut = true
      return
    }
    if (isKeyedByData(found)) {
      this.entries ??= new Place()
      for (const [key, member] of found) {
        this.keys.add(key)
        this.entries.add(member, level + 1)
      }
      return
    }
    for (const [key, member] of found) {
      const place = this.members.get(key) ?? new Place()
      this.members.set(key, place)
      place.add(member, level + 1)
    }
  }
}

/** Keys that look like identifiers, and values that are all alike: of one kind, maps with something in common. */
function isKeyedByData(found: readonly (readonly [string, unknown])[]): boolean {
  if (!areIdentifiers(found.map(([key]) => key))) return false
  const kind = kindOf(found[0]?.[1])
  if (kind === 'null' || !found.every(([, value]) => kindOf(value) === kind)) return false
  if (kind !== 'map') return true
  const [first = [], ...others] = found.map(([, value]) => Object.keys(value as object)) // its kind is map
  return first.some((key) => others.every((keys) => keys.includes(key)))
}

/** The members of the maps here, by key; undefined where their keys are data. */
export function namedMembers({ members, entries, keys }: Place): ReadonlyMap<string, Place> | undefined {
  if (!entries) return members
  const [key] = keys.values
  // A single key is a name: nothing shows that it could have been another.
  if (members.size === 0 && keys.values.length === 1 && key !== undefined) return new Map([[String(key), entries]])
  return undefined
}
