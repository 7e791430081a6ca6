/** What `assert-snapshot` keeps: one file beside each test, readable, in an order that makes small changes small diffs. */
import { readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { SnapshotsPort } from '@merlon/engine'
import { jsonText, parseJson } from '@merlon/language'
import { writeAtomically } from './atomic-write.ts'
import { withLock } from './lock.ts'

const SCHEMA = 'merlon.snapshots/1'

/** Snapshots of a test that ran, which nothing in it looked at. */
export interface ObsoleteSnapshots {
  /** As the test's path is shown. */
  readonly file: string
  readonly keys: readonly string[]
}

export interface Snapshots extends SnapshotsPort {
  /** Those of tests that ran from beginning to end, by their paths, which nothing looked at; in `update` mode they are removed. */
  settle(whole: Iterable<string>): Promise<ObsoleteSnapshots[]>
}

export interface SnapshotSettings {
  readonly mode: SnapshotsPort['mode']
  /** Where the paths of tests begin. */
  readonly cwd: string
}

/** How snapshots are treated where nothing else is said: on a build server none is written. */
export function snapshotMode(variables: Readonly<Record<string, string | undefined>>): 'write' | 'ci' {
  return ['', '0', 'false'].includes(variables.CI?.trim().toLowerCase() ?? '') ? 'write' : 'ci'
}

type Entries = Map<string, unknown>

/** Where the snapshots of a test are kept, by the path of the test's file. */
export const snapshotFile = (test: string): string => join(dirname(test), `${basename(test, extname(test))}.snap`)

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Reads a file of snapshots. Throws an Error for the author where it is damaged. */
function readEntries(path: string, shown: string): Entries {
  const text = textAt(path)
  if (text === undefined) return new Map()
  if (/^(?:<{7}|>{7}|={7})(?: |$)/m.test(text))
    throw new Error(`${shown} holds a merge conflict; mend it, or delete the file to write its snapshots anew`)
  const parsed = parseJson(text)
  if ('problem' in parsed)
    throw new Error(`${shown} is damaged: ${parsed.problem.message}; mend it, or delete the file to begin anew`)
  const document = parsed.value as { schema?: unknown; snapshots?: unknown } | null
  const { schema, snapshots } = document ?? {}
  if (schema !== SCHEMA || typeof snapshots !== 'object' || snapshots === null || Array.isArray(snapshots))
    throw new Error(`${shown} is not a file of snapshots; mend it, or delete the file to begin anew`)
  return new Map(Object.entries(snapshots))
}

function fileText(entries: Entries): string {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  return `${jsonText({ schema: SCHEMA, snapshots: Object.fromEntries(sorted) }, 2)}\n`
}

function jsonOf(text: string): unknown {
  const parsed = parseJson(text)
  if ('problem' in parsed) throw new Error(`a snapshot must be JSON: ${parsed.problem.message}`)
  return parsed.value
}

/** Opens the snapshots of tests, whose paths are relative to `cwd`. */
export function openSnapshots({ mode, cwd }: SnapshotSettings): Snapshots {
  const used = new Map<string, Set<string>>()
  const isFile = (test: string): boolean => statSync(resolve(cwd, test), { throwIfNoEntry: false })?.isFile() === true
  const place = (test: string): { path: string; shown: string } => {
    const path = resolve(cwd, test)
    if (!isFile(test)) throw new Error('a snapshot is kept beside its test, and this test is not kept in a file')
    return { path: snapshotFile(path), shown: snapshotFile(test) }
  }
  const use = (test: string, key: string): void => {
    const keys = used.get(test)
    if (keys) keys.add(key)
    else used.set(test, new Set([key]))
  }
  /** Other processes, and other steps of this one, may write to the same file: each reads it anew under a lock. */
  const change = (test: string, apply: (entries: Entries) => void): Promise<void> => {
    const { path, shown } = place(test)
    return withLock(`${path}.lock`, () => {
      const entries = readEntries(path, shown)
      apply(entries)
      if (entries.size > 0) writeAtomically(path, fileText(entries))
      else rmSync(path, { force: true })
    })
  }
  return {
    mode,
    async read(test, key) {
      const { path, shown } = place(test)
      use(test, key)
      const found = readEntries(path, shown)
      return found.has(key) ? jsonText(found.get(key)) : undefined
    },
    async write(test, key, text) {
      const value = jsonOf(text)
      use(test, key)
      await change(test, (entries) => entries.set(key, value))
    },
    async settle(whole) {
      const obsolete: ObsoleteSnapshots[] = []
      for (const test of new Set(whole)) {
        if (!isFile(test)) continue
        const looked = used.get(test) ?? new Set()
        const { path, shown } = place(test)
        const keys = [...readEntries(path, shown).keys()].filter((key) => !looked.has(key))
        if (keys.length === 0) continue
        obsolete.push({ file: shown, keys })
        if (mode === 'update')
          await change(test, (entries) => {
            for (const key of keys) entries.delete(key)
          })
      }
      return obsolete
    },
  }
}
