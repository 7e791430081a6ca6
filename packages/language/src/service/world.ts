/** What the language service is told of the place in which a text stands. */
import type { CatalogDocument } from '@merlon/protocol'
import type { TextEdit, TextRange } from '../document/types.ts'
import type { KnownNames } from '../expression/known-names.ts'

export interface KnownVariable {
  readonly name: string
  /** As last seen in a run; secrets are not there. */
  readonly value?: unknown
  /** Whether a run has shown a value. */
  readonly seen: boolean
  readonly secret?: boolean
  /** In words: `step 3`, `vault`, `environment local`, `input one shirt`. */
  readonly from: string
}

export interface HelperDocument {
  readonly name: string
  /** A helper that is itself a function has a member of its own name. */
  readonly members: readonly { readonly name: string; readonly signature: string; readonly summary?: string }[]
}

export interface ServiceWorld {
  readonly variables: readonly KnownVariable[]
  readonly helpers: readonly HelperDocument[]
  readonly snippets: readonly { readonly name: string; readonly params: readonly string[] }[]
  /** Paths below `files/`. */
  readonly files: readonly string[]
}

/** `variables` is a vault or an environment. */
export type FileKind = 'test' | 'snippet' | 'variables'

export interface YamlContext {
  readonly catalog: CatalogDocument
  readonly names: KnownNames
  readonly world: ServiceWorld
  readonly kind: FileKind
}

export interface ExpressionContext {
  readonly names: KnownNames
  readonly world: ServiceWorld
  /** Names that only exist at this place, such as a loop's element; they hide variables. */
  readonly locals?: readonly KnownVariable[]
}

export type CompletionKind =
  | 'component'
  | 'field'
  | 'value'
  | 'variable'
  | 'member'
  | 'helper'
  | 'function'
  | 'snippet'
  | 'file'
  | 'keyword'

export interface Completion {
  readonly label: string
  /** What replaces the range. */
  readonly insert: string
  readonly range: TextRange
  readonly kind: CompletionKind
  /** Current value, signature or summary, in short. */
  readonly detail?: string
  readonly documentation?: string
  /** Where the caret goes inside `insert`, when not at the end. */
  readonly caret?: number
  /** Smaller ones first; 0 where it is not said. */
  readonly sort?: number
  /** Replacements elsewhere that the insertion needs, such as quotes around the value; none overlaps the range. */
  readonly also?: readonly TextEdit[]
}

/** A text with one completion taken. */
export function applyCompletion(text: string, { range, insert, also = [] }: Completion): string {
  const edits = [{ ...range, text: insert }, ...also].sort((a, b) => b.start - a.start || b.end - a.end)
  return edits.reduce((made, edit) => made.slice(0, edit.start) + edit.text + made.slice(edit.end), text)
}
