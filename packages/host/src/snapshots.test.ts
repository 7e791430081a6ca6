import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { openSnapshots, type SnapshotSettings, type Snapshots, snapshotMode } from './snapshots.ts'

const TEST = 'tests/cart.yaml'

interface Place {
  readonly folder: string
  readonly file: string
  readonly text: () => string
  readonly open: (mode?: SnapshotSettings['mode']) => Snapshots
}

function place(): Place {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-snap-')))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'tests'))
  writeFileSync(join(folder, TEST), 'steps: []\n')
  const file = join(folder, 'tests/cart.snap')
  return {
    folder,
    file,
    text: () => readFileSync(file, 'utf8'),
    open: (mode = 'write') => openSnapshots({ mode, cwd: folder }),
  }
}

test('what was written is read again, by another process too, to the last digit', async () => {
  const { open } = place()
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.jsonValue(), async (key, value) => {
      const text = JSON.stringify(value)
      await open().write(TEST, key, text)
      expect(JSON.parse((await open().read(TEST, key)) ?? 'nothing')).toEqual(JSON.parse(text))
    }),
    { numRuns: 50 },
  )
  await open().write(TEST, 'wide', '[12345678901234567890.10]')
  expect(await open().read(TEST, 'wide')).toBe('[12345678901234567890.10]')
})

test('the file lies beside the test, is sorted by name, and has a line for each scalar', async () => {
  const { open, text, folder } = place()
  const snapshots = open()
  await snapshots.write(TEST, 'b', '{"x":1,"y":[true]}')
  await snapshots.write(TEST, 'a', 'null')
  expect(text()).toBe(
    '{\n  "schema": "merlon.snapshots/1",\n  "snapshots": {\n    "a": null,\n    "b": {\n      "x": 1,\n      "y": [\n        true\n      ]\n    }\n  }\n}\n',
  )
  expect(readdirSync(join(folder, 'tests')).toSorted()).toEqual(['cart.snap', 'cart.yaml'])
})

test('none is lost when many are written at once, by several processes', async () => {
  const { open } = place()
  const stores = [open(), open(), open()]
  const keys = Array.from({ length: 60 }, (_, at) => `key ${at}`)
  await Promise.all(keys.map((key, at) => stores[at % 3]!.write(TEST, key, JSON.stringify(at))))
  const found = await Promise.all(keys.map((key) => open().read(TEST, key)))
  expect(found).toEqual(keys.map((_, at) => String(at)))
})

test.each([
  ['is cut off', '{ "schema": "merlon.snapshots/1", "snapshots": {', /tests\/cart\.snap is damaged/],
  ['holds a conflict', '{\n<<<<<<< ours\n}\n', /tests\/cart\.snap holds a merge conflict/],
  ['is something else', '{"a": 1}', /tests\/cart\.snap is not a file of snapshots/],
  ['is empty', '', /tests\/cart\.snap is damaged/],
])('a file that %s is left as it is, and refused', async (_, text, message) => {
  const { open, file } = place()
  writeFileSync(file, text)
  await expect(open().read(TEST, 'a')).rejects.toThrow(message)
  await expect(open('update').write(TEST, 'a', '1')).rejects.toThrow(message)
  await expect(open('update').settle([TEST])).rejects.toThrow(message)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('a test that is kept in no file has no snapshots', async () => {
  const { open, folder } = place()
  await expect(open().write('-', 'a', '1')).rejects.toThrow('this test is not kept in a file')
  await expect(open().read('tests', 'a')).rejects.toThrow('this test is not kept in a file')
  expect(existsSync(join(folder, '-.snap'))).toBe(false)
})

test('those that nothing looked at are named, and removed only by an update', async () => {
  const { open, text } = place()
  for (const key of ['a', 'b', 'c']) await open().write(TEST, key, '1')
  const plain = open()
  await plain.read(TEST, 'a')
  const obsolete = [{ file: 'tests/cart.snap', keys: ['b', 'c'] }]
  expect(await plain.settle([TEST, TEST])).toEqual(obsolete)
  expect(text()).toContain('"b"')
  const updating = open('update')
  await updating.read(TEST, 'a')
  expect(await updating.settle([])).toEqual([])
  expect(text()).toContain('"b"')
  expect(await updating.settle([TEST])).toEqual(obsolete)
  expect(JSON.parse(text())).toEqual({ schema: 'merlon.snapshots/1', snapshots: { a: 1 } })
})

test('a file without snapshots is no file', async () => {
  const { open, file } = place()
  await open().write(TEST, 'a', '1')
  await open('update').settle([TEST])
  expect(existsSync(file)).toBe(false)
  expect(await open('update').settle([TEST])).toEqual([])
  expect(existsSync(file)).toBe(false)
})

test('on a build server none is written', () => {
  expect([{ CI: 'true' }, { CI: '1' }, { CI: 'woodpecker' }].map(snapshotMode)).toEqual(['ci', 'ci', 'ci'])
  expect([{}, { CI: '' }, { CI: 'false' }, { CI: '0' }].map(snapshotMode)).toEqual(['write', 'write', 'write', 'write'])
})
