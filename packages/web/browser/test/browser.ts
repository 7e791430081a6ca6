/** The browser of the machine. Tests that need one are skipped, and say so, where there is none. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { describe } from 'vitest'

const places = [
  process.env.MERLON_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const executable = places.find((path) => path !== undefined && path !== '' && existsSync(path))
if (executable === undefined)
  console.warn('no Chromium was found, so tests in a browser are skipped: install it, or name it in MERLON_CHROMIUM')

/** A page is built, a server and a browser start, and other tests go on beside them. */
const TIMEOUT = 180_000

/** On a build server, which runs other things beside it, a test in a browser gets another chance; vitest says so. */
const RETRIES = process.env.CI ? 2 : 0

/** A suite that runs where there is a browser. */
export function describeInBrowser(name: string, tests: () => void): void {
  describe.skipIf(executable === undefined)(name, { timeout: TIMEOUT, retry: RETRIES }, tests)
}

/** How long a page may take for one thing, in ms. */
export const PATIENCE = 45_000

let browser: Promise<Browser> | undefined

/** One browser for all tests of a worker. */
export function openBrowser(): Promise<Browser> {
  browser ??= chromium.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return browser
}
