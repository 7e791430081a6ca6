import { alsoKnownAs, type Context, field, type InputOf } from '@merlon/engine'
import { parseJson } from '@merlon/language'
import { defineAssertion, type Judgement, pass, senseless } from './assertion/define.ts'
import { readText } from './flow/older-text.ts'
import { plainData } from './schema/plain.ts'
import { mistakeIn, schemaFor } from './schema/read.ts'
import { differenceOf, sentenceOf } from './schema/words.ts'

const MOST_SHOWN = 50

const fields = {
  body: alsoKnownAs(field.template('The schema, as JSON'), 'schema'),
  file: field.file('A file below `files/` that holds the schema, JSON or YAML'),
}

type Input = InputOf<typeof fields>

/** Common fields that this assertion never had in the older forms. */
const NOT_THERE = ['modifier', 'ifexists', 'stoponfail', 'mode']

const cannotBeJudged = (message: string, more: Partial<Judgement> = {}): Judgement => ({
  pass: false,
  senseless: true,
  message,
  ...more,
})

/** The data to check: a text is JSON that is read first. */
function dataOf(actual: unknown, subject: string): { value: unknown; rounded: boolean } | { problem: Judgement } {
  let value = actual
  if (typeof actual === 'string') {
    const parsed = parseJson(actual)
    if ('problem' in parsed)
      return {
        problem: cannotBeJudged(`\`${subject}\` is a text, and not one that holds JSON: ${parsed.problem.message}`, {
          help: 'a text is read as JSON before it is checked',
        }),
      }
    value = parsed.value
  }
  const plain = plainData(value)
  return 'problem' in plain ? { problem: cannotBeJudged(`\`${subject}\` ${plain.problem}`) } : plain
}

async function judge(actual: unknown, input: Input, context: Context, subject: string): Promise<Judgement> {
  const at = input.body
    ? { field: 'body', body: context.text(input.body, { missing: 'error' }) }
    : { field: 'file', file: context.text(input.file!, { missing: 'error' }) }
  const read = await schemaFor(at, context)
  if (!('schema' in read)) return { ...senseless(at.field, read.message), ...(read.help ? { help: read.help } : {}) }
  const data = dataOf(actual, subject)
  if ('problem' in data) return data.problem
  if (data.rounded)
    context.notice('a number with more digits than a double holds was checked as the nearest number that one does')
  const verdict = read.schema.check(data.value)
  if ('problem' in verdict)
    return cannotBeJudged(`\`${subject}\` could not be checked: ${verdict.problem}`, { field: at.field })
  const { mismatches, more } = verdict
  const [first] = mismatches
  if (!first) return pass
  const others = mismatches.length - 1
  const rest = more
    ? '; the value is so large that only the first mismatch is listed'
    : others > 0
      ? `, and ${others} more`
      : ''
  return {
    pass: false,
    field: at.field,
    message: `${sentenceOf(first, subject)}${rest}`,
    diff: mismatches.slice(0, MOST_SHOWN).map(differenceOf),
  }
}

export default defineAssertion({
  name: 'assert-schema',
  title: 'Fits a JSON Schema',
  summary:
    'Fails unless a value fits a JSON Schema: draft 07, or 04, 06, 2019-09 and 2020-12 where `$schema` says so. Every mismatch is listed with its path. References are looked up in the schema only, and nothing is fetched.',
  fields,
  oneOf: [['body', 'file']],
  examples: [
    {
      title: 'A schema in the test',
      outcome: 'passed',
      yaml: '- get: { url: /retail/product/1, headers: { key: "${key}" } }\n- assert-schema:\n    expression: payload\n    body: |\n      { "type": "object", "required": ["id", "name"], "properties": { "id": { "type": "integer" } } }',
    },
    {
      title: 'What does not fit is named',
      outcome: 'failed',
      yaml: '- set: { var: order, value: { items: [{ price: 5 }, { price: free }] } }\n- assert-schema:\n    expression: order\n    body: \'{ "properties": { "items": { "items": { "properties": { "price": { "type": "number" } } } } } }\'',
    },
    {
      title: 'A text is read as JSON first',
      outcome: 'passed',
      yaml: '- set: { var: text, value: \'{ "a": 1 }\' }\n- assert-schema: { expression: text, body: \'{ "type": "object" }\' }',
    },
  ],
  older: {
    names: ['assert-valid-jsonschema'],
    read(step) {
      const { entries } = readText(step, 'body')
      const left = entries.filter(({ key }) => NOT_THERE.includes(key.text))
      return {
        entries: entries.filter((entry) => !left.includes(entry)),
        warnings: left.map(({ key }) => ({
          message: `this assertion has no '${key.text}', so it is left out`,
          node: key,
        })),
      }
    },
  },
  condition: () => 'valid jsonschema',
  check(input, check) {
    const { body, file } = input
    const text = body?.template.constant
    const path = file?.template.constant
    if (text !== undefined) check.later('body', (world) => mistakeIn({ body: text }, world))
    else if (path !== undefined) check.later('file', (world) => mistakeIn({ file: path }, world))
  },
  judgeWhole: judge,
})
