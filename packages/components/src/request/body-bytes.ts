import type { BodyPart, Context } from '@merlon/engine'
import { fromFile } from './project-file.ts'
import type { RequestBody } from './request-body.ts'

export const isList = (content: RequestBody['content']): content is readonly BodyPart[] => Array.isArray(content)

/** The pieces of a body; none where there is no body. */
export const partsOf = (content: RequestBody['content'] | undefined): readonly BodyPart[] =>
  content === undefined ? [] : isList(content) ? content : [content]

export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined
}

/** A body as bytes; files are read as a whole. */
export async function bytesOfBody(content: RequestBody['content'] | undefined, context: Context): Promise<Uint8Array> {
  const { codec, files } = context.ports
  const chunks: Uint8Array[] = []
  for (const part of partsOf(content)) {
    if (typeof part === 'string') chunks.push(codec.encode(part))
    else if (part instanceof Uint8Array) chunks.push(part)
    else chunks.push(await fromFile('body', () => files.readBytes(part.file)))
  }
  return joinBytes(chunks)
}
