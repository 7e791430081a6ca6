/** The headers of a call, as the step has to write them. */
import type { PrintValue } from '@merlon/language'
import type { Call } from './call.ts'
import { templateOf, withoutVariables } from './marked-text.ts'

export type Header = readonly [name: string, value: string | null]

/** Said by the connection, or by the body. */
const IMPLIED = /^(?:content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect)$/
/** Headers that a step sends without being told, so that one can be taken away. */
const OWN = /^(?:accept|accept-encoding|user-agent)$/
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** A header as `-H` writes it: `Name: value`, `Name;` for an empty one, `Name:` to take one away. */
function headerOf(written: string): Header | undefined {
  const [, name = '', sign, value = ''] = /^\s*([^:;]*)([:;])?([\s\S]*)$/.exec(written) ?? []
  const trimmed = value.trim()
  if (sign === ';') return trimmed === '' ? [name.trim(), ''] : undefined
  return sign === ':' ? [name.trim(), trimmed === '' ? null : trimmed] : undefined
}

const isCalled =
  (name: string) =>
  (header: Header): boolean =>
    header[0].toLowerCase() === name

/** Every header of the call, those that flags stand for behind those that were written. */
export function headersOf(call: Call): Header[] {
  const headers = call.headers.flatMap((written): Header[] => {
    const header = headerOf(written)
    if (header && TOKEN.test(withoutVariables(header[0]) || 'x')) return [header]
    call.messages.push(
      written.startsWith('@')
        ? `the headers of the file '${written.slice(1)}' are left out: write them into the step`
        : `'${written.slice(0, 40)}' is left out: it is no header`,
    )
    return []
  })
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && !headers.some(isCalled(name.toLowerCase())))
      headers.push([name, value === '' ? null : value])
  }
  add('User-Agent', call.agent)
  add('Referer', call.referer)
  add('Range', call.range === undefined ? undefined : `bytes=${call.range}`)
  if (call.json) add('Accept', 'application/json')
  if (call.cookies.length > 0) {
    const own = headers.findIndex(isCalled('cookie'))
    const cookies = [...(own < 0 ? [] : [headers[own]![1] ?? []].flat()), ...call.cookies].join('; ')
    headers.splice(own < 0 ? headers.length : own, own < 0 ? 0 : 1, [own < 0 ? 'Cookie' : headers[own]![0], cookies])
  }
  return headers
}

export interface HeaderContext {
  /** Host and port of the address. */
  readonly host: string
  /** Whether the body brings the content type. */
  readonly typed: boolean
}

function isSaidAnyway([name, value]: Header, { host, typed }: HeaderContext): boolean {
  const lower = name.toLowerCase()
  if (lower === 'content-type') return typed || value === null
  if (lower === 'host') return value === null || value.toLowerCase() === host.toLowerCase()
  // A step asks for the encodings that it can read.
  if (lower === 'accept-encoding') return value !== null && value !== 'identity'
  return IMPLIED.test(lower) || (value === null && !OWN.test(lower))
}

/** The `headers` of a step, without those that it sends anyway; a repeated name has a list. */
export function headerFields(headers: readonly Header[], context: HeaderContext): Map<string, PrintValue> {
  const byName = new Map<string, { readonly name: string; readonly values: (string | null)[] }>()
  for (const header of headers) {
    if (isSaidAnyway(header, context)) continue
    const [name, value] = header
    const key = name.toLowerCase()
    const known = byName.get(key)
    if (known) known.values.push(value)
    else byName.set(key, { name, values: [value] })
  }
  return new Map(
    [...byName.values()].map(({ name, values }) => {
      const texts = values.map((value) => (value === null ? null : templateOf(value)))
      return [templateOf(name), texts.length === 1 ? texts[0]! : texts.filter((text) => text !== null)]
    }),
  )
}
