import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeFolder, openStudio } from '../../test/studio.ts'

const cart = 'name: A cart\nsteps:\n  - get: https://shop.test/cart\n'

describe('no path leads', () => {
  const outside = 'outside: true\n'
  const hostile = [
    '../secret.yaml',
    'tests/../../secret.yaml',
    'tests/..',
    'files/../.merlon/secrets.yaml',
    '/etc/passwd',
    'C:\\x.yaml',
    'tests\\a.yaml',
    'tests//a.yaml',
    'tests/./a.yaml',
    './tests/a.yaml',
    '.merlon/secrets.yaml',
    'files/.merlon/x',
    '.git/config',
    'files/.git/hooks/pre-commit',
    'files/node_modules/x.js',
    'package.json',
    'tests/a.txt',
    'tests/a.yaml\0.txt',
    'files/a\nb',
    'files',
    'files/',
    'environments/deep/a.yaml',
    'merlon.yaml/x',
    '__proto__/a.yaml',
    'constructor',
  ]

  test.each(hostile)('out of the project: %j', async (path) => {
    const studio = await openStudio({ files: { '.merlon/secrets.yaml': 'password: hunter2\n', 'tests/a.yaml': cart } })
    const before = readdirSync(studio.folder, { recursive: true }).sort()
    const tries = [
      await studio.problem('readFile', { path }),
      await studio.problem('readContent', { path }),
      await studio.problem('committedFile', { path }),
      await studio.problem('writeFile', { path, body: { text: 'x', base: null } }),
      await studio.problem('writeContent', { path, body: { base64: '', overwrite: true } }),
      await studio.problem('deleteFile', { path, base: 'x' }),
      await studio.problem('moveFile', { body: { from: path, to: 'tests/new.yaml' } }),
      await studio.problem('moveFile', { body: { from: 'tests/a.yaml', to: path } }),
    ]
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 422))
    expect(JSON.stringify(tries)).not.toContain('hunter2')
    expect(readdirSync(studio.folder, { recursive: true }).sort()).toEqual(before)
  })

  test('out of the project through a link, or to what it keeps for itself', async () => {
    const elsewhere = makeFolder({ 'a.yaml': outside })
    const studio = await openStudio({ files: { '.merlon/secrets.yaml': 'password: hunter2\n', 'tests/a.yaml': cart } })
    mkdirSync(join(studio.folder, 'files'))
    symlinkSync(join(elsewhere, 'a.yaml'), join(studio.folder, 'tests/out.yaml'))
    symlinkSync(elsewhere, join(studio.folder, 'files/out'))
    symlinkSync('../.merlon/secrets.yaml', join(studio.folder, 'tests/secrets.yaml'))
    symlinkSync('../.merlon', join(studio.folder, 'files/state'))
    symlinkSync('loop.yaml', join(studio.folder, 'tests/loop.yaml'))
    for (const path of [
      'tests/out.yaml',
      'files/out/a.yaml',
      'files/out/new.yaml',
      'tests/secrets.yaml',
      'files/state/secrets.yaml',
      'files/state/new.yaml',
      'tests/loop.yaml',
    ]) {
      const tries = [
        await studio.problem('readFile', { path }),
        await studio.problem('writeFile', { path, body: { text: 'x', base: null } }),
        await studio.problem('moveFile', { body: { from: 'tests/a.yaml', to: path } }),
      ]
      expect([path, ...tries.map(({ status }) => status)]).toEqual([path, 422, 422, 422])
      expect(JSON.stringify(tries)).not.toContain('hunter2')
    }
    expect(readdirSync(elsewhere)).toEqual(['a.yaml'])
    expect((await studio.call('listFiles', {})).files.map(({ path }) => path)).toEqual(['merlon.yaml', 'tests/a.yaml'])
  })

  test('to a name that no file system can hold', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': cart } })
    const body = { from: 'tests/a.yaml', to: 'tests/\ud800.yaml' }
    expect(await studio.problem('moveFile', { body })).toMatchObject({
      status: 422,
      type: 'urn:merlon:problem:bad-path',
    })
  })

  test('anywhere else, whatever its letters are', async () => {
    const studio = await openStudio()
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '',
        'tests',
        'files',
        '.merlon',
        'a.yaml',
        '%2e%2e',
        '..%2f',
        '\\',
        '~',
        'C:',
        ' ',
        '\u2025',
      ),
      fc.string({ maxLength: 8, unit: 'binary' }),
    )
    const path = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('/'))
    await fc.assert(
      fc.asyncProperty(path, async (one) => {
        const response = await studio.send('writeFile', { path: one, body: { text: 'x', base: null } })
        expect([200, 409, 422]).toContain(response.status)
        if (response.status === 200) expect(existsSync(join(studio.folder, ...one.split('/')))).toBe(true)
      }),
      { numRuns: 300 },
    )
    const top = readdirSync(studio.folder)
    expect(top.filter((name) => !['merlon.yaml', 'tests', 'files'].includes(name))).toEqual([])
  })
})

describe('names of files', () => {
  test.each(['tests/a: b.yaml', 'files/CON?', 'files/a.', 'files/a ', `files/${'ü'.repeat(120)}`])(
    '%j is not given to a new one',
    async (path) => {
      const studio = await openStudio()
      expect(await studio.problem('writeFile', { path, body: { text: '', base: null } })).toMatchObject({
        status: 422,
        type: 'urn:merlon:problem:bad-path',
      })
    },
  )

  test('that are there already can be saved', async () => {
    const studio = await openStudio({ files: { 'tests/a: "b".yaml': cart } })
    const { version } = await studio.call('readFile', { path: 'tests/a: "b".yaml' })
    await studio.call('writeFile', { path: 'tests/a: "b".yaml', body: { text: 'name: C\n', base: version } })
    expect(readFileSync(join(studio.folder, 'tests/a: "b".yaml'), 'utf8')).toBe('name: C\n')
  })

  test('below a file are a problem that says so', async () => {
    const studio = await openStudio({ files: { 'files/a': 'x' } })
    expect(await studio.problem('writeFile', { path: 'files/a/b', body: { text: '', base: null } })).toMatchObject({
      status: 422,
      title: "'files/a/b' cannot be read or written: a file stands where a folder would have to be",
    })
    mkdirSync(join(studio.folder, 'files/folder'))
    expect(await studio.problem('readFile', { path: 'files/folder' })).toMatchObject({
      status: 422,
      title: "'files/folder' is a folder",
    })
    unlinkSync(join(studio.folder, 'files/a'))
    expect(await studio.problem('readFile', { path: 'files/a' })).toMatchObject({ status: 404 })
  })

  test.skipIf(process.platform === 'win32')('of what is no ordinary file do not keep a reader waiting', async () => {
    const studio = await openStudio({ files: { 'files/a': 'x' } })
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(studio.folder, 'files/pipe')])
    expect(await studio.problem('readContent', { path: 'files/pipe' })).toMatchObject({
      status: 422,
      title: "'files/pipe' is no ordinary file",
    })
    expect((await studio.call('listFiles', {})).files.map(({ path }) => path)).toEqual(['merlon.yaml', 'files/a'])
  })
})
