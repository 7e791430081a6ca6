/** Which fields of a component a form shows at once, which it keeps behind "More", and which exclude one another. */
import { eachOutlineStep, outlineOf, shapesOf } from '@merlon/language'
import type { CatalogDocument, ComponentDocument, FieldDocument, NamedField } from '@merlon/protocol'

export type FormPart =
  | { readonly is: 'field'; readonly field: NamedField }
  /** Of these at most one is written. */
  | { readonly is: 'modes'; readonly fields: readonly NamedField[]; readonly needed: boolean }

export interface FormLayout {
  readonly shown: readonly FormPart[]
  readonly more: readonly FormPart[]
}

interface Usage {
  /** Fields in the component's own examples. */
  readonly own: ReadonlySet<string>
  /** Fields that the examples of many components of the same kind have. */
  readonly common: ReadonlySet<string>
}

const usages = new WeakMap<CatalogDocument, ReadonlyMap<string, Usage>>()

function usedInExamples(component: ComponentDocument, shapes: ReturnType<typeof shapesOf>): Set<string> {
  const used = new Set<string>()
  for (const { yaml } of component.examples)
    for (const step of eachOutlineStep(outlineOf(yaml, shapes, { kind: 'snippet' })))
      if (step.component === component.name) for (const name of Object.keys(step.fields)) used.add(name)
  return used
}

function usagesOf(catalog: CatalogDocument): ReadonlyMap<string, Usage> {
  const known = usages.get(catalog)
  if (known) return known
  const shapes = shapesOf(catalog)
  const own = new Map(catalog.components.map((one) => [one.name, usedInExamples(one, shapes)]))
  const all = catalog.components.map((component): [string, Usage] => {
    const like = catalog.components.filter(
      ({ category, kind }) => category === component.category && kind === component.kind,
    )
    const many = Math.max(2, like.length / 3)
    const common = component.fields
      .map(({ name }) => name)
      .filter((name) => like.filter((one) => own.get(one.name)?.has(name)).length >= many)
    return [component.name, { own: own.get(component.name)!, common: new Set(common) }]
  })
  const map = new Map(all)
  usages.set(catalog, map)
  return map
}

const partNames = (part: FormPart): string[] =>
  part.is === 'field' ? [part.field.name] : part.fields.map(({ name }) => name)

/** The name by which a form names a part. */
export const partKey = (part: FormPart): string => partNames(part).join('|')

type Grouped = Pick<FieldDocument, 'fields' | 'oneOf' | 'atMostOneOf'>

function partsOf({ fields = [], oneOf = [], atMostOneOf = [] }: Grouped): FormPart[] {
  const groups = [
    ...oneOf.map((names) => ({ names, needed: true })),
    ...atMostOneOf.map((names) => ({ names, needed: false })),
  ]
  return fields.flatMap((field): FormPart[] => {
    if (field.role === 'steps' || field.items?.role === 'steps') return []
    const group = groups.find(({ names }) => names.includes(field.name))
    if (!group) return [{ is: 'field', field }]
    if (group.names[0] !== field.name) return []
    return [{ is: 'modes', needed: group.needed, fields: fields.filter(({ name }) => group.names.includes(name)) }]
  })
}

/**
 * What a form shows: what must be there, the main field, what is written (`kept`), and what is used in examples. The rest
 * stays behind "More".
 */
export function layoutOf(
  component: ComponentDocument,
  catalog: CatalogDocument,
  kept: ReadonlySet<string>,
): FormLayout {
  const usage = usagesOf(catalog).get(component.name)
  const isShown = (part: FormPart): boolean => {
    const names = partNames(part)
    if (names.some((name) => kept.has(name) || usage?.own.has(name))) return true
    if (part.is === 'modes') return part.needed
    const { required, primary, writes, name } = part.field
    return required === true || primary === true || writes === true || usage?.common.has(name) === true
  }
  return divided(partsOf(component), isShown)
}

const FEW = 4

/** A form that would be empty shows its parts, where they are few. */
function divided(parts: readonly FormPart[], isShown: (part: FormPart) => boolean): FormLayout {
  const shown = parts.filter(isShown)
  if (shown.length === 0 && parts.length <= FEW) return { shown: parts, more: [] }
  return { shown, more: parts.filter((part) => !isShown(part)) }
}

/** The same for a list of fields that no component has: those that must be there, and those that are written. */
export function layoutOfFields(fields: readonly NamedField[], kept: ReadonlySet<string>): FormLayout {
  return divided(
    partsOf({ fields }),
    (part) => part.is === 'field' && (part.field.required === true || kept.has(part.field.name)),
  )
}

/** The same for a map inside a field. What matters most is described first, so that some of it is always there. */
export function layoutOfObject(object: Grouped, kept: ReadonlySet<string>): FormLayout {
  const parts = partsOf(object)
  return divided(parts, (part) => {
    if (parts.indexOf(part) < FEW || partNames(part).some((name) => kept.has(name))) return true
    return part.is === 'modes' ? part.needed : part.field.required === true
  })
}

/** The field that a written name means: its own or an older spelling. */
export const fieldNamed = (fields: readonly NamedField[], name: string): NamedField | undefined =>
  fields.find((field) => field.name === name || field.aliases?.includes(name))
