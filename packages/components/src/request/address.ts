/** The URL that a request goes to. */
import { type Context, StepFault, type TemplateInput } from '@merlon/engine'
import { type NullablePairs, queryText } from './maps.ts'
import { percentDecoded } from './percent.ts'

/** Everything that may stand in a URL as it is (RFC 3986), an existing percent-encoding included. */
const NOT_ALLOWED = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/gu

function escaped(text: string): string {
  return text.replace(NOT_ALLOWED, (char) => {
    // A lone surrogate has no encoding; what it stands for is lost already.
    return /[\ud800-\udfff]/u.test(char) ? '%EF%BF%BD' : encodeURIComponent(char)
  })
}

function joined(path: string, baseUrl: TemplateInput | undefined, context: Context): string {
  if (!path.startsWith('/')) return path
  if (!baseUrl)
    throw new StepFault(`the url '${path}' is a path, but there is no \`baseUrl\` to join it to`, {
      field: 'url',
      help: 'write the whole address, or say `config: { baseUrl: … }` in the test or in merlon.yaml',
    })
  const base = context.text(baseUrl, { missing: 'error' }).trim().replace(/\/+$/, '')
  return `${base}${path}`
}

/** A user and a password in an address are never sent (RFC 9110 §4.2.4), and no report needs to show them. */
function withoutUser(address: string, context: Context): string {
  const [, scheme, user, rest] = /^(https?:\/\/)([^/?#]*)@(.*)$/is.exec(address) ?? []
  if (scheme === undefined || user === undefined || rest === undefined) return address
  hideUser(user, context)
  context.notice('the user and password in the URL are not sent; `auth: { basic: { username, password } }` sends them')
  return scheme + rest
}

/** Masks the password of a `user:password` as it stands in an address. */
export function hideUser(user: string, context: Context): void {
  const colon = user.indexOf(':')
  if (colon < 0 || colon === user.length - 1) return
  const password = user.slice(colon + 1)
  context.secret(password)
  context.secret(percentDecoded(password))
}

/** Fills, joins and checks the URL, and adds the query; user, password and fragment are never sent. */
export function addressOf(
  url: TemplateInput,
  query: NullablePairs,
  baseUrl: TemplateInput | undefined,
  context: Context,
): string {
  const written = context.text(url, { missing: 'error' }).trim()
  const whole = withoutUser(joined(written, baseUrl, context), context)
  if (!/^https?:\/\/[^/?#\s]/i.test(whole)) {
    const help = /^[\w.-]+(:\d+)?(\/|$)/.test(whole)
      ? `did you mean http://${whole}?`
      : 'an address begins with http:// or https://'
    throw new StepFault(`'${whole}' is no address that a request can go to`, { field: 'url', help })
  }
  const [before = ''] = whole.split('#', 1)
  const added = queryText(query)
  const address =
    added === '' ? before : `${before}${before.includes('?') ? (/[?&]$/.test(before) ? '' : '&') : '?'}${added}`
  return checked(escaped(address))
}

/** Origins that were found to be in order: only those of the last requests, since tests rarely speak to many. */
const knownOrigins = new Set<string>()

function checked(address: string): string {
  const origin = /^[^/]*\/\/[^/?]*/.exec(address)?.[0] ?? ''
  if (knownOrigins.has(origin)) return address
  try {
    new URL(address)
  } catch {
    throw new StepFault(`'${address}' is no address that a request can go to`, { field: 'url' })
  }
  if (knownOrigins.size >= 100) knownOrigins.clear()
  knownOrigins.add(origin)
  return address
}

/** The address without origin and query, for reports that name endpoints: `https://host/path`. */
export const footprintOf = (address: string): string => address.replace(/[?#].*$/s, '')
