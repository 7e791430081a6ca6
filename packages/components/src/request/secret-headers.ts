/** Header values that no report may show. */
import type { Context, WireHeaders } from '@merlon/engine'

const ALWAYS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

/** A cookie's value shorter than this is more likely a word, such as a currency, than a credential. */
const SHORTEST_COOKIE = 8

function credentialOf(name: string, value: string): readonly string[] {
  if (name === 'authorization' || name === 'proxy-authorization') return [value.replace(/^\S+\s+/, '')]
  const pairs = name === 'set-cookie' ? [value.split(';', 1)[0] ?? ''] : value.split(';')
  return pairs.map((pair) => pair.slice(pair.indexOf('=') + 1).trim()).filter((one) => one.length >= SHORTEST_COOKIE)
}

/** Makes the values of secret headers unreadable in everything said from here on. */
export function hideHeaders(headers: WireHeaders, context: Context): void {
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const own = ALWAYS.has(lower)
    if (!own && !context.plan.secretHeaders.includes(lower)) continue
    context.secret(value)
    if (own) for (const part of credentialOf(lower, value)) context.secret(part)
  }
}
