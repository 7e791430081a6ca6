/**
 * YAML's own errors in the words of someone who writes tests.
 *
 * One slip in an unquoted value makes the YAML reader complain many times; only its first complaint in a step is kept,
 * and where a character with a meaning in YAML is the cause, the quoted form is shown.
 */
import type { Diagnostic } from '@merlon/protocol'
import type { ErrorCode, YAMLError } from 'yaml'
import type { SourceFile } from '../source.ts'
import { diagnosticAt } from './report.ts'

interface Line {
  readonly start: number
  readonly text: string
}

function lineOf(text: string, offset: number): Line {
  // A search from -1 would begin at 0, and find a line break that stands there.
  const start = offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', start)
  return { start, text: text.slice(start, end < 0 ? text.length : end) }
}

/** Offset of the `- ` line that the offset belongs to: the step, as far as broken text lets one say. */
export function stepStart(text: string, offset: number): number {
  for (let line = lineOf(text, offset); ; line = lineOf(text, line.start - 1)) {
    if (/^\s*- /.test(line.text) || line.start === 0) return line.start
  }
}

/** Where the step that begins at `start` ends: at the next item of the same list or an outer one. */
export function stepEnd(text: string, start: number): number {
  const indent = /^\s*/.exec(lineOf(text, start).text)?.[0].length ?? 0
  for (let at = text.indexOf('\n', start); at >= 0; at = text.indexOf('\n', at + 1)) {
    const line = lineOf(text, at + 1)
    const content = line.text.trimStart()
    if (content !== '' && !content.startsWith('#') && line.text.length - content.length <= indent) return line.start
  }
  return text.length
}

/** Whether a bracket is closed in `text` that is opened before it. */
function closesMore(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if ('[{'.includes(char)) depth += 1
    if (']}'.includes(char) && (depth -= 1) < 0) return true
  }
  return false
}

interface Value {
  readonly start: number
  readonly end: number
  /** Between `{` and `}`. */
  readonly flow: boolean
}

