import { outlineOf, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import json from '../../../../../../generated/catalog.json' with { type: 'json' }
import { withoutWord } from '../../../ui/words.ts'
import { componentsByName } from '../composer.ts'
import { summaryOf } from './summary.ts'

const catalog = json as unknown as CatalogDocument // JSON knows no literal types
const components = componentsByName(catalog)

function summary(yaml: string, label?: string, writes: readonly string[] = []) {
  const { sections } = outlineOf(`steps:\n  - ${yaml}\n`, shapesOf(catalog))
  const step = sections.find(({ field }) => field === 'steps')!.steps[0]!
  return summaryOf(
    step,
    components.get(step.component),
    label === undefined ? undefined : { label, writes, source: '' },
  )
}

describe('the summary of a step', () => {
  test.each([
    ['GET /cart', 'get', 'GET', '/cart'],
    ['each hats', 'each', 'For each', 'hats'],
    ['group', 'group', 'Group', ''],
    ['getter is set', 'get', 'GET', 'getter is set'],
    ['access_token = x', 'set', 'Set', 'access_token = x'],
  ])('%s of %s says no more than the card does not say already', (label, component, title, text) => {
    expect(withoutWord(label, component, title)).toBe(text)
  })

  test('a request says what it writes, without the names that come with it', () => {
    const writes = ['cart_source', 'cart_response', 'cart']
    expect(summary('get: /cart', 'GET /cart', writes)).toEqual({ text: '/cart', writes: ['cart'] })
  })

  test('what begins with the variable says it only once', () => {
    expect(summary('set: { var: a, value: 1 }', 'a = 1', ['a'])).toEqual({ text: 'a = 1', writes: [] })
  })

  test('before it was checked, its main field is shown as it is written', () => {
    expect(summary('get: { url: "/a b", var: x }').text).toBe('/a b')
    expect(summary('assert: a == 1').text).toBe('a == 1')
    expect(summary('nonsense: { a: 1 }').text).toBe('1')
  })
})
