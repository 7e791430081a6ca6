/** What lives while one expression is evaluated. */
import { Helper } from './callable.ts'
import { Isolation } from './isolation.ts'
import { Meter } from './limits.ts'
import { type Dialect, type Environment, ExpressionError, type HelperUse, type Realm } from './types.ts'

/** One evaluation: what it reaches, and what it has used up. */
export class Run extends Meter implements HelperUse {
  readonly environment: Environment
  readonly realm: Realm
  readonly dialect: Dialect
  /** The call of a built-in that is under way, for the place of its errors. */
  at: Place | undefined
  /** What the function that is being left returns. */
  returned: unknown
  /** Where the code may change something; undefined where it only reads. */
  readonly variables: Isolation | undefined
  /** Operands seen, by number; only in traced evaluations. */
  readonly seen: Map<number, Seen> | undefined

  constructor(environment: Environment, dialect: Dialect, kind: { traced?: boolean; changes?: boolean } = {}) {
    super()
    this.environment = environment
    this.realm = environment.realm
    this.dialect = dialect
    this.seen = kind.traced ? new Map() : undefined
    this.variables = kind.changes ? new Isolation(this) : undefined
  }

  /** A helper object as a value. Throws an ExpressionError where the run has none of that name. */
  helper(name: string): Helper {
    const object = this.realm.helper(name)
    if (object) return new Helper(object)
    throw new ExpressionError(`the helper '${name}' is not available here`)
  }

  /** A variable of the scope. */
  read(name: string): unknown {
    return this.variables ? this.variables.read(name) : this.environment.scope.get(name)
  }

  loadText(name: string): string {
    return this.environment.loadText(name)
  }
}

export interface Place {
  readonly start: number
  readonly end: number
}

export interface Seen {
  readonly value: unknown
  readonly note?: string
}

/** The variables of one call, or of one round of a loop whose variables a function keeps. */
export class Frame {
  slots: unknown[]
  readonly parent: Frame | undefined
  readonly run: Run

  constructor(slots: unknown[], parent: Frame | undefined, run: Run) {
    this.slots = slots
    this.parent = parent
    this.run = run
  }
}

/** Compiled code of an expression. */
export type Code = (frame: Frame) => unknown

/** How a statement ended. */
export const Normal = 0
export const Break = 1
export const Continue = 2
export const Return = 3
export type Completion = 0 | 1 | 2 | 3

/** Compiled code of a statement; what `return` gives is in `run.returned`. */
export type Act = (frame: Frame) => Completion

/** What a script throws. */
export class Thrown {
  readonly value: unknown
  readonly place: Place
  constructor(value: unknown, place: Place) {
    this.value = value
    this.place = place
  }
}
