/** Writes every file that is derived from others. With `--check` it writes nothing, lists those that are stale, and exits with 1. */
import { generate, write } from './generate/all.ts'

if (process.argv.includes('--check')) {
  const stale: string[] = []
  const count = await generate(({ path }) => void stale.push(path))
  if (stale.length > 0) {
    process.stderr.write(`stale, run \`npm run generate\`:\n${stale.map((path) => `  ${path}\n`).join('')}`)
    process.exitCode = 1
  } else process.stdout.write(`${count} generated files are fresh\n`)
} else {
  await generate(async (output) => {
    await write(output)
    process.stdout.write(`wrote ${output.path}\n`)
  })
}
