import { valueAt } from '@merlon/language'
import { expect, test } from 'vitest'
import { folderOf, folderProblem, named, pathFor, withSteps } from './request-text.ts'

test('steps become a file that holds them', () => {
  const text = withSteps('- get:\n    url: http://shop.test\n    headers:\n      a: b\n')
  expect(valueAt(text, ['steps', 0, 'get', 'headers', 'a'])?.value).toBe('b')
})

test('a name stands first, and everything else stays as it is', () => {
  const text = '# about\nsteps:\n  - get: http://shop.test\n'
  expect(named(text, 'Yes: it works')).toBe(`name: "Yes: it works"\n\n${text}`)
  expect(named('name: old # why\nsteps: []\n', 'new')).toBe('name: new # why\nsteps: []\n')
})

test('a name in a file that begins with a marker stands behind it', () => {
  const text = named('---\nsteps: []\n', 'A')
  expect(valueAt(text, ['name'])?.value).toBe('A')
  expect(text.startsWith('---')).toBe(true)
})

test('paths come of names and folders', () => {
  expect(pathFor('requests', 'shop/carts', 'Fill a cart')).toBe('requests/shop/carts/fill-a-cart.yaml')
  expect(pathFor('requests', 'requests/shop', 'A')).toBe('requests/shop/a.yaml')
  expect(pathFor('tests', '', 'A')).toBe('tests/a.yaml')
  expect(folderOf('requests/shop/carts/a.yaml')).toBe('shop/carts')
  expect(folderProblem('../secrets')).toBeDefined()
  expect(folderProblem('shop/carts')).toBeUndefined()
})
