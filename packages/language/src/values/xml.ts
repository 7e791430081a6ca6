/**
 * Reads XML (XML 1.0 with Namespaces). Namespaces are resolved here: the parser's own look-up walks all open elements
 * for every name, which a deeply nested document turns into minutes.
 */
import { SaxesParser } from 'saxes'
import {
  declaredPrefix,
  type NamespaceScope,
  namespaceScope,
  prefixOf,
  xmlNamespace,
  xmlnsNamespace,
} from './namespaces.ts'
import { type Parsed, problemAt, withoutMark } from './problem.ts'
import { XmlNode } from './types.ts'

/**
 * The root element of a document. Strict: what is not well-formed is a problem, and so is a document type declaration,
 * whose entities could reach outside the document or grow without bound. Comments and processing instructions are
 * dropped, CDATA is text, names keep their prefixes as written.
 */
export function parseXml(source: string): Parsed<XmlNode> {
  const { text, skipped } = withoutMark(source)
  const parser = new SaxesParser({ xmlns: false, position: false })
  const tree = treeBuilder()
  parser.on('error', (error) => {
    throw new NotWellFormed(reworded(error.message, tree.innermost(), text, parser.position))
  })
  parser.on('doctype', (declaration) => {
    throw new NotWellFormed(refusal(declaration))
  })
  parser.on('opentag', (tag) => tree.open(tag.name, new Map(Object.entries(tag.attributes))))
  parser.on('closetag', (tag) => tree.close(tag.name))
  parser.on('text', (piece) => tree.text(piece))
  parser.on('cdata', (piece) => tree.text(piece))
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof NotWellFormed)) throw error
    // At the end, the parser has gone one step further.
    const offset = Math.min(parser.position + skipped, source.length)
    return problemAt(source, offset, (place) => `the XML cannot be read ${place}: ${error.message}`)
  }
  return { value: tree.root() }
}

class NotWellFormed extends Error {}

function refusal(declaration: string): string {
  return /^\s*html\b/i.test(declaration)
    ? 'it is an HTML page; read it as `html`'
    : 'it has a document type declaration (`<!DOCTYPE`), which is refused because its entities are not safe to expand'
}

function reworded(message: string, innermost: string | undefined, text: string, position: number): string {
  const plain = message.replace(/\.$/, '')
  if (plain === 'unexpected close tag') {
    const closing = text.slice(text.lastIndexOf('</', position - 1), position)
    return `\`</${innermost}>\` was expected, found \`${closing}\``
  }
  if (plain.startsWith('unclosed tag: ')) return `\`<${plain.slice('unclosed tag: '.length)}>\` is not closed`
  if (plain.startsWith('duplicate attribute: '))
    return `the attribute \`${plain.slice('duplicate attribute: '.length)}\` is given twice`
  if (plain === 'text data outside of root node') return 'there is text outside of the root element'
  if (plain === 'undefined entity')
    return 'there is an entity other than `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&apos;`'
  return plain
}

interface OpenElement {
  readonly node: XmlNode
  readonly children: (XmlNode | string)[]
  readonly declared: readonly string[]
}

interface TreeBuilder {
  open(name: string, attributes: Map<string, string>): void
  close(name: string): void
  text(piece: string): void
  /** Name of the element that was opened last and is not closed, or was closed by mistake. */
  innermost(): string | undefined
  root(): XmlNode
}

function treeBuilder(): TreeBuilder {
  const scope = namespaceScope()
  const open: OpenElement[] = []
  let root: XmlNode | undefined
  let latest: string | undefined
  return {
    open(name, attributes) {
      const declared = declarations(attributes, scope)
      const namespace = namespaceOf(name, scope)
      checkAttributes(attributes, scope)
      const children: (XmlNode | string)[] = []
      const node = new XmlNode(name, attributes, children, namespace)
      const parent = open.at(-1)
      if (parent) parent.children.push(node)
      else root = node
      open.push({ node, children, declared })
    },
    close(name) {
      latest = name
      const closed = open.pop()
      if (closed) scope.leave(closed.declared)
    },
    text(piece) {
      const children = open.at(-1)?.children
      if (!children || piece === '') return
      const last = children.length - 1
      if (typeof children[last] === 'string') children[last] += piece
      else children.push(piece)
    },
    innermost: () => latest,
    root() {
      if (!root) throw new Error('a document without a root element was accepted')
      return root
    },
  }
}

function declarations(attributes: ReadonlyMap<string, string>, scope: NamespaceScope): string[] {
  const declared: string[] = []
  for (const [name, namespace] of attributes) {
    const prefix = declaredPrefix(name)
    if (prefix === undefined) continue
    checkDeclaration(prefix, namespace)
    scope.declare(prefix, namespace)
    declared.push(prefix)
  }
  return declared
}

function checkDeclaration(prefix: string, namespace: string): void {
  const isReserved = prefix === 'xmlns' || namespace === xmlnsNamespace
  if (isReserved || (prefix === 'xml') !== (namespace === xmlNamespace)) {
    throw new NotWellFormed(`the prefix \`${prefix}\` cannot stand for the namespace \`${namespace}\``)
  }
  if (prefix !== '' && namespace === '')
    throw new NotWellFormed(`the prefix \`${prefix}\` is declared with no namespace`)
}

function namespaceOf(name: string, scope: NamespaceScope): string {
  const colon = name.indexOf(':')
  if (colon === 0 || colon === name.length - 1 || (colon > 0 && name.includes(':', colon + 1))) {
    throw new NotWellFormed(`\`${name}\` is not a name`)
  }
  const prefix = prefixOf(name)
  const namespace = scope.of(prefix)
  if (namespace === undefined) throw new NotWellFormed(`the prefix \`${prefix}\` is not declared`)
  return namespace
}

// The parser has refused attributes of the same name; two prefixes of one namespace make the same name as well.
function checkAttributes(attributes: ReadonlyMap<string, string>, scope: NamespaceScope): void {
  const seen = new Set<string>()
  for (const name of attributes.keys()) {
    if (!name.includes(':') || declaredPrefix(name) !== undefined) continue
    const expanded = `{${namespaceOf(name, scope)}}${name.slice(name.indexOf(':') + 1)}`
    if (seen.has(expanded)) throw new NotWellFormed(`the attribute \`${name}\` is given twice`)
    seen.add(expanded)
  }
}
