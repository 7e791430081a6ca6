/** The report of a run in the studio, while it happens and after. */
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { addresses } from '../../app/addresses.ts'
import { useCommands } from '../../app/commands.ts'
import { Page } from '../../app/page.tsx'
import { type RunState, useRun } from '../../run/follow.ts'
import { startRun } from '../../run/start.ts'
import { Button } from '../../ui/button.tsx'
import { Failure, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { countText } from '../../ui/words.ts'
import { Downloads } from './downloads.tsx'
import { ReportPlaceContext } from './place.ts'
import { ReportView, shownTest } from './report-view.tsx'
import { studioPlace } from './studio-place.ts'

function useRunAgain(run: RunState | undefined): () => Promise<void> {
  const [, go] = useLocation()
  return async () => {
    if (!run) return
    try {
      const { tests, environments } = run.report
      const follower = await startRun({ tests: tests.map(({ file }) => file), environments: [...environments] })
      go(addresses.run(follower.current.id))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast(error.problem.title, { tone: 'fail' })
    }
  }
}

const numberOf = (text: string | null): number | undefined => (text === null || text === '' ? undefined : Number(text))

export default function ReportPage({ id }: { id: string }) {
  const run = useRun(id)
  const [parameters] = useSearchParams()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const runAgain = useRunAgain(run)
  useCommands([{ id: 'run', title: 'Run again', group: 'Report', keys: 'Mod+Enter', run: () => void runAgain() }])
  const [wantedTest, set, step] = ['test', 'set', 'step'].map((name) => numberOf(parameters.get(name)))
  const tests = run?.report.tests ?? []
  const test = run && shownTest(run.report, wantedTest)
  const crumbs = [
    { label: 'Runs', to: addresses.runs },
    ...(tests.length > 1 && test ? [{ label: countText(tests.length, 'test'), to: addresses.run(id) }] : []),
    { label: test?.name ?? 'Report' },
  ]
  const actions = (
    <>
      <Downloads run={id} />
      {run?.done ? (
        <Button look="primary" onClick={() => void runAgain()}>
          Run again
        </Button>
      ) : (
        <Button look="danger" onClick={() => void call('stopRun', { run: id }).catch(() => undefined)}>
          Stop
        </Button>
      )}
    </>
  )
  return (
    <Page crumbs={crumbs}>
      <div ref={setScroller} className="relative min-h-0 flex-1 overflow-auto">
        <div className="mx-auto max-w-290 px-6.5 pt-5 pb-16">
          {run === undefined || (run.revision === 0 && !run.error) ? <Skeleton className="px-0" /> : null}
          {run?.error ? <Failure error={run.error} /> : null}
          {run && !run.error && run.revision > 0 ? (
            <ReportPlaceContext value={studioPlace}>
              <ReportView run={run} wanted={{ test: wantedTest, set, step }} scroller={scroller} actions={actions} />
            </ReportPlaceContext>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
