/** Reading and writing the elements of XML and HTML documents. */
import { declaredPrefix, type NamespaceScope, namespaceScope, prefixOf } from './namespaces.ts'
import type { XmlNode } from './types.ts'

/** The element's direct text, exactly as in the document: in mixed content the pieces are joined. */
export function xmlText(node: XmlNode): string {
  let text = ''
  for (const child of node.children) if (typeof child === 'string') text += child
  return text
}

/** The element's child elements, in document order. */
export function xmlElements(node: XmlNode): XmlNode[] {
  return node.children.filter((child): child is XmlNode => typeof child !== 'string')
}

/**
 * The text that stands for an element where a scalar is wanted: its own text, trimmed; the XML of an element that has
 * only child elements, which no text says in short.
 */
export function xmlScalar(node: XmlNode): string {
  return xmlText(node).trim() || (isBranch(node) ? xmlSource(node) : '')
}

/** Whether the element has child elements. */
export function isBranch(node: XmlNode): boolean {
  return node.children.some((child) => typeof child !== 'string')
}

/**
 * What a member access on an element gives: `@name` the text of an attribute, `*` all child elements, `0` the element
 * itself, else the children of that name: one as an element, several as a list, none as `undefined`. Children are
 * found by their name as written in the document (`soap:Body`); only if there are none, by their local name (`Body`).
 */
export function xmlMember(node: XmlNode, name: string): string | XmlNode | XmlNode[] | undefined {
  if (name.startsWith('@')) return node.attributes.get(name.slice(1))
  const elements = xmlElements(node)
  if (name === '*') return elements
  if (/^\d+$/.test(name)) return name === '0' ? node : undefined
  let found = elements.filter((child) => child.name === name)
  if (found.length === 0) found = elements.filter((child) => child.local === name)
  return found.length > 1 ? found : found[0]
}

/**
 * The element as XML. What `parseXml` reads back equals it: white space and line ends are kept, and a namespace that
 * an ancestor declared is declared on the element itself.
 */
export function xmlSource(node: XmlNode): string {
  const scope = namespaceScope()
  const parts: string[] = []
  const open: { node: XmlNode; next: number; declared: readonly string[] }[] = []
  const start = (element: XmlNode) => {
    const attributes = withDeclaration(element, scope)
    parts.push('<', element.name)
    for (const [name, value] of attributes) parts.push(` ${name}="${escapeAttribute(value)}"`)
    parts.push(element.children.length > 0 ? '>' : '/>')
    open.push({ node: element, next: 0, declared: declare(attributes, scope) })
  }
  start(node)
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const child = top.node.children[top.next++]
    if (typeof child === 'string') parts.push(escapeText(child))
    else if (child) start(child)
    else {
      if (top.node.children.length > 0) parts.push('</', top.node.name, '>')
      scope.leave(top.declared)
      open.pop()
    }
  }
  return parts.join('')
}

function declare(attributes: ReadonlyMap<string, string>, scope: NamespaceScope): string[] {
  const declared: string[] = []
  for (const [name, namespace] of attributes) {
    const prefix = declaredPrefix(name)
    if (prefix === undefined) continue
    scope.declare(prefix, namespace)
    declared.push(prefix)
  }
  return declared
}

function withDeclaration(element: XmlNode, scope: NamespaceScope): ReadonlyMap<string, string> {
  const prefix = prefixOf(element.name)
  const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`
  if (element.attributes.has(declaration) || (scope.of(prefix) ?? '') === element.namespace) return element.attributes
  // A prefix cannot be declared away.
  if (prefix !== '' && element.namespace === '') return element.attributes
  return new Map([[declaration, element.namespace], ...element.attributes])
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function reference(character: string): string {
  return references[character] ?? `&#${character.charCodeAt(0)};`
}

// A bare carriage return is read as a line feed, and white space in an attribute as a blank (XML 1.0, §2.11, §3.3.3).
function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, reference)
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, reference)
}
