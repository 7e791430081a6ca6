import { kindOf, textOf, XmlNode } from '@merlon/language'

/** Whether an element has child elements. */
export const isBranch = (node: XmlNode): boolean => node.children.some((child) => typeof child !== 'string')

/**
 * The text of what stands for a text: of an element its own text, empty where it is empty, and its XML only where it has
 * child elements and no text. Undefined for null, lists and maps, which stand for none.
 */
export function scalarText(value: unknown): string | undefined {
  if (['null', 'list', 'map', 'binary', 'missing'].includes(kindOf(value))) return undefined
  return value instanceof XmlNode && !isBranch(value) ? value.children.join('').trim() : textOf(value)
}
