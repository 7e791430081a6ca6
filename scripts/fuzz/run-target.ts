/** Runs cases of a target under fast-check, which finds the smallest input that fails. */
import fc from 'fast-check'
import type { AnyTarget, Outcome, Target } from './target.ts'

export function runnable<Input>({ group, name, input, check, show, longest = 1_000 }: Target<Input>): AnyTarget {
  return {
    group,
    name,
    async run({ seed, runs, begin }): Promise<Outcome> {
      const property = fc.asyncProperty(input, async (one) => {
        begin(show(one))
        await inTime(() => check(one), longest)
      })
      const details = await fc.check(property, { seed, numRuns: runs })
      if (!details.failed) return { runs: details.numRuns }
      const [smallest] = details.counterexample ?? []
      return {
        runs: details.numRuns,
        failure: { input: smallest === undefined ? '' : show(smallest), error: details.errorInstance },
      }
    },
  }
}

async function inTime(work: () => void | Promise<void>, longest: number): Promise<void> {
  let fastest = Number.POSITIVE_INFINITY
  // Others need the machine as well, and compilers and collectors run beside us: slow is what is slow three times.
  for (let turn = 0; turn < 3; turn += 1) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    fastest = Math.min(fastest, (user + system) / 1_000)
    if (fastest <= longest) return
  }
  throw new Error(`it took ${Math.round(fastest)} ms, more than ${longest}`)
}
