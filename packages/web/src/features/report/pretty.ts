/** Bodies as people read them: JSON with its members in order and indented, everything else as it came. */
import { clean } from '@merlon/protocol'
import type { BodyContent } from '@merlon/protocol/http'

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

const looksLikeJson = ({ mime }: BodyContent, text: string): boolean =>
  /[/+]json\b/.test(mime) || /^\s*[{[]/.test(text.slice(0, 100))

/** The text of a body to be shown; undefined where it has none. */
export function prettyText(body: BodyContent): string | undefined {
  const { text } = body
  if (text === undefined) return undefined
  return text.length <= MOST_PRETTY && looksLikeJson(body, text) ? indentJson(text) : text
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
