/** A file that is open in more than one place: two tabs, an editor on the same disk, a server that goes away. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage, type StudioPage } from './test/page.ts'
import { passageTo } from './test/passage.ts'
import { card, codeEditor, fromMenu, showView, untilSaved } from './test/steps.ts'

const path = 'tests/shared.yaml'
const text = 'name: Shared\nsteps:\n  - assert: 1 == 1\n  - assert: 2 == 2\n'
const withComment = (comment: string): string => `${text}  - comment: ${comment}\n`

async function openTest(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/test/shared`)
  await card(page, 'Assert 1 == 1').waitFor()
}

async function open(): Promise<StudioPage> {
  const studio = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n', [path]: text } })
  await openTest(studio.page, studio.url)
  return studio
}

/** Types a comment at the end of the code. */
async function type(page: Page, comment: string): Promise<void> {
  await showView(page, 'Code')
  await codeEditor(page).press('Control+End')
  await page.keyboard.insertText(`  - comment: ${comment}\n`)
}

const WRITES = /\/api\/v1\/projects\/local\/file\?/

interface Writes {
  /** Resolves when the page has begun to write. */
  begun(): Promise<void>
  letGo(): Promise<void>
}

/** Keeps what the page writes on its way until it is let go. */
async function holdWrites(page: Page): Promise<Writes> {
  const held: Route[] = []
  let holding = true
  await page.route(WRITES, async (route) => {
    if (holding && route.request().method() === 'PUT') held.push(route)
    else await route.continue()
  })
  return {
    begun: () => expect.poll(() => held.length).toBeGreaterThan(0),
    async letGo() {
      holding = false
      for (const route of held) await route.continue()
    },
  }
}

/** Both have typed before either was written: this page is the one that comes too late. */
async function conflict(studio: StudioPage, theirs: string): Promise<void> {
  const { page, write } = studio
  const writes = await holdWrites(page)
  await type(page, 'mine')
  await writes.begun()
  write(path, theirs)
  await writes.letGo()
  await page.getByRole('alert').getByText('This file was changed on disk while you were editing it.').waitFor()
}

describeInBrowser('a test that is open in two tabs', () => {
  test('shows in the one what was changed in the other, which can be undone there', async () => {
    const studio = await open()
    const { page, newTab, url } = studio
    const other = await newTab()
    await openTest(other, url)
    await fromMenu(card(page, 'Assert 1 == 1'), /^Duplicate/)
    await untilSaved(studio, path, text.replace('  - assert: 1 == 1\n', '  - assert: 1 == 1\n  - assert: 1 == 1\n'))
    await expect.poll(() => card(other, 'Assert 1 == 1').count()).toBe(2)
    await other.bringToFront()
    await card(other, 'Assert 2 == 2').locator('bdi').click()
    await other.keyboard.press('Control+z')
    await untilSaved(studio, path, text)
    await expect.poll(() => card(page, 'Assert 1 == 1').count()).toBe(1)
  })

  test('changed in both at once keeps both until one is chosen', async () => {
    const studio = await open()
    const { page, newTab, url, read } = studio
    const other = await newTab()
    await openTest(other, url)
    const writes = await holdWrites(page)
    await page.bringToFront()
    await type(page, 'mine')
    await writes.begun()
    await other.bringToFront()
    await type(other, 'theirs')
    await expect.poll(() => read(path)).toBe(withComment('theirs'))
    await writes.letGo()
    await page.bringToFront()
    const banner = page.getByRole('alert')
    await banner.getByText('This file was changed on disk while you were editing it.').waitFor()
    expect(await codeEditor(page).innerText()).toContain('comment: mine')
    expect(read(path)).toBe(withComment('theirs'))
    await banner.getByRole('button', { name: 'Compare' }).click()
    const dialog = page.getByRole('dialog', { name: 'Yours and theirs' })
    await dialog.getByRole('textbox', { name: 'On disk' }).getByText('comment: theirs').waitFor()
    await dialog.getByRole('textbox', { name: 'Yours' }).getByText('comment: mine').waitFor()
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await untilSaved(studio, path, withComment('mine'))
    expect(await banner.count()).toBe(0)
    await expect.poll(() => codeEditor(other).innerText()).toContain('comment: mine')
    await other.bringToFront()
    await codeEditor(other).press('Control+z')
    await expect.poll(() => read(path)).toBe(withComment('theirs'))
  })
})

describeInBrowser('a test that is changed on disk', () => {
  test('is taken over where nothing was typed, which can be undone', async () => {
    const studio = await open()
    const { page, write } = studio
    write(path, withComment('from elsewhere'))
    await card(page, 'Comment from elsewhere').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.keyboard.press('Control+z')
    await untilSaved(studio, path, text)
  })

  test('leaves what was typed: theirs is taken, and mine comes back by undo', async () => {
    const studio = await open()
    const { page } = studio
    await conflict(studio, withComment('theirs'))
    await page.getByRole('button', { name: 'Take theirs' }).click()
    await untilSaved(studio, path, withComment('theirs'))
    expect(await codeEditor(page).innerText()).toContain('comment: theirs')
    await codeEditor(page).press('Control+z')
    await untilSaved(studio, path, withComment('mine'))
  })

  test('is not written over by what is typed while nothing is chosen', async () => {
    const studio = await open()
    const { page, read } = studio
    await conflict(studio, withComment('theirs'))
    await codeEditor(page).press('Control+End')
    await page.keyboard.insertText('  - comment: more\n')
    await page.getByText('Not saved: the file was changed on disk').waitFor()
    expect(read(path)).toBe(withComment('theirs'))
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await untilSaved(studio, path, `${withComment('mine')}  - comment: more\n`)
  })

  test('or deleted there is written again when the user says so', async () => {
    const studio = await open()
    const { page, folder } = studio
    rmSync(join(folder, path))
    await page.getByRole('alert').getByText('This file was deleted on disk.').waitFor()
    await card(page, 'Assert 1 == 1').waitFor()
    expect(existsSync(join(folder, path))).toBe(false)
    await page.getByRole('button', { name: 'Write it again' }).click()
    await untilSaved(studio, path, text)
  })
})

describeInBrowser('a server that goes away', () => {
  test('is told in words, and what was typed is written when it is back', async () => {
    const studio = await open()
    const passage = await passageTo(studio.url)
    // A page of its own: the browser logs each request that fails, which here they are meant to.
    const page = await studio.context.newPage()
    await openTest(page, passage.url)
    await showView(page, 'Code')
    await passage.cut()
    await page.getByText('Nothing is lost: changes wait here.').waitFor()
    await type(page, 'typed alone')
    await page.getByText(/^Not saved/).waitFor()
    expect(await codeEditor(page).innerText()).toContain('typed alone')
    expect(studio.read(path)).toBe(text)
    await passage.open()
    await expect.poll(() => studio.read(path)).toBe(withComment('typed alone'))
    await page.getByText('✓ Saved', { exact: true }).waitFor()
    await page.getByText('Nothing is lost: changes wait here.').waitFor({ state: 'detached' })
    expect(await codeEditor(page).innerText()).toContain('typed alone')
  })
})
