/** Every page in both themes and both sizes: a picture to look at, and nothing that WCAG 2.2 AA forbids. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { accessibilityProblems, openStudioPage, type StudioPage } from './test/page.ts'

const pictures = fileURLToPath(new URL('../../../node_modules/.cache/merlon-pictures', import.meta.url))

const cart = '/test/1-first-steps/3-a-cart-needs-a-token'
const failing = '/test/1-first-steps/5-this-one-fails-on-purpose'

interface Shown {
  readonly name: string
  open(studio: StudioPage): Promise<void>
}

const at = (name: string, address: string, then?: (studio: StudioPage) => Promise<void>): Shown => ({
  name,
  async open(studio) {
    await studio.go(address)
    await studio.page.waitForLoadState('networkidle').catch(() => undefined)
    await then?.(studio)
  },
})

const pages: readonly Shown[] = [
  {
    name: 'tests-running',
    async open({ page }) {
      await page.getByRole('button', { name: /^Run all/ }).click()
      await page.getByText('did not pass', { exact: false }).first().waitFor({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Run the failed ones again' }).waitFor({ timeout: 60_000 })
    },
  },
  {
    name: 'report-suite',
    async open({ page }) {
      await page.getByRole('button', { name: 'Report', exact: true }).click()
      await page.getByText('1 of 27 tests did not pass').waitFor()
    },
  },
  {
    name: 'report-failed',
    async open({ page }) {
      await page
        .getByRole('main')
        .getByRole('link', { name: /This one fails on purpose/ })
        .click()
      await page.getByText('3 of 4 checks failed').waitFor()
      await page
        .getByRole('heading', { name: /What arrived/ })
        .first()
        .waitFor()
    },
  },
  at('composer-steps', cart, async ({ page }) => {
    await page.getByRole('heading', { name: 'A cart needs a token', level: 1 }).waitFor()
    await page.getByText('PUT', { exact: true }).first().click()
  }),
  at('composer-failed', failing),
  at('composer-inputs', `${cart}?view=inputs`),
  at('composer-code', `${cart}?view=code`, async ({ page }) => page.locator('.cm-editor').waitFor()),
  at('composer-insert', cart, async ({ page }) => {
    await page
      .getByRole('button', { name: /Add a step/ })
      .first()
      .click()
  }),
  at('snippet', '/snippet/log-in'),
  at('requests', '/requests'),
  at('vault', '/vault'),
  at('environment', '/environment/staging'),
  at('files', '/files'),
  at('runs', '/runs'),
  at('new-test', '/', async ({ page }) => {
    await page.getByRole('button', { name: 'New test' }).first().click()
    await page.getByRole('dialog').waitFor()
  }),
  at('palette', '/', async ({ page }) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('listbox', { name: 'Found' }).waitFor()
  }),
  at('shortcuts', '/', async ({ page }) => {
    await page.getByRole('button', { name: 'Shortcuts' }).click()
    await page.getByRole('dialog').waitFor()
  }),
  at('nothing-there', '/nowhere'),
]

const sizes = [
  [1280, 800],
  [1440, 900],
] as const

describeInBrowser('every page', () => {
  for (const theme of ['light', 'dark'] as const)
    test(`is drawn and accessible in the ${theme} theme`, { timeout: 240_000 }, async () => {
      mkdirSync(pictures, { recursive: true })
      const studio = await openStudioPage({ theme })
      const found: string[] = []
      for (const { name, open } of pages) {
        await open(studio)
        found.push(...(await accessibilityProblems(studio.page)).map((problem) => `${name}: ${problem}`))
        for (const [width, height] of sizes) {
          await studio.page.setViewportSize({ width, height })
          await studio.page.screenshot({ path: join(pictures, `${name}-${theme}-${width}.png`) })
        }
        await studio.page.setViewportSize({ width: 1280, height: 800 })
      }
      expect(found).toEqual([])
    })

  test('is explained by a tour of four steps that can be left for good', async () => {
    const { page, go } = await openStudioPage({ tourSeen: false })
    const tour = page.getByRole('complementary', { name: 'Tour' })
    await tour.getByText('1 of 4').waitFor()
    await tour.getByRole('button', { name: 'Next' }).click()
    await page.waitForURL('**/test/**')
    await tour.getByText('2 of 4').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await tour.waitFor({ state: 'detached' })
    await go('/')
    await page.getByRole('heading', { name: 'Tests', exact: true }).first().waitFor()
    expect(await tour.count()).toBe(0)
  })
})
