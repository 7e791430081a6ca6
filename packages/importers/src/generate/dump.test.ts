import { expect, test } from 'vitest'
import { readDumpHead } from './dump.ts'

test('a dump has a status, headers and the place of its body', () => {
  const text = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-Empty:\r\n\r\n{"a":1}'
  const head = readDumpHead(text)
  expect(head).toMatchObject({
    status: 201,
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Empty', ''],
    ],
  })
  expect(text.slice(head?.end)).toBe('{"a":1}')
})

test('of several heads the last one counts', () => {
  const text = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /b\r\n\r\nHTTP/2 200 \r\nx: 1\r\n\r\nbody'
  expect(readDumpHead(text)).toEqual({ status: 200, headers: [['x', '1']], end: text.length - 4 })
})

test('lines may end with a line feed alone, and there may be no body', () => {
  expect(readDumpHead('HTTP/3 204\nx: 1\n\n')).toMatchObject({ status: 204, end: 17 })
  expect(readDumpHead('HTTP/1.1 204 No Content\r\nx: 1\r\n')).toMatchObject({ status: 204, headers: [['x', '1']] })
})

test('a body alone is no dump', () => {
  expect(readDumpHead('{"a":1}')).toBeUndefined()
  expect(readDumpHead('HTTP/1.1 is a protocol\n')).toBeUndefined()
  expect(readDumpHead('')).toBeUndefined()
})
