/** What the tests of HTTP/2 have in common. */
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import { onTestFinished } from 'vitest'
import { type Fixture, type FixtureOptions, type Heard, startFixture } from './fixture/fixture.ts'
import { listen, textOf } from './servers.ts'

export const TWO = { http: '2' } as const

export async function openFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const fixture = await startFixture(options)
  onTestFinished(() => fixture.close())
  return fixture
}

/** A server without TLS that does with each stream what it is told. */
export async function serveStreams(
  take: (stream: ServerHttp2Stream, turn: number, session: ServerHttp2Session) => void,
  settings: Parameters<typeof createServer>[0] = {},
) {
  let turn = 0
  const sessions = new Set<ServerHttp2Session>()
  const server = createServer(settings)
  server.on('session', (session) => {
    sessions.add(session)
    session.on('error', () => undefined)
  })
  server.on('stream', (stream) => {
    stream.on('error', () => undefined)
    take(stream, turn++, stream.session as ServerHttp2Session) // of a stream that just came
  })
  return { ...(await listen(server)), sessions }
}

export const heardIn = (result: Parameters<typeof textOf>[0]): Heard => JSON.parse(textOf(result))
