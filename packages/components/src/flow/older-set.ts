import type { OlderReading } from '@merlon/engine'
import { type Entry, entryOf, type OlderStep, type ScalarNode } from '@merlon/language'
import { literal } from '../assertion/value.ts'

const OLD = ['mode', 'value', 'object', 'lang', 'body']

/** Which field holds the value, where `mode` does not say: the one that is there. */
function modeOf(step: OlderStep): string {
  const mode = entryOf(step.fields, 'mode')?.value
  if (mode?.kind === 'scalar' && ['string', 'object', 'lang'].includes(mode.text)) return mode.text
  if (entryOf(step.fields, 'object')) return 'object'
  // In XML a stray `lang` beside a value means nothing.
  if (entryOf(step.fields, 'value')) return 'string'
  return entryOf(step.fields, 'body') || step.text ? 'lang' : 'string'
}

function asText(node: ScalarNode): ScalarNode {
  return { ...node, value: node.text, quoted: true }
}

/** `set` with its modes: string, object, lang (a script or a template). */
export function readSet(step: OlderStep): OlderReading {
  const rest = step.fields.entries.filter(({ key }) => !OLD.includes(key.text))
  const mode = modeOf(step)
  const given = (name: string): Entry | undefined => entryOf(step.fields, name)
  const key = (name: string): ScalarNode => literal(step.component, name)
  if (mode === 'object') {
    const object = given('object')
    return { entries: object ? [...rest, { ...object, key: key('object') }] : rest }
  }
  if (mode === 'lang') {
    const body = given('body')?.value ?? step.text
    const lang = given('lang')?.value
    const name = lang?.kind === 'scalar' && lang.text === 'template' ? 'text' : 'script'
    return { entries: body ? [...rest, { key: key(name), value: body }] : rest }
  }
  const value = given('value')?.value ?? literal(step.component, '')
  return { entries: [...rest, { key: key('text'), value: value.kind === 'scalar' ? asText(value) : value }] }
}
