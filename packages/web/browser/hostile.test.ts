/** Answers, names and files that mean harm: all of it is text, and the page goes on answering. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage, type StudioPage } from './test/page.ts'
import { card, codeEditor, runButton, showView } from './test/steps.ts'

const ATTACK = `<img src=x onerror="document.title='owned'"><script>globalThis.owned = true</script>`

/** A service that answers everything with this body. */
async function serve(body: string, mime = 'application/json', headers: Record<string, string> = {}): Promise<string> {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': `${mime}; charset=utf-8`, ...headers })
    answer.end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' })

/** Runs a test of one request and looks at the answer. */
async function lookAt(url: string): Promise<StudioPage> {
  const studio = await openStudioPage({
    files: { 'merlon.yaml': 'name: Shop\n', 'tests/a.yaml': `steps:\n  - get: ${url}\n  - assert: 1 == 1\n` },
  })
  const { page } = studio
  page.on('dialog', (dialog) => {
    throw new Error(`the page opened a dialog: ${dialog.message()}`)
  })
  await studio.go('/test/a')
  await card(page, 'GET').waitFor()
  await runButton(page).click()
  await card(page, 'Assert', 'passed').waitFor()
  await card(page, 'GET').locator('bdi').first().click()
  await inspector(page).getByText('200 OK').waitFor()
  return studio
}

/** A click is answered, and nothing that came in a body was carried out. */
async function expectUnharmed(page: Page): Promise<void> {
  await card(page, 'Assert').locator('bdi').first().click()
  await expect.poll(() => card(page, 'Assert').getAttribute('aria-selected')).toBe('true')
  expect(await page.evaluate('globalThis.owned ?? Object.prototype.owned')).toBe(undefined)
  expect(await page.title()).not.toBe('owned')
  expect(await page.locator('main img[src], main script, aside img[src], aside script').count()).toBe(0)
}

const part = (page: Page, name: string): Promise<void> =>
  inspector(page).getByRole('tab', { name, exact: true }).click()

const tree = (page: Page): Locator => page.getByRole('tree', { name: 'Body of the response' })

describeInBrowser('hostile answers', () => {
  test.for([
    ['application/json', JSON.stringify({ [ATTACK]: ATTACK })],
    ['text/html', `<!doctype html><title>t</title><p>${ATTACK}</p>`],
    ['text/plain', ATTACK],
    ['application/xml', `<?xml version="1.0"?><a x="&lt;script>"><![CDATA[${ATTACK}]]></a>`],
  ])('of %s are shown as text in every part of the response', async ([mime, body]) => {
    const { page } = await lookAt(
      await serve(body!, mime!, { 'x-note': ATTACK, 'set-cookie': 'a=<script>globalThis.owned=2</script>' }),
    )
    await part(page, 'Raw')
    await inspector(page).getByText('<script>').first().waitFor()
    for (const name of ['Headers', 'Cookies', 'Timing', 'Tree']) await part(page, name)
    await expectUnharmed(page)
  })

  test('of 5 MB in one string are cut, with a way to see more', async () => {
    const { page } = await lookAt(await serve(JSON.stringify({ huge: 'x'.repeat(5 * 2 ** 20), small: 'seen' })))
    await part(page, 'Raw')
    await inspector(page).getByText('xxxxx').first().waitFor()
    expect((await inspector(page).innerText()).length).toBeLessThan(1_000_000)
    await part(page, 'Tree')
    await expectUnharmed(page)
  })

  test('nested 5,000 levels deep are opened level by level', async () => {
    const { page } = await lookAt(await serve(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`))
    await inspector(page).getByRole('tabpanel', { name: 'Tree' }).waitFor()
    await part(page, 'Raw')
    await inspector(page).getByText('{').first().waitFor()
    await expectUnharmed(page)
  })

  test('with control characters and marks that turn the direction of writing show them', async () => {
    const { page } = await lookAt(
      await serve('{"one":"a\\u0000b\\u001b[31mc","two":"\\u202egnp.exe","\\u202ekey":"\\u2066x\\u2069"}'),
    )
    await tree(page)
      .getByRole('treeitem', { name: /^"one"/ })
      .waitFor()
    const shown = await tree(page).innerText()
    expect(shown).not.toMatch(/[\u0000-\u0008\u001b\u202e\u2066\u2069]/)
    await part(page, 'Raw')
    expect(await inspector(page).getByRole('tabpanel', { name: 'Raw' }).innerText()).not.toMatch(/[\u0000\u001b\u202e]/)
    await expectUnharmed(page)
  })

  test('with keys that mean something in JavaScript are values like any other', async () => {
    const { page } = await lookAt(
      await serve('{"__proto__":{"owned":"yes"},"constructor":{"prototype":{"owned":1}},"toString":"text","then":1}'),
    )
    for (const name of ['__proto__', 'constructor', 'toString', 'then'])
      await tree(page)
        .getByRole('treeitem', { name: new RegExp(`^"${name}"`) })
        .waitFor()
    await expectUnharmed(page)
  })

  test('with 10,000 keys draw only those in sight, and find the others', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key-${at}`, at]))
    const { page } = await lookAt(await serve(JSON.stringify(many)))
    await tree(page).getByRole('treeitem').nth(3).waitFor()
    expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(100)
    await inspector(page).getByRole('searchbox', { name: 'Search the body' }).fill('key-9999')
    await tree(page)
      .getByRole('treeitem', { name: /^"key-9999"/ })
      .waitFor()
    await expectUnharmed(page)
  })
})

describeInBrowser('hostile names', () => {
  test('of files and tests are text wherever they stand, and open', async () => {
    const file = `tests/<img src=x onerror=owned=1> & "quotes" 100%.yaml`
    const { page, read } = await openStudioPage({
      files: {
        'merlon.yaml': `name: '${ATTACK.replaceAll("'", "''")}'\n`,
        [file]: `name: '${ATTACK.replaceAll("'", "''")}'\nsteps:\n  - comment: '${ATTACK.replaceAll("'", "''")}'\n  - assert: 1 == 1\n`,
        'snippets/<b>bold<b>.yaml': '- assert: 1 == 1\n',
        'tests/__proto__.yaml': 'name: constructor\nsteps:\n  - assert: 1 == 1\n',
      },
    })
    const project = page.getByRole('navigation', { name: 'Project' })
    await project.getByRole('link', { name: '<b>bold<b>' }).waitFor()
    await project.getByRole('link', { name: ATTACK }).click()
    await card(page, 'Comment').waitFor()
    await runButton(page).click()
    await card(page, 'Assert', 'passed').waitFor()
    await showView(page, 'Code')
    expect(await codeEditor(page).innerText()).toContain('<script>')
    await showView(page, 'Steps')
    await expectUnharmed(page)
    expect(read(file)).toContain(ATTACK.slice(0, 10))
    await project.getByRole('link', { name: 'constructor' }).click()
    await page.waitForURL('**/test/__proto__')
    await card(page, 'Assert').waitFor()
  })
})
