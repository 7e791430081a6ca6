/** Where reports go: files written as the run goes on, standard output, spools in temporary files. */
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import type { Spool } from '@merlon/reporters'
import { UsageError } from '../command.ts'

const CHUNK = 64 * 1024

/** A file written in large pieces. */
export interface Output {
  readonly write: (text: string) => void
  flush(): void
  close(): void
}

function open(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true })
    return openSync(path, 'w')
  } catch (error) {
    throw new UsageError(`'${path}' cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(handle, bytes, at)
    } catch (error) {
      // A pipe that is full takes more a moment later.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

/** Opens a file for a report; `-` is standard output. Throws a UsageError where it cannot be written. */
export function openOutput(path: string): Output {
  const handle = path === '-' ? 1 : open(path)
  let waiting = ''
  const flush = (): void => {
    if (waiting !== '') writeAll(handle, waiting)
    waiting = ''
  }
  return {
    flush,
    write(text) {
      waiting += text
      if (waiting.length >= CHUNK) flush()
    },
    close() {
      flush()
      if (handle !== 1) closeSync(handle)
    },
  }
}

/** Spools that live in one temporary folder; small ones never touch the disk. */
export function spools(): { readonly create: () => Spool; close(): void } {
  let folder: string | undefined
  let count = 0
  const create = (): Spool => {
    let memory = ''
    let file: { path: string; handle: number } | undefined
    return {
      append(text) {
        memory += text
        if (memory.length < CHUNK) return
        folder ??= mkdtempSync(join(tmpdir(), 'merlon-'))
        if (!file) {
          const path = join(folder, `spool-${(count += 1)}`)
          file = { path, handle: openSync(path, 'w+') }
        }
        writeAll(file.handle, memory)
        memory = ''
      },
      *drain() {
        if (file) {
          yield* pieces(file.handle)
          closeSync(file.handle)
          rmSync(file.path)
          file = undefined
        }
        const rest = memory
        memory = ''
        if (rest !== '') yield rest
      },
    }
  }
  return {
    create,
    close() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

function* pieces(handle: number): Generator<string> {
  const decoder = new StringDecoder('utf8')
  const buffer = Buffer.alloc(CHUNK)
  for (let position = 0; ; ) {
    const size = readSync(handle, buffer, 0, CHUNK, position)
    if (size === 0) break
    position += size
    yield decoder.write(buffer.subarray(0, size))
  }
  const rest = decoder.end()
  if (rest !== '') yield rest
}
