/** Reads the body of an answer. */
import { type Context, StepFault } from '@merlon/engine'
import { type PayloadMode, parsePayload, payloadModeOf } from '@merlon/language'

export const modes = ['auto', 'json', 'xml', 'xml2', 'html', 'text', 'csv', 'yaml', 'binary'] as const
export type Mode = (typeof modes)[number]

export interface Payload {
  readonly value: unknown
  /** The body as text; empty for a binary one. */
  readonly source: string
  readonly mode: Exclude<Mode, 'auto' | 'xml2'>
  readonly problem?: string
}

function modeFor(type: string, bytes: Uint8Array): Payload['mode'] {
  const found = payloadModeOf(type)
  // A text until somebody asks for more.
  if (found === 'yaml') return 'text'
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

const BYTE_ORDER_MARKS = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  // The first characters of XML, which has no other beginning (XML 1.0, appendix F).
  ['utf-16be', [0, 0x3c, 0, 0x3f]],
  ['utf-16le', [0x3c, 0, 0x3f, 0]],
] as const

const PARAMETER = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i

const DECLARED: Readonly<Partial<Record<Payload['mode'], RegExp>>> = {
  xml: /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']+)/i,
  html: /<meta\s[^>]*?\bcharset\s*=\s*["']?([^\s"'/>;]+)/i,
}

/** How far into a document its declaration is looked for (WHATWG HTML, "prescan a byte stream"). */
const PRESCAN = 1024

/** What a document says of its own charset. One that could be read so far is not in UTF-16, whatever it says. */
function declaredIn(bytes: Uint8Array, mode: Payload['mode']): string | undefined {
  const pattern = DECLARED[mode]
  if (!pattern) return undefined
  const found = pattern.exec(String.fromCharCode(...bytes.subarray(0, PRESCAN)))?.[1]
  return found === undefined || /^utf-?16/i.test(found) ? undefined : found
}

/** The text of a body: in the charset of its byte order mark, else of its header, else of its own declaration, else UTF-8. */
function textOf(bytes: Uint8Array, type: string, mode: Payload['mode'], context: Context): string {
  const { codec } = context.ports
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0]
  const [, quoted, plain] = PARAMETER.exec(type) ?? []
  const charset = marked ?? quoted ?? plain ?? declaredIn(bytes, mode) ?? 'utf-8'
  if (!codec.knows(charset)) context.notice(`the charset '${charset}' is not known, so the body was read as UTF-8`)
  return codec.decode(bytes, charset)
}

/** The text of a body whatever a step makes of it; undefined where its type says that it has none. */
export function decodedText(bytes: Uint8Array, type: string, context: Context): string | undefined {
  const mode = modeFor(mimeOf(type), bytes)
  return mode === 'binary' ? undefined : textOf(bytes, type, mode, context)
}

const mimeOf = (type: string): string => type.split(';', 1)[0]?.trim().toLowerCase() ?? ''

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
  const mime = type.split(';', 1)[0]?.trim() ?? ''
  const mode = wanted === 'auto' ? modeFor(mime.toLowerCase(), bytes) : wanted === 'xml2' ? 'xml' : wanted
  const empty = bytes.length === 0
  if (empty && (BODILESS.has(status) || method === 'HEAD' || (wanted === 'auto' && mime === '')))
    return { value: null, source: '', mode }
  if (mode === 'binary')
    return {
      value: { size: bytes.length, type: mime, sha256: codec.sha256(bytes), base64: codec.toBase64(bytes) },
      source: '',
      mode,
    }
  const source = textOf(bytes, type, mode, context)
  if (empty && (mode === 'json' || mode === 'xml'))
    return { value: '', source, mode, problem: `the body is empty, which is not ${mode.toUpperCase()}` }
  const parsed = await parsePayload(mode satisfies PayloadMode, source)
  if ('problem' in parsed)
    return { value: source, source, mode, problem: `the body is not ${mode.toUpperCase()}: ${parsed.problem.message}` }
  return { value: parsed.value, source, mode }
}
