import { expect, test } from 'vitest'
import { folder } from '../test/cli.ts'
import { serve } from '../test/server.ts'

test('it says where it is and how to log in, answers, and closes on Ctrl-C', async () => {
  const { process: child, said, finished } = await folder().start(['demo-shop', '--port', '0'])
  const text = await said('Ctrl-C')
  const url = /open at (\S+)/.exec(text)![1]!
  const [, user, password] = /login {4}(\S+) \/ (\S+),/.exec(text)!
  const answer = await fetch(`${url}/api/retail/user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  })
  expect(answer.status).toBe(200)
  expect(text).not.toContain('is busy')
  expect(text).toContain(`--var host=${url}`)
  child.kill('SIGINT')
  expect(await finished).toMatchObject({ exit: 0, stderr: '' })
})

test('it says when its port was busy and takes another one', async () => {
  const other = await serve((_request, response) => response.end())
  const port = new URL(other.url).port
  const { process: child, said, finished } = await folder().start(['demo-shop', '--port', port])
  const text = await said('Ctrl-C')
  expect(text).toContain(`port ${port} is busy, so another one was taken\n`)
  expect(text).not.toContain(`open at http://127.0.0.1:${port}\n`)
  child.kill('SIGTERM')
  expect((await finished).exit).toBe(0)
})

test.each([
  [['demo-shop', '--port', 'x'], '--port takes a whole number'],
  [['demo-shop', '--port', '70000'], 'up to 65535'],
  [['demo-shop', '--host', '203.0.113.1'], 'cannot listen on 203.0.113.1:8377: this machine has no such address'],
  [['demo-shop', '8080'], "takes no arguments, not '8080'"],
])('%j is refused', async (args, message) => {
  expect(await folder().run(args)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(message) })
})
