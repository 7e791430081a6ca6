/** Changes what is written in a step. */
import { isScalar, isSeq } from 'yaml'
import { type Change, together, UNCHANGED } from '../change.ts'
import { collectionOf, placeAt } from '../collection.ts'
import { type Content, changed, contentAt, contentOf, without } from '../content.ts'
import { applyEdits, joinedEdits } from '../edits.ts'
import { editedAt } from '../focus.ts'
import { removeEdits, renameEdits, replaceWith } from '../generic.ts'
import { type Layout, layoutOf, layoutOfSource, mapOfLayouts, type Written } from '../layout.ts'
import { Refusal, type Source, sourceOf } from '../source.ts'
import type { ComponentShapes, Edited, Path } from '../types.ts'
import { contentOfWritten, setChange } from '../values.ts'
import { named, namedContent, shortField, writeOut, writtenOut } from './short-form.ts'
import { layoutOfItem, type StepPlace, stepAt } from './step.ts'

const isScalarValue = (written: Written): boolean =>
  'value' in written
    ? written.value !== null && typeof written.value !== 'object'
    : contentOfWritten(written).kind === 'scalar'

/**
 * Sets a field of a step, or something inside it; with `undefined`, removes it. A short form is written out when a second
 * field comes to it. With `source`, that is written instead of the value, as YAML.
 */
export function setField(
  text: string,
  stepPath: Path,
  field: Path,
  value: unknown,
  shapes: ComponentShapes,
  options: { source?: string } = {},
): Edited {
  return editedAt(text, [stepPath], (source, path) => {
    if (field.length === 0) throw new Refusal('no field is named')
    const step = stepAt(source, path)
    if (options.source === undefined && value === undefined) return removeField(source, step, field, shapes)
    const written = options.source === undefined ? { value } : { source: options.source }
    return writeField(source, step, field, written, shapes)
  })
}

function writeField(source: Source, step: StepPlace, field: Path, written: Written, shapes: ComponentShapes): Change {
  const path = [...step.path, step.component]
  if (!step.entry) {
    const naming = (now: Source): Change => ({
      edits: named(now, step),
      content: namedContent(contentOf(now), step),
    })
    return together(source, [naming, (now) => writeField(now, stepAt(now, step.path), field, written, shapes)])
  }
  const primary = shapes.primary(step.component)
  const short = shortField(step, shapes)
  const alone = field.length === 1 && field[0] === primary && isScalarValue(written)
  if (isNothing(step)) return setChange(source, alone ? path : [...path, ...field], written)
  if (short === undefined) return setChange(source, [...path, ...field], written, indexOf(source, path, field, shapes))
  if (field[0] === short && (field.length > 1 || isSeq(step.entry.node)))
    return setChange(source, [...path, ...field.slice(1)], written)
  if (alone) return setChange(source, path, written)
  return expand(source, step, short, field, written)
}

const isNothing = ({ entry }: StepPlace): boolean =>
  entry !== undefined && (!entry.node || (isScalar(entry.node) && entry.node.value === null))

/** Writes the short form out together with what comes to it, so that both may share `{ }`. */
function expand(source: Source, step: StepPlace, short: string, field: Path, written: Written): Change {
  const path = [...step.path, step.component]
  const content = contentOf(source)
  const value = contentOfWritten(written)
  const replaced = field[0] === short
  const out = replaced ? changed(content, path, () => ({ kind: 'map', entries: [] })) : writtenOut(content, step, short)
  const after = changed(out, [...path, ...field], () => value)
  if (field.length > 1) {
    const edits = writeOut(source, step, short)
    const open = sourceOf(applyEdits(source.text, edits))
    const { edits: more } = setChange(open, [...path, ...field], written)
    return { edits: joinedEdits(source.text, edits, more), content: after }
  }
  const before = step.list.column + step.component.length + 4
  const own: [string, Layout][] = replaced ? [] : [[short, layoutOfItem(source, step.entry!)]]
  const added = 'value' in written ? layoutOf(written.value, before) : layoutOfSource(written.source)
  const name = String(field[0])
  const both: [string, Layout][] = isSeq(step.entry?.node) ? [[name, added], ...own] : [...own, [name, added]]
  const edits = replaceWith(source, path, mapOfLayouts(both, before))
  const ordered = isSeq(step.entry?.node) && !replaced ? changed(after, path, (map) => reversed(map)) : after
  return { edits, content: ordered }
}

const reversed = (map: Content | undefined): Content =>
  map?.kind === 'map' ? { ...map, entries: [...map.entries].reverse() } : { kind: 'map', entries: [] }

/** Where a new field goes: in front of the steps inside the container, which are long. */
function indexOf(
  source: Source,
  path: Path,
  field: Path,
  shapes: ComponentShapes,
): { holder: Path; index: number } | undefined {
  const place = placeAt(source, path)
  const map = place && collectionOf(source, place.node)
  const component = String(path.at(-1))
  const lists = shapes.stepFields(component)
  if (!map || map.items.some(({ name }) => name === field[0]) || lists.includes(String(field[0]))) return undefined
  const at = map.items.findIndex(({ name }) => name !== undefined && lists.includes(name))
  return at < 0 ? undefined : { holder: path, index: at }
}

