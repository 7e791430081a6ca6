/** A test in the composer: run as a whole and in parts, read as steps and as code. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage, type StudioPage } from './test/page.ts'
import {
  card,
  choose,
  codeEditor,
  fromMenu,
  runButton,
  runUntil,
  showView,
  summaries,
  untilSaved,
} from './test/steps.ts'

const path = 'tests/a.yaml'

async function open(text: string): Promise<StudioPage> {
  const studio = await openStudioPage({ files: { 'merlon.yaml': 'name: Shop\n', [path]: text } })
  await studio.go('/test/a')
  await studio.page.getByRole('radiogroup', { name: 'View' }).waitFor()
  return studio
}

const discs = (page: Page, name: string): Locator => page.locator('[data-step]').getByRole('img', { name, exact: true })

const parts = `steps:
  - get: { url: "\${host}/api/echo?n=\${Math.random()}", var: heard }
  - set: { var: n, value: "\${heard.query.n}" }
  - post: { url: "\${host}/api/echo", json: { n: "\${n}" }, var: said }
  - assert: said.json.n == n
`

describeInBrowser('running a test', () => {
  test('turns every card green, in all input sets or in the one that was picked', async () => {
    const { page, go } = await openStudioPage()
    await go('/test/1-first-steps/3-a-cart-needs-a-token')
    await discs(page, 'not run').nth(7).waitFor()
    await page.getByRole('combobox', { name: 'Environment' }).selectOption('none')
    await runUntil(page, /checks passed.*2 input sets/)
    expect(await discs(page, 'passed').count()).toBe(8)
    expect(await discs(page, 'not run').count()).toBe(0)
    await page.getByRole('combobox', { name: 'Input set' }).selectOption('three hats')
    await runUntil(page, /^✓ 7 checks passed/)
    expect(await discs(page, 'passed').count()).toBe(8)
  })

  test('to a step stops behind it, and from a step goes on with the values of that run', async () => {
    const { page } = await open(parts)
    await fromMenu(card(page, 'Set'), /^Run to here/)
    await card(page, 'Set', 'passed').waitFor()
    expect(await discs(page, 'passed').count()).toBe(2)
    expect(await discs(page, 'not run').count()).toBe(2)
    await fromMenu(card(page, 'POST'), /^Run from here/)
    await card(page, 'Assert', 'passed').waitFor()
    expect(await discs(page, 'passed').count()).toBe(4)
  })

  test('of a single step sends it alone, with the values of the last run', async () => {
    const { page, shop } = await open(parts)
    await runUntil(page, /checks passed/)
    const heard = await card(page, 'POST', 'passed').innerText()
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.request().method() === 'POST' && one.url().endsWith('/runs')),
      choose(card(page, 'POST')).then(() => page.keyboard.press('Control+Shift+Enter')),
    ])
    const { run } = (await answer.json()) as { run: string }
    await runButton(page).waitFor()
    await card(page, 'POST', 'passed').waitFor()
    expect(heard).toContain('200')
    const events = await page.evaluate<string>(
      `fetch('/api/v1/projects/local/runs/${run}/events', { headers: { accept: 'application/x-ndjson' } }).then((answer) => answer.text())`,
    )
    const requests = events.split('\n').filter((line) => line.includes('"request":{'))
    expect(requests.map((line) => /"url":"[^"]*"/.exec(line)?.[0])).toEqual([`"url":"${shop}/api/echo"`])
    expect(await discs(page, 'passed').count()).toBe(4)
  })

  test('is stopped while it waits, and what is to be done at the end is still done', async () => {
    const { page } = await open(
      'steps:\n  - set: { var: a, value: 1 }\n  - wait: 20s\n  - assert: a == 1\nfinally:\n  - set: { var: cleaned, value: "yes" }\n',
    )
    await runButton(page).click()
    await card(page, 'Wait', 'running').waitFor()
    await page.getByRole('button', { name: /^Stop/ }).click()
    await page.getByText('stopped before its end').waitFor()
    await card(page, 'Set cleaned', 'passed').waitFor()
    expect(await card(page, 'Assert', 'passed').count()).toBe(0)
    await runButton(page).waitFor()
  })

  test('shows what was expected, what came and the line, where a step failed', async () => {
    const { page } = await open(
      'steps:\n  - set: { var: a, value: 1 }\n  - assert-equals: { expression: a, value: 2 }\n',
    )
    await runUntil(page, /^! 1 of 1 check failed/)
    const failed = card(page, 'Equals', 'failed')
    expect(await failed.innerText()).toMatch(/expected\s+2\s+actual\s+1/i)
    await failed.getByRole('button', { name: 'Show in code' }).click()
    await codeEditor(page).waitFor()
    expect(await page.locator('.cm-activeLine').innerText()).toContain('assert-equals')
  })
})

describeInBrowser('mistakes', () => {
  test('stand on the card of their step and below the title, and Run says what is wrong', async () => {
    const { page } = await open('config:\n  baseUl: x\nsteps:\n  - assert: 1 == 1\n  - gte: /x\n')
    const wrong = card(page, 'gte')
    await wrong.getByRole('img', { name: 'error' }).waitFor()
    await page.getByRole('alert').getByText('This keeps the test from running').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('baseUl')
    await runButton(page).click()
    await expect.poll(() => page.getByRole('alert').first().innerText()).toContain('gte')
    expect(await discs(page, 'passed').count()).toBe(0)
    await wrong.getByRole('button', { name: 'Line 5' }).click()
    await codeEditor(page).waitFor()
    expect(await page.locator('.cm-activeLine').innerText()).toContain('gte')
  })

  test('in the YAML are told with the way to their line, and what can be read is shown', async () => {
    const text = 'name: Broken\nsteps:\n  - assert: 1 == 1\n  - set: { var: a, value: 1\n  - assert: 2 == 2\n'
    const { page, read } = await open(text)
    await page.getByText(/mistakes? in the YAML: what could be read is shown/).waitFor()
    await card(page, 'Assert 1 == 1').waitFor()
    await page.getByRole('button', { name: 'Open the code at the mistake' }).click()
    await codeEditor(page).waitFor()
    expect(page.url()).toMatch(/view=code&line=[45]$/)
    await page
      .getByRole('region', { name: 'Mistakes' })
      .getByText(/^\d+ mistakes?/)
      .waitFor()
    await expect.poll(() => page.locator('.cm-activeLine').innerText()).toMatch(/set:|2 == 2/)
    expect(read(path)).toBe(text)
  })
})

describeInBrowser('a test in an older form', () => {
  test('is shown but not changed, and is written anew beside itself', async () => {
    const { page, go, read } = await openStudioPage()
    const older = 'tests/5-older-forms/yaml-form/unit.yaml'
    const before = read(older)
    await go('/test/5-older-forms/yaml-form')
    await page.getByText(/written in an older form/).waitFor()
    expect(await page.getByRole('button', { name: 'Add a step' }).count()).toBe(0)
    await page.getByRole('button', { name: /^Rewrite in today/ }).click()
    const write = page.getByRole('dialog').getByRole('button', { name: /^Write tests\// })
    const written = (await write.innerText()).replace('Write ', '')
    await write.click()
    await page.getByText(`Wrote ${written}.`).waitFor()
    expect(read(written)).toContain('steps:')
    expect(read(older)).toBe(before)
    await page.waitForURL(`**/test/${written.replace(/^tests\/|\.yaml$/g, '')}`)
    await page.getByRole('combobox', { name: 'Environment' }).selectOption('none')
    await runUntil(page, /checks? passed/)
  })
})

const simple = 'name: Views # one document\nsteps:\n  - assert: 1 == 1\n  # between\n  - assert: 2 == 2\n'

describeInBrowser('steps and code', () => {
  test('are one document: what is changed in one is there in the other, and undo goes back through both', async () => {
    const studio = await open(simple)
    const { page } = studio
    await showView(page, 'Code')
    await codeEditor(page).press('Control+End')
    await page.keyboard.insertText('  - comment: typed\n')
    await showView(page, 'Steps')
    await card(page, 'Comment typed').waitFor()
    await fromMenu(card(page, 'Assert 1 == 1'), /^Delete/)
    const changed = 'name: Views # one document\nsteps:\n  # between\n  - assert: 2 == 2\n  - comment: typed\n'
    await untilSaved(studio, path, changed)
    await showView(page, 'Code')
    expect(await codeEditor(page).innerText()).not.toContain('1 == 1')
    await codeEditor(page).press('Control+z')
    await expect.poll(() => codeEditor(page).innerText()).toContain('1 == 1')
    await showView(page, 'Steps')
    await card(page, 'Assert 1 == 1').waitFor()
    await page.keyboard.press('Control+z')
    await untilSaved(studio, path, simple)
    expect(await summaries(page)).toEqual(['1 == 1', '2 == 2'])
  })

  test('change only the line of the field that was edited in the inspector, and undo puts it back', async () => {
    const example = 'tests/1-first-steps/3-a-cart-needs-a-token.yaml'
    const studio = await openStudioPage()
    const { page, go, read } = studio
    const before = read(example)
    await go('/test/1-first-steps/3-a-cart-needs-a-token')
    await choose(card(page, 'PUT /cart'))
    await page.getByRole('form', { name: 'Fields of PUT' }).getByRole('combobox', { name: 'URL' }).fill('/cart?fast=1')
    await card(page, 'PUT /cart?fast=1').waitFor()
    const edited = before.replace('  - put:\n      url: /cart\n', '  - put:\n      url: /cart?fast=1\n')
    expect(edited).not.toBe(before)
    await untilSaved(studio, example, edited)
    await page.keyboard.press('Control+z')
    await untilSaved(studio, example, before)
  })

  test.for([
    ['line breaks of Windows', simple.replaceAll('\n', '\r\n')],
    [
      'odd spacing',
      'name:   "Odd"\n\n\n\nsteps:\n    -   assert:   "1 == 1"\n\n    - {assert: 2 == 2}   # why not\n\n\n',
    ],
    ['no line break at the end', 'steps:\n- assert: 1 == 1\n- assert: 2 == 2'],
    ['a mark of the byte order', '\ufeffsteps:\n  - assert: 1 == 1\n  - assert: 2 == 2\n'],
    ['tabs and signs of all kinds', 'name: "täst 🦉"\nsteps:\n  - assert: 1 == 1\t# tab\n  - assert: 2 == 2\n'],
  ])('change no byte of a file that is only looked at: %s', async ([, text]) => {
    const { page, read, folder } = await open(text!)
    const written = statSync(join(folder, path)).mtimeMs
    await card(page, 'Assert 1 == 1').waitFor()
    for (const view of ['Code', 'Steps', 'Inputs', 'Steps'] as const) await showView(page, view)
    await runUntil(page, '✓ 2 checks passed')
    await page.getByRole('link', { name: 'All tests' }).click()
    await page.getByRole('heading', { name: 'Tests', level: 1 }).waitFor()
    expect(read(path)).toBe(text)
    expect(statSync(join(folder, path)).mtimeMs).toBe(written)
  })

  test('keep the line breaks of Windows when a step is changed', async () => {
    const doubled = simple.replace('  - assert: 1 == 1\n', '  - assert: 1 == 1\n  - assert: 1 == 1\n')
    const studio = await open(simple.replaceAll('\n', '\r\n'))
    await fromMenu(card(studio.page, 'Assert 1 == 1'), /^Duplicate/)
    await untilSaved(studio, path, `${doubled}`.replaceAll('\n', '\r\n'))
    await showView(studio.page, 'Code')
    await codeEditor(studio.page).press('Control+End')
    await studio.page.keyboard.insertText('  - comment: typed\n')
    await untilSaved(studio, path, `${doubled}  - comment: typed\n`.replaceAll('\n', '\r\n'))
  })
})
