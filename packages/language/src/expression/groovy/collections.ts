/** Lists, maps and arguments: what stands between brackets with commas in it. */
import type { Expression, GroovyMap, SpreadElement } from './nodes.ts'
import type { Reader } from './reader.ts'

/** A list or a map, at its `[`. */
export function readCollection(reader: Reader): Expression {
  const { start } = reader.take()
  return reader.withNewlines(false, () => {
    if (reader.takeIf(':')) {
      reader.expect(']')
      return { type: 'GroovyMap', start, end: reader.lastEnd, entries: [] }
    }
    const elements: (Expression | SpreadElement)[] = []
    while (!reader.is(']')) {
      const key = readMapKey(reader)
      if (key && elements.length === 0) return readMap(reader, start, key)
      if (key) reader.fail('a list cannot have an entry with a key', key.start, reader.token.end)
      elements.push(readItem(reader))
      const only = elements[0]
      if (elements.length === 1 && only && only.type !== 'SpreadElement' && reader.is(':'))
        return readMap(reader, start, only)
      if (!reader.is(']')) reader.expect(',')
    }
    reader.take()
    return { type: 'ArrayExpression', start, end: reader.lastEnd, elements }
  })
}

/** A bare word in front of a colon. */
function readMapKey(reader: Reader): Expression | undefined {
  if (reader.is('*:')) reader.refuse('the spread of a map (`*:`)', reader.token, 'name the entries one by one')
  if (reader.token.kind !== 'word' || reader.peek().text !== ':') return undefined
  const { start, end, text } = reader.take()
  return { type: 'Literal', start, end, value: text, raw: text }
}

/** The rest of a map, from the colon behind its first key. */
function readMap(reader: Reader, start: number, firstKey: Expression): GroovyMap {
  const entries: { key: Expression; value: Expression }[] = []
  for (let key = firstKey; ; key = readMapKey(reader) ?? reader.grammar.expression(reader)) {
    reader.expect(':')
    entries.push({ key, value: reader.grammar.expression(reader) })
    if (!reader.is(']')) reader.expect(',')
    if (reader.takeIf(']')) return { type: 'GroovyMap', start, end: reader.lastEnd, entries }
  }
}

/** What stands between the parentheses of a call, at the `(`. */
export function readArguments(reader: Reader): (Expression | SpreadElement)[] {
  reader.take()
  return reader.withNewlines(false, () => {
    const given: (Expression | SpreadElement)[] = []
    while (!reader.is(')')) {
      if (reader.token.kind === 'word' && reader.peek().text === ':') {
        reader.refuse('an argument with a name', reader.token, `write a map: \`([${reader.token.text}: …])\``)
      }
      given.push(readItem(reader))
      if (!reader.is(')')) reader.expect(',')
    }
    reader.take()
    return given
  })
}

function readItem(reader: Reader): Expression | SpreadElement {
  const { start } = reader.token
  if (!reader.takeIf('*')) return reader.grammar.expression(reader)
  const argument = reader.grammar.expression(reader)
  return { type: 'SpreadElement', start, end: reader.lastEnd, argument }
}
