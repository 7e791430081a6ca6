/** Against a token server that remembers which tokens it gave, and a resource that takes only those. */
import { describe, expect, test } from 'vitest'
import { standingClock } from '../../test/clock.ts'
import { lastStep, runTests, runYaml } from '../../test/engine.ts'
import { type Heard, type Served, sendJson, serve } from '../../test/server.ts'

interface Terms {
  readonly expiresIn?: number | string
  /** Whether answers bring a refresh token. */
  readonly refreshing?: boolean
  readonly answer?: (form: URLSearchParams, heard: Heard) => { status: number; body: unknown } | undefined
}

interface Shop extends Served {
  /** The forms of the token requests so far. */
  readonly asked: URLSearchParams[]
  /** Headers of the token requests. */
  readonly tokenHeaders: Heard['headers'][]
  /** Tokens that the resource was sent, in order. */
  readonly used: (string | undefined)[]
  /** Makes the resource refuse all tokens given so far. */
  revoke(): void
}

async function shop({ expiresIn, refreshing = false, answer }: Terms = {}): Promise<Shop> {
  const asked: URLSearchParams[] = []
  const tokenHeaders: Heard['headers'][] = []
  const used: (string | undefined)[] = []
  let given = 0
  let valid = new Set<string>()
  const served = await serve((heard, response) => {
    if (heard.url === '/token') {
      const form = new URLSearchParams(heard.body.toString())
      asked.push(form)
      tokenHeaders.push(heard.headers)
      const other = answer?.(form, heard)
      if (other) return sendJson(response, other.body, other.status)
      given += 1
      valid.add(`token-number-${given}`)
      return sendJson(response, {
        access_token: `token-number-${given}`,
        token_type: 'bearer',
        ...(expiresIn === undefined ? {} : { expires_in: expiresIn }),
        ...(refreshing ? { refresh_token: `refresh-number-${given}` } : {}),
      })
    }
    if (heard.url === '/revoke') {
      valid = new Set()
      return sendJson(response, {})
    }
    const token = heard.headers.authorization
    used.push(token)
    return sendJson(response, {}, valid.has(token?.replace(/^Bearer /, '') ?? '') ? 200 : 401)
  })
  return {
    ...served,
    asked,
    tokenHeaders,
    used,
    revoke() {
      valid = new Set()
    },
  }
}

const fields = 'tokenUrl: "${base}/token", clientId: the-client, clientSecret: the-secret'
const auth = (further = ''): string => `auth: { oauth2: { ${fields}${further} } }`
const get = (further = ''): string => `- get: { url: "\${base}/", ${auth(further)} }\n`
const bearers = (...numbers: number[]): string[] => numbers.map((one) => `Bearer token-number-${one}`)

