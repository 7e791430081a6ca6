/** Where the two dialects differ in what every construct needs: truth. */

import type { Dialect } from './types.ts'
import { isPlain } from './values.ts'

type Truth = (value: unknown) => boolean

const javascriptTruth: Truth = Boolean

/** In Groovy, an empty list or map is false, too. */
const groovyTruth: Truth = (value) => {
  if (Array.isArray(value)) return value.length > 0
  if (isPlain(value)) return Object.keys(value).length > 0
  return Boolean(value)
}

export function truthOf(dialect: Dialect): Truth {
  return dialect === 'groovy' ? groovyTruth : javascriptTruth
}
