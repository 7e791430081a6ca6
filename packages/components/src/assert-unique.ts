import { field, orElse } from '@merlon/engine'
import { describe, isNumericText, jsonText, kindOf, typedEqual, XmlNode } from '@merlon/language'
import { defineAssertion, type Judgement, pass, senseless } from './assertion/define.ts'
import { keysOf } from './assertion/keys.ts'
import { isBranch, scalarText } from './assertion/scalar-text.ts'
import { equalityTypes } from './assertion/types.ts'

/** Values that may be equal share this; so that only few have to be compared with each other. */
function bucketOf(value: unknown): string {
  if (Array.isArray(value)) return `list ${value.length}`
  const kind = kindOf(value)
  if (kind === 'map' || kind === 'binary') return jsonText(Object.keys(value as object).sort())
  if (value instanceof XmlNode && isBranch(value)) return `<${value.name}>`
  const text = scalarText(value) ?? 'null'
  return isNumericText(text) ? String(Number(text)) : text
}

function firstRepeat(keys: readonly unknown[], type: (typeof equalityTypes)[number]): [number, number] | undefined {
  const seen = new Map<string, number[]>()
  for (const [at, key] of keys.entries()) {
    const bucket = bucketOf(key)
    const before = seen.get(bucket)
    const same = before?.find((other) => typedEqual(keys[other], key, type))
    if (same !== undefined) return [same, at]
    if (before) before.push(at)
    else seen.set(bucket, [at])
  }
  return undefined
}

export default defineAssertion({
  name: 'assert-unique',
  title: 'Has no repeats',
  summary: 'Fails when two elements of a list are equal.',
  fields: {
    by: field.expression('What must differ, where `_` is the element: `_.id`'),
    type: orElse(field.choice(equalityTypes, 'How to compare'), 'auto'),
  },
  examples: [
    {
      title: 'Every id once',
      outcome: 'passed',
      yaml: '- set: { var: l, value: [{ id: 1 }, { id: 2 }] }\n- assert-unique: { expression: l, by: _.id }',
    },
    { title: 'A repeat', outcome: 'failed', yaml: '- set: { var: l, value: [a, b, a] }\n- assert-unique: l' },
  ],
  condition: ({ by }) => `unique${by ? ` by ${by.expression.source.trim()}` : ''}`,
  whole: () => true,
  judge(actual, { by, type }, context, subject): Judgement {
    const keys = keysOf(actual, by, context)
    if (!keys) return { pass: false, message: `\`${subject}\` is ${describe(actual)}, not a list` }
    const missing = keys.indexOf(undefined)
    if (missing >= 0) return senseless('by', `\`${subject}[${missing}]\` has nothing to compare`)
    const odd = keys.findIndex((key) => !typedEqual(key, key, type))
    if (odd >= 0)
      return {
        pass: false,
        message: `\`${subject}[${odd}]\` is ${describe(keys[odd])}, which cannot be compared as ${type}`,
      }
    const repeat = firstRepeat(keys, type)
    if (!repeat) return pass
    return {
      pass: false,
      message: `\`${subject}\` repeats ${describe(keys[repeat[0]])}: elements ${repeat[0]} and ${repeat[1]}`,
    }
  },
})
