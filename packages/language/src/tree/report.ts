import type { Diagnostic, DiagnosticCode, Severity } from '@merlon/protocol'
import { locationOf, type Span } from '../source.ts'

export interface Complaint {
  readonly code: DiagnosticCode
  readonly message: string
  readonly span: Span
  readonly label?: string | undefined
  readonly help?: string | undefined
  readonly severity?: Severity
}

/** Makes a diagnostic out of a span and words. */
export function diagnosticAt({ code, message, span, label, help, severity = 'error' }: Complaint): Diagnostic {
  return {
    code,
    severity,
    message,
    location: locationOf(span),
    ...(label === undefined ? {} : { label }),
    ...(help === undefined ? {} : { help }),
  }
}
