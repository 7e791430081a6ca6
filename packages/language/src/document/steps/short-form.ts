/** The short form of a step's input, a scalar or a list in place of a map of fields, and how it is written out. */
import { isScalar, isSeq } from 'yaml'
import { type Content, changed, contentAt } from '../content.ts'
import { replaceWith } from '../generic.ts'
import { mapOfLayouts } from '../layout.ts'
import { Refusal, type Source } from '../source.ts'
import type { ComponentShapes, Path, TextEdit } from '../types.ts'
import { layoutOfItem, type StepPlace } from './step.ts'

/** What a component's short form means, given what is written. */
export function shortField(step: StepPlace, shapes: ComponentShapes | undefined): string | undefined {
  const node = step.entry?.node
  const { component } = step
  if (isSeq(node)) {
    const lists = shapes?.stepFields(component) ?? ['steps']
    return lists[0] ?? shapes?.primary(component)
  }
  if (!isScalar(node) || node.value === null) return undefined
  // Every component that holds steps calls its condition or collection `expression`.
  const field = shapes ? shapes.primary(component) : 'expression'
  if (field === undefined)
    throw new Refusal(`'${component}' cannot stand with a value alone`, 'write its fields in the code')
  return field
}

/** Writes the short form out as a map of fields. */
export function writeOut(source: Source, step: StepPlace, field: string): TextEdit[] {
  const { entry, component, path } = step
  if (!entry) return []
  const layout = mapOfLayouts([[field, layoutOfItem(source, entry)]], step.list.column + component.length + 4)
  return replaceWith(source, [...path, component], layout)
}

export function writtenOut(content: Content, { path, component }: StepPlace, field: string): Content {
  const there = contentAt(content, [...path, component])
  return there ? changed(content, [...path, component], () => ({ kind: 'map', entries: [[field, there]] })) : content
}

/** Turns `- stop` into `- stop:`, and `[stop]` into `[{ stop: null }]`. */
export function named({ text }: Source, { item, entry, list }: StepPlace): TextEdit[] {
  if (entry) return []
  const { start, end } = item.value
  return list.flow ? [{ start, end, text: `{ ${text.slice(start, end)}: null }` }] : [{ start: end, end, text: ':' }]
}

export function namedContent(content: Content, { path, component, entry }: StepPlace): Content {
  if (entry) return content
  return changed(content, path, () => ({ kind: 'map', entries: [[component, { kind: 'scalar', value: null }]] }))
}

/** The step that a path lies in, and what follows: the path of a list of steps or of a field. */
export function stepPathOf(path: Path): { step: Path; rest: Path } | undefined {
  const index = path.findLastIndex((part) => typeof part === 'number')
  return index < 0 ? undefined : { step: path.slice(0, index + 1), rest: path.slice(index + 1) }
}
