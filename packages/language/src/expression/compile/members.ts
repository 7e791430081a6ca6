/** Member access. Every step is safe: from null or what is missing, it gives undefined. */
import { readMember, readNamed } from '../access.ts'
import { groovyRead, groovyReadNamed, groovySlice, rangeEnds } from '../groovy-access.ts'
import type { GroovyRange, NodeOf, SyntaxNode } from '../nodes.ts'
import { Refusal } from '../problem.ts'
import type { Code, Frame } from '../run.ts'
import type { Compilation } from './compilation.ts'

/** What a chain gives from the `?.` on that found nothing, until its end. */
export const broken: unique symbol = Symbol('broken')

/** Whether a `?.` stands in this node or further left in its chain. */
export function isOptional(node: SyntaxNode): boolean {
  for (let link: SyntaxNode = node; ; ) {
    if (link.type === 'MemberExpression') {
      if (link.optional) return true
      link = link.object
    } else if (link.type === 'CallExpression') {
      if (link.optional) return true
      link = link.callee
    } else return false
  }
}

/** Compiles what a `?.` or a later link of its chain stands on. */
export function chainObject(node: SyntaxNode, optional: boolean, c: Compilation): Code {
  return optional ? c.guarded(() => c.code(node)) : c.code(node)
}

export function member(node: NodeOf<'MemberExpression'>, c: Compilation): Code {
  if (node.object.type === 'Super') throw new Refusal('`super` is not available here', node.object)
  const object = chainObject(node.object, node.optional, c)
  const step = stepOf(node, c)
  if (!isOptional(node)) return (frame) => step(object(frame), frame)
  const { optional } = node
  return (frame) => {
    const value = object(frame)
    if (value === broken || (optional && (value === null || value === undefined))) return broken
    return step(value, frame)
  }
}

/** Reads one member of a value. */
type Step = (value: unknown, frame: Frame) => unknown

function stepOf(node: NodeOf<'MemberExpression'>, c: Compilation): Step {
  const name = staticName(node)
  if (c.dialect === 'groovy') {
    // Acorn's types do not know that Groovy's nodes stand among its own.
    const property = node.property as SyntaxNode
    if (property.type === 'GroovyRange') return rangeStep(property, c)
    if (name !== undefined) return (value, { run }) => groovyReadNamed(value, name, run)
    const key = c.code(node.property)
    return (value, frame) => groovyRead(value, key(frame), frame.run)
  }
  if (name !== undefined) return (value) => readNamed(value, name)
  const key = c.code(node.property)
  return (value, frame) => readMember(value, key(frame), frame.run)
}

function rangeStep(node: GroovyRange, c: Compilation): Step {
  const from = c.code(node.from)
  const to = c.code(node.to)
  return (value, frame) => {
    const [first, last] = rangeEnds(from(frame), to(frame), frame.run)
    return groovySlice(value, first, last, node.exclusive, frame.run)
  }
}

/** The member's name where it is written out; undefined where it is computed. */
export function staticName(node: NodeOf<'MemberExpression'>): string | undefined {
  const { property, computed } = node
  if (property.type === 'PrivateIdentifier') throw new Refusal('a private name is not available here', property)
  if (!computed && property.type === 'Identifier') return property.name
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined
}

export function chain(node: NodeOf<'ChainExpression'>, c: Compilation): Code {
  const code = c.code(node.expression)
  return (frame) => {
    const value = code(frame)
    return value === broken ? undefined : value
  }
}
