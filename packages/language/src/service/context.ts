/** What a place in a file means: the shape that stands there, and the names that only exist there. */
import { knownValue, variablesByName } from './evaluation.ts'
import type { Level } from './frames.ts'
import type { Shape, Shapes } from './shape.ts'
import type { KnownVariable, ServiceWorld } from './world.ts'

/** The shape of what stands below the last level's key or index; undefined where nothing is known of it. */
export function shapeAt(shapes: Shapes, levels: readonly Level[]): Shape | undefined {
  let shape: Shape | undefined = shapes.root
  for (const level of levels) {
    const segment = level.kind === 'list' ? level.index : level.key
    if (!shape || segment === undefined) return undefined
    shape = shapes.below(shape, segment)
  }
  return shape
}

const unquoted = (written: string): string => written.replace(/^(["'])(.*)\1$/s, '$2').trim()

/**
 * Names of loops around the place: the element by its number (`_1`), and those that fields such as `as` give. Where the
 * collection is known, they have the values of its first element.
 */
export function localsAt(shapes: Shapes, levels: readonly Level[], world: ServiceWorld): KnownVariable[] {
  const locals: KnownVariable[] = []
  let loops = 0
  for (const [depth, { values, key }] of levels.entries()) {
    const shape = shapeAt(shapes, levels.slice(0, depth))
    if (shape?.is !== 'component') continue
    const { fields } = shape.component
    const names = fields.filter(({ role, writes }) => role === 'name' && !writes)
    const inside = fields.some(({ name, role }) => name === key && role === 'steps')
    const isLoop = names.length > 0 && fields.some(({ role }) => role === 'steps')
    if (!isLoop || !(inside || fields.some(({ name, role }) => name === key && role === 'template'))) continue
    loops += 1
    const primary = fields.find((field) => field.primary)?.name
    const collection = primary === undefined ? undefined : values.get(primary)
    const element = elementOf(collection, world, locals)
    locals.push({ name: `_${loops}`, ...element, from: 'the element of the loop' })
    for (const [at, field] of names.entries()) {
      const written = values.get(field.name)
      if (!written) continue
      // The first names the element, the second counts.
      const value = at === 0 ? element : { value: 0, seen: true }
      locals.push({ name: unquoted(written), ...value, from: field.summary.toLowerCase() })
    }
  }
  return locals
}

function elementOf(
  collection: string | undefined,
  world: ServiceWorld,
  locals: readonly KnownVariable[],
): { value?: unknown; seen: boolean } {
  const found = collection ? knownValue(unquoted(collection), world, variablesByName(world, locals)) : undefined
  if (!found) return { seen: false }
  const { value } = found
  const items = Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.values(value) : []
  return items.length > 0 ? { value: items[0], seen: true } : { seen: false }
}
