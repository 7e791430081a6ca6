/**
 * Which variables a step finds when it is sent alone, as a table. Each letter is a step: a small one sets the variable of
 * that name, a capital one is a request that brings it; `!` behind a letter is an edit since the run. The step that is
 * sent is `?`.
 */
import { catalog, loadHelper } from '@merlon/components'
import { run } from '@merlon/engine'
import { createWorlds, nodeCodec, systemClock, TestLoader } from '@merlon/host'
import { expect, test } from 'vitest'
import { makeFolder } from '../test/studio.ts'
import { openTarget } from '../test/target.ts'
import { createBench } from './bench.ts'

type Bench = ReturnType<typeof createBench>

const PATH = 'tests/a.yaml'

function stepOf(letter: string, url: string): string {
  const edited = letter.endsWith('!') ? 2 : 1
  const [name = ''] = letter
  if (name === '?') return `- get: ${url}/sent`
  if (name === '(') return '- each:\n      expression: "[1, 2]"\n      steps:'
  const lower = name.toLowerCase()
  return name === lower
    ? `- set: { var: ${lower}, value: ${edited} }`
    : `- get: { url: "${url}/${lower}?token=${edited}", var: ${lower} }`
}

/** `a B ( c ? )` as the steps of a test, and where the `?` stands. */
function written(steps: string, url: string): { text: string; place: (string | number)[] } {
  const lines = ['steps:']
  const list: (string | number)[] = ['steps']
  let place: (string | number)[] = []
  const counts = [0]
  for (const letter of steps.split(' ')) {
    if (letter === ')') {
      counts.pop()
      list.splice(-3)
      continue
    }
    const index = counts.at(-1) ?? 0
    counts[counts.length - 1] = index + 1
    lines.push(
      `${'  '.repeat(counts.length * 4 - 3)}${stepOf(letter, url).replaceAll('\n', `\n${'  '.repeat(counts.length * 4 - 4)}`)}`,
    )
    if (letter === '?') place = [...list, index]
    if (letter !== '(') continue
    list.push(index, 'each', 'steps')
    counts.push(0)
  }
  return { text: `${lines.join('\n')}\n`, place }
}

async function runOn(bench: Bench, text: string, inputSets: readonly string[] = ['default']): Promise<void> {
  const folder = makeFolder({ 'merlon.yaml': 'name: Bench\n' })
  const loader = new TestLoader({ catalog, environments: [], overrides: [], variables: {}, cwd: folder })
  const source = { path: PATH, project: folder, unit: { path: PATH, text }, older: false }
  const { loaded, diagnostics } = await loader.load(source)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const worlds = createWorlds()
  await run([{ plan: loaded.plan, ports: worlds.portsOf(loaded.project) }], {
    id: 'x',
    clock: systemClock,
    codec: nodeCodec,
    loadHelper,
    emit: () => undefined,
    seed: 1,
    environments: [],
    inputSets: new Set(inputSets),
    watch: bench.watch(new Map([[0, { path: PATH, text, inputSets }]])),
  })
  worlds.close()
}

test.each([
  // what ran      what is written now   variables     steps run first
  ['a B', 'a B ?', 'a b', ''],
  ['a B c', 'a B ? c', 'a b', ''],
  ['a B c ?', 'a B c ?', 'a b c', ''],
  ['?', 'a b ?', '', 'a b'],
  ['?', 'a B c ?', '', 'a c'],
  ['a B c', 'a B d ?', 'a b', 'd'],
  ['a B c', 'a B c! ?', 'a b', 'c'],
  ['a B c', 'a B! c ?', 'a b c', ''],
  ['a B c', 'a! ? B c', '', 'a'],
  ['a B c', 'a B! d ?', 'a', 'd'],
  ['a B c', '? a B c', '', ''],
  ['a B', 'x ? a B', '', 'x'],
  // Of a loop, the last round counts, and what the rounds before it left.
  ['a ( B c )', 'a ( B ? c )', 'a _1 b c', ''],
  ['a ( B c )', 'a ( ? B c )', 'a _1 b c', ''],
  ['a ( B c )', 'a ( B c ) ?', 'a b c', ''],
  ['a ( B c )', 'a ( B! c ) ?', 'a', ''],
  ['a', 'a ( b ? )', 'a', 'b'],
  ['a ( B )', 'a ( d d! ? )', 'a _1 b', 'd d'],
  ['a ( b ) C', 'a ( b ) C! ?', 'a b', ''],
])('having run `%s`, in `%s` there is `%s`, and `%s` runs first', async (ran, now, variables, first) => {
  const { url } = await openTarget()
  const bench = createBench()
  await runOn(bench, written(ran, url).text)
  const { text, place } = written(now, url)
  const found = bench.before(PATH, text, place, undefined)
  const names = [...(found.scope?.variables.keys() ?? [])].filter(
    (name) => !/_(?:response|index|source)$|^_1_/.test(name),
  )
  expect(names.sort().join(' ')).toBe([...variables.split(' ')].sort().join(' '))
  const letters = new Map<string, string>()
  const walk = now.split(' ')
  // Places of the letters, by writing each in place of the `?`.
  for (const [at, letter] of walk.entries())
    if (/^\w/.test(letter)) {
      const here = written(walk.map((one, other) => (other === at ? '?' : one === '?' ? 'z' : one)).join(' '), url)
      letters.set(JSON.stringify(here.place), letter.charAt(0))
    }
  expect(found.first.map((one) => letters.get(JSON.stringify(one))).join(' ')).toBe(first)
})

test('variables that `before` set are there, and those of `steps` in `finally`', async () => {
  const { url } = await openTarget()
  const text = `before:\n  - get: { url: "${url}/t", var: token }\nsteps:\n  - get: { url: "${url}/c", var: cart }\nfinally:\n  - delete: ${url}/c\n`
  const bench = createBench()
  await runOn(bench, text)
  const names = (place: (string | number)[], now = text): string[] =>
    [...(bench.before(PATH, now, place, undefined).scope?.variables.keys() ?? [])].filter((name) => !name.includes('_'))
  expect(names(['steps', 0])).toEqual(['token'])
  expect(names(['finally', 0])).toEqual(['token', 'cart'])
  const edited = text.replace('delete:', 'get:')
  expect(names(['finally', 0], edited)).toEqual(['token', 'cart'])
  expect(names(['steps', 0], text.replace('/c", var: cart', '/d", var: cart'))).toEqual(['token'])
})

test('each input set keeps variables of its own; without a choice those of the last one count', async () => {
  const text = 'inputs:\n  one: { x: 1 }\n  two: { x: 2 }\nsteps:\n  - set: { var: y, value: "${x}" }\n  - assert: y\n'
  const bench = createBench()
  await runOn(bench, text, ['one', 'two'])
  const y = (inputSet?: string): unknown =>
    bench.before(PATH, text, ['steps', 1], inputSet).scope?.variables.get('y')?.value
  expect([y('one'), y('two'), y(), y('three')]).toEqual([1, 2, 2, undefined])
  expect(bench.latest(PATH)).toBe('two')
})

test.each(['', 'steps: [', '- - -', 'steps:\n  - {a: &x [*x]}\n', '\t'])(
  'a text that cannot be read has no variables: %j',
  (text) => {
    const bench = createBench()
    expect(bench.before(PATH, text, ['steps', 3], undefined)).toEqual({ scope: undefined, first: [] })
    expect(bench.before(PATH, text, [], 'x')).toEqual({ scope: undefined, first: [] })
  },
)
