import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()
const read = async (reply: Response) => (await reply.json()) as Record<string, unknown>

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s is heard with path, query and headers', async (method) => {
  const heard = await read(await call(method, '/api/echo?a=1&b=x%20y&a=2', { headers: { 'X-Own': 'Yes' } }))
  expect(heard).toMatchObject({
    method,
    path: '/api/echo',
    query: { a: ['1', '2'], b: 'x y' },
    headers: { 'x-own': 'Yes' },
    form: {},
    files: [],
    json: null,
    text: '',
  })
  expect(heard.rawHeaders).toContainEqual([expect.stringMatching(/^x-own$/i), 'Yes'])
})

test('JSON is heard parsed and as text', async () => {
  const heard = await read(await call('POST', '/api/echo', { json: { a: [1, null] } }))
  expect(heard).toMatchObject({ json: { a: [1, null] }, text: '{"a":[1,null]}', size: 14 })
})

test('malformed JSON is a 400', async () => {
  const headers = { 'Content-Type': 'application/json' }
  expect((await call('POST', '/api/echo', { headers, body: '{' })).status).toBe(400)
})

test('a form is heard with repeated names as lists', async () => {
  const heard = await read(
    await call('PUT', '/api/echo', { body: new URLSearchParams('a=1&a=2&b=%26&a=3&__proto__=p') }),
  )
  expect(Object.entries(heard.form as object)).toEqual([
    ['a', ['1', '2', '3']],
    ['b', '&'],
    ['__proto__', 'p'],
  ])
})

test('multipart is heard as fields and files', async () => {
  const body = new FormData()
  body.set('note', 'hello')
  body.set('doc', new Blob(['abc'], { type: 'text/plain' }), 'a.txt')
  const heard = await read(await call('PATCH', '/api/echo', { body }))
  expect(heard.form).toEqual({ note: 'hello' })
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(heard.files).toEqual([{ field: 'doc', name: 'a.txt', type: 'text/plain', size: 3, sha256 }])
})

test('text of any kind is heard as text', async () => {
  const headers = { 'Content-Type': 'text/markdown' }
  expect(await read(await call('DELETE', '/api/echo', { headers, body: '# é' }))).toMatchObject({
    text: '# é',
    size: 4,
  })
})
