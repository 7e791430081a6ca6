/** From a call to a step. */
import type { PrintStep, PrintValue } from '@merlon/language'
import { soundsSecret } from '../shared/secret-names.ts'
import { type Address, addressOf } from './address.ts'
import { type Body, bodyOf, type ContentType } from './body.ts'
import type { Call } from './call.ts'
import type { UsedFile } from './files.ts'
import { type Header, headerFields, headersOf } from './headers.ts'
import { templateOf, variablesIn } from './marked-text.ts'

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
const SECRET_HEADERS = /^(?:authorization|proxy-authorization|cookie)$/i

type Fields = Map<string, PrintValue>

function methodOf({ method, head, get, upload, parts, data }: Call): string {
  if (method !== undefined && method !== '') return method
  if (head) return 'HEAD'
  if (upload !== undefined) return 'PUT'
  return !get && parts.length + data.length > 0 ? 'POST' : 'GET'
}

function typeIn(headers: readonly Header[]): ContentType {
  return headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1]
}

/** How to authenticate; a header that was written by hand wins. */
function authOf(call: Call, address: Address, headers: readonly Header[]): Fields | undefined {
  if (headers.some(([name]) => name.toLowerCase() === 'authorization')) return undefined
  if (call.bearer !== undefined) return new Map([['bearer', templateOf(call.bearer)]])
  const user = call.user ?? address.user
  if (user === undefined) return undefined
  const at = user.indexOf(':')
  if (at < 0) call.messages.push('there is no password: curl would ask for it')
  const [username, password] = at < 0 ? [user, ''] : [user.slice(0, at), user.slice(at + 1)]
  return new Map([
    [
      'basic',
      new Map([
        ['username', templateOf(username)],
        ['password', templateOf(password)],
      ]),
    ],
  ])
}

function seconds(call: Call, name: string, text: string | undefined): [string, PrintValue][] {
  if (text === undefined || Number(text) === 0) return []
  if (/^\d+(?:\.\d+)?$/.test(text)) return [[name, `${text}s`]]
  call.messages.push(`'${text}' is left out: it is no number of seconds`)
  return []
}

function settingsOf(call: Call, method: string): [string, PrintValue][] {
  const { follow, maxRedirects, maxTime, connectTimeout } = call
  const redirects: [string, PrintValue][] = []
  // For GET and HEAD, redirects are followed anyway.
  if (follow && method !== 'GET' && method !== 'HEAD') redirects.push(['followRedirects', true])
  if (maxRedirects !== undefined && /^\d{1,9}$/.test(maxRedirects))
    redirects.push(['maxRedirects', Number(maxRedirects)])
  return [...redirects, ...seconds(call, 'timeout', maxTime), ...seconds(call, 'connectTimeout', connectTimeout)]
}

const isSecret = (name: string, value: unknown): boolean =>
  typeof value === 'string' &&
  value !== '' &&
  variablesIn(value).length === 0 &&
  !value.includes('${') &&
  soundsSecret(name)

/** Remarks on what should not stand in a file. */
function noteSecrets(
  { messages }: Call,
  { url }: Address,
  headers: readonly Header[],
  auth: Fields | undefined,
  body: Body,
): void {
  const found = headers.flatMap(([name, value]) =>
    value !== null && (isSecret(name, value) || (SECRET_HEADERS.test(name) && variablesIn(value).length === 0))
      ? [`the header '${name}'`]
      : [],
  )
  const basic = auth?.get('basic')
  const secret = basic instanceof Map ? basic.get('password') : auth?.get('bearer')
  if (isSecret(auth?.has('basic') ? 'password' : 'token', secret))
    found.push(auth?.has('basic') ? 'the password' : 'the token')
  for (const [, name = '', value] of url.matchAll(/[?&]([^=&#]*)=([^&#]*)/g))
    if (isSecret(name, value)) found.push(`'${name}' in the address`)
  for (const [name, value] of body.named) if (isSecret(name, value)) found.push(`'${name}' in the body`)
  for (const one of found) messages.push(`${one} looks like a secret: move it to the vault`)
}

/** The step for one address of a call; `undefined` where there is none, which `call.messages` says. */
export function stepOf(call: Call, written: string, files: UsedFile[]): PrintStep | undefined {
  const address = addressOf(written, call)
  if ('problem' in address) {
    call.messages.push(address.problem)
    return undefined
  }
  const method = methodOf(call)
  const headers = headersOf(call)
  const body = bodyOf(call, typeIn(headers), files)
  const auth = authOf(call, address, headers)
  const headerMap = headerFields(headers, { host: address.host, typed: body.typed })
  noteSecrets(call, address, headers, auth, body)
  const component = METHODS.includes(method) ? method.toLowerCase() : 'request'
  const fields: Fields = new Map<string, PrintValue>([
    ...(component === 'request' ? [['method', templateOf(method)] as const] : []),
    ['url', templateOf(address.url)],
    ...(address.query ? [['query', address.query] as const] : []),
    ...(auth ? [['auth', auth] as const] : []),
    ...(headerMap.size > 0 ? [['headers', headerMap] as const] : []),
    ...body.fields,
    ...settingsOf(call, method),
  ])
  const input = fields.size === 1 ? fields.get('url') : fields
  return { component, input, ...(call.comment === undefined ? {} : { comment: call.comment }) }
}
