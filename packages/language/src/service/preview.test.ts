import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { previewExpression, previewTemplate } from './preview.ts'
import { world } from './test/world.ts'
import type { KnownVariable, ServiceWorld } from './world.ts'

describe('previewTemplate', () => {
  it.each([
    ['text alone', 'plain', 'plain'],
    ['a variable', '${host}/cart/${product}', 'http://shop.test/cart/7'],
    ['an expression', '${payload.items.map(item => item.id)}', '1,2'],
    ['an escaped `${`', '\\${host}', '${host}'],
    ['a secret by itself, which is known but not shown', 'pass=${password}', 'pass=•••'],
    ['a missing variable that has a stand-in', "${nothing ?? 'none'}", 'none'],
  ])('fills %s', (_, text, made) => {
    expect(previewTemplate(text, world)).toEqual({ text: made, complete: true })
  })

  it.each([
    ['a helper', '${WSUtil.sha1(host)}', "'WSUtil' is evaluated when the test runs", '${WSUtil.sha1(host)}'],
    ['a variable that no run has shown', '/${cart}', "'cart' has not been seen in a run yet", '/${cart}'],
    ['an unknown variable', '/${crat}', "there is no variable 'crat'", '/${crat}'],
    ['a secret in an expression', '${password + 1}', "'password' is a secret", '•••'],
    [
      'a missing member',
      '${payload.tokne}',
      'payload.tokne is missing; payload has Token, x-id, user, items. Did you mean payload.Token?',
      '${payload.tokne}',
    ],
    ['a brace that is missing', '/${host', '`${` is never closed', '/${host'],
    ['an error', '${payload.nothing()}', "payload is a map; it has no function 'nothing'", '${payload.nothing()}'],
    ['a file', "${DS.loadTextFile('a')}", "there is no variable 'DS'", "${DS.loadTextFile('a')}"],
  ])('says why it cannot fill %s', (_, text, problem, shown) => {
    expect(previewTemplate(text, world)).toEqual({ text: shown, complete: false, problem })
  })

  it('takes another evaluator, for helpers', () => {
    expect(previewTemplate('${WSUtil.sha1(host)}!', world, ({ helpers }) => helpers.join())).toEqual({
      text: 'WSUtil!',
      complete: true,
    })
  })
})

describe('previewExpression', () => {
  it.each([
    ['payload.items.length > 1', true],
    ['payload.user', { name: 'Ann', 'e mail': 'ann@shop.test' }],
    ['null', null],
    ['password', '•••'],
  ])('gives the value of `%s`', (source, value) => {
    expect(previewExpression(source, world)).toEqual({ value, complete: true })
  })

  it.each([
    ['payload.', 'something is missing after `payload.`'],
    ['cart.id', "'cart' has not been seen in a run yet"],
    ['payload.nothing', 'payload.nothing is missing; payload has Token, x-id, user, items'],
    ['(() => { while (true) host })()', 'stopped after 100 ms'],
  ])('says why there is none of `%s`', (source, problem) => {
    const { complete, problem: found } = previewExpression(source, world)
    expect(complete).toBe(false)
    expect(found).toContain(problem)
  })

  it('changes nothing of what is known', () => {
    const list = [3, 1, 2]
    const around: ServiceWorld = { ...world, variables: [{ name: 'list', value: list, seen: true, from: 'step 1' }] }
    expect(previewExpression('list.sort()', around).value).toEqual([1, 2, 3])
    expect(list).toEqual([3, 1, 2])
  })
})

it('a secret stands in no preview, whatever is asked of it', () => {
  const secret = 's3cr3t-value'
  const variables: KnownVariable[] = [{ name: 'key', value: secret, seen: true, secret: true, from: 'vault' }]
  const around = { ...world, variables: [...world.variables, ...variables] }
  const part = fc.constantFrom(
    'key',
    'key.length',
    '[key][0]',
    '`${key}`',
    'key.split("")',
    'JSON.stringify({ key })',
    'key ?? 1',
  )
  fc.assert(
    fc.property(part, part, (one, other) => {
      const made = [
        previewTemplate(`a \${${one}} \${${other}}`, around),
        previewExpression(`[${one}, ${other}]`, around),
      ]
      expect(JSON.stringify(made)).not.toContain('s3cr3t')
      expect(JSON.stringify(made)).not.toContain('"s"')
    }),
  )
})

it('never throws, whatever the text is', () => {
  const piece = fc.constantFrom(
    '${',
    '}',
    'payload',
    '.',
    '[0]',
    '"',
    "'",
    '`',
    '\\',
    '(',
    ')',
    '=>',
    'x',
    '/',
    '{',
    '\n',
    '$',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      expect(typeof previewTemplate(text, world).text).toBe('string')
      expect(typeof previewExpression(text, world).complete).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})
