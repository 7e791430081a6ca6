/**
 * Tells quickly that a text holds none of many forms: of each, four letters or digits in a row are known, which no encoder
 * touches. Looking for all forms at once takes long when there are many, and most texts hold none.
 */

const LENGTH = 4
const RUN = /[A-Za-z0-9]{4}/
const BITS = 0xffff

export class Anchors {
  private readonly runs = new Set<string>()
  /** Whether some run has this hash. */
  private readonly hashes = new Uint8Array(BITS + 1)

  /** Adds a form; false where it has no such run, so that it cannot be told like this. */
  add(form: string): boolean {
    const run = RUN.exec(form)?.[0]
    if (run === undefined) return false
    this.runs.add(run)
    let hash = 0
    for (let at = 0; at < LENGTH; at += 1) hash = ((hash << LENGTH) ^ run.charCodeAt(at)) & BITS
    this.hashes[hash] = 1
    return true
  }

  /** Whether the text holds one of the runs. */
  in(text: string): boolean {
    let hash = 0
    for (let at = 0; at < text.length; at += 1) {
      // What was four characters ago has been shifted out.
      hash = ((hash << LENGTH) ^ (text.charCodeAt(at) & 0x7f)) & BITS
      if (this.hashes[hash] === 1 && this.runs.has(text.slice(at - LENGTH + 1, at + 1))) return true
    }
    return false
  }
}
