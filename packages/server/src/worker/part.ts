/** A part of a test: cut out of its plan, so that all that the whole test says still holds. */
import type { StepPlan, Steps, TestPlan } from '@merlon/engine'
import type { Diagnostic } from '@merlon/protocol'
import type { RunRequest } from '../store/store.ts'
import type { WrittenStep, WrittenSteps } from './written-steps.ts'

type Mode = NonNullable<RunRequest['part']>['mode']

const isSteps = (value: object): value is Steps => 'is' in value && value.is === 'steps'
const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype

/** Lists of steps in a step's input, at any depth. */
function listsIn(value: unknown): Steps[] {
  if (typeof value !== 'object' || value === null) return []
  if (isSteps(value)) return [value]
  return isPlain(value) ? Object.values(value).flatMap(listsIn) : []
}

const holds = (step: StepPlan, target: StepPlan): boolean =>
  step === target || listsIn(step.input).some(({ steps }) => steps.some((one) => holds(one, target)))

/** The same input, its list that holds the step cut off behind it. */
function cutBehind(value: unknown, target: StepPlan): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isSteps(value)) return { ...value, steps: upTo(value.steps, target) }
  if (!isPlain(value)) return value
  if (Array.isArray(value)) return value.map((one: unknown) => cutBehind(one, target))
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cutBehind(member, target)]))
}

/** Steps up to and with one that is among them or inside of them; all where it is not. */
function upTo(steps: readonly StepPlan[], target: StepPlan): readonly StepPlan[] {
  const at = steps.findIndex((one) => holds(one, target))
  const last = steps[at]
  if (!last) return steps
  return [...steps.slice(0, at), last === target ? last : { ...last, input: cutBehind(last.input, target) }]
}

function startingAt(steps: readonly StepPlan[], target: StepPlan): readonly StepPlan[] {
  return steps.slice(steps.findIndex((one) => holds(one, target)))
}

const SECTIONS = ['before', 'steps', 'finally'] as const

/**
 * `only` the step, after those of `first`; the test up `to` it, its clean-up included; or `from` it on, a step inside
 * another meaning the outermost one around it.
 */
export function partOf(plan: TestPlan, target: StepPlan, mode: Mode, first: readonly StepPlan[]): TestPlan {
  if (mode === 'only') return { ...plan, before: [], steps: [...first, target], finally: [] }
  const section = SECTIONS.find((name) => plan[name].some((one) => holds(one, target))) ?? 'steps'
  if (mode === 'to') {
    const cut = { ...plan, [section]: upTo(plan[section], target) }
    return section === 'before' ? { ...cut, steps: [] } : cut
  }
  const rest = { ...plan, [section]: startingAt(plan[section], target) }
  if (section === 'before') return rest
  return { ...rest, before: [], steps: section === 'finally' ? [] : [...first, ...rest.steps] }
}

/** What keeps a part from running: mistakes in its steps or outside of all steps, not those in steps that are left out. */
export function inTheWay(diagnostics: readonly Diagnostic[], part: TestPlan, written: WrittenSteps): Diagnostic[] {
  const runs = SECTIONS.flatMap((name) => part[name]).flatMap(({ span }) => written.from(span.start) ?? [])
  return diagnostics.filter(({ severity, code, location }) => {
    if (severity !== 'error' || !location || location.file !== part.file || code.startsWith('yaml-')) return true
    const { line } = location
    const isIn = ({ firstLine, lastLine }: WrittenStep): boolean => firstLine <= line && line <= lastLine
    return runs.some(isIn) || !written.all.some(isIn)
  })
}
