/** What tests of the older formats name, found by taking it away: compiling then complains. */
import type { UseKind } from '@merlon/protocol/http'
import { testFacts } from '../check/listing.ts'
import { olderTestAt } from '../store/folder/older-tests.ts'
import type { Project } from '../store/store.ts'

/** The path of a test of an older format that names a snippet or a file; undefined where there is none. */
export async function olderMention(project: Project, kind: UseKind, name: string): Promise<string | undefined> {
  const { tests } = await testFacts(project)
  for (const { path, entry } of tests) {
    if (!entry.older) continue
    const source = await olderTestAt(path, project.folder, project.tree)
    if (!source) continue
    const loader = project.loader([])
    const whole = loader.project(project.folder)
    const { files } = whole
    const snippets = new Map([...whole.project.snippets].filter(([one]) => kind !== 'snippet' || one !== name))
    const size = async (at: string): Promise<number> => {
      if (kind === 'file' && at === name) throw new Error(`there is no ${at}`)
      return files.size(at)
    }
    loader.projects.set(project.folder, {
      ...whole,
      project: { ...whole.project, snippets },
      files: { ...files, size },
    })
    const before = await project.compile(path, { environments: [] })
    const { diagnostics } = await loader.load(source)
    const code = kind === 'snippet' ? 'unknown-snippet' : 'missing-file'
    const missing = (all: readonly { readonly code: string }[]): number => all.filter((one) => one.code === code).length
    if (missing(diagnostics) > missing(before?.diagnostics ?? [])) return path
  }
  return undefined
}
