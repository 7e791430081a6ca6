/** The runs of a folder: files in `.merlon/runs/`, whoever wrote them, and the latest partial ones in memory. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { prepareRunFile, runsFolder } from '@merlon/host'
import { foldReport, type RunEvent, type RunReport } from '@merlon/protocol'
import type { Change, RunView } from '@merlon/protocol/http'
import type { StudioClock } from '../../clock.ts'
import { fileBytes, type GrowingBytes, growingFile, memoryBytes } from '../runs/bytes.ts'
import { RunDigest } from '../runs/digest.ts'
import { projectPath, testPath, withProjectPaths } from '../runs/project-paths.ts'
import { RunLog } from '../runs/run-log.ts'
import { isRunning, type KnownRun, viewOf } from '../runs/run-view.ts'
import { runSink } from '../runs/sink.ts'
import { projectEvents, untilBroken } from '../runs/stored.ts'
import type { NumberedLine, RunSink, RunStore } from '../store.ts'

/** Partial runs kept in memory. */
const PARTIAL = 20
/** Whole reports kept in memory. */
const REPORTS = 3
/** In ms: how often the folder is looked at for what other processes do. */
const LOOK = 500

const ID = /^[A-Za-z0-9][\w-]*$/

class FolderRuns implements RunStore {
  private readonly root: string
  private readonly tell: (change: Change) => void
  private readonly failed: (error: unknown) => void
  private readonly clock: StudioClock
  private readonly known = new Map<string, KnownRun>()
  private readonly reports = new Map<string, RunReport>()
  /** Ids of files that were there when somebody last looked. */
  private seen: ReadonlySet<string>
  private readonly stopLooking: () => void
  private looking = false

  constructor(root: string, tell: (change: Change) => void, failed: (error: unknown) => void, clock: StudioClock) {
    this.root = root
    this.tell = tell
    this.failed = failed
    this.clock = clock
    this.seen = new Set(this.fileIds())
    this.stopLooking = clock.every(LOOK, () => {
      if (this.looking) return
      this.looking = true
      this.look()
        .catch(failed)
        .finally(() => {
          this.looking = false
        })
    })
  }

  private fileIds(): string[] {
    const folder = runsFolder(this.root)
    if (!existsSync(folder)) return []
    return readdirSync(folder).flatMap((name) => {
      const id = name.endsWith('.jsonl') ? name.slice(0, -'.jsonl'.length) : ''
      return ID.test(id) ? [id] : []
    })
  }

  private pathOf(id: string): string {
    return join(runsFolder(this.root), `${id}.jsonl`)
  }

  private digest(): RunDigest {
    return new RunDigest((file, folder) => testPath(projectPath(this.root, folder, file)))
  }

  /** Files that appeared or grew, written by other processes. */
  private async look(): Promise<void> {
    const ids = new Set(this.fileIds())
    const before = this.seen
    this.seen = ids
    for (const [id, run] of this.known) if (!run.memory && !run.live && !ids.has(id)) this.forget(run)
    for (const id of ids) {
      const run = before.has(id) ? this.known.get(id) : this.find(id)
      if (!run || run.live || run.memory || run.log.digest.finished) continue
      const wasRunning = this.isRunning(run)
      const grew = await run.log.update()
      if (!grew && (!wasRunning || this.isRunning(run))) continue
      this.say(run)
      run.log.tell()
    }
  }

  private forget(run: KnownRun): void {
    this.known.delete(run.id)
    this.reports.delete(run.id)
    run.log.gone = true
    run.log.tell()
  }

  private say(run: KnownRun): void {
    const view = this.viewOf(run)
    if (view) this.tell({ type: 'run', run: view })
  }

  private find(id: string): KnownRun | undefined {
    const known = this.known.get(id)
    if (known) return known
    if (!ID.test(id) || !existsSync(this.pathOf(id))) return undefined
    const log = new RunLog(fileBytes(this.pathOf(id)), this.digest())
    const run: KnownRun = { id, log, partial: false, environments: [], memory: undefined, live: false }
    this.known.set(id, run)
    return run
  }

  /** A run with everything read that is there by now. */
  private async current(id: string): Promise<KnownRun | undefined> {
    const run = this.find(id)
    if (!run) return undefined
    await run.log.update()
    if (run.log.gone && !run.live) this.forget(run)
    return run.log.gone ? undefined : run
  }

  private isRunning(run: KnownRun): boolean {
    return isRunning(run, this.clock.now())
  }

  private viewOf(run: KnownRun): RunView | undefined {
    return viewOf(run, this.clock.now())
  }

  async list(query: { test?: string; limit: number; cursor?: string }): ReturnType<RunStore['list']> {
    const ids = new Set([
      ...this.fileIds(),
      ...[...this.known.values()].flatMap((run) => (run.live || run.memory ? run.id : [])),
    ])
    const sorted = [...ids]
      .filter((id) => query.cursor === undefined || id < query.cursor)
      .sort()
      .reverse()
    const runs: RunView[] = []
    for (const id of sorted) {
      const view = await this.view(id)
      if (!view || (query.test !== undefined && !view.tests.some(({ path }) => path === query.test))) continue
      if (runs.length === query.limit) return { runs, next: runs.at(-1)?.id ?? '' }
      runs.push(view)
    }
    return { runs }
  }

