import type { AST } from '@eslint-community/regexpp'
import { type CharacterSet, CharacterSets } from './characters.ts'
import { PatternError } from './failure.ts'
import {
  ASSERT,
  AT_END,
  AT_LINE_END,
  AT_LINE_START,
  AT_NO_WORD_BOUNDARY,
  AT_START,
  AT_WORD_BOUNDARY,
  assignRows,
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
import { isAnchored, mayBeEmpty, singleCharacter } from './shape.ts'
import { firstSet, literalPrefix, startsWithRun } from './start.ts'
import type { Syntax } from './syntax.ts'

const MOST_INSTRUCTIONS = 100_000

/** Compiles a parsed pattern. Throws a PatternError when its repetitions unfold to too many instructions. */
export function compile(syntax: Syntax): Program {
  const compiler = new Compiler(syntax)
  compiler.alternatives(syntax.tree)
  compiler.emit(MATCH, syntax.tree)
  const { instructions, sets } = compiler
  const rows = assignRows(instructions)
  return {
    instructions,
    groupCount: syntax.numbers.size,
    rows: syntax.hasBackreference ? -1 : rows,
    deepest: instructions.reduce((most, { depth }) => Math.max(most, depth), 0),
    unicode: syntax.flags.unicode,
    word: sets.word(),
    alike: syntax.flags.ignoreCase ? (code) => sets.character(code) : null,
    prefix: literalPrefix(instructions),
    first: firstSet(instructions),
    startsWithRun: startsWithRun(instructions),
    anchored: !syntax.flags.multiline && isAnchored(syntax.tree),
  }
}

class Compiler {
  readonly instructions: Instruction[] = []
  readonly sets: CharacterSets
  private readonly syntax: Syntax
  private depth = 0
  private backward = false
  private looking = false
  /** The outermost repetition being compiled. */
  private repeated: AST.Quantifier | undefined

  constructor(syntax: Syntax) {
    this.syntax = syntax
    this.sets = new CharacterSets(syntax.flags)
  }

  emit(operation: number, node: AST.Node, more: Partial<Instruction> = {}): Instruction {
    if (this.instructions.length >= MOST_INSTRUCTIONS) {
      const { start, end } = this.repeated ?? node
      throw new PatternError('the repetitions in this pattern multiply to too many; repeat less', start, end)
    }
    const { depth, backward, looking } = this
    const { a = 0, b = 0, set = null, least = 1, most = 1, lazy = false } = more
    const instruction = { operation, a, b, set, least, most, lazy, backward, depth, looking, row: -1 }
    this.instructions.push(instruction)
    return instruction
  }

  alternatives(parent: { readonly alternatives: AST.Alternative[] }): void {
    const { instructions } = this
    const last = parent.alternatives.length - 1
    const exits: Instruction[] = []
    for (const [index, alternative] of parent.alternatives.entries()) {
      const split = index < last ? this.emit(SPLIT, alternative, { a: instructions.length + 1 }) : undefined
      const { elements } = alternative
      for (const element of this.backward ? elements.toReversed() : elements) this.element(element)
      if (!split) continue
      exits.push(this.emit(JUMP, alternative))
      split.b = instructions.length
    }
    for (const exit of exits) exit.a = instructions.length
  }

  private element(node: AST.Element): void {
    switch (node.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        this.emit(SET, node, { set: this.sets.of(node) })
        return
      case 'Group':
        this.alternatives(node)
        return
      case 'CapturingGroup':
        this.capturingGroup(node)
        return
      case 'Quantifier':
        this.quantifier(node)
        return
      case 'Backreference': {
        const group = Array.isArray(node.resolved) ? node.resolved[0]! : node.resolved
        this.emit(BACKREFERENCE, node, { a: this.syntax.numbers.get(group)! })
        return
      }
      case 'Assertion':
        this.assertion(node)
        return
      case 'ExpressionCharacterClass':
        throw new PatternError('set operations in a class need flag `v`, which is not supported', node.start, node.end)
    }
  }

  private capturingGroup(node: AST.CapturingGroup): void {
    const start = (this.syntax.numbers.get(node)! - 1) * 2
    this.emit(SAVE, node, { a: this.backward ? start + 1 : start })
    this.alternatives(node)
    this.emit(SAVE, node, { a: this.backward ? start : start + 1 })
  }

  private assertion(node: AST.Assertion): void {
    const { multiline } = this.syntax.flags
    if (node.kind === 'lookahead' || node.kind === 'lookbehind') this.look(node)
    else if (node.kind === 'word') this.emit(ASSERT, node, { a: node.negate ? AT_NO_WORD_BOUNDARY : AT_WORD_BOUNDARY })
    else if (node.kind === 'start') this.emit(ASSERT, node, { a: multiline ? AT_LINE_START : AT_START })
    else this.emit(ASSERT, node, { a: multiline ? AT_LINE_END : AT_END })
  }

  private look(node: AST.LookaroundAssertion): void {
    const { depth, backward, looking } = this
    const look = this.emit(LOOK, node, { a: node.negate ? 1 : 0 })
    this.depth = 0
    this.looking = true
    this.backward = node.kind === 'lookbehind'
    this.alternatives(node)
    this.emit(MATCH, node)
    look.b = this.instructions.length
    Object.assign(this, { depth, backward, looking })
  }

  private quantifier(node: AST.Quantifier): void {
    const single = singleCharacter(node.element)
    if (node.max === 0) return
    if (single) {
      this.run(node, this.sets.of(single))
      return
    }
    const { repeated } = this
    this.repeated ??= node
    this.repetition(node)
    this.repeated = repeated
  }

  private repetition(node: AST.Quantifier): void {
    const { instructions } = this
    for (let count = 0; count < node.min; count++) {
      const before = instructions.length
      this.iteration(node)
      if (instructions.length === before) return
    }
    if (node.max >= ENDLESS) {
      this.loop(node)
      return
    }
    const splits: Instruction[] = []
    for (let count = node.min; count < node.max; count++) splits.push(this.optional(node))
    for (const split of splits) this.exitAt(split, instructions.length)
  }

  private run(node: AST.Quantifier, set: CharacterSet): void {
    const least = Math.min(node.min, ENDLESS)
    const most = Math.min(node.max, ENDLESS)
    const lazy = !node.greedy
    if (most !== ENDLESS) {
      this.emit(RUN, node, { set, least, most, lazy })
      return
    }
    if (least === 1) this.emit(SET, node, { set })
    else if (least > 1) this.emit(RUN, node, { set, least, most: least })
    this.emit(RUN, node, { set, least: 0, most, lazy })
  }

  private loop(node: AST.Quantifier): void {
    const head = this.instructions.length
    const split = this.optional(node)
    this.emit(JUMP, node, { a: head })
    this.exitAt(split, this.instructions.length)
  }

  /** An iteration that need not be made, and fails when it consumes nothing. Its split still lacks the way out. */
  private optional(node: AST.Quantifier): Instruction {
    const body = this.instructions.length + 1
    const split = this.emit(SPLIT, node, node.greedy ? { a: body, b: -1 } : { a: -1, b: body })
    if (!mayBeEmpty(node.element)) {
      this.iteration(node)
      return split
    }
    this.depth++
    this.iteration(node)
    this.emit(PROGRESS, node, { a: this.depth })
    this.depth--
    return split
  }

  private exitAt(split: Instruction, at: number): void {
    if (split.a === -1) split.a = at
    else split.b = at
  }

  private iteration(node: AST.Quantifier): void {
    const { from, to } = this.syntax.repeatedGroups.get(node)!
    if (to > from) this.emit(RESET, node, { a: (from - 1) * 2, b: (to - 1) * 2 })
    this.element(node.element)
  }
}
