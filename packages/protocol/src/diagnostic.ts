import type { DiagnosticCode } from './diagnostic-codes.generated.ts'
import type { Location } from './location.ts'

export type Severity = 'error' | 'warning'

/**
 * What is wrong with a file, a flag or a value, as data; text frames are drawn from it in one place.
 *
 * `message` is lower-case, without a full stop, in the words of the test; `label` stands beside the caret; `help` says
 * what to do. `code` is the name of a page under `docs/reference/errors/`, printed by `merlon explain`.
 */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly location?: Location
  readonly label?: string
  readonly help?: string
}

/** Orders diagnostics by file, line and column, those without a place first, and drops exact repeats. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>()
  const unique = diagnostics.filter((one) => {
    const key = JSON.stringify([one.code, one.message, one.location])
    return seen.has(key) ? false : seen.add(key) !== undefined
  })
  return unique.sort((a, b) => {
    const left = a.location
    const right = b.location
    if (!left || !right) return (left ? 1 : 0) - (right ? 1 : 0)
    if (left.file !== right.file) return left.file < right.file ? -1 : 1
    return left.line - right.line || left.column - right.column
  })
}
