export interface Place {
  readonly line: number
  readonly column: number
}

/** One entry of the `errors` of a GraphQL answer. */
export class Mistake extends Error {
  readonly place: Place | undefined
  readonly path: readonly (string | number)[] | undefined
  readonly code: string

  constructor(message: string, place?: Place, code = 'GRAPHQL_VALIDATION_FAILED', path?: readonly (string | number)[]) {
    super(message)
    this.place = place
    this.code = code
    this.path = path
  }

  toJSON(): unknown {
    return {
      message: this.message,
      ...(this.place ? { locations: [this.place] } : {}),
      ...(this.path ? { path: this.path } : {}),
      extensions: { code: this.code },
    }
  }
}
