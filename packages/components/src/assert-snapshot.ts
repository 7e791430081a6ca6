import {
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  type Outcome,
  passed,
  primary,
  required,
  StepFault,
} from '@merlon/engine'
import { differences, ExpressionError, pathPattern } from '@merlon/language'
import { commonFields, notPassed, reportFields, skipReason } from './assertion/define.ts'
import { frozen, thawed } from './snapshot/frozen.ts'
import { keyOf } from './snapshot/key.ts'

const MOST_SHOWN = 50

const fields = {
  expression: required(primary(field.expression('What to compare with its snapshot'))),
  name: field.template('What the snapshot is called; by default the title of the step, or the expression'),
  ignore: field.list(field.text('A path such as `items[*].etag`'), 'Paths left out of the comparison'),
  ...reportFields,
  optional: commonFields.optional,
  ifExists: commonFields.ifExists,
} satisfies Fields

type Input = InputOf<typeof fields>

/** What the store refuses is the author's to mend. */
async function stored<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    throw new StepFault(error instanceof Error ? error.message : String(error))
  }
}

/** The value as it is kept. */
function textOfValue(value: unknown, context: Context): string {
  try {
    return frozen(value, (text) => context.masked(text))
  } catch (error) {
    if (error instanceof ExpressionError) throw new StepFault(error.message, { field: 'expression' })
    throw error
  }
}

/** What becomes of a value that has no snapshot yet, or another one. */
async function written(key: string, text: string, what: string, context: Context): Promise<Outcome> {
  await stored(() => context.ports.snapshots.write(context.plan.file, key, text))
  context.notice(`the snapshot '${key}' ${what}`)
  return passed
}

async function compare(input: Input, value: unknown, context: Context): Promise<Outcome> {
  const { snapshots } = context.ports
  const key = keyOf(input, context)
  const text = textOfValue(value, context)
  const before = await stored(() => snapshots.read(context.plan.file, key))
  const expression = input.expression.expression.source.trim()
  if (before === undefined) {
    // Alone, a step inside a loop has another name than in its round.
    if (context.plan.whole)
      return notPassed(input, context, {
        level: 'warning',
        message: `there is no snapshot '${key}', and a part of a test writes none`,
        help: 'run the whole test',
        at: { field: 'expression' },
        expression,
      })
    if (snapshots.mode !== 'ci') return written(key, text, 'is new, and was written', context)
    return notPassed(input, context, {
      message: `there is no snapshot '${key}', and where \`CI\` is set none is written`,
      help: 'run the test where `CI` is not set, and keep the `.snap` file that it writes with the test',
      at: { field: 'expression' },
      expression,
      actual: value,
    })
  }
  const mask = (one: string): string => context.masked(one)
  const [actual, expected] = await Promise.all([thawed(text, mask), thawed(before, mask)])
  const diff = differences(actual, expected, { mode: 'values', strict: true, ignore: input.ignore, max: MOST_SHOWN })
  if (diff.length === 0) return passed
  if (snapshots.mode === 'update') return written(key, text, 'was replaced', context)
  return notPassed(input, context, {
    message: `\`${expression}\` differs from the snapshot '${key}' in ${diff.length === 1 ? 'one place' : `${diff.length} places`}`,
    help: 'if the change is meant, run the test with `--update-snapshots`',
    diff,
    expected,
    actual,
    at: { field: 'expression' },
    expression,
  })
}

export default defineComponent({
  name: 'assert-snapshot',
  title: 'Is as it was',
  summary:
    'Fails when a value is no longer what it was when the test ran first. The first run keeps it beside the test, in a `.snap` file; `--update-snapshots` replaces what changed. Where `CI` is set, a missing snapshot fails.',
  category: 'assertions',
  kind: 'assertion',
  fields,
  examples: [
    {
      title: 'The first run keeps it, later ones compare',
      outcome: 'passed',
      yaml: '- get: { url: /retail/product/1, headers: { key: "${key}" } }\n- assert-snapshot: payload',
    },
    {
      title: 'With a name, and without what changes each time',
      outcome: 'passed',
      yaml: '- set: { var: order, value: { id: "${Math.random()}", items: [{ name: hat }] } }\n- assert-snapshot: { expression: order, name: an order, ignore: [id] }',
    },
    {
      title: 'What is not there has no snapshot',
      outcome: 'failed',
      yaml: '- set: { var: order, value: { items: [] } }\n- assert-snapshot: order.total',
    },
  ],
  label: (input) => `${input.expression.expression.source.trim()} as in its snapshot`,
  check({ ignore = [] }, check) {
    for (const path of ignore) {
      try {
        pathPattern(path)
      } catch (error) {
        check.complain(error instanceof Error ? error.message : String(error), { field: 'ignore' })
      }
    }
  },
  run(input, context): Outcome | Promise<Outcome> {
    const resolution = context.resolve(input.expression)
    const reason = skipReason(input, resolution.exists, resolution.value)
    if (reason !== undefined) return { status: 'skipped', message: reason }
    if (resolution.value === undefined)
      return notPassed(input, context, {
        message: context.missing(input.expression, resolution),
        at: { field: 'expression' },
        expression: input.expression.expression.source,
      })
    return compare(input, resolution.value, context)
  },
})
