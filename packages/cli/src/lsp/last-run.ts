/** What was last seen of a test in a stored run: the answers of its requests, secrets masked as they are kept. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { eventsOf, runFiles } from '@merlon/host'
import type { RequestRecord, ResponseRecord, RunEvent } from '@merlon/protocol'

export interface SeenRequest {
  /** As it was written. */
  readonly component: string
  readonly line: number
  readonly label: string
  readonly request: RequestRecord | undefined
  readonly response: ResponseRecord
  readonly body: { readonly mime: string; readonly text: string } | undefined
}

export interface LastRun {
  readonly requests: readonly SeenRequest[]
  /** Values that failures told. */
  readonly variables: ReadonlyMap<string, unknown>
}

/** As many runs are looked through for one of the test, newest first. */
const MOST_RUNS = 15
const LARGEST_FILE = 30_000_000

interface Kept {
  readonly stamp: string
  readonly run: LastRun | undefined
}

const known = new Map<string, Kept>()

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found ? `${path} ${found.mtimeMs} ${found.size}` : path
}

/** Undefined where no run of the test is kept. Looks at files again only when there is a new run. */
export function lastRun(root: string, test: string): LastRun | undefined {
  const files = runFiles(root).slice(0, MOST_RUNS)
  const key = `${root}\n${test}`
  const stamp = files[0] === undefined ? '' : stampOf(files[0])
  const before = known.get(key)
  if (before?.stamp === stamp) return before.run
  const run = files.reduce<LastRun | undefined>(
    (found, path) => found ?? runIn(path, root, resolve(root, test)),
    undefined,
  )
  known.set(key, { stamp, run })
  return run
}

function runIn(path: string, root: string, test: string): LastRun | undefined {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_FILE) return undefined
  const reader = new Reader(root, test)
  try {
    for (const event of eventsOf(path).events) reader.take(event)
  } catch {
    // A file that cannot be read, or not to its end, tells what it told so far.
  }
  return reader.run
}

type Finished = Extract<RunEvent, { type: 'step-finished' }>

class Reader {
  readonly #root: string
  readonly #test: string
  #folder = '.'
  /** The test's file as this run names it. */
  #file = ''
  #number: number | undefined
  readonly #steps: Finished[] = []
  readonly #bodies = new Map<string, { mime: string; text: string }>()
  readonly #variables = new Map<string, unknown>()

  constructor(root: string, test: string) {
    this.#root = root
    this.#test = test
  }

  take(event: RunEvent): void {
    if (event.type === 'run-started') this.#folder = event.folder ?? '.'
    else if (event.type === 'test-started') {
      if (resolve(this.#root, this.#folder, event.file) !== this.#test) return
      this.#number = event.test
      this.#file = event.file
    } else if (event.type === 'step-finished') this.#step(event)
    // One body may be that of several tests, and is said once.
    else if (event.type === 'body' && event.text !== undefined && !event.cut)
      this.#bodies.set(event.hash, { mime: event.mime, text: event.text })
  }

  #step(event: Finished): void {
    if (event.test !== this.#number) return
    for (const { name, value } of event.record.variables ?? []) this.#variables.set(name, value)
    // A snippet's requests have lines of another file.
    if (event.record.response && event.record.location.file === this.#file) this.#steps.push(event)
  }

  get run(): LastRun | undefined {
    if (this.#number === undefined) return undefined
    const requests = this.#steps.flatMap(({ record }): SeenRequest[] => {
      const { response, request, component, alias, label, location } = record
      if (!response) return []
      const body = response.body && this.#bodies.get(response.body.hash)
      return [{ component: alias ?? component, line: location.line, label, request, response, body }]
    })
    return { requests, variables: this.#variables }
  }
}
