/** Vault, environments, files and the request workbench, as somebody uses them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeInBrowser } from './test/browser.ts'
import { openStudioPage } from './test/page.ts'

const settings = { 'merlon.yaml': 'name: Shop\n' }
const vault = '# of every test\nuser: ann # the first one\npassword: open-sesame\n'

describeInBrowser('the vault', () => {
  test('renames a variable together with everything that refers to it, and shows it first', async () => {
    const { page, go, read } = await openStudioPage({
      files: {
        ...settings,
        'vault.yaml': vault,
        'tests/a.yaml': 'steps:\n  - set: { var: x, value: "${user}" } # keep me\n  - assert: user == "ann"\n',
      },
    })
    await go('/vault')
    await page.getByRole('button', { name: 'More about user' }).click()
    await page.getByRole('menuitem', { name: /^Rename/ }).click()
    await page.getByRole('textbox', { name: 'New name' }).fill('customer')
    await page.getByRole('button', { name: 'Rename in 2 files' }).click()
    await page.getByText('Renamed user to customer in 2 files').waitFor()
    expect(read('vault.yaml')).toBe(vault.replace('user:', 'customer:'))
    expect(read('tests/a.yaml')).toBe(
      'steps:\n  - set: { var: x, value: "${customer}" } # keep me\n  - assert: customer == "ann"\n',
    )
  })

  test('takes a value that should be a secret out of the file, and never shows it again', async () => {
    const { page, go, read, folder } = await openStudioPage({ files: { ...settings, 'vault.yaml': vault } })
    await go('/vault')
    await page.getByRole('button', { name: 'Make it a secret: password' }).click()
    await expect.poll(() => read('vault.yaml')).toContain('secrets')
    expect(read('vault.yaml')).not.toContain('open-sesame')
    expect(read('vault.yaml')).toContain('# the first one')
    const kept = join(folder, '.merlon/secrets.yaml')
    expect(existsSync(kept) && readFileSync(kept, 'utf8')).toContain('open-sesame')
    await page.reload()
    await page.getByRole('button', { name: 'More about password' }).waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain('open-sesame')
  })

  test('says which value wins in an environment', async () => {
    const { page, go } = await openStudioPage({
      files: { ...settings, 'vault.yaml': vault, 'environments/local.yaml': 'user: bob\n' },
    })
    await go('/vault')
    await page.getByRole('button', { name: /^overridden by local/ }).click()
    await page.getByRole('heading', { name: 'In environment local' }).waitFor()
  })

  test('imports the variables of a Postman environment beside those that are there', async () => {
    const { page, go, read } = await openStudioPage({ files: { ...settings, 'vault.yaml': vault } })
    const exported = { name: 'x', values: [{ key: 'region', value: 'eu', enabled: true, type: 'default' }] }
    await go('/vault')
    await page.getByRole('button', { name: /^Import/ }).click()
    await page.getByRole('textbox', { name: 'Variables' }).fill(JSON.stringify(exported))
    await page.getByRole('dialog').getByRole('button', { name: 'Read', exact: true }).click()
    await page.getByRole('checkbox', { name: 'region', exact: true }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Import 1 variable' }).click()
    await expect.poll(() => read('vault.yaml')).toContain('region: eu')
    expect(read('vault.yaml').startsWith(vault)).toBe(true)
  })
})

describeInBrowser('the files of a project', () => {
  test('are uploaded, shown as text, and say where they are used', async () => {
    const { page, go, read } = await openStudioPage({
      files: { ...settings, 'tests/a.yaml': 'steps:\n  - read: rows.csv\n' },
    })
    await go('/files')
    const content = 'id\n<script>1</script>\n'
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(content) })
    // What was uploaded is shown at once.
    const beginning = page.getByLabel('Beginning of files/rows.csv')
    await beginning.waitFor()
    expect(await beginning.innerText()).toContain('<script>1</script>')
    expect(read('files/rows.csv')).toBe(content)
    await page.getByRole('button', { name: '1 use' }).first().waitFor()
  })
})

describeInBrowser('the request workbench', () => {
  test('sends a pasted curl command in an environment, saves it, and makes a test of it', async () => {
    const { page, go, read, shop } = await openStudioPage({
      files: { ...settings, 'environments/local.yaml': 'greeting: hello from local\n' },
    })
    await go('/requests')
    await page.getByRole('button', { name: /^From curl/ }).click()
    const command = `curl -X POST ${shop}/api/echo -H 'content-type: application/json' -d '{"word":"\${greeting}"}'`
    await page.getByRole('textbox', { name: 'curl command' }).fill(command)
    await page.getByRole('button', { name: 'Make it the request' }).click()
    await page.getByRole('button', { name: /^Send/ }).first().click()
    await page.getByText('200 OK').waitFor()
    await page.getByRole('button', { name: /^Save…/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Say a word')
    await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click()
    await page.waitForURL('**/requests/say-a-word')
    expect(read('requests/say-a-word.yaml')).toContain('- post:')
    await page.getByRole('button', { name: /^Make a test of it/ }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('A word is said')
    await page.getByRole('dialog').getByRole('button', { name: 'Create test' }).click()
    await page.waitForURL('**/test/a-word-is-said')
    expect(read('tests/a-word-is-said.yaml')).toContain('/api/echo')
  })
})
