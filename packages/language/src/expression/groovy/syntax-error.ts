/** Text that is not of the Groovy which tests written as XML may use. Offsets are UTF-16 units in the parsed text. */
export class GroovySyntaxError extends Error {
  readonly start: number
  readonly end: number
  readonly help: string | undefined
  constructor(message: string, start: number, end: number, help?: string) {
    super(message)
    this.name = 'GroovySyntaxError'
    this.start = start
    this.end = end
    this.help = help
  }
}
