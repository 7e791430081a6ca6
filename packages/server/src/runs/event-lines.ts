/** The events of a run as they leave the server: live as server-sent events, or all at once as lines of JSON. */
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { StudioClock } from '../clock.ts'
import { eventStream } from '../http/sse.ts'
import type { NumberedLine } from '../store/store.ts'

/** Quick: the other end is most often this machine. */
const LEVEL = 1

type Batches = AsyncIterable<readonly NumberedLine[]>

async function* textOf(batches: Batches): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map(({ line }) => `${line}\n`).join('')
}

export function linesResponse(batches: Batches, request: Request): Response {
  const text = Readable.from(textOf(batches))
  const zip = /(?:^|[\s,])gzip(?:$|[\s,;])/.test(request.headers.get('accept-encoding') ?? '')
  const bytes = zip ? text.pipe(createGzip({ level: LEVEL })) : text
  text.on('error', (error) => bytes.destroy(error))
  // Node's own type of the same thing.
  const body = Readable.toWeb(bytes) as ReadableStream<Uint8Array>
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept, accept-encoding',
      ...(zip ? { 'content-encoding': 'gzip' } : {}),
    },
  })
}

/** The number of the first event that a client does not have yet. */
export function firstMissing(request: Request): number {
  const last = request.headers.get('last-event-id')
  if (last !== null && /^\d{1,15}$/.test(last)) return Number(last) + 1
  const from = new URL(request.url).searchParams.get('from') ?? ''
  return /^\d{1,15}$/.test(from) ? Number(from) : 0
}

/** Ends with an event called `end`, after which nothing more will come. */
export function liveResponse(
  follow: (signal: AbortSignal) => Batches,
  { clock, failed }: { clock: StudioClock; failed: (error: unknown) => void },
): Response {
  return eventStream(
    clock,
    async ({ sendJson, room, signal }) => {
      for await (const batch of follow(signal))
        for (const { number, line } of batch) {
          if (!sendJson(line, { id: number })) await room()
          if (signal.aborted) return
        }
      if (!signal.aborted) sendJson('{}', { event: 'end' })
    },
    failed,
  )
}
