import type { StepPlan, Steps, TestPlan } from '@merlon/engine'
import { type PrintValue, printYaml } from '@merlon/language'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import importer from './api-fortress.ts'
import { importerTable } from './index.ts'
import { compileAll, folder, importFiles, olderPlan, textAt } from './test/around.ts'

const source = (path: string, text: string) => ({ path, text })
const textOf = (files: ReadonlyMap<string, Uint8Array>, path: string): string =>
  new TextDecoder().decode(files.get(path))

const innerSteps = ({ input }: StepPlan): readonly StepPlan[] => {
  const found = Object.values(input as Record<string, unknown>).find(
    (one): one is Steps => typeof one === 'object' && one !== null && 'is' in one && one.is === 'steps',
  )
  return found?.steps ?? []
}

interface Outline {
  readonly component: string
  readonly label?: string
  readonly writes: readonly string[]
  readonly reads?: readonly string[]
  readonly steps: readonly Outline[]
}

/** What a step does, as far as a plan tells; labels and reads only where the language of expressions stayed the same. */
function outline(steps: readonly StepPlan[], sameLanguage: boolean): Outline[] {
  return steps.map((step) => ({
    component: step.component.name,
    writes: step.writes,
    ...(sameLanguage ? { label: step.label, reads: [...step.reads].sort() } : {}),
    steps: outline(innerSteps(step), sameLanguage),
  }))
}

const namesOf = (plan: TestPlan): unknown => ({
  globals: plan.stored.filter(({ from }) => from === 'globals'),
  inputs: plan.inputs.map(({ name, variables }) => [name, variables]),
  limits: plan.limits,
})

