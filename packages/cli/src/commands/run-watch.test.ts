import { expect, test } from 'vitest'
import { type Folder, failing, passing, project, type Started } from '../test/cli.ts'

const times = (text: string, part: string): number => text.split(part).length - 1

/** What a watch says, and a way to wait until it has been waiting that often. */
async function watching(
  here: Folder,
): Promise<{ watch: Started; said: () => string; waited: (times: number) => Promise<void> }> {
  const watch = await here.start(['run', '--watch'], { input: null })
  let said = ''
  let heard: () => void = () => undefined
  watch.process.stdout?.on('data', (text: string) => {
    said += text
    heard()
  })
  const waited = async (count: number): Promise<void> => {
    while (times(said, 'watching for changes') < count) await new Promise<void>((resolve) => (heard = resolve))
  }
  return { watch, said: () => said, waited }
}

test('a change runs the tests that it affects, until the watch is ended', async () => {
  const here = project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': failing('B') })
  const { watch, said, waited } = await watching(here)
  await waited(1)
  expect(said()).toMatch(/✓ A[\s\S]*✗ B/)
  here.write({ 'report.xml': 'no test is affected by this', 'tests/b.yaml': passing('B mended') })
  await waited(2)
  expect(said()).toContain('✓ B mended')
  expect(times(said(), '✓ A')).toBe(1)
  here.write({ 'tests/c.yaml': 'steps:\n  - asert: 1 == 1\n' })
  await waited(3)
  here.write({ 'tests/c.yaml': passing('C') })
  await waited(4)
  expect(said()).toContain('✓ C')
  expect(times(said(), '✓ A')).toBe(1)
  watch.process.stdin?.write('\n')
  await waited(5)
  expect(times(said(), '✓ A')).toBe(2)
  watch.process.kill('SIGINT')
  expect(await watch.finished).toMatchObject({ exit: 0, stderr: expect.stringContaining("did you mean 'assert'?") })
})

test('what is read from standard input cannot be watched', async () => {
  const here = project()
  expect(await here.run(['run', '-', '--watch'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('there is nothing to watch'),
  })
})
