import { readVariables } from '@merlon/importers'
import { renamed } from '../../uses/rename.ts'
import { usesOf } from '../../uses/uses.ts'
import { storedVariablesOf } from '../../variables/listing.ts'
import { removeSecret, setSecret } from '../../variables/secrets.ts'
import type { Handlers } from '../handler.ts'
import { ProblemError } from '../problem.ts'

export const variables = {
  listVariables: async ({ project, query: { environment } }) => ({
    variables: await storedVariablesOf(project, environment),
  }),

  readVariables: async ({ body: { name, text } }) => {
    const read = await readVariables(text, name)
    if ('problem' in read) throw unreadable(read)
    return {
      kind: read.kind,
      variables: read.variables.map((one) => ({ name: one.name, value: one.value, secret: one.secret === true })),
      notes: [...read.notes],
    }
  },

  setSecret: async ({ project, body }) => {
    await setSecret(project, body)
    return {}
  },

  removeSecret: async ({ project, query }) => {
    await removeSecret(project, query)
    return {}
  },

  listUses: async ({ project, query: { kind, name } }) => ({ uses: await usesOf(project, kind, name) }),

  rename: async ({ project, body: { apply, ...renaming } }) => renamed(project, renaming, apply),
} satisfies Pick<Handlers, 'listVariables' | 'readVariables' | 'setSecret' | 'removeSecret' | 'listUses' | 'rename'>

/** What was pasted or dropped cannot be read, and why. */
export const unreadable = ({ problem, help }: { problem: string; help?: string }): ProblemError =>
  new ProblemError({ code: 'unreadable', status: 422, message: problem, ...(help === undefined ? {} : { help }) })