function removeField(source: Source, step: StepPlace, field: Path, shapes: ComponentShapes): Change {
  const { entry, component } = step
  if (!entry || isNothing(step)) return { edits: UNCHANGED }
  const path = [...step.path, component]
  const content = contentOf(source)
  const short = shortField(step, shapes)
  const nothing = {
    edits: () => replaceWith(source, path, EMPTY),
    content: () => changed(content, path, () => NOTHING),
  }
  if (short !== undefined) {
    if (field[0] !== short) return { edits: UNCHANGED }
    return { edits: nothing.edits(), content: nothing.content() }
  }
  const at = [...path, ...field]
  if (!contentAt(content, at)) return { edits: UNCHANGED }
  const map = contentAt(content, path)
  if (field.length === 1 && map?.kind === 'map' && map.entries.length === 1)
    return { edits: nothing.edits(), content: nothing.content() }
  const goes = field.length > 1 ? 'goes' : 'stays'
  return { edits: removeEdits(source, at, goes), content: without(content, at, goes === 'goes') }
}

const NOTHING: Content = { kind: 'scalar', value: null }
const EMPTY: Layout = { head: '', lines: [], kind: 'scalar', inFlow: 'null', quotes: false }

/** Sets what stands beside the component. */
function setBeside(source: Source, path: Path, name: 'title' | 'skip', text: string | undefined): Change {
  const step = stepAt(source, path)
  const at = [...path, name]
  if (text === undefined) {
    const content = contentOf(source)
    if (!contentAt(content, at)) return { edits: UNCHANGED }
    return { edits: removeEdits(source, at, 'stays'), content: without(content, at, false) }
  }
  const set = (now: Source): Change => setChange(now, at, { value: text })
  if (step.entry) return set(source)
  const naming = (now: Source): Change => ({ edits: named(now, step), content: namedContent(contentOf(now), step) })
  return together(source, [naming, set])
}

/** Gives a step a title, or takes it away. */
export function setTitle(text: string, path: Path, title: string | undefined): Edited {
  return editedAt(text, [path], (source, at) => setBeside(source, at, 'title', title))
}

/** Skips steps for a reason, or no longer. */
export function setSkip(text: string, paths: readonly Path[], reason: string | undefined): Edited {
  return editedAt(text, paths, (source, path) => setBeside(source, path, 'skip', reason))
}

/**
 * Makes another component of a step. `keep` says what a field is called there, and `undefined` for one that goes. A short
 * form stays short where it means the primary field of the new component as well.
 */
export function transformStep(
  text: string,
  stepPath: Path,
  component: string,
  shapes: ComponentShapes,
  keep: (field: string) => string | undefined,
): Edited {
  return editedAt(text, [stepPath], (source, path) => {
    const step = stepAt(source, path)
    const input = [...path, step.component]
    if (!step.entry) return setChange(source, path, { value: component })
    const short = isNothing(step) ? undefined : shortField(step, shapes)
    const changes: ((now: Source) => Change)[] = []
    if (short !== undefined) {
      const kept = keep(short)
      const isPrimary = isSeq(step.entry.node) ? kept === 'steps' : kept === shapes.primary(component)
      if (kept === undefined) changes.push((now) => removeField(now, stepAt(now, path), [short], shapes))
      else if (!isPrimary) {
        const content = (now: Source): Content => writtenOut(contentOf(now), step, kept)
        changes.push((now) => ({ edits: writeOut(now, stepAt(now, path), kept), content: content(now) }))
      }
    } else changes.push(...keptFields(source, step, shapes, keep))
    changes.push((now) => renamed(now, input, component))
    return together(source, changes)
  })
}

function keptFields(
  source: Source,
  step: StepPlace,
  shapes: ComponentShapes,
  keep: (field: string) => string | undefined,
): ((now: Source) => Change)[] {
  const input = collectionOf(source, step.entry?.node ?? null)
  const names = input?.kind === 'map' ? input.items.flatMap(({ name }) => name ?? []) : []
  return names.flatMap((name) => {
    const kept = keep(name)
    if (kept === name) return []
    if (kept === undefined) return [(now: Source) => removeField(now, stepAt(now, step.path), [name], shapes)]
    return [(now: Source) => renamed(now, [...step.path, step.component, name], kept)]
  })
}

function renamed(source: Source, path: Path, to: string): Change {
  const content = changed(contentOf(source), path.slice(0, -1), (map) => ({
    kind: 'map',
    entries: map?.kind === 'map' ? map.entries.map(([key, value]) => [key === path.at(-1) ? to : key, value]) : [],
  }))
  return { edits: renameEdits(source, path, to), content }
}
