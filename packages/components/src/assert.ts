import {
  askedAs,
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  type Outcome,
  passed,
  primary,
  required,
} from '@merlon/engine'
import { describe, type Operand, type Resolution } from '@merlon/language'
import { commonFields, notPassed, reportFields } from './assertion/define.ts'

const fields = {
  expression: required(
    primary(askedAs(field.expression('A condition: `payload.total > 0 && payload.items.length == 3`'), 'condition')),
  ),
  ...reportFields,
  not: commonFields.not,
  modifier: commonFields.modifier,
  optional: commonFields.optional,
  ifExists: commonFields.ifExists,
} satisfies Fields

function operandText({ source, value, note }: Operand): string {
  const subject = `\`${source.trim()}\``
  if (note?.startsWith('none')) return `${note} of ${subject} hold`
  return note ? `${note} of ${subject} is ${describe(value, 120)}` : `${subject} is ${describe(value, 120)}`
}

/** Passes on anything but `true`; on nothing at all it only warns, since a misspelt name would pass as well. */
function negated(input: InputOf<typeof fields>, resolution: Resolution, context: Context): Outcome {
  const { value } = resolution
  const source = input.expression.expression.source.trim()
  const at = { field: 'expression' }
  if (value === true)
    return notPassed(input, context, { message: `\`${source}\` is true, which it must not be`, at, expression: source })
  if (value !== undefined) return passed
  const where = context.missing(input.expression, resolution)
  return notPassed(input, context, { level: 'warning', message: `passed because ${where}`, at })
}

/** Literals say nothing that the source line does not show. */
const telling = ({ source }: Operand): boolean => !/^\s*(?:-?[\d.]+|'[^']*'|"[^"]*"|true|false|null)\s*$/.test(source)

export default defineComponent({
  name: 'assert',
  title: 'Assert',
  summary: 'Fails unless the condition is exactly `true`. A failure shows the value of every operand.',
  category: 'assertions',
  kind: 'assertion',
  fields,
  examples: [
    {
      title: 'A comparison',
      outcome: 'passed',
      yaml: '- set: { var: cart, value: { total: 12 } }\n- assert: cart.total > 0',
    },
    {
      title: 'Something there is not the same as true',
      outcome: 'failed',
      yaml: '- set: { var: cart, value: { total: 12 } }\n- assert: cart.total',
    },
    {
      title: 'Every element',
      outcome: 'failed',
      yaml: '- set: { var: l, value: [1, 0] }\n- assert: l.every(n => n > 0)',
    },
  ],
  label: ({ expression, not, modifier }) => {
    const source = expression.expression.source.trim()
    return not || modifier ? `not(${source})` : source
  },
  run(input, context): Outcome {
    const resolution = context.resolve(input.expression)
    const { value } = resolution
    const { optional, ifExists, not, modifier } = input
    if (((ifExists || optional) && value === undefined) || (optional && value === null))
      return { status: 'skipped', message: 'the condition has no value, and it is optional' }
    if (not || modifier) return negated(input, resolution, context)
    if (value === true) return passed
    // Operands are recorded only now, since recording costs more than evaluating. What draws or reads the clock may come
    // out otherwise this time; the verdict stays, and operands that do not fit it are not shown.
    const again = context.trace(input.expression)
    const operands = again.value === true ? [] : again.operands
    const source = input.expression.expression.source.trim()
    const shown = operands
      .filter(telling)
      .filter((one, at, all) => all.findIndex((other) => other.source === one.source) === at)
    const what =
      value === undefined && (resolution.broke || input.expression.expression.isPath)
        ? context.missing(input.expression, resolution)
        : `\`${source}\` is ${describe(value)}`
    const why = shown.length > 0 ? `: ${shown.map(operandText).join(', ')}` : ''
    const help =
      value !== false && value !== undefined
        ? 'an assertion passes only on `true`: compare with something, or use `assert-exists`'
        : undefined
    return notPassed(input, context, {
      message: `${what}${why}`,
      expected: true,
      ...(value === undefined ? {} : { actual: value }),
      ...(help === undefined ? {} : { help }),
      at: { field: 'expression' },
      expression: source,
    })
  },
})
