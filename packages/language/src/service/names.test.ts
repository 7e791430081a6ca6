import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../expression/expression.ts'
import { looksSecret, suggestedName } from './names.ts'

describe('suggestedName', () => {
  it.each([
    ['payload.Token', 'Token', 'access_token'],
    ['payload.access_token', 'access_token', 'access_token'],
    ['payload.accessToken', 'accessToken', 'access_token'],
    ['payload.refreshToken', 'refreshToken', 'refreshToken'],
    ['payload.userId', 'userId', 'userId'],
    ['payload.user_id', 'user_id', 'user_id'],
    ["payload['a-b']", 'a-b', 'a_b'],
    ['payload.ID', 'ID', 'id'],
    ['payload.Größe', 'Größe', 'gro_e'],
    ['payload.items[0]', '0', 'item'],
    ['payload.class', 'class', 'class2'],
    ['payload.Date', 'Date', 'date'],
    ["payload['@id']", '@id', 'id'],
    ["payload['1st']", '1st', 'value_1st'],
    ['', '', 'value'],
  ])('for %s is a name', (path, key, name) => {
    expect(suggestedName(path, key)).toBe(name)
  })

  it('takes a number where the name is taken', () => {
    expect(suggestedName('payload.Token', 'Token', ['access_token', 'access_token2'])).toBe('access_token3')
  })

  it('is always a name that an expression reads as a variable, and never a taken one', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string(), { maxLength: 3 }), (path, key, taken) => {
        const name = suggestedName(path, key, taken)
        expect(name).toMatch(/^[A-Za-z_$][\w$]*$/)
        expect(name).not.toMatch(/^_\d/)
        expect(taken).not.toContain(name)
        const compiled = compileExpression(name, { dialect: 'javascript', helperNames: new Set() })
        expect(compiled).toMatchObject({ expression: { names: [name], isPath: true } })
      }),
    )
  })
})

describe('looksSecret', () => {
  it.each([
    'password',
    'passwd',
    'PASSWORD',
    'userPassword',
    'user_password',
    'secret',
    'client_secret',
    'clientSecret',
    'token',
    'Token',
    'access_token',
    'accessToken',
    'refresh-token',
    'X-Auth-Token',
    'apiKey',
    'api_key',
    'x-api-key',
    'APIKey',
    'apikey',
    'Authorization',
    'Proxy-Authorization',
    'credential',
    'credentials',
    'privateKey',
    'passphrase',
    'jwt',
    'usertoken',
    'AccessKey',
  ])('is so for %s', (name) => {
    expect(looksSecret(name)).toBe(true)
  })

  it.each([
    'tokens_count',
    'tokenizer',
    'tokens',
    'token_count',
    'tokenType',
    'token_type',
    'passwordLength',
    'password_expires_at',
    'key',
    'keyboard',
    'secretary',
    'passenger',
    'author',
    'authors',
    'id',
    'tokenUrl',
    'token_endpoint',
    'compass',
    'primary_key',
    '',
    'expires_in',
    'shipping',
    'pinned',
  ])('is not for %s', (name) => {
    expect(looksSecret(name)).toBe(false)
  })
})
