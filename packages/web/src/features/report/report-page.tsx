/** The report of a run, while it happens and after. */
import type { TestReport } from '@merlon/protocol'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { ApiError, call } from '../../api/client.ts'
import { addresses } from '../../app/addresses.ts'
import { useCommands } from '../../app/commands.ts'
import { Page } from '../../app/page.tsx'
import { type RunState, useRun } from '../../run/follow.ts'
import { startRun } from '../../run/start.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import type { Shown } from '../../ui/outcome.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Failure, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { countText } from '../../ui/words.ts'
import { checksOf, testFailed } from './checks.ts'
import { Downloads, ReportHeader, Tiles } from './report-header.tsx'
import { SetPicker } from './set-picker.tsx'
import { SuiteReport } from './suite-report.tsx'
import { Timeline } from './timeline.tsx'

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

function wordsOfTest(test: TestReport, running: boolean): string {
  const { total, failed, warned, skipped } = checksOf(test.runs)
  const more = [warned > 0 ? `${warned} warned` : '', skipped > 0 ? `${skipped} skipped` : '']
    .filter(Boolean)
    .join(', ')
  const rest = more === '' ? '' : `, ${more}`
  if (test.status === undefined && running)
    return `Running: ${countText(total, 'check')} so far${failed > 0 ? `, ${failed} failed` : ''}`
  if (failed > 0) return `${failed} of ${countText(total, 'check')} failed${rest}`
  return test.status === 'passed'
    ? `All ${countText(total, 'check')} passed${rest}`
    : 'This test could not be carried out'
}

function TestReportView({ run, test, scroller }: { run: RunState; test: TestReport; scroller: HTMLElement | null }) {
  const [failedOnly, setFailedOnly] = useState(false)
  const [search, setSearch] = useState('')
  const [parameters] = useSearchParams()
  const [only, setOnly] = useState<number>()
  const { failed } = checksOf(test.runs)
  const running = !run.done
  return (
    <>
      <Tiles report={run.report} test={test} />
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Segmented
          label="Steps shown"
          value={failedOnly ? 'failed' : 'all'}
          options={[
            { value: 'all', label: 'All' },
            { value: 'failed', label: `Failed ${failed}` },
          ]}
          onChange={(value) => setFailedOnly(value === 'failed')}
        />
        <SetPicker sets={test.runs} only={only} running={running} onPick={setOnly} />
        <div className="ml-auto w-60">
          <TextInput
            type="search"
            aria-label="Search this report"
            placeholder="Search this report"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      </div>
      <Timeline
        key={`${run.id} ${test.test}`}
        report={run.report}
        test={test}
        running={running}
        revision={run.revision}
        scroller={scroller}
        at={{ set: numberOf(parameters.get('set')), step: numberOf(parameters.get('step')) }}
        options={{ failedOnly, search: search.trim().toLowerCase(), only }}
      />
    </>
  )
}

function outcomeOf(run: RunState, test: TestReport | undefined): Shown {
  const status = test ? test.status : run.report.status
  return status ?? (run.done ? 'errored' : 'running')
}

function wordsOfRun({ report, done }: RunState): string {
  const failed = report.tests.filter(testFailed).length
  const ended = report.tests.filter(({ status }) => status !== undefined).length
  if (!done) return `Running: ${countText(ended, 'test')} done${failed > 0 ? `, ${failed} did not pass` : ''}`
  if (report.interrupted) return `Stopped after ${countText(ended, 'test')}`
  if (report.status === undefined) return 'This run broke off'
  return failed > 0
    ? `${failed} of ${countText(report.tests.length, 'test')} did not pass`
    : `All ${countText(report.tests.length, 'test')} passed`
}

export default function ReportPage({ id }: { id: string }) {
  const run = useRun(id)
  const [parameters] = useSearchParams()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const runAgain = useRunAgain(run)
  useCommands([{ id: 'run', title: 'Run again', group: 'Report', keys: 'Mod+Enter', run: () => void runAgain() }])
  const wanted = numberOf(parameters.get('test'))
  const tests = run?.report.tests ?? []
  const test =
    wanted === undefined ? (tests.length === 1 ? tests[0] : undefined) : tests.find((one) => one.test === wanted)
  const suite = tests.length > 1
  const crumbs = [
    { label: 'Runs', to: addresses.runs },
    ...(suite && test ? [{ label: countText(tests.length, 'test'), to: addresses.run(id) }] : []),
    { label: test?.name ?? 'Report' },
  ]
  return (
    <Page crumbs={crumbs}>
      <div ref={setScroller} className="relative min-h-0 flex-1 overflow-auto">
        <div className="mx-auto max-w-290 px-6.5 pt-5 pb-16">
          {run === undefined || (run.revision === 0 && !run.error) ? <Skeleton className="px-0" /> : null}
          {run?.error ? <Failure error={run.error} /> : null}
          {run && !run.error && run.revision > 0 ? (
            <>
              <ReportHeader
                report={run.report}
                title={test?.name ?? run.report.project ?? 'Run'}
                outcome={outcomeOf(run, test)}
                words={test ? wordsOfTest(test, !run.done) : wordsOfRun(run)}
                path={test?.file}
                actions={
                  <>
                    <Downloads run={id} />
                    {run.done ? (
                      <Button look="primary" onClick={() => void runAgain()}>
                        Run again
                      </Button>
                    ) : (
                      <Button look="danger" onClick={() => void call('stopRun', { run: id }).catch(() => undefined)}>
                        Stop
                      </Button>
                    )}
                  </>
                }
              />
              {test ? (
                <TestReportView run={run} test={test} scroller={scroller} />
              ) : (
                <SuiteReport report={run.report} running={!run.done} />
              )}
            </>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
