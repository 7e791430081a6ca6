/** A YAML file in the house style. */
import { type CST, Parser } from 'yaml'
import { orProblem } from '../document/change.ts'
import { mustBeSound } from '../document/mistakes.ts'
import { Refusal, sourceOf } from '../document/source.ts'
import type { Edited } from '../document/types.ts'
import { lineEdits } from './line-edits.ts'
import { meaningOf } from './meaning.ts'
import { inOrder } from './order.ts'
import { Walk } from './walk.ts'

const BYTE_ORDER_MARK = '\ufeff'

/**
 * The text in the house style, with the edits that lead there: two columns for each level, lists to the right of their
 * key, one blank between parts, double quotes where they do, `{ }` and `[ ]` on one line of at most 120 characters or else
 * in block form, at most one blank line, and the parts of a test in their order. Values, comments, anchors and the kind of
 * line breaks stay; texts are not filled. Formatting what is formatted changes nothing.
 *
 * A problem where the YAML has mistakes. What would say something else than before is never handed out.
 */
export function formatYaml(text: string): Edited {
  return orProblem(() => {
    const source = mustBeSound(sourceOf(text))
    const meaning = meaningOf(source)
    const tokens = [...new Parser().parse(text)]
    if (sourcesOf('explicit-key-ind', tokens).length > 0)
      throw new Refusal('a key that begins with `? ` cannot be formatted', 'write `key: value`')
    if (/\r(?!\n)/.test(text))
      throw new Refusal('a carriage return without a line feed cannot be formatted', 'remove it')
    // An alias must stay behind its anchor.
    const hasAlias = sourcesOf('alias', tokens).length > 0
    const formatted = written(hasAlias ? tokens : tokens.map(inOrder), text)
    if (!isSame(formatted, meaning) || !sameComments(tokens, formatted))
      throw new Refusal('formatting would change what this file says', 'this is a fault of Merlon, not of the file')
    return { text: formatted, edits: lineEdits(text, formatted) }
  })
}

function written(tokens: readonly CST.Token[], text: string): string {
  const walk = new Walk()
  for (const token of tokens) walk.top(token)
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n'
  const head = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  return head + walk.toString().replaceAll('\n', lineBreak)
}

function isSame(written: string, meaning: string): boolean {
  const source = sourceOf(written)
  const { errors, warnings } = source.document
  return errors.length + warnings.length === 0 && meaningOf(source) === meaning
}

/** The sources of all tokens of a type. */
function sourcesOf(type: CST.Token['type'], tokens: Iterable<CST.Token>): string[] {
  const found: string[] = []
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('type' in part && part.type === type && 'source' in part) found.push(String(part.source))
    else for (const inner of Object.values(part)) look(inner)
  }
  for (const token of tokens) look(token)
  return found
}

const commentsIn = (tokens: Iterable<CST.Token>): string[] =>
  sourcesOf('comment', tokens)
    .map((comment) => comment.replace(/[ \t]+$/, ''))
    .sort()

const sameComments = (tokens: readonly CST.Token[], written: string): boolean =>
  commentsIn(tokens).join('\n') === commentsIn(new Parser().parse(written)).join('\n')
