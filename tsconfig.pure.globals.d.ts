/** What browsers and Node share beyond the language itself, and pure packages may use. */

interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare const AbortSignal: { readonly prototype: AbortSignal }

declare class AbortController {
  readonly signal: AbortSignal
  abort(): void
}

declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly origin: string
  readonly pathname: string
  readonly search: string
  username: string
  password: string
}
