import { describe, expect, it } from 'vitest'
import { parseXml } from '../values/xml.ts'
import { completeExpression } from './complete-expression.ts'
import { completeTemplate } from './complete-template.ts'
import { atCaret, names, world } from './test/world.ts'
import { applyCompletion, type Completion, type ServiceWorld } from './world.ts'

function offered(marked: string, around: ServiceWorld = world): Completion[] {
  const { text, offset } = atCaret(marked)
  return completeExpression(text, offset, { names, world: around })
}

const labels = (marked: string, around?: ServiceWorld): string[] => offered(marked, around).map(({ label }) => label)

function taken(marked: string, label: string, around?: ServiceWorld): string {
  const one = offered(marked, around).find((completion) => completion.label === label)
  if (!one) throw new Error(`'${label}' is not offered in ${marked}`)
  return applyCompletion(atCaret(marked).text, one)
}

describe('names', () => {
  it('are variables with their values, helpers, built-ins and words', () => {
    const found = new Map(offered('|').map((one) => [one.label, one]))
    expect(found.get('product')).toMatchObject({ kind: 'variable', detail: '7', documentation: 'input one shirt' })
    expect(found.get('password')?.detail).toBe('•••')
    expect(found.get('cart')?.detail).toBe('not seen yet')
    expect(found.get('WSUtil')?.kind).toBe('helper')
    expect(found.get('jsonpath')).toMatchObject({ kind: 'function', detail: 'jsonpath(value, path)' })
    expect(found.get('Math')?.kind).toBe('helper')
    expect(found.get('true')?.kind).toBe('keyword')
  })

  it.each([
    ['after an operator', 'product > pro|', 'product'],
    ['in the middle of a word', 'pr|od > 1', 'product'],
    ['in a call', 'Math.max(pro|', 'product'],
    ['in a template literal', '`a ${pro|', 'product'],
    ['as the parameter of a function', 'payload.items.every(item => it|', 'item'],
    ['as a part of the parameter', 'payload.items.map(({ id, tags }) => ta|', 'tags'],
    ['as what the script declares', 'const total = 1\nreturn tot|', 'total'],
  ])('are offered %s', (_, marked, first) => {
    expect(labels(marked)[0]).toBe(first)
  })

  it.each([
    ['in a text', '"pay|"'],
    ['in a text that is not closed', '"pay|'],
    ['in a comment', '1 /* pay|'],
    ['in a pattern', '/pay|'],
    ['after a value', 'product |'],
    ['in a number', '12|'],
    ['as a member of nothing', '.|'],
  ])('are not offered %s', (_, marked) => {
    expect(labels(marked)).toEqual([])
  })
})

