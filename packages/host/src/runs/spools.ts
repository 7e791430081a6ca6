/** Streams that wait in temporary files until they are wanted; small ones never touch the disk. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

const CHUNK = 64 * 1024

/** Takes text, and gives it back once; it is empty afterwards and may be used again. */
export interface TextSpool {
  append(text: string): void
  drain(): Iterable<string>
}

export interface Spools {
  readonly create: () => TextSpool
  close(): void
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

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
}

/** Spools that live in one temporary folder, which `close` removes. */
export function spools(): Spools {
  let folder: string | undefined
  let count = 0
  const create = (): TextSpool => {
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
