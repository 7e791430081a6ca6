import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()
const logIn = (user: string, password: string) => call('POST', '/api/retail/user', { json: { user, password } })

test.each(['merlon', 'ann', 'ben'])('%s logs in and gets a message and a token', async (user) => {
  const reply = await logIn(user, `${user}-demo-password`)
  expect(reply.status).toBe(200)
  expect(await reply.json()).toEqual({ message: `welcome, ${user}`, Token: expect.stringMatching(/^[0-9a-f]{32}$/) })
})

test('every login has a token of its own', async () => {
  const tokens = await Promise.all([1, 2, 3].map(async () => (await logIn('ann', 'ann-demo-password')).text()))
  expect(new Set(tokens).size).toBe(3)
})

test.each([
  ['merlon', 'ann-demo-password'],
  ['nobody', 'undefined'],
  ['constructor', ''],
])('%s with the password %s is refused', async (user, password) => {
  const reply = await logIn(user, password)
  expect([reply.status, await reply.json()]).toEqual([401, { message: 'wrong user or password' }])
})

test('a login without a password is a 400 in the same format', async () => {
  const reply = await call('POST', '/api/retail/user', { json: { user: 'ann' } })
  expect([reply.status, await reply.json()]).toEqual([400, { message: "the body has no member 'password'" }])
})
