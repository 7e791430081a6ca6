/**
 * Puts events of tests that run side by side in the order of the tests, so that no output depends on timing.
 *
 * The events of the test whose turn it is go straight through. Those of later tests wait, a few in memory and the rest in
 * a temporary file, so that waiting costs no memory either. A body that several tests say is said by the first of them.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunEvent } from '@merlon/protocol'

const MOST_IN_MEMORY = 2_000

interface Waiting {
  readonly events: RunEvent[]
  file?: { readonly path: string; readonly handle: number }
  finished: boolean
}

export interface Ordered {
  take(event: RunEvent): void
  /** Lets go of what still waits, for a run that broke off. */
  end(): void
  close(): void
}

function spill(waiting: Waiting, folder: () => string, test: number): void {
  waiting.file ??= { path: join(folder(), `${test}.jsonl`), handle: openSync(join(folder(), `${test}.jsonl`), 'w') }
  writeSync(waiting.file.handle, `${waiting.events.map((event) => JSON.stringify(event)).join('\n')}\n`)
  waiting.events.length = 0
}

/** `emit` receives the events of each test together, tests in the order of their numbers. */
export function inOrder(emit: (event: RunEvent) => void): Ordered {
  const waiting = new Map<number, Waiting>()
  const said = new Set<string>()
  let turn = 0
  let made: string | undefined
  const folder = (): string => {
    made ??= mkdtempSync(join(tmpdir(), 'merlon-'))
    return made
  }

  function tell(event: RunEvent): void {
    if (event.type === 'body' && said.size === said.add(event.hash).size) return
    emit(event)
  }

  function release(one: Waiting): void {
    if (one.file) {
      closeSync(one.file.handle)
      for (const line of readFileSync(one.file.path, 'utf8').split('\n'))
        if (line !== '') tell(JSON.parse(line) as RunEvent)
      rmSync(one.file.path)
    }
    for (const event of one.events) tell(event)
    one.events.length = 0
    delete one.file
  }

  function advance(): void {
    for (turn += 1; ; turn += 1) {
      const next = waiting.get(turn)
      if (!next) return
      release(next)
      waiting.delete(turn)
      if (!next.finished) return
    }
  }

  function releaseAll(): void {
    for (const [, rest] of [...waiting].sort(([a], [b]) => a - b)) release(rest)
    waiting.clear()
  }

  return {
    end: releaseAll,
    take(event) {
      if (!('test' in event) || event.test === turn) {
        if (event.type === 'run-finished') releaseAll()
        tell(event)
        if (event.type === 'test-finished') advance()
        return
      }
      const one: Waiting = waiting.get(event.test) ?? { events: [], finished: false }
      waiting.set(event.test, one)
      one.events.push(event)
      if (event.type === 'test-finished') one.finished = true
      if (one.events.length >= MOST_IN_MEMORY) spill(one, folder, event.test)
    },
    close() {
      if (made !== undefined) rmSync(made, { recursive: true, force: true })
    },
  }
}
