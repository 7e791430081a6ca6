/** Compares a run with what its case expects. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Expected } from './case.ts'

export interface StepReport {
  readonly component: string
  readonly alias?: string
  readonly label: string
  readonly status: string
  readonly message?: string
  readonly steps?: readonly StepReport[]
}

export interface Report {
  readonly summary: Readonly<Record<string, number>>
  readonly tests: readonly {
    readonly file: string
    readonly status: string
    readonly runs: readonly {
      readonly inputSet: string
      readonly tags: readonly string[]
      readonly facts: Readonly<Record<string, { readonly value: string }>>
      readonly steps: readonly StepReport[]
    }[]
  }[]
}

const flat = (steps: readonly StepReport[]): StepReport[] => steps.flatMap((step) => [step, ...flat(step.steps ?? [])])

/** Whether `part` is in `whole`: maps member by member, lists in full, and a `message` as a part of the text. */
function within(whole: unknown, part: unknown, name = ''): boolean {
  if (name === 'message') return String(whole ?? '').includes(String(part))
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return isDeepStrictEqual(whole, part)
  if (typeof whole !== 'object' || whole === null) return false
  const members = whole as Readonly<Record<string, unknown>>
  return Object.entries(part).every(([key, value]) => within(members[key], value, key))
}

/** Every file of the project and what is in it: what a secret may have leaked into. */
async function everything(project: string): Promise<string> {
  const entries = await readdir(join(project, '.merlon'), { recursive: true, withFileTypes: true }).catch(() => [])
  const texts = entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

interface Found {
  readonly exit: number | null
  readonly report: Report | undefined
  /** What was shown, and every report. */
  readonly texts: string
  readonly sequence: readonly string[]
  readonly project: string
}

/** What is not as expected, in words; nothing where all is. */
export async function differences(
  expected: Expected,
  { exit, report, texts, sequence, project }: Found,
): Promise<string[]> {
  const runs = report?.tests.flatMap((test) => test.runs) ?? []
  const steps = runs.flatMap((run) => flat(run.steps))
  const wrong: string[] = []
  if (expected.exit !== undefined && exit !== expected.exit) wrong.push(`exit ${exit}, not ${expected.exit}`)
  for (const [name, count] of Object.entries(expected.summary ?? {})) {
    if (report?.summary[name] !== count) wrong.push(`${name}: ${report?.summary[name]}, not ${count}`)
  }
  if (expected.sequence && !isDeepStrictEqual(sequence, expected.sequence))
    wrong.push(`the requests were ${sequence.join(', ')}`)
  for (const tag of expected.tags ?? [])
    if (!runs.some((run) => run.tags.includes(tag))) wrong.push(`no run has the tag '${tag}'`)
  for (const [name, value] of Object.entries(expected.facts ?? {})) {
    if (!runs.some((run) => run.facts[name]?.value === value))
      wrong.push(`no run has the fact '${name}' with '${value}'`)
  }
  for (const step of expected.steps ?? []) {
    if (!steps.some((one) => within(one, step))) wrong.push(`no step is like ${JSON.stringify(step)}`)
  }
  if (expected.absent) {
    const searched = texts + (await everything(project))
    for (const text of expected.absent) if (searched.includes(text)) wrong.push(`'${text}' occurs in what was written`)
  }
  return wrong
}
