/**
 * How much went wrong so far on one line of a run.
 *
 * What fails in an attempt that may yet be forgotten does not count until it is kept, on no branch below it either.
 */
import type { Status } from '@merlon/protocol'

export interface Counts {
  readonly failures: number
  readonly errors: number
  readonly checks: number
}

export interface HeldTally {
  keep(): void
  /** Sets failures and errors back to what they were. */
  forget(): void
}

export class Tally {
  failures = 0
  errors = 0
  checks = 0
  /** The branches that this line waits for, as far as they are not added yet. */
  branches: Iterable<Tally> = []
  /** Failures before each open attempt. */
  private readonly held: number[] = []

  get faults(): number {
    return this.failures + this.errors
  }

  get status(): Status {
    if (this.failures > 0) return 'failed'
    return this.errors > 0 ? 'errored' : 'passed'
  }

  /** Failures that count whatever comes, those of branches that are running included. */
  get settled(): number {
    const [before] = this.held
    if (before !== undefined) return before
    let { failures } = this
    for (const branch of this.branches) failures += branch.settled
    return failures
  }

  add({ failures, errors, checks }: Counts): void {
    this.failures += failures
    this.errors += errors
    this.checks += checks
  }

  hold(): HeldTally {
    const { failures, errors } = this
    this.held.push(failures)
    return {
      keep: () => {
        this.held.pop()
      },
      forget: () => {
        this.held.pop()
        this.failures = failures
        this.errors = errors
      },
    }
  }
}
