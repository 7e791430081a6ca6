/** The open files of this page. Knows sessions by their type alone, so that pages without an editor do not load one. */
import type { DocumentSession } from './session.ts'

export const sessions = new Map<string, DocumentSession>()

/** Writes everything that waits, before a run reads the files. */
export const saveAll = async (): Promise<void> => {
  await Promise.all([...sessions.values()].map((session) => session.saveNow()))
}

addEventListener('beforeunload', (event) => {
  if ([...sessions.values()].some(({ current }) => current.save.is !== 'saved')) {
    void saveAll()
    event.preventDefault()
  }
})
