/**
 * Measures the studio in a real browser against its budgets: what a first visit loads, how soon a keystroke is painted in a
 * test of 500 steps, how the page keeps up with a run of 1,000, how soon a report of 5,000 is there. `npm run bench:studio`.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { startDemoShop } from '../packages/demo-shop/src/index.ts'
import { startStudio } from '../packages/server/src/index.ts'

const assets = join(import.meta.dirname, '../packages/cli/dist/studio')
const executablePath = [process.env.MERLON_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)

const steps = (count: number): string =>
  `steps:\n${Array.from({ length: count }, (_, at) => `  - assert: { expression: ${at} >= 0, comment: number ${at} }\n`).join('')}`

const folder = mkdtempSync(join(tmpdir(), 'merlon-bench-studio-'))
mkdirSync(join(folder, 'tests'))
writeFileSync(join(folder, 'merlon.yaml'), 'name: bench\n')
for (const count of [5, 500, 1000, 5000]) writeFileSync(join(folder, `tests/steps-${count}.yaml`), steps(count))
writeFileSync(
  join(folder, 'tests/requests.yaml'),
  'steps:\n  - set: { var: all, object: "Array.from({ length: 500 }, (_, n) => n)" }\n  - each:\n      expression: all\n      steps:\n        - get: ${host}/api/health\n        - assert: payload.status == "ok"\n',
)

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const ms = (value: number): string => `${value.toFixed(0)} ms`

/** Bytes of JavaScript that a visit brings over the wire, compressed as sent. */
async function loaded(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const scripts = new Set<string>()
  let bytes = 0
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(address, { waitUntil: 'load' })
  await page.getByRole('heading').first().waitFor()
  await page.close()
  return bytes
}

/** From the key going down to the next frame that is painted, in ms. */
async function keystroke(page: Page, keys: string): Promise<number> {
  await page.evaluate(`
    window.painted = []
    addEventListener('keydown', ({ timeStamp }) =>
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.painted.push(performance.now() - timeStamp); channel.port2.postMessage(0) }),
      { capture: true })`)
  for (const key of keys) await page.keyboard.type(key, { delay: 60 })
  return median(await page.evaluate<number[]>('window.painted'))
}

async function opened(page: Page, address: string): Promise<number> {
  const began = performance.now()
  await page.goto(address)
  await page
    .getByText(/checks? passed/)
    .first()
    .waitFor()
  return performance.now() - began
}

if (executablePath === undefined) {
  console.log('no Chromium was found: install it, or name it in MERLON_CHROMIUM')
  process.exit(1)
}
const shop = await startDemoShop({ port: 0 })
const studio = await startStudio({
  folder,
  assets,
  port: 0,
  version: '0',
  overrides: [{ name: 'host', value: shop.url }],
})
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
await context.addInitScript({ content: `localStorage.setItem('merlon.tour.seen', 'true')` })
const page = await context.newPage()
await page.goto(studio.newLink())
await page.getByRole('main').waitFor()

async function run(path: string): Promise<string> {
  await page.goto(`${studio.url}/`)
  return page.evaluate<string>(
    `fetch('/api/v1/projects/local/runs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ tests: [${JSON.stringify(path)}] }) }).then((answer) => answer.json()).then(({ run }) => run)`,
  )
}

for (const [what, address] of [
  ['the tests page', '/'],
  ['the composer', '/test/steps-5'],
  ['a report', `/run/${await run('tests/steps-5.yaml')}`],
] as const)
  console.log(
    `first visit of ${what}: ${((await loaded(context, studio.url + address)) / 1000).toFixed(0)} kB of JavaScript, compressed (budget 250)`,
  )

await page.goto(`${studio.url}/`)
await page.getByRole('searchbox').click()
const plain = await keystroke(page, 'abcdefghijkl')
await page.goto(`${studio.url}/test/steps-500?view=code`)
await page.locator('.cm-content').click()
const code = await keystroke(page, 'abcdefghijkl')
await page.goto(`${studio.url}/test/steps-500`)
await page.getByText('3 >= 0').first().click()
await page
  .locator('[data-inspector]')
  .getByRole('combobox')
  .or(page.locator('[data-inspector]').getByRole('textbox'))
  .first()
  .click()
const field = await keystroke(page, '+1+2+3+4+5+6')
console.log(
  `a keystroke among 500 steps: in code ${ms(code)}, in a form ${ms(field)}; in an empty page ${ms(plain)} (budget 50 ms; ratios ${(code / plain).toFixed(1)}, ${(field / plain).toFixed(1)})`,
)

await page.goto(`${studio.url}/test/requests`)
await page.getByRole('button', { name: /^Run/ }).first().waitFor()
const gaps = `window.gaps = []; let last = performance.now(); const tick = (now) => { window.gaps.push(now - last); last = now; requestAnimationFrame(tick) }; requestAnimationFrame(tick)`
await page.evaluate(gaps)
await page.keyboard.press('Control+Enter')
await page
  .getByText(/1,?000 checks passed/)
  .first()
  .waitFor({ timeout: 60_000 })
const seen = await page.evaluate<number[]>('window.gaps')
console.log(
  `a live run of 1,000 steps: ${seen.length} frames, the longest wait between two ${ms(Math.max(...seen))}, the median ${ms(median(seen))}`,
)

const small = await run('tests/steps-5.yaml')
const large = await run('tests/steps-5000.yaml')
await opened(page, `${studio.url}/run/${large}`)
const [few, many] = [await opened(page, `${studio.url}/run/${small}`), await opened(page, `${studio.url}/run/${large}`)]
console.log(
  `a report of 5,000 steps opens in ${ms(many)}, one of 5 in ${ms(few)} (budget 1,000 ms; ratio ${(many / few).toFixed(1)})`,
)

await browser.close()
await studio.close()
await shop.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(0)
