/** In which charset a body is read. */
import { describe, expect, test } from 'vitest'
import { runYaml } from '../test/engine.ts'
import { serve } from '../test/server.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

async function read(
  type: string,
  body: Buffer,
  assertion: string,
): Promise<{ statuses: (string | undefined)[]; notices: readonly string[] }> {
  const { base } = await serve((_heard, response) =>
    response.writeHead(200, type === '' ? {} : { 'content-type': type }).end(body),
  )
  const { steps } = await runYaml(`- get: "${base}/"\n- assert: ${JSON.stringify(assertion)}`)
  return { statuses: steps.map(({ status }) => status), notices: steps[0]?.notices ?? [] }
}

/** „привет“ and 日本 */
const CYRILLIC = [0xef, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]
const JAPANESE = [0x93, 0xfa, 0x96, 0x7b]

describe('the charset of a body', () => {
  test.each<[string, string, Buffer, string]>([
    ['its header', 'text/plain; charset=windows-1251', bytes(CYRILLIC), 'payload == "привет"'],
    [
      'its header, for JSON',
      'application/json;charset="Shift_JIS"',
      bytes('{"a":"', JAPANESE, '"}'),
      'payload.a == "日本"',
    ],
    [
      'its header, in other letters',
      'text/csv; header=present; CharSet=WINDOWS-1251',
      bytes('a,', CYRILLIC),
      'payload[0][1] == "привет"',
    ],
    [
      'the mark of UTF-16, little end first',
      'text/plain',
      bytes([0xff, 0xfe], [...Buffer.from('h€', 'utf16le')]),
      'payload == "h€"',
    ],
    [
      'the mark of UTF-16, big end first',
      'application/json',
      bytes([0xfe, 0xff], [...utf16be('{"a":"€"}')]),
      'payload.a == "€"',
    ],
    [
      'its mark, against its header',
      'text/plain; charset=utf-16',
      bytes([0xfe, 0xff], [...utf16be('€')]),
      'payload == "€"',
    ],
    [
      'its mark, against another header',
      'text/plain; charset=iso-8859-1',
      bytes([0xef, 0xbb, 0xbf], [...Buffer.from('€')]),
      'payload == "€"',
    ],
    ['a header of UTF-16', 'text/plain; charset=utf-16le', Buffer.from('h€', 'utf16le'), 'payload == "h€"'],
    [
      'the declaration of XML',
      'application/xml',
      bytes('<?xml version="1.0" encoding="windows-1251"?><a>', CYRILLIC, '</a>'),
      'payload_source.includes("привет")',
    ],
    [
      'the header of XML, against its declaration',
      'text/xml; charset=utf-8',
      Buffer.from('<?xml version="1.0" encoding="windows-1251"?><a>é</a>'),
      'payload_source.includes("é")',
    ],
    [
      'XML in UTF-16 without a mark',
      'application/xml',
      utf16be('<?xml version="1.0"?><a>€</a>'),
      'payload_source.includes("€")',
    ],
    [
      'XML that only says to be UTF-16',
      'application/xml',
      Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>€</a>'),
      'payload_source.includes("€")',
    ],
    [
      'the `meta` of HTML',
      'text/html',
      bytes('<!doctype html><head><meta charset=windows-1251><title>', CYRILLIC, '</title>'),
      'payload_source.includes("привет")',
    ],
    [
      'the older `meta` of HTML',
      'text/html',
      bytes('<meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><p>', JAPANESE),
      'payload_source.includes("日本")',
    ],
    ['nothing: UTF-8', 'text/plain', Buffer.from('é €'), 'payload == "é €"'],
    ['nothing, without a type', '', Buffer.from('{"a":"é"}'), 'payload.a == "é"'],
  ])('is told by %s', async (_what, type, body, assertion) => {
    expect(await read(type, body, assertion)).toEqual({ statuses: ['passed', 'passed'], notices: [] })
  })

  test('that nobody knows is noticed, and UTF-8 taken for it', async () => {
    expect(await read('text/plain; charset=klingon', Buffer.from('é'), 'payload == "é"')).toEqual({
      statuses: ['passed', 'passed'],
      notices: ["the charset 'klingon' is not known, so the body was read as UTF-8"],
    })
  })
})
