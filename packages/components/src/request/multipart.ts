/** Multipart forms. Standard: RFC 7578. */
import { type Context, type InputOf, StepFault } from '@merlon/engine'
import type { multipartFields } from './fields.ts'
import { readPairs } from './maps.ts'
import { fromFile } from './project-file.ts'
import type { RequestBody } from './request-body.ts'

type Part = InputOf<typeof multipartFields>

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  txt: 'text/plain',
  csv: 'text/csv',
  xml: 'application/xml',
  html: 'text/html',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  zip: 'application/zip',
}

/** A name between quotes, as browsers write it. */
const quoted = (text: string): string => `"${text.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A')}"`

function boundaryOf(context: Context): string {
  return `----merlon${Array.from({ length: 24 }, () => Math.floor(context.random() * 36).toString(36)).join('')}`
}

interface Content {
  readonly bytes: Uint8Array
  readonly filename?: string
  readonly type?: string
}

async function contentOf(part: Part, context: Context): Promise<Content> {
  const { codec, files } = context.ports
  const filename = part.filename && context.text(part.filename)
  const type = part.type && context.text(part.type)
  if (part.file) {
    const path = context.text(part.file, { missing: 'error' })
    const bytes = await fromFile('multipart', () => files.readBytes(path))
    const name = filename ?? path.replace(/^.*\//, '')
    const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
    return { bytes, filename: name, type: type ?? TYPES[extension] ?? 'application/octet-stream' }
  }
  if (!part.value) throw new StepFault('a part needs `value` or `file`', { field: 'multipart' })
  return {
    bytes: codec.encode(context.text(part.value)),
    ...(filename === undefined ? {} : { filename }),
    ...(type === undefined ? {} : { type }),
  }
}

function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined
}

export async function multipartBody(parts: readonly Part[], context: Context): Promise<RequestBody> {
  const { codec } = context.ports
  const boundary = boundaryOf(context)
  const chunks: Uint8Array[] = []
  for (const part of parts) {
    const { bytes, filename, type } = await contentOf(part, context)
    const headers = [
      `Content-Disposition: form-data; name=${quoted(context.text(part.name))}${filename === undefined ? '' : `; filename=${quoted(filename)}`}`,
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      ...readPairs(part.headers, 'headers', context).map(([name, value]) => `${name}: ${value ?? ''}`),
    ]
    chunks.push(
      codec.encode(`--${boundary}\r\n${headers.map((line) => line.replace(/[\r\n]+/g, ' ')).join('\r\n')}\r\n\r\n`),
      bytes,
      codec.encode('\r\n'),
    )
  }
  chunks.push(codec.encode(`--${boundary}--\r\n`))
  return { content: joinBytes(chunks), contentType: `multipart/form-data; boundary=${boundary}` }
}
