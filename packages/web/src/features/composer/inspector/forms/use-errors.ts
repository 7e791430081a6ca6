/** What the last check said of the fields of a step. */
import type { OutlineStep } from '@merlon/language'
import type { ComponentDocument, Diagnostic } from '@merlon/protocol'
import { useState } from 'react'
import type { DocumentState } from '../../../../document/session.ts'
import { fieldNamed } from './layout.ts'

/** The offset of a place, whose columns count code points. */
function offsetOf(text: string, { line, column }: { line: number; column: number }): number {
  let start = 0
  for (let left = line - 1; left > 0; left -= 1) {
    const next = text.indexOf('\n', start)
    if (next < 0) return text.length
    start = next + 1
  }
  const rest = [...text.slice(start, start + column * 2)]
  return start + rest.slice(0, column - 1).join('').length
}

const spoken = ({ message, help }: Diagnostic): string => (help === undefined ? message : `${message} · ${help}`)

/** By field, as the catalogue calls it; under `''` what is wrong with the step itself. */
export function errorsOf(
  { checked, text, path }: Pick<DocumentState, 'checked' | 'text' | 'path'>,
  step: OutlineStep,
  component: ComponentDocument,
): ReadonlyMap<string, string> {
  const errors = new Map<string, string>()
  for (const one of checked?.diagnostics ?? []) {
    if (one.location?.file !== path) continue
    const at = offsetOf(text, one.location)
    const inner = step.lists.some(({ steps }) => steps.some(({ range }) => at >= range.start && at < range.end))
    if (at < step.range.start || at > step.range.end || inner) continue
    const written = Object.entries(step.fields).find(([, { range }]) => at >= range.start && at <= range.end)
    const name = (written && fieldNamed(component.fields, written[0])?.name) ?? ''
    if (!errors.has(name)) errors.set(name, spoken(one))
  }
  return errors
}

const NONE: ReadonlyMap<string, string> = new Map()

const same = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([name, text]) => b.get(name) === text)

/** The same while a newer text is being checked, so that nothing flickers while somebody types. */
export function useErrors(state: DocumentState, step: OutlineStep, component: ComponentDocument) {
  const [known, setKnown] = useState(NONE)
  const fresh = state.checkedText === state.text ? errorsOf(state, step, component) : known
  if (fresh !== known && !same(fresh, known)) setKnown(fresh)
  return known
}
