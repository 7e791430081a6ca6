/** Writes every file that is derived from others. With `--check` it writes nothing, lists those that are stale, and exits with 1. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { generate, write } from './generate/all.ts'

if (process.argv.includes('--check')) {
  const stale: string[] = []
  const count = await generate(({ path }) => void stale.push(path))
  if (stale.length > 0) {
    process.stderr.write(`stale, run \`npm run generate\`:\n${stale.map((path) => `  ${path}\n`).join('')}`)
    process.exitCode = 1
  } else process.stdout.write(`${count} generated files are fresh\n`)
} else {
  let codeChanged = false
  await generate(async (output) => {
    await write(output)
    if (output.path.endsWith('.ts')) codeChanged = true
    process.stdout.write(`wrote ${output.path}\n`)
  })
  // What was loaded here may have listed less than the tables do now; a fresh process sees them.
  if (codeChanged && !process.argv.includes('--again')) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), '--again'], {
      stdio: 'inherit',
    })
    process.exitCode = status ?? 1
  }
}
