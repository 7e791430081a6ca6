/** The open files of this page, one session each, however many views look at it. */
import { shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { ApiError, call } from '../api/client.ts'
import { DocumentSession, type DocumentState } from './session.ts'
import { sessions } from './sessions.ts'

/** The session of a file, opened when first asked for. Rejects with an ApiError. */
export async function openDocument(path: string, catalog: CatalogDocument): Promise<DocumentSession> {
  const known = sessions.get(path)
  if (known) return known
  const file = await call('readFile', { path })
  const session = sessions.get(path) ?? new DocumentSession(file, shapesOf(catalog))
  sessions.set(path, session)
  return session
}

/** Saves and forgets a session: the file was moved or deleted, or nobody looks at it. */
export async function closeDocument(path: string): Promise<void> {
  const session = sessions.get(path)
  sessions.delete(path)
  await session?.close()
}

export type OpenState =
  | { readonly is: 'loading' }
  | { readonly is: 'open'; readonly session: DocumentSession }
  | { readonly is: 'failed'; readonly error: ApiError }

/** Opens a file for as long as a component shows it. */
export function useOpenDocument(path: string, catalog: CatalogDocument | undefined): OpenState {
  const [state, setState] = useState<OpenState>({ is: 'loading' })
  useEffect(() => {
    let here = true
    setState({ is: 'loading' })
    if (catalog)
      openDocument(path, catalog).then(
        (session) => here && setState({ is: 'open', session }),
        (error: unknown) => {
          if (!(error instanceof ApiError)) throw error
          if (here) setState({ is: 'failed', error })
        },
      )
    return () => {
      here = false
      void sessions.get(path)?.saveNow()
    }
  }, [path, catalog])
  return state
}

/** What a session holds, kept up to date. */
export const useDocument = (session: DocumentSession): DocumentState =>
  useSyncExternalStore(session.subscribe, () => session.current)
