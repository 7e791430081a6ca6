/** Everything that must hold before a change is taken: `npm run check`; with `--no-tests`, all but the tests. Every step runs. */
import { spawnSync } from 'node:child_process'

const steps: readonly (readonly [what: string, command: string, ...args: string[]])[] = [
  ['format and lint', 'biome', 'ci', '.'],
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of packages that also run in a browser', 'tsc', '-p', 'tsconfig.pure.json'],
  ['types of the studio', 'tsc', '-p', 'packages/web/tsconfig.json'],
  ['boundaries', 'tsx', 'scripts/check-boundaries.ts'],
  ['dead code', 'knip'],
  ['generated files', 'tsx', 'scripts/generate.ts', '--check'],
  ['tests', 'vitest', 'run'],
]

const failed: string[] = []
const wanted = process.argv.includes('--no-tests') ? steps.filter(([what]) => what !== 'tests') : steps
for (const [what, command, ...args] of wanted) {
  console.log(`\n── ${what}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: false })
  if (status !== 0) failed.push(what)
}
console.log(failed.length === 0 ? '\neverything holds' : `\nfailed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
