/** Which of the tests that were loaded run: what ran badly last, what changed, one part of several. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { InputSet } from '@merlon/engine'
import type { LoadedTest } from '@merlon/host'
import type { RunPart } from '@merlon/protocol'
import { type Flag, UsageError, type ValuesOf } from '../command.ts'
import type { Loaded } from './load.ts'

const group = 'Selection'

export const choiceFlags = {
  input: { type: 'list', value: 'NAME', group, summary: 'Only the input set with this name; repeatable' },
  'last-failed': { type: 'boolean', group, summary: 'Only what did not pass in the last run' },
  'only-changed': {
    type: 'optional',
    value: 'REF',
    group,
    summary: 'Only tests that changes since a commit or branch affect (HEAD)',
    takes: (next: string) => !next.startsWith('-') && !existsSync(next) && !/[*?[{]|\.ya?ml$/.test(next),
  },
  shard: { type: 'text', value: 'I/N', group, summary: 'Only the I-th of N parts, to share a run among machines' },
} as const satisfies Record<string, Flag>

/** Files of variables are read by all tests. */
export type ChoiceFlags = ValuesOf<typeof choiceFlags> & { readonly vars: readonly string[] }

/** What a filter leaves, and how its flag was written, for when nothing is left. */
interface Filter {
  readonly words: string
  readonly keep: (tests: readonly LoadedTest[]) => LoadedTest[]
}

/** A test with fewer input sets; undefined where none is left. */
function withSets(test: LoadedTest, wanted: (set: InputSet) => boolean): LoadedTest[] {
  const inputs = test.plan.inputs.filter(wanted)
  if (inputs.length === test.plan.inputs.length) return [test]
  return inputs.length === 0 ? [] : [{ ...test, plan: { ...test.plan, inputs } }]
}

async function failedBefore(): Promise<Filter['keep']> {
  const { lastFailed } = await import('./last-failed.ts')
  return (tests) => {
    if (tests.length === 0) return []
    const failed = lastFailed([...new Set(tests.map(({ project }) => project.root))])
    return tests.flatMap((test) => {
      const names = failed.get(resolve(test.source.path))
      return names ? withSets(test, ({ name }) => names.has(name)) : []
    })
  }
}

/** `2/3`: the second of three parts. Throws a UsageError for what says no part. */
function shardOf(text: string): RunPart {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number)
  if (index >= 1 && count >= index) return { index, count }
  throw new UsageError(`--shard takes a part of a whole, not '${text}'`, 'for example 1/3, 2/3 and 3/3')
}

/** Neighbours stay together, so that parts that are merged in order are the whole in its order. */
function part<T>(all: readonly T[], { index, count }: RunPart): T[] {
  const begin = (at: number): number => Math.floor((all.length * at) / count)
  return all.slice(begin(index - 1), begin(index))
}

/** What most runs do not need is loaded only when a flag asks for it. */
async function filtersOf(
  flags: ChoiceFlags,
  { environments }: Loaded,
  changed: ReadonlySet<string> | undefined,
): Promise<Filter[]> {
  const filters: Filter[] = []
  const { input, 'last-failed': last, 'only-changed': only } = flags
  if (input.length > 0)
    filters.push({
      words: input.map((name) => `--input '${name}'`).join(' '),
      keep: (tests) => tests.flatMap((test) => withSets(test, ({ name }) => input.includes(name))),
    })
  if (last) filters.push({ words: '--last-failed', keep: await failedBefore() })
  if (only === undefined && !changed) return filters
  const { affectedBy } = await import('./affected.ts')
  const around = { cwd: process.cwd(), environments, files: flags.vars }
  if (only !== undefined) {
    const { changedFiles } = await import('./changed.ts')
    const ref = only === true ? 'HEAD' : only
    const files = changedFiles(ref, around.cwd)
    filters.push({ words: `--only-changed ${ref}`, keep: (tests) => affectedBy(files, tests, around) })
  }
  if (changed) filters.push({ words: 'the change', keep: (tests) => affectedBy(changed, tests, around) })
  return filters
}

export interface Chosen {
  readonly tests: readonly LoadedTest[]
  /** The flags that chose, as they were written. */
  readonly filters: readonly string[]
  /** Which part of what was left they are. */
  readonly part?: RunPart
  /** Tests were left, but none falls into this part. */
  readonly isEmptyPart: boolean
}

/** Of the tests that were loaded, those that flags and `changed` files leave. Throws a UsageError where a flag cannot be followed. */
export async function choose(loaded: Loaded, flags: ChoiceFlags, changed?: ReadonlySet<string>): Promise<Chosen> {
  const shard = flags.shard === undefined ? undefined : shardOf(flags.shard)
  const filters = await filtersOf(flags, loaded, changed)
  const left = filters.reduce<readonly LoadedTest[]>((tests, { keep }) => keep(tests), loaded.tests)
  const words = filters.map((one) => one.words)
  if (!shard) return { tests: left, filters: words, isEmptyPart: false }
  const tests = part(left, shard)
  return { tests, filters: words, part: shard, isEmptyPart: tests.length === 0 && left.length > 0 }
}
