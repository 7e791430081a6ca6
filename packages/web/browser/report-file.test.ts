/** The HTML report: one file, opened from a disk. */
import { expect, test } from 'vitest'
import { recorded, request, response, type Step } from '../../reporters/src/test/build.ts'
import { describeInBrowser } from './test/browser.ts'
import { accessibilityProblems } from './test/page.ts'
import { failure, flakyEvents, suite } from './test/report-events.ts'
import { openReport, watchClipboard } from './test/report-page.ts'

describeInBrowser('an HTML report', () => {
  test('begins with an overview: failures first, filtered by outcome and tag, searched down to the steps', async () => {
    const page = await openReport(recorded(suite))
    await page.getByText('1 of 3 tests did not pass').waitFor()
    const names = (): Promise<string[]> => page.locator('main li a[data-row] .font-medium').allInnerTexts()
    await expect.poll(names).toEqual(['A cart needs a token', 'Login works', 'Refunds'])
    await page.getByRole('radio', { name: 'Passed 2' }).click()
    await expect.poll(names).toEqual(['Login works', 'Refunds'])
    await page.getByRole('radio', { name: 'All 3' }).click()
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('smoke')
    await expect.poll(names).toEqual(['A cart needs a token', 'Login works'])
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect.poll(() => page.evaluate('document.activeElement.innerText')).toContain('Login works')
    await page.keyboard.press('/')
    await page.keyboard.type('refund.total')
    await expect.poll(names).toEqual(['Refunds'])
    await page.getByRole('link', { name: 'refund.total == 3' }).click()
    await page.getByRole('heading', { name: 'Refunds' }).waitFor()
    await page.getByRole('button', { name: /refund\.total == 3/, expanded: true }).waitFor()
    expect(page.url()).toMatch(/#\/2\/0\/1$/)
    await page.getByRole('link', { name: '3 tests' }).click()
    await expect.poll(names).toEqual(['Refunds'])
  })

  test('tells the story of a failure, and lets one copy it', async () => {
    const page = await openReport(recorded(suite), { hash: '#/1' })
    await page.getByRole('heading', { name: 'A cart needs a token' }).waitFor()
    await page.getByText('1 of 4 checks failed').waitFor()
    const story = await page.getByRole('main').innerText()
    for (const wanted of [
      'only three sizes were left',
      'tests/cart.yaml:7',
      'environment staging',
      '"Skirt"',
      'The request behind it: POST https://shop.test/cart?size=XL',
      '^^^^^^^^^^^^^^^^',
    ])
      expect(story).toContain(wanted)
    expect(story).not.toContain('passed before')
    await page.getByRole('radio', { name: 'Lines' }).click()
    await page.getByText('-   "name": "Skirt",').waitFor()
    const copied = await watchClipboard(page)
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await expect
      .poll(copied)
      .toBe(
        `curl -H 'Authorization: Bearer ***' -H Content-Type: --data-raw '{"add":"shirt"}' 'https://shop.test/cart?size=XL'`,
      )
    await page.getByRole('button', { name: 'Copy for a bug report' }).click()
    await expect.poll(copied).toContain('## A cart needs a token: ')
    await expect.poll(copied).toContain('"name": "Shirt 0"')
    await page.getByRole('button', { name: 'Copy link' }).click()
    await expect.poll(copied).toMatch(/^file:.*report\.html#\/1\/0\/3$/)
  })

  test('shows answers pretty and raw, searches in them, and has headers, cookies and times', async () => {
    const page = await openReport(recorded(suite), { hash: '#/1/0/1' })
    const answer = page.getByRole('region', { name: 'The response' })
    await answer.getByText('"name": "Shirt 39"').waitFor()
    await answer.getByRole('searchbox').fill('shirt 1')
    await answer.getByText('11 found').waitFor()
    await expect.poll(() => answer.locator('mark').count()).toBe(11)
    await answer.getByRole('radio', { name: 'Raw' }).click()
    await answer.getByText('{"shirts":[{"id":0').waitFor()
    await answer.getByRole('radio', { name: 'Headers' }).click()
    await answer.getByText('application/json').first().waitFor()
    await answer.getByRole('radio', { name: 'Cookies' }).click()
    await answer.getByText('abc; Path=/; HttpOnly').waitFor()
    await answer.getByRole('radio', { name: 'Timing' }).click()
    await answer.getByText('waiting').waitFor()
  })

  test('marks what passed only when it was run again, and keeps the attempts before', async () => {
    const page = await openReport(flakyEvents())
    await page.getByText('~ flaky').first().waitFor()
    expect(await page.getByText('in attempt 1').count()).toBe(0)
    await page.getByRole('button', { name: /Attempt 1 of 2/ }).click()
    await page.getByText('shop.isOpen in attempt 1').waitFor()
    await page.getByText('shop.isOpen in attempt 2').waitFor()
  })

  test('shows each attempt at a request', async () => {
    const attempt = {
      status: 'failed',
      request: request('GET', 'https://shop.test/job'),
      response: response(503),
    } as const
    const last = {
      status: 'passed',
      request: request('GET', 'https://shop.test/job'),
      response: response(200),
    } as const
    const steps: Step[] = [{ ...last, attempts: [attempt, { status: 'errored', message: 'refused' }, last] }]
    const page = await openReport(recorded([{ sets: [{ steps }] }]), { hash: '#/0/0/1' })
    const attempts = page.getByRole('region', { name: 'Attempts' })
    await attempts.getByRole('button', { name: /503/ }).click()
    await attempts.getByText('GET https://shop.test/job').waitFor()
    expect(await attempts.getByRole('button', { name: /refused/ }).count()).toBe(1)
  })

  test('opens a step that stands in a folded round of a loop', async () => {
    const rounds: Step[] = Array.from({ length: 60 }, (_, at) => ({ label: `item ${at} is fine`, index: [at] }))
    const page = await openReport(recorded([{ sets: [{ steps: [{ steps: rounds, label: 'all items' }] }] }]), {
      hash: '#/0/0/45',
    })
    await page.getByRole('button', { name: /item 43 is fine/, expanded: true }).waitFor()
  })

  test('is walked with the keyboard', async () => {
    const page = await openReport(
      recorded([{ sets: [{ steps: Array.from({ length: 300 }, (_, at) => ({ label: `step ${at}` })) }] }]),
    )
    await page.getByText('step 0').waitFor()
    const focused = (): Promise<string> => page.evaluate('document.activeElement.innerText')
    await page.keyboard.press('j')
    await expect.poll(focused).toContain('step 0')
    for (let at = 0; at < 80; at += 1) await page.keyboard.press('j')
    await expect.poll(focused).toContain('step 80')
    await page.keyboard.press('k')
    await page.keyboard.press('ArrowUp')
    await expect.poll(focused).toContain('step 78')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: /step 78/, expanded: true }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: /step 78/, expanded: false }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('step 299')
    await page.getByText('step 299').waitFor()
    await expect.poll(() => page.getByText('step 80').count()).toBe(0)
  })

  test('follows the theme of the system until another one is chosen', async () => {
    const page = await openReport(recorded(suite), { theme: 'dark' })
    const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme')
    await expect.poll(theme).toBe('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(theme).toBe('light')
    await page.getByRole('button', { name: 'Theme: system' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    await expect.poll(theme).toBe('dark')
  })

  test('carries out nothing that a run said, and makes no link of it', async () => {
    const attack = `</script><script>globalThis.owned=1</script><!--<script><img src=x onerror=owned=2>\u202e\u2028&lt;`
    const steps: Step[] = [
      {
        ...failure,
        label: attack,
        message: attack,
        help: attack,
        comment: attack,
        title: attack,
        expected: attack,
        actual: attack.repeat(3),
        diff: [],
        notices: [attack],
        excerpt: { line: 1, column: 1, endColumn: 3, text: attack },
        variables: [{ name: attack, value: attack, from: attack }],
        request: request('GET', 'javascript:globalThis.owned=3', { headers: [[attack, attack]], body: { hash: 'h' } }),
        response: response(200, { statusText: attack, headers: [['Set-Cookie', attack]], body: { hash: 'h' } }),
      },
    ]
    const page = await openReport(
      recorded([
        {
          name: attack,
          file: attack,
          tags: [attack],
          sets: [
            {
              name: attack,
              steps,
              notices: [attack],
              message: attack,
              bodies: [{ hash: 'h', mime: 'text/html', size: 9, text: attack }],
            },
          ],
        },
        { name: 'javascript:globalThis.owned=4', file: 'data:text/html,<b>', sets: [{}] },
      ]),
    )
    await page.locator('main li').getByText('<script>globalThis.owned=1').first().waitFor()
    await page.getByRole('searchbox').fill('onerror')
    await page.locator('main li a').first().click()
    await page.getByText('javascript:globalThis.owned=3').first().waitFor()
    await page.getByText('details').click()
    expect(await page.evaluate('globalThis.owned')).toBe(undefined)
    expect(await page.locator('main img[src], main script, main iframe').count()).toBe(0)
    const links = await page.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
    expect(links.filter((href) => !/^#\/[\d/]*$/.test(href))).toEqual([])
    expect(await page.getByRole('main').innerText()).not.toMatch(/[\u202e\u2028]/)
  })

  test('of 5,000 steps opens quickly and draws only what is in sight', async () => {
    const steps: Step[] = Array.from({ length: 5000 }, (_, at) => ({
      label: `check ${at}`,
      status: at === 4321 ? 'failed' : 'passed',
    }))
    const page = await openReport(recorded([{ sets: [{ steps }] }]))
    await page.getByText('1 of 5,000 checks failed').waitFor()
    const opened = await page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0].startTime`)
    // A second on a machine of its own; tests share theirs.
    expect(opened).toBeLessThan(4000)
    expect(await page.getByRole('img', { name: 'passed', exact: true }).count()).toBeLessThan(120)
    await page.getByRole('radio', { name: 'Failed 1' }).click()
    await page.getByText('check 4321').first().waitFor()
  })

  test('that broke off, even in the middle of a word, shows what had happened', async () => {
    const page = await openReport(recorded(suite), {
      changed: (text) => text.slice(0, text.indexOf('tests/refunds.yaml') + 5),
    })
    await page.getByText('This run broke off').waitFor()
    await page.getByRole('link', { name: /A cart needs a token/ }).click()
    await page.getByText('1 of 4 checks failed').waitFor()
  })

  test('is printed whole, without controls', async () => {
    const steps: Step[] = Array.from({ length: 300 }, (_, at) => ({ label: `check ${at}` }))
    const page = await openReport(recorded([{ sets: [{ steps }] }]), { theme: 'dark' })
    const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme')
    await page.getByText('check 0').waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    await expect.poll(theme).toBe('light')
    expect(await page.getByText(/^check \d+$/).count()).toBe(300)
    expect(await page.getByRole('searchbox').isVisible()).toBe(false)
    expect(await page.getByText('check 299').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`)
    await expect.poll(theme).toBe('dark')
    await expect.poll(() => page.getByText(/^check \d+$/).count()).toBeLessThan(120)
  })

  test('lets no script run but its own', async () => {
    let file = ''
    await openReport(recorded(suite), { changed: (text) => (file = text) })
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(file)?.[1] ?? ''
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+';/,
    )
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(file.indexOf(policy)).toBeLessThan(file.indexOf('<script'))
  })

  test.for(['light', 'dark'] as const)('has no fault that axe can find, when it is %s', async (theme) => {
    const page = await openReport([...recorded(suite)], { theme })
    await page.getByText('1 of 3 tests did not pass').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('link', { name: /A cart needs a token/ }).click()
    await page.getByText('1 of 4 checks failed').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })
})
