/**
 * Takes secrets out of everything that leaves the engine.
 *
 * Each secret is replaced in every form it may take on its way: as it is, percent- and plus-encoded, JSON-, XML- and
 * HTML-escaped, hex, and base64 and base64url at each of the three alignments it can have inside a longer text.
 */
import type { RunEvent } from '@merlon/protocol'
import type { TextCodec } from '../ports.ts'

export const MASK = '•••'
const SHORTEST = 4

const xmlEscapes: readonly (readonly [RegExp, string])[] = [
  [/&/g, '&amp;'],
  [/</g, '&lt;'],
  [/>/g, '&gt;'],
]

function escapeXml(text: string, quote: string, apostrophe: string): string {
  const escaped = xmlEscapes.reduce((result, [pattern, entity]) => result.replace(pattern, entity), text)
  return escaped.replace(/"/g, quote).replace(/'/g, apostrophe)
}

function percentForms(text: string): string[] {
  // A lone surrogate has no percent-encoding.
  if (/[\ud800-\udfff]/u.test(text)) return []
  const usual = encodeURIComponent(text)
  const strict = usual.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  const lower = (form: string): string => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
  const all = [usual, strict, encodeURI(text)]
  return [
    ...all,
    ...all.map(lower),
    ...all.map((form) => form.replace(/%20/g, '+')),
    ...all.map((form) => lower(form).replace(/%20/g, '+')),
  ]
}

/** The characters of base64 that a text alone decides, when 0, 1 or 2 bytes of something else stand before it. */
function base64Forms(text: string, codec: TextCodec): string[] {
  const bytes = codec.encode(text)
  return [0, 1, 2].flatMap((before) => {
    const padded = new Uint8Array(before + bytes.length)
    padded.set(bytes, before)
    const from = before === 0 ? 0 : before + 1
    const to = Math.floor((padded.length * 8) / 6)
    const form = codec.toBase64(padded).slice(from, to)
    return form.length < SHORTEST ? [] : [form, form.replace(/\+/g, '-').replace(/\//g, '_')]
  })
}

/** Every form in which a secret is recognised, longest first. */
export function formsOf(secret: string, codec: TextCodec): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const hex = [...codec.encode(secret)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const unicode = secret.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const forms = new Set([
    secret,
    json,
    json.replace(/\//g, '\\/'),
    unicode,
    ...percentForms(secret),
    escapeXml(secret, '&quot;', '&apos;'),
    escapeXml(secret, '&quot;', '&#39;'),
    escapeXml(secret, '&#34;', '&#39;'),
    escapeXml(secret, '"', "'"),
    hex,
    hex.toUpperCase(),
    ...base64Forms(secret, codec),
  ])
  return [...forms].filter((form) => form.length >= SHORTEST).sort((a, b) => b.length - a.length)
}

export class Secrets {
  private readonly codec: TextCodec
  private readonly known = new Set<string>()
  private forms = new Set<string>()
  private pattern: RegExp | undefined

  constructor(codec: TextCodec) {
    this.codec = codec
  }

  /** Shorter than four characters would mask half of every report, so it is left alone; `check` warns of it. */
  add(secret: string): void {
    if (secret.length < SHORTEST || this.known.has(secret)) return
    this.known.add(secret)
    for (const form of formsOf(secret, this.codec)) this.forms.add(form)
    // Multi-line secrets (keys, certificates) also appear line by line.
    if (secret.includes('\n'))
      for (const line of secret.split(/\r?\n/)) if (line.trim().length >= 8) this.forms.add(line.trim())
    this.pattern = undefined
  }

  get any(): boolean {
    return this.forms.size > 0
  }

  private matcher(): RegExp {
    if (!this.pattern) {
      const escaped = [...this.forms]
        .sort((a, b) => b.length - a.length)
        .map((form) => form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
      this.pattern = new RegExp(escaped.join('|'), 'g')
    }
    return this.pattern
  }

  text(text: string): string {
    if (this.forms.size === 0 || text.length < SHORTEST) return text
    const masked = text.replace(this.matcher(), MASK)
    return masked.includes('…') ? this.cutOff(masked) : masked
  }

  /** A text that was shortened may end in the beginning of a secret, which no longer looks like one. */
  private cutOff(text: string): string {
    return text.replace(/[^…]+(?=…)/g, (part) => {
      let longest = 0
      for (const form of this.forms) {
        for (let length = Math.min(form.length - 1, part.length); length > longest && length >= SHORTEST; length -= 1) {
          if (part.endsWith(form.slice(0, length))) longest = length
        }
      }
      return longest === 0 ? part : `${part.slice(0, -longest)}${MASK}`
    })
  }

  /** Masks every text in plain data, keys included; gives back the same object where nothing was found. */
  data<T>(value: T): T {
    if (this.forms.size === 0) return value
    return this.walk(value) as T
  }

  private walk(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (typeof value !== 'object' || value === null) return typeof value === 'number' ? this.number(value) : value
    if (Array.isArray(value)) return this.list(value)
    let copy: Record<string, unknown> | undefined
    for (const [key, member] of Object.entries(value)) {
      const name = this.text(key)
      const masked = this.walk(member)
      if (name === key && masked === member) continue
      copy ??= { ...value }
      if (name !== key) delete copy[key]
      copy[name] = masked
    }
    return copy ?? value
  }

  private number(value: number): unknown {
    const text = String(value)
    return this.known.has(text) ? MASK : value
  }

  private list(list: readonly unknown[]): unknown {
    let copy: unknown[] | undefined
    for (const [at, item] of list.entries()) {
      const masked = this.walk(item)
      if (masked === item) continue
      copy ??= [...list]
      copy[at] = masked
    }
    return copy ?? list
  }

  event(event: RunEvent): RunEvent {
    return this.data(event)
  }
}
