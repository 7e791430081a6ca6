/** Selects, reads and compiles what a command line names. */
import { catalog } from '@merlon/components'
import { findProject, type LoadedTest, type TagMatcher, TestLoader, tagMatcher } from '@merlon/host'
import type { Diagnostic } from '@merlon/protocol'
import { UsageError } from '../command.ts'
import { grepMatcher, selectSources } from './select.ts'
import { environmentsOf, type Overrides, readOverrides, type VariableFlags } from './variables.ts'

export const variableFlags = {
  env: {
    type: 'list',
    short: 'e',
    value: 'NAME',
    group: 'Variables',
    summary: 'Use an environment; repeatable, later ones win',
  },
  var: {
    type: 'list',
    value: 'K=V',
    group: 'Variables',
    summary: 'Set a variable to a text, or with k:=JSON to a typed value',
  },
  vars: { type: 'list', value: 'FILE', group: 'Variables', summary: 'Set variables from a YAML or JSON file' },
  secret: {
    type: 'list',
    value: 'NAME',
    group: 'Variables',
    summary: 'Read a secret from standard input, a line for each',
  },
} as const

export const selectionFlags = {
  tags: {
    type: 'list',
    short: 't',
    value: 'EXPR',
    group: 'Selection',
    summary: 'Only tests with these tags: "smoke and not slow"',
  },
  grep: {
    type: 'list',
    short: 'g',
    value: 'TEXT',
    group: 'Selection',
    summary: 'Only tests whose name or path has this text, or /regex/',
  },
} as const

export interface LoadFlags extends VariableFlags {
  readonly env: readonly string[]
  readonly tags: readonly string[]
  readonly grep: readonly string[]
}

export interface Loaded {
  readonly tests: readonly LoadedTest[]
  readonly diagnostics: readonly Diagnostic[]
  readonly loader: TestLoader
  readonly environments: readonly string[]
  readonly overrides: Overrides
  /** Before tags and names chose among them. */
  readonly found: number
}

export interface LoadScope {
  /** Also what no test uses: all snippets, vaults and environments, of projects without tests too. */
  readonly everything?: boolean
}

function selectionOf(tags: string): TagMatcher {
  const matcher = tagMatcher(tags)
  if (matcher) return matcher
  throw new UsageError(`'${tags}' is no selection of tags`, 'for example: smoke and not slow')
}

/** Everything that a command line names, compiled, with everything that is wrong with it. */
export async function loadTests(
  args: readonly string[],
  flags: LoadFlags,
  { everything = false }: LoadScope = {},
): Promise<Loaded> {
  const cwd = process.cwd()
  if (args.includes('-') && flags.secret.length > 0)
    throw new UsageError(
      '`-` and --secret both read standard input',
      'name the file of the test, or set MERLON_SECRET_name',
    )
  const overrides = await readOverrides(flags, process.env)
  const environments = environmentsOf(flags.env, overrides)
  const loader = new TestLoader({ catalog, environments, overrides, variables: process.env, cwd })
  const { sources, diagnostics: selected } = await selectSources(args, cwd)
  const matchers = flags.tags.map(selectionOf)
  const greps = flags.grep.map(grepMatcher)
  const tests: LoadedTest[] = []
  const diagnostics: Diagnostic[] = [...selected]
  for (const source of sources) {
    const { loaded, diagnostics: own } = await loader.load(source)
    const tags = new Set(loaded.node.tags)
    const wanted =
      matchers.every((matches) => matches(tags)) &&
      (greps.length === 0 || greps.some((matches) => matches(loaded.node.name) || matches(source.path)))
    if (!wanted) continue
    tests.push(loaded)
    diagnostics.push(...own)
  }
  if (everything) for (const path of args.length === 0 ? [cwd] : args) loadAround(path, loader)
  diagnostics.push(...loader.surroundings({ everything }))
  return { tests, diagnostics, loader, environments, overrides, found: sources.length }
}

function loadAround(path: string, loader: TestLoader): void {
  const project = findProject(path)
  if (project !== undefined) loader.project(project)
}
