/**
 * The lines of one run, read once and from there on only where they grew.
 *
 * What is remembered of them: a digest, where the bodies stand, and where every few events begin; not the events.
 */
import { eventOn } from '@merlon/host'
import type { Body, RunEvent } from '@merlon/protocol'
import type { NumberedLine } from '../store.ts'
import type { Bytes } from './bytes.ts'
import type { RunDigest } from './digest.ts'
import { type Line, linesFrom } from './lines.ts'

const EVENTS_PER_MARK = 64

/** What a body's line begins with, so that its content need not be looked at. */
const BODY = /^\{"type":"body","test":\d+,"hash":"([^"\\]+)"/

export class RunLog {
  readonly digest: RunDigest
  /** When it last grew, in ms since 1970. */
  changedAt = 0
  /** Taken away: nothing can be read any more. */
  gone = false
  private readonly bytes: Bytes
  private readonly bodies = new Map<string, Line>()
  /** Where the events with the numbers 0, 64, 128 … begin. */
  private readonly marks: number[] = []
  private count = 0
  /** Behind the last whole line. */
  private end = 0
  private reading: Promise<boolean> = Promise.resolve(false)
  private waiting: (() => void)[] = []

  constructor(bytes: Bytes, digest: RunDigest) {
    this.bytes = bytes
    this.digest = digest
  }

  /** Reads what is new; says whether there was anything. Those who wait are told. */
  update(): Promise<boolean> {
    // One after the other: what came after a reading began, only the next one is sure to see.
    this.reading = this.reading.then(() => this.readOn())
    return this.reading
  }

  private async readOn(): Promise<boolean> {
    const now = await this.bytes.now()
    this.gone = now === undefined
    const before = this.end
    if (now && (now.size !== this.end || now.changedAt !== this.changedAt)) {
      this.changedAt = now.changedAt
      for await (const lines of linesFrom(this.bytes, this.end)) for (const line of lines) this.learn(line)
    }
    return this.end !== before
  }

  private learn(line: Line): void {
    this.end = line.position + line.length + 1
    if (line.text === '') return
    if (this.count % EVENTS_PER_MARK === 0) this.marks.push(line.position)
    this.count += 1
    const hash = BODY.exec(line.text)?.[1]
    if (hash === undefined) {
      const event = eventOn(line.text)
      if (event) this.digest.take(event)
    } else if (!this.bodies.has(hash)) this.bodies.set(hash, { ...line, text: '' })
  }

  /** The event with a number and those after it, bodies without content, as far as they are known by now. */
  async *read(from: number, shown: (event: RunEvent) => RunEvent): AsyncGenerator<readonly NumberedLine[]> {
    const mark = Math.floor(from / EVENTS_PER_MARK)
    const position = this.marks[mark]
    if (position === undefined) return
    const end = this.end
    const change = this.digest.folder !== undefined
    let number = mark * EVENTS_PER_MARK
    for await (const lines of linesFrom(this.bytes, position)) {
      const batch: NumberedLine[] = []
      for (const line of lines) {
        if (line.position >= end || line.text === '') continue
        if (number >= from) batch.push({ number, line: change ? changed(line.text, shown) : withoutContent(line.text) })
        number += 1
      }
      if (batch.length > 0) yield batch
    }
  }

  async body(hash: string): Promise<Body | undefined> {
    const found = this.bodies.get(hash)
    if (!found) return undefined
    const event = eventOn((await this.bytes.read(found.position, found.length)).toString('utf8'))
    if (event?.type !== 'body') return undefined
    const { type, test, hash: own, ...body } = event
    return body
  }

  /** Lets those who follow look again. */
  tell(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const wake of waiting) wake()
  }

  /** Resolves when there may be more, or when the signal is aborted. */
  more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake)
        resolve()
      }
      if (signal.aborted) return resolve()
      signal.addEventListener('abort', wake)
      this.waiting.push(wake)
    })
  }
}

function withoutContent(line: string): string {
  return line.startsWith('{"type":"body"') ? changed(line, (event) => event) : line
}

function changed(line: string, shown: (event: RunEvent) => RunEvent): string {
  const event = eventOn(line)
  if (!event) return line
  if (event.type !== 'body') return JSON.stringify(shown(event))
  const { text, base64, ...rest } = event
  return JSON.stringify(rest)
}
