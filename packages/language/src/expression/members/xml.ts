/** Functions of XML and HTML elements. What is not among them is a function of the list of this one element. */
import { type XmlNode, xmlElements, xmlSource, xmlText } from '../../values/index.ts'
import { type Member, memberTable } from '../callable.ts'
import type { Run } from '../run.ts'
import { chargeTree, define, elementPrint, type PlainMap } from '../values.ts'
import { listMembers } from './list.ts'
import { listCallbacks } from './list-callbacks.ts'

const ofList = new Map<string, Member<XmlNode>>()
for (const [name, member] of [...listMembers, ...listCallbacks]) {
  ofList.set(name, (node, args, run) => member([node], args, run))
}

/** Distinct names of the child elements. */
function names(node: XmlNode, _args: readonly unknown[], run: Run): string[] {
  run.chargeList(node.children.length)
  return [...new Set(xmlElements(node).map((child) => child.name))]
}

export function attributesOf(node: XmlNode, _args: readonly unknown[], run: Run): PlainMap {
  run.charge(node.attributes.size)
  const made: PlainMap = {}
  for (const [name, value] of node.attributes) define(made, name, value)
  return made
}

export const xmlMembers = new Map<string, Member<XmlNode>>([
  ...ofList,
  ...memberTable<XmlNode>({
    asXML: (node, _args, run) => {
      chargeTree(node, run)
      return xmlSource(node)
    },
    attributes: attributesOf,
    children: (node, _args, run) => {
      run.chargeList(node.children.length)
      return xmlElements(node)
    },
    name: (node) => node.name,
    names,
    size: () => 1,
    text: (node, _args, run) => {
      chargeTree(node, run)
      return xmlText(node)
    },
    toString: (node: XmlNode, _args: readonly unknown[], run: Run) => elementPrint(node, run),
  }),
])
