/** A part of a test as a test of its own, to run up to a step, from a step on, or one step alone. */
import { entryOf, type ListNode, type MapNode, type Node } from '../tree/node.ts'
import { type PlainStep, Reading, readSteps, type StepNode, type TestNode } from '../tree/test.ts'
import type { Path } from './types.ts'

const SECTIONS = ['before', 'steps', 'finally'] as const
type Section = (typeof SECTIONS)[number]

/** The test cut down to a part of it. Throws a RangeError where a path leads to no step of today's form. */
export function sliceTest(test: TestNode, path: Path, mode: 'to' | 'from' | 'only'): TestNode {
  const { section, index, rest } = startOf(test, path)
  const step = test[section][index]
  if (step?.form !== 'plain') throw new RangeError('the path leads to no step')
  if (mode === 'from') return from(test, section, index)
  if (mode === 'only') return { ...test, before: [], steps: [stepWithin(step, rest)], finally: [] }
  const cut = [...test[section].slice(0, index), cutStep(step, rest)]
  if (section === 'before') return { ...test, before: cut, steps: [] }
  if (section === 'steps') return { ...test, steps: cut }
  return { ...test, finally: cut }
}

function startOf(test: TestNode, path: Path): { section: Section; index: number; rest: Path } {
  const [first, second] = path
  // A file that is a list and nothing else has steps only.
  if (typeof first === 'number') return { section: 'steps', index: first, rest: path.slice(1) }
  const section = SECTIONS.find((name) => name === first)
  if (!section || typeof second !== 'number' || !test[section][second])
    throw new RangeError('the path leads to no step')
  return { section, index: second, rest: path.slice(2) }
}

function from(test: TestNode, section: Section, index: number): TestNode {
  const kept = test[section].slice(index)
  if (section === 'before') return { ...test, before: kept }
  if (section === 'steps') return { ...test, before: [], steps: kept }
  return { ...test, before: [], steps: [], finally: kept }
}

/** A step without whatever comes after the one that `path` leads to inside it. */
function cutStep(step: PlainStep, path: Path): StepNode {
  if (path.length === 0) return step
  if (path[0] !== step.component.text || !step.input) throw new RangeError('the path leads to no step')
  return { ...step, input: cutNode(step.input, path.slice(1)) }
}

/** Only the list that the path leads into is cut: an `else` beside it, or another branch, is not after it. */
function cutNode(node: Node, path: Path): Node {
  const [part, ...rest] = path
  if (part === undefined) return node
  if (node.kind === 'list') return cutList(node, part, rest)
  if (node.kind !== 'map') throw new RangeError('the path leads to no step')
  const at = node.entries.findIndex(({ key }) => key.text === String(part))
  const entry = node.entries[at]
  if (!entry) throw new RangeError('the path leads to no step')
  const value = cutNode(entry.value, rest)
  return { ...node, entries: node.entries.with(at, { ...entry, value }) }
}

function cutList(node: ListNode, part: string | number, rest: Path): ListNode {
  const item = typeof part === 'number' ? node.items[part] : undefined
  if (!item || typeof part !== 'number') throw new RangeError('the path leads to no step')
  const last = rest.length === 0 ? item : cutItem(item, rest)
  return { ...node, items: [...node.items.slice(0, part), last] }
}

function cutItem(item: Node, path: Path): Node {
  if (item.kind !== 'map') throw new RangeError('the path leads to no step')
  return cutNode(item, path)
}

/** The step that a path leads to inside another. */
function stepWithin(step: PlainStep, path: Path): StepNode {
  if (path.length === 0) return step
  if (path[0] !== step.component.text || !step.input) throw new RangeError('the path leads to no step')
  const node = nodeAt(step.input, path.slice(1))
  if (node.kind === 'scalar') return { form: 'plain', span: node.span, component: node, input: undefined }
  if (node.kind !== 'map') throw new RangeError('the path leads to no step')
  return plainStep(node)
}

function nodeAt(node: Node, path: Path): Node {
  return path.reduce<Node>((at, part) => {
    const next =
      at.kind === 'list' && typeof part === 'number'
        ? at.items[part]
        : at.kind === 'map'
          ? entryOf(at, String(part))?.value
          : undefined
    if (!next) throw new RangeError('the path leads to no step')
    return next
  }, node)
}

function plainStep(map: MapNode): StepNode {
  const [step] = readSteps({ kind: 'list', span: map.span, items: [map] }, 'a test', new Reading())
  if (!step) throw new RangeError('the path leads to no step')
  return step
}
