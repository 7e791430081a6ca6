/** Tries mutants, each on the tests that reach it, in a thread that is replaced when a mutant hangs it. */
import { Worker } from 'node:worker_threads'
import type { PlacedMutant } from './bundle.ts'
import type { Reached, Told } from './worker.ts'

export type Verdict = 'killed' | 'timed out' | 'survived' | 'not reached' | 'at load'

export interface Tried {
  readonly mutant: PlacedMutant
  readonly verdict: Verdict
}

/** A test may take so many times as long as without a mutant, and so many ms more. */
const PATIENCE = { times: 8, more: 4_000 }

export class Trial {
  private readonly bundle: string
  private worker: Worker | undefined
  private reached: readonly Reached[] = []
  private early = new Set<number>()
  /** Tests that fail without any mutant: they would kill everything. */
  broken: readonly string[] = []

  constructor(bundle: string) {
    this.bundle = bundle
  }

  get milliseconds(): number {
    return this.reached.reduce((sum, one) => sum + one.milliseconds, 0)
  }

  get tests(): number {
    return this.reached.length
  }

  async begin(): Promise<void> {
    const told = await this.start(true)
    this.reached = told.reached
    this.broken = told.broken
    this.early = new Set(told.early)
  }

  async end(): Promise<void> {
    await this.worker?.terminate()
  }

  async attempt(mutant: PlacedMutant): Promise<Tried> {
    const { reached, broken } = this
    const tests = reached
      .map((one, at) => ({ ...one, at }))
      .filter(({ mutants, test }) => mutants.includes(mutant.id) && !broken.includes(test))
      .sort((a, b) => a.milliseconds - b.milliseconds)
      .map(({ at }) => at)
    if (tests.length === 0) return { mutant, verdict: this.early.has(mutant.id) ? 'at load' : 'not reached' }
    const { verdict, lasting } = await this.run(mutant.id, tests)
    if (!lasting) return { mutant, verdict }
    // Either it was this one that spoilt the process, or one before it.
    await this.restart()
    const again = await this.run(mutant.id, tests)
    if (again.lasting) await this.restart()
    return { mutant, verdict: again.verdict }
  }

  private async restart(): Promise<void> {
    await this.worker?.terminate()
    await this.start(false)
  }

  private start(look: boolean): Promise<Extract<Told, { kind: 'ready' }>> {
    const worker = new Worker(this.bundle, { workerData: { look }, stdout: true, stderr: true })
    this.worker = worker
    return new Promise((settle, fail) => {
      worker.once('error', fail)
      worker.once('message', (told: Told) => {
        worker.off('error', fail)
        if (told.kind === 'ready') settle(told)
      })
    })
  }

  private run(mutant: number, tests: readonly number[]): Promise<{ verdict: Verdict; lasting: boolean }> {
    const worker = this.worker!
    return new Promise((settle) => {
      let timer: NodeJS.Timeout | undefined
      const over = (verdict: Verdict, lasting: boolean): void => {
        clearTimeout(timer)
        worker.off('message', hear)
        worker.off('error', broke)
        settle({ verdict, lasting })
      }
      const broke = (): void => void this.restart().then(() => over('killed', false))
      const hear = (told: Told): void => {
        if (told.kind === 'begun') {
          clearTimeout(timer)
          const usual = this.reached[told.test]?.milliseconds ?? 0
          timer = setTimeout(
            () => void this.restart().then(() => over('timed out', false)),
            usual * PATIENCE.times + PATIENCE.more,
          )
        } else if (told.kind === 'ended') over(told.by === undefined ? 'survived' : 'killed', told.lasting)
      }
      worker.on('message', hear)
      worker.on('error', broke)
      worker.postMessage({ mutant, tests })
    })
  }
}
