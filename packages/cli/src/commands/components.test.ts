import { catalog } from '@merlon/components'
import { expect, test } from 'vitest'
import { folder } from '../test/cli.ts'

test('every component is listed once, in lines that fit', async () => {
  const { exit, stdout } = await folder().run(['components'])
  expect(exit).toBe(0)
  const listed = [...stdout.matchAll(/^ {2}(\S+) {2,}\S/gm)].map(([, name]) => name!)
  expect(listed.toSorted()).toEqual(catalog.components.map(({ name }) => name).toSorted())
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
})

test('the page of a component has its fields, what they take, and examples', async () => {
  const { exit, stdout } = await folder().run(['components', 'assert-is'])
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^assert-is {2}Is a · Assertions\n/)
  expect(stdout).toMatch(/^ {2}expression ◆\n {6}.*\n {6}an expression; required$/m)
  expect(stdout).toMatch(/^ {6}one of `integer`/m)
  expect(stdout).toContain('    - assert-is: { expression: n, type: integer, strict: true }\n')
})

test('an older name leads to its component', async () => {
  const renamed = catalog.components.find(({ older }) => older?.names?.length)
  const [older] = renamed?.older?.names ?? []
  expect(older).toBeDefined()
  const { stdout } = await folder().run(['components', older!])
  expect(stdout).toMatch(new RegExp(`^${renamed?.name} `))
  expect(stdout).toContain(older!)
})

test('an unknown name is an error with a suggestion', async () => {
  expect(await folder().run(['components', 'asert-equals'])).toEqual({
    exit: 2,
    stdout: '',
    stderr: "error: there is no component called 'asert-equals'\n  = help: did you mean 'assert-equals'?\n",
  })
  expect(await folder().run(['components', 'get', 'put'])).toMatchObject({ exit: 2 })
})
