/** Running the open test, all of it or a part. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { ApiError, call } from '../../api/client.ts'
import { environmentList } from '../../app/environment.ts'
import type { DocumentSession } from '../../document/session.ts'
import type { RunResults } from '../../run/results.ts'
import { startRun } from '../../run/start.ts'
import { toast } from '../../ui/toast.tsx'
import type { Composer } from './composer.ts'

interface Runs {
  readonly running: string | undefined
  readonly refused: ApiError | undefined
  readonly run: Composer['run']
  readonly stop: () => void
  readonly forget: () => void
}

type Part = Parameters<Composer['run']>[0]

interface Choices {
  readonly environment: string
  readonly inputSet: string | undefined
}

/** Begins a run and lays it over the test. */
async function begin(session: DocumentSession, results: RunResults, part: Part, choices: Choices): Promise<void> {
  await session.saveNow()
  const { path, text, save } = session.current
  const marks = results.mark()
  const place = part && session.step(part.step)?.path
  const inputSet = choices.inputSet ?? (part ? results.shownSet : undefined)
  const follower = await startRun({
    tests: [path],
    environments: environmentList(choices.environment),
    ...(save.is === 'saved' ? {} : { texts: [{ path, text }] }),
    ...(inputSet === undefined ? {} : { inputSets: [inputSet] }),
    ...(part && place ? { part: { place: [...place], mode: part.mode } } : {}),
  })
  results.began(follower, marks, part !== undefined)
}

export function useRuns(session: DocumentSession, results: RunResults, choices: Choices): Runs {
  const [starting, setStarting] = useState(false)
  const [refused, setRefused] = useState<ApiError>()
  const latest = results.latest?.follower.current
  const running = latest && !latest.done ? latest.id : undefined
  const now = useRef({ choices, busy: false, running })
  useEffect(() => {
    now.current = { choices, busy: starting, running }
  })

  const actions = useMemo(
    () => ({
      async run(part?: Part): Promise<void> {
        if (now.current.busy || now.current.running !== undefined) return
        now.current.busy = true
        setStarting(true)
        setRefused(undefined)
        try {
          await begin(session, results, part, now.current.choices)
        } catch (error) {
          if (!(error instanceof ApiError)) throw error
          setRefused(error)
        } finally {
          setStarting(false)
        }
      },
      stop(): void {
        const { running: run } = now.current
        if (run === undefined) return
        call('stopRun', { run }).catch((error: unknown) => {
          if (!(error instanceof ApiError)) throw error
          toast(error.message, { tone: 'fail' })
        })
      },
      forget: () => setRefused(undefined),
    }),
    [session, results],
  )
  return useMemo(
    () => ({ ...actions, running: running ?? (starting ? '' : undefined), refused }),
    [actions, running, starting, refused],
  )
}
