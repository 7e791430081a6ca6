import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openFiles } from './files.ts'
import { folderWith } from './test/folders.ts'

test('text, bytes and size of a file are read', async () => {
  const root = await folderWith({ 'city.csv': 'Łódź', 'data/raw.bin': Uint8Array.of(0xff, 0) })
  const files = openFiles(root)
  expect(await files.readText('city.csv')).toBe('Łódź')
  expect(files.readTextSync('./city.csv')).toBe('Łódź')
  expect(await files.size('city.csv')).toBe(7)
  expect([...(await files.readBytes('data/raw.bin'))]).toEqual([0xff, 0])
  expect(await files.locate('data/../city.csv')).toBe(join(root, 'city.csv'))
})

test('a byte order mark is not part of the text, and text that is not UTF-8 is refused', async () => {
  const files = openFiles(await folderWith({ 'bom.txt': '\ufeffname', 'latin.txt': Uint8Array.of(0x4d, 0xfc) }))
  expect(await files.readText('bom.txt')).toBe('name')
  await expect(files.readText('latin.txt')).rejects.toThrow(
    'files/latin.txt is not UTF-8 text; save it as UTF-8, or read it as binary',
  )
})

test.each([
  ['cities.csv', 'there is no files/cities.csv; there is files/city.csv'],
  ['Data/users.json', 'there is no files/Data/users.json; there is files/data/users.json'],
  ['users.json', 'there is no files/users.json; there is files/data/users.json'],
  ['files/city.csv', 'there is no files/files/city.csv; there is files/city.csv'],
  ['nothing-like-it.xml', 'there is no files/nothing-like-it.xml'],
  ['city.csv/deeper', 'there is no files/city.csv/deeper'],
  ['data', 'files/data is a folder'],
  ['../secret.txt', "'../secret.txt' leads out of files/"],
  ['data/../../secret.txt', "'data/../../secret.txt' leads out of files/"],
  ['/etc/hosts', "'/etc/hosts' is an absolute path; write it relative to files/"],
  ['C:\\boot.ini', "'C:\\boot.ini' is an absolute path; write it relative to files/"],
  ['', "'' is not the path of a file"],
  ['city.csv\0.png', "'city.csv\0.png' is not the path of a file"],
  ['out.txt', "'out.txt' is a link that leads out of files/"],
  ['away/secret.txt', "'away/secret.txt' is a link that leads out of files/"],
  ['beside.txt', "'beside.txt' is a link that leads out of files/"],
  ['loop', "'loop' is a link that leads to itself"],
])("'%s' is answered with what to do", async (path, message) => {
  const folder = await folderWith({
    'secret.txt': 's',
    'files-too/x.txt': 'x',
    'files/city.csv': 'c',
    'files/data/users.json': '[]',
  })
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'files/out.txt'))
  symlinkSync(folder, join(folder, 'files/away'))
  symlinkSync('../files-too/x.txt', join(folder, 'files/beside.txt'))
  symlinkSync('loop', join(folder, 'files/loop'))
  const files = openFiles(join(folder, 'files'))
  expect(() => files.readTextSync(path)).toThrow(new Error(message))
  for (const read of [files.readText, files.readBytes, files.size, files.locate])
    await expect(read(path)).rejects.toThrow(new Error(message))
})

test('a link within the folder is followed', async () => {
  const root = await folderWith({ 'a.txt': 'a' })
  symlinkSync('a.txt', join(root, 'b.txt'))
  expect(await openFiles(root).readText('b.txt')).toBe('a')
})

test('without a folder there is nothing to suggest', async () => {
  const files = openFiles(join(await folderWith(), 'files'))
  await expect(files.readText('a.csv')).rejects.toThrow('there is no files/a.csv; files/ is empty or not there')
})

test('no path whatever leaves the folder', async () => {
  const folder = await folderWith({
    'secret.txt': 'secret',
    'files/deep/in.txt': 'inside',
    'files-too/secret.txt': 'secret',
  })
  mkdirSync(join(folder, 'files/deeper'))
  const files = openFiles(join(folder, 'files'))
  const part = fc.constantFrom(
    '..',
    '.',
    '',
    'deep',
    'deeper',
    'in.txt',
    'secret.txt',
    'files',
    'files-too',
    '\\',
    '../',
    '/',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      try {
        return files.readTextSync(parts.join('/')) === 'inside'
      } catch {
        return true
      }
    }),
    { numRuns: 500 },
  )
})