/** The unquoted value around a column: what follows the last `key: ` or `- ` before it; `hash` is part of it, or ends it. */
function valueAround(line: string, column: number, hash: 'inside' | 'ends' = 'ends'): Value | undefined {
  const before = line.slice(0, column)
  const starts = [...before.matchAll(/(?<=^\s*|[{,]\s*|- )[\w.-]+: +|^\s*- +/g)].map(
    (match) => match.index + match[0].length,
  )
  const start = starts.reverse().find((at) => !closesMore(before.slice(at))) ?? -1
  if (start < 0 || start > line.length) return undefined
  const head = line.slice(0, start)
  const flow = (head.match(/\{/g)?.length ?? 0) > (head.match(/\}/g)?.length ?? 0)
  let depth = 0
  let end = start
  for (; end < line.length; end += 1) {
    const char = line[end]
    if (hash === 'ends' && char === ' ' && line[end + 1] === '#') break
    if (!flow) continue
    if (char === '[' || char === '{' || char === '(') depth += 1
    if (char === ']' || char === '}' || char === ')') {
      if (depth === 0) break
      depth -= 1
    }
    if (char === ',' && depth === 0 && /^,\s*[\w.-]+:(\s|$)/.test(line.slice(end))) break
  }
  while (end > start && line[end - 1] === ' ') end -= 1
  return end > start ? { start, end, flow } : undefined
}

/** A value as it has to be written where YAML would read more into it. */
export function quoted(value: string): string {
  if (!value.includes('"') && !value.includes('\\')) return `"${value}"`
  if (!value.includes("'")) return `'${value}'`
  return `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
}

function trapIn(value: string, flow: boolean): string | undefined {
  const first = value[0] ?? ''
  if (first === '!') return 'YAML reads a value that begins with `!` as a tag'
  if (first === '[') return 'YAML reads a value that begins with `[` as a list'
  if (first === '{') return 'YAML reads a value that begins with `{` as a map'
  if (first === '"' || first === "'") return 'YAML ends the value at the closing quote'
  if (first === '*' || first === '&')
    return `YAML reads a value that begins with \`${first}\` as an ${first === '*' ? 'alias' : 'anchor'}`
  if ('@`%|>'.includes(first) && first !== '') return `a value cannot begin with \`${first}\` in YAML`
  if (/: /.test(value)) return 'YAML reads `: ` inside an unquoted value as another key'
  if (flow && /[[\]{}]/.test(value))
    return 'between `{` and `}`, YAML reads `[`, `]`, `{` and `}` in an unquoted value as its own'
  if (/ !/.test(value)) return 'YAML reads `!` as a tag'
  return undefined
}

const PLAIN_WORDS: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'the indentation does not fit the lines above',
  TAB_AS_INDENT: 'a tab cannot indent in YAML',
  MISSING_CHAR: 'something is not closed: a quote, a bracket, or a key without its colon',
  BAD_SCALAR_START: 'a value cannot begin with this character in YAML',
  BLOCK_AS_IMPLICIT_KEY: 'there is a key inside the value of another key on the same line',
  BLOCK_IN_FLOW: 'there is a key inside a value between `{` and `}`',
  MULTILINE_IMPLICIT_KEY: 'a key has to end on its line',
  UNEXPECTED_TOKEN: 'this does not belong here',
  MULTIPLE_DOCS: 'a file holds one document, but here a second begins',
  BAD_ALIAS: 'an alias needs the name of an anchor',
  BAD_DQ_ESCAPE: 'there is no such escape between double quotes',
  TAG_RESOLVE_FAILED: 'there are no tags in tests',
  DUPLICATE_KEY: 'the same key is written twice',
}

const HELP: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'items of one list stand in one column, and what belongs to a key stands to the right of it',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_DQ_ESCAPE: "write `\\\\` for a backslash, or use single quotes: '\\d+'",
  MULTIPLE_DOCS: 'remove the `---` line, or move what follows into a file of its own',
}

function unclosedQuote(error: YAMLError): boolean {
  return error.code === 'MISSING_CHAR' && /quote/.test(error.message)
}

interface Opened {
  /** Of the first bracket that is not closed. */
  readonly bracket: number
  /** Of a `#` inside it that begins a comment. */
  readonly comment: number | undefined
}

/** What is still open at `to`, reading from the start of the step before it. */
function openedBefore(text: string, to: number): Opened | undefined {
  const open: number[] = []
  let comment: number | undefined
  for (let at = stepStart(text, Math.max(0, lineOf(text, to).start - 1)); at < to; at += 1) {
    const char = text[at] ?? ''
    const before = text.slice(0, at)
    const begins = /(?:^|[:,[{-])\s*$/.test(before.slice(-200))
    if (`"'`.includes(char) && begins) {
      const end = text.indexOf(char, at + 1)
      if (end > 0) at = end
    } else if (char === '#' && /\s$/.test(before)) {
      if (open.length > 0) comment ??= at
      at = Math.max(at, text.indexOf('\n', at))
    } else if ('[{'.includes(char) && (open.length > 0 || begins)) open.push(at)
    else if (']}'.includes(char)) open.pop()
  }
  return open[0] === undefined ? undefined : { bracket: open[0], comment }
}

function needsQuotes(file: SourceFile, line: Line, value: Value, message: string): Diagnostic {
  return diagnosticAt({
    code: 'yaml-needs-quotes',
    message,
    span: { file, start: line.start + value.start, end: line.start + value.end },
    label: 'needs quotes',
    help: `write ${quoted(line.text.slice(value.start, value.end))}`,
  })
}

function explainOpenFlow(file: SourceFile, { bracket, comment }: Opened): Diagnostic {
  if (comment !== undefined) {
    const line = lineOf(file.text, comment)
    const value = valueAround(line.text, comment - line.start, 'inside')
    if (value)
      return needsQuotes(file, line, value, 'YAML reads a `#` after a space, and what follows it, as a comment')
  }
  const sign = file.text[bracket] ?? ''
  return diagnosticAt({
    code: 'yaml-syntax',
    message: `a \`${sign}\` is opened and never closed`,
    span: { file, start: bracket, end: bracket + 1 },
    help: `close it with \`${sign === '{' ? '}' : ']'}\``,
  })
}

function explain(file: SourceFile, error: YAMLError): Diagnostic {
  const at = Math.min(error.pos[0], file.text.length)
  if (unclosedQuote(error)) {
    const open = Math.max(...[...file.text.slice(0, at).matchAll(/(?<=[\s[{,])["']/g)].map((match) => match.index), 0)
    return diagnosticAt({
      code: 'yaml-syntax',
      message: 'a quote is opened and never closed',
      span: { file, start: open, end: open + 1 },
      help: 'close it, or remove it',
    })
  }
  const opened = unclosedFlow(error) ? openedBefore(file.text, at) : undefined
  if (opened) return explainOpenFlow(file, opened)
  const line = lineOf(file.text, at)
  const value = valueAround(line.text, at - line.start + 1)
  const trap = value && trapIn(line.text.slice(value.start, value.end), value.flow)
  if (value && trap) return needsQuotes(file, line, value, trap)
  return diagnosticAt({
    code: 'yaml-syntax',
    message: unclosedFlow(error)
      ? 'a `[` or `{` before this is not closed'
      : (PLAIN_WORDS[error.code] ?? 'this is not YAML'),
    span: { file, start: at, end: Math.max(at + 1, Math.min(error.pos[1], line.start + line.text.length)) },
    help: unclosedFlow(error) ? undefined : HELP[error.code],
  })
}

function unclosedFlow(error: YAMLError): boolean {
  return error.code === 'BAD_INDENT' && /Flow/.test(error.message)
}

/** What follows the end of the document, where the YAML reader believes it to be. */
function afterTheEnd(error: YAMLError): boolean {
  return error.code === 'UNEXPECTED_TOKEN' && / in YAML stream/.test(error.message)
}

/** A flow collection or quote that never closes makes everything after it look wrong, as does an end that comes early. */
function cascades(error: YAMLError): boolean {
  return unclosedQuote(error) || unclosedFlow(error) || afterTheEnd(error)
}

/** Turns what the YAML reader found into diagnostics, one for each step at most. */
export function explainYamlErrors(file: SourceFile, errors: readonly YAMLError[]): Diagnostic[] {
  const found: Diagnostic[] = []
  let coveredUpTo = -1
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const at = error.pos[0]
    if (found.length > 0 && (at <= coveredUpTo || afterTheEnd(error))) continue
    found.push(explain(file, error))
    coveredUpTo = cascades(error) ? Number.POSITIVE_INFINITY : stepEnd(file.text, stepStart(file.text, at))
  }
  return found
}
