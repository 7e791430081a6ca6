/** Header values that no report may show. */
import type { Context, WireHeaders } from '@merlon/engine'

const ALWAYS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

/** A cookie's value shorter than this is more likely a word, such as a currency, than a credential. */
const SHORTEST_COOKIE = 8

/** Made anew for every sending. To remember each as a secret would slow down a run more with every request. */
const SIGNED = /^(Digest|AWS4-HMAC-SHA256)\s/i
const SIGNATURE = /\b(?:response|signature)="?([0-9a-f]{32,})/gi

function credentialOf(name: string, value: string): readonly string[] {
  if (name === 'authorization' || name === 'proxy-authorization') return [value.replace(/^\S+\s+/, '')]
  const pairs = name === 'set-cookie' ? [value.split(';', 1)[0] ?? ''] : value.split(';')
  return pairs.map((pair) => pair.slice(pair.indexOf('=') + 1).trim()).filter((one) => one.length >= SHORTEST_COOKIE)
}

/** Makes the values of secret headers unreadable in everything said from here on, and gives the headers to be shown. */
export function shownHeaders(headers: WireHeaders, context: Context): WireHeaders {
  return headers.map((header) => {
    const [name, value] = header
    const lower = name.toLowerCase()
    const own = ALWAYS.has(lower)
    if (!own && !context.plan.secretHeaders.includes(lower)) return header
    const scheme = own ? SIGNED.exec(value)?.[1] : undefined
    if (scheme !== undefined) return [name, `${scheme} •••`]
    context.secret(value)
    if (own) for (const part of credentialOf(lower, value)) context.secret(part)
    return header
  })
}

/** Hides the signatures of a request where its answer repeats them. */
export function hideEchoes(sent: WireHeaders, arrived: WireHeaders, body: string, context: Context): void {
  for (const [, value] of sent) {
    if (!SIGNED.test(value)) continue
    for (const [, signature = ''] of value.matchAll(SIGNATURE)) {
      if (body.includes(signature) || arrived.some(([, one]) => one.includes(signature))) context.secret(signature)
    }
  }
}
