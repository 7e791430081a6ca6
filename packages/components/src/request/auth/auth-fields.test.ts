/** What is wrong with `auth` before anything runs. */
import { describe, expect, test } from 'vitest'
import { mistakesIn } from '../../test/engine.ts'

describe('fields of `auth`', () => {
  test.each([
    ['{ basic: { username: a, password: b }, bearer: c }', "'auth' of get takes only one of 'basic' and 'bearer'"],
    ['{}', "'auth' of get needs basic, digest, bearer, oauth2 or awsv4"],
    ['{ oauth2: { tokenUrl: /t, clientId: c } }', "the grant 'client_credentials' needs 'clientSecret'"],
    [
      '{ oauth2: { grant: password, tokenUrl: /t, clientId: c, username: u } }',
      "the grant 'password' needs 'password'",
    ],
    [
      '{ oauth2: { grant: refresh_token, tokenUrl: /t, clientId: c } }',
      "the grant 'refresh_token' needs 'refreshToken'",
    ],
    ['{ oauth2: { tokenUrl: /t, clientSecret: s } }', "'oauth2' of 'auth' of get needs 'clientId'"],
    ['{ digest: { username: a } }', "'digest' of 'auth' of get needs 'password'"],
    ['{ awsv4: { accessKey: a, secretKey: b, region: c } }', "'awsv4' of 'auth' of get needs 'service'"],
    ['some', "'auth' of get must be a map"],
  ])('%s is a mistake', async (written, message) => {
    expect((await mistakesIn(`- get: { url: http://x/, auth: ${written} }`)).join('\n')).toContain(message)
  })

  test('are checked in `config` as well', async () => {
    const config = 'config: { auth: { basic: { username: a, password: b }, bearer: c } }'
    expect(await mistakesIn(`${config}\nsteps:\n- get: http://x/`)).toEqual([
      "'auth' of config takes only one of 'basic' and 'bearer'",
    ])
  })
})
