/** Where a value goes: a name, a member, or a destructuring pattern. Parameters, declarations and assignments share it. */
import { readMember, readNamed, writeMember } from '../access.ts'
import { itemsOf } from '../iterate.ts'
import type { NodeOf, SyntaxNode } from '../nodes.ts'
import { Refusal } from '../problem.ts'
import type { Code, Frame } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, isPlain, type PlainMap, toKey } from '../values.ts'
import type { Compilation } from './compilation.ts'
import type { Binding } from './lexical.ts'
import { frameAt, nameOf, unset } from './literals.ts'
import { staticName } from './members.ts'

export type Writer = (frame: Frame, value: unknown) => void

/** Whether a name gets its first value or a new one. */
type Purpose = 'declare' | 'assign'

/** Declares the names in a pattern. */
export function declarePattern(node: SyntaxNode, kind: Binding['kind'], c: Compilation): void {
  switch (node.type) {
    case 'Identifier':
      c.lexical.declare(node.name, kind)
      return
    case 'ObjectPattern':
      for (const property of node.properties) {
        declarePattern(property.type === 'RestElement' ? property.argument : property.value, kind, c)
      }
      return
    case 'ArrayPattern':
      for (const element of node.elements) if (element) declarePattern(element, kind, c)
      return
    case 'AssignmentPattern':
      declarePattern(node.left, kind, c)
      return
    case 'RestElement':
      declarePattern(node.argument, kind, c)
      return
    default:
      return
  }
}

export function patternWriter(node: SyntaxNode, c: Compilation, purpose: Purpose): Writer {
  switch (node.type) {
    case 'Identifier':
      return nameWriter(node, c, purpose)
    case 'MemberExpression':
      return memberWriter(node, c)
    case 'ObjectPattern':
      return mapWriter(node, c, purpose)
    case 'ArrayPattern':
      return listWriter(node, c, purpose)
    case 'AssignmentPattern': {
      const absent = c.code(node.right)
      const write = patternWriter(node.left, c, purpose)
      return (frame, value) => write(frame, value === undefined ? absent(frame) : value)
    }
    case 'ParenthesizedExpression':
      return patternWriter(node.expression, c, purpose)
    default:
      throw new Refusal(`\`${c.textOf(node)}\` cannot be assigned to`, node)
  }
}

function nameWriter(node: NodeOf<'Identifier'>, c: Compilation, purpose: Purpose): Writer {
  const { name } = node
  const binding = c.lexical.find(name)
  if (!binding) return scopeWriter(node, c)
  const { slot, kind } = binding
  const hops = c.lexical.layout.depth - binding.layout.depth
  if (purpose === 'declare') {
    return (frame, value) => {
      frameAt(frame, hops).slots[slot] = value
    }
  }
  if (kind === 'const')
    throw new Refusal(`\`${name}\` is a \`const\`; it cannot be given another value`, node, 'declare it with `let`')
  return (frame, value) => {
    const { slots } = frameAt(frame, hops)
    if (slots[slot] === unset) throw new ExpressionError(`'${name}' is used before it is set`)
    slots[slot] = value
  }
}

/** Only scripts change the variables of the test. */
function scopeWriter(node: NodeOf<'Identifier'>, c: Compilation): Writer {
  const { name } = node
  if (!c.source.script) {
    throw new Refusal(`\`${name}\` cannot be assigned to in an expression`, node, 'to compare, write `==`')
  }
  if (c.source.helperNames.has(name)) throw new Refusal(`\`${name}\` is a helper; it cannot be assigned to`, node)
  return ({ run }, value) => run.variables?.write(name, value)
}

function memberWriter(node: NodeOf<'MemberExpression'>, c: Compilation): Writer {
  if (!c.source.script) {
    throw new Refusal(`\`${c.textOf(node)}\` cannot be assigned to in an expression`, node, 'to compare, write `==`')
  }
  const object = c.code(node.object)
  const name = staticName(node)
  const key: Code = name === undefined ? c.code(node.property) : () => name
  const path = c.textOf(node.object)
  return (frame, value) => writeMember(object(frame), key(frame), value, path, frame.run)
}

function mapWriter(node: NodeOf<'ObjectPattern'>, c: Compilation, purpose: Purpose): Writer {
  const taken: Code[] = []
  const writers = node.properties.map((property): Writer => {
    if (property.type === 'RestElement') return restWriter(patternWriter(property.argument, c, purpose), taken)
    const name = nameOf(property.key)
    const key: Code = property.computed ? c.code(property.key) : () => name
    taken.push(key)
    const write = patternWriter(property.value, c, purpose)
    if (!property.computed) return (frame, value) => write(frame, readNamed(value, name))
    return (frame, value) => write(frame, readMember(value, key(frame), frame.run))
  })
  return (frame, value) => {
    for (const write of writers) write(frame, value)
  }
}

/** `{ a, ...rest }`: what the other keys did not take. */
function restWriter(write: Writer, taken: readonly Code[]): Writer {
  return (frame, value) => {
    const { run } = frame
    const rest: PlainMap = {}
    if (isPlain(value)) {
      const without = new Set(taken.map((key) => toKey(key(frame), run)))
      const keys = Object.keys(value)
      run.charge(keys.length)
      for (const key of keys) if (!without.has(key)) define(rest, key, value[key])
    }
    write(frame, rest)
  }
}

function listWriter(node: NodeOf<'ArrayPattern'>, c: Compilation, purpose: Purpose): Writer {
  const writers = node.elements.map((element): Writer | undefined => {
    if (!element) return undefined
    return patternWriter(element.type === 'RestElement' ? element.argument : element, c, purpose)
  })
  const rest = node.elements.at(-1)?.type === 'RestElement' ? node.elements.length - 1 : undefined
  return (frame, value) => {
    // A step on what is missing gives undefined, in patterns as well.
    const items = value === undefined || value === null ? [] : itemsOf(value, frame.run)
    writers.forEach((write, at) => {
      if (at === rest) frame.run.chargeList(items.length)
      write?.(frame, at === rest ? items.slice(at) : items[at])
    })
  }
}
