/** What a route answers, before it meets the socket. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Uint8Array
}

type Headers = Reply['headers']

export function typed(status: number, contentType: string, body: string | Uint8Array, headers: Headers = {}): Reply {
  return { status, headers: { 'Content-Type': contentType, ...headers }, body }
}

export function json(status: number, value: unknown, headers: Headers = {}): Reply {
  return typed(status, 'application/json', JSON.stringify(value), headers)
}

export function empty(status: number, headers: Headers = {}): Reply {
  return { status, headers, body: '' }
}

export function redirect(status: number, location: string): Reply {
  return json(status, { location }, { Location: location })
}
