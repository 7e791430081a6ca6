/** A studio on a folder of its own, opened in a real browser. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDemoShop } from '@merlon/demo-shop'
import { startStudio } from '@merlon/server'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { openBrowser, PATIENCE } from './browser.ts'
import { builtStudio } from './built.ts'

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url))

export interface StudioPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Absolute. */
  readonly folder: string
  readonly url: string
  /** Of the demo shop behind it. */
  readonly shop: string
  read(path: string): string
  write(path: string, text: string): void
  /** Opens an address of the studio in this page and waits for its heading. */
  go(address: string): Promise<void>
  /** Another tab of the same browser. */
  newTab(): Promise<Page>
}

export interface StudioPageOptions {
  /** Contents by path; without them, the Examples project. */
  readonly files?: Readonly<Record<string, string>>
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  /** The tour is over already; false to see it. */
  readonly tourSeen?: boolean
}

function makeProject(files: Readonly<Record<string, string>> | undefined): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-browser-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  if (files === undefined) {
    cpSync(examples, folder, { recursive: true, filter: (path) => !path.endsWith('.merlon') })
    return folder
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Browsers log every answer that refuses something; pages show those to the user. */
const REFUSED = /^Failed to load resource: the server responded with a status of (409|422)/

/** Everything that a page complains about, which no test may leave behind. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (REFUSED.test(message.text())) return
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  return complaints
}

/** Starts a studio and opens it; everything is closed when the test is over. `${host}` is the demo shop. */
export async function openStudioPage(options: StudioPageOptions = {}): Promise<StudioPage> {
  const folder = makeProject(options.files)
  const shop = await startDemoShop({ port: 0 })
  onTestFinished(() => shop.stop())
  const faults: unknown[] = []
  const studio = await startStudio({
    folder,
    port: 0,
    version: '0.0.0',
    assets: await builtStudio(),
    demoShop: shop.url,
    overrides: [{ name: 'host', value: shop.url }],
    failed: (fault) => faults.push(fault),
  })
  onTestFinished(async () => {
    await studio.close()
    expect(faults, 'faults of the server').toEqual([])
  })
  const { width = 1280, height = 800, theme = 'light', tourSeen = true } = options
  const browser = await openBrowser()
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
  if (tourSeen) await context.addInitScript({ content: `localStorage.setItem('merlon.tour.seen', 'true')` })
  onTestFinished(() => context.close())
  const complaints: string[][] = []
  const newTab = async (): Promise<Page> => {
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    complaints.push(collectComplaints(page))
    return page
  }
  onTestFinished(() => expect(complaints.flat(), 'complaints of the page').toEqual([]))
  const page = await newTab()
  await page.goto(studio.newLink())
  await page.getByRole('main').waitFor()
  return {
    page,
    context,
    folder,
    url: studio.url,
    shop: shop.url,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    go: async (address) => {
      await page.goto(studio.url + address)
      await page.getByRole('main').waitFor()
    },
    newTab,
  }
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds against WCAG 2.2 AA, as short lines; none is what a page must have. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const options = { runOnly: { type: 'tag', values: TAGS } }
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} ${failureSummary.replace(/\s+/g, ' ')}`),
  )
}
