/** Whatever proves who sends a request is in no event. */
import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { runYaml } from '../../test/engine.ts'
import { sendJson, serve } from '../../test/server.ts'

/** Quotes, signs and letters that are written in many ways. */
const secret = (name: string): string => `${name}"&+/ ü<${randomBytes(9).toString('base64')}`

const KINDS = ['basic', 'digest', 'bearer', 'oauth2', 'password', 'body', 'awsv4'] as const

const AUTH: Record<(typeof KINDS)[number], string> = {
  basic: 'basic: { username: u, password: "${one}" }',
  digest: 'digest: { username: u, password: "${one}" }',
  bearer: 'bearer: "${plain}"',
  oauth2: 'oauth2: { tokenUrl: "${base}/token", clientId: c, clientSecret: "${one}" }',
  password:
    'oauth2: { grant: password, tokenUrl: "${base}/token", clientId: c, clientSecret: "${one}", username: u, password: "${two}" }',
  body: 'oauth2: { grant: refresh_token, tokenUrl: "${base}/token", clientId: c, clientSecret: "${one}", refreshToken: "${two}", clientAuth: body }',
  awsv4: 'awsv4: { accessKey: AKIDEXAMPLE, secretKey: "${one}", sessionToken: "${plain}", region: r, service: s3 }',
}

/** All spellings in which a text may leave. */
function spellings(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const bytes = Buffer.from(text)
  return [text, json, encodeURIComponent(text), bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')]
}

describe.each([false, true])('where the server repeats what it hears and refuses tokens: %s', (refusing) => {
  test.each(KINDS)('no secret of %s is in any event', async (kind) => {
    const [one, two, plain, access, refresh] = [
      secret('one'),
      secret('two'),
      randomBytes(12).toString('hex'),
      secret('access').replace(/[^!-~]/g, ''),
      secret('refresh'),
    ]
    const signatures: string[] = []
    const server = await serve((heard, response) => {
      const { authorization = '' } = heard.headers
      const signature = /(?:response="|Signature=)([0-9a-f]{32,})/.exec(authorization)?.[1]
      if (signature !== undefined) signatures.push(signature)
      const echo = { ...heard, body: heard.body.toString(), digest: createHash('md5').update('x').digest('hex') }
      if (heard.url === '/token' && !refusing)
        return sendJson(response, {
          access_token: access,
          refresh_token: refresh,
          token_type: 'Bearer',
          expires_in: 3600,
          echo,
        })
      const wanted = kind === 'digest' && authorization === ''
      if (wanted) response.setHeader('www-authenticate', 'Digest realm="r", nonce="n", qop="auth"')
      return sendJson(response, echo, wanted ? 401 : heard.url === '/token' ? 400 : 200)
    })
    const { events } = await runYaml(
      `- get: { url: "\${base}/", auth: { ${AUTH[kind]} } }\n- assert-equals: { expression: payload, value: nothing }\n- comment: "\${one} \${two} \${plain}"`,
      { variables: { base: server.base, one, two, plain } },
    )
    const said = JSON.stringify(events)
    const used = AUTH[kind]
    const hidden = [
      ...(used.includes('{one}') ? [one] : []),
      ...(used.includes('{two}') ? [two] : []),
      ...(used.includes('{plain}') ? [plain] : []),
      access,
      refresh,
      ...signatures,
    ]
    for (const text of hidden.flatMap(spellings)) expect(said).not.toContain(text)
    expect(said).toContain('•••')
    if (kind === 'digest' || kind === 'awsv4') expect(signatures).toHaveLength(1)
  })
})

test('a signature that changes with every request is not remembered as a secret, unless it is repeated', async () => {
  const server = await serve((_heard, response) => sendJson(response, {}))
  const auth = 'auth: { awsv4: { accessKey: AKIDEXAMPLE, secretKey: "0123456789", region: r, service: s } }'
  const { events } = await runYaml(`- get: { url: "${server.base}/", ${auth} }\n- comment: "\${seen}"`, {
    variables: { seen: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE' },
  })
  const said = JSON.stringify(events)
  expect(said).toContain('["Authorization","AWS4-HMAC-SHA256 •••"]')
  expect(said).toContain('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE')
})

test.each([
  ['application/x-www-form-urlencoded', 'access_token=never%2Bsaid+at-all&token_type=bearer', 'never+said at-all'],
  ['application/json', '{"data":[{"access_token":"never-said-at-all"}]}', 'never-said-at-all'],
  ['application/json', '{"refreshToken":"never-said-at-all","token_type":"bearer"}', 'never-said-at-all'],
  ['text/plain', 'never-said-at-all\n', 'never-said-at-all'],
])('a token that cannot be used, because it comes as %s: %s, is not shown either', async (type, body, token) => {
  const server = await serve((_heard, response) => response.writeHead(200, { 'content-type': type }).end(body))
  const oauth2 = `oauth2: { tokenUrl: "${server.base}/token", clientId: c, clientSecret: the-secret }`
  const { events, status } = await runYaml(`- get: { url: "${server.base}/", auth: { ${oauth2} } }`)
  const said = JSON.stringify(events)
  expect([status, said.includes('without a token')]).toEqual(['failed', true])
  for (const text of spellings(token)) expect(said).not.toContain(text)
  if (body.includes('bearer')) expect(said).toContain('bearer')
})

test('a password in a URL is neither sent nor shown, and the report says so', async () => {
  const server = await serve((_heard, response) => sendJson(response, {}))
  const url = server.base.replace('//', '//ann:se%63ret-word@')
  const { events, status } = await runYaml(`- get: { url: "${url}/?a=b@c", expect: 404 }`)
  const said = JSON.stringify(events)
  expect([status, server.heard[0]?.headers.authorization]).toEqual(['failed', undefined])
  for (const text of ['secret-word', 'se%63ret-word', 'ann:'])
    expect(said.replaceAll(/"text":"- get[^}]*/g, '')).not.toContain(text)
  expect(said).toContain(`"url":"${server.base}/?a=b@c"`)
  expect(said).toContain('the user and password in the URL are not sent')
})

test('a password in the address of a redirect is neither taken along nor shown', async () => {
  const server = await serve((heard, response) => {
    if (heard.url === '/there') return sendJson(response, {})
    return response.writeHead(302, { location: `${server.base.replace('//', '//ann:secret-word@')}/there` }).end()
  })
  const { events, status } = await runYaml(
    `- get: { url: "${server.base}/", expect: 404 }\n- get: { url: "${server.base}/", followRedirects: false }`,
  )
  expect([status, server.heard[1]?.url]).toEqual(['failed', '/there'])
  expect(JSON.stringify(events)).not.toContain('secret-word')
})
