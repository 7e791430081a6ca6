/** Reads location paths: `/`, `//`, steps (XPath 1.0, chapter 2). */
import { suggest } from '@merlon/language'
import { type Axis, axes, type Expr, type NodeTest, type Predicate, predicateOf, type Step } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

const everywhere: Step = { axis: 'descendant-or-self', test: { kind: 'node' }, predicates: [] }

export function parseLocation(reader: TokenReader): Expr {
  if (reader.takesOperator('//')) return { kind: 'path', from: 'root', steps: parseSteps(reader, [everywhere]) }
  if (!reader.takesOperator('/')) return { kind: 'path', from: 'here', steps: parseSteps(reader, []) }
  return { kind: 'path', from: 'root', steps: startsStep(reader) ? parseSteps(reader, []) : [] }
}

/** Steps with `/` and `//` between them, after those already read. */
export function parseSteps(reader: TokenReader, before: readonly Step[]): Step[] {
  const steps = [...before]
  for (;;) {
    addStep(steps, parseStep(reader))
    if (reader.takesOperator('//')) steps.push(everywhere)
    else if (!reader.takesOperator('/')) return steps
  }
}

/** `//name` looks at each node once; only where places count are the children of each node a list of their own. */
function addStep(steps: Step[], step: Step): void {
  if (steps.at(-1) === everywhere && step.axis === 'child' && !step.predicates.some(({ positional }) => positional)) {
    steps.pop()
    steps.push({ ...step, axis: 'descendant' })
  } else steps.push(step)
}

function startsStep({ here }: TokenReader): boolean {
  return here.kind === 'name' || (here.kind === 'mark' && ['.', '..', '@'].includes(here.text))
}

function parseStep(reader: TokenReader): Step {
  if (reader.takes('.')) return { axis: 'self', test: { kind: 'node' }, predicates: [] }
  if (reader.takes('..')) return { axis: 'parent', test: { kind: 'node' }, predicates: [] }
  if (!startsStep(reader)) throw reader.wrong('a name, `*`, `@`, `.` or `..`')
  const axis = parseAxis(reader)
  const test = parseTest(reader)
  return { axis, test, predicates: parsePredicates(reader) }
}

function parseAxis(reader: TokenReader): Axis {
  if (reader.takes('@')) return 'attribute'
  if (reader.ahead?.text !== '::') return 'child'
  const { text, at } = reader.step()
  reader.step()
  const axis = axes.find((one) => one === text)
  if (axis) return axis
  const near = suggest(text, axes)
  throw reader.fault(`there is no axis '${text}'`, at, near && `did you mean '${near}'?`)
}

const nodeTypes: ReadonlyMap<string, NodeTest> = new Map<string, NodeTest>([
  ['node', { kind: 'node' }],
  ['text', { kind: 'text' }],
  ['comment', { kind: 'none' }],
  ['processing-instruction', { kind: 'none' }],
])

/** Whether `name(` is a test of nodes and no function. */
export function isNodeType(name: string): boolean {
  return nodeTypes.has(name)
}

function parseTest(reader: TokenReader): NodeTest {
  if (reader.here.kind !== 'name') throw reader.wrong('a name, `*`, `node()` or `text()`')
  const { text, at } = reader.step()
  if (reader.takes('(')) {
    const test = nodeTypes.get(text)
    if (!test)
      throw reader.fault(`'${text}()' cannot stand here; a step is a name, \`*\`, \`node()\` or \`text()\``, at)
    if (text === 'processing-instruction') reader.takesText()
    reader.needs(')')
    return test
  }
  if (text === '*') return { kind: 'any' }
  const [first = '', second] = text.split(':')
  if (second === undefined) return { kind: 'name', local: first }
  return second === '*' ? { kind: 'any', prefix: first } : { kind: 'name', prefix: first, local: second }
}

export function parsePredicates(reader: TokenReader): Predicate[] {
  const predicates: Predicate[] = []
  while (reader.takes('[')) {
    predicates.push(predicateOf(reader.expression()))
    reader.needs(']')
  }
  return predicates
}
