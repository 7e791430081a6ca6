import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { type Folder, failing, folder, passing, project } from '../test/cli.ts'

const ran = (stdout: string): string[] => [...stdout.matchAll(/^[✓✗] (\S+)/gm)].map(([, name = '']) => name)

test('snapshots that a shell names beside their tests are passed over', async () => {
  const here = project({ 'tests/a.yaml': passing('A'), 'tests/a.snap': '{}' })
  expect(ran((await here.run(['run', 'tests/a.snap', 'tests/a.yaml'])).stdout)).toEqual(['A'])
  expect((await here.run(['run', 'tests/a.snap'])).exit).toBe(4)
})

describe('--last-failed', () => {
  const oneOfTwo = 'inputs:\n  good: { n: 1 }\n  bad: { n: 2 }\nsteps:\n  - assert: n == 1\n'

  test('runs the input sets again that did not pass, and nothing else', async () => {
    const here = project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': `name: B\n${oneOfTwo}` })
    expect((await here.run(['run'])).exit).toBe(1)
    const again = await here.run(['run', '--last-failed', '--json', 'r.json'])
    expect(ran(again.stdout)).toEqual(['B'])
    const [only] = JSON.parse(here.read('r.json')).tests
    expect(only.runs.map(({ inputSet }: { inputSet: string }) => inputSet)).toEqual(['bad'])
  })

  test('finds tests from another folder than they ran from', async () => {
    const here = project({ 'tests/a.yaml': failing('A'), 'tests/b.yaml': passing('B') })
    await here.run(['run'], { cwd: 'tests' })
    expect(ran((await here.run(['run', '--last-failed'])).stdout)).toEqual(['A'])
  })

  test('takes input sets that were running when the run broke off', async () => {
    const here = project({ 'tests/a.yaml': `name: A\n${oneOfTwo}`, 'tests/b.yaml': passing('B') })
    await here.run(['run'])
    const [kept = ''] = here.names('.merlon/runs')
    const path = `.merlon/runs/${kept}`
    const whole = here.read(path)
    here.write({ [path]: whole.slice(0, whole.indexOf('\n', whole.indexOf('"set-started"')) + 1) })
    here.write({ '.merlon/runs/99999999T000000000Z-0000.jsonl': '' })
    const again = await here.run(['run', '--last-failed', '--json', 'r.json'])
    expect(ran(again.stdout)).toEqual(['A'])
    expect(JSON.parse(here.read('r.json')).tests[0].runs).toMatchObject([{ inputSet: 'good' }])
  })

  test('finds what several projects ran together', async () => {
    const here = folder({
      'one/merlon.yaml': 'name: One\n',
      'one/tests/a.yaml': failing('A'),
      'two/merlon.yaml': 'name: Two\n',
      'two/tests/b.yaml': failing('B'),
      'two/tests/c.yaml': passing('C'),
    })
    await here.run(['run', 'two/tests/c.yaml'])
    await here.run(['run', 'one', 'two'])
    expect(ran((await here.run(['run', 'one', 'two', '--last-failed'])).stdout)).toEqual(['A', 'B'])
  })

  test('says why a file that is no run is not read', async () => {
    const here = project({ 'tests/a.yaml': passing('A') })
    here.write({ '.merlon/runs/20260101T000000000Z-0000.jsonl': '{}\n' })
    expect(await here.run(['run', '--last-failed'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('is no stored run'),
    })
  })

  test('after a run that passed, no test matches: nothing passes because nothing ran', async () => {
    const here = project({ 'tests/a.yaml': passing('A') })
    const first = await here.run(['run', '--last-failed'])
    expect(first).toMatchObject({ exit: 2, stderr: expect.stringContaining('no run of this project is kept yet') })
    await here.run(['run'])
    const { exit, stderr } = await here.run(['run', '--last-failed'])
    expect(exit).toBe(4)
    expect(stderr).toContain('the only test is not what --last-failed asks for')
  })
})

describe('--shard', () => {
  const names = ['A', 'B', 'C', 'D', 'E']
  const files = Object.fromEntries(
    names.map((name) => [`tests/${name}.yaml`, name === 'D' ? failing(name) : passing(name)]),
  )

  test('parts hold every test once, in order, and merged they are the whole', async () => {
    const here = project(files)
    const parts = []
    for (const at of [1, 2, 3])
      parts.push(await here.run(['run', '--shard', `${at}/3`, '--events', `part-${at}.jsonl`]))
    expect(parts.flatMap(({ stdout }) => ran(stdout))).toEqual(names)
    expect(parts.map(({ exit }) => exit)).toEqual([0, 0, 1])
    await here.run(['run', '--seed', '1', '--json', 'whole.json'])
    const merged = await here.run([
      'report',
      'merge',
      'part-1.jsonl',
      'part-2.jsonl',
      'part-3.jsonl',
      '--json',
      'merged.json',
    ])
    expect(merged.exit).toBe(1)
    expect(ran(merged.stdout)).toEqual(names)
    const [whole, again] = ['whole.json', 'merged.json'].map((path) => JSON.parse(here.read(path)))
    const { durationMs: _a, ...counts } = whole.summary
    expect(again).toMatchObject({ status: 'failed', summary: counts })
    expect(again.bodies).toEqual(whole.bodies)
  })

  test('a part without a test passes and says why; what is no part is wrong usage', async () => {
    const here = project({ 'tests/a.yaml': passing('A') })
    const empty = await here.run(['run', '--shard', '1/2', '--events', 'part-1.jsonl', '--json', '-'])
    expect(empty).toMatchObject({ exit: 0, stderr: expect.stringContaining('part 1/2 has no test') })
    expect(JSON.parse(empty.stdout)).toMatchObject({ status: 'passed', tests: [] })
    await here.run(['run', '--shard', '2/2', '--events', 'part-2.jsonl'])
    const merged = await here.run(['report', 'merge', 'part-1.jsonl', 'part-2.jsonl'])
    expect(merged.exit).toBe(0)
    expect(ran(merged.stdout)).toEqual(['A'])
    for (const part of ['0/2', '3/2', 'x', '1', '1/0'])
      expect(await here.run(['run', '--shard', part])).toMatchObject({
        exit: 2,
        stderr: expect.stringContaining('1/3, 2/3 and 3/3'),
      })
  })

  test('merging says which part is missing, and does not pass', async () => {
    const here = project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': passing('B'), 'tests/c.yaml': passing('C') })
    for (const at of [1, 3]) await here.run(['run', '--shard', `${at}/3`, '--events', `${at}.jsonl`])
    expect(await here.run(['report', 'merge', '1.jsonl', '3.jsonl', '--junit', 'r.xml'])).toMatchObject({
      exit: 3,
      stdout: expect.stringContaining('interrupted'),
      stderr: expect.stringContaining('2/3 of --shard is missing'),
    })
    expect(here.read('r.xml')).toContain('<error')
  })

  test('merging a part that broke off is errored, and a file that is no run is refused', async () => {
    const here = project(files)
    await here.run(['run', '--events', 'a.jsonl', 'tests/A.yaml'])
    await here.run(['run', '--events', 'b.jsonl', 'tests/B.yaml'])
    const whole = here.read('b.jsonl')
    here.write({ 'cut.jsonl': whole.slice(0, whole.indexOf('"run-finished"')), 'no.jsonl': '{}\n' })
    expect(await here.run(['report', 'merge', 'a.jsonl', 'cut.jsonl'])).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining("'cut.jsonl' ends in the middle of line"),
    })
    expect(await here.run(['report', 'merge', 'a.jsonl', 'no.jsonl'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("'no.jsonl' is no stored run"),
    })
    expect((await here.run(['report', 'merge'])).stderr).toContain('takes the event files of the parts')
  })
})

