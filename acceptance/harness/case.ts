/** A case: a project folder, with `case.yaml` for what is not part of a project and `expected.txt`, what the terminal shows. */
import { type Dirent, existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Rule } from './stub.ts'

export const suite = join(dirname(fileURLToPath(import.meta.url)), '..')
const OWN = ['case.yaml', 'expected.txt']

export interface CaseSpec {
  /** Tried before the rules of `server.yaml`, which every case has. */
  readonly stub?: readonly Rule[]
  /** After `run`; without them the whole project runs. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Standard input. */
  readonly input?: string
  /** Files under `tests/` that a folder of `rejects` blames for nothing, or of `fails` does not fail. */
  readonly blameless?: readonly string[]
  readonly expect?: Expected
}

export interface Expected {
  readonly exit?: number
  /** All requests that arrived, in order, as `METHOD /path?query`. */
  readonly sequence?: readonly string[]
  /** Texts that must occur nowhere in what is shown, in any report, or in any file that the run wrote. */
  readonly absent?: readonly string[]
  /** Counts of the report's summary. */
  readonly summary?: Readonly<Record<string, number>>
  readonly tags?: readonly string[]
  readonly facts?: Readonly<Record<string, string>>
  /** Each a part of some step of the report. `message` may be a part of the message. */
  readonly steps?: readonly Readonly<Record<string, unknown>>[]
}

export interface Case {
  readonly name: string
  readonly folder: string
  readonly spec: CaseSpec
}

const isCase = (entries: readonly Dirent[]): boolean =>
  entries.some(({ name }) => OWN.includes(name) || name === 'tests' || name === 'merlon.yaml')

/** The cases below `passes`, `fails` or `rejects`. */
export async function casesOf(outcome: string, folder = join(suite, outcome)): Promise<Case[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  if (isCase(entries)) {
    const path = join(folder, 'case.yaml')
    const spec = existsSync(path) ? (parse(await readFile(path, 'utf8')) as CaseSpec) : {}
    return [{ name: relative(join(suite, outcome), folder), folder, spec }]
  }
  const below = entries.filter((entry) => entry.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))
  return (await Promise.all(below.map(({ name }) => casesOf(outcome, join(folder, name))))).flat()
}

/** A copy of the case's project in a temporary folder, without what belongs to the case. */
export async function layOut({ folder }: Case): Promise<string> {
  const project = await realpath(await mkdtemp(join(tmpdir(), 'merlon-acceptance-')))
  await cp(folder, project, {
    recursive: true,
    filter: (path) => dirname(path) !== folder || !OWN.includes(basename(path)),
  })
  if (!existsSync(join(project, 'merlon.yaml'))) await writeFile(join(project, 'merlon.yaml'), 'name: Acceptance\n')
  return project
}

/** The rules that every case may use. */
export async function sharedRules(): Promise<readonly Rule[]> {
  return parse(await readFile(join(suite, 'server.yaml'), 'utf8')) as Rule[]
}
