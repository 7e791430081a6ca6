/** Against a server that works out each digest by itself, with Node's own digests. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { runYaml } from '../../test/engine.ts'
import { folderWith } from '../../test/folder.ts'
import { type Heard, type Served, sendJson, serve } from '../../test/server.ts'

interface Protection {
  readonly user?: string
  readonly password?: string
  readonly realm?: string
  /** As in the challenge; undefined leaves it out. */
  readonly algorithm?: string
  readonly qop?: string
  readonly userhash?: boolean
  /** How often a nonce may be used before it is stale. */
  readonly uses?: number
  /** Each answer names the nonce to use next. */
  readonly next?: boolean
  readonly challenges?: (digest: string) => string[]
}

interface Guarded extends Served {
  /** What was wrong with requests that carried credentials. */
  readonly problems: string[]
  /** The nonce counts that were accepted, in order. */
  readonly counts: string[]
}

const NODE_NAMES: Record<string, string> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' }

function parameters(header: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', quoted, plain] of header.matchAll(/([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g))
    found[name] = plain ?? quoted?.replace(/\\(.)/g, '$1') ?? ''
  return found
}

/** A server that lets nobody in without the digest that RFC 7616 asks for. */
async function guarded(protection: Protection = {}): Promise<Guarded> {
  const { user = 'Mufasa', password = 'Circle of Life', realm = 'http-auth@example.org', uses = 1000 } = protection
  const { algorithm, qop, userhash = false, next = false, challenges = (one: string) => [one] } = protection
  const name = (algorithm ?? 'MD5').replace(/-sess$/i, '')
  const hash = (...parts: (string | Buffer)[]): string => {
    const digest = createHash(NODE_NAMES[name.toUpperCase()] ?? '')
    for (const [at, part] of parts.entries()) digest.update(at === 0 ? '' : ':').update(part)
    return digest.digest('hex')
  }
  const problems: string[] = []
  const counts: string[] = []
  const used = new Map<string, number>()
  let nonces = 0
  const newNonce = (): string => {
    nonces += 1
    used.set(`nonce-${nonces}`, 0)
    return `nonce-${nonces}`
  }
  const problemOf = (given: Record<string, string>, heard: Heard): string | undefined => {
    const nonce = given.nonce ?? ''
    const who = given['username*'] === undefined ? given.username : decodeURIComponent(given['username*'].slice(7))
    if (who !== (userhash ? hash(user, realm) : user)) return `user ${who}`
    if (given.realm !== realm || given.opaque !== 'op"aque' || given.uri !== heard.url) return 'realm, opaque or uri'
    const plain = hash(user, realm, password)
    const a1 = /-sess$/i.test(algorithm ?? '') ? hash(plain, nonce, given.cnonce ?? '') : plain
    const a2 =
      given.qop === 'auth-int' ? hash(heard.method, heard.url, hash(heard.body)) : hash(heard.method, heard.url)
    const expected = qop
      ? hash(a1, nonce, given.nc ?? '', given.cnonce ?? '', given.qop ?? '', a2)
      : hash(a1, nonce, a2)
    if (given.response !== expected) return 'response'
    const count = (used.get(nonce) ?? Number.NaN) + 1
    if (qop && given.nc !== count.toString(16).padStart(8, '0')) return `nc ${given.nc}`
    if (count > uses) return 'stale'
    used.set(nonce, count)
    counts.push(`${nonce} ${given.nc}`)
    return undefined
  }
  const served = await serve((heard, response) => {
    const given = heard.headers.authorization
    const problem = given === undefined ? 'none' : problemOf(parameters(given), heard)
    if (problem === undefined) {
      if (next) response.setHeader('authentication-info', `nextnonce="${newNonce()}"`)
      sendJson(response, { url: heard.url, body: heard.body.toString() })
      return
    }
    if (problem !== 'none') problems.push(problem)
    const more = [
      ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
      ...(qop === undefined ? [] : [`qop="${qop}"`]),
      ...(userhash ? ['userhash=true'] : []),
      ...(problem === 'stale' ? ['stale=true'] : []),
    ]
    const digest = [
      `realm="${realm.replace(/["\\]/g, '\\$&')}"`,
      `nonce="${newNonce()}"`,
      'opaque="op\\"aque"',
      ...more,
    ]
    response.writeHead(401, { 'www-authenticate': challenges(`Digest ${digest.join(', ')}`) }).end('who are you?')
  })
  return { ...served, problems, counts }
}

