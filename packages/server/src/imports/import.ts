/** What an importer makes, put into a project that may hold something already. */
import { catalog } from '@merlon/components'
import { type ImportResult, importerTable } from '@merlon/importers'
import { suggest } from '@merlon/language'
import type { ImportedView } from '@merlon/protocol/http'
import { ProblemError } from '../http/problem.ts'
import type { Project } from '../store/store.ts'
import { type FileChange, writeAll } from '../store/write-all.ts'
import { merged } from './merge.ts'

export interface ImportRequest {
  readonly kind: string
  readonly name: string
  readonly base64: string
  readonly apply: boolean
  readonly paths?: readonly string[] | undefined
  readonly overwrite: boolean
}

type ImportedFile = ImportedView['files'][number]
type Note = ImportedView['report']['changed'][number]

interface Planned {
  readonly view: ImportedFile
  readonly change: FileChange
  /** Is in the project in the same words already. */
  readonly same: boolean
  /** Takes the place of what somebody wrote. */
  readonly replaces: boolean
  readonly notes: readonly Note[]
}

/** Characters of the texts in an answer. */
const MOST_SHOWN = 4_000_000

const refuse = (message: string, help?: string): ProblemError =>
  new ProblemError({ code: 'cannot-import', status: 422, message, ...(help === undefined ? {} : { help }) })

/** Imports, or shows what would be written. Throws a 422 problem where the input cannot be read, a 409 one where files are taken. */
export async function imported(project: Project, request: ImportRequest): Promise<ImportedView> {
  const { files, report } = await converted(request)
  const planned: Planned[] = []
  for (const [path, content] of files) planned.push(...(await plan(project, path, content)))
  const chosen = planned.filter(({ view }) => request.paths === undefined || request.paths.includes(view.path))
  if (request.apply) await write(project, chosen, request.overwrite)
  return {
    files: withSomeTexts(planned.map(({ view }) => view)),
    report: {
      ...report,
      changed: [...report.changed, ...planned.flatMap(({ notes }) => notes)],
      lost: [...report.lost],
    },
    written: request.apply,
  }
}

/** Of thousands of files, only the first are shown. */
function withSomeTexts(files: readonly ImportedFile[]): ImportedFile[] {
  let left = MOST_SHOWN
  return files.map(({ text, ...rest }) => {
    left -= text?.length ?? 0
    return text === undefined || left < 0 ? rest : { ...rest, text }
  })
}

async function converted({ kind, name, base64 }: ImportRequest): Promise<ImportResult> {
  const entry = Object.hasOwn(importerTable, kind) ? importerTable[kind] : undefined
  if (!entry) {
    const kinds = Object.keys(importerTable)
    const near = suggest(kind, kinds)
    throw refuse(
      `nothing of the kind '${kind}' can be imported`,
      near ? `did you mean '${near}'?` : `the kinds are ${kinds.join(', ')}`,
    )
  }
  const importer = await entry.load()
  const file = name.replace(/^.*[\\/]/, '')
  const input = { files: new Map([[file, bytesOf(base64)]]), name: file.replace(/\.[^.]*$/, '') || file, catalog }
  const result = await importer.run(input).catch((error: unknown) => {
    throw refuse(`'${file}' cannot be imported: ${error instanceof Error ? error.message : String(error)}`)
  })
  const { tests, snippets, variables, environments } = result.report
  if (tests + snippets + variables + environments === 0) throw refuse(`there is nothing of ${entry.title} in '${file}'`)
  return result
}

function bytesOf(base64: string): Uint8Array {
  if (base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64))
    return new Uint8Array(Buffer.from(base64, 'base64'))
  throw refuse('`base64` is not base64 (RFC 4648, with padding)')
}

/** Nothing for the settings of a project that has its own. */
async function plan({ tree }: Project, path: string, content: string | Uint8Array): Promise<Planned[]> {
  const kind = tree.kindOf(path)
  if (kind === undefined) throw refuse(`'${path}' cannot be the path of a file in a project`)
  if (kind === 'file') return [await planBytes(tree, path, content)]
  if (typeof content !== 'string') throw refuse(`'${path}' is not text`)
  const there = await tree.read(path)
  if (kind === 'settings' && there) return []
  const isMerged = there !== undefined && (kind === 'vault' || kind === 'environment')
  const { text, notes } = isMerged ? merged(path, there.text, content) : { text: content, notes: [] }
  return [
    {
      view: { path, text, size: Buffer.byteLength(text), exists: there !== undefined, kind },
      change: { is: 'text', path, text, base: there?.version ?? null },
      same: there?.text === text,
      replaces: there !== undefined && !isMerged,
      notes,
    },
  ]
}

async function planBytes(tree: Project['tree'], path: string, content: string | Uint8Array): Promise<Planned> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const there = await tree.readBytes(path)
  return {
    view: { path, size: bytes.byteLength, exists: there !== undefined, kind: 'file' },
    change: { is: 'bytes', path, bytes, overwrite: there !== undefined },
    same: there !== undefined && Buffer.compare(there, bytes) === 0,
    replaces: there !== undefined,
    notes: [],
  }
}

const MOST_NAMED = 5

async function write({ tree }: Project, planned: readonly Planned[], overwrite: boolean): Promise<void> {
  const changing = planned.filter(({ same }) => !same)
  const taken = changing.flatMap(({ replaces, view }) => (replaces ? [`'${view.path}'`] : []))
  if (taken.length > 0 && !overwrite) {
    const more = taken.length > MOST_NAMED ? ` and ${taken.length - MOST_NAMED} more` : ''
    throw new ProblemError({
      code: 'conflict',
      status: 409,
      message: `${taken.slice(0, MOST_NAMED).join(', ')}${more} ${taken.length > 1 ? 'are' : 'is'} there already, so nothing was written`,
      help: 'leave them out, or write over them',
    })
  }
  await writeAll(
    tree,
    changing.map(({ change }) => change),
  )
}
