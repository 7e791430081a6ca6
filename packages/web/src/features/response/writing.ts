/**
 * Steps that are written from a response: keeping a value, and asserting something about it.
 *
 * Which components do that is read from the catalogue: by category, by the roles of their fields, and by what their own
 * examples are given.
 */
import {
  ExactNumber,
  isOfType,
  type PrintStep,
  type PrintValue,
  printSteps,
  stepsValue,
  type ValuePaths,
  type ValueType,
} from '@merlon/language'
import type { CatalogDocument, ComponentDocument, NamedField } from '@merlon/protocol'
import { assertersOf, kindsOf, primaryOf } from './asserters.ts'

/** What is said about a value: of it alone, of each item of the list that it stands in, or of any of them. */
export type Reach = 'this' | 'each' | 'any'

export interface Assertion {
  /** `Equals 401`, `Is a url`. */
  readonly label: string
  /** Of the first words that a menu shows; the others come after them. */
  readonly likely: boolean
  readonly component: string
  /** The step for an expression. */
  step(expression: string): PrintStep
}

interface Keeper {
  readonly component: ComponentDocument
  readonly name: NamedField
  readonly value: NamedField
  readonly secret: NamedField | undefined
}

/** The component that gives a variable a value in whatever way: its value is one of several that exclude one another. */
export function keeperOf({ components }: CatalogDocument): Keeper | undefined {
  for (const component of components) {
    const name = component.fields.find(({ writes, role }) => writes && role === 'name')
    const value = component.fields.find(
      (field) => field.role === 'value' && component.oneOf.some((group) => group.includes(field.name)),
    )
    if (component.category === 'variables' && name && value)
      return { component, name, value, secret: component.fields.find(({ role }) => role === 'boolean') }
  }
  return undefined
}

/** The step that keeps what an expression gives under a name. */
export function keepStep(
  catalog: CatalogDocument,
  name: string,
  expression: string,
  secret: boolean,
): string | undefined {
  const keeper = keeperOf(catalog)
  if (!keeper) return undefined
  const input = new Map<string, PrintValue>([
    [keeper.name.name, name],
    [keeper.value.name, `\${${expression}}`],
  ])
  if (secret && keeper.secret) input.set(keeper.secret.name, true)
  return printSteps([{ component: keeper.component.name, input }])
}

/** The component that walks a list: a container with a list to walk that is no condition. */
function walkerOf({ components }: CatalogDocument): { component: string; list: string; steps: string } | undefined {
  for (const component of components) {
    const primary = primaryOf(component)
    const steps = component.fields.find(({ role }) => role === 'steps')
    if (component.kind === 'container' && primary && primary.asked === undefined && steps)
      return { component: component.name, list: primary.name, steps: steps.name }
  }
  return undefined
}

const MOST_SHOWN = 28

function shownLiteral(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

const article = (word: string): string => (/^[aeio]/.test(word) ? 'an' : 'a')

/** The same with no text in it that would be a template. */
function withoutTemplates(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', '\\${')
  if (Array.isArray(value)) return value.map(withoutTemplates)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTemplates(inner)]))
}

const isPlain = (value: object): boolean =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value))

const LONGEST_LITERAL = 2000

/** A value as it may stand in a test; undefined where it is too big, or nothing that YAML says. */
function literalOf(value: unknown): PrintValue | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (value instanceof ExactNumber) return value
  if (typeof value === 'object' && value !== null && !isPlain(value)) return undefined
  const text = JSON.stringify(value)
  if (text === undefined || text.length > LONGEST_LITERAL) return undefined
  return withoutTemplates(JSON.parse(text)) as PrintValue // what JSON says is plain data
}

/** Backslashes and the like as the letters that they are. */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** A pattern that a text like this one matches: digits are any digits. */
export const patternFor = (text: string): string => `^${escaped(text).replace(/\d+/g, '\\d+')}$`

/** Types of the catalogue that a value is strictly of, the most telling first. */
function typesOf(value: unknown, options: readonly string[]): string[] {
  const rank = (type: string): number => {
    const broad = ['object', 'map', 'array', 'float', 'number', 'string'].indexOf(type)
    return broad < 0 ? 0 : broad + 1
  }
  return options
    .filter((type) => isOfType(value, type as ValueType, true)) // options that are all types of values
    .toSorted((a, b) => rank(a) - rank(b))
}

