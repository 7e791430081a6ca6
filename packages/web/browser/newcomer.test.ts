/** What somebody does who opens the studio in an empty folder and has read no manual. */
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { runCommand } from './test/command.ts'
import { accessibilityProblems, openStudioPage } from './test/page.ts'
import { card, codeEditor, runUntil, showView } from './test/steps.ts'

const path = 'tests/my-first-cart.yaml'

const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' })

/** Types into the field that has the focus, as a user does. */
async function fill(field: Locator, text: string): Promise<void> {
  await field.fill(text)
  expect(await field.inputValue()).toBe(text)
}

/** Adds a step at the end by the palette; its first field has the focus then. */
async function addStep(page: Page, name: string): Promise<void> {
  await page.locator('[data-add="add steps"]').getByRole('treeitem').click()
  await page.getByRole('combobox', { name: 'Find a step to add' }).fill(name)
  await page.keyboard.press('Enter')
}

describeInBrowser('a newcomer with an empty folder', () => {
  test('writes, runs and completes a test of two requests without writing an expression', async () => {
    const { page, folder, shop, read } = await openStudioPage({ files: {} })

    // 1. A test with a request, which is sent alone.
    await page.getByRole('main').getByRole('button', { name: 'New test' }).first().click()
    await page.getByRole('textbox', { name: 'Name' }).fill('My first cart')
    await page.getByRole('button', { name: 'Create test' }).click()
    await page.getByRole('main').getByRole('button', { name: 'POST', exact: true }).click()
    const url = inspector(page).getByRole('combobox', { name: 'URL' })
    await fill(url, `${shop}/api/retail/user`)
    await inspector(page).getByRole('radio', { name: 'JSON', exact: true }).click()
    await fill(
      inspector(page).getByRole('combobox', { name: 'JSON' }),
      '{ user: merlon, password: merlon-demo-password }',
    )
    await inspector(page).getByRole('button', { name: 'Send this step' }).click()
    const tree = page.getByRole('tree', { name: 'Body of the response' })
    await tree.waitFor()
    expect(await inspector(page).innerText()).toContain('200 OK')

    // 2. The token becomes a variable, and a secret because of its name.
    const token = tree.getByRole('treeitem', { name: /^"Token"/ })
    await token.hover()
    await token.getByRole('button', { name: /^Keep/ }).click()
    await card(page, 'Set access_token').waitFor()
    await expect
      .poll(() => read(path))
      .toContain('  - set:\n      var: access_token\n      value: ${payload.Token}\n      secret: true\n')

    // 3. The token is offered where a header wants a value.
    await addStep(page, 'put')
    const put = inspector(page).getByRole('form', { name: 'Fields of PUT' })
    await fill(put.getByRole('combobox', { name: 'URL' }), `${shop}/api/retail/cart`)
    await put.getByRole('button', { name: 'Add to headers' }).click()
    await put.getByRole('textbox', { name: 'Headers: name' }).fill('usertoken')
    await page.keyboard.press('Enter')
    const header = put.getByRole('combobox', { name: 'Headers usertoken' })
    await header.focus()
    await page.keyboard.type('$')
    await page.getByRole('option', { name: /access_token/ }).click()
    expect(await header.inputValue()).toBe('${access_token}')
    await put.getByRole('radio', { name: 'JSON', exact: true }).click()
    await fill(put.getByRole('combobox', { name: 'JSON' }), '{ "1": 2 }')

    // 4. Everything runs; a value of the answer is asserted.
    await runUntil(page, '✓ 2 checks passed')
    await card(page, 'PUT', 'passed').locator('bdi').first().click()
    await inspector(page).getByText('201').first().waitFor()
    const status = tree.getByRole('treeitem', { name: /^"Status"/ })
    await status.hover()
    await status.getByRole('button', { name: /^Assert/ }).click()
    await page
      .getByRole('dialog', { name: 'Assert this' })
      .getByRole('button', { name: /^Equals/ })
      .click()
    await expect.poll(() => read(path)).toMatch(/payload\.Status/)

    // 5. A draft of assertions for the whole answer, of which one is left out.
    await card(page, 'POST', 'passed').locator('bdi').first().click()
    await inspector(page).getByRole('button', { name: 'Generate assertions' }).click()
    const dialog = page.getByRole('dialog', { name: 'Generate assertions' })
    const boxes = dialog.getByRole('listitem').getByRole('checkbox')
    await boxes.nth(1).waitFor()
    const count = await boxes.count()
    await boxes.last().uncheck()
    await dialog.getByRole('button', { name: `Add ${count - 1} step${count === 2 ? '' : 's'}` }).click()
    await dialog.waitFor({ state: 'detached' })
    await runUntil(page, /^✓ \d+ checks passed/)
    const steps = await page.locator('[data-step]').count()
    await expect
      .poll(() => page.locator('[data-step]').getByRole('img', { name: 'passed', exact: true }).count())
      .toBe(steps)
    expect(await accessibilityProblems(page)).toEqual([])

    // What came of it is a plain file that the command runs too, and that holds no token.
    await page.getByText('✓ Saved', { exact: true }).waitFor()
    await showView(page, 'Code')
    expect(await codeEditor(page).innerText()).toContain('access_token')
    expect(read(path)).not.toContain('USERTOKEN')
    const { exit, said } = await runCommand(folder, 'run')
    expect(said).toContain('passed')
    expect(exit).toBe(0)
  })
})
