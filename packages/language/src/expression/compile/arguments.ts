/** The arguments of a call, and where it stands. */
import type { Site } from '../call.ts'
import { itemsOf } from '../iterate.ts'
import type { SyntaxNode } from '../nodes.ts'
import type { Frame } from '../run.ts'
import type { Compilation } from './compilation.ts'

type Arguments = (frame: Frame) => unknown[]

export function argumentsOf(nodes: readonly SyntaxNode[], c: Compilation): Arguments {
  if (nodes.some((node) => node.type === 'SpreadElement')) return spreadArguments(nodes, c)
  const codes = nodes.map((node) => c.code(node))
  const [first] = codes
  if (!first) return () => []
  if (codes.length === 1) return (frame) => [first(frame)]
  return (frame) => {
    const values: unknown[] = []
    for (const code of codes) values.push(code(frame))
    return values
  }
}

function spreadArguments(nodes: readonly SyntaxNode[], c: Compilation): Arguments {
  const parts = nodes.map((node) => ({
    spread: node.type === 'SpreadElement',
    code: c.code(node.type === 'SpreadElement' ? node.argument : node),
  }))
  return (frame) => {
    const values: unknown[] = []
    for (const { spread, code } of parts) {
      const value = code(frame)
      if (!spread) values.push(value)
      else {
        const items = itemsOf(value, frame.run)
        frame.run.chargeList(values.length + items.length)
        for (const item of items) values.push(item)
      }
    }
    return values
  }
}

export function siteOf(callee: SyntaxNode, node: SyntaxNode, c: Compilation): Site {
  return { object: c.textOf(callee), ...c.placeOf(node) }
}
