import { type Dialect, ExpressionError, type HelperUse } from '@merlon/language'

export interface TestUse extends HelperUse {
  /** Steps charged so far. */
  spent(): number
}

/** 15 May 2018, a Tuesday, 10:30 UTC. */
export const NOW = Date.UTC(2018, 4, 15, 10, 30)

/** What helper functions get in a run: a seeded generator, a fixed clock, the limits, the files given. */
export function testUse(given: { seed?: number; dialect?: Dialect; files?: Record<string, string> } = {}): TestUse {
  const { seed = 1, dialect = 'javascript', files = {} } = given
  let steps = 0
  return {
    realm: { now: () => NOW, random: generator(seed), helper: () => undefined },
    dialect,
    charge(more) {
      steps += more
      if (steps > 1e7) throw new ExpressionError('more than 10000000 steps')
    },
    chargeText(length) {
      if (length > 16 * 2 ** 20) throw new ExpressionError('text of more than 16 M')
    },
    chargeList(length) {
      if (length > 1e6) throw new ExpressionError('a list of more than 1000000')
    },
    loadText(name) {
      const text = files[name]
      if (text === undefined) throw new ExpressionError(`there is no file '${name}'`)
      return text
    },
    spent: () => steps,
  }
}

/** Numbers from 0 up to 1 after a seed: a Weyl sequence, mixed. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
