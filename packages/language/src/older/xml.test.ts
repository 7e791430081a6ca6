import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScalarNode } from '../tree/node.ts'
import { readXml, type XmlElement } from './xml.ts'

const file = (text: string) => ({ path: 'unit.xml', text })

function rootOf(text: string): XmlElement {
  const { root, diagnostics } = readXml(file(text))
  expect(diagnostics).toEqual([])
  return root!
}

const written = ({ span }: { span: XmlElement['span'] }): string => span.file.text.slice(span.start, span.end)
const attributeOf = (element: XmlElement, name: string): ScalarNode =>
  element.attributes.entries.find(({ key }) => key.text === name)!.value as ScalarNode

/** What stands in the file for each unit of the text. */
function sources(node: ScalarNode): string[] {
  return [...node.text].map((_, index) => node.span.file.text[node.locate(index)]!)
}

describe('elements and where they stand', () => {
  const text = `<?xml version="1.0"?>
<!DOCTYPE unit>
<unit>
  <!-- first -->
  <get url = "/a"	var='x'><header name="A"/></get >
  <if/></unit>
`
  const root = rootOf(text)
  const [get, empty] = root.children as [XmlElement, XmlElement]

  it('gives an element the span from its first to its last angle bracket', () => {
    expect(written(root)).toBe(text.slice(text.indexOf('<unit>')).trimEnd())
    expect(written(get)).toBe(`<get url = "/a"	var='x'><header name="A"/></get >`)
    expect(written(empty)).toBe('<if/>')
  })

  it('gives the attributes the span of the start tag', () => {
    expect(written(get.attributes)).toBe(`<get url = "/a"	var='x'>`)
    expect(written(empty.attributes)).toBe('<if/>')
  })

  it('places names and values', () => {
    expect(written(get.name)).toBe('get')
    expect(get.attributes.entries.map(({ key }) => written(key))).toEqual(['url', 'var'])
    expect(get.attributes.entries.map(({ value }) => written(value))).toEqual(['"/a"', "'x'"])
    const url = attributeOf(get, 'url')
    expect(text.slice(url.locate(0), url.locate(url.text.length))).toBe('/a')
  })

  it('tells the name of an attribute from the same letters in its neighbours', () => {
    const step = rootOf('<a aa="a=a" a = "aa"/>')
    expect(step.attributes.entries.map(({ key }) => key.span.start)).toEqual([3, 12])
    expect(step.attributes.entries.map(({ value }) => (value as ScalarNode).text)).toEqual(['a=a', 'aa'])
  })

  it('leaves out what only editors and generators read', () => {
    const step = rootOf('<a gen="jag" xmlns="u" xmlns:xsi="v" xsi:schemaLocation="w" xml:space="preserve" genre="x"/>')
    expect(step.attributes.entries.map(({ key }) => key.text)).toEqual(['genre'])
  })

  it('keeps prefixes of element names', () => {
    expect(rootOf('<x:a/>').name.text).toBe('x:a')
  })

  it('skips a byte order mark', () => {
    expect(written(rootOf('\uFEFF<a/>'))).toBe('<a/>')
  })
})

describe('attribute values', () => {
  const cases: [written: string, text: string, source: string][] = [
    ['a &lt; b &amp;&amp; c', 'a < b && c', 'a & b && c'],
    ['&#65;&#x42;', 'AB', '&&'],
    ['say &quot;hi&quot; &apos;', `say "hi" '`, 'say &hi& &'],
    ['one\ntwo\tthree', 'one two three', 'one\ntwo\tthree'],
    ['&#10;', '\n', '&'],
    ['', '', ''],
    ["it's", "it's", "it's"],
  ]
  for (const [raw, text, source] of cases) {
    it(`reads ${JSON.stringify(raw)} as ${JSON.stringify(text)}`, () => {
      const value = attributeOf(rootOf(`<a v="${raw}" w="1"/>`), 'v')
      expect(value).toMatchObject({ text, value: text, quoted: true })
      expect(sources(value).join('')).toBe(source)
      expect(value.locate(text.length)).toBe('<a v="'.length + raw.length)
    })
  }

  it('takes a carriage return with a line feed as one blank, and places what follows', () => {
    const value = attributeOf(rootOf('<a v="x\r\ny"/>'), 'v')
    expect(value.text).toBe('x y')
    expect(sources(value)).toEqual(['x', '\r', 'y'])
  })

  it('places both units of a character beyond the first plane at its entity', () => {
    const value = attributeOf(rootOf('<a v="&#x1F600;!"/>'), 'v')
    expect(value.text).toBe('😀!')
    expect([0, 1, 2, 3].map((index) => value.locate(index))).toEqual([6, 6, 15, 16])
  })
})

