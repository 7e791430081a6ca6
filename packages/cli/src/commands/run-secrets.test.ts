import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Folder, type Invocation, project } from '../test/cli.ts'
import { sendJson, serve } from '../test/server.ts'

const SECRET = 'Gr\u00fc\u00dfe & "pässe" + 42%'
const files = {
  'vault.yaml': 'secrets: [password]\n',
  'tests/a.yaml': `name: Leaks
steps:
  - post:
      url: \${host}/login?token=\${encodeURIComponent(password)}
      headers: { X-Token: "\${encodeURIComponent(password)}" }
      auth: { basic: { username: ann, password: "\${password}" } }
      json: { password: "\${password}" }
  - comment: "it is \${password}"
  - set: { var: copy, value: "\${password} again" }
  - fact: { identifier: f, label: f, value: "\${password}" }
  - tag: "\${password}"
  - assert: payload.echo == 'something else'
  - assert: copy == 'something else'
`,
}

/** The secret as servers, reports and people may write it. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const json = JSON.stringify(secret).slice(1, -1)
  const basic = Buffer.from(`ann:${secret}`, 'utf8').toString('base64')
  return [
    secret,
    json,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    basic,
  ]
}

/** Everything that a run leaves: its output, its reports, its own file. */
async function leftBy(here: Folder, host: string, args: readonly string[], invocation: Invocation): Promise<string> {
  const outputs = ['--json', 'out.json', '--junit', 'out.xml', '--events', 'out.jsonl']
  const { exit, stdout, stderr } = await here.run(
    ['run', '-v', '--var', `host=${host}`, ...outputs, ...args],
    invocation,
  )
  expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' })
  const runs = here.names('.merlon/runs').map((name) => here.read(join('.merlon/runs', name)))
  expect(runs.length).toBe(1)
  return [stdout, here.read('out.json'), here.read('out.xml'), here.read('out.jsonl'), ...runs].join('\n')
}

describe('a secret is in nothing that a run leaves behind, in any spelling', () => {
  const echoing = () =>
    serve(({ body, headers, url }, response) => {
      const { password } = JSON.parse(body) as { password: string }
      const bytes = Buffer.from(password, 'utf8')
      sendJson(response, {
        echo: password,
        url,
        headers,
        hex: bytes.toString('hex'),
        base64: bytes.toString('base64'),
        plus: encodeURIComponent(password).replaceAll('%20', '+'),
      })
    })

  test.each<[string, readonly string[], Invocation, Readonly<Record<string, string>>]>([
    ['from --secret', ['--secret', 'password'], { input: `${SECRET}\n` }, {}],
    ['from the environment of the process', [], { env: { MERLON_SECRET_password: SECRET } }, {}],
    ['from the file of secrets', [], {}, { '.merlon/secrets.yaml': `password: ${JSON.stringify(SECRET)}\n` }],
  ])('%s', async (_where, args, invocation, more) => {
    const server = await echoing()
    const left = await leftBy(project({ ...files, ...more }), server.url, args, invocation)
    // It was really used, and really masked.
    expect(JSON.parse(server.heard[0]!.body)).toEqual({ password: SECRET })
    expect(left).toContain('•••')
    for (const form of forms(SECRET)) expect(left).not.toContain(form)
  })
})

test('several secrets are read from standard input, a line for each, in the order of the flags', async () => {
  const server = await serve((_request, response) => sendJson(response, {}))
  const here = project({ 'tests/a.yaml': 'steps:\n  - post: { url: "${host}", json: ["${first}", "${second}"] }\n' })
  const { exit } = await here.run(['run', '--secret', 'first', '--secret', 'second', '--var', `host=${server.url}`], {
    input: 'number one\r\nnumber two\r\n',
  })
  expect(exit).toBe(0)
  expect(server.heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([['number one', 'number two']])
})

test('an environment has secrets of its own', async () => {
  const server = await serve((_request, response) => sendJson(response, {}))
  const here = project({
    'vault.yaml': 'secrets: [password]\n',
    'environments/staging.yaml': 'region: eu\n',
    '.merlon/secrets.yaml': 'password: for all of them\nenvironments: { staging: { password: for staging only } }\n',
    'tests/a.yaml': 'steps:\n  - post: { url: "${host}", json: "${password}" }\n',
  })
  const target = ['--var', `host=${server.url}`]
  await here.run(['run', ...target])
  await here.run(['run', '-e', 'staging', ...target])
  await here.run(['run', '-e', 'staging', ...target], { env: { MERLON_SECRET_STAGING_password: 'of the process' } })
  expect(server.heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    'for all of them',
    'for staging only',
    'of the process',
  ])
})

test('a secrets file that cannot be read is an error that does not show what is in it', async () => {
  const here = project({
    'vault.yaml': 'secrets: [password]\n',
    '.merlon/secrets.yaml': 'password: [hunter2222',
    'tests/a.yaml': 'steps:\n  - assert: 1 == 1\n',
  })
  const { exit, stdout, stderr } = await here.run(['run'])
  expect(exit).toBe(2)
  expect(stderr).toContain('error[secrets-file]')
  expect(stdout + stderr).not.toContain('hunter2222')
})
