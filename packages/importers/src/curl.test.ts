import { catalog } from '@merlon/components'
import { expect, test } from 'vitest'
import importer from './curl.ts'
import { importerTable } from './index.ts'
import { compileAll, textAt } from './test/around.ts'

const imported = (files: Readonly<Record<string, string>>) =>
  importer.run({ files: new Map(Object.entries(files)), name: 'shop', catalog })

test('a file becomes a project with one test, a step for each command, which loads', async () => {
  const result = await imported({
    'shop.sh': `# Log in\ncurl -s http://x/login --json '{"user":"ann"}'\ncurl -H 'X-Key: $' http://x/cart # look\ncurl --frob http://x\n`,
  })
  expect([...result.files.keys()]).toEqual(['merlon.yaml', 'tests/shop.yaml'])
  expect(textAt(result, 'tests/shop.yaml')).toBe(
    `name: shop\n\nsteps:\n  # Log in\n  - post: { url: http://x/login, headers: { Accept: application/json }, json: { user: ann } }\n  # look\n  - get: { url: http://x/cart, headers: { X-Key: $ } }\n  - get: http://x\n`,
  )
  const { plans, diagnostics } = await compileAll(result)
  expect([diagnostics, plans.get('shop')?.steps.length]).toEqual([[], 3])
  expect(result.report).toMatchObject({ tests: 1, steps: 3, kept: 3, files: 0, lost: [] })
  expect(result.report.changed).toEqual([
    { file: 'shop.sh', line: 4, message: "curl's flag '--frob' is left out: it is not known here" },
  ])
})

test('in a folder each script is a test, and files beside it that it sends are taken along', async () => {
  const result = await imported({
    'cart/add.sh': 'curl -F x=@body.json http://x\ncurl http://x -T gone.txt',
    'cart/body.json': '{"a":1}',
    'readme.md': 'curl http://x',
    'empty.txt': 'nothing of the kind',
  })
  expect([...result.files.keys()].sort()).toEqual(['files/body.json', 'merlon.yaml', 'tests/cart/add.yaml'])
  expect(result.files.get('files/body.json')).toBe('{"a":1}')
  expect(result.report).toMatchObject({ tests: 1, steps: 2, files: 1 })
  expect(result.report.lost).toEqual([
    { file: 'empty.txt', message: 'this file is left out: there is no curl command in this text' },
  ])
  expect(result.report.changed.map(({ message }) => message)).toContain(
    "'gone.txt' is read from files/gone.txt: put it there",
  )
  expect(result.report.changed.map(({ message }) => message).join()).not.toContain('body.json')
})

test('a single file without a command that goes anywhere is refused', async () => {
  await expect(imported({ 'a.sh': 'wget http://x' })).rejects.toThrow('there is no curl command in this text')
})

test('the table knows the importer as it describes itself', async () => {
  const { kind, title, summary, accepts } = importer
  expect(importerTable[kind]).toMatchObject({ title, summary, accepts })
  expect(await importerTable[kind]!.load()).toBe(importer)
})
