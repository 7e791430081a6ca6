/** The run of several tests that was started here: what it says of each test, while it happens and after. */
import type { StartRun } from '@merlon/protocol/http'
import { useState } from 'react'
import { ApiError, call } from '../../api/client.ts'
import { useRun } from '../../run/follow.ts'
import { startRun } from '../../run/start.ts'
import type { Shown } from '../../ui/outcome.tsx'
import { toast } from '../../ui/toast.tsx'

export interface SuiteRun {
  readonly id: string | undefined
  readonly running: boolean
  /** Tests by path that the run has begun. */
  readonly outcomes: ReadonlyMap<string, Shown>
  readonly wanted: number
  readonly problem: ApiError | undefined
  start(wanted: StartRun, count: number): Promise<void>
  stop(): void
}

export function useSuiteRun(): SuiteRun {
  const [id, setId] = useState<string>()
  const [wanted, setWanted] = useState(0)
  const [problem, setProblem] = useState<ApiError>()
  const run = useRun(id)
  const outcomes = new Map<string, Shown>(
    (run?.report.tests ?? []).map(({ file, status }) => [file, status ?? (run?.done ? 'none' : 'running')]),
  )
  return {
    id,
    running: id !== undefined && run?.done !== true,
    outcomes,
    wanted,
    problem,
    async start(what, count) {
      setProblem(undefined)
      try {
        const follower = await startRun(what)
        setWanted(count)
        setId(follower.current.id)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        setProblem(error)
      }
    },
    stop() {
      if (id === undefined) return
      call('stopRun', { run: id }).catch(() => toast('the run could not be stopped', { tone: 'fail' }))
    },
  }
}
