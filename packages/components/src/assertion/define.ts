/**
 * What all assertions share: fields, the rules for what is missing, `not`, levels, several elements, the outcome.
 *
 * An assertion itself says how it judges one value.
 */
import {
  alsoKnownAs,
  type Component,
  type Context,
  defineComponent,
  type Example,
  type ExpressionInput,
  type Fields,
  field,
  hidden,
  type InputOf,
  type OlderSpelling,
  type Outcome,
  passed,
  primary,
  required,
} from '@merlon/engine'
import { describe, type Resolution, XmlNode } from '@merlon/language'
import type { Difference } from '@merlon/protocol'

export const reportFields = {
  comment: field.template('Shown with the assertion in the report'),
  level: field.choice(['error', 'warning'], 'A failed `warning` is reported and fails nothing'),
  stopOnFail: alsoKnownAs(field.boolean('End the input set when this fails'), 'stoponfail', 'stop-on-fail'),
} satisfies Fields

export const commonFields = {
  expression: required(primary(field.expression('What to look at, for example `payload.items[0].id`'))),
  ...reportFields,
  not: field.boolean('Pass when it would otherwise fail'),
  modifier: hidden(field.choice(['not'], 'The older spelling of `not: true`')),
  optional: field.boolean('Skip when what is looked at is missing or null'),
  ifExists: alsoKnownAs(field.boolean('Skip when what is looked at is missing'), 'ifexists', 'executeIfExists'),
  mode: field.choice(['all', 'one'], 'Where the expression selects several elements: all of them, or at least one'),
} satisfies Fields

/** How one value was judged. `message` says what is wrong with it, as in "`a.b` is not 3". */
export interface Judgement {
  readonly pass: boolean
  readonly message?: string
  readonly help?: string
  readonly expected?: unknown
  readonly diff?: readonly Difference[]
  /** The guilty field; the expression where it is not said. */
  readonly field?: string
  /** What the test asks for makes no sense, so `not` does not turn the failure into a pass. */
  readonly senseless?: true
}

export const pass: Judgement = Object.freeze({ pass: true })

/** A judgement that cannot be made, because what the field asks for makes no sense. */
export const senseless = (field: string, message: string): Judgement => ({
  pass: false,
  senseless: true,
  field,
  message,
})

interface CommonInput {
  readonly expression: ExpressionInput
  readonly comment?: InputOf<typeof reportFields>['comment']
  readonly level?: 'error' | 'warning'
  readonly stopOnFail?: boolean
  readonly not?: boolean
  readonly modifier?: 'not'
  readonly optional?: boolean
  readonly ifExists?: boolean
  readonly mode?: 'all' | 'one'
}

interface Judging<F extends Fields> {
  readonly judge: (actual: unknown, input: InputOf<F>, context: Context, subject: string) => Judgement
  readonly judgeWhole?: undefined
}

/** Where what judges has to be fetched first: the value is judged as a whole. */
interface JudgingLater<F extends Fields> {
  readonly judge?: undefined
  readonly judgeWhole: (actual: unknown, input: InputOf<F>, context: Context, subject: string) => Promise<Judgement>
}

export type AssertionSpec<F extends Fields> = AssertionTraits<F> & (Judging<F> | JudgingLater<F>)

interface AssertionTraits<F extends Fields> {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly fields: F
  readonly examples: readonly Example[]
  readonly older?: OlderSpelling
  readonly oneOf?: Component<F & typeof commonFields>['oneOf']
  /** The condition in the words of the test, after the expression: `== 3`. */
  readonly condition: (input: InputOf<F>) => string
  readonly check?: Component<F & typeof commonFields>['check']
  /** Judged as a whole even where it is a list of elements. */
  readonly whole?: (input: InputOf<F>) => boolean
}

const negated = (input: CommonInput): boolean => input.not === true || input.modifier === 'not'

