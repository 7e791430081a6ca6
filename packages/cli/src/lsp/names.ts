/** Where the thing at a caret is defined and named, in all files that speak of the same thing, and renaming it there. */
import { existsSync } from 'node:fs'
import {
  type Definition,
  definitionAt,
  fileMentions,
  type Mention,
  mentionsIn,
  type NameMention,
  renameRanges,
  renameVariable,
  snippetMentions,
  type TextRange,
  valueAt,
} from '@merlon/language'
import type { Location, WorkspaceEdit } from 'vscode-languageserver/node'
import { mentionContext } from './language.ts'
import { documentOf, editOf, rangeOf } from './positions.ts'
import { ErrorCodes, ResponseError } from './protocol.ts'
import { inProject, type Place, type Workspace } from './workspace.ts'

interface Asked {
  readonly place: Place
  readonly text: string
  readonly offset: number
}

/** A file that is looked through. */
interface File {
  readonly place: Place
  readonly text: string
}

interface Subject extends Definition {
  /** Files that speak of the same thing, this one first. */
  readonly files: readonly File[]
  /** The snippet whose variable it is, seen from files that call it. */
  readonly snippet?: string
  readonly isStored: boolean
}

const snippetName = ({ name }: Place): string => name.replace(/^snippets\/|\.ya?ml$/g, '')

const belowFiles = (name: string): string => name.replace(/^(?:\.\/)*(?:files\/)?/, '')