describe('a folder as it was exported', async () => {
  const files = folder('export')
  const result = await importFiles(files)
  const { plans, diagnostics } = await compileAll(result)

  test('everything that is imported loads without an error', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect([...result.files.keys()].sort()).toEqual([
      'environments/Staging EU.yaml',
      'environments/live.yaml',
      'environments/local.yaml',
      'files/prices.csv',
      'files/sample.json',
      'files/sky.png',
      'merlon.yaml',
      'snippets/log out.yaml',
      'snippets/plant check.yaml',
      'tests/garden/catalogue.yaml',
      'tests/garden/log in.yaml',
      'tests/weather.yaml',
      'vault.yaml',
    ])
  })

  test('a test in YAML does the same, step by step', async () => {
    const older = await olderPlan(
      source('unit.yaml', textOf(files, 'tests/weather/unit.yaml')),
      source('input.yaml', textOf(files, 'tests/weather/input.yaml').replace('costs ${', 'costs \\${')),
    )
    const imported = plans.get('weather')!
    expect(outline(older.steps, true).length).toBe(14)
    expect(outline(imported.steps, true)).toEqual(outline(older.steps, true))
    expect(namesOf(imported)).toEqual(namesOf(older))
    expect(imported.defaults).toEqual([{}, { requestTimeout: 20_000 }])
  })

  test('a test in XML has the same steps, and what could not be carried over is a comment', async () => {
    for (const [name, left] of [
      ['garden/log in', 0],
      ['garden/catalogue', 4],
    ] as const) {
      const older = await olderPlan(
        source('unit.xml', textOf(files, `tests/${name}/unit.xml`)),
        source('input.xml', textOf(files, `tests/${name}/input.xml`)),
      )
      const imported = plans.get(name)!
      const comments = imported.steps.filter(({ label }) => label.startsWith('not imported'))
      expect(comments.length).toBe(left)
      const kept = imported.steps.map((step, at) => (comments.includes(step) ? older.steps[at]! : step))
      expect(outline(kept, false)).toEqual(outline(older.steps, false))
      expect(imported.inputs.map((set) => set.name)).toEqual(older.inputs.map((set) => set.name))
    }
  })

  test('code in Groovy becomes code in JavaScript, also inside of texts and maps', () => {
    expect(textAt(result, 'tests/garden/log in.yaml')).toContain(`
  - set:
      var: greeting
      value: Hello \${login.names.length}
  - get:
      url: \${host}/beds
      mode: json
      headers:
        X-Token: \${token}
        Accept: application/json
      query:
        sort: name
        page: \${page}
        per-page: 20
        ids: [1, 2]
        tag: bed-\${page}
`)
    const catalogue = textAt(result, 'tests/garden/catalogue.yaml')
    expect(catalogue).toContain('expression: plants.items.filter(it => it.price > 3)')
    expect(catalogue).toContain('{ expression: plants.items.map(item => item.id), type: integer, mode: all }')
    expect(catalogue).toContain('value: [herb, tree]')
    expect(catalogue).toContain('found.push(plant.name);')
  })

  test('comments above a step are kept', () => {
    expect(textAt(result, 'tests/garden/log in.yaml')).toContain(
      'steps:\n  # The gardener logs in,\n  # and gets a token.\n  - post:',
    )
    expect(textAt(result, 'tests/weather.yaml')).toContain(
      'steps:\n  # Ask for the weather in one place.\n  #   (in the form of a letter)\n  - post:',
    )
    expect(textAt(result, 'tests/garden/catalogue.yaml')).toContain(
      '  # Rows straight from the database.\n  - comment: |-\n',
    )
  })

  test('values of variables stay text', () => {
    expect(textAt(result, 'vault.yaml')).toBe(
      'host: http://garden.example.test\napi_key: abc-123\nlimit: "20"\ngreeting: Hi ${name}\n',
    )
    expect(textAt(result, 'environments/live.yaml')).toBe('host: http://live.example.test\nport: "0443"\n')
    expect(textAt(result, 'tests/garden/log in.yaml')).toContain('  page: "007"\n')
  })

  test('files are kept byte by byte', () => {
    expect(result.files.get('files/sky.png')).toEqual(files.get('drive/sky.png'))
  })

  test('the report counts what is there, and names what changed and what is lost with its place', () => {
    const { changed, lost, ...counts } = result.report
    expect(counts).toEqual({ tests: 3, steps: 52, kept: 47, snippets: 2, variables: 4, environments: 3, files: 3 })
    const catalogue = 'tests/garden/catalogue/unit.xml'
    expect(lost.map(({ file, line, message }) => [file, line, message.replace(/:.*/, '')])).toEqual([
      ['both/unit.xml', undefined, 'this folder is left out'],
      [catalogue, 23, "the step 'jdbc' became a comment"],
      [catalogue, 24, "`java.lang.System.getenv('HOME')` does not work here"],
      [catalogue, 25, "the step 'set' became a comment"],
      [catalogue, 26, "the step 'each' became a comment"],
      [catalogue, 32, "the step 'flow' became a comment"],
      ['tests/garden/log in/unit.xml', 6, "there is no setting 'colour'"],
      ['tests/stock/unit.yaml', 1, 'this test is left out, because it has no steps'],
      ['tests/weather/unit.yaml', 56, "'shade' is left out"],
      ['staging.postman_environment.json', undefined, "'old' is left out, because it was switched off"],
    ])
    expect(changed).toContainEqual({
      file: 'vault.json',
      message:
        "'api_key' looks like a secret: consider `merlon secret set api_key`, and list it under `secrets:` instead",
    })
    expect(changed).toContainEqual({ file: catalogue, line: 10, message: '`list[a..b]` became `list.slice(a, b + 1)`' })
  })

  test('an archive gives what the folder gives, wherever it was packed', async () => {
    const packed = zipSync(
      Object.fromEntries([...files, ['__MACOSX/._unit.xml', strToU8('x')], ['.DS_Store', strToU8('y')]]),
    )
    expect(await importFiles(new Map([['export.zip', packed]]))).toEqual(result)
  })
})

test('a unit alone is a test that is called as the file is', async () => {
  const xml =
    '<?xml version="1.0"?>\n<unit><sequence><get url="http://x.test" var="payload" mode="json"/></sequence></unit>'
  const alone = await importFiles(new Map([['front page.xml', xml]]), 'front page')
  expect(textAt(alone, 'tests/front page.yaml')).toBe(
    'name: front page\n\nsteps:\n  - get: { url: http://x.test, mode: json }\n',
  )
  const inFolder = await importFiles(new Map([['unit.yaml', '- id: flow\n  command: stop\n']]), 'nothing')
  expect(textAt(inFolder, 'tests/nothing.yaml')).toBe('name: nothing\n\nsteps:\n  - stop\n')
})

test('null is expected where null was expected, and a field without anything in it is left out', async () => {
  const unit = '- id: assert-equals\n  expression: payload.gone\n  value: null\n  comment:\n  type: ""\n'
  const result = await importFiles(new Map([['t/unit.yaml', unit]]))
  expect(textAt(result, 'tests/t.yaml')).toContain('  - assert-equals: { expression: payload.gone, value: null }\n')
})

