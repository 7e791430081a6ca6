/** One thing that is fuzzed: what it is given, and what must hold whatever that is. */
import type fc from 'fast-check'

export type Group = 'readers' | 'evaluator' | 'responses'

export interface Target<Input> {
  readonly group: Group
  readonly name: string
  /** Longest that one input may take, in ms of processor time; 1,000 if not said. */
  readonly longest?: number
  readonly input: fc.Arbitrary<Input>
  /** Throws what does not hold. */
  check(input: Input): void | Promise<void>
  /** The input as a person reads it. */
  show(input: Input): string
}

/** A target whose input's type nobody needs to know any more. */
export interface AnyTarget {
  readonly group: Group
  readonly name: string
  /** Runs some cases that follow from a seed; `begin` is told of each input before it is checked. */
  run(how: { readonly seed: number; readonly runs: number; begin(input: string): void }): Promise<Outcome>
}

export interface Outcome {
  readonly runs: number
  readonly failure?: { readonly input: string; readonly error: unknown }
}

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}
