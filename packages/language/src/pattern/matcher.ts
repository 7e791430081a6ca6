/**
 * Runs a program at positions of one text: backtracking over an explicit stack, with the standard's priorities. With a memo
 * each state of the program is tried once per position for all searches in the text together, so that they take time
 * linear in the text; without one (back-references) only the charge bounds it.
 */
import { Memo } from './memo.ts'
import type { Charge } from './pattern.ts'
import {
  ASSERT,
  BACKREFERENCE,
  ENDLESS,
  type Instruction,
  JUMP,
  LOOK,
  MATCH,
  PROGRESS,
  type Program,
  RESET,
  RUN,
  SAVE,
  SET,
  SPLIT,
} from './program.ts'
import type { Reader } from './reader.ts'
import { PairStack } from './stack.ts'

const FAIL = -1
/** Steps between two charges. */
const CHARGED_AT_ONCE = 1024

/** Where a match lies: `index` and `end`, and two slots per group, -1 where the group took no part. */
export interface Found {
  readonly index: number
  readonly end: number
  readonly slots: Int32Array
}

export class Matcher {
  private readonly program: Program
  private readonly reader: Reader
  private readonly charge: Charge
  private readonly memo: Memo | null
  private readonly slots: Int32Array
  private readonly stack = new PairStack()
  /** Pending choices hold the instruction and the progress in one number below this, runs to resume one above. */
  private readonly stride: number
  private readonly resumed: number
  private position = 0
  /** How many of the loops around the current instruction, from the outermost, have consumed something. */
  private progress = 0
  private steps = 0

  constructor(program: Program, reader: Reader, charge: Charge, remember: boolean) {
    this.program = program
    this.reader = reader
    this.charge = charge
    this.memo = remember && program.rows > 0 ? new Memo(program.rows, reader.text.length, charge) : null
    this.slots = new Int32Array(program.groupCount * 2).fill(-1)
    this.stride = program.deepest + 1
    this.resumed = program.instructions.length * this.stride
  }

  /**
   * Whether there is a match that starts at a position; positions are tried in rising order, and none again that lies
   * before the end of a match found. Throws what the charge throws, and a PatternLimitError.
   */
  matchesAt(position: number): boolean {
    this.position = position
    this.progress = 0
    if (this.memo) this.memo.floor = position
    return this.run(0, 0)
  }

  /** What `matchesAt` has just found at `index`. */
  found(index: number): Found {
    const slots = this.slots.slice()
    const end = this.position
    this.stack.top = 0
    this.slots.fill(-1)
    this.memo?.forget(end)
    return { index, end, slots }
  }

  /** Charges the steps not yet charged. */
  settle(): void {
    const { steps } = this
    this.steps = 0
    this.charge(steps)
  }

  /** Runs from an instruction to a MATCH; leaves no choice made after `base` when there is none. */
  private run(start: number, base: number): boolean {
    const { memo } = this
    const { instructions } = this.program
    let at = start
    while (true) {
      if (at === FAIL) at = this.backtrack(base)
      if (at === FAIL) return false
      if (++this.steps >= CHARGED_AT_ONCE) this.settle()
      const instruction = instructions[at]!
      if (instruction.row >= 0 && memo?.visit(instruction.row + this.progress, this.position)) at = FAIL
      else if (instruction.operation === MATCH) return true
      else at = this.perform(instruction, at)
    }
  }

  /** Performs one instruction. Returns the one to go on at, or FAIL. */
  private perform(instruction: Instruction, at: number): number {
    switch (instruction.operation) {
      case SET: {
        const next = this.reader.step(instruction.set!, this.position, instruction.backward)
        if (next < 0) return FAIL
        this.position = next
        this.progress = instruction.depth
        return at + 1
      }
      case RUN:
        return this.startRun(instruction, at)
      case SPLIT:
        this.stack.push(instruction.b * this.stride + this.progress, this.position)
        return instruction.a
      case JUMP:
        return instruction.a
      case SAVE:
        this.capture(instruction.a, this.position)
        return at + 1
      case RESET:
        for (let slot = instruction.a; slot < instruction.b; slot++) this.capture(slot, -1)
        return at + 1
      case PROGRESS:
        if (this.progress < instruction.a) return FAIL
        this.progress = instruction.a - 1
        return at + 1
      case ASSERT:
        return this.reader.holds(instruction.a, this.position) ? at + 1 : FAIL
      case LOOK:
        return this.look(instruction, at)
      case BACKREFERENCE:
        return this.repeatGroup(instruction) ? at + 1 : FAIL
      default:
        return FAIL
    }
  }

  private capture(slot: number, position: number): void {
    const old = this.slots[slot]!
    if (old === position) return
    this.stack.push(~slot, old)
    this.slots[slot] = position
  }

