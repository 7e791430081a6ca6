/**
 * Gives random and hostile input to what reads texts of others: `npx tsx scripts/fuzz.ts [--minutes N] [--seed N]
 * [--only readers|evaluator|responses|<target>]`. With a seed and without minutes, the cases of this seed run once. What
 * is found lies in `node_modules/.cache/fuzz`, with its seed and the smallest input.
 */
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Told } from './fuzz/worker.ts'
import { root } from './generate/output.ts'

/** Without news for so long, a case hangs: also many small ones take less, on a busy machine. */
const SILENCE = 180_000

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const once = values.seed !== undefined && values.minutes === undefined
const until = Date.now() + Number(values.minutes ?? 1) * 60_000
const folder = join(root, 'node_modules/.cache/fuzz')
mkdirSync(folder, { recursive: true })

const ran = new Map<string, number>()
const found = new Map<string, { readonly target: string; readonly size: number }>()

/** Keeps the smallest input of each fault; two with the same words, apart from figures and quoted parts, are the same fault. */
function keep(target: string, seed: number, input: string, error: string): void {
  const fault = (error.split('\n')[0] ?? '').replace(/'[^']*'|"[^"]*"|`[^`]*`|[\d[{].*/g, '…')
  const key = `${target.replaceAll(/\W+/g, '-')}-${createHash('sha256').update(fault).digest('hex').slice(0, 8)}`
  const known = found.get(key)
  if (known && known.size <= input.length) return
  found.set(key, { target, size: input.length })
  const text = `target: ${target}\nseed: ${seed}\nagain: npx tsx scripts/fuzz.ts --seed ${seed} --only '${target}'\n\n${error}\n\n${input}\n`
  writeFileSync(join(folder, `${key}.txt`), text)
  console.log(`found in ${target}, seed ${seed}: ${error.split('\n')[0]}`)
}

/** Runs a worker until it is done, its time is over, or it hangs; resolves with the seed to go on from. */
function work(seed: number): Promise<number> {
  const current = join(folder, `input-${process.pid}`)
  const worker = fork(join(root, 'scripts/fuzz/worker.ts'), [
    current,
    String(seed),
    values.only ?? '',
    once ? 'once' : '',
  ])
  let last = { target: '', seed }
  let heard = Date.now()
  let why = 'the process ended'
  const watch = setInterval(() => {
    const over = Date.now() > until && !once
    if (!over && Date.now() - heard < SILENCE) return
    why = over ? '' : `it did not end within ${SILENCE / 1_000} s`
    worker.kill('SIGKILL')
  }, 1_000)
  worker.on('message', (told: Told) => {
    heard = Date.now()
    if (told.kind === 'begun') last = told
    else if (told.kind === 'ran') ran.set(told.target, (ran.get(told.target) ?? 0) + told.runs)
    else keep(told.target, told.seed, told.input, told.error)
  })
  return new Promise((settle) => {
    worker.on('exit', (code) => {
      clearInterval(watch)
      // A program that cannot even start would not start a second time either.
      if (code !== 0 && last.target === '') process.exit(2)
      if (code !== 0 && why !== '') keep(last.target, last.seed, readFileSync(current, 'utf8'), why)
      rmSync(current, { force: true })
      settle(last.seed + 1)
    })
  })
}

let seed = Number(values.seed ?? Date.now() % 1_000_000_000)
do seed = await work(seed)
while (!once && Date.now() < until)

for (const [target, runs] of ran) {
  const faults = [...found.values()].filter((one) => one.target === target).length
  console.log(`${String(runs).padStart(9)}  ${target}${faults === 0 ? '' : `: ${faults} found`}`)
}
console.log(
  `${[...ran.values()].reduce((sum, runs) => sum + runs, 0)} runs of ${ran.size} targets, found ${found.size}`,
)
process.exitCode = found.size === 0 ? 0 : 1
