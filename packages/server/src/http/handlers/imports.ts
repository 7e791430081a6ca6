import { stepsOfCurl } from '@merlon/importers'
import { generated } from '../../imports/generate.ts'
import { imported } from '../../imports/import.ts'
import type { Handlers } from '../handler.ts'
import { unreadable } from './variables.ts'

export const imports = {
  importProject: ({ project, body }) => imported(project, body),

  generate: async ({ project, body: { samples, ...options } }) => {
    const { yaml, notes, suggestions } = await generated(project.runs, samples, options)
    return { yaml, notes: [...notes], suggestions: [...suggestions] }
  },

  readCurl: async ({ body: { text } }) => {
    const read = stepsOfCurl(text)
    if ('problem' in read) throw unreadable(read)
    return { yaml: read.yaml, notes: read.notes.map(({ message }) => message) }
  },
} satisfies Pick<Handlers, 'importProject' | 'generate' | 'readCurl'>
