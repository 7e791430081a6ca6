/** `def x = …`, `String x = …`: declarations of variables. */
import type { Reader } from './reader.ts'
import { checkName } from './refusals.ts'
import type { VariableDeclaration, VariableDeclarator } from './statement-nodes.ts'
import { tokenAt } from './tokens.ts'
import { convertedFor, isTypeName, type TypedName, typedNameAt } from './types.ts'

const DECLARING = new Set(['def', 'final', 'var', 'let', 'const'])

/** The declaration that begins at the current word, if one does; what looks like one and is refused is refused here. */
export function declarationAt(reader: Reader): TypedName | undefined {
  const { token } = reader
  if (DECLARING.has(token.text) && reader.peek().text === '(') {
    const help = 'declare the variables one by one: `def a = list[0]`'
    if (token.text === 'def' || token.text === 'final') reader.refuse('a declaration of several variables', token, help)
  }
  const typed = token.text === 'new' ? undefined : typedNameAt(reader)
  if (!typed) return undefined
  if (!isTypeName(typed.type)) return refuseCommand(reader)
  if (tokenAt(reader.text, typed.name.end).text === '(') {
    const place = { start: token.start, end: typed.name.end }
    reader.refuse('a method definition', place, `use a closure: \`def ${typed.name.text} = { a, b -> … }\``)
  }
  return typed
}

/** Refuses `println x` at its first word. */
export function refuseCommand(reader: Reader, name = reader.token): never {
  const what = `calling \`${name.text}\` without parentheses`
  return reader.refuse(what, name, `write \`${name.text}(…)\``)
}

export function readDeclaration(reader: Reader, { type, name }: TypedName): VariableDeclaration {
  const { start } = reader.token
  reader.moveTo(name.start)
  const declarations: VariableDeclarator[] = []
  for (;;) {
    const declared = reader.expectWord('the name of a variable')
    checkName(reader, declared)
    reader.declare(declared)
    const id = { type: 'Identifier', start: declared.start, end: declared.end, name: declared.text } as const
    const init = reader.takeIf('=') ? convertedFor(type, reader.grammar.expression(reader)) : null
    declarations.push({ type: 'VariableDeclarator', start: id.start, end: reader.lastEnd, id, init })
    if (reader.peek().kind !== 'word' || !reader.takeIf(',')) break
  }
  return { type: 'VariableDeclaration', start, end: reader.lastEnd, kind: 'let', declarations }
}
