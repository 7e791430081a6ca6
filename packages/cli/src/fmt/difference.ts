/** What formatting would change in a file, for people. */
import type { TextEdit } from '@merlon/language'
import { clean } from '@merlon/protocol'
import { countText, cutTo, styles } from '@merlon/reporters'
import type { Terminal } from '../run/terminal.ts'

const MOST_PLACES = 5
const MOST_LINES = 6

const linesOf = (text: string): string[] => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Blanks at the end of a line would not be seen. */
const shown = (line: string): string =>
  clean(line.replace(/\r$/, '')).replace(/ +$/, (blanks) => '·'.repeat(blanks.length))

/** The lines before and after, with the numbers that they have before. */
export function differenceText(text: string, edits: readonly TextEdit[], { color, width }: Terminal): string {
  const paint = styles(color)
  const places = edits.slice(0, MOST_PLACES).flatMap((edit) => {
    const first = text.slice(0, edit.start).split('\n').length
    const draw = (sign: '-' | '+', source: string): string[] => {
      const lines = linesOf(source)
      const all = lines
        .slice(0, MOST_LINES)
        .map((line, at) => cutTo(`${String(first + at).padStart(6)} ${sign} ${shown(line)}`, width))
      const rest = lines.length - MOST_LINES
      return [...all, ...(rest > 0 ? [`       ${sign} … and ${countText(rest, 'line')} more`] : [])]
    }
    return [...draw('-', text.slice(edit.start, edit.end)).map(paint.red), ...draw('+', edit.text).map(paint.green)]
  })
  const rest = edits.length - MOST_PLACES
  return [...places, ...(rest > 0 ? [`         … and ${countText(rest, 'place')} more`] : [])]
    .map((one) => `${one}\n`)
    .join('')
}
