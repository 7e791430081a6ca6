/** A file in the pieces that can be read by themselves: each step of its sections, and what is around them. */

export interface Piece {
  readonly text: string
  /** Where in the file its text begins. */
  readonly start: number
  /** A list of one step, or the file itself. */
  readonly is: 'steps' | 'file'
}

const anchor = /(?:^|[\s[{,:-])&[^\s&]/m

/**
 * The pieces, each step as a list of its own; the file's own piece has blanks in their place. The whole file is one
 * piece where steps may lean on each other (anchors), or stand in a way that indentation does not show.
 * @param sections the keys that hold lists of steps
 */
export function piecesOf(text: string, sections: readonly string[]): Piece[] {
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0
  const whole: Piece = { text: text.slice(blank), start: blank, is: 'file' }
  const steps = anchor.test(text) ? undefined : stepsIn(whole.text, sections)
  if (!steps || steps.length === 0) return [whole]
  let rest = ''
  let at = 0
  for (const { start, end } of steps) {
    rest += whole.text.slice(at, start) + whole.text.slice(start, end).replace(/[^\n]/g, ' ')
    at = end
  }
  return [
    { ...whole, text: rest + whole.text.slice(at) },
    ...steps.map(
      ({ start, end }): Piece => ({ text: whole.text.slice(start, end), start: start + blank, is: 'steps' }),
    ),
  ]
}

interface Stretch {
  readonly start: number
  end: number
}

function stepsIn(text: string, sections: readonly string[]): Stretch[] | undefined {
  const steps: Stretch[] = []
  // Indentation of the section's dashes: undefined outside of sections, -1 before the first dash.
  let column: number | undefined
  let at = 0
  for (const line of text.split('\n')) {
    const content = line.trim()
    const indent = line.length - line.trimStart().length
    const isDash = /^-(?:\s|$)/.test(content)
    const end = Math.min(at + line.length + 1, text.length)
    const last = steps.at(-1)
    if (content === '' || content.startsWith('#')) {
      // A blank line may be part of a text; a comment is part of nothing.
    } else if (column !== undefined && isDash && (column === -1 || indent === column)) {
      column = indent
      steps.push({ start: at, end })
    } else if (indent === 0) {
      const key = /^([\w-]+):\s*(?:#.*)?$/.exec(content)?.[1]
      if (!/^[\w-]+:(?:\s|$)/.test(content)) return undefined
      column = key !== undefined && sections.includes(key) ? -1 : undefined
    } else if (column !== undefined) {
      if (column === -1 || indent <= column || !last) return undefined
      last.end = end
    }
    at = end
  }
  return steps
}
