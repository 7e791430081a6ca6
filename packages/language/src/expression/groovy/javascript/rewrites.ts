/** What a rewritten call is made of; shared by the tables of functions. */
import type { ArrowFunctionExpression, Expression } from '../nodes.ts'
import { levels, type Printed, type Printer, printed } from './printer.ts'

export interface Call {
  readonly object: Expression
  readonly name: string
  readonly args: readonly Expression[]
  /** `.` or `?.` */
  readonly dot: string
  /** Nobody asks for the result. */
  readonly dropped: boolean
}

/** The call in JavaScript; undefined when it stays as it is. */
export type Rewrite = (call: Call, p: Printer) => Printed | undefined

export function became(name: string, javascript: string, p: Printer): void {
  p.change(`\`.${name}()\` became \`${javascript}\``)
}

/** A member or call of the same object: `size` becomes `length`. */
export function following(call: Call, p: Printer, rest: string): Printed {
  const bracket = rest.startsWith('[') && call.dot === '.'
  return printed(`${p.object(call.object)}${bracket ? '' : call.dot}${rest}`, levels.member)
}

/** The object as the argument of a function: `Object.keys(a)`. */
export function around(call: Call, p: Printer, name: string): Printed {
  return printed(`${name}(${p.argument(call.object)})`, levels.member)
}

export function closureOf(call: Call): ArrowFunctionExpression | undefined {
  const last = call.args[call.args.length - 1]
  return last?.type === 'ArrowFunctionExpression' ? last : undefined
}
