/** The JSON body of a request. */
import { isUtf8 } from 'node:buffer'
import { ProblemError } from './problem.ts'

/** In bytes. Files come as base64 in JSON. */
const LONGEST_BODY = 80 * 1024 * 1024

const tooLong = new ProblemError({ code: 'too-large', status: 413, message: 'the body is larger than 80 MB' })

/** The bytes of a request's body, which must say that it is JSON. Throws a problem where it is too long. */
export async function readBody(request: Request): Promise<Buffer> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new ProblemError({
      code: 'wrong-content',
      status: 415,
      message: 'the body is not said to be JSON',
      help: 'send it with `Content-Type: application/json`',
    })
  if (Number(request.headers.get('content-length') ?? 0) > LONGEST_BODY) throw tooLong
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of sentBy(request)) {
    size += piece.byteLength
    if (size > LONGEST_BODY) throw tooLong
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function* sentBy({ body }: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? []
  } catch {
    throw new ProblemError({ code: 'broken-off', status: 400, message: 'the body broke off' })
  }
}

export function parseBody(bytes: Buffer): unknown {
  try {
    if (isUtf8(bytes)) return JSON.parse(bytes.toString('utf8'))
  } catch {
    // said below
  }
  throw new ProblemError({ code: 'bad-json', status: 400, message: 'the body is not JSON' })
}
