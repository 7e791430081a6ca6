/** `{ }` and `[ ]` on one line. */
import type { CST } from 'yaml'
import { type ScalarToken, scalarText } from './scalars.ts'

type FlowItem = CST.FlowCollection['items'][number]

const isClose = ({ type }: CST.SourceToken): boolean => type === 'flow-map-end' || type === 'flow-seq-end'

/** What stands behind the closing bracket, and what before it. */
export function endOf({ end }: CST.FlowCollection): {
  readonly before: CST.SourceToken[]
  readonly behind: CST.SourceToken[]
} {
  const at = end.findIndex(isClose)
  return at < 0 ? { before: end, behind: [] } : { before: end.slice(0, at), behind: end.slice(at + 1) }
}

export const isScalarToken = (token: CST.Token): token is ScalarToken =>
  token.type === 'scalar' ||
  token.type === 'single-quoted-scalar' ||
  token.type === 'double-quoted-scalar' ||
  token.type === 'alias'

const isProp = ({ type }: CST.SourceToken): boolean => type === 'anchor' || type === 'tag'

/** Anchors and tags. */
export const propsOf = (tokens: readonly CST.SourceToken[] = []): string[] =>
  tokens.filter(isProp).map(({ source }) => source)

export const hasTag = (tokens: readonly CST.SourceToken[] = []): boolean => tokens.some(({ type }) => type === 'tag')

/** Whether there is anything in an item beside commas, line breaks and comments. */
export const isItem = ({ start, key, sep, value }: FlowItem): boolean =>
  key !== undefined || sep !== undefined || value !== undefined || start.some(isProp)

/** Whether a key has a value, and be it none: `{ a }` has no `:`. */
const hasColon = (sep: readonly CST.SourceToken[] = []): boolean => sep.some(({ type }) => type === 'map-value-ind')

const isComment = ({ type }: CST.SourceToken): boolean => type === 'comment'

const isBreak = (token: CST.SourceToken): boolean => token.type === 'newline' || isComment(token)

/** A value in `{ }` or `[ ]`; undefined where it takes several lines. */
function valueText(token: CST.Token, props: readonly CST.SourceToken[], key: boolean): string | undefined {
  if (token.type === 'flow-collection') return flowText(token)
  if (!isScalarToken(token) || token.source.includes('\n') || token.end?.some(isComment)) return undefined
  return hasTag(props) ? token.source : scalarText(token, { flow: true, key })
}

function itemText({ start, key, sep, value }: FlowItem): string | undefined {
  if (start.some(isBreak) || sep?.some(isBreak)) return undefined
  const words = propsOf(start)
  if (key) {
    const text = valueText(key, start, true)
    if (text === undefined) return undefined
    words.push(hasColon(sep) ? `${text}${key.type === 'alias' ? ' :' : ':'}` : text)
  } else if (sep) return undefined
  words.push(...propsOf(sep))
  if (value) {
    const text = valueText(value, sep ?? start, false)
    if (text === undefined) return undefined
    words.push(text)
  }
  return words.join(' ')
}

/** A collection on one line; undefined where the source has it on several lines. */
export function flowText(collection: CST.FlowCollection): string | undefined {
  const items = collection.items.filter(isItem).map(itemText)
  const isMap = collection.start.source === '{'
  if (items.length === 0) return isCommented(collection) ? undefined : isMap ? '{}' : '[]'
  if (items.includes(undefined) || collection.items.some(({ start }) => start.some(isBreak))) return undefined
  if (endOf(collection).before.some(isBreak)) return undefined
  return isMap ? `{ ${items.join(', ')} }` : `[${items.join(', ')}]`
}

/** Whether a comment stands in an empty collection. */
const isCommented = (collection: CST.FlowCollection): boolean =>
  [...collection.items.flatMap(({ start }) => start), ...endOf(collection).before].some(isComment)
