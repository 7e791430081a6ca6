import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ProblemError } from '../http/problem.ts'
import { makeFolder } from '../test/studio.ts'
import { openTree } from './folder/tree.ts'
import { type FileChange, writeAll } from './write-all.ts'

const files = { 'merlon.yaml': 'name: x\n', 'vault.yaml': 'a: 1\n', 'tests/a.yaml': '- stop\n', 'files/x.bin': 'old' }

async function project(): Promise<{ folder: string; change(changes: readonly FileChange[]): Promise<unknown> }> {
  const folder = makeFolder(files)
  const tree = await openTree(folder, { tell() {} })
  return { folder, change: (changes) => writeAll(tree, changes).catch((error: unknown) => error) }
}

const versionAt = async (folder: string, path: string): Promise<string> =>
  (await (await openTree(folder, { tell() {} })).read(path))!.version

const text = (path: string, content: string, base: string | null): FileChange => ({
  is: 'text',
  path,
  text: content,
  base,
})

test('all changes are written', async () => {
  const { folder, change } = await project()
  const base = await versionAt(folder, 'vault.yaml')
  const done = await change([
    text('vault.yaml', 'a: 2\n', base),
    text('tests/b.yaml', '- stop\n', null),
    { is: 'bytes', path: 'files/x.bin', bytes: new Uint8Array([1]), overwrite: true },
    { is: 'move', from: 'tests/a.yaml', to: 'tests/deep/c.yaml' },
  ])
  expect(done).toBeUndefined()
  expect(readFileSync(join(folder, 'vault.yaml'), 'utf8')).toBe('a: 2\n')
  expect(existsSync(join(folder, 'tests/a.yaml'))).toBe(false)
  expect(existsSync(join(folder, 'tests/deep/c.yaml'))).toBe(true)
  expect([...readFileSync(join(folder, 'files/x.bin'))]).toEqual([1])
})

test('a file that was changed meanwhile is a conflict that says what is there, and all others are put back', async () => {
  const { folder, change } = await project()
  const vault = await versionAt(folder, 'vault.yaml')
  const stale = await versionAt(folder, 'tests/a.yaml')
  writeFileSync(join(folder, 'tests/a.yaml'), '- stop: by somebody else\n')
  const error = await change([
    text('vault.yaml', 'a: 2\n', vault),
    text('tests/b.yaml', '- stop\n', null),
    { is: 'bytes', path: 'files/x.bin', bytes: new Uint8Array([1]), overwrite: true },
    { is: 'bytes', path: 'files/new.bin', bytes: new Uint8Array([1]), overwrite: false },
    { is: 'move', from: 'files/x.bin', to: 'files/y.bin' },
    text('tests/a.yaml', '- stop: mine\n', stale),
  ])
  expect(error).toBeInstanceOf(ProblemError)
  expect((error as ProblemError).details).toMatchObject({
    status: 409,
    current: { text: '- stop: by somebody else\n' },
  })
  for (const [path, content] of Object.entries({ ...files, 'tests/a.yaml': '- stop: by somebody else\n' }))
    expect(readFileSync(join(folder, path), 'utf8'), path).toBe(content)
  for (const path of ['tests/b.yaml', 'files/new.bin', 'files/y.bin'])
    expect(existsSync(join(folder, path))).toBe(false)
})
