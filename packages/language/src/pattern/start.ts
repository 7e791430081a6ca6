/** What a match must start with, so that a search can leap to places where one may start. */
import type { CharacterSet } from './characters.ts'
import { ENDLESS, type Instruction, RESET, RUN, SAVE, SET } from './program.ts'

/** The characters the program asks for first, whatever it does later; '' when it has a choice at once. */
export function literalPrefix(instructions: readonly Instruction[]): string {
  let prefix = ''
  for (const { operation, set } of instructions) {
    if (operation === SAVE) continue
    if (operation !== SET || set!.only < 0 || isSurrogate(set!.only)) return prefix
    prefix += String.fromCodePoint(set!.only)
  }
  return prefix
}

/** The set the program takes its first character from; null when that is not certain. */
export function firstSet(instructions: readonly Instruction[]): CharacterSet | null {
  const first = instructions.find(({ operation }) => operation !== SAVE && operation !== RESET)!
  return first.operation === SET || (first.operation === RUN && first.least > 0) ? first.set : null
}

/** Whether the program starts like `x+`: with any number of characters of one set, but one at least. */
export function startsWithRun(instructions: readonly Instruction[]): boolean {
  const begin = instructions.findIndex(({ operation }) => operation !== SAVE)
  const [one, more] = instructions.slice(begin, begin + 2)
  return one?.operation === SET && more?.operation === RUN && more.most === ENDLESS && more.set === one.set
}

/** With flag `u` the first half of a pair is not a character, so a lone half is no text to look for. */
function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff
}
