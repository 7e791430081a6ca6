/** The value of a sample's body, read as a request in its default mode would read it. */
import { type PayloadMode, parsePayload, payloadModeOf } from '@merlon/language'
import { type ResponseSample, UnusableSample } from './types.ts'

export type BodyMode = PayloadMode | 'binary' | 'none'

export interface Body {
  readonly mode: BodyMode
  /** For bytes, their content type. */
  readonly value: unknown
}

/** Statuses of answers that have no body (RFC 9110). */
const BODILESS: readonly (number | undefined)[] = [204, 205, 304]

function modeOf(type: string, text: string): BodyMode {
  if (type === '') return /^\s*[{[]/.test(text) ? 'json' : 'text'
  return payloadModeOf(type) ?? 'binary'
}

/** Rejects with an UnusableSample where the text is not what its type says. */
export async function readSample({ text, mime, headers = [], status }: ResponseSample, at: number): Promise<Body> {
  const declared = mime || (headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '')
  const type = (declared.split(';')[0] ?? '').trim()
  if (text === '' && (BODILESS.includes(status) || type === '')) return { mode: 'none', value: null }
  const mode = modeOf(type.toLowerCase(), text)
  if (mode === 'binary' || mode === 'none') return { mode, value: type }
  const what = mode.toUpperCase()
  if (text === '' && (mode === 'json' || mode === 'xml'))
    throw new UnusableSample(at, `the body is empty, which is not ${what}`)
  const parsed = await parsePayload(mode, text)
  if ('problem' in parsed) throw new UnusableSample(at, `the body is not ${what}: ${parsed.problem.message}`)
  return { mode, value: parsed.value }
}
