import { expect, test } from 'vitest'
import { project } from '../test/cli.ts'
import { serve, type TestServer } from '../test/server.ts'

const files = {
  'tests/a.yaml':
    'name: Waits\nsteps:\n  - get: "${host}/slow"\n  - get: "${host}/never"\nfinally:\n  - delete: "${host}/cart"\n',
  'tests/b.yaml': 'name: Never begun\nsteps:\n  - put: "${host}/never"\n',
}

const hanging = (...methods: string[]): Promise<TestServer> =>
  serve(({ method }, response) => {
    if (!methods.includes(method)) response.end()
  })

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s ends a run in order: the request is given up, `finally` runs, reports are written',
  async (signal, code) => {
    const server = await hanging('GET')
    const here = project(files)
    const { process: child, finished } = await here.start(['run', '--var', `host=${server.url}`, '--json', 'out.json'])
    await server.arrived('GET')
    child.kill(signal)
    const { exit, stdout, stderr } = await finished
    expect(exit).toBe(code)
    expect(server.heard.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /slow', 'DELETE /cart'])
    expect(stderr).toContain('clean-up runs now')
    expect(stdout).toContain('interrupted')
    expect(JSON.parse(here.read('out.json'))).toMatchObject({
      interrupted: true,
      status: 'errored',
      tests: [{ name: 'Waits' }],
    })
  },
)

test('a second Ctrl-C ends at once, in the middle of the clean-up', async () => {
  const server = await hanging('GET', 'DELETE')
  const { process: child, finished } = await project(files).start(['run', '--var', `host=${server.url}`])
  await server.arrived('GET')
  child.kill('SIGINT')
  await server.arrived('DELETE')
  child.kill('SIGINT')
  expect((await finished).exit).toBe(130)
})

test('tests that run side by side are all cleaned up', async () => {
  const server = await hanging('GET')
  const one = files['tests/a.yaml']
  const here = project({ 'tests/a.yaml': one, 'tests/b.yaml': one.replaceAll('get:', 'post:') })
  const { process: child, finished } = await here.start(['run', '-j', '2', '--var', `host=${server.url}`])
  await server.arrived('GET')
  child.kill('SIGINT')
  expect((await finished).exit).toBe(130)
  expect(server.heard.filter(({ method }) => method === 'DELETE').length).toBe(2)
})
