/** What stands in a field of an older step, as today's form writes it; by the field's role. */
import type { AnyField, Role } from '@merlon/engine'
import type { Node, PrintValue, ScalarNode } from '@merlon/language'
import { plainValue } from '@merlon/language'
import { type Code, exactValue } from './code.ts'
import { asNumber } from './tidy.ts'

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false }

/** A scalar of the older forms is empty where nothing was filled in. */
export const isEmpty = (node: Node): boolean => node.kind === 'scalar' && node.text.trim() === ''

function amount(node: ScalarNode, unit: string, code: Code): PrintValue {
  const value = asNumber(code.template(node).trim())
  return unit !== '' && typeof value === 'number' ? `${value}${unit}` : value
}

/** The alternative that reads a node of this kind. */
function alternative(of: readonly AnyField[], node: Node): AnyField | undefined {
  const structured = node.kind === 'map' ? ['object', 'map'] : ['list', 'steps']
  const isStructured = ({ spec }: AnyField): boolean => ['object', 'map', 'list', 'steps'].includes(spec.role)
  if (node.kind === 'scalar') return of.find((one) => !isStructured(one))
  return of.find(({ spec }) => structured.includes(spec.role) || spec.role === 'value')
}

function scalarValue(node: ScalarNode, spec: Role, code: Code): PrintValue | undefined {
  switch (spec.role) {
    case 'expression':
      return asNumber(code.expression(node, 'expression'))
    case 'script':
      return code.script(node)
    case 'template':
    case 'file':
      return code.template(node)
    case 'boolean':
      return isEmpty(node) ? undefined : (BOOLEANS[node.text.trim().toLowerCase()] ?? node.text)
    case 'duration':
      return isEmpty(node) ? undefined : amount(node, spec.bare, code)
    case 'number':
    case 'bytes':
      return isEmpty(node) ? undefined : amount(node, '', code)
    case 'choice':
    case 'name':
      return isEmpty(node) ? undefined : node.text.trim()
    default:
      return node.text
  }
}

/** The value to print; `undefined` where the field says nothing, and so is left out. */
export function fieldValue(node: Node, spec: Role, code: Code): PrintValue | undefined {
  switch (spec.role) {
    case 'value':
      return code.value(node)
    case 'either': {
      const one = alternative(spec.of, node)
      return one && fieldValue(node, one.spec, code)
    }
    case 'list': {
      const items = node.kind === 'list' ? node.items : [node]
      return items.flatMap((item) => fieldValue(item, spec.of.spec, code) ?? [])
    }
    case 'map':
    case 'object': {
      if (node.kind !== 'map') break
      const members = node.entries.flatMap(({ key, value }): [string, PrintValue][] => {
        const of = spec.role === 'map' ? spec.of : spec.fields[key.text]
        const member = of ? fieldValue(value, of.spec, code) : asWritten(value)
        return member === undefined ? [] : [[key.text, member]]
      })
      return new Map(members)
    }
  }
  return node.kind === 'scalar' ? scalarValue(node, spec, code) : asWritten(node)
}

/** A value of a shape that its field does not take: the check of the step says so. */
function asWritten(node: Node): PrintValue {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? node.text : exactValue(node)
  // Nodes hold nothing but scalars, lists and maps.
  return plainValue(node) as PrintValue
}
