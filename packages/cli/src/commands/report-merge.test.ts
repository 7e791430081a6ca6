import { describe, expect, test } from 'vitest'
import { type Folder, failing, folder, passing, project } from '../test/cli.ts'

const files = {
  'tests/a.yaml': passing('A'),
  'tests/b.yaml': failing('B'),
  'tests/c.yaml': passing('C'),
}

async function parts(here: Folder, seeds: readonly string[] = ['1', '1', '1']): Promise<void> {
  for (const [at, name] of ['a', 'b', 'c'].entries())
    await here.run(['run', `tests/${name}.yaml`, '--events', `${name}.jsonl`, '--seed', seeds[at]!])
}

/** The beginning of a stored run, up to and with the last event of a type. */
const upTo = (text: string, type: string): string =>
  text.slice(0, text.indexOf('\n', text.lastIndexOf(`"${type}"`)) + 1)

describe('a part that broke off', () => {
  test('in the middle keeps its tests, before those of the next part, in every report', async () => {
    for (const end of ['test-started', 'set-started', 'step-finished', 'set-finished']) {
      const here = project(files)
      await parts(here)
      here.write({ 'b.jsonl': upTo(here.read('b.jsonl'), end) })
      const flags = [
        '--json',
        'r.json',
        '--junit',
        'r.xml',
        '--tap',
        'r.tap',
        '--ctrf',
        'r.ctrf',
        '--events',
        'r.jsonl',
      ]
      const merged = await here.run(['report', 'merge', 'a.jsonl', 'b.jsonl', 'c.jsonl', ...flags])
      const bad = end === 'test-started' || end === 'set-started' ? 'errored' : 'failed'
      const { tests, status, interrupted } = JSON.parse(here.read('r.json'))
      expect(tests.map(({ name, status }: { name: string; status: string }) => [name, status])).toEqual([
        ['A', 'passed'],
        ['B', bad],
        ['C', 'passed'],
      ])
      expect([status, interrupted, merged.exit]).toEqual([bad, true, bad === 'failed' ? 1 : 3])
      const suites = [...here.read('r.xml').matchAll(/<testsuite name="(\w+)".* failures="(\d)" errors="(\d)"/g)]
      expect(suites.map(([, name, failures, errors]) => [name, failures, errors])).toEqual([
        ['A', '0', '0'],
        ['B', bad === 'failed' ? '1' : '0', end === 'set-started' ? '1' : '0'],
        ['C', '0', '0'],
        ['merlon', '0', '1'],
      ])
      const points = [...here.read('r.tap').matchAll(/^(ok|not ok) \d - (\w)/gm)].map(([, point, name]) => [
        point,
        name,
      ])
      expect(points).toEqual([
        ['ok', 'A'],
        ['not ok', 'B'],
        ['ok', 'C'],
      ])
      expect(JSON.parse(here.read('r.ctrf')).results.summary.failed).toBeGreaterThan(0)
      const again = await here.run(['report', 'r.jsonl', '--json', 's.json'])
      expect(again.exit).toBe(merged.exit)
      expect(here.read('s.json')).toBe(here.read('r.json'))
    }
  })
})

test('the same run is not counted twice', async () => {
  const here = project(files)
  await parts(here)
  await here.run(['report', 'merge', 'a.jsonl', 'c.jsonl', '--events', 'all.jsonl'])
  for (const [paths, message] of [
    [['a.jsonl', 'a.jsonl'], "'a.jsonl' is named twice"],
    [['a.jsonl', 'all.jsonl'], "'a.jsonl' and 'all.jsonl' hold the same run"],
  ] as const)
    expect(await here.run(['report', 'merge', ...paths])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining(message),
    })
})

test('a report is not written over what it is made from', async () => {
  const here = project(files)
  await parts(here)
  const before = here.read('a.jsonl')
  for (const args of [
    ['report', 'a.jsonl', '--events', './a.jsonl'],
    ['report', 'merge', 'b.jsonl', 'a.jsonl', '--json', 'a.jsonl'],
  ])
    expect(await here.run(args)).toMatchObject({ exit: 2, stderr: expect.stringContaining('would overwrite') })
  expect(here.read('a.jsonl')).toBe(before)
})

test('seeds that differ are said, since no report can name them all', async () => {
  const here = project(files)
  await parts(here, ['1', '2', '2'])
  const { stderr } = await here.run(['report', 'merge', 'a.jsonl', 'b.jsonl', 'c.jsonl'])
  expect(stderr).toContain('different seeds (1, 2)')
  expect((await here.run(['report', 'merge', 'b.jsonl', 'c.jsonl'])).stderr).toBe('')
})

test('paths of parts that ran in different folders begin at the project', async () => {
  const here = folder({
    'api/merlon.yaml': 'name: Api\n',
    'api/tests/a.yaml': passing('A'),
    'api/tests/b.yaml': failing('B'),
  })
  await here.run(['run', 'a.yaml', '--events', '../../a.jsonl'], { cwd: 'api/tests' })
  await here.run(['run', 'tests/b.yaml', '--events', '../b.jsonl'], { cwd: 'api' })
  await here.run(['report', 'merge', 'a.jsonl', 'b.jsonl', '--events', 'all.jsonl', '--json', 'all.json'])
  const { tests } = JSON.parse(here.read('all.json'))
  expect(tests.map(({ file }: { file: string }) => file)).toEqual(['tests/a.yaml', 'tests/b.yaml'])
  expect(tests[1].runs[0].steps[0].location.file).toBe('tests/b.yaml')
  expect(JSON.parse(here.read('all.jsonl').split('\n')[0]!)).not.toHaveProperty('folder')
})
