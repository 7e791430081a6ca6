import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runTests, runYaml } from '../../../components/src/test/engine.ts'
import { serve } from '../../../components/src/test/server.ts'
import { MASK } from './secrets.ts'

/** A secret as people and machines make them, with everything that an encoder may touch. */
const secret = fc
  .string({
    unit: fc.constantFrom(...('aZ9 "\'<>&/\\%+~!*()[]{}$#=?;:,@^`|.-_é€\u{1f600}\t\u0007'.match(/./gsu) ?? [])),
    minLength: 4,
    maxLength: 24,
  })
  // Blanks at the ends are lost in headers; a secret of so few letters would be found where nobody put it.
  .map((text) => `s3${text.trim()}Q7`)

const percent = (text: string, keep: RegExp): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      keep.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .join('')
const lowered = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
const xml =
  (quote: string, apostrophe: string) =>
  (text: string): string =>
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, quote)
      .replace(/'/g, apostrophe)
const ascii = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const forms: Readonly<Record<string, (text: string) => string>> = {
  itself: (text) => text,
  'percent-encoded as a component': (text) => encodeURIComponent(text),
  'percent-encoded as a component, in lower case': (text) => lowered(encodeURIComponent(text)),
  'percent-encoded strictly (RFC 3986)': (text) => percent(text, /[A-Za-z0-9\-._~]/),
  'percent-encoded as a URI': (text) => encodeURI(text),
  'percent-encoded by a parser of URLs': (text) => new URLSearchParams({ k: text }).toString().slice(2),
  'plus-encoded': (text) => encodeURIComponent(text).replace(/%20/g, '+'),
  'in a path': (text) => percent(text, /[A-Za-z0-9\-._~!$&'()*+,;=:@]/),
  'escaped for JSON': (text) => JSON.stringify(text).slice(1, -1),
  'escaped for JSON in ASCII': ascii,
  'escaped for JSON, slashes too': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'escaped for JSON inside JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'escaped for XML': xml('&quot;', '&apos;'),
  'escaped for HTML': xml('&quot;', '&#39;'),
  'escaped for XML text': xml('"', "'"),
  'escaped for HTML in numbers': (text) =>
    text.replace(/[^A-Za-z0-9]/gu, (char) => `&#x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()};`),
  'percent-encoded twice, as a URL in a query is': (text) => encodeURIComponent(encodeURIComponent(text)),
  'plus-encoded, in a query of a query': (text) => encodeURIComponent(encodeURIComponent(text).replace(/%20/g, '+')),
  'escaped for JSON, in a query': (text) => encodeURIComponent(JSON.stringify(text).slice(1, -1)),
  'escaped for JSON in ASCII, in a query': (text) => encodeURIComponent(ascii(text)),
  'escaped for HTML, in a query': (text) => encodeURIComponent(xml('&quot;', '&#39;')(text)),
  'escaped for XML twice': (text) => xml('&quot;', '&apos;')(xml('&quot;', '&apos;')(text)),
  'in base64, in a query': (text) => encodeURIComponent(inBase64(text, Buffer.alloc(0), 'base64')),
  'in base64, in JSON with its slashes escaped': (text) =>
    inBase64(text, Buffer.alloc(0), 'base64').replaceAll('/', '\\/'),
  'in base64, as a part of JSON': (text) =>
    inBase64(JSON.stringify(text).slice(1, -1), Buffer.from('{"key":"'), 'base64url'),
  'in base64, as credentials of OAuth': (text) => inBase64(encodeURIComponent(text), Buffer.from('client:'), 'base64'),
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in upper-case hex': (text) => Buffer.from(text).toString('hex').toUpperCase(),
}

/** Long stretches of what base64 makes of the secret when other bytes stand around it: those that the secret alone decides. */
function inBase64(text: string, before: Buffer, encoding: 'base64' | 'base64url'): string {
  const bits = before.length * 8
  const whole = Buffer.concat([before, Buffer.from(text)]).toString(encoding)
  return whole.slice(Math.ceil(bits / 6), Math.floor((bits + Buffer.from(text).length * 8) / 6))
}

/** Everything said in a run that has the secret in its vault and the text in all places where a text may stand. */
async function saidWith(value: string, text: string): Promise<string> {
  const yaml = `name: a test\nsteps:\n- set: { var: text, object: given.value }
- set: { var: nested, value: { list: ["\${text}"], "\${text}": 1 } }
- assert-equals: { expression: text, value: "\${text} no", comment: "\${text}" }
- assert: text == 'other'
- assert-equals: { expression: nested, value: { list: [x] } }
- assert-exists: nested.there
- comment: "\${text}"
- tag: "\${text}"
- fact: { identifier: f, label: l, value: "\${text}" }
- kv: { action: load, key: "\${text}", var: k }
- read: { path: "\${text}.csv", var: r }
- assert: text.nothing()
- each:\n    expression: "[text]"\n    steps:\n    - assert: _1 == 1
- get: { url: "http://127.0.0.1:1/\${encodeURIComponent(text)}", query: { q: "\${text}" }, headers: { x-key: "\${encodeURIComponent(text)}" } }
- post: { url: "http://127.0.0.1:1/", form: { "\${text}": "\${text}" } }
- post: { url: "http://127.0.0.1:1/", json: { text: "\${text}", n: ["\${text}"] } }
- get: "http://127.0.0.1:1/\${text}"`
  const { events } = await runYaml(yaml, {
    vault: 'secrets: [hidden]',
    secrets: { hidden: value },
    variables: { given: { value: text } },
  })
  return JSON.stringify(events)
}

function expectHidden(said: string, text: string): void {
  expect(said).not.toContain(JSON.stringify(text).slice(1, -1))
  expect(said).toContain(MASK)
}

describe('a secret is found in no event', () => {
  test.each(Object.entries(forms))('%s', async (_name, form) => {
    await fc.assert(
      fc.asyncProperty(secret, fc.string(), fc.string(), async (value, before, after) => {
        const found = form(value)
        expectHidden(await saidWith(value, `${before} ${found} ${after}`), found)
      }),
      { numRuns: 12 },
    )
  })

  test.each(['base64', 'base64url'] as const)('in %s, at each alignment', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.uint8Array({ maxLength: 6 }),
        fc.uint8Array({ maxLength: 6 }),
        async (value, before, after) => {
          const text = Buffer.concat([before, Buffer.from(value), after]).toString(encoding)
          expectHidden(await saidWith(value, text), inBase64(value, Buffer.from(before), encoding))
        },
      ),
      { numRuns: 60 },
    )
  })

  test.each(Object.entries(forms))('cut by an ellipsis, %s', async (_name, form) => {
    await fc.assert(
      fc.asyncProperty(secret, fc.nat(), async (value, cut) => {
        const found = form(value)
        // Less than four characters of a secret are none.
        const least = form([...value].slice(0, 4).join('')).length
        const beginning = found.slice(0, least + (cut % Math.max(1, found.length - least)))
        const said = await saidWith(value, `before ${beginning}…`)
        expect(said).not.toContain(`${JSON.stringify(beginning).slice(1, -1)}…`)
      }),
      { numRuns: 12 },
    )
  })

  test('in what the engine itself cuts short', async () => {
    await fc.assert(
      fc.asyncProperty(secret, fc.integer({ min: 0, max: 260 }), async (whole, at) => {
        // In the middle of a URL these two end the path, whatever they meant.
        const value = whole.replace(/[?#]/g, '-')
        const said = await saidWith(value, `${'-'.repeat(at)}${value}${'-'.repeat(300)}`)
        const beginning = JSON.stringify(value.slice(0, 6)).slice(1, -1)
        expect(said).not.toContain(beginning)
      }),
      { numRuns: 60 },
    )
  })
})

describe('secrets on the wire', () => {
  test('what a request sends and an answer echoes is masked: address, headers, bodies, keys', async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (value) => {
        const { base } = await serve((heard, response) => {
          response.writeHead(200, { 'content-type': 'text/plain', 'x-echo': encodeURIComponent(value) })
          response.end(
            `${heard.url}\n${heard.body.toString()}\n${JSON.stringify({ [value]: value })}\n${Buffer.from(value).toString('base64')}`,
          )
        })
        const yaml = `- post: { url: "${base}/\${hidden}", query: { q: "\${hidden}" }, form: { p: "\${hidden}", "\${hidden}": x } }
- post: { url: "${base}/", json: { p: "\${hidden}" } }
- post: { url: "${base}/", multipart: [{ name: "\${hidden}", value: "\${hidden}", filename: "\${hidden}.txt" }] }
- get: { url: "${base}/\${encodeURIComponent(hidden)}", var: answer }
- assert-contains: { expression: answer_source, value: nothing }`
        const { events } = await runYaml(yaml, { vault: 'secrets: [hidden]', secrets: { hidden: value } })
        const said = JSON.stringify(events)
        for (const form of Object.values(forms)) expect(said).not.toContain(JSON.stringify(form(value)).slice(1, -1))
        expect(said).not.toContain(inBase64(value, Buffer.alloc(0), 'base64'))
      }),
      { numRuns: 25 },
    )
  })

  test('a value that is marked secret after it arrived is masked in the body it arrived in', async () => {
    const { base } = await serve((_heard, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"T-0123456789"}')
    })
    const { events } = await runYaml(
      `- get: ${base}/\n- set: { var: token, value: "\${payload.token}", secret: true }\n- assert: token == "x"`,
    )
    const said = JSON.stringify(events)
    expect(said).not.toContain('T-0123456789')
    expect(events.find(({ type }) => type === 'body')).toMatchObject({ text: `{"token":"${MASK}"}` })
  })

  test('a text that was said before it was known to be a secret is not said again', async () => {
    const yaml = '- comment: T-0123456789\n- set: { var: t, text: T-0123456789, secret: true }\n- comment: T-0123456789'
    const { steps } = await runYaml(yaml, { vault: 'secrets: [hidden]', secrets: { hidden: 'something-else' } })
    expect([steps[0]?.label, steps[2]?.label]).toEqual(['T-0123456789', MASK])
  })

  test('of a secret list or map, every member is a secret', async () => {
    const yaml = '- set: { var: keys, object: given, secret: true }\n- assert: keys.a == 1\n- assert: keys.b[1] == 2'
    const { events } = await runYaml(yaml, {
      variables: { given: { a: 'first-secret', b: [true, 'second-secret', 123456789] } },
    })
    for (const text of ['first-secret', 'second-secret', '123456789'])
      expect(JSON.stringify(events.slice(3))).not.toContain(text)
  })

  test.each(['Authorization', 'Proxy-Authorization', 'Cookie', 'x-api-key'])(
    'the value of %s is a secret, sent or received',
    async (name) => {
      const { base } = await serve((heard, response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'sid=cookie-value-1; Path=/' })
        response.end(`you sent ${heard.headers[name.toLowerCase()] ?? ''}`)
      })
      const yaml = `config: { secretHeaders: [X-Api-Key] }\nsteps:\n- get: { url: ${base}/, headers: { ${name}: Token-abc-123456 } }\n- assert-contains: { expression: payload, value: nothing }\n- assert: payload_response.headers["Set-Cookie"] == 1`
      const { events } = await runYaml(yaml)
      expect(JSON.stringify(events)).not.toContain('"Token-abc-123456"')
      expect(JSON.stringify(events)).not.toContain('you sent Token-abc-123456')
      expect(JSON.stringify(events)).not.toContain('cookie-value-1')
    },
  )

  test('the password of basic authentication is masked in the header that it makes', async () => {
    const { base, heard } = await serve((_heard, response) => response.end())
    const { events } = await runYaml(
      `- get: { url: ${base}/, auth: { basic: { username: ann, password: pass-word-1 } } }`,
    )
    const header = String(heard[0]?.headers.authorization)
    expect(header).toBe(`Basic ${Buffer.from('ann:pass-word-1').toString('base64')}`)
    expect(JSON.stringify(events)).not.toContain(header.slice(6))
  })
})

describe('nothing else is masked', () => {
  test('without a secret, events say what happened', async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (text) => {
        const { events } = await runYaml(
          '- set: { var: t, object: given.value }\n- assert-equals: { expression: t, value: x }',
          { variables: { given: { value: text } } },
        )
        expect(JSON.stringify(events)).toContain(JSON.stringify(text))
        expect(JSON.stringify(events)).not.toContain(MASK)
      }),
    )
  })

  test('a text without the secret stays as it is, and so does one that only begins like it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'abc123 -'), maxLength: 40 }), async (text) => {
        const { steps } = await runYaml('- assert-equals: { expression: given.value, value: other }', {
          vault: 'secrets: [hidden]',
          secrets: { hidden: 'zebra-crossing' },
          variables: { given: { value: `${text}zebra-cross` } },
        })
        expect(steps[0]?.actual).toBe(`${text}zebra-cross`)
      }),
    )
  })

  test('masking leaves events of the same shape, which fold into a report', async () => {
    const ended = await runTests(['- set: { var: a, value: s3cret-value, secret: true }\n- assert: a == "x"'])
    expect(ended.report.tests[0]?.runs[0]?.steps.map(({ status }) => status)).toEqual(['passed', 'failed'])
  })
})
