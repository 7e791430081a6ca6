import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../expression/expression.ts'
import { type BodyNode, bodyTree, modeOfType, treeOf } from './body-tree.ts'
import { compileOptionsOf, previewEnvironment } from './evaluation.ts'
import { pathsOf } from './paths.ts'

const line = ({ kind, key, preview, count }: BodyNode): string =>
  `${kind} ${key}${count === undefined ? '' : ` (${count})`}: ${preview}`

const shown = (node: BodyNode): string[] => [
  line(node),
  ...node.children().flatMap((child) => shown(child).map((one) => `  ${one}`)),
]

const read = async (text: string, mime: string): Promise<string[]> => shown((await bodyTree(text, mime)).tree)

function evaluated(source: string, payload: unknown): unknown {
  const compiled = compileExpression(source, compileOptionsOf({ helpers: [] }))
  if ('problem' in compiled) throw new Error(`${source}: ${compiled.problem.message}`)
  return compiled.expression.evaluate(
    previewEnvironment(new Map([['payload', { name: 'payload', value: payload, seen: true, from: '' }]])),
  )
}

describe('bodyTree', () => {
  it('of JSON keeps all digits of a number', async () => {
    const text = '{"id": 12345678901234567890, "ok": true, "none": null, "tags": ["a"]}'
    expect(await read(text, 'application/json')).toEqual([
      'object  (4): { id, ok, none, tags }',
      '  number id: 12345678901234567890',
      '  boolean ok: true',
      '  null none: null',
      '  list tags (1): a list of 1',
      '    text 0: "a"',
    ])
  })

  it('of XML has attributes, and numbers where a name is there twice', async () => {
    expect(await read('<a id="1"><b>x</b><c/><c>y</c></a>', 'text/xml')).toEqual([
      'element a (4): <a id="1">…',
      '  attribute @id: "1"',
      '  element b (0): x',
      '  element c[0] (0): ',
      '  element c[1] (0): y',
    ])
  })

  it.each([
    ['<p class="x">hi</p>', 'text/html; charset=utf-8', '      attribute @class: "x"'],
    ['a,b\n1,"x,y"\n', 'text/csv', '    text 1: "x,y"'],
    ['a: [1, two]\n', 'application/yaml', '    text 1: "two"'],
    ['plain', 'text/plain', 'text : "plain"'],
    ['[1]', 'application/problem+json', '  number 0: 1'],
  ])('reads %j as %s', async (text, mime, part) => {
    expect(await read(text, mime)).toContain(part)
  })

  it('of a body that cannot be read is one text, with the problem', async () => {
    const { tree, problem } = await bodyTree('{"a": ', 'application/json')
    expect(line(tree)).toBe('text : "{\\"a\\": "')
    expect(problem).toMatch(/was expected/)
  })

  it('of 10,000 levels opens to the last, and of 16 MB of text is cut', async () => {
    const { tree } = await bodyTree(`${'['.repeat(10_000)}1${']'.repeat(10_000)}`, 'application/json')
    let [node, depth] = [tree, 0]
    for (let [next] = node.children(); next; [next] = next.children()) {
      node = next
      depth += 1
    }
    expect([depth, node.preview]).toEqual([10_000, '1'])
    const long = await bodyTree(JSON.stringify('x'.repeat(16 * 2 ** 20)), 'application/json')
    expect(long.tree.preview.length).toBeLessThan(200)
  })

  it('makes children once', async () => {
    const { tree } = await bodyTree('[{"a": 1}]', 'application/json')
    expect(tree.children()).toBe(tree.children())
  })

  it.each([
    ['application/json', 'json'],
    ['APPLICATION/HAL+JSON; charset=utf-8', 'json'],
    ['application/soap+xml', 'xml'],
    ['application/xhtml+xml', 'html'],
    ['application/x-yaml', 'yaml'],
    ['image/png', 'text'],
    ['', 'text'],
  ])('takes %s for %s', (mime, mode) => {
    expect(modeOfType(mime)).toBe(mode)
  })
})

describe('pathsOf', () => {
  const payload = { items: [{ id: 7, 'a-b': [[1]] }], "it's": { '0': 1 } }

  it('speaks of the thing, and of the elements of each list on the way', () => {
    expect(pathsOf('payload', payload, ['items', 0, 'id'])).toEqual({
      this: 'payload.items[0].id',
      each: { collection: 'payload.items', element: '_1.id' },
      any: 'payload.items',
      lists: [{ collection: 'payload.items', element: '_1.id' }],
    })
    expect(pathsOf('payload', payload, ['items', 0, 'a-b', 0, 0]).lists).toEqual([
      { collection: 'payload.items', element: "_1['a-b'][0][0]" },
      { collection: "payload.items[0]['a-b']", element: '_1[0]' },
      { collection: "payload.items[0]['a-b'][0]", element: '_1' },
    ])
  })

  it('of a list speaks of its own elements', () => {
    expect(pathsOf('payload', payload, ['items']).each).toEqual({ collection: 'payload.items', element: '_1' })
    expect(pathsOf('payload', payload, [])).toEqual({ this: 'payload', lists: [] })
    expect(pathsOf('payload', payload, ["it's", '0']).this).toBe("payload['it\\'s']['0']")
  })

  const everyNode = (tree: BodyNode): BodyNode[] => [tree, ...tree.children().flatMap(everyNode)]

  it('leads to the thing itself, for every node of every JSON body', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (body) => {
        const value: unknown = JSON.parse(JSON.stringify(body))
        for (const node of everyNode(treeOf(value))) {
          expect(evaluated(pathsOf('payload', value, node.path).this, value)).toEqual(node.value)
        }
      }),
    )
  })

  it.each([
    [
      'text/xml',
      '<s:E xmlns:s="urn:s" a="1"><s:B><m:x xmlns:m="urn:m">1</m:x><length>2</length><length>3</length><y/><y z="4"/></s:B></s:E>',
    ],
    ['text/html', '<title>t</title><ul><li class=a>1<li>2</ul><p>x'],
    ['text/csv', 'a,b\n1,2'],
  ])('leads to the thing itself, for every node of a body of %s', async (mime, text) => {
    const { tree } = await bodyTree(text, mime)
    const nodes = everyNode(tree)
    expect(nodes.length).toBeGreaterThan(5)
    for (const node of nodes)
      expect(evaluated(pathsOf('payload', tree.value, node.path).this, tree.value)).toEqual(node.value)
  })
})
