/** What is known of an open file at one moment. */
import type { Outline } from '@merlon/language'
import type { Checked, FileKind } from '@merlon/protocol/http'

export type SaveState =
  | { readonly is: 'saved' }
  | { readonly is: 'waiting' }
  | { readonly is: 'saving' }
  | { readonly is: 'failed'; readonly message: string }
  /** The file is not what it was when it was read; nothing is written until somebody chooses. */
  | { readonly is: 'conflict'; readonly version: string | null; readonly text: string | null }

export interface DocumentState {
  readonly path: string
  readonly kind: FileKind
  readonly text: string
  readonly readOnly: boolean
  readonly outline: Outline
  readonly save: SaveState
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** What the server found, and the text that it looked at; kept until there is a newer answer. */
  readonly checked: Checked | undefined
  readonly checkedText: string | undefined
  /** Counts the texts that this session has had. */
  readonly revision: number
}

export interface Opened {
  readonly path: string
  readonly kind: FileKind
  readonly text: string
  /** null for a file that does not exist yet. */
  readonly version: string | null
  readonly readOnly: boolean
}
