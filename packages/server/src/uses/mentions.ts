/** What the files of a project name: read once for each version of a file. */
import { setImmediate as turn } from 'node:timers/promises'
import { catalog } from '@merlon/components'
import { catalogDocument } from '@merlon/engine'
import {
  entryOf,
  fileMentions,
  type Mention,
  type MentionContext,
  mentionsIn,
  type NameMention,
  readYaml,
  snippetMentions,
} from '@merlon/language'
import type { FileEntry, FileKind } from '@merlon/protocol/http'
import type { Project } from '../store/store.ts'

export interface MentioningFile {
  readonly path: string
  readonly kind: FileKind
  readonly version: string
  readonly text: string
  readonly context: MentionContext
  /** Holds steps of the older list form, in which nothing is found. */
  readonly older: boolean
  readonly variables: readonly Mention[]
  readonly snippets: readonly NameMention[]
  readonly files: readonly NameMention[]
}

/** What is read as what; files below `files/` are data. Settings hold the `config` of a test. */
const KINDS: Readonly<Partial<Record<FileKind, MentionContext['kind']>>> = {
  settings: 'test',
  test: 'test',
  request: 'test',
  snippet: 'snippet',
  vault: 'variables',
  environment: 'variables',
}

const document = catalogDocument(catalog)
const remembered = new WeakMap<Project, Map<string, MentioningFile>>()
const IN_ONE_TURN = 20

/** All files that can name something, those of the older formats left out; `files` are all files of the project. */
export async function mentioningFiles(project: Project, files: readonly FileEntry[]): Promise<MentioningFile[]> {
  const before = remembered.get(project) ?? new Map<string, MentioningFile>()
  const now = new Map<string, MentioningFile>()
  let read = 0
  for (const file of files) {
    const kind = KINDS[file.kind]
    if (kind === undefined || file.older || file.path.endsWith('.xml')) continue
    const known = before.get(file.path)
    if (known?.version === file.version) now.set(file.path, known)
    else {
      const found = await readMentions(project, file, kind)
      if (found) now.set(file.path, found)
      read += 1
      if (read % IN_ONE_TURN === 0) await turn()
    }
  }
  remembered.set(project, now)
  return [...now.values()]
}

async function readMentions(
  { tree }: Project,
  { path, kind }: FileEntry,
  as: MentionContext['kind'],
): Promise<MentioningFile | undefined> {
  // What is no text names nothing.
  const content = await tree.read(path).catch(() => undefined)
  if (!content) return undefined
  const { text, version } = content
  const context: MentionContext = { catalog: document, kind: as }
  return {
    path,
    kind,
    version,
    text,
    context,
    older: hasOlderSteps(path, text),
    variables: mentionsIn(text, context),
    snippets: snippetMentions(text, context),
    files: fileMentions(text, context),
  }
}

function hasOlderSteps(path: string, text: string): boolean {
  if (!/^\s*(?:-\s+)?["']?id["']?\s*:/m.test(text)) return false
  const { node } = readYaml({ path, text })
  const list = node?.kind === 'map' ? (entryOf(node, 'assertions') ?? entryOf(node, 'steps'))?.value : node
  return list?.kind === 'list' && list.items.some((item) => item.kind === 'map' && entryOf(item, 'id') !== undefined)
}
