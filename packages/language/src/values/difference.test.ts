import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExpressionError } from '../expression/types.ts'
import { type DifferenceOptions, differences, pathOf, pathPattern } from './difference.ts'
import { equal, typedEqual } from './equality.ts'
import { anySegment } from './path.ts'
import { ExactNumber, type XmlNode } from './types.ts'
import { parseXml } from './xml.ts'

const values: DifferenceOptions = { mode: 'values' }
const structure: DifferenceOptions = { mode: 'structure' }

function xml(text: string): XmlNode {
  const parsed = parseXml(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.value
}

/** Where and how two values differ, in short. */
function kinds(actual: unknown, expected: unknown, options: DifferenceOptions): string[] {
  return differences(actual, expected, options).map(({ path, kind }) => `${kind} ${path}`)
}

const leaf = fc.oneof(
  fc.constantFrom<unknown>(5, '5', '5.0', new ExactNumber('5.00'), true, 'true', null, '', undefined, Number.NaN),
  fc.integer({ min: 0, max: 3 }),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
}))

describe('differences of values', () => {
  it('are none exactly when the values are equal', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(differences(a, b, values).length === 0).toBe(equal(a, b))
        expect(differences(a, b, { ...values, strict: true }).length === 0).toBe(typedEqual(a, b, 'strict'))
      }),
      { numRuns: 3000 },
    )
  })

  it('are none between a value and its copy', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('same', 'any'),
        fc.constantFrom('values', 'structure'),
        (json, order, mode) => {
          const copy: unknown = JSON.parse(JSON.stringify(json))
          expect(differences(json, copy, { mode, order, strict: true })).toEqual([])
        },
      ),
    )
  })

  it('tell what is missing, added, changed or of another type, and where', () => {
    const actual = {
      id: 7,
      items: [{ name: 'a' }, { name: 'b', 'odd key': 1 }, 3],
      extra: true,
      nested: { a: 1 },
      n: null,
    }
    const expected = { id: '7', items: [{ name: 'a' }, { name: 'c', 'odd key': 2 }], gone: [1], nested: [1], n: '' }
    expect(differences(actual, expected, values)).toEqual([
      { path: 'items[1].name', kind: 'changed', expected: 'c', actual: 'b' },
      { path: "items[1]['odd key']", kind: 'changed', expected: 2, actual: 1 },
      { path: 'items[2]', kind: 'added', actual: 3 },
      { path: 'gone', kind: 'missing', expected: [1] },
      { path: 'nested', kind: 'type', expected: [1], actual: { a: 1 } },
      { path: 'n', kind: 'changed', expected: '', actual: null },
      { path: 'extra', kind: 'added', actual: true },
    ])
    expect(differences(5, 6, values)).toEqual([{ path: '', kind: 'changed', expected: 6, actual: 5 }])
  })

  it('strictly tell JSON types apart', () => {
    expect(kinds({ a: 1, b: 'true', c: '1' }, { a: '1', b: true, c: '2' }, values)).toEqual(['changed c'])
    const strict = { ...values, strict: true }
    expect(kinds({ a: 1, b: 'true', c: '1' }, { a: '1', b: true, c: '2' }, strict)).toEqual([
      'type a',
      'type b',
      'changed c',
    ])
  })

  it('do not mistake inherited members for keys', () => {
    expect(kinds({}, { constructor: 1, toString: 2 }, values)).toEqual(['missing constructor', 'missing toString'])
    expect(kinds(JSON.parse('{"__proto__": 1}'), {}, values)).toEqual(['added __proto__'])
  })

  it('end at the most that are asked for, which is 20', () => {
    const many = Array.from({ length: 1000 }, (_, index) => index)
    expect(
      differences(
        many,
        many.map((index) => index + 1),
        values,
      ),
    ).toHaveLength(20)
    expect(differences(many, [], { ...values, max: 3 })).toHaveLength(3)
    expect(differences(many, [], { ...values, order: 'any', max: 3 })).toHaveLength(3)
  })

  it('pass over what is ignored, and nothing else', () => {
    const actual = {
      items: [
        { etag: 'x', id: 1 },
        { etag: 'y', id: 2 },
      ],
      'odd key': 1,
      deep: { a: { at: 1 }, b: { at: 2 } },
    }
    const expected = {
      items: [{ etag: 'z', id: 1 }, { id: 3 }],
      'odd key': 2,
      deep: { a: { at: 3 }, b: { at: 4 } },
      at: 5,
    }
    const ignoring = (...ignore: string[]) => kinds(actual, expected, { ...values, ignore })
    const all = ['items[0].etag', 'items[1].etag', 'items[1].id', "['odd key']", 'deep.a.at', 'deep.b.at', 'at']
    expect(
      ignoring()
        .map((line) => line.split(' ').slice(1).join(' '))
        .sort(),
    ).toEqual([...all].sort())
    const rest = (...gone: string[]) => all.filter((path) => !gone.includes(path)).sort()
    const left = (...ignore: string[]) =>
      ignoring(...ignore)
        .map((line) => line.slice(line.indexOf(' ') + 1))
        .sort()
    expect(left('items[*].etag')).toEqual(rest('items[0].etag', 'items[1].etag'))
    expect(left('items[1].etag')).toEqual(rest('items[1].etag'))
    expect(left('items')).toEqual(rest('items[0].etag', 'items[1].etag', 'items[1].id'))
    expect(left('deep.*.at')).toEqual(rest('deep.a.at', 'deep.b.at'))
    expect(left("['odd key']", 'items[1]')).toEqual(rest("['odd key']", 'items[1].etag', 'items[1].id'))
    expect(left('etag', 'items.etag', 'items[*].etag.x', 'ite')).toEqual(rest())
    expect(left('*')).toEqual([])
  })

  it.each(['', '.', 'a..b', 'a[', 'a[b]', 'a[-1]', '.a', 'a b', 'a[*', 'a.[0]'])(
    'refuse %j as a path to ignore',
    (path) => {
      expect(() => differences({}, {}, { ...values, ignore: [path] })).toThrow(ExpressionError)
    },
  )

  it('find one changed leaf in a large body, and none in its copy', () => {
    const body = () => Array.from({ length: 5_000 }, (_, id) => ({ id, name: `name ${id}`, tags: ['a', { b: id }] }))
    const changed = body()
    changed[4_999]!.tags[1] = { b: -1 }
    for (const order of ['same', 'any'] as const) {
      expect(differences(body(), body(), { ...values, order })).toEqual([])
      expect(kinds(changed, body(), { ...values, order })).toEqual(['changed [4999].tags[1].b'])
    }
    expect(differences(changed, body(), structure)).toEqual([])
  })

  it('compare values nested twenty thousand deep', () => {
    const nested = (inside: unknown) => {
      let inner = inside
      for (let depth = 0; depth < 20_000; depth++) inner = depth % 2 ? [inner] : { a: inner }
      return inner
    }
    for (const mode of ['values', 'structure'] as const) {
      for (const order of ['same', 'any'] as const) {
        expect(differences(nested(1), nested(1), { mode, order })).toEqual([])
        expect(differences(nested(1), nested({ b: 1 }), { mode, order })).toHaveLength(1)
      }
    }
  })
})

