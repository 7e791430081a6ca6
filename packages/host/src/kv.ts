/** The key/value port: one JSON file, shared by all processes that run tests of a project. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClockPort, KeyValuePort } from '@merlon/engine'
import { writeAtomically } from './atomic-write.ts'
import { systemClock } from './clock.ts'
import { withLock } from './lock.ts'
import { ensureStateFolder } from './state-folder.ts'

const LIFETIME_MS = 24 * 60 * 60 * 1000
const LONGEST_KEY = 256
const LARGEST_VALUE = 256 * 1024

interface Kept {
  readonly value: unknown
  /** Wall clock of the last change, ms since 1970. */
  readonly at: number
}

type Entries = Map<string, Kept>

/**
 * Opens `kv.json` in a project's state folder, which need not exist yet. A value lives 24 h from its last set, push or pop;
 * a load does not prolong it. Functions throw an Error for the author: a key that is too long, a value too large.
 */
export function openKeyValues(folder: string, clock: Pick<ClockPort, 'now'> = systemClock): KeyValuePort {
  const file = join(folder, 'kv.json')
  const change = <T>(key: string, apply: (entries: Entries) => T): Promise<T> => {
    checkKey(key)
    ensureStateFolder(folder)
    return withLock(join(folder, 'kv.lock'), () => {
      const entries = readEntries(file, clock.now())
      const result = apply(entries)
      writeAtomically(file, JSON.stringify(Object.fromEntries(entries)), 0o600)
      return result
    })
  }
  const put = (entries: Entries, key: string, value: unknown): void => {
    checkSize(key, value)
    entries.set(key, { value, at: clock.now() })
  }
  /** Values that hold secrets never reach the file. */
  const unwritten: Entries = new Map()
  /** Changes an entry where it lives: in memory once it holds what must not be written, else in the file. */
  const changeWhere = <T>(key: string, hide: boolean, apply: (entries: Entries) => T): Promise<T> =>
    change(key, (entries) => {
      if (!hide && !unwritten.has(key)) return apply(entries)
      const kept = entries.get(key)
      if (kept && !unwritten.has(key)) unwritten.set(key, kept)
      entries.delete(key)
      return apply(unwritten)
    })
  return {
    async set(key, value, { unwritten: hide = false } = {}) {
      unwritten.delete(key)
      await changeWhere(key, hide, (entries) => put(entries, key, value))
    },
    async load(key) {
      checkKey(key)
      const kept = unwritten.get(key) ?? readEntries(file, clock.now()).get(key)
      return kept && clock.now() - kept.at < LIFETIME_MS ? kept.value : null
    },
    push: async (key, value, { unwritten: hide = false } = {}) =>
      changeWhere(key, hide, (entries) => {
        const list = entries.get(key)?.value
        put(entries, key, Array.isArray(list) ? [...list, value] : [value])
      }),
    pop: async (key) =>
      changeWhere(key, false, (entries) => {
        const list = entries.get(key)?.value
        if (!Array.isArray(list) || list.length === 0) return null
        put(entries, key, list.slice(0, -1))
        return list.at(-1) as unknown
      }),
  }
}

function checkKey(key: string): void {
  if (key === '') throw new Error('the key is empty')
  if ([...key].length > LONGEST_KEY) throw new Error(`the key is longer than ${LONGEST_KEY} characters`)
}

function checkSize(key: string, value: unknown): void {
  const text: string | undefined = JSON.stringify(value)
  if (text === undefined) throw new Error(`there is no value to keep under '${key}'`)
  if (Buffer.byteLength(text) > LARGEST_VALUE)
    throw new Error(`the value of '${key}' is larger than ${LARGEST_VALUE / 1024} kB`)
}

function readEntries(file: string, now: number): Entries {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
  let kept: [string, Kept][]
  try {
    kept = Object.entries(JSON.parse(text) as Record<string, Kept>)
  } catch {
    throw new Error(`${file} is damaged; delete it to begin anew`)
  }
  return new Map(kept.filter(([, { at }]) => now - at < LIFETIME_MS))
}
