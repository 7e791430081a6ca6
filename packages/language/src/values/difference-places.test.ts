/** Which differences are told of values beyond the common ones, and what they carry. */
import { describe, expect, it } from 'vitest'
import { type DifferenceOptions, differences, pathPattern } from './difference.ts'
import { anySegment } from './path.ts'
import { XmlNode } from './types.ts'

const values: DifferenceOptions = { mode: 'values' }
const structure: DifferenceOptions = { mode: 'structure' }

const element = (name: string, ...children: (XmlNode | string)[]) => new XmlNode(name, new Map(), children)

function kinds(actual: unknown, expected: unknown, options: DifferenceOptions): string[] {
  return differences(actual, expected, options).map(({ path, kind }) => `${kind} ${path}`)
}

/** Lists in lists, `depth` of them. */
function nested(depth: number, inside: unknown): unknown {
  let inner = inside
  for (let level = 0; level < depth; level++) inner = [inner]
  return inner
}

function nestedElement(depth: number, text: string): XmlNode {
  let inner = element('a', text)
  for (let level = 0; level < depth; level++) inner = element('a', inner)
  return inner
}

describe('a difference of values', () => {
  it('has its full path down to two hundred steps, and beyond them that of the two hundred and first', () => {
    const leafOf = (depth: number) => differences(nested(depth, 1), nested(depth, 2), values)
    expect(leafOf(200)).toEqual([{ path: '[0]'.repeat(200), kind: 'changed', actual: 1, expected: 2 }])
    expect(leafOf(202)).toEqual([{ path: '[0]'.repeat(201), kind: 'changed', actual: [1], expected: [2] }])
    expect(kinds(nested(202, '1'), nested(202, 1), values)).toEqual([])
    expect(kinds(nested(202, '1'), nested(202, 1), { ...values, strict: true })).toHaveLength(1)
  })

  it('is found in elements of XML that lie deep', () => {
    expect(kinds(nestedElement(250, 'x'), nestedElement(250, ' x'), values)).toEqual([])
    expect(kinds(nestedElement(250, 'x'), nestedElement(250, 'y'), values)).toHaveLength(1)
    expect(kinds(nestedElement(250, '5'), nestedElement(250, '5.0'), { ...values, strict: true })).toHaveLength(1)
  })

  it('of structure is found in what lies deep', () => {
    expect(kinds(nested(250, { a: 1 }), nested(250, { a: 'x' }), structure)).toEqual([])
    expect(kinds(nested(250, { a: 1 }), nested(250, { b: 1 }), structure)).toHaveLength(1)
    const deepMap = (inner: unknown) => {
      let map = inner
      for (let level = 0; level < 250; level++) map = { k: map }
      return map
    }
    expect(kinds(deepMap({ a: 1 }), deepMap({ a: 'x' }), structure)).toEqual([])
    expect(kinds(deepMap({ a: 1 }), deepMap({ b: 1 }), structure)).toEqual([
      `changed ${Array(201).fill('k').join('.')}`,
    ])
    expect(kinds(deepMap([]), deepMap([1]), structure)).toEqual([])
    expect(kinds(deepMap(1), deepMap('1'), { ...structure, strict: true })).toHaveLength(1)
  })

  it('carries all occurrences of a child that is missing or added', () => {
    const [added] = differences(element('o', element('i', '1'), element('i', '2')), element('o'), values)
    expect(added).toEqual({ path: 'i', kind: 'added', actual: [element('i', '1'), element('i', '2')] })
    const [missing] = differences(element('o'), element('o', element('i', '1')), values)
    expect(missing).toEqual({ path: 'i', kind: 'missing', expected: element('i', '1') })
  })

  it('says in which order the children stand when only that differs', () => {
    const [ab, ba] = [element('o', element('a'), element('b')), element('o', element('b'), element('a'))]
    expect(differences(ab, ba, values)).toEqual([{ path: '', kind: 'changed', actual: 'a, b', expected: 'b, a' }])
    expect(differences(ab, ba, { ...values, ignore: ['a'] })).toEqual([])
    expect(differences(ab, ba, { ...values, order: 'any' })).toEqual([])
    expect(differences(ab, ba, structure)).toEqual([])
  })

  it('carries the trimmed text of an element that has children', () => {
    const [found] = differences(element('o', ' x ', element('b')), element('o', 'y', element('b')), values)
    expect(found).toEqual({ path: '', kind: 'changed', actual: 'x', expected: 'y' })
  })

  it('names the elements that are called otherwise', () => {
    expect(differences(element('a'), element('b'), values)).toEqual([
      { path: '', kind: 'changed', actual: '<a>', expected: '<b>' },
    ])
  })

  it('is none between an element and its text, and one of type between a list and a map', () => {
    expect(kinds({ a: element('a', '5') }, { a: 5 }, values)).toEqual([])
    expect(kinds({ a: element('a', '5') }, { a: 6 }, values)).toEqual(['changed a'])
    expect(kinds([], {}, values)).toEqual(['type '])
    expect(kinds(1, {}, values)).toEqual(['type '])
    expect(kinds({}, element('a'), values)).toEqual(['type '])
  })

  it('is not looked for at an ignored index', () => {
    expect(kinds([1, 2, 3], [1, 9, 4], { ...values, ignore: ['[1]'] })).toEqual(['changed [2]'])
    expect(kinds([1, 2], [1], { ...values, ignore: ['[1]'] })).toEqual([])
    expect(kinds([{ a: 1 }, { b: 1 }], [{ a: 1 }], { ...structure, ignore: ['[1]'] })).toEqual([])
  })

  it('ends the search where the most are found', () => {
    const two = { ...values, max: 2 }
    expect(kinds({ a: 1, b: 1, c: 1 }, { a: 2, b: 2, c: 2 }, two)).toEqual(['changed a', 'changed b'])
    expect(kinds([1, 1, 1], [2, 2, 2], two)).toEqual(['changed [0]', 'changed [1]'])
  })
})