describe('differences in any order', () => {
  const unordered: DifferenceOptions = { mode: 'values', order: 'any' }

  it('are none when elements, at any depth, are only moved', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.infiniteStream(fc.nat()), (json, random) => {
        const shuffled = (inner: unknown): unknown => {
          if (Array.isArray(inner)) {
            const keyed = inner.map((item): [number, unknown] => [random.next().value, shuffled(item)])
            return keyed.sort(([a], [b]) => a - b).map(([, item]) => item)
          }
          if (typeof inner !== 'object' || inner === null) return inner
          return Object.fromEntries(Object.entries(inner).map(([key, member]) => [key, shuffled(member)]))
        }
        expect(differences(shuffled(json), json, unordered)).toEqual([])
        expect(differences(shuffled(json), json, { ...unordered, strict: true })).toEqual([])
      }),
    )
  })

  it('are none exactly when there is a way to pair all elements', () => {
    const list = fc.array(fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), fc.record({ a: leaf })), { maxLength: 5 })
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(differences(a, b, unordered).length === 0).toBe(canPair(a, b))
      }),
      { numRuns: 3000 },
    )
  })

  it('count how often an element occurs', () => {
    expect(kinds([1, 1, 2], [1, 2, 2], unordered)).toEqual(['changed [1]'])
    expect(kinds([1, 1], [1], unordered)).toEqual(['added [1]'])
  })

  it('pair what equals several in the only way that leaves nothing over', () => {
    expect(differences([5, '5.0'], [5, '5'], unordered)).toEqual([])
    expect(differences(['5', '5.0'], [5, '5'], unordered)).toEqual([])
    expect(kinds(['5', '5.0'], ['5', '5'], unordered)).toEqual(['changed [1]'])
  })

  it('name the one element that changed, else those without a partner', () => {
    expect(kinds([{ id: 2, n: 'x' }, { id: 1 }], [{ id: 1 }, { id: 2, n: 'y' }], unordered)).toEqual(['changed [0].n'])
    expect(kinds(['a', 'b', 'c'], ['c', 'd', 'e', 'f'], unordered)).toEqual([
      'missing [1]',
      'missing [2]',
      'missing [3]',
      'added [0]',
      'added [1]',
    ])
  })

  it('do not look at what is ignored', () => {
    const options = { ...unordered, ignore: ['[*].etag'] }
    expect(
      differences(
        [
          { id: 1, etag: 'a' },
          { id: 2, etag: 'b' },
        ],
        [{ id: 2, etag: 'c' }, { id: 1 }],
        options,
      ),
    ).toEqual([])
    expect(kinds([{ id: 1, etag: 'a' }], [{ id: 2, etag: 'a' }], options)).toEqual(['changed [0].id'])
  })

  it('are found in a long list of look-alikes', () => {
    const actual = Array.from({ length: 3000 }, (_, index) => (index % 2 ? '5' : '5.0'))
    expect(differences(actual, actual.toReversed(), unordered)).toEqual([])
    expect(
      differences(
        actual,
        actual.map(() => '5'),
        unordered,
      ),
    ).not.toEqual([])
  })
})

