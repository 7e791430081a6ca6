/** Moves steps within a file. */
import { type Change, edited, UNCHANGED } from '../change.ts'
import { applyEdits, joinedEdits } from '../edits.ts'
import { isWithin, samePath } from '../paths.ts'
import { Refusal, type Source, sourceOf } from '../source.ts'
import type { ComponentShapes, Edited, Path } from '../types.ts'
import { inFileOrder, linesOfRun } from './copy.ts'
import { type Insertion, insertion, newSteps } from './insert.ts'
import { removal } from './remove.ts'
import { type Run, runsOf } from './step.ts'

/**
 * Moves steps, with their comments, into the list at a path, in front of the one that is at `index` before the move.
 * They come in the order of the file. A step cannot be moved into itself.
 */
export function moveSteps(
  text: string,
  paths: readonly Path[],
  listPath: Path,
  index: number,
  shapes?: ComponentShapes,
): Edited {
  return edited(text, (source) => move(source, inFileOrder(source, runsOf(paths)), listPath, index, shapes))
}

function move(source: Source, runs: Run[], listPath: Path, index: number, shapes?: ComponentShapes): Change {
  if (runs.length === 0) throw new Refusal('no step is selected')
  const into = (run: Run): boolean =>
    isWithin(listPath, run.path) && isBetween(listPath[run.path.length], run.first, run.last)
  if (runs.some(into)) throw new Refusal('a step cannot be moved into itself')
  const [only] = runs
  if (runs.length === 1 && only && samePath(only.path, listPath) && only.first <= index && index <= only.last + 1)
    return { edits: UNCHANGED }
  const lines = runs.flatMap((run) => linesOfRun(source, run))
  const steps = newSteps(`${lines.join('\n')}\n`)
  const inserted = insertion(source, listPath, index, steps, shapes)
  const between = sourceOf(applyEdits(source.text, inserted.edits))
  const shifted = runs.flatMap((run) => runAfter(run, inserted, index, steps.items.length))
  const { edits, content } = removal(between, shifted)
  return { edits: joinedEdits(source.text, inserted.edits, edits), content }
}

const isBetween = (part: string | number | undefined, first: number, last: number): boolean =>
  typeof part === 'number' && first <= part && part <= last

/** Where a run stands after steps were inserted; it may have been split by them. */
function runAfter(run: Run, { path, moved }: Insertion, index: number, count: number): Run[] {
  const own = moved && isWithin(run.path, moved.from) ? [...moved.to, ...run.path.slice(moved.from.length)] : run.path
  if (samePath(own, path)) {
    const shift = (at: number): number => (at >= index ? at + count : at)
    if (run.first < index && index <= run.last) {
      const upper = { path: own, first: run.first, last: index - 1 }
      return [upper, { path: own, first: index + count, last: run.last + count }]
    }
    return [{ path: own, first: shift(run.first), last: shift(run.last) }]
  }
  const part = own[path.length]
  if (!isWithin(own, path) || typeof part !== 'number' || part < index) return [{ ...run, path: own }]
  return [{ ...run, path: own.with(path.length, part + count) }]
}
