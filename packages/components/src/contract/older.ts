/** `contract` as the older forms write it: children for what is included, excluded, and sent as a header. */
import type { OlderReading } from '@merlon/engine'
import { type Entry, entryOf, type MapNode, type Node, type OlderStep } from '@merlon/language'
import { literal } from '../assertion/value.ts'

type Warning = NonNullable<OlderReading['warnings']>[number]

const valueIn = (step: OlderStep, name: string): Node | undefined => entryOf(step.fields, name)?.value

/** Children of a kind as a list of maps. */
function listEntry(step: OlderStep, kind: string): Entry[] {
  const items = step.children.filter(({ component }) => component.text === kind).map(({ fields }) => fields)
  return items.length === 0
    ? []
    : [{ key: literal(step.component, kind), value: { kind: 'list', span: step.span, items } }]
}

function headersEntry(step: OlderStep): Entry[] {
  const entries = step.children.flatMap((child): Entry[] => {
    const key = child.component.text === 'header' ? valueIn(child, 'name') : undefined
    return key?.kind === 'scalar' ? [{ key, value: valueIn(child, 'value') ?? literal(child.component, '') }] : []
  })
  const value: MapNode = { kind: 'map', span: step.span, entries }
  return entries.length === 0 ? [] : [{ key: literal(step.component, 'headers'), value }]
}

export function readOlderContract(step: OlderStep): OlderReading {
  const warnings: Warning[] = []
  const timeout: Entry[] = []
  for (const child of step.children) {
    const kind = child.component.text
    if (['include', 'exclude', 'header'].includes(kind)) continue
    const name = valueIn(child, 'name')
    const value = valueIn(child, 'value')
    if (kind === 'config' && name?.kind === 'scalar' && name.text === 'timeout' && value)
      timeout.push({ key: literal(child.component, 'timeout'), value })
    else warnings.push({ message: `a contract does not take this '${kind}', so it is left out`, node: child })
  }
  const entries = [
    ...step.fields.entries,
    ...listEntry(step, 'include'),
    ...listEntry(step, 'exclude'),
    ...headersEntry(step),
    ...timeout,
  ]
  return { entries, warnings }
}
