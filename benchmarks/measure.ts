/** Times whole processes, side by side, several rounds; prints medians and ratios. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Contestant {
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** How it ends when all is well, if not with 0. */
  readonly exits?: number
}

export interface Figures {
  readonly seconds: number
  readonly megabytes: number
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

function once({ command, env = {}, cwd, exits = 0 }: Contestant): Promise<number> {
  const [file = '', ...args] = command
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env },
      ...(cwd ? { cwd } : {}),
    })
    let said = ''
    child.stderr.on('data', (data: Buffer) => (said += data.toString()))
    child.on('exit', (code) =>
      code === exits
        ? resolve((performance.now() - began) / 1000)
        : reject(new Error(`${command.join(' ')} ended with ${code}: ${said.slice(0, 500)}`)),
    )
  })
}

async function memory(one: Contestant): Promise<number> {
  const file = join(tmpdir(), `merlon-memory-${process.pid}`)
  await once({
    ...one,
    env: { ...one.env, MEMORY_FILE: file, NODE_OPTIONS: `--require ${join(import.meta.dirname, 'memory.cjs')}` },
  })
  return Number(readFileSync(file, 'utf8'))
}

/** Rounds are interleaved, so that noise of the machine meets all alike. */
export async function measure(contestants: readonly Contestant[], rounds: number): Promise<Figures[]> {
  for (const one of contestants) await once(one)
  const times = contestants.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, one] of contestants.entries()) times[at]?.push(await once(one))
  }
  const figures: Figures[] = []
  for (const [at, one] of contestants.entries())
    figures.push({ seconds: median(times[at] ?? []), megabytes: await memory(one) })
  return figures
}

export function line(name: string, baseline: Figures, own: Figures, budget: number): string {
  const ratio = own.seconds / baseline.seconds
  const memoryRatio = own.megabytes / baseline.megabytes
  const verdict = ratio <= budget ? 'within' : 'OVER'
  return `${name.padEnd(34)} bare ${baseline.seconds.toFixed(3)} s ${baseline.megabytes.toFixed(0).padStart(4)} MB   merlon ${own.seconds.toFixed(3)} s ${own.megabytes.toFixed(0).padStart(4)} MB   time ×${ratio.toFixed(2)} (${verdict} ${budget})   memory ×${memoryRatio.toFixed(2)}`
}
