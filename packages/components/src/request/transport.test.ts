/** TLS, proxies and versions of HTTP as a test asks for them, against servers of all kinds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificates } from '../../../host/src/test/fixture/certificates.ts'
import { type Fixture, startFixture, startProxy } from '../../../host/src/test/fixture/fixture.ts'
import { type Around, lastStep, mistakesIn, runYaml } from '../test/engine.ts'
import { folderWith } from '../test/folder.ts'

let fixture: Fixture

beforeAll(async () => {
  fixture = await startFixture({
    answer: ({ path }) =>
      path === '/moved' ? { status: 302, headers: { location: `${fixture.mutual.base}/there` } } : undefined,
  })
})
afterAll(() => fixture.close())

function files(): Around {
  const { ca, client } = certificates()
  const { cert, key, pfx, lockedKey } = client
  return {
    folder: folderWith({
      'ca.pem': ca,
      'c.pem': cert,
      'c.key': key,
      'c.pfx': pfx,
      'l.key': lockedKey,
      'both.pem': cert + key,
    }),
  }
}

/** How a request with the fields ends, and what the server says it heard. */
async function sent(
  url: string,
  fields: string,
  around: Around = files(),
): Promise<{ status: string; message: string; heard: Record<string, unknown> }> {
  const yaml = `- get: { url: "${url}", ${fields} }\n- comment: "\${JSON.stringify(payload)}"`
  const { steps } = await runYaml(yaml, around)
  const [step, comment] = steps
  const heard = JSON.parse(comment?.status === 'passed' ? comment.label : '{}') as Record<string, unknown>
  return { status: step?.status ?? '', message: step?.message ?? '', heard }
}

describe('tls', () => {
  test('trusts the authority of a file, or whatever it is told not to verify', async () => {
    const { base, port } = fixture.https
    expect(await sent(`${base}/`, 'timeout: 5')).toMatchObject({
      status: 'errored',
      message: expect.stringContaining('certificate') as string,
    })
    expect((await sent(`${base}/`, 'tls: { ca: ca.pem }')).status).toBe('passed')
    expect((await sent(`${base}/`, 'tls: { verify: false }')).status).toBe('passed')
    expect((await sent(`https://127.0.0.1:${port}/`, 'tls: { ca: ca.pem, serverName: shop.test }')).status).toBe(
      'passed',
    )
    expect((await sent(`https://127.0.0.1:${port}/`, 'tls: { ca: ca.pem, serverName: elsewhere.test }')).status).toBe(
      'errored',
    )
  })

  test.each([
    ['a certificate and its key', 'cert: c.pem, key: c.key'],
    ['one file with both', 'cert: both.pem'],
    ['a key under a passphrase', 'cert: c.pem, key: l.key, passphrase: "over the wall"'],
    ['PKCS #12', 'pfx: c.pfx, passphrase: "${opens}"'],
  ])('shows %s', async (_what, tls) => {
    const around = { ...files(), variables: { opens: 'over the wall' } }
    const { status, heard } = await sent(`${fixture.mutual.base}/`, `tls: { ca: ca.pem, ${tls} }`, around)
    expect([status, heard.client]).toEqual(['passed', 'client'])
  })

  test('of `config` holds for all requests, and a step replaces it as a whole', async () => {
    const yaml = (own: string): string =>
      `config: { tls: { ca: ca.pem, cert: c.pem, key: c.key } }\nsteps:\n- get: { url: "${fixture.mutual.base}/"${own} }`
    expect((await lastStep(yaml(''), files())).status).toBe('passed')
    expect((await lastStep(yaml(', tls: { ca: ca.pem }'), files())).status).toBe('errored')
  })

  test('shows no certificate to another origin that a redirect leads to, and trusts the same authority there', async () => {
    const before = fixture.mutual.heard.length
    const step = await lastStep(
      `- get: { url: "${fixture.https.base}/moved", tls: { ca: ca.pem, cert: c.pem, key: c.key } }`,
      files(),
    )
    expect([step.status, fixture.mutual.heard.length]).toEqual(['errored', before])
    expect(step.message).toContain('asks for a client certificate')
  })

  test('is said to be wrong where files or fields are', async () => {
    const missing = await sent(`${fixture.https.base}/`, 'tls: { ca: "${name}" }', {
      ...files(),
      variables: { name: 'no.pem' },
    })
    expect([missing.status, missing.message]).toEqual(['failed', expect.stringContaining('no.pem')])
    expect(await mistakesIn('- get: { url: https://x/, tls: { key: c.key } }', files())).toEqual([
      "'key' belongs to a certificate, and there is no 'cert'",
    ])
    expect(await mistakesIn('- get: { url: https://x/, tls: { pfx: c.pfx, cert: c.pem } }', files())).toEqual([
      "'pfx' holds certificate and key, so 'cert' cannot stand beside it",
    ])
  })

  test('keeps its connection from one request to the next', async () => {
    const before = fixture.https.connections()
    await runYaml(`- get: { url: "${fixture.https.base}/", tls: { ca: ca.pem } }\n`.repeat(3), files())
    expect(fixture.https.connections() - before).toBe(1)
  })

  test('says its passphrase nowhere', async () => {
    const yaml = `- get: { url: "${fixture.mutual.base}/", tls: { ca: ca.pem, cert: c.pem, key: l.key, passphrase: "over the wall" } }\n- comment: it is over the wall`
    const { events, status } = await runYaml(yaml, files())
    expect(status).toBe('passed')
    expect(JSON.stringify(events)).not.toContain('over the wall')
  })
})

