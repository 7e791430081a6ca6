/**
 * The validator behind schemas: Ajv, with patterns, formats and equality of our own, and a bound on its work.
 *
 * It compiles a schema to code, so nothing of it is loaded before a schema is compiled for the first time.
 */
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
import Ajv2019 from 'ajv/dist/2019.js'
import Ajv2020 from 'ajv/dist/2020.js'
import type AjvCore from 'ajv/dist/core.js'
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import type { DataValidateFunction } from 'ajv/dist/types/index.js'
import AjvDraft4 from 'ajv-draft-04'
import { identityOf, sameItems } from './equality.ts'
import { formats } from './formats.ts'
import { schemaPattern, TooMuchWork } from './patterns.ts'
import { STEP } from './prepare.ts'

export type Draft = '04' | '06' | '07' | '2019-09' | '2020-12'

/** So often references are followed in one check; about a second. */
const MOST_STEPS = 2_000_000

const regExp = Object.assign(schemaPattern, { code: 'schemaPattern' })

const options: Options = {
  strict: false,
  validateSchema: false,
  validateFormats: true,
  // What stands behind a reference stays a function of its own, so that each use of it is counted.
  inlineRefs: false,
  // A value may have members named `constructor` or `toString`, and one that has not must not seem to.
  ownProperties: true,
  verbose: true,
  messages: false,
  logger: false,
  formats,
  code: { regExp },
}

const CLASSES = { '04': AjvDraft4, '06': Ajv, '07': Ajv, '2019-09': Ajv2019, '2020-12': Ajv2020 } as const

function instance(draft: Draft, more: Options): AjvCore {
  const ajv: AjvCore = new CLASSES[draft]({ ...options, ...more })
  if (draft === '06') ajv.addMetaSchema(draft6)
  return ajv
}

/** Equality in linear time, which sees no difference between a member named `valueOf` and another. */
function addEquality(ajv: AjvCore): void {
  for (const keyword of ['const', 'enum', 'uniqueItems']) ajv.removeKeyword(keyword)
  ajv.addKeyword({
    keyword: 'const',
    compile(wanted) {
      const identity = identityOf(wanted)
      return (value) => identityOf(value) === identity
    },
  })
  ajv.addKeyword({
    keyword: 'enum',
    schemaType: 'array',
    compile(wanted: unknown[]) {
      const identities = new Set(wanted.map(identityOf))
      return (value) => identities.has(identityOf(value))
    },
  })
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    compile: (wanted: boolean) => (items: unknown[]) => !wanted || sameItems(items) === undefined,
  })
}

/** Counts the references followed in one check, so that a schema that multiplies its work ends. */
class Steps {
  private left = MOST_STEPS

  begin(): void {
    this.left = MOST_STEPS
  }

  take(): true {
    this.left -= 1
    if (this.left < 0) throw new TooMuchWork('checking takes too many steps: the references in the schema multiply')
    return true
  }
}

/** Of Ajv's own, a schema that requires the member `""` finds it wherever it looks for the first mistake only. */
function addRequired(ajv: AjvCore): void {
  ajv.removeKeyword('required')
  ajv.addKeyword({
    keyword: 'required',
    type: 'object',
    schemaType: 'array',
    compile(names: string[]) {
      const validate: DataValidateFunction = (value: object) => {
        const missing = names.filter((name) => !Object.hasOwn(value, name))
        validate.errors = missing.map((missingProperty) => ({ keyword: 'required', params: { missingProperty } }))
        return missing.length === 0
      }
      return validate
    },
  })
}

export type Validator = (value: unknown) => readonly ErrorObject[]

/** Compiles a schema that is in order. Throws where a reference leads nowhere. `all`: every mismatch, not only the first. */
export function validatorOf(schema: object | boolean, draft: Draft, all: boolean): Validator {
  const ajv = instance(draft, { allErrors: all })
  addEquality(ajv)
  addRequired(ajv)
  const steps = new Steps()
  ajv.addKeyword({ keyword: STEP, compile: () => () => steps.take() })
  const validate: ValidateFunction = ajv.compile(schema)
  return (value) => {
    steps.begin()
    return validate(value) ? [] : (validate.errors ?? [])
  }
}

const checkers = new Map<Draft, AjvCore>()

/** What the draft's own schema finds wrong with a schema; nothing where it is in order. */
export function mistakesOf(schema: object | boolean, draft: Draft): readonly ErrorObject[] {
  const known = checkers.get(draft)
  const checker = known ?? instance(draft, { allErrors: false })
  if (!known) checkers.set(draft, checker)
  return checker.validateSchema(schema) === true ? [] : (checker.errors ?? [])
}
