import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from './csv.ts'
import { parseHtml } from './html.ts'
import { parsePayload } from './readers.ts'
import { ExactNumber, type XmlNode } from './types.ts'
import { xmlMember, xmlSource, xmlText } from './xml-node.ts'
import { parseYaml } from './yaml.ts'

describe('reading HTML', () => {
  it('gives the html element of any text, with names in lower case', () => {
    const page = parseHtml(
      '<!DOCTYPE html><TITLE>Shop</TITLE><P Class=a>One<p>Two<br><svg viewBox="0 0 1 1"><foreignObject/></svg>',
    )
    expect(page.name).toBe('html')
    expect(xmlSource(page)).toBe(
      '<html><head><title>Shop</title></head><body><p class="a">One</p><p>Two<br/><svg viewbox="0 0 1 1"><foreignobject/></svg></p></body></html>',
    )
    expect(xmlSource(parseHtml(''))).toBe('<html><head/><body/></html>')
  })

  it('shows what templates and noscript hold, and drops comments', () => {
    const body = xmlMember(
      parseHtml('<!-- x --><body><template><b>1</b></template><noscript><i>2</i></noscript>'),
      'body',
    )
    expect(xmlSource(body as XmlNode)).toBe('<body><template><b>1</b></template><noscript><i>2</i></noscript></body>')
  })

  it('reads a hundred thousand nested elements', () => {
    expect(xmlSource(parseHtml('<div>'.repeat(100_000)))).toContain('<div/>')
  })
})

function rowsOf(text: string): string[][] {
  const parsed = parseCsv(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.value
}

describe('reading CSV', () => {
  it.each<[string, string[][]]>([
    ['', []],
    ['a', [['a']]],
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\rb\nc\r\nd', [['a'], ['b'], ['c'], ['d']]],
    ['\ufeffa,b', [['a', 'b']]],
    ['\ufeff"a",b', [['a', 'b']]],
    ['\n\na\n\r\n\nb\n\n', [['a'], ['b']]],
    [' a , b\n', [[' a ', ' b']]],
    [' \n', [[' ']]],
    [
      'a,b,\n,,\n,',
      [
        ['a', 'b', ''],
        ['', '', ''],
        ['', ''],
      ],
    ],
    ['1\n1,2\n1,2,3', [['1'], ['1', '2'], ['1', '2', '3']]],
    ['"a,""b""\r\nc",""', [['a,"b"\r\nc', '']]],
    ['""\n"\n"', [[''], ['\n']]],
    ['""""', [['"']]],
  ])('of %j', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows)
  })

  it.each([
    ['a,b\n1,"2\n3\n', 'the CSV cannot be read at line 2, column 3: the quote that begins here is not closed'],
    ['a,b\n"1""\n', 'the CSV cannot be read at line 2, column 1: the quote that begins here is not closed'],
    ['"', 'the CSV cannot be read at line 1, column 1: the quote that begins here is not closed'],
    [
      '"a"b,c',
      'the CSV cannot be read at line 1, column 4: a comma or the end of the line was expected after the closing quote',
    ],
    [
      '"a" ,c',
      'the CSV cannot be read at line 1, column 4: a comma or the end of the line was expected after the closing quote',
    ],
    [
      'a,5"',
      'the CSV cannot be read at line 1, column 4: a value with a quote in it must stand in quotes, with each quote in it written twice',
    ],
  ])('refuses %j: %s', (text, message) => {
    expect(parseCsv(text)).toMatchObject({ problem: { message } })
  })

  it('gives back what was written', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', ' ', ',', '"', '\n', '\r\n', '\r', '\ufeff', '""', '\ud800'))
    const row = fc.array(cell, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(row), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (rows, end, isEnded) => {
        const lines = rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
        expect(rowsOf(lines.join(end) + (isEnded ? end : ''))).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })
})

describe('reading YAML', () => {
  it('gives plain data, with the digits that a double cannot hold', () => {
    const text =
      'a: 1\nb: [x, 1.50, true, null, 2024-01-01]\nwide: 12345678901234567890\nquoted: "12345678901234567890"\n'
    expect(parseYaml(`\ufeff${text}`)).toEqual({
      value: {
        a: 1,
        b: ['x', 1.5, true, null, '2024-01-01'],
        wide: new ExactNumber('12345678901234567890'),
        quoted: '12345678901234567890',
      },
    })
    expect(parseYaml('')).toEqual({ value: null })
  })

  it('takes `__proto__` as a key like any other', () => {
    const parsed = parseYaml('__proto__: { admin: true }')
    expect('value' in parsed && Object.keys(parsed.value as object)).toEqual(['__proto__'])
  })

  it.each([
    ['a: [', 'line 1, column 5: flow sequence'],
    ['a: 1\na: 2', 'line 2, column 1: map keys must be unique'],
    ['--- a\n--- b', 'line 2, column 1: a second document begins here; only one can be read'],
    ['a: *x', 'the alias `*x` has no anchor before it'],
    ['['.repeat(100_000), 'it is nested too deeply'],
    [laughs(12), 'its aliases expand to too large a value'],
  ])('refuses %.20j', (text, message) => {
    expect(parseYaml(text)).toMatchObject({ problem: { message: expect.stringContaining(message) } })
  })
})

function laughs(levels: number): string {
  const lines = ['a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]']
  for (let level = 1; level < levels; level++) {
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    )
  }
  return lines.join('\n')
}

describe('reading a payload by mode', () => {
  it('uses the reader of the mode', async () => {
    expect(await parsePayload('json', '[1]')).toEqual({ value: [1] })
    expect(await parsePayload('csv', '1,2')).toEqual({ value: [['1', '2']] })
    expect(await parsePayload('yaml', '- 1')).toEqual({ value: [1] })
    expect(await parsePayload('text', '[1]')).toEqual({ value: '[1]' })
    const xml = await parsePayload('xml', '<a> 1</a>')
    expect('value' in xml && xmlText(xml.value as XmlNode)).toBe(' 1')
    const html = await parsePayload('html', '<a> 1</a>')
    expect('value' in html && (html.value as XmlNode).name).toBe('html')
  })

  it.each(['json', 'xml', 'csv', 'yaml'] as const)('answers with a problem where the text is no %s', async (mode) => {
    expect(await parsePayload(mode, '"<[')).toMatchObject({ problem: { line: 1, message: expect.any(String) } })
  })
})