const auth = (user = 'Mufasa', password = 'Circle of Life'): string =>
  `auth: { digest: { username: ${JSON.stringify(user)}, password: ${JSON.stringify(password)} } }`

describe('digest authentication', () => {
  const algorithms = [undefined, 'MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess', 'SHA-512-256', 'sha-256']
  const qops = [undefined, 'auth', 'auth-int', 'auth-int,auth', 'auth, auth-int']
  test.each(algorithms.flatMap((algorithm) => qops.map((qop) => [algorithm, qop] as const)))(
    'gets in with the algorithm %s and the qop %s, and once it knows the nonce without being asked',
    async (algorithm, qop) => {
      const server = await guarded({ ...(algorithm ? { algorithm } : {}), ...(qop ? { qop } : {}) })
      const { steps } = await runYaml(
        `- get: { url: "${server.base}/a?b=c%20d", ${auth()} }\n- post: { url: "${server.base}/x", json: { a: "é" }, ${auth()} }`,
      )
      expect([steps.map(({ status }) => status), server.problems]).toEqual([['passed', 'passed'], []])
      expect(server.heard).toHaveLength(3)
      expect(server.heard[2]?.body.toString()).toBe('{"a":"é"}')
    },
  )

  test('hashes the user where the server asks for it', async () => {
    const server = await guarded({ userhash: true, algorithm: 'SHA-256', qop: 'auth' })
    const { status } = await runYaml(`- get: { url: "${server.base}/", ${auth()} }`)
    expect([status, server.problems]).toEqual(['passed', []])
  })

  test.each([
    ['a "quoted" \\ name', 'pass:word', 'a "realm" \\'],
    ['Jäsøn Doe', 'Secret, or not?', 'api@example.org'],
    ['名前', 'пароль', 'r'],
  ])('takes a user such as %s', async (user, password, realm) => {
    const server = await guarded({ user, password, realm, algorithm: 'SHA-256', qop: 'auth' })
    const { status } = await runYaml(`- get: { url: "${server.base}/", ${auth(user, password)} }`)
    expect([status, server.problems]).toEqual(['passed', []])
  })

  test.each(['utf8', 'latin1'] as const)(
    'takes a realm with umlauts, written in %s, as the server wrote it',
    async (charset) => {
      const md5 = (...parts: readonly (string | Buffer)[]): string => {
        const hash = createHash('md5')
        for (const part of parts) hash.update(part)
        return hash.digest('hex')
      }
      const realm = Buffer.from('Geschützt', charset)
      const expected = md5(md5('u:', realm, ':pw'), ':n:', md5('GET:/'))
      const server = await serve((heard, response) => {
        const { authorization = '' } = heard.headers
        if (authorization.includes(`response="${expected}"`)) return sendJson(response, {})
        response.setHeader('www-authenticate', `Digest realm="${realm.toString('latin1')}", nonce="n"`)
        return sendJson(response, {}, 401)
      })
      const { status } = await runYaml(`- get: { url: "${server.base}/", ${auth('u', 'pw')} }`)
      expect([status, server.heard.length]).toEqual(['passed', 2])
      expect(server.heard[1]?.headers.authorization).toContain(`realm="${realm.toString('latin1')}"`)
    },
  )

  test('is asked for after a redirect to GET, and no body is told of what had none', async () => {
    const server = await serve((heard, response) => {
      if (heard.method === 'POST') return response.writeHead(303, { location: '/got' }).end()
      if (heard.headers.authorization) return sendJson(response, {})
      response.setHeader('www-authenticate', 'Digest realm="r", nonce="n", qop="auth"')
      return sendJson(response, {}, 401)
    })
    const { status, steps } = await runYaml(
      `- post: { url: "${server.base}/", json: { a: 1 }, followRedirects: true, ${auth()} }`,
    )
    const [challenged] = steps[0]?.attempts ?? []
    expect([status, challenged?.request?.method, challenged?.request?.body]).toEqual(['passed', 'GET', undefined])
  })

  test('counts the uses of a nonce, takes the next one that is named, and another where it is stale', async () => {
    const steps = (base: string): string => `- get: { url: "${base}/", ${auth()} }\n`.repeat(3)
    const counted = await guarded({ qop: 'auth' })
    await runYaml(steps(counted.base))
    expect(counted.counts).toEqual(['nonce-1 00000001', 'nonce-1 00000002', 'nonce-1 00000003'])
    const named = await guarded({ qop: 'auth', next: true })
    await runYaml(steps(named.base))
    expect([named.counts, named.heard.length]).toEqual([
      ['nonce-1 00000001', 'nonce-2 00000001', 'nonce-3 00000001'],
      4,
    ])
    const stale = await guarded({ qop: 'auth', uses: 1 })
    expect((await runYaml(steps(stale.base))).status).toBe('passed')
    expect(stale.counts).toEqual(['nonce-1 00000001', 'nonce-2 00000001', 'nonce-3 00000001'])
  })

  test('knows what it learnt for one input set only', async () => {
    const server = await guarded({ qop: 'auth' })
    await runYaml(`inputs: { a: {}, b: {} }\nsteps:\n- get: { url: "${server.base}/", ${auth()} }`)
    expect(server.heard.map(({ headers }) => headers.authorization !== undefined)).toEqual([false, true, false, true])
  })

  test('takes the first challenge that it can meet', async () => {
    const server = await guarded({
      algorithm: 'MD5',
      qop: 'auth',
      challenges: (digest) => [
        'Negotiate',
        'Digest realm="x", nonce="y", algorithm=SHA-3',
        `Basic realm="x", ${digest}`,
      ],
    })
    const { status } = await runYaml(`- get: { url: "${server.base}/", ${auth()} }`)
    expect([status, server.problems]).toEqual(['passed', []])
  })

  test('with a wrong password is refused after one try, as it is with none', async () => {
    const server = await guarded({ qop: 'auth' })
    const { steps } = await runYaml(`- get: { url: "${server.base}/", ${auth('Mufasa', 'Circle of Death')} }`)
    expect([steps[0]?.status, steps[0]?.message]).toEqual(['failed', 'the answer is 401 Unauthorized, not 2xx'])
    expect([server.heard.length, server.problems]).toEqual([2, ['response']])
  })

  test('says so where a server asks for something else', async () => {
    const basic = await guarded({ challenges: () => ['Basic realm="x"'] })
    const { steps } = await runYaml(`- get: { url: "${basic.base}/", ${auth()} }`)
    expect([steps[0]?.status, steps[0]?.notices]).toEqual([
      'failed',
      ['the server does not ask for digest authentication, but for basic'],
    ])
    const strange = await guarded({ challenges: () => ['Digest realm="x", nonce="y", algorithm=SHA-3'] })
    const other = await runYaml(`- get: { url: "${strange.base}/", ${auth()} }`)
    expect(other.steps[0]?.notices).toEqual([
      "the server asks for digest authentication with 'SHA-3', which is not known here",
    ])
  })

  test('shows the exchange in which it was asked for, which counts as no failure', async () => {
    const server = await guarded({ qop: 'auth' })
    const { steps, status } = await runYaml(`- get: { url: "${server.base}/", ${auth()} }`)
    expect(status).toBe('passed')
    expect(steps[0]?.attempts?.map((one) => [one.status, one.message, one.response?.status, one.request?.url])).toEqual(
      [
        ['passed', 'the server asked for digest authentication', 401, `${server.base}/`],
        ['passed', undefined, 200, `${server.base}/`],
      ],
    )
  })

  test('digests a streamed file where the server asks for its digest', async () => {
    const folder = folderWith({ 'big.bin': new Uint8Array(200_000).fill(7) })
    const server = await guarded({ qop: 'auth-int', algorithm: 'SHA-256' })
    const { status } = await runYaml(`- post: { url: "${server.base}/", body: { file: big.bin }, ${auth()} }`, {
      folder,
    })
    expect([status, server.problems, server.heard[1]?.body.length]).toEqual(['passed', [], 200_000])
  })

  test('is not answered to another origin that a redirect leads to', async () => {
    const elsewhere = await guarded({ qop: 'auth' })
    const from = await serve((_heard, response) => response.writeHead(302, { location: `${elsewhere.base}/in` }).end())
    const { steps } = await runYaml(`- get: { url: "${from.base}/", ${auth()} }`)
    expect([steps[0]?.status, elsewhere.heard.length]).toEqual(['failed', 1])
    expect(elsewhere.heard[0]?.headers.authorization).toBeUndefined()
  })

  test('leaves an Authorization that the author writes alone', async () => {
    const server = await guarded({ qop: 'auth' })
    await runYaml(`- get: { url: "${server.base}/", headers: { Authorization: "Digest mine" }, ${auth()} }`)
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual(['Digest mine'])
  })
})
