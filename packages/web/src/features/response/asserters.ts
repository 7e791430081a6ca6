/**
 * Which components assert what, read from the catalogue: from what has to be said beside the expression, and from the
 * values that the examples give.
 */
import { eachOutlineStep, isNumericText, outlineOf, shapesOf, valueTypes } from '@merlon/language'
import type { CatalogDocument, ComponentDocument, NamedField } from '@merlon/protocol'

const requiredBeside = ({ fields }: ComponentDocument, primary: NamedField): readonly NamedField[] =>
  fields.filter((field) => field.required && field !== primary)

/** The field for the value that a component speaks of, where it is an expression. */
export const primaryOf = ({ fields }: ComponentDocument): NamedField | undefined =>
  fields.find(({ primary, role }) => primary && role === 'expression')

/** Kinds of values that a component is given in its examples that pass: it makes sense for values of these kinds. */
type GivenKind = 'number' | 'text' | 'list' | 'map' | 'other'

export const kindsOf = (value: unknown): GivenKind[] => {
  if (typeof value === 'number') return ['number']
  if (typeof value === 'string') return isNumericText(value) ? ['number', 'text'] : ['text']
  if (Array.isArray(value)) return ['list']
  return typeof value === 'object' && value !== null ? ['map'] : ['other']
}

interface Given {
  readonly passing: ReadonlySet<GivenKind>
  readonly all: ReadonlySet<GivenKind>
}

function givenIn(catalog: CatalogDocument, component: ComponentDocument, field: string): Given {
  const passing = new Set<GivenKind>()
  const all = new Set<GivenKind>()
  for (const { yaml, outcome } of component.examples)
    for (const step of eachOutlineStep(outlineOf(yaml, shapesOf(catalog), { kind: 'snippet' }))) {
      const given = step.component === component.name ? step.fields[field] : undefined
      for (const kind of given ? kindsOf(given.value) : []) {
        all.add(kind)
        if (outcome === 'passed') passing.add(kind)
      }
    }
  return { passing, all }
}

/** What asserts, by what has to be said beside the expression. */
interface Asserters {
  readonly existence: ComponentDocument | undefined
  readonly condition: ComponentDocument | undefined
  readonly comparing: readonly { component: ComponentDocument; value: NamedField; given: Given }[]
  /** The one of them that takes most kinds of values. */
  readonly general: ComponentDocument | undefined
  readonly typed: readonly { component: ComponentDocument; type: NamedField }[]
  readonly counting: readonly { component: ComponentDocument; value: NamedField }[]
  readonly matching: readonly { component: ComponentDocument; pattern: NamedField }[]
  readonly whole: readonly ComponentDocument[]
}

const isTypes = ({ role, options = [] }: NamedField): boolean =>
  role === 'choice' && options.length > 0 && options.every((one) => (valueTypes as readonly string[]).includes(one))

const known = new WeakMap<CatalogDocument, Asserters>()

/** What asserts, of a catalogue. */
export function assertersOf(catalog: CatalogDocument): Asserters {
  const there = known.get(catalog)
  if (there) return there
  const all = catalog.components.filter((one) => one.category === 'assertions' && primaryOf(one))
  const plain = all.filter((one) => primaryOf(one)?.asked === undefined)
  const beside = (one: ComponentDocument): readonly NamedField[] => requiredBeside(one, primaryOf(one)!)
  const alone = plain.filter((one) => beside(one).length === 0)
  const own = (one: ComponentDocument): readonly NamedField[] =>
    one.fields.filter(({ name }) => alone.some((other) => !other.fields.some((field) => field.name === name)))
  const existence = alone.toSorted((a, b) => a.fields.length - b.fields.length)[0]
  const withOne = plain.flatMap((component) => {
    const [field, ...others] = beside(component)
    return field && others.length === 0 ? [{ component, field }] : []
  })
  const comparing = withOne
    .filter(({ field }) => field.role === 'value')
    .map(({ component, field }) => ({ component, value: field, given: givenIn(catalog, component, field.name) }))
  const numbers = alone.flatMap((component) => {
    const value = component.fields.find(({ role, whole, least }) => role === 'number' && whole && least === 0)
    return value ? [{ component, value }] : []
  })
  const patterns = alone.flatMap((component) => {
    const pattern = own(component).find(
      ({ role, primary, name }) => role === 'template' && !primary && name !== 'comment',
    )
    return pattern &&
      component.fields.some(({ role, default: fallback }) => role === 'choice' && fallback !== undefined)
      ? [{ component, pattern }]
      : []
  })
  const taken = new Set([existence, ...numbers.map((one) => one.component), ...patterns.map((one) => one.component)])
  const found: Asserters = {
    existence,
    condition: all.find((one) => primaryOf(one)?.asked === 'condition'),
    comparing,
    general: comparing.toSorted((a, b) => b.given.all.size - a.given.all.size)[0]?.component,
    typed: withOne.filter(({ field }) => isTypes(field)).map(({ component, field }) => ({ component, type: field })),
    counting: numbers,
    matching: patterns,
    whole: alone.filter((one) => !taken.has(one)),
  }
  known.set(catalog, found)
  return found
}
