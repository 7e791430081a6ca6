/** What a line of a shell is made of. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly line: number }
  /** What parts commands: `;`, `&&`, `|`, the end of a line … */
  | { readonly kind: 'end'; readonly sign: string; readonly line: number }
  /** `<` and `<<<` read the word behind them, `>` writes to it. */
  | { readonly kind: 'redirection'; readonly sign: '<' | '<<<' | '>'; readonly line: number }
  /** Text for the standard input, from the lines below a `<<`. */
  | { readonly kind: 'input'; readonly text: string; readonly line: number }
  | { readonly kind: 'comment'; readonly text: string; readonly line: number }

export interface LineNote {
  /** From 1. */
  readonly line: number
  readonly message: string
}

export interface Tokens {
  readonly tokens: readonly Token[]
  readonly notes: readonly LineNote[]
}

/** Thrown where a text cannot be read as commands; the message is for the user. */
export class Unreadable extends Error {}
