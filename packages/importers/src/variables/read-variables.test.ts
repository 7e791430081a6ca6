import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ReadVariables, readVariables } from './read-variables.ts'

async function read(text: string, name = ''): Promise<ReadVariables> {
  const found = await readVariables(text, name)
  if ('problem' in found) throw new Error(found.problem)
  return found
}

/** Names and values, a secret with `!`. */
const told = ({ variables }: ReadVariables): Record<string, unknown> =>
  Object.fromEntries(variables.map(({ name, value, secret }) => [secret ? `${name}!` : name, value]))

const postman = (values: readonly object[], more: object = { name: 'Staging' }): string =>
  JSON.stringify({ ...more, values })

describe('the format', () => {
  test.each<[string, string, string, Record<string, unknown>]>([
    [
      'json',
      'vault.json',
      '{"host": "http://x", "n": 3, "on": true, "list": [1, {"a": null}]}',
      { host: 'http://x', n: 3, on: true, list: [1, { a: null }] },
    ],
    ['json', 'pasted', '[{"name": "a", "value": 1}, {"key": "b", "value": "2", "secret": true}]', { a: 1, 'b!': '2' }],
    ['yaml', 'vault.yaml', 'host: http://x\nn: 007\nt: "1"\n', { host: 'http://x', n: 7, t: '1' }],
    ['yaml', '', '# ours\n---\nhost: http://x\nsecrets: [password]\n', { host: 'http://x', 'password!': '' }],
    ['csv', 'a.csv', 'host,http://x\nport,"0443"\n', { host: 'http://x', port: '0443' }],
    ['csv', 'a.csv', 'secret,value,name\ntrue,"a,b",pass\n,c,d\n', { 'pass!': 'a,b', d: 'c' }],
    ['csv', '', 'name,value\nhost,"http://x\n"\n', { host: 'http://x\n' }],
    [
      'env',
      '.env',
      'A=1\nexport B = two words # no\nC=\'${x} #\'\nD="a\\nb ${A} \\"q\\" \\${z}"\nE=\nF=a#b\nG="two\nlines" # yes\n',
      {
        A: '1',
        B: 'two words',
        C: '\\${x} #',
        D: 'a\nb ${A} "q" \\${z}',
        E: '',
        F: 'a#b',
        G: 'two\nlines',
      },
    ],
    ['env', 'app/.env.local', '\nA=1\r\nB="x"\r\n', { A: '1', B: 'x' }],
    ['env', '', 'export A=1', { A: '1' }],
    [
      'postman-environment',
      'Staging.postman_environment.json',
      postman([
        { key: 'host', value: 'http://{{domain}}/${x}', enabled: true, type: 'default' },
        { key: 'api-key', value: 'abc', type: 'secret' },
        { key: 'url', value: '{{api-key}}' },
      ]),
      { host: 'http://${domain}/\\${x}', 'api_key!': 'abc', url: '${api_key}' },
    ],
    [
      'postman-environment',
      'g.json',
      postman([{ key: 'a', value: '1', type: 'any' }], { id: '1', _postman_variable_scope: 'globals' }),
      { a: '1' },
    ],
  ])('%s, %s', async (kind, name, text, variables) => {
    const found = await read(text, name)
    expect([found.kind, told(found)]).toEqual([kind, variables])
  })
})

