/** An HTML report as a file, opened from the disk in a real browser. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RunEvent } from '@merlon/protocol'
import type { Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import html from '../../../reporters/src/html.ts'
import { written } from '../../../reporters/src/test/build.ts'
import { openBrowser, PATIENCE } from './browser.ts'
import { builtReportPage } from './built.ts'
import { collectComplaints } from './page.ts'

export interface ReportPageOptions {
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  /** What follows the address, with its `#`. */
  readonly hash?: string
  /** Changes the file before it is opened. */
  readonly changed?: (text: string) => string
}

/** Writes the report of these events and opens it. The page may complain of nothing, and ask nobody for anything. */
export async function openReport(events: readonly RunEvent[], options: ReportPageOptions = {}): Promise<Page> {
  const { theme = 'light', width = 1280, height = 800, hash = '', changed = (text) => text } = options
  const template = readFileSync(await builtReportPage(), 'utf8')
  const folder = mkdtempSync(join(tmpdir(), 'merlon-report-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'report.html')
  writeFileSync(file, changed(written(html, events, { asset: () => template })))
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  const complaints = collectComplaints(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  onTestFinished(() => {
    expect(complaints, 'complaints of the page').toEqual([])
    expect(
      asked.filter((url) => !/^(file|data):/.test(url)),
      'what the page asked of others',
    ).toEqual([])
  })
  await page.goto(pathToFileURL(file).href + hash)
  await page.getByRole('main').waitFor()
  return page
}

/** Keeps what is copied where a test can read it; a file has no right to read the clipboard. */
export async function watchClipboard(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(`navigator.clipboard.writeText = async (text) => { globalThis.copiedText = text }`)
  return () => page.evaluate<string>('globalThis.copiedText')
}
