import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { folder, passing, project } from '../test/cli.ts'

const ragged = 'steps:\n- set: {var: one, value: 1}   \n\n\n- assert: one == 1 # says so\n'
const neat = 'steps:\n  - set: { var: one, value: 1 }\n\n  - assert: one == 1 # says so\n'

const files = {
  'tests/a.yaml': ragged,
  'tests/b.yaml': passing('B'),
  'snippets/s.yaml': '- stop\n',
  'vault.yaml': 'host:   x\n',
  'environments/e.yaml': "host: 'y'\n",
  'files/data.yaml': 'a:   1\n',
  'tests/old/unit.yaml': 'assertions:\n- id: comment\n  value:   x\n',
}

test('it formats the files of the project, data and older forms apart, and says which it changed', async () => {
  const there = project(files)
  expect(await there.run(['fmt'])).toEqual({
    exit: 0,
    stderr: '',
    stdout:
      'formatted  vault.yaml\nformatted  environments/e.yaml\nformatted  tests/a.yaml\n3 files formatted, 3 in order already\n',
  })
  expect(there.read('tests/a.yaml')).toBe(neat)
  expect(there.read('vault.yaml')).toBe('host: x\n')
  expect(there.read('environments/e.yaml')).toBe('host: "y"\n')
  expect(there.read('files/data.yaml')).toBe(files['files/data.yaml'])
  expect(there.read('tests/old/unit.yaml')).toBe(files['tests/old/unit.yaml'])
  expect(await there.run(['fmt'])).toMatchObject({ exit: 0, stdout: '0 files formatted, 6 in order already\n' })
  expect((await there.run(['run', 'tests/a.yaml'])).exit).toBe(0)
})

test('--check changes nothing, shows what differs and exits with 1', async () => {
  const there = project(files)
  const { exit, stdout } = await there.run(['fmt', '--check', 'tests'])
  expect(exit).toBe(1)
  expect(stdout).toBe(
    `tests/a.yaml
     2 - - set: {var: one, value: 1}···
     3 -${' '}
     2 +   - set: { var: one, value: 1 }
     5 - - assert: one == 1 # says so
     5 +   - assert: one == 1 # says so
1 file to format, 1 in order already
`,
  )
  expect(there.read('tests/a.yaml')).toBe(ragged)
  await there.run(['fmt'])
  expect((await there.run(['fmt', '--check'])).exit).toBe(0)
})

test('a file that is no YAML is left as it is, the others are formatted, and the exit code is 2', async () => {
  const broken = 'steps:\n- get: {\n'
  const there = project({ 'tests/a.yaml': ragged, 'tests/b.yaml': broken, 'tests/c.yaml': 'name: x\nname: y\n' })
  const { exit, stdout, stderr } = await there.run(['fmt'])
  expect(exit).toBe(2)
  expect(stderr).toContain('tests/b.yaml:')
  expect(stderr).toContain("'name' is written twice")
  expect(stdout).toContain('formatted  tests/a.yaml')
  expect(there.read('tests/b.yaml')).toBe(broken)
  expect(there.read('tests/c.yaml')).toBe('name: x\nname: y\n')
})

test('what cannot be formatted says why', async () => {
  const there = project({ 'tests/a.yaml': '? steps\n: - stop\n' })
  expect(await there.run(['fmt'])).toMatchObject({
    exit: 2,
    stderr: 'error: tests/a.yaml: a key that begins with `? ` cannot be formatted\n  = help: write `key: value`\n',
  })
})

test('a file that is not UTF-8 keeps its letters', async () => {
  const there = project()
  const path = join(there.path, 'tests/a.yaml')
  const latin = Buffer.from('name:   caf\xe9\n', 'latin1')
  there.write({ 'tests/a.yaml': '' })
  writeFileSync(path, latin)
  expect(await there.run(['fmt'])).toMatchObject({ exit: 2, stderr: expect.stringContaining('not UTF-8') })
  expect(readFileSync(path)).toEqual(latin)
})

test('- reads a test and prints it; what is broken is not printed', async () => {
  const there = folder()
  expect(await there.run(['fmt', '-'], { input: ragged })).toEqual({ exit: 0, stderr: '', stdout: neat })
  expect(await there.run(['fmt', '-'], { input: neat })).toEqual({ exit: 0, stderr: '', stdout: neat })
  expect(await there.run(['fmt', '-', '--check'], { input: ragged })).toMatchObject({ exit: 1 })
  expect(await there.run(['fmt', '-'], { input: 'a: ]' })).toMatchObject({
    exit: 2,
    stdout: '',
    stderr: expect.stringContaining('(standard input):1:4'),
  })
})

test('line breaks of Windows, a byte order mark and the mode of a file stay', async () => {
  const there = project({ 'tests/a.yaml': `\ufeff${ragged.replaceAll('\n', '\r\n')}` })
  const path = join(there.path, 'tests/a.yaml')
  chmodSync(path, 0o640)
  expect((await there.run(['fmt'])).exit).toBe(0)
  expect(there.read('tests/a.yaml')).toBe(`\ufeff${neat.replaceAll('\n', '\r\n')}`)
  expect(statSync(path).mode & 0o777).toBe(0o640)
})

test('a folder means the files of the projects in it, not whatever else is YAML', async () => {
  const there = folder({
    'docker-compose.yaml': 'a:   1\n',
    'shop/merlon.yaml': 'name:   Shop\n',
    'shop/tests/a.yaml': ragged,
  })
  expect(await there.run(['fmt', '.'])).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('formatted  shop/tests/a.yaml'),
  })
  expect(there.read('shop/merlon.yaml')).toBe('name: Shop\n')
  expect(there.read('docker-compose.yaml')).toBe('a:   1\n')
  expect((await there.run(['fmt', 'docker-compose.yaml'])).exit).toBe(0)
  expect(there.read('docker-compose.yaml')).toBe('a: 1\n')
})

test('what is not there, and what is no YAML by its name, is said', async () => {
  const there = folder({ 'a.txt': '', 'empty/x.txt': '' })
  expect(await there.run(['fmt', 'b.yaml'])).toMatchObject({ exit: 2, stderr: expect.stringContaining("no 'b.yaml'") })
  expect(await there.run(['fmt', 'a.txt'])).toMatchObject({ exit: 2, stderr: expect.stringContaining('is no YAML') })
  expect(await there.run(['fmt', 'empty'])).toMatchObject({ exit: 2, stderr: expect.stringContaining("in 'empty'") })
  expect(await there.run(['fmt'])).toMatchObject({ exit: 2, stderr: expect.stringContaining('no merlon.yaml') })
})

test.each(['examples', 'acceptance/passes'])(
  'the tests and what stands around them in %s are formatted',
  async (name) => {
    const home = fileURLToPath(new URL(`../../../../${name}/`, import.meta.url))
    const paths = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.yaml') && !/(?:^|\/)(?:case|unit|input)\.yaml$|(?:^|\/)(?:files|\.merlon)\//.test(path),
    )
    expect(paths.length).toBeGreaterThan(15)
    const { exit, stdout, stderr } = await project({}).run(['fmt', '--check', ...paths.map((path) => join(home, path))])
    expect([stdout, stderr, exit]).toEqual([`0 files to format, ${paths.length} in order already\n`, '', 0])
  },
)
