import { readFileSync } from 'node:fs'
import { startDemoShop } from '@merlon/demo-shop'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { folder } from '../test/cli.ts'

const written = [
  ...['merlon.yaml', 'tests/cart.yaml', 'vault.yaml', 'environments/local.yaml', '.gitignore', 'README.md'],
  ...['test', 'snippet', 'project'].map((name) => `.schemas/${name}.schema.json`),
  ...['.vscode/settings.json', '.vscode/extensions.json', '.github/workflows/api-tests.yaml'],
]

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

test('what it writes is formatted', async () => {
  const here = folder()
  await here.run(['init'])
  expect(await here.run(['fmt', '--check'])).toMatchObject({ exit: 0 })
})

describe('the workflow', () => {
  interface Workflow {
    readonly jobs: {
      readonly merlon: { readonly defaults?: object; readonly steps: readonly { readonly run?: string }[] }
    }
  }
  const read = (text: string): Workflow['jobs']['merlon'] => (parse(text) as Workflow).jobs.merlon

  test('stands at the root of the repository and works in the folder of the project', async () => {
    const here = folder({ '.git/HEAD': 'ref: refs/heads/main\n' })
    const { stdout } = await here.run(['init', 'api tests'])
    expect(stdout).toContain('  wrote  .github/workflows/api-tests.yaml\n')
    const { defaults } = read(here.read('.github/workflows/api-tests.yaml'))
    expect(defaults).toEqual({ run: { 'working-directory': 'api tests' } })
    expect(here.exists('api tests/.github')).toBe(false)
    here.write({ '.github/workflows/api-tests.yaml': 'mine\n' })
    expect((await here.run(['init', 'other'])).stdout).toContain('  kept   .github/workflows/api-tests.yaml\n')
    expect(here.read('.github/workflows/api-tests.yaml')).toBe('mine\n')
  })

  test('runs the example as it stands', async () => {
    const here = folder()
    await here.run(['init', '.'])
    const { steps } = read(here.read('.github/workflows/api-tests.yaml'))
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
      'npm ci',
      'npx merlon check',
      'npx merlon demo-shop & curl -s -o /dev/null --retry 30 --retry-delay 1 --retry-connrefused http://127.0.0.1:8377',
      'npx merlon run --html report/index.html --junit report/junit.xml',
    ])
  })
})

describe('editors', () => {
  test('find a schema for each file, and it is that of this version', async () => {
    const here = folder()
    await here.run(['init'])
    // Written by the command just now.
    const { 'yaml.schemas': schemas } = JSON.parse(here.read('.vscode/settings.json')) as {
      'yaml.schemas': Record<string, string>
    }
    expect(Object.values(schemas)).toEqual(['tests/**/*.yaml', 'snippets/*.yaml', 'merlon.yaml'])
    for (const path of Object.keys(schemas)) {
      const generated = new URL(`../../../../generated/${path.slice('.schemas/'.length)}`, import.meta.url)
      expect(JSON.parse(here.read(path))).toEqual(JSON.parse(readFileSync(generated, 'utf8')))
    }
  })

  test('get new schemas for a project that is there, and nothing else changes', async () => {
    const here = folder({ 'merlon.yaml': 'name: Mine\n', '.schemas/test.schema.json': 'old', 'tests/a.yaml': 'mine' })
    const { exit, stdout } = await here.run(['init', '--schemas'], { cwd: 'tests' })
    expect(exit).toBe(0)
    expect(stdout).toContain('wrote  ../.schemas/test.schema.json\n')
    expect(JSON.parse(here.read('.schemas/test.schema.json'))).toHaveProperty('$schema')
    expect(here.names('.')).toEqual(['.schemas', 'merlon.yaml', 'tests'])
    expect(await folder().run(['init', '--schemas'])).toMatchObject({ exit: 2 })
  })
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