describe('a token', () => {
  test('is fetched with the credentials of a client, in a header where nothing else is said', async () => {
    const server = await shop()
    const { status } = await runYaml(get(', scope: read write, audience: shop, params: { resource: [a, b] }'), {
      variables: { base: server.base },
    })
    expect([status, server.used]).toEqual(['passed', bearers(1)])
    expect(server.asked[0]?.toString()).toBe(
      'grant_type=client_credentials&scope=read+write&audience=shop&resource=a&resource=b',
    )
    const basic = Buffer.from('the-client:the-secret').toString('base64')
    expect(server.tokenHeaders[0]).toMatchObject({
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    })
  })

  test('encodes a client and a secret before they become a header', async () => {
    const server = await shop()
    const yaml =
      '- get: { url: "${base}/", auth: { oauth2: { tokenUrl: "${base}/token", clientId: "a:b c", clientSecret: "ü%+/=" } } }'
    expect((await runYaml(yaml, { variables: { base: server.base } })).status).toBe('passed')
    const sent = Buffer.from(server.tokenHeaders[0]?.authorization?.slice(6) ?? '', 'base64').toString()
    expect(sent).toBe('a%3Ab+c:%C3%BC%25%2B%2F%3D')
  })

  test('is fetched with the client in the body where that is asked, or where there is no secret', async () => {
    const server = await shop()
    await runYaml(get(', clientAuth: body'), { variables: { base: server.base } })
    const open =
      '- get: { url: "${base}/", auth: { oauth2: { grant: refresh_token, tokenUrl: "${base}/token", clientId: open, refreshToken: r-12345 } } }'
    await runYaml(open, { variables: { base: server.base } })
    expect(server.asked.map(String)).toEqual([
      'grant_type=client_credentials&client_id=the-client&client_secret=the-secret',
      'grant_type=refresh_token&refresh_token=r-12345&client_id=open',
    ])
    expect(server.tokenHeaders.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
  })

  test('is fetched with a password', async () => {
    const server = await shop()
    const yaml = get(', grant: password, username: ann, password: "p&w"')
    expect((await runYaml(yaml, { variables: { base: server.base } })).status).toBe('passed')
    expect(server.asked[0]?.toString()).toBe('grant_type=password&username=ann&password=p%26w')
  })

  test('of one set of fields is fetched once for all steps, input sets and tests, also at the same time', async () => {
    const server = await shop()
    const yaml = `inputs: { a: {}, b: {} }\nsteps:\n${get().repeat(3)}`
    const tests = Array.from({ length: 6 }, () => yaml)
    const { status } = await runTests(tests, { variables: { base: server.base }, workers: 6 })
    expect([status, server.asked.length, server.used.length]).toEqual(['passed', 1, 36])
    await runYaml(get(', scope: other') + get(), { variables: { base: server.base } })
    expect(server.asked).toHaveLength(3)
  })

  test('is renewed before it ends, and not much sooner', async () => {
    const server = await shop({ expiresIn: '600' })
    const wait = (seconds: number): string => `- wait: ${seconds}s\n`
    const yaml = get() + wait(560) + get() + wait(15) + get() + get()
    const config = 'config: { timeout: 1h }\nsteps:\n'
    await runYaml(config + yaml, { variables: { base: server.base }, clock: standingClock() })
    expect(server.used).toEqual(bearers(1, 1, 2, 2))
  })

  test('with little time to live is used for most of it', async () => {
    const server = await shop({ expiresIn: 20 })
    const yaml = `config: { timeout: 1h }\nsteps:\n${get()}- wait: 17s\n${get()}- wait: 2s\n${get()}`
    await runYaml(yaml, { variables: { base: server.base }, clock: standingClock() })
    expect(server.used).toEqual(bearers(1, 1, 2))
  })

  test('that ends at once is fetched for each request', async () => {
    const server = await shop({ expiresIn: 0 })
    expect((await runYaml(get() + get(), { variables: { base: server.base } })).status).toBe('passed')
    expect(server.used).toEqual(bearers(1, 2))
  })

  test('is renewed with the refresh token that came with it', async () => {
    const server = await shop({ expiresIn: 10, refreshing: true })
    const yaml = `config: { timeout: 1h }\nsteps:\n${get()}- wait: 20s\n${get()}- wait: 20s\n${get()}`
    await runYaml(yaml, { variables: { base: server.base }, clock: standingClock() })
    expect(server.asked.map((form) => form.get('refresh_token'))).toEqual([
      null,
      'refresh-number-1',
      'refresh-number-2',
    ])
    expect(server.used).toEqual(bearers(1, 2, 3))
  })

  test('is fetched anew where its refresh token is refused', async () => {
    const server = await shop({
      expiresIn: 10,
      refreshing: true,
      answer: (form) => (form.has('refresh_token') ? { status: 400, body: { error: 'invalid_grant' } } : undefined),
    })
    const yaml = `config: { timeout: 1h }\nsteps:\n${get()}- wait: 20s\n${get()}`
    const { status } = await runYaml(yaml, { variables: { base: server.base }, clock: standingClock() })
    expect([status, server.used]).toEqual(['passed', bearers(1, 2)])
    expect(server.asked.map((form) => form.get('grant_type'))).toEqual([
      'client_credentials',
      'refresh_token',
      'client_credentials',
    ])
  })

  test('that is refused is renewed once, and the refusal is shown', async () => {
    const server = await shop()
    const yaml = `${get()}- get: "\${base}/revoke"\n${get()}`
    const { status, steps } = await runYaml(yaml, { variables: { base: server.base } })
    expect([status, server.used]).toEqual(['passed', bearers(1, 1, 2)])
    expect(steps[2]?.attempts?.map((one) => [one.status, one.message, one.response?.status])).toEqual([
      ['passed', 'the token was refused, so it was renewed', 401],
      ['passed', undefined, 200],
    ])
  })

  test('that is refused again stays refused', async () => {
    const refusing = await serve((heard, response) =>
      sendJson(
        response,
        heard.url === '/token' ? { access_token: 'never-welcome', token_type: 'Bearer' } : {},
        heard.url === '/token' ? 200 : 401,
      ),
    )
    const { steps } = await runYaml(get(), { variables: { base: refusing.base } })
    expect(steps[0]?.message).toBe('the answer is 401 Unauthorized, not 2xx')
    expect(refusing.heard.map(({ url }) => url)).toEqual(['/token', '/', '/token', '/'])
  })

  test('is not sent to another origin that a redirect leads to', async () => {
    const [server, elsewhere] = [await shop(), await serve((_heard, response) => sendJson(response, {}))]
    const from = await serve((_heard, response) => response.writeHead(307, { location: `${elsewhere.base}/` }).end())
    const yaml = `- get: { url: "${from.base}/", ${auth()} }`
    expect((await runYaml(yaml, { variables: { base: server.base } })).status).toBe('passed')
    expect(from.heard[0]?.headers.authorization).toBe(bearers(1)[0])
    expect(elsewhere.heard[0]?.headers.authorization).toBeUndefined()
  })

  test('of `config` is used by all requests but those that say `auth: none`', async () => {
    const server = await shop()
    const yaml = `config: { ${auth()} }\nsteps:\n- get: "\${base}/"\n- get: { url: "\${base}/", auth: none, expect: 401 }\n- get: { url: "\${base}/", auth: { bearer: other }, expect: 401 }`
    const { status } = await runYaml(yaml, { variables: { base: server.base } })
    expect([status, server.used]).toEqual(['passed', [...bearers(1), undefined, 'Bearer other']])
  })
})

test('a token whose fetching test was ended is fetched by the next one that waits for it', async () => {
  let asked = 0
  const server = await serve((heard, response) => {
    if (heard.url !== '/token') return sendJson(response, {})
    asked += 1
    if (asked > 1) sendJson(response, { access_token: 'the-token', token_type: 'Bearer' })
  })
  const ended = `config: { timeout: 300ms }\nsteps:\n${get()}`
  const { report } = await runTests([ended, get()], { variables: { base: server.base }, workers: 2 })
  expect(report.tests.map(({ status }) => status)).toEqual(['errored', 'passed'])
  expect(asked).toBe(2)
})

describe('without a token', () => {
  test('for an error of the token server, the step fails in its words and shows the exchange', async () => {
    const server = await shop({
      answer: () => ({ status: 401, body: { error: 'invalid_client', error_description: 'the-secret is wrong' } }),
    })
    const { steps, status } = await runYaml(`${get()}- assert: payload.a == 1`, { variables: { base: server.base } })
    expect([status, server.used]).toEqual(['failed', []])
    expect(steps.map((one) => one.status)).toEqual(['failed', 'skipped'])
    expect(steps[0]).toMatchObject({
      label: `GET ${server.base}/`,
      message: 'the server gave no token: invalid_client (••• is wrong)',
      help: 'look at `clientId` and `clientSecret`; some servers want them with `clientAuth: body`',
      request: { method: 'POST', url: `${server.base}/token` },
      response: { status: 401 },
    })
    expect(steps[1]?.message).toContain('was not sent: the server gave no token: invalid_client')
  })

  test.each<[string, number, unknown, string]>([
    ['another status', 503, {}, 'the server answered 503 Service Unavailable without a token'],
    ['no token', 200, { ok: true }, 'the server answered 200 OK without a token'],
    ['no map', 200, 'token', 'the server answered 200 OK without a token'],
    [
      'a token of another type',
      200,
      { access_token: 'abcdefgh', token_type: 'mac' },
      "the token is of the type 'mac', and only Bearer can be sent",
    ],
  ])('for %s, the step fails', async (_what, status, body, message) => {
    const server = await shop({ answer: () => ({ status, body }) })
    const step = await lastStep(get(), { variables: { base: server.base } })
    expect([step.status, step.message, server.used]).toEqual(['failed', message, []])
  })

  test('for a token server that cannot be reached, the step is errored, also where a refusal is expected', async () => {
    const yaml =
      '- get: { url: "http://127.0.0.1:1/", expect: -1, auth: { oauth2: { tokenUrl: "http://127.0.0.1:1/token", clientId: c, clientSecret: the-secret } } }'
    const { steps, status } = await runYaml(`${yaml}\n- assert: payload_response.status == -1`)
    expect(status).toBe('errored')
    expect(steps.map((one) => one.status)).toEqual(['errored', 'passed'])
    expect(steps[0]).toMatchObject({
      message: 'there is no token: 127.0.0.1:1 refused the connection',
      request: { url: 'http://127.0.0.1:1/token' },
      response: { status: -1 },
    })
  })

  test('a fetch that failed is tried again by the next request', async () => {
    let times = 0
    const server = await shop({
      answer: () => {
        times += 1
        return times === 1 ? { status: 500, body: {} } : undefined
      },
    })
    const { steps } = await runYaml(get() + get(), { variables: { base: server.base } })
    expect(steps.map(({ status }) => status)).toEqual(['failed', 'passed'])
  })
})

test('a field whose variable is missing fails the step, and nothing is sent', async () => {
  const server = await shop()
  const step = await lastStep(
    '- get: { url: "${base}/", auth: { oauth2: { tokenUrl: "${base}/token", clientId: c, clientSecret: "${nobody}" } } }',
    { variables: { base: server.base } },
  )
  expect([step.status, server.heard.length]).toEqual(['failed', 0])
})
