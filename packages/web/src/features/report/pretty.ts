/** Bodies as people read them: JSON and XML indented with everything in its order, the rest as it came. */
import { type Body, clean } from '@merlon/protocol'

const MOST_PRETTY = 2_000_000

/** Deeper than this, further levels are not moved to the right any more. */
const MOST_INDENT = 60

/** Indents JSON without reading it into values, so that no digit, order or repeated key is lost. */
export function indentJson(text: string): string {
  const out: string[] = []
  let depth = 0
  let justOpened = false
  const line = (): string => `\n${'  '.repeat(Math.min(depth, MOST_INDENT))}`
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    const closes = token === '}' || token === ']'
    if (closes) depth = Math.max(0, depth - 1)
    if (closes ? !justOpened : justOpened) out.push(line())
    justOpened = token === '{' || token === '['
    if (justOpened) depth += 1
    out.push(token === ':' ? ': ' : token)
    if (token === ',') out.push(line())
  }
  return out.join('')
}

const XML_TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<(?:"[^"]*"|'[^']*'|[^>"'])*>?|[^<]+/g

const opens = (token: string): boolean => /^<[^!?/]/.test(token) && !token.endsWith('/>')

/** Indents XML by its tags alone; an element that holds nothing but a text stays on one line. */
export function indentXml(text: string): string {
  const tokens = [...text.matchAll(XML_TOKEN)].map(([token]) => token).filter((token) => token.trim() !== '')
  const lines: string[] = []
  let depth = 0
  for (let at = 0; at < tokens.length; at += 1) {
    let line = tokens[at]!.trim()
    if (line.startsWith('</')) depth = Math.max(0, depth - 1)
    const level = Math.min(depth, MOST_INDENT)
    if (opens(line)) {
      const [inside = '', end = ''] = tokens.slice(at + 1, at + 3)
      if (inside.startsWith('</')) line += tokens[(at += 1)]
      else if ((!inside.startsWith('<') || inside.startsWith('<![CDATA[')) && end.startsWith('</')) {
        line += inside + end
        at += 2
      } else depth += 1
    }
    lines.push('  '.repeat(level) + line)
  }
  return lines.join('\n')
}

const looksLikeJson = ({ mime }: Body, text: string): boolean =>
  /[/+]json\b/.test(mime) || /^\s*[{[]/.test(text.slice(0, 100))

const looksLikeXml = ({ mime }: Body, text: string): boolean =>
  /[/+]xml\b/.test(mime) || /^\s*<\?xml\b/.test(text.slice(0, 100))

/** The text of a body to be shown; undefined where it has none. */
export function prettyText(body: Body): string | undefined {
  const { text } = body
  if (text === undefined || text.length > MOST_PRETTY) return text
  if (looksLikeJson(body, text)) return indentJson(text)
  return looksLikeXml(body, text) ? indentXml(text) : text
}

/** Control characters and marks that turn the direction of text become visible; line breaks and tabs stay. */
export const visibleText = (text: string): string =>
  text
    .split(/(\r?\n|\t)/)
    .map((part) => (part === '\n' || part === '\t' ? part : part === '\r\n' ? '\n' : clean(part)))
    .join('')

const MOST_VALUE = 400

/** A value on one line, as JSON; long ones are cut. */
export function valueText(value: unknown): string {
  const text = visibleText(JSON.stringify(value) ?? 'missing')
  return text.length > MOST_VALUE ? `${text.slice(0, MOST_VALUE)}…` : text
}
