/** A draft in the making: how much room it has left, and what there is to say about it. */
import { type PrintStep, type PrintValue, printSteps, stepsValue } from '@merlon/language'
import { escapedTemplate } from '../shared/template-text.ts'
import type { Scalar, Scalars } from './scalars.ts'
import type { GenerateNote, GenerateOptions, Suggestion } from './types.ts'

const MOST_STEPS = 500

/** Where in the response, and what is known of it before one looks. */
export interface Spot {
  /** The expression that leads there. */
  readonly path: string
  /** The path from the body, for people. */
  readonly where: string
  readonly absent: boolean
  readonly nullable: boolean
  /** How many loops stand around it. */
  readonly loops: number
}

export class Draft {
  readonly options: GenerateOptions
  readonly notes: GenerateNote[] = []
  readonly suggestions: Suggestion[] = []
  private left = MOST_STEPS
  /** Something was left out. */
  isFull = false

  constructor(options: GenerateOptions) {
    this.options = options
  }

  note({ where }: Pick<Spot, 'where'>, message: string): void {
    this.notes.push({ path: where, message })
  }

  suggest({ where }: Spot, kind: Suggestion['kind'], yaml: string): void {
    this.suggestions.push({ path: where, kind, yaml })
  }

  /** Whether there is room for so much; what finds none is the first to be left out. */
  take(count: number, spot: Pick<Spot, 'where'>): boolean {
    if (this.left >= count) {
      this.left -= count
      return true
    }
    if (!this.isFull)
      this.note(spot, `and what follows is left out: a draft has at most ${MOST_STEPS} assertions and loops`)
    this.isFull = true
    this.left = 0
    return false
  }

  giveBack(count: number): void {
    if (!this.isFull) this.left += count
  }
}

/** A value as a field holds it: text as a template that gives just this text, wide numbers as text to keep their digits. */
export function asValue(value: Scalar): PrintValue {
  if (typeof value === 'string') return escapedTemplate(value)
  return typeof value === 'object' ? value.text : value
}

export function assertion(
  component: string,
  { path, absent, nullable }: Spot,
  fields: readonly (readonly [string, PrintValue])[],
): PrintStep {
  const when: [string, PrintValue][] = nullable ? [['optional', true]] : absent ? [['ifExists', true]] : []
  return { component, input: new Map<string, PrintValue>([['expression', path], ...fields, ...when]) }
}

export const typeAssertion = (type: string, spot: Spot): PrintStep => assertion('assert-is', spot, [['type', type]])

export const existence = ({ path }: Spot): PrintStep => ({ component: 'assert-exists', input: path })

function pin(scalars: Scalars, spot: Spot, strict: boolean): PrintStep | undefined {
  const { values } = scalars
  const [value] = values
  if (value === undefined || values.length > 1) return undefined
  const sameType: [string, string][] = strict && typeof value !== 'object' ? [['type', 'strict']] : []
  return assertion('assert-equals', spot, [['value', asValue(value)], ...sameType])
}

/** Identifiers and moments differ from run to run: a single one says nothing. */
const changing: readonly (string | undefined)[] = ['uuid', 'date-time']

/** What is asserted of the texts, numbers or booleans at one place: the type, or what the options ask for instead. */
export function scalarSteps(scalars: Scalars, spot: Spot, draft: Draft): PrintStep[] {
  if (!draft.take(1, spot)) return []
  const { type, values } = scalars
  const { pin: pinned, enumerations, strict } = draft.options
  const pinStep = pin(scalars, spot, strict === true && scalars.hasOwnType)
  if (pinned && pinStep) return [pinStep]
  if (scalars.isEnumeration) {
    const step = assertion('assert-in', spot, [['value', values.map(asValue)]])
    if (enumerations) return [step]
    draft.suggest(spot, 'enumeration', printSteps([step]))
  }
  if (pinStep && !changing.includes(type)) draft.suggest(spot, 'pin', printSteps([pinStep]))
  if (type === undefined) return [existence(spot)]
  return [
    assertion('assert-is', spot, [
      ['type', type],
      ...(strict && scalars.hasOwnType ? [['strict', true] as const] : []),
    ]),
  ]
}

/** The element of the loop that a place inside `spot` stands in. */
export const elementName = ({ loops }: Spot): string => `_${loops + 1}`

/** Runs steps on each element. One that may be missing or empty has no rounds then. */
export function loop(spot: Spot, mayBeEmpty: boolean, steps: readonly PrintStep[]): PrintStep {
  const mayBeNothing = spot.absent || spot.nullable
  const input = new Map<string, PrintValue>([['expression', mayBeNothing ? `${spot.path} ?? []` : spot.path]])
  if (mayBeNothing || mayBeEmpty) input.set('min', 0)
  return { component: 'each', input: input.set('steps', stepsValue(steps)) }
}

/** Runs steps where something is there. */
export const whenThere = ({ path }: Spot, steps: readonly PrintStep[]): PrintStep => ({
  component: 'if',
  input: new Map<string, PrintValue>([
    ['expression', path],
    ['steps', stepsValue(steps)],
  ]),
})
