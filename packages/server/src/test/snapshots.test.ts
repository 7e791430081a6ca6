import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunEvent } from '@merlon/protocol'
import type { StartRun } from '@merlon/protocol/http'
import { expect, test } from 'vitest'
import { eventsOf, openStudio, type TestStudio } from './studio.ts'

const PATH = 'tests/a.yaml'

/** How the snapshots of a run ended. */
async function verdicts(studio: TestStudio, text: string, part?: StartRun['part']): Promise<string[]> {
  const body = { tests: [PATH], texts: [{ path: PATH, text }], ...(part ? { part } : {}) }
  const { run } = await studio.call('startRun', { body })
  const found: string[] = []
  for await (const { data } of eventsOf(await studio.send('runEvents', { run }))) {
    const event = data as RunEvent
    if (event.type === 'step-finished' && event.record.component === 'assert-snapshot') found.push(event.record.status)
  }
  return found
}

const text = (one: number, two: number): string =>
  `steps:\n  - set: { var: it, value: ${one} }\n  - assert-snapshot: it\n  - set: { var: it, value: ${two} }\n  - assert-snapshot: it\n`

test('a run in the studio writes snapshots beside the test, and a part of it compares with its own', async () => {
  const studio = await openStudio({ files: { [PATH]: text(1, 2) } })
  const file = join(studio.folder, 'tests/a.snap')
  expect(await verdicts(studio, text(1, 2))).toEqual(['passed', 'passed'])
  const kept = readFileSync(file, 'utf8')
  expect(JSON.parse(kept)).toMatchObject({ snapshots: { it: 1, 'it 2': 2 } })
  expect(await verdicts(studio, text(1, 2), { place: ['steps', 3], mode: 'only' })).toEqual(['passed'])
  expect(await verdicts(studio, text(1, 3))).toEqual(['passed', 'failed'])
  expect(readFileSync(file, 'utf8')).toBe(kept)
})

test('a part of a test writes none, and says so', async () => {
  const studio = await openStudio({ files: { [PATH]: text(1, 2) } })
  expect(await verdicts(studio, text(1, 2), { place: ['steps', 1], mode: 'to' })).toEqual(['warned'])
  expect(existsSync(join(studio.folder, 'tests/a.snap'))).toBe(false)
})
