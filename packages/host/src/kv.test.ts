import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openKeyValues } from './kv.ts'
import { withLock } from './lock.ts'
import { folderWith } from './test/folders.ts'

const HOUR = 60 * 60 * 1000

async function open() {
  const folder = join(await folderWith(), '.merlon')
  const clock = { time: 1_000_000, now: () => clock.time }
  return { folder, clock, pairs: openKeyValues(folder, clock) }
}

test('what was set is loaded, by another opener too', async () => {
  const { folder, clock, pairs } = await open()
  const value = { token: 'abc', list: [1, null, 'x'], nested: { yes: true } }
  await pairs.set('a/token', value)
  expect(await pairs.load('a/token')).toEqual(value)
  expect(await openKeyValues(folder, clock).load('a/token')).toEqual(value)
  expect(await pairs.load('b/token')).toBeNull()
})

test('the file is for this machine and this user only', async () => {
  const { folder, pairs } = await open()
  await pairs.set('k', 1)
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n')
  expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'kv.json'])
})

test('push makes a list, adds to it, and replaces what is no list; pop takes the last', async () => {
  const { pairs } = await open()
  await pairs.push('list', 1)
  await pairs.push('list', { two: 2 })
  expect(await pairs.load('list')).toEqual([1, { two: 2 }])
  expect(await pairs.pop('list')).toEqual({ two: 2 })
  expect(await pairs.pop('list')).toBe(1)
  expect(await pairs.pop('list')).toBeNull()
  expect(await pairs.load('list')).toEqual([])
  expect(await pairs.pop('missing')).toBeNull()
  await pairs.set('text', 'plain')
  expect(await pairs.pop('text')).toBeNull()
  expect(await pairs.load('text')).toBe('plain')
  await pairs.push('text', 'now a list')
  expect(await pairs.load('text')).toEqual(['now a list'])
})

test('pushes and pops behave like a list, and values come back as they were', async () => {
  const { pairs } = await open()
  const move = fc.oneof(fc.record({ push: fc.jsonValue() }), fc.constant('pop' as const))
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 12 }), async (moves) => {
      const key = `list ${(round += 1)}`
      const list: unknown[] = []
      for (const one of moves) {
        if (one === 'pop') expect(await pairs.pop(key)).toEqual(list.pop() ?? null)
        else {
          const value: unknown = JSON.parse(JSON.stringify(one.push))
          list.push(value)
          await pairs.push(key, value)
        }
      }
      if (moves.some((one) => one !== 'pop')) expect(await pairs.load(key)).toEqual(list)
    }),
    { numRuns: 40 },
  )
})

test('a value ends 24 hours after its last change; loading does not prolong it', async () => {
  const { clock, pairs } = await open()
  for (const key of ['loaded', 'pushed', 'popped', 'set']) await pairs.set(key, [1, 2])
  clock.time += 23 * HOUR
  await pairs.load('loaded')
  await pairs.push('pushed', 3)
  await pairs.pop('popped')
  await pairs.set('set', [])
  expect(await pairs.load('loaded')).toEqual([1, 2])
  clock.time += HOUR
  expect(await pairs.load('loaded')).toBeNull()
  expect(await pairs.load('pushed')).toEqual([1, 2, 3])
  expect(await pairs.load('popped')).toEqual([1])
  expect(await pairs.load('set')).toEqual([])
  await pairs.push('loaded', 'anew')
  expect(await pairs.load('loaded')).toEqual(['anew'])
})

test('ended values leave the file with the next change', async () => {
  const { folder, clock, pairs } = await open()
  await pairs.set('old', 'gone')
  clock.time += 24 * HOUR
  await pairs.set('new', 1)
  expect(readFileSync(join(folder, 'kv.json'), 'utf8')).not.toContain('gone')
})

