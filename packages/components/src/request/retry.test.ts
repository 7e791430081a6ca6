import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { standingClock } from '../test/clock.ts'
import { mistakesIn, runYaml } from '../test/engine.ts'
import { type Heard, type Served, sendJson, serve } from '../test/server.ts'

type Answer = number | { readonly status: number; readonly headers?: Record<string, string> }

interface Timed extends Served {
  /** Ms on the clock of the run when each request arrived, from its first second. */
  readonly at: number[]
}

const BEGAN = Date.UTC(2026, 0, 1)

/** Answers in turn, the last answer again and again. */
async function answering(
  answers: readonly Answer[],
  clock = standingClock(),
): Promise<Timed & { readonly clock: ReturnType<typeof standingClock> }> {
  const at: number[] = []
  const served = await serve((_heard: Heard, response) => {
    const answer = answers[Math.min(at.length, answers.length - 1)] ?? 200
    at.push(clock.now() - BEGAN)
    const { status, headers = {} } = typeof answer === 'number' ? { status: answer } : answer
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    sendJson(response, { turn: at.length }, status)
  })
  return { ...served, at, clock }
}

const get = (fields: string): string => `- get: { url: "\${base}/", ${fields} }`

describe('another attempt', () => {
  test('follows a status that is named, alone or by its family, and no other', async () => {
    for (const [on, statuses] of [
      ['[5xx]', [500, 503, 599]],
      ['[429]', [429]],
      ['[error, 5xx, "409"]', [502, 409]],
      ['4XX', [404]],
    ] as const) {
      for (const status of [500, 503, 599, 429, 404, 409, 502]) {
        const server = await answering([status, 200])
        const { status: end } = await runYaml(get(`retry: { times: 1, on: ${on} }`), {
          variables: { base: server.base },
          clock: server.clock,
        })
        const again =
          (statuses as readonly number[]).includes(status) ||
          (on === '4XX' && status < 500) ||
          (on.includes('5xx') && status >= 500)
        expect([on, status, server.at.length, end]).toEqual([on, status, again ? 2 : 1, again ? 'passed' : 'failed'])
      }
    }
  })

  test('follows `times` times at most, and the last one decides', async () => {
    const server = await answering([503, 500, 503])
    const { steps, status } = await runYaml(
      `${get('retry: { times: 2, on: [5xx] }')}\n- assert: payload.turn == 3 && payload_response.status == 503`,
      { variables: { base: server.base }, clock: server.clock },
    )
    expect([status, server.at.length, steps.map((one) => one.status)]).toEqual(['failed', 3, ['failed', 'passed']])
    expect(steps[0]?.message).toBe('the answer is 503 Service Unavailable, not 2xx')
  })

  test('is in the report with all others', async () => {
    const server = await answering([503, { status: 500 }, 201])
    const { steps, status } = await runYaml(get('retry: { times: 5, on: [5xx] }'), {
      variables: { base: server.base },
      clock: server.clock,
    })
    expect(status).toBe('passed')
    expect(steps[0]?.attempts?.map((one) => [one.status, one.message, one.response?.status])).toEqual([
      ['failed', 'the answer is 503 Service Unavailable', 503],
      ['failed', 'the answer is 500 Internal Server Error', 500],
      ['passed', undefined, 201],
    ])
    expect(steps[0]?.attempts?.map(({ request, response }) => [request?.url, response?.body !== undefined])).toEqual(
      Array.from({ length: 3 }, () => [`${server.base}/`, true]),
    )
    const once = await runYaml(get('retry: 3'), { variables: { base: server.base } })
    expect(once.steps[0]?.attempts).toBeUndefined()
  })

  test('follows a request that got no answer, as `retry: 3` asks for', async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections += 1
      socket.on('error', () => undefined)
      if (connections < 3) return void socket.destroy()
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    onTestFinished(() => void server.close())
    const address = server.address()
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const { steps } = await runYaml('- post: { url: "${base}/", body: abc, retry: 3 }', {
      variables: { base },
      clock: standingClock(),
    })
    expect([steps[0]?.status, connections]).toEqual(['passed', 3])
    expect(steps[0]?.attempts?.map((one) => [one.status, one.response?.status])).toEqual([
      ['errored', -5],
      ['errored', -5],
      ['passed', 200],
    ])
  })

  test('does not follow what is expected, nor what would come again', async () => {
    const server = await answering([503])
    const around = { variables: { base: server.base }, clock: server.clock }
    expect((await runYaml(get('expect: 503, retry: { times: 3, on: [5xx] }'), around)).status).toBe('passed')
    expect(server.at).toHaveLength(1)
    const refused = await runYaml('- get: { url: "http://127.0.0.1:1/", expect: -1, retry: 3 }', around)
    expect([refused.status, refused.steps[0]?.attempts]).toEqual(['passed', undefined])
    const large = await runYaml(get('maxResponseSize: 1, expect: any, retry: 3'), around)
    expect([large.status, large.steps[0]?.attempts]).toEqual(['errored', undefined])
  })

  test('follows a token that could not be fetched', async () => {
    let asked = 0
    const server = await serve((heard, response) => {
      if (heard.url !== '/token') return sendJson(response, {})
      asked += 1
      return sendJson(response, { access_token: 'the-token', token_type: 'Bearer' }, asked === 1 ? 503 : 200)
    })
    const oauth = 'auth: { oauth2: { tokenUrl: "${base}/token", clientId: c, clientSecret: secret } }'
    const { steps } = await runYaml(get(`${oauth}, retry: { times: 1, on: [5xx] }`), {
      variables: { base: server.base },
      clock: standingClock(),
    })
    expect(steps[0]?.attempts?.map((one) => [one.status, one.request?.url])).toEqual([
      ['failed', `${server.base}/token`],
      ['passed', `${server.base}/`],
    ])
  })

  test('keeps the cookies of those before', async () => {
    const server = await answering([{ status: 503, headers: { 'set-cookie': 'sid=s-1; Path=/' } }, 200])
    await runYaml(get('retry: { times: 1, on: [5xx] }'), { variables: { base: server.base }, clock: server.clock })
    expect(server.heard.map(({ headers }) => headers.cookie)).toEqual([undefined, 'sid=s-1'])
  })

  test('may be asked for in `config`, and the step has the last word', async () => {
    const server = await answering([503, 503, 200])
    const config = 'config: { retry: { times: "${most}", on: [5xx] } }\nsteps:\n'
    const around = { variables: { base: server.base, most: 2 }, clock: server.clock }
    expect((await runYaml(config + get(''), around)).status).toBe('passed')
    const other = await answering([503, 200])
    expect(
      (await runYaml(config + get('retry: 0'), { ...around, variables: { base: other.base, most: 2 } })).status,
    ).toBe('failed')
    expect(other.at).toHaveLength(1)
  })
})

