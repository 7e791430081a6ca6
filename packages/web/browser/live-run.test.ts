/** A run of a thousand steps, watched while it goes on. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage } from './test/page.ts'
import { card, runButton } from './test/steps.ts'

const STEPS = 1000
/** At these it waits for an answer until the test lets go, so that there is something to watch however slow the page is. */
const HALTS = [300, 600, 950]

const steps = (halt: string): string =>
  Array.from({ length: STEPS }, (_, at) =>
    HALTS.includes(at) ? `  - get: { url: "${halt}/${at}", timeout: 2m }` : `  - assert: ${at} >= 0`,
  ).join('\n')

/** A server that answers nobody until it is told to. */
async function startHalt(): Promise<{ url: string; letGo(path: string): Promise<void> }> {
  const held = new Map<string | undefined, ServerResponse>()
  const server = createServer((asked, answer) => held.set(asked.url, answer))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // of TCP, since it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    async letGo(path) {
      await expect.poll(() => held.has(path)).toBe(true)
      held.get(path)?.end('{}')
    },
  }
}

/** Notes how long each frame took, until it is read. */
const measureFrames = `(() => {
  const gaps = []
  let last = performance.now()
  const next = (now) => {
    gaps.push(now - last)
    last = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  globalThis.frameGaps = gaps
})()`

const numberIn = (text: string): number => Number(/([\d,]+) checks?/.exec(text)?.[1]?.replace(',', '') ?? 0)

describeInBrowser('a live run of a thousand steps', () => {
  test('counts up, lets one scroll and click meanwhile, and draws only what is in sight', async () => {
    const halt = await startHalt()
    const { page, go } = await openStudioPage({
      files: { 'merlon.yaml': 'name: Shop\n', 'tests/many.yaml': `name: Many\nsteps:\n${steps(halt.url)}\n` },
    })
    await go('/test/many')
    await card(page, 'Assert 0 >= 0').waitFor()
    await page.evaluate(measureFrames)
    await runButton(page).click()

    const banner = page.getByRole('status').filter({ hasText: /checks? (so far|passed)/ })
    const counts: number[] = []
    const counted = (least: number): Promise<void> =>
      expect
        .poll(async () => {
          const text = await banner.innerText()
          counts.push(numberIn(text))
          return text.includes('so far') && numberIn(text) >= least
        })
        .toBe(true)
    await counted(250)
    await halt.letGo('/300')
    await counted(550)
    expect(await page.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(1)
    await card(page, 'Assert 3 >= 0').locator('bdi').click()
    await expect.poll(() => card(page, 'Assert 3 >= 0').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => card(page, 'Assert 4 >= 0').getAttribute('aria-selected')).toBe('true')
    await page.mouse.move(500, 500)
    await page.mouse.wheel(0, 4000)
    await expect.poll(() => card(page, 'Assert 9').count()).toBeGreaterThan(0)
    expect(await page.locator('[data-step]').count()).toBeLessThan(100)

    await halt.letGo('/600')
    await halt.letGo('/950')
    await page
      .getByRole('main')
      .getByText(`✓ ${STEPS.toLocaleString('en')} checks passed`)
      .waitFor()
    counts.push(STEPS)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(new Set(counts).size).toBeGreaterThan(2)
    await runButton(page).waitFor()
    await page
      .locator('[data-step]')
      .getByRole('img', { name: 'not run', exact: true })
      .first()
      .waitFor({ state: 'detached' })

    const gaps = await page.evaluate<number[]>('globalThis.frameGaps')
    const sorted = gaps.toSorted((a, b) => a - b)
    expect(gaps.length).toBeGreaterThan(10)
    console.info(
      `frames during a live run of ${STEPS} steps: ${gaps.length}, middle ${sorted[Math.floor(gaps.length / 2)]!.toFixed(0)} ms,` +
        ` 99 of 100 below ${sorted[Math.floor(gaps.length * 0.99)]!.toFixed(0)} ms, longest ${sorted.at(-1)!.toFixed(0)} ms`,
    )
  })

  test('folds the rounds of a loop into one card that counts them', async () => {
    const { page, go } = await openStudioPage({
      files: {
        'merlon.yaml': 'name: Shop\n',
        'tests/loop.yaml':
          'steps:\n  - set: { var: all, object: "Array.from({ length: 1000 }, (_, n) => n)" }\n  - each:\n      expression: all\n      steps:\n        - assert: _1 != 700\n',
      },
    })
    await go('/test/loop')
    await runButton(page).click()
    await page.getByRole('main').getByText('! 1 of 1,000 checks failed').waitFor()
    expect(await card(page, 'For each').innerText()).toContain('1,000 rounds')
    await page.getByRole('button', { name: /701\W+failed/ }).click()
    await card(page, 'Assert _1 != 700', 'failed').waitFor()
    expect(await page.locator('[data-step]').count()).toBe(3)
  })
})
