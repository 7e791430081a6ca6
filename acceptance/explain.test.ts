import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readErrorPages } from '../scripts/generate/error-pages.ts'
import { type Command, packedCommand, type Run } from './harness/command.ts'

let command: Command
beforeAll(async () => {
  command = await packedCommand()
})
afterAll(() => command.remove())

const explain = (...args: string[]): Promise<Run> => command.run(['explain', ...args], { cwd: tmpdir() })

describe('merlon explain', () => {
  test('shows the page of a code', async () => {
    const { exit, shown } = await explain('unknown-field')
    expect(exit).toBe(0)
    expect(shown).toMatch(/^unknown-field\n\n/)
    expect(shown).toContain('\nwrong\n    steps:\n')
    expect(shown).toContain('\nright\n    steps:\n')
  })

  test('takes a code as it is shown, with brackets', async () => {
    const { exit, shown } = await explain('error[unknown-field]')
    expect([exit, shown]).toEqual([0, (await explain('unknown-field')).shown])
  })

  test('lists every code with its meaning', async () => {
    const { exit, shown } = await explain()
    expect(exit).toBe(0)
    const listed = shown.split('\n').flatMap((line) => /^([a-z-]+) {2,}\S/.exec(line)?.[1] ?? [])
    expect(listed).toEqual((await readErrorPages()).map(({ code }) => code))
  })

  test('suggests the nearest code, and exits with 2', async () => {
    expect(await explain('unknwn-field')).toEqual({
      exit: 2,
      shown: "error: there is no code 'unknwn-field'\n  = help: did you mean 'unknown-field'?\n",
    })
    expect(await explain('constructor')).toEqual({
      exit: 2,
      shown: "error: there is no code 'constructor'\n  = help: `merlon explain` lists them all\n",
    })
  })

  test('takes one code', async () => {
    expect((await explain('unknown-field', 'cycle')).exit).toBe(2)
  })
})
