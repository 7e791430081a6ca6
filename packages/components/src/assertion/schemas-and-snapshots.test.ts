/** What a report holds of schemas and snapshots that do not fit, beside the verdict. */
import { describe, expect, test } from 'vitest'
import { lastStep, runYaml } from '../test/engine.ts'
import { folderWith } from '../test/folder.ts'
import { heldSnapshots } from '../test/snapshots.ts'
import { reportsOf } from '../test/verdicts.ts'

describe('assert-schema', () => {
  test('says where the schema is found wrong, also when it comes from a variable', async () => {
    const folder = folderWith({ 'a.json': '{ "type": "object" }' })
    const run = async (fields: string) =>
      lastStep(`- assert-schema: { expression: it, ${fields} }`, {
        folder,
        variables: { it: [1], bad: 'strng', at: 'a.json' },
      })
    const wrong = await run(`body: '{ "type": "\${bad}" }', not: true`)
    expect([wrong.status, wrong.message]).toEqual(['failed', expect.stringContaining('strng')])
    expect((await run('file: "${at}"')).status).toBe('failed')
    expect((await run('file: "${at}", not: true')).status).toBe('passed')
  })

  test('counts what else does not fit only where there is more', async () => {
    const look = `- assert-schema: { expression: it.value, body: '{ "items": { "type": "string" } }' }`
    const [one] = await reportsOf([look], [1])
    expect(one?.message).not.toContain('more')
    const [many] = await reportsOf(
      [look],
      Array.from({ length: 60 }, (_, at) => at),
    )
    expect(many?.diff).toHaveLength(50)
  })

  test('of a text that holds no JSON helps', async () => {
    const [report] = await reportsOf([`- assert-schema: { expression: it.value, body: 'true' }`], 'a')
    expect(report?.help).toContain('JSON')
  })
})

describe('assert-snapshot', () => {
  test('that differs shows both values and every place, at most fifty', async () => {
    const texts = new Map([['one', JSON.stringify(Array.from({ length: 60 }, () => 0))]])
    const run = async (it: unknown) =>
      (
        await runYaml('- assert-snapshot: { expression: " it.value ", name: one }', {
          variables: { it: { value: it } },
          snapshots: heldSnapshots('ci', texts),
        })
      ).steps[0]
    const many = await run(Array.from({ length: 60 }, () => 1))
    expect(many?.diff).toHaveLength(50)
    expect(many?.message).toContain('places')
    const single = await run(Array.from({ length: 60 }, (_, at) => (at === 3 ? 1 : 0)))
    expect([single?.message, single?.diff?.length]).toEqual([expect.stringContaining('one place'), 1])
    expect(single?.message).toContain('`it.value`')
    expect(Object.keys(single ?? {})).toEqual(expect.arrayContaining(['actual', 'expected']))
  })

  test('that is missing where none is written shows the value and helps', async () => {
    const { steps } = await runYaml('- assert-snapshot: "5"', { snapshots: heldSnapshots('ci') })
    expect(steps[0]).toMatchObject({ status: 'failed', actual: 5, help: expect.stringContaining('.snap') })
  })

  test('of what is missing or null may be skipped', async () => {
    const run = async (fields: string) =>
      (await runYaml(`- assert-snapshot: { expression: ${fields} }`, { variables: { it: { nil: null } } })).steps[0]
        ?.status
    expect(await run('it.nope')).toBe('failed')
    expect(await run('it.nope, ifExists: true')).toBe('skipped')
    expect(await run('it.nil, optional: true')).toBe('skipped')
    expect(await run('it.nil, ifExists: true')).toBe('passed')
  })

  test('that is replaced is said', async () => {
    const snapshots = heldSnapshots('update', new Map([['one', '1']]))
    const { steps } = await runYaml('- assert-snapshot: { expression: "2", name: one }', { snapshots })
    expect(steps[0]?.notices).toEqual([expect.stringContaining("'one' was replaced")])
    expect([...snapshots.texts]).toEqual([['one', '2']])
  })
})
