/**
 * Puts small faults into the code, one at a time, and sees whether a test fails: `npm run mutate -- [--area NAME]
 * [--only PART-OF-PATH] [--every N]`. Says what no test noticed. See docs/decisions/mutation-testing.md.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './generate/output.ts'
import { type Area, areas } from './mutate/areas.ts'
import { buildTests, type PlacedMutant, placedMutants } from './mutate/bundle.ts'
import { equivalent } from './mutate/equivalent.ts'
import { Trial, type Tried } from './mutate/trial.ts'

const { values } = parseArgs({
  options: { area: { type: 'string' }, only: { type: 'string' }, every: { type: 'string', default: '1' } },
})

const isEquivalent = ({ path, written, instead }: PlacedMutant): boolean =>
  equivalent.some((one) => path.endsWith(one.path) && one.written === written && one.instead === instead)

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 90 ? `${line.slice(0, 87)}…` : line
}

function described({ mutant, verdict }: Tried): string {
  const { path, line, kind, written, instead } = mutant
  const what =
    kind === 'expression'
      ? `\`${short(written)}\` → \`${short(instead)}\``
      : kind === 'body'
        ? 'the function returns at once'
        : `without \`${short(written)}\``
  return `${path}:${line} ${verdict}: ${what}`
}

function summary(name: string, tried: readonly Tried[]): string {
  const count = (...verdicts: Tried['verdict'][]): number =>
    tried.filter(({ verdict }) => verdicts.includes(verdict)).length
  const killed = count('killed', 'timed out')
  const all = killed + count('survived', 'not reached')
  const score = all === 0 ? 100 : (100 * killed) / all
  return `${name}: ${score.toFixed(1)} % of ${all} (killed ${count('killed')}, timed out ${count('timed out')}, survived ${count('survived')}, not reached ${count('not reached')}; left out: ${count('at load')} that only run at load)`
}

async function mutate({ name, sources, tests }: Area): Promise<void> {
  const { only } = values
  const mutants = placedMutants(sources.filter((path) => only === undefined || path.includes(only)))
  const folder = join(root, 'node_modules/.cache/mutate')
  mkdirSync(folder, { recursive: true })
  const bundle = join(folder, `${name}-${process.pid}.mjs`)
  await buildTests(mutants, tests, bundle)
  const trial = new Trial(bundle)
  await trial.begin()
  console.log(`${name}: ${mutants.length} mutants, ${trial.tests} tests in ${Math.round(trial.milliseconds)} ms`)
  for (const test of trial.broken) console.log(`fails without a mutant, and is left out: ${test}`)
  const chosen = mutants.filter((mutant, at) => at % Number(values.every) === 0 && !isEquivalent(mutant))
  const tried: Tried[] = []
  for (const mutant of chosen) {
    const one = await trial.attempt(mutant)
    tried.push(one)
    if (one.verdict === 'survived' || one.verdict === 'not reached') console.log(described(one))
  }
  await trial.end()
  const byPath = new Map<string, Tried[]>()
  for (const one of tried) byPath.set(one.mutant.path, [...(byPath.get(one.mutant.path) ?? []), one])
  for (const [path, some] of byPath) console.log(`  ${summary(path, some)}`)
  console.log(summary(name, tried))
}

for (const area of areas) if (values.area === undefined || values.area === area.name) await mutate(area)
process.exit()
