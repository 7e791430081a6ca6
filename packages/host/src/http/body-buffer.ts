/** Gathers a body piece by piece; the pieces may be overwritten afterwards, and many tiny ones cost no more than a few. */

const NOTHING = Buffer.alloc(0)

/** What a server announces is not set aside before it comes, beyond this. */
const MAX_AHEAD = 1024 * 1024

export class BodyBuffer {
  length = 0
  private bytes: Buffer = NOTHING

  /** Copies `source` from `start` to `stop`; `expected` more bytes are announced, these included. */
  append(source: Buffer, start: number, stop: number, expected: number): void {
    const needed = this.length + stop - start
    if (needed > this.bytes.length) {
      const ahead = this.length + Math.min(expected, MAX_AHEAD)
      const roomy = this.length === 0 ? 0 : this.bytes.length * 2
      const larger = Buffer.allocUnsafe(Math.max(needed, ahead, roomy))
      this.bytes.copy(larger, 0, 0, this.length)
      this.bytes = larger
    }
    source.copy(this.bytes, this.length, start, stop)
    this.length = needed
  }

  /** All of it; room that was not needed is given back. */
  whole(): Buffer {
    const { bytes, length } = this
    if (length === bytes.length) return bytes
    const kept = bytes.subarray(0, length)
    return length * 4 < bytes.length * 3 ? Buffer.from(kept) : kept
  }
}
