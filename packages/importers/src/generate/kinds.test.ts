/** Bodies that are not JSON, bodies that are none, and those that cannot be used. */
import { expect, test } from 'vitest'
import { generateAssertions } from './generate.ts'
import { expectQuiet, requestAgainst } from './test/against.ts'
import { type GenerateOptions, UnusableSample } from './types.ts'

const payload = { variable: 'payload', style: 'steps' } satisfies GenerateOptions

test('an answer without a body has a status and no body', async () => {
  const run = await requestAgainst()
  const answer = { status: 204, text: '', mime: 'application/json' }
  const { yaml } = await generateAssertions([answer], payload)
  expectQuiet(await run(yaml, answer), yaml)
  expect((await run(yaml, { status: 200, text: '1', mime: 'application/json' })).status).toBe('failed')
})

test('of bytes the type is asserted', async () => {
  const run = await requestAgainst()
  const answer = { status: 200, text: 'PNG', mime: 'image/png' }
  const { yaml } = await generateAssertions([answer], payload)
  expectQuiet(await run(yaml, answer), yaml)
  expect((await run(yaml, { ...answer, mime: 'image/gif' })).status).toBe('failed')
})

test('YAML is read where the request asks for it', async () => {
  const run = await requestAgainst()
  const answer = { text: 'a: [1, 2]\nb: .nan\n', mime: 'application/yaml' }
  const { yaml, request } = await generateAssertions([answer], payload)
  expect(request).toEqual({ mode: 'yaml' })
  expectQuiet(await run(yaml, answer, ', mode: yaml'), yaml)
  expect((await run(yaml, { ...answer, text: 'a: [x]\nb: .nan\n' }, ', mode: yaml')).status).toBe('failed')
})

test('elements of XML are read by names without prefix, in loops where there are several', async () => {
  const text =
    '<s:order xmlns:s="urn:s" s:id="7"><s:item sku="A"><price>1.5</price></s:item><s:item><price>2</price></s:item><tag>x</tag><tag>y</tag></s:order>'
  const { yaml } = await generateAssertions([{ text, mime: 'application/soap+xml; charset=utf-8' }], payload)
  expect(yaml.trimEnd().split('\n')).toEqual([
    "- assert: payload.name() == 's:order'",
    '- assert-is:',
    "    expression: payload['@s:id']",
    '    type: integer',
    '- each:',
    '    expression: payload.item',
    '    steps:',
    '      - assert-is:',
    "          expression: _1['@sku']",
    '          type: string',
    '          ifExists: true',
    '      - assert-is: { expression: _1.price, type: number }',
    '- assert-is: { expression: payload.tag, type: string }',
  ])
  const run = await requestAgainst()
  for (const [from, to] of [
    ['<tag>y</tag>', '<tag><b/></tag>'],
    ['<price>2</price>', ''],
    ['1.5', 'cheap'],
    ['s:id="7"', ''],
  ] as const) {
    const after = { text: text.replace(from, to), mime: 'text/xml' }
    expect((await run(yaml, after)).status, to).toBe('failed')
  }
})

test('rows of CSV are walked below the names of their columns', async () => {
  const answer = { text: 'id,name\n1,Ann\n2,Ben\n', mime: 'text/csv' }
  const { yaml } = await generateAssertions([answer], { ...payload, style: 'shape' })
  expect(yaml.trimEnd().split('\n')).toEqual([
    '- assert-is: { expression: payload, type: array }',
    '- assert-equals:',
    '    expression: payload[0]',
    '    value: [id, name]',
    '- each:',
    '    expression: payload.slice(1)',
    '    steps:',
    '      - assert-length: { expression: _1, value: 2 }',
    '      - assert-is:',
    '          expression: _1[0]',
    '          type: integer',
    '      - assert-is:',
    '          expression: _1[1]',
    '          type: string',
  ])
  const run = await requestAgainst()
  for (const text of ['id,title\n1,Ann\n', 'id,name\nx,Ann\n', 'id,name\n1\n'])
    expect((await run(yaml, { ...answer, text })).status, text).toBe('failed')
})

test.each([
  [['{"a":', 'application/json'], 0, /^the body is not JSON: /],
  [['', 'text/xml'], 0, 'the body is empty, which is not XML'],
  [['<a>', 'text/xml'], 0, /^the body is not XML: /],
] as const)('a body that is not what it says is refused: %j', async ([text, mime], sample, message) => {
  const refused = generateAssertions([{ text, mime }], payload)
  await expect(refused).rejects.toBeInstanceOf(UnusableSample)
  await expect(refused).rejects.toMatchObject({
    sample,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  })
})

test('samples of different kinds are refused', async () => {
  const mixed = generateAssertions(
    [
      { text: '{}', mime: 'application/json' },
      { text: '<a/>', mime: 'text/xml' },
    ],
    payload,
  )
  await expect(mixed).rejects.toMatchObject({
    sample: 1,
    message: 'the body is XML, but that of the first response is JSON',
  })
})
