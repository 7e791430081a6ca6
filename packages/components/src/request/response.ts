/** What a request leaves behind in variables. */
import { share, type WireFailure, type WireHeaders, type WireTimings } from '@merlon/engine'
import type { RedirectRecord } from '@merlon/protocol'

/** Negative codes of requests that got no answer. */
export const failureCodes: Readonly<Record<WireFailure['code'] | 'too-many-redirects', number>> = {
  refused: -1,
  timeout: -2,
  'unknown-host': -3,
  tls: -4,
  closed: -5,
  malformed: -6,
  'too-many-redirects': -7,
  'too-large': -8,
  blocked: -9,
  'bad-url': -10,
  'cannot-send': -10,
  aborted: -2,
}

/**
 * Headers as a map that answers to any letter case. Names are kept as they arrived; a repeated one is joined with commas,
 * as RFC 9110 §5.3 has it, except `set-cookie`, which is a list.
 */
export function headerMap(headers: WireHeaders): Record<string, unknown> {
  const names = new Map<string, string>()
  const map: Record<string, unknown> = {}
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const known = names.get(lower)
    if (known === undefined) {
      names.set(lower, name)
      Object.defineProperty(map, name, {
        value: lower === 'set-cookie' ? [value] : value,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    } else if (lower === 'set-cookie') (map[known] as string[]).push(value)
    else map[known] = `${String(map[known])}, ${value}`
  }
  const written = (key: string | symbol): string | symbol =>
    typeof key === 'string' && !Object.hasOwn(map, key) ? (names.get(key.toLowerCase()) ?? key) : key
  return share(
    new Proxy(map, {
      get: (target, key) => Reflect.get(target, written(key)) as unknown,
      has: (target, key) => Reflect.has(target, written(key)),
      getOwnPropertyDescriptor: (target, key) => Reflect.getOwnPropertyDescriptor(target, written(key)),
    }),
  )
}

export interface Arrived {
  readonly status: number
  readonly statusText: string
  readonly http: string
  readonly headers: WireHeaders
  readonly cookies: Record<string, string>
  readonly url: string
  readonly redirects: readonly RedirectRecord[]
  readonly size: number
  /** Worked out when somebody asks: most tests never do. */
  readonly sha256: () => string
  readonly timings: WireTimings
}

/** The `…_response` variable. `statusCode` is text, as it always was; `status` is the number. */
export function responseVariable(arrived: Arrived): Record<string, unknown> {
  const { status, statusText, http, headers, cookies, url, redirects, size, sha256, timings } = arrived
  const variable = {
    status,
    statusCode: String(status),
    statusText,
    headers: headerMap(headers),
    cookies,
    url,
    redirects: redirects.map((one) => ({ ...one })),
    size,
    sha256: '',
    http,
    metrics: { ...timings },
  }
  return share(onDemand(variable, 'sha256', sha256))
}

/** A map one of whose members gets its value when it is first looked at. */
function onDemand<T extends object, K extends keyof T & string>(map: T, member: K, compute: () => T[K]): T {
  let known = false
  const look = (key: string | symbol): void => {
    if (known || key !== member) return
    known = true
    map[member] = compute()
  }
  return new Proxy(map, {
    get(target, key) {
      look(key)
      return Reflect.get(target, key) as unknown
    },
    getOwnPropertyDescriptor(target, key) {
      look(key)
      return Reflect.getOwnPropertyDescriptor(target, key)
    },
  })
}

/** The `…_response` of a request that got no answer. */
export function failureVariable(code: number, url: string, timings: WireTimings): Record<string, unknown> {
  return {
    status: code,
    statusCode: String(code),
    statusText: '',
    headers: {},
    cookies: {},
    url,
    redirects: [],
    size: 0,
    sha256: '',
    http: '',
    metrics: { ...timings },
  }
}
