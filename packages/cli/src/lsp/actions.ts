/** Ways to mend what is wrong, where a diagnostic says how. */
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { CodeActionKind } from './protocol.ts'

const SUGGESTION = /did you mean '([^'\n]+)'\?/

/** For each "did you mean", the change that it asks for. */
export function actions(document: TextDocument, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic): CodeAction[] => {
    const message = typeof diagnostic.message === 'string' ? diagnostic.message : diagnostic.message.value
    const name = SUGGESTION.exec(message)?.[1]
    const written = document.getText(diagnostic.range)
    // A quoted name, or one inside a longer text, is not what the range covers.
    if (name === undefined || !/^[\w-]+$/.test(written) || !/^[\w-]+$/.test(name)) return []
    return [
      {
        title: `Write '${name}'`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: true,
        edit: { changes: { [document.uri]: [{ range: diagnostic.range, newText: name }] } },
      },
    ]
  })
}