describe('--only-changed', () => {
  const git = (here: Folder, ...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: here.path,
      encoding: 'utf8',
    })

  function repository(): Folder {
    const here = project({
      'tests/a.yaml': passing('A'),
      'tests/b.yaml': 'name: B\nsteps:\n  - call: outer\n',
      'tests/c.yaml': 'name: C\nglobals: { which: outer }\nsteps:\n  - call: "${which}"\n',
      'snippets/outer.yaml': '- call: inner\n',
      'snippets/inner.yaml': '- assert: 1 == 1\n',
      'snippets/unused.yaml': '- assert: 1 == 1\n',
      'vault.yaml': 'host: a\n',
      'environments/staging.yaml': 'host: b\n',
      '.gitignore': '.merlon/\n',
      'README.md': 'text\n',
    })
    git(here, 'init', '-q', '-b', 'main')
    git(here, 'add', '.')
    git(here, 'commit', '-qm', 'first')
    return here
  }

  test('nothing changed: no test matches', async () => {
    const here = repository()
    here.write({ 'README.md': 'other\n' })
    const { exit, stderr } = await here.run(['run', '--only-changed'])
    expect(exit).toBe(4)
    expect(stderr).toContain('none of the 3 tests is what --only-changed HEAD asks for')
  })

  test.each<[string, Record<string, string>, readonly string[], readonly string[]]>([
    ['a test runs itself', { 'tests/a.yaml': passing('A').replace('A', 'A2') }, [], ['A2']],
    ['a snapshot runs its test', { 'tests/a.snap': '{"schema":"merlon.snapshots/1","snapshots":{}}' }, [], ['A']],
    ['a new test counts', { 'tests/new.yaml': passing('New') }, [], ['New']],
    ['a snippet runs who reaches it, and who may', { 'snippets/inner.yaml': '- assert: 2 == 2\n' }, [], ['B', 'C']],
    ['a snippet that only a computed name may reach', { 'snippets/unused.yaml': '- assert: 2 == 2\n' }, [], ['C']],
    ['the vault runs all', { 'vault.yaml': 'host: c\n' }, [], ['A', 'B', 'C']],
    ['data runs all', { 'files/x.csv': 'a\n' }, [], ['A', 'B', 'C']],
    ['a file of variables runs all', { 'more/vars.yaml': 'x: 2\n' }, ['--vars', 'more/vars.yaml'], ['A', 'B', 'C']],
    [
      'an environment in use runs all',
      { 'environments/staging.yaml': 'host: z\n' },
      ['-e', 'staging'],
      ['A', 'B', 'C'],
    ],
  ])('a change of %s', async (_what, change, flags, expected) => {
    const here = repository()
    here.write(change)
    expect(ran((await here.run(['run', '--only-changed', ...flags])).stdout)).toEqual(expected)
  })

  test('compares with where a branch began, and takes paths behind it for paths', async () => {
    const here = repository()
    git(here, 'checkout', '-qb', 'feature')
    here.write({ 'tests/a.yaml': passing('A').replace('A', 'A2') })
    git(here, 'commit', '-qam', 'second')
    git(here, 'checkout', '-q', 'main')
    here.write({ 'tests/b.yaml': passing('B2') })
    git(here, 'commit', '-qam', 'third')
    git(here, 'checkout', '-q', 'feature')
    expect(ran((await here.run(['run', '--only-changed', 'main'])).stdout)).toEqual(['A2'])
    expect((await here.run(['run', '--only-changed', 'tests'])).exit).toBe(4)
    expect(await here.run(['run', '--only-changed', 'nowhere'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('--only-changed=origin/main'),
    })
  })
})
