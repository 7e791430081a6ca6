/** Reads one answer in HTTP/1.1 (RFC 9112) as its bytes arrive, cut anywhere. */
import { BodyBuffer } from './body-buffer.ts'
import { fieldOf, isBlank, trimmed, withoutReturn } from './header-line.ts'
import { type Framing, framingOf, type ResponseHead } from './response-framing.ts'
import { UNSENDABLE } from './syntax.ts'

/** Why an answer cannot be read. */
export interface Problem {
  readonly kind: 'malformed' | 'head-too-large' | 'body-too-large'
  readonly what: string
  /** The head was in order. */
  readonly inBody: boolean
}

/** Generous: gateways with long policies and many cookies go well beyond the 16 kB of Node's own client. */
export const MAX_HEADER_BYTES = 128 * 1024

/** What a server says that speaks something else. */
export const NO_STATUS_LINE = 'there is no status line'

/** A chunk's size and its extensions. */
const MAX_CHUNK_LINE = 4096

/** A server that has more to say than this before it answers does not mean to answer. */
export const MAX_INTERIM = 100

/** So much is made text at once: most heads are smaller. */
const TEXT_BYTES = 1024

const STATUS_LINE = /^HTTP\/(1\.[0-9]) ([1-9][0-9][0-9])(?: ([\t\x20-\x7e\x80-\xff]*))?$/
const STATUS_START = 'HTTP/1.'
const CHUNK_LINE = /^([0-9a-fA-F]{1,13})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?\r$/
const NOTHING = Buffer.alloc(0)
const NO_HEADERS: [string, string][] = []

type State =
  | 'status'
  | 'headers'
  | 'length'
  | 'chunk-size'
  | 'chunk'
  | 'chunk-end'
  | 'trailers'
  | 'until-close'
  | 'done'

export class ResponseParser {
  /** Set once the head of the final answer is complete; interim answers (1xx) are passed over. */
  head: ResponseHead | undefined
  framing: Framing | undefined
  problem: Problem | undefined
  /** Bytes came after the end of the answer. */
  excess = false
  private readonly method: string
  private readonly maxBodyBytes: number
  private state: State = 'status'
  private bytes: Buffer = NOTHING
  private at = 0
  /** The bytes from `textAt` on as text, as far as lines were looked for. */
  private text = ''
  private textAt = 0
  /** Of a line whose end has not come yet. */
  private partial = ''
  private lineBytes = 0
  private status = 0
  private statusText = ''
  private http = ''
  private headers = NO_HEADERS
  /** What is missing of the body or of the current chunk, in bytes. */
  private missing = 0
  private readonly content = new BodyBuffer()
  private interim = 0

  /** For the answer to a request with `method`, in upper case. */
  constructor(method: string, maxBodyBytes: number) {
    this.method = method
    this.maxBodyBytes = maxBodyBytes
  }

  get done(): boolean {
    return this.state === 'done'
  }

  /** A byte of the final answer, or of what may become it, has arrived. */
  get begun(): boolean {
    return this.state !== 'status' || this.partial !== ''
  }

  /** Without its transfer-encoding; content-encoding is not undone. */
  body(): Uint8Array {
    return this.content.whole()
  }

  /** What of the body has arrived, from a position on; it stays as it is when more arrives. */
  bodyFrom(position: number): Uint8Array {
    return this.content.from(position)
  }

  /**
   * Takes what arrived, and returns how many bytes of it belong to the answer; they may be overwritten afterwards. Never
   * throws: look at `problem` and `done`.
   */
  feed(bytes: Buffer): number {
    this.bytes = bytes
    this.at = 0
    this.text = ''
    this.textAt = 0
    while (this.at < bytes.length && this.problem === undefined) {
      if (this.state === 'done') {
        this.excess = true
        break
      }
      this.step()
    }
    this.bytes = NOTHING
    this.text = ''
    return this.at
  }

  /** The connection ended: the answer is complete if its end was to be marked like this. */
  end(): void {
    if (this.state === 'until-close') this.state = 'done'
  }

  private step(): void {
    switch (this.state) {
      case 'length':
      case 'chunk':
        this.take(this.missing)
        break
      case 'until-close':
        this.take(this.bytes.length)
        break
      case 'chunk-end':
        this.chunkEnd()
        break
      default: {
        const line = this.line()
        if (line !== undefined) this.takeLine(line)
      }
    }
  }

  private takeLine(line: string): void {
    if (this.state === 'status') this.statusLine(withoutReturn(line))
    else if (this.state === 'headers') this.headerLine(withoutReturn(line))
    else if (this.state === 'chunk-size') this.chunkSize(line)
    else this.trailerLine(withoutReturn(line))
  }

