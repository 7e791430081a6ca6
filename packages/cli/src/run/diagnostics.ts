/** Prints diagnostics: framed for people, JSON for programs. */
import { drawDiagnostic } from '@merlon/reporters'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import type { Terminal } from './terminal.ts'

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** All diagnostics as frames, errors counted at the end. */
export function drawAll(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>, terminal: Terminal): string {
  const frames = sortDiagnostics(diagnostics).map((one) => drawDiagnostic(one, one.location ? texts.get(one.location.file) : undefined, terminal))
  const errors = diagnostics.filter((one) => one.severity === 'error').length
  const warnings = diagnostics.length - errors
  const counts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : ''].filter(Boolean).join(', ')
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

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((one) => one.severity === 'error')
