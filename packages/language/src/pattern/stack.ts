import { PatternLimitError } from './failure.ts'

const MOST_WORDS = 1 << 25

/** The matcher's pending choices and what to restore on the way back to them: pairs of numbers, the last on top. */
export class PairStack {
  pairs = new Int32Array(256)
  /** Index behind the uppermost pair. */
  top = 0

  push(first: number, second: number): void {
    if (this.top === this.pairs.length) this.grow()
    this.pairs[this.top++] = first
    this.pairs[this.top++] = second
  }

  /** Drops from `base` upwards all pairs with a first number that is not negative. */
  keepNegative(base: number): void {
    const { pairs } = this
    let kept = base
    for (let at = base; at < this.top; at += 2) {
      if (pairs[at]! >= 0) continue
      pairs[kept++] = pairs[at]!
      pairs[kept++] = pairs[at + 1]!
    }
    this.top = kept
  }

  private grow(): void {
    if (this.pairs.length >= MOST_WORDS) throw new PatternLimitError()
    const pairs = new Int32Array(this.pairs.length * 2)
    pairs.set(this.pairs)
    this.pairs = pairs
  }
}
