import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { XmlNode } from './types.ts'
import { parseXml } from './xml.ts'
import { xmlElements, xmlMember, xmlSource, xmlText } from './xml-node.ts'

function rootOf(text: string): XmlNode {
  const parsed = parseXml(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.value
}

function problemOf(text: string) {
  const parsed = parseXml(text)
  if (!('problem' in parsed)) throw new Error(`${text.slice(0, 100)} was accepted`)
  return parsed.problem
}

const order = rootOf(`<?xml version="1.0" encoding="UTF-8"?>
<!-- an order -->
<o:order xmlns:o="urn:orders" xmlns="urn:default" id="7" o:state="new">
  <item sku="a">Hat</item><item sku="b"><![CDATA[<Shirt> & tie]]></item>
  <o:note>a&amp;b &lt;c&gt; &#65;&#x42;</o:note>note<?pi x?> tail
</o:order>`)

describe('reading XML', () => {
  it('keeps names as written and resolves their namespaces', () => {
    expect(order).toMatchObject({ name: 'o:order', local: 'order', namespace: 'urn:orders' })
    expect(xmlElements(order).map(({ name, namespace }) => [name, namespace])).toEqual([
      ['item', 'urn:default'],
      ['item', 'urn:default'],
      ['o:note', 'urn:orders'],
    ])
    expect(rootOf('<a xmlns="u"><b xmlns=""/></a>').children[0]).toMatchObject({ name: 'b', namespace: '' })
    expect(rootOf('<r><a xmlns="u"/><b/></r>').children[1]).toMatchObject({ name: 'b', namespace: '' })
  })

  it('reads attributes, CDATA, references and mixed text exactly', () => {
    expect([...order.attributes]).toEqual([
      ['xmlns:o', 'urn:orders'],
      ['xmlns', 'urn:default'],
      ['id', '7'],
      ['o:state', 'new'],
    ])
    expect(xmlElements(order).map(xmlText)).toEqual(['Hat', '<Shirt> & tie', 'a&b <c> AB'])
    expect(xmlText(order)).toBe('\n  \n  note tail\n')
    expect(rootOf('<a>1<![CDATA[2]]>3</a>').children).toEqual(['123'])
  })

  it('passes over a byte order mark', () => {
    expect(rootOf('\ufeff<?xml version="1.0"?><a/>').name).toBe('a')
  })

  it.each([
    ['', 'document must contain a root element'],
    ['{"json": true}', 'there is text outside of the root element'],
    ['<a><b></a>', '`</b>` was expected, found `</a>`'],
    ['<a>', '`<a>` is not closed'],
    ['<a/><b/>', 'documents may contain only one root'],
    ['<a b=1/>', 'unquoted attribute value'],
    ['<a b="1" b="2"/>', 'the attribute `b` is given twice'],
    ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'the attribute `q:b` is given twice'],
    ['<p:a/>', 'the prefix `p` is not declared'],
    ['<a p:b="1"/>', 'the prefix `p` is not declared'],
    ['<r><p:a xmlns:p="u"/><p:b/></r>', 'the prefix `p` is not declared'],
    ['<a:b:c xmlns:a="u"/>', '`a:b:c` is not a name'],
    ['<a xmlns:p=""/>', 'the prefix `p` is declared with no namespace'],
    ['<a xmlns:xml="urn:x"/>', 'the prefix `xml` cannot stand for the namespace `urn:x`'],
    ['<a xmlns:xmlns="urn:x"/>', 'the prefix `xmlns` cannot stand for the namespace `urn:x`'],
    ['<a>&nope;</a>', 'there is an entity other than `&amp;`'],
    ['<a>&constructor;</a>', 'there is an entity other than `&amp;`'],
    ['<a>&__proto__;</a>', 'there is an entity other than `&amp;`'],
    ['<a>&#0;</a>', 'malformed character entity'],
    ['<a>\u0001</a>', 'disallowed character'],
    ['<!DOCTYPE html><html></html>', 'it is an HTML page; read it as `html`'],
    [
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'it has a document type declaration (`<!DOCTYPE`)',
    ],
    [
      '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>',
      'it has a document type declaration (`<!DOCTYPE`)',
    ],
  ])('refuses %s: %s', (text, message) => {
    expect(problemOf(text).message).toMatch(/^the XML cannot be read at line \d+, column \d+: /)
    expect(problemOf(text).message).toContain(message)
  })

  it('says at which line', () => {
    expect(problemOf('!')).toMatchObject({ offset: 1, line: 1, column: 2 })
    expect(problemOf('\ufeff<a/>!')).toMatchObject({ offset: 6 })
    expect(problemOf('<a>\n <b>\n </c>\n</a>')).toMatchObject({ line: 3, message: expect.stringContaining('line 3') })
  })

  it('reads a hundred thousand nested elements, and writes them, in linear time', () => {
    const deep = 100_000
    const text = `${'<p:a xmlns:p="u">'.repeat(deep)}${'</p:a>'.repeat(deep)}`
    const source = xmlSource(rootOf(text))
    expect(source).toHaveLength(text.length - '></p:a>'.length + '/>'.length)
    expect(problemOf('<a>'.repeat(deep)).message).toContain('`<a>` is not closed')
  })
})

