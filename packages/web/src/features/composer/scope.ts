/** What is known at a place of a test, as completion takes it. */
import type { KnownVariable, ServiceWorld } from '@merlon/language'
import type { FileEntry } from '@merlon/protocol/http'
import { call } from '../../api/client.ts'
import type { Language } from './composer.ts'

/** The variables at a place, with values as last seen; XML and HTML come as text, and are read as a run reads them. */
export async function variablesAt(body: Parameters<typeof call<'scopeAt'>>[1]['body']): Promise<KnownVariable[]> {
  const { variables } = await call('scopeAt', { body })
  return Promise.all(
    variables.map(async ({ body: read, ...one }): Promise<KnownVariable> => {
      if (!read) return one
      const { bodyTree } = await import('./read-body.ts')
      const { tree } = await bodyTree(read.text, read.mime)
      return { ...one, value: tree.value }
    }),
  )
}

export const helpersOf = ({ helpers }: Language): ServiceWorld['helpers'] =>
  helpers.map(({ name, members }) => ({
    name,
    members: members.map(({ summary, ...one }) => ({ ...one, ...(summary === undefined ? {} : { summary }) })),
  }))

export const snippetsIn = (files: readonly FileEntry[]): FileEntry[] => files.filter(({ kind }) => kind === 'snippet')

export const snippetName = (path: string): string => path.replace(/^snippets\//, '').replace(/\.ya?ml$/, '')

/** Paths below `files/`, as a test names them. */
export const fileNames = (files: readonly FileEntry[]): string[] =>
  files.filter(({ kind }) => kind === 'file').map(({ path }) => path.replace(/^files\//, ''))