describe('http', () => {
  test('asks for a version', async () => {
    for (const [base, fields, version] of [
      [fixture.http.base, 'http: 1.1', '1.1'],
      [fixture.h2c.base, 'http: 2', '2.0'],
      [fixture.h2.base, 'http: "2", tls: { ca: ca.pem }', '2.0'],
    ] as const) {
      const { status, heard } = await sent(`${base}/`, fields)
      expect([status, heard.http]).toEqual(['passed', version])
    }
    expect(await mistakesIn('- get: { url: https://x/, http: 3 }')).toEqual(["'http' of get cannot be '3'"])
  })

  test('of version 2 streams the files of a form', async () => {
    const folder = folderWith({ 'big.txt': 'x'.repeat(600_000) })
    const fields = 'http: 2, multipart: [{ name: a, value: b }, { name: f, file: big.txt }]'
    const { steps } = await runYaml(`- post: { url: "${fixture.h2c.base}/", ${fields} }`, { folder })
    const { body, headers } = fixture.h2c.heard.at(-1) ?? { body: '', headers: [] }
    expect([steps[0]?.status, body.includes(`\r\n\r\n${'x'.repeat(600_000)}\r\n--`)]).toEqual(['passed', true])
    expect(headers.find(([name]) => name === 'content-length')?.[1]).toBe(String(body.length))
  })

  test('of version 2 carries bodies, repeated headers, cookies and credentials', async () => {
    const yaml = `config: { http: 2 }\nsteps:\n- post: { url: "${fixture.h2c.base}/", json: { a: é }, headers: { x-a: [one, two] }, auth: { bearer: token-1234 } }\n- assert: payload.body == '{"a":"é"}'`
    const { steps } = await runYaml(yaml)
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed'])
    const headers = fixture.h2c.heard.at(-1)?.headers ?? []
    const values = (wanted: string): string =>
      headers.flatMap(([name, value]) => (name === wanted ? [value] : [])).join(', ')
    expect([values('x-a'), values('authorization')]).toEqual(['one, two', 'Bearer token-1234'])
  })
})

describe('proxy', () => {
  test('takes requests with and without TLS, unless a host is reached without it', async () => {
    const { proxy, http, https } = fixture
    const through = async (url: string, fields: string): Promise<number> => {
      const before = proxy.passed.length
      const { status } = await sent(url, fields)
      expect([url, fields, status]).toEqual([url, fields, 'passed'])
      return proxy.passed.length - before
    }
    expect(await through(`${http.base}/`, `proxy: "${proxy.base}"`)).toBe(1)
    expect(await through(`${https.base}/`, `proxy: { url: "${proxy.base}" }, tls: { ca: ca.pem }`)).toBe(1)
    expect(await through(`${http.base}/`, `proxy: { url: "${proxy.base}", bypass: [example.org, 127.0.0.1] }`)).toBe(0)
    expect(await through(`${http.base}/`, 'proxy: false')).toBe(0)
    const config = `config: { proxy: "${proxy.base}" }\nsteps:\n`
    const before = proxy.passed.length
    await runYaml(`${config}- get: "${http.base}/"\n- get: { url: "${http.base}/", proxy: false }`)
    expect(proxy.passed.length - before).toBe(1)
  })

  test('is given user and password, and nobody is told them', async () => {
    const guarded = await startProxy({ user: 'ann:s3cret/word' })
    const url = guarded.base.replace('//', '//ann:s3cret%2Fword@')
    const { events, status } = await runYaml(
      `- get: { url: "${fixture.http.base}/", proxy: "\${proxy}" }\n- comment: "s3cret/word \${proxy}"`,
      { variables: { proxy: url } },
    )
    await guarded.close()
    expect(status).toBe('passed')
    const said = JSON.stringify(events)
    for (const text of ['s3cret/word', 's3cret%2Fword']) expect(said).not.toContain(text)
  })

  test('that is no address is a fault of the field', async () => {
    for (const proxy of ['true', 'nowhere', 'socks5://x:1']) {
      const step = await lastStep(`- get: { url: "${fixture.http.base}/", proxy: "${proxy}" }`)
      expect([step.status, step.message]).toEqual(['failed', 'this is no address of a proxy'])
    }
  })

  test('whose password is not encoded is refused, and tells nobody the password', async () => {
    for (const password of ['1#secret', '12/secret-word', 'a/secret', '1?se@cret']) {
      const { events, steps } = await runYaml(`- get: { url: "${fixture.http.base}/", proxy: "\${proxy}" }`, {
        variables: { proxy: `http://ann:${password}@127.0.0.1:1` },
      })
      expect([steps[0]?.status, steps[0]?.message]).toEqual(['failed', 'this is no address of a proxy'])
      expect(JSON.stringify(events)).not.toContain(password)
    }
  })
})