test('keys and values have their limits, and nothing is kept when one is reached', async () => {
  const { pairs } = await open()
  await pairs.set('🗝'.repeat(256), 1)
  await expect(pairs.set('k'.repeat(257), 1)).rejects.toThrow('the key is longer than 256 characters')
  await expect(pairs.load('')).rejects.toThrow('the key is empty')
  await pairs.set('big', 'x'.repeat(256 * 1024 - 2))
  await expect(pairs.set('bigger', 'x'.repeat(256 * 1024 - 1))).rejects.toThrow(
    "the value of 'bigger' is larger than 256 kB",
  )
  await expect(pairs.set('none', undefined)).rejects.toThrow("there is no value to keep under 'none'")
  expect(await pairs.load('bigger')).toBeNull()
  await pairs.set('after', 1)
  expect(await pairs.load('after')).toBe(1)
})

test('names of prototypes are keys like any other', async () => {
  const { pairs } = await open()
  for (const key of ['__proto__', 'constructor', 'toString']) {
    expect(await pairs.load(key)).toBeNull()
    await pairs.push(key, key)
    expect(await pairs.load(key)).toEqual([key])
  }
})

test('a damaged file is reported, not overwritten', async () => {
  const { folder, pairs } = await open()
  await pairs.set('a', 1)
  const file = join(folder, 'kv.json')
  writeFileSync(file, '{"a": ')
  await expect(pairs.set('b', 2)).rejects.toThrow('is damaged; delete it to begin anew')
  await expect(pairs.load('a')).rejects.toThrow('is damaged')
  expect(readFileSync(file, 'utf8')).toBe('{"a": ')
})

test('pushes at the same time, in one process and in several, lose nothing', async () => {
  const { folder } = await open()
  const script = `
    import { openKeyValues } from ${JSON.stringify(join(import.meta.dirname, 'kv.ts'))}
    const pairs = openKeyValues(${JSON.stringify(folder)})
    await Promise.all(Array.from({ length: 40 }, (_, at) => pairs.push('all', process.argv[1] + at)))`
  const pushing = ['a', 'b', 'c'].map((name) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script, name], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return new Promise((done) => child.on('close', done))
  })
  expect(await Promise.all(pushing)).toEqual([0, 0, 0])
  const all = await openKeyValues(folder).load('all')
  const wanted = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: 40 }, (_, at) => name + at))
  expect([...(all as string[])].sort()).toEqual(wanted.sort())
  expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'kv.json'])
})

const QUICK = { patience: 60, stale: 30_000 }
const lockOf = (pid: number, host = hostname()) => JSON.stringify({ pid, host })

test('the lock of a process that has ended is taken over', async () => {
  const path = join(await folderWith(), 'lock')
  writeFileSync(path, lockOf(spawnSync(process.execPath, ['-e', '']).pid))
  expect(await withLock(path, () => 'done', QUICK)).toBe('done')
  expect(existsSync(path)).toBe(false)
})

test('the lock of a living process is waited for, and named when that takes too long', async () => {
  const path = join(await folderWith(), 'lock')
  writeFileSync(path, lockOf(process.pid))
  await expect(withLock(path, () => 'done', QUICK)).rejects.toThrow(
    `${path} is held by another process (${process.pid}); end it, or delete the file`,
  )
  expect(readFileSync(path, 'utf8')).toBe(lockOf(process.pid))
})

test('a lock from another machine, or without a name, counts until it is old', async () => {
  const folder = await folderWith()
  for (const [name, content] of Object.entries({ foreign: lockOf(1, 'elsewhere'), empty: '' })) {
    const path = join(folder, name)
    writeFileSync(path, content)
    await expect(withLock(path, () => 'done', QUICK)).rejects.toThrow('is held by another process')
    utimesSync(path, 0, 0)
    expect(await withLock(path, () => 'done', QUICK)).toBe('done')
  }
})

test('a lock is given back when the work under it fails', async () => {
  const folder = await folderWith()
  mkdirSync(join(folder, 'x'))
  const path = join(folder, 'x/lock')
  const fail = () => {
    throw new Error('work failed')
  }
  await expect(withLock(path, fail)).rejects.toThrow('work failed')
  expect(await withLock(path, () => 1, QUICK)).toBe(1)
})
