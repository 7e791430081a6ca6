/** Signatures as a server sees them, worked out from what arrived with Node's own digests. */
import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { standingClock } from '../../test/clock.ts'
import { runYaml } from '../../test/engine.ts'
import { folderWith } from '../../test/folder.ts'
import { type Heard, type Served, sendJson, serve } from '../../test/server.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** RFC 3986 over the bytes of UTF-8. */
const encode = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => String.fromCharCode(byte))
    .map((char) => (/[\w.~-]/.test(char) ? char : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`))
    .join('')

/** What is wrong with the signature of a request; undefined where nothing is. */
function problemOf({ method, url, rawHeaders, body }: Heard): string | undefined {
  const headers = new Map<string, string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase()
    const value = rawHeaders[at + 1]!.trim().replace(/ +/g, ' ')
    headers.set(name, headers.has(name) ? `${headers.get(name)},${value}` : value)
  }
  const given = headers.get('authorization') ?? ''
  const [, key, day, region, service, names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=(.*?)\/(.*?)\/(.*?)\/(.*?)\/aws4_request, SignedHeaders=(.*?), Signature=(.*)$/.exec(
      given,
    ) ?? []
  if (key !== 'AKIDEXAMPLE') return `credentials: ${given}`
  for (const needed of ['host', 'x-amz-date', 'content-type', 'x-amz-security-token'])
    if (headers.has(needed) && !names.split(';').includes(needed)) return `${needed} is not signed`
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const once = (text: string): string => encode(decodeURIComponent(text))
  const isS3 = service === 's3'
  const canonical = [
    method,
    path
      .split('/')
      .map(isS3 ? once : encode)
      .join('/'),
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=').map(once))
      .map(([name, value = '']) => `${name}=${value}`)
      .sort()
      .join('&'),
    ...names.split(';').map((name) => `${name}:${headers.get(name)}`),
    '',
    names,
    isS3 ? headers.get('x-amz-content-sha256') : sha256(body),
  ].join('\n')
  if (isS3 && !['UNSIGNED-PAYLOAD', sha256(body)].includes(headers.get('x-amz-content-sha256') ?? '')) return 'digest'
  const date = headers.get('x-amz-date') ?? ''
  if (!/^\d{8}T\d{6}Z$/.test(date) || date.slice(0, 8) !== day) return 'date'
  const text = ['AWS4-HMAC-SHA256', date, `${day}/${region}/${service}/aws4_request`, sha256(canonical)].join('\n')
  const signingKey = ['aws4_request', service, region, day].reduceRight<Buffer | string>(
    (under, part) => hmac(under, part ?? ''),
    `AWS4${SECRET}`,
  )
  return hmac(signingKey, text).toString('hex') === signature ? undefined : 'signature'
}

async function aws(): Promise<Served & { readonly problems: string[] }> {
  const problems: string[] = []
  const served = await serve((heard, response) => {
    const problem = problemOf(heard)
    if (problem !== undefined) problems.push(problem)
    if (heard.url === '/moved') return void response.writeHead(307, { location: '/there' }).end()
    return sendJson(response, {}, problem === undefined ? 200 : 403)
  })
  return { ...served, problems }
}

const auth = (service = 'execute-api', further = ''): string =>
  `auth: { awsv4: { accessKey: AKIDEXAMPLE, secretKey: "${SECRET}", region: eu-central-1, service: ${service}${further} } }`

describe('a signature of AWS', () => {
  test.each([
    ['get', 'execute-api', '/a/b?z=1&a=2&a=1&empty=&k', ''],
    ['get', 'execute-api', '/a%20b/c%2Fd/ü', 'query: { "ä &": "+ /~*()!" }'],
    ['post', 'execute-api', '/', 'json: { a: "é" }, headers: { X-Amz-Target: [one, "two   three"] }'],
    ['post', 'execute-api', '/', 'form: { Action: ListUsers, Version: 2010-05-08 }'],
    ['get', 's3', "/bucket/a b/c+d/e%2Bf/ü'(x)", ''],
    ['put', 's3', '/bucket/key', 'body: "some text", contentType: text/plain'],
    ['get', 's3', '/bucket?list-type=2&prefix=a/b&delimiter=%2F', ''],
  ])('holds for %s of %s %s %s', async (verb, service, path, fields) => {
    const server = await aws()
    const { status } = await runYaml(
      `- ${verb}: { url: "\${base}${path}", ${auth(service)}${fields && `, ${fields}`} }`,
      { variables: { base: server.base } },
    )
    expect([status, server.problems]).toEqual(['passed', []])
  })

  test('covers the token of temporary credentials and the cookies of the input set', async () => {
    const server = await serve((heard, response) => {
      if (heard.url === '/in') response.setHeader('set-cookie', 'sid=abcdefgh; Path=/')
      sendJson(response, {})
    })
    const { status } = await runYaml(
      `- get: ${server.base}/in\n- get: { url: ${server.base}/x, ${auth('execute-api', ', sessionToken: the-session-token')} }`,
    )
    expect(status).toBe('passed')
    expect(problemOf(server.heard[1]!)).toBeUndefined()
    expect(server.heard[1]?.headers).toMatchObject({ 'x-amz-security-token': 'the-session-token' })
    expect(server.heard[1]?.headers.authorization).toMatch(
      /SignedHeaders=accept;cookie;host;x-amz-date;x-amz-security-token,/,
    )
  })

  test('is made anew for each hop of a redirect, and for each attempt at its own time', async () => {
    const moved = await aws()
    await runYaml(`- get: { url: "${moved.base}/moved", ${auth()} }`)
    expect([moved.heard.map(({ url }) => url), moved.problems]).toEqual([['/moved', '/there'], []])
    let times = 0
    const busy = await serve((_heard, response) => {
      times += 1
      sendJson(response, {}, times < 3 ? 503 : 200)
    })
    const retry = 'retry: { times: 2, delay: 10s, on: [5xx] }'
    const { status } = await runYaml(`- get: { url: "${busy.base}/", ${retry}, ${auth()} }`, { clock: standingClock() })
    expect(status).toBe('passed')
    expect(busy.heard.map(problemOf)).toEqual([undefined, undefined, undefined])
    expect(busy.heard.map(({ headers }) => headers['x-amz-date'])).toEqual([
      '20260101T000000Z',
      '20260101T000010Z',
      '20260101T000020Z',
    ])
  })

  test('is not made for another origin, which sees nothing of it', async () => {
    const elsewhere = await serve((_heard, response) => sendJson(response, {}))
    const from = await serve((_heard, response) => response.writeHead(302, { location: `${elsewhere.base}/` }).end())
    await runYaml(`- get: { url: "${from.base}/", ${auth('s3', ', sessionToken: the-session-token')} }`)
    expect(problemOf(from.heard[0]!)).toBeUndefined()
    const seen = Object.keys(elsewhere.heard[0]?.headers ?? {})
    expect(seen.filter((name) => name.startsWith('x-amz') || name === 'authorization')).toEqual([])
  })

  test('covers the content of a file, which goes unsigned to S3', async () => {
    const folder = folderWith({ 'big.bin': new Uint8Array(100_000).fill(3) })
    const server = await aws()
    for (const service of ['execute-api', 's3']) {
      const yaml = `- put: { url: "${server.base}/k", body: { file: big.bin }, ${auth(service)} }`
      expect((await runYaml(yaml, { folder })).status).toBe('passed')
    }
    expect(server.problems).toEqual([])
    expect(server.heard[1]?.headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD')
  })

  test('covers a form with a streamed file', async () => {
    const folder = folderWith({ 'big.bin': new Uint8Array(300_000).fill(3) })
    const server = await aws()
    const { status } = await runYaml(
      `- post: { url: "${server.base}/k", multipart: [{ name: a, file: big.bin }], ${auth()} }`,
      { folder },
    )
    expect([status, server.problems]).toEqual(['passed', []])
  })

  test('takes the date and the digest that the author writes', async () => {
    const server = await aws()
    const headers = 'headers: { x-amz-date: 20200101T000000Z, x-amz-content-sha256: UNSIGNED-PAYLOAD }'
    const { status } = await runYaml(`- put: { url: "${server.base}/k", body: abc, ${headers}, ${auth('s3')} }`)
    expect([status, server.problems]).toEqual(['passed', []])
    expect(server.heard[0]?.headers['x-amz-date']).toBe('20200101T000000Z')
  })
})
