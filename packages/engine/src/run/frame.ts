/** Where a step stands while it runs: in which container, in which rounds of which loops. */
export interface Frame {
  readonly parent: number | undefined
  readonly index: readonly number[] | undefined
  /** How many loops with elements stand around. */
  readonly depth: number
  readonly assertionsOnly: string | undefined
  /** Names of the rounds around, outermost first, where a loop names them. */
  readonly items: readonly string[] | undefined
}

export const topFrame: Frame = {
  parent: undefined,
  index: undefined,
  depth: 0,
  assertionsOnly: undefined,
  items: undefined,
}
