/** What is written when a component or a field is chosen: as much as it cannot do without. */
import type { ComponentDocument, NamedField } from '@merlon/protocol'
import { isStepList } from './shape.ts'

export interface Skeleton {
  readonly insert: string
  /** Where the caret goes, when not to the end. */
  readonly caret?: number
}

/** A component at a column of the text, in block form. */
export function skeletonOf(component: ComponentDocument, column: number): Skeleton {
  const { name } = component
  const needed = neededFields(component)
  const primary = component.fields.find((one) => one.primary)
  if (needed.length === 0) return { insert: primary ? `${name}: ` : `${name}:` }
  const [only] = needed
  if (needed.length === 1 && only?.primary) return { insert: `${name}: ` }
  const indent = `\n${' '.repeat(column + 2)}`
  if (needed.length === 1 && only && isStepList(only)) return { insert: `${name}:${indent}- ` }
  const lines = needed.map((field) => fieldSkeleton(field, column + 2, false).insert)
  const insert = `${name}:${lines.map((line) => indent + line).join('')}`
  const caret = `${name}:${indent}${lines[0]}`.length
  return caret === insert.length ? { insert } : { insert, caret }
}

/** Required fields, the first of each group of which one must be there, and with those the name that the step sets. */
function neededFields({ fields, oneOf }: ComponentDocument): NamedField[] {
  const firsts = new Set(oneOf.map(([first]) => first))
  const sets = ({ writes, default: fallback }: NamedField): boolean =>
    oneOf.length > 0 && writes === true && fallback === undefined
  return fields.filter((field) => field.required || firsts.has(field.name) || sets(field))
}

/** A field at a column of the text. */
export function fieldSkeleton({ name, role }: NamedField, column: number, flow: boolean): Skeleton {
  const inner = `\n${' '.repeat(column + 2)}`
  if (flow) {
    if (role === 'object' || role === 'map') return { insert: `${name}: {  }`, caret: name.length + 4 }
    if (role === 'steps' || role === 'list') return { insert: `${name}: []`, caret: name.length + 3 }
    return { insert: `${name}: ` }
  }
  if (role === 'steps' || role === 'list') return { insert: `${name}:${inner}- ` }
  if (role === 'object' || role === 'map') return { insert: `${name}:${inner}` }
  if (role === 'script') return { insert: `${name}: |${inner}` }
  return { insert: `${name}: ` }
}
