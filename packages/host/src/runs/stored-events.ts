/** Reads a stored run: a file with one event on each line, the last of which may be cut off. */
import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { EVENT_VERSION, type RunEvent } from '@merlon/protocol'

const CHUNK = 64 * 1024

/** A file that is no run, or none that this version reads. */
export class StoredRunError extends Error {
  readonly help: string | undefined
  constructor(message: string, help?: string) {
    super(message)
    this.name = 'StoredRunError'
    this.help = help
  }
}

export interface StoredEvents {
  readonly events: Iterable<RunEvent>
  /** The number of the line where the file ends in the middle of an event; known when all events were read. */
  readonly cutAt: () => number | undefined
}

function* linesOf(path: string): Generator<string> {
  const handle = path === '-' ? 0 : openSync(path, 'r')
  const decoder = new StringDecoder('utf8')
  const buffer = Buffer.alloc(CHUNK)
  let rest = ''
  const read = (): number => {
    try {
      return readSync(handle, buffer)
    } catch (error) {
      // Which file it was, the system says only when it opens one.
      throw error instanceof Error ? Object.assign(error, { path }) : error
    }
  }
  try {
    for (let size = read(); size > 0; size = read()) {
      const lines = (rest + decoder.write(buffer.subarray(0, size))).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    if (path !== '-') closeSync(handle)
  }
  if (rest !== '') yield rest
}

/** The event on a line; undefined where there is none. */
export function eventOn(line: string): RunEvent | undefined {
  try {
    const value: unknown = JSON.parse(line)
    // Who writes such files is this program; `run-started` says which version of it.
    return typeof value === 'object' && value !== null && 'type' in value ? (value as RunEvent) : undefined
  } catch {
    return undefined
  }
}

function checkFirst(event: RunEvent | undefined, path: string): void {
  if (event?.type !== 'run-started')
    throw new StoredRunError(
      `'${path}' is no stored run`,
      '`merlon run --events FILE` writes one; those of a project are in .merlon/runs/',
    )
  if (event.version !== EVENT_VERSION)
    throw new StoredRunError(
      `'${path}' was written by another version of merlon`,
      `this one reads version ${EVENT_VERSION} of events, not ${String(event.version)}`,
    )
}

/**
 * The events of a file, read as they are asked for; `-` is standard input. Throws a StoredRunError for what is no stored
 * run, and the error of the system for what cannot be read.
 */
export function eventsOf(path: string): StoredEvents {
  let cut: number | undefined
  function* read(): Generator<RunEvent> {
    let number = 0
    for (const line of linesOf(path)) {
      number += 1
      if (cut !== undefined) throw new StoredRunError(`line ${cut} of '${path}' is no event`)
      const event = line.trim() === '' ? undefined : eventOn(line)
      if (number === 1) checkFirst(event, path)
      if (event) yield event
      else if (line.trim() !== '') cut = number
    }
    if (number === 0) checkFirst(undefined, path)
  }
  return { events: read(), cutAt: () => cut }
}
