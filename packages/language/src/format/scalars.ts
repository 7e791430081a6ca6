/** Scalars as they are written: one kind of quotes, further lines in one column. */
import { CST } from 'yaml'
import { isPlain } from '../print/scalar.ts'

export type ScalarToken = CST.FlowScalar

const NAME = /^[\p{L}_$][\p{L}\p{N}_$./-]*$/u

/** What an author escaped on purpose stays escaped. */
const OWN_ESCAPE = /\\[^"\\]/

/**
 * The source of a scalar on one line. Whether a value stands in quotes is its author's choice, in which ones is not; a
 * key that is a plain word has none.
 */
export function scalarText(token: ScalarToken, place: { readonly flow: boolean; readonly key: boolean }): string {
  const { type, source } = token
  if (type !== 'double-quoted-scalar' && type !== 'single-quoted-scalar') return source
  if (type === 'double-quoted-scalar' && OWN_ESCAPE.test(source.replaceAll(/\\["\\]/g, ''))) return source
  const { value } = CST.resolveAsScalar(token)
  if (place.key && NAME.test(value) && isPlain(value, place.flow)) return value
  return type === 'double-quoted-scalar' || /["\\]/.test(value) ? source : `"${value}"`
}

/** A scalar of several lines; where its further lines begin means nothing. */
export function scalarLines({ source }: ScalarToken, column: number): string[] {
  const [first = '', ...rest] = source.split(/\r?\n/)
  const last = rest.length - 1
  const inner = rest.map((line, at) => {
    const content = at === last ? withoutStart(line) : withoutEnd(withoutStart(line))
    return content === '' ? '' : ' '.repeat(column) + content
  })
  return [withoutEnd(first), ...inner]
}

const withoutStart = (line: string): string => line.replace(/^[ \t]+/, '')

/** Without blanks at the end, one that is escaped apart. */
const withoutEnd = (line: string): string => line.replace(/(?<!\\)[ \t]+$/, '')

/** A `|` or `>` text with its lines in the column `column + 2`, `column` being that of what it belongs to. */
export function blockText(
  token: CST.BlockScalar,
  column: number,
): { readonly head: string; readonly lines: readonly string[]; readonly keeps: boolean; readonly spaced: boolean } {
  const header = token.props.find((prop) => prop.type === 'block-scalar-header') as CST.SourceToken | undefined
  const mark = header?.source ?? '|'
  const digit = /\d/.exec(mark)?.[0]
  const all = token.source.split(/\r?\n/)
  if (all.at(-1) === '') all.pop()
  const indentation =
    digit === undefined
      ? (/^ */.exec(all.find((line) => /[^ ]/.test(line)) ?? '')?.[0].length ?? 0)
      : Math.max(0, token.indent) + Number(digit)
  const keeps = mark.includes('+')
  const contents = all.map((line) => line.slice(Math.min(indentation, /^ */.exec(line)![0].length)))
  const kept = keeps ? contents.length : contents.findLastIndex((line) => line !== '') + 1
  return {
    head: digit === undefined ? mark : mark.replace(/\d/, '2'),
    lines: contents.slice(0, kept).map((line) => (line === '' ? '' : ' '.repeat(column + 2) + line)),
    keeps,
    spaced: kept < contents.length,
  }
}
