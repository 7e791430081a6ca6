/** The address of a call, with what curl reads out of it. */

import type { PrintValue } from '@merlon/language'
import { dataText } from './body.ts'
import { formOf } from './body-text.ts'
import type { Call } from './call.ts'
import { variablesIn } from './marked-text.ts'

export interface Address {
  /** Not yet a template. */
  readonly url: string
  /** As `host:port`. */
  readonly host: string
  /** The user that stood in it, as `name:password`. */
  readonly user: string | undefined
  /** From the data that `--get` puts there. */
  readonly query: ReadonlyMap<string, PrintValue> | undefined
}

const PATTERN = /\{[^{}]*,[^{}]*\}|\[(?:\d+-\d+|[a-z]-[a-z]|[A-Z]-[A-Z])(?::\d+)?\]/

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** curl speaks HTTP where the address does not say what it speaks. */
function whole(url: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) || url.startsWith('/')) return url
  return variablesIn(url.split('/', 1)[0]!).length > 0 ? url : `http://${url}`
}

/** Data as `query`, where it comes out the same, else as a part of the address. */
function withData(url: string, call: Call): Pick<Address, 'url' | 'query'> {
  const text = call.get && call.data.length > 0 ? dataText(call) : ''
  if (text === '') return { url, query: undefined }
  const query = text.includes('+') ? undefined : formOf(text)
  if (query) return { url, query }
  const [, before = '', fragment = ''] = /^([^#]*)([\s\S]*)$/.exec(url) ?? []
  return { url: `${before}${before.includes('?') ? '&' : '?'}${text}${fragment}`, query: undefined }
}

/** Reads an address; a problem where no step can go there. */
export function addressOf(written: string, call: Call): Address | { readonly problem: string } {
  let url = whole(written.trim())
  if (/^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(url))
    return { problem: `'${url}' is left out: a step speaks HTTP only` }
  if (!call.globOff) {
    if (PATTERN.test(url))
      call.messages.push(
        'curl takes `{a,b}` and `[1-3]` in an address for several addresses; the step sends it as it is',
      )
    url = url.replace(/\\([[\]{},])/g, '$1')
  }
  const [all = '', scheme = '', user] = /^([a-z]+:\/\/)(?:([^/?#@]*(?:@[^/?#@]*)*)@)?/i.exec(url) ?? []
  const rest = url.slice(all.length)
  const host = /^[^/?#]*/.exec(rest)![0]
  const [, file] = /([^\\/]+)$/.exec(call.upload ?? '') ?? []
  const place =
    file !== undefined && file !== '-' && file !== '.' && /^[^?#]*\/$/.test(rest)
      ? `${rest}${encodeURIComponent(file)}`
      : rest
  return { ...withData(`${scheme}${place}`, call), host, user: user === undefined ? undefined : decoded(user) }
}
