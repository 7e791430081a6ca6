/** Opens the demo shop, runs the Examples project against it, and says whether all went as it should. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDemoShop } from '../packages/demo-shop/src/index.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const ON_PURPOSE = 'fails-on-purpose'

interface TestReport {
  readonly name: string
  readonly file: string
  readonly status: 'passed' | 'failed' | 'errored'
  readonly tags: readonly string[]
}

/** Runs the Examples project and returns its report, or undefined when there is none. */
async function runExamples(host: string): Promise<readonly TestReport[] | undefined> {
  const report = 'examples/.merlon/demo.json'
  await rm(join(root, report), { force: true })
  const args = ['packages/cli/bin/merlon.js', 'run', 'examples', '--var', `host=${host}`, '--json', report]
  const run = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
  await once(run, 'close')
  const text = await readFile(join(root, report), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as { tests: TestReport[] }).tests
}

/** What is not as it should be: only what is meant to fail may fail, and it must. */
function surprises(tests: readonly TestReport[]): string[] {
  const meant = tests.filter(({ tags }) => tags.includes(ON_PURPOSE))
  if (meant.length === 0) return [`no test has the tag '${ON_PURPOSE}'`]
  return tests.flatMap(({ name, status, tags }) => {
    const expected = tags.includes(ON_PURPOSE) ? 'failed' : 'passed'
    return status === expected ? [] : [`'${name}' ${status}`]
  })
}

const shop = await startDemoShop()
const tests = await runExamples(shop.url).finally(() => shop.stop())
const wrong = tests === undefined ? ['the run left no report'] : surprises(tests)
if (wrong.length === 0) {
  const meant = tests?.find(({ tags }) => tags.includes(ON_PURPOSE))
  console.log(`\nAs it should be: only '${meant?.name}' failed. Mend it in ${meant?.file}, and run again.`)
} else {
  console.log(`\nNot as it should be: ${wrong.join(', ')}.`)
  process.exitCode = 1
}
