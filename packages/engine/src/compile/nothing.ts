import { isNothing, type Node } from '@merlon/language'
import type { Role } from '../fields.ts'

/** Whether a field is as good as absent. `null` is a value, and where it is one of the choices it is the word. */
export function saysNothing(spec: Role, node: Node): boolean {
  if (!isNothing(node) || spec.role === 'value' || spec.role === 'either') return false
  return !(spec.role === 'choice' && node.kind === 'scalar' && spec.options.includes(node.text))
}
