import { parsePayload } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Around, runYaml } from './test/engine.ts'
import { heldSnapshots } from './test/snapshots.ts'
import { exact, json, value } from './test/values.ts'

type Mode = 'write' | 'ci' | 'update'

/** Runs steps over what earlier runs kept. */
async function after(
  texts: Map<string, string>,
  yaml: string,
  around: Omit<Around, 'snapshots'> = {},
  mode: Mode = 'write',
) {
  const { steps } = await runYaml(yaml, { ...around, snapshots: heldSnapshots(mode, texts) })
  return steps.filter(({ component }) => component === 'assert-snapshot')
}

const verdictsOf = async (...given: Parameters<typeof after>): Promise<(string | undefined)[]> =>
  (await after(...given)).map(({ status }) => status)

const LINE = '- assert-snapshot: { expression: it.value, name: one }'
const holding = (it: unknown): Around => ({ variables: { it: { value: it } } })

describe('assert-snapshot', () => {
  test('a value is as it was, whatever the order of its keys, in every mode', async () => {
    const turned = (one: unknown): unknown =>
      one !== null && typeof one === 'object' && Object.getPrototypeOf(one) === Object.prototype
        ? Object.fromEntries(Object.entries(one).reverse())
        : one
    await fc.assert(
      fc.asyncProperty(value, async (one) => {
        const texts = new Map<string, string>()
        expect(await verdictsOf(texts, LINE, holding(one))).toEqual(['passed'])
        const kept = [...texts]
        expect(kept).toHaveLength(1)
        for (const mode of ['write', 'ci', 'update'] as const)
          expect(await verdictsOf(texts, LINE, holding(turned(one)), mode)).toEqual(['passed'])
        expect([...texts]).toEqual(kept)
      }),
      { numRuns: 100 },
    )
  })

  test('any other value fails, types of scalars included, and an update makes it the snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(json, json, async (one, other) => {
        // Numbers that are written differently may be the same.
        fc.pre(!/\d/.test(JSON.stringify([one, other])) && JSON.stringify(one) !== JSON.stringify(other))
        fc.pre(JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other)))
        const texts = new Map<string, string>()
        await after(texts, LINE, holding(one))
        const kept = [...texts]
        for (const mode of ['write', 'ci'] as const) {
          const [report] = await after(texts, LINE, holding(other), mode)
          expect(report?.status).toBe('failed')
          expect(report?.help).toContain('--update-snapshots')
          expect([...texts]).toEqual(kept)
        }
        expect(await verdictsOf(texts, LINE, holding(other), 'update')).toEqual(['passed'])
        expect(await verdictsOf(texts, LINE, holding(other), 'ci')).toEqual(['passed'])
      }),
      { numRuns: 100 },
    )
  })

  test.each<[string, unknown, unknown, string]>([
    ['a number as text', { a: 5 }, { a: '5' }, 'a type'],
    ['a digit far behind', { a: exact('12345678901234567890') }, { a: exact('12345678901234567891') }, 'a changed'],
    ['a member more', { a: 1 }, { a: 1, b: null }, 'b added'],
    ['a member less', { a: [1, { b: 2 }] }, { a: [1, {}] }, 'a[1].b missing'],
    ['null for nothing', [null], [], '[0] missing'],
  ])('%s is a difference with a path', async (_, one, other, difference) => {
    const texts = new Map<string, string>()
    await after(texts, LINE, holding(one))
    const [report] = await after(texts, LINE, holding(other))
    expect(report?.diff?.map(({ path, kind }) => `${path} ${kind}`)).toEqual([difference])
  })

  test('an element of XML is kept with its attributes and children', async () => {
    const xml = async (text: string): Promise<unknown> => {
      const parsed = await parsePayload('xml', text)
      return 'value' in parsed ? parsed.value : undefined
    }
    const texts = new Map<string, string>()
    await after(texts, LINE, holding(await xml('<a id="1"><b>x</b><c/></a>')))
    expect(await verdictsOf(texts, LINE, holding(await xml('<a id="1">\n  <b>x</b>\n  <c></c>\n</a>')))).toEqual([
      'passed',
    ])
    expect(await verdictsOf(texts, LINE, holding(await xml('<a id="2"><b>x</b><c/></a>')))).toEqual(['failed'])
    expect(await verdictsOf(texts, LINE, holding(await xml('<a id="1"><b>y</b><c/></a>')))).toEqual(['failed'])
    expect(await verdictsOf(texts, LINE, holding('x'))).toEqual(['failed'])
  })

  test('a missing one is written with a notice, and fails where none is written', async () => {
    const texts = new Map<string, string>()
    const [refused] = await after(texts, LINE, holding(1), 'ci')
    expect([refused?.status, refused?.message]).toEqual(['failed', expect.stringContaining("no snapshot 'one'")])
    expect(texts.size).toBe(0)
    const [written] = await after(texts, LINE, holding(1))
    expect([written?.status, written?.notices]).toEqual(['passed', [expect.stringContaining('is new')]])
    expect([...texts]).toEqual([['one', '1']])
  })

  test('`ignore` leaves paths out', async () => {
    const line = '- assert-snapshot: { expression: it.value, ignore: ["items[*].etag", at] }'
    const texts = new Map<string, string>()
    await after(texts, line, holding({ at: 1, items: [{ etag: 'a', id: 1 }] }))
    expect(await verdictsOf(texts, line, holding({ at: 2, items: [{ etag: 'b', id: 1 }] }), 'ci')).toEqual(['passed'])
    expect(await verdictsOf(texts, line, holding({ at: 2, items: [{ etag: 'b', id: 2 }] }), 'ci')).toEqual(['failed'])
  })

  test('nothing secret is kept, and a secret that changes is no difference', async () => {
    const line = `- set: { var: token, value: "\${given}", secret: true }\n- assert-snapshot: { expression: "({ token, inside: 'Bearer ' + token, [token]: 1, id: 7 })", name: one }`
    const texts = new Map<string, string>()
    expect(await verdictsOf(texts, line, { variables: { given: 'first-secret' } })).toEqual(['passed'])
    expect([...texts.values()].join()).not.toContain('first-secret')
    expect(await verdictsOf(texts, line, { variables: { given: 'other-secret' } }, 'ci')).toEqual(['passed'])
    expect(await verdictsOf(texts, line.replace('id: 7', 'id: 8'), { variables: { given: 'x-secret' } })).toEqual([
      'failed',
    ])
  })

  test('a value that was kept before it became a secret is no difference', async () => {
    const texts = new Map([['one', '{"token":"first-secret"}']])
    const yaml = `- set: { var: token, value: first-secret, secret: true }\n- assert-snapshot: { expression: "({ token })", name: one }`
    expect(await verdictsOf(texts, yaml, {}, 'ci')).toEqual(['passed'])
  })

  test('each input set, each round and each step has its own', async () => {
    const yaml = `inputs:
  hat: { list: [1, 2] }
  shirt: { list: [3] }
steps:
  - each: { expression: list, steps: [{ assert-snapshot: _1 }, { assert-snapshot: _1 }, { assert-snapshot: { expression: _1, name: "no \${_1}" } }] }
  - title: all of them
    assert-snapshot: list
`
    const texts = new Map<string, string>()
    await after(texts, yaml)
    expect([...texts].map(([key, text]) => `${key} = ${text}`)).toEqual([
      '_1[0] (hat) = 1',
      '_1 2[0] (hat) = 1',
      'no 1[0] (hat) = 1',
      '_1[1] (hat) = 2',
      '_1 2[1] (hat) = 2',
      'no 2[1] (hat) = 2',
      'all of them (hat) = [1,2]',
      '_1[0] (shirt) = 3',
      '_1 2[0] (shirt) = 3',
      'no 3[0] (shirt) = 3',
      'all of them (shirt) = [3]',
    ])
    const kept = [...texts]
    expect(new Set(await verdictsOf(texts, yaml, {}, 'ci'))).toEqual(new Set(['passed']))
    expect([...texts]).toEqual(kept)
  })

  test('steps of parallel branches keep theirs apart, whichever is done first', async () => {
    const branch = (name: string, wait: number): string =>
      `      ${name}: [{ wait: ${wait} }, { set: { var: it, value: ${name} } }, { assert-snapshot: it }]\n`
    const yaml = (a: number, b: number): string =>
      `steps:\n  - parallel:\n    branches:\n${branch('one', a)}${branch('two', b)}`.replace(
        'parallel:\n    ',
        'parallel:\n     ',
      )
    const texts = new Map<string, string>()
    await after(texts, yaml(1, 30))
    expect(Object.fromEntries(texts)).toEqual({ it: '"one"', 'it 2': '"two"' })
    expect(await verdictsOf(texts, yaml(30, 1), {}, 'ci')).toEqual(['passed', 'passed'])
  })

  test('steps of parallel branches that are called the same keep theirs apart, too', async () => {
    const branch = (name: string, wait: number): string =>
      `      ${name}: [{ wait: ${wait} }, { assert-snapshot: { expression: "'${name}'", name: same } }]\n`
    const yaml = (a: number, b: number): string => `- parallel:\n    branches:\n${branch('one', a)}${branch('two', b)}`
    const texts = new Map<string, string>()
    await after(texts, yaml(30, 1))
    expect(Object.fromEntries(texts)).toEqual({ same: '"one"', 'same 2': '"two"' })
    expect(await verdictsOf(texts, yaml(1, 30), {}, 'ci')).toEqual(['passed', 'passed'])
  })

  test('the same step reached again has another', async () => {
    const snippets = { look: '- assert-snapshot: it' }
    const yaml = '- set: { var: it, value: 1 }\n- call: look\n- set: { var: it, value: 2 }\n- call: look'
    const texts = new Map<string, string>()
    await after(texts, yaml, { snippets })
    expect(Object.fromEntries(texts)).toEqual({ it: '1', 'it #2': '"2"'.replaceAll('"', '') })
  })

  test('what the store refuses is said', async () => {
    const refusing = { ...heldSnapshots(), read: () => Promise.reject(new Error('tests/a.snap is damaged')) }
    const { steps } = await runYaml('- assert-snapshot: "1"', { snapshots: refusing })
    expect(steps.map(({ status, message }) => [status, message])).toEqual([['failed', 'tests/a.snap is damaged']])
  })
})

function sorted(one: unknown): unknown {
  if (Array.isArray(one)) return one.map(sorted)
  if (one === null || typeof one !== 'object') return one
  return Object.fromEntries(
    Object.entries(one)
      .map(([key, member]) => [key, sorted(member)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}