describe('the wait before another attempt', () => {
  const arrivals = async (retry: string, answers: readonly Answer[]): Promise<number[]> => {
    const server = await answering(answers)
    await runYaml(`config: { timeout: 1h }\nsteps:\n${get(`retry: ${retry}`)}`, {
      variables: { base: server.base },
      clock: server.clock,
    })
    return server.at
  }

  test('is half a second where nothing is said, and grows by `backoff`', async () => {
    expect(await arrivals('{ times: 3, on: [5xx] }', [503])).toEqual([0, 500, 1000, 1500])
    expect(await arrivals('{ times: 3, on: [5xx], delay: 2, backoff: 3 }', [503])).toEqual([0, 2000, 8000, 26_000])
    expect(await arrivals('{ times: 2, on: [5xx], delay: 0 }', [503])).toEqual([0, 0, 0])
  })

  test('is as long as the server asks for, in seconds or by a date, and never shorter than `delay`', async () => {
    const after = (value: string): Answer => ({ status: 429, headers: { 'retry-after': value } })
    const retry = '{ times: 1, on: [429], delay: 1s }'
    expect(await arrivals(retry, [after('7')])).toEqual([0, 7000])
    expect(await arrivals(retry, [after('Thu, 01 Jan 2026 00:01:00 GMT')])).toEqual([0, 60_000])
    expect(await arrivals(retry, [after('0')])).toEqual([0, 1000])
    expect(await arrivals(retry, [after('Wed, 31 Dec 2025 00:00:00 GMT')])).toEqual([0, 1000])
    expect(await arrivals(retry, [after('soon')])).toEqual([0, 1000])
    expect(await arrivals(retry, [after('-5')])).toEqual([0, 1000])
  })

  test('that would take longer than the run may is not begun', async () => {
    const server = await answering([{ status: 429, headers: { 'retry-after': '3600' } }])
    const yaml = `config: { timeout: 60s }\nsteps:\n${get('retry: { times: 5, on: [429] }')}`
    const { steps } = await runYaml(yaml, { variables: { base: server.base }, clock: server.clock })
    expect([server.at.length, steps[0]?.status, steps[0]?.notices]).toEqual([
      1,
      'failed',
      ['no further attempt: the server asks to wait 3600 s, and the run may take 60 s'],
    ])
  })

  test('ends with the run', async () => {
    const interrupted = new AbortController()
    const server = await serve((_heard, response) => {
      sendJson(response, {}, 503)
      setImmediate(() => interrupted.abort())
    })
    const began = performance.now()
    const { steps } = await runYaml(get('retry: { times: 5, delay: 1min, on: [5xx] }'), {
      variables: { base: server.base },
      interrupted: interrupted.signal,
    })
    expect(performance.now() - began).toBeLessThan(20_000)
    expect([server.heard.length, steps[0]?.attempts]).toEqual([1, undefined])
  })
})

describe('a retry that means nothing', () => {
  test.each([
    ['{ on: [5xx] }', "'retry' of get needs 'times'"],
    ['{ times: 1, on: [eror] }', "`on` of `retry` cannot be 'eror'"],
    ['{ times: 1, on: [6xx] }', "`on` of `retry` cannot be '6xx'"],
    ['{ times: -1 }', "'times' of 'retry' of get"],
    ['-1', "'retry' of get"],
    ['often', "'retry' of get"],
  ])('%s is a mistake', async (written, message) => {
    expect((await mistakesIn(`- get: { url: http://x/, retry: ${written} }`)).join('\n')).toContain(message)
  })

  test('in `config` fails the requests that read it', async () => {
    const { steps } = await runYaml('config: { retry: { times: 1, on: eror } }\nsteps:\n- get: http://127.0.0.1:1/')
    expect(steps[0]).toMatchObject({ status: 'failed', message: "`on` of `retry` cannot be 'eror'" })
  })
})
