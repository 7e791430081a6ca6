import type { OlderReading } from '@merlon/engine'
import { entryOf, type OlderStep } from '@merlon/language'

/** `flow` with `command: wait | stop` reads as one of today's two components. */
export function readFlow(step: OlderStep): OlderReading {
  const command = entryOf(step.fields, 'command')?.value
  const word = command?.kind === 'scalar' ? command.text.trim() : ''
  if (word === 'stop') return { component: 'stop', entries: [] }
  const value = entryOf(step.fields, 'value')
  const entries = value ? [{ key: { ...value.key, text: 'duration', value: 'duration' }, value: value.value }] : []
  if (word === 'wait') return { component: 'wait', entries }
  return { entries, warnings: [{ message: `there is no flow command '${word}'`, node: command ?? step }] }
}
