/** Statements of scripts and closures. */

import { readFor, readIf, readTry, readWhile } from './branches.ts'
import { declarationAt, readDeclaration, refuseCommand } from './declarations.ts'
import type { Reader } from './reader.ts'
import { checkWord } from './refusals.ts'
import type { Statement } from './statement-nodes.ts'

/** Statements up to the `}` or the end of the text, which is left for the caller. */
export function readStatements(reader: Reader): Statement[] {
  const statements: Statement[] = []
  for (;;) {
    while (reader.takeIf(';'));
    if (reader.is('}') || reader.token.kind === 'end') return statements
    const statement = readStatement(reader)
    statements.push(statement)
    if (!isEnded(reader, statement)) refuseRest(reader, statement)
  }
}

function isEnded(reader: Reader, statement: Statement): boolean {
  if (reader.token.newline || reader.token.kind === 'end' || reader.is(';') || reader.is('}')) return true
  return /^(?:If|For|ForOf|While|Try)Statement$/.test(statement.type)
}

function refuseRest(reader: Reader, statement: Statement): never {
  const called = statement.type === 'ExpressionStatement' ? statement.expression : undefined
  if (
    /^(?:quote|word|number)$/.test(reader.token.kind) &&
    /^(?:Identifier|MemberExpression)$/.test(called?.type ?? '')
  ) {
    const { start, end } = statement
    refuseCommand(reader, { kind: 'word', text: reader.text.slice(start, end), start, end, newline: false })
  }
  return reader.unexpected('the end of the statement')
}

/** One statement, without the `;` behind it. */
export function readStatement(reader: Reader): Statement {
  return reader.nest(() => {
    const { token } = reader
    if (token.kind === 'sign' && token.text === '{') {
      reader.fail('a block on its own is not part of a script', token.start, token.end, 'leave its braces out')
    }
    return (token.kind === 'word' && readKeyword(reader)) || readDeclarationOrExpression(reader)
  })
}

function readDeclarationOrExpression(reader: Reader): Statement {
  const { token } = reader
  if (token.kind === 'word' && reader.peek().text === ':') {
    reader.refuse('a label', token, `for a map write \`[${token.text}: …]\``)
  }
  const declared = declarationAt(reader)
  if (declared) return readDeclaration(reader, declared)
  const expression = reader.grammar.expression(reader)
  return { type: 'ExpressionStatement', start: token.start, end: reader.lastEnd, expression }
}

function readKeyword(reader: Reader): Statement | undefined {
  const { start, text } = reader.token
  switch (text) {
    case 'if':
      return readIf(reader)
    case 'for':
      return readFor(reader)
    case 'while':
      return readWhile(reader)
    case 'try':
      return readTry(reader)
    case 'break':
    case 'continue':
      return readJump(reader, text)
    case 'return': {
      reader.take()
      const nothing = reader.token.newline || reader.is(';') || reader.is('}') || reader.token.kind === 'end'
      const argument = nothing ? null : reader.grammar.expression(reader)
      return { type: 'ReturnStatement', start, end: reader.lastEnd, argument }
    }
    case 'throw': {
      reader.take()
      const argument = reader.grammar.expression(reader)
      return { type: 'ThrowStatement', start, end: reader.lastEnd, argument }
    }
    case 'def':
    case 'final':
    case 'new':
      return undefined
    default:
      if (reader.peek().kind === 'word' && !/^(?:int|long|short|byte|double|float|boolean|char)$/.test(text))
        checkWord(reader, reader.token)
      return undefined
  }
}

function readJump(reader: Reader, word: 'break' | 'continue'): Statement {
  const { start, end } = reader.take()
  if (reader.loops === 0) reader.fail(`\`${word}\` stands outside a loop`, start, end)
  if (reader.token.kind === 'word' && !reader.token.newline) reader.refuse('a label', reader.token)
  return { type: word === 'break' ? 'BreakStatement' : 'ContinueStatement', start, end, label: null }
}