  /** The next line without its LF, once it is complete. */
  private line(): string | undefined {
    const { at } = this
    const stop = this.lineEnd()
    const complete = stop !== -1
    const text = this.partial + this.text.slice(at - this.textAt, complete ? stop : undefined)
    this.at = complete ? this.textAt + stop + 1 : this.bytes.length
    this.lineBytes += this.at - at
    const sized = this.state === 'chunk-size'
    if (this.lineBytes > (sized ? MAX_CHUNK_LINE : MAX_HEADER_BYTES)) {
      if (sized) this.fail('malformed', 'the size of a chunk is too long')
      else this.fail('head-too-large', '')
      return undefined
    }
    this.partial = complete ? '' : text
    if (complete) return text
    if (this.state === 'status') this.suspect(text)
    return undefined
  }

  /** Where the next LF is in `text`, which is made to cover it; -1 if there is none. */
  private lineEnd(): number {
    const { bytes, at } = this
    const from = at - this.textAt
    const stop = from < this.text.length ? this.text.indexOf('\n', from) : -1
    const covered = this.textAt + this.text.length
    if (stop !== -1 || covered === bytes.length) return stop
    this.text = bytes.toString('latin1', at, at + Math.max(TEXT_BYTES, 2 * (covered - at)))
    this.textAt = at
    return this.lineEnd()
  }

  /** Another protocol is told by its first bytes: it may never send a line. */
  private suspect(start: string): void {
    if (start === '\r') return
    if (!start.startsWith(STATUS_START.slice(0, start.length))) this.malformed(NO_STATUS_LINE)
  }

  private statusLine(line: string): void {
    if (line === '') return // servers have been seen to end a body with an empty line too many
    const parts = STATUS_LINE.exec(line)
    if (parts) {
      this.http = parts[1] ?? ''
      this.status = Number(parts[2])
      this.statusText = parts[3] ?? ''
      this.headers = []
      this.state = 'headers'
    } else this.malformed(NO_STATUS_LINE)
  }

  private headerLine(line: string): void {
    if (line === '') this.headEnd()
    else if (isBlank(line.charCodeAt(0))) this.folded(line)
    else {
      const field = fieldOf(line)
      if (typeof field === 'string') this.malformed(field)
      else this.headers.push(field)
    }
  }

  /** A line that goes on with the field before it is joined to it by a space (RFC 9112, 5.2). */
  private folded(line: string): void {
    const last = this.headers.at(-1)
    const more = trimmed(line, 0)
    if (!last) this.malformed('the first header line begins with a space')
    else if (UNSENDABLE.test(more)) this.malformed(`the header '${last[0]}' holds a control character`)
    else if (more !== '') last[1] = last[1] === '' ? more : `${last[1]} ${more}`
  }

  private headEnd(): void {
    const { status, statusText, http, headers } = this
    if (status < 200 && status !== 101) {
      this.state = 'status'
      this.interim += 1
      if (this.interim > MAX_INTERIM)
        this.malformed(`more than ${MAX_INTERIM} interim answers (1xx) came, and no final one`)
      return
    }
    const head = { status, statusText, http, headers }
    const framing = framingOf(head, this.method)
    if (typeof framing === 'string') this.malformed(framing)
    else this.bodyStart(head, framing)
  }

  private bodyStart(head: ResponseHead, framing: Framing): void {
    this.head = head
    this.framing = framing
    this.lineBytes = 0
    this.missing = framing.length
    if (framing.body === 'none' || (framing.body === 'length' && framing.length === 0)) this.state = 'done'
    else this.state = framing.body === 'chunked' ? 'chunk-size' : framing.body
    if (framing.length > this.maxBodyBytes) this.fail('body-too-large', '')
  }

  private take(most: number): void {
    const { bytes, at } = this
    const stop = Math.min(bytes.length, at + most)
    this.at = stop
    if (this.content.length + stop - at > this.maxBodyBytes) {
      this.fail('body-too-large', '')
      return
    }
    this.content.append(bytes, at, stop, this.missing)
    if (this.state === 'until-close') return
    this.missing -= stop - at
    if (this.missing === 0) this.state = this.state === 'chunk' ? 'chunk-end' : 'done'
  }

  private chunkSize(line: string): void {
    const digits = CHUNK_LINE.exec(line)?.[1]
    if (digits === undefined) {
      this.malformed('a chunk begins without its size')
      return
    }
    this.lineBytes = 0
    this.missing = Number.parseInt(digits, 16)
    this.state = this.missing === 0 ? 'trailers' : 'chunk'
    if (this.content.length + this.missing > this.maxBodyBytes) this.fail('body-too-large', '')
  }

  private chunkEnd(): void {
    const byte = this.bytes[this.at]
    this.at += 1
    if (byte === 13 && this.partial === '') this.partial = '\r'
    else if (byte === 10 && this.partial === '\r') {
      this.partial = ''
      this.state = 'chunk-size'
    } else this.malformed('a chunk is longer than its size')
  }

  private trailerLine(line: string): void {
    if (line === '') {
      this.state = 'done'
      return
    }
    const field = fieldOf(line)
    if (typeof field === 'string') this.malformed(field)
  }

  private malformed(what: string): void {
    this.fail('malformed', what)
  }

  private fail(kind: Problem['kind'], what: string): void {
    this.problem ??= { kind, what, inBody: this.head !== undefined }
  }
}