describe('writing XML', () => {
  const name = fc.constantFrom('a', 'b-1', 'é', 'p:x', 'p:a', 'item')
  const text = fc.oneof(
    fc.constantFrom(' ', '\r\n', '\t', ']]>', '<&>"\''),
    fc.string({ unit: 'grapheme', minLength: 1 }).map(clean),
  )
  const { node } = fc.letrec<{ node: XmlNode }>((tie) => ({
    node: fc
      .tuple(
        name,
        fc.dictionary(fc.constantFrom('id', 'p:id', 'xml:lang'), text, { maxKeys: 2 }),
        fc.array(fc.oneof({ maxDepth: 3 }, text, tie('node')), { maxLength: 3 }),
      )
      .map(([tag, attributes, children]) => {
        return new XmlNode(
          tag,
          new Map(Object.entries(attributes)),
          joined(children),
          tag.startsWith('p:') ? 'urn:p' : '',
        )
      }),
  }))
  const document = node.map(
    ({ name: tag, attributes, children, namespace }) =>
      new XmlNode(tag, new Map([['xmlns:p', 'urn:p'], ...attributes]), children, namespace),
  )

  it('is read back as it was', () => {
    fc.assert(
      fc.property(document, (root) => {
        expect(rootOf(xmlSource(root))).toStrictEqual(root)
      }),
      { numRuns: 500 },
    )
  })

  it('declares on an element what an ancestor declared, so that it can be read by itself', () => {
    const note = xmlMember(order, 'o:note') as XmlNode
    expect(xmlSource(note)).toBe('<o:note xmlns:o="urn:orders">a&amp;b &lt;c&gt; AB</o:note>')
    const inner = rootOf('<a xmlns="u"><b><c xmlns=""><d/></c></b></a>').children[0] as XmlNode
    expect(xmlSource(inner)).toBe('<b xmlns="u"><c xmlns=""><d/></c></b>')
    expect(rootOf(xmlSource(inner)).namespace).toBe('u')
  })
})

describe('members of an element', () => {
  it('are attributes, one child, several children, or none', () => {
    expect(xmlMember(order, '@id')).toBe('7')
    expect(xmlMember(order, '@o:state')).toBe('new')
    expect(xmlMember(order, '@none')).toBeUndefined()
    expect((xmlMember(order, 'item') as XmlNode[]).map((item) => xmlMember(item, '@sku'))).toEqual(['a', 'b'])
    expect(xmlMember(order, 'o:note')).toBeInstanceOf(XmlNode)
    expect(xmlMember(order, 'price')).toBeUndefined()
    expect(xmlMember(order, 'constructor')).toBeUndefined()
  })

  it('are found by local name only where no child has the name as written', () => {
    const root = rootOf('<r xmlns:p="u"><p:a>1</p:a><a>2</a><p:b>3</p:b><q:b xmlns:q="v">4</q:b></r>')
    expect(xmlText(xmlMember(root, 'a') as XmlNode)).toBe('2')
    expect((xmlMember(root, 'b') as XmlNode[]).map(xmlText)).toEqual(['3', '4'])
    expect(xmlMember(root, 'q:a')).toBeUndefined()
  })

  it('are all child elements for `*` and the element itself for 0', () => {
    expect(xmlMember(order, '*')).toHaveLength(3)
    expect(xmlMember(order, '0')).toBe(order)
    expect(xmlMember(order, '1')).toBeUndefined()
  })
})

/** What XML 1.0 can hold. */
function clean(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '') || 'x'
}

/** Neighbouring texts are one text in a document. */
function joined(children: readonly (XmlNode | string)[]): (XmlNode | string)[] {
  const result: (XmlNode | string)[] = []
  for (const child of children) {
    if (typeof child === 'string' && typeof result.at(-1) === 'string') result[result.length - 1] += child
    else result.push(child)
  }
  return result
}
