/** A pattern that is written wrongly or that no text could be matched against in reasonable space. */
export class PatternError extends Error {
  /** Where in the pattern's source the fault is, in UTF-16 units; `end` is exclusive. */
  readonly start: number
  readonly end: number
  constructor(message: string, start: number, end: number) {
    super(message)
    this.name = 'PatternError'
    this.start = start
    this.end = end
  }
}

/** Matching a right pattern against this text would take more memory than a match may have. */
export class PatternLimitError extends Error {
  constructor() {
    super('matching the pattern needs too much memory; make the pattern simpler or the text shorter')
    this.name = 'PatternLimitError'
  }
}
