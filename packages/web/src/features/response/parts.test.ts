import { expect, test } from 'vitest'
import { cookiesOf } from './cookies.ts'
import { hexLines } from './hex.ts'

test('a cookie has its name, its value and what is said about it', () => {
  expect(
    cookiesOf([
      ['Set-Cookie', 'session=a=b; Path=/; HttpOnly'],
      ['Content-Type', 'text/html'],
      ['set-cookie', 'flag'],
    ]),
  ).toEqual([
    { name: 'session', value: 'a=b', attributes: ['Path=/', 'HttpOnly'] },
    { name: '', value: 'flag', attributes: [] },
  ])
})

test('bytes are shown in rows of sixteen, with the letters among them', () => {
  expect(hexLines(btoa('\x89PNG\r\n\x1a\nIHDR and more'))).toEqual([
    '00000000  89 50 4e 47 0d 0a 1a 0a 49 48 44 52 20 61 6e 64  .PNG....IHDR and',
    `00000010  20 6d 6f 72 65${' '.repeat(35)} more`,
  ])
  expect(hexLines(btoa('x'.repeat(5000)))).toHaveLength(32)
  expect(hexLines('')).toEqual([])
})
