/** Regular expressions: Java's notation in JavaScript's, and `=~`, `==~`, `.replaceAll()`, `.split()` with them. */
import type { Expression } from '../nodes.ts'
import { quoted } from './literals.ts'
import { levels, type Printed, type Printer, printed } from './printer.ts'

interface Pattern {
  readonly source: string
  readonly flags: string
}

/** The same pattern for JavaScript; undefined when it has no equivalent. */
function translated(pattern: string): Pattern | undefined {
  const inline = /^\(\?([ims]+)\)/.exec(pattern)
  const rest = pattern
    .slice(inline?.[0].length ?? 0)
    .replace(/\\Q(.*?)(?:\\E|$)/gs, (_, plain: string) => plain.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .replace(/\\([\s\S])/g, (all, one: string) =>
      one === 'A' ? '^' : /[zZ]/.test(one) ? '$' : one === 'h' ? '[ \\t]' : all,
    )
  const source = rest.replace(/\\?[\s\S]/g, (one) =>
    one === '/' ? '\\/' : one === '\n' ? '\\n' : one === '\r' ? '\\r' : one,
  )
  const unicode = /\\[pP]\{/.test(source) ? 'u' : ''
  const flags = `${inline?.[1] ?? ''}${unicode}`
  if (/\\[GRXKk]|\[[^\]]*&&/.test(source)) return undefined
  try {
    new RegExp(source, flags)
    return { source, flags }
  } catch {
    return undefined
  }
}

/** A pattern as JavaScript: a literal where it is written out, `new RegExp(…)` where it is computed. */
function regexp(node: Expression, p: Printer, flags: string, whole: boolean): Printed {
  if (node.type !== 'Literal' || typeof node.value !== 'string') {
    const text = whole ? `'^(?:' + ${p.at(node, levels.multiplicative)} + ')$'` : p.argument(node)
    return printed(`new RegExp(${text}${flags === '' ? '' : `, ${quoted(flags)}`})`, levels.member)
  }
  const pattern = translated(node.value)
  if (!pattern) {
    p.refuse(`the regular expression \`${node.value}\``)
    return printed(`new RegExp(${quoted(node.value)})`, levels.member)
  }
  const source = whole ? anchored(pattern.source) : pattern.source
  return printed(`/${source === '' ? '(?:)' : source}/${pattern.flags}${flags}`, levels.primary)
}

function anchored(source: string): string {
  if (source.includes('|')) return `^(?:${source})$`
  const start = source.startsWith('^') ? '' : '^'
  const end = /(?:^|[^\\])(?:\\\\)*\$$/.test(source) ? '' : '$'
  return `${start}${source}${end}`
}

export function find(left: Expression, right: Expression, p: Printer): Printed {
  p.change('`=~` became `.test()` of a regular expression')
  return printed(`${regexp(right, p, '', false).text}.test(${p.argument(left)})`, levels.member)
}

export function matchWhole(left: Expression, right: Expression, p: Printer): Printed {
  p.change('`==~` became `.test()` of a regular expression from `^` to `$`')
  return printed(`${regexp(right, p, '', true).text}.test(${p.argument(left)})`, levels.member)
}

/** `(a =~ b)[0][1]`: a group of the first match, and `(a =~ b)[0]`. */
export function matcherIndex(object: Expression, property: Expression, p: Printer): Printed | undefined {
  if (object.type === 'GroovyRegexFind' && isZero(property)) {
    const { value } = object.right.type === 'Literal' ? object.right : { value: '' }
    const groups = typeof value === 'string' && /(?:^|[^\\])\((?!\?[:=!])/.test(value)
    return printed(
      `${match(object.left, object.right, p)}${groups ? '' : '?.[0]'}`,
      groups ? levels.member : levels.postfix,
    )
  }
  if (object.type !== 'MemberExpression' || object.object.type !== 'GroovyRegexFind' || !isZero(object.property)) {
    return undefined
  }
  return printed(`${match(object.object.left, object.object.right, p)}?.[${p.argument(property)}]`, levels.postfix)
}

function isZero(node: Expression): boolean {
  return node.type === 'Literal' && node.value === 0
}

function match(left: Expression, right: Expression, p: Printer): string {
  p.change('the first match `(a =~ b)[0]` became `a.match(b)`')
  return `${p.object(left)}.match(${regexp(right, p, '', false).text})`
}

/** `=~` whose result is kept for later. */
export function matcher(left: Expression, right: Expression, p: Printer): Printed {
  p.refuse('a matcher (`=~`) kept as a value: `.match()` gives the first match only')
  return printed(`${p.object(left)}.match(${regexp(right, p, '', false).text})`, levels.member)
}

/** The first argument of `replaceAll`, `replaceFirst`. */
export function replacePattern(node: Expression, p: Printer, flags: string): string {
  return regexp(node, p, flags, false).text
}

/** The argument of `split`: a pattern in Groovy; the text itself where that is the same. */
export function splitPattern(node: Expression, p: Printer): string {
  const plain = node.type === 'Literal' && typeof node.value === 'string' && !/[\\^$.*+?()[\]{}|]/.test(node.value)
  if (plain) return p.argument(node)
  p.change('`.split()` with a pattern became `.split()` with a regular expression')
  return regexp(node, p, '', false).text
}
