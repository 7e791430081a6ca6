/** Fuzzes until it is stopped, one target after the other; see `../fuzz.ts`, which watches it. */
import { ftruncateSync, openSync, writeSync } from 'node:fs'
import { evaluator } from './evaluator.ts'
import { patterns } from './patterns.ts'
import { readers } from './readers.ts'
import { responses } from './responses.ts'
import type { AnyTarget } from './target.ts'

/** What it tells its parent. */
export type Told =
  | { readonly kind: 'begun'; readonly target: string; readonly seed: number }
  | { readonly kind: 'ran'; readonly target: string; readonly runs: number }
  | {
      readonly kind: 'found'
      readonly target: string
      readonly seed: number
      readonly input: string
      readonly error: string
    }

/** Cases between two looks at what happened. */
const RUNS = 50

const [, , inputFile = '', firstSeed = '0', only = '', once = ''] = process.argv
const input = openSync(inputFile, 'w')

/** Kept in a file, since a process that hangs or dies can no longer say what it was given. */
function note(text: string): void {
  ftruncateSync(input)
  writeSync(input, text, 0)
}

function tell(told: Told): void {
  process.send?.(told)
}

async function fuzz({ name, run }: AnyTarget, seed: number): Promise<void> {
  tell({ kind: 'begun', target: name, seed })
  const { runs, failure } = await run({ seed, runs: RUNS, begin: note })
  tell({ kind: 'ran', target: name, runs })
  if (!failure) return
  const { error } = failure
  tell({
    kind: 'found',
    target: name,
    seed,
    input: failure.input,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
}

const targets = [...readers, ...evaluator, ...patterns, ...responses].filter(
  ({ group, name }) => only === '' || only === group || only === name,
)
for (let seed = Number(firstSeed); ; seed += 1) {
  for (const target of targets) await fuzz(target, seed)
  if (once !== '') break
}
process.disconnect?.()
