/** The list of tests. What compiling says of a test is kept for as long as nothing that it depends on has changed. */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { basename } from 'node:path/posix'
import { setImmediate as turn } from 'node:timers/promises'
import type { FileEntry, Outcome, RunView, TestEntry } from '@merlon/protocol/http'
import { ProblemError } from '../http/problem.ts'
import { type TestPath, testPaths } from '../store/folder/older-tests.ts'
import type { Project } from '../store/store.ts'
import { placedSteps } from './plan-steps.ts'

/** What compiling says of a test. */
export interface TestFacts {
  readonly path: string
  readonly entry: Pick<TestEntry, 'name' | 'description' | 'tags' | 'inputs' | 'older' | 'mistakes' | 'warnings'>
  readonly steps: readonly StepFacts[]
}

export interface StepFacts {
  readonly writes: readonly string[]
  readonly reads: readonly string[]
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  /** In the file, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

interface Known extends TestFacts {
  readonly stamp: string
}

const MOST_OUTCOMES = 12
/** Runs that are looked at for outcomes. */
const MOST_RUNS = 400
const RUNS_AT_ONCE = 100
/** Tests that are compiled before others have their turn. */
const IN_ONE_TURN = 10

const remembered = new WeakMap<Project, Map<string, Known>>()

/** All tests, compiled without an environment, as far as they can be. */
export async function testFacts(project: Project): Promise<{ tests: TestFacts[]; paths: readonly TestPath[] }> {
  const files = await project.tree.list()
  const paths = testPaths(files)
  const around = stampOf(files, project.folder)
  const before = remembered.get(project) ?? new Map<string, Known>()
  const now = new Map<string, Known>()
  let compiled = 0
  for (const one of paths) {
    const stamp = `${around} ${one.files.map(({ version }) => version).join(' ')}`
    const known = before.get(one.path)
    if (known?.stamp === stamp) now.set(one.path, known)
    else {
      const facts = await factsOf(project, one)
      if (facts) now.set(one.path, { ...facts, stamp })
      compiled += 1
      if (compiled % IN_ONE_TURN === 0) await turn()
    }
  }
  remembered.set(project, now)
  return { tests: paths.flatMap(({ path }) => now.get(path) ?? []), paths }
}

/** Changes when anything around the tests does. */
function stampOf(files: readonly FileEntry[], folder: string): string {
  const hash = createHash('sha256')
  for (const { kind, path, version } of files)
    if (kind !== 'test' && kind !== 'request') hash.update(`${path}\0${version}\0`)
  const shared = statSync(join(dirname(folder), 'vault.yaml'), { throwIfNoEntry: false })
  return hash.update(`${shared?.mtimeMs ?? ''} ${shared?.size ?? ''}`).digest('hex')
}

async function factsOf(project: Project, { path }: TestPath): Promise<TestFacts | undefined> {
  const compiled = await project.compile(path, { environments: [] }).catch((error: unknown) => unreadable(path, error))
  if (compiled === undefined || 'entry' in compiled) return compiled
  const { loaded, diagnostics } = compiled
  const { node, plan, source } = loaded
  const mistakes = diagnostics.filter(({ severity }) => severity === 'error').length
  return {
    path,
    entry: {
      name: plan.name,
      ...(node.description === undefined ? {} : { description: node.description }),
      tags: [...node.tags],
      inputs: node.inputs === undefined ? [] : plan.inputs.map((one) => one.name),
      older: source.older,
      mistakes,
      warnings: diagnostics.length - mistakes,
    },
    steps: placedSteps(plan, source.unit, source.older).map(({ plan: { writes, reads, location, span } }) => ({
      writes,
      reads,
      file: location.file,
      line: location.line,
      column: location.column,
      start: span.start,
      end: span.end,
    })),
  }
}

/** A file that is no text is a test with a mistake. */
function unreadable(path: string, error: unknown): TestFacts {
  if (!(error instanceof ProblemError)) throw error
  const name = basename(path).replace(/\.ya?ml$/, '')
  return { path, entry: { name, tags: [], inputs: [], older: false, mistakes: 1, warnings: 0 }, steps: [] }
}

/** All tests with their last outcomes. */
export async function listedTests(project: Project): Promise<TestEntry[]> {
  const { tests, paths } = await testFacts(project)
  const runs = await runsByTest(project, tests.length)
  const files = new Map(paths.map((one) => [one.path, one]))
  return tests.map(({ path, entry }) => {
    const { older, files: made = [] } = files.get(path) ?? {}
    const { outcomes = [], running } = runs.get(path) ?? (older && runs.get(older.unit)) ?? {}
    return {
      ...entry,
      path,
      changed: made.some(({ changed }) => changed),
      outcomes,
      ...(running === undefined ? {} : { running }),
    }
  })
}

interface Runs {
  readonly outcomes: Outcome[]
  running?: string
}

/** Newest first. A run of a part of a test says nothing about the test. */
async function runsByTest(project: Project, tests: number): Promise<Map<string, Runs>> {
  const found = new Map<string, Runs>()
  let full = 0
  let cursor: string | undefined
  for (let seen = 0; seen < MOST_RUNS && full < tests; ) {
    const page = await project.runs.list({ limit: RUNS_AT_ONCE, ...(cursor === undefined ? {} : { cursor }) })
    for (const run of page.runs) if (!run.partial) full += addRun(run, found)
    seen += page.runs.length
    cursor = page.next
    if (cursor === undefined) break
  }
  return found
}

/** Returns how many tests have all the outcomes that they can have by now. */
function addRun(run: RunView, found: Map<string, Runs>): number {
  let full = 0
  for (const { path, status, durationMs } of run.tests) {
    const runs = found.get(path) ?? { outcomes: [] }
    found.set(path, runs)
    if (status === undefined) {
      if (run.running) runs.running ??= run.id
    } else if (runs.outcomes.length < MOST_OUTCOMES) {
      runs.outcomes.push({ run: run.id, status, at: run.startedAt, durationMs })
      if (runs.outcomes.length === MOST_OUTCOMES) full += 1
    }
  }
  return full
}
