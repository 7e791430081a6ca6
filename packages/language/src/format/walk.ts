/** Writes what the YAML reader found, token by token, in the house style. */
import type { CST } from 'yaml'
import { Refusal } from '../document/source.ts'
import { endOf, flowText, hasTag, isItem, isScalarToken, propsOf } from './flow.ts'
import { Lines } from './lines.ts'
import { blockText, type ScalarToken, scalarLines, scalarText } from './scalars.ts'

/** The widest line that `{ }` and `[ ]` may make. */
const WIDEST = 120

const STEP = 2

type Tokens = readonly CST.SourceToken[]

const isComment = ({ type }: CST.SourceToken): boolean => type === 'comment'
const isLayout = ({ type }: CST.SourceToken): boolean => type === 'comment' || type === 'newline' || type === 'space'

const cannot = (): Refusal => new Refusal('a key that is more than one line of text cannot be formatted', 'shorten it')

/** What stands behind a `key:` or a `-`. */
interface Content {
  /** Between the mark and the value: anchors, tags, comments. */
  readonly props: Tokens
  readonly value: CST.Token | null | undefined
  /** Of the `-` or the key, as it will be; -2 for the file's one value. */
  readonly column: number
  /** The same as it was. */
  readonly was: number
  /** Whether the first line of a list or map may stand behind the mark. */
  readonly compact: boolean
}

export class Walk {
  readonly #lines = new Lines()
  /** The columns of the lists and maps around, as they were and as they will be, outermost first. */
  readonly #around: { readonly was: number; readonly column: number }[] = []

  toString(): string {
    return this.#lines.toString()
  }

  /** What stands beside the document: comments, directives, the marks of its end. */
  top(token: CST.Token): void {
    if (token.type === 'document') this.#document(token)
    else if (token.type === 'directive') this.#lines.begin(0, token.source.trimEnd())
    else if (token.type === 'doc-end') {
      this.#lines.begin(0, token.source)
      this.#lines.between(token.end ?? [], 0)
    } else if (token.type === 'comment' || token.type === 'newline') this.#lines.between([token], 0)
    else if (token.type !== 'byte-order-mark' && token.type !== 'space')
      throw new Refusal('what stands here cannot be formatted')
  }

