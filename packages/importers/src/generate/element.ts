/** Elements of XML and HTML documents that stand at the same place: what their texts, attributes and children have in common. */
import { type XmlNode, xmlElements, xmlText } from '@merlon/language'
import { Scalars } from './scalars.ts'

/** Levels of elements inside each other that are looked at. */
export const MOST_LEVELS = 20

/** The children of one name. */
export interface Children {
  readonly elements: Elements
  /** How many parents have one, and how many have several. */
  parents: number
  several: number
}

export class Elements {
  seen = 0
  /** How many have child elements. */
  branches = 0
  readonly texts = new Scalars(true)
  readonly attributes = new Map<string, Scalars>()
  readonly children = new Map<string, Children>()
  /** Something here lies too deep to be looked at. */
  cut = false

  add(node: XmlNode, level = 0): void {
    this.seen += 1
    for (const [name, value] of node.attributes) {
      if (/^xmlns(?::|$)/.test(name)) continue
      const values = this.attributes.get(name) ?? new Scalars(true)
      this.attributes.set(name, values)
      values.add(value)
    }
    const children = xmlElements(node)
    if (children.length === 0) {
      this.texts.add(xmlText(node).trim())
      return
    }
    this.branches += 1
    if (level >= MOST_LEVELS) this.cut = true
    else this.addChildren(children, level)
  }

  private addChildren(children: readonly XmlNode[], level: number): void {
    const inParent = new Map<string, number>()
    for (const child of children) {
      const known = this.children.get(child.name) ?? { elements: new Elements(), parents: 0, several: 0 }
      this.children.set(child.name, known)
      known.elements.add(child, level + 1)
      inParent.set(child.name, (inParent.get(child.name) ?? 0) + 1)
    }
    for (const [name, count] of inParent) {
      const known = this.children.get(name)!
      known.parents += 1
      if (count > 1) known.several += 1
    }
  }

  /** Whether there is more to it than a text. */
  get hasParts(): boolean {
    return this.attributes.size > 0 || this.children.size > 0 || this.cut
  }

  /**
   * The children by their names, with the member that an expression takes: without the prefix, which documents may
   * change, where that is clear. There is none for `length`, which is how many elements there are, nor for a name whose
   * place another with a prefix takes where it is missing.
   */
  *named(): Generator<{ name: string; member: string | undefined; children: Children }> {
    const locals = [...this.children.keys()].map(localName)
    for (const [name, children] of this.children) {
      const local = localName(name)
      const isOnly = locals.filter((one) => one === local).length === 1
      const member = isOnly && /^[\p{L}_]/u.test(local) && local !== 'length' ? local : name
      const isCovered = !isOnly && name === local && children.parents < this.seen
      yield { name, member: member === 'length' || isCovered ? undefined : member, children }
    }
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
