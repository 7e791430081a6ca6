/** What may come next on a command line, derived from the table of commands and the project around. */
import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { findProject, openProject } from '@merlon/host'
import { valueAt } from '@merlon/language'
import type { AnyCommand, CommandTable, Flag } from '../command.ts'

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

export interface Candidate {
  readonly value: string
  readonly about?: string
}

export interface Candidates {
  readonly values: readonly Candidate[]
  /** Whether files may stand there, too; the shell knows them best. */
  readonly files: boolean
}

const NOTHING: Candidates = { values: [], files: false }

const these = (values: readonly Candidate[], files = false): Candidates => ({ values, files })

const plain = (names: Iterable<string>): Candidate[] => [...new Set(names)].map((value) => ({ value }))

/** What may stand in place of the last word, which is as far as it was typed. */
export async function candidates(words: readonly string[], commands: CommandTable): Promise<Candidates> {
  const typed = words.at(-1) ?? ''
  const [name, ...before] = words.slice(0, -1)
  const found = name === undefined ? commandNames(commands) : await afterCommand(name, before, typed, commands)
  return { ...found, values: found.values.filter(({ value }) => value.startsWith(typed)) }
}

const commandNames = (commands: CommandTable): Candidates =>
  these([
    ...Object.entries(commands).map(([value, { summary }]) => ({ value, about: summary })),
    { value: '--help', about: 'Show all commands' },
    { value: '--version', about: 'Show the version' },
  ])

async function afterCommand(
  name: string,
  before: readonly string[],
  typed: string,
  commands: CommandTable,
): Promise<Candidates> {
  if (name === 'help') return before.length === 0 ? these(commandNames(commands).values.slice(0, -2)) : NOTHING
  const command = Object.hasOwn(commands, name) ? await commands[name]?.load() : undefined
  if (!command) return NOTHING
  const rest = before.includes('--')
  const given = rest ? undefined : flagNamed(command, before.at(-1))
  if (given && given.flag.type !== 'boolean' && given.flag.type !== 'optional') return flagValues(given)
  const value = rest ? null : /^(--[\w-]+)=/.exec(typed)
  const flag = value ? flagNamed(command, value[1]) : undefined
  if (value && flag) {
    const { values, files } = await flagValues(flag)
    return these(
      values.map((one) => ({ ...one, value: `${value[0]}${one.value}` })),
      files,
    )
  }
  if (typed.startsWith('-') && !rest) return these(flagsLeft(command, before))
  return argumentsOf(command, positionals(command, before))
}

interface NamedFlag {
  readonly name: string
  readonly flag: Flag
}

function flagNamed({ flags }: AnyCommand, word: string | undefined): NamedFlag | undefined {
  if (word === undefined || !word.startsWith('-')) return undefined
  const found = Object.entries(flags).find(([name, { short }]) => word === `--${name}` || word === `-${short}`)
  return found && { name: found[0], flag: found[1] }
}

function flagsLeft(command: AnyCommand, before: readonly string[]): Candidate[] {
  const given = new Set(before.flatMap((word) => flagNamed(command, word.replace(/=.*$/s, ''))?.name ?? []))
  const left = Object.entries(command.flags).filter(([name, { type }]) => type === 'list' || !given.has(name))
  return [
    ...left.map(([name, { summary }]) => ({ value: `--${name}`, about: summary })),
    { value: '--help', about: 'Show help' },
  ]
}

/** The words that are neither flags nor their values. */
function positionals(command: AnyCommand, before: readonly string[]): string[] {
  return before.filter((word, at) => {
    if (word.startsWith('-')) return false
    const flag = flagNamed(command, before[at - 1])?.flag
    return flag === undefined || flag.type === 'boolean' || flag.type === 'optional'
  })
}

async function flagValues({ name, flag }: NamedFlag): Promise<Candidates> {
  if (name === 'env') return these(plain(environments()))
  if (name === 'tags') return these(plain(tags()))
  if (name === 'secret') return these(plain(secrets()))
  if (name === 'reporter') {
    const { reporterTable } = await import('@merlon/reporters')
    return these(plain(Object.keys(reporterTable)))
  }
  return /FILE|DIR|PATH|FOLDER/.test(flag.value ?? '') ? these([], true) : NOTHING
}

/** What the arguments of some commands name; of the others, their usage says whether they are files. */
const named: Readonly<Record<string, (before: readonly string[]) => Promise<Candidates>>> = {
  completion: async (before) => (before.length === 0 ? these(plain(shells)) : NOTHING),
  async explain(before) {
    const { errorPages } = await import('../errors.generated.ts')
    const pages = Object.entries(errorPages).map(([value, { summary }]) => ({ value, about: summary }))
    return before.length === 0 ? these(pages) : NOTHING
  },
  async components(before) {
    const { catalog } = await import('@merlon/components')
    const { catalogDocument } = await import('@merlon/engine')
    const all = catalogDocument(catalog).components.map(({ name, summary }) => ({ value: name, about: summary }))
    return before.length === 0 ? these(all) : NOTHING
  },
  async import(before) {
    if (before.length > 0) return these([], true)
    const { importerTable } = await import('@merlon/importers')
    return these(Object.entries(importerTable).map(([value, { title }]) => ({ value, about: title })))
  },
  async secret(before) {
    if (before.length === 0) return these(plain(['set', 'get', 'rm', 'list']))
    return before.length === 1 && before[0] !== 'list' ? these(plain(secrets())) : NOTHING
  },
  report: async (before) => these(before.length === 0 ? plain(['merge']) : [], true),
}

async function argumentsOf({ name, usage }: AnyCommand, before: readonly string[]): Promise<Candidates> {
  const own = Object.hasOwn(named, name) ? named[name] : undefined
  if (own) return own(before)
  return /PATH|FILE|DIR|FOLDER|TEST/.test(usage) ? these([], true) : NOTHING
}

/** The project's sources with these beginnings, read. */
function sources(beginning: RegExp): { readonly name: string; readonly text: string }[] {
  const project = findProject(process.cwd())
  if (project === undefined) return []
  return openProject(project)
    .list()
    .filter((path) => beginning.test(path) && /\.ya?ml$/.test(path))
    .map((path) => ({ name: basename(path, extname(path)), text: readFileSync(join(project, path), 'utf8') }))
}

const environments = (): string[] => sources(/^environments\//).map(({ name }) => name)

const secrets = (): string[] =>
  sources(/^(?:vault\.yaml$|environments\/)/).flatMap(({ text }) => textsOf(valueAt(text, ['secrets'])?.value))

/** Only the head of each file is read: what follows `steps` may be long, and holds none. */
const tags = (): string[] =>
  sources(/^tests\//)
    .flatMap(({ text }) => textsOf(valueAt(text.split(/^steps:/m)[0] ?? '', ['tags'])?.value))
    .sort()

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : []
}
