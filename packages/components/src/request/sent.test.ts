/** What a server receives of what a test says. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Around, runYaml } from '../test/engine.ts'
import { folderWith } from '../test/folder.ts'
import { type Heard, sendJson, serve } from '../test/server.ts'

/** Runs a request with the fields against a server that answers `{}`; gives what it heard, and how the step ended. */
async function sent(
  fields: string,
  around: Around = {},
  config = '',
): Promise<{ heard: readonly Heard[]; status: unknown; message: unknown }> {
  const { base, heard } = await serve((_heard, response) => sendJson(response, {}))
  const variables = { base, ...around.variables }
  const { steps } = await runYaml(`${config}\nsteps:\n- post: { url: "\${base}/x", ${fields} }`, {
    ...around,
    variables,
  })
  return { heard, status: steps[0]?.status, message: steps[0]?.message }
}

const named = ({ rawHeaders }: Heard, name: string): string[] =>
  rawHeaders.flatMap((one, at) => (at % 2 === 0 && one.toLowerCase() === name ? [rawHeaders[at + 1] ?? ''] : []))

const token = fc.stringMatching(/^x-[a-z]{1,8}$/)
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/).filter((text) => !text.includes('$'))

describe('headers', () => {
  test('arrive with the case and in the order that they were written, a list as a repeated name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(token, fc.oneof(headerValue, fc.array(headerValue, { minLength: 1, maxLength: 3 })), {
          maxKeys: 4,
        }),
        async (headers) => {
          const { heard } = await sent('headers: "${wanted.headers}"', { variables: { wanted: { headers } } })
          for (const [name, value] of Object.entries(headers)) expect(named(heard[0]!, name)).toEqual([value].flat())
        },
      ),
      { numRuns: 25 },
    )
    const { heard } = await sent('headers: { X-Second: b, x-FIRST: a }')
    const written = heard[0]?.rawHeaders.filter((name) => /^x-/i.test(name))
    expect(written).toEqual(['X-Second', 'x-FIRST'])
  })

  test('of the step replace those of the test, those of the test those of the project, and `null` removes one', async () => {
    const settings = 'config: { headers: { X-A: project, x-b: project, x-c: project, User-Agent: project } }'
    const config = 'config: { headers: { x-a: test, X-B: test, x-d: null } }'
    const { heard } = await sent('headers: { X-a: step, x-C: null, Accept: null, x-d: "" }', { settings }, config)
    const all = (name: string): string[] => named(heard[0]!, name)
    expect([all('x-a'), all('x-b'), all('x-c'), all('x-d'), all('user-agent'), all('accept')]).toEqual([
      ['step'],
      ['test'],
      [],
      [''],
      ['project'],
      [],
    ])
  })

  test('by default, whose variable nobody set yet, are left out; those of the step are a mistake, and nothing is sent', async () => {
    const config = 'config: { headers: { x-token: "${token}", x-other: "other" } }'
    const { heard, status } = await sent('query: {}', {}, config)
    expect([status, named(heard[0]!, 'x-token'), named(heard[0]!, 'x-other')]).toEqual(['passed', [], ['other']])
    const set = await sent('query: {}', { variables: { token: 'T' } }, config)
    expect(named(set.heard[0]!, 'x-token')).toEqual(['T'])
    const wrong = await sent('headers: { x-token: "${token}" }')
    expect([wrong.status, wrong.heard.length]).toEqual(['failed', 0])
  })

  test('cannot be split: a line end in a value never makes another header', async () => {
    const { heard } = await sent('headers: { x-a: "${given.value}" }', {
      variables: { given: { value: 'one\r\nx-b: two' } },
    })
    for (const one of heard) expect(named(one, 'x-b')).toEqual([])
  })
})

