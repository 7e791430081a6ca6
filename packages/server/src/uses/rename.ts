/** Renaming something together with everything that refers to it: planned over all files, then written at once. */
import { applyEdits, fileMentions, type NameMention, renameVariable, snippetMentions } from '@merlon/language'
import type { ChangedFile, FileEntry, UseKind } from '@merlon/protocol/http'
import { type StepFacts, testFacts } from '../check/listing.ts'
import { ProblemError } from '../http/problem.ts'
import type { Project } from '../store/store.ts'
import { type FileChange, writeAll } from '../store/write-all.ts'
import { type MentioningFile, mentioningFiles } from './mentions.ts'
import { olderMention } from './older-mentions.ts'
import { type SecretMoves, secretMoves } from './secret-moves.ts'
import { belowFiles } from './uses.ts'

export interface Renaming {
  readonly kind: UseKind
  readonly name: string
  readonly to: string
}

interface Plan {
  readonly files: readonly ChangedFile[]
  readonly changes: readonly FileChange[]
  readonly secrets?: SecretMoves
}

interface Around {
  readonly project: Project
  readonly all: readonly FileEntry[]
  readonly files: readonly MentioningFile[]
}

const refuse = (message: string, help?: string): ProblemError =>
  new ProblemError({ code: 'cannot-rename', status: 422, message, ...(help === undefined ? {} : { help }) })

/** Renames, or shows what it would change. Throws a 422 problem with the reason where it cannot be done. */
export async function renamed(
  project: Project,
  renaming: Renaming,
  apply: boolean,
): Promise<{ files: ChangedFile[]; written: boolean }> {
  if (renaming.name === renaming.to) throw refuse(`'${renaming.to}' is its name already`)
  const all = await project.tree.list()
  const around = { project, all, files: await mentioningFiles(project, all) }
  const plan = await plans[renaming.kind](around, renaming)
  if (apply) await carryOut(project, plan)
  return { files: [...plan.files], written: apply }
}

async function carryOut({ tree }: Project, { changes, secrets }: Plan): Promise<void> {
  await secrets?.begin()
  try {
    await writeAll(tree, changes)
  } catch (error) {
    await secrets?.undo()
    throw error
  }
  await secrets?.finish()
}

const plans: Readonly<Record<UseKind, (around: Around, renaming: Renaming) => Promise<Plan>>> = {
  variable: planVariable,
  snippet: planSnippet,
  file: planFile,
}

async function planVariable(around: Around, { name, to }: Renaming): Promise<Plan> {
  const { files, project } = around
  const shared = project.loader([]).project(project.folder).project.globalVault
  if (shared && (shared.secrets.includes(name) || shared.values.entries.some(({ key }) => key.text === name)))
    throw refuse(`'${name}' is in the vault that several projects share`, `rename it in ${shared.file.path}`)
  const affected = files.filter((file) => file.variables.some((one) => one.variable === name))
  if (affected.length === 0) throw refuse(`there is no variable '${name}' in this project`)
  await refuseTaken(around, name, to)
  await refuseOlder(around, name)
  const changed = affected.map((file) => renamedIn(file, name, to))
  return {
    files: changed.map(({ view }) => view),
    changes: changed.map(({ change }) => change),
    secrets: secretMoves(project, name, to),
  }
}

/** A name that means something else anywhere would, from then on, mean both. */
async function refuseTaken({ files, project }: Around, name: string, to: string): Promise<void> {
  const companions = [`${name}_source`, `${name}_response`]
  const hasResponse = files.some(({ variables }) => variables.some(({ variable }) => companions.includes(variable)))
  const taken = [to, ...(hasResponse ? [`${to}_source`, `${to}_response`] : [])]
  for (const { path, text, variables } of files) {
    const found = variables.find(({ variable }) => taken.includes(variable))
    if (!found) continue
    const line = text.slice(0, found.range.start).split('\n').length
    throw refuse(`'${found.variable}' is there already, in ${path}, line ${line}`, 'take another name')
  }
  const { tests } = await testFacts(project)
  const older = tests.find(({ entry, steps }) => entry.older && steps.some((one) => names(one).includes(to)))
  if (older) throw refuse(`'${to}' is there already, in ${older.path}`, 'take another name')
  const isStored = files.some(
    ({ kind, variables }) =>
      (kind === 'vault' || kind === 'environment') && variables.some((one) => one.variable === name),
  )
  if (to === 'secrets' && isStored) throw refuse("'secrets' is the list of secrets in a vault", 'take another name')
}

async function refuseOlder({ project, files }: Around, name: string): Promise<void> {
  const { tests } = await testFacts(project)
  const older = tests.find(({ entry, steps }) => entry.older && steps.some((one) => names(one).includes(name)))
  if (older) throw inOlderTest(older.path, name)
  refuseOlderText(files, name)
}

