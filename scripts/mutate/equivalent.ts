/** Mutants that no test can kill, since the program with them does the same. */

interface Equivalent {
  readonly path: string
  /** What is written, and what is written instead. */
  readonly written: string
  readonly instead: string
  /** Why nothing can tell the two apart. */
  readonly why: string
}

export const equivalent: readonly Equivalent[] = []
