import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failing, folder, passing, project, timeless } from '../test/cli.ts'

const twoSets = 'name: Sets\ninputs:\n  small: { size: 1 }\n  large: { size: 9 }\nsteps:\n  - assert: size > 0\n'

/** Names of the tests that a run reported, in order. */
const namesIn = (stdout: string): string[] => [...stdout.matchAll(/^[✓✗] (.*?) {3}/gm)].map(([, name]) => name!)

describe('exit codes', () => {
  test('0 when all tests pass', async () => {
    const { exit, stdout, stderr } = await project({ 'tests/a.yaml': passing('A') }).run(['run'])
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    expect(timeless(stdout)).toMatch(/^✓ A .*\n\npassed {3}1 test · /)
  })

  test('1 when a test fails', async () => {
    const { exit, stdout } = await project({ 'tests/a.yaml': failing('A'), 'tests/b.yaml': passing('B') }).run(['run'])
    expect(exit).toBe(1)
    expect(stdout).toContain('--> tests/a.yaml:4:')
    expect(stdout).toContain('failed   1 of 2 tests')
  })

  test('2 when a file does not load: every mistake is told on stderr, with its line, and nothing runs', async () => {
    const broken = 'name: B\nsteps:\n  - gett: http://127.0.0.1:1\n  - get: { ulr: / }\n'
    const { exit, stdout, stderr } = await project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': broken }).run([
      'run',
    ])
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain(' 3 |   - gett: http://127.0.0.1:1\n')
    expect(stderr).toContain("did you mean 'get'?")
    expect(stderr).toContain("did you mean 'url'?")
    expect(stderr.trimEnd().split('\n').slice(-2)).toEqual(['2 errors', 'nothing was run'])
  })

  test('3 when no test failed, but a request could not be carried out', async () => {
    const { exit, stdout } = await project({ 'tests/a.yaml': 'steps:\n  - get: http://127.0.0.1:1/\n' }).run(['run'])
    expect(exit).toBe(3)
    expect(stdout).toContain('refused')
  })

  test('4 when no test matches, with what was asked for', async () => {
    const here = project({ 'tests/a.yaml': passing('A', 'tags: [slow]\n'), 'empty/readme.txt': '' })
    expect(await here.run(['run', '-t', 'smoke'])).toMatchObject({
      exit: 4,
      stdout: '',
      stderr: expect.stringContaining("the only test is not what --tags 'smoke' asks for"),
    })
    expect(await here.run(['run', '--input', 'x', '-g', 'a'])).toMatchObject({
      exit: 4,
      stderr: expect.stringContaining("--grep 'a' --input 'x' ask for"),
    })
    expect(await here.run(['run', 'empty'])).toMatchObject({
      exit: 4,
      stderr: expect.stringContaining("there are no tests in 'empty'"),
    })
    expect(await here.run(['run', 'tests/x*.yaml'])).toMatchObject({
      exit: 4,
      stderr: expect.stringContaining("'tests/x*.yaml'"),
    })
  })
})

