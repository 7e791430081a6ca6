/** Inside the bundle: says which mutants each test reaches, then runs the tests that reach a mutant until one fails. */
import { parentPort, workerData } from 'node:worker_threads'
import { fullName, type KeptTest, kept, runKept } from './tests.ts'

/** What a test reached, by number of the mutant, and how long it took in ms. */
export interface Reached {
  readonly test: string
  readonly mutants: readonly number[]
  readonly milliseconds: number
}

export type Told =
  | {
      readonly kind: 'ready'
      readonly early: readonly number[]
      readonly reached: readonly Reached[]
      readonly broken: readonly string[]
    }
  | { readonly kind: 'begun'; readonly mutant: number; readonly test: number }
  | { readonly kind: 'ended'; readonly mutant: number; readonly by: string | undefined; readonly lasting: boolean }

interface Switch {
  (mutant: number): boolean
  alive: number
  seen: Set<number> | undefined
}

const { $m } = globalThis as unknown as { $m: Switch } // put there by the bundle's first line
const early = [...($m.seen ?? [])]
const tell = (told: Told): void => parentPort?.postMessage(told)

async function passes(test: KeptTest): Promise<boolean> {
  try {
    await runKept(test)
    return true
  } catch {
    return false
  }
}

async function look(): Promise<void> {
  const reached: Reached[] = []
  const broken: string[] = []
  for (const test of kept) {
    $m.seen = new Set()
    const from = performance.now()
    if (!(await passes(test))) broken.push(fullName(test))
    reached.push({ test: fullName(test), mutants: [...$m.seen], milliseconds: performance.now() - from })
  }
  $m.seen = undefined
  tell({ kind: 'ready', early, reached, broken })
}

/** Tries a mutant on these tests, in this order. */
async function attempt(mutant: number, tests: readonly number[]): Promise<void> {
  for (const at of tests) {
    const test = kept[at]!
    tell({ kind: 'begun', mutant, test: at })
    $m.alive = mutant
    const fine = await passes(test)
    $m.alive = -1
    if (fine) continue
    // What a mutant leaves behind in a cache would kill others.
    const lasting = !(await passes(test))
    tell({ kind: 'ended', mutant, by: fullName(test), lasting })
    return
  }
  tell({ kind: 'ended', mutant, by: undefined, lasting: false })
}

parentPort?.on(
  'message',
  ({ mutant, tests }: { mutant: number; tests: readonly number[] }) => void attempt(mutant, tests),
)
// A worker that was started anew need not look again.
if ((workerData as { look: boolean }).look) void look()
else tell({ kind: 'ready', early, reached: [], broken: [] })
