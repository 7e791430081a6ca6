/** The catalog as plain JSON: what the composer draws its palette and forms from, and the reference its pages. */
import type { CatalogDocument, ComponentDocument, FieldDocument, NamedField } from '@merlon/protocol'
import type { Catalog } from '../catalog.ts'
import { configFields } from '../compile/config.ts'
import type { AnyComponent } from '../component.ts'
import type { AnyField, Fields, Role } from '../fields.ts'
import { partsOf, wordsOf, writtenDefault } from './roles.ts'

function fieldDocument(one: AnyField): FieldDocument {
  const { spec, summary, required, primary, writes, refers, keys, asked, aliases, example } = one
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
    ...(refers ? { refers } : {}),
    ...(keys ? { keys } : {}),
    ...(asked ? { asked } : {}),
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
