import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Around, mistakesIn, runYaml } from '../../../components/src/test/engine.ts'
import { folderWith } from '../../../components/src/test/folder.ts'

/** The value of `v` at the end of a run, and where it came from. */
async function endOf(yaml: string, around: Around = {}, name = 'v'): Promise<{ value: unknown; from: unknown }> {
  const { steps } = await runYaml(yaml, around)
  const [read] = (steps.at(-1)?.variables ?? []).filter((one) => one.name === name)
  return { value: steps.at(-1)?.actual, from: read?.from }
}

const look = '- assert-equals: { expression: v, value: never }'

/** Every place that a variable may come from, lowest first, and what the report calls it. */
const layers: [from: string, put: (around: Around, value: string) => Around, inTest?: string][] = [
  ['global vault', (around, value) => ({ ...around, globalVault: `v: ${value}` })],
  ['vault', (around, value) => ({ ...around, vault: `v: ${value}` })],
  ['globals', (around) => around, 'globals: { v: 3 }'],
  ['input set', (around) => around, 'inputs: { one: { v: 4 } }'],
  ['environment a', (around, value) => ({ ...around, environments: { ...around.environments, a: `v: ${value}` } })],
  ['environment b', (around, value) => ({ ...around, environments: { ...around.environments, b: `v: ${value}` } })],
  ['the command line', (around, value) => ({ ...around, variables: { v: Number(value) } })],
  ['v = 8 (line 1)', (around) => around, 'steps'],
]

function built(present: readonly boolean[]): { yaml: string; around: Around } {
  let around: Around = { environments: { a: 'other: 1', b: 'other: 1' }, selected: ['a', 'b'] }
  const sections: string[] = []
  let set = ''
  for (const [at, [, put, inTest]] of layers.entries()) {
    if (!present[at]) continue
    around = put(around, String(at + 1))
    if (inTest === 'steps') set = '- set: { var: v, value: 8 }\n'
    else if (inTest !== undefined) sections.push(inTest)
  }
  return { yaml: `${sections.map((one) => `${one}\n`).join('')}steps:\n${set}${look}`, around }
}

describe('where a variable comes from', () => {
  test('the highest place that has it wins, and the report names it', async () => {
    const some = fc
      .array(fc.boolean(), { minLength: layers.length, maxLength: layers.length })
      .filter((all) => all.includes(true))
    await fc.assert(
      fc.asyncProperty(some, async (present) => {
        const { yaml, around } = built(present)
        const highest = present.lastIndexOf(true)
        const { value, from } = await endOf(yaml, around)
        expect(value).toBe(highest + 1)
        expect(from).toEqual(
          highest === layers.length - 1
            ? (expect.stringMatching(/^v = 8 \(line \d+\)$/) as unknown)
            : layers[highest]?.[0],
        )
      }),
      { numRuns: 120 },
    )
  })

  test('taking the places away one by one, from the highest, reveals each', async () => {
    const found: unknown[] = []
    for (let count = layers.length; count > 0; count -= 1) {
      const { yaml, around } = built(layers.map((_, at) => at < count))
      found.push((await endOf(yaml, around)).value)
    }
    expect(found).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  })

  test('a secret without a value does not hide what a lower place has, and is named where none has', async () => {
    const around = { vault: 'v: low', environments: { a: 'secrets: [v]' }, selected: ['a'] }
    expect((await endOf(look, around)).value).toBe('low')
    const { steps } = await runYaml(look, { environments: { a: 'secrets: [v]' }, selected: ['a'] })
    expect(steps[0]).toMatchObject({ status: 'failed', message: expect.stringContaining("the secret 'v'") as unknown })
  })

  test('the secret of an environment is taken before the one of all', async () => {
    const around = {
      vault: 'secrets: [v]',
      environments: { a: 'secrets: [v]' },
      secrets: { v: 'of-all-of-them', 'a/v': 'of-this-one' },
    }
    const assertion = (value: string): string => `- assert-equals: { expression: v, value: ${value} }`
    expect((await runYaml(assertion('of-this-one'), { ...around, selected: ['a'] })).status).toBe('passed')
    expect((await runYaml(assertion('of-all-of-them'), around)).status).toBe('passed')
  })

  test('types of YAML are kept', async () => {
    const vault = 'n: 5\nt: "5"\nb: true\nl: [1, "1"]\nm: { a: null }\nz: "007"'
    const checks = ['n === 5', 't === "5"', 'b === true', 'l[0] === 1 && l[1] === "1"', 'm.a === null', 'z === "007"']
    const { status } = await runYaml(checks.map((one) => `- assert: ${JSON.stringify(one)}`).join('\n'), { vault })
    expect(status).toBe('passed')
  })
})

