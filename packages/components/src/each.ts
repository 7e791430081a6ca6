import {
  type Branch,
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  type Outcome,
  passed,
  primary,
  type Round,
  type RoundResult,
  required,
} from '@merlon/engine'
import { literal } from './assertion/value.ts'
import { itemsOf } from './flow/items.ts'

const SAMPLE = 100

const fields = {
  expression: required(primary(field.expression('The collection to walk: a list, a map, the children of an element'))),
  steps: required(field.steps('Run once for each element, which is `_1` (`_2` in an `each` inside another)')),
  as: field.name('A name for the element'),
  index: field.name('A name for the counter, which begins at 0'),
  label: field.template('Names the item in reports'),
  min: field.whole('Fewer elements fail', { least: 0 }),
  max: field.whole('More elements fail', { least: 0 }),
  parallel: field.whole('Rounds that run at a time, each on a copy of variables and cookies', { least: 1 }),
} satisfies Fields

type Input = InputOf<typeof fields>

function round(input: Input, element: unknown, at: number): Round {
  return {
    index: at,
    element: { value: element },
    ...(input.label ? { label: input.label } : {}),
    bind: { ...(input.as ? { [input.as]: element } : {}), ...(input.index ? { [input.index]: at } : {}) },
  }
}

/** Walks the items without waiting for as long as no step has to. */
function walk(input: Input, items: readonly unknown[], context: Context, from = 0): Promise<void> | undefined {
  for (let at = from; at < items.length; at += 1) {
    const result: RoundResult | Promise<RoundResult> = context.run(input.steps, round(input, items[at], at))
    if (result instanceof Promise)
      return result.then(async (done) => (done.stopped ? undefined : walkOn(input, items, context, at + 1)))
    if (result.stopped) return undefined
  }
  return undefined
}

async function walkOn(input: Input, items: readonly unknown[], context: Context, from: number): Promise<void> {
  for (let at = from; at < items.length; at += 1) {
    const { stopped } = await context.run(input.steps, round(input, items[at], at))
    if (stopped) return
  }
}

function* rounds(input: Input, items: readonly unknown[]): Generator<Branch> {
  for (const [at, item] of items.entries()) yield { steps: input.steps, ...round(input, item, at) }
}

/** A missing collection: the body runs once without an element, so that what it asserts fails where one can see it. */
async function withoutCollection(input: Input, context: Context): Promise<Outcome> {
  const resolution = context.resolve(input.expression)
  const where = context.missing(input.expression, resolution)
  const { failures } = await context.run(input.steps, {
    index: 0,
    element: { value: undefined },
    assertionsOnly: `the loop has no element: ${where}`,
  })
  return failures > 0 ? passed : { status: 'failed', own: true, message: where, at: { field: 'expression' } }
}

function tooManyOrFew(input: Input, count: number, context: Context): Outcome | undefined {
  const min = input.min === undefined ? 0 : context.amount(input.min)
  const max = input.max === undefined ? Number.POSITIVE_INFINITY : context.amount(input.max)
  if (count >= min && count <= max) return undefined
  const wanted = count < min ? `at least ${min}` : `at most ${max}`
  const source = input.expression.expression.source.trim()
  return {
    status: 'failed',
    own: true,
    message: `\`${source}\` has ${count} elements, not ${wanted}`,
    expected: wanted,
    actual: count,
    at: { field: count < min ? 'min' : 'max' },
  }
}

/** Older tests in the XML form walk a sample of long collections, order kept. */
function sampled(items: readonly unknown[], context: Context): readonly unknown[] {
  const { dialect, limits } = context.plan
  const most = limits.maxIterations ?? SAMPLE
  if (dialect !== 'groovy' || most === 0 || items.length <= most) return items
  const chosen = items.map((item, at) => ({ item, at, draw: context.random() })).sort((a, b) => a.draw - b.draw)
  context.notice(`a sample of ${most} of ${items.length} elements was walked`)
  return chosen
    .slice(0, most)
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

export default defineComponent({
  name: 'each',
  title: 'For each',
  summary: 'Runs steps once for each element of a collection. The element is `_1`; in an `each` inside another, `_2`.',
  category: 'flow',
  kind: 'container',
  fields,
  examples: [
    {
      title: 'Every price is positive',
      outcome: 'passed',
      yaml: '- set: { var: l, value: [{ p: 1 }, { p: 2 }] }\n- each:\n    expression: l\n    steps:\n      - assert: _1.p > 0',
    },
    {
      title: 'Named',
      outcome: 'passed',
      yaml: '- set: { var: l, value: [a, b] }\n- each:\n    expression: l\n    as: letter\n    index: at\n    steps:\n      - assert: l[at] == letter',
    },
    {
      title: 'Three at a time',
      outcome: 'passed',
      yaml: '- each:\n    expression: "[1, 2, 3, 4]"\n    parallel: 3\n    steps:\n      - get: { url: "/retail/product/${_1}", headers: { key: "${key}" } }\n      - assert: payload.id == _1',
    },
    {
      title: 'A missing collection does not pass',
      outcome: 'failed',
      yaml: '- set: { var: a, value: {} }\n- each:\n    expression: a.items\n    steps:\n      - comment: never shown',
    },
    {
      title: 'At least one element',
      outcome: 'failed',
      yaml: '- set: { var: l, value: [] }\n- each:\n    expression: l\n    min: 1\n    steps:\n      - assert: _1 > 0',
    },
  ],
  label: ({ expression }) => `each ${expression.expression.source.trim()}`,
  // The older forms cannot say that an empty collection is fine, and there it always was.
  older: {
    read: (step) => ({
      entries: [
        ...step.fields.entries,
        { key: literal(step.component, 'min'), value: { ...literal(step.component, '0'), quoted: false } },
      ],
    }),
  },
  run(input, context): Outcome | Promise<Outcome> {
    const value = context.evaluate(input.expression)
    if (value === undefined || value === null) return withoutCollection(input, context)
    const items = sampled(itemsOf(value), context)
    const wrong = tooManyOrFew(input, items.length, context)
    if (wrong) return wrong
    if (items.length === 0) {
      const source = input.expression.expression.source.trim()
      if (input.min === undefined)
        return {
          status: 'failed',
          level: 'warning',
          own: true,
          message: `\`${source}\` is empty, so nothing inside was checked`,
          help: 'say `min: 0` if that is fine, `min: 1` if it is not',
          at: { field: 'expression' },
        }
      context.notice(`\`${source}\` is empty`)
      return passed
    }
    if (input.parallel !== undefined)
      return context.branches(rounds(input, items), { max: context.amount(input.parallel) }).then(() => passed)
    const pending = walk(input, items, context)
    return pending ? pending.then(() => passed) : passed
  },
})
