/** Gathers a body piece by piece; the pieces may be overwritten afterwards, and many tiny ones cost no more than a few. */

const NOTHING = new Uint8Array(0)

/** What a server announces is not set aside before it comes, beyond this. */
const MAX_AHEAD = 1024 * 1024

export class BodyBuffer {
  length = 0
  private bytes: Uint8Array = NOTHING

  /** Copies `source` from `start` to `stop`; `expected` more bytes are announced, these included. */
  append(source: Uint8Array, start: number, stop: number, expected: number): void {
    const needed = this.length + stop - start
    if (needed > this.bytes.length) this.grow(needed, this.length + Math.min(expected, MAX_AHEAD))
    this.bytes.set(source.subarray(start, stop), this.length)
    this.length = needed
  }

  /** What is there from a position on; nothing is ever written over it. */
  from(position: number): Uint8Array {
    return this.bytes.subarray(position, this.length)
  }

  /** All of it; room that was not needed is given back. */
  whole(): Uint8Array {
    const { bytes, length } = this
    if (length === bytes.length) return bytes
    return length * 4 < bytes.length * 3 ? bytes.slice(0, length) : bytes.subarray(0, length)
  }

  private grow(needed: number, announced: number): void {
    const larger = new Uint8Array(Math.max(needed, announced, this.bytes.length * 2))
    larger.set(this.bytes)
    this.bytes = larger
  }
}
