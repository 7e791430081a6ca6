import { describe, expect, it } from 'vitest'
import { definitionAt, type Hover, hoverYaml } from './hover.ts'
import { atCaret, catalog, context, payload } from './test/world.ts'

function hovered(marked: string): (Omit<Hover, 'range'> & { word: string }) | undefined {
  const { text, offset } = atCaret(marked)
  const found = hoverYaml(text, offset, context)
  if (!found) return undefined
  const { range, ...rest } = found
  return { ...rest, word: text.slice(range.start, range.end) }
}

describe('hoverYaml', () => {
  it('tells what a component does and takes', () => {
    const found = hovered('steps:\n  - ge|t: { url: / }')
    expect(found).toMatchObject({ word: 'get', title: 'GET' })
    expect(found?.text).toContain('Sends a GET request')
    expect(found?.text).toContain('- `url` (needed): An absolute URL')
  })

  it.each([
    ['a field', 'steps:\n  - wait: 1\n  - until: { ev|ery: 1s }', 'every', 'Default: `1s`.'],
    ['a field inside a field', 'steps:\n  - get: { url: /, auth: { bea|rer: x } }', 'bearer', 'Takes text'],
    ['a section', 'fin|ally: []', 'finally', 'always run at the end'],
    ['a field of the config', 'config: { base|Url: x }', 'baseUrl', 'Joined to'],
    ['what stands beside a component', 'steps:\n  - get: /\n    ti|tle: x', 'title', 'Shown in the report'],
  ])('tells of %s', (_, marked, title, text) => {
    const found = hovered(marked)
    expect(found).toMatchObject({ word: title, title })
    expect(found?.text).toContain(text)
  })

  it.each([
    ['a variable', 'steps:\n  - assert: prod|uct > 1', 'product', '7\n\nFrom input one shirt.', 7],
    ['a variable in a template', 'steps:\n  - get: "/x/${prod|uct}"', 'product', '7\n\nFrom input one shirt.', 7],
    ['a member', 'steps:\n  - assert: payload.us|er.name', 'payload.user', '{ name, e mail }', payload.user],
    [
      'an element of a loop',
      'steps:\n  - each:\n      expression: payload.items\n      steps:\n        - assert: _1.i|d',
      '_1.id',
      '1',
      1,
    ],
  ])('shows the value of %s', (_, marked, title, text, value) => {
    expect(hovered(marked)).toMatchObject({ title, text, value })
  })

  it('shows no value of a secret', () => {
    expect(hovered('steps:\n  - get: ${pass|word}')).toEqual({
      word: 'password',
      title: 'password',
      text: '•••\n\nFrom vault.',
    })
  })

  it('tells what a function of a helper takes', () => {
    expect(hovered('steps:\n  - assert: WSUtil.sh|a1(host) == 1')).toMatchObject({
      word: 'sha1',
      title: 'WSUtil.sha1(text)',
      text: 'The SHA-1 digest in hex',
    })
    expect(hovered('steps:\n  - assert: WSU|til.sha1(host)')?.text).toBe('- `sha1(text)`\n- `xml(text)`')
  })

  it.each([
    ['steps:\n  - get: /pay|load'],
    ['# pay|load'],
    ['steps:\n  - nothing|: x'],
    ['|'],
    ['steps:\n  - assert: "|"'],
  ])('has nothing to say in %j', (marked) => {
    expect(hovered(marked)).toBeUndefined()
  })
})

describe('definitionAt', () => {
  it.each([
    ['steps:\n  - call: log|-in', { kind: 'snippet', name: 'log-in' }],
    ['steps:\n  - call: { snippet: log-in, with: { us|er: x } }', { kind: 'snippet', name: 'log-in' }],
    ['steps:\n  - read: { path: a/b|.csv, var: x }', { kind: 'file', name: 'a/b.csv' }],
    ['steps:\n  - get: ${ho|st}/x', { kind: 'variable', name: 'host' }],
    ['steps:\n  - set: { var: c|art, value: 1 }', { kind: 'variable', name: 'cart' }],
    ['steps:\n  - g|et: /x', undefined],
  ])('%s', (marked, found) => {
    const { text, offset } = atCaret(marked)
    expect(definitionAt(text, offset, { catalog, kind: 'test' })).toEqual(found)
  })
})
