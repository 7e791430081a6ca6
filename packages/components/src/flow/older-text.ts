import type { OlderReading } from '@merlon/engine'
import type { OlderStep } from '@merlon/language'
import { literal } from '../assertion/value.ts'

/** In the XML form, the text of an element is the field. */
export function readText(step: OlderStep, name: string): OlderReading {
  if (!step.text) return { entries: step.fields.entries }
  return { entries: [...step.fields.entries, { key: literal(step.component, name), value: step.text }] }
}
