/** Prints diagnostics: framed for people, JSON for programs. */

import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import { countText, drawDiagnostic } from '@merlon/reporters'
import type { Terminal } from './terminal.ts'

/** The line of a text where a diagnostic begins, by its number from 1. */
function lineOf(text: string | undefined, line: number): string | undefined {
  return text?.split(/\r\n|\r|\n/, line)[line - 1]
}

/** All diagnostics as frames, errors counted at the end. */
export function drawAll(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  terminal: Terminal,
): string {
  const unique = sortDiagnostics(diagnostics)
  const frames = unique.map((one) => {
    const { file, line } = one.location ?? { file: '', line: 1 }
    return `${drawDiagnostic(one, lineOf(texts.get(file), line), terminal)}\n`
  })
  const errors = unique.filter((one) => one.severity === 'error').length
  const warnings = unique.length - errors
  const counts = [errors > 0 ? countText(errors, 'error') : '', warnings > 0 ? countText(warnings, 'warning') : '']
    .filter(Boolean)
    .join(', ')
  return frames.length === 0 ? '' : `${frames.join('\n')}\n${counts}\n`
}

/** The JSON form of `check --json`. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  const list = sortDiagnostics(diagnostics).map(({ code, severity, message, label, help, location }) => ({
    code,
    severity,
    message: label === undefined ? message : `${message} (${label})`,
    ...(help === undefined ? {} : { help }),
    ...location,
  }))
  return `${JSON.stringify({ schema: 'merlon.diagnostics/1', diagnostics: list })}\n`
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((one) => one.severity === 'error')
