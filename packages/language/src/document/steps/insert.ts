/** Inserts steps, wherever a list of steps may be: in one, in an empty one, and in one that is not there yet. */
import { isSeq } from 'yaml'
import { type Change, edited } from '../change.ts'
import { collectionOf, placeAt } from '../collection.ts'
import { type Content, changed, contentOf, listOf } from '../content.ts'
import { applyEdits, joinedEdits } from '../edits.ts'
import { chunkOf, inTurn, setEdits } from '../generic.ts'
import { insertLines } from '../insert.ts'
import { soundSource } from '../mistakes.ts'
import { samePath } from '../paths.ts'
import { Refusal, type Source, sourceOf } from '../source.ts'
import { styleOf } from '../style.ts'
import { toBlock } from '../to-block.ts'
import type { ComponentShapes, Edited, Path, TextEdit } from '../types.ts'
import { named, namedContent, shortField, stepPathOf, writeOut, writtenOut } from './short-form.ts'
import { stepAt } from './step.ts'

export interface NewSteps {
  /** In column 0, each step beginning with a `-`. */
  readonly lines: readonly string[]
  readonly items: readonly Content[]
}

/** Reads the YAML of a list of steps. Throws a Refusal where it is none. */
export function newSteps(text: string): NewSteps {
  const source = soundSource(text)
  const list = collectionOf(source, source.root)
  if (list?.kind !== 'list' || list.items.length === 0)
    throw new Refusal('what is to be inserted is not a list of steps', 'each step begins with `- `')
  return {
    lines: list.flow ? chunkOf(source, list, 0, list.items.length - 1) : wholeList(source, list.column),
    items: listOf(contentOf(source, false)).items,
  }
}

/** All lines of a text that is one list, comments at both ends included. */
function wholeList({ text }: Source, column: number): string[] {
  const lines = text.split(/\r?\n/)
  while (lines[0]?.trim() === '') lines.shift()
  while (lines.at(-1)?.trim() === '') lines.pop()
  return lines.map((line) => line.slice(Math.min(column, line.search(/\S|$/))))
}

/** What has to be written out before a list of steps can be where a path says; `path` is where it then is. */
interface Opening {
  readonly edits: readonly TextEdit[]
  readonly content: Content
  readonly path: Path
  /** A list in short form that has moved to `path.to`. */
  readonly moved?: { readonly from: Path; readonly to: Path }
}

function opening(source: Source, path: Path, shapes: ComponentShapes | undefined): Opening {
  const content = contentOf(source)
  const place = stepPathOf(path)
  if (!place || place.rest.length === 0) return { edits: [], content, path }
  const step = stepAt(source, place.step)
  if (step.component !== place.rest[0]) throw new Refusal(`this step is '${step.component}', not '${place.rest[0]}'`)
  if (!step.entry) return { edits: named(source, step), content: namedContent(content, step), path }
  const inner = place.rest.slice(1)
  if (inner.length === 0) return { edits: [], content, path }
  const field = shortField(step, shapes)
  if (field === undefined) return { edits: [], content, path }
  const input = [...step.path, step.component]
  if (isSeq(step.entry.node) && samePath(inner, [field])) return { edits: [], content, path: input }
  const moved = { from: input, to: [...input, field] }
  return { edits: writeOut(source, step, field), content: writtenOut(content, step, field), path, moved }
}

export interface Insertion extends Change {
  readonly content: Content
  readonly path: Path
  readonly moved?: { readonly from: Path; readonly to: Path }
}

/** Inserts steps into the list at a path; says where that list is afterwards. */
export function insertion(
  source: Source,
  path: Path,
  index: number,
  steps: NewSteps,
  shapes?: ComponentShapes,
): Insertion {
  const open = opening(source, path, shapes)
  const ready = sourceOf(applyEdits(source.text, open.edits))
  const edits = joinedEdits(source.text, open.edits, intoList(ready, open.path, index, steps))
  const content = changed(open.content, open.path, (list) => {
    const { items } = listOf(list)
    return { kind: 'list', items: items.toSpliced(Math.max(0, Math.min(index, items.length)), 0, ...steps.items) }
  })
  return { edits, content, path: open.path, ...(open.moved ? { moved: open.moved } : {}) }
}

function intoList(source: Source, path: Path, index: number, steps: NewSteps): readonly TextEdit[] {
  const isNamed = typeof path[0] === 'string' && isSeq(source.root)
  const place = isNamed ? undefined : placeAt(source, path)
  const list = place && collectionOf(source, place.node)
  if (!list || list.items.length === 0) return setEdits(source, path, { source: `${steps.lines.join('\n')}\n` })
  if (list.kind !== 'list') throw new Refusal('a map stands where the steps are to go')
  const at = Math.max(0, Math.min(index, list.items.length))
  if (!list.flow) return [insertLines(source, list, at, steps.lines)]
  return inTurn(
    source,
    () => toBlock(source, path, styleOf(source).mapStep),
    (block) => intoList(block, path, at, steps),
  )
}

/**
 * Inserts steps, given as the YAML of a list, into the list at a path, in front of the one at `index`. A section or field
 * that is not there yet is made, and a container in short form is written out; `shapes` says what that means where
 * the container's own field is not called `expression`.
 */
export function insertSteps(
  text: string,
  listPath: Path,
  index: number,
  source: string,
  shapes?: ComponentShapes,
): Edited {
  return edited(text, (file) => insertion(file, listPath, index, newSteps(source), shapes))
}
