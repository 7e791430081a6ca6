import { PatternLimitError } from './failure.ts'
import type { Charge } from './pattern.ts'

const MOST_WORDS = 1 << 24

/**
 * Remembers which (row, position) pairs a search has been at. Whether the rest of a pattern matches from a place in
 * the program and a position in the text does not depend on how the search came there, nor on where the match began,
 * so a second visit can only fail like the first one. Rows of neighbouring positions lie together in chunks that are
 * made when first needed.
 */
export class Memo {
  /** No position before this one will be asked for again. */
  floor = 0
  private readonly rows: number
  private readonly shift: number
  private readonly chunkWords: number
  private readonly charge: Charge
  private readonly chunks: (Uint32Array | undefined)[]
  private released = 0
  private words = 0

  /** For texts of up to `length` UTF-16 units. */
  constructor(rows: number, length: number, charge: Charge) {
    this.rows = rows
    this.shift = rows > 1024 ? 4 : 8
    this.chunkWords = ((rows << this.shift) + 31) >> 5
    this.charge = charge
    this.chunks = new Array<Uint32Array | undefined>((length >> this.shift) + 1)
  }

  /** Whether this row has been visited at this position before; from now on it has. */
  visit(row: number, position: number): boolean {
    const chunk = this.chunks[position >> this.shift] ?? this.addChunk(position >> this.shift)
    const bit = (position & ((1 << this.shift) - 1)) * this.rows + row
    const mask = 1 << (bit & 31)
    const word = chunk[bit >> 5]!
    if ((word & mask) !== 0) return true
    chunk[bit >> 5] = word | mask
    return false
  }

  /** Forgets a position: after a match ends there, its rows were left by success and not by failure. */
  forget(position: number): void {
    const chunk = this.chunks[position >> this.shift]
    if (!chunk) return
    this.charge(1 + (this.rows >> 3))
    const first = (position & ((1 << this.shift) - 1)) * this.rows
    for (let bit = first; bit < first + this.rows; bit++) chunk[bit >> 5] = chunk[bit >> 5]! & ~(1 << (bit & 31))
  }

  private addChunk(index: number): Uint32Array {
    for (; this.released < this.floor >> this.shift; this.released++) {
      if (this.chunks[this.released]) this.words -= this.chunkWords
      this.chunks[this.released] = undefined
    }
    this.words += this.chunkWords
    if (this.words > MOST_WORDS) throw new PatternLimitError()
    this.charge(1 + (this.chunkWords >> 3))
    const chunk = new Uint32Array(this.chunkWords)
    this.chunks[index] = chunk
    return chunk
  }
}
