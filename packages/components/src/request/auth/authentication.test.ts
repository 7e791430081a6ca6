/** Which credentials a request carries where several places name some. */
import { describe, expect, test } from 'vitest'
import { runYaml } from '../../test/engine.ts'
import { sendJson, serve } from '../../test/server.ts'

/** The `Authorization` that arrives. */
async function arriving(settings: string, config: string, fields: string): Promise<string | undefined> {
  const { base, heard } = await serve((_heard, response) => sendJson(response, {}))
  const yaml = `config: { ${config} }\nsteps:\n- get: { url: "${base}/", ${fields} }`
  const { status } = await runYaml(yaml, { settings: `config: { ${settings} }` })
  expect(status).toBe('passed')
  return heard[0]?.headers.authorization
}

const bearer = (token: string): string => `auth: { bearer: ${token} }`
const header = (value: string): string => `headers: { Authorization: ${value} }`

describe('credentials', () => {
  test.each<[string, string, string, string, string | undefined]>([
    ['of the step, before those of the test and the project', bearer('p'), bearer('t'), bearer('s'), 'Bearer s'],
    ['of the test, before those of the project', bearer('p'), bearer('t'), '', 'Bearer t'],
    ['of nobody, where the step says so', bearer('p'), bearer('t'), 'auth: none', undefined],
    ['of nobody, where a header of the test would stand', '', header('h'), 'auth: none', undefined],
    ['of a header beside `auth`', '', '', `${bearer('s')}, ${header('h')}`, 'h'],
    ['of a header nearer to the step than `auth`', bearer('p'), header('h'), '', 'h'],
    ['of `auth`, nearer to the step than a header', header('p'), header('t'), bearer('s'), 'Bearer s'],
    ['of nobody, where the header is removed', '', bearer('t'), 'headers: { authorization: null }', undefined],
    ['of a user and a password', '', '', 'auth: { basic: { username: ann, password: "ü:x" } }', 'Basic YW5uOsO8Ong='],
  ])('are those %s', async (_what, settings, config, fields, expected) => {
    expect(await arriving(settings, config, fields)).toBe(expected)
  })

  test('of `config` that cannot be filled yet are named, with what to do about it', async () => {
    const { steps } = await runYaml(`config: { ${bearer('"${token}"')} }\nsteps:\n- get: http://127.0.0.1:1/`)
    expect(steps[0]).toMatchObject({
      status: 'failed',
      message: "there is no variable 'token'",
      help: '`auth` of `config` reads it; a request that needs no credentials says `auth: none`',
    })
  })
})
