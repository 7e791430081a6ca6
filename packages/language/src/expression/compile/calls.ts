/** Calls and `new`. */
import { callMember, callValue, construct, hasFunction } from '../call.ts'
import { globalNames } from '../members/globals.ts'
import { bare, type NodeOf } from '../nodes.ts'
import { Refusal } from '../problem.ts'
import type { Code } from '../run.ts'
import { toKey } from '../values.ts'
import { argumentsOf, siteOf } from './arguments.ts'
import type { Compilation } from './compilation.ts'
import { spreadCall } from './groovy.ts'
import { broken, chainObject, isOptional, staticName } from './members.ts'
import { watched } from './watching.ts'

export function call(node: NodeOf<'CallExpression'>, c: Compilation): Code {
  const callee = bare(node.callee)
  if (callee.type === 'Super') throw new Refusal('`super` is not available here', callee)
  if (callee.type === 'MemberExpression') return memberCall(node, callee, c)
  if (callee.type === 'GroovySpread') return spreadCall(node, callee, c)
  const code = chainObject(callee, node.optional, c)
  const args = argumentsOf(node.arguments, c)
  const site = siteOf(callee, node, c)
  const known = [...globalNames(c.dialect), ...c.source.helperNames]
  const chained = isOptional(node)
  return (frame) => {
    const value = code(frame)
    if (chained && (value === broken || (node.optional && (value === null || value === undefined)))) return broken
    return callValue(value, args(frame), frame.run, site, known)
  }
}

function memberCall(node: NodeOf<'CallExpression'>, callee: NodeOf<'MemberExpression'>, c: Compilation): Code {
  const name = staticName(callee)
  const spied = name === undefined ? undefined : watched(node, callee, name, c)
  if (spied) return spied
  const object = chainObject(callee.object, callee.optional, c)
  const key = name === undefined ? c.code(callee.property) : undefined
  const args = argumentsOf(node.arguments, c)
  const site = siteOf(callee.object, node, c)
  if (name !== undefined && !isOptional(node)) {
    return (frame) => callMember(object(frame), name, args(frame), frame.run, site)
  }
  return (frame) => {
    const { run } = frame
    const self = object(frame)
    if (self === broken || (callee.optional && (self === null || self === undefined))) return broken
    const member = name ?? toKey(key?.(frame), run)
    if (node.optional && !hasFunction(self, member, run)) return broken
    return callMember(self, member, args(frame), run, site)
  }
}

export function creation(node: NodeOf<'NewExpression'>, c: Compilation): Code {
  const { callee } = node
  const local = callee.type === 'Identifier' && c.lexical.find(callee.name) !== undefined
  if (callee.type !== 'Identifier' || local || !creatable.has(callee.name)) {
    throw new Refusal(`\`new ${c.textOf(callee)}()\` is not available in expressions`, node)
  }
  const code = c.code(callee)
  const args = argumentsOf(node.arguments, c)
  const site = siteOf(callee, node, c)
  return (frame) => construct(code(frame), args(frame), frame.run, site)
}

const creatable = new Set(['Array', 'Date', 'Error', 'Map', 'Object', 'RegExp', 'Set'])
