/** The lines that differ between two texts of which the second came from replacing words, line by line. */
export interface ChangedLine {
  /** From 1. */
  readonly line: number
  readonly before: string
  readonly after: string
}

export function changedLines(before: string, after: string): ChangedLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => ({
    line: at + 1,
    before: old[at] ?? '',
    after: now[at] ?? '',
  })).filter((one) => one.before !== one.after)
}
