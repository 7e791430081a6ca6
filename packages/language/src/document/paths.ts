/** Places in a file as paths of keys and indexes. */
import type { Path } from './types.ts'

/** A text that two paths share only when they are the same. */
export const pathKey = (path: Path): string => JSON.stringify(path)

export const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index])

/** Whether `path` is `ancestor` or lies inside it. */
export const isWithin = (path: Path, ancestor: Path): boolean =>
  path.length >= ancestor.length && ancestor.every((part, index) => part === path[index])

export const parentOf = (path: Path): Path => path.slice(0, -1)

/** A path as people write it: `steps[3].each.steps`. */
export function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('')
  return text.startsWith('.') ? text.slice(1) : text || 'the file'
}
