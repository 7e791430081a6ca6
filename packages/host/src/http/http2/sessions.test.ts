import { constants, type ServerHttp2Stream } from 'node:http2'
import { describe, expect, test, vi } from 'vitest'
import { frames, serveFrames } from '../../test/fixture/frames.ts'
import { heardIn, openFixture, serveStreams, TWO } from '../../test/http2.ts'
import { failureOf, listen, openPort, requestTo, textOf } from '../../test/servers.ts'

describe('a session', () => {
  test('carries many exchanges at once, and one after another', async () => {
    const { h2, ca } = await openFixture()
    const port = openPort({ ca })
    const paths = Array.from({ length: 40 }, (_, at) => `/${at}`)
    const all = await Promise.all(paths.map((path) => port.exchange(requestTo(h2.base + path, TWO))))
    expect(all.map((one) => heardIn(one).path)).toEqual(paths)
    await port.exchange(requestTo(h2.base, TWO))
    expect(h2.connections()).toBe(1)
  })

  test('is not shared with HTTP/1.1, nor with other TLS settings', async () => {
    const { https, h2, ca, client } = await openFixture()
    const port = openPort({ ca })
    await port.exchange(requestTo(h2.base, TWO))
    await port.exchange(requestTo(h2.base, { ...TWO, tls: { verify: false } }))
    await port.exchange(requestTo(h2.base, { ...TWO, tls: { cert: client.cert, key: client.key } }))
    await port.exchange(requestTo(h2.base, { ...TWO, tls: { cert: client.cert, key: client.key } }))
    expect(h2.connections()).toBe(3)
    expect(heardIn(await port.exchange(requestTo(https.base))).http).toBe('1.1')
  })

  test('keeps to how many exchanges at once the server allows', async () => {
    let running = 0
    let most = 0
    const { base } = await serveStreams(
      (stream) => {
        running += 1
        most = Math.max(most, running)
        setImmediate(() => {
          running -= 1
          stream.respond({ ':status': 200 })
          stream.end('ok')
        })
      },
      { settings: { maxConcurrentStreams: 2 } },
    )
    const port = openPort()
    const all = await Promise.all(Array.from({ length: 12 }, () => port.exchange(requestTo(base, TWO))))
    expect(all.map(textOf)).toEqual(all.map(() => 'ok'))
    expect(most).toBe(2)
  })

  test('that waits does not hold the process', async () => {
    const arrived: ServerHttp2Stream[] = []
    let told: () => void = () => undefined
    const { base } = await serveStreams((stream) => {
      arrived.push(stream)
      told()
    })
    const answer = () => {
      arrived.at(-1)?.respond({ ':status': 200 })
      arrived.at(-1)?.end('ok')
    }
    const held = () => process.getActiveResourcesInfo().filter((one) => /^TCPSocketWrap$/.test(one)).length
    const port = openPort()
    const first = port.exchange(requestTo(base, TWO))
    await new Promise<void>((done) => (told = done))
    answer()
    await first
    const came = new Promise<void>((done) => (told = done))
    const during = port.exchange(requestTo(base, TWO))
    await came
    const busy = held()
    answer()
    await during
    await vi.waitFor(() => expect(held()).toBe(busy - 1))
  })

  test('on which an exchange timed out is given no other, and those under way go on', async () => {
    let answer: () => void = () => undefined
    const { base, sessions } = await serveStreams((stream, turn) => {
      const respond = () => {
        stream.respond({ ':status': 200 })
        stream.end(`${turn}`)
      }
      if (turn === 0) answer = respond
      if (turn > 1) respond()
    })
    const port = openPort()
    const first = port.exchange(requestTo(base, TWO))
    expect(failureOf(await port.exchange(requestTo(base, { ...TWO, timeoutMs: 150 }))).code).toBe('timeout')
    expect(textOf(await port.exchange(requestTo(base, TWO)))).toBe('2')
    answer()
    expect(textOf(await first)).toBe('0')
    expect(sessions.size).toBe(2)
  })

  test('that goes away lets go on what it has begun, and what it has not looked at is sent again, even a POST', async () => {
    const seen: string[] = []
    const { base, sessions } = await serveStreams((stream, turn, session) => {
      seen.push(`${stream.id}`)
      if (turn === 0) {
        session.goaway(constants.NGHTTP2_NO_ERROR, stream.id ?? 0)
        setTimeout(() => {
          stream.respond({ ':status': 200 })
          stream.end('first')
        }, 50)
      } else {
        stream.respond({ ':status': 200 })
        stream.end('second')
      }
    })
    const port = openPort()
    const post = () => port.exchange(requestTo(base, { ...TWO, method: 'POST', body: 'x' }))
    const [first, second] = await Promise.all([post(), post()])
    expect([textOf(first), textOf(second)]).toEqual(['first', 'second'])
    expect(sessions.size).toBe(2)
  })

  test('that refuses a stream is asked once more, by another session', async () => {
    const { base, sessions } = await serveStreams((stream, turn) => {
      if (turn === 0) stream.close(constants.NGHTTP2_REFUSED_STREAM)
      else {
        stream.respond({ ':status': 200 })
        stream.end('ok')
      }
    })
    expect(textOf(await openPort().exchange(requestTo(base, { ...TWO, method: 'POST', body: 'x' })))).toBe('ok')
    expect(sessions.size).toBe(2)
  })

  test('that always refuses is told as that', async () => {
    const { base, sessions } = await serveStreams((stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM))
    expect(failureOf(await openPort().exchange(requestTo(base, TWO)))).toMatchObject({
      code: 'closed',
      message: expect.stringContaining('REFUSED_STREAM'),
    })
    expect(sessions.size).toBe(2)
  })

  test.each([
    ['GET', 'ok', 3],
    ['POST', 'closed', 2],
  ])('that ended while it was kept: %s ends with %s', async (method, expected, streams) => {
    let seen = 0
    const { base } = await listen(
      serveFrames((socket, stream, turn) => {
        seen += 1
        if (turn === 1) socket.destroy()
        else socket.write(Buffer.concat([frames.headers(stream), frames.data(stream, 'ok', true)]))
      }),
    )
    const port = openPort()
    await port.exchange(requestTo(base, TWO))
    const result = await port.exchange(requestTo(base, { ...TWO, method }))
    expect('failure' in result ? result.failure.code : textOf(result)).toBe(expected)
    expect(seen).toBe(streams)
  })
})