  async view(id: string): Promise<RunView | undefined> {
    const run = await this.current(id)
    return run && this.viewOf(run)
  }

  told(id: string): Iterable<RunEvent> | undefined {
    const run = this.find(id)
    if (!run) return undefined
    return run.memory ?? untilBroken(this.pathOf(id))
  }

  events(id: string): Iterable<RunEvent> | undefined {
    const told = this.told(id)
    return told && projectEvents(told, this.root)
  }

  async lines(id: string): Promise<AsyncIterable<readonly NumberedLine[]> | undefined> {
    const run = await this.current(id)
    return run && (run.live || run.log.digest.started) ? run.log.read(0, this.shownBy(run)) : undefined
  }

  private shownBy({ log }: KnownRun): (event: RunEvent) => RunEvent {
    return (event) => withProjectPaths(event, this.root, log.digest.folder)
  }

  follow(id: string, from: number, signal: AbortSignal): AsyncIterable<readonly NumberedLine[]> | undefined {
    const run = this.find(id)
    return run && this.linesOf(run, from, signal)
  }

  private async *linesOf(run: KnownRun, from: number, signal: AbortSignal): AsyncGenerator<readonly NumberedLine[]> {
    const { log } = run
    const shown = this.shownBy(run)
    let next = from
    while (!signal.aborted) {
      // Asked for before it is read, so that nothing is missed in between.
      const waiting = new AbortController()
      const leave = (): void => waiting.abort()
      signal.addEventListener('abort', leave, { once: true })
      const more = log.more(waiting.signal)
      const over = !run.live && (await this.settled(run))
      if (!over) await log.update()
      for await (const batch of log.read(next, shown)) {
        yield batch
        if (signal.aborted) break
        next = (batch.at(-1)?.number ?? next) + 1
      }
      if (over || log.gone) leave()
      await more
      signal.removeEventListener('abort', leave)
      if (over || log.gone) return
    }
  }

  /** Whether nothing more will come, with all of it read. */
  private async settled(run: KnownRun): Promise<boolean> {
    await run.log.update()
    return run.log.gone || !this.isRunning(run)
  }

  async body(id: string, hash: string): ReturnType<RunStore['body']> {
    return (await this.current(id))?.log.body(hash)
  }

  async report(id: string): Promise<RunReport | undefined> {
    const known = this.reports.get(id)
    if (known) return known
    const run = await this.current(id)
    const events = run && this.viewOf(run) && this.events(id)
    if (!events) return undefined
    const report = foldReport(events)
    if (!this.isRunning(run)) {
      this.reports.set(id, report)
      for (const [oldest] of [...this.reports].slice(0, -REPORTS)) this.reports.delete(oldest)
    }
    return report
  }

  create(id: string, { partial, environments }: { partial: boolean; environments: readonly string[] }): RunSink {
    const bytes = (partial ? undefined : this.newFile(id)) ?? memoryBytes(() => this.clock.now())
    const memory: RunEvent[] | undefined = 'path' in bytes ? undefined : []
    const log = new RunLog(bytes, this.digest())
    const run: KnownRun = { id, log, partial, environments, memory, live: true }
    this.known.set(id, run)
    this.makeRoom()
    let news = true
    const sink = runSink(
      bytes,
      () => {
        log.tell()
        if (!news) return
        news = false
        this.learn(run)
      },
      this.failed,
    )
    this.say(run)
    return {
      take: (event) => {
        memory?.push(event)
        news ||= event.type === 'test-started' || event.type === 'test-finished'
        sink.take(event)
      },
      close: () => {
        sink.close()
        this.learn(run, () => {
          run.live = false
        })
      },
    }
  }

  /** Reads what this process wrote, and says so. */
  private learn(run: KnownRun, then: () => void = () => undefined): void {
    run.log
      .update()
      .then(() => {
        then()
        this.say(run)
        run.log.tell()
      })
      .catch(this.failed)
  }

  /** The file of a new run; where none can be written, the run is kept in memory. */
  private newFile(id: string): (GrowingBytes & { readonly path: string }) | undefined {
    try {
      const path = prepareRunFile(this.root, id)
      return { ...growingFile(path), path }
    } catch (error) {
      this.failed(error)
      return undefined
    }
  }

  private makeRoom(): void {
    const inMemory = [...this.known.values()].filter((run) => run.memory && !run.live)
    for (const run of inMemory.slice(0, Math.max(0, inMemory.length - PARTIAL))) this.forget(run)
  }

  async close(): Promise<void> {
    this.stopLooking()
    for (const run of this.known.values()) run.log.tell()
  }
}

/** Opens the runs of the project at `root`, an absolute path; nothing need be there. `tell` hears of runs that change. */
export function openRunStore(
  root: string,
  { tell, failed, clock }: { tell: (change: Change) => void; failed: (error: unknown) => void; clock: StudioClock },
): RunStore {
  return new FolderRuns(root, tell, failed, clock)
}
