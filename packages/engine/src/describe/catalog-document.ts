/** The catalog as plain JSON: what the composer draws its palette and forms from, and the reference its pages. */
import type { Catalog } from '../catalog.ts'
import { configFields } from '../compile/config.ts'
import type { AnyComponent, Category, Example } from '../component.ts'
import type { AnyField, Fields, Role } from '../fields.ts'
import { partsOf, wordsOf, writtenDefault } from './roles.ts'

export interface FieldDocument {
  readonly role: Role['role']
  readonly summary: string
  /** What it takes, in words. */
  readonly takes: string
  readonly required?: true
  /** May be given alone, in place of the map of fields. */
  readonly primary?: true
  /** The step sets a variable of this name. */
  readonly writes?: true
  /** As it would be written in a test. */
  readonly default?: unknown
  readonly example?: unknown
  readonly aliases?: readonly string[]
  /** Of a choice. */
  readonly options?: readonly string[]
  /** What a bare number counts in, of a duration. */
  readonly bare?: 's' | 'ms'
  /** Of a number. */
  readonly whole?: boolean
  readonly least?: number
  readonly most?: number
  /** Of an object. */
  readonly fields?: readonly NamedField[]
  /** Of each item of a list and each value of a map. */
  readonly items?: FieldDocument
  /** Of a field that takes one thing or another. */
  readonly alternatives?: readonly FieldDocument[]
}

export interface NamedField extends FieldDocument {
  readonly name: string
}

export interface ComponentDocument {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly category: Category
  readonly kind: AnyComponent['kind']
  readonly fields: readonly NamedField[]
  /** Groups of fields of which exactly one must be there. */
  readonly oneOf: readonly (readonly string[])[]
  readonly atMostOneOf: readonly (readonly string[])[]
  readonly examples: readonly Example[]
  readonly olderNames: readonly string[]
}

export interface CatalogDocument {
  readonly schema: 'merlon.catalog/1'
  readonly components: readonly ComponentDocument[]
  /** What `config` may hold, in a test and in `merlon.yaml`. */
  readonly config: readonly NamedField[]
}

function fieldDocument(one: AnyField): FieldDocument {
  const { spec, summary, required, primary, writes, aliases, example } = one
  const { fields, items, alternatives } = partsOf(spec)
  const fallback = writtenDefault(one)
  // What a role knows of itself besides its parts is plain data already.
  const { role, of: _of, fields: _fields, ...own } = spec as Role & { of?: unknown; fields?: unknown }
  return {
    role,
    summary,
    takes: wordsOf(spec),
    ...(required ? { required } : {}),
    ...(primary ? { primary } : {}),
    ...(writes ? { writes } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(example === undefined ? {} : { example }),
    ...(aliases ? { aliases } : {}),
    ...own,
    ...(fields ? { fields: fieldDocuments(fields) } : {}),
    ...(items ? { items: fieldDocument(items) } : {}),
    ...(alternatives ? { alternatives: alternatives.map(fieldDocument) } : {}),
  }
}

function fieldDocuments(fields: Fields): NamedField[] {
  return Object.entries(fields).flatMap(([name, one]) => (one.hidden ? [] : [{ name, ...fieldDocument(one) }]))
}

function componentDocument(component: AnyComponent): ComponentDocument {
  const { name, title, summary, category, kind, fields, oneOf = [], atMostOneOf = [], examples, older } = component
  return {
    name,
    title,
    summary,
    category,
    kind,
    fields: fieldDocuments(fields),
    oneOf,
    atMostOneOf,
    examples,
    olderNames: older?.names ?? [],
  }
}

/** Everything that a form or a reference page needs to know of each component; hidden fields are left out. */
export function catalogDocument(catalog: Catalog): CatalogDocument {
  return {
    schema: 'merlon.catalog/1',
    components: catalog.components.map(componentDocument),
    config: fieldDocuments(configFields(catalog)),
  }
}