describe('differences of structure', () => {
  it.each<[unknown, unknown, string[]]>([
    [{ a: 1, b: [1, 2] }, { b: ['x'], a: null }, []],
    [{ a: 1 }, { a: 1, b: 1 }, ['missing b']],
    [{ a: 1, b: 1 }, { a: 1 }, ['added b']],
    [{ a: { b: 1 } }, { a: 1 }, ['type a']],
    [{ a: null }, { a: {} }, ['type a']],
    [[], [{ a: 1 }], []],
    [[{ a: 1 }], [], []],
    [{ l: [] }, { l: {} }, ['type l']],
    [[{ a: 1 }, { a: 2 }, { b: 3 }], [{ a: 9 }], ['missing [2].a', 'added [2].b']],
    [[{ a: 1 }], [{ a: 9 }, { b: 3 }], ['missing [1]']],
    [
      [{ a: 1 }, { c: 1 }],
      [{ a: 9 }, { b: 3 }],
      ['added [1]', 'missing [1]'],
    ],
    [[{ l: [] }], [{ l: [1] }, { l: [{ a: 1 }] }], []],
    [[{ l: [] }, { l: [1] }], [{ l: [{ a: 1 }] }], ['type [1].l[0]']],
    [[[[]]], [[[{ a: 1 }]]], []],
    [1, 'x', []],
    [1, undefined, ['added ']],
    [[undefined], [undefined], ['missing [0]']],
    [
      [[undefined], 1],
      [[undefined], 1],
      ['added [0]', 'missing [0]'],
    ],
  ])('between %j and %j', (actual, expected, found) => {
    expect(kinds(actual, expected, structure)).toEqual(found)
  })

  it('strictly are in the types of scalars as well', () => {
    const strict = { ...structure, strict: true }
    expect(kinds({ a: 1, b: 'x', c: null }, { a: '1', b: 'y', c: 1 }, strict)).toEqual(['type a', 'type c'])
    expect(kinds([1, 'x'], ['x', 2], strict)).toEqual([])
    expect(kinds([1, true], [2], strict)).toEqual(['type [1]'])
  })

  it('are the same in either direction', () => {
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, strict) => {
        const options = { ...structure, strict }
        expect(differences(a, b, options).length === 0).toBe(differences(b, a, options).length === 0)
        expect(differences(a, b, options).length === 0).toBe(hasStructureOf(a, b, strict))
      }),
      { numRuns: 3000 },
    )
  })

  it('do not look at what is ignored', () => {
    expect(kinds([{ a: 1, x: 1 }, { a: 1 }], [{ a: 1 }], { ...structure, ignore: ['[*].x'] })).toEqual([])
  })
})

