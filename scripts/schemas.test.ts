import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalog } from '@merlon/components'
import { compileTest, noVariables, readProject } from '@merlon/engine'
import { testFilesAt } from '@merlon/host'
import { plainValue, Reading, readTestNode, readYaml } from '@merlon/language'
import { describe, expect, test } from 'vitest'
import { readErrorPages } from './generate/error-pages.ts'
import { root } from './generate/output.ts'
import { isValid, type Schema } from './test/validate.ts'

function schemaOf(name: string): Schema {
  return JSON.parse(readFileSync(join(root, 'generated', `${name}.schema.json`), 'utf8')) as Schema
}

function parsed(text: string): unknown {
  const { node, diagnostics } = readYaml({ path: 'example.yaml', text })
  expect(diagnostics).toEqual([])
  return node && plainValue(node)
}

async function loads(text: string): Promise<boolean> {
  const file = { path: 'example.yaml', text }
  const reading = new Reading()
  const read = readTestNode(file, readYaml(file).node, reading)
  const { project } = readProject({ environments: new Map(), snippets: new Map() })
  const { diagnostics } = await compileTest(read, {
    catalog,
    project,
    given: noVariables,
    readFile: () => Promise.reject(new Error('there are no files')),
  })
  return [...reading.diagnostics, ...diagnostics].every(({ severity }) => severity !== 'error')
}

const schema = schemaOf('test')
const pages = await readErrorPages()

/** Examples of tests in today's form. */
const examples = pages.flatMap(({ code, examples: all }) =>
  all.flatMap(({ language, path, verdict, text }) =>
    language === 'yaml' && path === undefined ? [{ code, verdict, text }] : [],
  ),
)
const right = examples.filter(({ verdict }) => verdict === 'right')

// What a schema can know: names, kinds and what has to be there. Not what stands inside a text, nor other files.
const STRUCTURAL = [
  'conflicting-fields',
  'empty-test',
  'missing-field',
  'no-component',
  'two-components',
  'unknown-choice',
  'unknown-component',
  'unknown-field',
  'unknown-section',
  'wrong-type',
  'bad-name',
]
const wrong = examples.filter(({ code, verdict }) => verdict === 'wrong' && STRUCTURAL.includes(code))

describe('the schema of a test', () => {
  test.each(right.map(({ code, text }) => [code, text]))(
    'accepts what the page of %s shows as right',
    (_code, text) => {
      expect(isValid(parsed(text), schema)).toBe(true)
    },
  )

  test('is asked about every code that a schema can know', () => {
    expect(wrong.map(({ code }) => code).sort()).toEqual([...STRUCTURAL].sort())
  })

  test.each(wrong.map(({ code, text }) => [code, text]))(
    'refuses what the page of %s shows as wrong',
    (_code, text) => {
      expect(isValid(parsed(text), schema)).toBe(false)
    },
  )

  const ofComponents = catalog.components.flatMap(({ name, examples: own }) =>
    own.map(({ title, yaml }) => [name, title, yaml] as const),
  )
  test.each(ofComponents)('accepts the example of %s: %s', (_name, _title, yaml) => {
    expect(isValid(parsed(yaml), schema)).toBe(true)
  })

  const files = testFilesAt(join(root, 'examples')).filter((path) => !/[/\\](?:unit|input)\.(?:ya?ml|xml)$/.test(path))
  test.each(files.map((path) => [path.slice(root.length + 1)]))('accepts %s', (path) => {
    expect(isValid(parsed(readFileSync(join(root, path), 'utf8')), schema)).toBe(true)
  })
})

describe('a step in the schema', () => {
  const accepts: readonly (readonly [what: string, yaml: string])[] = [
    ['a component alone', '- stop'],
    ['a component with nothing behind it', '- stop:'],
    ['the primary field alone', '- get: /cart'],
    ['an expression that is a boolean to YAML', '- assert: true'],
    ['steps alone', '- group:\n    - assert: true'],
    ['a title and a reason to skip', '- { title: Cart, skip: not deployed, get: /cart }'],
    ['an older name', '- flow: 10ms'],
    ['another spelling of a field', '- assert: { expression: "true", stoponfail: true }'],
    ['another spelling of a required field', '- assert-compares: { expression1: a, expression2: b }'],
    ['a number as text, and a template for a number', '- wait: "10"\n- wait: ${pause}'],
    ['one thing where a list may stand', '- assert-compares: { expression: a, with: b, ignore: etag }'],
    ['a value that is null', '- set: { var: a, value: null }'],
  ]
  test.each(accepts)('may be %s, which loads', async (_what, yaml) => {
    expect(isValid(parsed(yaml), schema)).toBe(true)
    expect(await loads(yaml)).toBe(true)
  })

  const refuses: readonly (readonly [what: string, yaml: string])[] = [
    ['a component without what it needs', '- get'],
    ['the primary field alone where more is needed', '- each: items'],
    ['steps where there are none', '- get: [assert: true]'],
    ['a map as an expression', '- assert: { expression: { a: 1 } }'],
    ['a loop variable as a name', '- set: { var: _1, value: 1 }'],
    ['an unknown field inside a field', '- get: { url: /cart, auth: { basic: { user: kim, password: x } } }'],
    ['a mistake inside a loop', '- each: { expression: items, steps: [{ asert: true }] }'],
    ['nothing of what one of is needed', '- set: { var: a }'],
    ['two of what one of is needed', '- set: { var: a, value: 1, text: b }'],
    ['a number below the least', '- while: { expression: a, steps: [], max: 0 }'],
    ['a word as a duration', '- wait: soon'],
  ]
  test.each(refuses)('cannot be %s, which does not load', async (_what, yaml) => {
    expect(isValid(parsed(yaml), schema)).toBe(false)
    expect(await loads(yaml)).toBe(false)
  })
})

describe('the other schemas', () => {
  test('accept the settings of the Examples project, and refuse a misspelt one', () => {
    const project = schemaOf('project')
    expect(isValid(parsed(readFileSync(join(root, 'examples/merlon.yaml'), 'utf8')), project)).toBe(true)
    expect(isValid({ name: 'Shop', config: { timeot: '5s' } }, project)).toBe(false)
    expect(isValid({ nmae: 'Shop' }, project)).toBe(false)
  })

  test('accept a snippet with and without parameters, and refuse other sections', () => {
    const snippet = schemaOf('snippet')
    expect(isValid(parsed('- get: /cart'), snippet)).toBe(true)
    expect(
      isValid(parsed('params: { user: kim }\nreturns: { token: payload.Token }\nsteps:\n  - get: /cart'), snippet),
    ).toBe(true)
    expect(isValid(parsed('inputs: { user: kim }\nsteps:\n  - get: /cart'), snippet)).toBe(false)
  })
})
