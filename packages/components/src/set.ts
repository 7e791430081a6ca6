import {
  type Context,
  defineComponent,
  type Fields,
  field,
  type InputOf,
  keysName,
  type Outcome,
  passed,
  StepFault,
} from '@merlon/engine'
import { valueText } from './assertion/value.ts'
import { readSet } from './flow/older-set.ts'

const fields = {
  var: field.variable('The variable to set'),
  value: field.value('A value; text in it may hold `${ }`'),
  text: field.template('A text, in which each `${ }` is replaced'),
  object: field.expression('An expression; its type is kept'),
  script: field.script('JavaScript that ends in `return`'),
  vars: keysName(field.map(field.value('A value'), 'Several variables, in order'), 'variables'),
  secret: field.boolean('Mask the value from here on'),
} satisfies Fields

type Input = InputOf<typeof fields>

/** A value of the older forms is always text. */
function newValue(input: Input, context: Context): unknown {
  if (input.text) return context.text(input.text)
  if (input.object) return context.evaluate(input.object)
  if (input.script) return context.evaluate(input.script)
  return input.value && context.value(input.value)
}

function setOne(name: string, value: unknown, input: Input, context: Context): void {
  context.set(name, value, { secret: input.secret === true })
}

export default defineComponent({
  name: 'set',
  title: 'Set',
  summary: 'Gives a variable a value: a value, a text, an expression or the result of a script.',
  category: 'variables',
  kind: 'action',
  fields,
  oneOf: [['value', 'text', 'object', 'script', 'vars']],
  older: { read: readSet },
  examples: [
    {
      title: 'A part of a response',
      outcome: 'passed',
      yaml: '- set: { var: payload, value: { Token: T-1 } }\n- set: { var: token, value: "${payload.Token}" }\n- assert: token == "T-1"',
    },
    {
      title: 'Computed',
      outcome: 'passed',
      yaml: '- set: { var: total, object: "[1, 2, 3].filter(n => n > 1).length" }\n- assert: total == 2',
    },
    {
      title: 'With a script',
      outcome: 'passed',
      yaml: '- set:\n    var: even\n    script: |\n      const found = []\n      for (const n of [1, 2, 3, 4]) if (n % 2 === 0) found.push(n)\n      return found\n- assert: even.length == 2',
    },
    { title: 'Several at once', outcome: 'passed', yaml: '- set: { vars: { a: 1, b: "${a}" } }\n- assert: b == 1' },
  ],
  label(input) {
    if (input.vars) return `set ${Object.keys(input.vars).join(', ')}`
    const source =
      input.object?.expression.source ??
      (input.script ? 'script' : (input.text?.template.source ?? valueText(input.value)))
    return `${input.var ?? ''} = ${source.trim()}`
  },
  writes: ({ vars }) => Object.keys(vars ?? {}),
  check(input, check) {
    if (!input.vars && input.var === undefined)
      check.complain("set needs 'var', the variable to set", { code: 'missing-field' })
    if (input.vars && input.var !== undefined)
      check.complain("set takes only one of 'var' and 'vars'", { field: 'vars', code: 'conflicting-fields' })
  },
  run(input, context): Outcome {
    if (input.vars) {
      for (const [name, value] of Object.entries(input.vars)) setOne(name, context.value(value), input, context)
      return passed
    }
    const value = newValue(input, context)
    if (value === undefined && input.value)
      throw new StepFault(`\`${valueText(input.value)}\` is missing, so '${input.var}' is not set`, { field: 'value' })
    setOne(input.var ?? '', value, input, context)
    return passed
  },
})
