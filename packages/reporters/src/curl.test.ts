import { execFileSync } from 'node:child_process'
import { curlOf, forPrintf, shellQuoted } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { request } from './test/build.ts'

const shell = (script: string): string => execFileSync('sh', ['-c', script], { encoding: 'utf8' })
// A word of a shell holds no NUL, and substitution drops line breaks at the end, which `shellQuoted` therefore never spells.
const word = fc.string({
  unit: fc.constantFrom(
    'a',
    ' ',
    "'",
    '"',
    '$',
    '`',
    '\\',
    '\n',
    '\x1b',
    '\t',
    '!',
    '*',
    'é',
    '\u0085',
    '\u202e',
    '%',
    '-',
  ),
})

describe('a word for the shell', () => {
  test('reaches a program as it was', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(shell(`printf '%s.' ${shellQuoted(text)}`)).toBe(`${text}.`)
      }),
      { numRuns: 60 },
    )
  })

  test('holds no control character but line breaks', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[^\P{Cc}\n]|\u202e/u.test(shellQuoted(text))))
  })

  test('for `printf %b` is one line and comes out as it was', () => {
    fc.assert(
      fc.property(word, (text) => {
        const spelled = forPrintf(text)
        expect(spelled).not.toMatch(/\p{Cc}/u)
        expect(shell(`printf %b ${shellQuoted(spelled)}; printf .`)).toBe(`${text}.`)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a line of curl', () => {
  const type: readonly [string, string] = ['Content-Type', 'application/json']
  const json = { mime: 'application/json', size: 20 }

  test('is short for a plain GET', () => {
    expect(curlOf(request('GET', 'http://shop.test/cart'))).toBe('curl http://shop.test/cart')
  })

  test('leaves out the headers that curl says by itself', () => {
    const headers = [
      ['Host', 'shop.test'],
      ['Content-Length', '3'],
      ['Accept-Encoding', 'gzip'],
      ['X-Empty', ''],
      ['Authorization', "Bearer it's"],
    ] as const
    expect(curlOf(request('DELETE', 'http://shop.test/cart?a=1&b=[2]', { headers }))).toBe(
      `curl -X DELETE --globoff --compressed -H 'X-Empty;' -H 'Authorization: Bearer it'\\''s' 'http://shop.test/cart?a=1&b=[2]'`,
    )
  })

  test('sends the body as it is, also where curl would read a file', () => {
    expect(curlOf(request('POST', 'http://shop.test/', { headers: [type] }), { ...json, text: '@secrets' })).toBe(
      "curl -H 'Content-Type: application/json' --data-raw @secrets http://shop.test/",
    )
  })

  test('calls a body without a type no form', () => {
    expect(curlOf(request('PUT', 'http://shop.test/'), { ...json, text: 'x' })).toBe(
      'curl -X PUT -H Content-Type: --data-raw x http://shop.test/',
    )
  })

  test('pipes bodies of several lines and bytes', () => {
    expect(
      curlOf(request('POST', 'http://shop.test/', { headers: [type] }), { ...json, text: '{\n  "a": "\\n"\n}' }),
    ).toBe(
      `printf %b '{\\n  "a": "\\\\n"\\n}' | curl -H 'Content-Type: application/json' --data-binary @- http://shop.test/`,
    )
    expect(curlOf(request('POST', 'http://shop.test/', { headers: [type] }), { ...json, base64: 'AAEC' })).toContain(
      'printf %s AAEC | base64 -d | curl',
    )
  })

  test('says when the report does not hold the whole body', () => {
    expect(
      curlOf(request('POST', 'http://shop.test/', { headers: [type] }), { ...json, text: 'begin', cut: true }),
    ).toMatch(/^curl -X POST .* # without its body/)
  })

  test('is one line, whatever the request holds', () => {
    const evil = 'a\n::error::b'
    expect(curlOf(request(evil, evil, { headers: [[evil, evil]] }), { ...json, text: evil })).not.toContain('\n')
  })
})
