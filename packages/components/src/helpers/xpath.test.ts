import { ExpressionError, parsePayload, XmlNode } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodesOf, randomDocument, randomXPath } from './test/naive-xpath.ts'
import { testUse } from './test/use.ts'
import xpath from './xpath.ts'

const find = (node: unknown, path: unknown, namespaces?: unknown, use = testUse()): unknown =>
  xpath.call!.run([node, path, namespaces], use)

async function read(text: string, mode: 'xml' | 'html' = 'xml'): Promise<XmlNode> {
  const parsed = await parsePayload(mode, text)
  if ('value' in parsed && parsed.value instanceof XmlNode) return parsed.value
  throw new Error('that is not well formed')
}

/** What was found, elements by name and identifier. */
function shown(found: unknown): unknown {
  if (!Array.isArray(found)) return found
  return found.map((one) => (one instanceof XmlNode ? `${one.name}${one.attributes.get('id') ?? ''}` : one))
}

const shop = await read(`<shop xmlns:x="urn:extra" xml:lang="en-GB">
  <item id="1"><name>Shirt</name><price>5</price></item>
  <item id="2"><name>Hat</name><price>15.50</price></item>
  <x:item x:code="7" id="3"><name>Sock</name></x:item>
  <box id="4"><item id="5"/><item id="6"><note xml:lang="de">ein <b>guter</b> Preis</note></item></box>
</shop>`)

