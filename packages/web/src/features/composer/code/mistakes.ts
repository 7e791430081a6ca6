/** Mistakes that checking found, shown where they are. */

import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { Diagnostic as Mistake } from '@merlon/protocol'
import { positionAt } from './line-breaks.ts'

/** Where a mistake is in the editor; undefined of one in another file or in none. */
export function rangeOf(doc: Text, { location }: Mistake, path: string): { from: number; to: number } | undefined {
  if (location?.file !== path) return undefined
  const from = positionAt(doc, location.line, location.column)
  const to = positionAt(doc, location.endLine ?? location.line, location.endColumn ?? location.column + 1)
  return { from, to: Math.max(from, to) }
}

function words(mistake: Mistake): HTMLElement {
  const box = document.createElement('div')
  box.append(mistake.label === undefined ? mistake.message : `${mistake.message}: ${mistake.label}`)
  if (mistake.help !== undefined) {
    const help = document.createElement('div')
    help.className = 'cm-mistake-help'
    help.append(mistake.help)
    box.append(help)
  }
  return box
}

/** Marks the mistakes of the text that the editor shows. */
export function markMistakes(view: EditorView, mistakes: readonly Mistake[], path: string): void {
  const marks = mistakes.flatMap((mistake): Diagnostic[] => {
    const range = rangeOf(view.state.doc, mistake, path)
    if (!range) return []
    const { severity, message } = mistake
    return [{ ...range, severity, message, renderMessage: () => words(mistake) }]
  })
  view.dispatch(setDiagnostics(view.state, marks))
}
