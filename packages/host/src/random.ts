/**
 * Random numbers that a seed repeats: sfc32 (Chris Doty-Humphrey, PractRand), its state filled by splitmix32.
 *
 * Not for secrets. The sequence of a seed must never change: stored reports name their seeds.
 */

const WARM_UP = 12

/** A generator of numbers in [0, 1) with 53 random bits each. Every integer up to 2⁵³ is a seed of its own. */
export function randomFrom(seed: number): () => number {
  const mix = splitmix(seed >>> 0)
  let a = mix()
  let b = mix() ^ Math.floor(seed / 2 ** 32)
  let c = mix()
  let counter = 1
  const next = (): number => {
    const result = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  for (let round = 0; round < WARM_UP; round += 1) next()
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
}

function splitmix(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}