describe('what it gives', () => {
  it('is what the definition of each axis gives, for any document and path', () => {
    fc.assert(
      fc.property(randomDocument, randomXPath, (root, { text, select }) => {
        const expected = select(nodesOf(root)).map(({ value }) => value)
        const found = find(root, text)
        expect(Array.isArray(found) ? found.length : found).toBe(expected.length)
        expect((found as unknown[]).every((value, at) => value === expected[at])).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  it.each([
    ['/shop/item', ['item1', 'item2']],
    ['item[2]/@id', ['2']],
    ['//item[2]', ['item2', 'item6']],
    ['(//item)[3]', ['item5']],
    ['//item[last()]', ['item2', 'item6']],
    ['//item[price > 10]/name/text()', ['Hat']],
    ['//x:item/@x:code', ['7']],
    ['//x:*', ['x:item3']],
    ['//item | //x:item | //item', ['item1', 'item2', 'x:item3', 'item5', 'item6']],
    ['//b/ancestor::*[1]', ['note']],
    ['//b/ancestor::*[last()]', ['shop']],
    ['//box/preceding-sibling::*[1]', ['x:item3']],
    ['//box/preceding::item', ['item1', 'item2']],
    ['//item[@id="5"]/following::*', ['item6', 'note', 'b']],
    ['//@id[. > 4]', ['5', '6']],
    ['/', ['shop']],
    ['.', ['shop']],
    ['..', ['shop']],
    ['//nothing', []],
    ['//comment() | //processing-instruction("a")', []],
    ['id("x")', []],
    ['/shop/namespace::x', ['urn:extra']],
    ['//item[lang("en")][lang("EN-gb")]/@id', ['1', '2', '5', '6']],
    ['//*[lang("de")]', ['note', 'b']],
    ['//*[self::box or self::note][.//b and not(.//price)]', ['box4', 'note']],
  ])('%s selects %j', (path, expected) => {
    expect(shown(find(shop, path))).toEqual(expected)
  })

  it.each([
    ['count(//item)', 4],
    ['sum(//price)', 20.5],
    ['string(//note)', 'ein guter Preis'],
    ['name(//x:item)', 'x:item'],
    ['local-name(//x:item)', 'item'],
    ['namespace-uri(//x:item)', 'urn:extra'],
    ['name(//nothing)', ''],
    ['//price = 15.5', true],
    ['//price != 15.5', true],
    ['//price > 20', false],
    ['//item/@id = //box/@id', false],
    ['//item/@id < //box/@id', true],
    ['//nothing = //nothing', false],
    ['//nothing = false()', true],
    ['boolean(//nothing)', false],
    ['not(//item[4])', true],
  ])('%s is %j', (path, expected) => {
    expect(find(shop, path)).toBe(expected)
  })

  // Values of the examples in sections 3 and 4 of the Recommendation, and of its rules.
  it.each([
    ['substring("12345", 2, 3)', '234'],
    ['substring("12345", 2)', '2345'],
    ['substring("12345", 1.5, 2.6)', '234'],
    ['substring("12345", 0, 3)', '12'],
    ['substring("12345", 0 div 0, 3)', ''],
    ['substring("12345", 1, 0 div 0)', ''],
    ['substring("12345", -42, 1 div 0)', '12345'],
    ['substring("12345", -1 div 0, 1 div 0)', ''],
    ['substring-before("1999/04/01", "/")', '1999'],
    ['substring-after("1999/04/01", "/")', '04/01'],
    ['substring-after("1999/04/01", "19")', '99/04/01'],
    ['translate("bar", "abc", "ABC")', 'BAr'],
    ['translate("--aaa--", "abc-", "ABC")', 'AAA'],
    ['normalize-space("  a  b\n c ")', 'a b c'],
    ['concat("a", 1, true())', 'a1true'],
    ['starts-with("abc", "ab")', true],
    ['contains("abc", "")', true],
    ['string-length("a😀")', 2],
    ['5 mod 2', 1],
    ['5 mod -2', 1],
    ['-5 mod 2', -1],
    ['1 div 0', Number.POSITIVE_INFINITY],
    ['string(-0)', '0'],
    ['string(1 div 3 * 3)', '1'],
    ['string(100000000000000000000000)', '100000000000000000000000'],
    ['string(0.00000001)', '0.00000001'],
    ['number(" 12.5 ")', 12.5],
    ['number("1e3")', Number.NaN],
    ['number("")', Number.NaN],
    ['number("\u00a01")', Number.NaN],
    ['number("-.5") + number("3.")', 2.5],
    ['number(true())', 1],
    ['round(2.5) + round(-2.5)', 1],
    ['floor(-1.5)', -2],
    ['ceiling(1.2)', 2],
    ['1 + 2 * 3 - -4', 11],
    ['3 > 2 > 1', false],
    ['1 = 1 and 2 != 2 or true()', true],
    ['"a" = \'a\'', true],
    ['"1" < 2', true],
    ['boolean("false")', true],
  ])('%s is %j', (path, expected) => {
    expect(find(shop, path)).toEqual(expected)
  })

  it('takes an element inside a document for a document of its own', () => {
    const [box] = find(shop, '//box') as [XmlNode]
    expect(shown(find(box, '/box/item'))).toEqual(['item5', 'item6'])
    expect(shown(find(box, '//item[1]/../..'))).toEqual(['box4'])
  })

  it('reads HTML, whose identifiers it knows', async () => {
    const page = await read(
      '<!doctype html><ul><li id="one">A<li id="two" class="x y">B</ul><svg xlink:href="#a"/>',
      'html',
    )
    expect(shown(find(page, '//li[contains(@class, "y")]/text()'))).toEqual(['B'])
    expect(shown(find(page, 'id("two one")'))).toEqual(['lione', 'litwo'])
    expect(find(page, 'string(//@xlink:href)')).toBe('#a')
  })
})

describe('names in namespaces', () => {
  const feed = read('<feed xmlns="urn:atom"><entry><x:id xmlns:x="urn:one"/><x:id xmlns:x="urn:two"/></entry></feed>')

  it('are found by the prefixes of the third argument', async () => {
    expect(shown(find(await feed, '/a:feed/a:entry', { a: 'urn:atom' }))).toEqual(['entry'])
    expect(shown(find(await feed, '//y:id', { y: 'urn:two' }))).toEqual(['x:id'])
    expect(find(await feed, '//a:entry', { a: 'urn:other' })).toEqual([])
  })

  it('are asked for when a name without prefix would find nothing', async () => {
    const why = "xpath: 'entry' is looked for in no namespace, but the document has it in 'urn:atom'"
    const document = await feed
    expect(() => find(document, '//entry')).toThrow(why)
    expect(() => find(document, 'count(//entry)')).toThrow(why)
    expect(() => find(document, 'not(//entry)')).toThrow(why)
    expect(() => find(document, '/a:feed[entry]', { a: 'urn:atom' })).toThrow(why)
    expect(find(document, 'count(//entry | //a:entry)', { a: 'urn:atom' })).toBe(1)
    expect(find(document, 'count(//*[local-name() = "entry"])')).toBe(1)
  })

  it('have prefixes that mean one thing', async () => {
    expect(() => find(shop, '//y:item')).toThrow("xpath: the prefix 'y' is not declared; the document has x")
    const document = await feed
    expect(() => find(document, '//x:id')).toThrow(
      "xpath: the prefix 'x' stands for several namespaces in the document",
    )
  })
})

describe('what it refuses', () => {
  it.each([
    ['//item[', "xpath: expected a name, `*`, `@`, `.` or `..`, found the end at position 8 of '//item['"],
    ['//item]', "xpath: expected an operator or the end of the path, found `]` at position 7 of '//item]'"],
    ['//item[@id=$id]', "xpath: there are no variables in a path at position 12 of '//item[@id=$id]'"],
    ['cunt(//a)', "xpath: there is no function 'cunt' at position 1 of 'cunt(//a)'"],
    ['parents::a', "xpath: there is no axis 'parents' at position 1"],
    ['count(1)', "xpath: 'count' takes a path at position 7"],
    ['substring("a")', "xpath: 'substring' takes 2 to 3 arguments, found 1"],
    ['//a | 1', 'xpath: `|` takes paths on both sides at position 7'],
    ["'a'/b", 'xpath: only a path can have predicates or steps after it'],
    ["//a['", "xpath: ' is not closed at position 5"],
    ['//a#b', 'xpath: `#` has no meaning at position 4'],
    ['', "xpath: expected a name, `*`, `@`, `.` or `..`, found the end at position 1 of ''"],
  ])('%s, and says where', (path, message) => {
    expect(() => find(shop, path)).toThrow(message)
  })

  it('what is no element, with a way out', () => {
    expect(() => find({ a: 1 }, '//a')).toThrow(/^`xpath` needs an element of XML or HTML, got /)
    expect(() => find([shop, shop], '//a')).toThrow(/needs an element of XML or HTML, got a list of 2/)
    expect(() => find(undefined, '//a')).toThrow(/got nothing/)
    expect(() => find(shop, '//a', 'urn:x')).toThrow(/needs a map from prefix to namespace for its third argument/)
    expect(() => find(shop, shop)).toThrow(/needs a path as text for its second argument/)
  })

  it('nothing but paths that are wrong, however wrong they are', () => {
    const pieces = fc.constantFrom(
      '/',
      '//',
      '.',
      '..',
      '[',
      ']',
      '(',
      ')',
      '*',
      '@',
      '::',
      '|',
      '=',
      '<',
      '-',
      '+',
      'and',
      'div',
      'a',
      'x:',
      'child',
      'text()',
      'count(',
      'last()',
      '1',
      "'",
      '"',
      ',',
      '$',
      ' ',
      '\ud800',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((some) => some.join('')),
      fc.tuple(randomXPath, fc.nat(), pieces).map(([{ text: path }, at, piece]) => {
        const cut = at % (path.length + 1)
        return path.slice(0, cut) + piece + path.slice(cut + (at % 3))
      }),
    )
    fc.assert(
      fc.property(text, (path) => {
        try {
          find(shop, path)
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError)
        }
      }),
      { numRuns: 1500 },
    )
  })
})

describe('limits', () => {
  const items = (count: number) =>
    new XmlNode(
      'r',
      new Map(),
      Array.from(
        { length: count },
        (_, at) =>
          new XmlNode('item', new Map([['id', String(at)]]), [
            new XmlNode('a', new Map(), [new XmlNode('b', new Map(), [String(at)])]),
          ]),
      ),
    )
  const nested = (depth: number) => {
    let node = new XmlNode('b', new Map(), [])
    for (let level = 0; level < depth; level += 1) node = new XmlNode('a', new Map(), [node])
    return node
  }
  const spent = (root: XmlNode, path: string) => {
    const use = testUse()
    find(root, path, undefined, use)
    return use.spent()
  }

  it.each([
    '//item[4]',
    '//item[last()]/@id',
    '//a//b',
    '//item/following-sibling::item',
    '//item/following-sibling::item[1]',
    '//b/ancestor::*',
    '//b/preceding::b',
    '//item[a/b = 7]',
    '//item[not(preceding-sibling::item)]/@id',
    '//@id[. = //item[5]/@id]',
  ])('%s costs about twice as much in twice the document', (path) => {
    expect(spent(items(4_000), path) / spent(items(2_000), path)).toBeLessThan(2.1)
    expect(spent(items(2_000), path)).toBeLessThan(200_000)
  })

  it.each(['//a//b', '//a//a//b', '//a[1]', '//b/ancestor::a', '//a/following::*', '//a/descendant::a[1]'])(
    '%s costs about twice as much in a document twice as deep',
    (path) => {
      expect(spent(nested(4_000), path) / spent(nested(2_000), path)).toBeLessThan(2.1)
    },
  )

  it('are reached by paths that visit all pairs, and charged for the document alone where it is large', () => {
    expect(() => find(nested(6_000), '//*[count(ancestor::*) > 3]')).toThrow('more than 10000000 steps')
    expect(spent(items(10_000), '.')).toBeGreaterThan(60_000)
  })

  it('bound the length and the nesting of a path', () => {
    expect(() => find(shop, `${'('.repeat(60)}1${')'.repeat(60)}`)).toThrow(/nested deeper than 50 levels/)
    expect(() => find(shop, `//a${'/a'.repeat(5_001)}`)).toThrow(/longer than 10000 characters/)
    expect(find(shop, `1${'+1'.repeat(4_000)}`)).toBe(4_001)
    expect(find(shop, `${'-'.repeat(4_000)}1`)).toBe(1)
  })
})
