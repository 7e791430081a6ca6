import { symlinkSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { makeFolder, openStudio, type TestStudio } from '../test/studio.ts'

const script = `${'console.log(1);'.repeat(200)}`

function openWithPages(): Promise<TestStudio> {
  const folder = makeFolder({
    'studio/index.html': '<!doctype html><title>Merlon</title>',
    'studio/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'studio/assets/index-Dk3_x9Qa.js': script,
    'secret.txt': 'hunter2',
  })
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'studio/link.txt'))
  return openStudio({ assets: join(folder, 'studio') })
}

const html = { accept: 'text/html,application/xhtml+xml' }

describe('the pages of the studio', () => {
  test('are the first page at every address of a page', async () => {
    const studio = await openWithPages()
    for (const path of ['/', '/test/cart/a-cart', '/runs/x.y', '/index.html']) {
      const response = await studio.fetch(path, { headers: html })
      expect([path, response.status]).toEqual([path, 200])
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('cache-control')).toBe('private, no-cache')
      expect(await response.text()).toContain('<title>Merlon</title>')
    }
  })

  test('come with files that are kept for good when their name says what is in them', async () => {
    const studio = await openWithPages()
    const hashed = await studio.fetch('/assets/index-Dk3_x9Qa.js')
    expect(hashed.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(hashed.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    const icon = await studio.fetch('/icon.svg')
    expect(icon.headers.get('cache-control')).toBe('private, no-cache')
    const etag = icon.headers.get('etag') ?? ''
    const again = await studio.fetch('/icon.svg', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test.each(['br', 'gzip'])('are packed as %s where that is accepted', async (coding) => {
    const studio = await openWithPages()
    const answers = await Promise.all(
      ['identity', `x, ${coding}`].map(async (accepted) => {
        return new Promise<{ coding: string | undefined; bytes: Buffer }>((resolve, reject) => {
          const headers = { cookie: studio.cookie, 'accept-encoding': accepted }
          get(`${studio.url}/assets/index-Dk3_x9Qa.js`, { headers }, (response) => {
            const pieces: Buffer[] = []
            response.on('data', (piece: Buffer) => pieces.push(piece))
            response.on('end', () =>
              resolve({ coding: response.headers['content-encoding'], bytes: Buffer.concat(pieces) }),
            )
          }).on('error', reject)
        })
      }),
    )
    expect(answers.map((one) => one.coding)).toEqual([undefined, coding])
    const [plain, packed] = answers
    expect(packed!.bytes.byteLength).toBeLessThan(plain!.bytes.byteLength / 4)
    const unpacked = coding === 'br' ? brotliDecompressSync(packed!.bytes) : gunzipSync(packed!.bytes)
    expect(unpacked.toString()).toBe(script)
  })

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/link.txt',
    '/assets',
    '/assets/index-old.js',
    '//secret.txt',
    '/%00',
    '/%',
  ])('do not answer %s with a file', async (path) => {
    const studio = await openWithPages()
    const response = await studio.fetch(path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('hunter2')
  })

  test('are only read', async () => {
    const studio = await openWithPages()
    const response = await studio.fetch('/', { method: 'POST' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
    expect((await studio.fetch('/', { method: 'HEAD', headers: html })).status).toBe(200)
  })

  test('say how to build them where they are missing', async () => {
    for (const studio of [await openStudio(), await openStudio({ assets: '/nowhere/at/all' })]) {
      const response = await studio.fetch('/', { headers: html })
      expect(response.status).toBe(503)
      expect(await response.text()).toContain('npm run build')
    }
  })
})