const literal = (
  component: ComponentDocument,
  label: string,
  likely: boolean,
  beside: readonly (readonly [string, PrintValue])[],
): Assertion => {
  const primary = primaryOf(component)!.name
  return {
    label,
    likely,
    component: component.name,
    step: (expression) => ({
      component: component.name,
      input: beside.length === 0 ? expression : new Map<string, PrintValue>([[primary, expression], ...beside]),
    }),
  }
}

/** What can be said of a value, the likely first. */
export function assertionsFor(catalog: CatalogDocument, value: unknown): Assertion[] {
  const { existence, comparing, general, typed, counting, matching, whole } = assertersOf(catalog)
  const found: Assertion[] = []
  const given = literalOf(value)
  if (existence && value !== null) found.push(literal(existence, existence.title, true, []))
  for (const {
    component,
    value: field,
    given: { passing },
  } of comparing) {
    if (given === undefined) continue
    const isGeneral = component === general
    const inList = passing.has('list') && !passing.has('text') && !Array.isArray(value)
    if (!isGeneral && !inList && !kindsOf(value).some((kind) => passing.has(kind))) continue
    if (inList && typeof value === 'object') continue
    const said: PrintValue = inList ? [given] : given
    const large = typeof value === 'object' && value !== null
    found.push(
      literal(component, `${component.title} ${shownLiteral(said)}`, isGeneral && !large, [[field.name, said]]),
    )
  }
  for (const { component, type } of typed)
    for (const [at, name] of typesOf(value, type.options ?? []).entries())
      found.push(
        literal(component, `${component.title.replace(/ an?$/i, '')} ${article(name)} ${name}`, at === 0, [
          [type.name, name],
        ]),
      )
  const size = Array.isArray(value) || typeof value === 'string' ? value.length : undefined
  if (size !== undefined)
    for (const { component, value: field } of counting)
      found.push(literal(component, `${component.title} ${size}`, Array.isArray(value), [[field.name, size]]))
  if (typeof value === 'string' && value.length <= 200)
    for (const { component, pattern } of matching) {
      const text = patternFor(value)
      found.push(literal(component, `${component.title} ${shownLiteral(text)}`, true, [[pattern.name, text]]))
    }
  if (Array.isArray(value)) for (const component of whole) found.push(literal(component, component.title, false, []))
  return [...found.filter(({ likely }) => likely), ...found.filter(({ likely }) => !likely)]
}

/** Whether something can be said of any item: only what is said with a condition. */
export const canReachAny = (catalog: CatalogDocument, assertion: Assertion, value: unknown): boolean => {
  const { condition, general } = assertersOf(catalog)
  return (
    condition !== undefined && assertion.component === general?.name && (typeof value !== 'object' || value === null)
  )
}

/** The steps of an assertion as YAML. `root` of `paths` is the variable that holds the response. */
export function assertionYaml(
  catalog: CatalogDocument,
  assertion: Assertion,
  { paths, value, reach }: { paths: ValuePaths; value: unknown; reach: Reach },
): string {
  const loop = paths.each
  const walker = walkerOf(catalog)
  if (reach === 'each' && loop && walker) {
    const input = new Map<string, PrintValue>([
      [walker.list, loop.collection],
      [walker.steps, stepsValue([assertion.step(loop.element)])],
    ])
    return printSteps([{ component: walker.component, input }])
  }
  const { condition } = assertersOf(catalog)
  if (reach === 'any' && loop && condition) {
    const item = loop.element.replace(/^_1/, 'item')
    return printSteps([
      { component: condition.name, input: `${loop.collection}.some(item => ${item} == ${JSON.stringify(value)})` },
    ])
  }
  return printSteps([assertion.step(paths.this)])
}

export interface Keeping {
  readonly reach: Reach
  readonly label: string
  readonly expression: string
}

/** The ways to keep a value: itself, and where it stands in a list the same of all items, or of one picked at random. */
export function keepings({ this: itself, each: loop }: ValuePaths): Keeping[] {
  const own: Keeping = { reach: 'this', label: 'This one', expression: itself }
  if (!loop) return [own]
  const rest = loop.element.slice('_1'.length)
  const all = rest === '' ? loop.collection : `${loop.collection}.map(item => item${rest})`
  return [
    own,
    { reach: 'each', label: 'Of each item, as a list', expression: all },
    { reach: 'any', label: 'Of any item, picked at random', expression: `${loop.collection}.pick()${rest}` },
  ]
}
