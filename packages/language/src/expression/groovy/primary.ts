/** Values that stand for themselves: literals, variables, lists, closures, what is in parentheses, `new Date()`. */
import { readClosure } from './closures.ts'
import { readArguments, readCollection } from './collections.ts'
import type { Expression, Literal } from './nodes.ts'
import type { Reader } from './reader.ts'
import { checkStaticAccess, checkWord, refuseNew } from './refusals.ts'
import { readString } from './strings.ts'
import { numberOf, type Token } from './tokens.ts'
import { typeAt } from './types.ts'

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

export function readPrimary(reader: Reader): Expression {
  const { token } = reader
  switch (token.kind) {
    case 'word':
      return readWord(reader, token)
    case 'number':
      return readNumber(reader)
    case 'quote':
      return readString(reader)
    case 'sign':
      return readSign(reader, token)
    default:
      return reader.unexpected('a value')
  }
}

function readSign(reader: Reader, token: Token): Expression {
  switch (token.text) {
    case '[':
      return readCollection(reader)
    case '{':
      return readClosure(reader)
    case '/':
    case '/=':
      return readString(reader)
    case '(': {
      reader.take()
      const inner = reader.withNewlines(false, () => reader.grammar.expression(reader))
      reader.expect(')')
      return inner
    }
    case '@':
      return reader.refuse('an annotation', token)
    default:
      return reader.unexpected('a value')
  }
}

function readWord(reader: Reader, word: Token): Expression {
  const { start, end, text } = word
  const constant = CONSTANTS.get(text)
  if (constant !== undefined) {
    reader.take()
    return { type: 'Literal', start, end, value: constant, raw: text }
  }
  if (text === 'new') return readNew(reader)
  checkWord(reader, word)
  checkStaticAccess(reader, word, reader.peek())
  reader.take()
  return { type: 'Identifier', start, end, name: text }
}

function readNumber(reader: Reader): Literal {
  const { start, end, text } = reader.token
  const number = numberOf(text)
  if (!number) reader.fail(`\`${text}\` is not a number`, start, end)
  reader.take()
  return { type: 'Literal', start, end, ...number }
}

function readNew(reader: Reader): Expression {
  const { start } = reader.take()
  const type = reader.token.kind === 'word' ? typeAt(reader.text, reader.token.start) : undefined
  if (!type) return reader.unexpected('the name of a class')
  const { name } = type
  const exception = /(?:Exception|Error|Throwable)$/.test(name)
  if ((name !== 'Date' && !exception) || type.array) {
    const full = reader.text.slice(type.start, type.end).replace(/[<[].*$/su, '')
    return refuseNew(reader, full, { start, end: type.end })
  }
  reader.moveTo(type.end)
  if (!reader.is('(')) reader.unexpected('`(`')
  const given = readArguments(reader)
  if (reader.is('{') && !reader.lineEnded) reader.refuse('a class without a name', reader.token)
  const callee = { type: 'Identifier', start: type.start, end: type.end, name: exception ? 'Error' : 'Date' } as const
  return { type: 'NewExpression', start, end: reader.lastEnd, callee, arguments: given }
}
