import { describe, expect, it } from 'vitest'
import { completeYaml } from './complete-yaml.ts'
import { atCaret, catalog, context, world } from './test/world.ts'
import { applyCompletion, type Completion, type FileKind } from './world.ts'

function offered(marked: string, kind: FileKind = 'test'): Completion[] {
  const { text, offset } = atCaret(marked)
  return completeYaml(text, offset, { ...context, kind })
}

const labels = (marked: string, kind?: FileKind): string[] => offered(marked, kind).map(({ label }) => label)

/** The text after the completion of that label was taken, with the caret marked. */
function taken(marked: string, label: string): string {
  const { text } = atCaret(marked)
  const one = offered(marked).find((completion) => completion.label === label)
  if (!one) throw new Error(`'${label}' is not offered in ${marked}`)
  const before = (one.also ?? []).filter(({ end }) => end <= one.range.start)
  const moved = before.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0)
  const caret = one.range.start + moved + (one.caret ?? one.insert.length)
  const made = applyCompletion(text, one)
  return `${made.slice(0, caret)}¦${made.slice(caret)}`
}

describe('keys of a file', () => {
  it('are the sections of a test, what is needed first', () => {
    expect(labels('|')).toEqual([
      'steps',
      ...['name', 'description', 'tags', 'globals', 'inputs', 'config', 'before', 'finally'],
    ])
  })

  it.each([
    ['what fits what is typed', 'nam|', 'name'],
    ['not those that stand there already, before or after', 'name: x\nste|\nfinally: []', 'steps'],
    ['config has its own fields', 'config:\n  base|', 'baseUrl'],
    ['an input file has types', 'inputs: { file: products.csv, ty| }', 'types'],
  ])('%s', (_, marked, first) => {
    expect(labels(marked)[0]).toBe(first)
    expect(labels(marked)).not.toContain('finally')
  })

  it('are those of a snippet in a snippet, and `secrets` in a vault', () => {
    expect(labels('|', 'snippet')).toEqual(['steps', 'params', 'returns'])
    expect(labels('host: x\n|', 'variables')).toEqual(['secrets'])
  })
})

describe('components', () => {
  it.each([
    ['after a dash', 'steps:\n  - |'],
    ['inside a container', 'steps:\n  - group:\n    - |'],
    ['in the steps of a loop', 'steps:\n  - each:\n      expression: payload\n      steps:\n        - |'],
    ['at the end, in the other sections', 'steps:\n  - get: /\nfinally:\n  - |'],
    ['in a bare list of steps', '- get: /\n- |'],
    ['with a broken line before', 'steps:\n  - get: { url: "/x\n  - |'],
  ])('are offered %s', (_, marked) => {
    expect(labels(marked)).toEqual(expect.arrayContaining(['get', 'assert', 'each', 'set']))
  })

  it.each([
    ['a request takes its URL on the same line', 'steps:\n  - ge|', 'get', 'steps:\n  - get: ¦'],
    [
      'a loop gets its expression and its steps',
      'steps:\n- ea|',
      'each',
      'steps:\n- each:\n    expression: ¦\n    steps:\n      - ',
    ],
    ['a group gets its first step', 'steps:\n  - gr|', 'group', 'steps:\n  - group:\n      - ¦'],
    ['one of several fields is chosen', 'steps:\n  - se|', 'set', 'steps:\n  - set:\n      var: ¦\n      value: '],
    ['in a list below its key', 'steps:\n  |', 'get', 'steps:\n  - get: ¦'],
    ['a component that has a value keeps it', 'steps:\n  - ge|: /x', 'get', 'steps:\n  - get¦: /x'],
  ])('%s', (_, marked, label, result) => {
    expect(taken(marked, label)).toBe(result)
  })

  it('begin a new item on an empty line below a list, and are not offered beside another component', () => {
    expect(taken('steps:\n  - get: /\n  |', 'assert')).toBe('steps:\n  - get: /\n  - assert: ¦')
    expect(labels('steps:\n  - get: /\n    |')).toEqual(['title', 'skip'])
  })

  it('have their summary as detail, and the best match comes first', () => {
    const [first] = offered('steps:\n  - set|')
    expect(first).toMatchObject({ label: 'set', kind: 'component' })
    expect(first?.detail).toBe(catalog.components.find(({ name }) => name === 'set')?.summary)
  })
})

describe('fields of a component', () => {
  it.each([
    ['in block form', 'steps:\n  - get:\n      |'],
    ['in braces', 'steps:\n  - get: { | }'],
    ['in braces that are not closed', 'steps:\n  - get: { |'],
  ])('are offered %s, what is needed first', (_, marked) => {
    expect(labels(marked)[0]).toBe('url')
    expect(labels(marked)).toEqual(expect.arrayContaining(['headers', 'json', 'var']))
  })

  it('are not offered twice, nor beside a field that excludes them', () => {
    const found = labels('steps:\n  - post:\n      url: /\n      |\n      json: {}')
    expect(found).not.toContain('url')
    expect(found).not.toContain('json')
    expect(found).not.toContain('form')
    expect(found).toContain('headers')
  })

  it.each([
    ['of a map inside', 'steps:\n  - get: { url: /, auth: { | } }', 'basic'],
    ['of an item of a list', 'steps:\n  - post:\n      multipart:\n        - n|', 'name'],
    ['of an item after others', 'steps:\n  - post:\n      multipart:\n        - name: a\n          fi|', 'file'],
    ['that the snippet takes', 'steps:\n  - call: { snippet: log-in, with: { | } }', 'user'],
  ])('%s', (_, marked, first) => {
    expect(labels(marked)[0]).toBe(first)
  })
})

