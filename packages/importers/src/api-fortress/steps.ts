/** Turns steps of the older forms into steps of today's: every component says itself how its older spelling reads. */
import type { AnyComponent, AnyField, Catalog, Fields } from '@merlon/engine'
import {
  type Entry,
  isNothing,
  type OlderStep,
  type PrintStep,
  type PrintValue,
  positionAt,
  stepsValue,
} from '@merlon/language'
import { escapedTemplate } from '../shared/template-text.ts'
import type { Code } from './code.ts'
import { commentAbove } from './comments.ts'
import { fieldValue, isEmpty } from './fields.ts'
import { whyNotLoaded } from './loads.ts'
import { Notes } from './notes.ts'
import { tidied } from './tidy.ts'

/** Components whose expression is asked for its truth alone. */
const CONDITIONAL = ['if', 'while']

export interface ImportedSteps {
  readonly steps: readonly PrintStep[]
  readonly found: number
  readonly kept: number
  readonly notes: Notes
}

interface Imported {
  readonly step: PrintStep
  readonly found: number
  readonly kept: number
}

type NamedField = readonly [name: string, field: AnyField]

const fieldCalled = (fields: Fields, key: string): NamedField | undefined =>
  Object.hasOwn(fields, key)
    ? [key, fields[key]!]
    : Object.entries(fields).find(([, field]) => field.aliases?.includes(key))

const stepsField = ({ fields }: AnyComponent): string | undefined =>
  Object.entries(fields).find(([, field]) => field.spec.role === 'steps' && field.required)?.[0]

/** Primary field first, then what is required, then the rest, steps last. */
function rank({ spec, primary, required }: AnyField): number {
  if (spec.role === 'steps') return 3
  return primary ? 0 : required ? 1 : 2
}

const isScalar = (value: PrintValue): boolean => typeof value !== 'object' && value !== ''

/** The shortest way to write a component's input. */
function inputOf(values: ReadonlyMap<string, PrintValue>, { fields }: AnyComponent): PrintValue | undefined {
  const [only, second] = values
  if (!only) return undefined
  const [name, value] = only
  const { primary, spec } = fields[name]!
  if (second === undefined && ((primary && isScalar(value)) || (spec.role === 'steps' && fields[name]!.required))) {
    return value
  }
  return values
}

/** An empty comment says nothing; an empty body is a body, and what is required must be there. */
const meansSomethingEmpty = (
  { oneOf = [], atMostOneOf = [] }: AnyComponent,
  [name, { required }]: NamedField,
): boolean => required === true || [...oneOf, ...atMostOneOf].flat().includes(name)

class StepImporter {
  private readonly catalog: Catalog
  private readonly codeFor: (notes: Notes) => Code

  constructor(catalog: Catalog, codeFor: (notes: Notes) => Code) {
    this.catalog = catalog
    this.codeFor = codeFor
  }

  async all(steps: readonly OlderStep[], notes: Notes): Promise<Imported[]> {
    const imported: Imported[] = []
    for (const step of steps) imported.push(await this.one(step, notes))
    return imported
  }

  private async one(step: OlderStep, notes: Notes): Promise<Imported> {
    const written = step.component.text
    const named = this.catalog.find(written)
    if (!named) return this.leftOut(step, `there is no component '${written}'`, 1, notes)
    const own = new Notes()
    const reading = named.older?.read?.(step)
    const component = (reading?.component !== undefined && this.catalog.find(reading.component)) || named
    for (const { message, node } of reading?.warnings ?? []) own.lost(node.span, message)
    const code = this.codeFor(own)
    const values = this.values(component, reading?.entries ?? step.fields.entries, code, own)
    const inner = stepsField(component)
    const children = inner === undefined ? [] : await this.all(step.children, own)
    if (inner !== undefined) values.set(inner, stepsValue(children.map((child) => child.step)))
    else if (!named.older?.read) this.strays(step, own)
    const found = children.reduce((sum, child) => sum + child.found, 1)
    const kept = children.reduce((sum, child) => sum + child.kept, 1)
    const printed = { component: component.name, input: inputOf(values, component), comment: commentAbove(step) }
    const reason = await whyNotLoaded({ steps: [printed] }, this.catalog)
    if (reason !== undefined) {
      const cause = code.unsupported[0] ?? reading?.warnings?.[0]?.message ?? reason
      return this.leftOut(step, cause, found, notes)
    }
    notes.add(own)
    return { step: printed, found, kept }
  }

