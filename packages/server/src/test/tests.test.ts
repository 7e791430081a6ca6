import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openStudio } from './studio.ts'

const cart = `name: A cart needs a token
description: Log in, then fill the cart.
tags: [smoke, cart]
inputs:
  one shirt: { product: 1 }
  three hats: { product: 7 }
steps:
  - post: { url: "\${host}/user", json: { user: "\${username}" }, var: login }
  - assert-exists: login.Token
  - set: { var: access_token, value: "\${login.Token}" }
  - each:
      expression: login.items
      steps:
        - assert: _1.id > 0
        - if:
            expression: _1.id > 1
            steps:
              - set: { var: seen, value: "\${_1.id}" }
            else:
              - comment: small
finally:
  - delete: /cart
`

const vault = 'host: http://127.0.0.1:1\nusername: ann\n'

const older = {
  'tests/old/hello/unit.xml':
    '<unit><sequence><get url="http://127.0.0.1:1/x" var="payload"/><assert-exists expression="payload.id"/></sequence></unit>',
  'tests/old/hello/input.xml':
    '<sets><global><params><param name="a"><value>1</value></param></params></global></sets>',
}

describe('the list of tests', () => {
  test('says what each test is called, what it runs with, and what is wrong with it', async () => {
    const studio = await openStudio({
      files: {
        'vault.yaml': vault,
        'tests/cart/token.yaml': cart,
        'tests/broken.yaml': 'steps:\n  - gett: /x\n',
        ...older,
      },
    })
    const { tests } = await studio.call('listTests', {})
    expect(tests).toEqual([
      {
        path: 'tests/broken.yaml',
        name: 'broken',
        tags: [],
        inputs: [],
        older: false,
        mistakes: 1,
        warnings: 0,
        changed: false,
        outcomes: [],
      },
      {
        path: 'tests/cart/token.yaml',
        name: 'A cart needs a token',
        description: 'Log in, then fill the cart.',
        tags: ['smoke', 'cart'],
        inputs: ['one shirt', 'three hats'],
        older: false,
        mistakes: 0,
        warnings: 0,
        changed: false,
        outcomes: [],
      },
      expect.objectContaining({ path: 'tests/old/hello', name: 'hello', older: true, mistakes: 0 }),
    ])
  })

  test('follows what other programs change: the test itself, and what stands around it', async () => {
    const studio = await openStudio({
      files: { 'tests/a.yaml': 'steps:\n  - call: greet\n', 'snippets/greet.yaml': '- comment: hello\n' },
    })
    const mistakes = async (): Promise<number[]> =>
      (await studio.call('listTests', {})).tests.map((one) => one.mistakes)
    expect(await mistakes()).toEqual([0])
    writeFileSync(join(studio.folder, 'snippets/greet.yaml'), '- commentt: hello\n')
    expect(await mistakes()).toEqual([1])
    writeFileSync(join(studio.folder, 'tests/a.yaml'), 'name: Renamed\nsteps:\n  - comment: hello\n')
    expect(await mistakes()).toEqual([0])
    expect((await studio.call('listTests', {})).tests[0]?.name).toBe('Renamed')
  })

  test('has a test that is no text among the others, with a mistake', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': new Uint8Array([0x6e, 0xff, 0xfe]) } })
    expect((await studio.call('listTests', {})).tests).toEqual([expect.objectContaining({ name: 'a', mistakes: 1 })])
  })

  test('takes any name that a file may have', async () => {
    const names = [
      "it's <b>.yaml",
      'ä ö\u{1F9E2}.yaml',
      '#1 100%.yaml',
      '__proto__.yaml',
      'constructor/unit.yaml',
      '-.yaml',
      '${x}.yaml',
    ]
    const studio = await openStudio({
      files: Object.fromEntries(names.map((name) => [`tests/${name}`, 'steps:\n  - set: { var: x, value: 1 }\n'])),
    })
    const { tests } = await studio.call('listTests', {})
    expect(tests.map(({ path }) => path).sort()).toEqual(names.map((name) => `tests/${name}`).sort())
    expect(tests.every(({ mistakes, outcomes }) => mistakes === 0 && outcomes.length === 0)).toBe(true)
    for (const name of names) {
      const checked = await studio.call('check', { body: { path: `tests/${name}` } })
      expect(checked.steps).toMatchObject([{ place: ['steps', 0] }])
    }
    await studio.call('rename', { body: { kind: 'variable', name: 'x', to: 'y', apply: true } })
    expect((await studio.call('listUses', { kind: 'variable', name: 'y' })).uses).toHaveLength(names.length)
  })

  test.each(['../x.yaml', '/etc/passwd', 'tests/../../x.yaml', '.merlon/secrets.yaml', 'tests', 'tests/\u0000.yaml'])(
    'and what is checked is only what belongs to the project: not %j',
    async (path) => {
      const studio = await openStudio()
      for (const body of [{ path }, { path, text: 'steps:\n  - stop\n' }])
        expect([404, 422]).toContain((await studio.problem('check', { body })).status)
    },
  )

  test('of 500 tests says the same when it is asked again, and what changed when one did', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`tests/group ${at % 7}/test ${at}.yaml`, cart.replace('token', `${at}`)]),
    )
    const studio = await openStudio({ files: { 'vault.yaml': vault, ...files } })
    const { tests } = await studio.call('listTests', {})
    expect(tests).toHaveLength(500)
    expect((await studio.call('listTests', {})).tests).toEqual(tests)
    const path = 'tests/group 3/test 3.yaml'
    const { version } = await studio.call('readFile', { path })
    await studio.call('writeFile', { path, body: { text: 'name: Another\nsteps: [{ gte: /x }]\n', base: version } })
    const again = (await studio.call('listTests', {})).tests
    expect(again.find((one) => one.path === path)).toMatchObject({ name: 'Another', mistakes: 1 })
    expect(again.filter((one) => one.path !== path)).toEqual(tests.filter((one) => one.path !== path))
  })
})

