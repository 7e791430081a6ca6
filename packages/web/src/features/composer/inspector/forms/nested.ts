/** What fields inside fields are drawn with; handed down, since each kind of field may hold all others. */
import type { FieldDocument } from '@merlon/protocol'
import { type ComponentType, createContext, useContext } from 'react'
import type { WidgetProps } from './text-widgets.tsx'

export interface Nested {
  /** The control of a field by its role, without label. */
  readonly Control: ComponentType<WidgetProps>
  /** Rows for the fields of a map at a path. */
  readonly Fields: ComponentType<{ object: FieldDocument; path: readonly (string | number)[] }>
}

export const NestedContext = createContext<Nested | undefined>(undefined)

export function useNested(): Nested {
  const nested = useContext(NestedContext)
  if (!nested) throw new Error('a field stands inside a form')
  return nested
}
