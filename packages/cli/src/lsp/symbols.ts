/** The outline of a file as an editor shows it. */
import { type OutlineStep, outlineOf, type StepList } from '@merlon/language'
import type { DocumentSymbol } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { shapes } from './language.ts'
import { rangeOf } from './positions.ts'
import { SymbolKind } from './protocol.ts'
import type { Place } from './workspace.ts'

const MOST_LETTERS = 80

function nameOf({ title, component, input, fields }: OutlineStep): string {
  if (title !== undefined && title !== '') return title
  const primary = typeof input === 'object' ? fields[shapes.primary(component) ?? '']?.value : input
  const shown = typeof primary === 'string' || typeof primary === 'number' ? ` ${primary}` : ''
  const name = `${component}${shown}`.replaceAll(/\s+/g, ' ')
  return name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name || 'step'
}

function symbolOf(document: TextDocument, step: OutlineStep): DocumentSymbol {
  const { range, lists } = step
  const line = document.positionAt(range.start).line
  const end = document.offsetAt({ line: line + 1, character: 0 })
  const steps = lists.flatMap((list) => list.steps)
  return {
    name: nameOf(step),
    ...(step.title === undefined ? {} : { detail: step.component }),
    kind: steps.length > 0 ? SymbolKind.Namespace : SymbolKind.Method,
    range: rangeOf(document, range),
    selectionRange: rangeOf(document, { start: range.start, end: Math.min(range.end, end - 1) }),
    children: steps.map((one) => symbolOf(document, one)),
  }
}

function sectionOf(document: TextDocument, { field, steps }: StepList): DocumentSymbol[] {
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) return []
  const range = rangeOf(document, { start: first.range.start, end: last.range.end })
  return [
    {
      name: field,
      kind: SymbolKind.Namespace,
      range,
      selectionRange: { start: range.start, end: range.start },
      children: steps.map((one) => symbolOf(document, one)),
    },
  ]
}

/** The steps of a test or snippet; under their sections where there is more than one. */
export function symbols({ kind }: Place, document: TextDocument): DocumentSymbol[] {
  if (kind !== 'test' && kind !== 'snippet') return []
  const sections = outlineOf(document.getText(), shapes, { kind }).sections.flatMap((one) => sectionOf(document, one))
  return sections.length === 1 ? (sections[0]?.children ?? []) : sections
}
