import { describe, expect, it } from 'vitest'
import { type DifferenceOptions, differences } from './difference.ts'
import { ExactNumber, XmlNode } from './types.ts'

const unordered: DifferenceOptions = { mode: 'values', order: 'any' }
const strictly: DifferenceOptions = { ...unordered, strict: true }

const element = (name: string, attributes: Record<string, string>, ...children: (XmlNode | string)[]) =>
  new XmlNode(name, new Map(Object.entries(attributes)), children)

function kinds(actual: unknown, expected: unknown, options = unordered): string[] {
  return differences(actual, expected, options).map(({ path, kind }) => `${kind} ${path}`)
}

describe('elements in any order', () => {
  it('are paired across numbers, booleans, elements and their texts, in long lists too', () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index)
    expect(kinds(numbers.map(String).toReversed(), numbers)).toEqual([])
    expect(kinds([true, false], ['false', 'true'])).toEqual([])
    expect(kinds([element('i', {}, '5'), element('i', {}, '6')], [6, 5])).toEqual([])
    expect(kinds([element('i', {}, '5'), element('i', {}, 'x')], ['x', '5'])).toEqual([])
  })

  it('are paired in every way when they are two hundred look-alikes', () => {
    const texts = Array.from({ length: 200 }, () => '5')
    expect(
      kinds(
        texts,
        texts.map(() => 5),
      ),
    ).toEqual([])
  })

  it('are not taken for one another when they hold different texts of one number', () => {
    expect(kinds([['5', '5', '5.0'], 1], [1, ['5', '5.0', '5.0']])).not.toEqual([])
    expect(
      kinds(
        element('o', {}, element('i', {}, '5'), element('i', {}, '6')),
        element('o', {}, element('i', {}, '5.0'), element('i', {}, '6')),
      ),
    ).toEqual(['changed i[0]'])
  })

  it('are not taken for one another when an attribute or the key of a value differs', () => {
    expect(
      kinds(
        element('o', {}, element('i', { a: '1' }, 'x'), element('i', {}, 'y')),
        element('o', {}, element('i', { a: '2' }, 'x'), element('i', {}, 'y')),
      ),
    ).toEqual(["changed i[0]['@a']"])
    expect(kinds([{ a: 1, b: 2 }, 0], [0, { a: 2, b: 1 }])).toEqual(['changed [0].a', 'changed [0].b'])
  })

  it('that equal nothing are never paired', () => {
    expect(kinds([Number.NaN, 1], [1, Number.NaN])).toEqual(['changed [0]'])
    expect(kinds([undefined, 1], [1, undefined])).not.toEqual([])
  })

  it('that are numbers beyond a double are told apart strictly', () => {
    expect(kinds([new ExactNumber('1e400'), 1], [1, new ExactNumber('2e400')], strictly)).toEqual(['changed [0]'])
    expect(kinds([new ExactNumber('1e400'), 1], [1, new ExactNumber('10e399')], strictly)).toEqual([])
    expect(kinds([5, 1], ['1', '5'], strictly)).toHaveLength(4)
  })

  it('without a partner are named in their order, the missing ones first', () => {
    expect(kinds(['5', 'q', '5'], ['z', '5.0'])).toEqual([
      'missing [0]',
      'missing [1]',
      'added [0]',
      'added [1]',
      'added [2]',
    ])
  })

  it('that are the same in every respect are paired before those that are merely equal', () => {
    expect(kinds(['5'], [5, '5'])).toEqual(['missing [0]'])
    expect(kinds([5, '5'], ['5'])).toEqual(['added [0]'])
  })

  it('are passed over at an index that is ignored', () => {
    const ignoring = { ...unordered, ignore: ['[0]'] }
    expect(kinds([1, 2, 3], [9, 3, 2], ignoring)).toEqual([])
    expect(kinds([1, 2, 3], [1, 3, 4], ignoring)).toEqual(['changed [1]'])
  })

  it('that hold an ignored key are compared without it when one of them changed', () => {
    const ignoring = { ...unordered, ignore: ['[*].etag', 'x'] }
    expect(kinds([{ id: 1, etag: 'a' }, 2], [2, { id: 3, etag: 'b' }], ignoring)).toEqual(['changed [0].id'])
  })

  it('that are elements are the same whatever order their children stand in, and not when a child differs', () => {
    const order = (...children: XmlNode[]) => element('o', {}, ...children)
    const [a, b, c] = [element('a', {}, '1'), element('b', {}, '2'), element('b', {}, '3')]
    expect(kinds([order(a, b), 'x'], ['x', order(b, a)])).toEqual([])
    expect(kinds([order(a, b), 'x'], ['x', order(c, a)])).toEqual(['changed [0].b'])
    expect(kinds([order(a, b), 'x'], ['x', order(a, b, b)])).toHaveLength(1)
  })
})
