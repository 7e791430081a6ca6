import { describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { type EventStream, eventStream } from './sse.ts'

const failed = (error: unknown): void => {
  throw error
}

async function textOf(response: Response): Promise<string> {
  return await response.text()
}

describe('a stream of events', () => {
  test('tells when to come back, numbers what it sends and keeps each event on its lines', async () => {
    const response = eventStream(
      systemClock,
      async ({ send, comment }) => {
        send({ text: 'a\nb\r\n\ndata: x' }, 7)
        comment('note')
        send(null)
      },
      failed,
    )
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await textOf(response)).toBe(
      'retry: 1000\n\nid: 7\ndata: {"text":"a\\nb\\r\\n\\ndata: x"}\n\n: note\n\ndata: null\n\n',
    )
  })

  test('holds a patient sender back while the client does not read, and loses nothing', async () => {
    let sent = 0
    let most = 0
    let read = 0
    const value = 'x'.repeat(1_000)
    const response = eventStream(
      systemClock,
      async ({ send, room }) => {
        for (; sent < 5_000; sent += 1) {
          most = Math.max(most, sent - read)
          if (!send(value, sent)) await room()
        }
      },
      failed,
    )
    const ids: number[] = []
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      ids.push(...[...piece.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)))
      read = ids.length
    }
    expect(ids).toEqual([...Array(5_000).keys()])
    expect(most).toBeLessThan(200)
  })

  test('is cut off when the sender cannot wait and the client does not read', async () => {
    let stream: EventStream | undefined
    let ended = false
    const response = eventStream(
      systemClock,
      async (one) => {
        stream = one
        await new Promise((resolve) => one.signal.addEventListener('abort', resolve))
        ended = true
      },
      failed,
    )
    let taken = 0
    while (!stream!.signal.aborted && taken < 100) {
      stream!.send('x'.repeat(1_000_000))
      taken += 1
    }
    expect(taken).toBeLessThan(12)
    await expect(textOf(response)).rejects.toThrow('the client does not keep up')
    expect(ended).toBe(true)
    expect(stream!.send('later')).toBe(false)
    await stream!.room()
  })

  test('ends its sender when the client goes', async () => {
    let end = (): void => undefined
    const ended = new Promise<void>((resolve) => (end = resolve))
    const response = eventStream(
      systemClock,
      async ({ signal, room, send }) => {
        while (!signal.aborted) if (!send('x'.repeat(1_000))) await room()
        end()
      },
      failed,
    )
    await response.body!.cancel()
    await ended
  })

  test('ends when its sender fails, which is told', async () => {
    const faults: unknown[] = []
    const fault = new Error('broken')
    const response = eventStream(
      systemClock,
      async ({ send }) => {
        send(1)
        throw fault
      },
      (error) => faults.push(error),
    )
    expect(await textOf(response)).toBe('retry: 1000\n\ndata: 1\n\n')
    expect(faults).toEqual([fault])
  })
})