/** Steps of the list form have no places that could be changed one by one. */
function refuseOlderText(files: readonly MentioningFile[], name: string): void {
  const found = files.find(({ older, text }) => older && text.split(/[^\w$]+/).includes(name))
  if (found) throw inOlderTest(found.path, name)
}

const names = ({ reads, writes }: StepFacts): readonly string[] => [...reads, ...writes]

const inOlderTest = (path: string, name: string): ProblemError =>
  refuse(`'${name}' is used in ${path}, which is of an older format`, "rewrite that test in today's form first")

function renamedIn(file: MentioningFile, from: string, to: string): { view: ChangedFile; change: FileChange } {
  const { path, text, context, variables, version } = file
  const snippets = new Set(variables.map(({ snippet }) => snippet))
  let made = text
  let changes = 0
  for (const snippet of snippets) {
    const done = renameVariable(made, { from, to }, context, snippet === undefined ? {} : { snippet })
    if ('problem' in done) throw refuse(`${path}: ${done.problem}`, done.help)
    made = done.text
    changes += done.edits.length
  }
  return {
    view: { path, before: text, text: made, changes },
    change: { is: 'text', path, text: made, base: version },
  }
}

async function planSnippet(around: Around, { name, to }: Renaming): Promise<Plan> {
  const from = around.all.find((one) => one.kind === 'snippet' && one.name === name)
  if (!from) throw refuse(`there is no snippet '${name}'`)
  if (around.all.some((one) => one.kind === 'snippet' && one.name === to))
    throw refuse(`there is a snippet '${to}' already`, 'take another name')
  const path = `snippets/${to}${from.path.slice('snippets/'.length + name.length)}`
  return planMove(around, { from: from.path, path, name, to, kind: 'snippet' })
}

async function planFile(around: Around, { name, to }: Renaming): Promise<Plan> {
  const from = `files/${belowFiles(name)}`
  const path = `files/${belowFiles(to)}`
  if (!around.all.some((one) => one.path === from)) throw refuse(`there is no ${from}`)
  if (around.all.some((one) => one.path === path)) throw refuse(`there is ${path} already`, 'take another name')
  return planMove(around, { from, path, name: belowFiles(name), to: belowFiles(to), kind: 'file' })
}

interface Move {
  readonly from: string
  readonly path: string
  readonly name: string
  readonly to: string
  readonly kind: 'snippet' | 'file'
}

/** A file that moves, and the changes of those that name it. */
async function planMove({ project, files }: Around, move: Move): Promise<Plan> {
  const { from, path, name, to, kind } = move
  if (project.tree.kindOf(path) !== kind || to !== to.trim() || to === '' || to.includes('${'))
    throw refuse(`'${to}' cannot be the name of a ${kind}`, 'letters, digits, `-` and `_` always can')
  const left = await olderMention(project, kind, name)
  if (left !== undefined) throw inOlderTest(left, name)
  const last = name.split('/').at(-1) ?? name
  const older = files.find((one) => one.older && one.text.includes(last))
  if (older) throw inOlderTest(older.path, name)
  const changed = files.flatMap((file) => {
    const found = (kind === 'snippet' ? file.snippets : file.files).filter((one) =>
      kind === 'snippet' ? one.name === name : belowFiles(one.name) === name,
    )
    return found.length === 0 ? [] : [movedIn(file, found, move)]
  })
  const moved = kind === 'snippet' ? ((await project.tree.read(from))?.text ?? '') : ''
  const self = changed.find(({ view }) => view.path === from)?.view
  const shown: ChangedFile = { path, from, before: moved, text: self?.text ?? moved, changes: self?.changes ?? 0 }
  return {
    files: [shown, ...changed.flatMap(({ view }) => (view.path === from ? [] : [view]))],
    changes: [...changed.map(({ change }) => change), { is: 'move', from, to: path }],
  }
}

function movedIn(
  { path, text, context, version }: MentioningFile,
  found: readonly NameMention[],
  { to, kind, name }: Move,
): { view: ChangedFile; change: FileChange } {
  const made = applyEdits(
    text,
    found.map(({ name: written, range }) => ({ ...range, text: written.slice(0, written.length - name.length) + to })),
  )
  const mentions = kind === 'snippet' ? snippetMentions(made, context) : fileMentions(made, context)
  if (mentions.filter((one) => belowFiles(one.name) === to).length !== found.length)
    throw refuse(
      `'${to}' cannot stand in ${path} as it is`,
      'take a name of letters, digits, `-` and `_`, which needs no quotes',
    )
  return {
    view: { path, before: text, text: made, changes: found.length },
    change: { is: 'text', path, text: made, base: version },
  }
}