  private values(
    component: AnyComponent,
    entries: readonly Entry[],
    code: Code,
    notes: Notes,
  ): Map<string, PrintValue> {
    const found: (readonly [name: string, field: AnyField, value: PrintValue])[] = []
    for (const entry of entries) {
      const named = fieldCalled(component.fields, entry.key.text)
      const field = named && this.field(component, named, entry, code)
      if (!named && !isEmpty(entry.value)) {
        notes.lost(entry.key.span, `'${entry.key.text}' is left out: ${component.name} has no such field`)
      }
      if (field) found.push(field)
    }
    found.sort(([, left], [, right]) => rank(left) - rank(right))
    return tidied(new Map(found.map(([name, , value]) => [name, value])))
  }

  /** One field as it is written today; `undefined` where it says what holds anyway. */
  private field(
    component: AnyComponent,
    [name, field]: NamedField,
    { value: node }: Entry,
    code: Code,
  ): readonly [string, AnyField, PrintValue] | undefined {
    // Only where any value may stand is nothing a value, too.
    if (isNothing(node) && field.spec.role !== 'value') return undefined
    // `modifier: not` is the one older spelling that changes more than a name.
    if (name === 'modifier') {
      const not = component.fields.not
      return not && node.kind === 'scalar' && node.text.trim() === 'not' ? ['not', not, true] : undefined
    }
    const isCondition = field.spec.role === 'expression' && CONDITIONAL.includes(component.name)
    const given =
      isCondition && node.kind === 'scalar' ? code.expression(node, 'condition') : fieldValue(node, field.spec, code)
    // A text that may be a value of any type is written as a value, where both give the same.
    const asValue = name === 'text' && !field.primary && component.fields.value?.spec.role === 'value'
    const today: NamedField = asValue ? ['value', component.fields.value!] : [name, field]
    if (given === undefined || (given === '' && !meansSomethingEmpty(component, today))) return undefined
    return given === field.fallback ? undefined : [...today, given]
  }

  private strays({ children, text }: OlderStep, notes: Notes): void {
    for (const { span, component } of children) {
      notes.lost(span, `'${component.text}' is left out: nothing stands inside this component`)
    }
    if (text) notes.lost(text.span, 'the text of this element is left out: its component takes none')
  }

  /** A comment in the place of a step that cannot be carried over, with the step as it was. */
  private leftOut(step: OlderStep, reason: string, found: number, notes: Notes): Imported {
    const { file, start, end } = step.span
    notes.lost(step.span, `the step '${step.component.text}' became a comment: ${reason}`)
    const margin = positionAt(file, start).column - 1
    const source = file.text
      .slice(start, end)
      .trimEnd()
      .replace(new RegExp(`\\r?\\n {0,${margin}}`, 'g'), '\n')
    const input = `not imported, because ${reason}:\n${escapedTemplate(source)}`
    return { step: { component: 'comment', input, comment: commentAbove(step) }, found, kept: 0 }
  }
}

/**
 * Imports steps. One that today's components cannot carry out becomes a comment that shows it, and is among what is lost.
 * `codeFor` makes what carries code over, given where to put its remarks.
 */
export async function importSteps(
  steps: readonly OlderStep[],
  catalog: Catalog,
  codeFor: (notes: Notes) => Code,
): Promise<ImportedSteps> {
  const notes = new Notes()
  const imported = await new StepImporter(catalog, codeFor).all(steps, notes)
  return {
    steps: imported.map(({ step }) => step),
    found: imported.reduce((sum, { found }) => sum + found, 0),
    kept: imported.reduce((sum, { kept }) => sum + kept, 0),
    notes,
  }
}
