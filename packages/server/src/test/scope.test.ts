import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Given, openStudio, type TestStudio } from './studio.ts'

const flow = `globals: { greeting: "hello \${user}" }
inputs:
  first: { size: 1 }
  second: { size: 2 }
before:
  - set: { var: early, value: 1 }
steps:
  - post: { url: /login, var: login }
  - set: { var: access_token, value: "\${login.Token}" }
  - group:
      steps:
        - set: { var: inner, value: 1 }
        - get: { url: /cart, var: cart }
  - set: { var: late, value: 1 }
finally:
  - delete: /cart
`

const files = {
  'vault.yaml':
    'host: http://shop\nuser: ann\nurl: "${host}/api"\nself: "${nobody.x}"\nsecrets: [password, unset]\nbasic: "Basic ${password}"\n',
  'environments/local.yaml': 'host: http://127.0.0.1\n',
  'tests/a.yaml': flow,
}

const path = 'tests/a.yaml'

const scope = async (
  studio: TestStudio,
  more: Partial<Given<'scopeAt'>['body']> = {},
): Promise<Map<string, Record<string, unknown>>> => {
  const { variables } = await studio.call('scopeAt', { body: { path, ...more } })
  expect(new Set(variables.map(({ name }) => name)).size).toBe(variables.length)
  return new Map(variables.map(({ name, ...rest }) => [name, rest]))
}

describe('the variables at a step', () => {
  test('are the stored ones, filled, with where they come from', async () => {
    const studio = await openStudio({ files })
    const found = await scope(studio, { place: ['steps', 0], environments: ['local'], inputSet: 'second' })
    expect(found.get('host')).toEqual({
      value: 'http://127.0.0.1',
      from: 'environment local',
      seen: true,
      secret: false,
    })
    expect(found.get('url')).toMatchObject({ value: 'http://127.0.0.1/api', from: 'vault' })
    expect(found.get('greeting')).toMatchObject({ value: 'hello ann', from: 'globals' })
    expect(found.get('size')).toMatchObject({ value: 2, from: 'input second' })
    expect((await scope(studio)).get('size')).toMatchObject({ value: 1 })
  })

  test('of which one cannot be filled are there without a value, and the others with theirs', async () => {
    const studio = await openStudio({ files })
    const found = await scope(studio)
    expect(found.get('self')).toEqual({ from: 'vault', seen: false, secret: false })
    expect(found.get('user')).toMatchObject({ value: 'ann' })
  })

  test('have no value where they are secret, and a mask where a secret is a part of them', async () => {
    const studio = await openStudio({ files })
    await studio.call('setSecret', { body: { name: 'password', value: 'correct horse' } })
    const found = await scope(studio)
    expect(found.get('password')).toEqual({ from: 'vault', seen: false, secret: true })
    expect(found.get('unset')).toEqual({ from: 'vault', seen: false, secret: true })
    expect(found.get('basic')).toEqual({ value: 'Basic •••', from: 'vault', seen: true, secret: false })
  })

  test.each([
    [['before', 0], [], ['early', 'login', 'access_token', 'inner', 'cart', 'late', 'size']],
    [
      ['steps', 0],
      ['early', 'size'],
      ['login', 'access_token', 'inner', 'cart', 'late'],
    ],
    [
      ['steps', 1],
      ['early', 'login', 'login_response'],
      ['access_token', 'inner', 'cart', 'late'],
    ],
    [
      ['steps', 2],
      ['login', 'access_token'],
      ['inner', 'cart', 'late'],
    ],
    [
      ['steps', 2, 'group', 'steps', 1],
      ['access_token', 'inner'],
      ['cart', 'late'],
    ],
    [['steps', 2, 'group', 'steps', 2], ['inner', 'cart'], ['late']],
    [['steps', 3], ['inner', 'cart'], ['late']],
    [['steps', 4], ['cart', 'late'], []],
    [['finally', 0], ['early', 'late', 'cart'], []],
  ])('at %j are those that earlier steps will set: %j, and not %j', async (place, there, missing) => {
    const studio = await openStudio({ files })
    const found = await scope(studio, { place })
    for (const name of there) expect(found.has(name), name).toBe(true)
    for (const name of missing) expect(found.has(name), name).toBe(false)
  })

  test('say of what no run has shown where it will come from', async () => {
    const studio = await openStudio({ files })
    const found = await scope(studio, { place: ['steps', 2] })
    expect(found.get('login')).toEqual({ from: 'POST /login (line 8)', seen: false, secret: false })
  })

  test('hide a stored one of the same name from the step on that sets it', async () => {
    const studio = await openStudio({ files: { 'vault.yaml': 'user: ann\n' } })
    const text = 'steps:\n  - set: { var: user, value: bob }\n  - stop\n'
    const at = async (step: number): Promise<unknown> =>
      (await scope(studio, { path: 'tests/new.yaml', text, place: ['steps', step] })).get('user')
    expect(await at(0)).toEqual({ value: 'ann', from: 'vault', seen: true, secret: false })
    expect(await at(1)).toEqual({ from: 'user = bob (line 2)', seen: false, secret: false })
  })

  test('are those of the text where one is given, also of a snippet, whose parameters have their defaults', async () => {
    const studio = await openStudio({ files })
    const text = 'params: { who: eve }\nsteps:\n  - set: { var: x, value: 1 }\n  - stop\n'
    const found = await scope(studio, { path: 'snippets/new.yaml', text, place: ['steps', 1] })
    expect(found.get('who')).toMatchObject({ value: 'eve' })
    expect(found.has('x')).toBe(true)
  })

  test('of very many and very large values still are a small answer', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) => `v${at}: "${'x'.repeat(300)}"`).join('\n')
    const big = `big: ${JSON.stringify({ list: Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'y'.repeat(50) })) })}`
    const studio = await openStudio({
      files: { 'vault.yaml': `${big}\n${many}\n`, 'tests/a.yaml': 'steps:\n  - stop\n' },
    })
    const response = await studio.send('scopeAt', { body: { path } })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text.length).toBeLessThan(500_000)
    expect(text).toContain('"big"')
    expect(text).toContain('"v2999"')
  })

  test('of what is no test are refused', async () => {
    const studio = await openStudio({ files })
    for (const one of ['tests/none.yaml', 'vault.yaml', 'files/x'])
      expect(await studio.problem('scopeAt', { body: { path: one } })).toMatchObject({ status: 404 })
  })
})

