/** What a report says in numbers. */
import type { RunReport, TestReport } from '@merlon/protocol'
import { classNames } from '../../ui/class-names.ts'
import { agoText, countText, durationText } from '../../ui/words.ts'
import { checksOf, testFailed } from './checks.ts'
import { useReportPlace } from './place.ts'

type Tone = 'fail' | 'warn'

function Tile({ value, label, tone }: { value: string; label: string; tone?: Tone | false }) {
  return (
    <div className="min-w-0 flex-1 border-l border-line px-4 py-3 first:border-l-0">
      <dd
        className={classNames(
          'truncate text-lg font-semibold',
          tone === 'fail' && 'text-fail',
          tone === 'warn' && 'text-warn',
        )}
      >
        {value}
      </dd>
      <dt className="truncate text-sm text-muted" title={label}>
        {label}
      </dt>
    </div>
  )
}

const look = 'flex rounded-lg border border-line bg-raised'

const medianText = (median: number | undefined): string => (median === undefined ? '–' : durationText(median))

/** Of one test. */
export function Tiles({ report, test }: { report: RunReport; test: TestReport }) {
  const { total, failed, requests, median } = checksOf(test.runs)
  const lastPass = useReportPlace().useLastPass(test.file, report.id)
  const duration = test.status === undefined ? report.summary.durationMs : test.durationMs
  return (
    <dl className={look}>
      <Tile
        value={failed > 0 ? `${failed} failed` : `${total} passed`}
        label={`of ${countText(total, 'check')}`}
        tone={failed > 0 && 'fail'}
      />
      <Tile value={String(test.runs.length)} label={test.runs.length === 1 ? 'input set' : 'input sets'} />
      <Tile value={String(requests)} label={requests === 1 ? 'request' : 'requests'} />
      <Tile value={durationText(duration)} label="duration" />
      <Tile value={medianText(median)} label="median answer" />
      {lastPass === undefined ? null : (
        <Tile value={lastPass === null ? '–' : agoText(lastPass)} label="passed before" />
      )}
    </dl>
  )
}

/** Of a run of several tests. */
export function SuiteTiles({ report }: { report: RunReport }) {
  const { tests, summary } = report
  const bad = tests.filter(testFailed).length
  const flaky = tests.filter((test) => test.flaky).length
  const checks = checksOf(tests.flatMap(({ runs }) => runs))
  return (
    <dl className={look}>
      <Tile
        value={bad > 0 ? `${bad} did not pass` : `${tests.length} passed`}
        label={`of ${countText(tests.length, 'test')}`}
        tone={bad > 0 && 'fail'}
      />
      {flaky > 0 ? <Tile value={`${flaky} flaky`} label="passed only when run again" tone="warn" /> : null}
      <Tile
        value={checks.failed > 0 ? `${checks.failed} failed` : `${checks.total} passed`}
        label={`of ${countText(checks.total, 'check')}`}
        tone={checks.failed > 0 && 'fail'}
      />
      <Tile value={String(summary.runs)} label={summary.runs === 1 ? 'input set' : 'input sets'} />
      <Tile value={String(checks.requests)} label={checks.requests === 1 ? 'request' : 'requests'} />
      <Tile value={durationText(summary.durationMs)} label="duration" />
      <Tile value={medianText(checks.median)} label="median answer" />
    </dl>
  )
}
