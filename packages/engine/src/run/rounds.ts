/**
 * Holds back what finishes in a round of a loop in which only the last round counts, until it is known which one that is.
 *
 * Steps that are announced when they begin come out in the order in which they began all the same, because the fold places
 * them then; those that are only said when done would come out after them, so their places are announced too.
 */
import type { StepFinished } from '@merlon/protocol'

export interface HeldRound {
  /** Says everything that was held back; as tentative, it counts for nothing. */
  release(tentative: boolean): void
}

export class Rounds {
  private readonly held: StepFinished[][] = []
  private readonly emit: (event: StepFinished) => void

  constructor(emit: (event: StepFinished) => void) {
    this.emit = emit
  }

  get open(): boolean {
    return this.held.length > 0
  }

  say(event: StepFinished): void {
    const round = this.held.at(-1)
    if (round) round.push(event)
    else this.emit(event)
  }

  hold(): HeldRound {
    const round: StepFinished[] = []
    this.held.push(round)
    return {
      release: (tentative) => {
        this.held.splice(this.held.indexOf(round), 1)
        for (const event of round)
          this.say(tentative ? { ...event, record: { ...event.record, tentative: true } } : event)
      },
    }
  }
}
