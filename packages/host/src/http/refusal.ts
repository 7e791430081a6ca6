/** A request that cannot be written as HTTP at all, and which part of it is to blame. */
import type { WireRequest } from '@merlon/engine'
import type { Fault } from './fault.ts'
import { TOKEN, UNSENDABLE } from './syntax.ts'

/** Names what stands in the way of sending `request`; `error` is what Node said, where it was Node that declined. */
export function refusalOf(request: WireRequest, error?: unknown): Fault {
  const refused = (message: string, help?: string): Fault => ({ code: 'cannot-send', message, ...(help && { help }) })
  if (!TOKEN.test(request.method))
    return refused(`'${request.method}' cannot be a method; methods are words such as GET`)
  for (const [name, value] of request.headers) {
    if (!TOKEN.test(name)) return refused(`'${name}' cannot be the name of a header`)
    const character = UNSENDABLE.exec(value)?.[0]
    if (character !== undefined) {
      return refused(
        `the header '${name}' holds ${nameOf(character)}, which a header cannot carry`,
        'take it out, or encode the value, for example with `encodeURIComponent`',
      )
    }
  }
  return refused(`the request cannot be sent: ${error instanceof Error ? error.message : String(error)}`)
}

function nameOf(character: string): string {
  const point = character.codePointAt(0) ?? 0
  if (point === 10 || point === 13) return 'a line break'
  const shown = point > 0x20 && point !== 0x7f ? `'${character}' ` : ''
  return `${shown}U+${point.toString(16).toUpperCase().padStart(4, '0')}`
}
