/** What servers send: an answer in HTTP/1.1 cut anywhere, its coding and charset, and bodies in every format. */

import { isDeepStrictEqual } from 'node:util'
import { gzipSync } from 'node:zlib'
import { nodeCodec } from '@merlon/host'
import {
  ExactNumber,
  jsonText,
  type PayloadMode,
  parsePayload,
  textOf,
  XmlNode,
  xmlElements,
  xmlText,
} from '@merlon/language'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { codingsIn, Decoding } from '../../packages/host/src/http/decode.ts'
import type { Fault } from '../../packages/host/src/http/fault.ts'
import { ResponseParser } from '../../packages/host/src/http/response-parser.ts'
import { checkPlain } from './host-state.ts'
import { mutated } from './mutated.ts'
import { textsOf } from './real-files.ts'
import { runnable } from './run-target.ts'
import { must, type Target } from './target.ts'

interface Answer {
  /** Each character one byte. */
  readonly bytes: string
  readonly cuts: readonly number[]
  readonly method: string
  readonly limit: number
  readonly closed: boolean
}

const head = 'HTTP/1.1 200 OK\r\n'
const answers = [
  `${head}Content-Type: text/plain\r\nX-One: 1\r\nx-one:2\t\r\nContent-Length: 5\r\n\r\nhello`,
  `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;n="v"\r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\n`,
  `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: <a>\r\n\r\n${head}Content-Length: 2\r\n\r\nok`,
  'HTTP/1.0 404 Not Found\r\nConnection: close\r\nX: y\r\n\r\nuntil the end',
  `${head}X: one\r\n  two\r\n\tthree \r\nSet-Cookie: a=b; Path=/\r\nSet-Cookie: c=d\r\nContent-Length: 0\r\n\r\n`,
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nbytes',
  `${head}Content-Length: 2\r\n\r\nok${head}Content-Length: 4\r\n\r\nmore`,
]
const pieces = [
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  ' ',
  '\t',
  ':',
  ': ',
  ';',
  ',',
  '0\r\n',
  '5\r\n',
  'ffffffffffffff',
  '-1',
  '+5',
  '0x5',
  '1e3',
  'HTTP/1.1 ',
  'HTTP/2 200',
  '200',
  '100',
  '204',
  '304',
  'Content-Length: 5\r\n',
  'Content-Length: 5, 5\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  'Connection: close\r\n',
  '\u0000',
  '\u007f',
  '\u00ff',
  'X-Pad: 0123456789\r\n'.repeat(50),
  'a'.repeat(3_000),
]

function parsed({ bytes, method, limit, closed }: Answer, cuts: readonly number[]) {
  const parser = new ResponseParser(method, limit)
  const all = Buffer.from(bytes, 'latin1')
  for (let at = 0, turn = 0; at < all.length; turn += 1) {
    const size = Math.max(1, cuts[turn % Math.max(1, cuts.length)] ?? all.length)
    const piece = Buffer.from(all.subarray(at, at + size))
    parser.feed(piece)
    // The connection reads the next bytes into the same place.
    piece.fill('#')
    at += size
  }
  if (closed) parser.end()
  const { head: top, framing, problem, done, excess } = parser
  // What arrived of a body that is refused depends on the pieces; nobody is shown it.
  const body = problem ? '' : Buffer.from(parser.body()).toString('latin1')
  return { top, framing, problem, done, excess, body }
}

const http: Target<Answer> = {
  group: 'responses',
  name: 'answers in HTTP/1.1',
  input: fc.record({
    bytes: fc.oneof(
      { weight: 6, arbitrary: mutated(answers, pieces) },
      { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join('')) },
    ),
    cuts: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'CONNECT'),
    limit: fc.constantFrom(4, 100, 1_000_000),
    closed: fc.boolean(),
  }),
  show: (answer) => JSON.stringify(answer),
  check(answer) {
    const whole = parsed(answer, [])
    const cut = parsed(answer, answer.cuts)
    const bytewise = answer.bytes.length < 2_000 ? parsed(answer, [1]) : cut
    must(isDeepStrictEqual(whole, cut), `cut it gives ${JSON.stringify(cut)}, whole ${JSON.stringify(whole)}`)
    must(
      isDeepStrictEqual(whole, bytewise),
      `byte by byte it gives ${JSON.stringify(bytewise)}, whole ${JSON.stringify(whole)}`,
    )
    must(whole.body.length <= answer.limit, 'the body is longer than the limit')
  },
}

