/** What becomes of a value when it is said in another of several ways. */
import type { FieldDocument } from '@merlon/protocol'
import { isStructure } from './written.ts'

const ALONE = /^\$\{([^{}]*)\}$/
const CODE = new Set<FieldDocument['role']>(['expression', 'script'])
const TEXT = new Set<FieldDocument['role']>(['template', 'text'])

/** Of a map, the entries that another form has a field for as well; undefined where there is none. */
export function carriedFields(value: unknown, to: FieldDocument): unknown {
  if (!isStructure(value) || Array.isArray(value)) return undefined
  const kept = Object.entries(value).filter(([name]) => to.fields?.some((field) => field.name === name))
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

/** The same in another role, where it can be said there; undefined where it cannot. */
export function carried(value: unknown, from: FieldDocument['role'], to: FieldDocument['role']): unknown {
  if (value === undefined || value === null || from === to) return undefined
  const isText = typeof value === 'string'
  if (CODE.has(from)) {
    if (!isText) return undefined
    if (to === 'script' && from === 'expression') return `return ${value.trim()}`
    const result = from === 'script' ? /^\s*return\s+([^\n;]+);?\s*$/.exec(value)?.[1] : value
    if (result === undefined || result.includes('}') || result.includes('\n')) return undefined
    return to === 'expression' ? result : TEXT.has(to) || to === 'value' ? `\${${result}}` : undefined
  }
  if (CODE.has(to)) {
    if (typeof value === 'number' || typeof value === 'boolean')
      return to === 'script' ? `return ${value}` : String(value)
    if (!isText) return undefined
    const code = ALONE.exec(value)?.[1] ?? (value.includes('${') ? undefined : JSON.stringify(value))
    return code === undefined ? undefined : to === 'script' ? `return ${code}` : code
  }
  if (to === 'value') return TEXT.has(from) && isText ? value : undefined
  if (TEXT.has(to)) return from === 'value' && typeof value !== 'object' ? String(value) : undefined
  return undefined
}
