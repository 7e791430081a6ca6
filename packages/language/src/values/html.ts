/** Reads HTML as browsers do (WHATWG HTML), into the same elements as XML. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { XmlNode } from './types.ts'

type Element = DefaultTreeAdapterTypes.Element
type ChildNode = DefaultTreeAdapterTypes.ChildNode

/**
 * The `<html>` element of a page; every text is a page, what is missing is added as browsers add it. Names are in lower
 * case, without namespace. Comments are dropped; the content of `<template>` and `<noscript>` counts as children.
 */
export function parseHtml(text: string): XmlNode {
  const page = parse(text, { scriptingEnabled: false })
  const root: XmlNode[] = []
  const pending: { from: readonly ChildNode[]; to: (XmlNode | string)[] }[] = [
    { from: page.childNodes, to: root as (XmlNode | string)[] },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const child of next.from) {
      if ('value' in child) next.to.push(child.value)
      if (!('tagName' in child)) continue
      const children: (XmlNode | string)[] = []
      next.to.push(new XmlNode(child.tagName.toLowerCase(), attributesOf(child), children))
      pending.push({ from: 'content' in child ? child.content.childNodes : child.childNodes, to: children })
    }
  }
  const html = root[0]
  if (!html) throw new Error('a page without a root element was read')
  return html
}

function attributesOf(element: Element): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const { prefix, name, value } of element.attrs) {
    const qualified = (prefix ? `${prefix}:${name}` : name).toLowerCase()
    if (!attributes.has(qualified)) attributes.set(qualified, value)
  }
  return attributes
}
