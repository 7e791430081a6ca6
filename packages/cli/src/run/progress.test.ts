import type { RunEvent } from '@merlon/protocol'
import { expect, test } from 'vitest'
import { createProgress, type Progress } from './progress.ts'

const started = (test: number, name: string): RunEvent => ({
  type: 'test-started',
  test,
  name,
  file: `${name}.yaml`,
  tags: [],
})

function drawing(width = 80): { progress: Progress; written: string[]; clock: { now: number } } {
  const written: string[] = []
  const clock = { now: 0 }
  return {
    progress: createProgress({ tests: 12, width, write: (text) => written.push(text), now: () => clock.now }),
    written,
    clock,
  }
}

test('it counts the tests that began, whatever their order', () => {
  const { progress, written, clock } = drawing()
  for (const [at, name] of ['first', 'second', 'third'].entries()) {
    clock.now += 100
    progress.take(started(2 - at, name))
  }
  expect(written).toEqual([
    '\r\x1b[Krunning 1/12 · first',
    '\r\x1b[Krunning 2/12 · second',
    '\r\x1b[Krunning 3/12 · third',
  ])
})

test('it is drawn at most every 50 ms, and at once after it was erased', () => {
  const { progress, written, clock } = drawing()
  progress.take(started(0, 'a'))
  clock.now = 49
  progress.take(started(1, 'b'))
  expect(written.length).toBe(1)
  progress.erase()
  progress.erase()
  expect(written.slice(1)).toEqual(['\r\x1b[K'])
  progress.take(started(2, 'c'))
  expect(written.at(-1)).toBe('\r\x1b[Krunning 3/12 · c')
})

test('a name cannot reach the terminal as a command, nor break the line', () => {
  const { progress, written } = drawing(30)
  progress.take(started(0, `\x1b[2J\n${'long '.repeat(20)}`))
  expect(written[0]?.slice(4)).not.toMatch(/[\x00-\x1f]/)
  expect(written[0]?.slice(4).length).toBeLessThan(30)
})
