/** Follows a run: folds its events into a report as they come, and tells at most once per frame. */
import { createFold, type Fold, type RunEvent, type RunReport } from '@merlon/protocol'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { ApiError, addressOf } from '../api/client.ts'

export interface RunState {
  readonly id: string
  /** The same object all the time; `revision` says that it changed. */
  readonly report: RunReport
  readonly revision: number
  readonly done: boolean
  readonly error: ApiError | undefined
}

const KEPT = 12

/** One run, from its first event on. */
export class RunFollower {
  private readonly fold: Fold = createFold()
  private state: RunState
  private readonly listeners = new Set<() => void>()
  private frame = 0
  private source: EventSource | undefined
  private next = 0

  constructor(id: string) {
    this.state = { id, report: this.fold.report, revision: 0, done: false, error: undefined }
    void this.begin()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get current(): RunState {
    return this.state
  }

  /** Reads what there is as lines, which is quickest, and goes on live where the run is not over. */
  private async begin(): Promise<void> {
    const { id } = this.state
    try {
      const response = await fetch(addressOf('runEvents', { run: id }), { headers: { accept: 'application/x-ndjson' } })
      if (!response.ok) throw new Error(String(response.status))
      const text = await response.text()
      for (const line of text.split('\n')) if (line !== '') this.take(JSON.parse(line) as RunEvent)
    } catch {
      this.fail()
      return
    }
    this.tell(this.over)
    if (!this.over) this.listen()
  }

  private get over(): boolean {
    return this.fold.report.status !== undefined
  }

  private fail(): void {
    const problem = { type: 'about:blank', title: 'this run cannot be read', status: 0, diagnostics: [] }
    this.state = { ...this.state, done: true, error: new ApiError(problem) }
    for (const listener of this.listeners) listener()
  }

  private listen(): void {
    this.source = new EventSource(`${addressOf('runEvents', { run: this.state.id })}?from=${this.next}`)
    this.source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      // After a lost connection the server goes on behind the last event that arrived.
      if (lastEventId !== '' && Number(lastEventId) < this.next) return
      this.take(JSON.parse(data) as RunEvent)
      if (this.over) this.stop()
      this.tell(this.over)
    }
    this.source.addEventListener('end', () => {
      this.stop()
      this.tell(true)
    })
  }

  private take(event: RunEvent): void {
    this.fold.apply(event)
    this.next += 1
  }

  private tell(done: boolean): void {
    const say = (): void => {
      this.frame = 0
      this.state = { ...this.state, revision: this.state.revision + 1, done: done || this.over }
      for (const listener of this.listeners) listener()
    }
    if (done) {
      cancelAnimationFrame(this.frame)
      say()
    } else this.frame ||= requestAnimationFrame(say)
  }

  stop(): void {
    this.source?.close()
  }
}

const followers = new Map<string, RunFollower>()

/** The follower of a run; the last few stay, so that going back and forth reads nothing twice. */
export function follow(id: string): RunFollower {
  const known = followers.get(id)
  if (known) return known
  const follower = new RunFollower(id)
  followers.set(id, follower)
  for (const [old, one] of followers) {
    if (followers.size <= KEPT) break
    if (one.current.done) followers.delete(old)
  }
  return follower
}

const nothing = (): (() => void) => () => undefined

/** The state of a run, kept up to date; undefined without an id. */
export function useRun(id: string | undefined): RunState | undefined {
  const [follower, setFollower] = useState<RunFollower>()
  useEffect(() => setFollower(id === undefined ? undefined : follow(id)), [id])
  const now = useSyncExternalStore(follower?.subscribe ?? nothing, () => follower?.current)
  return now?.id === id ? now : undefined
}
