/** Makes a change and proves that it did what it was meant to do, and nothing else. */
import { type Content, contentOf, sameContent } from './content.ts'
import { applyEdits, doOverlap, joinedEdits, shrunkEdit } from './edits.ts'
import { mustBeSound } from './mistakes.ts'
import { keptSource, Refusal, type Source, sourceOf } from './source.ts'
import type { Edited, TextEdit } from './types.ts'

export const UNCHANGED: readonly TextEdit[] = []

export interface Change {
  readonly edits: readonly TextEdit[]
  /** What the file is to say afterwards; absent where nothing changes. */
  readonly content?: Content
}

/** Runs something that may refuse; what it refuses becomes a problem in its answer. */
export function orProblem<T>(run: () => T): T | { readonly problem: string; readonly help?: string } {
  try {
    return run()
  } catch (error) {
    if (error instanceof Refusal)
      return { problem: error.message, ...(error.help === undefined ? {} : { help: error.help }) }
    // Values and paths are the caller's, and nest as deeply as they like.
    if (error instanceof RangeError) return { problem: 'this is nested too deeply to be changed' }
    throw error
  }
}

/** Changes a text, unless the change would break it or do anything beside what it is meant to do. */
export function edited(text: string, change: (source: Source) => Change): Edited {
  return orProblem(() => {
    const edits = provenEdits(mustBeSound(keptSource(text)), change, keptSource)
    return { text: applyEdits(text, edits), edits }
  })
}

/** The edits of a change, made as small as they can be, once what they lead to is known to be what was meant. */
export function provenEdits(
  source: Source,
  change: (source: Source) => Change,
  read: (text: string) => Source = sourceOf,
): TextEdit[] {
  const { edits, content } = change(source)
  const shrunk = edits.flatMap((edit) => shrunkEdit(source.text, edit) ?? [])
  if (doOverlap(shrunk)) throw cannot()
  const after = applyEdits(source.text, shrunk)
  if (after !== source.text && content) prove(read(after), content)
  return shrunk
}

function prove(source: Source, content: Content): void {
  const { errors, warnings } = source.document
  if (errors.length + warnings.length > 0 || !sameContent(contentOf(source), content)) throw cannot()
}

const cannot = (): Refusal => new Refusal('what is written here cannot be changed in this way', 'change it in the code')

/** Makes one change after another as one; each sees what the one before it left. */
export function together(source: Source, changes: readonly ((source: Source) => Change)[]): Change {
  let edits: readonly TextEdit[] = []
  let content: Content | undefined
  let now = source
  for (const change of changes) {
    const made = change(now)
    edits = joinedEdits(source.text, edits, made.edits)
    content = made.content ?? content
    now = sourceOf(applyEdits(source.text, edits))
  }
  return content ? { edits, content } : { edits }
}
