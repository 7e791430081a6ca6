/** Which answers pass, and what becomes of their bodies. */

import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runYaml } from '../test/engine.ts'
import { serve } from '../test/server.ts'

interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body?: string | Uint8Array
}

/** Runs a request with the fields against a server with one answer, and assertions behind it. */
async function answered(
  { status = 200, type, body = '' }: Answer,
  fields = '',
  behind: readonly string[] = [],
  verb = 'get',
): Promise<(string | undefined)[]> {
  const { base } = await serve((_heard, response) =>
    response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body),
  )
  const { steps } = await runYaml(
    [
      `- ${verb}: { url: "${base}/"${fields === '' ? '' : `, ${fields}`} }`,
      ...behind.map((one) => `- assert: ${JSON.stringify(one)}`),
    ].join('\n'),
  )
  return steps.map((one) => one.status)
}

const json = (body: unknown, status = 200): Answer => ({ status, type: 'application/json', body: JSON.stringify(body) })

describe('the status that is expected', () => {
  const codes = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code))

  test('is any 2xx where nothing is said', async () => {
    await fc.assert(
      fc.asyncProperty(codes, async (status) => {
        expect(await answered(json({}, status))).toEqual([status < 300 ? 'passed' : 'failed'])
      }),
      { numRuns: 40 },
    )
  })

  test('is exactly what is said: one, a list, a family, any', async () => {
    const single = fc.oneof(codes, fc.constantFrom('2xx', '3xx', '4xx', '5xx'))
    await fc.assert(
      fc.asyncProperty(
        codes,
        fc.array(single, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (status, wanted, asMap) => {
          const fits = wanted.some((one) => (typeof one === 'number' ? one === status : String(status)[0] === one[0]))
          const list = wanted.length === 1 ? String(wanted[0]) : `[${wanted.join(', ')}]`
          expect(await answered(json({}, status), `expect: ${asMap ? `{ status: ${list} }` : list}`)).toEqual([
            fits ? 'passed' : 'failed',
          ])
          expect(await answered(json({}, status), 'expect: any')).toEqual(['passed'])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('that is missing is never an expectation that anything meets', async () => {
    for (const status of [200, 404]) {
      for (const expected of [
        '"${given.nothing}"',
        '["${given.nothing}", 404]',
        '{ status: "${given.nothing}" }',
        '"${nobody}"',
        '"${1}0"',
        'nonsense',
      ]) {
        const { base } = await serve((_heard, response) =>
          response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
        )
        const run = runYaml(`- get: { url: ${base}/, expect: ${expected} }`, { variables: { given: {} } })
        if (expected === 'nonsense') await expect(run).rejects.toThrow('`expect` cannot be')
        else expect([expected, status, (await run).status]).toEqual([expected, status, 'failed'])
      }
    }
  })

  test('keeps what arrived where another came', async () => {
    expect(
      await answered(json({ error: 'no' }, 500), '', [
        'payload.error == "no"',
        'payload_response.status == 500',
        'payload_response.statusCode === "500"',
      ]),
    ).toEqual(['failed', 'passed', 'passed', 'passed'])
  })
})

describe('the body that is expected', () => {
  const broken: Answer = { type: 'application/json', body: '{"a":' }

  test('parses where nothing is said; `invalid` wants the opposite, `any` neither', async () => {
    expect(await answered(broken)).toEqual(['failed'])
    expect(await answered(broken, 'expect: { body: any }')).toEqual(['passed'])
    expect(await answered(broken, 'expect: { body: invalid }', ['payload === \'{"a":\''])).toEqual(['passed', 'passed'])
    expect(await answered(json({}), 'expect: { body: invalid }')).toEqual(['failed'])
    expect(await answered(json({}), 'expect: { body: any }')).toEqual(['passed'])
    expect(await answered({ ...broken, status: 404 }, 'expect: { status: 404, body: any }')).toEqual(['passed'])
  })

  test('of GraphQL has no errors, unless they are expected', async () => {
    const errors = json({ data: null, errors: [{ message: 'no' }] })
    const fields = 'graphql: { query: "{ a }" }'
    expect(await answered(errors, fields, [], 'post')).toEqual(['failed'])
    expect(await answered(errors, `${fields}, expect: { errors: any }`, [], 'post')).toEqual(['passed'])
    expect(await answered(json({ data: {} }), fields, [], 'post')).toEqual(['passed'])
    expect(await answered(errors, '', [], 'post')).toEqual(['passed'])
  })
})

describe('how a body is read', () => {
  const big = '{"n": 12345678901234567890, "d": 1.10}'
  test.each<[string, Answer, string, readonly string[]]>([
    [
      'JSON by its type',
      { type: 'application/json; charset=utf-8', body: '[1, {"a": "é"}]' },
      '',
      ['payload[1].a == "é"'],
    ],
    ['JSON of another name', { type: 'application/problem+json', body: '{"a":1}' }, '', ['payload.a === 1']],
    ['JSON without a type', { body: ' {"a":1}' }, '', ['payload.a === 1']],
    ['text without a type', { body: 'a{' }, '', ['payload === "a{"']],
    ['JSON where a text was said', { type: 'text/plain', body: '{"a":1}' }, '', ['payload === \'{"a":1}\'']],
    ['a text where JSON is asked', { type: 'text/plain', body: '{"a":1}' }, 'mode: json', ['payload.a === 1']],
    ['a mode that is a template', { type: 'text/plain', body: '{"a":1}' }, 'mode: "js${\'on\'}"', ['payload.a === 1']],
    [
      'XML',
      { type: 'text/xml', body: '<a><b x="1">t</b><b/></a>' },
      '',
      ['payload.b.length == 2', 'payload.b[0]["@x"] == "1"', 'payload_source.startsWith("<a>")'],
    ],
    ['HTML', { type: 'text/html', body: '<p>one<p>two' }, '', ['payload_source == "<p>one<p>two"']],
    [
      'CSV: a list of rows',
      { type: 'text/csv', body: 'a,b\n1,"x, y"\n' },
      '',
      ['payload.length == 2', 'payload[1][1] == "x, y"'],
    ],
    [
      'big numbers',
      { type: 'application/json', body: big },
      '',
      ['payload_source.includes("12345678901234567890")', 'payload.d == 1.1'],
    ],
    [
      'another charset',
      { type: 'text/plain; charset=iso-8859-1', body: Buffer.from('é', 'latin1') },
      '',
      ['payload === "é"'],
    ],
    [
      'a charset in quotes',
      { type: 'text/plain; charset="windows-1252"', body: Uint8Array.of(0x80) },
      '',
      ['payload === "€"'],
    ],
    ['a byte order mark', { type: 'application/json', body: '\ufeff{"a":1}' }, '', ['payload.a === 1']],
    ['nothing, with 204', { status: 204 }, '', ['payload === null', 'payload_source === ""']],
    ['nothing, with 204 and a type', { status: 204, type: 'application/json' }, '', ['payload === null']],
    ['nothing, without a type', {}, '', ['payload === null']],
    ['an empty text', { type: 'text/plain' }, '', ['payload === ""']],
  ])('%s', async (_what, answer, fields, behind) => {
    expect(await answered(answer, fields, behind)).toEqual(['passed', ...behind.map(() => 'passed')])
  })

  test.each<[string, Answer, string]>([
    ['an empty body that was said to be JSON', { type: 'application/json' }, ''],
    ['an empty body that was said to be XML', { type: 'text/xml' }, ''],
    ['HTML where JSON was said', { type: 'application/json', body: '<html>' }, ''],
    ['XML that is not closed', { type: 'application/xml', body: '<a>' }, ''],
    ['a text where JSON is asked', { type: 'text/plain', body: 'hello' }, 'mode: json'],
    ['JSON with more behind it', { type: 'application/json', body: '{} {}' }, ''],
    ['CSV with an open quote', { type: 'text/csv', body: 'a,"b' }, ''],
  ])('%s fails, and what arrived is kept as text', async (_what, answer, fields) => {
    const kept = `payload_source === ${JSON.stringify(answer.body ?? '')} && payload === payload_source`
    expect(await answered(answer, fields, [kept])).toEqual(['failed', 'passed'])
  })

  test('bytes are told by size, type, digest and base64', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 })
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        const digest = createHash('sha256').update(body).digest('hex')
        const behind = [
          `payload.size === ${body.length} && payload.type == 'image/png' && payload.sha256 == '${digest}'`,
          `payload.base64 == '${Buffer.from(body).toString('base64')}'`,
          `payload_response.size === ${body.length} && payload_response.sha256 == '${digest}'`,
        ]
        const passed = ['passed', 'passed', 'passed', 'passed']
        expect(await answered({ type: 'image/png', body }, '', behind)).toEqual(passed)
        expect(await answered({ type: 'image/png', body }, 'mode: binary', behind)).toEqual(passed)
      }),
      { numRuns: 15 },
    )
  })

  test('headers answer to any case, and a repeated one is joined', async () => {
    const { base } = await serve((_heard, response) =>
      response
        .writeHead(
          200,
          [
            ['X-One', 'a'],
            ['x-one', 'b'],
            ['Set-Cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ].flat(),
        )
        .end(),
    )
    const { steps } = await runYaml(
      `- get: ${base}/\n- assert: payload_response.headers["x-oNE"] == "a, b" && payload_response.headers["SET-COOKIE"].length == 2 && payload_response.cookies.b == "2"`,
    )
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed'])
  })
})

