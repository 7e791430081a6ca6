import { describe, expect, test } from 'vitest'
import { eachOutlineStep, findStep, outlineOf, pathKey, stepAtOffset, stepsBefore } from './index.ts'
import { shapes } from './test/every-change.ts'

const FILE = `# A test.
name: A cart
description: Fill it.
tags: [smoke, cart]
config: { baseUrl: /api }
globals: { host: localhost }
inputs:
  7: { product: 1 }
  one: { product: 2 }
before:
  - get: /a
steps:
  - post: # first
      url: /user
      json: { a: "b" }
      var: payload
    title: Log in # here
  - assert-exists: payload.Token
    skip: not yet
  - if:
      expression: a
      steps:
        - stop
      else:
        - wait: 1s
  - group:
      - get: /short
  - parallel:
      branches:
        left: [{ get: /l }]
        right:
          - get: /r
`

const outline = outlineOf(FILE, shapes)

describe('an outline', () => {
  test('tells what stands above the steps, input sets in the order in which they are written', () => {
    expect(outline).toMatchObject({
      name: 'A cart',
      description: 'Fill it.',
      tags: ['smoke', 'cart'],
      config: { baseUrl: '/api' },
      globals: { host: 'localhost' },
      inputs: {
        kind: 'sets',
        sets: [
          { name: '7', values: { product: 1 } },
          { name: 'one', values: { product: 2 } },
        ],
      },
      diagnostics: [],
    })
    expect(outline.sections.map(({ field, path, steps }) => [field, path, steps.length])).toEqual([
      ['before', ['before'], 1],
      ['steps', ['steps'], 5],
      ['finally', ['finally'], 0],
    ])
  })

  test('tells of each step where it is, what it is and how its fields are written', () => {
    const step = findStep(outline, ['steps', 0])!
    expect(step).toMatchObject({ component: 'post', title: 'Log in', line: 13, path: ['steps', 0], lists: [] })
    expect(FILE.slice(step.range.start, step.range.end)).toMatch(/^- post[\s\S]*# here$/)
    expect(step.fields.json).toMatchObject({ value: { a: 'b' }, source: '{ a: "b" }' })
    expect(FILE.slice(step.fields.url!.range.start, step.fields.url!.range.end)).toBe('/user')
  })

  test('names the field that a short form means', () => {
    const step = findStep(outline, ['steps', 1])!
    expect(step).toMatchObject({ input: 'payload.Token', skip: 'not yet' })
    expect(step.fields).toEqual({
      expression: { value: 'payload.Token', source: 'payload.Token', range: expect.anything() },
    })
  })

  test('tells of the lists of steps inside a step, those that are not there yet included', () => {
    const lists = (at: number): unknown =>
      findStep(outline, ['steps', at])!.lists.map(({ field, path, steps }) => [field, path.slice(2), steps.length])
    expect(lists(2)).toEqual([
      ['steps', ['if', 'steps'], 1],
      ['else', ['if', 'else'], 1],
    ])
    expect(lists(3)).toEqual([['steps', ['group'], 1]])
    expect(lists(4)).toEqual([
      ['branches.left', ['parallel', 'branches', 'left'], 1],
      ['branches.right', ['parallel', 'branches', 'right'], 1],
    ])
    const [short] = outlineOf('steps:\n  - if: a\n', shapes).sections[1]!.steps
    expect(short!.lists.map(({ path }) => path)).toEqual([
      ['steps', 0, 'if', 'steps'],
      ['steps', 0, 'if', 'else'],
    ])
  })

  test('finds the innermost step at an offset', () => {
    const at = (text: string): unknown => stepAtOffset(outline, FILE.indexOf(text))?.path
    expect(at('/user')).toEqual(['steps', 0])
    expect(at('wait')).toEqual(['steps', 2, 'if', 'else', 0])
    expect(at('/l }')).toEqual(['steps', 4, 'parallel', 'branches', 'left', 0])
    expect(at('tags')).toBeUndefined()
  })

  test('tells which steps may have run before another', () => {
    const before = stepsBefore(outline, ['steps', 2, 'if', 'else', 0]).map(({ path }) => pathKey(path))
    expect(before).toEqual(
      [
        ['before', 0],
        ['steps', 0],
        ['steps', 1],
        ['steps', 2],
      ].map(pathKey),
    )
    expect(stepsBefore(outline, ['steps', 3]).map(({ component }) => component)).toContain('wait')
    expect(stepsBefore(outline, ['steps', 99])).toEqual([])
    expect(eachOutlineStep(outline)).toHaveLength(11)
  })
})

describe('other files', () => {
  test('a snippet is a list, or has its steps below `steps`', () => {
    const list = outlineOf('- get: /a\n', shapes, { kind: 'snippet' })
    expect(list.sections).toMatchObject([{ field: 'steps', path: [], steps: [{ path: [0], component: 'get' }] }])
    const map = outlineOf('params: { a: 1 }\nsteps:\n  - get: /a\n', shapes, { kind: 'snippet' })
    expect(map.sections).toMatchObject([{ field: 'steps', path: ['steps'], steps: [{ component: 'get' }] }])
  })

  test('a file of an older form has no steps to change', () => {
    const older = outlineOf('- id: get\n  url: /a\n', shapes)
    expect(older.sections.map(({ steps }) => steps.length)).toEqual([0, 0, 0])
    expect(outlineOf('assertions:\n  - id: get\n', shapes).sections.map(({ steps }) => steps.length)).toEqual([0, 0, 0])
  })

  test('inputs may come from a file', () => {
    expect(outlineOf('inputs: a.csv\n', shapes).inputs).toEqual({ kind: 'file', path: 'a.csv' })
    expect(outlineOf('inputs: { file: a.csv, types: {} }\n', shapes).inputs).toEqual({ kind: 'file', path: 'a.csv' })
  })

  test('of a file with a mistake, what can be read is there, and the mistake is told', () => {
    const broken = outlineOf('\n\nname: A\nsteps:\n  - get: /a\n  - assert: {a: b\n', shapes, { file: 'a.yaml' })
    expect(broken.name).toBe('A')
    expect(broken.sections[1]!.steps[0]).toMatchObject({ component: 'get' })
    expect(broken.diagnostics).toMatchObject([{ code: 'yaml-syntax', location: { file: 'a.yaml', line: 6 } }])
  })

  test('what YAML lets pass and a test does not is told as well', () => {
    const codes = (text: string): string[] => outlineOf(text, shapes).diagnostics.map(({ code }) => code)
    expect(codes('name: A\nname: B\n')).toEqual(['duplicate-key'])
    expect(codes('globals: { a: *a }\n')).toEqual(['yaml-alias'])
    expect(codes('globals: { a: &a 1, b: *a }\n')).toEqual([])
  })

  test('a step behind an alias reads as what it stands for', () => {
    const steps = outlineOf('before:\n  - &in\n    get: /a\nsteps:\n  - *in\n', shapes).sections[1]!.steps
    expect(steps).toMatchObject([{ component: 'get', line: 5, fields: { url: { value: '/a' } } }])
  })
})
