/** Patterns of schemas, matched by an engine that no text makes hang. */
import { compilePattern, type Pattern } from '@merlon/language'

/** Most steps of one match; about half a second. */
const MOST_STEPS = 10_000_000

/** A text met a pattern that takes too long on it; neither a match nor none. */
export class TooMuchWork extends Error {}

export interface SchemaPattern {
  test(text: string): boolean
  /** Tells patterns apart. */
  toString(): string
}

function compiled(source: string, flags: string): Pattern {
  try {
    return compilePattern(source, flags)
  } catch (error) {
    // Patterns written for engines without the `u` flag may escape more than it allows.
    if (!flags.includes('u')) throw error
    try {
      return compilePattern(source, flags.replace('u', ''))
    } catch {
      throw error
    }
  }
}

/** Compiles a pattern. Throws a PatternError where it is none. */
export function schemaPattern(source: string, flags: string): SchemaPattern {
  const pattern = compiled(source, flags)
  return {
    test(text) {
      let left = MOST_STEPS
      return pattern.test(text, (steps) => {
        left -= steps
        if (left < 0)
          throw new TooMuchWork(`the pattern \`${source}\` takes too many steps on a text of ${text.length} characters`)
      })
    },
    toString: () => `/${source}/${flags}`,
  }
}
