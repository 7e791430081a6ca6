/** The expression for something in a response, as a tree view shows it, and the ways to speak of a list's elements. */
import { pathOf, type Segment } from '../values/path.ts'
import { XmlNode } from '../values/types.ts'
import { xmlElements, xmlMember } from '../values/xml-node.ts'

/** A list on the way, and what stands in place of the path when a loop walks it. */
export interface LoopPath {
  /** What the loop walks: `payload.items`. */
  readonly collection: string
  /** The thing itself inside the loop: `_1.id`. */
  readonly element: string
}

export interface ValuePaths {
  /** The thing itself: `payload.items[0].id`. */
  readonly this: string
  /** Of the innermost list on the way, the thing itself included. */
  readonly each?: LoopPath
  /** That list as a whole: `payload.items`. */
  readonly any?: string
  /** Of every list on the way, outermost first. */
  readonly lists: readonly LoopPath[]
}

/**
 * The expressions for the place `at` in the value of the variable `root`. Keys of maps, names of child elements and
 * `@attribute`s are texts, places in lists are numbers.
 */
export function pathsOf(root: string, value: unknown, at: readonly Segment[]): ValuePaths {
  const pieces = [root]
  const lists: { readonly depth: number }[] = []
  let current: unknown = value
  at.forEach((segment, depth) => {
    if (Array.isArray(current)) lists.push({ depth })
    pieces.push(stepOf(current, segment))
    current = memberOf(current, segment)
  })
  if (Array.isArray(current)) lists.push({ depth: at.length })
  const loops = lists.map(
    ({ depth }): LoopPath => ({
      collection: pieces.slice(0, depth + 1).join(''),
      element: ['_1', ...pieces.slice(depth + 2)].join(''),
    }),
  )
  const inner = loops.at(-1)
  const whole = pieces.join('')
  return { this: whole, lists: loops, ...(inner ? { each: inner, any: inner.collection } : {}) }
}

/** One step of a path as it is written. */
function stepOf(value: unknown, segment: Segment): string {
  // `length` of an element is the number of its elements, as if it were a list.
  if (value instanceof XmlNode && segment === 'length') {
    const isOne = xmlElements(value).filter(({ name }) => name === segment).length === 1
    return `.children().${isOne ? 'find' : 'filter'}(one => one.name() == 'length')`
  }
  return pathOf([segment], ' ').slice(1)
}

function memberOf(value: unknown, segment: Segment): unknown {
  if (value instanceof XmlNode) return xmlMember(value, String(segment))
  if (Array.isArray(value)) return value[Number(segment)]
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined
  return Reflect.get(value, segment)
}
