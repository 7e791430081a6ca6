/**
 * Holds back what finishes in a round of a loop in which only the last round counts, until it is known which one that is.
 *
 * Steps that are announced when they begin come out in the order in which they began all the same, because the fold places
 * them then; those that are only said when done would come out after them, so their places are announced too.
 */
import type { StepFinished, StepStarted } from '@merlon/protocol'
import type { NewBody, Outlet } from './outlet.ts'

export interface HeldRound {
  /** Says everything that was held back; as tentative, it counts for nothing. */
  release(tentative: boolean): void
}

export class Rounds implements Outlet {
  private readonly held: StepFinished[][] = []
  private readonly outer: Outlet

  constructor(outer: Outlet) {
    this.outer = outer
  }

  get open(): boolean {
    return this.held.length > 0
  }

  started(event: StepStarted): void {
    this.outer.started(event)
  }

  finished(event: StepFinished): void {
    const round = this.held.at(-1)
    if (round) round.push(event)
    else this.outer.finished(event)
  }

  body(body: NewBody): void {
    this.outer.body(body)
  }

  knows(hash: string): boolean {
    return this.outer.knows(hash)
  }

  hold(): HeldRound {
    const round: StepFinished[] = []
    this.held.push(round)
    return {
      release: (tentative) => {
        this.held.splice(this.held.indexOf(round), 1)
        for (const event of round)
          this.finished(tentative ? { ...event, record: { ...event.record, tentative: true } } : event)
      },
    }
  }
}
