import { startDemoShop } from '@merlon/demo-shop'
import { describe, expect, onTestFinished, test } from 'vitest'
import { folder } from '../test/cli.ts'

const written = ['merlon.yaml', 'tests/cart.yaml', 'vault.yaml', 'environments/local.yaml', '.gitignore', 'README.md']

test('the example has nothing wrong and passes against the demo shop', async () => {
  const shop = await startDemoShop({ port: 0 })
  onTestFinished(() => shop.stop())
  const here = folder()
  const { exit, stdout, stderr } = await here.run(['init', 'my shop'])
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  for (const path of written) expect(stdout).toContain(`  wrote  my shop/${path}\n`)
  expect(stdout).toContain("cd 'my shop'\n  merlon demo-shop ")
  expect(await here.run(['check'], { cwd: 'my shop' })).toMatchObject({ exit: 0, stdout: '1 test: nothing wrong\n' })
  const run = await here.run(['run', '-e', 'local', '--var', `host=${shop.url}`], { cwd: 'my shop' })
  expect(run.stdout).toMatch(/^✓ A cart keeps what is put in {3}2 input sets/)
  expect(run.exit).toBe(0)
})

test('it points at the port that the demo shop takes by itself', async () => {
  const here = folder()
  await here.run(['init'])
  const { stdout } = await here.run(['demo-shop', '--help'])
  for (const path of ['vault.yaml', 'environments/local.yaml'])
    expect(stdout).toContain(/^host: (.*)$/m.exec(here.read(path))![1])
})

describe('in a folder that is not empty', () => {
  test('what is there is kept, and said so', async () => {
    const mine = {
      'merlon.yaml': 'name: Mine\n',
      'README.md': 'mine',
      '.gitignore': 'node_modules\n',
      'tests/mine.yaml': 'mine',
    }
    const here = folder(mine)
    const { exit, stdout } = await here.run(['init'])
    expect(exit).toBe(0)
    for (const [path, text] of Object.entries(mine)) expect(here.read(path)).toBe(text)
    expect(stdout).toContain('  kept   merlon.yaml\n  wrote  tests/cart.yaml\n')
    expect(stdout).toContain('add `.merlon/` to your .gitignore')
  })

  test('twice changes nothing, and keeps a password that was set', async () => {
    const here = folder()
    await here.run(['init'])
    await here.run(['secret', 'set', 'password'], { input: 'another one' })
    const before = written.map((path) => here.read(path))
    const { stdout } = await here.run(['init'])
    expect(stdout.match(/ kept /g)?.length).toBe(written.length)
    expect(stdout).not.toContain('add `.merlon/`')
    expect(written.map((path) => here.read(path))).toEqual(before)
    expect((await here.run(['secret', 'get', 'password'])).stdout).toBe('another one\n')
  })

  test('a file in place of the folder is an error', async () => {
    expect(await folder({ shop: 'x' }).run(['init', 'shop'])).toMatchObject({
      exit: 2,
      stderr: "error: 'shop' is a file\n  = help: name a folder\n",
    })
  })
})
