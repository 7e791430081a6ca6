/** What assertions are made from, and what comes of it. */
import type { PrintStep } from '@merlon/language'

/** One response to a call. Several samples of the same call say together what may be missing and what may be null. */
export interface ResponseSample {
  readonly status?: number
  readonly headers?: readonly (readonly [name: string, value: string])[]
  /** The body, decoded. */
  readonly text: string
  /** The content type, parameters and all; empty where the headers say it, or nobody does. */
  readonly mime: string
}

export interface GenerateOptions {
  /** The variable that holds the body. */
  readonly variable: string
  /** Single steps, or one `assert-shape`. */
  readonly style: 'steps' | 'shape'
  /** Assert the values themselves wherever only one was found. */
  readonly pin?: boolean
  /** Assert that a text is one of those found, where few were found often. */
  readonly enumerations?: boolean
  /** Ask for the JSON type itself, so that a number written as text fails; a shape then allows no further members. */
  readonly strict?: boolean
  /** Assert the status, where the samples have one; true where nothing is said. */
  readonly status?: boolean
  /** How many loops the steps will stand in: with 1, the first loop of theirs has `_2`. */
  readonly loops?: number
}

/** `path` is an expression, with `[]` for all elements of a list; the message goes on from it: "is an empty list". */
export interface GenerateNote {
  readonly path: string
  readonly message: string
}

/** An assertion that was not made, because samples cannot tell chance from meaning. */
export interface Suggestion {
  readonly path: string
  readonly kind: 'enumeration' | 'pin'
  /** The step that asserts it, to stand where `path` is asserted now; in the style `shape`, what to write there. */
  readonly yaml: string
}

/** What the request must say, so that a response like the samples is what it expects. */
export interface RequestNeeds {
  readonly expect?: number | readonly number[]
  readonly mode?: 'yaml'
}

export interface Generated {
  readonly steps: readonly PrintStep[]
  readonly yaml: string
  readonly request: RequestNeeds
  readonly notes: readonly GenerateNote[]
  readonly suggestions: readonly Suggestion[]
}

/** The samples cannot be used: one cannot be read, or they do not belong together. */
export class UnusableSample extends Error {
  /** Which of the samples, from 0. */
  readonly sample: number
  constructor(sample: number, message: string) {
    super(message)
    this.name = 'UnusableSample'
    this.sample = sample
  }
}
