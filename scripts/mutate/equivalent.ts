/** Mutants that no test can kill, since the program with them does the same. */

interface Equivalent {
  readonly path: string
  /** What is written, and what is written instead. */
  readonly written: string
  readonly instead: string
  /** Why nothing can tell the two apart. */
  readonly why: string
}

export const equivalent: readonly Equivalent[] = [
  {
    path: 'assertion/define.ts',
    written: 'false',
    instead: 'true',
    why: 'what is senseless fails whether it is said to pass or not',
  },
  {
    path: 'assertion/in-order.ts',
    written: 'a < b',
    instead: '(a) <= (b)',
    why: 'the two are known to differ',
  },
  {
    path: 'assertion/in-order.ts',
    written: "''",
    instead: "'mutated'",
    why: 'neither text is numeric',
  },
  {
    path: 'assertion/presets.ts',
    written: 'sum += weighed > 9 ? weighed - 9 : weighed',
    instead: 'sum -= weighed > 9 ? weighed - 9 : weighed',
    why: 'a number and its negative are multiples of ten together',
  },
  ...['false', '(this.found.length) > (MOST)'].map((instead) => ({
    path: 'assertion/shape.ts',
    written: 'this.found.length >= MOST',
    instead,
    why: 'it saves work; what is found beyond is not added',
  })),
]