const json: Target<string> = {
  group: 'responses',
  name: 'JSON',
  input: fc.oneof(
    { weight: 2, arbitrary: fc.json({ maxDepth: 4 }) },
    {
      weight: 5,
      arbitrary: mutated(
        [
          '{"a": [1, 2.50, -0, 1e400, 123456789012345678901234567890, 0.1000000000000000055511151231257827], "b": {"c": null, "d": true, "": "\\u00e9\\n\\ud83d\\ude00"}, "__proto__": {"x": 1}, "constructor": 2}',
          '[[[[]]], {}, "", "\\"", 1E+5, false]',
          ...textsOf(/\.json$/),
        ],
        [
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"',
          '\\',
          '\\u',
          '\\ud800',
          '0',
          '-',
          '+',
          '.',
          'e',
          '00',
          '1e999',
          '-0',
          'null',
          'tru',
          'NaN',
          "'",
          '//',
          ' ',
          '\t',
          '\u00a0',
          '\ufeff',
          '99999999999999999999',
          '"__proto__":1,',
          '[['.repeat(200),
        ],
      ),
    },
  ),
  show: (text) => text,
  async check(text) {
    const ours = await parsePayload('json', text)
    const theirs = hosted(text.replace(/^\ufeff/, ''))
    must(
      'value' in ours === (theirs !== undefined),
      theirs ? 'it is not taken, although it is JSON' : 'it is taken, although it is not JSON',
    )
    checkProblem(ours, text)
    if (!('value' in ours) || !theirs) return
    checkPlain(ours.value, (value) => value instanceof ExactNumber)
    must(isDeepStrictEqual(rounded(ours.value), theirs.value), 'its value is not that of JSON.parse')
    const again = await parsePayload('json', jsonText(ours.value))
    must(
      'value' in again && isDeepStrictEqual(rounded(again.value), rewritten(theirs.value)),
      'written and read again it is another value',
    )
  },
}

function hosted(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** As JSON makes it of a value of its own: `-0` becomes `0`, what a double cannot hold is kept. */
function rewritten(value: unknown): unknown {
  if (typeof value === 'number') return value + 0
  if (Array.isArray(value)) return value.map(rewritten)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewritten(item)]))
}

/** With the numbers that keep their digits as doubles. */
function rounded(value: unknown): unknown {
  if (value instanceof ExactNumber) return Number(value.text)
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value !== 'object' || value === null) return value
  // As JSON.parse, it takes `__proto__` as a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]))
}

function checkProblem(result: Awaited<ReturnType<typeof parsePayload>>, text: string): void {
  if ('value' in result) return
  const { offset, line, column, message } = result.problem
  must(message !== '' && offset >= 0 && offset <= text.length, `'${message}' stands at ${offset}, of ${text.length}`)
  must(line >= 1 && column >= 1, `'${message}' stands at ${line}:${column}`)
}

const markup = [
  '<',
  '>',
  '/>',
  '</',
  '</a>',
  '<a>',
  '<b c="d">',
  '&',
  '&amp;',
  '&#0;',
  '&#65;',
  '&#xD800;',
  '&nbsp;',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '--',
  '<?',
  '?>',
  '<?xml version="1.1"?>',
  '<!DOCTYPE a>',
  '"',
  "'",
  '=',
  ':',
  'xmlns:a="b"',
  'xmlns=""',
  '__proto__="1"',
  '<table>',
  '<svg>',
  '<template>',
  '<script>',
  '</p>',
  '<plaintext>',
  '\u0000',
  '\ud800',
  '\ufffe',
]
const documents = [
  '<?xml version="1.0"?><a xmlns="u" xmlns:p="v" b="1">x<p:c d="&lt;2&gt;"/><![CDATA[<y>]]><!-- z --><e>&#x1F600;</e>\r\n</a>',
  '<soap:Envelope xmlns:soap="http://s"><soap:Body><r i="1">t</r></soap:Body></soap:Envelope>',
  ...textsOf(/\.xml$/),
]
const pages = [
  '<!doctype html><html><head><title>T</title></head><body class="a b"><p>One<p>Two<table><tr><td>3</table><svg xlink:href="x"><a/></svg><template><i>q</i></template></body></html>',
  '<ul><li>a<li>b</ul>',
]

/** Whether a plain use of the parser takes a document; where it holds a document type, ours refuses it on purpose. */
function wellFormed(text: string): boolean {
  const parser = new SaxesParser({ xmlns: true, position: false })
  parser.on('error', (error) => {
    throw error
  })
  try {
    parser.write(text.replace(/^\ufeff/, '')).close()
    return true
  } catch {
    return false
  }
}

const xml: Target<string> = {
  group: 'responses',
  name: 'XML',
  input: fc.oneof(
    { weight: 6, arbitrary: mutated(documents, markup) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...markup, 'a', ' '), { maxLength: 40 }).map((all) => all.join('')),
    },
  ),
  show: (text) => text,
  async check(text) {
    const ours = await parsePayload('xml', text)
    checkProblem(ours, text)
    if ('value' in ours) checkTree(ours.value)
    if (!/<!DOCTYPE/i.test(text)) {
      const expected = wellFormed(text)
      must(
        expected === 'value' in ours,
        expected ? 'it is not taken, although it is well-formed' : 'it is taken, although it is not well-formed',
      )
    }
  },
}

function checkTree(value: unknown): void {
  must(value instanceof XmlNode, 'what was read is no element')
  xmlText(value)
  xmlElements(value)
  textOf(value)
}

const html: Target<string> = {
  group: 'responses',
  name: 'HTML',
  input: fc.oneof(
    { weight: 6, arbitrary: mutated(pages, markup) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...markup, 'a', ' '), { maxLength: 60 }).map((all) => all.join('')),
    },
  ),
  show: (text) => text,
  async check(text) {
    const read = await parsePayload('html', text)
    must('value' in read, 'a page is not read')
    checkTree(read.value)
  },
}

