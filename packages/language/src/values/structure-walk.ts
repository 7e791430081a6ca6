import { jsonTypeOf, leafOf } from './equality.ts'
import { type Ignored, ignoredBy } from './path.ts'
import { type Shapes, shapes } from './shapes.ts'
import { type DifferenceOptions, Walk } from './walk.ts'

/** Finds what differs in keys and nesting; of scalars at most the type counts. */
export class StructureWalk extends Walk {
  private readonly shapes: Shapes

  constructor(options: DifferenceOptions) {
    super(options)
    this.shapes = shapes(this.strict)
  }

  protected override compareLeaves(actual: unknown, expected: unknown): void {
    if (this.strict && jsonTypeOf(leafOf(actual)) !== jsonTypeOf(leafOf(expected)))
      this.report('type', actual, expected)
  }

  protected override compareLists(actual: readonly unknown[], expected: readonly unknown[], ignored: Ignored): void {
    if (actual.length === 0 || expected.length === 0) return
    const found = this.shapes.firstOfEach(actual, ignored)
    const wanted = this.shapes.firstOfEach(expected, ignored)
    const strangers = this.shapes.withoutTwin(found, wanted)
    for (const index of strangers) {
      const [only] = wanted.size === 1 ? wanted.values() : []
      this.at(index, () => {
        const before = this.found.length
        if (only === undefined) this.report('added', actual[index], undefined)
        else this.compare(actual[index], expected[only], ignored.under(index))
        if (this.found.length === before) this.report('changed', actual[index], expected[only ?? 0])
      })
    }
    if (strangers.length > 0 && wanted.size === 1) return
    for (const index of this.shapes.withoutTwin(wanted, found)) {
      this.at(index, () => this.report('missing', undefined, expected[index]))
    }
  }

  protected override compareWhole(actual: unknown, expected: unknown): void {
    const none = ignoredBy([])
    if (!this.shapes.areTwins(this.shapes.of(actual, none), this.shapes.of(expected, none))) {
      this.report('changed', actual, expected)
    }
  }

  protected override compareOwn(): void {
    // The text of an element is a value, not structure.
  }
}
