/** Removes steps. */
import { type Change, edited } from '../change.ts'
import { placeAt } from '../collection.ts'
import { type Content, changed, contentAt, contentOf, listOf, without } from '../content.ts'
import { mergedRemovals } from '../edits.ts'
import { removeEdits, replaceWith } from '../generic.ts'
import { layoutOf } from '../layout.ts'
import { removeRun } from '../remove.ts'
import type { Source } from '../source.ts'
import type { Edited, Path, TextEdit } from '../types.ts'
import { byList, listOfRun, type Run, runsOf } from './step.ts'

/** Lists that go with their key when nothing is left in them. */
const OPTIONAL = ['before', 'finally', 'else']

/** Whether the key of a list that is left empty goes as well; not where it is all that a map has. */
function goesWithKey(source: Source, path: Path): boolean {
  const place = placeAt(source, path)
  const last = path.at(-1)
  return typeof last === 'string' && OPTIONAL.includes(last) && (place?.holder?.items.length ?? 0) > 1
}

/** Removes runs of steps, none of them inside another. */
export function removal(source: Source, runs: readonly Run[]): Change & { readonly content: Content } {
  const edits: TextEdit[] = []
  let content = contentOf(source)
  for (const ofList of byList(runs)) {
    const { path } = ofList[0]!
    const list = listOfRun(source, ofList.at(-1)!)
    const gone = (index: number): boolean => ofList.some(({ first, last }) => first <= index && index <= last)
    const kept = listOf(contentAt(content, path)).items.filter((_, index) => !gone(index))
    if (kept.length > 0) edits.push(...ofList.flatMap(({ first, last }) => removeRun(source, list, first, last)))
    else edits.push(...emptied(source, path))
    const goes = kept.length === 0 && goesWithKey(source, path)
    content = goes
      ? without(content, path, false)
      : changed(content, path, () => ({ kind: 'list', items: kept }), false)
  }
  return { edits: mergedRemovals(edits), content }
}

function emptied(source: Source, path: Path): TextEdit[] {
  if (goesWithKey(source, path)) return removeEdits(source, path, 'stays')
  return replaceWith(source, path, layoutOf([], 0))
}

/** Removes steps with what is in them, with the comments behind them and directly above them. */
export function removeSteps(text: string, paths: readonly Path[]): Edited {
  return edited(text, (source) => removal(source, runsOf(paths)))
}