test('a file that merely looks like variables is kept as a file', async () => {
  const files = new Map([
    ['cities.csv', 'turin,3\nrome,4\n'],
    ['pairs.json', '[{"name": "a", "value": 1}]'],
    ['flat.json', '{"a": 1}'],
    ['vault.csv', 'host,http://x.test\n'],
  ])
  const { files: written } = await importFiles(files)
  expect([...written.keys()].sort()).toEqual([
    'files/cities.csv',
    'files/flat.json',
    'files/pairs.json',
    'merlon.yaml',
    'vault.yaml',
  ])
  expect(written.get('vault.yaml')).toBe('host: http://x.test\n')
})

test('nothing is written outside the project, and no file over another', async () => {
  const unit = '- id: flow\n  command: stop\n'
  const { files } = await importFiles(
    new Map([
      ['../../evil/unit.yaml', unit],
      ['a:b/unit.yaml', unit],
      ['A-B/unit.yaml', unit],
      ['/x/../../up.csv', '1,2,3'],
      ['C:/up.csv', '1,2,3'],
    ]),
  )
  expect([...files.keys()].sort()).toEqual([
    'files/C-/up.csv',
    'files/x/up.csv',
    'merlon.yaml',
    'tests/A-B.yaml',
    'tests/a-b 2.yaml',
    'tests/evil.yaml',
  ])
})

test('an archive that is damaged is refused with its name', async () => {
  const packed = zipSync({ 'unit.yaml': strToU8('- id: flow\n  command: stop\n'.repeat(50)) })
  await expect(importFiles(new Map([['export.zip', packed.slice(0, 60)]]))).rejects.toThrow(
    /^export\.zip cannot be unpacked: /,
  )
})

test('a unit that cannot be read is left out, and the report says why and where', async () => {
  const { files, report } = await importFiles(
    new Map([
      ['a/unit.xml', '<unit>\n<sequence>\n</unit>'],
      ['a/input.xml', '<sets/>'],
    ]),
  )
  expect([...files.keys()]).toEqual(['merlon.yaml'])
  expect(report.lost[0]).toMatchObject({ file: 'a/unit.xml', line: 3 })
})

test('text of every kind in a field is the same text after the import', async () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 30 })
    .map((one) => one.replaceAll('${', '').replace(/[\ud800-\udfff]/g, ''))
  await fc.assert(
    fc.asyncProperty(text, text, async (body, expected) => {
      const header = new Map<string, PrintValue>([
        ['id', 'header'],
        ['name', 'X-A'],
        ['value', expected],
      ])
      const unit = printYaml([
        {
          id: 'post',
          url: 'http://x.test',
          var: 'payload',
          mode: 'text',
          children: [header, { id: 'body', content: body, contentType: 'text/plain' }],
        },
        { id: 'assert-equals', expression: 'payload', value: expected, comment: `a${body}` },
        { id: 'set', var: 'a', mode: 'string', value: body },
      ])
      const imported = await importFiles(new Map([['t/unit.yaml', unit]]))
      const { plans, diagnostics } = await compileAll(imported)
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      const older = await olderPlan(source('unit.yaml', unit))
      const now = plans.get('t')!
      expect(outline(now.steps, true)).toEqual(outline(older.steps, true))
      expect(constants(now.steps)).toEqual(constants(older.steps))
    }),
    { numRuns: 150 },
  )
})

/** Every constant text and value in the inputs of steps; `text` of a `set` is its `value` today. */
function constants(steps: readonly StepPlan[]): unknown {
  return steps
    .map(({ input }) =>
      Object.entries(input as Record<string, unknown>).flatMap(([name, one]) => {
        const field = one as { is?: string; template?: { constant?: string }; value?: { value?: unknown } }
        if (field?.is === 'template') return [[name === 'text' ? 'value' : name, field.template?.constant]]
        return field?.is === 'value' ? [[name, field.value?.value]] : []
      }),
    )
    .map((fields) => fields.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}

test('the table knows the importer as it describes itself', async () => {
  const { kind, title, summary, accepts } = importer
  expect(importerTable[kind]).toMatchObject({ title, summary, accepts })
  expect(await importerTable[kind]!.load()).toBe(importer)
})
