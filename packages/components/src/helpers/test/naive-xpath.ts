/** Random documents and random XPaths, each path with a reading of its own: every axis by its definition, over all nodes. */
import { XmlNode } from '@merlon/language'
import fc from 'fast-check'

const names = ['a', 'b', 'c']

const element = fc.letrec<{ node: XmlNode }>((tie) => ({
  node: fc
    .tuple(
      fc.constantFrom(...names),
      fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
      fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom('1', '2', 'x'), tie('node')), {
        maxLength: 4,
      }),
    )
    .map(
      ([name, id, children]) =>
        new XmlNode(name, new Map(id === undefined ? [] : [['id', id]]), withoutNeighbours(children)),
    ),
})).node

/** Two texts side by side are one text in a document. */
function withoutNeighbours(children: readonly (XmlNode | string)[]): (XmlNode | string)[] {
  return children.filter((child, at) => typeof child !== 'string' || typeof children[at - 1] !== 'string')
}

export const randomDocument: fc.Arbitrary<XmlNode> = element

/** A node with a parent; nodes of one document are one object each. */
export interface Node {
  readonly kind: 'document' | 'element' | 'attribute' | 'text'
  readonly name: string
  readonly value: XmlNode | string
  readonly parent: Node | undefined
  readonly children: Node[]
  readonly attributes: Node[]
}

/** All nodes of a document in its order. */
export function nodesOf(root: XmlNode): Node[] {
  const all: Node[] = []
  const add = (kind: Node['kind'], name: string, value: Node['value'], parent: Node | undefined): Node => {
    const node: Node = { kind, name, value, parent, children: [], attributes: [] }
    all.push(node)
    return node
  }
  const addElement = (value: XmlNode, parent: Node) => {
    const node = add('element', value.name, value, parent)
    parent.children.push(node)
    for (const [name, text] of value.attributes) node.attributes.push(add('attribute', name, text, node))
    for (const child of value.children) {
      if (typeof child === 'string') node.children.push(add('text', '', child, node))
      else addElement(child, node)
    }
  }
  addElement(root, add('document', '', root, undefined))
  return all
}

const ancestors = (node: Node): Node[] => (node.parent ? [node.parent, ...ancestors(node.parent)] : [])
const below = (node: Node): Node[] => node.children.flatMap((child) => [child, ...below(child)])

/** By the definitions of XPath 1.0, section 2.2; the nearest first. */
const axes: Readonly<Record<string, (node: Node, all: readonly Node[]) => readonly Node[]>> = {
  self: (node) => [node],
  child: (node) => node.children,
  parent: (node) => ancestors(node).slice(0, 1),
  ancestor: ancestors,
  'ancestor-or-self': (node) => [node, ...ancestors(node)],
  descendant: below,
  'descendant-or-self': (node) => [node, ...below(node)],
  attribute: (node) => node.attributes,
  following: (node, all) =>
    all.slice(all.indexOf(node) + 1).filter((one) => one.kind !== 'attribute' && !below(node).includes(one)),
  preceding: (node, all) =>
    all
      .slice(0, all.indexOf(node))
      .filter((one) => one.kind !== 'attribute' && !ancestors(node).includes(one))
      .reverse(),
  'following-sibling': (node) => siblings(node).slice(siblings(node).indexOf(node) + 1),
  'preceding-sibling': (node) => siblings(node).slice(0, siblings(node).indexOf(node)).reverse(),
}

function siblings(node: Node): readonly Node[] {
  return node.kind === 'attribute' ? [node] : (node.parent?.children ?? [node])
}

interface NaiveStep {
  readonly text: string
  apply(node: Node, all: readonly Node[]): readonly Node[]
}

interface NaivePredicate {
  readonly text: string
  holds(node: Node, position: number, size: number, all: readonly Node[]): boolean
}

const test = fc.constantFrom(...names, '*', 'node()', 'text()', 'id')
const axis = fc.constantFrom(...Object.keys(axes))

