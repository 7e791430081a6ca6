/** Completion in a file: what may stand at a caret by the catalog, and code where code stands. */
import type { ComponentDocument, FieldDocument, NamedField } from '@merlon/protocol'
import { completeExpression } from './complete-expression.ts'
import { completeTemplate } from './complete-template.ts'
import { localsAt, shapeAt } from './context.ts'
import { fits, ranked } from './fit.ts'
import type { Place } from './frames.ts'
import { isIdentifier } from './members.ts'
import { placeAt } from './place.ts'
import { besideComponent, fieldNamed, type Shape, type Shapes, shapesOf } from './shape.ts'
import { fieldSkeleton, type Skeleton, skeletonOf } from './skeleton.ts'
import type { Completion, CompletionKind, YamlContext } from './world.ts'
import { Written } from './written.ts'

interface At {
  readonly text: string
  readonly offset: number
  readonly place: Place
  readonly shapes: Shapes
  readonly context: YamlContext
}

/** What may stand at `offset` in a file of a project. The text may be broken in any way; never fails. */
export function completeYaml(text: string, offset: number, context: YamlContext): Completion[] {
  const caret = Math.max(0, Math.min(offset, text.length))
  const place = placeAt(text, caret)
  const at: At = { text, offset: caret, place, shapes: shapesOf(context.catalog, context.kind), context }
  switch (place.part) {
    case 'key':
      return keysHere(at, place.levels)
    case 'dash':
      return [...itemsHere(at), ...keysBesideList(at)]
    case 'start':
      return startHere(at)
    case 'value':
      return valuesHere(at, shapeAt(at.shapes, place.levels))
  }
}

type Levels = Place['levels']

/** A list may stand at the same indentation as the map that it is in. */
function keysBesideList(at: At): Completion[] {
  const around = at.place.levels.slice(0, -1)
  const map = around.at(-1)
  if (map?.kind !== 'map' || map.column !== at.place.levels.at(-1)?.column) return []
  return keysHere(at, [...around.slice(0, -1), { ...map, key: undefined }])
}

