import type { SyntaxProblem } from './types.ts'

/** Text that is not an expression, on its way to the compiler's caller, who gets the problem and never this. */
export class Refusal extends Error {
  readonly start: number
  readonly end: number
  readonly help: string | undefined
  constructor(message: string, at: { readonly start: number; readonly end: number }, help?: string) {
    super(message)
    this.name = 'Refusal'
    this.start = at.start
    this.end = at.end
    this.help = help
  }

  get problem(): SyntaxProblem {
    const { message, start, end, help } = this
    return help === undefined ? { message, start, end } : { message, start, end, help }
  }
}
