/** What the readers of variables hand on. */
export interface Entry {
  readonly name: string
  readonly value: unknown
  readonly secret: boolean
}

/** The entries of one text; `notes` say what is left out. */
export interface Entries {
  readonly entries: readonly Entry[]
  readonly notes: readonly string[]
  /** Whether texts are as they are, so that a `${` in them is no expression; `{{name}}` then is a variable. */
  readonly postman?: true
}

export type Read = Entries | { readonly problem: string; readonly help?: string }