describe('variables that refer to others', () => {
  const chain = (length: number): string =>
    Array.from({ length }, (_, at) => (at === length - 1 ? `v${at}: end` : `v${at}: "\${v${at + 1}}"`)).join('\n')

  test('are filled through ten references, and no deeper', async () => {
    // The last of the chain refers to nothing.
    for (let depth = 1; depth <= 13; depth += 1) {
      const { status, steps } = await runYaml('- assert-equals: { expression: v0, value: end }', {
        vault: chain(depth),
      })
      expect([depth, status]).toEqual([depth, depth <= 11 ? 'passed' : 'failed'])
      if (depth > 11) expect(steps[0]?.message).toContain('more than 10 deep')
    }
  })

  test('see what the highest place has', async () => {
    const around = { vault: 'host: low\nurl: "http://${host}/x"', variables: { host: 'high' } }
    expect((await runYaml('- assert-equals: { expression: url, value: http://high/x }', around)).status).toBe('passed')
  })

  test.each([1, 2, 5])('a circle of %i names all of its members', async (size) => {
    const vault = Array.from({ length: size }, (_, at) => `v${at}: "\${v${(at + 1) % size}}"`).join('\n')
    const mistakes = await mistakesIn(look, { vault })
    expect(mistakes).toHaveLength(1)
    for (let at = 0; at < size; at += 1) expect(mistakes[0]).toContain(`v${at}`)
  })

  test('a circle that a higher place breaks is none', async () => {
    const around = { vault: 'a: "${b}"\nb: "${a}"', variables: { b: 'end' } }
    expect((await runYaml('- assert-equals: { expression: a, value: end }', around)).status).toBe('passed')
  })

  test('an expression in a stored value is computed once per input set, so that it stays the same', async () => {
    const yaml =
      'globals: { id: "${Math.random()}" }\ninputs: { a: {}, b: {} }\nsteps:\n- set: { var: first, object: id }\n- assert: first === id\n- assert-equals: { expression: id, value: x }'
    const { steps } = await runYaml(yaml)
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'failed', 'passed', 'passed', 'failed'])
    expect(steps[2]?.actual).not.toEqual(steps[5]?.actual)
  })
})

describe('input sets', () => {
  const mutating = `
globals: { shared: { list: [1], map: { a: 1 } } }
before:
- set: { var: made, value: { list: [1] } }
inputs: { a: { own: { list: [1] } }, b: { own: { list: [1] } }, c: { own: { list: [1] } } }
steps:
- assert: shared.list.length == 1 && own.list.length == 1 && made.list.length == 1 && !shared.map.more
- set: { var: literal, value: { list: [1] } }
- assert: literal.list.length == 1
- set:
    var: done
    script: |
      for (const one of [shared, own, made, literal]) one.list.push(2)
      shared.map.more = true
      return shared.list.length
- assert: done == 2 && shared.list.length == 2 && literal.list.length == 2
- assert: typeof leftover == 'undefined'
- set: { var: leftover, value: 1 }
`
  test('begin afresh: nothing that one sets or changes in place reaches another', async () => {
    const { status, report, steps } = await runYaml(mutating)
    expect(steps.filter((one) => one.status !== 'passed').map(({ message }) => message)).toEqual([])
    expect(status).toBe('passed')
    expect(report.tests[0]?.runs.map(({ inputSet }) => inputSet)).toEqual(['a', 'b', 'c'])
  })

  test('what a script changes in place is changed back by the step that sets it anew, also inside a loop', async () => {
    const yaml = `- each:
    expression: "[1, 2, 3]"
    steps:
    - set: { var: list, value: [0] }
    - assert: list.length == 1
    - set: { var: n, script: "list.push(1); return list.length" }
    - assert: n == 2`
    expect((await runYaml(yaml)).status).toBe('passed')
  })

  test('`before` runs once, and what it sets is there at the start of every set', async () => {
    const yaml =
      'before:\n- set: { var: id, object: Math.random() }\n- assert: true\ninputs: { a: {}, b: {}, c: {} }\nsteps:\n- assert-equals: { expression: id, value: x }'
    const { steps } = await runYaml(yaml)
    expect(steps.filter(({ phase }) => phase === 'before')).toHaveLength(2)
    expect(
      new Set(steps.filter(({ component }) => component === 'assert-equals').map(({ actual }) => actual)).size,
    ).toBe(1)
  })

  test('when `before` fails, no set runs, and every one of them says so', async () => {
    const yaml = 'before:\n- assert: false\ninputs: { a: {}, b: {} }\nsteps:\n- assert: true\nfinally:\n- assert: true'
    const { status, report, steps } = await runYaml(yaml)
    expect(status).toBe('failed')
    expect(report.tests[0]?.runs.map((one) => [one.status, one.message])).toEqual([
      ['failed', '`before` failed, so this input set was not run'],
      ['errored', '`before` failed, so this input set was not run'],
    ])
    expect(steps).toHaveLength(1)
  })

  test('rows of a file are sets, their cells text unless typed', async () => {
    const folder = folderWith({ 'cases.csv': 'name,code,count\nfirst,007,3\nsecond,008,4\n' })
    const yaml =
      'inputs: { file: cases.csv, types: { count: integer } }\nsteps:\n- assert: typeof code == "string" && typeof count == "number" && code.startsWith("00")'
    const { status, report } = await runYaml(yaml, { folder })
    expect(status).toBe('passed')
    expect(report.tests[0]?.runs.map(({ inputSet }) => inputSet)).toEqual(['first', 'second'])
  })

  test('a file without rows, or whose cells do not fit, is a mistake and no run', async () => {
    const folder = folderWith({ 'none.csv': 'a,b\n', 'odd.csv': 'a,b\n1\n', 'typed.csv': 'a\nx\n', 'list.json': '[1]' })
    for (const input of [
      'none.csv',
      'odd.csv',
      '{ file: typed.csv, types: { a: integer } }',
      'list.json',
      'gone.csv',
    ]) {
      expect([input, await mistakesIn(`inputs: ${input}\nsteps:\n- assert: true`, { folder })]).toEqual([
        input,
        [expect.any(String)],
      ])
    }
  })
})
