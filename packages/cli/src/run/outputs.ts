/** Where reports go: files written as the run goes on, standard output. */
import { closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../command.ts'
import { codeOf, reasonOf } from '../system-error.ts'

const CHUNK = 64 * 1024
const STANDARD_OUTPUT = 1

/** A file written in large pieces. */
export interface Output {
  readonly write: (text: string) => void
  flush(): void
  close(): void
}

const cannotBeWritten = (path: string, error: unknown): UsageError =>
  new UsageError(`'${path}' cannot be written: ${reasonOf(error)}`)

/** Folder by folder: some file systems answer a recursive call in a way that Node.js never ends. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

function open(path: string, append: boolean): number {
  try {
    makeFolder(dirname(resolve(path)))
    return openSync(path, append ? 'a' : 'w')
  } catch (error) {
    throw cannotBeWritten(path, error)
  }
}

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(handle, bytes, at)
    } catch (error) {
      // A pipe that is full takes more a moment later.
      if (codeOf(error) !== 'EAGAIN') throw error
    }
  }
}

interface OutputOptions {
  /** Called before anything is written. */
  readonly before?: (() => void) | undefined
  /** What is in the file stays. */
  readonly append?: boolean | undefined
}

/** Opens a file for a report; `-` is standard output. Everything throws a UsageError where it cannot be written. */
export function openOutput(path: string, { before, append = false }: OutputOptions = {}): Output {
  const handle = path === '-' ? STANDARD_OUTPUT : open(path, append)
  let waiting = ''
  let closed = false
  const flush = (): void => {
    const text = waiting
    waiting = ''
    if (text === '' || closed) return
    try {
      before?.()
      writeAll(handle, text)
    } catch (error) {
      closed = true
      // Who reads a pipe may stop reading, as `head` does: the run goes on for the other reports.
      if (codeOf(error) !== 'EPIPE') throw cannotBeWritten(path === '-' ? 'standard output' : path, error)
    }
  }
  return {
    flush,
    write(text) {
      waiting += text
      if (waiting.length >= CHUNK) flush()
    },
    close() {
      flush()
      if (handle !== STANDARD_OUTPUT) closeSync(handle)
    },
  }
}
