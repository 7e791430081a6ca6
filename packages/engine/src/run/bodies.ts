/**
 * Bodies on their way into the report: each content once per run, or once per test where tests run side by side; said at
 * the latest when its input set ends.
 *
 * They wait so that a value marked secret after it arrived is masked in the body it arrived in; when more than a megabyte
 * waits they are said at once, so that memory does not grow with the length of a test.
 */
import type { BodyEvent } from '@merlon/protocol'
import type { TextCodec } from '../ports.ts'
import type { NewBody } from './outlet.ts'

const MOST_WAITING = 1_000_000
const LONGEST_TEXT = 2_000_000
const LONGEST_BINARY = 64_000

const TEXTUAL = /json|xml|text|html|javascript|form-urlencoded|csv|yaml|graphql|^$/i

/** Contents already said, by hash. */
export class SaidBodies {
  private readonly hashes = new Set<string>()

  has(hash: string): boolean {
    return this.hashes.has(hash)
  }

  firstTime(hash: string): boolean {
    if (this.hashes.has(hash)) return false
    this.hashes.add(hash)
    return true
  }
}

export class BodyQueue {
  private waiting: BodyEvent[] = []
  private size = 0
  private readonly test: number
  private readonly codec: TextCodec
  private readonly said: SaidBodies
  private readonly emit: (event: BodyEvent) => void

  constructor(test: number, codec: TextCodec, said: SaidBodies, emit: (event: BodyEvent) => void) {
    this.test = test
    this.codec = codec
    this.said = said
    this.emit = emit
  }

  knows(hash: string): boolean {
    return this.said.has(hash)
  }

  add({ hash, content, mime, text }: NewBody): void {
    if (!this.said.firstTime(hash)) return
    const size = typeof content === 'string' ? this.codec.encode(content).length : content.length
    this.waiting.push({ type: 'body', test: this.test, hash, mime, size, ...this.shown(content, mime, text) })
    this.size += size
    if (this.size > MOST_WAITING) this.flush()
  }

  private shown(
    content: string | Uint8Array,
    mime: string,
    decoded: string | undefined,
  ): Pick<BodyEvent, 'text' | 'base64' | 'cut'> {
    const text =
      decoded ??
      (typeof content === 'string' ? content : TEXTUAL.test(mime) ? this.codec.decode(content, 'utf-8') : undefined)
    if (text !== undefined)
      return text.length > LONGEST_TEXT ? { text: `${text.slice(0, LONGEST_TEXT)}…`, cut: true } : { text }
    const bytes = content as Uint8Array
    return bytes.length > LONGEST_BINARY
      ? { base64: this.codec.toBase64(bytes.slice(0, LONGEST_BINARY)), cut: true }
      : { base64: this.codec.toBase64(bytes) }
  }

  flush(): void {
    const waiting = this.waiting
    this.waiting = []
    this.size = 0
    for (const event of waiting) this.emit(event)
  }
}
