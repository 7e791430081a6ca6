/**
 * Opens the demo shop, runs the Examples project against it, says whether all went as it should, and opens the studio on
 * both. On a terminal it stays open until Ctrl-C; elsewhere it only shows that it answers, unless `--serve` is given.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import manifest from '../packages/cli/package.json' with { type: 'json' }
import { openBrowser } from '../packages/cli/src/studio/open-browser.ts'
import { stopAsked } from '../packages/cli/src/studio/stop-asked.ts'
import { type DemoShop, startDemoShop } from '../packages/demo-shop/src/index.ts'
import { type RunningStudio, startStudio } from '../packages/server/src/index.ts'

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

/** Says what came of the run; false where it was not as it should be. */
function tell(tests: readonly TestReport[] | undefined): boolean {
  const wrong = tests === undefined ? ['the run left no report'] : surprises(tests)
  const meant = tests?.find(({ tags }) => tags.includes(ON_PURPOSE))
  console.log(
    wrong.length === 0
      ? `\nAs it should be: only '${meant?.name}' failed. Mend it in ${meant?.file}, and run again.`
      : `\nNot as it should be: ${wrong.join(', ')}.`,
  )
  return wrong.length === 0
}

function openStudio(shop: DemoShop): Promise<RunningStudio> {
  return startStudio({
    folder: join(root, 'examples'),
    assets: join(root, 'packages/cli/dist/studio'),
    version: manifest.version,
    demoShop: shop.url,
    environment: 'local',
    // Where another program has the port that the environment names, the shop is at another one.
    overrides: [{ name: 'host', value: shop.url }],
  })
}

/** Whether the page behind a link is the studio's. */
async function answers({ url, newLink }: RunningStudio): Promise<boolean> {
  const opened = await fetch(newLink(), { redirect: 'manual' })
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await fetch(`${url}/`, { headers: { cookie, accept: 'text/html' } })
  return page.ok && (await page.text()).includes('<script')
}

const serving = process.argv.includes('--serve') || (process.stdin.isTTY === true && !process.env.CI)
const shop = await startDemoShop()
try {
  let fine = tell(await runExamples(shop.url))
  const studio = await openStudio(shop)
  console.log(`\nMerlon studio: ${studio.link}`)
  if (serving) {
    console.log('The address opens once. Ctrl-C closes the studio and the demo shop.')
    openBrowser(studio.link)
    await stopAsked()
  } else if (await answers(studio)) {
    console.log('It answers, and is closed again, since this is no terminal; `npm start -- --serve` keeps it open.')
  } else {
    console.log('It does not answer with its page.')
    fine = false
  }
  await studio.close()
  process.exitCode = fine ? 0 : 1
} finally {
  await shop.stop()
}
