/** The JSON Schema of a component's input, and of a step. */
import type { Catalog } from '../catalog.ts'
import type { AnyComponent } from '../component.ts'
import type { AnyField } from '../fields.ts'
import { fieldSchema, fieldsSchema, groupConditions } from './roles.ts'
import { type Schema, strictObject } from './schema.ts'

const text: Schema = { type: ['string', 'number', 'boolean'] }

/** Whether giving this one field alone is enough; with none, whether nothing is. */
function suffices(component: AnyComponent, given?: string): boolean {
  const others = Object.entries(component.fields).some(([name, one]) => one.required && name !== given)
  return (
    !others &&
    (component.oneOf ?? []).every((group) => given !== undefined && (group as readonly string[]).includes(given))
  )
}

const fieldWith = (component: AnyComponent, has: (one: AnyField) => boolean): string | undefined =>
  Object.entries(component.fields).find(([, one]) => has(one))?.[0]

/** The spellings besides a map of fields: the primary field alone, or a list of steps alone. */
function shorthands(component: AnyComponent): Schema[] {
  const found: Schema[] = []
  const primary = fieldWith(component, (one) => one.primary === true)
  const steps = fieldWith(component, (one) => one.spec.role === 'steps' && one.required === true)
  // A map would be read as fields, a list as the steps where there are any.
  const alone = steps === undefined ? [...(text.type as string[]), 'array'] : text.type
  if (primary !== undefined && suffices(component, primary))
    found.push({ type: alone, allOf: [fieldSchema(component.fields[primary]!)] })
  if (steps !== undefined && suffices(component, steps)) found.push(fieldSchema(component.fields[steps]!))
  if (suffices(component)) found.push({ type: 'null' })
  return found
}

export const definitionOf = (component: AnyComponent): string => `#/definitions/${component.name}`

function inputSchema(component: AnyComponent): Schema {
  const object = fieldsSchema(component.fields, groupConditions(component.fields, component))
  const { title, summary: description } = component
  const others = shorthands(component)
  return others.length === 0 ? { title, description, ...object } : { title, description, anyOf: [object, ...others] }
}

/** A step: one component, beside it a title and a reason to skip it. */
function stepSchema(catalog: Catalog): Schema {
  const properties: Record<string, Schema> = {
    title: { description: 'Shown in the report', ...text },
    skip: { description: 'Why the step is skipped', ...text },
  }
  const names: string[] = []
  for (const component of catalog.components) {
    for (const name of [component.name, ...(component.older?.names ?? [])]) {
      names.push(name)
      properties[name] = {
        description: component.summary,
        $ref: definitionOf(component),
        ...(name === component.name ? {} : { doNotSuggest: true }),
      }
    }
  }
  const step = strictObject(properties, {
    conditions: [
      { oneOf: names.map((name) => ({ required: [name] })), errorMessage: 'a step has exactly one component' },
    ],
  })
  const alone = catalog.components.filter((component) => suffices(component)).map(({ name }) => name)
  return alone.length === 0 ? step : { anyOf: [step, { enum: alone }] }
}

/** What other schemas refer to: `steps`, `step`, and each component's input by its name. */
export function stepDefinitions(catalog: Catalog): Record<string, Schema> {
  const inputs = catalog.components.map((component) => [component.name, inputSchema(component)] as const)
  return {
    steps: { type: 'array', items: { $ref: '#/definitions/step' } },
    step: stepSchema(catalog),
    ...Object.fromEntries(inputs),
  }
}