const csv: Target<string> = {
  group: 'responses',
  name: 'CSV',
  input: fc.oneof(
    {
      weight: 2,
      arbitrary: fc
        .array(
          fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '😀'), maxLength: 5 }), {
            minLength: 2,
            maxLength: 4,
          }),
          { maxLength: 5 },
        )
        .map(csvOf),
    },
    {
      weight: 3,
      arbitrary: mutated(
        ['a,b\r\n"1, 2","say ""x"""\r\n\r\n,\r\n', ...textsOf(/\.csv$/)],
        ['"', '""', ',', '\n', '\r\n', '\r', '\ufeff', ';', '\t', ' "'],
      ),
    },
  ),
  show: (text) => text,
  async check(text) {
    const read = await parsePayload('csv', text)
    checkProblem(read, text)
    if (!('value' in read)) return
    const rows = read.value as string[][] // what CSV gives
    must(
      rows.every((row) => row.length > 0 && row.every((cell) => typeof cell === 'string')),
      'a row is not a list of texts',
    )
    const again = await parsePayload('csv', csvOf(rows))
    must('value' in again && isDeepStrictEqual(again.value, rows), 'written and read again it has other rows')
  },
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
}

const yaml: Target<string> = {
  group: 'responses',
  name: 'YAML',
  input: fc.oneof(
    {
      weight: 4,
      arbitrary: mutated(textsOf(/(vault|files.*)\.yaml$|input\.yaml$/), [
        '- ',
        ': ',
        '#',
        '|\n',
        '>\n',
        '{',
        '}',
        '[',
        ']',
        '&a ',
        '*a',
        '<<: *a',
        '!!map',
        '!x ',
        '? ',
        '---\n',
        '...\n',
        '%YAML 1.1\n',
        '"',
        "'",
        '\\x',
        '\t',
        '  ',
        '\n',
        '.inf',
        '0x1F',
        '1e999',
        '123456789012345678901',
        '__proto__: ',
        '~',
      ]),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
  ),
  show: (text) => text,
  async check(text) {
    const read = await parsePayload('yaml', text)
    checkProblem(read, text)
    if ('value' in read) checkPlain(read.value, (value) => value instanceof ExactNumber)
  },
}

interface Body {
  readonly bytes: Uint8Array
  readonly charset: string
  readonly codings: string
  readonly packed: boolean
  readonly cut: number
  readonly mode: PayloadMode
}

function decodedInParts(body: Uint8Array, codings: string, limit: number, size: number): Promise<Uint8Array | Fault> {
  const names = codingsIn(codings)
  if (names.length === 0) return Promise.resolve(body)
  return new Promise((settle) => {
    const decoding = new Decoding(names, limit, settle)
    for (let at = 0; at < body.length; at += size) decoding.take(body.slice(at, at + size))
    decoding.end()
  })
}

const bodies: Target<Body> = {
  group: 'responses',
  name: 'codings and charsets',
  input: fc.record({
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(...documents, ...pages).map((text) => Buffer.from(text, 'utf16le')),
      fc.constantFrom(...documents, '{"a":1}', 'a,b').map((text) => Buffer.from(text)),
    ),
    charset: fc.constantFrom(
      'utf-8',
      'UTF-16',
      'utf-16le',
      'utf-16be',
      'iso-8859-1',
      'windows-1252',
      'shift_jis',
      'gb18030',
      'euc-kr',
      'iso-2022-jp',
      'big5',
      'koi8-r',
      'ascii',
      'x-user-defined',
      'nope',
      '',
      'constructor',
    ),
    codings: fc.constantFrom(
      '',
      'identity',
      'gzip',
      'deflate',
      'br',
      'gzip, gzip',
      'x-gzip,br',
      'zstd',
      'gzip,,',
      ', ',
      'GZIP',
      'unknown, gzip',
    ),
    packed: fc.boolean(),
    cut: fc.integer({ min: 1, max: 300 }),
    mode: fc.constantFrom('json', 'xml', 'html', 'csv', 'yaml', 'text'),
  }),
  show: ({ bytes, ...rest }) => JSON.stringify({ ...rest, bytes: Buffer.from(bytes).toString('latin1') }),
  async check({ bytes, charset, codings, packed, mode, cut }) {
    const limit = 100_000
    const body = packed ? gzipSync(bytes) : bytes
    const decoded = await decodedInParts(body, codings, limit, cut)
    if (!(decoded instanceof Uint8Array)) {
      must(decoded.message !== '', 'a fault says nothing')
      return
    }
    must(decoded.length <= Math.max(limit, body.length), 'the body is longer than the limit')
    if (packed && codings === 'gzip') must(Buffer.compare(decoded, bytes) === 0, 'another body comes out than went in')
    const text = nodeCodec.decode(decoded, charset)
    checkProblem(await parsePayload(mode, text), text)
  },
}

export const responses = [runnable(http), ...[json, xml, html, csv, yaml].map(runnable), runnable(bodies)]