/** A value that may become a map or a list: nothing but a word stands there yet. */
function startHere(at: At): Completion[] {
  const { levels } = at.place
  const shape = levels.length === 0 ? at.shapes.root : shapeAt(at.shapes, levels)
  if (!shape) return []
  const column = columnOf(at)
  if (shape.is === 'step') return components(at, column)
  const fields = at.shapes.fieldsOf(shape)
  const ownLine = at.text.slice(lineStart(at.text, at.offset), at.place.scalar.start).trim() === ''
  const keys = ownLine || levels.at(-1)?.kind === 'list' ? fieldKeys(at, fields ?? [], new Map(), column, shape) : []
  const isSteps = at.shapes.below(shape, 0)?.is === 'step'
  return [...keys, ...(isSteps && levels.length > 0 ? dashes(at, column) : []), ...valuesHere(at, shape)]
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

const columnOf = ({ text, place: { scalar } }: At): number => scalar.start - lineStart(text, scalar.start)

/** The caret stands where an item of a list would begin. */
function itemsHere(at: At): Completion[] {
  const list = at.place.levels.at(-1)
  const shape = shapeAt(at.shapes, at.place.levels)
  return list && shape?.is === 'step' ? dashes(at, list.column) : []
}

const dashes = (at: At, column: number): Completion[] =>
  components(at, column + 2).map((one) => ({
    ...one,
    insert: `- ${one.insert}`,
    ...(one.caret === undefined ? {} : { caret: one.caret + 2 }),
  }))

/** The caret stands at a key of the last level. */
function keysHere(at: At, levels: Levels): Completion[] {
  const map = levels.at(-1)
  const shape = levels.length === 0 ? at.shapes.root : shapeAt(at.shapes, levels.slice(0, -1))
  if (!shape) return []
  const column = map && !map.flow ? map.column : columnOf(at)
  const present = map?.values ?? new Map<string, string>()
  if (shape.is === 'step') return stepKeys(at, present, column)
  const fields = at.shapes.fieldsOf(shape)
  if (fields) return fieldKeys(at, fields, present, column, shape)
  return shape.is === 'field' && shape.field.keys === 'parameters' ? parameters(at, present) : keyTemplate(at, shape)
}

/** Keys of a value are templates. */
function keyTemplate(at: At, shape: Shape): Completion[] {
  return shape.is === 'field' && shape.field.role === 'value' ? inTemplate(at) : []
}

function stepKeys(at: At, present: ReadonlyMap<string, string>, column: number): Completion[] {
  const others = [...present.keys()].filter((key) => key !== typedIn(at))
  const hasComponent = others.some((key) => at.shapes.components.has(key))
  const beside = besideComponent.filter(({ name }) => !others.includes(name))
  const rest = beside.map((field) =>
    entry(at, { name: field.name, kind: 'field', about: field, ...plainKey(field.name) }),
  )
  return [...(hasComponent ? [] : components(at, column)), ...ranked(typedIn(at), rest)]
}

const plainKey = (name: string): { skeleton: Skeleton } => ({ skeleton: { insert: `${name}: ` } })

/** The part of the word before the caret. */
const typedIn = ({ text, place: { scalar }, offset }: At): string => text.slice(scalar.start, offset)

function components(at: At, column: number): Completion[] {
  const { flow } = at.place
  const all = at.context.catalog.components.map((component) => {
    const skeleton = flow ? { insert: `${component.name}: ` } : skeletonOf(component, column)
    return entry(at, { name: component.name, kind: 'component', about: component, skeleton })
  })
  return ranked(typedIn(at), all)
}

interface Named {
  readonly name: string
  readonly kind: CompletionKind
  readonly about: { readonly summary: string }
  readonly skeleton: Skeleton
  readonly sort?: number
}

/** A completion of a key. One that has its colon is only renamed. */
function entry(at: At, { name, kind, about, skeleton, sort }: Named): Completion {
  const { scalar } = at.place
  const hasColon = /^[ \t]*:/.test(at.text.slice(scalar.end, scalar.end + 20))
  const { insert, caret } = hasColon ? { insert: name } : skeleton
  return {
    label: name,
    insert,
    range: { start: scalar.start, end: scalar.end },
    kind,
    detail: about.summary,
    ...('takes' in about && typeof about.takes === 'string' ? { documentation: `takes ${about.takes}` } : {}),
    ...(caret === undefined ? {} : { caret }),
    ...(sort === undefined ? {} : { sort }),
  }
}

function fieldKeys(
  at: At,
  fields: readonly NamedField[],
  present: ReadonlyMap<string, string>,
  column: number,
  shape: Shape,
): Completion[] {
  const typed = typedIn(at)
  const whole = at.text.slice(at.place.scalar.start, at.place.scalar.end)
  const given = new Set([...present.keys()].filter((key) => key !== whole).map((key) => fieldNamed(fields, key)?.name))
  const excluded = shape.is === 'component' ? excludedBy(shape.component, given) : new Set<string>()
  const offered = fields
    .filter(({ name }) => !given.has(name) && !excluded.has(name))
    .map((field, index) => {
      const skeleton = fieldSkeleton(field, column, at.place.flow)
      const sort = field.required ? index : 100 + index
      return entry(at, { name: field.name, kind: 'field', about: field, skeleton, sort })
    })
  return ranked(typed, offered)
}

/** Fields that cannot stand beside those that are there. */
function excludedBy({ oneOf, atMostOneOf }: ComponentDocument, given: ReadonlySet<string | undefined>): Set<string> {
  return new Set([...oneOf, ...atMostOneOf].filter((group) => group.some((name) => given.has(name))).flat())
}

/** What the snippet of this step takes. */
function parameters(at: At, present: ReadonlyMap<string, string>): Completion[] {
  const name = snippetBeside(at)
  const snippet = at.context.world.snippets.find((one) => one.name === name)
  const about = { summary: `taken by the snippet '${name}'` }
  return (snippet?.params ?? [])
    .filter((param) => (!present.has(param) || param === typedIn(at)) && fits(typedIn(at), param))
    .map((param) => entry(at, { name: param, kind: 'field', about, ...plainKey(param) }))
}

function snippetBeside({ place: { levels }, shapes }: At): string | undefined {
  for (let depth = levels.length - 1; depth > 0; depth -= 1) {
    const shape = shapeAt(shapes, levels.slice(0, depth))
    if (shape?.is !== 'component') continue
    const field = shape.component.fields.find(({ refers }) => refers === 'snippet')
    const names = field ? [field.name, ...(field.aliases ?? [])] : []
    const written = names.map((name) => levels[depth]?.values.get(name)).find((value) => value !== undefined)
    return written?.replace(/^(["'])(.*)\1$/, '$2').trim()
  }
  return undefined
}

function valuesHere(at: At, shape: Shape | undefined): Completion[] {
  return shape ? at.shapes.scalarsOf(shape).flatMap((field) => fieldValues(at, field)) : []
}

function fieldValues(at: At, field: FieldDocument): Completion[] {
  switch (field.role) {
    case 'expression':
    case 'script':
      return inCode(at)
    case 'choice':
      return words(at, field.options ?? [], field)
    case 'boolean':
      return words(at, ['true', 'false'], field)
    case 'file':
      return [...paths(at, at.context.world.files, 'file'), ...inTemplate(at)]
    case 'name':
      return field.writes ? variableNames(at) : []
    case 'text':
    case 'steps':
    case 'list':
    case 'map':
    case 'object':
    case 'either':
      return []
    default:
      return field.refers === 'snippet' ? [...snippets(at), ...inTemplate(at)] : inTemplate(at)
  }
}

function words(at: At, options: readonly string[], field: FieldDocument): Completion[] {
  const about = field.summary
  return whole(at, options, 'value').map((one) => ({
    ...one,
    detail: one.label === String(field.default) ? `${about} (default)` : about,
  }))
}

/** Completions that replace the scalar at the caret. */
function whole(at: At, options: readonly string[], kind: CompletionKind): Completion[] {
  const written = new Written(at.text, at.place.scalar)
  if (!written.holds(at.offset)) return []
  const typed = written.text.slice(0, written.offsetOf(at.offset))
  const range = { start: 0, end: written.text.length }
  const all = options.map((option): Completion => ({ label: option, insert: option, range, kind }))
  return ranked(typed, all).map((one) => placed(at, written, one))
}

const snippets = (at: At): Completion[] => {
  const { snippets: known } = at.context.world
  const params = new Map(known.map((one) => [one.name, one.params.join(', ')]))
  return paths(at, [...params.keys()], 'snippet').map((one) => {
    const taken = params.get(one.label)
    return taken ? { ...one, detail: `takes ${taken}` } : one
  })
}

const paths = (at: At, names: readonly string[], kind: CompletionKind): Completion[] =>
  /\$\{/.test(at.text.slice(at.place.scalar.start, at.offset)) ? [] : whole(at, names, kind)

/** Names that exist already: setting one again is as common as a new name. */
const variableNames = (at: At): Completion[] =>
  whole(
    at,
    at.context.world.variables.map(({ name }) => name).filter((name) => isIdentifier(name) && !/^_\d/.test(name)),
    'variable',
  )

function placed(at: At, written: Written, completion: Completion): Completion {
  const made = written.place(completion, at.place.flow)
  // `key:|` needs a blank before its value.
  const touchesColon = at.place.scalar.start === at.place.scalar.end && at.text[at.offset - 1] === ':'
  if (!touchesColon) return made
  return { ...made, insert: ` ${made.insert}`, ...(made.caret === undefined ? {} : { caret: made.caret + 1 }) }
}

function inCode(at: At): Completion[] {
  const written = new Written(at.text, at.place.scalar)
  // One `${ }` around all of it is read as code, too.
  const complete = written.text.trimStart().startsWith('${') ? completeTemplate : completeExpression
  return within(at, written, complete)
}

const inTemplate = (at: At): Completion[] => within(at, new Written(at.text, at.place.scalar), completeTemplate)

function within(at: At, written: Written, complete: typeof completeTemplate): Completion[] {
  if (!written.holds(at.offset)) return []
  const { names, world } = at.context
  const locals = localsAt(at.shapes, at.place.levels, world)
  return complete(written.text, written.offsetOf(at.offset), { names, world, locals }).map((one) =>
    placed(at, written, one),
  )
}
