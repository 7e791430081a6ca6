import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { problem as problemSchema } from '@merlon/protocol/http'
import { describe, expect, test } from 'vitest'
import { type StudioClock, systemClock } from '../clock.ts'
import { openStudio } from '../test/studio.ts'
import { createApp } from './app.ts'
import { createGuard } from './guard.ts'
import type { Studio } from './handler.ts'
import { handlers } from './handlers/index.ts'

const json = { 'content-type': 'application/json' }
const base = '/api/v1/projects/local'

describe('a request that cannot be carried out', () => {
  test('gets a problem that says which fields are wrong, in words', async () => {
    const studio = await openStudio()
    const response = await studio.fetch(`${base}/generate`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({
        samples: [{ text: 'x', mime: 3 }, {}],
        variable: '',
        style: 'both',
        pin: 'yes',
      }),
    })
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = problemSchema.parse(await response.json())
    expect(problem.title).toBe('the body is not what this operation takes')
    expect(problem.diagnostics.map(({ code, message, help }) => [code, message, help])).toEqual([
      ['wrong-type', '`samples[0]` takes a map whose `run` is a text, or a map whose `mime` is a text', undefined],
      ['wrong-type', '`samples[1]` takes a map whose `run` is a text, or a map whose `text` is a text', undefined],
      ['bad-value', '`variable` takes a text that is not empty', undefined],
      ['unknown-choice', '`style` takes "steps" or "shape"', undefined],
      ['wrong-type', '`pin` takes true or false', undefined],
    ])
  })

  test('is told what is missing, too long, or no number', async () => {
    const studio = await openStudio()
    const said = async (path: string): Promise<unknown> => {
      const response = await studio.fetch(base + path)
      const { title, diagnostics } = problemSchema.parse(await response.json())
      return [response.status, title, ...diagnostics.map(({ message, help }) => [message, help])]
    }
    const query = 'the query is not what this operation takes'
    expect(await said('/file')).toEqual([422, query, ['`path` is missing', 'it takes a text']])
    expect(await said('/file?path=')).toEqual([422, query, ['`path` takes a text that is not empty', undefined]])
    expect(await said(`/file?path=${'a'.repeat(1001)}`)).toEqual([
      422,
      query,
      ['`path` takes at most 1000 characters', undefined],
    ])
    expect(await said('/runs?limit=0')).toEqual([422, query, ['`limit` takes at least 1', undefined]])
    expect(await said('/runs?limit=many')).toEqual([422, query, ['`limit` takes a number', undefined]])
    expect(await said('/runs?limit=1.5')).toEqual([422, query, ['`limit` takes a whole number', undefined]])
    expect(await said('/file?path=a&path=b')).toEqual([422, 'the query has a name twice'])
  })

  test.each([
    ['text/plain', '{}', 415],
    ['application/x-www-form-urlencoded', '{}', 415],
    ['application/json-patch+json', '{}', 415],
    ['application/json', '{', 400],
    ['application/json', '', 400],
    ['application/json; charset=utf-8', '[]', 422],
    ['application/json', '"__proto__"', 422],
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), 400],
  ])('as %s %j answers %i', async (type, body, status) => {
    const studio = await openStudio()
    const response = await studio.fetch(`${base}/file/move`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    expect(response.status).toBe(status)
    expect(problemSchema.parse(await response.json()).status).toBe(status)
  })

  test('has no body of more than 80 MB, said or sent', async () => {
    const studio = await openStudio()
    const { host, port } = new URL(studio.url)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.setEncoding('utf8')
      socket.once('data', (piece: string) => {
        resolve(piece)
        socket.destroy()
      })
      socket.on('error', reject)
      const head = [
        `POST ${base}/file/move HTTP/1.1`,
        `host: ${host}`,
        `origin: http://${host}`,
        `cookie: ${studio.cookie}`,
        'content-type: application/json',
        `content-length: ${100 * 1024 * 1024}`,
      ]
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
    })
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    const piece = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1
        if (sent > 200) controller.close()
        else controller.enqueue(piece)
      },
    })
    const streamed = await studio
      .fetch(`${base}/file/move`, { method: 'POST', headers: json, body: endless, duplex: 'half' } as RequestInit)
      .then(({ status }) => status)
      // The server hangs up on whoever goes on sending; the client may notice that before the answer.
      .catch(() => 413)
    expect(streamed).toBe(413)
    expect(sent).toBeLessThan(200)
  })

  test('to an unknown address or project is a problem, too', async () => {
    const studio = await openStudio()
    for (const path of ['/api', '/api/', '/api/v1/nothing', '/api/v2/projects', '/api/v1/projects/other/files']) {
      const response = await studio.fetch(path, { headers: { accept: 'text/html' } })
      expect([path, response.status]).toEqual([path, 404])
      problemSchema.parse(await response.json())
    }
  })

  test('by another method names the ones that can be used; none runs a handler by chance', async () => {
    const studio = await openStudio()
    for (const method of ['POST', 'PATCH', 'OPTIONS', 'HEAD']) {
      const response = await studio.fetch(`${base}/file?path=merlon.yaml`, { method })
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, PUT, DELETE'])
    }
    expect((await studio.fetch(`${base}/changes`, { method: 'HEAD' })).status).toBe(405)
  })
})

