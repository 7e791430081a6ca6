import type { HelperUse } from '@merlon/language'
import { isMap, textIn, wrongArgument } from './arguments.ts'

/** Adds the members of a map to the query of a URL, before its fragment, percent-encoded (RFC 3986); missing and null ones are left out. */
export function withQuery(url: string, parameters: unknown, use: HelperUse): string {
  if (!isMap(parameters)) throw wrongArgument('WSUtil.composeUrl', 'its parameters as a map', parameters)
  const pairs = Object.entries(parameters).flatMap(([name, value]) => pairsOf(name, value, use))
  use.charge(url.length)
  const hash = url.indexOf('#')
  const [address, fragment] = hash < 0 ? [url, ''] : [url.slice(0, hash), url.slice(hash)]
  if (pairs.length === 0) return url
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&'
  const query = pairs.join('&')
  use.chargeText(url.length + joint.length + query.length)
  return address + joint + query + fragment
}

function pairsOf(name: string, value: unknown, use: HelperUse): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const present = values.filter((item) => item !== undefined && item !== null)
  return present.map((item) => {
    const text = textIn(item)
    if (text === undefined) throw wrongArgument('WSUtil.composeUrl', `text or a list of texts in '${name}'`, item)
    use.charge(name.length + text.length)
    return `${encoded(name)}=${encoded(text)}`
  })
}

/** Half of a surrogate pair has no percent-encoding; it becomes U+FFFD as in UTF-8. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
