/** Single steps for a JSON-like body. */
import type { PrintStep } from '@merlon/language'
import { type Draft, elementName, existence, loop, type Spot, scalarSteps, typeAssertion, whenThere } from './draft.ts'
import { isMapOnly, memberPath } from './paths.ts'
import { MOST_LEVELS, namedMembers, type Place } from './place.ts'

/** The steps for a place; `absent` of the spot is the caller's knowledge, `nullable` that of the place. */
export function placeSteps(place: Place, given: Omit<Spot, 'nullable'>, draft: Draft): PrintStep[] {
  const spot: Spot = { ...given, nullable: place.nulls > 0 }
  const [kind, ...others] = place.kinds
  if (kind === undefined) return onlyNull(spot, draft)
  if (others.length > 0) return mixed(place, spot, draft)
  if (kind === 'list') return listSteps(place, spot, draft)
  return kind === 'map' ? mapSteps(place, spot, draft) : scalarSteps(place.scalars, spot, draft)
}

function onlyNull(spot: Spot, draft: Draft): PrintStep[] {
  if (!draft.take(1, spot)) return []
  draft.note(spot, 'is always null, so what else it may be is not known')
  return [typeAssertion('null', { ...spot, nullable: false })]
}

function mixed({ kinds }: Place, spot: Spot, draft: Draft): PrintStep[] {
  draft.note(spot, `has values of several types (${[...kinds].join(', ')}), so no type is asserted`)
  // An element of a list always exists; a null may count as missing.
  const isElement = spot.path === `_${spot.loops}`
  if (spot.absent || spot.nullable || isElement || !draft.take(1, spot)) return []
  return [existence(spot)]
}

function listSteps(place: Place, spot: Spot, draft: Draft): PrintStep[] {
  if (!draft.take(1, spot)) return []
  const steps = [typeAssertion('array', spot)]
  const { items } = place
  if (!items) {
    draft.note(spot, place.cut ? tooDeep : 'is always an empty list, so what it holds is not known')
    return steps
  }
  if (!draft.take(1, spot)) return steps
  const element = {
    path: elementName(spot),
    where: `${spot.where}[]`,
    absent: false,
    loops: spot.loops + 1,
  }
  const inner = placeSteps(items, element, draft)
  if (inner.length > 0) return [...steps, loop(spot, place.emptyLists > 0, inner)]
  draft.giveBack(1)
  return steps
}

const tooDeep = `holds more than ${MOST_LEVELS} levels, so what is deeper is not looked at`

function mapSteps(place: Place, spot: Spot, draft: Draft): PrintStep[] {
  if (!draft.take(1, spot)) return []
  const type = typeAssertion('map', spot)
  if (place.cut) draft.note(spot, tooDeep)
  const members = namedMembers(place)
  if (!members) return [type, ...entriesSteps(place, spot, draft)]
  if (members.size === 0) return [type]
  const mayBeNothing = spot.absent || spot.nullable
  if (mayBeNothing && !draft.take(1, spot)) return [type]
  const { steps, showMap } = memberSteps(place, members, spot, draft)
  if (mayBeNothing && steps.length > 0) return [type, whenThere(spot, steps)]
  if (!mayBeNothing && !showMap) return [type, ...steps]
  draft.giveBack(1)
  return mayBeNothing ? [type] : steps
}

/** The steps for all members, and whether one of them fails on everything that is no map. */
function memberSteps(
  place: Place,
  members: ReadonlyMap<string, Place>,
  spot: Spot,
  draft: Draft,
): { steps: PrintStep[]; showMap: boolean } {
  let showMap = false
  const steps = [...members].flatMap(([key, member]) => {
    const absent = member.seen < place.maps
    const inner = placeSteps(
      member,
      { path: memberPath(spot.path, key), where: memberPath(spot.where, key), absent, loops: spot.loops },
      draft,
    )
    const mayBeNothing = absent || (member.nulls > 0 && member.kinds.size > 0)
    if (!mayBeNothing && inner.length > 0 && isMapOnly(key)) showMap = true
    return inner
  })
  return { steps, showMap }
}

/** A map whose keys are data: every entry has the same form. */
function entriesSteps(place: Place, spot: Spot, draft: Draft): PrintStep[] {
  const { entries, members, keys } = place
  if (!entries || members.size > 0) {
    draft.note(spot, 'has names as keys in some places and identifiers in others, so its members are not asserted')
    return []
  }
  draft.note(spot, 'has identifiers as keys, so all its entries are asserted alike')
  if (!draft.take(1, spot)) return []
  const entry = elementName(spot)
  const around = { where: `${spot.where}[]`, absent: false, loops: spot.loops + 1 }
  const keyType = keys.type === undefined || keys.type === 'string' ? [] : [keys.type]
  const keySteps = keyType.flatMap((type) =>
    draft.take(1, spot) ? [typeAssertion(type, { ...around, path: `${entry}.key`, nullable: false })] : [],
  )
  const inner = [...keySteps, ...placeSteps(entries, { ...around, path: `${entry}.value` }, draft)]
  if (inner.length > 0) return [loop(spot, place.emptyMaps > 0, inner)]
  draft.giveBack(1)
  return []
}
