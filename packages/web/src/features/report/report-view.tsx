/** The report of a run: of one test, or the overview of several. The same in the studio and in a file. */
import type { RunReport, TestReport } from '@merlon/protocol'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import type { Shown } from '../../ui/outcome.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { countText } from '../../ui/words.ts'
import { checksOf, testFailed } from './checks.ts'
import { ReportHeader } from './report-header.tsx'
import { ReportSearch } from './report-search.tsx'
import { SetPicker } from './set-picker.tsx'
import { everything, SuiteReport } from './suite-report.tsx'
import { Tiles } from './tiles.tsx'
import { Timeline } from './timeline.tsx'

/** A run, and how far it has got. */
export interface ShownRun {
  /** The same object all the time; `revision` says that it changed. */
  readonly report: RunReport
  readonly revision: number
  readonly done: boolean
}

/** The part of a run that an address names. */
export interface Wanted {
  readonly test: number | undefined
  readonly set: number | undefined
  readonly step: number | undefined
}

/** The test that is wanted; of a run of one test, that one. undefined stands for the overview. */
export const shownTest = ({ tests }: RunReport, wanted: number | undefined): TestReport | undefined =>
  wanted === undefined ? (tests.length === 1 ? tests[0] : undefined) : tests.find(({ test }) => test === wanted)

function wordsOfTest(test: TestReport, running: boolean): string {
  const { total, failed, warned, skipped } = checksOf(test.runs)
  const more = [warned > 0 ? `${warned} warned` : '', skipped > 0 ? `${skipped} skipped` : '']
    .filter(Boolean)
    .join(', ')
  const rest = more === '' ? '' : `, ${more}`
  if (test.status === undefined && running)
    return `Running: ${countText(total, 'check')} so far${failed > 0 ? `, ${failed} failed` : ''}`
  if (failed > 0) return `${failed} of ${countText(total, 'check')} failed${rest}`
  if (test.status === undefined) return `This run broke off after ${countText(total, 'check')}${rest}`
  return test.status === 'passed'
    ? `All ${countText(total, 'check')} passed${rest}`
    : 'This test could not be carried out'
}

function wordsOfRun({ report, done }: ShownRun): string {
  const failed = report.tests.filter(testFailed).length
  const ended = report.tests.filter(({ status }) => status !== undefined).length
  if (!done) return `Running: ${countText(ended, 'test')} done${failed > 0 ? `, ${failed} did not pass` : ''}`
  if (report.interrupted) return `Stopped after ${countText(ended, 'test')}`
  if (report.status === undefined) return 'This run broke off'
  return failed > 0
    ? `${failed} of ${countText(report.tests.length, 'test')} did not pass`
    : `All ${countText(report.tests.length, 'test')} passed`
}

const outcomeOf = ({ report, done }: ShownRun, test: TestReport | undefined): Shown =>
  (test ? test.status : report.status) ?? (done ? 'errored' : 'running')

interface TestViewProps {
  readonly run: ShownRun
  readonly test: TestReport
  readonly wanted: Wanted
  readonly scroller: HTMLElement | null
}

function TestReportView({ run, test, wanted: { set, step }, scroller }: TestViewProps) {
  const [failedOnly, setFailedOnly] = useState(false)
  const [search, setSearch] = useState('')
  const [only, setOnly] = useState<number>()
  const found = useDeferredValue(search.trim().toLowerCase())
  const at = useMemo(() => ({ set, step }), [set, step])
  const options = useMemo(() => ({ failedOnly, search: found, only }), [failedOnly, found, only])
  const { failed } = checksOf(test.runs)
  const running = !run.done
  return (
    <>
      <Tiles report={run.report} test={test} />
      <div className="mt-4 flex flex-wrap items-center gap-3 print:hidden">
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
        <ReportSearch value={search} placeholder="Search this report" onChange={setSearch} />
      </div>
      <Timeline
        report={run.report}
        test={test}
        running={running}
        revision={run.revision}
        scroller={scroller}
        at={at}
        options={options}
      />
    </>
  )
}

export function ReportView({
  run,
  wanted,
  scroller,
  actions,
}: {
  run: ShownRun
  wanted: Wanted
  /** What scrolls around it. */
  scroller: HTMLElement | null
  actions?: ReactNode
}) {
  const { report, done, revision } = run
  // It outlasts a look at one of the tests.
  const [filter, setFilter] = useState(everything)
  const test = shownTest(report, wanted.test)
  return (
    <>
      <ReportHeader
        report={report}
        title={test?.name ?? report.project ?? 'Run'}
        outcome={outcomeOf(run, test)}
        words={test ? wordsOfTest(test, !done) : wordsOfRun(run)}
        path={test?.file}
        flaky={test?.flaky ?? false}
        tags={test?.tags ?? []}
        actions={actions}
      />
      {test ? (
        <TestReportView
          // Another step that an address names opens by itself.
          key={`${report.id} ${test.test} ${wanted.set ?? ''} ${wanted.step ?? ''}`}
          run={run}
          test={test}
          wanted={wanted}
          scroller={scroller}
        />
      ) : (
        <SuiteReport report={report} running={!done} revision={revision} filter={filter} onFilter={setFilter} />
      )}
    </>
  )
}