describe('what cannot be run is an error that says what to do', () => {
  test.each([
    [['run', 'nope.yaml'], "there is no 'nope.yaml'"],
    [['run', 'notes.txt'], "'notes.txt' is no test"],
    [['run', '-e', 'stagin'], "did you mean 'staging'?"],
    [['run', '-j', 'many'], '--workers takes a number or a percentage'],
    [['run', '--seed', 'x'], '--seed takes a whole number'],
    [['run', '--repeat', '0'], '--repeat takes a whole number from 1'],
    [['run', '--bail=x'], '--bail takes a whole number from 1'],
    [['run', '--timeout', 'soon'], '--timeout takes a time'],
    [['run', '--tags', 'a and'], "'a and' is no selection of tags"],
    [['run', '--grep', '/[/'], "'/[/' is no regular expression"],
    [['run', '--cacert', 'nope.pem'], "'nope.pem' of --cacert cannot be read: there is no such file"],
    [['run', '--vars', 'nope.yaml'], "'nope.yaml' of --vars cannot be read: there is no such file"],
    [['run', '--vars', 'notes.txt'], 'must be a map of names and values'],
    [['run', '--var', 'x'], '--var takes name=text or name:=JSON'],
    [['run', '--var', 'x:={'], "the value of 'x' is no JSON"],
    [['run', '--secret', 'x=1'], '--secret takes a name only'],
    [['run', '--secret', 'x', '-'], '`-` and --secret both read standard input'],
    [['run', '--secret', 'x'], "no line on standard input for the secret 'x'"],
  ])('%j', async (args, message) => {
    const here = project({
      'tests/a.yaml': passing('A'),
      'notes.txt': 'notes',
      'environments/staging.yaml': 'host: x\n',
    })
    const { exit, stdout, stderr } = await here.run(args)
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(here.names('.merlon')).toEqual([])
  })

  test('outside a project without paths', async () => {
    const { exit, stderr } = await folder().run(['run'])
    expect(exit).toBe(2)
    expect(stderr).toContain('there is no merlon.yaml in this folder or above it')
    expect(stderr).toContain('merlon init')
  })

  test('a file that cannot be read', async () => {
    const here = project({ 'tests/a.yaml': passing('A') })
    // Reading it fails for everybody, whoever runs this test.
    symlinkSync('/proc/self/mem', join(here.path, 'tests/b.yaml'))
    expect(await here.run(['run'])).toMatchObject({
      exit: 2,
      stdout: '',
      stderr: expect.stringContaining("'tests/b.yaml' cannot be read"),
    })
  })

  test('workers of merlon.yaml', async () => {
    const here = folder({ 'merlon.yaml': 'workers: many\n', 'tests/a.yaml': passing('A') })
    expect(await here.run(['run'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("`workers` takes a number or a percentage, not 'many'"),
    })
  })
})

describe('selection', () => {
  const tests = {
    'tests/cart/add.yaml': passing('Add', 'tags: [smoke, cart]\n'),
    'tests/cart/remove.yaml': passing('Remove', 'tags: [cart, slow]\n'),
    'tests/login.yaml': passing('Log in', 'tags: [smoke]\n'),
    'tests/report[1].yaml': passing('Report'),
  }
  test.each([
    [['run'], ['Add', 'Remove', 'Log in', 'Report']],
    [
      ['run', 'tests/cart'],
      ['Add', 'Remove'],
    ],
    [
      ['run', 'tests/login.yaml', 'tests/cart/add.yaml', 'tests/cart'],
      ['Add', 'Remove', 'Log in'],
    ],
    [
      ['run', 'tests/**/*e*.yaml'],
      ['Remove', 'Report'],
    ],
    [
      ['run', 'tests/{login,cart/add}.yaml'],
      ['Add', 'Log in'],
    ],
    [['run', 'tests/*/?dd.yaml'], ['Add']],
    [['run', 'tests/[!lr]*/[ab]*.yaml'], ['Add']],
    [['run', 'tests/report[1].yaml'], ['Report']],
    [['run', '-t', 'smoke and not cart'], ['Log in']],
    [
      ['run', '-t', '(smoke or slow) and cart'],
      ['Add', 'Remove'],
    ],
    [
      ['run', '-t', 'slow,smoke'],
      ['Add', 'Remove', 'Log in'],
    ],
    [['run', '-t', 'smoke', '-t', 'cart'], ['Add']],
    [['run', '-g', 'log'], ['Log in']],
    [
      ['run', '-g', '/^(add|remove)$/i'],
      ['Add', 'Remove'],
    ],
    [
      ['run', '-g', 'cart/'],
      ['Add', 'Remove'],
    ],
  ])('%j', async (args, names) => {
    const { stdout, exit } = await project(tests).run(args)
    expect(namesIn(stdout)).toEqual(names)
    expect(exit).toBe(0)
  })

  test('without paths the project is found from any folder in it', async () => {
    const { stdout } = await project(tests).run(['run'], { cwd: 'tests/cart' })
    expect(namesIn(stdout)).toEqual(['Add', 'Remove', 'Log in', 'Report'])
  })

  test('- reads a test from standard input', async () => {
    const { exit, stdout } = await folder().run(['run', '-'], { input: failing('Piped') })
    expect(exit).toBe(1)
    expect(stdout).toContain('(standard input):4:')
  })

  test('--input runs one input set', async () => {
    const { stdout } = await project({ 'tests/a.yaml': twoSets, 'tests/b.yaml': passing('B') }).run([
      'run',
      '--input',
      'large',
      '-v',
    ])
    expect(namesIn(stdout)).toEqual(['Sets'])
    expect(stdout).toContain('1 input set')
    expect(stdout).not.toContain('small')
  })
})

describe('how it runs', () => {
  test('--bail begins no further test after the first that did not pass, --bail 2 after the second', async () => {
    const here = project({ 'tests/a.yaml': failing('A'), 'tests/b.yaml': failing('B'), 'tests/c.yaml': passing('C') })
    expect(namesIn((await here.run(['run', '--bail'])).stdout)).toEqual(['A'])
    expect(namesIn((await here.run(['run', '--bail', '2'])).stdout)).toEqual(['A', 'B'])
    expect(namesIn((await here.run(['run'])).stdout)).toEqual(['A', 'B', 'C'])
  })

  test('--repeat runs everything again', async () => {
    const { stdout } = await project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': passing('B') }).run([
      'run',
      '--repeat',
      '2',
    ])
    expect(namesIn(stdout)).toEqual(['A', 'B', 'A', 'B'])
  })

  test('the same --seed draws the same random values, another one others', async () => {
    const draws = 'steps:\n  - set: { var: n, value: "${Math.random()}" }\n  - assert: n == 0\n'
    const here = project({ 'tests/a.yaml': draws })
    const drawn = async (seed: string): Promise<string> =>
      /`n` is ([\d.e-]+)|n = ([\d.e-]+)/.exec((await here.run(['run', '--seed', seed])).stdout)![0]
    expect(await drawn('7')).toBe(await drawn('7'))
    expect(await drawn('7')).not.toBe(await drawn('8'))
  })

  test('--dry-run sends nothing and says what would run', async () => {
    const here = project({ 'tests/a.yaml': twoSets, 'tests/b.yaml': failing('B') })
    expect(await here.run(['run', '--dry-run'])).toMatchObject({
      exit: 0,
      stdout: 'tests/a.yaml  Sets  2 input sets\ntests/b.yaml  B  1 input set\nnothing was sent: 2 tests would run\n',
    })
    expect((await here.run(['run', '--dry-run', '--input', 'small'])).stdout).toContain('Sets  1 input set\n')
    expect(here.exists('.merlon')).toBe(false)
  })

  test('--timeout ends an input set that takes longer', async () => {
    const { exit, stdout } = await project({ 'tests/a.yaml': 'steps:\n  - wait: 1min\n' }).run([
      'run',
      '--timeout',
      '20ms',
    ])
    expect(exit).toBe(3)
    expect(stdout).toContain('its time of 0.02 s ran out')
  })

  test('a run is kept in .merlon/runs, and where it cannot be kept it still runs', async () => {
    const here = project({ 'tests/a.yaml': passing('A') })
    await here.run(['run'])
    expect(here.names('.merlon/runs')).toEqual([expect.stringMatching(/^\d{8}T\d{9}Z-[0-9a-f]{4}\.jsonl$/)])
    expect(here.read('.merlon/.gitignore')).toBe('*\n')
    const blocked = project({ 'tests/a.yaml': passing('A'), '.merlon/runs': 'a file' })
    expect(await blocked.run(['run'])).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining('warning: this run is not kept'),
    })
  })
})