describe('notes', () => {
  test.each<[string, string, readonly string[]]>([
    ['a.json', '{"a-b": "1"}', ["'a-b' is called 'a_b' now: change its name where it is used"]],
    ['a.csv', 'a,1\na,2', ["'a' is there twice: the later one counts"]],
    ['a.json', '{"api_key": "abc"}', ["'api_key' looks like a secret: keep it as one"]],
    ['a.json', '{"n": 12345678901234567890}', ["'n' became text, because a number cannot hold its digits"]],
    ['a.json', '{"n": "${a:-b}"}', ["'n' holds a `${` that begins no expression, and stays as it is"]],
    ['a.json', '{"__proto__": "1", "b": "2"}', ["'__proto__' is left out: it cannot name a variable"]],
    ['.env', 'A=1\nnonsense\n\nB=2', ['line 2 is left out: it is no `NAME=value`']],
    ['a.csv', 'name,value\n,1\nb,2', ['row 2 is left out: it is no name with a value']],
    ['a.yaml', 'secrets: [pin]', ["'pin' is a secret: its value is not in this text"]],
    [
      'a.json',
      postman([
        { key: 'a', value: '1', enabled: false },
        { key: 'b', value: '{{$guid}}' },
      ]),
      [
        "'a' is left out, because it was switched off",
        "'b' holds `{{$guid}}`, which only Postman fills: write `${F.…}` in its place",
      ],
    ],
    ['a.json', '{"host": "http://${domain}"}', []],
  ])('%s: %s', async (name, text, notes) => {
    expect((await read(text, name)).notes).toEqual(notes)
  })

  test('of two equal names the later value counts, and a changed name never takes that of another', async () => {
    expect(told(await read('a,1\na,2\n', 'a.csv'))).toEqual({ a: '2' })
    expect(told(await read('{"a-b": 1, "a_b": 2, "a.b": 3, "1st": 4, "class": 5, "é": 6}'))).toEqual({
      a_b: 2,
      a_b_2: 1,
      a_b_3: 3,
      v1st: 4,
      class_: 5,
      variable: 6,
    })
  })
})

describe('a problem', () => {
  test.each([
    ['a.json', '{"a":', /was expected/],
    ['a.json', '3', /no names and values/],
    ['a.json', '["a"]', /no names and values/],
    ['a.yaml', 'a: *b', /alias/],
    [
      'a.yaml',
      `a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]`,
      /too large/,
    ],
    ['a.csv', 'just one column\n', /no names and values/],
    ['a.csv', '"a', /not closed/],
    ['', '', /no variables/],
    ['', 'some words', /no variables/],
    ['', 'x'.repeat(5_000_001), /5 million/],
    ['', `{${Array.from({ length: 5001 }, (_, at) => `"a${at}":1`).join()}}`, /5000 variables/],
  ])('%s: %.40s', async (name, text, problem) => {
    expect(await readVariables(text, name)).toEqual(
      expect.objectContaining({ problem: expect.stringMatching(problem) }),
    )
  })
})

test('what is nested too deeply is left out, and the rest stays', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const found = await read(`{"deep": ${deep}, "a": 1}`)
  expect([told(found), found.notes]).toEqual([{ a: 1 }, ["'deep' is left out: it is nested too deeply"]])
})

test('whatever a name is, the variable can be read in an expression, and each has its own', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { minLength: 1 }),
      async (names) => {
        const { variables } = await read(JSON.stringify(names.map((name) => ({ name, value: 1 }))), 'a.json')
        expect(variables.length).toBe(names.length)
        expect(new Set(variables.map(({ name }) => name)).size).toBe(names.length)
        for (const { name } of variables) expect(name).toMatch(/^(?!_\d)[A-Za-z_$][\w$]*$/)
      },
    ),
  )
})

test('whatever the text, there are variables or a problem, and never an exception', async () => {
  const piece = fc.constantFrom(
    ...'{}[]"\'`:,=\n\r \\#$-&*!|>%@',
    'a',
    '1',
    'name',
    'value',
    'values',
    '__proto__',
    '${',
    '{{',
    '}}',
    'export ',
    'é',
  )
  const named = fc.constantFrom('', 'a.json', 'a.yaml', 'a.csv', '.env', 'a.txt')
  await fc.assert(
    fc.asyncProperty(named, fc.array(piece, { maxLength: 20 }), async (name, parts) => {
      const found = await readVariables(parts.join(''), name)
      expect('problem' in found ? typeof found.problem : Array.isArray(found.variables)).toBe(
        'problem' in found ? 'string' : true,
      )
    }),
    { numRuns: 2000 },
  )
})

test('what is written as .env in quotes is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'ab \n\t"\'\\#=é$%') }), async (text) => {
      const spelled = text.replace(/[\\"]/g, '\\$&')
      expect(told(await read(`A="${spelled}"\nB=1`, '.env'))).toEqual({ A: text, B: '1' })
    }),
  )
})
