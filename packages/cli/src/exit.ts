/** What the exit code of the command means; builds rely on them. */
export const exit = {
  passed: 0,
  failed: 1,
  usage: 2,
  errored: 3,
  nothingMatched: 4,
  gate: 5,
  interrupted: 130,
  terminated: 143,
} as const
