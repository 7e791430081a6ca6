/** What one evaluation may use. Every piece of work is charged before it is done, so that no limit is noticed too late. */
import { ExpressionError } from './types.ts'

export const limits = {
  steps: 10_000_000,
  /** Calls inside each other. */
  depth: 200,
  /** UTF-16 units of one text. */
  text: 16 * 2 ** 20,
  /** Items of one list, entries of one map. */
  list: 1_000_000,
  milliseconds: 1_000,
  /** Levels of syntax, and of lists and maps inside each other. */
  nesting: 300,
  /** Bytes of the host's stack, as estimated: less than half of what Node gives by default. */
  stack: 450_000,
} as const

/** Steps between two looks at the clock: some tens of microseconds. */
const stride = 5_000

/** A limit was reached. Scripts cannot catch it. */
export class LimitReached extends ExpressionError {}

const stoppedHelp = 'an expression must be quick and small; look for a loop without end, or take fewer items'

export class Meter {
  private left: number = limits.steps
  private lookAt: number = limits.steps - stride
  private deadline: number | undefined
  /** Calls that are under way. */
  depth = 0
  /** Bytes of the host's stack that they take. */
  stack = 0

  /** Charges work before it is done. One step is about one operation, 8 characters, or one item. */
  charge(steps: number): void {
    this.left -= steps
    // Negated, so that NaN stops as well.
    if (!(this.left >= this.lookAt)) this.look()
  }

  /** Charges a text of this many UTF-16 units that is about to be made. */
  chargeText(length: number): void {
    this.checkText(length)
    this.charge(1 + (length >> 3))
  }

  /** As `chargeText`, for a text that costs nothing to make. */
  checkText(length: number): void {
    if (!(length <= limits.text)) {
      throw new LimitReached(`stopped: a text would grow longer than ${grouped(limits.text)} characters`)
    }
  }

  /** Charges a list of this many items, or a map of this many entries, that is about to be made. */
  chargeList(length: number): void {
    if (!(length <= limits.list)) {
      throw new LimitReached(`stopped: a list would grow longer than ${grouped(limits.list)} items`)
    }
    this.charge(1 + length)
  }

  /** Begins a call that costs this many steps and takes this much of the host's stack. */
  enter(steps: number, bytes: number): void {
    this.charge(steps)
    this.depth += 1
    this.stack += bytes
    if (this.depth > limits.depth || this.stack > limits.stack) {
      throw new LimitReached(`stopped: too many calls inside each other (at most ${limits.depth})`, {
        help: 'look for a function that calls itself without end',
      })
    }
  }

  /** Ends a call. */
  exit(bytes: number): void {
    this.depth -= 1
    this.stack -= bytes
  }

  private look(): void {
    if (!(this.left >= 0)) {
      throw new LimitReached(`stopped after ${grouped(limits.steps)} steps`, { help: stoppedHelp })
    }
    // A limit on real time, not a time that a test could read: the run's clock may stand still.
    const now = Date.now()
    this.deadline ??= now + limits.milliseconds
    if (now > this.deadline) {
      throw new LimitReached(`stopped after ${limits.milliseconds / 1_000} s`, { help: stoppedHelp })
    }
    this.lookAt = this.left - stride
  }
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
