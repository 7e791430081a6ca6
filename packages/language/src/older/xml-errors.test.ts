import { describe, expect, it } from 'vitest'
import { readXml } from './xml.ts'

/** The one complaint about a text, with the part of it that is marked. */
function complaint(text: string): { message: string; marked: string; at: string } {
  const { root, diagnostics } = readXml({ path: 'unit.xml', text })
  expect(root).toBeUndefined()
  expect(diagnostics).toHaveLength(1)
  const { code, severity, message, location } = diagnostics[0]!
  expect([code, severity]).toEqual(['xml-syntax', 'error'])
  const { line, column, endLine, endColumn } = location!
  const lines = text.split('\n')
  const marked = line === endLine ? lines[line - 1]!.slice(column - 1, endColumn! - 1) : '(several lines)'
  return { message, marked, at: `${line}:${column}` }
}

describe('what makes a file no XML', () => {
  const cases: [text: string, message: string, marked: string, at: string][] = [
    [
      '<a>\n <b url="/x?a=1&b=2"/>\n</a>',
      '`&` begins an entity in XML, and this one has no name or no `;`',
      '&',
      '2:16',
    ],
    [
      '<a><!-- & --><![CDATA[&]]>\n a && b; c</a>',
      '`&` begins an entity in XML, and this one has no name or no `;`',
      '&',
      '2:4',
    ],
    ['<a>x&nbsp;y</a>', 'there is no entity `&nbsp;`', '&nbsp;', '1:5'],
    ['<a>&#0;</a>', '`&#0;` is no character that XML allows', '&#0;', '1:4'],
    ['<a v="x < y"/>', '`<` cannot stand in the value of an attribute', '<', '1:9'],
    ['<a>x < y</a>', '`<` begins a tag in XML, and this cannot be its name', ' ', '1:7'],
    ['<a>\u0001</a>', 'the character U+0001 cannot stand in XML', '\u0001', '1:4'],
    ['<a v="1" w="2" v="3"/>', "the attribute 'v' is written twice", 'v', '1:16'],
    ['<a xmlns="1" xmlns="3"/>', "the attribute 'xmlns' is written twice", 'xmlns', '1:14'],
    ['<a v="x["y"]"/>', 'the value ends at the quote before this, and something follows at once', 'y', '1:10'],
    ['<a v="x"=/>', 'this cannot stand between the attributes of a tag', '=', '1:9'],
    ['<a v=1/>', 'the value of an attribute must be in quotes', '1', '1:6'],
    ['<a v/>', 'an attribute needs `=` and a value in quotes', '/', '1:5'],
    ['<a v>', 'an attribute needs `=` and a value in quotes', '>', '1:5'],
    ['<a>\n <b>\n </c>\n</a>', '`</c>` stands where `<b>` of line 2 must be closed', '</c>', '3:2'],
    ['<a/></b>', '`</b>` closes nothing', '</b>', '1:5'],
    ['<a>\n <b>\n', '`<b>` is not closed', 'b', '2:3'],
    ['<a>\n <b> <!-- x </b></a>', 'this comment is not closed', '<!--', '2:6'],
    ['<a><![CDATA[x & y]]</a>', 'this CDATA section is not closed', '<![CDATA[', '1:4'],
    ['<a>\n <b v="x', 'this tag is not closed', '<', '2:2'],
    ['<a/><!-- x', 'this comment is not closed', '<!--', '1:5'],
    ['<a/>\nhello\n', 'text stands after the end of the document', 'hello', '2:1'],
    ['\nid: a\n<a/>', 'text stands before the first element', 'id: a', '2:1'],
    ['<?xml version="1.0"?>\nid: a\n<a/>', 'text stands before the first element', 'id: a', '2:1'],
    ['<a/>\n<b/>', 'a second document begins here', 'b', '2:2'],
    ['\n<?xml version="1.0"?><a/>', 'the `<?xml … ?>` line must be the very first thing in the file', ' ', '2:6'],
    ['<a>]]></a>', '`]]>` ends a CDATA section, and none is open', '>', '1:6'],
    ['<a><!-- x -- y --></a>', 'a comment cannot hold `--`', ' ', '1:13'],
    [' \n', 'this file is empty', '', '1:1'],
    ['<!-- x -->', 'there is no element in this file', '', '1:1'],
    ['<?xml version="x"?><a/>', 'this is not XML', '"', '1:17'],
  ]
  for (const [text, message, marked, at] of cases) {
    it(`says of ${JSON.stringify(text)}: ${message}`, () => {
      expect(complaint(text)).toEqual({ message, marked, at })
    })
  }

  it('ends nesting before it exhausts those who go down the tree', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(readXml({ path: 'unit.xml', text: nested(200) }).diagnostics).toEqual([])
    expect(complaint(nested(50_000)).message).toBe('elements are nested too deep here')
  })
})
