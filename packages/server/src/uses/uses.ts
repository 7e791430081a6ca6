/** Where a variable, a snippet or a file is used. */
import type { Use, UseKind } from '@merlon/protocol/http'
import { testFacts } from '../check/listing.ts'
import type { Project } from '../store/store.ts'
import { type MentioningFile, mentioningFiles } from './mentions.ts'

const LONGEST_LINE = 200

/** A path below `files/`, as tests write it. */
export const belowFiles = (name: string): string => name.replace(/^(?:\.\/)*(?:files\/)?/, '')

/** All places, in the order of the files; those in tests of older formats by the step that they are in. */
export async function usesOf(project: Project, kind: UseKind, name: string): Promise<Use[]> {
  const files = await mentioningFiles(project, await project.tree.list())
  const written = files.flatMap((file) => usesIn(file, kind, name))
  return kind === 'variable' ? [...written, ...(await olderUses(project, name))] : written
}

function usesIn(file: MentioningFile, kind: UseKind, name: string): Use[] {
  if (kind === 'variable')
    return file.variables.flatMap(({ variable, range, access, implicit }) =>
      variable === name && !implicit ? [useAt(file, range.start, access)] : [],
    )
  const found = kind === 'snippet' ? file.snippets : file.files
  const is = kind === 'snippet' ? (one: string) => one === name : (one: string) => belowFiles(one) === belowFiles(name)
  return found.flatMap((one) => (is(one.name) ? [useAt(file, one.range.start, 'read')] : []))
}

/** Line and column as people count them: from 1, in characters. */
function useAt({ path, text }: MentioningFile, start: number, access: Use['access']): Use {
  const begin = text.lastIndexOf('\n', start - 1) + 1
  const end = text.indexOf('\n', start)
  const line = text.slice(begin, end < 0 ? undefined : end).trim()
  return {
    path,
    line: text.slice(0, begin).split('\n').length,
    column: [...text.slice(begin, start)].length + 1,
    text: line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line,
    access,
  }
}

/** Uses that only compiling finds. */
export async function olderUses(project: Project, name: string): Promise<Use[]> {
  const { tests } = await testFacts(project)
  return tests.flatMap(({ entry, steps }) =>
    entry.older
      ? steps.flatMap(({ reads, writes, file, line, column }): Use[] => {
          const access = writes.includes(name) ? 'write' : reads.includes(name) ? 'read' : undefined
          return access ? [{ path: file, line, column, text: '', access }] : []
        })
      : [],
  )
}

/** How often each variable is read, by its name. */
export async function useCounts(project: Project): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  const add = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const { variables } of await mentioningFiles(project, await project.tree.list()))
    for (const { variable, access } of variables) if (access === 'read') add(variable)
  const { tests } = await testFacts(project)
  for (const { entry, steps } of tests)
    if (entry.older) for (const { reads } of steps) for (const name of new Set(reads)) add(name)
  return counts
}
