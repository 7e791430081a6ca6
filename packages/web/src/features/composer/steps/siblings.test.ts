import { outlineOf, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import json from '../../../../../../generated/catalog.json' with { type: 'json' }
import { componentsByName } from '../composer.ts'
import { byUse, keptField, likelyFirst, newStep, siblingsOf, snippetCaller, wrappers } from './siblings.ts'

const catalog = json as unknown as CatalogDocument // JSON knows no literal types
const shapes = shapesOf(catalog)
const components = componentsByName(catalog)
const names = (of: readonly { readonly name: string }[]): string[] => of.map(({ name }) => name)

function siblings(yaml: string): string[] {
  const step = outlineOf(`steps:\n${yaml}`, shapes).sections.find(({ field }) => field === 'steps')!.steps[0]!
  return names(siblingsOf(catalog, components.get(step.component)!, step))
}

describe('what the catalogue says of components', () => {
  test('steps can be wrapped in each container that needs no more than its main field', () => {
    expect(names(wrappers(catalog)).toSorted()).toEqual(['each', 'group', 'if', 'until', 'while'])
  })

  test('a request turns into other requests, an assertion into other assertions', () => {
    expect(siblings('  - get: /a\n')).toEqual(expect.arrayContaining(['post', 'put', 'delete']))
    expect(siblings('  - get: /a\n')).not.toContain('get')
    expect(siblings('  - assert: a\n')).toContain('assert-equals')
    expect(siblings('  - assert: a\n')).not.toContain('get')
  })

  test('nothing is offered that would lose steps', () => {
    expect(siblings('  - if:\n      expression: a\n      steps: []\n')).toContain('while')
    const withElse = '  - if:\n      expression: a\n      steps: []\n      else:\n        - assert: b\n'
    expect(siblings(withElse)).not.toContain('while')
  })

  test('fields stay that the other component has as well', () => {
    const kept = keptField(components.get('get')!, components.get('post')!)
    expect(['url', 'headers', 'var'].map(kept)).toEqual(['url', 'headers', 'var'])
    expect(keptField(components.get('assert-equals')!, components.get('assert-exists')!)('value')).toBeUndefined()
  })

  test('the component that calls a snippet is found by what its field refers to', () => {
    const caller = snippetCaller(catalog)!
    expect(caller.component.name).toBe('call')
    expect(newStep(caller.component, { [caller.field]: 'log-in' })).toBe('- call: log-in\n')
  })

  test('what is needed most stands first', () => {
    expect(names(likelyFirst(catalog))[0]).toBe('get')
    expect(byUse(catalog)).toHaveLength(catalog.components.length)
  })
})

describe('a new step', () => {
  test.each([
    ['get', '- get: ""\n'],
    ['assert', '- assert: ""\n'],
    ['group', '- group: []\n'],
    ['parallel', '- parallel: { branches: { first: [], second: [] } }\n'],
  ])('%s begins short', (name, yaml) => expect(newStep(components.get(name)!)).toBe(yaml))

  test('it holds every field that must be there, and what it sets where that is its point', () => {
    expect(newStep(components.get('set')!)).toMatch(/var: ""[\s\S]*value: ""/)
    expect(newStep(components.get('each')!)).toMatch(/expression: ""[\s\S]*steps: \[\]/)
  })

  test.each(catalog.components.map(({ name }) => name))('%s can be read again', (name) => {
    const component = components.get(name)!
    const { diagnostics, sections } = outlineOf(`steps:\n${newStep(component).replace(/^/gm, '  ')}`, shapes)
    expect(diagnostics).toEqual([])
    expect(sections.find(({ field }) => field === 'steps')?.steps.map((step) => step.component)).toEqual([name])
  })
})
