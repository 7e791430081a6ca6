import type { CatalogDocument, FieldDocument } from '@merlon/protocol'
import type { ComponentShapes } from './types.ts'

const holdsSteps = ({ role, items }: FieldDocument): boolean =>
  role === 'steps' || (role === 'map' && items?.role === 'steps')

/** What the catalog says of how components are written; components are found under their older names as well. */
export function shapesOf(catalog: CatalogDocument): ComponentShapes {
  const shapes = new Map<string, { readonly primary: string | undefined; readonly steps: readonly string[] }>()
  for (const { name, olderNames, fields } of catalog.components) {
    const shape = {
      primary: fields.find(({ primary }) => primary)?.name,
      steps: fields.filter(holdsSteps).map((field) => field.name),
    }
    for (const spelling of [...olderNames, name]) shapes.set(spelling, shape)
  }
  return {
    primary: (component) => shapes.get(component)?.primary,
    stepFields: (component) => shapes.get(component)?.steps ?? [],
    known: (component) => shapes.has(component),
  }
}
