/** Completions as an editor takes them. */
import { type Completion, type CompletionKind, completeYaml } from '@merlon/language'
import type { CompletionItem } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { yamlContext } from './language.ts'
import { editOf, rangeOf } from './positions.ts'
import { CompletionItemKind, InsertTextFormat, InsertTextMode } from './protocol.ts'
import type { Place } from './workspace.ts'
import type { Worlds } from './world.ts'

const kinds: Readonly<Record<CompletionKind, CompletionItem['kind'] & number>> = {
  component: CompletionItemKind.Class,
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
  member: CompletionItemKind.Field,
  helper: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  snippet: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
  keyword: CompletionItemKind.Keyword,
}

/** A snippet of the protocol with the caret in it. */
function withCaret({ insert, caret = insert.length }: Completion): string {
  const escaped = (text: string): string => text.replaceAll(/[\\$}]/g, '\\$&')
  return `${escaped(insert.slice(0, caret))}$0${escaped(insert.slice(caret))}`
}

/** Whether the letters of one text stand in another in their order, which is how editors filter. */
function isWithin(typed: string, label: string): boolean {
  let at = 0
  for (const letter of label.toLowerCase()) if (letter === typed[at]?.toLowerCase()) at += 1
  return at >= typed.length
}

interface At {
  readonly document: TextDocument
  readonly offset: number
  /** Whether the editor can put the caret somewhere. */
  readonly carets: boolean
  /** Another number when other files may have changed. */
  readonly around: number
}

function itemOf(completion: Completion, { document, offset, carets }: At): CompletionItem {
  const { label, insert, range, kind, detail, documentation, caret, sort, also } = completion
  const typed = document.getText().slice(range.start, Math.max(range.start, offset))
  const hasCaret = carets && caret !== undefined && caret !== insert.length
  return {
    label,
    kind: kinds[kind],
    filterText: isWithin(typed, label) ? label : typed + label,
    sortText: `${String(sort ?? 0).padStart(6, '0')}${label}`,
    textEdit: { range: rangeOf(document, range), newText: hasCaret ? withCaret(completion) : insert },
    insertTextFormat: hasCaret ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // Further lines are indented already.
    insertTextMode: InsertTextMode.asIs,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(also === undefined ? {} : { additionalTextEdits: also.map((edit) => editOf(document, edit)) }),
  }
}

/** What may stand at a caret. */
export async function completions(place: Place, at: At, worlds: Worlds): Promise<CompletionItem[]> {
  const text = at.document.getText()
  const context = yamlContext(place.kind, await worlds.at(place, text, at.offset, at.around))
  return completeYaml(text, at.offset, context).map((one) => itemOf(one, at))
}