describe('members', () => {
  it.each([
    ['of a variable', 'payload.|', ['Token', 'x-id', 'user', 'items']],
    ['after `?.`', 'payload?.us|', ['user']],
    ['of an element', 'payload.items[0].|', ['id', 'tags']],
    ['of a key in brackets', 'payload["user"].na|', ['name']],
    ['of what a function gives', 'payload.items.filter(i => i.id > 1)[0].i|', ['id']],
    ['of a parameter', 'payload.items.some(one => one.|', ['id', 'tags']],
    ['of a parameter in a parameter', 'payload.items.some(one => one.tags.every(tag => tag.toUpp|', ['toUpperCase']],
    ['of a text', '"abc".toUpp|', ['toUpperCase']],
    ['in a template literal', '`${payload.user.|', ['name', 'e mail']],
    ['after a line break', 'payload\n  .user\n  .na|', ['name']],
    ['in the reducing function', 'payload.items.reduce((sum, item) => sum + item.i|', ['id']],
  ])('%s', (_, marked, first) => {
    expect(labels(marked).slice(0, first.length)).toEqual(first)
  })

  it('have the current value as detail', () => {
    expect(offered('payload.|')[0]).toMatchObject({ label: 'Token', kind: 'member', detail: '"USERTOKEN12"' })
  })

  it('of a list are its elements, its length and its functions', () => {
    const found = labels('payload.items.|')
    expect(found).toEqual(expect.arrayContaining(['[0]', 'length', 'map', 'every', 'pick']))
    expect(found).not.toContain('toUpperCase')
  })

  it('of a helper have their signatures', () => {
    expect(offered('WSUtil.|')).toMatchObject([
      { label: 'sha1', insert: 'sha1()', caret: 5, detail: 'sha1(text)', documentation: 'The SHA-1 digest in hex' },
      { label: 'xml' },
    ])
    expect(labels('Math.ma|')[0]).toBe('max')
  })

  it('of XML are child elements and attributes', () => {
    const read = parseXml('<stock id="7"><m:Total xmlns:m="urn:m">9</m:Total><item/><item/></stock>')
    if (!('value' in read)) throw new Error('the XML was not read')
    const around = { ...world, variables: [{ name: 'stock', value: read.value, seen: true, from: 'step 1' }] }
    expect(labels('stock.|', around).slice(0, 3)).toEqual(['m:Total', 'item', '@id'])
    expect(taken('stock.|', '@id', around)).toBe("stock['@id']")
    expect(taken('stock?.it|', 'item', around)).toBe('stock?.item')
    expect(taken('stock?.|', 'm:Total', around)).toBe("stock?.['m:Total']")
  })

  it('are nothing of what no run has shown, and of a secret', () => {
    expect(labels('cart.|')).toEqual([])
    expect(labels('password.|')).toEqual([])
  })

  it('hide the variable of the same name', () => {
    expect(labels('payload.items.map(payload => payload.|').slice(0, 2)).toEqual(['id', 'tags'])
  })
})

describe('keys in brackets', () => {
  it.each([
    ['payload[|', "'Token'", "payload['Token']"],
    ['payload[|]', "'x-id'", "payload['x-id']"],
    ['payload["x|', '"x-id"', 'payload["x-id"]'],
    ['payload["x|"]', '"x-id"', 'payload["x-id"]'],
    ['payload.items[|', '1', 'payload.items[1]'],
    ['payload.items[|].id', '0', 'payload.items[0].id'],
    ['payload?.[|', "'user'", "payload?.['user']"],
  ])('%s', (marked, label, result) => {
    expect(taken(marked, label)).toBe(result)
  })
})

describe('what is taken', () => {
  it.each([
    ['replaces the whole word', 'pay|lod.Token', 'payload', 'payload.Token'],
    ['is called once', 'payload.items.ev|(x => x)', 'every', 'payload.items.every(x => x)'],
    ['goes into brackets without a dot', 'payload.x|', 'x-id', "payload['x-id']"],
  ])('%s', (_, marked, label, result) => {
    expect(taken(marked, label)).toBe(result)
  })
})

describe('completeTemplate', () => {
  const inText = (marked: string): Completion[] => {
    const { text, offset } = atCaret(marked)
    return completeTemplate(text, offset, { names, world })
  }

  it('offers variables after a `$`, and code inside `${ }`', () => {
    expect(inText('/user/$|')[0]).toMatchObject({ label: '${payload}', insert: '${payload}' })
    expect(inText('a ${payload.user.|} b')[0]?.label).toBe('name')
    expect(inText('${host}/${prod|}')[0]?.label).toBe('product')
  })

  it('offers nothing in plain text, nor after an escaped `$`', () => {
    expect(inText('pay|')).toEqual([])
    expect(inText('\\$|')).toEqual([])
    expect(inText('\\${pay|}')).toEqual([])
    expect(inText('${host}/pay|')).toEqual([])
  })

  it('closes a `${` that is open, the caret before the brace', () => {
    const [first] = inText('a ${prod| b')
    expect(first && applyCompletion('a ${prod b', first)).toBe('a ${product} b')
    expect(first?.caret).toBe('product'.length)
  })
})
