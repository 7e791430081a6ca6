import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage } from './test/page.ts'

const passing = 'name: It passes\ntags: [smoke]\nsteps:\n  - assert: 1 == 1\n'
const failing = 'name: It fails\ntags: [slow]\nsteps:\n  - assert: 1 == 2\n'

describeInBrowser('the tests page', () => {
  test('runs all tests, shows each as it ends, and leads to a report with the failures first', async () => {
    const { page } = await openStudioPage()
    await page.getByRole('button', { name: /^Run all/ }).click()
    await page.getByText(/^1 of \d+ tests did not pass$/).waitFor({ timeout: 60_000 })
    const row = page.getByRole('row', { name: /This one fails on purpose/ })
    expect(await row.getByRole('img', { name: 'failed', exact: true }).count()).toBe(1)
    await page.getByRole('button', { name: 'Report', exact: true }).click()
    const first = page.getByRole('main').getByRole('listitem').first()
    await first.getByText('This one fails on purpose').waitFor()
    expect(await first.innerText()).toContain('3 of 4 failed')
  })

  test('runs only what is selected, and the failed ones again', async () => {
    const { page, folder } = await openStudioPage({
      files: {
        'merlon.yaml': 'name: Shop\n',
        'tests/a.yaml': passing,
        'tests/b.yaml': failing,
        'tests/c.yaml': passing,
      },
    })
    await page.getByRole('checkbox', { name: 'Select It fails' }).check()
    await page.getByRole('checkbox', { name: 'Select It passes' }).first().check()
    await page.getByRole('button', { name: /^Run 2 tests/ }).click()
    await page.getByText('1 of 2 tests did not pass').waitFor()
    const again = page.getByRole('button', { name: 'Run the failed ones again' })
    await again.click()
    await page.getByText('1 of 1 test did not pass').waitFor()
    const runs = await page.evaluate<{ runs: { tests: unknown[] }[] }>(
      `fetch('/api/v1/projects/local/runs').then((answer) => answer.json())`,
    )
    expect(runs.runs.map(({ tests }) => tests.length)).toEqual([1, 2])
    expect(folder).not.toBe('')
  })

  test('says what keeps tests from running, and runs nothing', async () => {
    const { page } = await openStudioPage({
      files: { 'merlon.yaml': 'name: Shop\n', 'tests/a.yaml': 'steps:\n  - gte: /x\n' },
    })
    await page.getByText('1 mistake').waitFor()
    await page.getByRole('button', { name: /^Run all/ }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('tests/a.yaml:2')
  })

  test('filters by text, tag and outcome', async () => {
    const { page } = await openStudioPage({
      files: { 'merlon.yaml': 'name: Shop\n', 'tests/a.yaml': passing, 'tests/b.yaml': failing },
    })
    const rows = page.getByRole('row').filter({ has: page.getByRole('link') })
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('button', { name: /^smoke/ }).click()
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByRole('button', { name: /^smoke/ }).click()
    await page.getByRole('searchbox', { name: 'Filter tests' }).fill('fails')
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByRole('searchbox', { name: 'Filter tests' }).fill('')
    await page.getByRole('radio', { name: 'Never run' }).click()
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('radio', { name: 'Passed' }).click()
    await page.getByText('No test fits this filter.').waitFor()
  })

  test('makes a new test from a template and opens it', async () => {
    const { page, read } = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n' } })
    await page.getByText('No tests yet').waitFor()
    await page.getByRole('main').getByRole('button', { name: 'New test' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Café: is it open?')
    await page.getByLabel('Folder').fill('places')
    await page.getByRole('radio', { name: /^One request/ }).check()
    await page.getByRole('button', { name: 'Create test' }).click()
    await page.waitForURL('**/test/places/cafe-is-it-open')
    expect(read('tests/places/cafe-is-it-open.yaml')).toMatch(/^name: ['"]Café: is it open\?['"]\n/)
  })

  test('does not write over a test that is there', async () => {
    const { page, read } = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n', 'tests/a.yaml': passing } })
    await page.getByRole('button', { name: 'New test' }).first().click()
    await page.getByRole('textbox', { name: 'Name' }).fill('a')
    await page.getByRole('button', { name: 'Create test' }).click()
    await page.getByText('there is a test at tests/a.yaml already').waitFor()
    expect(read('tests/a.yaml')).toBe(passing)
  })

  test('imports what API Fortress wrote: first a preview, then files', async () => {
    const { page, read } = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n' } })
    const unit = readFileSync(new URL('./fixtures/unit.yaml', import.meta.url))
    await page.getByRole('main').getByRole('button', { name: 'Import…' }).first().click()
    await page.getByRole('combobox', { name: 'From' }).selectOption('api-fortress')
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'unit.yaml', mimeType: 'text/yaml', buffer: unit })
    await page.getByText('1 test', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Import \d+ files?$/ }).click()
    await page.getByRole('row', { name: /unit/ }).waitFor()
    expect(read('tests/unit.yaml')).toContain('- get:')
  })

  test('shows a test that somebody else wrote', async () => {
    const { page, write } = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n', 'tests/a.yaml': passing } })
    await page.getByText('never run', { exact: true }).waitFor()
    write('tests/b.yaml', failing)
    await page.getByRole('row', { name: /It fails/ }).waitFor()
  })
})
