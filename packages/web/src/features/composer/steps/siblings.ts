/** Which components can stand in for, around and beside which: all of it read from the catalogue. */
import { eachOutlineStep, type OutlineStep, outlineOf, type PrintValue, printSteps, shapesOf } from '@merlon/language'
import type { CatalogDocument, Category, ComponentDocument, FieldDocument, NamedField } from '@merlon/protocol'

export const CATEGORY_TITLES: Readonly<Record<Category, string>> = {
  requests: 'Requests',
  assertions: 'Assertions',
  flow: 'Flow',
  variables: 'Variables',
  report: 'Report',
}

export const primaryOf = ({ fields }: ComponentDocument): NamedField | undefined => fields.find((one) => one.primary)

const holdsSteps = (field: FieldDocument): boolean => field.role === 'steps' || field.items?.role === 'steps'

/** Containers that can be put around steps: one list of steps, and nothing else that must be given but the main field. */
export function wrappers({ components }: CatalogDocument): ComponentDocument[] {
  return components.filter(({ kind, fields, oneOf }) => {
    const lists = fields.filter(holdsSteps)
    const others = fields.filter((field) => field.required && !field.primary && field.role !== 'steps')
    return (
      kind === 'container' &&
      lists.some(({ role, required }) => role === 'steps' && required) &&
      others.length === 0 &&
      oneOf.length === 0
    )
  })
}

/** What a step can be turned into: components used for the same, with the same main field, that lose none of its steps. */
export function siblingsOf(
  { components }: CatalogDocument,
  component: ComponentDocument,
  { lists }: OutlineStep,
): ComponentDocument[] {
  const primary = primaryOf(component)?.name
  const needed = lists.filter(({ steps }) => steps.length > 0).map(({ field }) => field.replace(/\..*$/, ''))
  return components.filter(
    (one) =>
      one !== component &&
      one.category === component.category &&
      one.kind === component.kind &&
      primary !== undefined &&
      primaryOf(one)?.name === primary &&
      needed.every((name) => one.fields.some((field) => field.name === name && holdsSteps(field))),
  )
}

/** The name of a field in another component, where it has one that means the same. */
export function keptField(from: ComponentDocument, to: ComponentDocument): (field: string) => string | undefined {
  return (field) => {
    const known = from.fields.find(({ name, aliases }) => name === field || aliases?.includes(field))
    const there = to.fields.find(({ name, aliases }) => name === field || aliases?.includes(field))
    return there && (!known || known.role === there.role) ? field : undefined
  }
}

const BRANCHES = ['first', 'second', 'third', 'fourth', 'fifth']

/** The field in which an author names lists of steps, where a component has one. */
export const namedListsOf = (component: ComponentDocument | undefined): string | undefined =>
  component?.fields.find(({ role, items }) => role === 'map' && items?.role === 'steps')?.name

/** A name for one more list beside those that there are. */
export function freeBranchName(names: readonly string[]): string {
  const free = BRANCHES.find((name) => !names.includes(name))
  if (free !== undefined) return free
  for (let at = names.length + 1; ; at += 1) if (!names.includes(`branch-${at}`)) return `branch-${at}`
}

/** What stands in a field in the first example of a component that has it. */
function exampleOf(component: ComponentDocument, name: string): unknown {
  const shapes = shapesOf({ schema: 'merlon.catalog/1', components: [component], config: [] })
  return component.examples
    .flatMap(({ yaml }) => eachOutlineStep(outlineOf(yaml, shapes, { kind: 'snippet' })))
    .find((step) => step.component === component.name && step.fields[name])?.fields[name]?.value
}

/** What a field holds to begin with. */
function beginning(field: NamedField, component: ComponentDocument): PrintValue {
  switch (field.role) {
    case 'steps':
    case 'list':
      return []
    case 'map':
      // Fewer than two lists would have nobody to run beside.
      return new Map(field.items?.role === 'steps' ? BRANCHES.slice(0, 2).map((name) => [name, []]) : [])
    case 'object':
      return new Map()
    case 'choice':
      return field.options?.[0] ?? ''
    case 'duration':
      return typeof field.example === 'string' || typeof field.example === 'number' ? field.example : '1s'
    case 'number':
    case 'bytes': {
      const example = exampleOf(component, field.name)
      return typeof example === 'number' ? example : (field.least ?? 1)
    }
    case 'boolean':
      return true
    default:
      return ''
  }
}

/** Fields that a new step begins with: those that must be there, and the name of what it sets where that is its point. */
export function beginningFields(component: ComponentDocument): NamedField[] {
  const firstOfChoices = component.oneOf.map(([name]) => name)
  const sets = component.oneOf.length > 0 && primaryOf(component) === undefined
  return component.fields.filter(
    ({ name, required, writes }) => required || firstOfChoices.includes(name) || (sets && writes === true),
  )
}

/** A new step as YAML; `given` are fields that are known already. */
export function newStep(component: ComponentDocument, given: Readonly<Record<string, string>> = {}): string {
  const fields = beginningFields(component)
  const primary = primaryOf(component)
  const value = (field: NamedField): PrintValue => given[field.name] ?? beginning(field, component)
  if (fields.length === 0) return printSteps([{ component: component.name }])
  const [only] = fields
  if (fields.length === 1 && only && (only === primary || only.role === 'steps'))
    return printSteps([{ component: component.name, input: value(only) }])
  return printSteps([{ component: component.name, input: new Map(fields.map((field) => [field.name, value(field)])) }])
}

/** The component that calls a snippet, with the field that names it. */
export function snippetCaller({
  components,
}: CatalogDocument): { component: ComponentDocument; field: string } | undefined {
  for (const component of components) {
    const field = component.fields.find(({ refers }) => refers === 'snippet')
    if (field) return { component, field: field.name }
  }
  return undefined
}

/** How often each component is used in the examples of all of them: what is needed most stands first in palettes. */
export function byUse({ components }: CatalogDocument): ComponentDocument[] {
  const uses = new Map<string, number>()
  for (const { examples } of components)
    for (const { yaml } of examples)
      for (const [, name = ''] of yaml.matchAll(/^\s*- ([a-z-]+)\b/gm)) uses.set(name, (uses.get(name) ?? 0) + 1)
  return components.toSorted((a, b) => (uses.get(b.name) ?? 0) - (uses.get(a.name) ?? 0))
}

const LIKELY = 3

/** What a test begins with most often: components that need one thing to be said, of the first category. */
export const likelyFirst = (catalog: CatalogDocument): ComponentDocument[] =>
  byUse(catalog)
    .filter((one) => one.category === 'requests' && beginningFields(one).every((field) => field.primary))
    .slice(0, LIKELY)
