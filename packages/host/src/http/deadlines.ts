/** The time-outs of many exchanges on one timer: it is set anew only when an earlier one comes, not for each exchange. */

interface Expiring {
  /** On the monotonic clock, in ms. */
  readonly deadline: number
  expire(): void
}

export class Deadlines {
  private readonly running = new Set<Expiring>()
  private timer: NodeJS.Timeout | undefined
  private due = Number.POSITIVE_INFINITY
  private readonly check = () => {
    const now = performance.now()
    this.due = Number.POSITIVE_INFINITY
    let next = Number.POSITIVE_INFINITY
    for (const one of [...this.running]) {
      if (one.deadline <= now) one.expire()
      else if (one.deadline < next) next = one.deadline
    }
    if (next < this.due) this.arm(next)
  }

  add(one: Expiring): void {
    this.running.add(one)
    if (one.deadline < this.due) this.arm(one.deadline)
  }

  delete(one: Expiring): void {
    this.running.delete(one)
  }

  close(): void {
    clearTimeout(this.timer)
    this.due = Number.POSITIVE_INFINITY
  }

  /** Does not hold the process: what is waited for, does. */
  private arm(due: number): void {
    clearTimeout(this.timer)
    this.due = due
    this.timer = setTimeout(this.check, Math.max(1, Math.ceil(due - performance.now())))
    this.timer.unref()
  }
}
