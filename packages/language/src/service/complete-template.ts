/** Completion in a text with `${ }`. */
import type { TextEdit, TextRange } from '../document/types.ts'
import { completeExpression } from './complete-expression.ts'
import { variablesByName } from './evaluation.ts'
import { isIdentifier, shownVariable } from './members.ts'
import { openTemplate } from './template-place.ts'
import type { Completion, ExpressionContext } from './world.ts'

/** What may stand at `offset` in a template: inside `${ }` code, after a `$` the variables, elsewhere nothing. */
export function completeTemplate(text: string, offset: number, context: ExpressionContext): Completion[] {
  const at = Math.max(0, Math.min(offset, text.length))
  const inside = openTemplate(text, at)
  if (!inside) return afterDollar(text, at, context)
  const { start, end, closed } = inside
  const moved = <R extends TextRange>(range: R): R => ({ ...range, start: range.start + start, end: range.end + start })
  return completeExpression(text.slice(start, end), at - start, context).map((one) => {
    const { insert, also } = one
    const ending = closed ? {} : { insert: `${insert}}`, caret: one.caret ?? insert.length }
    const edits = also ? { also: also.map((edit): TextEdit => moved(edit)) } : {}
    return { ...one, range: moved(one.range), ...ending, ...edits }
  })
}

function afterDollar(text: string, at: number, context: ExpressionContext): Completion[] {
  if (text[at - 1] !== '$' || text[at - 2] === '\\') return []
  return [...variablesByName(context.world, context.locals).values()]
    .filter(({ name }) => isIdentifier(name))
    .map((one): Completion => {
      const insert = `\${${one.name}}`
      const range = { start: at - 1, end: at }
      return { label: insert, insert, range, kind: 'variable', detail: shownVariable(one), documentation: one.from }
    })
}