describe('values', () => {
  it.each([
    ['of a choice', 'steps:\n  - assert-is: { expression: payload, type: | }', 'integer'],
    ['of a boolean', 'steps:\n  - assert: { expression: "true", not: | }', 'true'],
    ['of a snippet, in short', 'steps:\n  - call: |', 'log-in'],
    ['of a snippet, by its field', 'steps:\n  - call:\n      snippet: log-o|', 'log-out'],
    ['of a file', 'steps:\n  - read: { path: so| }', 'soap/get-stock.xml'],
    ['of a file inside', 'steps:\n  - post: { url: /, body: { file: | } }', 'products.csv'],
    ['of the inputs', 'inputs: |\nsteps: []', 'products.csv'],
    ['of one thing or another', 'steps:\n  - get: { url: /, auth: no| }', 'none'],
    ['of a name that is set again', 'steps:\n  - set: { var: pro| }', 'product'],
  ])('%s', (_, marked, first) => {
    expect(labels(marked)[0]).toBe(first)
  })

  it('get the blank that a colon needs', () => {
    expect(taken('steps:\n  - call:|', 'log-in')).toBe('steps:\n  - call: log-in¦')
  })

  it('are nothing in a comment', () => {
    expect(labels('steps:\n  - get: /x # pay|')).toEqual([])
    expect(labels('# na|')).toEqual([])
  })
})

describe('code in a file', () => {
  it.each([
    ['an expression', 'steps:\n  - assert: payload.|', 'Token'],
    ['a quoted expression', 'steps:\n  - assert-is: { expression: "payload.items[0].|", type: url }', 'id'],
    [
      'a script',
      'steps:\n  - set:\n      var: x\n      script: |\n        const a = 1\n        return payload.u¦',
      'user',
    ],
    ['a template in a URL', 'steps:\n  - get: /user/${payload.|}', 'Token'],
    ['a template deep in a value', 'steps:\n  - post: { url: /, json: { a: [{ b: "${payload.|}" }] } }', 'Token'],
    ['a key of a value', 'steps:\n  - post: { url: /, json: { "${prod|}": 1 } }', 'product'],
    ['a template in the config', 'config:\n  baseUrl: ${ho|}', 'host'],
    ['what a snippet returns', 'returns: { token: payload.| }\nsteps: []', 'Token'],
    ['a duration', 'steps:\n  - wait: ${prod|}', 'product'],
  ])('%s', (_, marked, first) => {
    const kind = marked.startsWith('returns') ? 'snippet' : 'test'
    expect(labels(marked, kind)[0]).toBe(first)
  })

  it.each([
    ['the element of a loop', 'expression: payload.items', '_1.|', 'id'],
    ['the name that a loop gives it', 'expression: payload.items\n      as: item', 'item.|', 'id'],
    ['the name in the label', 'expression: "payload.items"\n      as: item', 'it|', 'item'],
  ])('knows %s', (_, fields, marked, first) => {
    const text = `steps:\n  - each:\n      ${fields}\n      steps:\n        - assert: ${marked}`
    expect(labels(text)[0]).toBe(first)
  })

  it('knows the elements of a loop in a loop', () => {
    const inner = '        - each:\n            expression: _1.tags\n            steps:\n              - assert: _2.|'
    expect(labels(`steps:\n  - each:\n      expression: payload.items\n      steps:\n${inner}`)).toContain(
      'toUpperCase',
    )
  })

  it.each([
    ['a variable', 'steps:\n  - get: { url: $| }', '${host}', 'steps:\n  - get: { url: "${host}¦" }'],
    [
      'a variable in a longer text',
      'steps:\n  - get: { url: /a/$| }',
      '${host}',
      'steps:\n  - get: { url: "/a/${host}¦" }',
    ],
    [
      'an element',
      'steps:\n  - assert: { expression: payload.items.| }',
      '[0]',
      'steps:\n  - assert: { expression: "payload.items[0]¦" }',
    ],
    [
      'a name in double quotes',
      'steps:\n  - assert: "payload.user.|"',
      'e mail',
      `steps:\n  - assert: "payload.user['e mail']¦"`,
    ],
    [
      'a name in single quotes',
      "steps:\n  - assert: 'payload.user.|'",
      'e mail',
      `steps:\n  - assert: 'payload.user[''e mail'']¦'`,
    ],
    ['a brace that is missing', 'steps:\n  - get: /u/${prod|/x', 'product', 'steps:\n  - get: /u/${product¦}/x'],
  ])('quotes and closes what needs it: %s', (_, marked, label, result) => {
    expect(taken(marked, label)).toBe(result)
  })

  it('never shows a secret', () => {
    const secret = offered('steps:\n  - assert: pass|').find(({ label }) => label === 'password')
    expect(secret?.detail).toBe('•••')
  })
})

it('knows nothing of components by name', () => {
  const renamed = {
    ...catalog,
    components: catalog.components.map((one) => ({ ...one, name: `my-${one.name}`, olderNames: [] })),
  }
  const { text, offset } = atCaret('steps:\n  - my-call: |')
  const found = completeYaml(text, offset, { ...context, world, catalog: renamed })
  expect(found[0]?.label).toBe('log-in')
})