/** The outcome of an assertion that did not pass, with what every assertion says then. */
export function notPassed(
  input: Pick<CommonInput, 'comment' | 'level' | 'stopOnFail'>,
  context: Context,
  outcome: Outcome,
): Outcome {
  const comment = input.comment && context.text(input.comment, { missing: 'empty' })
  return {
    status: 'failed',
    ...(input.level ? { level: input.level } : {}),
    ...(input.stopOnFail ? { stop: true } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...outcome,
  }
}

/** The elements to judge one by one, where the expression selected several. */
function elementsOf(value: unknown, mode: 'all' | 'one' | undefined): readonly unknown[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  return mode !== undefined || value.every((item) => item instanceof XmlNode) ? value : undefined
}

function judgeSeveral(
  elements: readonly unknown[],
  mode: 'all' | 'one',
  judge: (actual: unknown, subject: string) => Judgement,
  subject: string,
): Judgement & { actual?: unknown } {
  const judged = elements.map((element, at) => judge(element, `${subject}[${at}]`))
  const unfit = judged.find((one) => one.senseless)
  if (unfit) return unfit
  const bad = judged.findIndex((one) => !one.pass)
  if (mode === 'all') return bad < 0 ? pass : { ...judged[bad]!, actual: elements[bad] }
  if (judged.some((one) => one.pass)) return pass
  return { ...judged[0]!, message: `none of the ${elements.length} elements of ${subject} fits`, actual: elements }
}

function missingOutcome(input: CommonInput, context: Context, resolution: Resolution): Outcome {
  const where = context.missing(input.expression, resolution)
  if (!negated(input))
    return notPassed(input, context, {
      message: where,
      at: { field: 'expression' },
      expression: input.expression.expression.source,
    })
  // A negated assertion on something that is not there is true and proves nothing, most of all when a name is misspelt.
  return notPassed(input, context, {
    level: 'warning',
    message: `passed because ${where}`,
    at: { field: 'expression' },
  })
}

/** Why the assertion is skipped, where `optional` or `ifExists` says so. */
export function skipReason(
  input: Pick<CommonInput, 'expression' | 'optional' | 'ifExists'>,
  exists: boolean,
  value: unknown,
): string | undefined {
  const source = input.expression.expression.source.trim()
  if ((input.ifExists || input.optional) && !exists) return `\`${source}\` is missing, and it is optional`
  if (input.optional && value === null) return `\`${source}\` is null, and it is optional`
  return undefined
}

function failedOutcome(
  input: CommonInput,
  context: Context,
  judged: Judgement & { actual?: unknown },
  actual: unknown,
): Outcome {
  const source = input.expression.expression.source.trim()
  const not = negated(input) && !judged.senseless
  return notPassed(input, context, {
    message: not
      ? `\`${source}\` is ${describe(actual)}, which it must not be`
      : (judged.message ?? `\`${source}\` is ${describe(actual)}`),
    actual: not ? actual : (judged.actual ?? actual),
    ...(judged.expected === undefined || not ? {} : { expected: judged.expected }),
    ...(judged.diff && !not ? { diff: judged.diff } : {}),
    ...(judged.help === undefined ? {} : { help: judged.help }),
    at: { field: judged.field ?? 'expression' },
    expression: source,
  })
}

/** Makes a component of an assertion's judgement. */
export function defineAssertion<const F extends Fields>(spec: AssertionSpec<F>): Component<F & typeof commonFields> {
  const { condition, whole, name, title, summary, examples, fields, older, oneOf, check } = spec
  return defineComponent<F & typeof commonFields>({
    name,
    title,
    summary,
    category: 'assertions',
    kind: 'assertion',
    // The intersection is what spreading both gives.
    fields: { ...commonFields, ...fields } as F & typeof commonFields,
    examples,
    ...(older ? { older } : {}),
    ...(oneOf ? { oneOf } : {}),
    ...(check ? { check } : {}),
    label(given) {
      const input = given as unknown as CommonInput
      const text = `${input.expression.expression.source.trim()} ${condition(given as InputOf<F>)}`.trim()
      return negated(input) ? `not(${text})` : text
    },
    run(given, context) {
      // The intersection of mapped types is opaque to TypeScript; both halves are what `fields` says.
      const input = given as unknown as CommonInput
      const own = given as unknown as InputOf<F>
      const resolution = context.resolve(input.expression)
      const { value, exists } = resolution
      const reason = skipReason(input, exists, value)
      if (reason !== undefined) return { status: 'skipped', message: reason }
      if (value === undefined) return missingOutcome(input, context, resolution)
      const not = negated(input)
      const subject = input.expression.expression.source.trim()
      const ended = (judged: Judgement & { actual?: unknown }): Outcome =>
        judged.pass !== not && !judged.senseless ? passed : failedOutcome(input, context, judged, value)
      if (spec.judgeWhole) return spec.judgeWhole(value, own, context, subject).then(ended)
      const { judge } = spec
      const elements = whole?.(own) ? undefined : elementsOf(value, input.mode)
      const judged: Judgement & { actual?: unknown } = elements
        ? judgeSeveral(elements, input.mode ?? 'all', (one, path) => judge(one, own, context, path), subject)
        : judge(value, own, context, subject)
      return ended(judged)
    },
  })
}
