import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder, openStudio } from '../test/studio.ts'

const cart = 'name: A cart # kept\nsteps:\n  - get: https://shop.test/cart\n'

describe('the files of a project', () => {
  test('are listed in order with what they are, what they are called and their versions', async () => {
    const studio = await openStudio({
      files: {
        'vault.yaml': 'host: x\n',
        'environments/local.yaml': 'host: y\n',
        'snippets/log-in.yaml': 'steps: []\n',
        'tests/b/cart.yaml': cart,
        'tests/old/unit.xml': '<unit/>',
        'requests/ping.yaml': 'name: >\n  Ping\n  it\nsteps: []\n',
        'files/a.bin': new Uint8Array([1, 2, 3]),
        'tests/.hidden.yaml': cart,
        'tests/node_modules/x.yaml': cart,
        'tests/notes.txt': 'no test',
        '.merlon/secrets.yaml': 'a: b\n',
        'elsewhere/x.yaml': cart,
      },
    })
    const { files } = await studio.call('listFiles', {})
    expect(files.map(({ path, kind, name, title, older }) => [path, kind, name, title, older])).toEqual([
      ['merlon.yaml', 'settings', 'merlon', 'Test project', undefined],
      ['vault.yaml', 'vault', 'vault', undefined, undefined],
      ['environments/local.yaml', 'environment', 'local', undefined, undefined],
      ['snippets/log-in.yaml', 'snippet', 'log-in', undefined, undefined],
      ['tests/b/cart.yaml', 'test', 'cart', 'A cart', undefined],
      ['tests/old/unit.xml', 'test', 'unit', undefined, true],
      ['requests/ping.yaml', 'request', 'ping', 'Ping it', undefined],
      ['files/a.bin', 'file', 'a.bin', undefined, undefined],
    ])
    expect(files.at(-1)).toMatchObject({ size: 3, version: '039058c6f2c0cb492c533b0a4d14ef77', changed: false })
  })

  test('are read and written without a byte of difference', async () => {
    const text = '\uFEFFname: Ünïcode 🎉\r\n# comment\r\nsteps: []'
    const studio = await openStudio({ files: { 'tests/a.yaml': text } })
    const read = await studio.call('readFile', { path: 'tests/a.yaml' })
    expect(read).toMatchObject({ text, kind: 'test', readOnly: false })
    const { version } = await studio.call('writeFile', {
      path: 'tests/a.yaml',
      body: { text: `${text}\r\n`, base: read.version },
    })
    expect(readFileSync(join(studio.folder, 'tests/a.yaml'), 'utf8')).toBe(`${text}\r\n`)
    expect((await studio.call('readFile', { path: 'tests/a.yaml' })).version).toBe(version)
    const { files } = await studio.call('listFiles', {})
    expect(files.find(({ path }) => path === 'tests/a.yaml')?.version).toBe(version)
  })

  test('that were changed by somebody else are not overwritten, and the problem says what is there now', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': cart } })
    const { version } = await studio.call('readFile', { path: 'tests/a.yaml' })
    writeFileSync(join(studio.folder, 'tests/a.yaml'), 'name: Other\n')
    const problem = await studio.problem('writeFile', { path: 'tests/a.yaml', body: { text: 'mine', base: version } })
    expect(problem).toMatchObject({
      type: 'urn:merlon:problem:conflict',
      status: 409,
      title: "'tests/a.yaml' is not what it was when it was read",
      current: { text: 'name: Other\n' },
    })
    await studio.call('writeFile', {
      path: 'tests/a.yaml',
      body: { text: 'mine', base: problem.current?.version ?? '' },
    })
    expect(readFileSync(join(studio.folder, 'tests/a.yaml'), 'utf8')).toBe('mine')
  })

  test('that are new are not written over one that appeared meanwhile, nor old ones where they are gone', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': cart } })
    expect(await studio.problem('writeFile', { path: 'tests/a.yaml', body: { text: '', base: null } })).toMatchObject({
      status: 409,
      current: { text: cart },
    })
    const { version } = await studio.call('readFile', { path: 'tests/a.yaml' })
    rmSync(join(studio.folder, 'tests/a.yaml'))
    expect(
      await studio.problem('writeFile', { path: 'tests/a.yaml', body: { text: '', base: version } }),
    ).toMatchObject({
      status: 409,
      title: "'tests/a.yaml' is not there any more",
      current: { version: null, text: null },
    })
    expect(existsSync(join(studio.folder, 'tests/a.yaml'))).toBe(false)
  })

  test('written by many at once have exactly one winner, and nothing is left lying about', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': cart } })
    const { version } = await studio.call('readFile', { path: 'tests/a.yaml' })
    const write = (number: number): Promise<Response> =>
      studio.send('writeFile', { path: 'tests/a.yaml', body: { text: `name: ${number}\n`, base: version } })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => write(number)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(19)
    expect(readFileSync(join(studio.folder, 'tests/a.yaml'), 'utf8')).toBe(`name: ${statuses.indexOf(200)}\n`)
    expect(readdirSync(join(studio.folder, 'tests'))).toEqual(['a.yaml'])
  })

  test('are moved where nothing is, and deleted only as they were read', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': cart, 'tests/b.yaml': 'name: B\n' } })
    expect(await studio.problem('moveFile', { body: { from: 'tests/a.yaml', to: 'tests/b.yaml' } })).toMatchObject({
      status: 409,
      current: { text: 'name: B\n' },
    })
    expect(await studio.problem('moveFile', { body: { from: 'tests/no.yaml', to: 'tests/c.yaml' } })).toMatchObject({
      status: 404,
    })
    const { version } = await studio.call('moveFile', { body: { from: 'tests/a.yaml', to: 'tests/deep/er/c.yaml' } })
    expect(readFileSync(join(studio.folder, 'tests/deep/er/c.yaml'), 'utf8')).toBe(cart)
    expect(existsSync(join(studio.folder, 'tests/a.yaml'))).toBe(false)
    expect(await studio.problem('deleteFile', { path: 'tests/deep/er/c.yaml', base: 'old' })).toMatchObject({
      status: 409,
      current: { version },
    })
    await studio.call('deleteFile', { path: 'tests/deep/er/c.yaml', base: version })
    expect(existsSync(join(studio.folder, 'tests/deep/er/c.yaml'))).toBe(false)
  })

  test('that are not text are not read as text, but downloaded byte for byte and never shown', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0, 60, 115, 99])
    const studio = await openStudio({ files: { 'files/a.bin': bytes } })
    expect(await studio.problem('readFile', { path: 'files/a.bin' })).toMatchObject({
      status: 422,
      title: "'files/a.bin' is not UTF-8 text",
    })
    const name = 'files/Über "das" x.html'
    writeFileSync(join(studio.folder, name), '<script>alert(1)</script>')
    const html = await studio.send('readContent', { path: name })
    expect(await html.text()).toBe('<script>alert(1)</script>')
    expect(html.headers.get('content-type')).toBe('application/octet-stream')
    expect(html.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(html.headers.get('content-disposition')).toBe(
      `attachment; filename="_ber _das_ x.html"; filename*=UTF-8''%C3%9Cber%20%22das%22%20x.html`,
    )
    const same = await studio.send('readContent', { path: 'files/a.bin' })
    expect(new Uint8Array(await same.arrayBuffer())).toEqual(bytes)
  })

  test('are uploaded below files/ and nowhere else', async () => {
    const studio = await openStudio()
    const upload = { base64: Buffer.from([9, 8, 7]).toString('base64') }
    await studio.call('writeContent', { path: 'files/in/a.bin', body: upload })
    expect([...readFileSync(join(studio.folder, 'files/in/a.bin'))]).toEqual([9, 8, 7])
    expect(await studio.problem('writeContent', { path: 'files/in/a.bin', body: upload })).toMatchObject({
      status: 409,
    })
    await studio.call('writeContent', { path: 'files/in/a.bin', body: { base64: '', overwrite: true } })
    expect(readFileSync(join(studio.folder, 'files/in/a.bin'))).toHaveLength(0)
    expect(await studio.problem('writeContent', { path: 'tests/a.yaml', body: upload })).toMatchObject({ status: 422 })
    expect(await studio.problem('writeContent', { path: 'files/b', body: { base64: 'a$==' } })).toMatchObject({
      status: 422,
    })
  })

  test('saved into an empty folder make it a project', async () => {
    const folder = makeFolder()
    const studio = await openStudio({ folder })
    expect((await studio.call('listFiles', {})).files).toEqual([])
    await studio.call('writeFile', { path: 'tests/a.yaml', body: { text: cart, base: null } })
    expect(readFileSync(join(folder, 'merlon.yaml'), 'utf8')).toMatch(/^name: merlon-studio-/)
  })
})
