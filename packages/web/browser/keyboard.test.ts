/** Everything by keyboard: these tests move no mouse. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage } from './test/page.ts'
import { card, untilSaved } from './test/steps.ts'

/** How the element that has the focus is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const at = document.activeElement
    const label = at.labels?.[0]?.textContent
    return [at.getAttribute('role') ?? at.tagName.toLowerCase(), at.getAttribute('aria-label') ?? label ?? at.textContent].join(' ').trim()
  })()`)

const untilFocused = (page: Page, name: RegExp): Promise<void> => expect.poll(() => focused(page)).toMatch(name)

/** Whether the focus can be seen: something is drawn around the element or its card. */
const focusIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const at = document.activeElement
    if (!at || at === document.body) return false
    const drawn = [at, at.querySelector('[data-card]'), at.parentElement].filter(Boolean)
    return drawn.some((one) => {
      const look = getComputedStyle(one)
      return (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none' || look.backgroundImage !== 'none'
    })
  })()`)

const MOST_TABS = 80

/** Presses Tab, or goes back with Shift, until an element of this name has the focus; each one on the way must show that it has it. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = []
  for (let at = 0; at < MOST_TABS; at++) {
    await page.keyboard.press(key)
    const now = await focused(page)
    if (now !== 'body') expect(await focusIsSeen(page), `the focus can be seen on ${now}`).toBe(true)
    if (name.test(now)) return
    passed.push(now)
  }
  throw new Error(`Tab never came to ${name}, but to:\n${passed.join('\n')}`)
}

describeInBrowser('the keyboard alone', () => {
  test('makes a test, adds and fills steps, runs it and opens its report', async () => {
    const studio = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n' } })
    const { page, shop } = studio
    await page.getByText('No tests yet').waitFor()

    await tabTo(page, /^button New test$/)
    await page.keyboard.press('Enter')
    await untilFocused(page, /Name/)
    await page.keyboard.type('By hand')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/test/by-hand')
    await page.getByRole('tree', { name: 'Steps' }).waitFor()

    await page.keyboard.press('/')
    await untilFocused(page, /^combobox Find a step to add/)
    await page.keyboard.type('get')
    await page.keyboard.press('Enter')
    await untilFocused(page, /^combobox URL/)
    await page.keyboard.type(`${shop}/api/health`)
    await untilSaved(studio, 'tests/by-hand.yaml', `name: By hand\n\nsteps:\n  - get: "${shop}/api/health"\n`)

    await tabTo(page, /^treeitem .*GET/, 'Shift+Tab')
    await page.keyboard.press('/')
    await untilFocused(page, /^combobox Find a step to add/)
    await page.keyboard.type('assert-exists')
    await page.keyboard.press('Enter')
    await untilFocused(page, /^combobox Expression/)
    await page.keyboard.type('payload.status')
    await card(page, 'Exists payload.status').waitFor()

    await page.keyboard.press('Control+Enter')
    await page
      .getByRole('main')
      .getByText(/^✓ 2 checks passed/)
      .waitFor()
    await tabTo(page, /^a Report/, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/run/**')
    await page.getByRole('main').getByText('All 2 checks passed').waitFor()
  })

  test('moves, wraps, folds and deletes steps, and says so to those who do not see it', async () => {
    const text = 'steps:\n  - assert: 1 == 1\n  - assert: 2 == 2\n'
    const studio = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n', 'tests/a.yaml': text } })
    const { page, go } = studio
    await go('/test/a')
    await card(page, 'Assert 2 == 2').waitFor()
    await tabTo(page, /^treeitem .*1 == 1/)
    await page.keyboard.press('ArrowDown')
    await untilFocused(page, /^treeitem .*2 == 2/)
    await page.keyboard.press('Alt+ArrowUp')
    await untilSaved(studio, 'tests/a.yaml', 'steps:\n  - assert: 2 == 2\n  - assert: 1 == 1\n')
    await untilFocused(page, /^treeitem .*2 == 2/)
    await page.getByRole('status').filter({ hasText: 'Moved 1 step up, in steps' }).waitFor()
    await page.keyboard.press('Control+g')
    await untilFocused(page, /^menuitem/)
    await page.keyboard.type('group')
    await untilFocused(page, /^menuitem .*Group/)
    await page.keyboard.press('Enter')
    await card(page, 'Group').waitFor()
    await untilFocused(page, /^treeitem .*Group/)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => card(page, 'Assert 2 == 2').count()).toBe(0)
    await page.keyboard.press('ArrowRight')
    await card(page, 'Assert 2 == 2').waitFor()
    await page.keyboard.press('Delete')
    await untilSaved(studio, 'tests/a.yaml', 'steps:\n  - assert: 1 == 1\n')
    await untilFocused(page, /^treeitem .*1 == 1/)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await untilSaved(studio, 'tests/a.yaml', text)
  })
})
