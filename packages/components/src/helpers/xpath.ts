import { ExpressionError, type HelperUse, XmlNode } from '@merlon/language'
import { defineHelper } from './define-helper.ts'
import { isMap, textIn, wrongArgument } from './shared/arguments.ts'
import { type Document, documentOf } from './xpath/document.ts'
import { Evaluation } from './xpath/evaluate.ts'
import { Names } from './xpath/names.ts'
import { parseXPath } from './xpath/parse.ts'
import type { Expr } from './xpath/syntax.ts'

const MOST_KEPT = 500
const LONGEST = 10_000
const known = new Map<string, Expr>()

export default defineHelper({
  name: 'xpath',
  summary: 'Queries over XML and HTML (XPath 1.0), for what a plain path cannot say',
  functions: {},
  call: {
    signature: 'xpath(node, path, namespaces?)',
    summary:
      'The list of what the path selects: elements, and text for attributes and text nodes; a number, text or boolean where the path gives one; the element counts as a whole document',
    example: "xpath(payload, '//a:entry[a:price > 10]/a:title', { a: 'http://www.w3.org/2005/Atom' })",
    run([node, path, namespaces], use) {
      if (typeof path !== 'string') throw wrongArgument('xpath', 'a path as text for its second argument', path)
      if (!(node instanceof XmlNode)) throw wrongNode(node)
      const expr = exprOf(path, use)
      const document = documentOf(node, use)
      const names = new Names(document, given(namespaces))
      // The document's own node is number 0, the element number 1.
      const value = new Evaluation(document, names, use).evaluate(expr, { node: 1, position: 1, size: 1 })
      names.checkPlain()
      return typeof value === 'object' ? read(value, document, use) : value
    },
  },
})

function wrongNode(value: unknown): ExpressionError {
  const needs = 'an element of XML or HTML'
  if (Array.isArray(value) && value.some((item) => item instanceof XmlNode)) {
    return wrongArgument('xpath', needs, value, 'take one of them, `[0]`, or the element that holds them')
  }
  return wrongArgument(
    'xpath',
    needs,
    value,
    Array.isArray(value) || isMap(value) ? 'write `jsonpath(value, path)` for JSON' : undefined,
  )
}

/** Paths stand in tests as literals, so each is read once. */
function exprOf(path: string, use: HelperUse): Expr {
  if (path.length > LONGEST) throw new ExpressionError(`xpath: the path is longer than ${LONGEST} characters`)
  const kept = known.get(path)
  if (kept) return kept
  use.charge(10 * path.length)
  const expr = parseXPath(path)
  if (known.size >= MOST_KEPT) known.clear()
  known.set(path, expr)
  return expr
}

function given(namespaces: unknown): ReadonlyMap<string, string> {
  if (namespaces === undefined || namespaces === null) return new Map()
  if (!isMap(namespaces))
    throw wrongArgument('xpath', 'a map from prefix to namespace for its third argument', namespaces)
  return new Map(
    Object.entries(namespaces).map(([prefix, value]) => {
      const uri = textIn(value)
      if (uri === undefined) throw wrongArgument('xpath', `the namespace of the prefix '${prefix}' as text`, value)
      return [prefix, uri]
    }),
  )
}

/** Nodes as expressions know them. */
function read(ids: readonly number[], document: Document, use: HelperUse): unknown[] {
  use.chargeList(ids.length)
  return ids.map((id) => document.entry(id).value)
}
