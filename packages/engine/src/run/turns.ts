import type { ClockPort } from '../ports.ts'

const TURN_MS = 40
const STEPS_PER_LOOK = 64

/** Lets others have their turn: long stretches without waiting would keep Ctrl-C, time-outs and other tests from theirs. */
export class Turns {
  private readonly clock: ClockPort
  private began: number
  private sinceLook = 0

  constructor(clock: ClockPort) {
    this.clock = clock
    this.began = clock.monotonic()
  }

  /** To be called after each step; a promise when it is the others' turn. */
  next(): Promise<void> | undefined {
    this.sinceLook += 1
    if (this.sinceLook < STEPS_PER_LOOK) return undefined
    this.sinceLook = 0
    if (this.clock.monotonic() - this.began < TURN_MS) return undefined
    return this.clock.sleep(0).then(() => {
      this.began = this.clock.monotonic()
    })
  }
}
