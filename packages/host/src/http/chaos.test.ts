import type { Server, Socket } from 'node:net'
import type { WireResult } from '@merlon/engine'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Chaos, chaosOf, chaosServer, LIMIT_BYTES } from '../test/fixture/chaos.ts'
import { chaos2Of, chaos2Server } from '../test/fixture/chaos-http2.ts'
import { listen, openPort, requestTo } from '../test/servers.ts'

/** Short only for those that shall reach it: the machine may be busy. */
const timeoutOf = ({ due }: Pick<Chaos, 'due'>): number =>
  'failure' in due && due.failure.includes('timeout') ? 120 : 20_000

/** What is wrong with a result, if anything is. */
function complaint(chaos: Pick<Chaos, 'due'>, result: WireResult, tookMs: number): string | undefined {
  const { due } = chaos
  if (tookMs > timeoutOf(chaos) + 2_000) return `it took ${tookMs} ms`
  if ('response' in result) {
    const { status, body } = result.response
    if ('failure' in due) return due.orAnswer ? undefined : `an answer with ${status}`
    const text = Buffer.from(body).toString('latin1')
    return status === due.status && text === due.body ? undefined : `the answer ${status} '${text.slice(0, 40)}'`
  }
  const { code, message, timings } = result.failure
  if (message === '' || Object.values(timings).some((one) => one < 0)) return 'a failure without words'
  if (!('failure' in due)) return `the failure ${code}: ${message}`
  return due.failure.includes(code) ? undefined : `the failure ${code}: ${message}`
}

/** Counts the sockets of this process but those of the server, which may be left in any state. */
function heldBy(server: Server): () => number {
  const served = new Set<Socket>()
  server.on('connection', (socket) => served.add(socket))
  return () => {
    const all = process.getActiveResourcesInfo().filter((one) => one === 'TCPSocketWrap').length
    return all - [...served].filter((socket) => !socket.destroyed).length
  }
}

test('whatever a server does, every exchange ends in time, with what was sent or with what went wrong', async () => {
  const server = chaosServer()
  const held = heldBy(server)
  const { base } = await listen(server)
  const before = held()
  const port = openPort()
  const seen = new Set<string>()
  const exchange = async (seed: number) => {
    const chaos = chaosOf(seed)
    const upload = chaos.upload > 0 ? { method: 'POST', body: Buffer.alloc(chaos.upload) } : {}
    const began = performance.now()
    const limits = { timeoutMs: timeoutOf(chaos), maxResponseBytes: LIMIT_BYTES }
    const result = await port.exchange(requestTo(`${base}/${seed}`, { ...limits, ...upload }))
    seen.add(chaos.name)
    const wrong = complaint(chaos, result, performance.now() - began)
    return wrong === undefined ? [] : [`${seed}, ${chaos.name}: ${wrong}`]
  }
  const lanes = fc.array(fc.array(fc.nat(), { minLength: 4, maxLength: 8 }), { minLength: 6, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(lanes, async (seeds) => {
      const all = await Promise.all(
        seeds.map(async (lane) => {
          const wrong: string[] = []
          for (const seed of lane) wrong.push(...(await exchange(seed)))
          return wrong
        }),
      )
      expect(all.flat()).toEqual([])
    }),
    { numRuns: 6, endOnFailure: true },
  )
  expect(seen.size).toBeGreaterThan(15)
  port.close()
  await vi.waitFor(() => expect(held()).toBeLessThanOrEqual(before))
}, 120_000)

test('after each misbehaviour, the next answer on the same port is the right one', async () => {
  const { base } = await listen(chaosServer())
  const port = openPort()
  const firstOf = new Map<string, number>()
  for (let seed = 0; seed < 1_000; seed += 1) {
    const { name } = chaosOf(seed)
    if (!firstOf.has(name)) firstOf.set(name, seed)
  }
  const good = firstOf.get('a length') ?? 0
  for (const [name, seed] of firstOf) {
    const { upload } = chaosOf(seed)
    const limits = { timeoutMs: timeoutOf(chaosOf(seed)), maxResponseBytes: LIMIT_BYTES }
    const body = upload > 0 ? { method: 'POST', body: Buffer.alloc(upload) } : {}
    await port.exchange(requestTo(`${base}/${seed}`, { ...limits, ...body }))
    const next = await port.exchange(requestTo(`${base}/${good}`, { timeoutMs: 5_000, maxResponseBytes: LIMIT_BYTES }))
    expect([name, complaint(chaosOf(good), next, 0)]).toEqual([name, undefined])
  }
})

test('the same over HTTP/2, and the next answer is the right one', async () => {
  let seed = 0
  const server = chaos2Server(() => seed)
  const held = heldBy(server)
  const { base } = await listen(server)
  const before = held()
  const port = openPort()
  const seen = new Set<string>()
  const exchange = async (next: number) => {
    seed = next
    const chaos = chaos2Of(next)
    seen.add(chaos.name)
    const began = performance.now()
    const limits = { timeoutMs: timeoutOf(chaos), maxResponseBytes: LIMIT_BYTES }
    // What is repeated would be another misbehaviour of the same kind.
    const result = await port.exchange(requestTo(base, { http: '2', ...limits, method: 'POST' }))
    const wrong = complaint(chaos, result, performance.now() - began)
    return wrong === undefined ? [] : [`${next}, ${chaos.name}: ${wrong}`]
  }
  const good = Array.from({ length: 200 }, (_, at) => at).find((at) => chaos2Of(at).name === 'one piece') ?? 0
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (next) => {
      expect([...(await exchange(next)), ...(await exchange(good))]).toEqual([])
    }),
    { numRuns: 120, endOnFailure: true },
  )
  expect(seen.size).toBeGreaterThan(12)
  port.close()
  await vi.waitFor(() => expect(held()).toBeLessThanOrEqual(before))
}, 120_000)
