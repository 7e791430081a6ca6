/** The request that nobody has saved yet: it stays for as long as the page does. */
import { removeSteps, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { ApiError, call } from '../../api/client.ts'
import { DocumentSession } from '../../document/session.ts'
import { countText } from '../../ui/words.ts'
import { newRequestText, withSteps } from './request-text.ts'

let scratch: DocumentSession | undefined

/** A path that no file has. */
function freePath(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const path = `requests/unsaved${number === 1 ? '' : `-${number}`}.yaml`
    if (!taken.includes(path)) return path
  }
}

/** The request of this page; `taken` are the paths of all files. */
export function scratchRequest(catalog: CatalogDocument, taken: readonly string[]): DocumentSession {
  if (scratch && !taken.includes(scratch.current.path)) return scratch
  const opened = { kind: 'request', version: null, readOnly: false } as const
  const text = scratch?.current.text ?? newRequestText(catalog)
  void scratch?.close()
  scratch = new DocumentSession({ ...opened, path: freePath(taken), text }, shapesOf(catalog), { autosave: false })
  return scratch
}

/** Begins with an empty request again. */
export function clearScratch(catalog: CatalogDocument): void {
  scratch?.replace(newRequestText(catalog), { label: 'a new request' })
}

export const isCurl = (text: string): boolean => /^\s*(\$\s*)?curl(\.exe)?\s/i.test(text)

export type Taken =
  /** What deserves a look. */
  { readonly notes: readonly string[] } | { readonly problem: string }

/** Makes the unsaved request what a curl command does, or says why it cannot. */
export async function takeCurl(text: string, session: DocumentSession): Promise<Taken> {
  try {
    const { yaml, notes } = await call('readCurl', { body: { text } })
    session.replace(withSteps(yaml), { label: 'the curl command' })
    const steps = session.current.outline.sections.find(({ field }) => field === 'steps')?.steps ?? []
    const others = steps.slice(1).map(({ path }) => path)
    if (others.length > 0) {
      session.edit((now) => removeSteps(now, others), { label: 'the curl command', merge: 'curl' })
    }
    const first = `the first of ${countText(steps.length, 'request')} was taken; a test can hold them all`
    return { notes: others.length > 0 ? [first, ...notes] : notes }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { problem: [error.problem.title, error.problem.help].filter(Boolean).join('; ') }
  }
}
