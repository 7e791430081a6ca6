/** Literals, names, lists, maps, template literals. */

import { compilePattern, PatternError } from '../../pattern/index.ts'
import { compareNumeric, ExactNumber } from '../../values/index.ts'
import { groovyText } from '../groovy-operators.ts'
import { copyMembers, itemsOf } from '../iterate.ts'
import { globalOf } from '../members/globals.ts'
import type { NodeOf, SyntaxNode } from '../nodes.ts'
import { concatenate } from '../operators.ts'
import { Refusal } from '../problem.ts'
import { RegularExpression } from '../regular.ts'
import type { Code, Frame } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, type PlainMap, toKey, toText } from '../values.ts'
import type { Compilation } from './compilation.ts'
import type { Binding } from './lexical.ts'

/** Stands in a slot until its `let` or `const` has run. */
export const unset: unique symbol = Symbol('unset')

export function literal(node: NodeOf<'Literal'>, c: Compilation): Code {
  if (node.regex) return regular(node.regex.pattern, node.regex.flags, node)
  if (node.bigint !== undefined && node.bigint !== null) {
    throw new Refusal(`\`${c.textOf(node)}\` is not available: numbers have no \`n\` here`, node, 'leave out the `n`')
  }
  const value: unknown = typeof node.value === 'number' ? exactly(node.value, node.raw ?? '') : node.value
  return () => value
}

/** A whole number with more digits than a double holds keeps them, as one in a response does. */
function exactly(value: number, raw: string): unknown {
  const digits = raw.replaceAll('_', '')
  if (digits.length < 16 || !/^\d+$/.test(digits) || !Number.isFinite(value)) return value
  return compareNumeric(digits, String(value)) === 0 ? value : new ExactNumber(digits)
}

function regular(source: string, flags: string, node: SyntaxNode): Code {
  try {
    const pattern = compilePattern(source, flags)
    // A new one each time, as it remembers where it stopped.
    return () => new RegularExpression(pattern)
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    const place = { start: node.start + 1 + error.start, end: Math.min(node.end, node.start + 1 + error.end) }
    throw new Refusal(`the pattern is wrong: ${error.message}`, place)
  }
}

export function identifier(node: NodeOf<'Identifier'>, c: Compilation): Code {
  const { name } = node
  const binding = c.lexical.find(name)
  if (binding) return readSlot(binding, c.lexical.layout.depth - binding.layout.depth, name)
  if (c.source.helperNames.has(name)) {
    c.helpers.add(name)
    return (frame) => frame.run.helper(name)
  }
  if (c.dialect === 'javascript' && name === 'undefined') return () => undefined
  const builtin = globalOf(name, c.dialect)
  if (builtin !== undefined) {
    // A test's own variable wins, as in JavaScript.
    return ({ run }) => (run.environment.scope.has(name) ? run.read(name) : builtin)
  }
  c.noteName(name)
  return (frame) => frame.run.read(name)
}

function readSlot({ slot, kind }: Binding, hops: number, name: string): Code {
  if (hops === 0 && kind === 'var') return (frame) => frame.slots[slot]
  if (hops === 1 && kind === 'var') return (frame) => frame.parent!.slots[slot]
  return (frame) => {
    const value = frameAt(frame, hops).slots[slot]
    if (value === unset) throw new ExpressionError(`'${name}' is used before it is set`)
    return value
  }
}

/** The frame so many levels out; the compiler counted them. */
export function frameAt(frame: Frame, hops: number): Frame {
  let found = frame
  for (let hop = 0; hop < hops; hop += 1) found = found.parent!
  return found
}

export function list(node: NodeOf<'ArrayExpression'>, c: Compilation): Code {
  const items = node.elements.map((element) =>
    element?.type === 'SpreadElement'
      ? { spread: true, code: c.code(element.argument) }
      : { spread: false, code: element ? c.code(element) : () => undefined },
  )
  return (frame) => {
    const made: unknown[] = []
    for (const { spread, code } of items) {
      if (!spread) made.push(code(frame))
      else {
        const more = itemsOf(code(frame), frame.run)
        frame.run.chargeList(made.length + more.length)
        for (const item of more) made.push(item)
      }
    }
    return made
  }
}

type Member = (map: PlainMap, frame: Frame) => void

export function map(node: NodeOf<'ObjectExpression'>, c: Compilation): Code {
  const members = node.properties.map((property) =>
    property.type === 'SpreadElement' ? spreadMember(c.code(property.argument)) : member(property, c),
  )
  return (frame) => {
    const made: PlainMap = {}
    for (const add of members) add(made, frame)
    return made
  }
}

function member(property: NodeOf<'Property'>, c: Compilation): Member {
  if (property.kind !== 'init') {
    throw new Refusal(`a ${property.kind === 'get' ? 'getter' : 'setter'} is not available in expressions`, property)
  }
  const value = c.code(property.value)
  if (property.computed) {
    const key = c.code(property.key)
    return (made, frame) => define(made, toKey(key(frame), frame.run), value(frame))
  }
  const name = nameOf(property.key)
  return (made, frame) => define(made, name, value(frame))
}

/** The name that an identifier, text or number stands for as a key. */
export function nameOf(key: SyntaxNode): string {
  return key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : ''
}

function spreadMember(code: Code): Member {
  return (made, frame) => copyMembers(made, code(frame), frame.run)
}

export function template(node: NodeOf<'TemplateLiteral'>, c: Compilation): Code {
  const texts = node.quasis.map((quasi) => quasi.value.cooked ?? '')
  const codes = node.expressions.map((inner) => c.code(inner))
  const print = c.dialect === 'groovy' ? groovyText : toText
  return (frame) => {
    let text = texts[0] ?? ''
    codes.forEach((code, at) => {
      text = concatenate(text, print(code(frame), frame.run), frame.run)
      text = concatenate(text, texts[at + 1] ?? '', frame.run)
    })
    return text
  }
}
