/**
 * Functions and namespaces inside expressions. Everything is private: a helper that walks through a value's members
 * finds none, so nothing of the evaluator leaks as data.
 */
import type { Run } from './run.ts'
import type { HelperObject } from './types.ts'

/** What an expression can call. Never a function of the host. */
export abstract class Callable {
  /** How many parameters it names; Groovy's built-ins hand over as many. */
  get parameters(): number {
    return 1
  }
  /** Runs with these arguments; the list is the callee's to keep. */
  abstract invoke(args: unknown[], run: Run): unknown
}

/** A function of a value: `self` is of the type whose table it stands in. */
export type Member<Self> = (self: Self, args: readonly unknown[], run: Run) => unknown

export type MemberTable<Self> = ReadonlyMap<string, Member<Self>>

/**
 * Builds a table; a Map, so that no name reaches a prototype. (Types of parameters are written out for the names that every
 * object of the host has: the compiler takes theirs.)
 */
export function memberTable<Self>(members: Record<string, Member<Self>>): MemberTable<Self> {
  return new Map(Object.entries(members))
}

export type Builtin = (args: readonly unknown[], run: Run) => unknown

/** A built-in function as a value: `Number`, `Math.abs`. */
export class Native extends Callable {
  readonly #work: Builtin
  constructor(work: Builtin) {
    super()
    this.#work = work
  }
  invoke(args: unknown[], run: Run): unknown {
    run.charge(1)
    return this.#work(args, run)
  }
}

/** `Math`, `Date`, `Object` …: constants and functions by name, perhaps callable and constructible itself. */
export class Namespace extends Callable {
  readonly #members: ReadonlyMap<string, unknown>
  readonly #call: Builtin | undefined
  readonly #make: Builtin | undefined
  readonly #holds: ((value: unknown) => boolean) | undefined
  readonly #name: string

  constructor(name: string, parts: NamespaceParts) {
    super()
    this.#name = name
    const members = new Map<string, unknown>(Object.entries(parts.constants ?? {}))
    for (const [key, work] of Object.entries(parts.functions ?? {})) members.set(key, new Native(work))
    this.#members = members
    this.#call = parts.call
    this.#make = parts.make
    this.#holds = parts.holds
  }

  get name(): string {
    return this.#name
  }
  get callable(): boolean {
    return this.#call !== undefined
  }
  get constructible(): boolean {
    return this.#make !== undefined
  }
  get names(): string[] {
    return [...this.#members.keys()]
  }
  member(key: string): unknown {
    return this.#members.get(key)
  }
  invoke(args: unknown[], run: Run): unknown {
    run.charge(1)
    return this.#call?.(args, run)
  }
  make(args: readonly unknown[], run: Run): unknown {
    run.charge(1)
    return this.#make?.(args, run)
  }
  /** `value instanceof` this; undefined where the question makes no sense. */
  holds(value: unknown): boolean | undefined {
    return this.#holds?.(value)
  }
}

interface NamespaceParts {
  readonly constants?: Readonly<Record<string, unknown>>
  readonly functions?: Readonly<Record<string, Builtin>>
  readonly call?: Builtin
  readonly make?: Builtin
  readonly holds?: (value: unknown) => boolean
}

/** A helper object as a value. */
export class Helper extends Callable {
  readonly #object: HelperObject
  constructor(object: HelperObject) {
    super()
    this.#object = object
  }
  get object(): HelperObject {
    return this.#object
  }
  invoke(args: unknown[], run: Run): unknown {
    run.charge(1)
    return this.#object.call?.run(args, run)
  }
}
