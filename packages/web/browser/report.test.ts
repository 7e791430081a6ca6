import { readFileSync } from 'node:fs'
import type { Download } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage, type StudioPage } from './test/page.ts'

const settings = { 'merlon.yaml': 'name: Shop\n' }

async function runAll({ page }: StudioPage): Promise<void> {
  await page.getByRole('button', { name: /^Run (all|\d)/ }).click()
  await page.getByRole('button', { name: 'Report', exact: true }).click()
}

const cart = (path: string): string => `name: Shirts
steps:
  - get: \${host}/api/echo?answer=${path}
  - assert: payload.query.answer == "yes"
  - assert-exists: payload.method
`

describeInBrowser('the report', () => {
  test('tells the story of a failure: what changed, what was expected, where values came from, the request', async () => {
    const studio = await openStudioPage({ files: { ...settings, 'tests/a.yaml': cart('yes') } })
    const { page, write } = studio
    await runAll(studio)
    await page.getByText('All 3 checks passed').waitFor()
    write('tests/a.yaml', cart('no'))
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByText('1 of 3 checks failed').waitFor()
    const changed = page.getByRole('heading', { name: /What changed since it last passed/ })
    await changed.waitFor()
    await page.getByText('- "answer": "yes"').waitFor()
    const story = await page.getByRole('main').innerText()
    expect(story).toContain('-     "answer": "yes"')
    expect(story).toContain('+     "answer": "no"')
    expect(story).toContain('The request behind it')
    expect(await page.getByRole('button', { name: 'Copy for a bug report' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Copy for a bug report' }).click()
    const clipboard = (): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()')
    await expect.poll(clipboard).toContain('## Shirts: ')
    const copied = await clipboard()
    expect(copied).toContain('### Request\n\n```sh\ncurl ')
    expect(copied).toContain('`tests/a.yaml:4`')
  })

  test('adds up: checks that passed and failed are all checks there are', async () => {
    const studio = await openStudioPage({
      files: {
        ...settings,
        'tests/a.yaml':
          'steps:\n  - get: ${host}/api/health\n  - assert: 1 == 2\n  - assert: 1 == 1\n  - set: { var: x, object: "nothing.there()" }\n',
      },
    })
    await runAll(studio)
    await studio.page.getByText('2 of 4 checks failed').waitFor()
    await studio.page.getByRole('radio', { name: 'Failed 2' }).click()
    expect(await studio.page.getByRole('main').getByRole('img', { name: 'passed', exact: true }).count()).toBe(0)
  })

  test('folds the rounds of a long loop, those that failed first', async () => {
    const studio = await openStudioPage({
      files: {
        ...settings,
        'tests/a.yaml':
          'steps:\n  - set: { var: all, object: "Array.from({ length: 100 }, (_, n) => n)" }\n  - each:\n      expression: all\n      steps:\n        - assert: _1 != 41 && _1 != 77\n',
      },
    })
    const { page } = studio
    await runAll(studio)
    await page.getByText('98 rounds of 100 passed').waitFor()
    await page.getByText('item 42').waitFor()
    await page.getByText('item 78').waitFor()
    await page.getByRole('button', { name: 'Unfold 98 rounds of 100 passed' }).click()
    await page.getByText('item 1', { exact: true }).waitFor()
  })

  test('of 5,000 steps opens and draws only what is in sight', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => `  - assert: ${at} ${at === 4321 ? '<' : '>='} 0`).join('\n')
    const studio = await openStudioPage({ files: { ...settings, 'tests/a.yaml': `steps:\n${many}\n` } })
    const { page } = studio
    await runAll(studio)
    await page.getByText('1 of 5,000 checks failed').waitFor()
    expect(await page.getByRole('main').getByRole('img', { name: 'passed', exact: true }).count()).toBeLessThan(120)
    await page.getByRole('radio', { name: 'Failed 1' }).click()
    await page.getByText('4321 < 0').first().waitFor()
  })

  test('leads to a step by its address', async () => {
    const many = Array.from({ length: 300 }, (_, at) => `  - assert: ${at} >= 0`).join('\n')
    const studio = await openStudioPage({ files: { ...settings, 'tests/a.yaml': `steps:\n${many}\n` } })
    const { page } = studio
    await runAll(studio)
    await page.getByText('All 300 checks passed').waitFor()
    await page.goto(`${page.url().split('?')[0]}?test=0&set=0&step=250`)
    await page.getByRole('button', { name: /249 >= 0/, expanded: true }).waitFor()
  })

  test('downloads in every format that the command knows', async () => {
    const studio = await openStudioPage({ files: { ...settings, 'tests/a.yaml': 'steps:\n  - assert: 1 == 1\n' } })
    const { page } = studio
    await runAll(studio)
    await page.getByText('All 1 check passed').waitFor()
    const download = async (format: RegExp): Promise<Download> => {
      await page.getByRole('button', { name: /^Download/ }).click()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: format }).click(),
      ])
      return file
    }
    expect((await download(/JUnit/)).suggestedFilename()).toMatch(/\.xml$/)
    const html = await download(/HTML/)
    expect(html.suggestedFilename()).toMatch(/\.html$/)
    expect(readFileSync(await html.path(), 'utf8')).toContain('"label":"1 == 1"')
  })

  test('shows hostile answers as text', async () => {
    const hostile = '<img src=x onerror=document.title=1><script>document.title=2</script>\\u202e\\u0000'
    const studio = await openStudioPage({
      files: {
        ...settings,
        'tests/a.yaml': `name: "<b>bold</b>"\nsteps:\n  - post: { url: "\${host}/api/echo", json: { text: "${hostile}" } }\n  - assert: payload.json.text == 1\n`,
      },
    })
    const { page } = studio
    await runAll(studio)
    await page.getByText('1 of 2 checks failed').waitFor()
    await page.getByText('<script>document.title=2</script>').first().waitFor()
    expect(await page.title()).toBe('<b>bold</b> · Merlon')
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.getByRole('main').innerText()).toContain('\\u202e')
  })
})
