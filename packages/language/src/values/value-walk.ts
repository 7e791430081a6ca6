import { equalLeaves, jsonTypeOf, leafOf, sameElement, strictlyEqualLeaves, typedEqual } from './equality.ts'
import type { Ignored } from './path.ts'
import { XmlNode } from './types.ts'
import { type Pairing, unorderedPairing } from './unordered.ts'
import { type DifferenceOptions, Walk } from './walk.ts'
import { xmlElements, xmlText } from './xml-node.ts'

/** Finds what differs in keys, elements and scalars. */
export class ValueWalk extends Walk {
  private readonly options: DifferenceOptions
  private readonly pairing: Pairing | undefined

  constructor(options: DifferenceOptions, above = 0, pairing?: Pairing) {
    super(options, above)
    this.options = options
    this.pairing = options.order === 'any' ? (pairing ?? unorderedPairing(this.strict)) : undefined
  }

  protected override compareLeaves(actual: unknown, expected: unknown): void {
    const left = leafOf(actual)
    const right = leafOf(expected)
    if (this.strict ? strictlyEqualLeaves(left, right) : equalLeaves(left, right)) return
    this.report(this.strict && jsonTypeOf(left) !== jsonTypeOf(right) ? 'type' : 'changed', actual, expected)
  }

  protected override compareLists(actual: readonly unknown[], expected: readonly unknown[], ignored: Ignored): void {
    if (this.pairing) {
      this.compareCollections(this.pairing, actual, expected, ignored)
      return
    }
    for (let index = 0; index < Math.max(actual.length, expected.length) && !this.isFull; index++) {
      if (ignored.has(index)) continue
      this.at(index, () => {
        if (index >= actual.length) this.report('missing', undefined, expected[index])
        else if (index >= expected.length) this.report('added', actual[index], undefined)
        else this.compare(actual[index], expected[index], ignored.under(index))
      })
    }
  }

  private compareCollections(
    pairing: Pairing,
    actual: readonly unknown[],
    expected: readonly unknown[],
    ignored: Ignored,
  ): void {
    const rest = pairing(actual, expected, ignored, (left, right, below) => {
      const probe = new ValueWalk({ ...this.options, max: 1 }, this.depth + 1, pairing)
      probe.compare(left, right, below)
      return probe.found.length === 0
    })
    const [left, ...moreLeft] = rest.actual
    const [right, ...moreRight] = rest.expected
    if (left !== undefined && right !== undefined && moreLeft.length + moreRight.length === 0) {
      // One on either side: most likely the same element, changed.
      this.at(left, () => this.compare(actual[left], expected[right], ignored.under(left)))
      return
    }
    for (const index of rest.expected) this.at(index, () => this.report('missing', undefined, expected[index]))
    for (const index of rest.actual) this.at(index, () => this.report('added', actual[index], undefined))
  }

  protected override compareOwn(actual: XmlNode, expected: XmlNode, ignored: Ignored): void {
    const [left, right] = [xmlText(actual).trim(), xmlText(expected).trim()]
    if (left !== right) this.report('changed', left, right)
    if (this.pairing) return
    const order = childNames(actual, ignored)
    const wanted = childNames(expected, ignored)
    const isReordered =
      order.toSorted().join(' ') === wanted.toSorted().join(' ') && order.join(' ') !== wanted.join(' ')
    if (isReordered) this.report('changed', order.join(', '), wanted.join(', '))
  }

  protected override compareWhole(actual: unknown, expected: unknown): void {
    const areElements = actual instanceof XmlNode && expected instanceof XmlNode
    const isSame = areElements
      ? sameElement(actual, expected)
      : typedEqual(actual, expected, this.strict ? 'strict' : 'auto')
    if (!isSame) this.report('changed', actual, expected)
  }
}

function childNames(node: XmlNode, ignored: Ignored): string[] {
  return xmlElements(node).flatMap(({ name }) => (ignored.has(name) ? [] : [name]))
}
