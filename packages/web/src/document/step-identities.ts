/** Which step is which while the text around it changes. */
import { mapOffset, type Outline, type OutlineStep, pathKey, type TextEdit } from '@merlon/language'

/** Stays with a step for as long as the file is open, wherever the step moves. */
export type StepId = number

export class StepIdentities {
  private ids: ReadonlyMap<string, StepId> = new Map()
  private places: ReadonlyMap<StepId, OutlineStep> = new Map()
  private nextId = 1

  /** By path: enough to know every step again when the same text comes back. */
  get byPath(): ReadonlyMap<string, StepId> {
    return this.ids
  }

  /** The identity of a step in the current outline. */
  of(step: OutlineStep): StepId {
    return this.ids.get(pathKey(step.path)) ?? 0
  }

  /** Where a step stands now; undefined once it is gone. */
  step(id: StepId): OutlineStep | undefined {
    return this.places.get(id)
  }

  /**
   * Gives every step of an outline its identity: that of the step which began where it begins now, else a new one. With
   * `given`, the identities that this very text had before.
   */
  follow(outline: Outline, edits: readonly TextEdit[], given?: ReadonlyMap<string, StepId>): void {
    const before = new Map<number, StepId>()
    for (const [id, step] of this.places) before.set(mapOffset(step.range.start, edits), id)
    const components = new Map([...this.places].map(([id, step]) => [id, step.component]))
    const ids = new Map<string, StepId>()
    const places = new Map<StepId, OutlineStep>()
    const visit = (steps: readonly OutlineStep[]): void => {
      for (const step of steps) {
        const key = pathKey(step.path)
        const known = given ? given.get(key) : before.get(step.range.start)
        const sure = given !== undefined || edits.length < 2
        const same = known !== undefined && !places.has(known) && (sure || step.component === components.get(known))
        const id = same ? known : this.nextId++
        ids.set(key, id)
        places.set(id, step)
        for (const list of step.lists) visit(list.steps)
      }
    }
    for (const section of outline.sections) visit(section.steps)
    this.ids = ids
    this.places = places
  }
}
