/** The steps of a plan with their places in the file, whatever component holds which. */
import type { StepPlan, Steps, TestPlan } from '@merlon/engine'
import { type Node, readYaml, type SourceFile } from '@merlon/language'
import type { Place } from '../store/store.ts'

export interface PlacedStep {
  readonly plan: StepPlan
  readonly place: Place
}

const SECTIONS = ['before', 'steps', 'finally'] as const

const isSteps = (value: object): value is Steps => 'is' in value && value.is === 'steps'

/** Lists of steps in a step's input, with the names of the fields that lead there. */
function listsIn(value: unknown, names: readonly string[] = []): { names: readonly string[]; steps: Steps['steps'] }[] {
  if (typeof value !== 'object' || value === null) return []
  if (isSteps(value)) return [{ names, steps: value.steps }]
  // Anything else with a tag is an expression or a template, which holds no steps.
  if ('is' in value || !isPlain(value)) return []
  return Object.entries(value).flatMap(([name, member]) => listsIn(member, [...names, name]))
}

const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype

/** Places of the items of all lists, by where they begin in the file. */
function itemPlaces(file: SourceFile): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>()
  const walk = (node: Node, place: Place): void => {
    if (node.kind === 'map') for (const { key, value } of node.entries) walk(value, [...place, key.text])
    if (node.kind !== 'list') return
    for (const [at, item] of node.items.entries()) {
      // An alias stands where its anchor does, which comes first.
      if (!places.has(item.span.start)) places.set(item.span.start, [...place, at])
      walk(item, [...place, at])
    }
  }
  const { node } = readYaml(file)
  if (node) walk(node, [])
  return places
}

/**
 * Every step of a plan, one that holds others before them. The place is the path in the YAML; in the older formats, the
 * one that the step would have in today's.
 */
export function placedSteps(plan: TestPlan, file: SourceFile, older: boolean): PlacedStep[] {
  const known = older ? undefined : itemPlaces(file)
  const found: PlacedStep[] = []
  const walk = (steps: readonly StepPlan[], list: Place): void => {
    for (const [at, step] of steps.entries()) {
      const place = known ? known.get(step.span.start) : [...list, at]
      if (place) found.push({ plan: step, place })
      for (const { names, steps: inner } of listsIn(step.input))
        walk(inner, [...list, at, step.component.name, ...names])
    }
  }
  for (const section of SECTIONS) walk(plan[section], [section])
  return found
}