  /** Returns to the latest choice made after `base`: the instruction to go on at, or FAIL when there is none. */
  private backtrack(base: number): number {
    const { stack } = this
    while (stack.top > base) {
      this.steps++
      const first = stack.pairs[stack.top - 2]!
      const second = stack.pairs[stack.top - 1]!
      if (first >= this.resumed) {
        const next = this.resumeRun(first - this.resumed, second)
        if (next !== FAIL) return next
        continue
      }
      stack.top -= 2
      if (first < 0) this.slots[~first] = second
      else {
        this.position = second
        this.progress = first % this.stride
        return (first - this.progress) / this.stride
      }
    }
    return FAIL
  }

  /**
   * Takes the characters a run must take and, when greedy, all it can, and leaves a pair of pairs on the stack to come
   * back to: (instruction and progress, current end) above (0, the end it may shrink to, or how many it may yet take).
   */
  private startRun(instruction: Instruction, at: number): number {
    const { set, least, most, lazy, backward, depth } = instruction
    const begin = this.position
    const low = this.take(instruction, begin, least)
    if (low < 0) return FAIL
    if (low !== begin) this.progress = depth
    let end = low
    if (lazy) {
      this.leaveRun(at, end, most === ENDLESS ? ENDLESS : most - least)
    } else {
      const memo = instruction.row >= 0 && most === ENDLESS ? this.memo : null
      for (let count = least; count < most; count++) {
        const next = this.reader.step(set!, end, backward)
        if (next < 0 || memo?.visit(instruction.row + depth, next)) break
        end = next
      }
      this.spend(Math.abs(end - low))
      if (end !== low) {
        this.leaveRun(at, end, low)
        this.progress = depth
      }
    }
    this.position = end
    return at + 1
  }

  private leaveRun(at: number, end: number, rest: number): void {
    this.stack.push(0, rest)
    this.stack.push(this.resumed + at * this.stride + this.progress, end)
  }

  /** The position after exactly `count` characters of a run's set, or -1. */
  private take({ set, backward }: Instruction, begin: number, count: number): number {
    let end = begin
    let taken = 0
    for (; taken < count && end >= 0; taken++) end = this.reader.step(set!, end, backward)
    this.spend(taken)
    return end
  }

  /** Counts steps, and charges them when there are many. */
  spend(steps: number): void {
    this.steps += steps
    if (this.steps >= CHARGED_AT_ONCE) this.settle()
  }

  private resumeRun(state: number, end: number): number {
    const progress = state % this.stride
    const at = (state - progress) / this.stride
    const instruction = this.program.instructions[at]!
    const rest = this.stack.pairs[this.stack.top - 3]!
    if (instruction.lazy) return this.lengthenRun(instruction, end, rest) ? at + 1 : FAIL
    this.shortenRun(instruction, end, rest, progress)
    return at + 1
  }

  private lengthenRun({ set, backward, row, depth }: Instruction, end: number, rest: number): boolean {
    const { stack } = this
    const next = rest > 0 ? this.reader.step(set!, end, backward) : -1
    if (next < 0 || (rest === ENDLESS && row >= 0 && this.memo?.visit(row + depth, next))) {
      stack.top -= 4
      return false
    }
    stack.pairs[stack.top - 1] = next
    if (rest !== ENDLESS) stack.pairs[stack.top - 3] = rest - 1
    this.position = next
    this.progress = depth
    return true
  }

  private shortenRun({ backward, depth }: Instruction, end: number, low: number, progress: number): void {
    const { stack, reader } = this
    const next = backward ? end + reader.widthAt(end) : end - reader.widthBefore(end)
    if (next === low) stack.top -= 4
    else stack.pairs[stack.top - 1] = next
    this.position = next
    this.progress = next === low ? progress : depth
  }

  private look(instruction: Instruction, at: number): number {
    const { stack, position, progress } = this
    const base = stack.top
    this.progress = 0
    const matches = this.run(at + 1, base)
    const wanted = instruction.a === 0
    if (matches && wanted) {
      this.spend((stack.top - base) >> 3)
      stack.keepNegative(base)
    } else if (matches) {
      stack.keepNegative(base)
      this.backtrack(base)
    }
    this.position = position
    this.progress = progress
    return matches === wanted ? instruction.b : FAIL
  }

  private repeatGroup({ a, backward, depth }: Instruction): boolean {
    const { reader, slots, position } = this
    const start = slots[a * 2 - 2]!
    const end = slots[a * 2 - 1]!
    if (start < 0 || end < 0 || start === end) return true
    const length = end - start
    const from = backward ? position - length : position
    if (from < 0 || from + length > reader.text.length) return false
    this.spend(length)
    const next = backward ? from : from + length
    if (reader.splitsPair(next) || !reader.same(start, from, length)) return false
    this.position = next
    this.progress = depth
    return true
  }
}
