/** Single steps for an XML or HTML body, its elements read as expressions read them. */
import type { PrintStep } from '@merlon/language'
import { type Draft, elementName, existence, loop, type Spot, scalarSteps, typeAssertion, whenThere } from './draft.ts'
import { type Children, type Elements, MOST_LEVELS } from './element.ts'
import { memberPath } from './paths.ts'

/** The steps for one element, which is there. */
export function elementSteps(elements: Elements, spot: Spot, draft: Draft): PrintStep[] {
  const here: Spot = { ...spot, absent: false }
  if (elements.cut) draft.note(here, `holds more than ${MOST_LEVELS} levels, so what is deeper is not looked at`)
  const isLeaf = elements.branches === 0
  const saysNothing = elements.attributes.size > 0 && elements.texts.values.every((text) => text === '')
  const text = isLeaf && !saysNothing ? scalarSteps(elements.texts, here, draft) : []
  if (!draft.take(1, here)) return text
  const attributes = attributeSteps(elements, here, draft)
  const children = childrenSteps(elements, here, draft)
  const steps = [...text, ...attributes.steps, ...children.steps]
  const isBranch = elements.branches === elements.seen
  // What is asserted of a child fails where it has no parent, and where that is no element any more.
  if (isBranch ? children.required : text.length > 0 || attributes.required) {
    draft.giveBack(1)
    return steps
  }
  return [isBranch ? typeAssertion('map', here) : existence(here), ...steps]
}

interface Parts {
  readonly steps: PrintStep[]
  /** One of them must be there. */
  readonly required: boolean
}

function attributeSteps({ attributes, seen }: Elements, spot: Spot, draft: Draft): Parts {
  let required = false
  const steps = [...attributes].flatMap(([name, values]) => {
    const absent = values.count < seen
    const place = { path: memberPath(spot.path, `@${name}`), where: memberPath(spot.where, `@${name}`), absent }
    const found = scalarSteps(values, { ...spot, ...place }, draft)
    required ||= !absent && found.length > 0
    return found
  })
  return { steps, required }
}

function childrenSteps(elements: Elements, spot: Spot, draft: Draft): Parts {
  let required = false
  const steps = [...elements.named()].flatMap(({ name, member, children }) => {
    if (member === undefined) {
      draft.note(spot, `has a child '${name}' that no expression reaches for sure, so it is not asserted`)
      return []
    }
    const absent = children.parents < elements.seen
    const place = { path: memberPath(spot.path, member), where: memberPath(spot.where, member), absent }
    const found = childSteps(children, { ...spot, ...place }, draft)
    required ||= !absent && found.length > 0
    return found
  })
  return { steps, required }
}

function childSteps({ elements, several }: Children, spot: Spot, draft: Draft): PrintStep[] {
  const where = several > 0 ? `${spot.where}[]` : spot.where
  // An assertion looks at each of several elements by itself.
  if (!elements.hasParts) return scalarSteps(elements.texts, { ...spot, where }, draft)
  if (several === 0 && !spot.absent) return elementSteps(elements, spot, draft)
  if (!draft.take(1, spot)) return []
  const inner: Spot = several > 0 ? { ...spot, path: elementName(spot), where, loops: spot.loops + 1 } : spot
  const steps = elementSteps(elements, inner, draft)
  if (steps.length > 0) return [several > 0 ? loop(spot, false, steps) : whenThere(spot, steps)]
  draft.giveBack(1)
  return []
}
