/** From responses to the assertions that all of them pass. */
import { type PrintStep, printSteps, XmlNode } from '@merlon/language'
import { assertion, Draft, existence, type Spot, typeAssertion } from './draft.ts'
import { Elements } from './element.ts'
import { elementSteps } from './element-steps.ts'
import { Place } from './place.ts'
import { shapeOf } from './place-shape.ts'
import { placeSteps } from './place-steps.ts'
import { type Body, type BodyMode, readSample } from './read-sample.ts'
import { tableSteps } from './rows.ts'
import {
  type Generated,
  type GenerateOptions,
  type RequestNeeds,
  type ResponseSample,
  UnusableSample,
} from './types.ts'

/** Bodies that are read into JSON-like values, so that one of each kind can be compared. */
const PLAIN: readonly BodyMode[] = ['json', 'yaml', 'text', 'none']

/**
 * A draft of the assertions for a response: what is there, of which types, in the order of the response.
 *
 * Every sample passes it. Several samples must be of the same call; what is not in all of them, or null in one, is
 * optional. The same samples and options always give the same draft.
 * @throws UnusableSample where a body cannot be read, or a sample is of another kind than the others
 */
export async function generateAssertions(
  samples: readonly ResponseSample[],
  options: GenerateOptions,
): Promise<Generated> {
  if (samples.length === 0) throw new Error('there is no response to make assertions from')
  const bodies = await Promise.all(samples.map(readSample))
  const draft = new Draft(options)
  const statuses = [...new Set(samples.map(({ status }) => status))].filter((status) => status !== undefined)
  const steps = [...statusSteps(statuses, draft), ...bodySteps(bodies, draft)]
  return {
    steps,
    yaml: printSteps(steps),
    request: needsOf(statuses, bodies),
    notes: draft.notes,
    suggestions: draft.suggestions,
  }
}

const spotOf = (path: string, { loops = 0 }: GenerateOptions): Spot => ({
  path,
  where: path,
  absent: false,
  nullable: false,
  loops,
})

function needsOf(statuses: readonly number[], bodies: readonly Body[]): RequestNeeds {
  const [status, ...others] = statuses
  const isUnusual = statuses.some((one) => one < 200 || one > 299)
  return {
    ...(status !== undefined && isUnusual ? { expect: others.length > 0 ? statuses : status } : {}),
    ...(bodies.some(({ mode }) => mode === 'yaml') ? { mode: 'yaml' } : {}),
  }
}

function statusSteps(statuses: readonly number[], draft: Draft): PrintStep[] {
  const { variable, status = true } = draft.options
  if (!status || statuses.length === 0) return []
  const spot = spotOf(`${variable}_response.status`, draft.options)
  draft.take(1, spot)
  if (statuses.length > 1) return [oneOf(statuses, spot)]
  return [{ component: 'assert', input: `${spot.path} == ${statuses[0]}` }]
}

function bodySteps(bodies: readonly Body[], draft: Draft): PrintStep[] {
  const [first] = bodies
  const mode = first?.mode ?? 'none'
  const isPlain = PLAIN.includes(mode)
  const other = bodies.findIndex((body) => (isPlain ? !PLAIN.includes(body.mode) : body.mode !== mode))
  if (other >= 0)
    throw new UnusableSample(
      other,
      `the body is ${bodies[other]?.mode.toUpperCase()}, but that of the first response is ${mode.toUpperCase()}`,
    )
  const spot = spotOf(draft.options.variable, draft.options)
  const values = bodies.map(({ value }) => value)
  if (isPlain) return plainSteps(values, spot, draft)
  if (mode === 'binary') return binarySteps(values, spot)
  if (draft.options.style === 'shape')
    draft.note(spot, `is ${mode.toUpperCase()}, which \`assert-shape\` does not look into, so there are single steps`)
  // What was read as CSV is a list of rows.
  if (mode === 'csv') return tableSteps(values as readonly (readonly string[][])[], spot, draft)
  return documentSteps(
    values.filter((value) => value instanceof XmlNode),
    mode,
    spot,
    draft,
  )
}

function plainSteps(values: readonly unknown[], spot: Spot, draft: Draft): PrintStep[] {
  const place = new Place()
  for (const value of values) place.add(value)
  const isStructure = place.kinds.has('map') || place.kinds.has('list')
  if (draft.options.style === 'steps' || !isStructure || place.kinds.size > 1) return placeSteps(place, spot, draft)
  // That it may be null is said of the whole, so nothing is left to say of the place.
  const shape = shapeOf(place, spot, true, draft)
  const strict = draft.options.strict && !draft.isFull ? [['strict', true] as const] : []
  return [assertion('assert-shape', { ...spot, nullable: place.nulls > 0 }, [['shape', shape], ...strict])]
}

function binarySteps(types: readonly unknown[], spot: Spot): PrintStep[] {
  const found = [...new Set(types)].filter((type) => typeof type === 'string')
  const type = { ...spot, path: `${spot.path}.type` }
  const size = { ...spot, path: `${spot.path}.size` }
  return [oneOf(found, type), typeAssertion('integer', size)]
}

/** One value is asserted as it is. */
function oneOf(values: readonly (string | number)[], spot: Spot): PrintStep {
  const [first, ...others] = values
  if (first === undefined || others.length > 0) return assertion('assert-in', spot, [['value', values]])
  return assertion('assert-equals', spot, [['value', first]])
}

function documentSteps(roots: readonly XmlNode[], mode: BodyMode, spot: Spot, draft: Draft): PrintStep[] {
  const elements = new Elements()
  for (const root of roots) elements.add(root)
  const [name, ...others] = new Set(roots.map((root) => root.name))
  const isNamed = mode === 'xml' && name !== undefined && others.length === 0
  draft.take(1, spot)
  const steps = elementSteps(elements, spot, draft)
  if (isNamed) return [{ component: 'assert', input: `${spot.path}.name() == '${name}'` }, ...steps]
  return steps.length > 0 ? steps : [existence(spot)]
}
