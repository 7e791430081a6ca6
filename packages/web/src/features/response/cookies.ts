/** Cookies that a response sets (RFC 6265, 5.2). */
import type { HeaderList } from '@merlon/protocol'

interface Cookie {
  readonly name: string
  readonly value: string
  /** `Path=/`, `HttpOnly`, in the order in which they came. */
  readonly attributes: readonly string[]
}

export function cookiesOf(headers: HeaderList): Cookie[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, text]) => {
      const [pair = '', ...attributes] = text.split(';').map((part) => part.trim())
      const at = pair.indexOf('=')
      return {
        name: at < 0 ? '' : pair.slice(0, at).trim(),
        value: pair.slice(at + 1).trim(),
        attributes: attributes.filter(Boolean),
      }
    })
}
