/**
 * Tells quickly that a text holds none of many forms: of each, four characters in a row are known. Looking for all forms
 * at once takes long when there are many, and most texts hold none.
 */

const LENGTH = 4
const BITS = 0xffff

/** The next hash: what was four characters ago has been shifted out. */
const shifted = (hash: number, code: number): number => ((hash << LENGTH) ^ (code & 0x7f)) & BITS

export class Anchors {
  private readonly runs = new Map<string, string[]>()
  /** Whether some run has this hash. */
  private readonly hashes = new Uint8Array(BITS + 1)

  /** Adds a form that a text holds only together with these four characters. */
  add(run: string, form: string): void {
    const forms = this.runs.get(run)
    if (forms) forms.push(form)
    else this.runs.set(run, [form])
    let hash = 0
    for (let at = 0; at < LENGTH; at += 1) hash = shifted(hash, run.charCodeAt(at))
    this.hashes[hash] = 1
  }

  /** Tells of each run in the text; the walk ends when `found` says so. */
  private walk(text: string, found: (forms: readonly string[], start: number) => boolean): void {
    let hash = 0
    for (let at = 0; at < text.length; at += 1) {
      hash = shifted(hash, text.charCodeAt(at))
      if (this.hashes[hash] !== 1) continue
      const forms = this.runs.get(text.slice(at - LENGTH + 1, at + 1))
      if (forms && found(forms, at - LENGTH + 1)) return
    }
  }

  /** The forms that the text may hold. */
  in(text: string): ReadonlySet<string> {
    const possible = new Set<string>()
    this.walk(text, (forms) => {
      for (const form of forms) possible.add(form)
      return false
    })
    return possible
  }

  /** Where the first of the runs begins whose forms satisfy; the text's length where none does. */
  first(text: string, satisfies: (form: string, at: number) => boolean): number {
    let first = text.length
    this.walk(text, (forms, start) => {
      if (!forms.some((form) => satisfies(form, start))) return false
      first = start
      return true
    })
    return first
  }
}
