import {
  type Context,
  defineComponent,
  field,
  orElse,
  passed,
  required,
  StepFault,
  type ValueInput,
} from '@merlon/engine'
import { describe } from '@merlon/language'
import { literal } from './assertion/value.ts'
import { readText } from './flow/older-text.ts'

/** The generators of a locale; English unless another is asked for. */
async function generators(locale: string | undefined) {
  const { default: english, fakerFor } = await import('./helpers/f.ts')
  if (locale === undefined) return english
  try {
    return await fakerFor(locale)
  } catch (error) {
    throw new StepFault(error instanceof Error ? error.message : String(error), { field: 'locale' })
  }
}

function specOf(input: ValueInput, context: Context): unknown {
  const spec = context.value(input)
  if (spec === undefined || spec === null || spec === '')
    throw new StepFault(`\`spec\` is ${describe(spec)}`, {
      field: 'spec',
      help: 'name a generator of `F`, such as fullName, or a list or map of them',
    })
  return spec
}

export default defineComponent({
  name: 'fake',
  title: 'Fake data',
  summary: 'Makes up values: names, addresses, numbers. The same seed makes the same values.',
  category: 'variables',
  kind: 'action',
  fields: {
    var: required(field.variable('The variable to set')),
    spec: required(field.value('The name of a generator of `F`, or a list or map of names')),
    count: orElse(field.whole('How many; more than one gives a list', { least: 1, most: 100_000 }), 1),
    locale: field.template('A locale such as `de` or `pt_BR`'),
  },
  older: {
    read(step) {
      const { entries } = readText(step, 'spec')
      // What `mode` once said, string, list or map, shows in the specification itself.
      return {
        entries: entries
          .filter(({ key }) => key.text !== 'mode')
          .map((entry) => (entry.key.text === 'method' ? { ...entry, key: literal(entry.key, 'spec') } : entry)),
      }
    },
  },
  examples: [
    {
      title: 'A person',
      outcome: 'passed',
      yaml: '- fake: { var: person, spec: { name: fullName, mail: emailAddress } }\n- assert-is: { expression: person.mail, type: email }',
    },
    {
      title: 'Three prices',
      outcome: 'passed',
      yaml: '- fake: { var: prices, spec: price, count: 3 }\n- assert: prices.length == 3',
    },
  ],
  label: (input) => `fake ${input.var}`,
  async run(input, context) {
    const helper = await generators(input.locale && context.text(input.locale))
    const value = context.callHelper(helper, 'collection', [context.amount(input.count), specOf(input.spec, context)])
    context.set(input.var, value)
    return passed
  },
})
