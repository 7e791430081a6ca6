/** The steps of a test as a user finds them on the page. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { StudioPage } from './page.ts'

const OUTCOMES = '(?:not run|running|passed|failed|errored|warned|skipped)'

/** The cards that begin with these words, which are the component and its summary, perhaps with an outcome in front. */
export const card = (page: Page, words: string, outcome = OUTCOMES): Locator =>
  page.locator('[data-step]').and(
    page.getByRole('treeitem', {
      name: new RegExp(`^${outcome} (?:Fold |Unfold )?${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
    }),
  )

/** The summaries of all cards, from top to bottom. */
export const summaries = (page: Page): Promise<string[]> =>
  page.locator('[data-step] bdi[title]').evaluateAll((all) => all.map((one) => one.textContent ?? ''))

/** Selects a step with the mouse. */
export const choose = (step: Locator): Promise<void> => step.locator('[data-card] span').first().click()

/** Opens the menu of a step and chooses an entry; more labels lead through menus inside it. */
export async function fromMenu(step: Locator, ...labels: readonly RegExp[]): Promise<void> {
  const page = step.page()
  await choose(step)
  await step.getByRole('button', { name: 'Actions' }).click()
  for (const label of labels) await page.getByRole('menuitem', { name: label }).click()
}

/** Waits until the page says that everything is written, and the file holds what is wanted. */
export async function untilSaved({ page, read }: StudioPage, path: string, wanted: string): Promise<void> {
  await expect.poll(() => read(path)).toBe(wanted)
  await page.getByText('✓ Saved', { exact: true }).waitFor()
}

export const runButton = (page: Page): Locator => page.getByRole('button', { name: 'Run', exact: true })

/** Presses Run, waits until nothing runs any more, and for the words that the run ended with. */
export async function runUntil(page: Page, words: string | RegExp): Promise<void> {
  await runButton(page).click()
  await runButton(page).waitFor()
  await page.getByRole('main').getByText(words).waitFor()
}

export const clipboard = (page: Page): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()')

export const copyToClipboard = (page: Page, text: string): Promise<void> =>
  page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)

/** Shows a view of the open test. */
export async function showView(page: Page, view: 'Steps' | 'Inputs' | 'Code'): Promise<void> {
  await page.getByRole('radio', { name: view, exact: true }).click()
  if (view === 'Code') await codeEditor(page).waitFor()
}

export const codeEditor = (page: Page): Locator => page.getByRole('textbox', { name: 'Code of the test' })

/** Drags a card with the mouse to a part of another one: 0 is its upper edge, 1 its lower. */
export async function drag(page: Page, from: Locator, to: Locator, part: number): Promise<void> {
  // What drags is loaded after the cards are drawn.
  await page.locator('[draggable="true"]').first().waitFor()
  const source = await from.locator('[data-card]').boundingBox()
  const target = await to.boundingBox()
  if (!source || !target) throw new Error('a card to drag is not in sight')
  await page.mouse.move(source.x + 200, source.y + 12)
  await page.mouse.down()
  const y = target.y + target.height * part
  await page.mouse.move(source.x + 210, source.y + 20, { steps: 3 })
  await page.mouse.move(target.x + 220, y, { steps: 8 })
  // Where it would land is said a few frames later, and only that is dropped at.
  let aside = 220
  await expect
    .poll(async () => {
      aside = 441 - aside
      await page.mouse.move(target.x + aside, y)
      return to.locator('xpath=ancestor-or-self::*[@data-drop] | .//*[@data-drop]').count()
    })
    .toBe(1)
  await page.mouse.up()
}
