import { describe, expect, test } from 'vitest'
import { runYaml } from '../../../components/src/test/engine.ts'
import { folderWith } from '../../../components/src/test/folder.ts'

const refused = '- get: http://127.0.0.1:1/user\n'

async function endsOf(yaml: string, around: Parameters<typeof runYaml>[1] = {}): Promise<(string | undefined)[]> {
  return (await runYaml(yaml, around)).steps.map(({ status }) => status)
}

describe('after an errored request', () => {
  test('what reads its body is skipped and says why, and its absence is passed on', async () => {
    const { steps, status } = await runYaml(`${refused}- set: { var: token, value: "\${payload.token}" }
- set: { var: twice, object: token + token }
- assert: twice == 2
- assert-equals: { expression: 5, value: "\${token}" }
- assert-contains: { expression: payload_source, value: x }
- get: { url: http://127.0.0.1:1/, headers: { t: "\${token}" }, var: other }
- assert-exists: other.id
- assert: other.id == 1`)
    expect(steps.map((one) => one.status)).toEqual([
      'errored',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'failed',
      'skipped',
    ])
    for (const one of steps.filter((step) => step.status === 'skipped')) {
      expect(one.message).toMatch(/never arrived: GET \/user: 127\.0\.0\.1:1 refused the connection/)
    }
    expect(status).toBe('failed')
  })

  test('its response is there, with the negative code', async () => {
    expect(await endsOf(`${refused}- assert: payload_response.status == -1`)).toEqual(['errored', 'passed'])
  })

  test('conditions are evaluated, with the variable as missing', async () => {
    const yaml = `${refused}- if: { expression: payload, steps: [{ assert: false }], else: [{ comment: else }] }
- while: { expression: payload, steps: [{ assert: false }] }
- until: { expression: "!payload", steps: [{ comment: once }] }`
    expect(await endsOf(yaml)).toEqual(['errored', 'passed', 'passed', 'passed', 'passed', 'passed'])
  })

  test('a loop over it is skipped, with all that is inside, and what that would have set is absent too', async () => {
    const yaml = `${refused}- each:
    expression: payload.items
    steps:
    - set: { var: last, object: _1 }
    - group:
      - if: { expression: "true", steps: [{ set: { var: deep, value: 1 } }] }
- assert: last == 1
- assert: deep == 1`
    expect(await endsOf(yaml)).toEqual(['errored', 'skipped', 'skipped', 'skipped'])
  })

  test('another step that sets the variable ends its absence', async () => {
    expect(await endsOf(`${refused}- set: { var: payload, value: { a: 1 } }\n- assert: payload.a == 1`)).toEqual([
      'errored',
      'passed',
      'passed',
    ])
  })

  test('where the refusal was expected, its body is null and nothing is skipped', async () => {
    expect(
      await endsOf(
        '- get: { url: http://127.0.0.1:1/, expect: -1 }\n- assert: payload === null && payload_source === ""',
      ),
    ).toEqual(['passed', 'passed'])
  })
})

describe('after a step that failed to set its variable', () => {
  const folder = (): string => folderWith({ 'bad.json': '{', 'good.json': '{"a": 1}' })

  test.each([
    ['set with an expression', '- set: { var: v, object: nobody() }'],
    ['set of several', '- set: { vars: { a: 1, v: "${nobody}" } }'],
    ['parse', '- parse: { var: v, adapter: json }'],
    ['read', '- read: { path: bad.json, var: v }'],
    ['read of nothing', '- read: { path: gone.json, var: v }'],
    ['kv', '- kv: { action: load, key: "${nobody}", var: v }'],
    ['call', '- call: { snippet: broken, into: { v: result } }'],
    ['a request never sent', '- get: { url: "${nobody}", var: v }'],
  ])('%s', async (_what, step) => {
    const around = {
      folder: folder(),
      variables: { given: {}, v: '{oops' },
      snippets: { broken: '- set: { var: result, object: nobody() }' },
    }
    const { steps, status } = await runYaml(
      `${step}\n- assert: v == 1\n- set: { var: w, object: v }\n- assert: w == 1`,
      around,
    )
    expect(steps.slice(-3).map((one) => one.status)).toEqual(['skipped', 'skipped', 'skipped'])
    expect(steps.at(-1)?.message).toContain('never arrived')
    expect(status).toBe('failed')
  })

  test('a step of several variables leaves those it had set', async () => {
    expect(await endsOf('- set: { vars: { a: 1, v: "${nobody}" } }\n- assert: a == 1')).toEqual(['failed', 'passed'])
  })

  test('a failed assertion, and a warning, leave nothing absent', async () => {
    expect(await endsOf('- set: { var: v, value: 1 }\n- assert: v == 2\n- assert: v == 1')).toEqual([
      'passed',
      'failed',
      'passed',
    ])
  })

  test('a failed status keeps what arrived', async () => {
    const { serve, sendJson } = await import('../../../components/src/test/server.ts')
    const { base } = await serve((_heard, response) => sendJson(response, { error: 'no' }, 404))
    expect(await endsOf(`- get: ${base}/\n- assert: payload.error == "no" && payload_response.status == 404`)).toEqual([
      'failed',
      'passed',
    ])
  })

  test('a step skipped by its author leaves its variable absent, with the reason', async () => {
    const { steps } = await runYaml('- set: { var: v, value: 1 }\n  skip: until the server is mended\n- assert: v == 1')
    expect(steps.map((one) => one.status)).toEqual(['skipped', 'skipped'])
    expect(steps[1]?.message).toContain('until the server is mended')
  })

  test('nothing that is skipped is ever counted as passed', async () => {
    const { report } = await runYaml(`${refused}- assert: payload.a == 1\n- assert: payload.a != 1`)
    expect(report.summary).toMatchObject({ assertions: 0, skipped: 2, errors: 1, requests: 1 })
  })
})
