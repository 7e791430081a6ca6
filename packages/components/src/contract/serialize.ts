/** Values of parameters as text, by their `style` and `explode` (OpenAPI 3.1.1 §4.8.12.3). */
import { kindOf, textOf } from '@merlon/language'
import type { Parameter } from './operation.ts'

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' }

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => kindOf(value) === 'map'

/** The texts that a value consists of; of a map, names and values. */
function partsOf(value: unknown, explode: boolean): string[] {
  if (Array.isArray(value)) return value.map(textOf)
  if (!isMap(value)) return [textOf(value)]
  return Object.entries(value).flatMap(([key, member]) =>
    explode ? [`${key}=${textOf(member)}`] : [key, textOf(member)],
  )
}

/** Names and values of the query that stand for a parameter. */
export function queryPairs({ name, style, explode }: Parameter, value: unknown): (readonly [string, string])[] {
  if (isMap(value) && style === 'deepObject')
    return Object.entries(value).map(([key, member]) => [`${name}[${key}]`, textOf(member)] as const)
  if (isMap(value) && explode) return Object.entries(value).map(([key, member]) => [key, textOf(member)] as const)
  if (Array.isArray(value) && explode) return value.map((one) => [name, textOf(one)] as const)
  return [[name, partsOf(value, false).join(SEPARATORS[style] ?? ',')]]
}

/** The text that takes the place of `{name}` in a path. */
export function pathText({ name, style, explode }: Parameter, value: unknown): string {
  const parts = partsOf(value, explode).map(encodeURIComponent)
  if (style === 'label') return `.${parts.join('.')}`
  if (style === 'matrix')
    return explode && Array.isArray(value)
      ? parts.map((one) => `;${name}=${one}`).join('')
      : `;${name}=${parts.join(',')}`
  return parts.join(',').replaceAll('%3D', explode && isMap(value) ? '=' : '%3D')
}

export const plainText = ({ explode }: Parameter, value: unknown): string => partsOf(value, explode).join(',')