describe('a difference of structure', () => {
  it('is not in how often elements of one shape occur, at any depth', () => {
    expect(kinds([[1, 2], [3]], [[1]], structure)).toEqual([])
    expect(kinds({ l: [[{ a: 1 }, { a: 2 }]] }, { l: [[{ a: 3 }]] }, structure)).toEqual([])
  })

  it('is not in an empty list, beside other members too', () => {
    expect(kinds([{ l: [], x: 1 }], [{ l: [1], x: 1 }], structure)).toEqual([])
    expect(
      kinds(
        [
          { l: [], x: 1 },
          { l: [{ a: 1 }], x: 1 },
        ],
        [{ l: [{ a: 2 }], x: 2 }],
        structure,
      ),
    ).toEqual([])
  })

  it('is between lists of which an element has no shape of the other', () => {
    expect(kinds([[[], [1]]], [[[{ a: 1 }]]], structure)).not.toEqual([])
    expect(kinds([[[{ a: 1 }]]], [[[], [1]]], structure)).not.toEqual([])
    expect(kinds([[[]], { l: 1 }], [[[1]], { l: [] }], structure)).not.toEqual([])
  })

  it('is between maps whose members stand under each other’s keys', () => {
    expect(kinds([{ a: 1, b: [1] }], [{ a: [1], b: 1 }], structure)).toEqual(['type [0].a', 'type [0].b'])
  })
})

describe('what is ignored in XML', () => {
  const page = (at: string) => element('o', element('note', element('at', at), element('by', 'x')))

  it.each(['note.at', 'note[0].at', 'note[*].at', '*.at', 'note', '*'])(
    'may be named as `%s` where the child occurs once',
    (path) => {
      expect(kinds(page('1'), page('2'), { ...values, ignore: [path] })).toEqual([])
      expect(kinds(page('1'), page('2'), { ...values, ignore: [path], order: 'any' })).toEqual([])
    },
  )

  it.each(['note.by', 'note[1].at', 'at', 'note.at.x'])('is not `at` for the path `%s`', (path) => {
    expect(kinds(page('1'), page('2'), { ...values, ignore: [path] })).toEqual(['changed note.at'])
  })
})

describe('a path to ignore', () => {
  it.each([
    ['a["b"][\'c\']', ['a', 'b', 'c']],
    ["['it\\'s']", ["it's"]],
    ['["\\u0041\\u00e9"]', ['Aé']],
    ["['']", ['']],
    ['[""].a', ['', 'a']],
    ['[12][*]', [12, anySegment]],
    ['a.0', ['a', '0']],
    ['@id', ['@id']],
    ["['*']", ['*']],
  ])('%s is read part by part', (text, segments) => {
    expect(pathPattern(text)).toEqual(segments)
  })

  it.each(['a[0]b', "['a']b", 'a.', '.a', '.', 'a..b', '[', 'a b'])('is not %s', (text) => {
    expect(() => pathPattern(text)).toThrow(/is not a path/)
  })
})