describe('requests that get no answer', () => {
  const after = '- assert: payload.a == 1\n- assert: payload_response.status == '
  const ends = async (
    fields: string,
    code: number,
  ): Promise<{ statuses: unknown[]; message: string; status: string }> => {
    const { steps, status } = await runYaml(`- get: { ${fields} }\n${after}${code}`)
    return { statuses: steps.map((one) => one.status), message: steps[0]?.message ?? '', status }
  }
  const errored = { statuses: ['errored', 'skipped', 'passed'], status: 'errored' }

  test('because nobody listens', async () => {
    expect(await ends('url: http://127.0.0.1:1/', -1)).toEqual({
      ...errored,
      message: '127.0.0.1:1 refused the connection',
    })
  })

  test('because there is no such host', async () => {
    expect(await ends('url: http://nobody.invalid/', -3)).toMatchObject({
      ...errored,
      message: expect.stringContaining('nobody.invalid') as string,
    })
  })

  test('because the answer takes too long, from the first byte or in the middle', async () => {
    const { base } = await serve((heard, response) => {
      if (heard.url === '/middle')
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '9' }).write('abc')
    })
    for (const path of ['/never', '/middle']) {
      const found = await ends(`url: "${base}${path}", timeout: 80ms`, -2)
      expect([path, found]).toEqual([path, { ...errored, message: expect.any(String) as string }])
    }
  })

  test('because it is too large', async () => {
    const { base } = await serve((_heard, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(2000)),
    )
    expect(await ends(`url: ${base}/, maxResponseSize: 1kB`, -8)).toMatchObject(errored)
    const { status } = await runYaml(`- get: { url: ${base}/, maxResponseSize: 2kB }`)
    expect(status).toBe('passed')
  })

  test('because the connection was closed, or what came is no HTTP', async () => {
    for (const [answer, code] of [
      ['', -5],
      ['hello there\r\n\r\n', -6],
    ] as const) {
      const server = createServer((socket) => {
        socket.on('error', () => undefined)
        socket.once('data', () => socket.end(answer))
      })
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
      onTestFinished(() => void server.close())
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : undefined
      expect(await ends(`url: "http://127.0.0.1:${port}/"`, code)).toMatchObject(errored)
    }
  })

  test('pass where just that was expected, and fail where an answer came instead', async () => {
    expect((await runYaml('- get: { url: http://127.0.0.1:1/, expect: -1 }')).status).toBe('passed')
    expect((await runYaml('- get: { url: http://127.0.0.1:1/, expect: [404, -1] }')).status).toBe('passed')
    expect((await runYaml('- get: { url: http://127.0.0.1:1/, expect: -2 }')).status).toBe('errored')
    expect((await runYaml('- get: { url: http://127.0.0.1:1/, expect: any }')).status).toBe('errored')
    expect(await answered(json({}), 'expect: -1')).toEqual(['failed'])
  })
})