test('a client that goes away in the middle of its request is no fault of the server', async () => {
  const studio = await openStudio()
  const { host, port } = new URL(studio.url)
  const socket = connect(Number(port), '127.0.0.1')
  const head = [
    `POST ${base}/file/move HTTP/1.1`,
    `host: ${host}`,
    `origin: http://${host}`,
    `cookie: ${studio.cookie}`,
    'content-type: application/json',
    'content-length: 100',
  ]
  await new Promise<void>((resolve) => void socket.write(`${head.join('\r\n')}\r\n\r\n{"from"`, () => resolve()))
  await studio.call('listProjects', {})
  socket.destroy()
  await studio.call('listProjects', {})
  await studio.close() // looks for faults
})

test('a fault of the server itself is told to whoever runs it, and to nobody else', async () => {
  const faults: unknown[] = []
  const fault = new Error('cannot read /home/ann/secret')
  const guard = createGuard(() => 4700)
  const studio: Studio = { version: '0', projects: [], clock: systemClock, failed: (error) => faults.push(error) }
  const broken = { ...handlers, listProjects: () => Promise.reject(fault) }
  const app = createApp({ handlers: broken, studio, guard })
  const headers = { host: '127.0.0.1:4700' }
  const opened = await app.request(guard.newLink(), { headers })
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const response = await app.request('http://127.0.0.1:4700/api/v1/projects', { headers: { ...headers, cookie } })
  expect(response.status).toBe(500)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  const text = await response.text()
  expect(problemSchema.parse(JSON.parse(text)).type).toBe('urn:merlon:problem:internal')
  expect(text).not.toContain('secret')
  expect(faults).toEqual([fault])
})

describe('a request with an Idempotency-Key', () => {
  const move = (to: string): object => ({ body: { from: 'files/a', to } })

  test('happens once, however often it is sent, even at the same time', async () => {
    const studio = await openStudio({ files: { 'files/a': 'x' } })
    const send = (): Promise<Response> =>
      studio.fetch(`${base}/file/move`, {
        method: 'POST',
        headers: { ...json, 'idempotency-key': 'k1' },
        body: JSON.stringify({ from: 'files/a', to: 'files/b' }),
      })
    const answers = [...(await Promise.all([send(), send(), send()])), await send()]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const texts = await Promise.all(answers.map((one) => one.text()))
    expect(new Set(texts).size).toBe(1)
    expect(readFileSync(join(studio.folder, 'files/b'), 'utf8')).toBe('x')
  })

  test('gets the same problem again, and may not be used for another body', async () => {
    const studio = await openStudio({ files: { 'files/a': 'x', 'files/b': 'y' } })
    const headers = { 'idempotency-key': 'k2' }
    const first = await studio.send('moveFile', move('files/b') as { body: { from: string; to: string } }, { headers })
    expect(first.status).toBe(409)
    const again = await studio.send('moveFile', { body: { from: 'files/a', to: 'files/b' } }, { headers })
    expect([again.status, await again.text()]).toEqual([409, await first.text()])
    expect(again.headers.get('content-type')).toBe('application/problem+json')
    const other = await studio.send('moveFile', { body: { from: 'files/a', to: 'files/c' } }, { headers })
    expect([other.status, await other.json()]).toMatchObject([422, { type: 'urn:merlon:problem:key-used' }])
    const elsewhere = await studio.send('readCurl', { body: { text: 'curl https://a.test' } }, { headers })
    expect(elsewhere.status).toBe(200)
  })

  test('is forgotten after ten minutes', async () => {
    let now = Date.now()
    const clock: StudioClock = { now: () => now, every: () => () => undefined }
    const studio = await openStudio({ files: { 'files/a': 'x' }, clock })
    const headers = { 'idempotency-key': 'k3' }
    const body = { from: 'files/a', to: 'files/b' }
    expect((await studio.send('moveFile', { body }, { headers })).status).toBe(200)
    now += 9 * 60_000
    expect((await studio.send('moveFile', { body }, { headers })).status).toBe(200)
    now += 61_000
    expect((await studio.send('moveFile', { body }, { headers })).status).toBe(404)
  })

  test.each(['', 'a b', 'ü', 'x'.repeat(201)])('that is %j is refused', async (key) => {
    const studio = await openStudio({ files: { 'files/a': 'x' } })
    const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') }
    const response = await studio.send('moveFile', { body: { from: 'files/a', to: 'files/b' } }, { headers })
    expect(response.status).toBe(400)
  })
})
