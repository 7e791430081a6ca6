import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder, project } from '../test/cli.ts'
import { sendJson, serve } from '../test/server.ts'

const item = '{ "id": 7, "name": "Hat", "tags": [] }'
const steps =
  '- assert-is: { expression: payload.id, type: integer }\n- assert-is: { expression: payload.name, type: string }\n- assert-is: { expression: payload.tags, type: array }\n'
const dump = `HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n\r\n${item}`

test('the steps are printed, and what they cannot say is noted beside them', async () => {
  expect(await folder({ 'item.json': item }).run(['generate', '--from-response', 'item.json'])).toEqual({
    exit: 0,
    stdout: steps,
    stderr: 'note: `payload.tags` is always an empty list, so what it holds is not known\n',
  })
})

test('a response comes through a pipe, as curl -i prints it', async () => {
  const { exit, stdout, stderr } = await folder().run(['generate', '--from-response', '-', '--var', 'found'], {
    input: dump,
  })
  expect({ exit, stdout }).toEqual({
    exit: 0,
    stdout: `- assert: found_response.status == 404\n${steps.replaceAll('payload', 'found')}`,
  })
  expect(stderr).toContain('note: such a response is what a request expects that has `expect: 404`\n')
})

test('several responses make one draft', async () => {
  const files = { 'a.json': '{ "a": 1 }', 'b.json': '{ "a": 1.5, "b": "x" }' }
  const { stdout } = await folder(files).run(['generate', '--from-response', 'a.json', 'b.json', '--shape'])
  expect(stdout).toBe('- assert-shape: { expression: payload, shape: { a: number, b?: string } }\n')
})

test('--pin, --enumerations and --strict ask for more', async () => {
  const states = [...Array(6).keys()].map((at) => ({ state: at % 2 ? 'open' : 'closed', size: 3 }))
  const here = folder({ 'states.json': JSON.stringify(states) })
  const plain = await here.run(['generate', '--from-response', 'states.json'])
  expect(plain.stderr).toBe('note: few different texts are in `payload[].state`; --enumerations asserts them\n')
  expect(plain.stdout).not.toContain('closed')
  const flags = ['--pin', '--enumerations', '--strict']
  const { stdout, stderr } = await here.run(['generate', '--from-response', 'states.json', ...flags])
  expect(stderr).toBe('')
  expect(stdout).toContain('- assert-in: { expression: _1.state, value: [closed, open] }\n')
  expect(stdout).toContain('- assert-equals: { expression: _1.size, value: 3, type: strict }\n')
})

test.each([
  ['body.xml', '<a><n>1</n></a>', 'payload.n, type: integer'],
  ['body.html', '<title>Shop</title>', 'payload.head.title, type: string'],
  ['body.csv', 'id,name\n1,Ann\n', 'value: [id, name]'],
  ['body.yaml', 'n: 1\n', 'payload.n, type: integer'],
  ['body.txt', 'https://example.org', 'payload, type: url'],
  ['body', '<!DOCTYPE html><title>Shop</title>', 'payload.head.title, type: string'],
  ['body', '<a><n>1</n></a>', 'payload.n, type: integer'],
  ['body', '[1]', 'payload, type: array'],
])('%s is read by its name, or by how it begins: %j', async (name, text, expected) => {
  const { exit, stdout } = await folder({ [name]: text }).run(['generate', '--from-response', name])
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: expect.stringContaining(expected) })
})

test('a dump is decoded as its header says', async () => {
  const here = folder()
  const head = 'HTTP/2 200\r\ncontent-type: text/xml; charset=iso-8859-1\r\n\r\n'
  writeFileSync(join(here.path, 'dump'), Buffer.from(`${head}<a><name>Zoé</name></a>`, 'latin1'))
  const { stdout } = await here.run(['generate', '--from-response', 'dump', '--pin'])
  expect(stdout).toContain('value: Zoé')
})

describe('a test file', () => {
  test('with a URL is a whole test, which passes on the response and fails on another', async () => {
    let body: unknown = JSON.parse(item)
    const { url } = await serve((_request, response) => sendJson(response, body, 404))
    const here = project({ dump })
    const args = ['generate', '--from-response', 'dump', '--url', url, '-o', 'tests/shop/item.yaml']
    expect(await here.run(args)).toMatchObject({
      exit: 0,
      stdout: 'wrote tests/shop/item.yaml: 5 steps\nnext: merlon check tests/shop/item.yaml\n',
    })
    expect(here.read('tests/shop/item.yaml')).toBe(
      `steps:\n  - get: { url: ${url}, expect: 404 }\n  - assert: payload_response.status == 404\n${steps.replace(/^/gm, '  ').trimEnd()}\n`,
    )
    expect(await here.run(['check'])).toMatchObject({ exit: 0 })
    expect(await here.run(['run'])).toMatchObject({ exit: 0 })
    body = { id: 'seven', name: 'Hat', tags: [] }
    expect(await here.run(['run'])).toMatchObject({ exit: 1, stdout: expect.stringContaining('payload.id') })
  })

  test('without a URL says where the request belongs', async () => {
    const here = project({ 'item.json': item })
    expect((await here.run(['generate', '--from-response', 'item.json', '-o', 'tests/item.yaml'])).exit).toBe(0)
    expect(here.read('tests/item.yaml')).toMatch(
      /^steps:\n {2}# The request belongs here; its body goes into `payload`\.\n {2}- assert-is: /,
    )
    expect(await here.run(['check'])).toMatchObject({ exit: 0 })
  })

  test('is never written over, unless told to', async () => {
    const here = project({ 'item.json': item, 'tests/item.yaml': 'mine\n' })
    const args = ['generate', '--from-response', 'item.json', '-o', 'tests/item.yaml']
    const { exit, stdout, stderr } = await here.run(args)
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain("there is a 'tests/item.yaml' already, so nothing was written")
    expect(here.read('tests/item.yaml')).toBe('mine\n')
    expect((await here.run([...args, '--force'])).exit).toBe(0)
    expect(here.read('tests/item.yaml')).toContain('payload.id')
  })
})

test.each<[readonly string[], string]>([
  [[], 'merlon generate needs a response to begin with'],
  [['item.json'], 'merlon generate needs a response to begin with'],
  [['--from-response', 'nope.json'], "'nope.json' cannot be read: there is no such file or folder"],
  [['--from-response', 'broken.json'], "'broken.json' cannot be used: the body is not JSON: "],
  [['--from-response', 'item.json', 'page.xml'], "'page.xml' cannot be used: the body is XML, but"],
  [['--from-response', 'item.json', '--var', 'class'], "'class' cannot name a variable"],
  [['--from-response', 'item.json', '--var', '_1'], "'_1' cannot name a variable"],
  [['--from-response', 'item.json', '--var', 'a.b'], "'a.b' cannot name a variable"],
  [['--from-response', '-', '-'], 'standard input holds one response'],
])('%j is refused', async (args, message) => {
  const here = folder({ 'item.json': item, 'broken.json': '{ "id": ', 'page.xml': '<a/>' })
  const { exit, stdout, stderr } = await here.run(['generate', ...args])
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).not.toMatch(/^ +at /m)
})
