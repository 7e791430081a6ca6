/**
 * Reads XML as far as a SOAP request needs it: elements and text, well-formed or not. Names lose their prefix.
 */
import { Refusal } from '../http/refusal.ts'

export interface Element {
  readonly name: string
  readonly children: Element[]
  text: string
}

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])
const NAMES = new Map([...ENTITIES].map(([name, sign]) => [sign, name]))
const TOKEN = new RegExp(
  [
    /<!--[\s\S]*?-->/,
    /<\?[\s\S]*?\?>/,
    /<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>/,
    /<\/(?<close>[\w:.-]+)\s*>/,
    /<(?<open>[A-Za-z_][\w:.-]*)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?<empty>\/)?>/,
    /(?<text>[^<]+)/,
  ]
    .map((part) => part.source)
    .join('|'),
  'y',
)

/** The root element; throws a 400 for what is not well-formed. */
export function readXml(source: string): Element {
  const document: Element = { name: '', children: [], text: '' }
  const open: { element: Element; tag: string }[] = [{ element: document, tag: '' }]
  const trimmed = source.trim()
  let at = 0
  while (at < trimmed.length) {
    TOKEN.lastIndex = at
    const groups = TOKEN.exec(trimmed)?.groups
    if (!groups) throw new Refusal(400, `the body is not XML: nothing fits at character ${at + 1}`)
    at = TOKEN.lastIndex
    take(open, groups)
  }
  const last = open.at(-1)
  if (open.length > 1) throw new Refusal(400, `the body is not XML: <${last?.tag}> is never closed`)
  const [root, ...more] = document.children
  if (!root || more.length > 0 || document.text.trim() !== '') {
    throw new Refusal(400, 'the body is not XML: it must be one element')
  }
  return root
}

function take(open: { element: Element; tag: string }[], groups: Record<string, string | undefined>): void {
  const parent = open.at(-1)
  if (!parent) return
  if (groups.close !== undefined) {
    if (parent.tag !== groups.close) throw new Refusal(400, `the body is not XML: </${groups.close}> closes nothing`)
    open.pop()
  } else if (groups.open !== undefined) {
    const element = { name: groups.open.replace(/^.*:/, ''), children: [], text: '' }
    parent.element.children.push(element)
    if (groups.empty === undefined) open.push({ element, tag: groups.open })
  } else {
    parent.element.text += groups.cdata ?? (groups.text === undefined ? '' : unescapeXml(groups.text))
  }
}

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name = '') => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
      return ENTITIES.get(name) ?? whole
    },
  )
}

export function escapeXml(value: string | number): string {
  return String(value).replace(/[&<>"']/g, (sign) => `&${NAMES.get(sign)};`)
}
