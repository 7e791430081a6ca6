import { ExpressionError, type HelperUse, kindOf, XmlNode } from '@merlon/language'
import { defineHelper } from './define-helper.ts'
import { select } from './jsonpath/evaluate.ts'
import { parsePath } from './jsonpath/parse.ts'
import type { Query } from './jsonpath/syntax.ts'
import { wrongArgument } from './shared/arguments.ts'

const MOST_KEPT = 500
const LONGEST = 10_000
const known = new Map<string, Query>()

export default defineHelper({
  name: 'jsonpath',
  summary: 'Queries over JSON (RFC 9535), for what a plain path cannot say',
  functions: {},
  call: {
    signature: 'jsonpath(value, path)',
    summary: 'The list of all values that the path selects, empty where there are none',
    example: "jsonpath(payload, '$..book[?@.price < 10].title')",
    run([value, path], use) {
      if (typeof path !== 'string') throw wrongArgument('jsonpath', 'a path as text for its second argument', path)
      refuseOthers(value)
      return select(value, queryOf(path, use), use)
    },
  },
})

/** Paths stand in tests as literals, so each is read once. */
function queryOf(path: string, use: HelperUse): Query {
  if (path.length > LONGEST) throw new ExpressionError(`jsonpath: the path is longer than ${LONGEST} characters`)
  const kept = known.get(path)
  if (kept) return kept
  use.charge(10 * path.length)
  const query = parsePath(path)
  if (known.size >= MOST_KEPT) known.clear()
  known.set(path, query)
  return query
}

/** Nothing could be found in these, which would look like a value without what the path asks for. */
function refuseOthers(value: unknown): void {
  if (value instanceof XmlNode)
    throw wrongArgument('jsonpath', 'a value of JSON', value, 'write `xpath(node, path)` for XML and HTML')
  if (kindOf(value) === 'missing') throw wrongArgument('jsonpath', 'a value of JSON', value)
  if (typeof value === 'string' && holdsJson(value.trim())) {
    throw wrongArgument('jsonpath', 'a value of JSON', value, 'write `JSON.parse(text)` for text that holds JSON')
  }
}

function holdsJson(text: string): boolean {
  return (text.startsWith('{') && text.endsWith('}')) || (text.startsWith('[') && text.endsWith(']'))
}