describe('checking', () => {
  test('gives every step its place in the file, containers before what they hold', async () => {
    const studio = await openStudio({ files: { 'vault.yaml': vault, 'tests/a.yaml': cart } })
    const { steps, diagnostics, ...rest } = await studio.call('check', { body: { path: 'tests/a.yaml' } })
    expect(diagnostics).toEqual([])
    expect(rest).toEqual({
      name: 'A cart needs a token',
      tags: ['smoke', 'cart'],
      older: false,
      inputs: ['one shirt', 'three hats'],
    })
    expect(steps.map(({ place, label }) => `${place.join('.')} ${label}`)).toEqual([
      'steps.0 POST ${host}/user',
      'steps.1 login.Token',
      expect.stringContaining('steps.2 '),
      expect.stringContaining('steps.3 '),
      expect.stringContaining('steps.3.each.steps.0 '),
      expect.stringContaining('steps.3.each.steps.1 '),
      expect.stringContaining('steps.3.each.steps.1.if.steps.0 '),
      expect.stringContaining('steps.3.each.steps.1.if.else.0 '),
      'finally.0 DELETE /cart',
    ])
    expect(steps[0]).toMatchObject({
      writes: expect.arrayContaining(['login']),
      reads: expect.arrayContaining(['host']),
    })
    expect(steps[2]).toMatchObject({ writes: ['access_token'], reads: ['login'] })
  })

  test('looks at a text in place of the file, and at one where there is no file', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': 'steps:\n  - comment: hello\n' } })
    for (const path of ['tests/a.yaml', 'tests/new.yaml']) {
      const { diagnostics } = await studio.call('check', { body: { path, text: 'steps:\n  - asert: 1 == 1\n' } })
      expect(diagnostics).toMatchObject([{ code: 'unknown-component', location: { file: path, line: 2, column: 5 } }])
    }
    expect(await studio.problem('check', { body: { path: 'tests/new.yaml' } })).toMatchObject({ status: 404 })
  })

  test('reads what it can of a text with broken YAML', async () => {
    const studio = await openStudio()
    const text = 'name: Half\nsteps:\n  - comment: one\n  - comment: "two\n'
    const checked = await studio.call('check', { body: { path: 'tests/a.yaml', text } })
    expect(checked.name).toBe('Half')
    expect(checked.diagnostics[0]?.code).toMatch(/^yaml-/)
    expect(checked.steps[0]).toMatchObject({ place: ['steps', 0] })
  })

  test('of a test says what is wrong with the vault, too, and with an environment that is not there', async () => {
    const studio = await openStudio({
      files: { 'vault.yaml': 'secrets: [pin]\npin: 12\n', 'tests/a.yaml': 'steps:\n  - comment: x\n' },
    })
    const { diagnostics } = await studio.call('check', { body: { path: 'tests/a.yaml', environments: ['stage'] } })
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['secret-in-file', 'unknown-environment'])
  })

  test('of a snippet reads its steps, its parameters, and the files that it names', async () => {
    const text = 'params: { user: ann }\nreturns: { token: login.Token }\nsteps:\n  - get: { url: /x, var: login }\n'
    const studio = await openStudio({ files: { 'snippets/log in.yaml': text } })
    const good = await studio.call('check', { body: { path: 'snippets/log in.yaml' } })
    expect(good).toMatchObject({ name: 'log in', diagnostics: [], steps: [{ place: ['steps', 0], label: 'GET /x' }] })
    const bare = await studio.call('check', {
      body: { path: 'snippets/log in.yaml', text: '- read: { path: no.txt, var: x }\n' },
    })
    expect(bare.steps).toMatchObject([{ place: [0] }])
    expect(bare.diagnostics).toMatchObject([{ code: 'missing-file' }])
    const wrong = await studio.call('check', { body: { path: 'snippets/new.yaml', text: 'stepps: []\n' } })
    expect(wrong.diagnostics.map(({ code }) => code)).toContain('unknown-section')
  })

  test.each([
    ['vault.yaml', 'a: "${"\n', 'bad-template'],
    ['environments/local.yaml', '- a\n', 'wrong-type'],
    ['merlon.yaml', 'naem: x\n', 'unknown-field'],
    ['vault.yaml', 'a: [\n', 'yaml-syntax'],
  ])('of %s says what is wrong with its text, and nothing of other files', async (path, text, code) => {
    const studio = await openStudio({ files: { 'environments/other.yaml': '- broken\n' } })
    const { diagnostics } = await studio.call('check', { body: { path, text } })
    expect(diagnostics).toMatchObject([{ code, location: { file: path } }])
  })

  test('of a saved request is that of a test', async () => {
    const studio = await openStudio({ files: { 'requests/users/one.yaml': 'steps:\n  - get: /x\n' } })
    const checked = await studio.call('check', { body: { path: 'requests/users/one.yaml' } })
    expect(checked).toMatchObject({ name: 'one', diagnostics: [], steps: [{ label: 'GET /x' }] })
  })

  test('of an older test takes its folder or one of its files, and gives steps the places of today', async () => {
    const studio = await openStudio({ files: older })
    for (const path of ['tests/old/hello', 'tests/old/hello/unit.xml']) {
      const checked = await studio.call('check', { body: { path } })
      expect(checked).toMatchObject({ name: 'hello', older: true })
      expect(checked.steps.map(({ place }) => place)).toEqual([
        ['steps', 0],
        ['steps', 1],
      ])
    }
  })
})

describe('an older test', () => {
  test("is rewritten in today's form beside its folder, and runs the same steps", async () => {
    const studio = await openStudio({ files: older })
    const { path, text } = await studio.call('rewriteOlder', { body: { path: 'tests/old/hello' } })
    expect(path).toBe('tests/old/hello.yaml')
    const { diagnostics, steps } = await studio.call('check', { body: { path, text } })
    expect(diagnostics).toEqual([])
    expect(steps).toHaveLength(2)
    mkdirSync(dirname(join(studio.folder, path)), { recursive: true })
    writeFileSync(join(studio.folder, path), text)
    expect(await studio.call('rewriteOlder', { body: { path: 'tests/old/hello' } })).toMatchObject({
      path: 'tests/old/hello 2.yaml',
    })
  })

  test('is not rewritten where it is none', async () => {
    const studio = await openStudio({ files: { 'tests/a.yaml': 'steps:\n  - comment: x\n' } })
    expect(await studio.problem('rewriteOlder', { body: { path: 'tests/a.yaml' } })).toMatchObject({ status: 422 })
    expect(await studio.problem('rewriteOlder', { body: { path: 'tests/b.yaml' } })).toMatchObject({ status: 404 })
  })
})
