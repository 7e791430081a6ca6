/** Assignment, `++`, `--`, `delete`. */
import { deleteMember, readMember, writeMember } from '../access.ts'
import { truthOf } from '../dialect.ts'
import { groovyRead, groovyWrite } from '../groovy-access.ts'
import { groovyBinary } from '../groovy-operators.ts'
import { bare, type NodeOf, type SyntaxNode } from '../nodes.ts'
import { type Binary, javascriptBinary } from '../operators.ts'
import { Refusal } from '../problem.ts'
import type { Code, Frame } from '../run.ts'
import { toNumber } from '../values.ts'
import type { Compilation } from './compilation.ts'
import { staticName } from './members.ts'
import { patternWriter } from './patterns.ts'

export function assignment(node: NodeOf<'AssignmentExpression'>, c: Compilation): Code {
  const { operator } = node
  const left = bare(node.left)
  if (operator === '=') {
    if (left.type === 'MemberExpression') return update(left, c, { right: c.code(node.right), combine: second })
    const write = patternWriter(left, c, 'assign')
    const right = c.code(node.right)
    return (frame) => {
      const value = right(frame)
      write(frame, value)
      return value
    }
  }
  const right = c.code(node.right)
  if (operator === '&&=' || operator === '||=' || operator === '??=') {
    const truthy = truthOf(c.dialect)
    const keeps: (value: unknown) => boolean =
      operator === '??='
        ? (value) => value !== null && value !== undefined
        : operator === '||='
          ? truthy
          : (value) => !truthy(value)
    return update(left, c, { right, combine: second, keeps })
  }
  const table = c.dialect === 'groovy' ? groovyBinary : javascriptBinary
  const combine = table[operator.slice(0, -1)]
  if (!combine) throw new Refusal(`\`${operator}\` is not available here`, node)
  return update(left, c, { right, combine })
}

const second: Binary = (_before, value) => value

interface Change {
  readonly right: Code
  readonly combine: Binary
  /** Whether the old value stays, and the right side is not evaluated. */
  readonly keeps?: (value: unknown) => boolean
  /** `x++` gives what was there before, as a number. */
  readonly givesOld?: boolean
}

export function increment(node: NodeOf<'UpdateExpression'>, c: Compilation): Code {
  const sign = node.operator === '++' ? 1 : -1
  return update(bare(node.argument), c, {
    right: () => sign,
    combine: (before, step, run) => toNumber(before, run) + toNumber(step, run),
    givesOld: !node.prefix,
  })
}

/** Reads, combines and writes; object and key are evaluated once. */
function update(target: SyntaxNode, c: Compilation, change: Change): Code {
  if (target.type !== 'MemberExpression') {
    const write = patternWriter(target, c, 'assign')
    const read = c.code(target)
    return (frame) => changed(change, frame, read(frame), (value) => write(frame, value))
  }
  // Refuses in expressions.
  patternWriter(target, c, 'assign')
  const object = c.code(target.object)
  const name = staticName(target)
  const key: Code = name === undefined ? c.code(target.property) : () => name
  const path = c.textOf(target.object)
  const [read, write] = c.dialect === 'groovy' ? [groovyRead, groovyWrite] : [readMember, writeMember]
  const overwrites = change.combine === second && !change.keeps
  return (frame) => {
    const owner = object(frame)
    const member = key(frame)
    const before = overwrites ? undefined : read(owner, member, frame.run)
    return changed(change, frame, before, (value) => write(owner, member, value, path, frame.run))
  }
}

function changed(change: Change, frame: Frame, before: unknown, write: (value: unknown) => void): unknown {
  if (change.keeps?.(before)) return before
  const after = change.combine(before, change.right(frame), frame.run)
  write(after)
  return change.givesOld ? toNumber(before, frame.run) : after
}

export function deletion(node: NodeOf<'UnaryExpression'>, c: Compilation): Code {
  const argument = bare(node.argument)
  const target = argument.type === 'ChainExpression' ? argument.expression : argument
  if (!c.source.script || target.type !== 'MemberExpression') {
    throw new Refusal(`\`${c.textOf(node)}\`: \`delete\` takes a member of a map, in a script`, node)
  }
  const object = c.code(target.object)
  const name = staticName(target)
  const key: Code = name === undefined ? c.code(target.property) : () => name
  const path = c.textOf(target.object)
  return (frame) => deleteMember(object(frame), key(frame), path, frame.run)
}