describe('after a run', () => {
  /** An API that answers with a token, an XML document and a list. */
  async function api(): Promise<string> {
    const server = createServer((request, response) => {
      if (request.url === '/login') {
        response.setHeader('content-type', 'application/json').end('{"Token":"USERTOKEN1234567","id":7}')
      } else if (request.url === '/stock') {
        response.setHeader('content-type', 'text/xml').end('<stock key="USERTOKEN1234567"><item>1</item></stock>')
      } else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  const text = `steps:
  - post: { url: "\${host}/login", var: login }
  - get: { url: "\${host}/stock", var: stock }
  - set: { var: access_token, value: "\${login.Token}", secret: true }
  - get: { url: "http://127.0.0.1:1/", var: none }
  - set: { var: header, value: "Bearer \${access_token}" }
  - stop
`

  async function ran(): Promise<TestStudio> {
    const studio = await openStudio({ files: { 'vault.yaml': `host: ${await api()}\n`, [path]: text } })
    const { run } = await studio.call('startRun', { body: { tests: [path] } })
    const events = await studio.send('runEvents', { run })
    await events.text()
    return studio
  }

  test('variables have the values that were last seen at the step', async () => {
    const studio = await ran()
    const first = await scope(studio, { place: ['steps', 1] })
    expect(first.get('login')).toMatchObject({ seen: true, value: { id: 7 } })
    expect(first.get('stock')).toBeUndefined()
    expect(first.get('login_response')).toMatchObject({ value: { status: 200 } })
    const later = await scope(studio, { place: ['steps', 2] })
    expect(later.get('stock')).toMatchObject({ seen: true, body: { mime: 'application/xml' } })
    expect(later.get('stock')).not.toHaveProperty('value')
    const last = await scope(studio)
    expect(last.get('none')).toMatchObject({ seen: false })
  })

  test('a stored one has its value where the run did not take the branch that sets it', async () => {
    const studio = await openStudio({
      files: {
        'vault.yaml': 'user: ann\n',
        [path]:
          'steps:\n  - if:\n      expression: user == 1\n      steps:\n        - set: { var: user, value: bob }\n  - stop\n',
      },
    })
    expect((await scope(studio)).get('user')).toMatchObject({ seen: false })
    const { run } = await studio.call('startRun', { body: { tests: [path] } })
    await (await studio.send('runEvents', { run })).text()
    expect((await scope(studio)).get('user')).toMatchObject({ seen: true, value: 'ann', from: 'vault' })
  })

  test('what was marked secret is masked wherever it is, and itself has no value', async () => {
    const studio = await ran()
    const last = await scope(studio, { place: ['steps', 5] })
    expect(last.get('access_token')).toEqual({ from: expect.any(String), seen: true, secret: true })
    expect(last.get('header')).toMatchObject({ value: 'Bearer •••', secret: false })
    expect(last.get('login')).toMatchObject({ value: { Token: '•••', id: 7 } })
    expect(last.get('stock')).toMatchObject({ body: { text: '<stock key="•••"><item>1</item></stock>' } })
    expect(JSON.stringify([...last])).not.toContain('USERTOKEN1234567')
  })

  test('the list of tests has its outcome, newest first, and a part of the test is none', async () => {
    const studio = await ran()
    const { run } = await studio.call('startRun', {
      body: { tests: [path], part: { place: ['steps', 0], mode: 'only' } },
    })
    await (await studio.send('runEvents', { run })).text()
    const second = await studio.call('startRun', { body: { tests: [path] } })
    await (await studio.send('runEvents', { run: second.run })).text()
    const { tests } = await studio.call('listTests', {})
    expect(tests[0]?.outcomes).toMatchObject([{ run: second.run, status: 'errored' }, { status: 'errored' }])
    expect(tests[0]?.running).toBeUndefined()
  })

  test('assertions can be made from a response of the run', async () => {
    const studio = await ran()
    const { runs } = await studio.call('listRuns', {})
    const events = await (
      await studio.send('runEvents', { run: runs[0]!.id }, { headers: { accept: 'application/x-ndjson' } })
    ).text()
    const body = events
      .split('\n')
      .map((line) => JSON.parse(line || '{}'))
      .find((one) => one.type === 'body' && one.mime.includes('json'))
    const { yaml } = await studio.call('generate', {
      body: { samples: [{ run: runs[0]!.id, hash: body.hash }], variable: 'login', style: 'steps' },
    })
    expect(yaml).toContain('login.id')
  })
})
