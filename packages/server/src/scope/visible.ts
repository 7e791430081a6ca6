/** The variables at a step: those that are stored, above them what the last run left there, and what is still to come. */
import { loadHelper } from '@merlon/components'
import { type KeptScope, keptVariables, storedVariables, type TestPlan } from '@merlon/engine'
import { nodeCodec, randomFrom, systemClock } from '@merlon/host'
import type { KnownVariableView } from '@merlon/protocol/http'
import { noFile } from '../check/check.ts'
import { type PlacedStep, placedSteps } from '../check/plan-steps.ts'
import type { Place, Project } from '../store/store.ts'
import { Budget, type ShownValue, shownValue } from './shown-value.ts'

export interface ScopeRequest {
  readonly path: string
  readonly text?: string | undefined
  /** Undefined for what holds at the end of the test. */
  readonly place?: Place | undefined
  readonly environments: readonly string[]
  readonly inputSet?: string | undefined
}

/** Characters of the values of an answer, and of one variable. */
const LONGEST_ANSWER = 120_000
const LONGEST_VARIABLE = 40_000
const MASK = '•••'

interface Found {
  readonly name: string
  readonly from: string
  readonly secret: boolean
  /** Undefined where no value is known. */
  readonly shown: ShownValue | undefined
}

/** The variables at a place of a test, by name, each once. Throws a 404 problem where there is no such test. */
export async function visibleVariables(project: Project, request: ScopeRequest): Promise<KnownVariableView[]> {
  const { path, text, environments } = request
  const compiled = await project.compile(path, { ...(text === undefined ? {} : { text }), environments })
  if (!compiled) throw noFile(path)
  const { plan, source, project: around } = compiled.loaded
  const place = request.place ?? ['steps', plan.steps.length]
  const inputSet = request.inputSet ?? project.bench.latest(path)
  const set = place[0] === 'before' ? undefined : inputOf(plan, inputSet)
  const ports = { clock: systemClock, files: around.files, random: randomFrom }
  const stored = await storedVariables(plan, { set, ports, loadHelper, seed: 0 })
  const { scope } = source.older ? { scope: undefined } : project.bench.before(path, source.unit.text, place, inputSet)
  const found = new Map<string, Found>()
  for (const one of writtenBefore(placedSteps(plan, source.unit, source.older), place)) found.set(one.name, one)
  const budget = new Budget(LONGEST_ANSWER)
  const secrets = [...stored.secrets, ...(scope?.secrets ?? [])]
  for (const one of valuesIn(scope, secrets, budget)) found.set(one.name, one)
  const values = new Map(stored.variables.map(({ name, value, from }) => [name, { value, from }]))
  const masked = masking(values, secrets, budget)
  for (const { name, from: layer, secret, value } of stored.variables) {
    if (found.has(name) && isOver(name, scope)) continue
    const ofSet = set?.variables.some((one) => one.name === name && one.from === layer)
    const from = set && ofSet ? `input ${set.name}` : layer
    const shown = secret || value === undefined ? undefined : masked.get(name)
    found.set(name, { name, from, secret: secret || shown?.value === MASK, shown })
  }
  return [...found.values()].map(view)
}

/**
 * Whether what steps set stands over what is stored. Without a run they are taken to do so; a run that did not set it,
 * in a branch that was not taken, shows that they do not.
 */
const isOver = (name: string, scope: KeptScope | undefined): boolean => scope === undefined || scope.variables.has(name)

function view({ name, from, secret, shown }: Found): KnownVariableView {
  return { name, from, secret, seen: shown !== undefined, ...(secret ? {} : shown) }
}

function inputOf({ inputs }: TestPlan, name: string | undefined): TestPlan['inputs'][number] | undefined {
  return inputs.find((one) => one.name === name) ?? inputs[0]
}

/** What steps that come before a place would set. */
function writtenBefore(steps: readonly PlacedStep[], place: Place): Found[] {
  return steps.flatMap(({ plan, place: at }) =>
    precedes(at, place)
      ? plan.writes.map((name) => ({
          name,
          from: `${plan.label} (line ${plan.location.line})`,
          secret: false,
          shown: undefined,
        }))
      : [],
  )
}

const SECTIONS = ['before', 'steps', 'finally']

/** Whether the step at one place is done when the one at another begins; what holds a step is not. */
function precedes(a: Place, b: Place): boolean {
  if (a[0] !== b[0]) return SECTIONS.indexOf(String(a[0])) < SECTIONS.indexOf(String(b[0]))
  const at = a.findIndex((part, index) => part !== b[index])
  const [left, right] = [a[at], b[at]]
  return typeof left === 'number' && typeof right === 'number' && left < right
}

/** What a run left at the place, masked. */
function valuesIn(scope: KeptScope | undefined, secrets: readonly string[], budget: Budget): Found[] {
  if (!scope) return []
  const values = new Map(
    [...scope.variables].flatMap(([name, { value, from, absent }]) =>
      absent === undefined && value !== undefined ? [[name, { value, from }] as const] : [],
    ),
  )
  const masked = masking(values, secrets, budget)
  return [...values].map(([name, { from }]) => {
    const shown = masked.get(name)
    return { name, from, secret: shown?.value === MASK, shown }
  })
}

/** Values cut to a size, secrets in them masked: a value that is nothing but a secret is the mask. */
function masking(
  values: ReadonlyMap<string, { readonly value: unknown; readonly from: string }>,
  secrets: readonly string[],
  budget: Budget,
): Map<string, ShownValue> {
  const variables = new Map(
    [...values].map(([name, { value, from }]) => [
      name,
      { value: shownValue(value, budget.part(LONGEST_VARIABLE)), from },
    ]),
  )
  const scope: KeptScope = { variables, sessions: new Map(), secrets, depth: 0 }
  // Masking keeps the shape of what it is given.
  return new Map(keptVariables(scope, nodeCodec).map(({ name, value }) => [name, value as ShownValue]))
}
