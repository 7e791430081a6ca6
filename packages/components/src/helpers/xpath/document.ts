/**
 * A document as XPath sees it (XPath 1.0, chapter 5): numbered in document order, so that an order is a comparison. Our
 * elements know neither their parents nor their places.
 */
import { type HelperUse, XmlNode } from '@merlon/language'

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
/** Namespace nodes are numbered between their element and what follows it. */
const namespaceStep = 2 ** -20

export interface Entry {
  readonly kind: 'document' | 'element' | 'attribute' | 'text' | 'namespace'
  /** Number of the parent; -1 for the document. */
  readonly parent: number
  /** The sibling before it; -1 for none. */
  readonly previous: number
  /** One more than the last number inside it. */
  end: number
  /** Name without prefix. */
  readonly local: string
  /** The name as written. */
  readonly name: string
  /** Namespace; for a prefix that is declared nowhere, as in HTML, a mark that no namespace can be. */
  readonly space: string
  /** The element; the text of anything else. */
  readonly value: XmlNode | string
}

/** The namespace in which names with an undeclared prefix are. */
export function undeclared(prefix: string): string {
  return `\0${prefix}`
}

const none: readonly string[] = []
const known = new WeakMap<XmlNode, Document>()

/** The document whose root is this element; numbered once, since elements never change. Charges for all of it. */
export function documentOf(root: XmlNode, use: HelperUse): Document {
  const kept = known.get(root)
  use.charge(1)
  if (kept) return kept
  const made = new Document(root, use)
  known.set(root, made)
  return made
}

export class Document {
  readonly entries: Entry[] = []
  /** Which namespaces each prefix stands for somewhere in the document. */
  readonly prefixes = new Map<string, Set<string>>([['xml', new Set([xmlNamespace])]])
  readonly root: XmlNode
  /** Declarations in force while the document is numbered. */
  private readonly scopes = new Map<string, string[]>([['xml', [xmlNamespace]]])

  constructor(root: XmlNode, use: HelperUse) {
    this.root = root
    this.number(root, use)
  }

  entry(id: number): Entry {
    return Number.isInteger(id) ? this.entries[id]! : this.namespaceEntry(id)
  }

  private number(root: XmlNode, use: HelperUse): void {
    const { entries } = this
    entries.push({ kind: 'document', parent: -1, previous: -1, end: 0, local: '', name: '', space: '', value: root })
    const open: {
      id: number
      children: readonly (XmlNode | string)[]
      next: number
      last: number
      declared: readonly string[]
    }[] = [{ id: 0, children: [root], next: 0, last: -1, declared: none }]
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const child = top.children[top.next]
      if (child === undefined) {
        entries[top.id]!.end = entries.length
        for (const prefix of top.declared) this.scopes.get(prefix)?.pop()
        open.pop()
        continue
      }
      top.next += 1
      use.charge(2)
      if (child === '') continue
      const id = entries.length
      const previous = top.last
      top.last = id
      if (typeof child === 'string') {
        const end = id + 1
        entries.push({ kind: 'text', parent: top.id, previous, end, local: '', name: '', space: '', value: child })
      } else {
        const declared = this.declare(child, use)
        this.addNamed('element', child.name, child.namespace, child, top.id, previous)
        this.addAttributes(child, id)
        open.push({ id, children: child.children, next: 0, last: -1, declared })
      }
    }
  }

  /** Takes in the prefixes that an element declares. */
  private declare({ attributes }: XmlNode, use: HelperUse): readonly string[] {
    if (attributes.size === 0) return none
    use.charge(2 * attributes.size)
    const declared: string[] = []
    for (const [name, uri] of attributes) {
      if (!name.startsWith('xmlns:')) continue
      const prefix = name.slice('xmlns:'.length)
      const scope = this.scopes.get(prefix)
      if (scope) scope.push(uri)
      else this.scopes.set(prefix, [uri])
      declared.push(prefix)
      this.notePrefix(prefix, uri)
    }
    return declared
  }

  private addAttributes(node: XmlNode, id: number): void {
    for (const [name, value] of node.attributes) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue
      this.addNamed('attribute', name, this.attributeSpace(name, node), value, id, -1)
    }
  }

  private attributeSpace(name: string, { name: element, namespace }: XmlNode): string {
    const prefix = prefixOf(name)
    if (prefix === '') return ''
    const declared = this.scopes.get(prefix)?.at(-1)
    return declared ?? (prefixOf(element) === prefix ? namespace : '')
  }

  private addNamed(
    kind: 'element' | 'attribute',
    name: string,
    namespace: string,
    value: XmlNode | string,
    parent: number,
    previous: number,
  ): void {
    const prefix = prefixOf(name)
    const space = prefix === '' ? namespace : namespace || undeclared(prefix)
    if (prefix !== '') this.notePrefix(prefix, space)
    const local = prefix === '' ? name : name.slice(prefix.length + 1)
    this.entries.push({ kind, parent, previous, end: this.entries.length + 1, local, name, space, value })
  }

  private notePrefix(prefix: string, space: string): void {
    const spaces = this.prefixes.get(prefix)
    if (spaces) spaces.add(space)
    else this.prefixes.set(prefix, new Set([space]))
  }

  /** Numbers of the namespace nodes of an element. */
  namespaceIds(id: number): number[] {
    return [...this.inScope(id)].map((_, at) => id + (at + 1) * namespaceStep)
  }

  private namespaceEntry(id: number): Entry {
    const parent = Math.floor(id)
    const [prefix, uri] = [...this.inScope(parent)][Math.round((id - parent) / namespaceStep) - 1] ?? ['', '']
    return {
      kind: 'namespace',
      parent,
      previous: -1,
      end: parent + 1,
      local: prefix,
      name: prefix,
      space: '',
      value: uri,
    }
  }

  /** Namespaces by prefix that hold at an element (section 5.4). */
  private inScope(id: number): Map<string, string> {
    const scope = new Map([['xml', xmlNamespace]])
    const from = this.entries[id]!
    const element = from.value
    if (from.kind !== 'element' || !(element instanceof XmlNode)) return scope
    if (element.namespace !== '') scope.set(prefixOf(element.name), element.namespace)
    for (let at = id; at > 0; at = this.entries[at]!.parent) {
      const { value } = this.entries[at]!
      if (!(value instanceof XmlNode)) continue
      for (const [name, uri] of value.attributes) {
        const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined
        if (prefix !== undefined && !scope.has(prefix)) scope.set(prefix, uri)
      }
    }
    if (scope.get('') === '') scope.delete('')
    return scope
  }

  /** The text of a node: of an element all text inside it (chapter 5). */
  text(id: number, use: HelperUse): string {
    const { kind, value, end } = this.entry(id)
    if (kind !== 'element' && kind !== 'document') return String(value)
    use.charge(end - id)
    const texts: string[] = []
    let length = 0
    for (let at = id + 1; at < end; at += 1) {
      const inner = this.entries[at]!
      if (inner.kind !== 'text') continue
      const text = String(inner.value)
      length += text.length
      texts.push(text)
    }
    use.chargeText(length)
    return texts.join('')
  }
}

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}