describe('differences of XML', () => {
  const expected = xml('<o id="1"><i n="a">Hat</i><i n="b">Tie</i><note>  hi </note></o>')

  it.each([
    ['<o id="1">\n <i n="a">Hat</i>\n <i n="b"> Tie </i><note>hi</note>\n</o>', []],
    ['<p id="1"/>', ['changed ']],
    ['<o id="2"><i n="a">Hat</i><i n="b">Tie</i><note>hi</note></o>', ["changed ['@id']"]],
    ['<o><i n="a">Hat</i><i n="b" m="">Tie</i><note>hi</note></o>', ["missing ['@id']", "added i[1]['@m']"]],
    ['<o id="1"><i n="a">Hat</i><i n="b">Fez</i><note>ho</note></o>', ['changed i[1]', 'changed note']],
    ['<o id="1"><i n="a">Hat</i><note>hi</note><x/></o>', ['missing i[1]', 'added x']],
    [
      '<o id="1"><i n="b">Tie</i><i n="a">Hat</i><note>hi</note></o>',
      ["changed i[0]['@n']", 'changed i[0]', "changed i[1]['@n']", 'changed i[1]'],
    ],
    ['<o id="1"><i n="a">Hat</i><note>hi</note><i n="b">Tie</i></o>', ['changed ']],
    ['<o id="1">text<i n="a">Hat</i><i n="b">Tie</i><note>hi</note></o>', ['changed ']],
  ])('of %s', (actual, found) => {
    expect(kinds(xml(actual), expected, values)).toEqual(found)
  })

  it('in any order are none when child elements are only moved', () => {
    const moved = xml('<o id="1"><note>hi</note><i n="b">Tie</i><i n="a">Hat</i></o>')
    expect(kinds(moved, expected, { ...values, order: 'any' })).toEqual([])
    const other = xml('<o id="1"><note>hi</note><i n="b">Tie</i><i n="a">Fez</i></o>')
    expect(kinds(other, expected, { ...values, order: 'any' })).toEqual(['changed i[1]'])
  })

  it('of structure are in names, not in text or number of occurrences', () => {
    expect(kinds(xml('<o id="9"><i n="z"/><note/></o>'), expected, structure)).toEqual([])
    expect(kinds(xml('<o id="9"><i/><note><b/></note></o>'), expected, structure)).toEqual([
      "missing i[0]['@n']",
      'added note.b',
    ])
  })

  it('pass over what is ignored, occurring once or often', () => {
    const options = { ...values, ignore: ["i[*]['@n']", 'note.at', "['@id']"] }
    expect(
      kinds(xml('<o id="7"><i n="x">1</i><note><at>1</at></note></o>'), xml('<o><i n="y">1</i><note/></o>'), options),
    ).toEqual([])
    expect(kinds(xml('<o><i n="x">1</i><i n="x">2</i></o>'), xml('<o><i n="y">1</i><i>2</i></o>'), options)).toEqual([])
  })
})

describe('paths', () => {
  it.each<[(string | number)[], string]>([
    [[], ''],
    [['items', 3, 'name'], 'items[3].name'],
    [[0, 'a'], '[0].a'],
    [['odd key', '0', ''], "['odd key']['0']['']"],
    [["it's", 'a\\b', 'a\nb'], "['it\\'s']['a\\\\b']['a\\u000ab']"],
    [['größe', '$x', '_1', '@id'], "größe.$x._1['@id']"],
  ])('%j are written %s', (segments, path) => {
    expect(pathOf(segments)).toBe(path)
    expect(pathOf(segments, 'payload')).toBe(`payload${path === '' || path.startsWith('[') ? '' : '.'}${path}`)
  })

  it('are read as they are written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.nat(), fc.constantFrom('a', '*', 'b-c')), { minLength: 1 }),
        (segments) => {
          expect(pathPattern(pathOf(segments))).toEqual(segments)
        },
      ),
    )
    expect(pathPattern('a[*].*["b"]')).toEqual(['a', anySegment, anySegment, 'b'])
  })
})

/** Tries every way to pair, which is slow and plain. */
function canPair(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false
  const [first, ...rest] = a
  if (a.length === 0) return true
  return b.some((other, index) => sameUnordered(first, other) && canPair(rest, b.toSpliced(index, 1)))
}

function sameUnordered(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return canPair(a, b)
  return equal(a, b)
}

/** The definition, element by element. */
function hasStructureOf(a: unknown, b: unknown, strict: boolean): boolean {
  if (a === undefined || b === undefined) return false
  if (Array.isArray(a) && Array.isArray(b)) {
    const everyHasTwin = (some: unknown[], others: unknown[]) =>
      some.every((one) => others.some((other) => hasStructureOf(one, other, strict)))
    return a.length === 0 || b.length === 0 || (everyHasTwin(a, b) && everyHasTwin(b, a))
  }
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a)
    if (keys.length !== Object.keys(b).length || !keys.every((key) => Object.hasOwn(b, key))) return false
    return keys.every((key) => hasStructureOf(Reflect.get(a, key), Reflect.get(b, key), strict))
  }
  if (Array.isArray(a) || Array.isArray(b) || isMap(a) || isMap(b)) return false
  return !strict || typeOf(a) === typeOf(b)
}

function isMap(inner: unknown): inner is object {
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) && !(inner instanceof ExactNumber)
}

function typeOf(inner: unknown): string {
  return inner instanceof ExactNumber ? 'number' : inner === null ? 'null' : typeof inner
}
