import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_HEADER_BYTES, ResponseParser } from './response-parser.ts'

const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`
const MB = 1_000_000

interface Read {
  readonly method?: string
  readonly limit?: number
  /** Sizes of the pieces, over and over; all at once if not given. */
  readonly cuts?: readonly number[]
  readonly closed?: boolean
}

/** Feeds through one buffer that is overwritten, as a connection does. */
function parse(text: string, { method = 'GET', limit = MB, cuts = [], closed = false }: Read = {}) {
  const parser = new ResponseParser(method, limit)
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = cuts.length > 0 ? Math.max(1, cuts[turn % cuts.length] ?? 1) : bytes.length
    const piece = Buffer.from(bytes.subarray(at, at + size))
    parser.feed(piece)
    piece.fill('#')
    at += size
  }
  if (closed) parser.end()
  return parser
}

function seen(parser: ResponseParser) {
  const { head, framing, problem, done, excess } = parser
  return { head, framing, problem, done, excess, body: Buffer.from(parser.body()).toString('latin1') }
}

const answers: Readonly<Record<string, readonly [text: string, how?: Read]>> = {
  length: [`${OK}Content-Type: text/plain\r\nX-One: 1\r\nx-one:2\t\r\nContent-Length: 5\r\n\r\nhello`],
  'no body': [`${OK}Content-Length: 0\r\n\r\n`],
  'no reason': ['HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok'],
  chunked: [`${CHUNKED}5\r\nhello\r\nA \r\n0123456789\r\n0;last=1\r\nX-Trailer: 1\r\n\r\n`],
  'chunk extensions': [`${CHUNKED}00005;name="v;\x80";b\r\nhello\r\n000\r\n\r\n`],
  interim: [`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: <a>\r\n\r\n${OK}Content-Length: 2\r\n\r\nok`],
  switch: ['HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n'],
  'until close': ['HTTP/1.0 200 OK\r\nX: y\r\n\r\nuntil the end', { closed: true }],
  'HTTP/1.0 with a length': ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok'],
  HEAD: [`${OK}Content-Length: 5000\r\n\r\n`, { method: 'HEAD', limit: 10 }],
  'not modified': ['HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n'],
  'bytes behind': [`${OK}Content-Length: 2\r\n\r\nok${OK}Content-Length: 4\r\n\r\nevil`],
  'bytes behind 204': ['HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody'],
  'bytes behind chunks': [`${CHUNKED}0\r\n\r\nx`],
  'both framings': [`${OK}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`],
  folded: [`${OK}X: one\r\n  two\r\n\tthree \r\nY: \r\n z\r\nContent-Length: 0\r\n\r\n`],
  'single LF': ['HTTP/1.1 200 OK\nX: y\nContent-Length: 2\n\nok'],
  'empty line first': [`\r\n${OK}Content-Length: 2\r\n\r\nok`],
  'Latin-1': [`HTTP/1.1 200 \xd3k\r\nX: \xa0\xe9\xa0\r\nContent-Length: 2\r\n\r\n\xff\x00`],
  'many headers': [`${OK}${'X-Pad: 0123456789\r\n'.repeat(300)}Content-Length: 2\r\n\r\nok`],
  'cut off': [`${CHUNKED}5\r\nhel`, { closed: true }],
  'a chunk too long': [`${CHUNKED}5\r\nhello!\r\n0\r\n\r\n`],
  'another protocol': ['\x15\x03\x01\x00\x02\x02'],
  'too large': [`${CHUNKED}5\r\nhello\r\n6\r\nworlds\r\n`, { limit: 10 }],
}

describe('where an answer is cut into pieces makes no difference', () => {
  test.each(Object.entries(answers))('%s, cut in two at every byte, and into single bytes', (_, [text, how]) => {
    const whole = seen(parse(text, how))
    for (let at = 1; at < text.length; at += 1) {
      expect(seen(parse(text, { ...how, cuts: [at, text.length] }))).toEqual(whole)
    }
    expect(seen(parse(text, { ...how, cuts: [1] }))).toEqual(whole)
  })

  test('any answer, cut anyhow', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(answers)), cuts, ([text, how], sizes) => {
        expect(seen(parse(text, { ...how, cuts: sizes }))).toEqual(seen(parse(text, how)))
      }),
    )
  })
})

test('chunks of any sizes give the body that was cut', () => {
  const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3_000 }), { maxLength: 12 })
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 5_000 }), (pieces, cut) => {
      const text = pieces.map((one) => `${one.length.toString(16)}\r\n${Buffer.from(one).toString('latin1')}\r\n`)
      const parser = parse(`${CHUNKED}${text.join('')}0\r\n\r\n`, { cuts: [cut] })
      expect(parser.done).toBe(true)
      expect(Buffer.from(parser.body()).equals(Buffer.concat(pieces))).toBe(true)
    }),
  )
})

test('fields are kept as they came, folded lines are joined by a space', () => {
  expect(parse(answers.length![0]).head).toEqual({
    status: 200,
    statusText: 'OK',
    http: '1.1',
    headers: [
      ['Content-Type', 'text/plain'],
      ['X-One', '1'],
      ['x-one', '2'],
      ['Content-Length', '5'],
    ],
  })
  expect(parse(answers.folded![0]).head?.headers.slice(0, 2)).toEqual([
    ['X', 'one two three'],
    ['Y', 'z'],
  ])
  expect(parse(answers['Latin-1']![0]).head).toMatchObject({
    statusText: 'Ók',
    headers: [['X', '\xa0é\xa0'], expect.anything()],
  })
})

test.each([
  ['length', 'hello'],
  ['chunked', 'hello0123456789'],
  ['chunk extensions', 'hello'],
  ['interim', 'ok'],
  ['until close', 'until the end'],
  ['both framings', 'abc'],
  ['bytes behind', 'ok'],
  ['bytes behind 204', ''],
  ['HEAD', ''],
  ['not modified', ''],
  ['single LF', 'ok'],
  ['empty line first', 'ok'],
  ['many headers', 'ok'],
  ['switch', ''],
])('the body of the answer: %s', (name, body) => {
  const [text, how] = answers[name]!
  expect(seen(parse(text, how))).toMatchObject({ done: true, problem: undefined, body })
})

test.each([
  ['HTTP/1.1 with a length', `${OK}Content-Length: 0\r\n\r\n`, true],
  ['chunks', `${CHUNKED}0\r\n\r\n`, true],
  ['the server closes', `${OK}Content-Length: 0\r\nConnection: close\r\n\r\n`, false],
  ['closes among other options', `${OK}Content-Length: 0\r\nConnection: x, CLOSE\r\n\r\n`, false],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.0 that keeps it', answers['HTTP/1.0 with a length']![0], true],
  ['HTTP/1.0 with chunks', `${CHUNKED.replace('1.1', '1.0')}0\r\n\r\n`, false],
  ['a length beside chunks', answers['both framings']![0], false],
  ['no framing', `${OK}\r\n`, false],
  ['a body promised with 204', 'HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\n', false],
  ['a coding after chunked', `${OK}Transfer-Encoding: chunked, gzip\r\n\r\n`, false],
  ['another protocol from here', answers.switch![0], false],
])('whether the connection may serve again: %s', (_, text, reusable) => {
  expect(parse(text).framing?.reusable).toBe(reusable)
})

test('bytes after the end are told, and are no part of the answer', () => {
  for (const name of ['bytes behind', 'bytes behind 204', 'bytes behind chunks']) {
    expect(parse(answers[name]![0]), name).toMatchObject({ done: true, excess: true })
  }
  expect(parse(answers.length![0]).excess).toBe(false)
})

test.each([
  ['status line', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['version', 'HTTP/2.0 200 OK\r\n'],
  ['old version', 'HTTP/0.9 200 OK\r\n'],
  ['lower case', 'http/1.1 200 OK\r\n'],
  ['status', 'HTTP/1.1 20 OK\r\n'],
  ['long status', 'HTTP/1.1 2000 OK\r\n'],
  ['status zero', 'HTTP/1.1 000 OK\r\n'],
  ['two spaces', 'HTTP/1.1  200 OK\r\n'],
  ['control character in the reason', 'HTTP/1.1 200 O\x00K\r\n'],
  ['return in the reason', 'HTTP/1.1 200 O\rK\r\n'],
  ['no colon', `${OK}nonsense\r\n`],
  ['no name', `${OK}: value\r\n`],
  ['space before the colon', `${OK}Content-Length : 1\r\n`],
  ['return in a name', `${OK}X\rY: 1\r\n`],
  ['return in a value', `${OK}X: a\rY: b\r\n`],
  ['NUL in a value', `${OK}X: a\x00\r\n`],
  ['folded first line', `${OK} X: 1\r\n`],
  ['lengths that differ', `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`],
  ['lengths that differ in one field', `${OK}Content-Length: 1, 2\r\n\r\n`],
  ['a signed length', `${OK}Content-Length: +1\r\n\r\n`],
  ['a negative length', `${OK}Content-Length: -1\r\n\r\n`],
  ['a length in hex', `${OK}Content-Length: 0x1\r\n\r\n`],
  ['an empty length', `${OK}Content-Length:\r\n\r\n`],
  ['chunked twice', `${OK}Transfer-Encoding: chunked, chunked\r\n\r\n`],
  ['no chunk size', `${CHUNKED}\r\n`],
  ['chunk size in words', `${CHUNKED}zz\r\n`],
  ['signed chunk size', `${CHUNKED}+5\r\nhello\r\n`],
  ['chunk size with 0x', `${CHUNKED}0x5\r\nhello\r\n`],
  ['space before the chunk size', `${CHUNKED} 5\r\nhello\r\n`],
  ['single LF after the chunk size', `${CHUNKED}5\nhello\r\n`],
  ['single LF after a chunk', `${CHUNKED}5\r\nhello\n`],
  ['chunk longer than its size', `${CHUNKED}5\r\nhello!\r\n`],
  ['chunk size beyond all numbers', `${CHUNKED}fffffffffffffff\r\n`],
  ['endless chunk extension', `${CHUNKED}5;${'x'.repeat(5_000)}`],
  ['trailer without a colon', `${CHUNKED}0\r\nnonsense\r\n`],
])('malformed: %s', (_, text) => {
  const parser = parse(text)
  expect(parser.problem?.kind).toBe('malformed')
  expect(parser.problem?.inBody).toBe(parser.head !== undefined)
})

test('the same length twice is one length', () => {
  expect(seen(parse(`${OK}Content-Length: 2\r\nContent-Length: 2\r\n\r\nok`))).toMatchObject({ done: true, body: 'ok' })
  expect(seen(parse(`${OK}Content-Length: 2, 2\r\n\r\nok`))).toMatchObject({ done: true, body: 'ok' })
})

test('another protocol is told by its first byte, without waiting for the end of a line', () => {
  expect(parse('\x15').problem).toMatchObject({ kind: 'malformed', inBody: false })
  expect(parse('HTTP/1.1 20').problem).toBeUndefined()
})

test('heads are read up to the limit, also when they are interim ones, trailers or one line', () => {
  const pad = (bytes: number) => `X: ${'x'.repeat(bytes - 5)}\r\n`
  const rest = MAX_HEADER_BYTES - OK.length - 2
  const end = 'Content-Length: 0\r\n'
  expect(parse(`${OK}${end}${pad(rest - end.length)}\r\n`).done).toBe(true)
  expect(parse(`${OK}${end}${pad(rest - end.length + 1)}\r\n`).problem?.kind).toBe('head-too-large')
  expect(parse(`HTTP/1.1 103 Early\r\n${pad(50_000)}\r\n`.repeat(3)).problem?.kind).toBe('head-too-large')
  expect(parse(`${CHUNKED}0\r\n${'X: y\r\n'.repeat(30_000)}`).problem?.kind).toBe('head-too-large')
  expect(parse(`HTTP/1.1 200 ${'x'.repeat(MAX_HEADER_BYTES)}`, { cuts: [1_000] }).problem?.kind).toBe('head-too-large')
})

test('bodies are read up to the limit, to the byte', () => {
  const body = 'x'.repeat(10)
  const framed = [
    `${OK}Content-Length: 10\r\n\r\n${body}`,
    `${CHUNKED}4\r\nxxxx\r\n6\r\nxxxxxx\r\n0\r\n\r\n`,
    `${OK}\r\n${body}`,
  ]
  for (const text of framed) {
    expect(seen(parse(text, { limit: 10, closed: true }))).toMatchObject({ done: true, body })
    expect(parse(text, { limit: 9, closed: true }).problem?.kind).toBe('body-too-large')
  }
})

test('a body of many tiny chunks takes no more room than its bytes', () => {
  const parser = new ResponseParser('GET', MB)
  parser.feed(Buffer.from(CHUNKED))
  const tiny = Buffer.from('1\r\nx\r\n'.repeat(1_000))
  for (let round = 0; round < 200; round += 1) parser.feed(tiny)
  parser.feed(Buffer.from('0\r\n\r\n'))
  expect(parser.body()).toHaveLength(200_000)
  expect(parser.body().buffer.byteLength).toBeLessThan(300_000)
})

test('whatever arrives, the parser ends or asks for more, and what it took first it keeps', () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc
      .array(
        fc.constantFrom(
          OK,
          CHUNKED,
          'HTTP/1.',
          '\r',
          '\n',
          '\r\n',
          ':',
          ' ',
          '5',
          'X: y',
          '0',
          ';',
          'Content-Length: 3',
          'Transfer-Encoding: chunked',
          'abc',
          '\x00',
          '\xff',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom(...Object.values(answers)), fc.nat(), fc.nat(255)).map(([[text], at, byte]) => {
      const place = at % text.length
      return text.slice(0, place) + String.fromCharCode(byte) + text.slice(place + 1)
    }),
  )
  fc.assert(
    fc.property(
      noise,
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom('GET', 'HEAD', 'CONNECT'),
      (text, cut, method) => {
        const whole = seen(parse(text, { method, closed: true }))
        expect(seen(parse(text, { method, closed: true, cuts: [cut] }))).toEqual(whole)
        if (whole.done) expect(whole.head).toBeDefined()
        if (whole.problem) expect(whole.done).toBe(false)
      },
    ),
    { numRuns: 3_000 },
  )
})
