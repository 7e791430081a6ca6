/** What a pattern is compiled to: instructions one after the other, which `matcher.ts` runs. */
import type { CharacterSet } from './characters.ts'

/** Instructions go on to the next one unless they say otherwise. */
export const MATCH = 0
/** One character of `set`. */
export const SET = 1
/** `least` to `most` characters of `set`, as many as possible or, when lazy, as few. */
export const RUN = 2
/** Tries the instruction at `a`, then the one at `b`. */
export const SPLIT = 3
/** Goes on at `a`. */
export const JUMP = 4
/** Keeps the position in capture slot `a`. */
export const SAVE = 5
/** Empties the capture slots from `a` up to and without `b`. */
export const RESET = 6
/** Fails unless the loop at depth `a` has consumed something since its iteration began. */
export const PROGRESS = 7
/** Holds where assertion `a` (an AT_ constant) does. */
export const ASSERT = 8
/** Runs what follows up to its MATCH from here; goes on at `b` when it matches or, if `a` is 1, when it does not. */
export const LOOK = 9
/** The text group `a` has captured. */
export const BACKREFERENCE = 10

/** As `most` of a RUN: no text is as long. */
export const ENDLESS = 0x7fffffff

export const AT_START = 0
export const AT_END = 1
export const AT_LINE_START = 2
export const AT_LINE_END = 3
export const AT_WORD_BOUNDARY = 4
export const AT_NO_WORD_BOUNDARY = 5

/** One instruction. What an operation does not use stays at its neutral value. */
export interface Instruction {
  readonly operation: number
  a: number
  b: number
  readonly set: CharacterSet | null
  readonly least: number
  readonly most: number
  readonly lazy: boolean
  /** Reads the text towards its start, as in a look-behind. */
  readonly backward: boolean
  /** How many loops whose body may be empty stand around it; the matcher counts those that have made progress. */
  readonly depth: number
  /** Inside a look-around, where visits are not remembered. */
  readonly looking: boolean
  /**
   * First of `depth + 1` rows in the memo, one for each count of loops that have made progress: arriving here again in
   * the same state fails. -1 for none.
   */
  row: number
}

export interface Program {
  readonly instructions: readonly Instruction[]
  readonly groupCount: number
  /** How many rows the memo has; -1 when visits may not be remembered because of back-references. */
  readonly rows: number
  readonly deepest: number
  readonly unicode: boolean
  readonly word: CharacterSet
  readonly alike: ((code: number) => CharacterSet) | null
  /** Text every match starts with; may be ''. */
  readonly prefix: string
  /** A set every match starts with a character of. */
  readonly first: CharacterSet | null
  /** It starts with as many characters of `first` as there are, at least one. */
  readonly startsWithRun: boolean
  /** A match can only start at the text's start. */
  readonly anchored: boolean
}

/**
 * Gives rows of the memo to the instructions that can be reached in more than one way, and to runs without end.
 * All others are reached at most as often as those before them. Returns the number of rows.
 */
export function assignRows(instructions: readonly Instruction[]): number {
  const arrivals = new Uint32Array(instructions.length + 1)
  // A search begins here at one position after the other: a loop that stands first is reached in two ways.
  arrivals[0] = 1
  for (const [at, { operation, a, b, least, most }] of instructions.entries()) {
    if (operation === SPLIT) {
      arrivals[a]!++
      arrivals[b]!++
    } else if (operation === JUMP) arrivals[a]!++
    else if (operation === LOOK) arrivals[b]!++
    else if (operation === RUN && most !== least && most !== ENDLESS) arrivals[at + 1]! += 2
    else if (operation !== MATCH) arrivals[at + 1]!++
  }
  let rows = 0
  for (const [at, instruction] of instructions.entries()) {
    if (instruction.looking) continue
    const endless = instruction.operation === RUN && instruction.most === ENDLESS
    if (arrivals[at]! < 2 && !endless) continue
    instruction.row = rows
    rows += instruction.depth + 1
  }
  return rows
}
