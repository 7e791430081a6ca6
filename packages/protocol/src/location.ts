/** A place in a source file, as people count: lines and columns from 1, columns in code points. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}
