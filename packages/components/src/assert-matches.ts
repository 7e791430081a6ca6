import { field, orElse } from '@merlon/engine'
import { compilePattern, describe, type Pattern, PatternError } from '@merlon/language'
import { defineAssertion, type Judgement, pass, senseless } from './assertion/define.ts'
import { matchesPreset, presets } from './assertion/presets.ts'
import { scalarText } from './assertion/scalar-text.ts'

const charge = (): ((steps: number) => void) => {
  let left = 10_000_000
  return (steps) => {
    left -= steps
    if (left < 0) throw new PatternError('this pattern takes too many steps on this text', 0, 0)
  }
}

/** Patterns compiled lately, or what is wrong with them: in a loop one pattern meets thousands of values. */
const compiled = new Map<string, Pattern | string>()

function compile(source: string): Pattern | string {
  try {
    return compilePattern(source, 'u')
  } catch (strict) {
    // Patterns written for engines without the `u` flag may escape more than it allows.
    try {
      return compilePattern(source, '')
    } catch {
      return strict instanceof PatternError ? strict.message : String(strict)
    }
  }
}

/** The pattern, or what is wrong with it. */
function patternOf(source: string): Pattern | string {
  const known = compiled.get(source)
  if (known !== undefined) return known
  const made = compile(source)
  if (compiled.size >= 200) compiled.clear()
  compiled.set(source, made)
  return made
}

export default defineAssertion({
  name: 'assert-matches',
  title: 'Matches',
  summary:
    'Fails unless the text matches a regular expression, anywhere in it (anchor with `^` and `$`), or one of the known formats.',
  fields: {
    value: field.template('The regular expression; with another type, nothing'),
    type: orElse(field.choice(['regex', ...presets], 'A regular expression, or a known format'), 'regex'),
  },
  examples: [
    {
      title: 'A pattern, anchored',
      outcome: 'passed',
      yaml: "- set: { var: sku, value: P-22 }\n- assert-matches: { expression: sku, value: '^P-\\d+$' }",
    },
    {
      title: 'A pattern is found anywhere',
      outcome: 'passed',
      yaml: "- set: { var: sku, value: xP-22y }\n- assert-matches: { expression: sku, value: 'P-\\d+' }",
    },
    {
      title: 'A currency',
      outcome: 'failed',
      yaml: '- set: { var: c, value: Euro }\n- assert-matches: { expression: c, type: currency_codes }',
    },
  ],
  condition: ({ value, type }) => `matches ${type === 'regex' ? (value?.template.source ?? '') : type}`,
  check({ value, type }, check) {
    if (type === 'regex' && !value)
      check.complain("assert-matches needs 'value', the regular expression", { code: 'missing-field' })
    if (type !== 'regex' || value?.template.constant === undefined) return
    const pattern = patternOf(value.template.constant)
    if (typeof pattern === 'string') check.complain(pattern, { field: 'value', code: 'bad-pattern' })
  },
  judge(actual, { value, type }, context, subject): Judgement {
    const wanted = type === 'regex' && value ? context.text(value, { missing: 'error' }) : ''
    if (type === 'regex' && wanted === '') return senseless('value', 'the pattern is empty, and would match every text')
    const text = scalarText(actual)
    if (text === undefined) return { pass: false, message: `\`${subject}\` is ${describe(actual)}, not a text` }
    if (type !== 'regex')
      return matchesPreset(type, text)
        ? pass
        : { pass: false, expected: type, message: `\`${subject}\` is ${describe(actual)}, which is not one of ${type}` }
    const pattern = patternOf(wanted)
    if (typeof pattern === 'string') return senseless('value', pattern)
    try {
      if (pattern.test(text, charge())) return pass
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      return senseless('value', error.message)
    }
    return {
      pass: false,
      field: 'value',
      expected: wanted,
      message: `\`${subject}\` is ${describe(actual)}, which does not match ${wanted}`,
    }
  },
})
