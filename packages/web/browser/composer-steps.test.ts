/** What can be done to the steps of a test, each looked up in the file. */
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage, type StudioPage } from './test/page.ts'
import {
  card,
  choose,
  clipboard,
  copyToClipboard,
  drag,
  fromMenu,
  runUntil,
  summaries,
  untilSaved,
} from './test/steps.ts'

const path = 'tests/numbers.yaml'

const head = `# What numbers do
name: Numbers

steps:
`
const first = '  - set: { var: a, value: 1 } # the first one\n'
const second = '  - assert: a == 1\n'
const loop = `  - each:
      # both of them
      expression: '[1, 2]'
      steps:
        - assert: _1 > 0
`
const last = '  - assert:   a  <  2\n'
const numbers = head + first + second + loop + last

async function open(text = numbers, more: Readonly<Record<string, string>> = {}): Promise<StudioPage> {
  const studio = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n', [path]: text, ...more } })
  await studio.go('/test/numbers')
  await card(studio.page, '').first().waitFor()
  return studio
}

describeInBrowser('the steps of a test', () => {
  test('one is inserted by the palette, between two others', async () => {
    const studio = await open()
    const { page } = studio
    await choose(card(page, 'Assert a == 1'))
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Find a step to add' }).fill('comment')
    await page.getByRole('option', { name: /^Comment/ }).click()
    await card(page, 'Comment').waitFor()
    await expect.poll(() => studio.read(path)).toBe(`${head}${first}${second}  - comment: ""\n${loop}${last}`)
  })

  test('one is duplicated', async () => {
    const studio = await open()
    await fromMenu(card(studio.page, 'Assert a == 1'), /^Duplicate/)
    await untilSaved(studio, path, head + first + second + second + loop + last)
    expect(await card(studio.page, 'Assert a == 1').count()).toBe(2)
  })

  test('two are wrapped in a group and come out again', async () => {
    const studio = await open()
    const { page } = studio
    await choose(card(page, 'Set'))
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+g')
    await page.getByRole('menuitem', { name: /^Group/ }).click()
    const indented = (first + second).replace(/^ {2}/gm, '        ')
    await untilSaved(studio, path, `${head}  - group:\n      steps:\n${indented}${loop}${last}`)
    await fromMenu(card(page, 'Group'), /^Unwrap/)
    await untilSaved(studio, path, numbers)
  })

  test('one is disabled and enabled again', async () => {
    const studio = await open()
    const { page, read } = studio
    await fromMenu(card(page, 'Assert a == 1'), /^Disable/)
    await page.getByText('skipped: disabled').waitFor()
    await expect.poll(() => read(path)).toContain('skip: disabled')
    await runUntil(page, /✓ \d checks passed/)
    expect(await card(page, 'Assert a == 1', 'skipped').count()).toBe(1)
    await fromMenu(card(page, 'Assert a == 1'), /^Enable/)
    await untilSaved(studio, path, numbers)
  })

  test('one is turned into another component with the same fields', async () => {
    const studio = await open('steps:\n  - get: { url: "${host}/api/health", var: health } # is it up?\n')
    await fromMenu(card(studio.page, 'GET'), /^Turn into/, /^POST/)
    await untilSaved(studio, path, 'steps:\n  - post: { url: "${host}/api/health", var: health } # is it up?\n')
  })

  test('one is deleted, and comes back by the words that say so', async () => {
    const studio = await open()
    const { page } = studio
    await choose(card(page, 'For each'))
    await page.keyboard.press('Delete')
    await page.getByText('Deleted 1 step').waitFor()
    await untilSaved(studio, path, head + first + second + last)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await untilSaved(studio, path, numbers)
  })

  test('every change is undone and done again', async () => {
    const studio = await open()
    const { page } = studio
    await choose(card(page, 'Assert a == 1'))
    await page.keyboard.press('Control+d')
    await untilSaved(studio, path, head + first + second + second + loop + last)
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.press('Alt+ArrowDown')
    const moved = head + first + second + loop + last + second
    await untilSaved(studio, path, moved)
    for (let at = 0; at < 3; at++) await page.keyboard.press('Control+z')
    await untilSaved(studio, path, numbers)
    for (let at = 0; at < 3; at++) await page.keyboard.press('Control+Shift+Z')
    await untilSaved(studio, path, moved)
  })

  test('a copy is moved past the step that it looks like', async () => {
    const studio = await open()
    const { page } = studio
    await fromMenu(card(page, 'Assert a == 1'), /^Duplicate/)
    await untilSaved(studio, path, head + first + second + second + loop + last)
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('Alt+ArrowUp')
    await untilSaved(studio, path, head + second + first + second + loop + last)
  })

  test('some become a snippet, and the test does what it did', async () => {
    const studio = await open()
    const { page, read } = studio
    await choose(card(page, 'Set'))
    await page.keyboard.press('Shift+ArrowDown')
    await fromMenuOfMany(studio, /^Extract to snippet/)
    await page.getByRole('textbox', { name: 'Name of the snippet' }).fill('begin')
    await page.getByRole('button', { name: 'Extract', exact: true }).click()
    await page.getByText('Moved 2 steps to the snippet begin.').waitFor()
    expect(read('snippets/begin.yaml')).toContain('set: { var: a, value: 1 } # the first one')
    await expect.poll(() => read(path)).toBe(`${head}  - call: begin\n${loop}${last}`)
    await runUntil(page, '✓ 4 checks passed')
    await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'begin' }).waitFor()
  })

  test('a card is dragged below another one', async () => {
    const studio = await open()
    const { page } = studio
    await drag(page, card(page, 'Set'), card(page, 'Assert a == 1'), 0.85)
    await untilSaved(studio, path, head + second + first + loop + last)
    expect((await summaries(page)).slice(0, 2)).toEqual(['a == 1', 'a = 1'])
  })

  test('a card is dragged into a container', async () => {
    const studio = await open()
    const { page } = studio
    await drag(page, card(page, 'Assert a < 2'), card(page, 'For each'), 0.5)
    await untilSaved(studio, path, `${head}${first}${second}${loop}      ${last}`)
  })

  test('are copied in one test and pasted into another, as YAML that any editor takes', async () => {
    const other = 'name: Others\nsteps:\n  - set: { var: a, value: 1 }\n'
    const studio = await open(numbers, { 'tests/others.yaml': other })
    const { page } = studio
    await choose(card(page, 'For each'))
    await page.keyboard.press('Control+c')
    await expect.poll(() => clipboard(page)).toContain("- each:\n    # both of them\n    expression: '[1, 2]'\n")
    await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Others' }).click()
    await choose(card(page, 'Set'))
    await page.keyboard.press('Control+v')
    await card(page, 'For each').waitFor()
    await untilSaved(studio, 'tests/others.yaml', other + loop)
  })

  test('a curl command is pasted as a request', async () => {
    const studio = await open()
    const { page, shop, read } = studio
    await copyToClipboard(page, `curl -X PUT '${shop}/api/echo?a=1' -H 'accept: application/json' --json '{"b": 2}'`)
    await choose(card(page, 'Set'))
    await page.keyboard.press('Control+v')
    await card(page, 'PUT').waitFor()
    await expect.poll(() => read(path)).toContain('json: { b: 2 }')
    expect(read(path)).toContain(`${shop}/api/echo`)
    await runUntil(page, '✓ 5 checks passed')
  })

  test('what is neither steps nor a curl command is refused in words', async () => {
    const studio = await open()
    const { page, read } = studio
    await copyToClipboard(page, 'good morning')
    await choose(card(page, 'Set'))
    await page.keyboard.press('Control+v')
    await page.getByText('What is on the clipboard is neither steps nor a curl command.').waitFor()
    expect(read(path)).toBe(numbers)
  })
})

async function fromMenuOfMany({ page }: StudioPage, label: RegExp): Promise<void> {
  await page.locator('[data-step][aria-selected="true"]').getByRole('button', { name: 'Actions' }).last().click()
  await page.getByRole('menuitem', { name: label }).click()
}