function step(predicate: fc.Arbitrary<NaivePredicate>): fc.Arbitrary<NaiveStep> {
  return fc.tuple(axis, test, fc.array(predicate, { maxLength: 2 })).map(([along, wanted, predicates]) => ({
    text: `${along}::${wanted}${predicates.map(({ text }) => `[${text}]`).join('')}`,
    apply: (node, all) => {
      const taken = axes[along]!(node, all).filter((one) => takes(one, along, wanted))
      return predicates.reduce(
        (left, { holds }) => left.filter((one, at) => holds(one, at + 1, left.length, all)),
        taken as readonly Node[],
      )
    },
  }))
}

function takes({ kind, name }: Node, along: string, wanted: string): boolean {
  if (wanted === 'node()') return true
  if (wanted === 'text()') return kind === 'text'
  return kind === (along === 'attribute' ? 'attribute' : 'element') && (wanted === '*' || name === wanted)
}

const place = fc.nat(3).map((at): NaivePredicate => ({ text: String(at), holds: (_, position) => position === at }))
const counted = fc
  .constantFrom('position() = 2', 'last()', 'position() < last()', 'position() mod 2 = 1')
  .map((text): NaivePredicate => {
    const tests: Record<string, (position: number, size: number) => boolean> = {
      'position() = 2': (position) => position === 2,
      'last()': (position, size) => position === size,
      'position() < last()': (position, size) => position < size,
      'position() mod 2 = 1': (position) => position % 2 === 1,
    }
    return { text, holds: (_, position, size) => tests[text]!(position, size) }
  })
const simple = fc.oneof(place, counted)
const nested = fc.tuple(step(simple), fc.boolean()).map(
  ([{ text, apply }, negated]): NaivePredicate => ({
    text: negated ? `not(${text})` : text,
    holds: (node, _position, _size, all) => apply(node, all).length > 0 !== negated,
  }),
)
const equal = fc.tuple(step(simple), fc.constantFrom('=', '!='), fc.constantFrom('1', 'x', '')).map(
  ([{ text, apply }, operator, wanted]): NaivePredicate => ({
    text: `${text} ${operator} '${wanted}'`,
    holds: (node, _position, _size, all) =>
      apply(node, all).some((one) => (textOf(one) === wanted) === (operator === '=')),
  }),
)

export function textOf(node: Node): string {
  return typeof node.value === 'string'
    ? node.value
    : below(node)
        .map((one) => (typeof one.value === 'string' ? one.value : ''))
        .join('')
}

export interface NaiveXPath {
  readonly text: string
  /** The nodes it selects, each once, in document order. */
  select(all: readonly Node[]): readonly Node[]
}

const rootElement = (all: readonly Node[]) => all[1]!
const everything: NaiveStep = { text: '', apply: (node) => [node, ...below(node)] }

/** A path from the root or from the root element, with `/` and `//` between its steps; perhaps two of them, united. */
const onePath = fc
  .tuple(
    fc.constantFrom('', '/', '//'),
    fc.array(fc.tuple(step(fc.oneof(simple, nested, equal)), fc.boolean()), { minLength: 1, maxLength: 3 }),
  )
  .map(([from, steps]): NaiveXPath => {
    const parts = steps.flatMap(([one, deep], at) => (deep && at > 0 ? [everything, one] : [one]))
    const all = from === '//' ? [everything, ...parts] : parts
    return {
      text: from + steps.map(([{ text }, deep], at) => (at === 0 ? text : `${deep ? '//' : '/'}${text}`)).join(''),
      select: (nodes) => {
        const start = [from === '' ? rootElement(nodes) : nodes[0]!]
        return all.reduce((left: readonly Node[], { apply }) => {
          const found = new Set(left.flatMap((node) => apply(node, nodes)))
          return nodes.filter((node) => found.has(node))
        }, start)
      },
    }
  })

export const randomXPath: fc.Arbitrary<NaiveXPath> = fc.oneof(
  { arbitrary: onePath, weight: 4 },
  {
    arbitrary: fc.tuple(onePath, onePath, fc.nat(3)).map(
      ([one, other, at]): NaiveXPath => ({
        text: `(${one.text} | ${other.text})[${at}]`,
        select: (all) => {
          const found = new Set([...one.select(all), ...other.select(all)])
          return all.filter((node) => found.has(node)).filter((_, index) => index + 1 === at)
        },
      }),
    ),
    weight: 1,
  },
)
