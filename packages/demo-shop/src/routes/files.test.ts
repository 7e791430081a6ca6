import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()
const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256)
function upload(
  name: string,
  type = 'image/png',
  content: string | Uint8Array<ArrayBuffer> = bytes,
): Promise<Response> {
  const body = new FormData()
  body.set('comment', 'text beside the file')
  body.set('picture', new Blob([content], { type }), name)
  return call('POST', '/api/files', { body })
}

test('what is uploaded comes back byte for byte', async () => {
  const reply = await upload('photo one.png')
  expect([reply.status, reply.headers.get('location')]).toEqual([201, '/api/files/photo%20one.png'])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(await reply.json()).toEqual({ name: 'photo one.png', size: 1000, sha256, type: 'image/png' })
  const download = await call('GET', '/api/files/photo%20one.png')
  expect(download.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes)
})

test('the name of a download is written for old clients and new ones', async () => {
  await upload('prix "été" 1€.txt', 'text/plain')
  const reply = await call('GET', `/api/files/${encodeURIComponent('prix "été" 1€.txt')}`)
  expect(reply.headers.get('content-disposition')).toBe(
    `attachment; filename="prix \\"_t_\\" 1_.txt"; filename*=UTF-8''prix%20%22%C3%A9t%C3%A9%22%201%E2%82%AC.txt`,
  )
})

test('a file of the same name is replaced, and folders in a name are dropped', async () => {
  const first = await upload('../b\\a.txt', 'text/plain', 'one')
  expect(await first.json()).toMatchObject({ name: 'a.txt' })
  await upload('a.txt', 'text/plain', 'two')
  expect(await (await call('GET', '/api/files/a.txt')).text()).toBe('two')
})

test('a deleted file is gone', async () => {
  await upload('gone.txt')
  expect((await call('DELETE', '/api/files/gone.txt')).status).toBe(204)
  expect((await call('GET', '/api/files/gone.txt')).status).toBe(404)
  expect((await call('DELETE', '/api/files/gone.txt')).status).toBe(404)
})

test('there is a logo from the start', async () => {
  const logo = Buffer.from(await (await call('GET', '/api/files/logo.png')).arrayBuffer())
  expect(logo.subarray(1, 4).toString()).toBe('PNG')
})

test('a form without a file, or with two, is a 400', async () => {
  const body = new FormData()
  body.set('file', 'only text')
  expect((await call('POST', '/api/files', { body })).status).toBe(400)
  for (const name of ['a', 'b']) body.append('file', new Blob(['x']), name)
  const reply = await call('POST', '/api/files', { body })
  expect([reply.status, await reply.json()]).toMatchObject([400, { detail: 'send one file; 2 arrived' }])
})

test('a broken multipart body is a 400', async () => {
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
  expect((await call('POST', '/api/files', { headers, body: '--x\r\nnonsense' })).status).toBe(400)
  expect(
    (await call('POST', '/api/files', { headers: { 'Content-Type': 'multipart/form-data' }, body: 'x' })).status,
  ).toBe(400)
})

test('the shop keeps the last fifty files', async () => {
  for (let index = 0; index < 51; index += 1) await upload(`many-${index}.txt`)
  const kept = (await (await call('GET', '/api/files')).json()) as { name: string }[]
  expect(kept.map((file) => file.name)).toEqual(Array.from({ length: 50 }, (_, index) => `many-${index + 1}.txt`))
})
