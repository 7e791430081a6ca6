/** Values as snapshots keep them: JSON in a stable order, XML as its text, nothing secret in it. */
import { ExactNumber, jsonText, parseJson, parsePayload, textOf, XmlNode, xmlSource } from '@merlon/language'

/** Stands for an element of XML, whose source is the member's text. */
const XML = '$xml'

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0

type Mask = (text: string) => string

/** A number that is a secret is masked as a whole; one that only has the same digits in it is not. */
function maskedNumber(value: number | ExactNumber, mask: Mask): unknown {
  const text = value instanceof ExactNumber ? value.text : String(value)
  const masked = mask(text)
  return masked !== text && !/\d/.test(masked) ? masked : value
}

function masked(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask(value)
  if (typeof value === 'number' || value instanceof ExactNumber) return maskedNumber(value, mask)
  if (value instanceof XmlNode) return { [XML]: mask(xmlSource(value)) }
  if (value instanceof Date) return mask(textOf(value))
  if (Array.isArray(value)) return value.map((item) => masked(item, mask))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [mask(key), masked(member, mask)] as const)
  return Object.fromEntries(members.toSorted(byName))
}

/** The JSON text that is kept of a value. Throws an ExpressionError where the value contains itself. */
export const frozen = (value: unknown, mask: Mask): string => {
  // Says so of a value that contains itself, before anything walks it.
  jsonText(value)
  return jsonText(masked(value, mask))
}

async function withElements(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(withElements))
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length === 1 && only?.[0] === XML && typeof only[1] === 'string') {
    const parsed = await parsePayload('xml', only[1])
    return 'problem' in parsed ? value : parsed.value
  }
  return Object.fromEntries(
    await Promise.all(entries.map(async ([key, member]) => [key, await withElements(member)] as const)),
  )
}

/** The value that a text made by `frozen` stands for; what has become secret since is masked in it as well. */
export async function thawed(text: string, mask: Mask): Promise<unknown> {
  const parsed = parseJson(text)
  if ('problem' in parsed) throw new Error(`a snapshot is not JSON: ${parsed.problem.message}`)
  return withElements(masked(parsed.value, mask))
}
