/** What surrounds a caret in a YAML text: maps and lists, and the scalar that it stands in. */
import type { TextRange } from '../document/types.ts'

export type Style = 'plain' | 'single' | 'double' | 'block'

/** A scalar as it stands in the text, quotes included. */
export interface WrittenScalar extends TextRange {
  readonly style: Style
}

export interface Level {
  readonly kind: 'map' | 'list'
  /** Of a map: the key below which the caret stands; undefined where it stands at a key of the map itself. */
  readonly key: string | undefined
  /** Of a list, from 0. */
  readonly index: number
  /** Indentation of its keys or dashes. */
  readonly column: number
  readonly flow: boolean
  /** Scalars and other values of the keys in it, those after the caret included, as they are written. */
  readonly values: ReadonlyMap<string, string>
}

export interface Place {
  /** Maps and lists around the caret, outermost first. */
  readonly levels: readonly Level[]
  /** `start`: at the beginning of a value in block form, which may become a key; `dash`: where an item of a list may begin. */
  readonly part: 'key' | 'value' | 'start' | 'dash'
  /** What the caret stands in or at the end of; an empty stretch at the caret where there is nothing. */
  readonly scalar: WrittenScalar
  readonly flow: boolean
}

export interface Frame {
  readonly kind: 'map' | 'list'
  readonly column: number
  readonly flow: boolean
  readonly values: Map<string, string>
  key: string | undefined
  index: number
}

export const frameOf = (kind: Frame['kind'], column: number, flow: boolean): Frame => ({
  kind,
  column,
  flow,
  values: new Map(),
  key: undefined,
  index: kind === 'list' ? 0 : -1,
})
