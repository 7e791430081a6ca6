/**
 * Takes secrets out of everything that leaves the engine.
 *
 * Each secret is replaced in every form it may take on its way: as it is, percent- and plus-encoded, JSON-, XML- and
 * HTML-escaped (in part or whole), hex, and base64 and base64url at each of the three alignments it can have inside a
 * longer text; and what of these was percent-encoded or escaped once more.
 */
import type { RunEvent } from '@merlon/protocol'
import type { TextCodec } from '../ports.ts'
import { Anchors } from './secret-anchors.ts'
import { beginningPattern, spellingPattern } from './secret-spellings.ts'

export const MASK = '•••'
const SHORTEST = 4
const SHORTEST_LINE = 8
/** No encoder touches these. */
const PLAIN_RUN = /[A-Za-z0-9]{4}/
const LONGEST_CLEAN = 200
const MOST_CLEAN = 5_000

/** So far from its end, at most, a text is looked through for the beginning of a secret. */
const LONGEST_TAIL = 800

function startOf(text: string, pattern: RegExp): number {
  const from = Math.max(0, text.length - LONGEST_TAIL)
  const at = text.slice(from).search(pattern)
  return at < 0 ? text.length : from + at
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

/** As it stands in JSON and in forms, which are put into base64 as a whole: the claims of a token, credentials of OAuth. */
function insideOthers(secret: string): string[] {
  const whole = secret.replace(/\p{Surrogate}/gu, '\ufffd')
  return [JSON.stringify(secret).slice(1, -1), encodeURIComponent(whole)].filter((one) => one !== secret)
}

/** Forms in which a secret is told by nothing of its own spelling. */
function encodedForms(secret: string, codec: TextCodec): string[] {
  return [secret, ...insideOthers(secret)].flatMap((text) => {
    const hex = [...codec.encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    return [hex, hex.toUpperCase(), ...base64Forms(text, codec)]
  })
}

/** Base64 as it is, in an address, and in JSON whose slashes are escaped. */
const inAddresses = (form: string): string[] =>
  /[+/]/.test(form) ? [form, encodeURIComponent(form), form.replaceAll('/', '\\/')] : [form]

const byLength = (a: string, b: string): number => b.length - a.length

interface Matchers {
  readonly anchors: Anchors
  /** What the anchors do not tell. */
  readonly loose: readonly string[]
  /** Patterns by form, made when first needed. */
  readonly made: Map<string, RegExp>
}

/** What tells the beginning of a secret at the end of a text. */
interface Ends {
  /** The first characters of a secret, anywhere: without them there is no need to look for more. */
  readonly starts: RegExp
  readonly spelt: readonly RegExp[]
  /** Forms that are told by their first characters as they are. */
  readonly codes: Anchors
}

const shortened = (secret: string): string => [...secret].slice(0, SHORTEST).join('')

export class Secrets {
  private readonly codec: TextCodec
  /** With the lines of those that have several: keys and certificates also appear line by line. */
  private readonly known = new Set<string>()
  private readonly encoded = new Set<string>()
  /** Short texts without a secret: names and labels come again with every event. */
  private readonly clean = new Set<string>()
  private pattern: Matchers | undefined
  private beginnings: Ends | undefined

  constructor(codec: TextCodec) {
    this.codec = codec
  }

  /** Shorter than four characters would mask half of every report, so it is left alone; `check` warns of it. */
  add(secret: string): void {
    if (secret.length < SHORTEST || this.known.has(secret)) return
    const lines = secret.split(/\r?\n/).map((line) => line.trim())
    this.known.add(secret)
    for (const line of lines) if (line.length >= SHORTEST_LINE) this.known.add(line)
    for (const form of encodedForms(secret, this.codec)) this.encoded.add(form)
    this.clean.clear()
    this.pattern = undefined
    this.beginnings = undefined
  }

  /** What has to be masked, as it is. */
  texts(): readonly string[] {
    return [...this.known]
  }

  private matchers(): Matchers {
    if (!this.pattern) {
      const anchors = new Anchors()
      const forms = [...this.known, ...this.encoded].sort(byLength)
      const loose = forms.filter((form) => {
        const run = PLAIN_RUN.exec(form)?.[0]
        if (run !== undefined) anchors.add(run, form)
        return run === undefined
      })
      this.pattern = { anchors, loose, made: new Map() }
    }
    return this.pattern
  }

  /** Looks only for what may be there; longest first, so that nothing is taken for a shorter part of it. */
  private replaced(text: string): string {
    const { anchors, loose, made } = this.matchers()
    const possible = [...anchors.in(text), ...loose]
    let masked = text
    for (const form of possible.length > 1 ? possible.sort(byLength) : possible) {
      let pattern = made.get(form)
      if (!pattern) made.set(form, (pattern = new RegExp(spellingPattern(form, this.codec), 'g')))
      masked = masked.replace(pattern, MASK)
    }
    return masked
  }

  text(text: string): string {
    if (this.known.size === 0 || text.length < SHORTEST || this.clean.has(text)) return text
    const found = this.replaced(text)
    const masked = found.includes('…') ? this.cutOff(found) : found
    if (masked === text && text.length <= LONGEST_CLEAN) this.remember(text)
    return masked
  }

  private remember(text: string): void {
    if (this.clean.size >= MOST_CLEAN) this.clean.clear()
    this.clean.add(text)
  }

  /** What a shortened text may end in: the beginning of a secret, which no longer looks like one. */
  private ends(): Ends {
    if (!this.beginnings) {
      const known = [...this.known]
      const codes = new Anchors()
      for (const form of [...known, ...[...this.encoded].flatMap(inAddresses)]) codes.add(form.slice(0, SHORTEST), form)
      const starts = new RegExp(known.map((secret) => spellingPattern(shortened(secret), this.codec)).join('|'))
      this.beginnings = { starts, spelt: known.map((secret) => beginningPattern(secret, this.codec)), codes }
    }
    return this.beginnings
  }

  private cutOff(text: string): string {
    const { starts, spelt, codes } = this.ends()
    return text.replace(/[^…]+(?=…)/g, (part) => {
      const code = codes.first(part, (form, at) => form.startsWith(part.slice(at)))
      const tail = startOf(part, starts) < part.length ? spelt.map((one) => startOf(part, one)) : []
      const from = Math.min(code, ...tail)
      return from === part.length ? part : `${part.slice(0, from)}${MASK}`
    })
  }

  /** Masks every text in plain data, keys included; gives back the same object where nothing was found. */
  data<T>(value: T): T {
    if (this.known.size === 0) return value
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
