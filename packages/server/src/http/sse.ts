/** Server-sent events, as the HTML standard (§9.2) has them. */
import type { StudioClock } from '../clock.ts'

export interface EventStream {
  /**
   * Sends a value as JSON; with an `id`, a client that comes back says it as `Last-Event-ID`. Returns false when the
   * client is behind: whoever can, waits for `room` then. Whoever cannot goes on; a client that stays behind is cut off,
   * and comes back.
   */
  send(value: unknown, id?: number | string): boolean
  /** As `send`, for JSON that is written already, on one line; `event` names what a page listens to by that name. */
  sendJson(json: string, of?: { readonly id?: number | string; readonly event?: string }): boolean
  /** Sends nothing that a page sees; proves that the stream is open. */
  comment(text: string): void
  /** Resolves when the client has caught up, or is gone. */
  room(): Promise<void>
  /** Aborted when the client is gone, or was cut off. */
  readonly signal: AbortSignal
}

/** In bytes not yet taken by the socket: from here on, a client is behind. */
const BEHIND = 64 * 1024
/** In bytes: a client that is this far behind is cut off. */
const TOO_FAR_BEHIND = 8 * 1024 * 1024
const HEARTBEAT = 15_000
/** In ms: how long a client waits before it comes back. */
const RETRY = 1_000

/**
 * Answers with the events that `produce` sends until its promise settles; it must settle when the signal is aborted. Where
 * it rejects, `failed` is told and the stream ends.
 */
export function eventStream(
  clock: StudioClock,
  produce: (stream: EventStream) => Promise<void>,
  failed: (error: unknown) => void,
): Response {
  const gone = new AbortController()
  const encoder = new TextEncoder()
  let awake: (() => void)[] = []
  const wake = (): void => {
    for (const resolve of awake) resolve()
    awake = []
  }
  const end = (): void => {
    gone.abort()
    wake()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string): boolean => {
          if (gone.signal.aborted) return false
          controller.enqueue(encoder.encode(text))
          const room = controller.desiredSize ?? 0
          if (room < BEHIND - TOO_FAR_BEHIND) {
            end()
            controller.error(new Error('the client does not keep up'))
          }
          return room > 0
        }
        const stop = clock.every(HEARTBEAT, () => void write(':\n\n'))
        gone.signal.addEventListener('abort', stop)
        write(`retry: ${RETRY}\n\n`)
        const sendJson: EventStream['sendJson'] = (json, { id, event } = {}) =>
          write(
            `${event === undefined ? '' : `event: ${event}\n`}${id === undefined ? '' : `id: ${id}\n`}data: ${json}\n\n`,
          )
        const stream: EventStream = {
          send: (value, id) => sendJson(JSON.stringify(value), id === undefined ? {} : { id }),
          sendJson,
          comment: (text) => void write(`: ${text}\n\n`),
          room: () =>
            gone.signal.aborted || (controller.desiredSize ?? 0) > 0
              ? Promise.resolve()
              : new Promise((resolve) => void awake.push(resolve)),
          signal: gone.signal,
        }
        void produce(stream)
          .catch(failed)
          .finally(() => {
            if (gone.signal.aborted) return
            controller.close()
            end()
          })
      },
      pull: wake,
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BEHIND }),
  )
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
  })
}
