/** Runs again whenever files of the projects change: what the change affects, or everything when Enter is pressed. */
import { basename } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { exit } from '../exit.ts'

/** Editors write a file in several steps, and a checkout changes many. */
const SETTLE_MS = 100

/** Folders that hold no test. */
const IGNORED = /^(?:\.merlon|\.git|node_modules)$/

/** What tests are made of; a report or a log that is written among them must not begin a run. */
const OF_TESTS = /\.(?:ya?ml|xml)$|(?:^|[/\\])files[/\\]/

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface Watching {
  /** Runs the tests that a change of files affects; all of them where it is left out. The exit code, or nothing where nothing was to run. */
  readonly runOnce: (changed?: ReadonlySet<string>) => Promise<number | undefined>
  /** Absolute paths of the folders to watch. */
  readonly folders: readonly string[]
  readonly say: (text: string) => void
}

type Wish = 'changed' | 'all' | 'end'

/** Waits for what happens next, and remembers what happened while nobody waited. */
class Wishes {
  readonly changed = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private settled = false
  private answer: ((wish: Wish) => void) | undefined
  private ended = false
  /** During a run the run hears the signal as well, and cleans up. */
  private readonly end = (): void => {
    this.ended = true
    this.answer?.('end')
  }

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.end)
  }

  take(path: string): void {
    this.changed.add(path)
    this.settled = false
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.settled = true
      this.answer?.('changed')
    }, SETTLE_MS)
  }

  async next(): Promise<Wish> {
    if (this.ended) return 'end'
    if (this.settled && this.changed.size > 0) return 'changed'
    const { stdin } = process
    let wish: (wish: Wish) => void = () => undefined
    const asked = new Promise<Wish>((settle) => {
      wish = settle
      this.answer = settle
    })
    const typed = (keys: Buffer): void => {
      const text = keys.toString()
      // A terminal that hands over single keys hands over Ctrl-C and Ctrl-D, too.
      if (/[q\x03\x04]/.test(text)) wish('end')
      else if (/[\r\n]/.test(text)) wish('all')
    }
    if (stdin.isTTY) stdin.setRawMode(true)
    stdin.on('data', typed).resume()
    try {
      return await asked
    } finally {
      stdin.off('data', typed)
      if (stdin.isTTY) stdin.setRawMode(false)
      stdin.pause()
      this.answer = undefined
    }
  }

  close(): void {
    clearTimeout(this.timer)
    for (const signal of SIGNALS) process.off(signal, this.end)
  }
}

async function watcherOf(folders: readonly string[], take: (path: string) => void): Promise<FSWatcher> {
  const watcher = watch([...folders], { ignoreInitial: true, ignored: (path) => IGNORED.test(basename(path)) })
  watcher.on('add', take).on('change', take).on('unlink', take)
  await new Promise<void>((ready) => void watcher.once('ready', () => ready()))
  return watcher
}

/** Runs, and runs again, until it is told to end; gives the exit code of the last run. */
export async function watchAndRun({ runOnce, folders, say }: Watching): Promise<number> {
  const wishes = new Wishes()
  const watcher = await watcherOf(folders, (path) => {
    if (OF_TESTS.test(path)) wishes.take(path)
  })
  const hint = process.stdin.isTTY ? '; Enter runs everything again, q ends' : ''
  try {
    let code = await runOnce()
    for (let ran = true; code !== exit.interrupted && code !== exit.terminated; ) {
      if (ran) say(`\nwatching for changes${hint}\n`)
      const wish = await wishes.next()
      if (wish === 'end') break
      const changed = wish === 'all' ? undefined : new Set(wishes.changed)
      wishes.changed.clear()
      const next = await runOnce(changed)
      ran = next !== undefined
      code = next ?? code
    }
    return code ?? exit.passed
  } finally {
    wishes.close()
    await watcher.close()
  }
}
