/** Where the events of a run are kept, a line of JSON each: a file that grows, or memory. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'

export interface Bytes {
  /** How much there is by now, and when that changed, in ms since 1970; undefined where there is nothing any more. */
  now(): Promise<{ readonly size: number; readonly changedAt: number } | undefined>
  /** What stands at a position; shorter where less is there. */
  read(position: number, length: number): Promise<Buffer>
}

export interface GrowingBytes extends Bytes {
  append(text: string): void
  close(): void
}

export function fileBytes(path: string): Bytes {
  return {
    async now() {
      const found = await stat(path).catch(() => undefined)
      return found && { size: found.size, changedAt: found.mtimeMs }
    },
    async read(position, length) {
      const file = await open(path, 'r')
      try {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
  }
}

/** Throws the system's error where the file cannot be opened, or a text cannot be written. */
export function growingFile(path: string): GrowingBytes {
  const handle = openSync(path, 'a')
  let open = true
  return {
    ...fileBytes(path),
    append(text) {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    },
    close() {
      if (open) closeSync(handle)
      open = false
    },
  }
}

export function memoryBytes(now: () => number): GrowingBytes {
  let kept = Buffer.alloc(4096)
  let size = 0
  let changedAt = now()
  return {
    now: async () => ({ size, changedAt }),
    read: async (position, length) => kept.subarray(position, Math.min(position + length, size)),
    append(text) {
      const bytes = Buffer.from(text)
      if (size + bytes.length > kept.length) {
        const larger = Buffer.alloc(Math.max(kept.length * 2, size + bytes.length))
        kept.copy(larger, 0, 0, size)
        kept = larger
      }
      bytes.copy(kept, size)
      size += bytes.length
      changedAt = now()
    },
    close: () => undefined,
  }
}
