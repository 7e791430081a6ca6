/** What the terminal at hand can show. */
export interface Terminal {
  readonly color: boolean
  readonly width: number
  readonly live: boolean
}

/** Colours only where somebody sees them: NO_COLOR and FORCE_COLOR are honoured, `TERM=dumb` too. */
export function terminalOf(stream: NodeJS.WriteStream, { noColor = false } = {}): Terminal {
  const { NO_COLOR, FORCE_COLOR, TERM, CI } = process.env
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0'
  const color =
    !noColor && (NO_COLOR === undefined || NO_COLOR === '') && (forced || (stream.isTTY === true && TERM !== 'dumb'))
  return {
    color,
    width: stream.isTTY ? Math.max(40, stream.columns ?? 80) : 100,
    live: stream.isTTY === true && TERM !== 'dumb' && !CI,
  }
}
