import { describe, expect, test } from 'vitest'
import { mistakesIn, runYaml } from './test/engine.ts'
import { type Heard, type Served, sendJson, serve } from './test/server.ts'

const FILE = '{ "name": "Größe", "price": 12345678901234567890 }'

/** A GitHub that has one file in every place, sent as it is asked for or in the envelope of older versions. */
function github(kind: 'raw' | 'envelope', content = FILE): Promise<Served> {
  const base64 = Buffer.from(content).toString('base64').replace(/.{20}/g, '$&\n')
  return serve((_heard, response) => {
    if (kind === 'envelope') sendJson(response, { type: 'file', encoding: 'base64', name: 'a.json', content: base64 })
    else response.writeHead(200, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }).end(content)
  })
}

async function fetched(
  { base }: Served,
  fields: string,
  { config = '', after = '' }: { config?: string; after?: string } = {},
) {
  const yaml = `${config}\nsteps:\n- github: { baseURL: "\${base}", account: acme, repository: shop, token: "\${token}", ${fields} }\n${after}`
  return runYaml(yaml, { variables: { base: `${base}/`, token: 'ghp_secret-token' } })
}

const header = ({ headers }: Heard, name: string): unknown => headers[name]

describe('github', () => {
  test.each(['raw', 'envelope'] as const)('a file that comes %s is read by its extension', async (kind) => {
    const served = await github(kind)
    const after =
      '- assert: payload.name == "Größe"\n- assert: payload.price == "12345678901234567890"\n- assert: payload_source.startsWith("{ \\"name\\"")\n- assert: payload_response.status == 200'
    const { status, steps } = await fetched(served, 'path: a/b.json', { after })
    expect(steps.map(({ message }) => message)).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(status).toBe('passed')
    expect(steps[0]).toMatchObject({ kind: 'request', request: { method: 'GET' }, response: { status: 200 } })
  })

  test('`mode` says how it is read, and a file of no known kind is text', async () => {
    const csv = await github('raw', 'a,b\n1,2\n')
    expect((await fetched(csv, 'path: a.csv, var: rows', { after: '- assert: rows[1][1] == "2"' })).status).toBe(
      'passed',
    )
    expect((await fetched(csv, 'path: a, var: rows', { after: '- assert: rows == "a,b\\n1,2\\n"' })).status).toBe(
      'passed',
    )
    expect((await fetched(csv, 'path: a, mode: json')).steps[0]?.status).toBe('failed')
    expect((await fetched(csv, 'path: a, mode: jsno')).steps[0]?.message).toContain("no mode 'jsno'")
  })

  test('a file that only looks like an envelope is left as it is', async () => {
    const text = JSON.stringify({ type: 'file', encoding: 'base64', content: 'YQ==' })
    const { status } = await fetched(await github('raw', text), 'path: a.json', {
      after: '- assert: payload.content == "YQ=="',
    })
    expect(status).toBe('passed')
  })

  test.each([
    ['', 'master'],
    ['branch: main', 'main'],
    ['branch: main, ref: v1', 'v1'],
    ['branch: main, ref: HEAD', 'main'],
    ['branch: main, ref: ""', 'main'],
    ['ref: feature/a b', 'feature%2Fa%20b'],
  ])('%s asks for %s', async (fields, ref) => {
    const served = await github('raw')
    await fetched(served, ['path: "/dir/größe #1.json"', fields].filter(Boolean).join(', '))
    expect(served.heard[0]?.url).toBe(`/repos/acme/shop/contents/dir/gr%C3%B6%C3%9Fe%20%231.json?ref=${ref}`)
  })

  test('the token is sent and shown nowhere; what is meant for the system under test is not sent', async () => {
    const served = await github('raw')
    const config =
      'config: { headers: { X-Key: shop-key }, auth: { basic: { username: ann, password: shop-password } }, query: { q: 1 } }'
    const { events } = await fetched(served, 'path: a.json', { config, after: '- comment: "it is ${token}"' })
    const [heard] = served.heard
    expect(header(heard!, 'authorization')).toBe('Bearer ghp_secret-token')
    expect(header(heard!, 'x-key')).toBeUndefined()
    expect(heard?.url).not.toContain('q=1')
    const said = JSON.stringify(events.filter(({ type }) => type !== 'run-started'))
    expect(said).toContain('•••')
    expect(said).not.toContain('ghp_secret-token')
  })

  test('another status fails unless it is expected, and no answer is an error', async () => {
    const served = await serve((_heard, response) => sendJson(response, { message: 'Not Found' }, 404))
    const { steps } = await fetched(served, 'path: a.csv', { after: '- assert-exists: payload_response' })
    expect(steps.map(({ status, message }) => [status, message])[0]).toEqual(['failed', expect.stringContaining('404')])
    expect((await fetched(served, 'path: a.csv, expect: 404')).steps[0]?.status).toBe('passed')
    const nobody = await fetched({ base: 'http://127.0.0.1:1', heard: [] }, 'path: a.csv', {
      after: '- assert: payload == 1',
    })
    expect(nobody.steps.map(({ status }) => status)).toEqual(['errored', 'skipped'])
  })

  test('a path that would lead elsewhere is not asked for', async () => {
    const served = await github('raw')
    const { steps } = await fetched(served, 'path: ../../../other/repo/contents/a.json')
    expect([steps[0]?.status, served.heard.length]).toEqual(['failed', 0])
  })

  test('what it needs must be there', async () => {
    expect(await mistakesIn('- github: { account: a, repository: b, token: c }')).not.toEqual([])
    expect(await mistakesIn('- github: { account: a, repository: b, path: c }')).not.toEqual([])
  })
})
