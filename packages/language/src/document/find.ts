/** Finds steps in an outline. */
import { isWithin, samePath } from './paths.ts'
import type { Outline, OutlineStep, Path, StepList } from './types.ts'

function* stepsIn(lists: readonly StepList[]): Generator<OutlineStep> {
  for (const { steps } of lists) {
    for (const step of steps) {
      yield step
      yield* stepsIn(step.lists)
    }
  }
}

/** Every step, containers before the steps inside them. */
export const eachOutlineStep = (outline: Outline): OutlineStep[] => [...stepsIn(outline.sections)]

/** The step at a path. */
export function findStep(outline: Outline, path: Path): OutlineStep | undefined {
  return eachOutlineStep(outline).find((step) => samePath(step.path, path))
}

/** The innermost step that an offset of the text lies in. */
export function stepAtOffset(outline: Outline, offset: number): OutlineStep | undefined {
  const inside = ({ range }: OutlineStep): boolean => range.start <= offset && offset <= range.end
  let found: OutlineStep | undefined
  let lists: readonly StepList[] = outline.sections
  for (;;) {
    const step = lists.flatMap(({ steps }) => steps).findLast(inside)
    if (!step) return found
    found = step
    lists = step.lists
  }
}

/**
 * The steps that may have run when the one at a path begins: those written before it and those it lies in, but not what
 * stands in another branch of them, such as an `else`.
 */
export function stepsBefore(outline: Outline, path: Path): OutlineStep[] {
  const before: OutlineStep[] = []
  const visit = (lists: readonly StepList[], isRoot: boolean): boolean => {
    for (const { path: list, steps } of lists) {
      if (!isRoot && !isWithin(path, list)) continue
      for (const step of steps) {
        if (samePath(step.path, path)) return true
        before.push(step)
        if (isWithin(path, step.path)) return visit(step.lists, false)
        before.push(...stepsIn(step.lists))
      }
    }
    return false
  }
  return visit(outline.sections, true) ? before : []
}