export class Names {
  readonly #workspace: Workspace

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** Where it is defined; empty where nobody can tell. */
  definition(asked: Asked): Location[] {
    const found = this.#subject(asked)
    if (!found) return []
    if (found.kind !== 'variable') {
      const path = this.#pathOf(found, asked.place.root)
      const start = { line: 0, character: 0 }
      return path === undefined ? [] : [{ uri: this.#workspace.uri(path), range: { start, end: start } }]
    }
    const writes = found.files.flatMap((file) =>
      mentions(file, found)
        .filter(({ access }) => access === 'write')
        .map(({ range }) => ({ file, range })),
    )
    const here = writes.filter(({ file }) => file.place.path === asked.place.path)
    const nearest = here.findLast(({ range }) => range.start <= asked.offset) ?? here[0]
    const rest = writes.filter(({ file }) => file.place.kind === 'variables')
    return (nearest ? [nearest] : rest).map(({ file, range }) => this.#location(file, range))
  }

  references(asked: Asked, declarations: boolean): Location[] {
    const found = this.#subject(asked)
    if (!found) return []
    return found.files.flatMap((file) => {
      if (found.kind === 'variable')
        return mentions(file, found)
          .filter(({ access }) => declarations || access === 'read')
          .map(({ range }) => this.#location(file, range))
      return named(file, found).map(({ range }) => this.#location(file, range))
    })
  }

  /** The name under the caret, if it can be renamed. */
  renamed(asked: Asked): { readonly range: TextRange; readonly name: string } | undefined {
    const found = this.#subject(asked)
    if (found?.kind !== 'variable') return undefined
    const { place, text, offset } = asked
    const ranges = renameRanges(text, found.name, mentionContext(place.kind))
    const range = ranges.find(({ start, end }) => start <= offset && offset <= end)
    return range && { range, name: found.name }
  }

  /** Throws a ResponseError with the reason where it cannot be renamed. */
  rename(asked: Asked, to: string): WorkspaceEdit {
    const found = this.#subject(asked)
    if (found?.kind !== 'variable') throw refused('only variables can be renamed here')
    const secret = found.isStored && found.files.some((file) => isSecret(file, found.name))
    if (secret)
      throw refused(`'${found.name}' is a secret, whose value is kept elsewhere: the studio renames both together`)
    const changes: Record<string, ReturnType<typeof editOf>[]> = {}
    for (const file of found.files) {
      const options =
        found.snippet !== undefined && file.place.path !== asked.place.path ? { snippet: found.snippet } : {}
      const context = mentionContext(file.place.kind)
      if (renameRanges(file.text, found.name, context, options).length === 0) {
        const taken = found.isStored && mentionsIn(file.text, context).some(({ variable }) => variable === to)
        if (taken) throw refused(`'${to}' is used in ${file.place.name} already; take another name`)
        continue
      }
      const renamed = renameVariable(file.text, { from: found.name, to }, context, options)
      if ('problem' in renamed)
        throw refused(`${file.place.name}: ${renamed.problem}${renamed.help ? `; ${renamed.help}` : ''}`)
      const document = documentOf(file.text)
      changes[this.#workspace.uri(file.place.path)] = renamed.edits.map((edit) => editOf(document, edit))
    }
    return { changes }
  }

  #location({ place, text }: File, range: TextRange): Location {
    return { uri: this.#workspace.uri(place.path), range: rangeOf(documentOf(text), range) }
  }

  #pathOf({ kind, name }: Definition, root: string): string | undefined {
    const paths = kind === 'file' ? [`files/${belowFiles(name)}`] : [`snippets/${name}.yaml`, `snippets/${name}.yml`]
    return paths.map((path) => inProject(root, path)).find((path) => existsSync(path))
  }

  #files({ root, isProject }: Place): File[] {
    if (!isProject) return []
    return this.#workspace.files(root).flatMap((place): File[] => {
      const text = this.#workspace.text(place.path)
      return text === undefined ? [] : [{ place, text }]
    })
  }

  /** A variable that is stored is one for the whole project; any other belongs to its file. */
  #subject({ place, text, offset }: Asked): Subject | undefined {
    const found = definitionAt(text, offset, mentionContext(place.kind))
    if (!found) return undefined
    const own = { place, text }
    const others = this.#files(place).filter((one) => one.place.path !== place.path)
    if (found.kind !== 'variable') return { ...found, files: [own, ...others], isStored: false }
    const variable = { ...found, name: rootName(found.name, own) }
    const isStored = [own, ...others].some(
      (file) => file.place.kind === 'variables' && mentions(file, variable).length > 0,
    )
    if (isStored) return { ...variable, files: [own, ...others], isStored }
    if (place.kind !== 'snippet') return { ...variable, files: [own], isStored }
    return { ...variable, files: [own, ...others], isStored, snippet: snippetName(place) }
  }
}

/** `cart` for `cart_response`, where a request of the file sets `cart`. */
function rootName(name: string, { place, text }: File): string {
  const root = /^(.+)_(?:source|response)$/.exec(name)?.[1]
  if (root === undefined) return name
  const all = mentionsIn(text, mentionContext(place.kind))
  const isOwn = all.some(({ variable, access }) => variable === name && access === 'write')
  return !isOwn && all.some(({ variable, access }) => variable === root && access === 'write') ? root : name
}

function mentions({ place, text }: File, subject: Definition & { readonly snippet?: string }): Mention[] {
  const { name, snippet } = subject
  const isOwn = snippet === undefined || (place.kind === 'snippet' && snippetName(place) === snippet)
  return mentionsIn(text, mentionContext(place.kind)).filter((one) => {
    const isIt = one.variable === name || rootName(one.variable, { place, text }) === name
    return isIt && one.snippet === (isOwn ? undefined : snippet)
  })
}

function named({ place, text }: File, { kind, name }: Definition): readonly NameMention[] {
  const context = mentionContext(place.kind)
  if (kind === 'snippet') return snippetMentions(text, context).filter((one) => one.name === name)
  return fileMentions(text, context).filter((one) => belowFiles(one.name) === belowFiles(name))
}

/** Whether a vault or environment lists it under `secrets`. */
function isSecret({ place, text }: File, name: string): boolean {
  if (place.kind !== 'variables') return false
  const secrets = valueAt(text, ['secrets'])?.value
  return Array.isArray(secrets) && secrets.includes(name)
}

const refused = (message: string): ResponseError<void> => new ResponseError(ErrorCodes.InvalidParams, message)
