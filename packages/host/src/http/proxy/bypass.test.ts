import { expect, test } from 'vitest'
import { bypasses } from './bypass.ts'

test.each([
  ['*', 'anything.example', 80, true],
  ['example.com', 'example.com', 80, true],
  ['example.com', 'EXAMPLE.com', 80, true],
  ['example.com', 'www.example.com', 443, true],
  ['example.com', 'notexample.com', 80, false],
  ['example.com', 'example.com.evil.test', 80, false],
  ['.example.com', 'www.example.com', 80, true],
  ['.example.com', 'example.com', 80, true],
  ['*.example.com', 'a.b.example.com', 80, true],
  ['example.com.', 'example.com', 80, true],
  ['example.com', 'example.com.', 80, true],
  ['localhost', 'localhost', 8080, true],
  ['localhost:8080', 'localhost', 8080, true],
  ['localhost:8080', 'localhost', 8081, false],
  ['127.0.0.1', '127.0.0.1', 80, true],
  ['127.0.0.1:80', '127.0.0.1', 81, false],
  ['127.0.0.1', '127.0.0.11', 80, false],
  ['0.0.1', '127.0.0.1', 80, false],
  ['10.0.0.0/8', '10.9.8.7', 80, true],
  ['10.0.0.0/8', '11.0.0.1', 80, false],
  ['10.0.0.0/33', '10.0.0.1', 80, false],
  ['10.0.0.0/8', 'ten.example', 80, false],
  ['::1', '::1', 80, true],
  ['[::1]', '::1', 80, true],
  ['[::1]:443', '::1', 443, true],
  ['[::1]:443', '::1', 80, false],
  ['fe80::/10', 'fe80::1', 80, true],
  ['fe80::/10', '2001:db8::1', 80, false],
  ['0:0:0:0:0:0:0:1', '::1', 80, true],
  ['', 'example.com', 80, false],
  ['.', 'example.com', 80, false],
])("'%s' and the host %s with port %i: %s", (rule, hostname, port, expected) => {
  expect(bypasses({ hostname, port }, [rule])).toBe(expected)
})

test('one rule of several is enough, with spaces around', () => {
  expect(bypasses({ hostname: 'b.test', port: 80 }, ['a.test', ' b.test '])).toBe(true)
  expect(bypasses({ hostname: 'c.test', port: 80 }, ['a.test', ' b.test '])).toBe(false)
})
