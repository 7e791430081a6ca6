/** Fields inside fields, and lists of steps that the author names, without a look at the code. */
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { runCommand } from './test/command.ts'
import { accessibilityProblems, openStudioPage, type StudioPage } from './test/page.ts'
import { card, choose, drag, runUntil, summaries, untilSaved } from './test/steps.ts'

const path = 'tests/a.yaml'

const head = '# Side by side\nsteps:\n'
const before = '  - set: { var: a, value: 1 } # the first one\n'
const left = "        left: # one's own\n          - assert: a == 1\n"
const right = '        right: []\n'
const open = `${head}${before}  - parallel:\n      branches:\n${left}${right}`

const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' })

async function opened(text: string): Promise<StudioPage> {
  const studio = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n', [path]: text } })
  await studio.go('/test/a')
  await card(studio.page, '').first().waitFor()
  return studio
}

const nameOf = (page: Page, name: string): Locator => page.getByRole('textbox', { name: `Name of ${name}` })

/** Adds a step by the palette, at the end of a list. */
async function addStep(page: Page, at: Locator, name: string): Promise<void> {
  await at.getByRole('treeitem').click()
  await page.getByRole('combobox', { name: 'Find a step to add' }).fill(name)
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
}

/** Adds a field to the form of the selected step. */
async function addField(page: Page, name: string): Promise<void> {
  await inspector(page).getByRole('button', { name: 'More', exact: true }).last().click()
  const fields = page.getByRole('dialog', { name: 'More fields' })
  await fields.getByRole('textbox', { name: 'Search the fields' }).fill(name)
  await fields.getByRole('button', { name: new RegExp(`^${name}`) }).click()
}

describeInBrowser('branches', () => {
  test('are added, renamed and deleted, and each change is undone', async () => {
    const studio = await opened(open)
    const { page } = studio
    await page.getByRole('treeitem', { name: 'Add a branch' }).click()
    const added = `${open}        first: []\n`
    await untilSaved(studio, path, added)
    await expect.poll(() => nameOf(page, 'first').evaluate((input) => input.matches(':focus'))).toBe(true)
    await page.keyboard.type('down the middle')
    await page.keyboard.press('Enter')
    const renamed = `${open}        down the middle: []\n`
    await untilSaved(studio, path, renamed)
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete left' }).click()
    await untilSaved(studio, path, renamed.replace(left, ''))
    await card(page, 'Assert').waitFor({ state: 'detached' })
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await untilSaved(studio, path, renamed)
    await choose(card(page, 'Set'))
    await page.keyboard.press('Control+z')
    await untilSaved(studio, path, added)
    await page.keyboard.press('Control+z')
    await untilSaved(studio, path, open)
  })

  test('a name that another one has is refused, and Escape keeps the name', async () => {
    const studio = await opened(open)
    const { page, read } = studio
    await nameOf(page, 'left').fill('right')
    await page.keyboard.press('Enter')
    await page.getByText("there is a 'right' already").waitFor()
    await nameOf(page, 'left').fill('nowhere')
    await page.keyboard.press('Escape')
    expect(await nameOf(page, 'left').inputValue()).toBe('left')
    expect(read(path)).toBe(open)
  })

  test('a card is dragged into an empty one, and moved from one to the next with the keyboard', async () => {
    const studio = await opened(open)
    const { page } = studio
    await drag(page, card(page, 'Set'), page.getByRole('treeitem', { name: 'right', exact: true }), 0.5)
    const inside = (step: string): string => `          - ${step}\n`
    const set = 'set: { var: a, value: 1 } # the first one'
    const list = `${head}  - parallel:\n      branches:\n`
    await untilSaved(studio, path, `${list}${left}        right:\n${inside(set)}`)
    await choose(card(page, 'Set'))
    await page.keyboard.press('Alt+ArrowUp')
    await untilSaved(studio, path, `${list}${left}${inside(set)}${right}`)
    expect(await summaries(page)).toEqual(['left, right', 'a == 1', 'a = 1'])
  })
})

describeInBrowser('fields inside fields', () => {
  test('a request with OAuth 2.0 beside another branch is composed, and is right for the command', async () => {
    const studio = await opened('steps:\n  - comment: a start\n')
    const { page, folder, shop } = studio
    await addStep(page, page.locator('[data-add="add steps"]'), 'parallel')
    await nameOf(page, 'first').fill('orders')
    await page.keyboard.press('Enter')
    const lists = page.locator('[data-add*="branches."]')
    await nameOf(page, 'orders').waitFor()

    await addStep(page, lists.first(), 'get')
    const form = inspector(page).getByRole('form', { name: 'Fields of GET' })
    await form.getByRole('combobox', { name: 'URL', exact: true }).fill(`${shop}/api/oauth/me`)
    await addField(page, 'Auth')
    await form.getByRole('combobox', { name: 'Said as' }).selectOption({ label: 'OAuth 2.0' })
    await form.getByRole('combobox', { name: 'Grant' }).selectOption('client_credentials')
    await form.getByRole('combobox', { name: 'Token URL' }).fill(`${shop}/api/oauth/auth`)
    await form.getByRole('combobox', { name: 'Client ID' }).fill('demo-client')
    await form.getByRole('combobox', { name: 'Client secret' }).fill('demo-client-secret')
    await addField(page, 'Retry')
    await form.getByRole('radio', { name: 'When to try again' }).click()
    await form.getByRole('combobox', { name: 'Times' }).fill('2')

    await addStep(page, lists.last(), 'wait')
    await inspector(page).getByRole('combobox', { name: 'Duration' }).fill('10ms')
    const auth = [
      '              auth:\n                oauth2:\n                  grant: client_credentials\n',
      `                  tokenUrl: ${shop}/api/oauth/auth\n                  clientId: demo-client\n`,
      '                  clientSecret: demo-client-secret\n',
    ].join('')
    const get = `          - get:\n              url: "${shop}/api/oauth/me"\n${auth}`
    const steps = (more: string): string =>
      `steps:\n  - comment: a start\n  - parallel:\n      branches:\n        orders:\n${get}${more}        second:\n          - wait: 10ms\n`
    await untilSaved(studio, path, steps('              retry: { times: 2 }\n'))
    expect(await runCommand(folder, 'check')).toMatchObject({ exit: 0 })

    await choose(card(page, 'GET'))
    await inspector(page).getByRole('button', { name: 'Remove Retry' }).click()
    await untilSaved(studio, path, steps(''))
    await runUntil(page, '✓ 1 check passed')
  })

  test('a file is picked from those that there are', async () => {
    const studio = await openStudioPage({
      files: { 'merlon.yaml': 'name: Shop\n', [path]: 'steps:\n  - get: /a\n', 'files/shop/ca.pem': '' },
    })
    const { page } = studio
    await studio.go('/test/a')
    await choose(card(page, 'GET'))
    await addField(page, 'TLS')
    await inspector(page).getByRole('combobox', { name: 'CA' }).click()
    await page.getByRole('option', { name: 'shop/ca.pem' }).click()
    await untilSaved(studio, path, 'steps:\n  - get: { url: /a, tls: { ca: shop/ca.pem } }\n')
  })
})
