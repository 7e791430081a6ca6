/** Collects what an import has to say. */
import { positionAt, type SourceFile } from '@merlon/language'
import type { FidelityNote } from '../importer.ts'

/** A place in a file; of a span only its start counts. */
export type Place =
  | { readonly file: SourceFile; readonly start: number }
  | { readonly path: string; readonly line?: number }

function noteAt(place: Place, message: string): FidelityNote {
  if ('path' in place) return { file: place.path, ...(place.line === undefined ? {} : { line: place.line }), message }
  return { file: place.file.path, line: positionAt(place.file, place.start).line, message }
}

export class Notes {
  readonly #changed = new Map<string, FidelityNote>()
  readonly #lost = new Map<string, FidelityNote>()

  /** What is true of many places of a file is said at the first of them. */
  changed(place: Place, message: string): void {
    const note = noteAt(place, message)
    const key = `${note.file}\n${message}`
    if (!this.#changed.has(key)) this.#changed.set(key, note)
  }

  lost(place: Place, message: string): void {
    const note = noteAt(place, message)
    this.#lost.set(`${note.file}\n${note.line}\n${message}`, note)
  }

  /** Takes over what others collected; `file` is where they stand, if it is not the file they name. */
  add(others: Notes, file?: string): void {
    const { changed, lost } = others.all
    const at = ({ file: own, line }: FidelityNote): Place => ({
      path: file ?? own,
      ...(line === undefined ? {} : { line }),
    })
    for (const note of changed) this.changed(at(note), note.message)
    for (const note of lost) this.lost(at(note), note.message)
  }

  get all(): { readonly changed: readonly FidelityNote[]; readonly lost: readonly FidelityNote[] } {
    return { changed: [...this.#changed.values()], lost: [...this.#lost.values()] }
  }
}
