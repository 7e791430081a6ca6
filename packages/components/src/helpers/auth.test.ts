import { expect, it } from 'vitest'
import auth from './auth.ts'
import { testUse } from './test/use.ts'

const basic = (...args: unknown[]): unknown => auth.functions.basic.run(args, testUse())

it('Auth.basic gives what follows the word Basic, as in the examples of RFC 7617', () => {
  expect(basic('Aladdin', 'open sesame')).toBe('QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
  expect(basic('test', '123£')).toBe('dGVzdDoxMjPCow==')
})

it('Auth.basic takes an empty password and one with colons', () => {
  expect(basic('kim', '')).toBe('a2ltOg==')
  expect(basic('kim', 'a:b')).toBe('a2ltOmE6Yg==')
})

it('Auth.basic refuses a user with a colon, which a server would read otherwise, and a password that is missing', () => {
  expect(() => basic('a:b', 'c')).toThrow("`Auth.basic` cannot take a user with a colon: 'a:b'")
  expect(() => basic('kim')).toThrow(/^`Auth\.basic` needs user and password as text, got nothing$/)
})
