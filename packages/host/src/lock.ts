/** A lock between processes: a file that only one of them can create. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'

export interface LockTimes {
  /** How long to wait for another holder, in ms. */
  readonly patience: number
  /** Age in ms from which a lock is thought to be left behind, whoever made it. Work under a lock takes ms. */
  readonly stale: number
}

export const LOCK_TIMES: LockTimes = { patience: 10_000, stale: 30_000 }

interface Holder {
  readonly pid: number
  readonly host: string
}

/**
 * Does `work`, which must not wait, while holding the lock file at `path`; its folder must exist. Locks of processes that
 * have ended are taken over. Throws an Error for the author when another process does not let go in time.
 */
export async function withLock<T>(path: string, work: () => T, times: LockTimes = LOCK_TIMES): Promise<T> {
  const until = performance.now() + times.patience
  for (let pause = 1; !acquire(path); pause = Math.min(pause * 2, 20)) {
    if (breakStale(path, times.stale)) continue
    if (performance.now() > until) {
      const { pid } = holderOf(path) ?? {}
      throw new Error(
        `${path} is held by another process${pid === undefined ? '' : ` (${pid})`}; end it, or delete the file`,
      )
    }
    // Uneven pauses, or waiting processes would go on meeting each other.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())))
  }
  try {
    return work()
  } finally {
    rmSync(path, { force: true })
  }
}

function acquire(path: string): boolean {
  const holder: Holder = { pid: process.pid, host: hostname() }
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Deletes a lock that was left behind. One process at a time may judge, or a second would delete the lock of the first. */
function breakStale(path: string, staleAge: number): boolean {
  if (!isStale(path, staleAge)) return false
  const judging = `${path}.breaking`
  if (!acquire(judging)) {
    if (isStale(judging, staleAge)) rmSync(judging, { force: true })
    return false
  }
  try {
    if (!isStale(path, staleAge)) return false
    rmSync(path, { force: true })
    return true
  } finally {
    rmSync(judging, { force: true })
  }
}

function isStale(path: string, staleAge: number): boolean {
  const holder = holderOf(path)
  if (holder?.host === hostname() && !isRunning(holder.pid)) return true
  try {
    return Date.now() - statSync(path).mtimeMs > staleAge
  } catch {
    return false // gone in the meantime
  }
}

/** Undefined when the lock is gone, or its holder has not come to writing its name yet. */
function holderOf(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder // written by `acquire`
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