describe('the address', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })

  test('carries every query value, whatever it holds, a list as a repeated name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
          fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
          { maxKeys: 3 },
        ),
        async (query) => {
          const { heard } = await sent('query: "${wanted.query}"', { variables: { wanted: { query } } })
          const found = new URL(heard[0]?.url ?? '', 'http://x').searchParams
          for (const [name, value] of Object.entries(query)) expect(found.getAll(name)).toEqual([value].flat())
        },
      ),
      { numRuns: 40 },
    )
  })

  test('carries a value that was encoded into its path', async () => {
    await fc.assert(
      fc.asyncProperty(
        text.filter((one) => one !== '' && one !== '.' && one !== '..'),
        async (one) => {
          const { base, heard } = await serve((_heard, response) => sendJson(response, {}))
          await runYaml(`- get: "${base}/a/\${encodeURIComponent(given.value)}/b"`, {
            variables: { given: { value: one } },
          })
          expect(decodeURIComponent(heard[0]?.url.split('/')[2] ?? '')).toBe(one)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('is joined to `baseUrl`, whose own query and slashes do no harm', async () => {
    const { base, heard } = await serve((_heard, response) => sendJson(response, {}))
    for (const slash of ['', '/', '/v1', '/v1/'])
      await runYaml(`config: { baseUrl: "${base}${slash}" }\nsteps:\n- get: { url: /items?a=1, query: { b: 2 } }`)
    expect(heard.map(({ url }) => url)).toEqual([
      '/items?a=1&b=2',
      '/items?a=1&b=2',
      '/v1/items?a=1&b=2',
      '/v1/items?a=1&b=2',
    ])
  })

  test('with anything missing or null is never requested', async () => {
    const { base, heard } = await serve((_heard, response) => sendJson(response, {}))
    const urls = [
      '/${nobody}',
      '/${given.nothing}',
      '/${given.none}',
      '/a/${given.nothing.deeper}/b',
      '/?q=${given.none}',
      '/${given.nothing ?? nobody}',
      '/${given.none}${given.nothing}',
    ]
    for (const url of urls) {
      const { steps, status } = await runYaml(`- delete: "${base}${url}"\n- assert: payload.id == 1`, {
        variables: { given: { none: null } },
      })
      expect([url, steps.map((one) => one.status), status]).toEqual([url, ['failed', 'skipped'], 'failed'])
    }
    for (const url of ['"${nobody}/x"', '/x', '"ftp://a/"', '"${base}:port/"', '"http://"', '"javascript:1"', '""']) {
      const { steps } = await runYaml(`- get: { url: ${url} }`, { variables: { base } })
      expect([url, steps[0]?.status]).toEqual([url, 'failed'])
    }
    for (const baseUrl of ['${nobody}', '${given.nothing}', '${base}/${given.nothing}']) {
      const yaml = `config: { baseUrl: "${baseUrl}" }\nsteps:\n- get: /x`
      expect([baseUrl, (await runYaml(yaml, { variables: { base, given: {} } })).status]).toEqual([baseUrl, 'failed'])
    }
    expect(heard).toEqual([])
  })
})

describe('bodies', () => {
  test('of JSON arrive as the value that was written, with its types', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 3 }).filter((one) => one !== null),
        async (value) => {
          const { heard } = await sent('json: "${given.value}"', { variables: { given: { value } } })
          expect(JSON.stringify(JSON.parse(heard[0]?.body.toString() ?? ''))).toBe(JSON.stringify(value))
          expect(named(heard[0]!, 'content-type')).toEqual(['application/json'])
        },
      ),
      { numRuns: 40 },
    )
  })

  test('of JSON keep null, also for a member that is missing, drop what is undefined, and fill keys', async () => {
    const { heard } = await sent(
      'json: { a: null, b: "${given.nothing}", c: "${given.nothing ?? undefined}", "${given.key}": "${given.n}", t: "n${given.n}" }',
      { variables: { given: { key: 'k', n: 5 } } },
    )
    expect(JSON.parse(heard[0]?.body.toString() ?? '')).toEqual({ a: null, b: null, k: 5, t: 'n5' })
  })

  test('of a form arrive as they were written', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(text.filter(Boolean), fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 2 })), {
          minKeys: 1,
          maxKeys: 3,
        }),
        async (form) => {
          const { heard } = await sent('form: "${given.form}"', { variables: { given: { form } } })
          const found = new URLSearchParams(heard[0]?.body.toString())
          for (const [name, value] of Object.entries(form)) expect(found.getAll(name)).toEqual([value].flat())
          expect(named(heard[0]!, 'content-type')).toEqual(['application/x-www-form-urlencoded'])
        },
      ),
      { numRuns: 40 },
    )
  })

  test('of several parts arrive part by part, files byte by byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
    const folder = folderWith({ 'all.bin': bytes, 'note.txt': 'hé' })
    const fields =
      'multipart: [{ name: plain, value: "a ${1 + 1}" }, { name: blob, file: all.bin }, { name: "no\\"te", file: note.txt, filename: n.txt, type: text/x-note }]'
    const { heard } = await sent(fields, { folder })
    const form = await new Response(new Uint8Array(heard[0]!.body), {
      headers: { 'content-type': named(heard[0]!, 'content-type')[0] ?? '' },
    }).formData()
    expect(form.get('plain')).toBe('a 2')
    const blob = form.get('blob') as File // a part with a filename is one
    expect([blob.name, blob.type, new Uint8Array(await blob.arrayBuffer())]).toEqual([
      'all.bin',
      'application/octet-stream',
      bytes,
    ])
    const note = form.get('no"te') as File
    expect([note.name, note.type, await note.text()]).toEqual(['n.txt', 'text/x-note', 'hé'])
  })

  test('of several parts stream large files, between what is in memory', async () => {
    const big = Uint8Array.from({ length: 700_000 }, (_, at) => (at * 31) % 253)
    const folder = folderWith({ 'big.bin': big, 'small.txt': 'small', 'other.bin': big.slice(0, 300_000) })
    const parts =
      '[{ name: a, value: é }, { name: b, file: big.bin }, { name: c, file: small.txt }, { name: d, file: other.bin }]'
    const { base, heard } = await serve((_heard, response) => sendJson(response, {}))
    const { steps, events } = await runYaml(`- post: { url: "${base}/", multipart: ${parts} }`, { folder })
    expect(steps[0]?.status).toBe('passed')
    const [{ headers, body }] = heard as [Heard]
    expect(headers['content-length']).toBe(String(body.length))
    const form = await new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
    const bytesOf = async (name: string): Promise<Uint8Array> =>
      new Uint8Array(await (form.get(name) as File).arrayBuffer())
    expect(form.get('a')).toBe('é')
    expect(Buffer.compare(await bytesOf('b'), big)).toBe(0)
    expect(await (form.get('c') as File).text()).toBe('small')
    expect((await bytesOf('d')).length).toBe(300_000)
    expect(events.find((event) => event.type === 'body')).toMatchObject({ text: '(a form with big.bin, other.bin)' })
  })

  test('of GraphQL carry query, variables and operation', async () => {
    const folder = folderWith({ 'q.graphql': 'query Q($id: ID) { a(id: $id) }' })
    const inline = await sent('graphql: { query: "{ a }", variables: { id: "${given.id}" }, operationName: Q }', {
      variables: { given: { id: 7 } },
    })
    expect(JSON.parse(inline.heard[0]?.body.toString() ?? '')).toEqual({
      query: '{ a }',
      variables: { id: 7 },
      operationName: 'Q',
    })
    const filed = await sent('graphql: { query: { file: q.graphql } }', { folder })
    expect(JSON.parse(filed.heard[0]?.body.toString() ?? '')).toEqual({ query: 'query Q($id: ID) { a(id: $id) }' })
  })

  test('from a file arrive byte by byte, and filled only where that is asked', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256)
    const folder = folderWith({ 'all.bin': bytes, 't.txt': 'a ${given.id} b' })
    const raw = await sent('body: { file: all.bin }', { folder })
    expect(new Uint8Array(raw.heard[0]!.body)).toEqual(bytes)
    const around = { folder, variables: { given: { id: 7 } } }
    expect((await sent('body: { file: t.txt }', around)).heard[0]?.body.toString()).toBe('a ${given.id} b')
    expect(
      (await sent('body: { file: t.txt, fill: true }, contentType: text/x', around)).heard[0]?.body.toString(),
    ).toBe('a 7 b')
    const gone = await sent('body: { file: gone.bin }', { folder })
    expect([gone.status, gone.heard.length]).toEqual(['failed', 0])
  })

  test('a number with more digits than a double holds goes from an answer through a template into a body, digit by digit', async () => {
    // Eighteen digits and no zero at the end: the double nearest to such a number is another number.
    const digits = fc.bigInt({ min: 10n ** 17n, max: 10n ** 30n }).map((one) => one - (one % 10n) + 7n)
    await fc.assert(
      fc.asyncProperty(digits, async (id) => {
        const { base, heard } = await serve((_heard, response) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(`{"id":${id},"list":[${id}]}`),
        )
        const yaml = `- get: ${base}/\n- post: { url: "${base}/\${payload.id}", json: { id: "\${payload.id}", all: "\${payload}", text: "n\${payload.id}" } }\n- assert-equals: { expression: payload.id, value: "${id}" }\n- assert-equals: { expression: payload.id, value: "${id + 1n}", not: true }`
        const { status } = await runYaml(yaml)
        expect(status).toBe('passed')
        expect(heard[1]?.url).toBe(`/${id}`)
        expect(heard[1]?.body.toString()).toBe(`{"id":${id},"all":{"id":${id},"list":[${id}]},"text":"n${id}"}`)
      }),
      { numRuns: 10 },
    )
  })
})
