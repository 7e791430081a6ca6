import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indentJson, indentXml, prettyText, visibleText } from './pretty.ts'

describe('a body that is shown', () => {
  test('is indented like JSON.stringify does it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2))
      }),
    )
  })

  test('keeps digits, order and repeated keys', () => {
    expect(indentJson('{"b":12345678901234567890.10,"a":1,"a":2}')).toBe(
      '{\n  "b": 12345678901234567890.10,\n  "a": 1,\n  "a": 2\n}',
    )
  })

  test('that is cut off in the middle is shown as far as it goes', () => {
    expect(indentJson('{"a":["b')).toBe('{\n  "a": [\n    "b')
  })

  test('deep nesting does not overflow anything', () => {
    const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`
    expect(indentJson(deep).replace(/\s/g, '')).toBe(deep)
  })

  test('in XML is indented by its elements, and texts stay beside their tags', () => {
    expect(
      indentXml('<?xml version="1.0"?><a x="1 > 0"><b>text</b><c/><d></d><!-- > --><e><![CDATA[<f>]]></e></a>'),
    ).toBe(
      '<?xml version="1.0"?>\n<a x="1 > 0">\n  <b>text</b>\n  <c/>\n  <d></d>\n  <!-- > -->\n  <e><![CDATA[<f>]]></e>\n</a>',
    )
  })

  test('in XML loses nothing but the space between its parts, whole or not', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b c="d">',
      '<e/>',
      'text',
      ' ',
      '<',
      '"',
      "'",
      '>',
      '<!--',
      '-->',
      '<?x',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        expect(indentXml(text).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })

  test('without text has none', () => {
    expect(prettyText({ mime: 'image/png', size: 3, base64: 'AAAA' })).toBeUndefined()
  })

  test('shows control characters and marks of direction instead of obeying them', () => {
    expect(visibleText('a\u0000b\u202ec\n\td')).toBe('a\\x00b\\u202ec\n\td')
  })
})
