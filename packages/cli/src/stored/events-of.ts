/** Reads a stored run: a file with one event on each line, the last of which may be cut off. */
import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { EVENT_VERSION, type RunEvent } from '@merlon/protocol'
import { UsageError } from '../command.ts'
import { reasonOf } from '../system-error.ts'

const CHUNK = 64 * 1024

export interface StoredEvents {
  readonly events: Iterable<RunEvent>
  /** The number of the line where the file ends in the middle of an event; known when all events were read. */
  readonly cutAt: () => number | undefined
}

function open(path: string): number {
  try {
    return path === '-' ? 0 : openSync(path, 'r')
  } catch (error) {
    throw new UsageError(`'${path}' cannot be read: ${reasonOf(error)}`)
  }
}

function* linesOf(path: string): Generator<string> {
  const handle = open(path)
  const decoder = new StringDecoder('utf8')
  const buffer = Buffer.alloc(CHUNK)
  let rest = ''
  try {
    for (let size = readSync(handle, buffer); size > 0; size = readSync(handle, buffer)) {
      const lines = (rest + decoder.write(buffer.subarray(0, size))).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`'${path}' cannot be read: ${reasonOf(error)}`)
  } finally {
    if (path !== '-') closeSync(handle)
  }
  if (rest !== '') yield rest
}

function parsed(line: string): RunEvent | undefined {
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
    throw new UsageError(
      `'${path}' is no stored run`,
      '`merlon run --events FILE` writes one; those of a project are in .merlon/runs/',
    )
  if (event.version !== EVENT_VERSION)
    throw new UsageError(
      `'${path}' was written by another version of merlon`,
      `this one reads version ${EVENT_VERSION} of events, not ${String(event.version)}`,
    )
}

/** The events of a file, read as they are asked for; `-` is standard input. Throws a UsageError for what is no stored run. */
export function eventsOf(path: string): StoredEvents {
  let cut: number | undefined
  function* read(): Generator<RunEvent> {
    let number = 0
    for (const line of linesOf(path)) {
      number += 1
      if (cut !== undefined) throw new UsageError(`line ${cut} of '${path}' is no event`)
      const event = line.trim() === '' ? undefined : parsed(line)
      if (number === 1) checkFirst(event, path)
      if (event) yield event
      else if (line.trim() !== '') cut = number
    }
    if (number === 0) checkFirst(undefined, path)
  }
  return { events: read(), cutAt: () => cut }
}
