/** The texts that a file has had, to go back to and forth again. */
import type { StepId } from './step-identities.ts'

export interface PastText {
  readonly text: string
  /** What was done to it, in words. */
  readonly label: string
  /** Which step is which in that text, by path: no edit has to tell it when the text comes back. */
  readonly ids: ReadonlyMap<string, StepId>
}

type Now = Pick<PastText, 'text' | 'ids'>

const MOST_PAST = 500

export class History {
  private readonly past: PastText[] = []
  private readonly future: PastText[] = []
  private lastMerge: string | undefined

  get canUndo(): boolean {
    return this.past.length > 0
  }

  get canRedo(): boolean {
    return this.future.length > 0
  }

  /** What `undo` would undo, in words. */
  get undoLabel(): string | undefined {
    return this.past.at(-1)?.label
  }

  /** Keeps the text before a change. Changes with the same `merge` right after one another are undone together. */
  remember(before: PastText, merge: string | undefined): void {
    const merged = merge !== undefined && merge === this.lastMerge
    if (!merged) this.past.push(before)
    if (this.past.length > MOST_PAST) this.past.shift()
    this.future.length = 0
    this.lastMerge = merge
  }

  /** The text to go back to; `now` is the one to come back to. */
  undo(now: Now): PastText | undefined {
    return this.travel(this.past, this.future, now)
  }

  redo(now: Now): PastText | undefined {
    return this.travel(this.future, this.past, now)
  }

  private travel(from: PastText[], to: PastText[], now: Now): PastText | undefined {
    const target = from.pop()
    if (!target) return undefined
    to.push({ ...now, label: target.label })
    this.lastMerge = undefined
    return target
  }
}
