/** Reads the body of an answer. */
import { type Context, StepFault } from '@merlon/engine'
import { type PayloadMode, parsePayload } from '@merlon/language'

export const modes = ['auto', 'json', 'xml', 'xml2', 'html', 'text', 'csv', 'yaml', 'binary'] as const
export type Mode = (typeof modes)[number]

export interface Payload {
  readonly value: unknown
  /** The body as text; empty for a binary one. */
  readonly source: string
  readonly mode: Exclude<Mode, 'auto' | 'xml2'>
  readonly problem?: string
}

const BY_TYPE: readonly (readonly [RegExp, Payload['mode']])[] = [
  [/^(?:application|text)\/json$|\+json$/, 'json'],
  [/^(?:application|text)\/xml$|\+xml$/, 'xml'],
  [/^text\/html$|^application\/xhtml\+xml$/, 'html'],
  [/^text\/csv$/, 'csv'],
  [/^text\/|^application\/(?:javascript|x-www-form-urlencoded|graphql|sql|x-ndjson)$|yaml$/, 'text'],
]

function modeFor(type: string, bytes: Uint8Array): Payload['mode'] {
  const found = BY_TYPE.find(([pattern]) => pattern.test(type))?.[1]
  if (found === 'xml' && type === 'application/xhtml+xml') return 'html'
  if (found) return found
  if (type !== '') return 'binary'
  // Without a content type, what looks like JSON is taken as such; an API without headers is more likely than a text in braces.
  const first = bytes.find((byte) => byte > 0x20)
  return first === 0x7b || first === 0x5b ? 'json' : 'text'
}

/** The mode that a step asks for. */
export function modeOf(text: string): Mode {
  const found = modes.find((mode) => mode === text.trim().toLowerCase())
  if (found === undefined)
    throw new StepFault(`there is no mode '${text}'`, { field: 'mode', help: `it takes ${modes.join(', ')}` })
  return found
}

export interface Answer {
  readonly bytes: Uint8Array
  /** The content-type header. */
  readonly type: string
  readonly status: number
  readonly method: string
}

const BODILESS = new Set([204, 205, 304])

/** Parses an answer's body. An empty one is null where the status or method says so, and where nothing declared a format. */
export async function readPayload(
  { bytes, type, status, method }: Answer,
  wanted: Mode,
  context: Context,
): Promise<Payload> {
  const { codec } = context.ports
  const [mime = '', ...parameters] = type.split(';').map((part) => part.trim())
  const lower = mime.toLowerCase()
  const mode = wanted === 'auto' ? modeFor(lower, bytes) : wanted === 'xml2' ? 'xml' : wanted
  const empty = bytes.length === 0
  if (empty && (BODILESS.has(status) || method === 'HEAD' || (wanted === 'auto' && mime === '')))
    return { value: null, source: '', mode }
  if (mode === 'binary')
    return {
      value: { size: bytes.length, type: mime, sha256: codec.sha256(bytes), base64: codec.toBase64(bytes) },
      source: '',
      mode,
    }
  const charset =
    /^charset\s*=\s*"?([\w-]+)"?/i.exec(parameters.find((one) => /^charset/i.test(one)) ?? '')?.[1] ?? 'utf-8'
  const source = codec.decode(bytes, charset)
  if (empty && (mode === 'json' || mode === 'xml'))
    return { value: '', source, mode, problem: `the body is empty, which is not ${mode.toUpperCase()}` }
  const parsed = await parsePayload(mode satisfies PayloadMode, source)
  if ('problem' in parsed)
    return { value: source, source, mode, problem: `the body is not ${mode.toUpperCase()}: ${parsed.problem.message}` }
  return { value: parsed.value, source, mode }
}
