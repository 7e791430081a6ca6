/** Multipart forms. Standard: RFC 7578. */
import { type BodyPart, type Context, type FileBody, type InputOf, StepFault } from '@merlon/engine'
import { joinBytes } from './body-bytes.ts'
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

/** Larger files are streamed, in bytes; smaller ones are sent in one piece with all else, and shown in reports. */
const STREAMED = 256_000

interface Content {
  readonly content: Uint8Array | FileBody
  readonly filename?: string
  readonly type?: string
}

async function contentOf(part: Part, context: Context): Promise<Content> {
  const { codec, files } = context.ports
  const filename = part.filename && context.text(part.filename)
  const type = part.type && context.text(part.type)
  if (part.file) {
    const path = context.text(part.file, { missing: 'error' })
    const size = await fromFile('multipart', () => files.size(path))
    const content = size > STREAMED ? { file: path, size } : await fromFile('multipart', () => files.readBytes(path))
    const name = filename ?? path.replace(/^.*\//, '')
    const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
    return { content, filename: name, type: type ?? TYPES[extension] ?? 'application/octet-stream' }
  }
  if (!part.value) throw new StepFault('a part needs `value` or `file`', { field: 'multipart' })
  return {
    content: codec.encode(context.text(part.value)),
    ...(filename === undefined ? {} : { filename }),
    ...(type === undefined ? {} : { type }),
  }
}

/** Puts what is in memory together, so that only files stand between. */
function joined(pieces: readonly (Uint8Array | FileBody)[]): readonly BodyPart[] {
  const parts: BodyPart[] = []
  let waiting: Uint8Array[] = []
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) waiting.push(piece)
    else {
      parts.push(joinBytes(waiting), piece)
      waiting = []
    }
  }
  return [...parts, joinBytes(waiting)]
}

export async function multipartBody(parts: readonly Part[], context: Context): Promise<RequestBody> {
  const { codec } = context.ports
  const boundary = boundaryOf(context)
  const chunks: (Uint8Array | FileBody)[] = []
  for (const part of parts) {
    const { content, filename, type } = await contentOf(part, context)
    const headers = [
      `Content-Disposition: form-data; name=${quoted(context.text(part.name))}${filename === undefined ? '' : `; filename=${quoted(filename)}`}`,
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      ...readPairs(part.headers, 'headers', context).map(([name, value]) => `${name}: ${value ?? ''}`),
    ]
    chunks.push(
      codec.encode(`--${boundary}\r\n${headers.map((line) => line.replace(/[\r\n]+/g, ' ')).join('\r\n')}\r\n\r\n`),
      content,
      codec.encode('\r\n'),
    )
  }
  chunks.push(codec.encode(`--${boundary}--\r\n`))
  const pieces = joined(chunks)
  const [only] = pieces
  return {
    content: pieces.length === 1 && only !== undefined ? only : pieces,
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}
