/** What runs at the end of an input set whatever happened: deferred steps, last in first out, then `finally`. */
import type { StepPlan } from '../plan.ts'
import { type Frame, topFrame } from './frame.ts'
import type { Scope } from './scope.ts'
import type { SetRun } from './set-run.ts'

interface Deferred {
  readonly steps: readonly StepPlan[]
  readonly scope: Scope
  readonly frame: Frame
}

export class CleanUp {
  private readonly deferred: Deferred[] = []

  /** Queues steps with the variables as they are now. */
  defer(steps: readonly StepPlan[], scope: Scope, frame: Frame): void {
    this.deferred.push({ steps, scope: scope.snapshot(), frame: { ...frame, parent: undefined } })
  }

  /** Takes over what another run deferred: that of `before` belongs to the last input set. */
  inherit(other: CleanUp): void {
    this.deferred.unshift(...other.deferred.splice(0))
  }

  /** Takes over what a branch deferred, after what is here; `handOver` makes its variables those of this line. */
  merge(branch: CleanUp, handOver: (scope: Scope) => Scope): void {
    for (const one of branch.deferred) this.deferred.push({ ...one, scope: handOver(one.scope) })
  }

  /** Each part is guarded, so that one failing does not stop the next. */
  async run(setRun: SetRun, steps: readonly StepPlan[]): Promise<void> {
    const { scope } = setRun
    for (let next = this.deferred.pop(); next; next = this.deferred.pop()) {
      setRun.ended = undefined
      setRun.phase = 'deferred'
      setRun.scope = next.scope
      setRun.frame = next.frame
      await setRun.run(next.steps)
      if (setRun.signal.aborted) break
    }
    setRun.scope = scope
    setRun.phase = 'finally'
    for (const step of steps) {
      if (setRun.signal.aborted) break
      setRun.ended = undefined
      setRun.frame = topFrame
      await setRun.run([step])
    }
  }
}
