/** A step cannot do its work: an unknown variable, an expression's error, a limit. Reported as a failed step. */
export class StepFault extends Error {
  readonly help: string | undefined
  readonly field: string | undefined
  readonly part: readonly [number, number] | undefined
  constructor(
    message: string,
    more: { help?: string | undefined; field?: string | undefined; part?: readonly [number, number] | undefined } = {},
  ) {
    super(message)
    this.name = 'StepFault'
    this.help = more.help
    this.field = more.field
    this.part = more.part
  }
}

/** A variable that a step reads never arrived, because the step that should have set it went wrong. The step is skipped. */
export class NeverArrived extends Error {
  readonly variable: string
  readonly reason: string
  constructor(variable: string, reason: string) {
    super(`\`${variable}\` never arrived: ${reason}`)
    this.name = 'NeverArrived'
    this.variable = variable
    this.reason = reason
  }
}
