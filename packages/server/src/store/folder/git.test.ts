import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder, openStudio, type TestStudio } from '../../test/studio.ts'
import { openRepository } from './git.ts'

const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b.test', '-c', 'commit.gpgsign=false']

function git(folder: string, ...words: string[]): void {
  execFileSync('git', ['-C', folder, ...identity, ...words], { stdio: 'pipe' })
}

const files = {
  'merlon.yaml': 'name: Kept\n',
  'tests/a.yaml': 'name: A\n',
  'tests/ü "b".yaml': 'name: B\n',
  'files/crlf.txt': 'a\r\nb\r\n',
  '.gitignore': 'files/ignored*\n',
}

function repository(more: Readonly<Record<string, string>> = {}): string {
  const folder = makeFolder({ ...files, ...more })
  git(folder, 'init', '-q')
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'first')
  return folder
}

async function changedIn(studio: TestStudio): Promise<string[]> {
  return (await studio.call('listFiles', {})).files.filter(({ changed }) => changed).map(({ path }) => path)
}

describe('in a folder that Git keeps', () => {
  test('files say whether they differ from what was last committed, staged or not', async () => {
    const folder = repository()
    const studio = await openStudio({ folder })
    expect((await studio.call('getProject', {})).git).toBe(true)
    expect(await changedIn(studio)).toEqual([])
    const { version } = await studio.call('readFile', { path: 'tests/a.yaml' })
    await studio.call('writeFile', { path: 'tests/a.yaml', body: { text: 'name: A2\n', base: version } })
    writeFileSync(join(folder, 'tests/ü "b".yaml'), 'name: B2\n')
    writeFileSync(join(folder, 'tests/new.yaml'), 'name: New\n')
    writeFileSync(join(folder, 'tests/staged.yaml'), 'name: Staged\n')
    writeFileSync(join(folder, 'files/ignored.txt'), 'x')
    git(folder, 'add', 'tests/staged.yaml', 'tests/a.yaml')
    const changed = ['tests/a.yaml', 'tests/new.yaml', 'tests/staged.yaml', 'tests/ü "b".yaml']
    expect((await changedIn(studio)).sort()).toEqual(changed)
    expect(await studio.call('committedFile', { path: 'tests/a.yaml' })).toEqual({ text: 'name: A\n' })
    expect(await studio.call('committedFile', { path: 'tests/ü "b".yaml' })).toEqual({ text: 'name: B\n' })
    expect(await studio.call('committedFile', { path: 'tests/new.yaml' })).toEqual({ text: null })
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'second')
    expect(await changedIn(studio)).toEqual([])
    expect(await studio.call('committedFile', { path: 'tests/a.yaml' })).toEqual({ text: 'name: A2\n' })
  })

  test('a project below the top of a repository is compared with its own part', async () => {
    const top = makeFolder({
      'tests/a.yaml': 'name: Other\n',
      'api/merlon.yaml': 'name: P\n',
      'api/tests/a.yaml': 'name: A\n',
    })
    git(top, 'init', '-q')
    git(top, 'add', '.')
    git(top, 'commit', '-qm', 'first')
    const studio = await openStudio({ folder: join(top, 'api') })
    expect(await changedIn(studio)).toEqual([])
    expect(await studio.call('committedFile', { path: 'tests/a.yaml' })).toEqual({ text: 'name: A\n' })
    appendFileSync(join(top, 'tests/a.yaml'), '# changed outside\n')
    expect(await changedIn(studio)).toEqual([])
    appendFileSync(join(top, 'api/tests/a.yaml'), '# changed\n')
    expect(await changedIn(studio)).toEqual(['tests/a.yaml'])
  })

  test('line ends that Git turns into its own on the way in are no change', async () => {
    const folder = makeFolder(files)
    git(folder, 'init', '-q')
    git(folder, '-c', 'core.autocrlf=input', '-c', 'core.safecrlf=false', 'add', '.')
    git(folder, 'commit', '-qm', 'first')
    const studio = await openStudio({ folder })
    expect(await studio.call('committedFile', { path: 'files/crlf.txt' })).toEqual({ text: 'a\nb\n' })
    expect(await changedIn(studio)).toEqual([])
  })

  test('before the first commit, everything that is not ignored is new', async () => {
    const folder = makeFolder({ ...files, 'files/ignored': 'x' })
    git(folder, 'init', '-q')
    const studio = await openStudio({ folder })
    expect((await studio.call('getProject', {})).git).toBe(true)
    expect((await changedIn(studio)).sort()).toEqual([
      'files/crlf.txt',
      'merlon.yaml',
      'tests/a.yaml',
      'tests/ü "b".yaml',
    ])
    expect(await studio.call('committedFile', { path: 'tests/a.yaml' })).toEqual({ text: null })
  })

  test('no program that the repository names is run', async () => {
    const folder = repository({ '.gitattributes': '*.yaml filter=evil diff=evil\n' })
    const mark = join(folder, '.git/evil-ran')
    const command = `sh -c 'touch "${mark}"; cat'`
    const settings = {
      'core.fsmonitor': command,
      'filter.evil.clean': command,
      'filter.evil.smudge': command,
      'filter.evil.process': command,
      'diff.evil.textconv': command,
      'diff.external': command,
      'core.pager': command,
      'pager.cat-file': command,
      'core.sshCommand': command,
      'alias.ls-files': `!${command}`,
      'alias.ls-tree': `!${command}`,
    }
    for (const [name, value] of Object.entries(settings)) git(folder, 'config', name, value)
    mkdirSync(join(folder, '.git/hooks'), { recursive: true })
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-commit'])
      writeFileSync(join(folder, '.git/hooks', hook), `#!/bin/sh\ntouch "${mark}"\n`, { mode: 0o755 })
    appendFileSync(join(folder, 'tests/a.yaml'), '# changed\n')
    const studio = await openStudio({ folder })
    expect(await changedIn(studio)).toEqual(['tests/a.yaml'])
    expect(await studio.call('committedFile', { path: 'tests/a.yaml' })).toEqual({ text: 'name: A\n' })
    expect(existsSync(mark)).toBe(false)
    git(folder, 'status')
    expect(existsSync(mark), 'the trap works').toBe(true)
  })
})

describe('without Git', () => {
  test('a folder in no repository has nothing committed, and nothing that differs', async () => {
    const studio = await openStudio({ files })
    expect((await studio.call('getProject', {})).git).toBe(false)
    expect(await changedIn(studio)).toEqual([])
    expect(await studio.call('committedFile', { path: 'tests/a.yaml' })).toEqual({ text: null })
  })

  test('or where it refuses, a repository is a folder like any other', async () => {
    const folder = repository()
    const { PATH, HOME } = process.env
    const missing = await openRepository(folder, { PATH: '/nowhere', HOME })
    const refusing = await openRepository(folder, { PATH, HOME, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })
    for (const one of [missing, refusing]) {
      expect(one.versioned).toBe(false)
      expect(await one.committed('tests/a.yaml')).toBeUndefined()
    }
    rmSync(join(folder, '.git/HEAD'))
    expect((await openRepository(folder)).versioned).toBe(false)
  })

  test('what a hook says of its own repository is not taken for this one', async () => {
    const [mine, other] = [repository(), repository({ 'tests/a.yaml': 'name: Other\n' })]
    const inHook = { ...process.env, GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: 'x' }
    const found = await openRepository(mine, inHook)
    expect(Buffer.from((await found.committed('tests/a.yaml')) ?? []).toString()).toBe('name: A\n')
  })
})
