import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Folder, folder, passing, project, type Started } from '../test/cli.ts'

const start = (here: Folder, ...args: string[]): Promise<Started> =>
  here.start(['studio', '--port', '0', ...args], { input: null })

/** The link that was printed. */
async function linkOf(studio: Started): Promise<string> {
  return /http:\S+/.exec(await studio.said('Ctrl-C'))?.[0] ?? ''
}

/** Opens the link as a browser does; gives where it leads, and a way to ask for more. */
async function open(link: string): Promise<{ to: string | null; get: (path: string) => Promise<Response> }> {
  const opened = await fetch(link, { redirect: 'manual' })
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    to: opened.headers.get('location'),
    get: (path) => fetch(new URL(path, link), { headers: { cookie } }),
  }
}

test.each(['SIGINT', 'SIGTERM'] as const)('it serves the project around until %s', async (signal) => {
  const here = project({ 'tests/a.yaml': passing('A') })
  const studio = await start(here, 'tests')
  const { get } = await open(await linkOf(studio))
  expect(await (await get('/api/v1/projects/local')).json()).toMatchObject({ name: 'Example', folder: here.path })
  studio.process.kill(signal)
  expect(await studio.finished).toMatchObject({ exit: 0, stderr: '', stdout: expect.stringContaining('\nclosed\n') })
})

test('a folder without a project is served as it is, and nothing is written to it', async () => {
  const here = folder()
  const studio = await start(here)
  const { get } = await open(await linkOf(studio))
  expect(await (await get('/api/v1/projects/local/tests')).json()).toEqual({ tests: [] })
  studio.process.kill('SIGINT')
  await studio.finished
  expect(here.names('.')).toEqual([])
})

test('with a test it begins at its page', async () => {
  const here = project({ 'tests/cart/add one.yaml': passing('A') })
  const studio = await start(here, 'tests/cart/add one.yaml', '--env', 'local')
  const { to, get } = await open(await linkOf(studio))
  expect(to).toBe('/test/cart/add%20one')
  expect(await (await get('/api/v1/projects/local')).json()).toMatchObject({ environment: 'local' })
})

test('a run that goes on when it is closed cleans up first', async () => {
  const heard: string[] = []
  let arrived: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    if (request.method === 'DELETE') response.end()
    else arrived()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // of a server on TCP
  const here = project({ 'tests/a.yaml': `steps:\n  - get: ${url}/slow\nfinally:\n  - delete: ${url}/cart\n` })
  const studio = await start(here)
  const link = await linkOf(studio)
  const opened = await fetch(link, { redirect: 'manual' })
  await fetch(new URL('/api/v1/projects/local/runs', link), {
    method: 'POST',
    headers: {
      cookie: opened.headers.get('set-cookie')?.split(';')[0] ?? '',
      origin: new URL(link).origin,
      'content-type': 'application/json',
    },
    body: '{}',
  })
  await first
  studio.process.kill('SIGINT')
  expect((await studio.finished).exit).toBe(0)
  expect(heard).toEqual(['GET /slow', 'DELETE /cart'])
  expect((await here.run(['report'])).stdout).toContain('interrupted')
})

test('what cannot be opened is wrong usage', async () => {
  const here = project({ 'vault.yaml': 'a: b\n' })
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void taken.close())
  const { port } = taken.address() as AddressInfo // of a server on TCP
  for (const [args, message] of [
    [['nowhere'], "there is no 'nowhere'"],
    [['vault.yaml'], "'vault.yaml' is no test of a project"],
    [['.', '.'], 'one project is opened at a time'],
    [['--port', '70000'], '--port takes a number up to 65535'],
    [['--port', String(port)], `port ${port} is taken by another program`],
  ] as const)
    expect(await here.run(['studio', ...args])).toMatchObject({ exit: 2, stderr: expect.stringContaining(message) })
})
