import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProject, openProject } from './project-store.ts'
import { folderWith } from './test/folders.ts'

const SHOP = {
  'merlon.yaml': 'name: shop\n',
  'vault.yaml': 'host: http://127.0.0.1\n',
  'environments/staging.yaml': 'host: http://staging\n',
  'snippets/log-in.yaml': '- get: /\n',
  'tests/cart.yaml': 'steps: []\n',
  'tests/account/log-in.yml': 'steps: []\n',
  'tests/old/unit.xml': '<unit/>',
  'tests/old/input.xml': '<input/>',
  'tests/cart.yaml.snap': '{}',
  'tests/.hidden.yaml': 'x',
  'tests/node_modules/x.yaml': 'x',
  'files/data.yaml': 'x',
  'notes.yaml': 'x',
}

test('the project of a path is the nearest folder above it with a merlon.yaml', async () => {
  const root = await folderWith({
    'merlon.yaml': '',
    'a/merlon.yaml': '',
    'a/tests/deep/t.yaml': '',
    'tests/t.yaml': '',
  })
  expect(findProject(join(root, 'a/tests/deep/t.yaml'))).toBe(join(root, 'a'))
  expect(findProject(join(root, 'a/tests'))).toBe(join(root, 'a'))
  expect(findProject(join(root, 'a'))).toBe(join(root, 'a'))
  expect(findProject(join(root, 'tests/t.yaml'))).toBe(root)
  expect(findProject(join(root, 'tests/not/there/yet.yaml'))).toBe(root)
  expect(findProject(await folderWith({ 'tests/t.yaml': '' }))).toBeUndefined()
})

test('the sources of a project are listed in order, and nothing else is', async () => {
  const root = await folderWith(SHOP)
  symlinkSync(join(root, 'tests/cart.yaml'), join(root, 'tests/link.yaml'))
  symlinkSync(root, join(root, 'tests/round'))
  expect(openProject(root).list()).toEqual([
    'merlon.yaml',
    'vault.yaml',
    'environments/staging.yaml',
    'snippets/log-in.yaml',
    'tests/account/log-in.yml',
    'tests/cart.yaml',
    'tests/link.yaml',
    'tests/old/input.xml',
    'tests/old/unit.xml',
  ])
})

test('an empty folder is a project without sources', async () => {
  const project = openProject(await folderWith())
  expect(project.list()).toEqual([])
  expect(project.surroundings()).toEqual({ environments: new Map(), snippets: new Map() })
})

test('sources are shown with the path that the reader would type', async () => {
  const root = await folderWith(SHOP)
  expect(openProject(root).read('tests/cart.yaml')).toEqual({ path: 'tests/cart.yaml', text: 'steps: []\n' })
  const fromTests = openProject(root, { shownFrom: join(root, 'tests') })
  expect(fromTests.read('tests/cart.yaml').path).toBe('cart.yaml')
  expect(fromTests.surroundings().vault?.path).toBe('../vault.yaml')
})

test('what stands around the tests is read by name', async () => {
  const { settings, vault, globalVault, environments, snippets } = openProject(await folderWith(SHOP)).surroundings()
  expect(settings).toEqual({ path: 'merlon.yaml', text: 'name: shop\n' })
  expect(vault?.text).toBe('host: http://127.0.0.1\n')
  expect(globalVault).toBeUndefined()
  expect([...environments.keys()]).toEqual(['staging'])
  expect(snippets.get('log-in')).toEqual({ path: 'snippets/log-in.yaml', text: '- get: /\n' })
})

test('a vault beside the projects is the global one, unless its folder is a project itself', async () => {
  const root = await folderWith({
    'vault.yaml': 'a: 1',
    'shop/merlon.yaml': '',
    'own/merlon.yaml': '',
    'own/vault.yaml': 'b: 2',
    'own/inner/merlon.yaml': '',
  })
  const globalVault = (path: string) => openProject(join(root, path)).surroundings().globalVault
  expect(globalVault('shop')).toEqual({ path: '../vault.yaml', text: 'a: 1' })
  expect(globalVault('own')?.text).toBe('a: 1')
  expect(globalVault('own/inner')).toBeUndefined()
})

test('a source is written whole, in new folders too, and keeps its mode and its bytes', async () => {
  const root = await folderWith(SHOP)
  const project = openProject(root)
  chmodSync(join(root, 'tests/cart.yaml'), 0o640)
  project.write('tests/cart.yaml', '\ufeffname: a cart\r\n')
  project.write('tests/new/folder/t.yaml', 'steps: []')
  expect(readFileSync(join(root, 'tests/cart.yaml'), 'utf8')).toBe('\ufeffname: a cart\r\n')
  expect(project.read('tests/cart.yaml').text).toBe('\ufeffname: a cart\r\n')
  expect(statSync(join(root, 'tests/cart.yaml')).mode & 0o777).toBe(0o640)
  expect(readdirSync(join(root, 'tests/new/folder'))).toEqual(['t.yaml'])
})

test('writing through a link writes the file that it leads to', async () => {
  const root = await folderWith(SHOP)
  symlinkSync('cart.yaml', join(root, 'tests/link.yaml'))
  openProject(root).write('tests/link.yaml', 'new')
  expect(lstatSync(join(root, 'tests/link.yaml')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(root, 'tests/cart.yaml'), 'utf8')).toBe('new')
})

test('nothing outside the project is read or written', async () => {
  const folder = await folderWith({
    'shop/merlon.yaml': '',
    'outside.yaml': 'untouched',
    'outside/x.yaml': 'untouched',
  })
  const project = openProject(join(folder, 'shop'))
  symlinkSync('../outside', join(folder, 'shop/tests'))
  symlinkSync('../outside.yaml', join(folder, 'shop/vault.yaml'))
  for (const path of ['../outside.yaml', '/outside.yaml', 'tests/x.yaml', 'vault.yaml', 'a/../../outside.yaml']) {
    expect(() => project.read(path)).toThrow(/leads out of the project|absolute path/)
    expect(() => project.write(path, 'changed')).toThrow(/leads out of the project|absolute path/)
  }
  expect(() => project.write('tests/new.yaml', 'changed')).toThrow('leads out of the project')
  expect(() => project.read('tests2/none.yaml')).toThrow('there is no tests2/none.yaml in the project')
  expect(readFileSync(join(folder, 'outside.yaml'), 'utf8')).toBe('untouched')
  expect(readdirSync(join(folder, 'outside'))).toEqual(['x.yaml'])
})
