/**
 * The way from the steps of a run to its events, in the order in which they are written whatever finishes first.
 *
 * What a branch says waits until the branches before it have said everything; then it goes straight through. Steps of a
 * branch are numbered as if it were the first, since who comes before it is still counting; when its turn comes they get
 * the numbers that they would have had one after another.
 */
import type { BodyReference, RunEvent, StepFinished, StepStarted } from '@merlon/protocol'
import type { BodyQueue } from './bodies.ts'
import { fingerprint } from './fingerprint.ts'
import type { Origin } from './scope.ts'

export interface NewBody {
  readonly hash: string
  readonly content: string | Uint8Array
  readonly mime: string
  /** What it reads as, where that is known. */
  readonly text: string | undefined
}

export interface Outlet {
  started(event: StepStarted): void
  finished(event: StepFinished): void
  body(body: NewBody): void
  /** Whether a body was said already. */
  knows(hash: string): boolean
}

/** Hands a body over to be said, unless it was; gives the name under which the report has it. */
export function sayBody(outlet: Outlet, content: string | Uint8Array, mime: string, text?: string): BodyReference {
  const hash = fingerprint(text ?? content)
  if (!outlet.knows(hash)) outlet.body({ hash, content, mime, text })
  return { hash }
}

export function outletOf(emit: (event: RunEvent) => void, bodies: BodyQueue): Outlet {
  return {
    started: emit,
    finished: emit,
    body: (body) => bodies.add(body),
    knows: (hash) => bodies.knows(hash),
  }
}

/** Numbers of steps that a branch gave out, as they are outside of it. */
export class Renumbering {
  /** The last step before the branches: numbers up to it are the same everywhere. */
  private readonly before: number
  private readonly shift: number

  constructor(before: number, shift: number) {
    this.before = before
    this.shift = shift
  }

  step(step: number): number {
    return step > this.before ? step + this.shift : step
  }

  /** Where counting goes on when the branch that counted up to `last` is done. */
  after(last: number): number {
    return last + this.shift
  }

  origin<T extends Origin | undefined>(origin: T): T {
    return origin && this.shift !== 0 && origin.step > this.before
      ? { ...origin, step: origin.step + this.shift }
      : origin
  }

  event<E extends StepStarted | StepFinished>(event: E): E {
    if (this.shift === 0) return event
    const step = this.step(event.step)
    return event.parent === undefined ? { ...event, step } : { ...event, step, parent: this.step(event.parent) }
  }

  finished(event: StepFinished): StepFinished {
    const { origin } = event.record
    const moved = this.origin(origin)
    const renumbered = this.event(event)
    return moved === origin ? renumbered : { ...renumbered, record: { ...event.record, origin: moved! } }
  }
}

/** What one branch says. */
export class BranchOutlet implements Outlet {
  private readonly outer: Outlet
  private waiting: (() => void)[] | undefined = []
  private numbers = new Renumbering(0, 0)

  constructor(outer: Outlet) {
    this.outer = outer
  }

  /** The branches before it have said everything. */
  open(numbers: Renumbering): void {
    this.numbers = numbers
    const waiting = this.waiting ?? []
    this.waiting = undefined
    for (const say of waiting) say()
  }

  started(event: StepStarted): void {
    if (this.waiting) this.waiting.push(() => this.started(event))
    else this.outer.started(this.numbers.event(event))
  }

  finished(event: StepFinished): void {
    if (this.waiting) this.waiting.push(() => this.finished(event))
    else this.outer.finished(this.numbers.finished(event))
  }

  body(body: NewBody): void {
    if (this.waiting) this.waiting.push(() => this.body(body))
    else if (!this.outer.knows(body.hash)) this.outer.body(body)
  }

  knows(hash: string): boolean {
    return this.outer.knows(hash)
  }
}
