import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from '@merlon/protocol/http'
import { describe, expect, test } from 'vitest'
import { versionOf } from '../store/folder/versions.ts'
import { eventsOf, openStudio, type TestStudio } from '../test/studio.ts'

describe('a project', () => {
  test('says what it is called, where it is and what can be done with it', async () => {
    const studio = await openStudio({
      files: { 'environments/staging.yaml': 'a: b\n', 'environments/local.yaml': 'a: b\n' },
      demoShop: 'http://127.0.0.1:4780',
    })
    const project = await studio.call('getProject', {})
    expect(project).toMatchObject({
      id: 'local',
      name: 'Test project',
      folder: studio.folder,
      version: '0.0.0',
      readOnly: false,
      environments: ['local', 'staging'],
      environment: 'local',
      git: false,
      demoShop: 'http://127.0.0.1:4780',
    })
    expect(project.reports.map(({ name }) => name)).toContain('junit')
    expect(project.importers.map(({ kind }) => kind)).toContain('api-fortress')
    expect(await studio.call('listProjects', {})).toEqual({ projects: [{ id: 'local', name: 'Test project' }] })
  })

  test('begins with the environment that was asked for, else with local, else with the first', async () => {
    const files = { 'environments/a.yaml': 'x: 1\n', 'environments/b.yml': 'x: 1\n' }
    expect((await (await openStudio({ files })).call('getProject', {})).environment).toBe('a')
    expect((await (await openStudio({ files, environment: 'b' })).call('getProject', {})).environment).toBe('b')
    expect(await (await openStudio()).call('getProject', {})).not.toHaveProperty('environment')
  })

  test('explains its language: components, names, and helpers with their signatures', async () => {
    const studio = await openStudio()
    const { catalog, names, helpers } = await studio.call('getLanguage', {})
    expect(catalog.components.map(({ name }) => name)).toContain('assert-equals')
    expect(names.globals.map(({ name }) => name)).toContain('Math')
    expect(names.members.list).toContain('every')
    const members = helpers.find(({ name }) => name === 'WSCrypto')?.members
    expect(members?.map(({ name }) => name)).toContain('sha256')
    for (const helper of helpers)
      for (const { name, signature, summary } of helper.members) {
        expect(signature.startsWith(`${name}(`), `${helper.name}.${signature}`).toBe(true)
        expect(summary).toBeTruthy()
      }
  })
})

interface Watching {
  next(): Promise<Change>
  end(): Promise<void>
}

async function watch(studio: TestStudio): Promise<Watching> {
  const abort = new AbortController()
  const response = await studio.send('watchProject', {}, { signal: abort.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const events = eventsOf(response)
  return {
    next: async () => (await events.next()).value?.data as Change, // as `contract` describes it
    async end() {
      abort.abort()
      await events.return(undefined).catch(() => undefined)
    },
  }
}

describe('whoever watches a project', () => {
  test('hears once of what is written here, and of what other programs write, move and delete', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': 'name: A\n' } })
    const [one, two] = [await watch(studio), await watch(studio)]
    const file = join(studio.folder, 'tests/a.yaml')
    const { version } = await studio.call('readFile', { path: 'tests/a.yaml' })
    const body = { text: 'name: B\n', base: version }
    const written = await studio.call('writeFile', { path: 'tests/a.yaml', body })
    writeFileSync(join(studio.folder, 'tests/a.tmp'), 'name: C\n')
    renameSync(join(studio.folder, 'tests/a.tmp'), file)
    const expected: Change[] = [
      { type: 'file', path: 'tests/a.yaml', version: written.version },
      { type: 'file', path: 'tests/a.yaml', version: versionOf('name: C\n') },
    ]
    for (const watching of [one, two]) expect([await watching.next(), await watching.next()]).toEqual(expected)
    rmSync(file)
    expect(await one.next()).toEqual({ type: 'file', path: 'tests/a.yaml', version: null })
    mkdirSync(join(studio.folder, 'environments'))
    writeFileSync(join(studio.folder, 'environments/local.yaml'), 'host: x\n')
    expect(await one.next()).toEqual({
      type: 'file',
      path: 'environments/local.yaml',
      version: versionOf('host: x\n'),
    })
    await one.end()
    await two.end()
  })

  test('does not hear of a write here again when the system tells of it', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': 'name: A\n', 'files/b': '' } })
    const watching = await watch(studio)
    let { version } = await studio.call('readFile', { path: 'tests/a.yaml' })
    for (let round = 0; round < 5; round += 1) {
      const body = { text: `name: A${round}\n`, base: version }
      version = (await studio.call('writeFile', { path: 'tests/a.yaml', body })).version
      expect(await watching.next()).toEqual({ type: 'file', path: 'tests/a.yaml', version })
      writeFileSync(join(studio.folder, 'files/b'), `${round}`)
      expect(await watching.next()).toEqual({ type: 'file', path: 'files/b', version: versionOf(`${round}`) })
    }
    await watching.end()
  })

  test('hears nothing of what is no file of the project', async () => {
    const studio = await openStudio({ files: { '.merlon/secrets.yaml': 'a: b\n', 'files/a': 'x' } })
    const watching = await watch(studio)
    for (const path of ['.merlon/secrets.yaml', 'files/.hidden', 'package.json', 'tests/notes.txt']) {
      mkdirSync(join(studio.folder, path, '..'), { recursive: true })
      writeFileSync(join(studio.folder, path), 'changed')
    }
    writeFileSync(join(studio.folder, 'files/a'), 'y')
    expect(await watching.next()).toEqual({ type: 'file', path: 'files/a', version: versionOf('y') })
    await watching.end()
  })

  test('gets a sign of life every 15 seconds, and costs nothing when gone', async () => {
    const ticks = new Map<() => void, number>()
    const clock = {
      now: () => 0,
      every: (ms: number, act: () => void) => {
        ticks.set(act, ms)
        return () => void ticks.delete(act)
      },
    }
    const studio = await openStudio({ clock })
    const before = ticks.size
    const abort = new AbortController()
    const response = await studio.send('watchProject', {}, { signal: abort.signal })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (wanted: string): Promise<void> => {
      while (!text.endsWith(wanted)) text += (await reader.read()).value
    }
    await until('retry: 1000\n\n: watching\n\n')
    const [heartbeat] = [...ticks].at(-1)!
    expect(ticks.get(heartbeat)).toBe(15_000)
    heartbeat()
    await until('watching\n\n:\n\n')
    abort.abort()
    await expect.poll(() => ticks.size).toBe(before)
  })

  test('is let go of when the studio ends', async () => {
    const studio = await openStudio()
    const watching = await watch(studio)
    const next = watching.next().catch(() => undefined)
    await studio.close()
    expect(await next).toBeUndefined()
  })
})

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is read-only', async () => {
  const studio = await openStudio()
  chmodSync(studio.folder, 0o555)
  const again = await openStudio({ folder: studio.folder })
  expect((await again.call('getProject', {})).readOnly).toBe(true)
  chmodSync(studio.folder, 0o755)
})
