import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startStudio } from './index.ts'
import { makeFolder } from './test/studio.ts'

const version = '0.0.0'

describe('a studio', () => {
  test('listens on the loopback interface alone', async () => {
    const studio = await startStudio({ folder: makeFolder(), port: 0, version })
    const { port } = new URL(studio.url)
    expect(studio.link.startsWith(`${studio.url}/open?token=`)).toBe(true)
    // Every address of 127/8 leads here; were all interfaces listened on, this one would answer.
    await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow()
    await studio.close()
    await expect(fetch(studio.url)).rejects.toThrow()
  })

  test('takes the next port that is free, but never another one than the one asked for', async () => {
    const folder = makeFolder()
    const one = await startStudio({ folder, version })
    const two = await startStudio({ folder, version })
    const ports = [one, two].map(({ url }) => Number(new URL(url).port))
    expect(ports[0]).toBeGreaterThanOrEqual(4700)
    expect(ports[1]).toBeGreaterThan(ports[0]!)
    await expect(startStudio({ folder, version, port: ports[0]! })).rejects.toThrow(
      `port ${ports[0]} is taken by another program; choose another one`,
    )
    await one.close()
    await two.close()
  })

  /** Whether a port can be listened on after a studio with a client on it was closed. */
  async function freedPort(): Promise<boolean> {
    const studio = await startStudio({ folder: makeFolder(), port: 0, version })
    const opened = await fetch(studio.link, { redirect: 'manual' })
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    const stream = await fetch(`${studio.url}/api/v1/projects/local/changes`, { headers: { cookie } })
    expect(stream.status).toBe(200)
    const port = Number(new URL(studio.url).port)
    await studio.close()
    await stream.text().catch(() => undefined)
    const other = createServer()
    const free = await new Promise<boolean>((settle) =>
      other.once('error', () => settle(false)).listen(port, '127.0.0.1', () => settle(true)),
    )
    if (free) await new Promise((resolve) => other.close(resolve))
    return free
  }

  test('leaves its port to others when it is closed, with clients still there', async () => {
    // A free port may be given to any other program at any time; not three times in a row.
    expect((await freedPort()) || (await freedPort()) || (await freedPort())).toBe(true)
  })
})
