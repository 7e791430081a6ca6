import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder } from '../test/cli.ts'

const unit =
  '<unit>\n  <sequence>\n    <set var="one" value="1"/>\n    <assert-exists expression="one"/>\n  </sequence>\n</unit>\n'
const older = { 'old/login/unit.xml': unit, 'old/login/input.xml': '<sets/>\n' }

/** `older`, zipped. */
const archive = Buffer.from(
  `UEsDBBQAAAAIAAAAIVzk2+2XUgAAAG8AAAAOAAAAbG9naW4vdW5pdC54bWyzKc3LLLHjUlCwKU4tLE3NS04FccDcEoWyxCJbpfy8
VCUgK6c01VbJUEkfKp1YXJxaVKKbWpFZXFKskFpRUJRaXJyZnwdRD1Zlo48w0kYfYg8AUEsDBBQAAAAIAAAAIVzHdyDVCgAAAAgA
AAAPAAAAbG9naW4vaW5wdXQueG1ssylOLSnWt+MCAFBLAQIUAxQAAAAIAAAAIVzk2+2XUgAAAG8AAAAOAAAAAAAAAAAAAACAAQAA
AABsb2dpbi91bml0LnhtbFBLAQIUAxQAAAAIAAAAIVzHdyDVCgAAAAgAAAAPAAAAAAAAAAAAAACAAX4AAABsb2dpbi9pbnB1dC54
bWxQSwUGAAAAAAIAAgB5AAAAtQAAAAAA`,
  'base64',
)

test('a folder becomes a project of its name, whose tests run', async () => {
  const here = folder(older)
  const { exit, stdout, stderr } = await here.run(['import', 'api-fortress', 'old', '--to', 'new'])
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  expect(stdout).toMatch(/^imported into new: 1 test with 2 steps/)
  expect(stdout).toMatch(/\nnext: merlon check new\n$/)
  expect(here.names('new')).toEqual(expect.arrayContaining(['merlon.yaml', 'tests']))
  expect(await here.run(['check', 'new'])).toMatchObject({ exit: 0 })
  expect(await here.run(['run', 'new'])).toMatchObject({ exit: 0, stdout: expect.stringContaining('✓ login') })
})

test('an archive goes into a new folder that is named like it', async () => {
  const here = folder()
  writeFileSync(join(here.path, 'export.zip'), archive)
  const { exit, stdout } = await here.run(['import', 'api-fortress', 'export.zip'])
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^imported into export: 1 test with 2 steps/)
  expect(await here.run(['run', 'export'])).toMatchObject({ exit: 0, stdout: expect.stringContaining('✓ login') })
})

test('what changed or was lost is told with its file and line', async () => {
  const here = folder({
    ...older,
    'old/login/unit.xml': unit.replace('<set ', '<fetch-from-moon url="x"/>\n    <set '),
  })
  const { exit, stdout } = await here.run(['import', 'api-fortress', 'old', '--to', 'new'])
  expect(exit).toBe(0)
  expect(stdout).toMatch(/1 test with 2 of 3 steps/)
  expect(stdout).toMatch(/\n(?:lost|changed) \(1\):\n {2}\S*login\/unit\.xml:3 {2}.*fetch-from-moon/)
})

describe('files that are there', () => {
  test('are never written over: the conflicts are listed, and nothing is written', async () => {
    const here = folder({ ...older, 'new/merlon.yaml': 'name: Mine\n' })
    const { exit, stdout, stderr } = await here.run(['import', 'api-fortress', 'old', '--to', 'new'])
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain("these files are in 'new' already, so nothing was written:\n  merlon.yaml\n")
    expect(stderr).toContain('--force')
    expect(here.names('new')).toEqual(['merlon.yaml'])
    expect(here.read('new/merlon.yaml')).toBe('name: Mine\n')
  })

  test('are written over with --force; others stay', async () => {
    const here = folder({ ...older, 'new/merlon.yaml': 'name: Mine\n', 'new/notes.txt': 'notes' })
    expect((await here.run(['import', 'api-fortress', 'old', '--to', 'new', '--force'])).exit).toBe(0)
    expect(here.read('new/merlon.yaml')).not.toContain('Mine')
    expect(here.read('new/notes.txt')).toBe('notes')
  })
})

test.each<[readonly string[], string]>([
  [['import'], 'the kinds are api-fortress'],
  [['import', 'api-fortres', 'old'], "did you mean 'api-fortress'?"],
  [['import', 'api-fortress'], 'needs a file or a folder'],
  [['import', 'api-fortress', 'nope.zip'], "there is no 'nope.zip'"],
  [['import', 'api-fortress', 'picture.png'], "'picture.png' is nothing that can be imported"],
  [['import', 'api-fortress', 'broken.zip'], "'broken.zip' cannot be imported: "],
  [['import', 'api-fortress', 'empty', '--to', 'new'], "there is nothing of API Fortress in 'empty'"],
  [['import', 'api-fortress', 'old'], 'cannot go into the folder that it is imported from'],
  [['import', 'api-fortress', 'old', 'older'], "'older' was named too"],
])('%j is refused', async (args, message) => {
  const here = folder({
    ...older,
    'picture.png': '',
    'broken.zip': 'PK\u0003\u0004 no archive',
    'empty/readme.md': 'nothing',
  })
  const before = here.names('.')
  const { exit, stdout, stderr } = await here.run(args)
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(here.names('.')).toEqual(before)
})
