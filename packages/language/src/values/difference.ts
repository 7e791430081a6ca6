/** What differs between two values, place by place. */
import type { Difference } from '@merlon/protocol'
import { ignoredBy } from './path.ts'
import { StructureWalk } from './structure-walk.ts'
import { ValueWalk } from './value-walk.ts'
import type { DifferenceOptions } from './walk.ts'

export { type PatternSegment, pathOf, pathPattern, type Segment } from './path.ts'
export type { DifferenceOptions } from './walk.ts'

/**
 * The differences between two values, in the order of the expected value, at most `max`; none exactly when they match.
 * The order of keys never matters. Scalars are compared as `equal` does, elements of XML by name, attributes, trimmed
 * text and children. In a difference, `path` is an expression from the compared values ('' being themselves), and
 * `expected` and `actual` are the values themselves, not copies; `missing` and `added` are said of the actual value.
 * Throws an ExpressionError where a path in `ignore` is none.
 */
export function differences(actual: unknown, expected: unknown, options: DifferenceOptions): Difference[] {
  const ignored = ignoredBy(options.ignore ?? [])
  const walk = options.mode === 'structure' ? new StructureWalk(options) : new ValueWalk(options)
  walk.compare(actual, expected, ignored)
  return walk.found
}
