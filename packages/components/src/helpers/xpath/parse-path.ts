/** Reads what a path may begin with instead of a step: literals, functions, brackets (XPath 1.0, sections 3.1 to 3.3). */
import { suggest } from '@merlon/language'
import { isNodeType, parsePredicates, parseSteps } from './parse-location.ts'
import { type Expr, type Step, signatures, typeOf } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

export function startsPrimary({ here, ahead }: TokenReader): boolean {
  if (here.kind === 'number' || here.kind === 'text') return true
  if (here.kind === 'mark') return here.text === '(' || here.text === '$'
  return here.kind === 'name' && ahead?.text === '(' && !isNodeType(here.text)
}

/** A primary expression, with predicates and steps after it. */
export function parseFilter(reader: TokenReader): Expr {
  const start = reader.here.at
  const primary = parsePrimary(reader)
  const predicates = parsePredicates(reader)
  const steps = parseFurther(reader)
  if (predicates.length === 0 && steps.length === 0) return primary
  if (typeOf(primary) !== 'nodes')
    throw reader.fault('only a path can have predicates or steps after it, not what stands', start)
  const from: Expr = predicates.length === 0 ? primary : { kind: 'filter', of: primary, predicates }
  return steps.length === 0 ? from : { kind: 'path', from, steps }
}

function parseFurther(reader: TokenReader): Step[] {
  if (reader.takesOperator('/')) return parseSteps(reader, [])
  if (!reader.takesOperator('//')) return []
  return parseSteps(reader, [{ axis: 'descendant-or-self', test: { kind: 'node' }, predicates: [] }])
}

function parsePrimary(reader: TokenReader): Expr {
  const { kind, text, at } = reader.step()
  if (kind === 'number') return { kind: 'constant', value: Number(text) }
  if (kind === 'text') return { kind: 'constant', value: text.slice(1, -1) }
  if (text === '$') {
    throw reader.fault('there are no variables in a path', at, "put the value in: `'//item[@id=' + id + ']'`")
  }
  if (text === '(') {
    const inner = reader.expression()
    reader.needs(')')
    return inner
  }
  reader.needs('(')
  return parseCall(reader, text, at)
}

function parseCall(reader: TokenReader, name: string, at: number): Expr {
  const signature = Object.hasOwn(signatures, name) ? signatures[name] : undefined
  if (!signature) {
    const near = suggest(name, Object.keys(signatures))
    throw reader.fault(`there is no function '${name}'`, at, near && `did you mean '${near}'?`)
  }
  const args: Expr[] = []
  while (!reader.takes(')')) {
    if (args.length > 0 && !reader.takes(',')) throw reader.wrong('`,` or `)`')
    const start = reader.here.at
    const arg = reader.expression()
    if (signature.nodes && typeOf(arg) !== 'nodes') throw reader.fault(`'${name}' takes a path`, start)
    args.push(arg)
  }
  const { least, most } = signature
  if (args.length < least || args.length > most) {
    const wanted =
      most === Number.POSITIVE_INFINITY ? `${least} or more` : least === most ? least : `${least} to ${most}`
    throw reader.fault(`'${name}' takes ${wanted} arguments, found ${args.length}`, at)
  }
  return { kind: 'call', name, args }
}
