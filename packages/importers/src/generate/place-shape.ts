/** The shape of a JSON-like body, as `assert-shape` takes it. */
import { type PrintValue, printYaml, valueTypes } from '@merlon/language'
import { escapedTemplate } from '../shared/template-text.ts'
import { asValue, type Draft, type Spot } from './draft.ts'
import { memberPath } from './paths.ts'
import { MOST_LEVELS, namedMembers, type Place } from './place.ts'

type At = Pick<Spot, 'where'>

/** `isMember`: there, null can be allowed by the `?` of the key. */
export function shapeOf(place: Place, at: At, isMember: boolean, draft: Draft): PrintValue {
  const [kind, ...others] = place.kinds
  if (kind === undefined) {
    draft.note(at, 'is always null, so what else it may be is not known')
    return null
  }
  if (others.length > 0) {
    draft.note(at, `has values of several types (${[...place.kinds].join(', ')}), so no type is asserted`)
    return 'any'
  }
  if (place.nulls > 0 && !isMember) {
    draft.note(at, 'is null at times, which a shape cannot say of the elements of a list, so no type is asserted')
    return 'any'
  }
  if (kind === 'list') return listShape(place, at, draft)
  return kind === 'map' ? mapShape(place, at, draft) : scalarShape(place, at, draft)
}

/** A list that names the values allowed; with a single one that is the name of a type it would mean that type. */
function valuesShape(place: Place): PrintValue | undefined {
  const found = place.scalars.values
  // Only its text keeps the digits of a wide number, and a strict shape tells text and number apart.
  if (found.some((value) => typeof value === 'object')) return undefined
  const values = found.map(asValue)
  const [only] = values
  const isType = typeof only === 'string' && [...valueTypes, 'any'].includes(only)
  return values.length === 0 || (values.length === 1 && isType) ? undefined : values
}

function scalarShape(place: Place, at: At, draft: Draft): PrintValue {
  const { scalars } = place
  const { pin, enumerations } = draft.options
  const values = valuesShape(place)
  const isPin = scalars.values.length === 1
  if (values !== undefined && ((pin && isPin) || (enumerations && scalars.isEnumeration))) return values
  if (values !== undefined && (isPin ? !['uuid', 'date-time'].includes(scalars.type ?? '') : scalars.isEnumeration))
    draft.suggestions.push({ path: at.where, kind: isPin ? 'pin' : 'enumeration', yaml: printYaml(values) })
  return scalars.type ?? 'any'
}

function listShape(place: Place, at: At, draft: Draft): PrintValue {
  if (!place.items) {
    draft.note(at, place.cut ? tooDeep : 'is always an empty list, so what it holds is not known')
    return 'array'
  }
  const items = shapeOf(place.items, { where: `${at.where}[]` }, false, draft)
  return items === null ? 'array' : [items]
}

const tooDeep = `holds more than ${MOST_LEVELS} levels, so what is deeper is not looked at`

function mapShape(place: Place, at: At, draft: Draft): PrintValue {
  if (place.cut) draft.note(at, tooDeep)
  const members = namedMembers(place)
  if (!members)
    draft.note(at, 'has identifiers as keys, of which a shape knows nothing; single steps can walk its entries')
  if (!members || members.size === 0 || place.looksBinary) return 'map'
  const shape = new Map<string, PrintValue>()
  for (const [key, member] of members) {
    const where = memberPath(at.where, key)
    if (!draft.take(1, { where })) break
    const isOptional = member.seen < place.maps || (member.nulls > 0 && member.kinds.size > 0)
    if (!isOptional && key.endsWith('?'))
      draft.note({ where }, 'may be missing, since a shape reads the `?` of its key so')
    const mark = isOptional || key.endsWith('?') ? '?' : ''
    shape.set(`${escapedTemplate(key)}${mark}`, shapeOf(member, { where }, true, draft))
  }
  return shape.size > 0 ? shape : 'map'
}