describe('text', () => {
  const cases: [what: string, content: string, text: string | undefined][] = [
    ['keeps the white space of plain text', '\n a b \n', '\n a b \n'],
    ['takes away what only lays out a CDATA section', '\n  <![CDATA[ a ]]>\n', ' a '],
    ['joins text and CDATA, white space between them included', ' x <![CDATA[<y>]]> <![CDATA[z]]> ', 'x <y> z'],
    ['keeps an empty CDATA section as empty text', ' <![CDATA[]]> ', ''],
    ['keeps white space that stands as an entity', ' &#32;<![CDATA[a]]>&#10; ', ' a\n'],
    [
      'has a ] and what looks like an entity in a CDATA section as they are',
      '<![CDATA[a[b[0]]]&amp;]]>',
      'a[b[0]]]&amp;',
    ],
    ['passes over comments and instructions', '\n<!-- a -->x<!--b-->y<?c d?>z', '\nxyz'],
    ['turns carriage returns into line feeds', 'a\r\nb\rc<![CDATA[\r\n]]>', 'a\nb\nc\n'],
    ['has no text without characters', '', undefined],
  ]
  for (const [what, content, text] of cases) {
    it(what, () => {
      const root = rootOf(`<a>${content}</a>`)
      expect(root.text?.text).toBe(text)
      if (root.text) expect(root.text.locate(root.text.text.length)).toBe(root.text.span.end)
    })
  }

  it('takes away layout around children', () => {
    const root = rootOf('<a>\n x\n <b/> y\n</a>')
    expect(root.text?.text).toBe('x\n  y')
    expect(written(root.text!)).toBe('x\n <b/> y')
  })

  it('tells text from layout', () => {
    const blank = ['<a/>', '<a> \n</a>', '<a>\n<b/>\n</a>', '<a> <!-- x --> </a>']
    const filled = ['<a>x</a>', '<a><![CDATA[ ]]></a>', '<a>&#32;</a>', '<a><b/>x</a>', '<a>\u00A0</a>']
    expect(blank.map((text) => rootOf(text).blank)).toEqual(blank.map(() => true))
    expect(filled.map((text) => rootOf(text).blank)).toEqual(filled.map(() => false))
  })
})

interface Part {
  readonly raw: string
  readonly text: string
  /** Offset in `raw` of each unit of `text`. */
  readonly at: readonly number[]
}

const plain = (raw: string): Part => ({ raw, text: raw, at: Array.from(raw, (_, index) => index) })
const characters = fc.stringMatching(/^[a-z ${}.()'\]àé]{1,8}$/).map((text) => plain(text.replaceAll(']', '] ')))
const entity = fc
  .constantFrom<[string, string]>(
    ['&amp;', '&'],
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#x1F600;', '😀'],
    ['&#10;', '\n'],
  )
  .map(([raw, text]): Part => ({ raw, text, at: Array.from({ length: text.length }, () => 0) }))
const ending = fc.constant<Part>({ raw: '\r\n', text: '\n', at: [0] })
const cdata = fc
  .stringMatching(/^[a-z <>&"\n]{0,8}$/)
  .map((text): Part => ({ raw: `<![CDATA[${text}]]>`, text, at: Array.from(text, (_, index) => index + 9) }))
const comment = fc.constant<Part>({ raw: '<!-- & < -->', text: '', at: [] })

/** Checks each unit of a node against the parts that were written from `start` on. */
function checkParts(node: ScalarNode, parts: readonly Part[], start: number, text: (part: Part) => string): void {
  expect(node.text).toBe(parts.map(text).join(''))
  let begin = start
  let index = 0
  for (const { raw, at } of parts) {
    for (const offset of at) expect(node.locate(index++)).toBe(begin + offset)
    begin += raw.length
  }
}

describe('any attribute value and any text', () => {
  it('is read as it was meant, with each character of a value where it is written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(characters, entity, ending)),
        fc.array(fc.oneof(characters, entity)),
        (first, second) => {
          const [one, two] = [first, second].map((parts) => parts.map(({ raw }) => raw).join(''))
          const root = rootOf(`<a one="${one}"\n two = "${two}"/>`)
          const blank = (part: Part): string => (part.raw === '\r\n' ? ' ' : part.text)
          checkParts(attributeOf(root, 'one'), first, '<a one="'.length, blank)
          checkParts(attributeOf(root, 'two'), second, `<a one="${one}"\n two = "`.length, blank)
        },
      ),
    )
  })

  it('has each character of a text where it is written', () => {
    const part = fc.oneof(characters, entity, ending, cdata, comment)
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        // A letter at both ends, so that no white space there is layout.
        const framed = [plain('x'), ...parts, plain('x')]
        const root = rootOf(`<a><b/>${framed.map(({ raw }) => raw).join('')}</a>`)
        checkParts(root.text!, framed, '<a><b/>'.length, ({ text }) => text)
      }),
    )
  })

  it('is never a reason to throw', () => {
    const scrap = fc.constantFrom(
      '<a',
      '<b>',
      '</b>',
      '/>',
      '>',
      ' x=',
      '"',
      "'",
      '&',
      '&amp;',
      ';',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?xml',
      '?>',
      ' ',
      '\r',
      'é',
      '\uD83D',
    )
    fc.assert(
      fc.property(
        fc.array(scrap).map((parts) => parts.join('')),
        (text) => {
          const { root, diagnostics } = readXml(file(text))
          expect(diagnostics.length).toBe(root ? 0 : 1)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
