/** A run of a thousand steps, watched while it goes on. */
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage } from './test/page.ts'
import { card, runButton } from './test/steps.ts'

const STEPS = 1000
/** Some of them take a moment, so that there is something to watch. */
const many = Array.from({ length: STEPS }, (_, at) =>
  at % 100 === 50 ? '  - get: "${host}/api/slow?ms=60"' : `  - assert: ${at} >= 0`,
).join('\n')

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
  test('counts up, lets one scroll and click meanwhile, and draws only what is in sight', {
    timeout: 60_000,
  }, async () => {
    const { page, go } = await openStudioPage({
      files: { 'merlon.yaml': 'name: Shop\n', 'tests/many.yaml': `name: Many\nsteps:\n${many}\n` },
    })
    await go('/test/many')
    await card(page, 'Assert 0 >= 0').waitFor()
    await page.evaluate(measureFrames)
    await runButton(page).click()

    const banner = page.getByRole('status').filter({ hasText: /checks? (so far|passed)/ })
    const counts: number[] = []
    await expect
      .poll(async () => {
        const text = await banner.innerText()
        counts.push(numberIn(text))
        return text.includes('so far') && numberIn(text) > 0
      })
      .toBe(true)
    expect(await page.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(1)
    await card(page, 'Assert 3 >= 0').locator('bdi').click()
    await expect.poll(() => card(page, 'Assert 3 >= 0').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => card(page, 'Assert 4 >= 0').getAttribute('aria-selected')).toBe('true')
    await page.mouse.move(500, 500)
    await page.mouse.wheel(0, 4000)
    await expect.poll(() => card(page, 'Assert 9').count()).toBeGreaterThan(0)
    expect(await page.locator('[data-step]').count()).toBeLessThan(100)

    await page
      .getByRole('main')
      .getByText(`✓ ${STEPS.toLocaleString('en')} checks passed`)
      .waitFor({ timeout: 40_000 })
    counts.push(STEPS)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(new Set(counts).size).toBeGreaterThan(2)
    await runButton(page).waitFor()
    expect(await page.locator('[data-step]').getByRole('img', { name: 'not run', exact: true }).count()).toBe(0)

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
    await page.getByRole('main').getByText('! 1 of 1,000 checks failed').waitFor({ timeout: 20_000 })
    expect(await card(page, 'For each').innerText()).toContain('1,000 rounds')
    await page.getByRole('button', { name: /701\W+failed/ }).click()
    await card(page, 'Assert _1 != 700', 'failed').waitFor()
    expect(await page.locator('[data-step]').count()).toBe(3)
  })
})
