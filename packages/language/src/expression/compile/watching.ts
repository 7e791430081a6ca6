/** Traced calls of `every`, `some`, `includes`: a failed `assert` says on what they were called and which element decided. */
import { callMember } from '../call.ts'
import { Callable } from '../callable.ts'
import type { NodeOf } from '../nodes.ts'
import type { Code, Run } from '../run.ts'
import { argumentsOf, siteOf } from './arguments.ts'
import type { Compilation } from './compilation.ts'
import { isOptional } from './members.ts'

/** Passes calls on and remembers the last one. */
class Watching extends Callable {
  readonly #inner: Callable
  item: unknown
  index = -1
  constructor(inner: Callable) {
    super()
    this.#inner = inner
  }
  invoke(args: unknown[], run: Run): unknown {
    this.item = args[0]
    this.index += 1
    return this.#inner.invoke(args, run)
  }
}

const deciding = new Set(['every', 'some', 'includes', 'any', 'contains'])

/** The code of such a call, or undefined where nothing is to be recorded. */
export function watched(
  node: NodeOf<'CallExpression'>,
  callee: NodeOf<'MemberExpression'>,
  name: string,
  c: Compilation,
): Code | undefined {
  if (!c.source.traced || isOptional(node) || !deciding.has(name)) return undefined
  const object = c.code(callee.object)
  const subject = c.operands.push(c.placeOf(callee.object)) - 1
  const [first] = node.arguments
  const single = node.arguments.length === 1 && first && first.type !== 'SpreadElement' ? c.operand(first) : undefined
  const args = single ? undefined : argumentsOf(node.arguments, c)
  const site = siteOf(callee.object, node, c)
  return (frame) => {
    const self = object(frame)
    const values = single ? [single(frame)] : (args?.(frame) ?? [])
    const [test] = values
    const watching = test instanceof Callable ? new Watching(test) : undefined
    if (watching) values[0] = watching
    const result = callMember(self, name, values, frame.run, site)
    frame.run.seen?.set(subject, { value: self, ...(watching && note(self, name, watching, result)) })
    return result
  }
}

/** Where `every` failed: the element; where `some` failed: that none did. */
function note(self: unknown, name: string, watching: Watching, result: unknown): { value?: unknown; note?: string } {
  if (!Array.isArray(self) || result !== false) return {}
  if (name === 'every') return { value: watching.item, note: `element ${watching.index + 1} of ${self.length}` }
  return { note: `none of ${self.length} elements` }
}