  #document({ start, value, end }: CST.Document): void {
    const mark = start.findIndex(({ type }) => type === 'doc-start')
    this.#lines.between(start.slice(0, Math.max(0, mark)), 0)
    if (mark >= 0) this.#lines.begin(0, '---')
    const props = start.slice(mark + 1)
    this.#content({ props, value, column: -STEP, was: -1, compact: false })
    this.#lines.between(end ?? [], 0)
  }

  #content(content: Content): void {
    const { props, value, column, was } = content
    const inner = column + STEP
    const words = propsOf(props)
    if (words.length > 0) this.#lines.add(` ${words.join(' ')}`, inner)
    // Line breaks count where a comment or nothing follows; a value comes up to its mark.
    const layout = props.filter(isLayout)
    if (value && !layout.some(isComment)) this.#value(value, content, words.length === 0 && content.compact)
    else {
      for (const [at, token] of layout.entries()) {
        const isInside = value !== undefined && value !== null ? true : token.indent > was
        this.#lines.between(at > 0 ? pairOf(layout, at) : [token], isInside ? inner : Math.max(0, column))
      }
      if (value) this.#value(value, content, false)
    }
  }

  #value(value: CST.Token, { props, column }: Content, compact: boolean): void {
    const inner = column + STEP
    if (isScalarToken(value)) this.#scalar(value, inner, hasTag(props))
    else if (value.type === 'block-scalar') this.#text(value, column)
    else if (value.type === 'flow-collection') this.#flow(value, inner, compact)
    else if (value.type === 'block-map') this.#map(value, inner, compact)
    else if (value.type === 'block-seq') this.#list(value, inner, compact)
    else throw new Refusal('what stands here cannot be formatted')
  }

  #scalar(token: ScalarToken, column: number, tagged: boolean): void {
    if (token.source.includes('\n')) {
      const [first = '', ...rest] = scalarLines(token, Math.max(STEP, column))
      this.#lines.add(` ${first}`, column)
      this.#lines.more(rest)
    } else if (token.source !== '') {
      this.#lines.add(` ${tagged ? token.source : scalarText(token, { flow: false, key: false })}`, column)
    }
    this.#lines.between(token.end ?? [], column)
  }

  #text(token: CST.BlockScalar, column: number): void {
    const { head, lines, keeps, spaced } = blockText(token, column)
    this.#lines.add(` ${head}`, column + STEP)
    const props = token.props.filter((prop): prop is CST.SourceToken => prop.type !== 'block-scalar')
    this.#lines.between(
      props.filter(({ type }) => type === 'space' || type === 'comment'),
      column,
    )
    this.#lines.raw(lines, keeps)
    if (spaced) this.#lines.space()
  }

  #flow(token: CST.FlowCollection, column: number, compact: boolean): void {
    const { before, behind } = endOf(token)
    const text = flowText(token)
    const items = token.items.filter(isItem)
    const start = this.#lines.isClosed ? column : this.#lines.width + 1
    if (text !== undefined && (items.length === 0 || start + text.length <= WIDEST)) {
      this.#lines.add(` ${text}`, column)
      this.#lines.between(behind, column)
      return
    }
    if (items.length === 0) {
      this.#lines.add(token.start.source === '{' ? ' {}' : ' []', column)
      const inside = [...token.items.flatMap((one) => one.start), ...before].filter(isLayout)
      this.#lines.between(toLastComment(inside), column)
      this.#lines.between(behind, column)
      return
    }
    // What was said behind the bracket was said of the whole.
    const said = behind.findIndex(isComment)
    this.#lines.between(behind.slice(0, said + 1), column)
    this.#flowItems(token, column, compact && said < 0)
    this.#lines.between(toLastComment(before), column)
    this.#lines.between(behind.slice(said + 1), column)
  }

  #flowItems({ items, start: bracket }: CST.FlowCollection, column: number, compact: boolean): void {
    for (const [at, item] of items.entries()) {
      const isRest = !isItem(item)
      this.#beforeItem(isRest ? toLastComment(item.start) : item.start, column, at === 0)
      if (isRest) continue
      const { start, key, sep = [] } = item
      const { value, said } = apart(item.value)
      const isCompact = compact && at === 0
      const isPair = key !== undefined || item.sep !== undefined
      if (bracket.source === '{') this.#entry({ start, key, sep, value }, { column, was: column, compact: isCompact })
      else {
        this.#mark('-', column, isCompact)
        if (isPair) this.#entry({ start, key, sep, value }, { column: column + STEP, was: column, compact: true })
        else this.#content({ props: start.filter((one) => !isLayout(one)), value, column, was: column, compact: true })
      }
      this.#lines.between(said, column)
    }
  }

  /** Comments and blank lines before an item; a blank line alone does not part the first one from its bracket. */
  #beforeItem(start: Tokens, column: number, isFirst: boolean): void {
    if (!isFirst || start.some(isComment)) this.#lines.between(start.filter(isLayout), column)
  }

  #map({ items, indent }: CST.BlockMap, column: number, compact: boolean): void {
    this.#around.push({ was: indent, column })
    for (const [at, { start, key, sep = [], value }] of items.entries()) {
      if (key || value || sep.length > 0) {
        this.#lines.between(start.filter(isLayout), column)
        this.#entry({ start, key, sep, value }, { column, was: indent, compact: compact && at === 0 })
      } else this.#rest(start)
    }
    this.#around.pop()
  }

  /** What stands behind the last item speaks of what comes next, or ends what stands in its column. */
  #rest(tokens: Tokens): void {
    const layout = tokens.filter(isLayout)
    for (const [at, token] of layout.entries()) {
      const inner = this.#around.findLast(({ was }) => was <= token.indent) ?? this.#around[0]
      const outermost = this.#around.find(({ was }) => was === inner?.was)
      this.#lines.between(at > 0 ? pairOf(layout, at) : [token], outermost?.column ?? 0)
    }
  }

  #entry(
    {
      start,
      key,
      sep,
      value,
    }: { start: Tokens; key: CST.Token | null | undefined; sep: Tokens } & Pick<Content, 'value'>,
    place: Pick<Content, 'column' | 'was' | 'compact'>,
  ): void {
    if (!key || !isScalarToken(key) || key.source.includes('\n')) throw cannot()
    const text = hasTag(start) ? key.source : scalarText(key, { flow: false, key: true })
    const words = [...propsOf(start), `${text}${key.type === 'alias' ? ' :' : ':'}`]
    this.#mark(words.join(' '), place.column, place.compact)
    this.#content({
      ...place,
      props: sep.filter(({ type }) => type !== 'map-value-ind'),
      value,
      compact: false,
    })
  }

  #list({ items, indent }: CST.BlockSequence, column: number, compact: boolean): void {
    this.#around.push({ was: indent, column })
    for (const [at, { start, value }] of items.entries()) {
      const mark = start.findIndex(({ type }) => type === 'seq-item-ind')
      if (mark < 0) {
        this.#rest(start)
        continue
      }
      this.#lines.between(start.slice(0, mark).filter(isLayout), column)
      this.#mark('-', column, compact && at === 0)
      this.#content({ props: start.slice(mark + 1), value, column, was: indent, compact: true })
    }
    this.#around.pop()
  }

  /** A `-` or a key: on a line of its own, or behind the `-` around it. */
  #mark(text: string, column: number, compact: boolean): void {
    if (compact && !this.#lines.isClosed) this.#lines.add(` ${text}`, column)
    else this.#lines.begin(column, text)
  }
}

/** What stands before a closing bracket, without the line break that brings it to a line of its own. */
const toLastComment = (tokens: Tokens): Tokens => tokens.slice(0, tokens.findLastIndex(isComment) + 1)

/** A value in `{ }` or `[ ]` apart from the comments behind it, which speak of the item. */
function apart(value: CST.Token | null | undefined): { readonly value: typeof value; readonly said: Tokens } {
  if (!value || !isScalarToken(value) || !value.end) return { value, said: [] }
  const { end, ...bare } = value
  return { value: bare, said: toLastComment(end) }
}

/** A token with the blanks before it, which a comment keeps. */
const pairOf = (tokens: Tokens, at: number): Tokens => {
  const token = tokens[at]!
  const before = tokens[at - 1]!
  return isComment(token) && before.type === 'space' ? [before, token] : [token]
}
