import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { makeFolder, openStudio, type TestStudio } from './studio.ts'
import { zipOf } from './zip.ts'

const read = (studio: TestStudio, path: string): string => readFileSync(join(studio.folder, path), 'utf8')

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64')

const zip = (files: Record<string, string>): string =>
  base64(zipOf(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))))

/** An export of API Fortress as a zip. */
function exported(): string {
  const root = fileURLToPath(new URL('../../../importers/src/test/fixtures/export', import.meta.url))
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return base64(
    zipOf(
      new Map(
        files.map((one) => {
          const path = join(one.parentPath, one.name)
          return [relative(root, path).split(sep).join('/'), new Uint8Array(readFileSync(path))] as const
        }),
      ),
    ),
  )
}

const unit =
  '<unit><sequence><get url="http://x.test/a" var="payload"/><assert-exists expression="payload.id"/></sequence></unit>'
const small = zip({ 'tests/hello/unit.xml': unit, 'tests/hello/input.xml': '<sets/>' })
const kind = 'api-fortress'

describe('importing into a project', () => {
  test('shows everything first and writes nothing, then writes what it showed, and the tests compile', async () => {
    const studio = await openStudio()
    const body = { kind, name: 'export.zip', base64: exported() }
    const shown = await studio.call('importProject', { body })
    expect(shown.written).toBe(false)
    expect(existsSync(join(studio.folder, 'tests'))).toBe(false)
    expect(shown.report.tests).toBeGreaterThan(2)
    expect(shown.files.map(({ path }) => path)).not.toContain('merlon.yaml')
    const written = await studio.call('importProject', { body: { ...body, apply: true } })
    expect(written).toEqual({ ...shown, written: true })
    for (const { path, text } of shown.files) if (text !== undefined) expect(read(studio, path)).toBe(text)
    expect(shown.files.some(({ kind: one }) => one === 'file')).toBe(true)
    const { tests } = await studio.call('listTests', {})
    expect(tests).toHaveLength(shown.report.tests)
    expect(tests.map(({ older }) => older)).not.toContain(true)
  })

  test('makes a project of an empty folder', async () => {
    const studio = await openStudio({ folder: makeFolder() })
    await studio.call('importProject', { body: { kind, name: 'garden.zip', base64: small, apply: true } })
    expect(read(studio, 'merlon.yaml')).toBe('name: garden\n')
    expect((await studio.call('listTests', {})).tests).toMatchObject([{ path: 'tests/hello.yaml' }])
  })

  test('keeps variables that are there, adds new ones below them, and changes no other byte', async () => {
    const vault = '# ours\nhost: http://ours   # stays\nsecrets: [token]\n'
    const studio = await openStudio({ files: { 'vault.yaml': vault, 'environments/live.yaml': 'a: 1 # one\n' } })
    const variables = JSON.stringify([
      { key: 'host', value: 'http://theirs' },
      { key: 'token', value: 'abc' },
      { key: 'extra', value: 'yes: no' },
    ])
    const body = {
      kind,
      name: 'export.zip',
      base64: zip({ 'tests/hello/unit.xml': unit, 'tests/hello/input.xml': '<sets/>', 'vault/vault.json': variables }),
    }
    const { files, report } = await studio.call('importProject', { body: { ...body, apply: true } })
    expect(files.find(({ path }) => path === 'vault.yaml')).toMatchObject({ exists: true, kind: 'vault' })
    expect(read(studio, 'vault.yaml')).toBe(`${vault}extra: "yes: no"\n`)
    const messages = report.changed.flatMap(({ file, message }) => (file === 'vault.yaml' ? [message] : []))
    expect(messages).toEqual([
      "'host' is there already, with another value; the one that is there stays",
      "'token' is there already, with another value; the one that is there stays",
    ])
    await studio.call('importProject', { body: { ...body, apply: true } })
    expect(read(studio, 'vault.yaml')).toBe(`${vault}extra: "yes: no"\n`)
  })

  test('writes over nothing unless it is told to, and then only what was chosen', async () => {
    const files = { 'tests/hello.yaml': 'steps:\n  - comment: mine\n' }
    const studio = await openStudio({ files })
    const body = { kind, name: 'export.zip', base64: small, apply: true }
    const problem = await studio.problem('importProject', { body })
    expect(problem).toMatchObject({ status: 409, title: "'tests/hello.yaml' is there already, so nothing was written" })
    expect(read(studio, 'tests/hello.yaml')).toBe(files['tests/hello.yaml'])
    await studio.call('importProject', { body: { ...body, paths: [] } })
    expect(read(studio, 'tests/hello.yaml')).toBe(files['tests/hello.yaml'])
    const { files: made } = await studio.call('importProject', { body: { ...body, overwrite: true } })
    expect(read(studio, 'tests/hello.yaml')).toBe(made.find(({ path }) => path === 'tests/hello.yaml')?.text)
  })

  test('keeps what an archive holds inside the project, whatever its entries are called', async () => {
    const studio = await openStudio()
    const names = [
      '../../evil',
      '/etc/evil',
      'C:\\evil',
      'tests/../../evil',
      '.merlon/runs',
      'a/.git/hooks',
      'x\u0000y',
    ]
    const files = Object.fromEntries(
      names.flatMap((name) => [
        [`${name}/unit.xml`, unit],
        [`${name}/input.xml`, '<sets/>'],
        [`${name}/data.bin`, 'x'],
      ]),
    )
    const response = await studio.send('importProject', {
      body: { kind, name: '../../export.zip', base64: zip(files), apply: true },
    })
    expect([200, 422]).toContain(response.status)
    const all = readdirSync(studio.folder, { recursive: true, encoding: 'utf8' })
    for (const path of all) expect(path).toMatch(/^(tests|files|merlon\.yaml)/)
    expect(existsSync(join(studio.folder, '../evil'))).toBe(false)
    expect(existsSync(join(studio.folder, '../../evil'))).toBe(false)
  })

  test.each([
    ['a kind that is none', { kind: 'postmann', name: 'x.zip', base64: small }],
    ['a kind like a member of every object', { kind: 'constructor', name: 'x.zip', base64: small }],
    ['what is no base64', { kind, name: 'x.zip', base64: '%%%' }],
    ['a broken archive', { kind, name: 'x.zip', base64: base64('PK\u0003\u0004broken') }],
    ['an archive of nothing', { kind, name: 'x.zip', base64: zip({ 'a.txt': 'x' }) }],
  ])('refuses %s in words', async (_, body) => {
    const studio = await openStudio()
    const problem = await studio.problem('importProject', { body: { ...body, apply: true } })
    expect(problem.status).toBe(422)
    expect(problem.title).toMatch(/^['`a-z]/)
  })

  test('adds nothing to a vault that is broken', async () => {
    const studio = await openStudio({ files: { 'vault.yaml': 'a: [\n' } })
    const files = { 'vault/vault.json': JSON.stringify([{ key: 'x', value: 'y' }]) }
    const problem = await studio.problem('importProject', {
      body: { kind, name: 'x.zip', base64: zip(files), apply: true },
    })
    expect(problem).toMatchObject({ status: 422 })
    expect(read(studio, 'vault.yaml')).toBe('a: [\n')
  })
})

describe('steps from elsewhere', () => {
  test('are what a curl command sends', async () => {
    const studio = await openStudio()
    const text = "curl -X PUT http://shop.test/cart -H 'usertoken: abc' --json '{\"7\": 1}'"
    const { yaml } = await studio.call('readCurl', { body: { text } })
    const checked = await studio.call('check', { body: { path: 'tests/new.yaml', text: yaml } })
    expect(checked).toMatchObject({ diagnostics: [], steps: [{ label: 'PUT http://shop.test/cart' }] })
    expect(await studio.problem('readCurl', { body: { text: 'wget x' } })).toMatchObject({ status: 422 })
  })

  test.each(['steps', 'shape'] as const)('are assertions on a response, as %s', async (style) => {
    const studio = await openStudio()
    const { yaml } = await studio.call('generate', {
      body: {
        samples: [{ text: '{"id": 1, "tags": ["a"]}', mime: 'application/json', status: 200 }],
        variable: 'payload',
        style,
      },
    })
    const checked = await studio.call('check', { body: { path: 'tests/new.yaml', text: yaml } })
    expect(checked.diagnostics).toEqual([])
    expect(checked.steps.length).toBeGreaterThan(style === 'shape' ? 1 : 3)
  })

  test('need a response that is kept and can be read', async () => {
    const studio = await openStudio()
    const rest = { variable: 'payload', style: 'steps' as const }
    const kept = { ...rest, samples: [{ run: 'none', hash: 'none' }] }
    expect(await studio.problem('generate', { body: kept })).toMatchObject({ status: 404 })
    const broken = { ...rest, samples: [{ text: '{', mime: 'application/json' }] }
    expect(await studio.problem('generate', { body: broken })).toMatchObject({ status: 422 })
  })
})
