/** Undoes content-encoding (RFC 9110, 8.4) as the body arrives: gzip, deflate, br, zstd, also several in a row. */
import type { Transform } from 'node:stream'
import type * as Zlib from 'node:zlib'
import { type Fault, isFault, tooLargeFault } from './fault.ts'

/** The types are those of an earlier Node. */
type Decoders = typeof Zlib & { readonly createZstdDecompress?: () => Transform }

const [MAJOR = 0, MINOR = 0] = process.versions.node.split('.').map(Number)

/** node:zlib knows it since 22.15 and 23.8; asked like this, nothing need be loaded. */
const HAS_ZSTD = MAJOR > 23 || (MAJOR === 23 && MINOR >= 8) || (MAJOR === 22 && MINOR >= 15)

/** The codings that are undone here, for `Accept-Encoding`. */
export const CODINGS: readonly string[] = ['gzip', 'deflate', 'br', ...(HAS_ZSTD ? ['zstd'] : [])]

const WITHOUT_ZSTD: Fault = {
  code: 'malformed',
  message: `the body is compressed with zstd, which Node ${process.versions.node} cannot undo`,
  help: 'Node can from 22.15 on; or ask for another coding with the header `Accept-Encoding`',
}

const NAMES = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd'])

/** The codings to undo, first things first. One that is not known here ends them: the rest stays as it arrived. */
export function codingsIn(contentEncoding: string): readonly string[] {
  const names = contentEncoding.toLowerCase().split(',').reverse()
  const applied = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity')
  const unknown = applied.findIndex((name) => !NAMES.has(name))
  return unknown === -1 ? applied : applied.slice(0, unknown)
}

function decoderFor(zlib: Decoders, coding: string, first: number): Transform | Fault {
  switch (coding) {
    case 'br':
      return zlib.createBrotliDecompress()
    case 'deflate':
      // The standard asks for a zlib wrapper; some servers send the bare stream. A wrapper begins with method 8.
      return (first & 15) === 8 ? zlib.createInflate() : zlib.createInflateRaw()
    case 'zstd':
      return zlib.createZstdDecompress?.() ?? WITHOUT_ZSTD
    default:
      return zlib.createGunzip()
  }
}

/** Takes bytes, which stay as they are until they were read. */
interface Sink {
  take(bytes: Uint8Array): void
  end(): void
}

/** Undoes one coding. */
class Stage implements Sink {
  private readonly zlib: Decoders
  private readonly coding: string
  private readonly limit: number
  private readonly next: Sink
  private readonly failed: (fault: Fault) => void
  private stream: Transform | undefined

  constructor(zlib: Decoders, coding: string, limit: number, next: Sink, failed: (fault: Fault) => void) {
    this.zlib = zlib
    this.coding = coding
    this.limit = limit
    this.next = next
    this.failed = failed
  }

  take(bytes: Uint8Array): void {
    if (!this.stream) this.open(bytes[0] ?? 0)
    this.stream?.write(bytes)
  }

  end(): void {
    if (this.stream) this.stream.end()
    else this.next.end()
  }

  destroy(): void {
    this.stream?.destroy()
  }

  private open(first: number): void {
    const { coding, limit, next, failed } = this
    const stream = decoderFor(this.zlib, coding, first)
    if (isFault(stream)) {
      failed(stream)
      return
    }
    this.stream = stream
    let length = 0
    stream.on('data', (bytes: Buffer) => {
      length += bytes.length
      if (length > limit) failed(tooLargeFault(limit, true))
      else next.take(bytes)
    })
    stream.on('end', () => next.end())
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      failed({
        code: 'malformed',
        message: `the body is not the ${coding} that its content-encoding promises (${code})`,
      })
    })
  }
}

/**
 * A body on its way through its codings. What unfolds into more than the limit, or is not what it says, ends it at once,
 * long before all of it has arrived.
 */
export class Decoding implements Sink {
  /** Called once, with the plain bytes or with what is wrong. */
  over: (end: Uint8Array | Fault) => void
  /** How many bytes it was given. */
  taken = 0
  private readonly waiting: Uint8Array[] = []
  private readonly plain: Uint8Array[] = []
  private stages: readonly Stage[] = []
  private complete = false
  private settled = false

  /** `limit` is in bytes and holds after every coding. */
  constructor(codings: readonly string[], limit: number, over: (end: Uint8Array | Fault) => void) {
    this.over = over
    import('node:zlib').then((zlib) => this.begin(zlib, codings, limit))
  }

  take(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.settled) return
    this.taken += bytes.length
    const [entry] = this.stages
    if (entry) entry.take(bytes)
    else this.waiting.push(bytes)
  }

  end(): void {
    this.complete = true
    this.stages[0]?.end()
  }

  /** Nobody waits for the end any more. */
  destroy(): void {
    this.settled = true
    for (const stage of this.stages) stage.destroy()
  }

  private begin(zlib: Decoders, codings: readonly string[], limit: number): void {
    if (this.settled) return
    const failed = (fault: Fault) => this.settle(fault)
    let next: Sink = {
      take: (bytes) => this.plain.push(bytes),
      end: () => this.settle(Buffer.concat(this.plain)),
    }
    const stages: Stage[] = []
    for (const coding of [...codings].reverse()) {
      const stage = new Stage(zlib, coding, limit, next, failed)
      stages.unshift(stage)
      next = stage
    }
    this.stages = stages
    for (const bytes of this.waiting.splice(0)) next.take(bytes)
    if (this.complete) next.end()
  }

  private settle(end: Uint8Array | Fault): void {
    if (this.settled) return
    this.destroy()
    this.over(end)
  }
}
