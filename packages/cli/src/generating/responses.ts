/** Responses kept in files: bodies, and what `curl -i` printed. */
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { nodeCodec } from '@merlon/host'
import { type ResponseSample, readDumpHead } from '@merlon/importers'
import { UsageError } from '../command.ts'
import { reasonOf } from '../system-error.ts'

const STANDARD_INPUT = 0

const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.csv': 'text/csv',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
  '.txt': 'text/plain',
}

/** The type of a body that came without headers: by the file's name, else by how it begins. JSON is recognised later. */
function typeOf(path: string, text: string): string {
  const known = TYPES[extname(path).toLowerCase()]
  if (known !== undefined) return known
  if (/^\s*(?:<!doctype html|<html)\b/i.test(text)) return 'text/html'
  return /^\s*</.test(text) ? 'application/xml' : ''
}

function read(path: string): Buffer {
  try {
    return readFileSync(path === '-' ? STANDARD_INPUT : path)
  } catch (error) {
    throw new UsageError(`'${path}' cannot be read: ${reasonOf(error)}`)
  }
}

/** The response in a file, `-` being standard input. Throws a UsageError where it cannot be read. */
export function responseIn(path: string): ResponseSample {
  const bytes = read(path)
  // Byte by byte, so that places in the text are places in the bytes.
  const head = readDumpHead(bytes.toString('latin1'))
  if (!head) {
    const text = nodeCodec.decode(bytes, 'utf-8')
    return { text, mime: typeOf(path, text) }
  }
  const { status, headers, end } = head
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8'
  return { status, headers, text: nodeCodec.decode(bytes.subarray(end), charset), mime: type }
}
